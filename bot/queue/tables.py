"""What moderators note of what waits; what waits is in the rows of the features."""

from sqlalchemy import Column, Index, String, Table

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

queue_mark = Table(
    "queue_mark",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    # the source's kind, and the row of its feature
    Column("kind", String(20), primary_key=True),
    Column("subject_id", Id, primary_key=True, autoincrement=False, info={"names": "row"}),
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
    Index("ix_queue_mark_done_at", "guild_id", "done_at"),
)
