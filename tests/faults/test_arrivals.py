"""Arrivals, the welcome and the newcomer role, whatever Discord refuses: everybody is greeted, nobody twice."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
import simcord
from sqlalchemy import select

from bot.onboarding.model import OnboardingSettings
from bot.onboarding.tables import onboarding_arrival
from tests.faults.harness import Act, Fault, Line, sweep
from tests.support.community import Community


@dataclass
class Case:
    newcomer: simcord.MemberActor


@pytest_asyncio.fixture(autouse=True)
async def hall(community: Community) -> None:
    """Those who are there have been welcomed."""
    community.extra["welcome"] = community.server.create_text_channel("welcome")
    community.extra["role"] = community.server.create_role("Newcomer")
    await community.env.settle()
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_arrival.update().values(to_welcome=False))


async def come(community: Community, _: str) -> Case:
    community.extra["newcomers"] = number = community.extra.get("newcomers", 0) + 1
    newcomer = community.server.add_member(community.env.create_user(f"newcomer{number}"))
    await community.env.settle()
    return Case(newcomer)


async def work(community: Community, _: Case) -> None:
    await community.run_due()


def mentions(community: Community) -> Counter[int]:
    channel = community.extra["welcome"]
    return Counter(
        member_id for message in channel.history() if message.author.bot for member_id in message.raw_mentions
    )


async def test_the_welcome(community: Community, line: Line) -> None:
    await community.set(OnboardingSettings, welcome_channel_id=community.extra["welcome"].id, nudge_after_days=0)

    async def is_welcomed(community: Community, case: Case) -> bool:
        return mentions(community)[case.newcomer.id] == 1

    act = Act(prepare=come, do=work, done=is_welcomed, by_itself=True, alone=True, may_stay_undone=is_gone)
    await sweep(community, line, act)

    assert set(mentions(community).values()) == {1}


def is_gone(fault: Fault) -> bool:
    return fault.status == 404


async def test_a_welcome_that_is_tried_again(community: Community, line: Line) -> None:
    """Nobody knows whether the first try has sent it: it is looked for."""
    await community.set(OnboardingSettings, welcome_channel_id=community.extra["welcome"].id, nudge_after_days=0)

    async def half_sent(community: Community, title: str) -> Case:
        case = await come(community, title)
        assert await community.app.onboarding.welcoming.bundle(guild_id=community.server.id) is not None
        return case

    async def is_welcomed(community: Community, case: Case) -> bool:
        return mentions(community)[case.newcomer.id] == 1

    act = Act(prepare=half_sent, do=work, done=is_welcomed, by_itself=True, alone=True, may_stay_undone=is_gone)
    await sweep(community, line, act)

    assert set(mentions(community).values()) == {1}


async def test_giving_the_newcomer_role(community: Community, line: Line) -> None:
    role_id = community.extra["role"].id
    await community.set(OnboardingSettings, newcomer_role_id=role_id)

    async def has_it(community: Community, case: Case) -> bool:
        return role_id in community.env.backend.get_member(community.server.id, case.newcomer.id).role_ids

    # A 404 says that they have left, or that the role is gone.
    act = Act(
        prepare=come,
        do=work,
        done=has_it,
        by_itself=True,
        alone=True,
        may_stay_undone=is_gone,
    )
    await sweep(community, line, act)


async def test_taking_the_newcomer_role(community: Community, line: Line) -> None:
    role_id = community.extra["role"].id
    await community.set(OnboardingSettings, newcomer_role_id=role_id, newcomer_days=1)

    async def with_role(community: Community, title: str) -> Case:
        case = await come(community, title)
        await community.later(seconds=30)
        await community.later(hours=23, minutes=58)
        await community.env.advance_time(300)
        return case

    async def lacks_it(community: Community, case: Case) -> bool:
        await community.env.settle()
        return role_id not in community.env.backend.get_member(community.server.id, case.newcomer.id).role_ids

    await sweep(
        community,
        line,
        Act(prepare=with_role, do=work, done=lacks_it, by_itself=True, alone=True, may_stay_undone=is_gone),
    )


@pytest.mark.expects_errors
async def test_a_database_that_fails_while_somebody_joins_loses_nobody(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrivals = community.app.onboarding.arrivals
    joined = arrivals.joined

    async def fails(joins: Any) -> Any:
        raise LookupError("no database today")

    monkeypatch.setattr(arrivals, "joined", fails)
    case = await come(community, "")
    monkeypatch.setattr(arrivals, "joined", joined)
    await community.later(minutes=1)

    async with community.app.database.read() as connection:
        found = await connection.execute(
            select(onboarding_arrival.c.arrived_at).where(onboarding_arrival.c.member_id == case.newcomer.id)
        )
        assert found.scalar_one() is not None
