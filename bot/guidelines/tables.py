"""Tables of the guidelines: versions with their rules, who agreed to which, and where they are posted."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

# A version is a draft until it is published; a server has at most one draft.
guideline_version = Table(
    "guideline_version",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # counted from 1 in each server
    Column("number", Integer, nullable=False),
    # whether everybody is asked again
    Column("material", Boolean, nullable=False),
    member_column("created_by_id", erase="forget"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    member_column("published_by_id", erase="forget"),
    # none: a draft
    Column("published_at", UtcDateTime),
    UniqueConstraint("guild_id", "number"),
    Index(
        "ix_guideline_version_draft",
        "guild_id",
        unique=True,
        sqlite_where=text("published_at IS NULL"),
    ),
)

# A rule keeps its `key` from version to version, also when its number changes: that is how differences are told.
guideline_rule = Table(
    "guideline_rule",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "version_id", Id, ForeignKey("guideline_version.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}
    ),
    discord_column("guild_id", names="server"),
    Column("key", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    # what a moderator does about it unless there is a reason: bot.guidelines.model.Action
    Column("action", String(20), nullable=False),
    # how long a timeout or a ban lasts; none: for good
    Column("action_minutes", Integer),
    UniqueConstraint("version_id", "key"),
    UniqueConstraint("version_id", "number"),
)

guideline_text = Table(
    "guideline_text",
    metadata,
    Column(
        "rule_id",
        Id,
        ForeignKey("guideline_rule.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    Column("language", String(5), primary_key=True),
    Column("title", String(100), nullable=False),
    Column("text", Text, nullable=False),
)

guideline_agreement = Table(
    "guideline_agreement",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column(
        "version_id", Id, ForeignKey("guideline_version.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}
    ),
    Column("agreed_at", UtcDateTime, nullable=False),
    UniqueConstraint("guild_id", "member_id", "version_id"),
    Index("ix_guideline_agreement_version_id", "version_id"),
)

# Who was asked to agree to a version, so that nobody is asked at each press.
guideline_asked = Table(
    "guideline_asked",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    Column(
        "version_id", Id, ForeignKey("guideline_version.id", ondelete="CASCADE"), nullable=False, info={"names": "row"}
    ),
    Column("asked_at", UtcDateTime, nullable=False),
    Index("ix_guideline_asked_version_id", "version_id"),
)

# The posted rules: one or more messages of the bot in one channel.
guideline_post = Table(
    "guideline_post",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    discord_column("channel_id", names="channel"),
    Column("message_ids", JSON, nullable=False, info={"names": "message"}),
    Column("version_id", Id, ForeignKey("guideline_version.id", ondelete="SET NULL"), info={"names": "row"}),
    Column("posted_at", UtcDateTime, nullable=False),
)
