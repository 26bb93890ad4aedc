"""Tables of playbooks, escalations and bundles. What was written of a playbook is never changed, only followed."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

# Each change of a playbook in a language; the highest number is in force.
playbook_version = Table(
    "playbook_version",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("key", String(40), nullable=False),
    Column("language", String(2), nullable=False),
    Column("number", Integer, nullable=False),
    # NULL: back to the built-in text; one of the server's own is gone then
    Column("content", JSON),
    member_column("changed_by_id", erase="forget"),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("guild_id", "key", "language", "number"),
)

playbook_escalation = Table(
    "playbook_escalation",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), nullable=False, info={"names": "row"}),
    # the same while it is open, then NULL: a case, or a report, is escalated once at a time
    Column("open_case_id", Id, info={"names": "row"}),
    Column("open_report_id", Id, info={"names": "row"}),
    # what it came from, where that was a report, and the evidence that is its and no case's
    Column("report_id", Id, info={"names": "row"}),
    Column("evidence_ids", JSON, nullable=False),
    # bot.moderation.model.Severity, but “normal”
    Column("severity", String(10), nullable=False),
    # the playbook as it was then; its steps are in playbook_step
    Column("playbook_key", String(40), nullable=False),
    Column("playbook_title", String(200), nullable=False),
    Column("playbook_version", Integer, nullable=False),
    Column("language", String(2), nullable=False),
    member_column("opened_by_id", erase="forget"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("deadline_at", UtcDateTime, nullable=False),
    # when it was said that the deadline is over
    Column("reminded_at", UtcDateTime),
    # where it is worked on: the thread, or the queue's channel where there could be none
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("thread_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    # when the roles were called
    Column("called_at", UtcDateTime),
    # why there is no thread, for moderators: status and code
    Column("failure", Text),
    member_column("closed_by_id", erase="forget"),
    Column("closed_at", UtcDateTime),
    Column("outcome", Text),
    UniqueConstraint("open_case_id"),
    UniqueConstraint("open_report_id"),
    Index("ix_playbook_escalation_open", "guild_id", "closed_at"),
    Index("ix_playbook_escalation_case_id", "case_id"),
    sqlite_autoincrement=True,
)

playbook_step = Table(
    "playbook_step",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("escalation_id", Id, ForeignKey("playbook_escalation.id"), nullable=False, info={"names": "row"}),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", String(200), nullable=False),
    member_column("done_by_id", erase="forget"),
    Column("done_at", UtcDateTime),
    UniqueConstraint("escalation_id", "position"),
)

playbook_note = Table(
    "playbook_note",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("escalation_id", Id, ForeignKey("playbook_escalation.id"), nullable=False, info={"names": "row"}),
    member_column("author_id", erase="forget"),
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    # the same form submitted twice is one note
    discord_column("request_id", names="interaction", nullable=True),
    UniqueConstraint("guild_id", "request_id"),
    Index("ix_playbook_note_escalation_id", "escalation_id", "id"),
)

# The hash stays; the file goes when its time is over.
playbook_bundle = Table(
    "playbook_bundle",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("case_id", Id, ForeignKey("moderation_case.id"), nullable=False, info={"names": "row"}),
    member_column("made_by_id", erase="forget"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    # messages that did not fit
    Column("left_out", Integer, nullable=False),
    # bot.seal, purpose “evidence bundles”: it is full of what people wrote
    Column("sealed", Text, info={"export": False}),
    discord_column("request_id", names="interaction", nullable=True),
    UniqueConstraint("guild_id", "request_id"),
    Index("ix_playbook_bundle_case_id", "case_id", "id"),
    Index("ix_playbook_bundle_expires_at", "guild_id", "expires_at"),
)
