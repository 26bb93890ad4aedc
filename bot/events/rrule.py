"""A rule of RFC 5545 (RRULE) in its parts, as far as events use it: nothing more often than daily.

What a time zone has no say in stands here; when it happens is computed by `bot.events.recurring`.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time

from bot.events.errors import RuleNotUnderstood, RuleTooOften

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TEXT_LIMIT = 200
"""Of the column it is kept in."""

_RARE_ENOUGH = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")
"""In the order in which a rule is written. BYHOUR and the like would make it more often than daily."""
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_UNTIL = re.compile(r"(?P<date>\d{8})(?:T(?P<time>\d{6})(?P<utc>Z)?)?")
_DAY = re.compile(r"(?P<nth>[+-]?\d{1,2})?(?P<day>MO|TU|WE|TH|FR|SA|SU)")
_INTERVAL_MAX = 999
_COUNT_MAX = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class NthDay:
    """A weekday, 0 for Monday; with the how manieth it is of its month (or year), counted from the end below zero."""

    weekday: int
    nth: int | None = None

    def __str__(self) -> str:
        return f"{self.nth or ''}{DAYS[self.weekday]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """Up to when, this moment among it."""

    at: datetime
    """Naive: in UTC, or by the clocks of the event."""
    utc: bool
    whole_day: bool

    def __str__(self) -> str:
        if self.whole_day:
            return f"{self.at:%Y%m%d}"
        return f"{self.at:%Y%m%dT%H%M%S}{'Z' if self.utc else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    freq: str
    interval: int = 1
    count: int | None = None
    until: Until | None = None
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[NthDay, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: str | None = None

    def __str__(self) -> str:
        return ";".join(f"{name}={value}" for name, value in self._written().items() if value)

    def _written(self) -> dict[str, str]:
        return {
            "FREQ": self.freq,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "COUNT": str(self.count or ""),
            "UNTIL": str(self.until or ""),
            "BYMONTH": ",".join(map(str, self.by_month)),
            "BYMONTHDAY": ",".join(map(str, self.by_month_day)),
            "BYDAY": ",".join(map(str, self.by_day)),
            "BYSETPOS": ",".join(map(str, self.by_set_pos)),
            "WKST": self.week_start or "",
        }


def parse(typed: str) -> Rule:
    """Return a rule as typed, with or without RRULE: before it. Raises RuleNotUnderstood or RuleTooOften."""
    text = "".join(typed.split()).upper().removeprefix("RRULE:").removesuffix(";")
    parts = _parts(text)
    if any(name in _TIMES for name in parts) or parts.get("FREQ") in _TOO_OFTEN:
        raise RuleTooOften
    if parts.get("FREQ") not in _RARE_ENOUGH or not set(parts) <= set(_PARTS) or {"COUNT", "UNTIL"} <= set(parts):
        raise RuleNotUnderstood
    rule = Rule(
        freq=parts["FREQ"],
        interval=_number(parts.get("INTERVAL", "1"), 1, _INTERVAL_MAX),
        count=_number(parts["COUNT"], 1, _COUNT_MAX) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        by_month=tuple(sorted(_numbers(parts.get("BYMONTH"), 12, from_end=False))),
        by_month_day=_numbers(parts.get("BYMONTHDAY"), 31, from_end=True),
        by_day=_days(parts.get("BYDAY")),
        by_set_pos=_numbers(parts.get("BYSETPOS"), 366, from_end=True),
        week_start=_week_start(parts.get("WKST")),
    )
    _check_together(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    if len(text) > TEXT_LIMIT:
        raise RuleNotUnderstood
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs) or not all(parts.values()):
        raise RuleNotUnderstood
    return parts


def _check_together(rule: Rule) -> None:
    """Raises RuleNotUnderstood for parts the standard doesn't have beside each other."""
    numbered = [day.nth for day in rule.by_day if day.nth is not None]
    most = 5 if rule.freq == "MONTHLY" or rule.by_month else 53
    if numbered and (rule.freq not in ("MONTHLY", "YEARLY") or any(abs(nth) > most for nth in numbered)):
        raise RuleNotUnderstood
    if rule.by_month_day and rule.freq == "WEEKLY":
        raise RuleNotUnderstood
    if rule.by_set_pos and not (rule.by_month or rule.by_month_day or rule.by_day):
        raise RuleNotUnderstood
    if len(str(rule)) > TEXT_LIMIT:
        raise RuleNotUnderstood


def _number(written: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,4}", written) or not least <= int(written) <= most:
        raise RuleNotUnderstood
    return int(written)


def _numbers(written: str | None, most: int, *, from_end: bool) -> tuple[int, ...]:
    if written is None:
        return ()
    numbers = [_number(each, -most if from_end else 1, most) for each in written.split(",")]
    if 0 in numbers:
        raise RuleNotUnderstood
    return tuple(dict.fromkeys(numbers))


def _days(written: str | None) -> tuple[NthDay, ...]:
    days = []
    for each in written.split(",") if written is not None else ():
        found = _DAY.fullmatch(each)
        if found is None or (found["nth"] and int(found["nth"]) == 0):
            raise RuleNotUnderstood
        days.append(NthDay(weekday=DAYS.index(found["day"]), nth=int(found["nth"]) if found["nth"] else None))
    return tuple(dict.fromkeys(days))


def _until(written: str) -> Until:
    found = _UNTIL.fullmatch(written)
    if found is None:
        raise RuleNotUnderstood
    try:
        day = datetime.strptime(found["date"], "%Y%m%d")  # noqa: DTZ007 - it is naive by RFC 5545
        if found["time"] is None:
            return Until(at=datetime.combine(day, time(23, 59, 59)), utc=False, whole_day=True)
        at = datetime.strptime(found["date"] + found["time"], "%Y%m%d%H%M%S")  # noqa: DTZ007 - likewise
    except ValueError:
        raise RuleNotUnderstood from None
    return Until(at=at, utc=found["utc"] is not None, whole_day=False)


def _week_start(written: str | None) -> str | None:
    if written is not None and written not in DAYS:
        raise RuleNotUnderstood
    return written
