"""Arrivals below Discord: what is known of members in memory, and what becomes of join messages and answers."""

from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from bot.activity.model import GuildSeen
from bot.app import App
from bot.onboarding.arrivals import LATE_AFTER, Join
from bot.onboarding.memory import NEW_FOR, Memory, joined_key
from bot.onboarding.model import Arrival
from bot.onboarding.store import arrivals as store
from bot.onboarding.store import welcomes
from tests.activity.facts import ANNA, BEN, GUILD, MIKA, NOON, OTHER_GUILD
from tests.support.clock import MovableClock


@pytest_asyncio.fixture
async def watched(app: App, clock: MovableClock) -> App:
    for guild_id in (GUILD, OTHER_GUILD):
        app.activity.guild_seen(GuildSeen(guild_id, {}, NOON - timedelta(days=30)), [])
    clock.now = NOON
    return app


def join(member_id: int = ANNA, *, at: datetime = NOON, guild_id: int = GUILD, pending: bool = False) -> Join:
    return Join(guild_id=guild_id, member_id=member_id, joined_at=at, pending=pending)


async def arrivals_of(app: App, member_id: int = ANNA, *, guild_id: int = GUILD) -> list[Arrival]:
    async with app.database.read() as connection:
        return await store.of_members(connection, guild_id=guild_id, member_ids=[member_id])


async def waiting(app: App, guild_id: int = GUILD) -> int:
    async with app.database.read() as connection:
        count, _ = await welcomes.waiting(connection, guild_id=guild_id)
    return count


# Join messages ----------------------------------------------------------------------------------------------------


async def test_what_a_join_message_says_is_set_right_by_the_answer(watched: App) -> None:
    """The message comes a moment after the joining, or hours where screening was first."""
    arrivals = watched.onboarding.arrivals
    for delay in (timedelta(), timedelta(seconds=2), timedelta(hours=7)):
        member_id = ANNA + int(delay.total_seconds())
        joined_at = NOON - timedelta(hours=10)
        await arrivals.heard_of(GUILD, {member_id: joined_at + delay})
        asked = await arrivals.to_ask(guild_id=GUILD)
        await arrivals.answered(asked, {member_id: join(member_id, at=joined_at)})
        [arrival] = await arrivals_of(watched, member_id)
        assert (arrival.joined_at, arrival.arrived_at, arrival.traced_at) == (joined_at, joined_at, None)


async def test_a_join_message_of_somebody_who_is_known_changes_nothing(watched: App) -> None:
    arrivals = watched.onboarding.arrivals
    [known] = await arrivals.seen([join(at=NOON - timedelta(hours=2))])
    await arrivals.heard_of(GUILD, {ANNA: known.joined_at + timedelta(seconds=1)})
    assert await arrivals.to_ask(guild_id=GUILD) == []
    await arrivals.heard_of(GUILD, {ANNA: known.joined_at + timedelta(hours=1)})  # after a screening
    asked = await arrivals.to_ask(guild_id=GUILD)
    await arrivals.answered(asked, {ANNA: join(at=known.joined_at)})

    assert await arrivals_of(watched) == [known]


async def test_join_messages_of_before_the_bot_are_not_arrivals(watched: App) -> None:
    await watched.onboarding.arrivals.heard_of(GUILD, {ANNA: NOON - timedelta(days=31)})

    assert await arrivals_of(watched) == []


async def test_joining_is_told_while_its_message_is_being_asked_about(watched: App) -> None:
    arrivals = watched.onboarding.arrivals
    await arrivals.heard_of(GUILD, {ANNA: NOON})
    asked = await arrivals.to_ask(guild_id=GUILD)
    await arrivals.seen([join()])
    await arrivals.answered(asked, {ANNA: join()})

    [arrival] = await arrivals_of(watched)
    assert (arrival.joined_at, arrival.arrived_at) == (NOON, NOON)
    assert await waiting(watched) == 1


async def test_who_is_still_screened_stays_to_be_asked_about(watched: App) -> None:
    arrivals = watched.onboarding.arrivals
    await arrivals.heard_of(GUILD, {ANNA: NOON})
    assert arrivals.ask_soon(GUILD) and not arrivals.ask_soon(OTHER_GUILD)
    await arrivals.answered(await arrivals.to_ask(guild_id=GUILD), {ANNA: join(pending=True)})
    arrivals.asked(GUILD)

    assert [one.member_id for one in await arrivals.to_ask(guild_id=GUILD)] == [ANNA]
    assert not arrivals.ask_soon(GUILD) and await arrivals.to_ask(guild_id=OTHER_GUILD) == []


# Welcomes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ago", "wanted"), [(LATE_AFTER, 1), (LATE_AFTER + timedelta(seconds=1), 0)])
async def test_who_is_found_late_counts_and_is_not_welcomed(watched: App, ago: timedelta, wanted: int) -> None:
    [arrival] = await watched.onboarding.arrivals.seen([join(at=NOON - ago)])

    assert arrival.arrived_at == NOON - ago and await waiting(watched) == wanted


async def test_screening_that_ended_while_nobody_looked_for_long_is_late(watched: App, clock: MovableClock) -> None:
    arrivals = watched.onboarding.arrivals
    await arrivals.seen([join(pending=True), join(BEN, pending=True)])
    clock.advance(days=5)
    await arrivals.looked()
    clock.advance(hours=47)
    [anna, ben] = await arrivals.to_ask(guild_id=GUILD)
    await arrivals.answered([anna], {ANNA: join()})
    assert await waiting(watched) == 1
    clock.advance(hours=2)
    await arrivals.answered([ben], {BEN: join(BEN)})

    assert await waiting(watched) == 1
    [late] = await arrivals_of(watched, BEN)
    assert late.arrived_at == clock()


async def test_leaving_on_one_server_is_not_leaving_another(watched: App) -> None:
    arrivals = watched.onboarding.arrivals
    await arrivals.seen([join(), join(guild_id=OTHER_GUILD)])
    await arrivals.left(guild_id=GUILD, member_id=ANNA)

    [here], [there] = await arrivals_of(watched), await arrivals_of(watched, guild_id=OTHER_GUILD)
    assert here.left_at == NOON and there.left_at is None
    assert not arrivals.is_news(join(guild_id=OTHER_GUILD))


async def test_a_leaving_that_is_told_again_is_set_right_by_the_joining(watched: App) -> None:
    """A resumed session brings both once more, in their order."""
    arrivals = watched.onboarding.arrivals
    await arrivals.joined([join()])
    await arrivals.left(guild_id=GUILD, member_id=ANNA)
    [again] = await arrivals.joined([join()])

    assert again.left_at is None and [one.left_at for one in await arrivals_of(watched)] == [None]


# Memory -----------------------------------------------------------------------------------------------------------


async def test_what_is_news(watched: App) -> None:
    arrivals = watched.onboarding.arrivals
    assert arrivals.is_news(join())
    assert not arrivals.is_news(join(at=NOON - timedelta(days=30)))
    assert not arrivals.is_news(join(guild_id=99 << 22))
    await arrivals.seen([join(pending=True)])
    assert not arrivals.is_news(join(pending=True)) and arrivals.is_news(join())
    await arrivals.seen([join()])
    assert not arrivals.is_news(join()) and arrivals.is_news(join(at=NOON + timedelta(days=1)))


async def test_newcomers_become_known_and_are_forgotten_when_told(watched: App) -> None:
    [arrival] = await watched.onboarding.arrivals.seen([join(MIKA)])
    memory = Memory()
    memory.load([arrival], {arrival.id: {"post"}}, {7: (GUILD, MIKA), 8: (OTHER_GUILD, MIKA)})
    newcomer = memory.get(GUILD, MIKA)
    assert newcomer is not None and newcomer.facts == {"post"}
    memory.keep(arrival, {"react"})
    newcomer = memory.get(GUILD, MIKA)
    assert newcomer is not None and newcomer.facts == {"post", "react"}

    memory.prune(NOON + NEW_FOR + timedelta(days=1))
    assert memory.get(GUILD, MIKA) is None and memory.knows(GUILD, MIKA, joined_key(NOON))
    memory.forget(GUILD, MIKA)
    assert not memory.knows(GUILD, MIKA, joined_key(NOON))
    assert memory.awaits(7) is None and memory.awaits(8) == MIKA, "who left one server is still awaited in the other"
    memory.forget_guild(OTHER_GUILD)
    assert memory.greetings == {}
