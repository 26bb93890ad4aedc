"""Tables of reports.

Who reported stands in `report_voice` only, and is read for two things: to tell them what came of it, and to join what
they add. `report.about_id` is no member column on purpose: neither what is shown nor what is exported may tell somebody
that there is a report about them, and erasing must not let anybody escape one; `bot.reports.privacy` sees to it.
"""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

report = Table(
    "report",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # NULL: what the bot or a webhook posted for somebody, or forgotten
    discord_column("about_id", names="person reported", nullable=True),
    # they have had their data erased while it was open: forgotten when it is closed
    Column("forgets", Boolean, nullable=False),
    # bot.reports.model.Side: whether they are of the team
    Column("side", String(10), nullable=False),
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    Column("evidence_id", Id, ForeignKey("moderation_evidence.id", ondelete="SET NULL"), info={"names": "row"}),
    # bot.reports.model.Concern: the most urgent anybody named
    Column("concern", String(16), nullable=False),
    Column("rule_number", Integer),
    Column("rule_version", Integer),
    Column("rule_key", Integer),
    # bot.reports.model.State
    Column("state", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # when somebody should have looked at it, and, once somebody has, when it should be decided
    Column("due_at", UtcDateTime, nullable=False),
    Column("decide_by", UtcDateTime),
    Column("first_response_at", UtcDateTime),
    member_column("decided_by_id", erase="forget"),
    Column("decided_at", UtcDateTime),
    Column("case_id", Id, ForeignKey("moderation_case.id"), info={"names": "row"}),
    # what those who reported are told
    Column("answer", Text),
    # the card in the moderators' queue
    discord_column("queue_channel_id", names="channel", nullable=True),
    discord_column("queue_message_id", names="message", nullable=True),
    Index("ix_report_open_message", "guild_id", "message_id", unique=True, sqlite_where=text("state = 'open'")),
    Index("ix_report_about_id", "guild_id", "about_id", "id"),
    Index("ix_report_state", "guild_id", "state", "due_at"),
    Index("ix_report_evidence_id", "evidence_id"),
    Index("ix_report_case_id", "case_id"),
    # an id that was another report's must not open this one
    sqlite_autoincrement=True,
)

# One member's part in a report: several who report the same have one each.
report_voice = Table(
    "report_voice",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("report_id", Id, ForeignKey("report.id"), nullable=False, info={"names": "row"}),
    member_column("reporter_id", erase="forget"),
    Column("concern", String(16), nullable=False),
    Column("rule_number", Integer),
    Column("words", Text, nullable=False),
    Column("evidence_id", Id, ForeignKey("moderation_evidence.id", ondelete="SET NULL"), info={"names": "row"}),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("report_id", "reporter_id"),
    Index("ix_report_voice_reporter_id", "guild_id", "reporter_id", "id"),
    Index("ix_report_voice_evidence_id", "evidence_id"),
)

# A form that was opened: the message as it was then, should it be gone when the form comes.
report_draft = Table(
    "report_draft",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("reporter_id", erase="delete"),
    discord_column("about_id", names="person reported", nullable=True),
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    # whose message it was: a webhook's, too
    discord_column("author_id", names="person reported", nullable=True),
    Column("written_at", UtcDateTime),
    Column("text", Text, info={"export": False}),
    Column("attachments", JSON, nullable=False, info={"export": False}),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_report_draft_created_at", "guild_id", "created_at"),
    sqlite_autoincrement=True,
)
