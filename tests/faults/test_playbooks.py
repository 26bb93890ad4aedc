"""Serious cases, whatever Discord refuses: each is escalated once, shown once, called for once, and never lost."""

from dataclasses import dataclass
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.i18n import Language
from bot.moderation.model import Case, Severity
from bot.playbooks.model import Board, Escalation
from bot.playbooks.store import escalations
from cogs.playbooks.opening import perform
from tests.faults.harness import Act, Fault, Line, custom_id, sweep
from tests.playbooks import acting
from tests.support.cards import answer
from tests.support.community import Community

SERIOUS = Severity.SERIOUS


@dataclass
class Situation:
    case: Case
    escalation: Escalation | None = None
    shown: Any = None


@pytest.fixture(autouse=True)
async def channel(community: Community) -> None:
    await acting.serious_channel(community)


async def asked(community: Community, title: str) -> Situation:
    case = await acting.case_about(community, community.asker, reason=title)
    shown = await acting.asked(community, case)
    return Situation(case=case, shown=shown)


async def opened(community: Community, title: str) -> Situation:
    """One that is worked on, as the dialogue leaves it."""
    case = await acting.case_about(community, community.asker, reason=title)
    escalation = await community.app.playbooks.escalating.open(
        by=acting.actor(community.moderator, moderates=True),
        case_id=case.id,
        severity=SERIOUS,
        playbook_key="harassment",
        language=Language.EN,
    )
    return Situation(case=case, escalation=escalation)


async def shown(community: Community, title: str) -> Situation:
    situation = await opened(community, title)
    assert situation.escalation is not None
    await perform(community.bot, community.server.id, situation.escalation.id, again=False)
    await community.env.settle()
    return situation


async def now(community: Community, situation: Situation) -> Board | None:
    async with community.app.database.read() as connection:
        found = await escalations.latest_of_case(connection, guild_id=community.server.id, case_id=situation.case.id)
    if found is None:
        return None
    return await community.app.playbooks.escalating.find(guild_id=community.server.id, escalation_id=found.id)


def messages(community: Community) -> list[discord.Message]:
    rooms = [community.queue, *acting.threads(community)]
    return [message for room in rooms for message in room.history()]


def boards(community: Community, escalation_id: int) -> list[discord.Message]:
    mark = f"'playbooks:beside:{escalation_id}:"
    return [
        message
        for message in messages(community)
        if mark in str([component.to_dict() for component in message.components])
    ]


async def is_shown_once(community: Community, situation: Situation) -> bool:
    board = await now(community, situation)
    if board is None:
        return False
    calls = [one for one in messages(community) if f"Case #{board.case_number} was escalated" in one.content]
    return len(boards(community, board.escalation.id)) == 1 and len(calls) == 1


async def is_escalated(community: Community, situation: Situation) -> bool:
    return await now(community, situation) is not None


def board_of(community: Community, situation: Situation) -> discord.Message:
    assert situation.escalation is not None
    [found] = boards(community, situation.escalation.id)
    return found


def deletes_the_thread(fault: Fault) -> bool:
    """Whether the thread is deleted in that moment: it is made once more then, as it should (tests/playbooks)."""
    return fault.status == 404 and not fault.of_answer and fault.call != ("POST", "/channels/{id}/threads")


async def test_escalating(community: Community, line: Line) -> None:
    async def go(community: Community, situation: Situation) -> InteractionResult:
        message = answer(situation.shown)
        return await community.moderator.click(message, custom_id=custom_id(message, "playbooks:go"))

    await sweep(community, line, Act(prepare=asked, do=go, done=is_escalated, skip=deletes_the_thread))


async def test_opening_the_thread(community: Community, line: Line) -> None:
    async def work(community: Community, _: Situation) -> None:
        await community.later(minutes=1)

    act = Act(prepare=opened, do=work, done=is_shown_once, by_itself=True, alone=True, skip=deletes_the_thread)
    await sweep(community, line, act)


async def test_ticking_and_leading(community: Community, line: Line) -> None:
    async def tick(community: Community, situation: Situation) -> InteractionResult:
        board = board_of(community, situation)
        return await community.moderator.select(board, ["do-1"], custom_id=custom_id(board, "playbooks:tick"))

    async def is_ticked(community: Community, situation: Situation) -> bool:
        board = await now(community, situation)
        return board is not None and board.done == 1

    async def lead(community: Community, situation: Situation) -> InteractionResult:
        board = board_of(community, situation)
        return await community.moderator.click(board, custom_id=custom_id(board, "playbooks:lead"))

    async def is_led(community: Community, situation: Situation) -> bool:
        board = await now(community, situation)
        return board is not None and board.escalation.lead_id == community.moderator.id

    await sweep(community, line, Act(prepare=shown, do=tick, done=is_ticked))
    await sweep(community, line, Act(prepare=shown, do=lead, done=is_led))


async def test_closing(community: Community, line: Line) -> None:
    async def close(community: Community, situation: Situation) -> InteractionResult:
        board = board_of(community, situation)
        form = await community.moderator.click(board, custom_id=custom_id(board, "playbooks:close"))
        return await community.moderator.submit_modal(form, {"close": "They made up."})

    async def is_closed(community: Community, situation: Situation) -> bool:
        board = await now(community, situation)
        return board is not None and not board.escalation.is_open

    await sweep(community, line, Act(prepare=shown, do=close, done=is_closed))
    for thread in acting.threads(community):
        told = [message for message in thread.history() if "was closed by" in message.content]
        assert len(told) <= 1, "it is said once"


async def test_the_deadline(community: Community, line: Line) -> None:
    async def wait(community: Community, _: Situation) -> None:
        await community.later(hours=24)

    async def is_reminded(community: Community, situation: Situation) -> bool:
        board = await now(community, situation)
        assert board is not None
        said = [
            one for one in messages(community) if f"The deadline of case #{board.case_number} is over" in one.content
        ]
        return len(said) == 1

    await sweep(community, line, Act(prepare=shown, do=wait, done=is_reminded, by_itself=True, alone=True))


async def test_making_a_bundle(community: Community, line: Line) -> None:
    async def listed(community: Community, title: str) -> Situation:
        case = await acting.case_about(community, community.asker, "words", reason=title)
        seen = await community.moderator.slash(community.general, "playbook evidence", case=case.number)
        return Situation(case=case, shown=seen)

    async def make(community: Community, situation: Situation) -> InteractionResult:
        message = answer(situation.shown)
        return await community.moderator.click(message, custom_id=custom_id(message, "playbooks:bundle-make"))

    async def is_made(community: Community, situation: Situation) -> bool:
        _, found = await community.app.playbooks.bundles.of_case(
            by=acting.actor(community.moderator, moderates=True), case_id=situation.case.id
        )
        return bool(found)

    await sweep(community, line, Act(prepare=listed, do=make, done=is_made, anew=True))
