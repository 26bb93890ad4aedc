"""When events happen again and again, by presets and by rules that were typed."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.events import errors
from bot.events.recurring import (
    Preset,
    check_rule,
    describe,
    follow,
    occurrences,
    preset_of,
    preset_rule,
    presets,
)
from bot.i18n import Language
from bot.when import earliest

TUESDAY = datetime.fromisoformat("2026-12-08T20:00")
"""The second of its month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    starts_local: datetime = TUESDAY
    time_zone: str = "Asia/Tokyo"
    duration: timedelta = timedelta(hours=1)
    rule: str | None = None


def walls(meeting: Meeting, count: int) -> list[str]:
    """Return the next wall times of a meeting."""
    zone = ZoneInfo(meeting.time_zone)
    return [
        planned.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") for planned in occurrences(meeting, limit=count)
    ]


def test_what_happens_once_has_one_date() -> None:
    (planned,) = occurrences(Meeting(), limit=10)
    assert planned.starts_at == planned.original_at == datetime(2026, 12, 8, 11, tzinfo=UTC)
    assert planned.ends_at == planned.starts_at + timedelta(hours=1)


@pytest.mark.parametrize(
    ("preset", "dates"),
    [
        (Preset.WEEKLY, ["2026-12-08", "2026-12-15", "2026-12-22"]),
        (Preset.BIWEEKLY, ["2026-12-08", "2026-12-22", "2027-01-05"]),
        (Preset.MONTHLY_NTH, ["2026-12-08", "2027-01-12", "2027-02-09"]),
        (Preset.MONTHLY_DATE, ["2026-12-08", "2027-01-08", "2027-02-08"]),
    ],
)
def test_presets(preset: Preset, dates: list[str]) -> None:
    rule = preset_rule(preset, TUESDAY)
    assert rule is not None
    assert walls(Meeting(rule=rule), 3) == [f"{day} 20:00" for day in dates]
    assert check_rule(rule, starts_local=TUESDAY, time_zone="Asia/Tokyo") == rule
    assert preset_of(rule, TUESDAY) is preset


def test_the_last_weekday_is_offered_where_the_start_is_one() -> None:
    last = datetime.fromisoformat("2026-12-29T20:00")
    assert Preset.MONTHLY_LAST in presets(last)
    assert Preset.MONTHLY_LAST not in presets(TUESDAY)
    rule = preset_rule(Preset.MONTHLY_LAST, last)
    assert walls(Meeting(starts_local=last, rule=rule), 3) == [
        "2026-12-29 20:00",
        "2027-01-26 20:00",
        "2027-02-23 20:00",
    ]


@pytest.mark.parametrize(
    ("start", "rule", "dates"),
    [
        ("2026-12-29T20:00", "FREQ=MONTHLY;BYDAY=5TU", ["2026-12-29", "2027-03-30", "2027-06-29"]),
        ("2026-10-31T20:00", "FREQ=MONTHLY;BYMONTHDAY=31", ["2026-10-31", "2026-12-31", "2027-01-31"]),
        ("2028-02-29T20:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
    ],
)
def test_what_a_month_or_a_year_lacks_is_skipped(start: str, rule: str, dates: list[str]) -> None:
    meeting = Meeting(starts_local=datetime.fromisoformat(start), rule=rule)
    assert walls(meeting, 3) == [f"{day} 20:00" for day in dates]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])
def test_a_recurring_eight_in_the_evening_stays_that(zone: str) -> None:
    meeting = Meeting(rule="FREQ=WEEKLY;BYDAY=TU", time_zone=zone)
    assert {wall[-5:] for wall in walls(meeting, 60)} == {"20:00"}
    hours = {planned.starts_at.hour * 60 + planned.starts_at.minute for planned in occurrences(meeting, limit=60)}
    assert len(hours) == (1 if zone == "Asia/Tokyo" else 2)


def test_a_wall_time_that_is_skipped_becomes_the_next_minute_there_is() -> None:
    start = datetime.fromisoformat("2027-03-21T02:30")
    meeting = Meeting(starts_local=start, time_zone="Europe/Berlin", rule="FREQ=WEEKLY;BYDAY=SU")
    assert walls(meeting, 3) == ["2027-03-21 02:30", "2027-03-28 03:00", "2027-04-04 02:30"]


def test_of_a_wall_time_that_is_repeated_it_is_the_first() -> None:
    start = datetime.fromisoformat("2026-10-18T02:30")
    meeting = Meeting(starts_local=start, time_zone="Europe/Berlin", rule="FREQ=WEEKLY;BYDAY=SU")
    assert [planned.starts_at.isoformat() for planned in occurrences(meeting, limit=3)] == [
        "2026-10-18T00:30:00+00:00",
        "2026-10-25T00:30:00+00:00",
        "2026-11-01T01:30:00+00:00",
    ]


def test_the_window_is_from_a_moment_on_up_to_before_another() -> None:
    meeting = Meeting(rule="FREQ=DAILY")
    first, second, third = (planned.starts_at for planned in occurrences(meeting, limit=3))
    found = occurrences(meeting, after=second, before=third, limit=10)
    assert [planned.starts_at for planned in found] == [second]
    assert occurrences(meeting, before=first, limit=10) == []
    assert occurrences(meeting, limit=0) == []


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=WEEKLY;COUNT=3", 3),
        ("FREQ=WEEKLY;UNTIL=20261222", 3),
        ("FREQ=WEEKLY;UNTIL=20261222T195959", 2),
        ("FREQ=WEEKLY;UNTIL=20261222T200000", 3),
        # 20:00 in Tokyo is 11:00 in UTC.
        ("FREQ=WEEKLY;UNTIL=20261222T110000Z", 3),
        ("FREQ=WEEKLY;UNTIL=20261222T105959Z", 2),
    ],
)
def test_an_end_is_kept_to_by_either_clock(rule: str, count: int) -> None:
    checked = check_rule(rule, starts_local=TUESDAY, time_zone="Asia/Tokyo")
    assert len(occurrences(Meeting(rule=checked), limit=10)) == count


def test_an_event_that_is_moved_to_another_zone_keeps_its_wall_time() -> None:
    tokyo, berlin = (Meeting(rule="FREQ=WEEKLY;BYDAY=TU", time_zone=zone) for zone in ("Asia/Tokyo", "Europe/Berlin"))
    assert walls(tokyo, 5) == walls(berlin, 5)
    assert occurrences(tokyo, limit=1)[0].starts_at + timedelta(hours=8) == occurrences(berlin, limit=1)[0].starts_at


def test_a_presets_rule_follows_the_start() -> None:
    wednesday = datetime.fromisoformat("2026-12-16T20:00")
    assert follow("FREQ=MONTHLY;BYDAY=2TU", before=TUESDAY, after=wednesday) == "FREQ=MONTHLY;BYDAY=3WE"
    assert follow("FREQ=WEEKLY;BYDAY=TU;COUNT=4", before=TUESDAY, after=wednesday) == "FREQ=WEEKLY;BYDAY=TU;COUNT=4"
    assert follow(None, before=TUESDAY, after=wednesday) is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("RRULE:FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"),
        ("freq=monthly", "FREQ=MONTHLY;BYMONTHDAY=8"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8"),
        (" FREQ=WEEKLY; INTERVAL=1; ", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("BYDAY=TU,TH;FREQ=WEEKLY;COUNT=4;WKST=SU", "FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH;WKST=SU"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=6", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=6"),
    ],
)
def test_a_typed_rule_is_kept_in_its_usual_form(typed: str, stored: str) -> None:
    assert check_rule(typed, starts_local=TUESDAY, time_zone="Asia/Tokyo") == stored


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        *((typed, errors.RuleNotUnderstood) for typed in ("", "weekly", "FREQ=FORTNIGHTLY", "FREQ=WEEKLY;FREQ=DAILY")),
        *((f"FREQ=WEEKLY;{part}", errors.RuleNotUnderstood) for part in ("INTERVAL=0", "INTERVAL=-1", "COUNT=0", "X=1")),
        *((f"FREQ=WEEKLY;{part}", errors.RuleNotUnderstood) for part in ("BYDAY=2TU", "BYDAY=XX", "BYMONTHDAY=3", "BYDAY=")),
        *((f"FREQ=MONTHLY;{part}", errors.RuleNotUnderstood) for part in ("BYDAY=9TU", "BYDAY=0TU", "BYMONTHDAY=32")),
        *((f"FREQ=YEARLY;{part}", errors.RuleNotUnderstood) for part in ("BYMONTH=13", "BYEASTER=0", "BYWEEKNO=1")),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", errors.RuleNotUnderstood),
        ("FREQ=WEEKLY;UNTIL=20270230", errors.RuleNotUnderstood),
        ("FREQ=DAILY;BYSETPOS=1", errors.RuleNotUnderstood),
        ("FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["8"] * 200), errors.RuleNotUnderstood),
        ("FREQ=WEEKLY;COUNT=٣", errors.RuleNotUnderstood),
        *((f"FREQ={freq}", errors.RuleTooOften) for freq in ("HOURLY", "MINUTELY", "SECONDLY")),
        *((f"FREQ=DAILY;{part}=1", errors.RuleTooOften) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", errors.RuleNeverHappens),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", errors.RuleNeverHappens),
        ("FREQ=MONTHLY;BYDAY=2TU;BYMONTHDAY=31", errors.RuleNeverHappens),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", errors.RuleNeverHappens),
        ("FREQ=WEEKLY;UNTIL=20261201", errors.RuleNeverHappens),
        ("FREQ=WEEKLY;UNTIL=20261208T105959Z", errors.RuleNeverHappens),
        ("FREQ=WEEKLY;BYDAY=WE", errors.StartNotInRule),
    ],
)  # fmt: skip
def test_other_rules_are_refused_with_the_reason(typed: str, error: type[UserError]) -> None:
    with pytest.raises(error):
        check_rule(typed, starts_local=TUESDAY, time_zone="Asia/Tokyo")


def test_a_start_that_is_none_of_the_rules_is_told_the_first_that_is() -> None:
    with pytest.raises(errors.StartNotInRule) as refused:
        check_rule("FREQ=MONTHLY;BYDAY=-1FR", starts_local=TUESDAY, time_zone="Asia/Tokyo")
    assert refused.value.params == {"first": "2026-12-25"}


PIECES = (
    "FREQ= DAILY WEEKLY MONTHLY YEARLY ; BYDAY= TU 2TU -1FR , BYMONTH= 2 12 BYMONTHDAY= 30 -1 INTERVAL= 7 COUNT= UNTIL= "
    "20270101 T000000Z BYSETPOS= 1"
)
_PIECES = st.lists(st.sampled_from(PIECES.split(" ")), max_size=10).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), _PIECES))
def test_any_text_is_refused_or_a_rule_that_happens_from_the_start_on(typed: str) -> None:
    try:
        rule = check_rule(typed, starts_local=TUESDAY, time_zone="Asia/Tokyo")
    except UserError:
        return
    assert walls(Meeting(rule=rule), 1) == ["2026-12-08 20:00"]
    assert check_rule(rule, starts_local=TUESDAY, time_zone="Asia/Tokyo") == rule
    assert all(describe(rule, language) for language in Language)


def by_walking(preset: Preset, start: datetime) -> Iterator[datetime]:
    """Go through the days one by one, and return those a preset means: what the rule is held against."""
    monday = start.date() - timedelta(days=start.weekday())
    for ahead in range(3_000):
        moment = start + timedelta(days=ahead)
        same_weekday = moment.weekday() == start.weekday()
        weeks = (moment.date() - monday).days // 7
        last = moment.day + 7 > monthrange(moment.year, moment.month)[1]
        if {
            Preset.ONCE: ahead == 0,
            Preset.WEEKLY: same_weekday,
            Preset.BIWEEKLY: same_weekday and weeks % 2 == 0,
            Preset.MONTHLY_NTH: same_weekday and (moment.day - 1) // 7 == (start.day - 1) // 7,
            Preset.MONTHLY_LAST: same_weekday and last,
            Preset.MONTHLY_DATE: moment.day == start.day,
        }[preset]:
            yield moment


@settings(max_examples=150, deadline=None)
@given(
    start=st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2060-01-01")),
    chosen=st.data(),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "UTC"]),
)
def test_presets_mean_what_a_calendar_says(start: datetime, chosen: st.DataObject, zone: str) -> None:
    start = start.replace(second=0, microsecond=0)
    preset = chosen.draw(st.sampled_from(presets(start)))
    meeting = Meeting(starts_local=start, time_zone=zone, rule=preset_rule(preset, start))

    walked = [earliest(wall, ZoneInfo(zone)) for wall in islice(by_walking(preset, start), 8)]
    assert [planned.original_at for planned in occurrences(meeting, limit=8)] == walked


@pytest.mark.parametrize(
    ("rule", "english", "japanese"),
    [
        (None, "once", "1回のみ"),
        ("FREQ=DAILY", "every day", "毎日"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days", "3日ごと"),
        ("FREQ=WEEKLY;BYDAY=TU", "every Tuesday", "毎週火曜日"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday", "毎週火・木曜日"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second week on Tuesday", "隔週火曜日"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every day from Monday to Friday", "毎週月曜日から金曜日まで"),
        ("FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of every month", "毎月第2火曜日"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month", "毎月最終金曜日"),
        ("FREQ=MONTHLY;BYMONTHDAY=21", "on the 21st of every month", "毎月21日"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month", "毎月末日"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA", "every 3 months on the first Saturday", "3か月ごとの第1土曜日"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "every year on 24 December", "毎年12月24日"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "every year on the second Sunday of May", "毎年5月の第2日曜日"),
        ("FREQ=WEEKLY;COUNT=6;BYDAY=TU", "every Tuesday, 6 times", "毎週火曜日（全6回）"),
        ("FREQ=WEEKLY;UNTIL=20270301;BYDAY=TU", "every Tuesday, until 1 March 2027", "毎週火曜日（2027年3月1日まで）"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "by the rule FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
         "規則 FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1 のとおり"),
    ],
)  # fmt: skip
def test_rules_are_said_in_words(rule: str | None, english: str, japanese: str) -> None:
    assert (describe(rule, Language.EN), describe(rule, Language.JA)) == (english, japanese)
