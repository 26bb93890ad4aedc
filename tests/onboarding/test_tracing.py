"""Which invite somebody came by: exactly, or not at all."""

import pytest

from bot.app import App
from bot.onboarding.model import ReferralState
from bot.onboarding.tracing import came_by
from tests.onboarding.inviting import ANA, BEN, GUILD, LOBBY, OTHER_GUILD, House
from tests.support.clock import MovableClock

WAITING = (ReferralState.WAITING, None)


@pytest.fixture
def house(app: App, clock: MovableClock) -> House:
    return House(app=app, clock=clock)


@pytest.mark.parametrize(
    ("arrivals", "grown", "invite"),
    [
        (1, {7: 1}, 7),
        (3, {7: 3}, 7),
        (1, {}, None),  # by another way
        (2, {7: 1}, None),  # one of two by another way: which?
        (2, {7: 1, 8: 1}, None),  # who by which?
        (1, {7: 2}, None),  # somebody's event isn't here yet
        (1, {7: 1, 8: 1}, None),
        (0, {7: 1}, None),
        (0, {}, None),
    ],
)
def test_only_one_answer_is_an_answer(arrivals: int, grown: dict[int, int], invite: int | None) -> None:
    assert came_by(arrivals, grown) == invite


async def test_who_comes_alone_is_traced(house: House) -> None:
    ana, ben = await house.invite(ANA), await house.invite(BEN)
    first, second = await house.settled(ana), await house.settled(ben)
    assert await house.came_by(first) == ana.id
    assert await house.came_by(second) == ben.id
    assert await house.referral(first) == WAITING


async def test_of_who_came_another_way_nothing_is_said(house: House) -> None:
    await house.invite(ANA)
    arrival = await house.join()
    traced = await house.read()
    assert await house.came_by(arrival) == "unknown"
    assert traced.again, "the counters may not know of it yet"
    assert await house.referral(arrival) is None


async def test_many_who_come_by_one_invite_together_are_all_traced(house: House) -> None:
    ana = await house.invite(ANA)
    await house.invite(BEN)
    arrivals = [await house.join(ana) for _ in range(200)]
    assert (await house.read()).known == 200
    assert {await house.came_by(one) for one in arrivals} == {ana.id}


async def test_a_burst_that_goes_on_is_one_round(house: House) -> None:
    ana, ben = await house.invite(ANA), await house.invite(BEN)
    arrivals = []
    for _ in range(3):
        arrivals += [await house.join(ana) for _ in range(2)]
        assert (await house.read()).known == len(arrivals)
        house.clock.advance(seconds=1)
    assert {await house.came_by(one) for one in arrivals} == {ana.id}
    arrivals.append(await house.join(ben))
    await house.read()
    assert {await house.came_by(one) for one in arrivals} == {"unknown"}
    assert [await house.referral(one) for one in arrivals] == [None] * len(arrivals)


async def test_two_who_come_together_by_two_invites_are_not_guessed(house: House) -> None:
    ana, ben = await house.invite(ANA), await house.invite(BEN)
    arrivals = [await house.join(ana), await house.join(ben)]
    traced = await house.read()
    assert (traced.known, traced.unknown, traced.again) == (0, 2, False)
    assert {await house.came_by(one) for one in arrivals} == {"unknown"}


async def test_what_could_not_be_known_does_not_spoil_what_comes_after(house: House) -> None:
    ana, ben = await house.invite(ANA), await house.invite(BEN)
    await house.join(ana)
    await house.join(ben)
    await house.read()
    assert await house.came_by(await house.settled(ana)) == ana.id


async def test_an_event_that_comes_after_the_counters(house: House) -> None:
    """Ben's friend is counted, but their event comes later: nobody else may be taken for them."""
    ana, ben = await house.invite(ANA), await house.invite(BEN)
    house.uses[ben.code] += 1
    by_vanity = await house.join()
    joined_at = house.clock()
    await house.read()
    assert await house.came_by(by_vanity) == ben.id  # so it looks at this moment

    house.clock.advance(seconds=1)
    late = await house.join(ben, counted=False, at=joined_at)
    await house.read()
    assert await house.came_by(by_vanity) == "unknown"
    assert await house.came_by(late) == "unknown"
    assert await house.referral(by_vanity) is None, "what was thought before is taken back"
    house.clock.advance(seconds=10)
    await house.read()
    assert await house.came_by(await house.settled(ana)) == ana.id


async def test_two_by_one_invite_of_whom_one_is_told_of_late(house: House) -> None:
    ana = await house.invite(ANA)
    house.uses[ana.code] += 1
    first = await house.join(ana)
    joined_at = house.clock()
    assert (await house.read()).again
    assert await house.came_by(first) == "unknown"
    house.clock.advance(seconds=3)
    late = await house.join(ana, counted=False, at=joined_at)
    await house.read()
    assert {await house.came_by(first), await house.came_by(late)} == {ana.id}
    assert await house.referral(first) == await house.referral(late) == WAITING


async def test_counters_that_come_after_the_event(house: House) -> None:
    """Discord doesn't count somebody at once: they are found a moment later, and nobody after them is mistaken."""
    ana = await house.invite(ANA)
    first = await house.join(ana, counted=False)
    assert (await house.read()).again
    house.clock.advance(seconds=10)
    house.uses[ana.code] += 1
    assert not (await house.read()).again
    assert await house.came_by(first) == ana.id

    house.clock.advance(minutes=5)
    by_vanity = await house.join()
    await house.read()
    assert await house.came_by(by_vanity) == "unknown"


async def test_a_reading_is_made_once_more_and_not_for_ever(house: House) -> None:
    await house.invite(ANA)
    await house.join()
    assert (await house.read()).again
    house.clock.advance(seconds=10)
    assert not (await house.read()).again
    house.clock.advance(seconds=10)
    assert not (await house.read()).again


async def test_who_comes_before_that_second_reading_is_not_mixed_up(house: House) -> None:
    ana = await house.invite(ANA)
    by_vanity = await house.join()
    await house.read()
    house.clock.advance(seconds=6)
    friend = await house.join(ana)
    await house.read()
    assert await house.came_by(friend) == "unknown", "the counter may have been late for the first"
    assert await house.came_by(by_vanity) == "unknown"


# While the bot was away -------------------------------------------------------------------------------------------


async def test_after_an_outage_one_arrival_and_one_use_belong_together(house: House) -> None:
    ana = await house.invite(ANA)
    house.clock.advance(hours=1)
    arrival = await house.join(ana)
    await house.read(away=True)
    assert await house.came_by(arrival) == ana.id


async def test_after_an_outage_several_are_not_matched(house: House) -> None:
    """Somebody may have come and left unseen, so that the sum is right by chance."""
    ana = await house.invite(ANA)
    house.clock.advance(hours=1)
    arrivals = [await house.join(ana), await house.join(ana)]
    await house.read(away=True)
    assert {await house.came_by(one) for one in arrivals} == {"unknown"}
    assert await house.came_by(await house.settled(ana)) == ana.id, "from then on it works again"


async def test_uses_while_the_bot_was_away_are_nobodys(house: House) -> None:
    ana = await house.invite(ANA)
    house.uses[ana.code] += 5
    await house.read(away=True)
    house.clock.advance(minutes=1)
    by_vanity = await house.join()
    await house.read()
    assert await house.came_by(by_vanity) == "unknown"


async def test_a_new_process_goes_on_where_the_last_one_stopped(house: House) -> None:
    ana = await house.invite(ANA)
    await house.settled(ana)
    again = House(app=App(house.app.config, clock=house.clock), clock=house.clock, uses=house.uses, last_id=5_000)
    try:
        house.clock.advance(minutes=1)
        arrival = await again.join(ana)
        await again.read()
        assert await again.came_by(arrival) == ana.id
    finally:
        await again.app.close()


# Invites that come and go -----------------------------------------------------------------------------------------


async def test_an_invite_that_discord_names_no_more_is_gone(house: House) -> None:
    ana, ben = await house.invite(ANA), await house.invite(BEN)
    house.clock.advance(minutes=1)
    del house.uses[ana.code]
    await house.read()
    inviting = house.app.onboarding.inviting
    assert await inviting.personal(guild_id=GUILD, member_id=ANA) is None
    assert [invite.id for invite in await inviting.alive(guild_id=GUILD)] == [ben.id]


async def test_an_invite_we_may_not_see_is_not_gone(house: House) -> None:
    ana = await house.invite(ANA)
    house.clock.advance(minutes=1)
    arrival = await house.join(ana)
    house.uses.clear()
    await house.read(unread=[LOBBY])
    assert await house.app.onboarding.inviting.personal(guild_id=GUILD, member_id=ANA) is not None
    assert await house.came_by(arrival) == "unknown"


async def test_an_invite_made_while_discord_answered_is_not_gone(house: House) -> None:
    await house.invite(BEN)
    read_at = house.clock()
    uses = dict(house.uses)
    house.clock.advance(seconds=1)
    ana = await house.invite(ANA)
    await house.app.onboarding.tracing.settle(guild_id=GUILD, uses=uses, unread=(), read_at=read_at)
    assert await house.app.onboarding.inviting.personal(guild_id=GUILD, member_id=ANA) == ana


async def test_without_any_invite_nobody_asks_discord(house: House) -> None:
    arrival = await house.join()
    assert not await house.app.onboarding.tracing.is_waited_for(guild_id=GUILD)
    assert await house.came_by(arrival) == "unknown"
    await house.invite(ANA)
    assert await house.app.onboarding.tracing.is_waited_for(guild_id=GUILD)


async def test_servers_do_not_mix(house: House) -> None:
    here, there = await house.invite(ANA), await house.invite(ANA, guild_id=OTHER_GUILD)
    first = await house.join(here)
    second = await house.join(there, guild_id=OTHER_GUILD)
    await house.read()
    assert await house.came_by(first) == here.id
    assert await house.came_by(second) is None
    await house.read(guild_id=OTHER_GUILD)
    assert await house.came_by(second) == there.id


# What follows from it ---------------------------------------------------------------------------------------------


async def test_nobody_refers_themselves(house: House) -> None:
    ana = await house.invite(ANA)
    arrival = await house.settled(ana, member_id=ANA)
    assert await house.came_by(arrival) == ana.id
    assert await house.referral(arrival) is None


async def test_a_source_refers_nobody(house: House) -> None:
    shop = await house.source("Shop")
    arrival = await house.settled(shop)
    assert await house.came_by(arrival) == shop.id
    assert await house.referral(arrival) is None


async def test_who_was_here_before_brings_nothing(house: House) -> None:
    ana = await house.invite(ANA)
    arrival = await house.settled(ana, rejoined=True)
    assert await house.referral(arrival) == (ReferralState.REFUSED, "rejoined")
