"""Who is asked for the NPS when: everybody at most once in 90 days, and as many in each week of a quarter.

Each member has a week, from 0 to 12, made of their id by a hash: without a list that would have to be kept, the same
every quarter. A week drawn anew each quarter would put many of them less than 90 days after the last one; they would
have to wait, and from quarter to quarter more would come to be asked at the end. With a fixed week there are 90 days
between any two, for no quarter is shorter.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.surveys.model import NPS_EVERY_DAYS

WEEKS = 13
AT_HOUR = 10
"""When a day's people are asked, in the server's time: they are awake."""
HERE_FOR = timedelta(days=14)
"""Who has just come can't say yet."""


@dataclass(frozen=True, slots=True)
class Quarter:
    year: int
    number: int
    """From 1."""

    @property
    def name(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def begins_on(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """Return the moment at which the next one begins."""
        first = self.next.begins_on
        return datetime(first.year, first.month, first.day, tzinfo=zone)

    def week(self, day: date) -> int:
        """Return which week of the quarter a day is in; the days after the thirteenth belong to it."""
        return min(WEEKS - 1, (day - self.begins_on).days // 7)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def week_of(*, guild_id: int, member_id: int) -> int:
    """Return a member's week, from 0 to 12."""
    digest = hashlib.sha256(f"nps:{guild_id}:{member_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % WEEKS


def rested(member_ids: Iterable[int], asked_on: Mapping[int, date], *, on: date) -> frozenset[int]:
    """Return those who may be asked again on a day."""
    since = on - timedelta(days=NPS_EVERY_DAYS)
    return frozenset(one for one in member_ids if one not in asked_on or asked_on[one] <= since)


def turn(member_ids: Iterable[int], *, guild_id: int, week: int) -> frozenset[int]:
    """Return those whose week has come, or has passed without their being asked."""
    return frozenset(one for one in member_ids if week_of(guild_id=guild_id, member_id=one) <= week)


def next_morning(today: date, zone: ZoneInfo) -> datetime:
    """Return when tomorrow's people are asked."""
    tomorrow = today + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, AT_HOUR, tzinfo=zone)
