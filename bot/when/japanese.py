"""Moments in Japanese, which dateparser hardly reads: it knows no 「来週金曜」, and reads 「12月24日 18時」 as 2112.

A text is normalised (full-width digits, kanji numbers, no spaces), then dates, weekdays and times of day are taken out
of it; nothing but particles may be left.
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.when import days
from bot.when.clocks import NOON, Part, Said, clock
from bot.when.durations import span
from bot.when.numerals import with_digits
from bot.when.pieces import Days, Found, Rest

_WEEKDAYS = "月火水木金土日"
_WEEKDAY = r"(?P<weekday>[月火水木金土日])曜日?"
_BRACKETS = r"[(\[【〔](?P<weekday>[月火水木金土日])(?:曜日?)?(?:[・/,]?[祝休])?[)\]】〕]"
_NTH = r"(?:第(?P<nth>\d)|(?P<last>最終|最後の))"
_MONTHS = {"今月": 0, "来月": 1, "再来月": 2, "さ来月": 2}
_WEEKS = {"今週": 0, "来週": 1, "再来週": 2, "さ来週": 2, "次週": 1}
_RELATIVE_MONTH = r"(?P<months>再来月|さ来月|来月|今月)"
_YEAR = r"(?:(?P<era>令和)?(?P<year>\d{1,4}|元)年|(?P<years>再来年|来年|今年)の?)"
_REIWA = 2018
"""令和 1 is 2019."""

# Times of day

_PART = r"(?P<part>午前中?|午後|早朝|朝|お昼|昼|夕方|夕|深夜|真夜中|夜中|夜|晩|am|pm)"
_PARTS = {
    "午前": Part.AM, "am": Part.AM, "午後": Part.PM, "pm": Part.PM, "早朝": Part.MORNING, "朝": Part.MORNING,
    "昼": Part.DAY, "お昼": Part.DAY, "夕方": Part.EVENING, "夕": Part.EVENING, "夜": Part.NIGHT, "晩": Part.NIGHT,
    "深夜": Part.LATE, "真夜中": Part.LATE, "夜中": Part.LATE,
}  # fmt: skip
_HOUR = re.compile(r"(?<!\d)(?P<hour>\d{1,2})時(?!間)(?:(?P<minute>\d{1,2})分|(?P<half>半))?(?:ちょうど|丁度|ごろ|頃)?")
_COLON = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::00)?(?![\d:])(?:(?P<meridiem>[ap])m)?")
_TWELVE = re.compile(r"(?<![\d:])(?P<hour>\d{1,2})(?P<meridiem>[ap])m")
_NOON = re.compile(r"正午")
_PART_ALONE = re.compile(_PART)

# Days

_TODAY = (
    (re.compile(r"今夜|今晩"), 0, Part.NIGHT),
    (re.compile(r"明晩"), 1, Part.NIGHT),
    (re.compile(r"今朝"), 0, Part.MORNING),
    (re.compile(r"明朝"), 1, Part.MORNING),
    (re.compile(r"明々後日|明明後日|しあさって"), 3, None),
    (re.compile(r"明後日|あさって"), 2, None),
    (re.compile(r"明日|あした|あす"), 1, None),
    (re.compile(r"今日|きょう|本日"), 0, None),
    (re.compile(r"一昨日|おととい"), -2, None),
    (re.compile(r"昨日|きのう"), -1, None),
)
_FULL = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月の?(?P<day>\d{1,2})日(?![間後])")
_SLASHES = re.compile(r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])")
_RELATIVE_DAY = re.compile(rf"{_RELATIVE_MONTH}の?(?P<day>\d{{1,2}})日(?![間後])")
_RELATIVE_NTH = re.compile(rf"{_RELATIVE_MONTH}の?{_NTH}の?{_WEEKDAY}")
_NAMED_NTH = re.compile(rf"(?:{_YEAR})?(?P<month>\d{{1,2}})月の?{_NTH}の?{_WEEKDAY}")
_SUCH_NTH = re.compile(rf"{_NTH}の?{_WEEKDAY}")
_RELATIVE_END = re.compile(rf"{_RELATIVE_MONTH}の?(?:月?末日?|最終日)")
_NAMED_END = re.compile(rf"(?:{_YEAR})?(?P<month>\d{{1,2}})月の?(?:末日?|最終日)")
_END = re.compile(r"月末")
_SPAN = re.compile(r"(?P<count>\d{1,4})(?P<unit>日|週間?|[ヶヵケカか箇個]月|年)後")
_FEASTS = (
    (re.compile(r"大晦日|大みそか"), 12, 31),
    (re.compile(r"元日|元旦"), 1, 1),
    (re.compile(r"クリスマス・?イ[ブヴ]"), 12, 24),
    (re.compile(r"クリスマス"), 12, 25),
)
_OF_WEEK = re.compile(
    rf"(?P<week>再来週|さ来週|来週|今週|次週)の?(?:{_WEEKDAY}|[(\[【〔]?(?P<short>[月火水木金土日])(?:[)\]】〕]|(?![曜月日時分\d])|(?=\d)))"
)
_NEXT = re.compile(rf"(?:次|今度|つぎ)の?{_WEEKDAY}")
_THIS = re.compile(rf"(?:この|こんどの){_WEEKDAY}")
_SUCH = re.compile(rf"{_WEEKDAY}|{_BRACKETS.replace('weekday', 'short')}")
_SUCH_DAY = re.compile(r"(?<![\d月])(?P<day>\d{1,2})日(?![間後])")

_AFTER = re.compile(r"^(?:今から|いまから)?(?P<span>.*[時間分半])後(?:に|から)?$")
_FILLERS = re.compile(r"の|に|から|より|は|、|,|。|~|〜|スタート|開始|開演|・|\n|\s")


def find(text: str, *, today: date, typed: str) -> Found:
    """Return what stands in a text in Japanese. Raises one of `bot.when.errors`."""
    rest = Rest(_tidied(text), typed=typed)
    after = _AFTER.search(rest.text)
    if after is not None and (so_long := span(after["span"])) is not None:
        return Found(after=so_long)
    found = Found()
    part = _today(rest, found, today)
    said = list(_clocks(rest))
    found.days.extend(_dates(rest, today))
    _weekdays(rest, found, today)
    found.days.extend(days.such_day_of_month(today, int(each["day"]), typed=typed) for each in rest.take_all(_SUCH_DAY))
    for each in rest.take_all(_PART_ALONE):
        if part is not None and part is not _PARTS.get(each["part"]):
            raise rest.not_understood()
        part = _part(rest, each["part"])
    rest.expect_nothing_but(_FILLERS)
    found.clocks.extend(each.read(part, typed=typed) for each in said)
    return found


def _tidied(text: str) -> str:
    """Return a text without spaces, but between digits, and with digits for kanji numbers."""
    return with_digits(re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text.replace("零時", "0時")))


def _today(rest: Rest, found: Found, today: date) -> Part | None:
    part = None
    for pattern, ahead, of_day in _TODAY:
        for _ in rest.take_all(pattern):
            found.days.append(days.ahead(today, ahead))
            part = of_day or part
    return part


_WITH_PART = {pattern: re.compile(f"(?:{_PART}の?)?{pattern.pattern}") for pattern in (_HOUR, _COLON, _TWELVE)}


def _clocks(rest: Rest) -> Iterator[Said]:
    for _ in rest.take_all(_NOON):
        yield Said(named=clock(NOON))
    for pattern in (_TWELVE, _COLON, _HOUR):
        for each in rest.take_all(_WITH_PART[pattern]):
            yield _said(rest, each, by_24=pattern is _COLON and len(each["hour"]) == 2)


def _said(rest: Rest, found: re.Match[str], *, by_24: bool) -> Said:
    values = found.groupdict()
    meridiem = {"a": Part.AM, "p": Part.PM}.get(values.get("meridiem") or "")
    part = _part(rest, values["part"]) if values["part"] else None
    if meridiem and part and meridiem is not part:
        raise rest.not_understood()
    hour, minute = int(values["hour"]), 30 if values.get("half") else int(values.get("minute") or 0)
    part = meridiem or part
    if hour == 12 and part in (Part.AM, Part.PM) and meridiem is None:
        # 午前12時 is noon by an old decree, and midnight to most; 午後12時 the other way round.
        raise rest.not_understood()
    return Said(hour=hour, minute=minute, by_24=by_24, part=part)


def _part(rest: Rest, word: str) -> Part:
    if word not in _PARTS:
        raise rest.not_understood()
    return _PARTS[word]


def _dates(rest: Rest, today: date) -> Iterator[Days]:
    typed = rest.typed
    for pattern in (_FULL, _YEAR_FIRST):
        for each in rest.take_all(pattern):
            year = _year(each, today)
            assert year is not None
            yield days.day(days.exact(year, int(each["month"]), int(each["day"]), typed=typed))
    yield from _of_months(rest, today)
    for pattern in (_MONTH_DAY, _SLASHES):
        for each in rest.take_all(pattern):
            yield days.such_date(today, int(each["month"]), int(each["day"]), typed=typed)
    for each in rest.take_all(_SPAN):
        yield _span(today, int(each["count"]), each["unit"])
    for feast, month, number in _FEASTS:
        for _ in rest.take_all(feast):
            yield days.such_date(today, month, number, typed=typed)


def _of_months(rest: Rest, today: date) -> Iterator[Days]:
    """Days that are counted within a month."""
    typed = rest.typed
    for each in rest.take_all(_RELATIVE_DAY):
        year, month = days.month_after(today, _MONTHS[each["months"]])
        yield days.day(days.exact(year, month, int(each["day"]), typed=typed))
    for each in rest.take_all(_RELATIVE_NTH):
        yield days.nth_of_month(today, _MONTHS[each["months"]], _nth(each), _weekday(each), typed=typed)
    for each in rest.take_all(_NAMED_NTH):
        named, nth, weekday = int(each["month"]), _nth(each), _weekday(each)
        yield days.nth_of_named(today, named, nth, weekday, typed=typed, year=_year(each, today))
    for each in rest.take_all(_SUCH_NTH):
        yield days.such_nth(today, _nth(each), _weekday(each), typed=typed)
    for each in rest.take_all(_RELATIVE_END):
        yield days.end_of_month(today, _MONTHS[each["months"]])
    for each in rest.take_all(_NAMED_END):
        yield days.end_of_named(today, int(each["month"]), typed=typed, year=_year(each, today))
    for _ in rest.take_all(_END):
        yield days.end_of_month(today, 0)


def _span(today: date, count: int, unit: str) -> Days:
    if unit == "日":
        return days.ahead(today, count)
    if unit.startswith("週"):
        return days.ahead(today, 7 * count)
    return days.months_ahead(today, count * 12 if unit == "年" else count)


def _weekdays(rest: Rest, found: Found, today: date) -> None:
    """Find weekdays. Beside a date they say nothing new, whatever stands before them, but they must fit."""
    for pattern in (_OF_WEEK, _NEXT, _THIS):
        for each in rest.take_all(pattern):
            weekday = _weekday(each)
            if found.days:
                found.weekdays.add(weekday)
            elif pattern is _OF_WEEK:
                found.days.append(days.weekday_of_week(today, weekday, _WEEKS[each["week"]]))
            elif pattern is _NEXT:
                found.days.append(days.next_weekday(today, weekday))
            else:
                found.days.append(days.day(days.coming(today, weekday)))
    found.weekdays.update(_weekday(each) for each in rest.take_all(_SUCH))


def _weekday(found: re.Match[str]) -> int:
    return _WEEKDAYS.index(found["weekday"] or found["short"])


def _nth(found: re.Match[str]) -> int:
    return days.LAST if found["last"] else int(found["nth"])


def _year(found: re.Match[str], today: date) -> int | None:
    values = found.groupdict()
    if values.get("years"):
        return today.year + {"今年": 0, "来年": 1, "再来年": 2}[values["years"]]
    if not values.get("year"):
        return None
    year = 1 if values["year"] == "元" else int(values["year"])
    return year + _REIWA if values.get("era") else year
