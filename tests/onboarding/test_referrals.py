"""Rewards for inviting: only for people who agreed, stayed and were active, and not for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.onboarding.inviting_model import Examined, Made, Missing, Reason
from bot.onboarding.model import OnboardingSettings, ReferralState
from bot.onboarding.referring import BAN_CHECK, DECIDE
from bot.points.model import Kind
from tests.onboarding.inviting import ADMIN, ANA, BEN, GUILD, OTHER_GUILD, House
from tests.support.clock import MovableClock

REWARDED = (ReferralState.REWARDED, None)


@pytest.fixture
def house(app: App, clock: MovableClock) -> House:
    return House(app=app, clock=clock)


async def examine(house: House, arrival_id: int) -> Examined:
    found = await house.app.onboarding.referring.examine(guild_id=GUILD, arrival_id=arrival_id)
    assert found is not None
    return found


async def reward(house: House, arrival_id: int) -> Made:
    found = await examine(house, arrival_id)
    assert (found.refused, found.missing) == (None, None)
    return await house.app.onboarding.referring.reward(found.referral, inviter_role_ids=())


async def ready(house: House, member_id: int = ANA) -> int:
    """Let somebody come by a member's invite and do everything that is asked."""
    known = await house.app.onboarding.inviting.personal(guild_id=GUILD, member_id=member_id)
    arrival = await house.settled(known or await house.invite(member_id))
    await house.be_active(arrival)
    house.clock.advance(days=14)
    return arrival


async def planned(house: House, kind: str) -> dict[int, timedelta]:
    async with house.app.database.read() as connection:
        rows = await connection.execute(select(due_row).where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN))
        return {row.subject_id: row.due_at - house.clock() for row in rows}


async def test_what_it_waits_for_in_order(house: House) -> None:
    arrival = await house.settled(await house.invite())
    assert (await examine(house, arrival)).missing is Missing.STAY
    house.clock.advance(days=14)
    assert (await examine(house, arrival)).missing is Missing.ACTIVITY
    await house.be_active(arrival, days=2)
    assert (await examine(house, arrival)).missing is Missing.ACTIVITY
    async with house.app.database.write() as connection:
        await connection.execute(due_row.delete())
    await house.change(arrival, joined_at=house.clock() - timedelta(days=14))
    assert (await examine(house, arrival)).missing is Missing.ACTIVITY, "days before the joining don't count"


async def test_the_reward_comes_once(house: House) -> None:
    arrival = await ready(house)
    found = await examine(house, arrival)
    assert await reward(house, arrival) is Made.REWARDED
    assert await house.points() == 20
    again = await house.app.onboarding.referring.reward(found.referral, inviter_role_ids=())
    assert again is Made.DECIDED
    assert await house.points() == 20
    assert await house.referral(arrival) == REWARDED
    assert await house.app.onboarding.referring.examine(guild_id=GUILD, arrival_id=arrival) is None


@pytest.mark.parametrize("did", [{"messages": 1}, {"reactions_given": 1}, {"voice_active_seconds": 60}])
async def test_every_kind_of_own_activity_counts(house: House, did: dict[str, int]) -> None:
    arrival = await house.settled(await house.invite())
    await house.be_active(arrival, **did)
    house.clock.advance(days=14)
    assert (await examine(house, arrival)).missing is None


@pytest.mark.parametrize("did", [{"reactions_received": 9}, {"voice_seconds": 9_000}])
async def test_what_others_do_and_sitting_alone_does_not(house: House, did: dict[str, int]) -> None:
    arrival = await house.settled(await house.invite())
    await house.be_active(arrival, **did)
    house.clock.advance(days=14)
    assert (await examine(house, arrival)).missing is Missing.ACTIVITY


async def test_a_server_asks_for_what_it_wants(house: House) -> None:
    await house.app.settings.change(
        GUILD, OnboardingSettings, {"referral_stay_days": 2, "referral_active_days": 1}, by=ADMIN
    )
    arrival = await house.settled(await house.invite())
    assert (await planned(house, DECIDE))[arrival] == timedelta(days=2)
    await house.be_active(arrival, days=1)
    house.clock.advance(days=2)
    assert (await examine(house, arrival)).missing is None


@pytest.mark.parametrize("left", ["left", "joined again"])
async def test_who_has_left_brings_nothing_even_after_coming_back(house: House, left: str) -> None:
    arrival = await ready(house)
    if left == "left":
        await house.leave(arrival)
    else:
        await house.join(member_id=await house.member_of(arrival), rejoined=True)
    assert (await examine(house, arrival)).refused is Reason.LEFT


async def test_after_sixty_days_it_is_over(house: House) -> None:
    arrival = await house.settled(await house.invite())
    house.clock.advance(days=59)
    assert (await examine(house, arrival)).refused is None
    house.clock.advance(days=1)
    assert (await examine(house, arrival)).refused is Reason.EXPIRED


async def test_who_has_everything_is_not_late(house: House) -> None:
    arrival = await ready(house)
    house.clock.advance(days=90)
    found = await examine(house, arrival)
    assert (found.refused, found.missing) == (None, None)


async def test_who_is_asked_to_stay_long_has_the_time_for_it(house: House) -> None:
    await house.app.settings.change(GUILD, OnboardingSettings, {"referral_stay_days": 90}, by=ADMIN)
    arrival = await house.settled(await house.invite())
    await house.be_active(arrival)
    house.clock.advance(days=89)
    assert (await examine(house, arrival)).refused is None


@pytest.mark.parametrize("who", ["member_id", "inviter_id"])
async def test_an_erased_person_ends_it(house: House, who: str) -> None:
    arrival = await ready(house)
    erased = ANA if who == "inviter_id" else await house.member_of(arrival)
    await house.app.privacy.erasing.erase(guild_id=GUILD, member_id=erased)
    found = await house.app.onboarding.referring.examine(guild_id=GUILD, arrival_id=arrival)
    assert found is None or found.refused is Reason.ERASED


async def test_a_day_has_a_limit_and_the_rest_comes_tomorrow(house: House) -> None:
    invite = await house.invite()
    arrivals = [await house.settled(invite) for _ in range(3)]
    for arrival in arrivals:
        await house.be_active(arrival)
    house.clock.advance(days=15)
    made = [await reward(house, arrival) for arrival in arrivals]
    assert made == [Made.REWARDED, Made.REWARDED, Made.TOMORROW]
    assert await house.points() == 40
    assert await house.referral(arrivals[2]) == (ReferralState.WAITING, None)
    house.clock.advance(days=1)
    assert await reward(house, arrivals[2]) is Made.REWARDED
    assert await house.points() == 60


async def test_without_points_for_it_it_still_counts(house: House) -> None:
    await house.app.points.rulebook.change(
        guild_id=GUILD, kind=Kind.REFERRAL, points=0, cooldown_seconds=0, daily_cap=40
    )
    assert await reward(house, await ready(house)) is Made.REWARDED
    assert await house.points() == 0


# Bans -------------------------------------------------------------------------------------------------------------


async def test_a_ban_soon_after_takes_the_points_back(house: House) -> None:
    arrival = await ready(house)
    await reward(house, arrival)
    house.clock.advance(days=29)
    member_id = await house.member_of(arrival)
    assert await house.app.onboarding.referring.banned(guild_id=GUILD, member_id=member_id) == 20
    assert await house.points() == 0
    assert await house.referral(arrival) == (ReferralState.REFUSED, "banned")
    assert await house.app.onboarding.referring.banned(guild_id=GUILD, member_id=member_id) == 0


async def test_a_late_ban_takes_nothing(house: House) -> None:
    arrival = await ready(house)
    await reward(house, arrival)
    house.clock.advance(days=40)
    taken = await house.app.onboarding.referring.banned(guild_id=GUILD, member_id=await house.member_of(arrival))
    assert (taken, await house.points()) == (0, 20)


async def test_a_ban_elsewhere_takes_nothing(house: House) -> None:
    arrival = await ready(house)
    await reward(house, arrival)
    member_id = await house.member_of(arrival)
    assert await house.app.onboarding.referring.banned(guild_id=OTHER_GUILD, member_id=member_id) == 0
    assert await house.points() == 20


async def test_a_ban_is_looked_for_once_more(house: House) -> None:
    arrival = await ready(house)
    await reward(house, arrival)
    assert await planned(house, BAN_CHECK) == {arrival: timedelta(days=30)}
    referring = house.app.onboarding.referring
    assert await referring.rewarded_for(guild_id=GUILD, arrival_id=arrival) == await house.member_of(arrival)
    assert await referring.rewarded_for(guild_id=OTHER_GUILD, arrival_id=arrival) is None


# What the inviter sees --------------------------------------------------------------------------------------------


async def test_progress_says_how_each_stands_and_names_nobody(house: House) -> None:
    invite = await house.invite()
    counts = await house.settled(invite)
    await house.be_active(counts)
    gone = await house.settled(invite)
    await house.leave(gone)
    back = await house.settled(invite, rejoined=True)
    house.clock.advance(days=14)
    await reward(house, counts)
    silent = await house.settled(invite)
    house.clock.advance(days=14)
    fresh = await house.settled(invite)

    progress = await house.app.onboarding.referring.progress(guild_id=GUILD, inviter_id=ANA)

    assert len({counts, gone, back, silent, fresh}) == progress.came == 5
    assert progress.rewarded == 1
    assert progress.waiting == {Missing.ACTIVITY: 1, Missing.STAY: 1}
    assert progress.refused == {Reason.REJOINED: 1, Reason.LEFT: 1}
    other = await house.app.onboarding.referring.progress(guild_id=GUILD, inviter_id=BEN)
    assert (other.came, other.rewarded, dict(other.waiting), dict(other.refused)) == (0, 0, {}, {})


async def test_progress_outlives_the_link(house: House) -> None:
    invite = await house.invite()
    await house.settled(invite)
    await house.app.onboarding.inviting.note_gone(guild_id=GUILD, codes=[invite.code])
    await house.invite()
    progress = await house.app.onboarding.referring.progress(guild_id=GUILD, inviter_id=ANA)
    assert progress.came == 1


async def test_what_a_server_asks_for(house: House) -> None:
    terms = await house.app.onboarding.referring.terms(guild_id=GUILD)
    assert (terms.points, terms.must_agree, terms.stay_days, terms.active_days) == (20, False, 14, 3)
