"""Answers to events: places are never given twice, the waiting list keeps its order, everybody is told the truth."""

import asyncio
import random

import pytest
from sqlalchemy import insert

from bot.actor import Actor
from bot.app import App
from bot.config import Config
from bot.events import errors, rsvp_errors
from bot.events.model import Answer, EventState, OccurrenceState
from bot.events.rsvp_model import Wish
from bot.points.model import Entry, Kind
from bot.points.tables import point_rank
from tests.events.gathering import ANA, BEN, CIO, DAN, GUILD, HOST, gathering, member, rows
from tests.support.clock import MovableClock


async def test_who_comes_has_a_place_and_is_told_which(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=50)

    first, second = await tea.come(ANA, BEN)

    assert (first.answer, first.position, first.capacity) == (Answer.GOING, 1, 50)
    assert (second.answer, second.position, second.before) == (Answer.GOING, 2, None)


async def test_who_comes_when_all_places_are_taken_waits_in_the_order_of_pressing(
    app: App, clock: MovableClock
) -> None:
    tea = await gathering(app, clock, capacity=1)

    answered = await tea.come(ANA, BEN, CIO)

    assert [one.answer for one in answered] == [Answer.GOING, Answer.WAITING, Answer.WAITING]
    assert [one.position for one in answered] == [1, 1, 2]
    assert answered[-1].counts.going == 1 and answered[-1].counts.waiting == 2


async def test_without_a_limit_everybody_has_a_place(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock)

    answered = await tea.come(*(member(number) for number in range(30)))

    assert {one.answer for one in answered} == {Answer.GOING}
    assert answered[-1].position == 30


async def test_pressing_the_same_again_changes_nothing(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)

    again = await tea.say(BEN, Wish.GOING)

    assert not again.changed
    assert (again.answer, again.position) == (Answer.WAITING, 1)


async def test_who_changes_their_mind_twice_stands_behind_the_others(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)

    await tea.say(BEN, Wish.MAYBE)
    back = await tea.say(BEN, Wish.GOING)

    assert back.position == 2
    assert (await tea.mine(CIO)).position == 1


async def test_five_hundred_at_once_get_fifty_places_and_the_truth(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=50)
    everybody = [member(number) for number in range(500)]
    random.Random(5).shuffle(everybody)

    answered = await asyncio.gather(*(tea.say(who, Wish.GOING) for who in everybody))

    async with app.database.read() as connection:
        written = await rows(connection, tea.id)
    going = [who for who, answer, _ in written if answer == Answer.GOING]
    waiting = [(place, who) for who, answer, place in written if answer == Answer.WAITING]
    assert len(going) == 50 and len(waiting) == 450
    # Rows are written in the order of the commits, and the list is in the same.
    assert [place for _, _, place in written] == list(range(1, 501))
    assert [who for _, who in sorted(waiting)] == [who for _, who in waiting]
    told = {one.rsvp.member_id: one for one in answered if one.rsvp is not None}
    assert [told[who].position for who in going] == list(range(1, 51))
    assert [told[who].position for _, who in waiting] == list(range(1, 451))
    assert all(told[who].answer is Answer.GOING for who in going)


async def test_two_hundred_who_come_and_go_at_once_never_exceed_the_places(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=10)
    chance = random.Random(7)
    presses = [(member(chance.randrange(60)), chance.choice(list(Wish))) for _ in range(200)]

    async def press(who: Actor, wish: Wish) -> int:
        return (await tea.say(who, wish)).counts.taken

    taken = await asyncio.gather(*(press(who, wish) for who, wish in presses))

    assert max(taken) == 10, "all were taken at some moment, and never more"
    counts = await app.events.answering.counts(guild_id=GUILD, occurrence_id=tea.id)
    assert counts.taken == 10 or counts.waiting == 0, "nobody waits while a place is free"


async def test_a_bot_that_is_killed_under_load_keeps_what_it_has_answered(
    app: App, config: Config, clock: MovableClock
) -> None:
    tea = await gathering(app, clock, capacity=5)
    answered: list[int] = []
    twenty = asyncio.Event()

    async def press(who: Actor) -> None:
        await tea.say(who, Wish.GOING)
        answered.append(who.id)
        if len(answered) == 20:
            twenty.set()

    tasks = [asyncio.create_task(press(member(number))) for number in range(60)]
    await twenty.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await app.close()

    after = App(config, clock=clock)
    try:
        async with after.database.read() as connection:
            written = await rows(connection, tea.id)
        assert set(answered) <= {who for who, _, _ in written}, "whoever was told has it"
        assert sum(answer == Answer.GOING for _, answer, _ in written) == 5
        assert [place for _, _, place in written] == list(range(1, len(written) + 1))
        tea.app = after
        assert len(await tea.due("events:show")) == 1, "the card will show it"
    finally:
        await after.close()


async def test_two_at_once_on_the_last_place(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=2)
    await tea.come(ANA)

    ben, cio = await asyncio.gather(tea.say(BEN, Wish.GOING), tea.say(CIO, Wish.GOING))

    assert {ben.answer, cio.answer} == {Answer.GOING, Answer.WAITING}


async def test_what_is_over_cancelled_or_not_published_takes_no_answer(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock)
    draft = await gathering(app, clock, state=EventState.DRAFT)
    await tea.come(ANA)

    with pytest.raises(rsvp_errors.NotOpen):
        await draft.come(ANA)
    with pytest.raises(rsvp_errors.NotOpen):
        await draft.mine(ANA)
    clock.advance(days=3, hours=1)
    await tea.come(BEN)  # it is on, and there is room
    clock.advance(hours=1)
    with pytest.raises(errors.AlreadyOver):
        await tea.come(CIO)
    cancelled = await gathering(app, clock)
    await cancelled.cancel()
    with pytest.raises(errors.AlreadyOver):
        await cancelled.come(CIO)
    assert not (await tea.mine(ANA)).open


async def test_another_servers_event_is_not_found(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock)
    stranger = Actor(id=ANA.id, guild_id=GUILD + 1)

    with pytest.raises(errors.OccurrenceNotFound):
        await tea.come(stranger)
    with pytest.raises(errors.OccurrenceNotFound):
        await tea.mine(stranger)


# Who it is for


async def test_a_role_decides_who_may_come_and_others_are_told_which(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, audience_role_id=77)

    with pytest.raises(rsvp_errors.RoleNeeded) as refused:
        await tea.come(ANA)
    [come] = await tea.come(Actor(id=BEN.id, guild_id=GUILD, role_ids=frozenset({77})))

    assert refused.value.params == {"role": "77"}
    assert come.answer is Answer.GOING
    assert await tea.answer_of(ANA) is None


async def ranked(app: App, threshold: int) -> int:
    async with app.database.write() as connection:
        added = await connection.execute(
            insert(point_rank)
            .values(guild_id=GUILD, name="Regular", threshold=threshold, role_id=None)
            .returning(point_rank.c.id)
        )
        return int(added.scalar_one())


async def give(app: App, who: Actor, points: int) -> None:
    async with app.database.write() as connection:
        entry = Entry(
            guild_id=GUILD,
            member_id=who.id,
            kind=Kind.ADJUSTMENT,
            source_id=who.id,
            giver_id=HOST.id,
            points=points,
            happened_at=app.clock(),
        )
        await app.points.ledger.post(connection, [entry])


async def test_a_rank_decides_by_points(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, audience_rank_id=await ranked(app, 100), needs_rank=True)
    await give(app, ANA, 100)
    await give(app, BEN, 40)

    [come] = await tea.come(ANA)
    with pytest.raises(rsvp_errors.RankNeeded) as refused:
        await tea.come(BEN)

    assert come.answer is Answer.GOING
    assert refused.value.params == {"rank": "Regular", "missing": 60}


async def test_a_role_or_a_rank_is_enough_of_two(app: App, clock: MovableClock) -> None:
    rank_id = await ranked(app, 100)
    tea = await gathering(app, clock, audience_role_id=77, audience_rank_id=rank_id, needs_rank=True)
    await give(app, ANA, 100)

    await tea.come(ANA, Actor(id=BEN.id, guild_id=GUILD, role_ids=frozenset({77})))
    with pytest.raises(rsvp_errors.RoleOrRankNeeded):
        await tea.come(CIO)


async def test_with_a_rank_that_was_deleted_nobody_but_the_host_comes(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, needs_rank=True)

    with pytest.raises(rsvp_errors.RankGone):
        await tea.come(ANA)
    await tea.come(HOST)


async def test_who_has_a_place_keeps_it_when_the_audience_is_narrowed(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.change_event(audience_role_id=77)

    assert not (await tea.say(ANA, Wish.GOING)).changed
    assert (await tea.say(BEN, Wish.GOING)).answer is Answer.WAITING
    assert (await tea.say(ANA, Wish.CANNOT)).answer is Answer.CANNOT


# Lists, and how one is reminded


async def test_hosts_leaf_through_every_list_and_others_see_who_comes(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.say(CIO, Wish.MAYBE)

    answering = app.events.answering
    for_host = await answering.people(by=HOST, occurrence_id=tea.id, answer=Answer.WAITING)
    for_dan = await answering.people(by=DAN, occurrence_id=tea.id, answer=Answer.WAITING)

    assert list(for_host.member_ids) == [BEN.id]
    assert (for_dan.answer, list(for_dan.member_ids)) == (Answer.GOING, [ANA.id])
    assert (for_dan.counts.waiting, for_dan.counts.maybe) == (1, 1)


async def test_long_lists_have_pages(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock)
    await tea.come(*(member(number) for number in range(65)))

    last = await app.events.answering.people(by=ANA, occurrence_id=tea.id, page=9)

    assert (last.number, last.pages) == (3, 3)
    assert list(last.member_ids) == [member(number).id for number in range(60, 65)]


async def test_only_who_comes_is_reminded(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=2)
    await tea.come(BEN, ANA, CIO)
    await tea.say(DAN, Wish.MAYBE)

    async with app.database.read() as connection:
        assert await app.events.answering.going(connection, tea.id) == [BEN.id, ANA.id]


async def test_being_reminded_by_message_is_asked_for_and_taken_back(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock)
    await tea.come(ANA, BEN)

    by_message = await app.events.answering.set_by_message(by=ANA, occurrence_id=tea.id, by_message=True)
    assert by_message.by_message and not (await tea.mine(BEN)).by_message
    await app.events.answering.set_by_message(by=ANA, occurrence_id=tea.id, by_message=False)

    assert not (await tea.mine(ANA)).by_message


async def test_a_running_event_can_still_be_joined(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.change(state=OccurrenceState.RUNNING)

    assert [one.answer for one in await tea.come(ANA, BEN)] == [Answer.GOING, Answer.WAITING]
