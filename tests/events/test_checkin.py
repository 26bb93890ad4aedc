"""Check-in codes: who types one was there; nobody guesses one, and the database alone tells none."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.config import Config
from bot.errors import UserError
from bot.events import codes, errors, rsvp_errors
from bot.events.codes import ALPHABET, AROUND, LENGTH, TRIES, TRIES_OF_ALL
from bot.events.model import Answer, Attended
from bot.events.store import attendance as store
from bot.events.tables import event_occurrence
from tests.events.hall import ANNA, BEN, COHOST, GUILD, HOST, MIKA, MINUTE, MODERATOR, OTHER_GUILD, START, Hall, member
from tests.events.hall import LENGTH as EVENT_LENGTH
from tests.support.clock import MovableClock


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START
    return Hall(app=app, clock=clock)


async def opened(hall: Hall, occurrence_id: int, by: Actor = HOST) -> str:
    card = await hall.app.events.codes.renew(by=by, occurrence_id=occurrence_id)
    assert card.code is not None
    return card.code


async def check_in(hall: Hall, code: str, by: Actor = ANNA) -> codes.CheckedIn:
    return await hall.app.events.codes.check_in(code, by=by)


def wrong(code: str) -> str:
    return "".join(ALPHABET[(ALPHABET.index(letter) + 1) % len(ALPHABET)] for letter in code)


def test_a_code_is_long_enough_and_has_no_two_letters_that_look_alike() -> None:
    made = {codes.make() for _ in range(200)}
    assert len(made) == 200 and all(len(code) == LENGTH >= 6 for code in made)
    assert not set(ALPHABET) & set("OILZSBU")
    assert all(codes.fold(code) == code for code in made)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("k7f2qx", "K7F2QX"),
        (" K7F-2QX ", "K7F2QX"),
        ("Ｋ７Ｆ２ＱＸ", "K7F2QX"),
        ("O1lIzs", "011125"),
        ("8Bub00", "88V800"),
        ("`K7F2QX`", "K7F2QX"),
        ("", ""),
        ("🍵", ""),
        ("K" * 5000, "K" * 12),
    ],
)
def test_how_it_is_typed_does_not_matter(typed: str, meant: str) -> None:
    assert codes.fold(typed) == meant


async def test_who_types_the_code_was_there_whether_they_had_answered_or_not(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(room=None)
    await hall.answers(occurrence_id, ANNA)
    code = await opened(hall, occurrence_id)

    assert not (await check_in(hall, code.lower())).again
    assert (await check_in(hall, code)).again
    assert not (await check_in(hall, code, BEN)).again
    card = await hall.app.events.codes.card(by=COHOST, occurrence_id=occurrence_id)
    assert (card.code, card.checked_in) == (code, 2)

    await hall.over(occurrence_id)
    assert await hall.outcomes(occurrence_id) == {ANNA.id: Attended.ATTENDED, BEN.id: Attended.ATTENDED}


async def test_it_works_from_half_an_hour_before_until_half_an_hour_after(hall: Hall) -> None:
    hall.clock.now = START - timedelta(hours=3)
    occurrence_id = await hall.occurrence()
    code = await opened(hall, occurrence_id)
    hall.clock.now = START - AROUND - MINUTE
    with pytest.raises(errors.NoCheckin):
        await check_in(hall, code)
    hall.clock.now = START - AROUND
    await check_in(hall, code)
    await hall.end(occurrence_id, at=START + EVENT_LENGTH)
    hall.clock.now = START + EVENT_LENGTH + AROUND
    await check_in(hall, code, BEN)
    hall.clock.now += MINUTE
    with pytest.raises(errors.NoCheckin):
        await check_in(hall, code, MIKA)
    with pytest.raises(errors.CheckinClosed):
        await opened(hall, occurrence_id)


async def test_checking_in_after_it_was_settled_counts_all_the_same(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA)
    code = await opened(hall, occurrence_id)
    hall.joins(BEN, at=START)
    await hall.over(occurrence_id)
    assert (await hall.outcomes(occurrence_id))[ANNA.id] is Attended.NO_SHOW

    await check_in(hall, code)
    await hall.settle(occurrence_id)
    assert (await hall.outcomes(occurrence_id))[ANNA.id] is Attended.ATTENDED
    assert await hall.points(ANNA) > 0


async def test_of_two_events_at_once_the_code_tells_which(hall: Hall) -> None:
    first, second = await hall.occurrence(), await hall.occurrence(title="Another", room=51)
    code = await opened(hall, second)
    await opened(hall, first)
    assert (await check_in(hall, code)).occurrence.id == second
    assert list(await hall.outcomes(second)) == [ANNA.id] and await hall.outcomes(first) == {}


async def test_an_old_code_a_closed_one_and_another_servers_are_wrong(hall: Hall) -> None:
    occurrence_id, other = await hall.occurrence(), await hall.occurrence(room=51)
    old = await opened(hall, occurrence_id)
    await opened(hall, occurrence_id)
    await opened(hall, other)
    with pytest.raises(errors.CodeWrong):
        await check_in(hall, old)
    closed = await opened(hall, other)
    await hall.app.events.codes.close(by=HOST, occurrence_id=other)
    with pytest.raises(errors.CodeWrong):
        await check_in(hall, closed)

    elsewhere = await hall.occurrence(guild_id=OTHER_GUILD)
    stranger = Actor(id=HOST.id, guild_id=OTHER_GUILD)
    code = await opened(hall, elsewhere, stranger)
    with pytest.raises(errors.CodeWrong):
        await check_in(hall, code)


async def test_five_wrong_tries_an_hour_even_over_a_restart(hall: Hall, config: Config) -> None:
    occurrence_id = await hall.occurrence(length=timedelta(hours=3))
    code = await opened(hall, occurrence_id)
    for left in range(TRIES - 1, -1, -1):
        with pytest.raises(errors.CodeWrong) as refused:
            await check_in(hall, wrong(code))
        assert refused.value.params == {"left": left}
        hall.clock.advance(minutes=1)
    await hall.app.close()
    hall.app = App(config, clock=hall.clock)
    with pytest.raises(errors.CheckinTooOften):
        await check_in(hall, code)
    await check_in(hall, code, BEN)  # nobody else is kept from it
    hall.clock.advance(minutes=60 - TRIES, seconds=1)
    await check_in(hall, code)
    await hall.app.close()


async def test_tries_at_once_are_counted_one_by_one(hall: Hall) -> None:
    code = await opened(hall, await hall.occurrence())

    async def attempt() -> type[UserError]:
        try:
            await check_in(hall, wrong(code))
        except UserError as refused:
            return type(refused)
        raise AssertionError("a wrong code was right")

    refusals = await asyncio.gather(*(attempt() for _ in range(12)))
    assert refusals.count(errors.CodeWrong) == TRIES
    assert refusals.count(errors.CheckinTooOften) == 12 - TRIES


async def test_where_very_many_are_tried_only_those_going_go_on(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    code = await opened(hall, occurrence_id)
    await hall.answers(occurrence_id, ANNA)
    async with hall.app.database.write() as connection:
        for number in range(TRIES_OF_ALL):
            await store.add_try(connection, guild_id=GUILD, member_id=member(number // 5).id, at=START)
    with pytest.raises(errors.CheckinBusy):
        await check_in(hall, code, BEN)
    await check_in(hall, code, ANNA)


async def test_an_event_for_others_can_only_be_checked_in_to_by_them(hall: Hall) -> None:
    occurrence_id = await hall.occurrence(audience_role_id=77)
    code = await opened(hall, occurrence_id)
    with pytest.raises(rsvp_errors.RoleNeeded):
        await check_in(hall, code)
    await check_in(hall, code, Actor(id=BEN.id, guild_id=GUILD, role_ids=frozenset({77})))
    await hall.answers(occurrence_id, MIKA)  # had the role when they answered
    await check_in(hall, code, MIKA)
    assert set(await hall.outcomes(occurrence_id)) == {BEN.id, MIKA.id}


async def test_only_who_runs_it_sees_and_makes_codes(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    for by in (HOST, COHOST, MODERATOR):
        await opened(hall, occurrence_id, by)
    for act in (hall.app.events.codes.card, hall.app.events.codes.renew, hall.app.events.codes.close):
        with pytest.raises(errors.NotTheHost):
            await act(by=ANNA, occurrence_id=occurrence_id)


async def test_the_database_holds_no_code_and_without_the_key_none_is_shown(hall: Hall, config: Config) -> None:
    occurrence_id = await hall.occurrence()
    code = await opened(hall, occurrence_id)
    async with hall.app.database.read() as connection:
        sealed = await connection.scalar(
            select(event_occurrence.c.sealed_code).where(event_occurrence.c.id == occurrence_id)
        )
    assert sealed is not None and code not in sealed
    hall.app.seal.key_file.unlink()
    await hall.app.close()
    hall.app = App(config, clock=hall.clock)
    with pytest.raises(errors.CodeSealed):
        await hall.app.events.codes.card(by=HOST, occurrence_id=occurrence_id)
    with pytest.raises(errors.NoCheckin):
        await check_in(hall, code)
    await hall.app.close()


async def test_a_host_who_says_otherwise_is_right(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA, answer=Answer.GOING)
    await check_in(hall, await opened(hall, occurrence_id))
    await hall.app.events.attendance.untick(by=HOST, occurrence_id=occurrence_id, member_ids=[ANNA.id])
    await hall.over(occurrence_id)
    assert await hall.outcomes(occurrence_id) == {ANNA.id: Attended.NO_SHOW}
