"""What events are made of: series, occurrences, answers, attendance, and the settings of the feature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.settings.model import ChannelType, Section, channel

TITLE_MAX = 100
"""Discord's own limit for scheduled events."""
DESCRIPTION_MAX = 1_000
"""Likewise."""
PLACE_MAX = 100
"""Likewise."""
LINE_MAX = 100
REASON_MAX = 300
QUESTION_MAX = 300
DURATION_MAX = timedelta(days=14)
CAPACITY_MAX = 10_000


class EventState(StrEnum):
    DRAFT = "draft"
    """Being made; only who made it sees it."""
    PROPOSED = "proposed"
    """A member's; moderators decide."""
    DECLINED = "declined"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    """The whole series."""
    OVER = "over"
    """No occurrence is to come."""


class PlaceKind(StrEnum):
    VOICE = "voice"
    STAGE = "stage"
    EXTERNAL = "external"


class OccurrenceState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


class NativeState(StrEnum):
    """What is to become of Discord's own event."""

    NONE = "none"
    """There is none yet."""
    KEPT = "kept"
    """It is there, and kept in step."""
    GONE = "gone"
    """Somebody deleted it by hand: made again only once somebody says so."""
    OFF = "off"
    """Nobody wants it."""


class Answer(StrEnum):
    GOING = "going"
    WAITING = "waiting"
    """Wants to come; there is no room yet."""
    OFFERED = "offered"
    """A place is kept for them until `offered_until`."""
    MAYBE = "maybe"
    CANNOT = "cannot"


class ReminderState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    """Under way: who asked for a direct message gets theirs apart from the thread's message."""
    SENT = "sent"
    LATE = "late"
    """Sent after its time, while it was still useful."""
    SKIPPED = "skipped"
    """It fell due while the bot was away, and was of no use any more; or nobody was coming."""


class Attended(StrEnum):
    ATTENDED = "attended"
    NO_SHOW = "no-show"


class LiveState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A series, or what happens once."""

    id: int
    guild_id: int
    state: EventState
    title: str
    description: str
    starts_local: datetime
    """Naive: the wall time it was meant in, in `time_zone`; `fold` is 1 for the second of a time the clock repeats."""
    time_zone: str
    duration: timedelta
    rule: str | None
    place_kind: PlaceKind
    place_channel_id: int | None
    place: str | None
    capacity: int | None
    audience_role_id: int | None
    audience_rank_id: int | None
    needs_rank: bool
    host_id: int | None
    cohost_id: int | None
    sponsor: str | None
    price: str | None
    reminders: tuple[timedelta, ...]
    """How long before the start, the longest first."""
    created_by_id: int | None
    created_at: datetime
    revision: int
    decided_by_id: int | None
    decided_at: datetime | None
    reason: str | None
    queue_channel_id: int | None
    queue_message_id: int | None
    told_at: datetime | None = None
    pending: Mapping[str, str] = field(default_factory=dict)
    """Of a draft: what was typed and isn't understood (yet), by field."""
    edits_id: int | None = None
    """Of a draft: the published event it changes when it is saved."""
    edits_revision: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the announcement shows, without what cameras write into pictures."""

    format: str
    """Also the file's ending: jpg or png."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    id: int
    guild_id: int
    event_id: int
    original_at: datetime
    starts_at: datetime
    ends_at: datetime
    moved: bool
    place_kind: PlaceKind | None
    """Where it is this once; None: where its series is. `bot.events.desk.Desk.occurrence` gives the event as it is."""
    place_channel_id: int | None
    place: str | None
    state: OccurrenceState
    cancelled_reason: str | None
    channel_id: int | None
    message_id: int | None
    thread_id: int | None
    native_id: int | None
    native_state: NativeState
    native_known: str | None
    began_at: datetime | None
    ended_at: datetime | None
    sequence: int
    sealed_code: str | None
    settled_at: datetime | None
    follow_up: ReminderState | None
    recap_thread_id: int | None
    survey_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    id: int
    guild_id: int
    occurrence_id: int
    before: timedelta
    """The start."""
    due_at: datetime
    state: ReminderState
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rsvp:
    id: int
    guild_id: int
    occurrence_id: int
    member_id: int | None
    answer: Answer
    place: int
    offered_until: datetime | None
    answered_at: datetime
    changed_at: datetime


class EventSettings(Section):
    section = "events"

    channel_id: int | None = channel(ChannelType.TEXT)
    """Where events are announced."""
    native: bool = True
    """Whether Discord's own scheduled events are made."""
    confirm_hours: Annotated[int, Field(ge=1, le=72)] = 12
    """How long somebody who waited has to take the place that became free."""
    reminder_minutes: str = Field(default="1440 60", max_length=40, pattern=r"^(\d{1,5}( \d{1,5}){0,4})?$")
    """Of new events: minutes before the start, at most five."""
    attended_minutes: Annotated[int, Field(ge=1, le=240)] = 15
    """So long in voice counts as having been there."""
    follow_up_hours: Annotated[int, Field(ge=0, le=48)] = 2
    """After the end: thanks, survey, recap."""
    survey: bool = True
    """Whether those who were there are asked three questions."""
    proposals: bool = True
