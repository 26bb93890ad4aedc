"""The table of appeals: one for each case at the most."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

appeal = Table(
    "appeal",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), nullable=False, info={"names": "row"}),
    member_column("member_id", erase="forget"),
    Column("text", Text, nullable=False),
    # bot.appeals.model.State
    Column("state", String(10), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("first_response_at", UtcDateTime),
    member_column("decided_by_id", erase="forget"),
    Column("decided_at", UtcDateTime),
    # what the member is told
    Column("answer", Text),
    # why it was decided by the one who acted
    Column("note", Text),
    # of a reduced case: what it was reduced to, NULL where that stayed
    Column("minutes", Integer),
    Column("strikes", Integer),
    # the card in the moderators' queue
    discord_column("queue_channel_id", names="channel", nullable=True),
    discord_column("queue_message_id", names="message", nullable=True),
    UniqueConstraint("case_id"),
    Index("ix_appeal_member_id", "guild_id", "member_id", "id"),
    Index("ix_appeal_state", "guild_id", "state", "due_at"),
    sqlite_autoincrement=True,
)
