"""The table of problems with the bot itself that people reported."""

from sqlalchemy import Column, Index, String, Table, Text

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

problem = Table(
    "problem",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="forget"),
    # the reference of an error they were shown, where they had one
    Column("reference", String(20)),
    Column("text", Text, nullable=False),
    Column("reported_at", UtcDateTime, nullable=False),
    # when it was posted in the operator's channel, and as what
    Column("told_at", UtcDateTime),
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    # when the operator has dealt with it
    Column("closed_at", UtcDateTime),
    Index("ix_problem_guild_id", "guild_id", "reported_at"),
)
