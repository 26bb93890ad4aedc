"""Wall times around the days when clocks are put forward or back, and any text at all."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.when import Why, earliest, place, read, read_duration

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
TOKYO = ZoneInfo("Asia/Tokyo")
ZONES = [BERLIN, NEW_YORK, LORD_HOWE, TOKYO, ZoneInfo("Europe/Dublin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("UTC")]
AUTUMN = datetime(2026, 10, 20, 12, tzinfo=UTC)
SPRING = datetime(2027, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone", "now", "meant"),
    [
        ("25 Oct 2:30 am", BERLIN, AUTUMN, ["2026-10-25T00:30", "2026-10-25T01:30"]),
        ("10月25日 午前2時半", BERLIN, AUTUMN, ["2026-10-25T00:30", "2026-10-25T01:30"]),
        ("1 Nov 01:15", NEW_YORK, AUTUMN, ["2026-11-01T05:15", "2026-11-01T06:15"]),
        # Half an hour is repeated there.
        ("4 April 2027 01:45", LORD_HOWE, SPRING, ["2027-04-03T14:45", "2027-04-03T15:15"]),
    ],
)
def test_a_wall_time_that_is_shown_twice_is_a_choice(
    typed: str, zone: ZoneInfo, now: datetime, meant: list[str]
) -> None:
    moments = read(typed, now=now, zone=zone).moments

    assert [moment.at.strftime("%Y-%m-%dT%H:%M") for moment in moments] == meant
    assert [moment.whys for moment in moments] == [(Why.REPEATED_FIRST,), (Why.REPEATED_SECOND,)]


@pytest.mark.parametrize(
    ("typed", "zone", "now", "local"),
    [
        ("28 March 2027 02:30", BERLIN, SPRING, "2027-03-28 03:00"),
        ("3月28日 午前2時半", BERLIN, SPRING, "2027-03-28 03:00"),
        ("14 March 02:00", NEW_YORK, SPRING, "2027-03-14 03:00"),
        ("4 Oct 2026 02:15", LORD_HOWE, AUTUMN - timedelta(days=30), "2026-10-04 02:30"),
    ],
)
def test_of_a_wall_time_that_is_skipped_the_next_minute_is_offered_and_that_is_said(
    typed: str, zone: ZoneInfo, now: datetime, local: str
) -> None:
    reading = read(typed, now=now, zone=zone)

    assert [moment.local.strftime("%Y-%m-%d %H:%M") for moment in reading.moments] == [local]
    assert reading.moments[0].whys == (Why.SKIPPED,)
    assert not reading.clear


@pytest.mark.parametrize(
    "typed", ["28 March 2027 01:59", "28 March 2027 03:00", "25 Oct 2027 03:00", "31 Oct 2027 01:59"]
)
def test_wall_times_beside_a_change_are_clear(typed: str) -> None:
    assert read(typed, now=SPRING, zone=BERLIN).clear


def test_eight_in_the_evening_is_that_in_winter_and_in_summer() -> None:
    winter = read("1 Feb 20:00", now=AUTUMN, zone=BERLIN).moments[0]
    summer = read("1 July 20:00", now=AUTUMN, zone=BERLIN).moments[0]
    assert (winter.at.hour, summer.at.hour) == (19, 18)


def test_a_span_is_counted_in_hours_that_pass() -> None:
    before = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert read("in 2 hours", now=before, zone=BERLIN).moments[0].at == before + timedelta(hours=2)


def test_a_day_of_the_week_is_that_of_the_zone() -> None:
    # Sunday in New York, Monday in Tokyo.
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    assert read("today 23:00", now=now, zone=NEW_YORK).moments[0].local.day == 22
    assert read("today 23:00", now=now, zone=TOKYO).moments[0].local.day == 23


WORDS = (
    "next this last in at on the of Friday monday tue. week month day tomorrow tonight noon midnight 7 12 20:00 8pm "
    "2:30 29 31 Feb December 12/11 2026 2028-02-29 3rd first morning night 来週 再来週 の 金曜 月曜日 （木） 明日 あさって "
    "12月 24日 末 第2 火曜 20時 半 午後 夜 深夜 ３日後 正午 今夜 後 年 十二 9999 0 hours minutes 時間"
)
_WORDS = st.sampled_from(WORDS.split())


def naive(year: int) -> datetime:
    """Return the beginning of a year by nobody's clock: Hypothesis takes its bounds so."""
    return datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@settings(max_examples=600, deadline=None)
@given(
    typed=st.one_of(
        st.text(max_size=40),
        st.lists(_WORDS, max_size=6).map(" ".join),
        st.lists(_WORDS, max_size=6).map("".join),
    ),
    now=st.datetimes(naive(2000), naive(2100), timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES),
    language=st.sampled_from([None, "en", "ja"]),
)
@example(typed="29 Feb 7", now=AUTUMN, zone=BERLIN, language=None)
def test_any_text_is_refused_or_to_come_in_its_zone(
    typed: str, now: datetime, zone: ZoneInfo, language: str | None
) -> None:
    try:
        reading = read(typed, now=now, zone=zone, language=language)
    except UserError:
        return
    assert 1 <= len(reading.moments) <= 4
    assert list(reading.moments) == sorted(reading.moments, key=lambda moment: moment.at)
    for moment in reading.moments:
        assert moment.at > now - timedelta(minutes=1)
        assert moment.at.utcoffset() == timedelta(0) and moment.at.second == 0
        assert moment.at.astimezone(zone).replace(tzinfo=None, fold=0) == moment.local
        assert moment.zone == zone.key


@settings(max_examples=300, deadline=None)
@given(local=st.datetimes(naive(1990), naive(2060)), zone=st.sampled_from(ZONES))
def test_every_wall_time_has_its_moments(local: datetime, zone: ZoneInfo) -> None:
    local = local.replace(second=0, microsecond=0)
    moments = place(local, zone)
    for moment in moments:
        assert moment.at.astimezone(zone).replace(tzinfo=None, fold=0) == moment.local
        assert moment.local == local or (moment.whys == (Why.SKIPPED,) and moment.local > local)
    assert earliest(local, zone) == min(moment.at for moment in moments)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("90 min", 90), ("90min.", 90), ("90 minutes", 90), ("1.5h", 90), ("1,5 h", 90), ("1 h 30", 90)),
        *(("2 hours", 120), ("2 hours 30 minutes", 150), ("2h30", 150), ("2h 30m", 150), ("1:30", 90), ("an hour", 60)),
        *(("an hour and a half", 90), ("half an hour", 30), ("two hours", 120), ("1 hour, 15 minutes", 75)),
        *(("2 days", 2880), ("1 day 2 hours", 1560), ("1 h and 5 min", 65), ("0.25h", 15)),
        *(("1時間半", 90), ("90分", 90), ("９０分間", 90), ("2時間", 120), ("2時間30分", 150), ("一時間", 60), ("二時間半", 150)),
        *(("1.5時間", 90), ("2日間", 2880), ("1日半", 2160), ("十五分", 15), ("1 時間 15 分", 75)),
        *(("", None), ("90", None), ("0 min", None), ("0分", None), ("long", None), ("長い", None), ("半", None), ("1:75", None)),
        *(("-30 min", None), ("90 分ぐらい", None), ("1 week", None), ("x" * 999, None), ("99999999 min", None), ("時間", None)),
    ],
)  # fmt: skip
def test_durations(typed: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(UserError):
            read_duration(typed)
    else:
        assert read_duration(typed) == timedelta(minutes=minutes)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(_WORDS, max_size=4).map("".join)))
def test_any_text_is_no_duration_or_one_of_at_least_a_minute(typed: str) -> None:
    with suppress(UserError):
        assert read_duration(typed) >= timedelta(minutes=1)
