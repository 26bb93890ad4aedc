"""Tables of privacy: who wants nothing recorded, which servers there are, and how much was erased."""

from sqlalchemy import BigInteger, Column, Integer, String, Table

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

# Kept when somebody is erased: it is their wish, and forgetting it would begin to record them again.
privacy_optout = Table(
    "privacy_optout",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    member_column("member_id", erase="keep", primary_key=True),
    Column("since", UtcDateTime, nullable=False),
)

# Every server the bot is in or was in until it was forgotten.
privacy_server = Table(
    "privacy_server",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False, info={"names": "server"}),
    Column("since", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
)

# How much was erased, and why; not whose it was.
privacy_erasure = Table(
    "privacy_erasure",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # member, retention or server
    Column("why", String(20), nullable=False),
    # which kind of data, for retention
    Column("kind", String(40)),
    Column("rows", Integer, nullable=False),
    Column("happened_at", UtcDateTime, nullable=False),
)

# Whom an erasure is under way for that is done in several transactions: a process that dies leaves it to the next.
privacy_pending = Table(
    "privacy_pending",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    member_column("member_id", erase="delete", primary_key=True, autoincrement=False),
    # member or retention: bot.privacy.model.Why
    Column("why", String(20), nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
)
