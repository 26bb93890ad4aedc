"""What organisers type about an event besides its moment: durations, capacities, reminders. Pure functions."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from bot.events import errors
from bot.events.model import CAPACITY_MAX, DURATION_MAX
from bot.text import letters, one_line

DURATION_MIN = timedelta(minutes=5)
DURATION_USUAL = timedelta(hours=1)
"""Where nothing is said about it."""
REMINDERS_MAX = 5
REMIND_AT_MOST = timedelta(days=30)

_DAY, _HOUR, _MINUTE = "days", "hours", "minutes"
_UNITS = {
    **dict.fromkeys(("d", "day", "days", "日", "日間"), _DAY),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "時間"), _HOUR),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分間"), _MINUTE),
}
_NUMBERS = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3"}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(日間|日|時間|分間|分|[a-z]+)?(半)?")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})")
_JOINED = re.compile(r"\s*(?:,|and|と|\+)\s*|\s+")
_NOTHING = frozenset({"", "none", "no", "-", "0", "なし", "無し", "無制限", "unlimited"})


def duration(typed: str) -> timedelta:
    """Return how long “90 min”, “1h30”, “1:30”, 「2時間半」 is; a number alone is minutes. Raises DurationUnclear."""
    found = _span(_folded(typed))
    if found is None or not DURATION_MIN <= found <= DURATION_MAX:
        raise errors.DurationUnclear(typed=one_line(typed)[:60])
    return found


def capacity(typed: str) -> int | None:
    """Return how many people may come; None: as many as like. Raises CapacityUnclear."""
    said = re.sub(r"(人|名|people|places|席)$", "", _folded(typed)).strip().replace(",", "")
    if said in _NOTHING:
        return None
    if not (said.isascii() and said.isdigit()) or not 1 <= int(said[:9]) <= CAPACITY_MAX or len(said) > 9:
        raise errors.CapacityUnclear(limit=CAPACITY_MAX, typed=one_line(typed)[:60])
    return int(said)


def reminders(typed: str) -> tuple[timedelta, ...]:
    """Return how long before the start somebody wants reminders, the longest first; for nothing typed none.

    Raises RemindersUnclear.
    """
    said = re.sub(r"\b(before|prior)\b|前", "", _folded(typed)).strip()
    if said in _NOTHING:
        return ()
    parts = [part.strip() for part in re.split(r"[,、;/]|\band\b|と", said) if part.strip()]
    if len(parts) == 1 and re.fullmatch(r"[\d\s]+", parts[0]):
        parts = parts[0].split()
    found = [_span(part) for part in parts]
    if any(span is None or not timedelta(0) < span <= REMIND_AT_MOST for span in found) or len(found) > REMINDERS_MAX:
        raise errors.RemindersUnclear(limit=REMINDERS_MAX, typed=one_line(typed)[:60])
    return tuple(sorted({span for span in found if span is not None}, reverse=True))


def title(typed: str) -> str:
    """Raises TitleNeeded where it says nothing."""
    said = one_line(typed)
    if not letters(said):
        raise errors.TitleNeeded
    return said


def typed_span(span: timedelta) -> str:
    """Return a span as it could be typed, in a form that `duration` and `reminders` read."""
    minutes = int(span.total_seconds() // 60)
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    return " ".join(f"{number}{unit}" for number, unit in ((days, "d"), (hours, "h"), (left, "min")) if number) or "0"


def typed_spans(spans: Sequence[timedelta]) -> str:
    return ", ".join(typed_span(span) for span in spans)


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", one_line(typed)).casefold().strip()


def _span(said: str) -> timedelta | None:
    clock = _CLOCK.fullmatch(said)
    if clock is not None:
        return timedelta(hours=int(clock[1]), minutes=int(clock[2]))
    if said.isascii() and said.isdigit() and len(said) <= 6:
        return timedelta(minutes=int(said))
    said = re.sub(r"\b(a|an|one|two|three)\b(?=\s)", lambda word: _NUMBERS[word[1]], said)
    said = re.sub(r"^half (?:an? |1 )?", "0.5 ", said).replace("半日", "12時間")
    return _sum_of_parts(said)


def _sum_of_parts(said: str) -> timedelta | None:
    """Return the sum of “1h 30” and the like: a number without a unit that follows hours is minutes."""
    total, at, last = timedelta(0), 0, None
    while at < len(said):
        joined = _JOINED.match(said, at)
        at = joined.end() if joined else at
        part = _PART.match(said, at)
        if part is None:
            return None
        unit = _UNITS.get(part[2]) if part[2] else (_MINUTE if last == _HOUR else None)
        if unit is None or len(part[1]) > 7:
            return None
        total += timedelta(**{unit: float(part[1]) + (0.5 if part[3] else 0.0)})
        at, last = part.end(), unit
    return timedelta(minutes=round(total.total_seconds() / 60)) if last else None
