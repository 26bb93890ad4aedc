"""When greeters are told and newcomers reminded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.onboarding.hours import greeters_told_at, may_nudge
from bot.profiles.model import Preferences

TOKYO = ZoneInfo("Asia/Tokyo")
BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int = 0, *, zone: ZoneInfo = TOKYO, day: int = 10, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(8), at(8)),
        (at(21, 59), at(21, 59)),
        (at(22), at(8, day=11)),
        (at(23, 30), at(8, day=11)),
        (at(0, 10), at(8)),
        (at(7, 59), at(8)),
    ],
)
def test_greeters_sleep_from_ten_to_eight(moment: datetime, told: datetime) -> None:
    assert greeters_told_at(moment, TOKYO) == told


def test_eight_stays_eight_in_the_night_the_clocks_change() -> None:
    before = at(23, zone=BERLIN, day=28, month=3)
    assert greeters_told_at(before, BERLIN) - before == timedelta(hours=8), "an hour less than on other nights"


@pytest.mark.parametrize(("hour", "may"), [(8, False), (9, True), (19, True), (20, False), (23, False), (3, False)])
def test_who_chose_nothing_is_reminded_by_the_servers_day(hour: int, *, may: bool) -> None:
    assert may_nudge(at(hour), preferences=Preferences(), servers=TOKYO) is may


def test_by_day_means_where_the_member_is() -> None:
    theirs = Preferences(time_zone="Europe/Berlin")
    assert not may_nudge(at(12), preferences=theirs, servers=TOKYO)  # 4:00 in Berlin
    assert may_nudge(at(10, zone=BERLIN), preferences=theirs, servers=TOKYO)


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "hour", "may"),
    [
        (22 * 60, 7 * 60, 21, True),
        (22 * 60, 7 * 60, 23, False),
        (22 * 60, 7 * 60, 6, False),
        (22 * 60, 7 * 60, 7, True),
        (9 * 60, 18 * 60, 12, False),
        (9 * 60, 18 * 60, 18, True),
        (9 * 60, 18 * 60, 8, True),
    ],
)
def test_quiet_hours_somebody_chose_are_kept(quiet_from: int, quiet_until: int, hour: int, *, may: bool) -> None:
    chosen = Preferences(quiet_from=quiet_from, quiet_until=quiet_until)
    assert may_nudge(at(hour), preferences=chosen, servers=TOKYO) is may
