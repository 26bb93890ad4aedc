"""Claims, experts, and what happens by itself, whatever Discord refuses."""

from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.questions.model import CloseReason, QuestionSettings
from bot.sandbox import simulated
from cogs.questions import prompts
from tests.faults import scenes
from tests.faults.harness import Act, Fault, Line, custom_id, sweep, thorough
from tests.questions.acting import card_of, row_of
from tests.support.community import Community, text_of


@pytest.fixture(autouse=True)
async def enough_questions(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)


async def is_claimed(community: Community, post: simcord.ChannelHandle) -> bool:
    return (await row_of(community, post)).claim is not None


async def claimed(community: Community, title: str) -> simcord.ChannelHandle:
    post = await scenes.opened(community, title)
    await community.helper.click(await card_of(community, post), label="I'll take this")
    return post


def gone(fault: Fault) -> bool:
    """Whether what was to be written in, or who was to be told, is no longer there."""
    return fault.status == 404


async def test_taking_a_question(community: Community, line: Line) -> None:
    async def take(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        card = await card_of(community, post)
        return await community.helper.click(card, custom_id=custom_id(card, "questions:claim"))

    await sweep(community, line, Act(prepare=scenes.opened, do=take, done=is_claimed))


async def test_giving_a_question_back(community: Community, line: Line) -> None:
    async def release(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        card = await card_of(community, post)
        return await community.helper.click(card, custom_id=custom_id(card, "questions:release"))

    async def is_free(community: Community, post: simcord.ChannelHandle) -> bool:
        return not await is_claimed(community, post)

    await sweep(community, line, Act(prepare=claimed, do=release, done=is_free))


async def test_taking_a_question_from_the_queue(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> tuple[simcord.ChannelHandle, discord.Message]:
        post = await scenes.opened(community, title)
        await community.later(hours=24, minutes=1)
        entry = community.queue.last_message
        assert entry is not None
        return post, entry

    async def take(community: Community, situation: tuple[simcord.ChannelHandle, discord.Message]) -> Any:
        entry = situation[1]
        return await community.moderator.click(entry, custom_id=custom_id(entry, "questions:queue-take"))

    async def is_taken(community: Community, situation: tuple[simcord.ChannelHandle, discord.Message]) -> bool:
        return await is_claimed(community, situation[0])

    await sweep(community, line, Act(prepare=prepare, do=take, done=is_taken, alone=True))


async def test_experts_join_leave_and_look(community: Community, line: Line) -> None:
    await simulated.set_tags(community.forum, "Kettles")

    async def prepare(community: Community, _: str) -> None:
        tags = await community.app.questions.experts.tags_of(
            guild_id=community.server.id, member_id=community.helper.id
        )
        for tag in tags:
            await community.app.questions.experts.leave(by=scenes.actor(community, community.helper), tag_id=tag.id)

    async def join(community: Community, _: None) -> InteractionResult:
        await community.helper.autocomplete(community.general, "expert join", "topic", "ket")
        await community.helper.slash(community.general, "expert join", topic="Kettles")
        await community.helper.slash(community.general, "expert leave", topic="Kettles")
        return await community.helper.slash(community.general, "expert list")

    await sweep(community, line, Act(prepare=prepare, do=join))


# By itself --------------------------------------------------------------------------------------------------------


def called(words: str) -> Any:
    """Return whether it was said exactly once: in the thread, or in the queue about it."""

    async def is_called(community: Community, post: simcord.ChannelHandle) -> bool:
        about = [message for message in community.queue.history() if str(post.id) in text_of(message)]
        return len([one for one in [*post.history(), *about] if words in text_of(one)]) == 1

    return is_called


def after(**span: float) -> Any:
    async def wait(community: Community, _: object) -> None:
        await community.later(**span)

    return wait


async def test_calling_experts(community: Community, line: Line) -> None:
    await simulated.set_tags(community.forum, "Kettles", "Open", "Solved", "Closed")
    for expert in (community.helper, community.helper2):
        await expert.slash(community.general, "expert join", topic="Kettles")

    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        return await simulated.post(community.asker, community.forum, title, "Twice, always.", tags=["Kettles"])

    act = Act(prepare=prepare, do=after(minutes=31), done=called("ould you have a look"), by_itself=True)
    await sweep(community, line, _alone(act))


def _alone(act: Act) -> Act:
    return Act(
        prepare=act.prepare, do=act.do, done=act.done, by_itself=True, alone=True, may_stay_undone=gone, skip=act.skip
    )


async def test_calling_staff(community: Community, line: Line) -> None:
    act = Act(prepare=scenes.opened, do=after(hours=4, minutes=1), done=called("Nobody has answered this yet"))
    await sweep(community, line, _alone(act))


async def test_putting_it_in_the_queue(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        post = await scenes.opened(community, title)
        await community.later(hours=4, minutes=1)
        return post

    act = Act(prepare=prepare, do=after(hours=20), done=called("Still no answer"))
    await sweep(community, line, _alone(act))


async def quiet(community: Community, title: str) -> simcord.ChannelHandle:
    post, _ = await scenes.answered(community, title)
    return post


async def test_asking_whether_it_is_solved(community: Community, line: Line) -> None:
    act = Act(prepare=quiet, do=after(hours=24, minutes=1), done=called("Has this been solved?"))
    await sweep(community, line, _alone(act))


async def reminded(community: Community, title: str) -> simcord.ChannelHandle:
    post = await quiet(community, title)
    await community.later(hours=24, minutes=1)
    return post


async def test_closing_what_stayed_quiet(community: Community, line: Line) -> None:
    async def is_closed(community: Community, post: simcord.ChannelHandle) -> bool:
        return (await row_of(community, post)).close_reason is CloseReason.QUIET

    act = Act(prepare=reminded, do=after(days=3, minutes=1), done=is_closed)
    await sweep(community, line, _alone(act))


@thorough
async def test_saying_not_yet(community: Community, line: Line) -> None:
    async def say_so(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        asked = [message for message in post.history() if "questions:quiet-no" in str(message.components)]
        assert asked
        return await community.asker.click(asked[0], custom_id=custom_id(asked[0], prompts.QUIET_NO))

    async def is_left_alone(community: Community, post: simcord.ChannelHandle) -> bool:
        return (await row_of(community, post)).quiet_asked_at is None

    await sweep(community, line, Act(prepare=reminded, do=say_so, done=is_left_alone, alone=True))


async def test_a_claim_runs_out(community: Community, line: Line) -> None:
    async def is_free(community: Community, post: simcord.ChannelHandle) -> bool:
        return not await is_claimed(community, post)

    act = Act(prepare=claimed, do=after(hours=5), done=is_free)
    await sweep(community, line, _alone(act))
