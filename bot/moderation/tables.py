"""Tables of moderation. A case is never deleted; what is changed of it stands in `moderation_change`."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

# Changed first by whoever opens a case, so that numbers have neither gaps nor doubles.
moderation_counter = Table(
    "moderation_counter",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    Column("latest", Integer, nullable=False),
    # up to which entry Discord's audit log has become cases
    discord_column("audit_entry_id", names="audit log entry", nullable=True),
)

moderation_case = Table(
    "moderation_case",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("number", Integer, nullable=False),
    # bot.moderation.model: Act, State
    Column("act", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    # kept while it counts (a ban in force, strikes); taken out by bot.moderation.privacy as soon as it doesn't
    member_column("member_id", erase="keep", nullable=True),
    member_column("moderator_id", erase="forget"),
    Column("origin", String(10), nullable=False),
    Column("origin_id", Id, info={"names": "row"}),
    Column("rule_number", Integer),
    Column("rule_version", Integer),
    Column("rule_key", Integer),
    Column("reason", Text, nullable=False),
    # the name of a penalty (bot.guidelines.model.Penalty), and why it was not followed
    Column("proposed", String(30)),
    Column("deviation", Text),
    Column("minutes", Integer),
    Column("ends_at", UtcDateTime),
    Column("strikes", Integer, nullable=False),
    Column("strikes_until", UtcDateTime),
    Column("severity", String(10), nullable=False),
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    # bot.moderation.model.Progress
    Column("told", String(10), nullable=False),
    Column("acted", String(10), nullable=False),
    Column("removed", String(10), nullable=False),
    Column("failure", Text),
    Column("details", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    # somebody has seen to what went wrong: the queue shows it no more
    Column("settled_at", UtcDateTime),
    # its member was erased while it still counted: they are taken out of it as soon as it doesn't
    Column("erased_at", UtcDateTime),
    # confirmed twice, it is one case
    discord_column("request_id", names="interaction", nullable=True),
    discord_column("audit_entry_id", names="audit log entry", nullable=True),
    # where it was posted for the moderators
    discord_column("log_channel_id", names="channel", nullable=True),
    discord_column("log_message_id", names="message", nullable=True),
    UniqueConstraint("guild_id", "number"),
    UniqueConstraint("guild_id", "request_id"),
    UniqueConstraint("guild_id", "audit_entry_id"),
    Index("ix_moderation_case_member_id", "guild_id", "member_id", "id"),
    Index("ix_moderation_case_moderator_id", "guild_id", "moderator_id", "id"),
    Index("ix_moderation_case_state", "guild_id", "state"),
    Index("ix_moderation_case_rule_key", "guild_id", "rule_key"),
    Index("ix_moderation_case_created_at", "guild_id", "created_at"),
    Index("ix_moderation_case_erased_at", "guild_id", "erased_at"),
    sqlite_autoincrement=True,
)

moderation_change = Table(
    "moderation_change",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), nullable=False, info={"names": "row"}),
    member_column("changed_by_id", erase="forget"),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("field", String(20), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("why", Text, nullable=False),
    Index("ix_moderation_change_case_id", "case_id", "id"),
)

# A message as it was. Its words go when their time is over; that there was evidence stays.
moderation_evidence = Table(
    "moderation_evidence",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    member_column("author_id", erase="forget"),
    discord_column("channel_id", names="channel"),
    discord_column("message_id", names="message"),
    Column("written_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("text", Text),
    # name, size and type of each: never the file
    Column("attachments", JSON, nullable=False),
    Index("ix_moderation_evidence_case_id", "case_id"),
    Index("ix_moderation_evidence_expires_at", "guild_id", "expires_at"),
)

# A decision that is being made: the dialogue survives a restart, and belongs to one moderator.
moderation_draft = Table(
    "moderation_draft",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("moderator_id", erase="delete"),
    member_column("member_id", erase="delete", nullable=True),
    Column("origin", String(10), nullable=False),
    Column("origin_id", Id, info={"names": "row"}),
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    Column("evidence_id", Id, ForeignKey("moderation_evidence.id", ondelete="SET NULL"), info={"names": "row"}),
    Column("rule_number", Integer),
    Column("rule_version", Integer),
    Column("act", String(12)),
    Column("minutes", Integer),
    Column("remove_message", Integer, nullable=False),
    # of a ban: how far back their messages are deleted
    Column("delete_seconds", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("deviation", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    Index("ix_moderation_draft_created_at", "guild_id", "created_at"),
    sqlite_autoincrement=True,
)

# Something temporary about a channel: what it was like before, to give that back.
moderation_hold = Table(
    "moderation_hold",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    discord_column("channel_id", names="channel"),
    # lock or slow-mode
    Column("act", String(12), nullable=False),
    Column("before", JSON, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Index("ix_moderation_hold_channel_id", "guild_id", "channel_id", "act", "ended_at"),
    Index("ix_moderation_hold_case_id", "case_id"),
)

# The ladder, where admins have made their own.
moderation_rung = Table(
    "moderation_rung",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    Column("strikes", Integer, primary_key=True, autoincrement=False),
    Column("act", String(12), nullable=False),
    Column("minutes", Integer),
)

# Messages that are looked at before they are deleted together: exactly these, however long it takes.
moderation_purge = Table(
    "moderation_purge",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("moderator_id", erase="forget"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    discord_column("channel_id", names="channel"),
    # ids of what is still to be deleted: together, and one by one
    Column("young", JSON, nullable=False),
    Column("old", JSON, nullable=False),
    Column("deleted", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Index("ix_moderation_purge_created_at", "guild_id", "created_at"),
    Index("ix_moderation_purge_case_id", "case_id"),
    # a page of an earlier one must not delete what another has found
    sqlite_autoincrement=True,
)
