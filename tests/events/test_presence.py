"""Time in an event's voice channel: whose counts, from when until when, over moves, restarts and outages."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.config import Config
from bot.events import presence
from bot.events.model import OccurrenceState, PlaceKind
from bot.events.store.attendance import Stretch
from tests.events.hall import ANNA, BEN, GUILD, LENGTH, MIKA, MINUTE, OTHER_GUILD, OTHER_ROOM, ROOM, START, Hall
from tests.support.clock import MovableClock

END = START + LENGTH


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START - timedelta(hours=1)
    return Hall(app=app, clock=clock)


async def test_several_stretches_add_up_and_another_channel_does_not_count(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.joins(ANNA, at=START)
    hall.leaves(ANNA, at=START + 10 * MINUTE)
    hall.joins(ANNA, OTHER_ROOM, at=START + 12 * MINUTE)
    hall.joins(ANNA, ROOM, at=START + 20 * MINUTE)  # moved over
    hall.joins(ANNA, OTHER_ROOM, at=START + 27 * MINUTE)
    hall.joins(BEN, OTHER_ROOM, at=START + 28 * MINUTE)

    await hall.over(occurrence_id)

    assert await hall.minutes(occurrence_id) == {ANNA.id: 17}


async def test_it_counts_from_a_quarter_before_the_start_until_the_real_end(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.joins(ANNA, at=START - 40 * MINUTE)
    await hall.app.activity.count_voice()
    hall.clock.now = START
    await hall.begin(occurrence_id)
    await hall.app.activity.count_voice()
    hall.clock.now = START + 30 * MINUTE
    await hall.end(occurrence_id)  # the host ended it earlier
    hall.leaves(ANNA, at=START + 50 * MINUTE)
    await hall.app.activity.flush()

    await hall.settle(occurrence_id)

    assert await hall.minutes(occurrence_id) == {ANNA.id: 45}
    assert await hall.rows() == 0, "the stretches are of no use any more"


async def test_it_counts_from_the_real_begin_where_that_was_earlier(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.clock.now = START - 50 * MINUTE
    await hall.begin(occurrence_id)
    hall.joins(ANNA)
    hall.leaves(ANNA, at=START - 20 * MINUTE)

    await hall.over(occurrence_id)

    assert await hall.minutes(occurrence_id) == {ANNA.id: 30}


async def test_who_stays_for_one_event_is_not_early_for_the_next_in_the_same_channel(hall: Hall) -> None:
    first, second = await hall.occurrence(), await hall.occurrence(starts_at=END)
    hall.joins(ANNA, at=START)
    hall.joins(BEN, at=END - 14 * MINUTE)
    hall.leaves(ANNA, at=END)
    hall.clock.now = END
    await hall.end(first)
    await hall.settle(first)
    hall.clock.now = END + LENGTH
    await hall.end(second)
    await hall.settle(second)

    assert await hall.minutes(first) == {ANNA.id: 60, BEN.id: 14}
    assert await hall.minutes(second) == {BEN.id: 60}


async def test_bots_aside_those_who_want_nothing_recorded_are_not(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.app.activity.ignore(GUILD, ANNA.id)
    await hall.answers(occurrence_id, ANNA, MIKA)
    hall.joins(ANNA, at=START)
    hall.joins(BEN, at=START)

    await hall.over(occurrence_id)

    assert await hall.minutes(occurrence_id) == {BEN.id: 60}
    outcomes = await hall.outcomes(occurrence_id)
    assert outcomes.get(ANNA.id) is None, "nobody looked whether they were there"
    assert outcomes[MIKA.id] is not None


async def test_who_wants_nothing_recorded_any_more_leaves_no_minutes_and_is_not_missing(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA, BEN)
    hall.joins(ANNA, at=START)
    hall.joins(BEN)
    hall.clock.now = START + 30 * MINUTE
    await hall.app.activity.count_voice()
    hall.app.activity.ignore(GUILD, ANNA.id)
    hall.app.activity.forget(GUILD, ANNA.id)

    await hall.over(occurrence_id)

    assert ANNA.id not in await hall.minutes(occurrence_id)
    assert (await hall.outcomes(occurrence_id)).get(ANNA.id) is None
    assert BEN.id in await hall.minutes(occurrence_id)


async def test_another_server_with_the_same_channel_number_is_another(hall: Hall) -> None:
    await hall.occurrence(guild_id=OTHER_GUILD)
    occurrence_id = await hall.occurrence(room=OTHER_ROOM)
    hall.joins(ANNA, at=START)

    await hall.over(occurrence_id)

    assert await hall.minutes(occurrence_id) == {} and await hall.rows() == 0


async def test_a_place_of_this_once_is_where_it_counts(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.set(occurrence_id, place_kind=PlaceKind.STAGE.value, place_channel_id=OTHER_ROOM)
    hall.joins(ANNA, ROOM, at=START)
    hall.joins(BEN, OTHER_ROOM, at=START)

    await hall.over(occurrence_id)

    assert await hall.minutes(occurrence_id) == {BEN.id: 60}


async def test_a_cancelled_event_counts_nobody(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.set(occurrence_id, state=OccurrenceState.CANCELLED.value)
    hall.joins(ANNA, at=START)
    hall.clock.now = END
    await hall.settle(occurrence_id)

    assert await hall.rows() == 0 and await hall.outcomes(occurrence_id) == {}


async def test_of_what_was_cancelled_while_people_were_there_nothing_stays(hall: Hall) -> None:
    cancelled, other = await hall.occurrence(), await hall.occurrence(room=OTHER_ROOM)
    hall.joins(ANNA, at=START)
    hall.clock.now = START + 10 * MINUTE
    await hall.app.activity.count_voice()
    assert await hall.rows() == 1
    await hall.set(cancelled, state=OccurrenceState.CANCELLED.value)
    await hall.over(other)
    assert await hall.rows() == 0


# The bot was away -------------------------------------------------------------------------------------------------


async def restarted(hall: Hall, config: Config) -> Hall:
    await hall.app.close()
    app = App(config, clock=hall.clock)
    await app.activity.load()
    return Hall(app=app, clock=hall.clock)


async def test_who_never_hung_up_over_a_restart_was_there_all_the_time(hall: Hall, config: Config) -> None:
    occurrence_id = await hall.occurrence()
    for who in (ANNA, BEN, MIKA):
        hall.joins(who, at=START)
    hall.clock.now = START + 10 * MINUTE
    hall = await restarted(hall, config)
    hall.clock.now = START + 30 * MINUTE
    hall.back(ANNA)
    hall.app.activity.voice(hall.fact(BEN, ROOM, session_id="another"))
    await hall.over(occurrence_id)

    # BEN had left and come back, nobody knows when; MIKA was last seen when the bot went
    assert await hall.minutes(occurrence_id) == {ANNA.id: 60, BEN.id: 40, MIKA.id: 10}
    await hall.app.close()


async def test_an_outage_over_the_beginning_counts_from_the_return_on(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.clock.now = START + 25 * MINUTE
    hall.back(ANNA)
    await hall.over(occurrence_id)

    assert await hall.minutes(occurrence_id) == {ANNA.id: 35}


async def test_an_outage_over_the_end_counts_until_the_end_who_never_hung_up(hall: Hall, config: Config) -> None:
    occurrence_id = await hall.occurrence()
    hall.joins(ANNA, at=START)
    hall.joins(BEN, at=START)
    hall.clock.now = START + 30 * MINUTE
    hall = await restarted(hall, config)
    hall.clock.now = END + 90 * MINUTE
    assert not hall.app.events.attendance.follows_voice(GUILD), "nobody is settled before it is known who is there"
    hall.back(ANNA)
    assert hall.app.events.attendance.follows_voice(GUILD)
    await hall.end(occurrence_id, at=END)
    await hall.settle(occurrence_id)

    assert await hall.minutes(occurrence_id) == {ANNA.id: 60, BEN.id: 30}
    await hall.app.close()


def test_minutes_are_whole_ones_and_only_those_inside() -> None:
    stretches = [
        Stretch(ANNA.id, START - MINUTE, START + 2 * MINUTE),
        Stretch(ANNA.id, START + 3 * MINUTE, START + timedelta(minutes=3, seconds=59)),
        Stretch(BEN.id, END, END + MINUTE),
        Stretch(MIKA.id, START, START + timedelta(seconds=30)),
    ]
    found = presence.minutes_by_member(stretches, opens=START, closes=END)
    assert found == {ANNA.id: 2, MIKA.id: 0}, "somebody was there, if not for a minute"
