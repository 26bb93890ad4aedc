"""Tables of activity: what members did each day, and how far everything was read."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

activity_day = Table(
    "activity_day",
    metadata,
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("day", Date, nullable=False),  # in the server's time zone
    Column("messages", Integer, nullable=False),
    Column("replies", Integer, nullable=False),
    Column("reactions_given", Integer, nullable=False),
    Column("reactions_received", Integer, nullable=False),
    Column("voice_seconds", Integer, nullable=False),
    # in company, hearing, and not in the AFK channel
    Column("voice_active_seconds", Integer, nullable=False),
    PrimaryKeyConstraint("guild_id", "day", "member_id"),
    Index("ix_activity_day_member", "guild_id", "member_id", "day"),
    sqlite_with_rowid=False,
)

# What all members did together on a day whose rows are gone: pruned after their time, or erased. Days that have both
# are the sum of the two.
activity_total = Table(
    "activity_total",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    # who did anything that day
    Column("members", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("replies", Integer, nullable=False),
    # given; each was given to somebody
    Column("reactions", Integer, nullable=False),
    Column("voice_seconds", Integer, nullable=False),
)

activity_member = Table(
    "activity_member",
    metadata,
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("first_post_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("guild_id", "member_id"),
)

activity_voice = Table(
    "activity_voice",
    metadata,
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    discord_column("channel_id", names="channel"),
    Column("session_id", String(64), nullable=False, info={"export": False}),
    Column("deaf", Boolean, nullable=False),
    Column("mute", Boolean, nullable=False),
    Column("afk", Boolean, nullable=False),
    Column("counted_until", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("guild_id", "member_id"),
)

activity_guild = Table(
    "activity_guild",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False, info={"names": "server"}),
    # since when messages are counted: what is older is never read
    Column("counted_since", UtcDateTime, nullable=False),
    # threads archived since then are still to be looked through for what was missed
    Column("archived_since", UtcDateTime),
)

activity_channel = Table(
    "activity_channel",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False, info={"names": "channel"}),
    discord_column("guild_id", names="server"),
    # the latest message that is counted, or that a gap will bring
    discord_column("cursor_id", names="message"),
    Index("ix_activity_channel_guild_id", "guild_id"),
)

activity_gap = Table(
    "activity_gap",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    discord_column("channel_id", names="channel"),
    discord_column("after_id", names="message"),
    discord_column("until_id", names="message"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    # not before then; none: at once
    Column("retry_at", UtcDateTime),
    # Discord doesn't let us read the channel
    Column("closed", Boolean, nullable=False),
    Index("ix_activity_gap_guild_id", "guild_id", "id"),
)

gateway_position = Table(
    "gateway_position",
    metadata,
    Column("shard_id", Integer, primary_key=True, autoincrement=False),
    Column("shard_count", Integer, nullable=False),
    Column("session_id", String(100), nullable=False),
    Column("resume_url", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("counted", Integer, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
)
