"""Arrivals: who counts as one, when, and how those are found that nobody saw."""

from datetime import timedelta

import pytest
import simcord
from sqlalchemy import select

from bot.onboarding.model import Arrival, OnboardingSettings
from bot.onboarding.store import arrivals as store
from bot.onboarding.tables import onboarding_arrival
from bot.sandbox import simulated
from tests.support.community import Community


async def arrivals_of(community: Community, member_id: int) -> list[Arrival]:
    async with community.app.database.read() as connection:
        return await store.of_members(connection, guild_id=community.server.id, member_ids=[member_id])


async def arrival_of(community: Community, member_id: int) -> Arrival:
    [arrival] = await arrivals_of(community, member_id)
    return arrival


def come(community: Community, name: str, *, pending: bool = False, bot: bool = False) -> simcord.MemberActor:
    user = community.env.create_user(name, bot=bot)
    if pending:
        return simulated.join_pending(community.server, user)
    return community.server.add_member(user)


async def test_who_joins_has_arrived(community: Community) -> None:
    await community.later(minutes=5)
    mika = come(community, "mika")
    await community.env.settle()

    arrival = await arrival_of(community, mika.id)
    assert arrival.arrived_at == arrival.joined_at == community.env.now().replace(microsecond=0)
    assert (arrival.rejoined, arrival.left_at) == (False, None)


async def test_who_is_being_screened_arrives_when_that_is_over(community: Community) -> None:
    mika = come(community, "mika", pending=True)
    await community.later(hours=3)
    assert (await arrival_of(community, mika.id)).arrived_at is None

    simulated.accept_rules(mika)
    await community.env.settle()

    assert (await arrival_of(community, mika.id)).arrived_at == community.env.now()


async def test_bots_are_no_arrivals(community: Community) -> None:
    robot = come(community, "robot", bot=True)
    await community.env.settle()

    assert await arrivals_of(community, robot.id) == []


async def test_who_leaves_has_left_and_who_comes_back_came_back(community: Community) -> None:
    mika = come(community, "mika")
    await community.later(days=2)
    community.server.remove_member(mika)
    await community.env.settle()
    left_at = community.env.now()
    await community.later(days=1)
    community.server.add_member(mika.user)
    await community.env.settle()

    first, second = await arrivals_of(community, mika.id)
    assert (first.left_at, first.rejoined) == (left_at, False)
    assert (second.left_at, second.rejoined) == (None, True)
