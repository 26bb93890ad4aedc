"""What the readers of both languages find in a text, and the text they take it from, piece by piece."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.when.errors import NotUnderstood, shortened
from bot.when.model import Why

TAKEN = "\n"
"""Stands where a piece was taken out, so that what stood around it doesn't become one word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One reading of a day: of its candidates, in order, the first that is still to come is meant."""

    candidates: tuple[date, ...]
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One reading of a time of day."""

    minutes: int
    """After midnight of the day it is said of: 24:00 and 25:30 are in the night that follows it."""
    why: Why | None = None


Days = tuple[Day, ...]
Clocks = tuple[Clock, ...]


@dataclass(slots=True, kw_only=True)
class Found:
    """What was found in a text; `days` and `clocks` hold the readings of each date and time that stands there."""

    days: list[Days] = field(default_factory=list)
    weekdays: set[int] = field(default_factory=set)
    """Stated beside a date, or alone; 0 is Monday."""
    clocks: list[Clocks] = field(default_factory=list)
    after: timedelta | None = None
    """So long from now: it has its own time of day."""


class Rest:
    """What of a text is not read yet."""

    def __init__(self, text: str, *, typed: str) -> None:
        self.text = text
        self.typed = typed

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first match, and take it out; None where there is none."""
        found = pattern.search(self.text)
        if found is not None:
            self.text = self.text[: found.start()] + TAKEN + self.text[found.end() :]
        return found

    def take_all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        while (found := self.take(pattern)) is not None:
            yield found

    def expect_nothing_but(self, fillers: re.Pattern[str]) -> None:
        """Raises NotUnderstood where more than such words is left."""
        if fillers.sub("", self.text).strip():
            raise self.not_understood()

    def not_understood(self) -> NotUnderstood:
        return NotUnderstood(typed=shortened(self.typed))
