"""A series keeps its next occurrences as rows, and what is due for each; a change of it takes answers along."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.app import App
from bot.events import errors, lifecycle, rules
from bot.events.model import EventState, Occurrence, OccurrenceState, ReminderState
from bot.events.refitting import refit
from tests.events.happenings import DAY, GUILD, HOUR, WEEKLY, again, announced, come, dates, edit, planned, publish
from tests.support.clock import MovableClock

FRIDAY = datetime(2026, 1, 9, 20, 0)  # noqa: DTZ001 - wall time
"""The clock of these tests begins on Monday, 5 January 2026, at 9:00."""


def utc(day: int, hour: int = 20, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def starts(found: list[Occurrence]) -> list[datetime]:
    return [one.starts_at for one in found]


def to_come(found: list[Occurrence]) -> list[datetime]:
    return [one.starts_at for one in found if one.state is OccurrenceState.PLANNED]


async def test_what_happens_once_has_one_occurrence(app: App) -> None:
    event = await publish(app, starts=FRIDAY)

    (one,) = await dates(app, event)

    assert (one.original_at, one.starts_at, one.ends_at) == (utc(9), utc(9), utc(9, 22))
    assert one.state is OccurrenceState.PLANNED and not one.moved


async def test_a_weekly_series_is_kept_for_sixty_days(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY)

    found = starts(await dates(app, event))

    assert found[0] == utc(9) and found[-1] == utc(27, month=2)
    assert {after - before for before, after in pairwise(found)} == {7 * DAY}


async def test_a_daily_series_is_kept_ten_times_and_a_yearly_one_twice(app: App) -> None:
    daily = await publish(app, starts=FRIDAY, rule="FREQ=DAILY")
    yearly = await publish(app, starts=FRIDAY, rule="FREQ=YEARLY")

    assert len(await dates(app, daily)) == 10
    assert starts(await dates(app, yearly)) == [utc(9), datetime(2027, 1, 9, 20, tzinfo=UTC)]


async def test_doing_it_twice_changes_nothing(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY, reminders=(DAY, HOUR))
    before = await dates(app, event), await planned(app, rules.START), await planned(app, rules.REMIND)

    async with app.database.write() as connection:
        await app.events.lifecycle.materialise(connection, event, now=app.clock())

    assert (await dates(app, event), await planned(app, rules.START), await planned(app, rules.REMIND)) == before


async def test_its_beginning_its_end_and_its_reminders_are_planned(app: App) -> None:
    event = await publish(app, starts=FRIDAY, reminders=(DAY, HOUR))
    (one,) = await dates(app, event)

    assert await planned(app, rules.START) == {one.id: utc(9)}
    assert await planned(app, rules.END) == {one.id: utc(9, 22)}
    assert sorted((await planned(app, rules.REMIND)).values()) == [utc(8), utc(9, 19)]


async def test_a_recurring_evening_stays_one_when_the_clocks_change(app: App, clock: MovableClock) -> None:
    clock.now = datetime(2026, 3, 18, 9, tzinfo=UTC)
    event = await publish(
        app,
        starts=datetime(2026, 3, 20, 20, 0),  # noqa: DTZ001 - wall time
        time_zone="Europe/Berlin",
        rule=WEEKLY,
    )

    found = starts(await dates(app, event))

    assert found[:3] == [utc(20, 19, month=3), utc(27, 19, month=3), utc(3, 18, month=4)]


async def test_the_first_is_announced_at_once_and_the_others_when_the_one_before_is_over(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY)
    first, second, *_ = await dates(app, event)

    waiting = await planned(app, rules.ANNOUNCE)

    assert waiting[first.id] == app.clock()
    assert waiting[second.id] == utc(9, 22)


async def test_a_monthly_meeting_is_announced_two_weeks_before(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule="FREQ=MONTHLY;BYMONTHDAY=9")
    _, second, *_ = await dates(app, event)

    assert (await planned(app, rules.ANNOUNCE))[second.id] == second.starts_at - 14 * DAY


async def test_what_is_every_second_week_is_announced_when_the_one_before_is_over(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")
    first, second, *_ = await dates(app, event)

    assert (await planned(app, rules.ANNOUNCE))[second.id] == first.ends_at == utc(9, 22)


async def test_what_begins_before_the_one_before_is_over_is_announced_before_it_begins(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule="FREQ=DAILY", duration=14 * DAY)
    _, second, third, *_ = await dates(app, event)

    waiting = await planned(app, rules.ANNOUNCE)

    assert waiting[second.id] == second.starts_at - 12 * HOUR
    assert waiting[third.id] == third.starts_at - 12 * HOUR


async def test_a_deleted_announcement_is_not_planned_again(app: App) -> None:
    event = await publish(app, starts=FRIDAY)
    (one,) = await dates(app, event)
    await announced(app, one)
    await app.events.announcing.lost(occurrence_id=one.id, message_id=900)

    await edit(app, event, title="Tea on Friday")

    assert one.id not in await planned(app, rules.ANNOUNCE)


async def test_discords_own_event_is_planned_for_the_next_one_only(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY)
    first, *_ = await dates(app, event)

    assert list(await planned(app, rules.NATIVE)) == [first.id]


# Moving and cancelling


async def test_a_moved_occurrence_takes_everything_along(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY, reminders=(DAY, HOUR))
    first, *_ = await dates(app, event)
    await announced(app, first)

    async with app.database.write() as connection:
        moved = await app.events.lifecycle.move_occurrence(
            connection, event, first, starts_at=utc(10, 15), ends_at=utc(10, 17), now=app.clock()
        )

    assert (moved.original_at, moved.starts_at, moved.moved, moved.sequence) == (utc(9), utc(10, 15), True, 1)
    assert (await planned(app, rules.START))[first.id] == utc(10, 15)
    assert (await planned(app, rules.END))[first.id] == utc(10, 17)
    assert {utc(9, 15), utc(10, 14)} <= set((await planned(app, rules.REMIND)).values())
    assert first.id in await planned(app, rules.TELL)
    assert first.id in await planned(app, rules.SHOW)


async def test_a_moved_occurrence_stays_where_it_is_when_the_series_changes(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY)
    first, *_ = await dates(app, event)
    async with app.database.write() as connection:
        await app.events.lifecycle.move_occurrence(
            connection, event, first, starts_at=utc(10, 15), ends_at=utc(10, 17), now=app.clock()
        )

    await edit(app, event, starts_local=FRIDAY.replace(hour=21))

    found = await dates(app, event)
    assert starts(found)[:2] == [utc(10, 15), utc(16, 21)]
    assert found[0].original_at == utc(9, 21)


async def test_a_series_that_is_put_off_takes_its_answers_along(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY)
    first, *_ = await dates(app, event)
    await come(app, first, 101)
    await announced(app, first)

    await edit(app, event, starts_local=datetime(2026, 1, 13, 19, 0), rule="FREQ=WEEKLY;BYDAY=TU")  # noqa: DTZ001

    found = await dates(app, event)
    assert found[0].id == first.id
    assert starts(found)[:2] == [utc(13, 19), utc(20, 19)]
    assert first.id in await planned(app, rules.TELL)


async def test_what_a_series_has_no_more_of_is_cancelled(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY)

    await edit(app, event, rule="FREQ=MONTHLY;BYDAY=2FR")

    found = await dates(app, event)
    assert to_come(found) == [utc(9), utc(13, month=2)]
    assert all(one.state is OccurrenceState.CANCELLED for one in found if one.starts_at not in to_come(found))


async def test_a_cancelled_occurrence_is_not_made_again_and_another_is_kept_instead(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule="FREQ=YEARLY", reminders=(DAY,))
    first, *_ = await dates(app, event)

    async with app.database.write() as connection:
        await app.events.lifecycle.cancel_occurrence(connection, event, first, reason="Storm", now=app.clock())

    found = await dates(app, event)
    assert [one.starts_at.year for one in found] == [2026, 2027, 2028]
    assert found[0].state is OccurrenceState.CANCELLED and found[0].cancelled_reason == "Storm"
    assert first.id not in await planned(app, rules.START)
    assert utc(8) not in (await planned(app, rules.REMIND)).values()


async def test_cancelling_what_happens_once_cancels_the_event(app: App) -> None:
    event = await publish(app, starts=FRIDAY)
    (one,) = await dates(app, event)
    await announced(app, one)

    async with app.database.write() as connection:
        await app.events.lifecycle.cancel_occurrence(connection, event, one, reason=None, now=app.clock())

    assert (await again(app, event)).state is EventState.CANCELLED
    assert one.id in await planned(app, rules.TELL)


async def test_a_cancelled_series_has_nothing_to_come(app: App) -> None:
    event = await publish(app, starts=FRIDAY, rule=WEEKLY, reminders=(DAY,))

    async with app.database.write() as connection:
        count = await app.events.lifecycle.cancel_series(connection, event, reason=None, now=app.clock())

    assert count == 8
    assert {one.state for one in await dates(app, event)} == {OccurrenceState.CANCELLED}
    for kind in (rules.START, rules.END, rules.REMIND, rules.ANNOUNCE, rules.TELL):
        assert not await planned(app, kind)


async def test_what_is_over_can_be_neither_moved_nor_cancelled(app: App, clock: MovableClock) -> None:
    event = await publish(app, starts=FRIDAY)
    (one,) = await dates(app, event)
    async with app.database.write() as connection:
        await app.events.lifecycle.cancel_occurrence(connection, event, one, reason=None, now=app.clock())

    async with app.database.write() as connection:
        with pytest.raises(errors.AlreadyOver):
            await app.events.lifecycle.cancel_occurrence(connection, event, one, reason=None, now=app.clock())
        with pytest.raises(errors.AlreadyOver):
            await app.events.lifecycle.move_occurrence(
                connection, event, one, starts_at=utc(10), ends_at=utc(11), now=app.clock()
            )


# Reminders follow the start


async def reminder_states(app: App, one: Occurrence) -> dict[timedelta, ReminderState]:
    found = await app.events.reminding.of_occurrence(guild_id=GUILD, occurrence_id=one.id)
    return {reminder.before: reminder.state for reminder in found}


async def test_a_reminder_whose_time_has_passed_when_it_is_published_is_not_planned(app: App) -> None:
    event = await publish(app, starts=datetime(2026, 1, 5, 20, 0), reminders=(DAY, HOUR))  # noqa: DTZ001 - wall time
    (one,) = await dates(app, event)

    assert await reminder_states(app, one) == {HOUR: ReminderState.PLANNED}


async def test_moving_forward_skips_the_reminders_whose_time_has_passed(app: App) -> None:
    event = await publish(app, starts=FRIDAY, reminders=(DAY, HOUR))
    (one,) = await dates(app, event)

    async with app.database.write() as connection:
        await app.events.lifecycle.move_occurrence(
            connection, event, one, starts_at=utc(5, 20), ends_at=utc(5, 22), now=app.clock()
        )

    assert await reminder_states(app, one) == {DAY: ReminderState.SKIPPED, HOUR: ReminderState.PLANNED}


async def test_reminders_that_an_organiser_takes_away_are_not_sent(app: App) -> None:
    event = await publish(app, starts=FRIDAY, reminders=(DAY, HOUR))
    (one,) = await dates(app, event)

    await edit(app, event, reminders=(timedelta(minutes=30), HOUR))

    assert await reminder_states(app, one) == {
        HOUR: ReminderState.PLANNED,
        timedelta(minutes=30): ReminderState.PLANNED,
    }
    assert len(await planned(app, rules.REMIND)) == 2


# Which goes where


@pytest.mark.parametrize(
    ("orphans", "free", "expected"),
    [
        ([], [utc(9)], {}),
        ([utc(9)], [utc(10)], {utc(9): utc(10)}),
        ([utc(9), utc(16)], [utc(13), utc(20)], {utc(9): utc(13), utc(16): utc(20)}),
        # weekly becomes monthly: only what is within a week of it
        ([utc(9), utc(16), utc(23)], [utc(13), utc(10, month=2)], {utc(9): utc(13)}),
        ([utc(9)], [], {}),
    ],
)
def test_occurrences_go_to_the_next_place_within_one_repetition(
    orphans: list[datetime], free: list[datetime], expected: dict[datetime, datetime]
) -> None:
    assert refit(orphans, free) == expected


def test_what_is_kept_is_bounded() -> None:
    assert lifecycle.KEPT_AT_LEAST <= lifecycle.KEPT_AT_MOST <= lifecycle.LOOKED_THROUGH
