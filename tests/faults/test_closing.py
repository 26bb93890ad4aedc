"""Closing with each reason and opening again, whatever Discord refuses."""

import pytest
import simcord
from simcord.results import InteractionResult

from bot.questions.model import CloseReason, QuestionSettings, State
from tests.faults import scenes
from tests.faults.harness import Act, Line, custom_id, sweep, thorough
from tests.questions.acting import answer, card_of, options_of, row_of
from tests.support.community import Community


@pytest.fixture(autouse=True)
async def enough_questions(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)


async def is_closed(community: Community, post: simcord.ChannelHandle) -> bool:
    return (await row_of(community, post)).state is State.CLOSED


async def is_duplicate(community: Community, post: simcord.ChannelHandle) -> bool:
    return (await row_of(community, post)).close_reason is CloseReason.DUPLICATE


@thorough
async def test_withdrawing(community: Community, line: Line) -> None:
    async def close(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        shown = await community.asker.click(await card_of(community, post), label="Close…")
        return await community.asker.click(answer(shown), custom_id=custom_id(answer(shown), "questions:withdraw"))

    await sweep(community, line, Act(prepare=scenes.opened, do=close, done=is_closed))


async def test_closing_with_a_reason(community: Community, line: Line) -> None:
    async def close(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        shown = await community.staff.click(await card_of(community, post), label="Close…")
        form = await community.staff.click(answer(shown), custom_id=custom_id(answer(shown), "questions:reason"))
        return await community.staff.submit_modal(form, {"reason": "Off topic"})

    await sweep(community, line, Act(prepare=scenes.opened, do=close, done=is_closed))


@thorough
async def test_closing_with_the_command(community: Community, line: Line) -> None:
    async def close(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        return await community.staff.slash(post, "questions close", reason="Off topic")

    await sweep(community, line, Act(prepare=scenes.opened, do=close, done=is_closed))


async def test_marking_a_duplicate(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        await scenes.opened(community, f"My kettle beeps twice {title[:12]}", by=community.helper2)
        return await scenes.opened(community, f"Kettle beeps twice {title}"[:100].strip())

    async def mark(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        shown = await community.staff.click(await card_of(community, post), label="Close…")
        chosen = await community.staff.click(answer(shown), custom_id=custom_id(answer(shown), "questions:duplicates"))
        return await community.staff.select(answer(chosen), list(options_of(answer(chosen)).values())[:1])

    await sweep(community, line, Act(prepare=prepare, do=mark, done=is_duplicate, alone=True))


@thorough
async def test_marking_a_duplicate_with_the_command(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> tuple[simcord.ChannelHandle, str]:
        original = await scenes.opened(community, "My kettle beeps twice", by=community.helper2)
        return await scenes.opened(
            community, title
        ), f"https://discord.com/channels/{community.server.id}/{original.id}"

    async def mark(community: Community, situation: tuple[simcord.ChannelHandle, str]) -> InteractionResult:
        return await community.staff.slash(situation[0], "questions duplicate", question=situation[1])

    async def is_marked(community: Community, situation: tuple[simcord.ChannelHandle, str]) -> bool:
        return await is_duplicate(community, situation[0])

    await sweep(community, line, Act(prepare=prepare, do=mark, done=is_marked))


async def test_opening_again(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        return await scenes.closed(community, title, archived=True)

    async def reopen(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        return await community.asker.click(await card_of(community, post), label="Re-open")

    async def is_open(community: Community, post: simcord.ChannelHandle) -> bool:
        return (await row_of(community, post)).state is State.OPEN

    await sweep(community, line, Act(prepare=prepare, do=reopen, done=is_open))
