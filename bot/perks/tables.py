"""Tables of perks. A code's text is there only sealed, and not at all once its owner has saved it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

perk = Table(
    "perk",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("name", String(60), nullable=False),
    Column("name_key", String(120), nullable=False),
    Column("description", Text, nullable=False),
    Column("gives", String(10), nullable=False),
    Column("price", Integer, nullable=False),
    # with a rank that was deleted nobody gets it: a perk must never become everybody's by that
    Column("needs_rank", Boolean, nullable=False),
    Column("rank_id", Id, ForeignKey("point_rank.id", ondelete="SET NULL"), info={"names": "row"}),
    Column("stock", Integer),
    # follows from perk_claim; whoever claims changes this row first, so that two at once come one after the other
    Column("claimed", Integer, nullable=False),
    Column("per_member", Integer),
    Column("period", String(10), nullable=False),
    Column("opens_at", UtcDateTime),
    Column("closes_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    member_column("created_by_id", erase="forget"),
    Column("archived_at", UtcDateTime),
    # staff were told that few are left; NULL again once there are more
    Column("low_told_at", UtcDateTime),
    Index("ix_perk_name", "guild_id", "name_key", unique=True, sqlite_where=text("archived_at IS NULL")),
    Index("ix_perk_rank_id", "rank_id"),
    # without it SQLite gives a deleted perk's id to the next one, and old buttons would claim that
    sqlite_autoincrement=True,
)

perk_claim = Table(
    "perk_claim",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("perk_id", Id, ForeignKey("perk.id"), nullable=False, info={"names": "row"}),
    # forgotten, not deleted: what was given away stays given away
    member_column("member_id", erase="forget"),
    # the confirmation it came from: pressed twice, it claims once
    discord_column("request_id", names="interaction"),
    Column("price", Integer, nullable=False),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("decided_at", UtcDateTime),
    member_column("decided_by_id", erase="forget"),
    Column("reason", Text),
    # the member knows what was decided
    Column("told_at", UtcDateTime),
    # the card in the moderators' queue
    discord_column("queue_channel_id", names="channel", nullable=True),
    discord_column("queue_message_id", names="message", nullable=True),
    UniqueConstraint("guild_id", "member_id", "request_id"),
    Index("ix_perk_claim_perk_id", "perk_id", "id"),
)

perk_code = Table(
    "perk_code",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("perk_id", Id, ForeignKey("perk.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    # sealed (bot/seal.py); NULL once its owner has saved it
    Column("sealed", Text, info={"export": False}),
    Column("ending", String(4)),
    # stays, so that a code that was handed out is never imported again
    Column("fingerprint", String(64), nullable=False, info={"export": False}),
    Column("claim_id", Id, ForeignKey("perk_claim.id"), unique=True, info={"names": "row"}),
    UniqueConstraint("guild_id", "fingerprint"),
    Index("ix_perk_code_perk_id", "perk_id", "claim_id", "id"),
)

# A file's codes that an admin was shown the number of, until they say yes: sealed as one text.
perk_import = Table(
    "perk_import",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("perk_id", Id, ForeignKey("perk.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    member_column("by_id", erase="delete"),
    Column("sealed", Text, nullable=False, info={"export": False}),
    Column("repeated", Integer, nullable=False),
    Column("staged_at", UtcDateTime, nullable=False),
    Index("ix_perk_import_perk_id", "perk_id"),
    sqlite_autoincrement=True,
)
