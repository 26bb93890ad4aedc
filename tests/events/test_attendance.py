"""Who was there: outcomes, what hosts say, points, and figures in which nobody is called absent lightly."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.due import due_row
from bot.events import errors, rules
from bot.events.attendance import CORRECTED_WITHIN, PAGE_SIZE
from bot.events.model import Answer, Attended
from bot.events.store import series
from bot.points.model import DEFAULT_RULES, Kind
from tests.events.hall import (
    ANNA,
    BEN,
    COHOST,
    GUILD,
    HOST,
    LENGTH,
    MIKA,
    MINUTE,
    MODERATOR,
    OTHER_GUILD,
    START,
    Hall,
    member,
)
from tests.support.clock import MovableClock

ATTENDED, HOSTED = DEFAULT_RULES[Kind.ATTENDED].points, DEFAULT_RULES[Kind.HOSTED].points


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START
    return Hall(app=app, clock=clock)


async def due_kinds(hall: Hall, occurrence_id: int) -> set[str]:
    async with hall.app.database.read() as connection:
        rows = await connection.execute(select(due_row.c.kind).where(due_row.c.subject_id == occurrence_id))
        return set(rows.scalars())


async def in_voice(hall: Hall, occurrence_id: int, *who: Any) -> None:
    for actor in who:
        hall.joins(actor, at=START)
    await hall.over(occurrence_id)


async def tick(hall: Hall, occurrence_id: int, *who: Any) -> None:
    ids = [actor.id for actor in who]
    await hall.app.events.attendance.tick(by=HOST, occurrence_id=occurrence_id, member_ids=ids)


async def untick(hall: Hall, occurrence_id: int, *who: Any) -> None:
    ids = [actor.id for actor in who]
    await hall.app.events.attendance.untick(by=HOST, occurrence_id=occurrence_id, member_ids=ids)


async def test_answers_and_being_there_are_distinct(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA, BEN)
    await hall.answers(occurrence_id, member(1), answer=Answer.MAYBE)
    await in_voice(hall, occurrence_id, ANNA, MIKA)

    assert await hall.outcomes(occurrence_id) == {
        ANNA.id: Attended.ATTENDED,
        BEN.id: Attended.NO_SHOW,
        MIKA.id: Attended.ATTENDED,  # came without having said so
    }
    async with hall.app.database.read() as connection:
        found = await hall.app.events.attendance.attendees(connection, GUILD, occurrence_id)
        elsewhere = await hall.app.events.attendance.attendees(connection, OTHER_GUILD, occurrence_id)
    assert found == {ANNA.id, MIKA.id} and elsewhere == frozenset()
    assert hall.app.surveys.desk.attendees == hall.app.events.attendance.attendees


async def test_a_quarter_of_an_hour_counts_and_of_a_short_event_half(hall: Hall) -> None:
    long, short = await hall.occurrence(), await hall.occurrence(length=20 * MINUTE, room=51)
    await hall.answers(long, ANNA, BEN)
    for who, room in ((ANNA, 50), (BEN, 50), (MIKA, 51), (member(1), 51)):
        hall.joins(who, room, at=START)
    hall.leaves(MIKA, at=START + 9 * MINUTE)
    hall.leaves(member(1), at=START + 10 * MINUTE)
    hall.leaves(ANNA, at=START + 14 * MINUTE)
    hall.leaves(BEN, at=START + 15 * MINUTE)
    await hall.over(long)
    await hall.end(short, at=START + 20 * MINUTE)
    await hall.settle(short)

    # who was there for a little while was there: no attendance, but no absence either
    assert await hall.outcomes(long) == {ANNA.id: None, BEN.id: Attended.ATTENDED}
    assert await hall.outcomes(short) == {MIKA.id: None, member(1).id: Attended.ATTENDED}


async def test_where_nothing_is_known_nobody_was_absent_and_the_host_is_asked_once(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(room=None)
    await hall.answers(occurrence_id, ANNA, BEN)
    await hall.over(occurrence_id)

    assert await hall.outcomes(occurrence_id) == {}
    assert rules.UNTICKED in await due_kinds(hall, occurrence_id)
    attendance = hall.app.events.attendance
    assert await attendance.nothing_known(guild_id=GUILD, occurrence_id=occurrence_id) is not None

    await tick(hall, occurrence_id, ANNA)
    assert await hall.outcomes(occurrence_id) == {ANNA.id: Attended.ATTENDED, BEN.id: Attended.NO_SHOW}
    assert await attendance.nothing_known(guild_id=GUILD, occurrence_id=occurrence_id) is None

    await untick(hall, occurrence_id, ANNA)
    assert (await hall.outcomes(occurrence_id))[BEN.id] is None, "again nothing is known of anybody else"


async def test_nobody_is_asked_about_an_event_to_which_nobody_meant_to_come(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(room=None)
    await hall.over(occurrence_id)
    assert await hall.app.events.attendance.nothing_known(guild_id=GUILD, occurrence_id=occurrence_id) is None


async def test_points_are_given_once_for_each_and_to_hosts_if_somebody_came(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await in_voice(hall, occurrence_id, HOST, ANNA)
    for _ in range(2):
        await hall.settle(occurrence_id)

    assert await hall.points(ANNA) == ATTENDED
    assert await hall.points(HOST) == HOSTED, "for holding it, and not for being there as well"
    assert await hall.points(COHOST) == HOSTED


async def test_a_host_alone_gets_nothing(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await in_voice(hall, occurrence_id, HOST, COHOST)
    assert await hall.points(HOST) == await hall.points(COHOST) == 0


async def test_two_settle_at_once(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.joins(ANNA, at=START)
    hall.clock.now = START + LENGTH
    await hall.end(occurrence_id)
    await asyncio.gather(hall.settle(occurrence_id), hall.settle(occurrence_id))
    assert await hall.points(ANNA) == ATTENDED and await hall.points(HOST) == HOSTED


async def test_a_large_event_is_paid_in_parts(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(room=None)
    crowd = [member(number) for number in range(45)]
    await tick(hall, occurrence_id, *crowd)
    await hall.over(occurrence_id)
    assert [await hall.points(who) for who in crowd] == [ATTENDED] * 45


async def test_a_correction_gives_and_takes_points_and_can_be_undone(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA, BEN)
    await in_voice(hall, occurrence_id, ANNA)

    await untick(hall, occurrence_id, ANNA)
    await tick(hall, occurrence_id, BEN)
    assert rules.SETTLE in await due_kinds(hall, occurrence_id)
    await hall.settle(occurrence_id)
    assert await hall.points(ANNA) == 0 and await hall.points(BEN) == ATTENDED
    assert await hall.points(HOST) == HOSTED

    await tick(hall, occurrence_id, ANNA)
    await untick(hall, occurrence_id, BEN)
    await hall.settle(occurrence_id)
    assert await hall.points(ANNA) == ATTENDED and await hall.points(BEN) == 0

    await untick(hall, occurrence_id, ANNA)
    await hall.settle(occurrence_id)
    assert await hall.points(ANNA) == 0
    assert await hall.points(HOST) == 0, "nobody came after all"


async def test_who_hosted_keeps_the_points_when_the_series_gets_another_host(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(cohost_id=None)
    await in_voice(hall, occurrence_id, ANNA)
    async with hall.app.database.write() as connection:
        event_id = await hall.event_of(occurrence_id)
        await series.set_hosts(connection, event_id=event_id, host_id=BEN.id, cohost_id=None)
    await hall.settle(occurrence_id)
    assert await hall.points(HOST) == HOSTED and await hall.points(BEN) == 0


async def test_who_may_tick_and_when(hall: Hall) -> None:
    attendance, occurrence_id = hall.app.events.attendance, await hall.occurrence()
    for by in (ANNA, MIKA):
        with pytest.raises(errors.NotTheHost):
            await attendance.tick(by=by, occurrence_id=occurrence_id, member_ids=[by.id])
        with pytest.raises(errors.NotTheHost):
            await attendance.page(by=by, occurrence_id=occurrence_id, page=1)
    for by in (HOST, COHOST, MODERATOR):
        await attendance.tick(by=by, occurrence_id=occurrence_id, member_ids=[ANNA.id])

    hall.clock.now = START - 31 * MINUTE
    with pytest.raises(errors.TooEarlyToTick):
        await tick(hall, occurrence_id, BEN)
    hall.clock.now = START + LENGTH + CORRECTED_WITHIN + MINUTE
    with pytest.raises(errors.TooLateToTick):
        await untick(hall, occurrence_id, ANNA)
    await hall.set(occurrence_id, state="cancelled")
    with pytest.raises(errors.AlreadyOver):
        await tick(hall, occurrence_id, BEN)
    with pytest.raises(errors.OccurrenceNotFound):
        await tick(hall, 999, BEN)
    assert list(await hall.outcomes(occurrence_id)) == [ANNA.id]


async def test_a_host_of_another_server_finds_nothing(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(guild_id=OTHER_GUILD)
    with pytest.raises(errors.OccurrenceNotFound):
        await tick(hall, occurrence_id, ANNA)


async def test_the_list_has_pages_and_shows_who_is_in_voice_now(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    going = [member(number) for number in range(PAGE_SIZE + 2)]
    await hall.answers(occurrence_id, *going)
    hall.joins(MIKA, at=START)
    hall.clock.now = START + 20 * MINUTE
    await hall.app.activity.count_voice()

    first = await hall.app.events.attendance.page(by=HOST, occurrence_id=occurrence_id, page=1)
    last = await hall.app.events.attendance.page(by=HOST, occurrence_id=occurrence_id, page=99)

    assert [line.member_id for line in first.lines] == [who.id for who in going[:PAGE_SIZE]]
    assert (first.page, first.pages, first.total, first.going, first.there) == (1, 2, PAGE_SIZE + 3, 12, 1)
    assert last.page == 2 and last.lines[-1].member_id == MIKA.id
    assert last.lines[-1].there and last.lines[-1].known.minutes == 20
    assert await hall.attendance_rows() == 0, "looking writes nothing"


async def test_figures_name_nobody_and_a_members_events_are_for_moderators(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    event_id = await hall.event_of(occurrence_id)
    await hall.occurrence(event_id=event_id, starts_at=START + timedelta(days=7))  # still to come
    await hall.answers(occurrence_id, ANNA, BEN, member(1))
    await in_voice(hall, occurrence_id, ANNA, MIKA)
    attendance = hall.app.events.attendance

    [turnout] = await attendance.turnouts(by=HOST, event_id=event_id)
    assert (turnout.going, turnout.came, turnout.missing, turnout.unannounced) == (3, 1, 2, 1)
    with pytest.raises(errors.NotTheHost):
        await attendance.turnouts(by=ANNA, event_id=event_id)

    [visit] = await attendance.visits(by=MODERATOR, member_id=BEN.id)
    assert (visit.title, visit.outcome) == ("Tea tasting", Attended.NO_SHOW)
    for by in (HOST, BEN):
        with pytest.raises(errors.ModeratorsOnly):
            await attendance.visits(by=by, member_id=BEN.id)


async def test_what_somebody_can_run_now(hall: Hall) -> None:
    mine = await hall.occurrence()
    others = await hall.occurrence(title="Somebody else's", host_id=BEN.id, cohost_id=None)
    await hall.occurrence(starts_at=START + timedelta(days=3))
    await hall.occurrence(starts_at=START - timedelta(days=9))
    await hall.occurrence(guild_id=OTHER_GUILD)

    async def found(by: Any, typed: str = "") -> list[int]:
        return [one.occurrence.id for one in await hall.app.events.attendance.around_now(by=by, typed=typed)]

    assert await found(HOST) == [mine]
    assert await found(MODERATOR) == [mine, others]
    assert await found(MODERATOR, "somebody") == [others]
    assert await found(MODERATOR, "100%") == await found(ANNA) == []
