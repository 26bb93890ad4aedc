"""Perks, whatever Discord refuses: a claim counts once, a code stays its owner's, and staff learn of what they have to do."""

from dataclasses import dataclass
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.perks.model import Claim, State
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.perks.acting import asked_to_claim, balance, give, offered, offered_codes, pressed
from tests.support.community import Community

PRICE = 10
POINTS = 10_000


@dataclass
class Case:
    """A perk of its own, and what was shown of it."""

    name: str
    shown: Any = None


@pytest.fixture(autouse=True)
async def points(community: Community) -> None:
    await give(community, community.asker, POINTS)


def new_case(community: Community) -> Case:
    community.extra["perks"] = number = community.extra.get("perks", 0) + 1
    return Case(name=f"Perk {number}")


def actor(community: Community) -> Actor:
    return Actor(id=community.asker.id, guild_id=community.server.id)


async def claims_of(community: Community, case: Case) -> list[Claim]:
    found: list[Claim] = []
    page = 1
    while True:
        mine = await community.app.perks.claiming.mine(by=actor(community), page=page)
        found += mine.items
        if page >= mine.pages:
            return [claim for claim in found if claim.perk_name == case.name]
        page += 1


async def is_claimed(community: Community, case: Case) -> bool:
    return len(await claims_of(community, case)) == 1


def code_of(case: Case) -> str:
    return f"{case.name.replace(' ', '-')}-XXXX-YYYY".upper()


async def with_code(community: Community, _: str) -> Case:
    case = new_case(community)
    await offered_codes(community, code_of(case), name=case.name, price=PRICE)
    return case


async def confirming(community: Community, title: str) -> Case:
    case = await with_code(community, title)
    case.shown = await asked_to_claim(community, community.asker, case.name)
    return case


async def confirm(community: Community, case: Case) -> InteractionResult:
    return await pressed(community.asker, case.shown, "perks:confirm")


async def claimed_case(community: Community, title: str) -> Case:
    case = await confirming(community, title)
    await confirm(community, case)
    return case


async def test_claiming(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=confirming, do=confirm, done=is_claimed))

    mine = await community.app.perks.claiming.mine(by=actor(community))
    assert await balance(community, community.asker) == POINTS - PRICE * mine.total
    for claim in mine.items:
        shown = await community.app.perks.claiming.show(by=actor(community), claim_id=claim.id)
        assert shown.code == code_of(Case(name=claim.perk_name))


async def test_looking(community: Community, line: Line) -> None:
    async def look(community: Community, _: Case) -> InteractionResult:
        return await community.asker.slash(community.general, "perks list")

    async def ask(community: Community, case: Case) -> InteractionResult:
        return await asked_to_claim(community, community.asker, case.name)

    async def recall(community: Community, _: Case) -> InteractionResult:
        return await community.asker.slash(community.general, "perks mine")

    for do in (look, ask, recall):
        await sweep(community, line, Act(prepare=with_code, do=do))


async def test_seeing_a_code_again_and_having_it_erased(community: Community, line: Line) -> None:
    async def seen(community: Community, title: str) -> Case:
        case = await claimed_case(community, title)
        case.shown = await community.asker.slash(community.general, "perks mine")
        return case

    async def see(community: Community, case: Case) -> InteractionResult:
        [claim] = await claims_of(community, case)
        return await community.asker.click(case.shown.response, custom_id=f"perks:show:{claim.id}")

    async def saved(community: Community, title: str) -> Case:
        case = await seen(community, title)
        case.shown = await pressed(community.asker, await see(community, case), "perks:saved")
        return case

    async def erase(community: Community, case: Case) -> InteractionResult:
        return await pressed(community.asker, case.shown, "perks:erase")

    async def is_erased(community: Community, case: Case) -> bool:
        [claim] = await claims_of(community, case)
        return claim.code_ending is None

    await sweep(community, line, Act(prepare=seen, do=see))
    await sweep(community, line, Act(prepare=saved, do=erase, done=is_erased))


# Staff ------------------------------------------------------------------------------------------------------------


async def waiting(community: Community, _: str) -> Case:
    case = new_case(community)
    await offered(community, case.name, price=PRICE)
    await pressed(community.asker, await asked_to_claim(community, community.asker, case.name), "perks:confirm")
    return case


async def queued(community: Community, title: str) -> Case:
    case = await waiting(community, title)
    await community.run_due()
    return case


async def cards_of(community: Community, case: Case) -> list[discord.Message]:
    return [
        message
        for message in community.queue.history()
        if f"{case.name}\n" in str([row.to_dict() for row in message.components]).replace("\\n", "\n")
    ]


async def is_queued_once(community: Community, case: Case) -> bool:
    return len(await cards_of(community, case)) == 1


async def test_putting_a_claim_into_the_queue(community: Community, line: Line) -> None:
    async def work(community: Community, _: Case) -> None:
        await community.run_due()

    await sweep(community, line, Act(prepare=waiting, do=work, done=is_queued_once, by_itself=True, alone=True))


async def test_fulfilling(community: Community, line: Line) -> None:
    async def fulfil(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        return await community.moderator.click(card, custom_id=custom_id(card, "perks:fulfil"))

    async def is_fulfilled(community: Community, case: Case) -> bool:
        [claim] = await claims_of(community, case)
        return claim.state is State.FULFILLED

    await sweep(community, line, Act(prepare=queued, do=fulfil, done=is_fulfilled))
    await check_cards(community)


async def test_refusing(community: Community, line: Line) -> None:
    async def refuse(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        form = await community.moderator.click(card, custom_id=custom_id(card, "perks:refuse"))
        return await community.moderator.submit_modal(form, {"reason": "It broke on the way."})

    async def is_refused(community: Community, case: Case) -> bool:
        [claim] = await claims_of(community, case)
        return claim.state is State.REFUSED

    await sweep(community, line, Act(prepare=queued, do=refuse, done=is_refused))
    await check_cards(community)
    assert await balance(community, community.asker) == POINTS, "every point came back, once"


async def check_cards(community: Community) -> None:
    """Every card in the queue says what was decided, and has no buttons any more."""
    for card in community.queue.history():
        shown = str([row.to_dict() for row in card.components])
        assert "ed by" in shown and "perks:fulfil" not in shown, shown


# Admins -----------------------------------------------------------------------------------------------------------


async def test_bringing_codes(community: Community, line: Line) -> None:
    async def empty(community: Community, _: str) -> Case:
        case = new_case(community)
        await offered(community, case.name, by="code")
        return case

    async def upload(community: Community, case: Case) -> InteractionResult:
        file = ("codes.csv", code_of(case).encode())
        return await community.admin.slash(community.general, "perks codes", perk=case.name, file=file)

    async def uploaded(community: Community, title: str) -> Case:
        case = await empty(community, title)
        case.shown = await upload(community, case)
        return case

    async def add(community: Community, case: Case) -> InteractionResult:
        return await pressed(community.admin, case.shown, "perks:add-codes")

    async def is_there(community: Community, case: Case) -> bool:
        offer = await community.app.perks.claiming.find(by=actor(community), name=case.name)
        return offer.perk.codes_left == 1

    await sweep(community, line, Act(prepare=empty, do=upload))
    await sweep(community, line, Act(prepare=uploaded, do=add, done=is_there))


async def test_offering(community: Community, line: Line) -> None:
    async def nothing(community: Community, _: str) -> Case:
        return new_case(community)

    async def offer(community: Community, case: Case) -> InteractionResult:
        return await community.admin.slash(community.general, "perks add", name=case.name, by="staff")

    async def is_offered(community: Community, case: Case) -> bool:
        names = await community.app.perks.claiming.names(guild_id=community.server.id, typed=case.name)
        return case.name in [name for _, name in names]

    await sweep(community, line, Act(prepare=nothing, do=offer, done=is_offered))
