"""Days that are over, as moderators type them to search: “3 days ago”, 「先週」, 2026-11-03.

`bot.when` reads what is to come. What has a form of its own is read here; spans and names are left to dateparser, which
takes whatever holds a number for a date, and 「11月3日」 for one of 2011.
"""

import re
import unicodedata
from datetime import date, datetime, time
from threading import Lock

from bot.moderation.errors import DateNotUnderstood
from bot.when.days import weekday_of_week
from bot.when.errors import shortened
from bot.when.numerals import with_digits

LONGEST = 40

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_NO_YEAR = re.compile(r"(\d{1,2})(?:/|月)(\d{1,2})日?")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LAST_WEEKS = re.compile(r"先週の?([月火水木金土日])曜日?")
_WEEKDAYS = "月火水木金土日"

_ONE_AT_A_TIME = Lock()


def day_meant(typed: str, *, today: date) -> date:
    """Return the day somebody means, today at the latest. Slow the first time. Raises DateNotUnderstood."""
    text = " ".join(unicodedata.normalize("NFKC", typed).split()).casefold()
    if not text or len(text) > LONGEST:
        raise DateNotUnderstood(typed=shortened(typed))
    found = _written(text, today) or _said(text, today)
    if found is None or found > today:
        raise DateNotUnderstood(typed=shortened(typed))
    return found


def _written(text: str, today: date) -> date | None:
    """Return a day in figures; of one without its year the latest there was."""
    whole, short = _YEAR_FIRST.fullmatch(text), _NO_YEAR.fullmatch(text)
    try:
        if whole is not None:
            return date(int(whole[1]), int(whole[2]), int(whole[3]))
        if short is not None:
            this_year = date(today.year, int(short[1]), int(short[2]))
            return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:  # 30 February
        return None
    return None


def _said(text: str, today: date) -> date | None:
    """Return a day in words: without any, dateparser makes a date of whatever number there is."""
    is_japanese = _JAPANESE.search(text) is not None
    of_last_week = _LAST_WEEKS.fullmatch(text)
    if of_last_week is not None:
        return weekday_of_week(today, _WEEKDAYS.index(of_last_week[1]), -1)[0].candidates[0]
    if is_japanese:
        text = with_digits(text).replace("おととい", "一昨日").replace("半年", "6か月")
    elif not _WORD.search(text):
        return None
    # 0.2 s of everybody's start otherwise.
    import dateparser  # noqa: PLC0415

    settings = {
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "REQUIRE_PARTS": [],
    }
    with _ONE_AT_A_TIME:  # it keeps what it has learnt of a language in its classes, and is called in threads
        found = dateparser.parse(text, languages=["ja" if is_japanese else "en"], settings=settings)
    return None if found is None else found.date()
