"""Moments in English, as organisers type them on Sunday, 22 November 2026 at 14:00 in Tokyo."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.when import Why, errors, read

TOKYO = ZoneInfo("Asia/Tokyo")
SUNDAY = datetime(2026, 11, 22, 14, 0, tzinfo=TOKYO)
MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=TOKYO)


def readings(typed: str, now: datetime = SUNDAY, language: str | None = "en") -> list[str]:
    """Return what was read, by the clocks of the zone."""
    reading = read(typed, now=now, zone=TOKYO, language=language)
    return [moment.local.strftime("%Y-%m-%d %H:%M") for moment in reading.moments]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # weekdays
        ("next Friday 20:00", "2026-11-27 20:00"),
        ("Friday 8pm", "2026-11-27 20:00"),
        ("friday, 8 p.m.", "2026-11-27 20:00"),
        ("on Fri at 20:00", "2026-11-27 20:00"),
        ("8pm Friday", "2026-11-27 20:00"),
        ("This Friday 20:00", "2026-11-27 20:00"),
        ("this coming Friday at 8 pm", "2026-11-27 20:00"),
        ("Friday next week 19:00", "2026-11-27 19:00"),
        ("next week Friday 19:00", "2026-11-27 19:00"),
        ("next week on Tuesday at 19:00", "2026-11-24 19:00"),
        ("Wed 18:30", "2026-11-25 18:30"),
        ("Wednesday 18:30", "2026-11-25 18:30"),
        ("thurs 18:30", "2026-11-26 18:30"),
        ("tue 6am", "2026-11-24 06:00"),
        ("Sunday 15:00", "2026-11-22 15:00"),
        ("Sunday 13:00", "2026-11-29 13:00"),
        # days from today
        ("today 18:00", "2026-11-22 18:00"),
        ("tomorrow 19:00", "2026-11-23 19:00"),
        ("noon tomorrow", "2026-11-23 12:00"),
        ("tomorrow at noon", "2026-11-23 12:00"),
        ("the day after tomorrow at 19:00", "2026-11-24 19:00"),
        ("in 3 days 19:30", "2026-11-25 19:30"),
        ("in three days at 7pm", "2026-11-25 19:00"),
        ("3 days from now 19:30", "2026-11-25 19:30"),
        ("in a week at 20:00", "2026-11-29 20:00"),
        ("in 2 weeks at 8pm", "2026-12-06 20:00"),
        ("2 weeks from tomorrow 20:00", "2026-12-07 20:00"),
        ("in a month 10:00", "2026-12-22 10:00"),
        ("in one year at 10:00", "2027-11-22 10:00"),
        # dates
        ("Dec 24 18:00", "2026-12-24 18:00"),
        ("24 Dec 6:30 pm", "2026-12-24 18:30"),
        ("24th of December at 18:00", "2026-12-24 18:00"),
        ("December 24th, 2026 at 6:30 p.m.", "2026-12-24 18:30"),
        ("Thursday, 24 December 2026 18:30", "2026-12-24 18:30"),
        ("Sept. 3 10:00", "2027-09-03 10:00"),
        ("May 3 10:00", "2027-05-03 10:00"),
        ("Nov 22 13:59", "2027-11-22 13:59"),
        ("Nov 22 14:01", "2026-11-22 14:01"),
        ("2026-12-05 20:00", "2026-12-05 20:00"),
        ("2026-12-05T20:00:00", "2026-12-05 20:00"),
        ("2026/12/5 20:00", "2026-12-05 20:00"),
        ("24.12. 18:30", "2026-12-24 18:30"),
        ("24.12.2026 18:30", "2026-12-24 18:30"),
        ("24/12 6 pm", "2026-12-24 18:00"),
        ("12/24 6 pm", "2026-12-24 18:00"),
        ("12/12 6 pm", "2026-12-12 18:00"),
        ("12/11/2026 20:00", "2026-12-11 20:00"),
        ("Sat 5/12 20:00", "2026-12-05 20:00"),
        ("the 3rd at 9am", "2026-12-03 09:00"),
        ("on the 31st at 8pm", "2026-12-31 20:00"),
        ("next month 3rd 9am", "2026-12-03 09:00"),
        ("the 3rd of next month at 9am", "2026-12-03 09:00"),
        ("Christmas Eve 18:00", "2026-12-24 18:00"),
        ("New Year's Eve 23:00", "2026-12-31 23:00"),
        # counted within a month
        ("first Tuesday of January 7pm", "2027-01-05 19:00"),
        ("2nd Tuesday of next month 19:00", "2026-12-08 19:00"),
        ("the second Tuesday 19:00", "2026-12-08 19:00"),
        ("last Friday of December at 18:00", "2026-12-25 18:00"),
        ("last Monday of the month 18:00", "2026-11-30 18:00"),
        ("next month, on the third Thursday, 18:00", "2026-12-17 18:00"),
        ("end of the month 18:00", "2026-11-30 18:00"),
        ("last day of February 2028 18:00", "2028-02-29 18:00"),
        # times of day
        ("20:00", "2026-11-22 20:00"),
        ("13:00", "2026-11-23 13:00"),
        ("midnight", "2026-11-23 00:00"),
        ("tomorrow 07:00", "2026-11-23 07:00"),
        ("tomorrow 12am", "2026-11-23 00:00"),
        ("tomorrow 12pm", "2026-11-23 12:00"),
        ("tomorrow 12:30", "2026-11-23 12:30"),
        ("tomorrow 7.30pm", "2026-11-23 19:30"),
        ("tomorrow 20h", "2026-11-23 20:00"),
        ("tomorrow 20h30", "2026-11-23 20:30"),
        ("tomorrow 1930h", "2026-11-23 19:30"),
        ("tomorrow 20", "2026-11-23 20:00"),
        ("tomorrow morning at 9", "2026-11-23 09:00"),
        ("tomorrow at 8 o'clock in the evening", "2026-11-23 20:00"),
        ("Friday night 8", "2026-11-27 20:00"),
        ("tomorrow afternoon 3:30", "2026-11-23 15:30"),
        ("tonight at 9", "2026-11-22 21:00"),
        ("tonight at 1", "2026-11-23 01:00"),
        ("tonight at midnight", "2026-11-23 00:00"),
        ("this evening at 6", "2026-11-22 18:00"),
        ("tomorrow quarter to 8 pm", "2026-11-23 19:45"),
        ("half past 7 in the evening tomorrow", "2026-11-23 19:30"),
        ("tomorrow 24:00", "2026-11-24 00:00"),
        # spans with a time of their own
        ("in 2 hours", "2026-11-22 16:00"),
        ("in 90 minutes", "2026-11-22 15:30"),
        ("in an hour and a half", "2026-11-22 15:30"),
        ("in 1.5h", "2026-11-22 15:30"),
        # full-width, as a Japanese keyboard types them
        ("２０２６－１２－０５　２０：００", "2026-12-05 20:00"),
    ],
)
def test_what_is_clear_is_read_as_one_moment(typed: str, meant: str) -> None:
    assert readings(typed) == [meant]
    assert read(typed, now=SUNDAY, zone=TOKYO, language="en").clear


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("next Friday 20:00", ["2026-11-27 20:00", "2026-12-04 20:00"]),
        ("tomorrow at 7", ["2026-11-24 07:00", "2026-11-24 19:00"]),
        ("tomorrow 7:30", ["2026-11-24 07:30", "2026-11-24 19:30"]),
        ("half past 7 tomorrow", ["2026-11-24 07:30", "2026-11-24 19:30"]),
        ("7", ["2026-11-23 19:00", "2026-11-24 07:00"]),
        ("12/11 20:00", ["2026-12-11 20:00", "2027-11-12 20:00"]),
        ("tomorrow midnight", ["2026-11-24 00:00", "2026-11-25 00:00"]),
        ("next Friday at 7", ["2026-11-27 07:00", "2026-11-27 19:00", "2026-12-04 07:00", "2026-12-04 19:00"]),
    ],
)
def test_what_could_be_several_moments_is_a_choice_of_each_with_its_reason(typed: str, meant: list[str]) -> None:
    reading = read(typed, now=MONDAY, zone=TOKYO, language="en")

    assert readings(typed, MONDAY) == meant
    assert all(moment.whys for moment in reading.moments)
    assert len({moment.whys for moment in reading.moments}) == len(meant)


@pytest.mark.parametrize("typed", ["this Friday 20:00", "Friday 20:00", "Friday next week 20:00"])
def test_only_next_friday_is_a_choice(typed: str) -> None:
    assert len(readings(typed, MONDAY)) == 1


def test_of_two_readings_the_one_that_is_over_is_not_offered() -> None:
    assert readings("today at 1", MONDAY.replace(hour=9)) == ["2026-11-23 13:00"]
    assert read("today at 1", now=MONDAY.replace(hour=9), zone=TOKYO).clear


def test_a_reader_of_japanese_means_the_month_first() -> None:
    assert readings("12/11 20:00", language="ja") == ["2026-12-11 20:00"]


def test_a_choice_says_what_tells_its_moments_apart() -> None:
    reading = read("next Friday 7", now=MONDAY, zone=TOKYO)

    assert [moment.whys for moment in reading.moments] == [
        (Why.THIS_COMING, Why.MORNING),
        (Why.THIS_COMING, Why.EVENING),
        (Why.ONE_AFTER, Why.MORNING),
        (Why.ONE_AFTER, Why.EVENING),
    ]
    assert reading.moments[0].why == "when-why-this-coming"


@pytest.mark.parametrize(
    "typed",
    ["Friday", "tomorrow", "next Friday", "Dec 24", "2026-12-24", "Friday night", "in 3 days", "the 3rd", "12/11"],
)
def test_a_day_without_a_time_is_asked_for_its_time(typed: str) -> None:
    with pytest.raises(errors.TimeMissing):
        readings(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "foo", "soon", "next week", "next week 20:00", "asap 20:00", "Friday or Saturday 20:00"),
        *("Friday 20:00 21:00", "Friday 20:00-22:00", "Friday 10-11", "every Friday 20:00", "7 Dec 24"),
        *("2026-12-24T18:30Z", "2026-12-24T18:30+09:00", "Friday 20:00 JST", "24.12 18:30", "12/11/26 20:00"),
        *("Saturday 5 20:00", "Dec 24 Dec 25 20:00", "in 3 days in 2 hours", "at", "20:000", "1e3", "x" * 500),
        *("not Friday 20:00", "Friday 20:00?!", "Monday before Christmas 20:00", "2 days before Friday 20:00"),
    ],
)
def test_what_is_not_understood_as_a_whole_is_refused(typed: str) -> None:
    with pytest.raises(errors.NotUnderstood):
        readings(typed)


@pytest.mark.parametrize(
    "typed",
    ["Feb 30 10:00", "31 April 10:00", "13/13 10:00", "2026-13-01 10:00", "Friday 31:00", "Friday 20:75", "32nd 10:00",
     "5th Monday of December 10:00", "tomorrow morning at 20:00", "tomorrow 15am", "0th 10:00"],
)  # fmt: skip
def test_what_does_not_exist_is_said_to(typed: str) -> None:
    with pytest.raises(errors.NoSuchDay):
        readings(typed)


def test_29_february_is_in_leap_years_only() -> None:
    with pytest.raises(errors.NoLeapYear) as refused:
        readings("Feb 29 10:00")
    assert refused.value.params == {"year": "2027"}
    assert readings("29 Feb 2028 10:00") == ["2028-02-29 10:00"]
    assert readings("Feb 29 10:00", datetime(2027, 5, 1, tzinfo=TOKYO)) == ["2028-02-29 10:00"]


def test_a_weekday_that_does_not_fit_its_date_is_refused_with_the_one_that_does() -> None:
    with pytest.raises(errors.WeekdayDoesNotFit) as refused:
        readings("Friday, Dec 24 18:00")
    assert refused.value.params == {"date": "2026-12-24", "weekday": "thursday", "stated": "friday"}


@pytest.mark.parametrize(
    "typed",
    ["today 13:00", "yesterday 20:00", "2025-12-24 18:00", "Nov 1 2026 10:00", "0001-01-01 10:00", "24 Dec 1830 9:00"],
)
def test_what_is_over_is_refused(typed: str) -> None:
    with pytest.raises(errors.InThePast):
        readings(typed)


@pytest.mark.parametrize("typed", ["2040-01-01 10:00", "9999-12-31 23:59", "in 9999 years 10:00", "in 9999 days 10:00"])
def test_what_is_far_ahead_is_rather_a_slip(typed: str) -> None:
    with pytest.raises(errors.TooFarAhead):
        readings(typed)


def test_what_is_quoted_is_short() -> None:
    with pytest.raises(errors.NotUnderstood) as refused:
        readings("x" * 5000)
    assert len(str(refused.value.params["typed"])) <= errors.TYPED_LIMIT
