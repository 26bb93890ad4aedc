"""Reading a typed moment: its language, what is found in it, and the moments that can be."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.when import english, japanese
from bot.when.days import YEARS_AHEAD, such_weekday
from bot.when.errors import (
    InThePast,
    NotUnderstood,
    TimeMissing,
    TooFarAhead,
    TooManyReadings,
    WeekdayDoesNotFit,
    shortened,
)
from bot.when.model import Moment, Reading, Why
from bot.when.pieces import Clock, Day, Days, Found
from bot.when.walls import local_of, place

MOST = 4
LONGEST = 100
"""Characters: whatever is longer is no moment."""
MINUTE = timedelta(minutes=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def read(typed: str, *, now: datetime, zone: ZoneInfo, language: str | None = None) -> Reading:
    """Return the moment somebody means, or up to four it could be, all of them after `now`.

    `language` is the reader's (a `bot.i18n.Language`), for what is written alike in both: 12/11 is a choice in English,
    and December in Japanese. Raises one of `bot.when.errors`.
    """
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not text or len(text) > LONGEST:
        raise NotUnderstood(typed=shortened(typed))
    local = local_of(now, zone)
    if _JAPANESE.search(text):
        found = japanese.find(text, today=local.date(), typed=typed)
    else:
        found = english.find(text, now=local, typed=typed, month_first=language == "ja")
    if found.after is not None:
        moments = _after(found, now=now, zone=zone, typed=typed)
    else:
        moments = list(_combined(found, now=now, zone=zone, typed=typed))
    return _reading(moments, now=now, typed=typed)


def _after(found: Found, *, now: datetime, zone: ZoneInfo, typed: str) -> list[Moment]:
    if found.days or found.weekdays or found.clocks:
        raise NotUnderstood(typed=shortened(typed))
    try:
        at = (now + (found.after or MINUTE)).astimezone(UTC).replace(second=0, microsecond=0)
        _check_near(at.date(), now.date())
    except OverflowError:
        raise TooFarAhead(years=YEARS_AHEAD) from None
    return [Moment(at=at, local=local_of(at, zone), zone=zone.key)]


def _combined(found: Found, *, now: datetime, zone: ZoneInfo, typed: str) -> Iterator[Moment]:
    """Return each reading of the day with each of the time, past ones too."""
    if len(found.days) > 1 or len(found.clocks) > 1 or len(found.weekdays) > 1:
        raise NotUnderstood(typed=shortened(typed))
    today = local_of(now, zone).date()
    days = _days(found, today)
    if not found.clocks:
        raise TimeMissing(typed=shortened(typed)) if found.days or found.weekdays else _nothing(typed)
    chosen = [(day, clock, _chosen(day, clock, now=now, zone=zone)) for day, clock in product(days, found.clocks[0])]
    for day, clock, date_ in _on_weekday(chosen, found):
        for moment in _placed(date_, clock, now=now, zone=zone):
            whys = tuple(why for why in (day.why, clock.why, *moment.whys) if why is not None)
            yield Moment(at=moment.at, local=moment.local, zone=moment.zone, whys=whys)


def _nothing(typed: str) -> NotUnderstood:
    return NotUnderstood(typed=shortened(typed))


def _days(found: Found, today: date) -> Days:
    if found.days:
        return found.days[0]
    if found.weekdays:
        return such_weekday(today, next(iter(found.weekdays)))
    # A time alone is today's, or tomorrow's once that is over; yesterday has a night after it that may be still on.
    return (Day(candidates=(today - timedelta(days=1), today, today + timedelta(days=1))),)


def _chosen(day: Day, clock: Clock, *, now: datetime, zone: ZoneInfo) -> date:
    """Return the first candidate that is still to come at that time, or else the last."""
    for candidate in day.candidates:
        if any(moment.at > now for moment in _placed(candidate, clock, now=now, zone=zone)):
            return candidate
    return day.candidates[-1]


def _on_weekday(chosen: list[tuple[Day, Clock, date]], found: Found) -> list[tuple[Day, Clock, date]]:
    """Return those that are on the stated weekday, all where none is stated. Raises WeekdayDoesNotFit."""
    if not (found.weekdays and found.days):
        return chosen
    stated = next(iter(found.weekdays))
    fitting = [each for each in chosen if each[2].weekday() == stated]
    if not fitting:
        other = chosen[0][2]
        raise WeekdayDoesNotFit(date=other.isoformat(), weekday=WEEKDAYS[other.weekday()], stated=WEEKDAYS[stated])
    return fitting


def _placed(day: date, clock: Clock, *, now: datetime, zone: ZoneInfo) -> tuple[Moment, ...]:
    """Raises InThePast or TooFarAhead where the day is years away: time zones end where the calendar does."""
    _check_near(day, now.date())
    return place(datetime.combine(day, time()) + timedelta(minutes=clock.minutes), zone)


def _check_near(day: date, today: date) -> None:
    if day.year > today.year + YEARS_AHEAD:
        raise TooFarAhead(years=YEARS_AHEAD)
    if day.year < today.year - 1:
        raise InThePast(at=str(int(datetime.combine(day, time(), UTC).timestamp())))


def _reading(moments: list[Moment], *, now: datetime, typed: str) -> Reading:
    first_of = {moment.at: moment for moment in reversed(moments)}
    to_come = sorted((moment for moment in first_of.values() if moment.at > now), key=lambda moment: moment.at)
    if not to_come:
        raise InThePast(at=str(int(max(first_of).timestamp())))
    if len(to_come) > MOST:
        raise TooManyReadings(typed=shortened(typed))
    shared = set(to_come[0].whys).intersection(*(moment.whys for moment in to_come)) - {Why.SKIPPED}
    return Reading(moments=tuple(_without(moment, shared) for moment in to_come))


def _without(moment: Moment, whys: set[Why]) -> Moment:
    """Return a moment without what it has in common with all others: that tells it from none."""
    left = tuple(why for why in moment.whys if why not in whys)
    return Moment(at=moment.at, local=moment.local, zone=moment.zone, whys=left)
