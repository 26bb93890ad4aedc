"""The bot was away while an event came, ran or passed: what is still of use comes late, all else is skipped and kept."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.events.model import OccurrenceState, ReminderState
from tests.events.happenings import DAY, HOUR, WEEKLY
from tests.events.native_world import come, furnish, occurrence, publish, said_in, until
from tests.support.community import Community

QUARTER = timedelta(minutes=15)
SENT, LATE, SKIPPED = ReminderState.SENT, ReminderState.LATE, ReminderState.SKIPPED


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


def kinds(said: list[str]) -> list[str]:
    """Return what was said in the thread, in short."""
    return [_kind(text) for text in said if text.startswith(("⏰", "🎬", "🌱"))]


def _kind(text: str) -> str:
    late = ", late" if "because I was away" in text or "as I was away" in text else ""
    if text.startswith("⏰"):
        return ("reminder after the start" if " began " in text else "reminder") + late
    if text.startswith("🎬"):
        return "has begun" if " began " in text else "begins"
    return "thanks" + late


async def states(community: Community, occurrence_id: int) -> list[ReminderState]:
    found = await community.app.events.reminding.of_occurrence(
        guild_id=community.server.id, occurrence_id=occurrence_id
    )
    return [one.state for one in found]


@pytest.mark.parametrize(
    ("down", "up", "expected", "reminded"),
    [
        # never away
        (None, None, ["reminder", "reminder", "reminder", "begins", "thanks"], [SENT, SENT, SENT]),
        # an hour, over the middle reminder
        (
            at(9, 18, 30),
            at(9, 19, 30),
            ["reminder", "reminder, late", "reminder", "begins", "thanks"],
            [SENT, LATE, SENT],
        ),
        # an hour, over the last reminder and the start: the short reminder is of use for ten minutes
        (
            at(9, 19, 10),
            at(9, 20, 8),
            ["reminder", "reminder", "reminder after the start, late", "has begun", "thanks"],
            [SENT, SENT, LATE],
        ),
        (at(9, 19, 10), at(9, 20, 30), ["reminder", "reminder", "has begun", "thanks"], [SENT, SENT, SKIPPED]),
        # an hour, over the end: nothing is lost
        (at(9, 21, 30), at(9, 22, 30), ["reminder", "reminder", "reminder", "begins", "thanks"], [SENT, SENT, SENT]),
        # a day, until shortly before the start: of two that are overdue only the latest
        (at(8, 19), at(9, 19, 20), ["reminder, late", "reminder", "begins", "thanks"], [SKIPPED, LATE, SENT]),
        # a day, over all of it
        (at(9, 12), at(10, 12), ["reminder", "thanks, late"], [SENT, SKIPPED, SKIPPED]),
        # a week, over all of it
        (at(6, 12), at(13, 12), [], [SKIPPED, SKIPPED, SKIPPED]),
    ],
)
async def test_what_comes_after_an_outage(
    community: Community,
    down: datetime | None,
    up: datetime | None,
    expected: list[str],
    reminded: list[ReminderState],
) -> None:
    await furnish(community)
    event = await publish(community, reminders=(DAY, HOUR, QUARTER))
    await come(community, event, community.asker, community.helper)
    one = await occurrence(community, event)
    moments = [at(8, 20), at(9, 19), at(9, 19, 45), at(9, 20), at(9, 22), at(9, 22, 31), at(10, 0, 1)]

    for moment in [moment for moment in moments if down is None or moment <= down]:
        await until(community, moment)
    if up is not None:
        await until(community, up, away=True)
        await community.restart()
        await community.run_due()
        await community.run_due()
    for moment in [moment for moment in moments if up is not None and moment > up]:
        await until(community, moment)
        await community.run_due()

    assert kinds(said_in(community, one)) == expected
    assert await states(community, one.id) == reminded
    ended = await occurrence(community, event)
    assert ended.state is OccurrenceState.ENDED and ended.settled_at is not None
    assert not await community.app.due.given_up(guild_id=community.server.id)


async def test_after_a_week_away_the_series_goes_on_with_the_next_date(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY, reminders=(HOUR,))
    await come(community, event, community.asker)

    await until(community, at(17, 12), away=True)
    await community.restart()
    await community.run_due()
    await community.run_due()

    first, second, third, *_ = [await occurrence(community, event, number) for number in range(3)]
    assert [one.state for one in (first, second, third)] == [
        OccurrenceState.ENDED,
        OccurrenceState.ENDED,
        OccurrenceState.PLANNED,
    ]
    assert second.message_id is None and third.message_id is not None
    assert third.native_id is not None and second.native_id is None


async def test_what_was_skipped_stays_to_be_seen(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)

    await until(community, at(13, 23), away=True)
    await community.restart()
    await community.run_due()
    await community.run_due()

    one = await occurrence(community, event)
    assert await states(community, one.id) == [SKIPPED]
    assert one.follow_up is SKIPPED
