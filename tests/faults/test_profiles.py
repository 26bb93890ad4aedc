"""Profiles, interests and preferences, whatever Discord refuses: what is kept agrees with what people have and are told."""

from dataclasses import dataclass
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.profiles.model import Field, Preferences
from tests.faults.harness import Act, Line, sweep
from tests.profiles.acting import chose, filled_in, held, interests, noted, shown_to
from tests.support.cards import answer
from tests.support.community import Community


@dataclass
class Case:
    """Somebody of their own, and what was shown to them."""

    who: simcord.MemberActor
    shown: Any = None


async def somebody(community: Community, _: str) -> Case:
    community.extra["people"] = number = community.extra.get("people", 0) + 1
    who = community.server.add_member(community.env.create_user(f"person-{number}"))
    await community.env.settle()
    return Case(who=who)


async def told(community: Community, case: Case) -> dict[Field, str]:
    owner = Actor(id=case.who.id, guild_id=community.server.id)
    profile = await community.app.profiles.telling.profile(of_id=case.who.id, viewer=owner)
    return {entry.field: f"{entry.visibility}: {entry.value}" for entry in profile.told}


# What is said -----------------------------------------------------------------------------------------------------


async def test_filling_in(community: Community, line: Line) -> None:
    async def fill_in(community: Community, case: Case) -> InteractionResult:
        return await filled_in(community, case.who, place="Kyoto")

    async def is_kept(community: Community, case: Case) -> bool:
        return await told(community, case) == {Field.PLACE: "nobody: Kyoto"}

    await sweep(community, line, Act(prepare=somebody, do=fill_in, done=is_kept))


async def filled(community: Community, title: str) -> Case:
    case = await somebody(community, title)
    case.shown = await filled_in(community, case.who, place="Kyoto")
    return case


async def test_showing_a_field_to_everybody(community: Community, line: Line) -> None:
    async def show(_: Community, case: Case) -> InteractionResult:
        return await shown_to(case.who, case.shown, "place", "everyone")

    async def is_shown(community: Community, case: Case) -> bool:
        return await told(community, case) == {Field.PLACE: "everyone: Kyoto"}

    await sweep(community, line, Act(prepare=filled, do=show, done=is_shown))


async def test_deleting(community: Community, line: Line) -> None:
    async def delete(community: Community, case: Case) -> InteractionResult:
        asked = await case.who.slash(community.general, "profile clear")
        return await case.who.click(answer(asked), custom_id="profiles:clear-all")

    async def delete_one(community: Community, case: Case) -> InteractionResult:
        return await case.who.slash(community.general, "profile clear", field="place")

    async def is_gone(community: Community, case: Case) -> bool:
        return await told(community, case) == {}

    for do in (delete, delete_one):
        await sweep(community, line, Act(prepare=filled, do=do, done=is_gone))


async def test_looking(community: Community, line: Line) -> None:
    async def look(community: Community, case: Case) -> InteractionResult:
        return await community.bystander.slash(community.general, "profile show", member=case.who)

    async def choose(community: Community, case: Case) -> InteractionResult:
        return await case.who.slash(community.general, "profile interests")

    await interests(community, "Coffee")
    for do in (look, choose):
        await sweep(community, line, Act(prepare=filled, do=do))


# Interests --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [0, 1])
async def test_choosing_interests(community: Community, line: Line, kept: int) -> None:
    """With none of them before, and with another one, which has to be taken."""
    coffee, tea, cups = await interests(community, "Coffee", "Tea", "Cups")

    async def opened(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        case.shown = await case.who.slash(community.general, "profile interests")
        if kept:
            await chose(case.who, case.shown, [cups])
        return case

    async def choose(_: Community, case: Case) -> InteractionResult:
        return await chose(case.who, case.shown, [coffee, tea])

    async def has_them(community: Community, case: Case) -> bool:
        return held(community, case.who) == await noted(community, case.who) == {coffee.id, tea.id}

    await sweep(community, line, Act(prepare=opened, do=choose, done=has_them))


# Preferences ------------------------------------------------------------------------------------------------------


async def test_preferring(community: Community, line: Line) -> None:
    async def prefer(community: Community, case: Case) -> InteractionResult:
        options = {"time-zone": "UTC", "quiet-from": "22:00", "quiet-until": "7:00"}
        return await case.who.slash(community.general, "profile preferences", **options)

    async def take_back(community: Community, case: Case) -> InteractionResult:
        return await case.who.click(answer(case.shown), custom_id="profiles:servers-zone")

    async def preferring(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        case.shown = await prefer(community, case)
        return case

    async def found(community: Community, case: Case) -> Preferences:
        return await community.app.profiles.preferring.of(guild_id=community.server.id, member_id=case.who.id)

    async def is_preferred(community: Community, case: Case) -> bool:
        return await found(community, case) == Preferences(time_zone="UTC", quiet_from=22 * 60, quiet_until=7 * 60)

    async def is_taken_back(community: Community, case: Case) -> bool:
        return (await found(community, case)).time_zone is None

    await sweep(community, line, Act(prepare=somebody, do=prefer, done=is_preferred))
    await sweep(community, line, Act(prepare=preferring, do=take_back, done=is_taken_back))
