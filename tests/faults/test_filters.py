"""Filters, whatever Discord refuses: what is to go goes, what can't go is told to moderators, nobody is told twice."""

from dataclasses import dataclass
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.filters.model import Consequence, Contents, FilterSettings, Hit, Judgement, Looks, Mode, Removal, Terms
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.support.community import Community

pytestmark = pytest.mark.needs("content", "filters")


@dataclass
class Case:
    """A message of its own that a filter finds."""

    text: str
    shown: Any = None


def admin(community: Community) -> Actor:
    return Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)


def new_case(community: Community) -> Case:
    community.extra["filters"] = number = community.extra.get("filters", 0) + 1
    return Case(text=f"rubbish number {number}")


async def filtering(community: Community, consequence: Consequence) -> None:
    """Have the server filter; the bot does it itself, without AutoMod, so that there is a message."""
    if not await community.app.filters.making.all_of(by=admin(community)):
        await community.app.filters.making.add(
            Terms(name="Rubbish", consequence=consequence, mode=Mode.ON, contents=Contents(patterns=("rubbish",))),
            by=admin(community),
            looks_for=Looks.PATTERNS,
        )


@pytest.fixture(autouse=True)
async def without_automod(community: Community) -> None:
    await community.set(FilterSettings, use_automod=False)


async def hit_of(community: Community, case: Case) -> Hit | None:
    page = await community.app.filters.judging.page(by=admin(community))
    for number in range(1, page.pages + 1):
        found = await community.app.filters.judging.page(by=admin(community), number=number)
        kept = await community.app.filters.judging.evidence_of(found.hits)
        for hit in found.hits:
            if hit.id in kept and kept[hit.id].text == case.text:
                return hit
    return None


async def test_removing_what_was_found(community: Community, line: Line) -> None:
    async def filtered(community: Community, _: str) -> Case:
        await filtering(community, Consequence.REMOVE)
        return new_case(community)

    async def write(community: Community, case: Case) -> None:
        await community.asker.send(community.general, case.text)
        await community.run_due()

    async def is_gone_or_told(community: Community, case: Case) -> bool:
        hit = await hit_of(community, case)
        there = any(message.content == case.text for message in community.general.history())
        if hit is None or hit.removed is Removal.FAILED:
            return hit is not None and hit.judgement is Judgement.WAITING and there
        return hit.removed is Removal.DONE and not there

    await sweep(community, line, Act(prepare=filtered, do=write, done=is_gone_or_told, by_itself=True, alone=True))


async def alerted(community: Community, _: str) -> Case:
    await filtering(community, Consequence.ALERT)
    case = new_case(community)
    await community.later(minutes=2)
    await community.asker.send(community.general, case.text)
    return case


async def cards_of(community: Community, case: Case) -> list[discord.Message]:
    return [
        message
        for message in community.queue.history()
        if case.text + "'" in str([part.to_dict() for part in message.components])
        or case.text + "\\n" in str([part.to_dict() for part in message.components])
    ]


async def test_putting_an_alert_into_the_queue(community: Community, line: Line) -> None:
    async def work(community: Community, _: Case) -> None:
        await community.run_due()

    async def is_there_once(community: Community, case: Case) -> bool:
        return len(await cards_of(community, case)) == 1

    await sweep(community, line, Act(prepare=alerted, do=work, done=is_there_once, by_itself=True, alone=True))


@pytest.mark.parametrize(("action", "judgement"), [("wrong", Judgement.WRONG), ("leave", Judgement.RIGHT)])
async def test_judging(community: Community, line: Line, action: str, judgement: Judgement) -> None:
    async def queued(community: Community, title: str) -> Case:
        case = await alerted(community, title)
        await community.run_due()
        return case

    async def judge(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        return await community.moderator.click(card, custom_id=custom_id(card, f"filters:{action}"))

    async def is_judged(community: Community, case: Case) -> bool:
        hit = await hit_of(community, case)
        return hit is not None and hit.judgement is judgement

    await sweep(community, line, Act(prepare=queued, do=judge, done=is_judged))


async def test_making_a_filter(community: Community, line: Line) -> None:
    async def nothing(community: Community, _: str) -> Case:
        community.extra["made"] = number = community.extra.get("made", 0) + 1
        return Case(text=f"Filter {number}")

    async def make(community: Community, case: Case) -> InteractionResult:
        return await community.admin.slash(community.general, "filter add", kind="repeats", name=case.text)

    async def is_made(community: Community, case: Case) -> bool:
        return case.text in [one.name for one in await community.app.filters.making.all_of(by=admin(community))]

    await sweep(community, line, Act(prepare=nothing, do=make, done=is_made))
