"""Rows for what differs from the defaults, and a log of every change."""

from sqlalchemy import JSON, Column, Index, String, Table

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

setting = Table(
    "setting",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    Column("section", String(40), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
    member_column("changed_by", erase="forget"),
    Column("changed_at", UtcDateTime, nullable=False),
)

setting_change = Table(
    "setting_change",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("section", String(40), nullable=False),
    Column("key", String(60), nullable=False),
    Column("old", JSON),
    Column("new", JSON),
    member_column("changed_by", erase="forget"),
    Column("changed_at", UtcDateTime, nullable=False),
    Index("ix_setting_change_guild_id_changed_at", "guild_id", "changed_at"),
)
