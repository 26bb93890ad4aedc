"""What moderators note of what waits; what waits is in the rows of the features."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

queue_mark = Table(
    "queue_mark",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # the source's kind, and the row of its feature
    Column("kind", String(20), nullable=False),
    Column("subject_id", Id, nullable=False, info={"names": "row"}),
    member_column("taken_by_id", erase="forget"),
    Column("taken_at", UtcDateTime),
    # the first time anybody took it, also where it was given back: for the time to first response
    Column("first_taken_at", UtcDateTime),
    member_column("escalated_by_id", erase="forget"),
    Column("escalated_at", UtcDateTime),
    member_column("done_by_id", erase="forget"),
    Column("done_at", UtcDateTime),
    # when those on duty were told that it is overdue
    Column("reminded_at", UtcDateTime),
    UniqueConstraint("guild_id", "kind", "subject_id"),
    Index("ix_queue_mark_taken_at", "guild_id", "taken_at"),
    Index("ix_queue_mark_done_at", "guild_id", "done_at"),
)
