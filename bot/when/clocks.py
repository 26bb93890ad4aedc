"""Times of day: what an hour can mean, with the part of the day it is said with."""

from dataclasses import dataclass
from enum import StrEnum

from bot.when.errors import NoSuchDay, shortened
from bot.when.model import Why
from bot.when.pieces import Clock, Clocks

NOON = 12 * 60
MIDNIGHT = 24 * 60
LATEST_HOUR = 29
"""Japanese programmes count on after midnight: 25時 is 1 at night."""


class Part(StrEnum):
    """A part of the day; the first two are those of the twelve-hour clock."""

    AM = "am"
    PM = "pm"
    MORNING = "morning"
    DAY = "day"
    """昼: from eleven to four or so."""
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    LATE = "late"
    """深夜: around midnight and after it."""


def clock(minutes: int, why: Why | None = None) -> Clocks:
    return (Clock(minutes=minutes, why=why),)


def midnight() -> Clocks:
    """Midnight of a day: its first minute for some, its last for others."""
    return Clock(minutes=0, why=Why.NIGHT_BEFORE), Clock(minutes=MIDNIGHT, why=Why.NIGHT_AFTER)


def read_clock(hour: int, minute: int = 0, *, part: Part | None, by_24: bool, typed: str) -> Clocks:
    """Return what an hour and a minute can mean.

    `by_24` says whether the way it is written is that of the 24-hour clock, as 07:00 is. Raises NoSuchDay for what is
    no time, or none of that part of the day.
    """
    if minute > 59 or hour > LATEST_HOUR:
        raise NoSuchDay(typed=shortened(typed))
    found = _hours(hour, part, by_24=by_24 or hour in (0, 12) or hour > 12)
    if not found:
        raise NoSuchDay(typed=shortened(typed))
    return tuple(Clock(minutes=each * 60 + minute, why=why) for each, why in found)


def _hours(hour: int, part: Part | None, *, by_24: bool) -> list[tuple[int, Why | None]]:
    if part is None:
        return [(hour, None)] if by_24 else [(hour, Why.MORNING), (hour + 12, Why.EVENING)]
    if part in (Part.AM, Part.PM):
        by_12 = hour % 12 + (12 if part is Part.PM else 0)
        # “15時 pm” says the same twice.
        return [(by_12, None)] if hour <= 12 else _only(hour, 13, 23) if part is Part.PM else []
    if part is Part.NIGHT and hour == 12:
        return [(24, None)]
    first, last = _SPANS[part]
    within = _only(hour, first, last) or _only(hour + 12, max(first, 13), last)
    return within or (_around_midnight(hour) if part in (Part.NIGHT, Part.LATE) else [])


_SPANS = {
    Part.MORNING: (1, 11),
    Part.DAY: (10, 16),
    Part.AFTERNOON: (12, 18),
    Part.EVENING: (15, 23),
    Part.NIGHT: (17, LATEST_HOUR),
    Part.LATE: (22, LATEST_HOUR),
}
"""The hours of each part of the day, by the 24-hour clock."""


def _only(hour: int, first: int, last: int) -> list[tuple[int, Why | None]]:
    return [(hour, None)] if first <= hour <= last else []


def _around_midnight(hour: int) -> list[tuple[int, Why | None]]:
    """Of 1 at night on Friday: some mean the night to Friday, some the one to Saturday."""
    hour %= 12
    return [(hour, Why.NIGHT_BEFORE), (hour + 24, Why.NIGHT_AFTER)] if hour <= 5 else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A time of day as it stands in a text; what it means may depend on a part of the day said elsewhere."""

    hour: int = 0
    minute: int = 0
    by_24: bool = False
    part: Part | None = None
    named: Clocks = ()
    """Instead of an hour: noon, midnight."""

    def read(self, part: Part | None, *, typed: str) -> Clocks:
        """Return what it means on a day of which `part` is said. Raises NoSuchDay."""
        if self.named:
            at_night = part in (Part.NIGHT, Part.LATE, Part.EVENING)
            return clock(MIDNIGHT) if at_night and self.named == midnight() else self.named
        own = read_clock(self.hour, self.minute, part=self.part or part, by_24=self.by_24, typed=typed)
        return own if None in (self.part, part) or len(own) > 1 else self._agreed(own[0], part, typed)

    def _agreed(self, own: Clock, part: Part | None, typed: str) -> Clocks:
        """Return what an hour with its own part of the day means within another: 20:00 of 8 pm “in the evening”."""
        within = read_clock(own.minutes // 60, self.minute, part=part, by_24=True, typed=typed)
        if own.minutes not in [each.minutes for each in within]:
            raise NoSuchDay(typed=shortened(typed))
        return within
