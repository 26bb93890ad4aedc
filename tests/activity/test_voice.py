"""Time in voice: whose counts, and how much of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.activity.days import within_days
from bot.activity.model import VoiceTime
from bot.activity.voice import CONTINUES_WITHIN, VoiceTracker
from tests.activity.facts import (
    ANNA,
    BEN,
    GUILD,
    MIKA,
    NOON,
    OTHER_GUILD,
    OTHER_VOICE_CHANNEL,
    VOICE_CHANNEL,
    stretch,
    voice,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def tracker() -> VoiceTracker:
    return VoiceTracker()


def minutes_of(times: list[VoiceTime], member_id: int, **conditions: bool) -> float:
    """Return how long somebody was there in the given conditions: `alone=True`, …"""
    fitting = [time for time in times if time.member_id == member_id]
    for name, wanted in conditions.items():
        fitting = [time for time in fitting if getattr(time, name) is wanted]
    return sum(time.seconds for time in fitting) / 60


def test_two_people_in_a_channel_are_in_company_only_while_both_are_there(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(BEN, VOICE_CHANNEL, NOON + 5 * MINUTE))
    tracker.heard(voice(BEN, None, NOON + 15 * MINUTE))
    tracker.heard(voice(ANNA, None, NOON + 20 * MINUTE))

    times, _ = tracker.take()

    assert minutes_of(times, ANNA, alone=True) == 10 and minutes_of(times, ANNA, alone=False) == 10
    assert minutes_of(times, BEN, alone=False) == 10 and minutes_of(times, BEN) == 10


def test_people_in_other_channels_and_servers_are_no_company(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(BEN, OTHER_VOICE_CHANNEL, NOON))
    tracker.heard(voice(MIKA, VOICE_CHANNEL, NOON, guild_id=OTHER_GUILD))

    tracker.cut_all(NOON + 10 * MINUTE)
    times, _ = tracker.take()

    assert all(minutes_of(times, member_id, alone=True) == 10 for member_id in (ANNA, BEN, MIKA))


def test_who_cannot_hear_is_no_company_but_has_some(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(BEN, VOICE_CHANNEL, NOON, deaf=True))

    tracker.cut_all(NOON + 10 * MINUTE)
    times, _ = tracker.take()

    assert minutes_of(times, ANNA, alone=True) == 10
    assert minutes_of(times, BEN, alone=False, deaf=True) == 10


def test_muting_deafening_and_the_afk_channel_are_noted_from_the_moment_they_happen(tracker: VoiceTracker) -> None:
    tracker.heard(voice(BEN, VOICE_CHANNEL, NOON))
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON + 1 * MINUTE, mute=True))
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON + 3 * MINUTE, mute=True, deaf=True))
    tracker.heard(voice(ANNA, OTHER_VOICE_CHANNEL, NOON + 6 * MINUTE, afk=True))
    tracker.heard(voice(ANNA, None, NOON + 10 * MINUTE))

    times, _ = tracker.take()

    assert minutes_of(times, ANNA, mute=False, afk=False) == 1
    assert minutes_of(times, ANNA, mute=True, deaf=False) == 2
    assert minutes_of(times, ANNA, mute=True, deaf=True) == 3
    assert minutes_of(times, ANNA, afk=True) == 4


def test_moving_to_another_channel_is_no_break(tracker: VoiceTracker) -> None:
    tracker.heard(voice(BEN, OTHER_VOICE_CHANNEL, NOON))
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(ANNA, OTHER_VOICE_CHANNEL, NOON + 4 * MINUTE))
    tracker.heard(voice(ANNA, None, NOON + 10 * MINUTE))

    times, changed = tracker.take()

    assert [(time.channel_id, time.seconds) for time in times if time.member_id == ANNA] == [
        (VOICE_CHANNEL, 240),
        (OTHER_VOICE_CHANNEL, 360),
    ]
    assert minutes_of(times, BEN, alone=True) == 4
    assert changed[GUILD, ANNA] is None


def test_a_long_stay_is_counted_every_minute(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))

    counted = []
    for second in range(0, 181, 20):
        tracker.cut_all(NOON + timedelta(seconds=second))
        counted.append(sum(time.seconds for time in tracker.take()[0]))

    assert counted == [0, 0, 0, 60, 0, 0, 60, 0, 0, 60]


def test_parts_of_seconds_are_not_lost_by_cutting(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))

    for number in range(1, 101):
        tracker.cut_all(NOON + timedelta(seconds=60.7 * number))
    times, _ = tracker.take()

    assert sum(time.seconds for time in times) == 6070


def test_leaving_without_having_been_seen_counts_nothing(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, None, NOON))

    assert tracker.take() == ([], {})


# Restarts


def next_process(tracker: VoiceTracker) -> VoiceTracker:
    """Return the tracker of a process that starts with what this one stored."""
    _, changed = tracker.take()
    fresh = VoiceTracker()
    fresh.load(presence for presence in changed.values() if presence is not None)
    return fresh


def test_who_stayed_through_a_restart_is_counted_through(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(BEN, VOICE_CHANNEL, NOON))
    tracker = next_process(tracker)
    back = NOON + 10 * MINUTE

    tracker.guild_seen(GUILD, [voice(ANNA, VOICE_CHANNEL, back), voice(BEN, VOICE_CHANNEL, back)], at=back)
    times, _ = tracker.take()

    assert minutes_of(times, ANNA, alone=False) == minutes_of(times, BEN, alone=False) == 10


def test_who_hung_up_during_the_outage_is_counted_up_to_it(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.heard(voice(BEN, VOICE_CHANNEL, NOON))
    tracker.heard(voice(MIKA, VOICE_CHANNEL, NOON))
    tracker.cut_all(NOON + MINUTE)
    tracker = next_process(tracker)
    back = NOON + 10 * MINUTE

    there = [voice(ANNA, VOICE_CHANNEL, back, session_id="another"), voice(MIKA, OTHER_VOICE_CHANNEL, back)]
    tracker.guild_seen(GUILD, there, at=back)
    tracker.cut_all(back + MINUTE)
    times, changed = tracker.take()

    assert minutes_of(times, ANNA) == minutes_of(times, MIKA) == 1
    assert minutes_of(times, BEN) == 0 and changed[GUILD, BEN] is None


def test_an_absence_of_half_a_day_is_not_counted(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker = next_process(tracker)
    back = NOON + CONTINUES_WITHIN + MINUTE

    tracker.guild_seen(GUILD, [voice(ANNA, VOICE_CHANNEL, back)], at=back)

    assert tracker.take()[0] == []


def test_a_server_seen_again_leaves_other_servers_alone(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON, guild_id=OTHER_GUILD))

    tracker.guild_seen(GUILD, [], at=NOON + MINUTE)
    tracker.cut_all(NOON + 5 * MINUTE)

    assert minutes_of(tracker.take()[0], ANNA) == 5


def test_a_clock_set_back_takes_nothing_and_counts_nothing_twice(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.cut_all(NOON + 10 * MINUTE)

    set_back = NOON - timedelta(hours=1)
    tracker.cut_all(set_back)
    tracker.cut_all(set_back + 5 * MINUTE)
    times, _ = tracker.take()

    assert minutes_of(times, ANNA) == 15
    assert all(time.seconds > 0 for time in times)


def test_what_could_not_be_written_comes_again(tracker: VoiceTracker) -> None:
    tracker.heard(voice(ANNA, VOICE_CHANNEL, NOON))
    tracker.cut_all(NOON + MINUTE)
    times, changed = tracker.take()

    tracker.put_back(times, changed)
    tracker.cut_all(NOON + 2 * MINUTE)
    again, _ = tracker.take()

    assert minutes_of(again, ANNA) == 2


# Midnight


@pytest.mark.parametrize(
    ("zone", "started_at", "hours", "days"),
    [
        ("UTC", datetime(2026, 1, 5, 23, 0, tzinfo=UTC), 2, {5: 3600, 6: 3600}),
        ("Asia/Tokyo", datetime(2026, 1, 5, 14, 30, tzinfo=UTC), 2, {5: 1800, 6: 5400}),
        # clocks go forward at 2:00 on 29 March, and back at 3:00 on 25 October: days of 23 and 25 hours
        ("Europe/Berlin", datetime(2026, 3, 28, 22, 0, tzinfo=UTC), 25, {28: 3600, 29: 23 * 3600, 30: 3600}),
        ("Europe/Berlin", datetime(2026, 10, 24, 21, 0, tzinfo=UTC), 27, {24: 3600, 25: 25 * 3600, 26: 3600}),
    ],
)
def test_time_is_cut_at_the_servers_midnights(
    zone: str, started_at: datetime, hours: int, days: dict[int, int]
) -> None:
    parts = within_days(stretch(started_at, hours * 3600), ZoneInfo(zone))

    assert {part.started_at.astimezone(ZoneInfo(zone)).day: part.seconds for part in parts} == days
    assert sum(part.seconds for part in parts) == hours * 3600


def test_a_stretch_that_begins_within_a_second_of_midnight_is_not_lost() -> None:
    started_at = datetime(2026, 1, 5, 23, 59, 59, 600_000, tzinfo=UTC)

    parts = within_days(stretch(started_at, 10), ZoneInfo("UTC"))

    assert sum(part.seconds for part in parts) == 10 and len(parts) == 2
