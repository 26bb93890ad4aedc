"""Asking, answering anonymously, adopting and converting, whatever Discord refuses."""

from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.questions.model import CloseReason, QuestionSettings
from bot.sandbox import simulated
from tests.faults import scenes
from tests.faults.harness import Act, Fault, Line, sweep
from tests.faults.world import questions_of
from tests.questions.acting import answer, card_of, options_of, row_of
from tests.support.community import Community

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 17


@pytest.fixture(autouse=True)
async def enough_questions(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)


async def titled(_: Community, title: str) -> str:
    return title


async def is_asked_once(community: Community, title: str) -> bool:
    found = [question.title for question in await questions_of(community)].count(title)
    assert found < 2, f"{title} was asked {found} times"
    return found == 1


async def test_asking_with_a_picture(community: Community, line: Line) -> None:
    async def ask(community: Community, title: str) -> InteractionResult:
        shown = await community.asker.slash(community.general, "ask", title=title)
        return await community.asker.submit_modal(
            shown, {"title": title, "details": title + " word" * 500, "screenshot": ("a.png", PNG)}
        )

    await sweep(community, line, Act(prepare=titled, do=ask, done=is_asked_once, anew=True))


async def test_asking_in_a_forum_without_tags_yet(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> str:
        await simulated.set_tags(community.forum)
        return title

    async def ask(community: Community, title: str) -> InteractionResult:
        shown = await community.asker.slash(community.general, "ask")
        return await community.asker.submit_modal(shown, {"title": title})

    await sweep(community, line, Act(prepare=prepare, do=ask, done=is_asked_once, anew=True, alone=True))


async def test_asking_anonymously(community: Community, line: Line) -> None:
    async def ask(community: Community, title: str) -> InteractionResult:
        shown = await community.asker.slash(community.general, "ask", title=title)
        return await community.asker.submit_modal(shown, {"title": title, "anonymous": True})

    def nobody_can_tell_whose(fault: Fault) -> bool:
        # A post that was made though Discord said otherwise: no row, and no name on it to adopt it by.
        return fault.lost and fault.call[1].endswith("/threads")

    act = Act(prepare=titled, do=ask, done=is_asked_once, anew=True, alone=True, skip=nobody_can_tell_whose)
    await sweep(community, line, act)


async def test_asking_in_a_text_channel(community: Community, line: Line) -> None:
    channel = community.server.create_text_channel("ask-here")
    await community.env.settle()
    await community.set(QuestionSettings, forum_channel_id=channel.id)

    async def ask(community: Community, title: str) -> InteractionResult:
        shown = await community.asker.slash(community.general, "ask", title=title)
        return await community.asker.submit_modal(shown, {"title": title})

    await sweep(community, line, Act(prepare=titled, do=ask, done=is_asked_once, anew=True))


async def test_replying_as_the_anonymous_asker(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        return await scenes.opened(community, title, anonymous=True)

    async def reply(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        form = await community.asker.click(await card_of(community, post), label="Reply as the asker")
        return await community.asker.submit_modal(form, {"text": "The second one."})

    async def is_posted(_: Community, post: simcord.ChannelHandle) -> bool:
        return any("The second one." in message.content for message in post.history())

    await sweep(community, line, Act(prepare=prepare, do=reply, done=is_posted, anew=True, alone=True))


async def test_taking_an_older_answer_after_asking(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> tuple[simcord.ChannelHandle, Any]:
        await scenes.solved(community, "My kettle beeps twice", by=community.helper2)
        shown = await community.asker.slash(community.general, "ask")
        told = await community.asker.submit_modal(shown, {"title": "My kettle beeps twice", "details": title})
        post = next(post for post in community.forum.threads if title in post.history()[0].content)
        return post, answer(told)

    async def deflect(community: Community, situation: tuple[simcord.ChannelHandle, Any]) -> InteractionResult:
        _, told = situation
        return await community.asker.select(told, list(options_of(told).values())[:1])

    async def is_closed(community: Community, situation: tuple[simcord.ChannelHandle, Any]) -> bool:
        return (await row_of(community, situation[0])).close_reason is CloseReason.DEFLECTED

    await sweep(community, line, Act(prepare=prepare, do=deflect, done=is_closed))


async def test_choosing_a_suggestion_while_typing(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> str:
        post, _ = await scenes.solved(community, title)
        return f"https://discord.com/channels/{community.server.id}/{post.id}"

    async def choose(community: Community, link: str) -> InteractionResult:
        shown = await community.helper.slash(community.general, "ask", title=link)
        return await community.helper.click(answer(shown), label="Ask a new question")

    await sweep(community, line, Act(prepare=prepare, do=choose))


async def test_posting_by_hand(community: Community, line: Line) -> None:
    async def post(community: Community, title: str) -> None:
        await simulated.post(community.asker, community.forum, title, "Which ones do you use?")

    await sweep(community, line, Act(prepare=titled, do=post, done=is_asked_once, by_itself=True))


async def test_turning_a_message_into_a_question(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> tuple[str, discord.Message]:
        return title, await community.asker.send(community.general, title, attachments=[("a.png", PNG)])

    async def convert(community: Community, situation: tuple[str, discord.Message]) -> InteractionResult:
        title, message = situation
        shown = await community.moderator.context_menu(community.general, "Turn into a question", message)
        form = await community.moderator.click(answer(shown), label="Make it a question")
        return await community.moderator.submit_modal(form, {"title": title})

    async def is_asked(community: Community, situation: tuple[str, discord.Message]) -> bool:
        return await is_asked_once(community, situation[0])

    await sweep(community, line, Act(prepare=prepare, do=convert, done=is_asked))
