"""What the search keeps besides the text tables, which each implementation makes by itself, one per server."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

from bot.db import discord_column, metadata

search_table = Table(
    "search_table",
    metadata,
    Column("collection", String(32), primary_key=True),
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    Column("version", String(64), nullable=False),  # of whatever made its terms; another one: rebuild
)

search_vector = Table(
    "search_vector",
    metadata,
    Column("collection", String(32), primary_key=True),
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    Column("document_id", BigInteger, primary_key=True, autoincrement=False, info={"names": "document"}),
    Column("title", LargeBinary, nullable=False),  # float16, the title alone
    Column("whole", LargeBinary, nullable=False),  # float16, title and beginning of the body
    Column("revision", BigInteger, nullable=False, info={"names": "moment"}),  # ns; no two alike: what is new is newer
    Index("ix_search_vector_revision", "collection", "guild_id", "revision"),
)
