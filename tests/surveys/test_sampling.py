"""Who is asked for the NPS when: balanced over the quarter, nobody within 90 days, staff and bots never."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bot.surveys.sampling import (
    WEEKS,
    Quarter,
    next_morning,
    quarter_of,
    rested,
    turn,
    week_of,
)

TOKYO = ZoneInfo("Asia/Tokyo")


def snowflakes(count: int, *, every_ms: int) -> list[int]:
    """Return ids of people who came to Discord one after another: not spread like random numbers."""
    return [(1_400_000_000_000 + every_ms * one) << 22 | one % 4 for one in range(count)]


@pytest.mark.parametrize("every_ms", [1, 1_000, 86_400_000, 13])
def test_each_week_gets_as_many(every_ms: int) -> None:
    weeks = Counter(week_of(guild_id=7, member_id=one) for one in snowflakes(13_000, every_ms=every_ms))

    assert set(weeks) == set(range(WEEKS))
    assert stats.chisquare(list(weeks.values())).pvalue > 0.001


def test_a_member_has_another_week_in_another_server() -> None:
    ids = snowflakes(2_600, every_ms=1_000)

    same = sum(week_of(guild_id=1, member_id=one) == week_of(guild_id=2, member_id=one) for one in ids)

    assert 140 < same < 260  # a thirteenth, as chance has it


def test_quarters_follow_each_other_without_a_gap() -> None:
    day = date(2024, 1, 1)
    while day < date(2028, 1, 1):
        quarter = quarter_of(day)
        assert quarter.begins_on <= day < quarter.next.begins_on
        assert 0 <= quarter.week(day) < WEEKS
        assert 90 <= (quarter.next.begins_on - quarter.begins_on).days <= 92
        day += timedelta(days=1)


def test_a_quarter_ends_at_midnight_of_the_server() -> None:
    assert quarter_of(date(2026, 11, 22)).name == "2026-Q4"
    assert Quarter(2026, 4).ends_at(TOKYO).astimezone(UTC) == datetime(2026, 12, 31, 15, tzinfo=UTC)


def test_the_day_s_work_is_done_in_the_morning_of_the_server() -> None:
    assert next_morning(date(2026, 12, 31), TOKYO) == datetime(2027, 1, 1, 10, tzinfo=TOKYO)


def test_nobody_is_asked_within_90_days() -> None:
    asked = {1: date(2026, 1, 1), 2: date(2026, 1, 2), 3: date(2026, 3, 31)}

    assert rested([1, 2, 3, 4], asked, on=date(2026, 4, 1)) == {1, 4}


@given(st.integers(min_value=1, max_value=2**62), st.integers(2024, 2030))
def test_a_fixed_week_leaves_90_days_between_two_quarters(member_id: int, year: int) -> None:
    week = week_of(guild_id=5, member_id=member_id)
    asked = [
        quarter.begins_on + timedelta(weeks=week) for quarter in (Quarter(year, number) for number in (1, 2, 3, 4))
    ]

    assert all((later - before).days >= 90 for before, later in pairwise(asked))


def test_whoever_was_missed_is_asked_with_a_later_week() -> None:
    ids = snowflakes(1_300, every_ms=1_000)

    first, fifth = (turn(ids, guild_id=9, week=week) for week in (0, 4))

    assert first < fifth < frozenset(ids)
    assert turn(ids, guild_id=9, week=WEEKS - 1) == frozenset(ids)
