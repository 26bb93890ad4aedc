"""The calendar: days as they follow from today. Weeks begin on Monday, as in ISO 8601; a weekday of 0 is Monday."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from bot.when.errors import NoLeapYear, NoSuchDay, TooFarAhead, shortened
from bot.when.model import Why
from bot.when.pieces import Day, Days

WEEK = timedelta(days=7)
LAST = -1
"""In place of a number: the last such weekday of a month."""
YEARS_AHEAD = 5
"""A moment further ahead is rather a slip than meant."""


def day(*candidates: date, why: Why | None = None) -> Days:
    return (Day(candidates=candidates, why=why),)


def ahead(today: date, days: int) -> Days:
    try:
        return day(today + timedelta(days=days))
    except OverflowError:
        raise TooFarAhead(years=YEARS_AHEAD) from None


def months_ahead(today: date, months: int) -> Days:
    """Return the same day of a month, or the month's last where it is shorter."""
    year, month = month_after(today, months)
    return day(date(year, month, min(today.day, monthrange(year, month)[1])))


def month_after(today: date, months: int) -> tuple[int, int]:
    """Raises TooFarAhead."""
    years, month = divmod(today.month - 1 + months, 12)
    if years > YEARS_AHEAD:
        raise TooFarAhead(years=YEARS_AHEAD)
    return today.year + years, month + 1


def coming(today: date, weekday: int) -> date:
    """Return the next such weekday; today where it is one."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def such_weekday(today: date, weekday: int) -> Days:
    """A weekday by itself."""
    first = coming(today, weekday)
    return day(first, first + WEEK)


def next_weekday(today: date, weekday: int) -> Days:
    """“Next Friday”: for some it is the coming one, for others the one of next week; often both are the same day."""
    first = coming(today + timedelta(days=1), weekday)
    of_next_week = weekday_of_week(today, weekday, 1)
    if of_next_week == day(first):
        return of_next_week
    return (
        Day(candidates=(first,), why=Why.THIS_COMING),
        Day(candidates=of_next_week[0].candidates, why=Why.ONE_AFTER),
    )


def weekday_of_week(today: date, weekday: int, weeks: int) -> Days:
    """A weekday of this week (0), the next (1), the one after."""
    return day(today - timedelta(days=today.weekday()) + weeks * WEEK + timedelta(days=weekday))


def exact(year: int, month: int, number: int, *, typed: str) -> date:
    """Raises NoSuchDay or NoLeapYear."""
    if (month, number) == (2, 29) and not isleap(year):
        raise NoLeapYear(year=str(year))
    try:
        return date(year, month, number)
    except ValueError:
        raise NoSuchDay(typed=shortened(typed)) from None


def such_date(today: date, month: int, number: int, *, typed: str, why: Why | None = None) -> Days:
    """A day and month without a year: this year's, or next year's once it is over.

    29 February is never taken for one in years: raises NoLeapYear. Raises NoSuchDay, too.
    """
    check_month(month, typed=typed)
    over = (month, number) < (today.month, today.day)
    first = exact(today.year + over, month, number, typed=typed)
    later = () if (month, number) == (2, 29) else (exact(first.year + 1, month, number, typed=typed),)
    return day(first, *later, why=why)


def such_day_of_month(today: date, number: int, *, typed: str) -> Days:
    """“The 31st”: the next one there is. Raises NoSuchDay."""
    if not 1 <= number <= 31:
        raise NoSuchDay(typed=shortened(typed))
    having = (first.replace(day=number) for first in _months(today) if number <= monthrange(first.year, first.month)[1])
    return day(*islice((found for found in having if found >= today), 2))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """Return the nth such weekday of a month, counted from 1, or the last; None where it has none."""
    length = monthrange(year, month)[1]
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    number = first + 7 * (nth - 1) if nth != LAST else first + 7 * ((length - first) // 7)
    return date(year, month, number) if 1 <= number <= length else None


def nth_of_month(today: date, months: int, nth: int, weekday: int, *, typed: str) -> Days:
    """“The second Tuesday of next month” (1). Raises NoSuchDay."""
    found = nth_weekday(*month_after(today, months), nth, weekday)
    if found is None:
        raise NoSuchDay(typed=shortened(typed))
    return day(found)


def nth_of_named(today: date, month: int, nth: int, weekday: int, *, typed: str, year: int | None = None) -> Days:
    """“The first Tuesday of January”, this year's or next year's. Raises NoSuchDay where that has none."""
    check_month(month, typed=typed)
    if year is None:
        this_year = nth_weekday(today.year, month, nth, weekday)
        over = (month, this_year.day if this_year else 31) < (today.month, today.day)
        found = [nth_weekday(today.year + over + more, month, nth, weekday) for more in (0, 1)]
    else:
        check_year(year, typed=typed)
        found = [nth_weekday(year, month, nth, weekday)]
    if found[0] is None:
        raise NoSuchDay(typed=shortened(typed))
    return day(*(each for each in found if each is not None))


def such_nth(today: date, nth: int, weekday: int, *, typed: str) -> Days:
    """“The second Tuesday”: the next one there is. Raises NoSuchDay."""
    if nth != LAST and not 1 <= nth <= 5:
        raise NoSuchDay(typed=shortened(typed))
    found = (nth_weekday(first.year, first.month, nth, weekday) for first in _months(today))
    return day(*islice((each for each in found if each is not None and each >= today), 2))


def end_of_month(today: date, months: int) -> Days:
    year, month = month_after(today, months)
    return day(date(year, month, monthrange(year, month)[1]))


def end_of_named(today: date, month: int, *, typed: str, year: int | None = None) -> Days:
    """Raises NoSuchDay."""
    check_month(month, typed=typed)
    if year is not None:
        check_year(year, typed=typed)
        return day(date(year, month, monthrange(year, month)[1]))
    first = today.year + (month < today.month)
    return day(*(date(each, month, monthrange(each, month)[1]) for each in (first, first + 1)))


def check_month(month: int, *, typed: str) -> None:
    if not 1 <= month <= 12:
        raise NoSuchDay(typed=shortened(typed))


def check_year(year: int, *, typed: str) -> None:
    if not 1 <= year <= 9999:
        raise NoSuchDay(typed=shortened(typed))


def _months(today: date) -> Iterator[date]:
    """Return the first day of this month and of the next twelve."""
    for months in range(13):
        year, month = month_after(today, months)
        yield date(year, month, 1)
