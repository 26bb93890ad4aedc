"""Moments in English. Spans of time, as in “two weeks from tomorrow”, are read by dateparser, which knows them well.

The rest isn't left to it: it fills what it doesn't understand with the day and the time it is now (“tomorrow at 7”
keeps the time of day), and leaves out what it doesn't know. Here every word must have been read.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from threading import Lock

from bot.when import days
from bot.when.clocks import NOON, Part, Said, clock, midnight
from bot.when.durations import span
from bot.when.errors import NoSuchDay, TooFarAhead, shortened
from bot.when.model import Why
from bot.when.pieces import Day, Days, Found, Rest

_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": days.LAST}
_NTH = r"(?P<nth>first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))"
_NUMBER = r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OF_MONTH = r"(?:of |in )?(?:the )?(?P<which>this|next)? ?month\b"
_HALF = r"(?P<meridiem>[ap])\.?m\b\.?"


# Times of day

_TWELVE = re.compile(rf"\b(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))? ?{_HALF}")
_COLON = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::00)?(?![\d:])(?: ?(?:h|hrs|hours)\b)?")
_LETTER = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}) ?h(?:rs|ours)?(?P<minute>\d{2})?\b")
_MILITARY = re.compile(r"(?<![\d:])(?P<hour>\d{2})(?P<minute>\d{2}) ?(?:h|hrs|hours)\b")
_OCLOCK = re.compile(r"\b(?P<hour>\d{1,2}) ?o'?clock\b")
_PAST = re.compile(
    r"\b(?P<how>half|quarter|(?P<count>\d{1,2})(?: minutes?)?) (?P<side>past|to) (?P<hour>\d{1,2})\b"
    rf"(?: ?{_HALF})?"
)
_NAMED = re.compile(r"\b(?:at )?(?P<name>noon|midday|midnight)\b")
_AT = re.compile(r"(?:\bat|@) ?(?P<hour>\d{1,2})(?:\.(?P<minute>\d{2}))?(?![\d:./-])(?!(?:st|nd|rd|th)\b)")
_BARE = re.compile(r"(?<![\d:./-])(?P<hour>\d{1,2})(?![\d:./-])(?!(?:st|nd|rd|th)\b)")
_PART = re.compile(
    r"\b(?P<tonight>tonight)\b"
    r"|\b(?:(?P<this>this)|in the|at|late at)? ?(?P<part>morning|afternoon|evening|night)\b"
)

# Days

_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)t?")
_DOTS = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?(?!\d)")
_SLASHES = re.compile(r"(?<![\d/-])(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>\d{4}))?(?![\d/-])")
_NTH_OF_MONTH = re.compile(rf"\b{_NTH} {_WEEKDAY} {_OF_MONTH}")
_NTH_OF_NAMED = re.compile(rf"\b{_NTH} {_WEEKDAY} (?:of |in )?{_MONTH}(?:,? (?P<year>\d{{4}})\b)?")
_NTH_NEXT_MONTH = re.compile(rf"\b(?P<which>this|next) month,? (?:on )?(?:the )?{_NTH} {_WEEKDAY}")
_SUCH_NTH = re.compile(rf"\b{_NTH} {_WEEKDAY}")
_END_OF_MONTH = re.compile(rf"\b(?:the )?(?:end|last day) {_OF_MONTH}")
_END_OF_NAMED = re.compile(rf"\b(?:the )?(?:end|last day) (?:of |in )?{_MONTH}(?:,? (?P<year>\d{{4}})\b)?")
_DAY_NEXT_MONTH = re.compile(
    rf"\b(?P<which>this|next) month,? (?:on )?(?:the )?{_ORDINAL}\b|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th) "
    r"(?:of |in )?(?P<which2>this|next) month\b"
)
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? (?P<year>\d{{4}})\b(?!:))?")
_MONTH_DAY = re.compile(
    rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?! ?[ap]\.?m\b)(?:,? (?P<year>\d{{4}})\b(?!:))?"
)
_EITHER_WAY = re.compile(rf"\b(?:1?\d|2[0-3]) {_MONTH} \d{{1,2}}\b(?!:)")
"""“7 Dec 24”: the 7th, or at 7?"""
_SPAN = re.compile(
    rf"\bin {_NUMBER} (?:days?|weeks?|months?|years?)\b|\bin (?:a )?fortnight\b"
    rf"|\b{_NUMBER} (?:days?|weeks?|months?|years?) (?:from (?:now|today|tomorrow)|later)\b"
    r"|\b(?:the )?day after tomorrow\b|\btomorrow\b|\btoday\b|\byesterday\b"
)
_WEEKDAY_OF_WEEK = re.compile(
    rf"\b{_WEEKDAY},? (?:of |in )?(?P<week>this|next) week\b|\b(?P<week2>this|next) week,? (?:on )?"
    + _WEEKDAY.replace("weekday", "weekday2")
)
_NEXT_WEEKDAY = re.compile(rf"\bnext {_WEEKDAY}")
_THIS_WEEKDAY = re.compile(rf"\b(?:this coming|the coming|this|coming) {_WEEKDAY}")
_WEEKDAY_ALONE = re.compile(rf"\b{_WEEKDAY}")
_SUCH_ORDINAL = re.compile(rf"\b(?:the )?{_ORDINAL}\b")
_FEASTS = (
    (re.compile(r"\bnew year'?s eve\b"), 12, 31),
    (re.compile(r"\bnew year'?s day\b"), 1, 1),
    (re.compile(r"\bchristmas eve\b"), 12, 24),
    (re.compile(r"\bchristmas day\b"), 12, 25),
)

_AFTER = re.compile(r"^in (?P<span>.+)$")
_FILLERS = re.compile(r"\b(?:at|on|from|starting|the|of)\b|[,;@()\n]")


def find(text: str, *, now: datetime, typed: str, month_first: bool) -> Found:
    """Return what stands in a text in English; `now` is by the clocks of its zone, `month_first` reads 12/11 so.

    Raises one of `bot.when.errors`.
    """
    rest = Rest(" ".join(text.replace("’", "'").split()), typed=typed)
    after = _AFTER.search(rest.text)
    if after is not None and (so_long := span(after["span"])) is not None:
        return Found(after=so_long)
    found = Found()
    said = list(_marked_clocks(rest))
    found.days.extend(_dates(rest, now, month_first=month_first, marked=bool(said)))
    part = _part(rest, found, now.date())
    _weekdays(rest, found, now.date())
    for each in rest.take_all(_SUCH_ORDINAL):
        found.days.append(days.such_day_of_month(now.date(), int(each["day"]), typed=typed))
    said.extend(Said(hour=int(each["hour"])) for each in rest.take_all(_BARE))
    rest.expect_nothing_but(_FILLERS)
    found.clocks.extend(each.read(part, typed=typed) for each in said)
    return found


def _marked_clocks(rest: Rest) -> Iterator[Said]:
    """Times that can't be anything else."""
    for each in rest.take_all(_PAST):
        yield _past(each)
    for each in rest.take_all(_TWELVE):
        half = Part.AM if each["meridiem"] == "a" else Part.PM
        yield Said(hour=int(each["hour"]), minute=int(each["minute"] or 0), part=half)
    for each in rest.take_all(_COLON):
        # 07:00 is written by the 24-hour clock, 7:00 need not be.
        yield Said(hour=int(each["hour"]), minute=int(each["minute"]), by_24=len(each["hour"]) == 2)
    for pattern in (_MILITARY, _LETTER):
        for each in rest.take_all(pattern):
            yield Said(hour=int(each["hour"]), minute=int(each["minute"] or 0), by_24=True)
    for each in rest.take_all(_NAMED):
        yield Said(named=midnight() if each["name"] == "midnight" else clock(NOON))
    for pattern in (_OCLOCK, _AT):
        for each in rest.take_all(pattern):
            yield Said(hour=int(each["hour"]), minute=int(each.groupdict().get("minute") or 0))


def _past(found: re.Match[str]) -> Said:
    """“Half past 7”, “quarter to 8”."""
    minutes = {"half": 30, "quarter": 15}.get(found["how"]) or int(found["count"] or 0)
    hour = int(found["hour"])
    if found["side"] == "to":
        # The hour before 1 is 12, before 0 it is 23.
        hour, minutes = (12 if hour == 1 else (hour or 24) - 1), 60 - minutes
    half = {"a": Part.AM, "p": Part.PM}.get(found["meridiem"] or "")
    return Said(hour=hour, minute=minutes, part=half)


def _dates(rest: Rest, now: datetime, *, month_first: bool, marked: bool) -> Iterator[Days]:
    """Days that are more than a weekday. `marked` says whether a time was found already."""
    today, typed = now.date(), rest.typed
    for each in rest.take_all(_YEAR_FIRST):
        yield days.day(days.exact(int(each["year"]), int(each["month"]), int(each["day"]), typed=typed))
    for each in rest.take_all(_DOTS):
        yield _dated(today, int(each["month"]), int(each["day"]), each["year"], typed)
    for each in rest.take_all(_SLASHES):
        yield _slashed(today, each, typed, month_first=month_first)
    for pattern in (_NTH_OF_MONTH, _NTH_NEXT_MONTH):
        for each in rest.take_all(pattern):
            yield days.nth_of_month(today, _months(each["which"]), _nth(each), _weekday(each["weekday"]), typed=typed)
    for each in rest.take_all(_NTH_OF_NAMED):
        month, year = _month(each), _year(each)
        yield days.nth_of_named(today, month, _nth(each), _weekday(each["weekday"]), typed=typed, year=year)
    for each in rest.take_all(_END_OF_NAMED):
        yield days.end_of_named(today, _month(each), typed=typed, year=_year(each))
    for each in rest.take_all(_END_OF_MONTH):
        yield days.end_of_month(today, _months(each["which"]))
    for each in rest.take_all(_SUCH_NTH):
        yield days.such_nth(today, _nth(each), _weekday(each["weekday"]), typed=typed)
    yield from _days_of_months(rest, today, marked=marked)
    for each in rest.take_all(_SPAN):
        yield days.day(_by_dateparser(each[0], now, otherwise=TooFarAhead(years=days.YEARS_AHEAD)))


def _days_of_months(rest: Rest, today: date, *, marked: bool) -> Iterator[Days]:
    typed = rest.typed
    for each in rest.take_all(_DAY_NEXT_MONTH):
        year, month = days.month_after(today, _months(each["which"] or each["which2"]))
        yield days.day(days.exact(year, month, int(each["day"] or each["day2"]), typed=typed))
    if not marked and _EITHER_WAY.search(rest.text):
        raise rest.not_understood()
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for each in rest.take_all(pattern):
            yield _dated(today, _month(each), int(each["day"]), each["year"], typed)
    for feast, month, number in _FEASTS:
        for _ in rest.take_all(feast):
            yield days.such_date(today, month, number, typed=typed)


def _dated(today: date, month: int, number: int, year: str | None, typed: str) -> Days:
    if year is not None:
        return days.day(days.exact(int(year), month, number, typed=typed))
    return days.such_date(today, month, number, typed=typed)


def _slashed(today: date, found: re.Match[str], typed: str, *, month_first: bool) -> Days:
    """12/11: the day first for some, the month for others; 24/12 only one way."""
    one, two = int(found["one"]), int(found["two"])
    ways = [(two, one, Why.DAY_MONTH), (one, two, Why.MONTH_DAY)]
    if month_first:
        ways = ways[1:]
    fitting = {(month, number): why for month, number, why in ways if 1 <= month <= 12 and 1 <= number <= 31}
    if not fitting:
        raise NoSuchDay(typed=shortened(typed))
    return tuple(
        Day(candidates=_dated(today, month, number, found["year"], typed)[0].candidates, why=why)
        for (month, number), why in fitting.items()
    )


def _part(rest: Rest, found: Found, today: date) -> Part | None:
    """Return the part of the day that is said; “tonight” and “this evening” say the day, too."""
    parts = set()
    for each in rest.take_all(_PART):
        parts.add(Part.NIGHT if each["tonight"] else Part(each["part"]))
        if (each["tonight"] or each["this"]) and days.day(today) not in found.days:
            found.days.append(days.day(today))
    if len(parts) > 1:
        raise rest.not_understood()
    return next(iter(parts), None)


def _weekdays(rest: Rest, found: Found, today: date) -> None:
    """Find weekdays. Beside a date they say nothing new, whatever stands before them, but they must fit."""
    for each in rest.take_all(_WEEKDAY_OF_WEEK):
        weeks = 1 if "next" in (each["week"], each["week2"]) else 0
        _add_weekday(
            found,
            _weekday(each["weekday"] or each["weekday2"]),
            partial(days.weekday_of_week, today, weeks=weeks),
        )
    for each in rest.take_all(_NEXT_WEEKDAY):
        _add_weekday(found, _weekday(each["weekday"]), lambda day: days.next_weekday(today, day))
    for each in rest.take_all(_THIS_WEEKDAY):
        _add_weekday(found, _weekday(each["weekday"]), lambda day: days.day(days.coming(today, day)))
    found.weekdays.update(_weekday(each["weekday"]) for each in rest.take_all(_WEEKDAY_ALONE))


def _add_weekday(found: Found, weekday: int, read: Callable[[int], Days]) -> None:
    if found.days:
        found.weekdays.add(weekday)
    else:
        found.days.append(read(weekday))


def _weekday(word: str) -> int:
    return _WEEKDAYS.index(word[:3])


def _nth(found: re.Match[str]) -> int:
    word = found["nth"]
    return _NTHS[word] if word in _NTHS else int(word[0])


def _months(which: str | None) -> int:
    return 1 if which == "next" else 0


def _month(found: re.Match[str]) -> int:
    return _MONTHS.index(found["month"][:3]) + 1


def _year(found: re.Match[str]) -> int | None:
    return int(found["year"]) if found["year"] else None


_ONE_AT_A_TIME = Lock()


def _by_dateparser(written: str, now: datetime, *, otherwise: Exception) -> date:
    """Return the day a span of time leads to."""
    # 0.2 s of everybody's start otherwise, for the few who type a date in words.
    import dateparser  # noqa: PLC0415

    # Reading is done in threads, and it keeps what it has learnt of a language in its classes.
    settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "RETURN_AS_TIMEZONE_AWARE": False}
    with _ONE_AT_A_TIME:
        found: datetime | None = dateparser.parse(written, languages=["en"], settings=settings)
    if found is None:
        raise otherwise
    return found.date()
