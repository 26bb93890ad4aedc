"""The table of what is told to one member alone. It holds no words: what is said is what is true when it is read."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

inbox_letter = Table(
    "inbox_letter",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    # who renders it, and of which row: bot.inbox.model.Renderer
    Column("topic", String(20), nullable=False),
    Column("subject_id", Id, nullable=False, info={"names": "row"}),
    Column("created_at", UtcDateTime, nullable=False),
    # bot.inbox.model.Delivery
    Column("delivery", String(12), nullable=False),
    Column("delivered_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    discord_column("channel_id", names="channel", nullable=True),
    # the direct message or the mention
    discord_column("message_id", names="message", nullable=True),
    UniqueConstraint("guild_id", "member_id", "topic", "subject_id"),
    Index("ix_inbox_letter_unread", "guild_id", "member_id", "read_at"),
    # an id that was another letter's must not open this one
    sqlite_autoincrement=True,
)
