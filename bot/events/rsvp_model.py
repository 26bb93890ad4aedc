"""Who comes, as it is counted and told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.events.model import Answer, Event, Occurrence, Rsvp

PEOPLE_A_PAGE = 30
NAMES_SHOWN = 20
"""Of those who come, on the announcement."""


class Wish(StrEnum):
    """What somebody presses; what comes of it is an `Answer`."""

    GOING = "going"
    MAYBE = "maybe"
    CANNOT = "cannot"


class News(StrEnum):
    """What somebody who waited is still to be told in the event's thread."""

    OFFERED = "offered"
    GIVEN = "given"
    """They have a place, and need not confirm it."""


class Told(StrEnum):
    """What those concerned are told of an occurrence (`what` in the payload of `rules.TELL`)."""

    MOVED = "moved"
    """With `from`, the start as it was (ISO 8601)."""
    PLACE = "place"
    """It is somewhere else."""
    HOST = "host"
    """Somebody else hosts it."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many have which answer to an occurrence."""

    going: int = 0
    offered: int = 0
    waiting: int = 0
    maybe: int = 0
    cannot: int = 0

    @property
    def taken(self) -> int:
        """Places that are nobody else's: of those who come, and those kept for somebody who was offered one."""
        return self.going + self.offered

    @property
    def in_line(self) -> int:
        """Everybody who hopes for a place, those who are offered one among them."""
        return self.waiting + self.offered

    def after(self, before: Answer | None, now: Answer) -> "Counts":
        """Return the counts after one answer was changed, or with None given."""
        changed = {now.value: getattr(self, now.value) + 1}
        if before is not None:
            changed[before.value] = changed.get(before.value, getattr(self, before.value)) - 1
        return replace(self, **changed)

    def free(self, capacity: int | None) -> int | None:
        """Return how many places are free; None where there is no limit."""
        return None if capacity is None else max(0, capacity - self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Somebody's answer as it stands, for them alone."""

    event: Event
    occurrence: Occurrence
    rsvp: Rsvp | None
    before: Answer | None
    """What it was before they pressed; the same where nothing was changed."""
    position: int | None
    """Among those who come, or among those who wait; counted from 1."""
    counts: Counts
    by_message: bool
    """Whether they are reminded by direct message."""
    may_manage: bool
    open: bool
    """Whether it can still be answered."""

    @property
    def answer(self) -> Answer | None:
        return None if self.rsvp is None else self.rsvp.answer

    @property
    def changed(self) -> bool:
        return self.answer is not self.before

    @property
    def capacity(self) -> int | None:
        return self.event.capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A page of those with one answer; the list of those who wait has those who are offered a place first."""

    event: Event
    occurrence: Occurrence
    counts: Counts
    answer: Answer
    member_ids: Sequence[int]
    number: int
    pages: int
    sees_all: bool
    """Whether the reader sees every list: who may run the event does, others see who comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an announcement shows."""

    event: Event
    occurrence: Occurrence
    counts: Counts
    going: Sequence[int]
    """The first of those who come, `NAMES_SHOWN` at most."""
    rank: str | None
    """The rank it is for."""
    picture: tuple[str, bytes] | None
    """Its format and its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """Somebody who waited, with what they are to be told."""

    rsvp_id: int
    member_id: int
    news: News
    offered_until: datetime | None
    changed_at: datetime
