"""Tables of filters. What somebody wrote is in none of them: the words of a hit are evidence of moderation."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

# One filter. A deleted one stays as a name without contents: what it has found names it.
filter_definition = Table(
    "filter_definition",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("name", String(60), nullable=False),
    Column("name_key", String(120), nullable=False),
    # bot.filters.model: Looks, Mode, Consequence
    Column("looks_for", String(12), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("consequence", String(10), nullable=False),
    # bot.filters.model.Contents, as far as the kind has them
    Column("contents", JSON, nullable=False),
    Column("exempt_role_ids", JSON, nullable=False),
    Column("exempt_channel_ids", JSON, nullable=False),
    # of a rule of the guidelines: the same through all of their versions
    Column("rule_key", Id, info={"names": "row"}),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("deleted_at", UtcDateTime),
    Index("ix_filter_definition_name", "guild_id", "name_key", unique=True, sqlite_where=text("deleted_at IS NULL")),
    sqlite_autoincrement=True,
)

# Who changed what of a filter; of long lists how many entries came and went.
filter_change = Table(
    "filter_change",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("filter_id", Id, ForeignKey("filter_definition.id"), nullable=False, info={"names": "row"}),
    member_column("changed_by_id", erase="forget"),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("field", String(20), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_filter_change_filter_id", "filter_id", "id"),
)

# A message in which a filter found something. Several of one member within a minute belong together.
filter_hit = Table(
    "filter_hit",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("filter_id", Id, ForeignKey("filter_definition.id"), nullable=False, info={"names": "row"}),
    member_column("member_id", erase="forget"),
    discord_column("channel_id", names="channel"),
    # NULL: AutoMod stopped it before it was a message
    discord_column("message_id", names="message", nullable=True),
    Column("evidence_id", Id, ForeignKey("moderation_evidence.id", ondelete="SET NULL"), info={"names": "row"}),
    # the admin's word, pattern or domain that was found, or how often it was done
    Column("found", String(120), nullable=False),
    Column("hit_at", UtcDateTime, nullable=False),
    # bot.filters.model: Finder, Consequence, Removal, Judgement
    Column("finder", String(10), nullable=False),
    Column("consequence", String(10), nullable=False),
    Column("dry", Boolean, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("removed", String(10), nullable=False),
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    # the first of the hits of this member within a minute, itself perhaps: what moderators and the member are told
    # together; NULL: it was only for trying
    Column("first_id", Id, info={"names": "row"}),
    Column("judgement", String(10), nullable=False),
    member_column("judged_by_id", erase="forget"),
    Column("judged_at", UtcDateTime),
    # of a first hit: its card in the moderators' queue
    discord_column("queue_channel_id", names="channel", nullable=True),
    discord_column("queue_message_id", names="message", nullable=True),
    # found again in the same message it is one hit
    UniqueConstraint("filter_id", "message_id"),
    Index("ix_filter_hit_member_id", "guild_id", "member_id", "id"),
    Index("ix_filter_hit_filter_id", "filter_id", "id"),
    Index("ix_filter_hit_first_id", "first_id"),
    Index("ix_filter_hit_judgement", "guild_id", "judgement", "hit_at"),
    Index("ix_filter_hit_evidence_id", "evidence_id"),
    Index("ix_filter_hit_case_id", "case_id"),
    Index("ix_filter_hit_hit_at", "guild_id", "hit_at"),
    sqlite_autoincrement=True,
)

# What of a filter was handed to Discord's AutoMod.
filter_automod = Table(
    "filter_automod",
    metadata,
    Column(
        "filter_id",
        Id,
        ForeignKey("filter_definition.id"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    discord_column("guild_id", names="server"),
    discord_column("rule_id", names="AutoMod rule", nullable=True),
    # bot.filters.model.Handed
    Column("state", String(10), nullable=False),
    # of the rule as we wrote it last, and as it was before that: anything else was written by an admin
    Column("digest", String(64)),
    Column("digest_before", String(64)),
    # what Discord refused, for admins: status and code
    Column("failure", Text),
    Column("checked_at", UtcDateTime, nullable=False),
    Index("ix_filter_automod_rule_id", "guild_id", "rule_id"),
)
