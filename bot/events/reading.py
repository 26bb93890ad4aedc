"""What organisers type about an event besides its moment: durations, capacities, reminders. Pure functions."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from bot.events import errors
from bot.events.model import CAPACITY_MAX, DURATION_MAX
from bot.text import letters, one_line
from bot.when import read_duration
from bot.when.errors import DurationNotUnderstood

DURATION_MIN = timedelta(minutes=5)
DURATION_USUAL = timedelta(hours=1)
"""Where nothing is said about it."""
REMINDERS_MAX = 5
REMIND_AT_MOST = timedelta(days=30)

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
    """Return how long a folded duration is; a number alone is minutes. None for what isn't understood."""
    if said.isascii() and said.isdigit() and len(said) <= 6:
        return timedelta(minutes=int(said))
    try:
        return read_duration(said)
    except DurationNotUnderstood:
        return None
