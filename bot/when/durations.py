"""Durations as people type them: “90 min”, “1.5h”, 「1時間半」."""

import re
import unicodedata
from datetime import timedelta

from bot.when.errors import DurationNotUnderstood, shortened
from bot.when.numerals import with_digits

_LONGEST = 60
_NUMBERS = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "half": 0.5,
}
_COUNT = r"\d{1,4}(?:[.,]\d{1,2})?|an?|one|two|three|four|five|six"
_AND = r"(?:[ ,]*(?:and )? *)"

_ENGLISH = re.compile(
    rf"(?:(?P<days>{_COUNT}) *(?:d|days?))?{_AND}"
    rf"(?:(?P<hours>{_COUNT}|half(?: an?)?) *(?:h|hrs?|hours?)(?P<half> and a half)?)?{_AND}"
    rf"(?:(?P<minutes>{_COUNT}) *(?:m|mins?|minutes?))?\.?"
)
_HOURS_AND = re.compile(r"(?P<hours>\d{1,3}) ?(?::|h) ?(?P<minutes>[0-5]\d)(?: ?(?:h|hrs|hours|m|min))?")
_JAPANESE = re.compile(
    r"(?:(?P<days>\d{1,4}(?:\.\d{1,2})?)日間?)?(?P<day_half>半)?"
    r"(?:(?P<hours>\d{1,4}(?:\.\d{1,2})?)時間(?P<half>半)?)?と?(?:(?P<minutes>\d{1,4})分間?)?"
)
_JAPANESE_SIGNS = re.compile(r"[日時間分半]")


def read_duration(typed: str) -> timedelta:
    """Return a duration in whole minutes, at least one. Raises DurationNotUnderstood."""
    found = span(typed, with_days=True)
    if found is None:
        raise DurationNotUnderstood(typed=shortened(typed))
    return found


def span(typed: str, *, with_days: bool = False) -> timedelta | None:
    """Return hours and minutes, and days where they count, too; None for anything else."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not text or len(text) > _LONGEST:
        return None
    found = _matched(text)
    if found is None or (found["days"] and not with_days):
        return None
    minutes = round(60 * (24 * found["days"] + found["hours"]) + found["minutes"])
    return timedelta(minutes=minutes) if minutes else None


def _matched(text: str) -> dict[str, float] | None:
    if _JAPANESE_SIGNS.search(text):
        found = _JAPANESE.fullmatch("".join(with_digits(text).split()))
        if found is None or (found["day_half"] and not found["days"]):
            return None
        halves = {"days": 0.5 * bool(found["day_half"]), "hours": 0.5 * bool(found["half"])}
    else:
        found = _HOURS_AND.fullmatch(text) or _ENGLISH.fullmatch(" ".join(text.split()))
        if found is None:
            return None
        halves = {"hours": 0.5 * bool(found.groupdict().get("half"))}
    values = found.groupdict()
    return {unit: _value(values.get(unit)) + halves.get(unit, 0.0) for unit in ("days", "hours", "minutes")}


def _value(written: str | None) -> float:
    if written is None:
        return 0.0
    word = written.split()[0]
    return _NUMBERS[word] if word in _NUMBERS else float(word.replace(",", "."))
