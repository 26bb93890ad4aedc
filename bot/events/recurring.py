"""The rules of events that happen again and again: presets, RFC 5545 as organisers type it, and when they happen.

A rule is meant in wall time: it is expanded over the naive `starts_local` and then put into the event's zone, so that a
recurring 20:00 stays 20:00 when the clocks change. A wall time the clocks skip becomes the next minute there is, one
they show twice the first. A month without a fifth Tuesday or a 31st has none, and 29 February is in leap years only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.i18n import Language
from bot.when import earliest

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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
    """When an event happens once, by its rule. All in UTC."""

    original_at: datetime
    starts_at: datetime
    ends_at: datetime


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
    """Return a typed rule as it is stored: upper case, with the days it takes from the start written out.

    Raises RuleNotUnderstood, RuleTooOften, RuleNeverHappens or StartNotInRule.
    """
    return typed.strip().upper()


def occurrences(
    event: Recurs, *, after: datetime | None = None, before: datetime | None = None, limit: int
) -> list[Planned]:
    """Return when an event happens, from `after` on and before `before`, the next `limit` of it, earliest first."""
    found: list[Planned] = []
    for local in _walls(event, before):
        planned = _planned(local, event)
        if before is not None and planned.starts_at >= before:
            break
        if after is None or planned.starts_at >= after:
            found.append(planned)
            if len(found) >= limit:
                break
    return found


def _planned(local: datetime, event: Recurs) -> Planned:
    at = earliest(local, ZoneInfo(event.time_zone))
    return Planned(original_at=at, starts_at=at, ends_at=at + event.duration)


def _walls(event: Recurs, before: datetime | None) -> Iterator[datetime]:
    if event.rule is None:
        yield event.starts_local
        return
    # 20 ms of everybody's start otherwise, for the servers that have such events.
    from dateutil.rrule import rrulestr  # noqa: PLC0415

    yield from rrulestr(event.rule, dtstart=event.starts_local)


def describe(rule: str | None, language: Language) -> str:
    """Return a rule in words: “every second Tuesday of the month”, 「毎月第2火曜日」."""
    return rule or ""
