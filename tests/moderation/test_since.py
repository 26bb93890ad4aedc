"""From when on, as people type it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.moderation.errors import DateNotUnderstood
from bot.moderation.since import since_meant

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # Friday, three in the afternoon in Tokyo
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2 hours", "2026-11-20 13:00"),
        ("90 min ago", "2026-11-20 13:30"),
        ("3 days", "2026-11-17 15:00"),
        ("2時間", "2026-11-20 13:00"),
        ("３０分前", "2026-11-20 14:30"),
        ("3日前", "2026-11-17 15:00"),
        ("14:30", "2026-11-20 14:30"),
        ("14時半", "2026-11-20 14:30"),
        ("18:00", "2026-11-19 18:00"),
        ("yesterday 18:00", "2026-11-19 18:00"),
        ("yesterday at 18:00", "2026-11-19 18:00"),
        ("昨日の18時", "2026-11-19 18:00"),
        ("昨日 18:15", "2026-11-19 18:15"),
        ("11/03 9:00", "2026-11-03 09:00"),
        ("yesterday", "2026-11-19 00:00"),
        ("今日", "2026-11-20 00:00"),
        ("2026-11-03", "2026-11-03 00:00"),
    ],
)
def test_what_people_type_is_a_moment_that_was(typed: str, expected: str) -> None:
    assert since_meant(typed, now=NOW, zone=TOKYO).astimezone(TOKYO).strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "tomorrow", "2027-01-01", "today 18:00", "12:99", "x" * 100])
def test_what_is_no_such_moment_is_refused(typed: str) -> None:
    with pytest.raises(DateNotUnderstood):
        since_meant(typed, now=NOW, zone=TOKYO)
