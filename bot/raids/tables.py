"""Tables of raids: when, who looked made by one hand, and what was done about it and has to be given back."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

raid = Table(
    "raid",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # bot.raids.model: Cause, State
    Column("cause", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("latest_at", UtcDateTime, nullable=False),
    # how many had joined within the time that is looked at, at the most
    Column("joined", Integer, nullable=False),
    # how many looked made by one hand: stays when who they were is forgotten
    Column("suspects", Integer, nullable=False),
    # until when the measures last
    Column("ends_at", UtcDateTime),
    member_column("started_by_id", erase="forget"),
    member_column("ended_by_id", erase="forget"),
    Column("ended_at", UtcDateTime),
    # those on duty were called
    Column("called_at", UtcDateTime),
    # the card in the moderators' queue
    discord_column("queue_channel_id", names="channel", nullable=True),
    discord_column("queue_message_id", names="message", nullable=True),
    Index("ix_raid_running", "guild_id", unique=True, sqlite_where=text("state = 'running'")),
    Index("ix_raid_ended_at", "guild_id", "ended_at"),
    sqlite_autoincrement=True,
)

raid_join = Table(
    "raid_join",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("raid_id", Id, ForeignKey("raid.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    member_column("member_id", erase="delete"),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("name", String(100), nullable=False),
    # bot.raids.detecting.Sign, with spaces between
    Column("signs", String(40), nullable=False),
    # a moderator knows them
    Column("cleared", Boolean, nullable=False),
    # what keeps them out
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    UniqueConstraint("raid_id", "member_id"),
    Index("ix_raid_join_member_id", "guild_id", "member_id"),
    Index("ix_raid_join_case_id", "case_id"),
)

raid_measure = Table(
    "raid_measure",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("raid_id", Id, ForeignKey("raid.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}),
    # bot.raids.model: Measure, Progress
    Column("kind", String(10), nullable=False),
    discord_column("channel_id", names="channel", nullable=True),
    # what it was, and what is made of it: seconds of slow mode, or until when invites are paused (since 1970)
    Column("before", BigInteger, info={"names": "moment"}),
    Column("after", BigInteger, info={"names": "moment"}),
    Column("state", String(10), nullable=False),
    Column("failure", Text),
    Index("ix_raid_measure_raid_id", "raid_id", "id"),
)
