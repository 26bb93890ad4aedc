"""A rule in words: “on the second Tuesday of every month”, 「毎月第2火曜日」."""

from collections.abc import Sequence

from bot.events import rrule
from bot.events.rrule import NthDay, Rule
from bot.i18n import Language, say

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def describe(rule: str | None, language: Language) -> str:
    """Return a rule in words, for the middle of a sentence; the rule itself where it has no simple words.

    Without one: that it happens once.
    """
    if rule is None:
        return say(language, "events-rule-once")
    parsed = rrule.parse(rule)
    said = _rhythm(parsed, language)
    if said is None:
        return say(language, "events-rule-other", rule=rule)
    return said + _end(parsed, language)


def _rhythm(rule: Rule, language: Language) -> str | None:
    match rule:
        case Rule(freq="DAILY", by_month=(), by_month_day=(), by_day=(), by_set_pos=()):
            return say(language, "events-rule-daily", interval=rule.interval)
        case Rule(freq="WEEKLY", by_month=(), by_set_pos=()) if rule.by_day:
            return _weekly(rule, language)
        case Rule(freq="MONTHLY", by_month=(), by_set_pos=()):
            days = _days_of_month(rule, language)
            return days and say(language, "events-rule-monthly", interval=rule.interval, days=days)
        case Rule(freq="YEARLY", by_month=(month,), by_set_pos=(), interval=1):
            return _yearly(rule, month, language)
    return None


def _weekly(rule: Rule, language: Language) -> str:
    weekdays = sorted(day.weekday for day in rule.by_day)
    if weekdays == [0, 1, 2, 3, 4]:
        return say(language, "events-rule-workdays", interval=rule.interval)
    short = [say(language, "events-rule-weekday-short", day=WEEKDAYS[weekday]) for weekday in weekdays]
    last = say(language, "events-rule-weekday", day=WEEKDAYS[weekdays[-1]])
    return say(language, "events-rule-weekly", interval=rule.interval, days=_joined([*short[:-1], last], language))


def _days_of_month(rule: Rule, language: Language) -> str | None:
    """Return the second Tuesday, the 15th, the last day; None where it is more involved."""
    if rule.by_month_day and not rule.by_day:
        if all(number > 0 or number == -1 for number in rule.by_month_day):
            return _joined([_date(number, language) for number in rule.by_month_day], language)
        return None
    if rule.by_month_day or not rule.by_day or any(day.nth is None or not -1 <= day.nth <= 5 for day in rule.by_day):
        return None
    return _joined([_nth(day, language) for day in rule.by_day], language)


def _yearly(rule: Rule, month: int, language: Language) -> str | None:
    if len(rule.by_month_day) == 1 and rule.by_month_day[0] > 0 and not rule.by_day:
        number = rule.by_month_day[0]
        return say(language, "events-rule-yearly-date", month=month, day=number)
    days = _days_of_month(rule, language)
    return days and say(language, "events-rule-yearly-nth", month=month, days=days)


def _date(number: int, language: Language) -> str:
    return say(language, "events-rule-last-day") if number == -1 else say(language, "events-rule-date", day=number)


def _nth(day: NthDay, language: Language) -> str:
    weekday = say(language, "events-rule-weekday", day=WEEKDAYS[day.weekday])
    return say(language, "events-rule-nth", nth=day.nth or 0, day=weekday)


def _end(rule: Rule, language: Language) -> str:
    if rule.count is not None:
        return say(language, "events-rule-count", count=rule.count)
    if rule.until is not None:
        at = rule.until.at
        return say(language, "events-rule-until", year=str(at.year), month=at.month, day=at.day)
    return ""


def _joined(said: Sequence[str], language: Language) -> str:
    if len(said) == 1:
        return said[0]
    return say(language, "events-rule-and", first=say(language, "events-rule-comma").join(said[:-1]), last=said[-1])
