"""Tables of events: each with its series, its occurrences, who comes, who was there, and what they asked.

A series has at least one occurrence; the rule makes the next ones as they come near (`bot.events.recurring`). What
members answer belongs to an occurrence.
"""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata


def _event_id(**arguments: Any) -> Column[int]:
    key = ForeignKey("event.id", ondelete="CASCADE")
    return Column("event_id", Id, key, nullable=False, info={"names": "row"}, **arguments)


def _occurrence_id(**arguments: Any) -> Column[int]:
    key = ForeignKey("event_occurrence.id", ondelete="CASCADE")
    return Column("occurrence_id", Id, key, nullable=False, info={"names": "row"}, **arguments)


event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # bot.events.model.EventState
    Column("state", String(10), nullable=False),
    Column("title", String(100), nullable=False),
    Column("description", Text, nullable=False),
    # the wall time it was meant in, as 2026-11-27T20:00, and where: a recurring 20:00 stays 20:00
    Column("starts_local", String(16), nullable=False),
    Column("time_zone", String(64), nullable=False),
    # of a wall time that the clock repeats, the second one is meant
    Column("second_time", Boolean, nullable=False, default=False),
    Column("duration_minutes", Integer, nullable=False),
    # an RRULE of RFC 5545 without DTSTART; none: it happens once
    Column("rule", String(200)),
    # bot.events.model.PlaceKind
    Column("place_kind", String(10), nullable=False),
    discord_column("place_channel_id", names="channel", nullable=True),
    Column("place", String(100)),
    Column("capacity", Integer),
    # who may come: with any of these; none of both: everybody
    discord_column("audience_role_id", names="role", nullable=True),
    Column("audience_rank_id", Id, ForeignKey("point_rank.id", ondelete="SET NULL"), info={"names": "row"}),
    # with a rank that was deleted nobody may come: an audience must never become everybody by that
    Column("needs_rank", Boolean, nullable=False),
    member_column("host_id", erase="forget"),
    member_column("cohost_id", erase="forget"),
    Column("sponsor", String(100)),
    Column("price", String(100)),
    # minutes before the start, as 1440 60, the longest first
    Column("reminders", String(100), nullable=False),
    member_column("created_by_id", erase="forget"),
    Column("created_at", UtcDateTime, nullable=False),
    # counts every change; an edit that was begun before another one is not taken
    Column("revision", Integer, nullable=False),
    # of a proposal: who decided, when, and why not; and its card in the moderators' queue
    member_column("decided_by_id", erase="forget"),
    Column("decided_at", UtcDateTime),
    Column("reason", Text),
    # when whoever proposed it was told what was decided
    Column("told_at", UtcDateTime),
    discord_column("queue_channel_id", names="channel", nullable=True),
    discord_column("queue_message_id", names="message", nullable=True),
    # of a draft: what was typed and isn't understood (yet), as JSON by field; nothing typed is ever lost
    Column("pending", Text),
    # of a draft: the published event it changes when it is saved, and that one's revision when it was begun
    Column(
        "edits_id",
        Id,
        ForeignKey("event.id", ondelete="CASCADE", name="fk_event_edits_id_event"),
        info={"names": "row"},
    ),
    Column("edits_revision", Integer),
    Index("ix_event_guild_state", "guild_id", "state"),
    Index("ix_event_edits_id", "edits_id"),
    Index("ix_event_audience_rank_id", "audience_rank_id"),
    # without it SQLite gives a deleted event's id to the next one, and old buttons would be that one's
    sqlite_autoincrement=True,
)

# What the announcement shows, and Discord's own event: Discord's links to uploads run out.
event_picture = Table(
    "event_picture",
    metadata,
    _event_id(primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
    Column("format", String(5), nullable=False),
    Column("data", LargeBinary, nullable=False, info={"export": False}),
)

event_occurrence = Table(
    "event_occurrence",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _event_id(),
    # when the rule has it (RECURRENCE-ID): it keeps its identity when it is moved
    Column("original_at", UtcDateTime, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    # it was moved by itself: it doesn't follow the series any more
    Column("moved", Boolean, nullable=False),
    # where it is this once (bot.events.model.PlaceKind, and what goes with it); none: where the series is
    Column("place_kind", String(10)),
    discord_column("place_channel_id", names="channel", nullable=True),
    Column("place", String(100)),
    # bot.events.model.OccurrenceState
    Column("state", String(10), nullable=False),
    Column("cancelled_reason", Text),
    # the announcement and its thread
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    discord_column("thread_id", names="thread", nullable=True),
    # Discord's own event
    discord_column("native_id", names="scheduled event", nullable=True, unique=True),
    # bot.events.model.NativeState
    Column("native_state", String(10), nullable=False),
    # what Discord's own event was last known to be, as JSON: what differs from it was changed there by hand
    Column("native_known", Text, info={"export": False}),
    # when it really began and ended
    Column("began_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    # counts every change of what the calendar shows (SEQUENCE)
    Column("sequence", Integer, nullable=False),
    # the check-in code, sealed (bot/seal.py); none: checking in is closed
    Column("sealed_code", Text, info={"export": False}),
    # attendance is settled: points were given, and who didn't come is known
    Column("settled_at", UtcDateTime),
    # thanks, recap and survey (bot.events.model.ReminderState); none: it isn't over
    Column("follow_up", String(10)),
    discord_column("recap_thread_id", names="thread", nullable=True),
    # the survey those who were there are asked
    Column("survey_id", Id, ForeignKey("survey.id", ondelete="SET NULL"), info={"names": "row"}),
    UniqueConstraint("event_id", "original_at"),
    Index("ix_event_occurrence_starts", "guild_id", "starts_at"),
    Index("ix_event_occurrence_survey_id", "survey_id"),
    sqlite_autoincrement=True,
)

# Who comes. A member has one answer to an occurrence.
event_rsvp = Table(
    "event_rsvp",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _occurrence_id(),
    # forgotten only once it is over: who is erased before makes room for the next (bot.events.privacy)
    member_column("member_id", erase="forget"),
    # bot.events.model.Answer
    Column("answer", String(10), nullable=False),
    # the place in the queue: of those who come, and of those who wait; later answers have higher ones
    Column("place", Integer, nullable=False),
    # a place was offered to somebody who waited, until then
    Column("offered_until", UtcDateTime),
    # bot.events.rsvp_model.News: what they are still to be told in the event's thread
    Column("news", String(10)),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("occurrence_id", "member_id"),
    Index("ix_event_rsvp_answer", "occurrence_id", "answer", "place"),
    Index("ix_event_rsvp_member", "guild_id", "member_id"),
    sqlite_autoincrement=True,
)

# How somebody wants to be reminded: without a row in the event's thread.
event_preference = Table(
    "event_preference",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    member_column("member_id", erase="delete", primary_key=True, autoincrement=False),
    Column("by_message", Boolean, nullable=False),
    # since when their direct messages are closed to us; told them below their own next answer
    Column("refused_at", UtcDateTime),
)

event_reminder = Table(
    "event_reminder",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _occurrence_id(),
    Column("minutes_before", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # bot.events.model.ReminderState
    Column("state", String(10), nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("occurrence_id", "minutes_before"),
    sqlite_autoincrement=True,
)

# Stretches of time in the event's voice or stage channel, until attendance is settled; written with the days' voice
# time (bot.activity), so that a crash or a restart counts nothing twice.
event_presence = Table(
    "event_presence",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _occurrence_id(),
    member_column("member_id", erase="delete"),
    Column("from_at", UtcDateTime, nullable=False),
    # up to when it is known that they were there
    Column("until_at", UtcDateTime, nullable=False),
    Index("ix_event_presence_occurrence_id", "occurrence_id", "member_id", "until_at"),
)

# Who was there, by what is known of it; settled when the event is over.
event_attendance = Table(
    "event_attendance",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _occurrence_id(),
    member_column("member_id", erase="forget"),
    Column("minutes", Integer, nullable=False),
    # the ways it is known: voice, code, host, file
    Column("by_voice", Boolean, nullable=False),
    Column("by_code", Boolean, nullable=False),
    Column("by_host", Boolean, nullable=False),
    Column("by_file", Boolean, nullable=False),
    # the host says they weren't there, whatever else is known
    Column("denied", Boolean, nullable=False),
    # bot.events.model.Attended; none until settled
    Column("outcome", String(10)),
    UniqueConstraint("occurrence_id", "member_id"),
    Index("ix_event_attendance_member", "guild_id", "member_id"),
)

# Wrong codes, for the limit on trying.
event_checkin_try = Table(
    "event_checkin_try",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("tried_at", UtcDateTime, nullable=False),
    Index("ix_event_checkin_try_member", "guild_id", "member_id", "tried_at"),
)

# A list of attendants from a file, that a host was shown a preview of, until they say yes.
event_attendance_import = Table(
    "event_attendance_import",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _occurrence_id(),
    member_column("by_id", erase="delete"),
    # the members' ids, as JSON
    Column("matched", Text, nullable=False, info={"export": False}),
    Column("staged_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

# The live question queue.
event_question = Table(
    "event_question",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _occurrence_id(),
    member_column("member_id", erase="delete"),
    Column("text", Text, nullable=False),
    # bot.events.model.LiveState
    Column("state", String(10), nullable=False),
    Column("votes", Integer, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Index("ix_event_question_occurrence_id", "occurrence_id", "state", "votes"),
    sqlite_autoincrement=True,
)

event_question_vote = Table(
    "event_question_vote",
    metadata,
    Column(
        "question_id",
        Id,
        ForeignKey("event_question.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    member_column("member_id", erase="delete", primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
)

# The card of an occurrence's live questions.
event_live_board = Table(
    "event_live_board",
    metadata,
    _occurrence_id(primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
    discord_column("channel_id", names="channel"),
    discord_column("message_id", names="message"),
    Column("open", Boolean, nullable=False),
)
