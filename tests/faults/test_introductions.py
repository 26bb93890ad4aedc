"""Introductions and what is told of newcomers, whatever Discord refuses: one card, one row, nothing lost or said twice."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select, update

from bot.onboarding.tables import onboarding_arrival, onboarding_greeting
from tests.faults.harness import Act, Fault, Line, sweep
from tests.onboarding.settling import (
    ABOUT,
    Places,
    cards_of,
    furnish,
    ids_on,
    introduced,
    newcomer,
    rows_of,
    said_in,
    started,
    submitted,
)
from tests.support.cards import answer
from tests.support.community import Community

AGAIN = "I have a third kettle now."


@dataclass
class Case:
    """Somebody of its own, and what they were shown."""

    who: simcord.MemberActor
    shown: Any = None


@pytest.fixture(autouse=True)
async def places(community: Community) -> Places:
    community.extra["places"] = places = await furnish(community)
    async with community.app.database.write() as connection:  # the community's own people are not what this is about
        await connection.execute(update(onboarding_arrival).values(nudges_off=True))
    return places


def places_of(community: Community) -> Places:
    found: Places = community.extra["places"]
    return found


async def somebody(community: Community, _: str) -> Case:
    community.extra["people"] = number = community.extra.get("people", 0) + 1
    return Case(who=await newcomer(community, f"newcomer{number:03}"))


async def with_form(community: Community, title: str) -> Case:
    case = await somebody(community, title)
    case.shown = await case.who.slash(community.general, "introduce")
    return case


async def is_introduced(community: Community, case: Case) -> bool:
    """Whether they have one row that names their one card."""
    rows = await rows_of(community, case.who)
    cards = cards_of(places_of(community).introductions, case.who)
    return len(rows) == 1 and [card.id for card in cards] == [rows[0].message_id] and rows[0].about == ABOUT


async def test_introducing_oneself(community: Community, line: Line) -> None:
    async def send(community: Community, case: Case) -> InteractionResult:
        if case.shown is None:  # the second try begins with the form
            case.shown = await case.who.slash(community.general, "introduce")
        form, case.shown = case.shown, None
        return await submitted(case.who, form)

    await sweep(community, line, Act(prepare=with_form, do=send, done=is_introduced))


async def with_card(community: Community, title: str) -> Case:
    case = await somebody(community, title)
    await introduced(community, case.who)
    return case


async def test_changing_it(community: Community, line: Line) -> None:
    async def change(community: Community, case: Case) -> InteractionResult:
        return await submitted(case.who, await case.who.slash(community.general, "introduce"), about=AGAIN)

    async def is_changed(community: Community, case: Case) -> bool:
        rows, cards = await rows_of(community, case.who), cards_of(places_of(community).introductions, case.who)
        return [row.about for row in rows] == [AGAIN] and [AGAIN in said_in(card) for card in cards] == [True]

    await sweep(community, line, Act(prepare=with_card, do=change, done=is_changed))


async def test_removing_it(community: Community, line: Line) -> None:
    async def asked(community: Community, title: str) -> Case:
        case = await with_card(community, title)
        [card] = cards_of(places_of(community).introductions, case.who)
        case.shown = await case.who.click(card, custom_id=f"onboarding:introduce-remove:{case.who.id}")
        return case

    async def remove(community: Community, case: Case) -> InteractionResult:
        return await case.who.click(answer(case.shown), label="Remove it")

    async def is_gone(community: Community, case: Case) -> bool:
        return not await rows_of(community, case.who)

    # Where Discord doesn't let the card be deleted, admins are shown that; the words are gone all the same.
    await sweep(community, line, Act(prepare=asked, do=remove, done=is_gone, skip=_is_forbidden_deletion))


def _is_forbidden_deletion(fault: Fault) -> bool:
    return fault.call[0] == "DELETE" and fault.status == 403


async def test_looking_at_the_steps(community: Community, line: Line) -> None:
    async def look(community: Community, case: Case) -> InteractionResult:
        return await started(community, case.who)

    await sweep(community, line, Act(prepare=somebody, do=look))


async def test_deleting_the_card_of_somebody_who_is_erased(community: Community, line: Line) -> None:
    async def erased(community: Community, title: str) -> Case:
        case = await with_card(community, title)
        async with community.app.database.write() as connection:
            await community.app.onboarding.privacy.forget(
                connection, guild_id=community.server.id, member_id=case.who.id
            )
        return case

    async def is_gone(community: Community, case: Case) -> bool:
        return not cards_of(places_of(community).introductions, case.who)

    await sweep(community, line, Act(prepare=erased, do=_work, done=is_gone, by_itself=True, alone=True))


async def _work(community: Community, _: Case) -> None:
    await community.run_due()


async def test_telling_the_greeters(community: Community, line: Line) -> None:
    async def overdue(community: Community, title: str) -> Case:
        case = await with_card(community, title)
        await community.env.pass_time(_hours(5))
        while not 0 <= community.env.now().hour < 12:  # by day in Tokyo
            await community.env.pass_time(_hours(1))
        return case

    async def is_told(community: Community, case: Case) -> bool:
        said = [message.content for message in places_of(community).greeters.history()]
        async with community.app.database.read() as connection:
            told_at = await connection.scalar(
                select(onboarding_greeting.c.told_at).where(onboarding_greeting.c.member_id == case.who.id)
            )
        return told_at is not None and sum(f"<@{case.who.id}>" in one for one in said) == 1

    await sweep(
        community, line, Act(prepare=overdue, do=_work, done=is_told, by_itself=True, alone=True, skip=_finds_nothing)
    )


def _finds_nothing(fault: Fault) -> bool:
    """Whether the fault says that the introduction was deleted: then there is nothing to tell."""
    return fault.call[0] == "GET" and fault.status == 404


async def test_reminding_a_newcomer(community: Community, line: Line) -> None:
    async def stalled(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        await community.env.pass_time(_hours(73))
        while not 1 <= community.env.now().hour < 10:  # by day in Tokyo
            await community.env.pass_time(_hours(1))
        await community.app.onboarding.nudging.sweep(speaks_in=lambda *_: True)
        return case

    async def is_reminded(community: Community, case: Case) -> bool:
        said = places_of(community).welcome.history()
        return sum("onboarding:nudge-off" in ids_on(one) and f"<@{case.who.id}>" in one.content for one in said) == 1

    await sweep(community, line, Act(prepare=stalled, do=_work, done=is_reminded, by_itself=True, alone=True))


def _hours(hours: int) -> timedelta:
    return timedelta(hours=hours)
