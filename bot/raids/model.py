"""What a raid is, what is done about it, and the settings of the feature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.errors import UserError
from bot.raids.detecting import Sign
from bot.settings.model import Section

CARRY_OUT = "raids:carry-out"
"""Does the measures of a raid that are still to be done, or undone; its subject is the raid."""
CARD = "raids:card"
"""Posts the card of a raid, or brings it up to date; its subject is the raid."""
CALL = "raids:call"
"""Mentions those on duty, once; its subject is the raid."""
END = "raids:end"
"""Ends a raid whose time is over; its subject is the raid."""

CHANNELS_MAX = 50
"""Slowed down at the most: each is a request."""
SUSPECTS_MAX = 2_000
PAUSE_MAX_HOURS = 24  # Discord's


class Cause(StrEnum):
    """What it was noticed by."""

    JOINS = "joins"
    RUSH = "rush"
    """Very many joined who are not alike: nothing is done, moderators are told."""
    HAND = "hand"
    """A moderator has begun it."""
    DISCORD = "discord"
    """Discord's own alert."""


class State(StrEnum):
    RUNNING = "running"
    OVER = "over"
    """Its time is over, or a moderator said so: the measures are given back, who was kept out stays out."""
    UNDONE = "undone"
    """Everything was given back."""


class Measure(StrEnum):
    INVITES = "invites"
    SLOW_MODE = "slow-mode"


class Progress(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    ENDING = "ending"
    """To be given back."""
    ENDED = "ended"
    STUCK = "stuck"
    """Discord refuses to give it back: *Undo everything* tries it again."""
    LEFT = "left"
    """Somebody has changed it meanwhile: it stays as they made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raid:
    id: int
    guild_id: int
    cause: Cause
    state: State
    began_at: datetime
    latest_at: datetime
    joined: int
    suspects: int
    ends_at: datetime | None
    """Until when the measures last; None: none were taken."""
    started_by_id: int | None
    ended_by_id: int | None
    ended_at: datetime | None
    called_at: datetime | None
    queue_channel_id: int | None
    queue_message_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    member_id: int
    joined_at: datetime
    made_at: datetime
    name: str
    signs: frozenset[Sign]
    cleared: bool
    case_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One measure."""

    id: int
    kind: Measure
    channel_id: int | None
    before: int | None
    """Of slow mode the seconds, of invites until when they were paused, in seconds since 1970; None: not at all."""
    after: int | None
    """What we make of it; in the same units."""
    state: Progress
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A channel that can be slowed down, with its slow mode now, in seconds."""

    channel_id: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What there is to close, as it is before: what is given back in the end."""

    invites_paused_until: datetime | None = None
    channels: Sequence[Slow] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A raid with everything about it that its card shows."""

    raid: Raid
    steps: Sequence[Step]
    suspects: Sequence[Suspect]
    """The first of them, in the order in which they joined."""
    left: int
    """Suspects who aren't kept out and were not cleared."""
    kept_out: int
    cleared: int


class NoRaid(UserError):
    """It is over, or never was."""

    message = "raids-error-none"


class AlreadyRunning(UserError):
    message = "raids-error-running"


class NobodyLeft(UserError):
    """All suspects are kept out or cleared by now."""

    message = "raids-error-nobody-left"


class Reaction(StrEnum):
    """What is done by itself when a raid is noticed."""

    OFF = "off"
    ALERT = "alert"
    PROTECT = "protect"
    """Alert, pause invites and slow down the channels; nobody is thrown out."""


class RaidSettings(Section):
    section = "raids"

    reaction: Reaction = Reaction.PROTECT
    joins: Annotated[int, Field(ge=5, le=500)] = 20
    """So many joining within `within_minutes` are looked at as a raid."""
    within_minutes: Annotated[int, Field(ge=1, le=60)] = 5
    paused_hours: Annotated[int, Field(ge=1, le=24)] = 1
    """How long invites are paused; Discord takes 24 hours at most."""
    slow_mode_seconds: Annotated[int, Field(ge=0, le=21600)] = 30
