"""What can be refused in a typed moment or duration; each says what to write instead, in the reader's language."""

from bot.errors import UserError

TYPED_LIMIT = 80


def shortened(typed: str) -> str:
    """Return what was typed as errors quote it: one line, not more than can be read at a glance."""
    line = " ".join(typed.split())
    return line if len(line) <= TYPED_LIMIT else line[: TYPED_LIMIT - 1] + "…"


class NotUnderstood(UserError):
    """`typed`."""

    message = "when-error-not-understood"
    written = frozenset({"typed"})


class TimeMissing(UserError):
    """There is a date without a time of day. `typed`."""

    message = "when-error-time-missing"
    written = frozenset({"typed"})


class WeekdayDoesNotFit(UserError):
    """`date`: as 2026-12-24; `weekday` it is, and `stated`: monday … sunday."""

    message = "when-error-weekday"


class NoSuchDay(UserError):
    """30 February, the fifth Monday of a month that has four, hour 27. `typed`."""

    message = "when-error-no-such-day"
    written = frozenset({"typed"})


class NoLeapYear(UserError):
    """29 February, and the next one isn't within the year that was meant. `year`, as text."""

    message = "when-error-no-leap-year"


class InThePast(UserError):
    """`at`: Unix seconds, as text: Fluent groups the digits of numbers."""

    message = "when-error-past"


class TooFarAhead(UserError):
    """`years`: the limit."""

    message = "when-error-too-far"


class TooManyReadings(UserError):
    """It could be more than four moments. `typed`."""

    message = "when-error-too-many"
    written = frozenset({"typed"})


class DurationNotUnderstood(UserError):
    """`typed`."""

    message = "when-error-duration"
    written = frozenset({"typed"})
