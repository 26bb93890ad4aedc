"""The rules of events that happen again and again: presets, RFC 5545 as organisers type it, and when they happen.

A rule is meant in wall time: it is expanded over the naive `starts_local` and then put into the event's zone, so that a
recurring 20:00 stays 20:00 when the clocks change. A wall time the clocks skip becomes the next minute there is, one
they show twice the first. A month without a fifth Tuesday or a 31st has none, and 29 February is in leap years only.
"""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.events import rrule
from bot.events.describing import describe
from bot.events.errors import RuleNeverHappens, StartNotInRule
from bot.events.rrule import DAYS, NthDay, Rule, Until
from bot.when import earliest, place

__all__ = [
    "Planned",
    "Preset",
    "Recurs",
    "calendar_rule",
    "check_rule",
    "describe",
    "follow",
    "occurrences",
    "preset_of",
    "preset_rule",
    "presets",
]


class Recurs(Protocol):
    """Of an event, what says when it happens: a `bot.events.model.Event`, or a draft of one."""

    @property
    def starts_local(self) -> datetime: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def duration(self) -> timedelta: ...
    @property
    def rule(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """When an event happens once, by its rule. In UTC but for `local`."""

    original_at: datetime
    starts_at: datetime
    ends_at: datetime
    local: datetime
    """The rule's own wall time; the clocks may skip it."""


class Preset(StrEnum):
    ONCE = "once"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY_NTH = "monthly-nth"
    """On the nth weekday, as the start is."""
    MONTHLY_LAST = "monthly-last"
    """On the last such weekday."""
    MONTHLY_DATE = "monthly-date"


def presets(starts_local: datetime) -> list[Preset]:
    """Return the presets that fit a start: the last weekday of a month only where the start is one."""
    return [preset for preset in Preset if preset is not Preset.MONTHLY_LAST or _is_last(starts_local)]


def preset_rule(preset: Preset, starts_local: datetime) -> str | None:
    """Return the rule a preset makes of an event's start; None for what happens once."""
    day = DAYS[starts_local.weekday()]
    match preset:
        case Preset.ONCE:
            return None
        case Preset.WEEKLY:
            return f"FREQ=WEEKLY;BYDAY={day}"
        case Preset.BIWEEKLY:
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"
        case Preset.MONTHLY_NTH:
            return f"FREQ=MONTHLY;BYDAY={_nth(starts_local)}{day}"
        case Preset.MONTHLY_LAST:
            return f"FREQ=MONTHLY;BYDAY=-1{day}"
        case Preset.MONTHLY_DATE:
            return f"FREQ=MONTHLY;BYMONTHDAY={starts_local.day}"


def preset_of(rule: str | None, starts_local: datetime) -> Preset | None:
    """Return the preset a rule was made by; None for a rule that was typed."""
    return next((preset for preset in Preset if preset_rule(preset, starts_local) == rule), None)


def follow(rule: str | None, *, before: datetime, after: datetime) -> str | None:
    """Return the rule of an event whose start is moved: a preset's is made anew for the new start.

    One that was typed stays as it is: `check_rule` says whether the new start is one of its days.
    """
    made_by = preset_of(rule, before)
    return rule if made_by is None else preset_rule(made_by, after)


def _nth(day: datetime) -> int:
    return (day.day - 1) // 7 + 1


def _is_last(day: datetime) -> bool:
    return (day + timedelta(days=7)).month != day.month


def check_rule(typed: str, *, starts_local: datetime, time_zone: str) -> str:
    """Return a typed rule as it is stored: in its usual form, with the days it takes from the start written out.

    Raises RuleNotUnderstood, RuleTooOften, RuleNeverHappens, or StartNotInRule: the start is the first time, so it has
    to be one of the rule's. To be called again when the start, or the zone, of an event with a typed rule is changed.
    """
    rule = _completed(rrule.parse(typed), starts_local)
    if rule.until is not None and _until_local(rule.until, ZoneInfo(time_zone)) < starts_local:
        raise RuleNeverHappens
    first = _first(rule, starts_local)
    if first is None:
        raise RuleNeverHappens
    if first != starts_local:
        raise StartNotInRule(first=first.date().isoformat())
    return str(rule)


def _completed(rule: Rule, starts_local: datetime) -> Rule:
    """Return a rule that says its days itself: “weekly” is on the weekday of the start."""
    if rule.by_day or rule.by_month_day:
        return rule
    match rule.freq:
        case "WEEKLY":
            return replace(rule, by_day=(NthDay(weekday=starts_local.weekday()),))
        case "MONTHLY":
            return replace(rule, by_month_day=(starts_local.day,))
        case "YEARLY":
            return replace(rule, by_month=rule.by_month or (starts_local.month,), by_month_day=(starts_local.day,))
    return rule


_CYCLE = 28
"""After so many years the weekdays of all dates repeat, as long as no century comes between."""


def _first(rule: Rule, starts_local: datetime) -> datetime | None:
    """Return the rule's first wall time from the start on; None where it has none.

    dateutil looks for one up to the year 9999, which takes it seconds where there is none, 30 February. So it looks
    from a year with the same calendar shortly before that on.
    """
    year = next(year for year in range(9971, 9971 - _CYCLE, -1) if _same_calendar(year, starts_local.year))
    later = starts_local.replace(year=year)
    found = next(_expanded(replace(rule, count=None, until=None), later), None)
    return None if found is None else found.replace(year=found.year - year + starts_local.year)


def _same_calendar(year: int, other: int) -> bool:
    def first_day(of: int) -> int:
        return datetime(of, 1, 1, tzinfo=UTC).weekday()

    return year % 4 == other % 4 and isleap(year) == isleap(other) and first_day(year) == first_day(other)


def occurrences(
    event: Recurs, *, after: datetime | None = None, before: datetime | None = None, limit: int
) -> list[Planned]:
    """Return when an event happens, from `after` on and before `before`, the next `limit` of it, earliest first."""
    found: list[Planned] = []
    for local in _walls(event):
        planned = _planned(local, event)
        if len(found) >= limit or (before is not None and planned.starts_at >= before):
            break
        if after is None or planned.starts_at >= after:
            found.append(planned)
    return found


def _planned(local: datetime, event: Recurs) -> Planned:
    zone = ZoneInfo(event.time_zone)
    # Of what happens once, the second of a wall time that the clocks show twice can be meant.
    at = place(local.replace(fold=0), zone)[-1].at if local.fold and event.rule is None else earliest(local, zone)
    return Planned(original_at=at, starts_at=at, ends_at=at + event.duration, local=local)


def _walls(event: Recurs) -> Iterator[datetime]:
    if event.rule is None:
        return iter((event.starts_local,))
    rule = rrule.parse(event.rule)
    if rule.until is not None:
        until = _until_local(rule.until, ZoneInfo(event.time_zone))
        rule = replace(rule, until=Until(at=until, utc=False, whole_day=False))
    return _expanded(rule, event.starts_local)


def _expanded(rule: Rule, starts_local: datetime) -> Iterator[datetime]:
    # 20 ms of everybody's start otherwise, for the servers that have such events.
    from dateutil.rrule import rrulestr  # noqa: PLC0415

    return iter(rrulestr(str(rule), dtstart=starts_local))


def calendar_rule(event: Recurs) -> str | None:
    """Return an event's rule as calendars take it beside a start with a zone: its end is in UTC (RFC 5545, 3.3.10)."""
    if event.rule is None:
        return None
    rule = rrule.parse(event.rule)
    if rule.until is None or rule.until.utc:
        return str(rule)
    at = earliest(rule.until.at, ZoneInfo(event.time_zone)).replace(tzinfo=None)
    return str(replace(rule, until=Until(at=at, utc=True, whole_day=False)))


def _until_local(until: Until, zone: ZoneInfo) -> datetime:
    """Return up to when by the clocks of the event's zone, whatever clock the rule has it by."""
    return until.at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0) if until.utc else until.at
