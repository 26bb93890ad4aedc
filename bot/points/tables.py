"""Tables of points: the ledger, and what is derived from it in the same transaction.

Sums that grow with every message have no row id of SQLite's: to find a row by its key is then one look-up, not two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

point_ledger = Table(
    "point_ledger",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("kind", String(20), nullable=False),
    # a message, a question, an interaction … : what the kind says
    discord_column("source_id", names="cause"),
    # who did it: the member themselves, or who gave it to them. Once erased it is NULL, and NULLs are never equal
    member_column("giver_id", erase="forget"),
    # stands for a giver who must not be named
    Column("giver_fingerprint", String(64), info={"export": False}),
    Column("nth", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("helping", Boolean, nullable=False),
    Column("happened_at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    discord_column("channel_id", names="channel", nullable=True),
    Column("reverses_id", Id, ForeignKey("point_ledger.id", ondelete="CASCADE"), info={"names": "row"}),
    Column("reason", Text),
    UniqueConstraint("guild_id", "kind", "source_id", "member_id", "giver_id", "nth"),
    Index("ix_point_ledger_member", "guild_id", "member_id", "happened_at"),
    Index(
        "ix_point_ledger_pair",
        "guild_id",
        "giver_id",
        "member_id",
        "happened_at",
        sqlite_where=text("giver_id <> member_id"),
    ),
    Index(
        "ix_point_ledger_reverses_id",
        "reverses_id",
        unique=True,
        sqlite_where=text("reverses_id IS NOT NULL"),
    ),
)

point_member = Table(
    "point_member",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("points", Integer, nullable=False),
    Column("helper_points", Integer, nullable=False),
    Column("spent", Integer, nullable=False),
    Column("rank_id", Id, ForeignKey("point_rank.id", ondelete="SET NULL"), info={"names": "row"}),
    # the highest threshold that was announced: whoever loses a point and earns it again is not announced twice
    Column("announced_points", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("staff", Boolean, nullable=False),
    # whether boards show them: follows from hidden, staff and the server's setting
    Column("listed", Boolean, nullable=False),
    # what their roles make of points, as seen last
    Column("role_percent", Integer, nullable=False),
    UniqueConstraint("guild_id", "member_id"),
    Index("ix_point_member_board", "guild_id", "listed", "points", "member_id"),
    Index("ix_point_member_helpers", "guild_id", "listed", "helper_points", "member_id"),
    Index("ix_point_member_rank_id", "rank_id"),
)

point_day = Table(
    "point_day",
    metadata,
    discord_column("guild_id", names="server"),
    Column("day", Date, nullable=False),  # in UTC: sums of days must not depend on a setting
    member_column("member_id", erase="delete"),
    Column("points", Integer, nullable=False),
    Column("helper_points", Integer, nullable=False),
    PrimaryKeyConstraint("guild_id", "day", "member_id"),
    sqlite_with_rowid=False,
)

point_season = Table(
    "point_season",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    UniqueConstraint("guild_id", "starts_at"),
)

point_season_member = Table(
    "point_season_member",
    metadata,
    Column("season_id", Id, ForeignKey("point_season.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("points", Integer, nullable=False),
    Column("helper_points", Integer, nullable=False),
    PrimaryKeyConstraint("season_id", "member_id"),
    Index("ix_point_season_member_board", "season_id", "points", "member_id"),
    Index("ix_point_season_member_helpers", "season_id", "helper_points", "member_id"),
    sqlite_with_rowid=False,
)

# The hall of fame: stays as it was posted, whatever is taken back later.
point_winner = Table(
    "point_winner",
    metadata,
    Column("season_id", Id, ForeignKey("point_season.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    Column("scope", String(10), nullable=False),
    Column("place", Integer, nullable=False),
    member_column("member_id", erase="forget"),
    Column("points", Integer, nullable=False),
    PrimaryKeyConstraint("season_id", "scope", "place"),
)

# How many members of a board have so many points: anybody's exact place without counting everybody.
point_bucket = Table(
    "point_bucket",
    metadata,
    discord_column("guild_id", names="server"),
    # `season_id` 0 is all time
    Column("season_id", BigInteger, nullable=False, info={"names": "row"}),
    Column("scope", String(10), nullable=False),
    Column("bucket", Integer, nullable=False),  # rules.bucket_of(points)
    Column("members", Integer, nullable=False),
    PrimaryKeyConstraint("guild_id", "season_id", "scope", "bucket"),
    sqlite_with_rowid=False,
)

point_rank = Table(
    "point_rank",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("name", String(40), nullable=False),
    Column("threshold", Integer, nullable=False),
    discord_column("role_id", names="role", nullable=True),
    UniqueConstraint("guild_id", "threshold"),
    UniqueConstraint("guild_id", "name"),
)

# A rank somebody has reached, until they, or everybody, are told of it.
point_notice = Table(
    "point_notice",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("rank_id", Id, ForeignKey("point_rank.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    # whether they alone are told
    Column("private", Boolean, nullable=False),
    Column("reached_at", UtcDateTime, nullable=False),
    # with which others they are told of in one message: those of the same moment
    Column("bundled_at", UtcDateTime),
    UniqueConstraint("guild_id", "member_id"),
)

# What differs from DEFAULT_RULES.
point_rule = Table(
    "point_rule",
    metadata,
    discord_column("guild_id", names="server"),
    Column("kind", String(20), nullable=False),
    Column("points", Integer, nullable=False),
    Column("cooldown_seconds", Integer, nullable=False),
    Column("daily_cap", Integer, nullable=False),
    PrimaryKeyConstraint("guild_id", "kind"),
)

# Channels and roles in which points count more, less, or not at all.
point_weight = Table(
    "point_weight",
    metadata,
    discord_column("guild_id", names="server"),
    discord_column("target_id", names="channel or role"),
    Column("is_role", Boolean, nullable=False),
    Column("percent", Integer, nullable=False),
    PrimaryKeyConstraint("guild_id", "target_id"),
)

# Time in voice that counts, of the latest day: what is not yet a whole unit must survive a restart.
point_voice = Table(
    "point_voice",
    metadata,
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("day", Date, nullable=False),  # in the server's time zone
    Column("seconds", Integer, nullable=False),
    PrimaryKeyConstraint("guild_id", "member_id"),
)
