"""Unsealing an anonymous author, whatever Discord refuses."""

from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.questions.model import QuestionSettings, UnsealRequest, UnsealState
from bot.sandbox import simulated
from tests.faults import scenes
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.questions.acting import row_of
from tests.support.community import Community, text_of

REASON = "Threats against a member"
Requested = tuple[simcord.ChannelHandle, discord.Message]


@pytest.fixture(autouse=True)
async def enough_questions(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)


async def opened(community: Community, title: str) -> simcord.ChannelHandle:
    return await scenes.opened(community, title, anonymous=True)


async def request(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
    form = await community.moderator.slash(post, "questions unseal")
    if form.modal is None:
        return form
    return await community.moderator.submit_modal(form, {"reason": REASON})


async def requested(community: Community, title: str) -> Requested:
    post = await opened(community, title)
    await request(community, post)
    entry = community.queue.last_message
    assert entry is not None
    return post, entry


async def latest(community: Community, post: simcord.ChannelHandle) -> UnsealRequest | None:
    question = await row_of(community, post)
    return await community.app.questions.sealing.latest(guild_id=question.guild_id, question_id=question.id)


async def agree(community: Community, situation: Requested) -> InteractionResult:
    entry = situation[1]
    return await community.moderator2.click(entry, custom_id=custom_id(entry, "questions:unseal"))


async def test_asking_for_it(community: Community, line: Line) -> None:
    async def is_requested(community: Community, post: simcord.ChannelHandle) -> bool:
        return await latest(community, post) is not None

    await sweep(community, line, Act(prepare=opened, do=request, done=is_requested, alone=True))


async def test_agreeing(community: Community, line: Line) -> None:
    async def is_unsealed(community: Community, situation: Requested) -> bool:
        found = await latest(community, situation[0])
        return found is not None and found.state is UnsealState.CONFIRMED

    await sweep(community, line, Act(prepare=requested, do=agree, done=is_unsealed, alone=True))


async def test_seeing_it_again(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Any:
        situation = await requested(community, title)
        await agree(community, situation)
        return situation

    async def look(community: Community, situation: Requested) -> InteractionResult:
        entry = situation[1]
        shown = next(message for message in community.queue.history() if message.id == entry.id)
        return await community.moderator.click(shown, custom_id=custom_id(shown, "questions:unseal-show"))

    await sweep(community, line, Act(prepare=prepare, do=look, alone=True))


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
async def test_telling_the_author(community: Community, line: Line, closed: bool) -> None:
    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        if closed:
            simulated.close_direct_messages(community.asker)
        situation = await requested(community, title)
        await agree(community, situation)
        return situation[0]

    async def tell(community: Community, _: simcord.ChannelHandle) -> None:
        await community.later(minutes=1)

    async def is_told(community: Community, post: simcord.ChannelHandle) -> bool:
        """By direct message, or else where they look next."""
        told = [text_of(one) for one in community.asker.user.dm_channel.history() if str(post.id) in text_of(one)]
        if not told:
            shown = await community.asker.slash(community.general, "questions mine")
            told = [text for text in [simulated.said(shown)] if REASON in text]
        return len(told) == 1

    await sweep(community, line, Act(prepare=prepare, do=tell, done=is_told, by_itself=True, alone=True))
