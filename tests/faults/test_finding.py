"""Lists, searches, figures and the FAQ, whatever Discord refuses."""

from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.questions.model import QuestionSettings
from tests.faults import scenes
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.questions.acting import answer, card_of
from tests.support.community import Community


@pytest.fixture(autouse=True)
async def enough_questions(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)


async def test_lists(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> simcord.ChannelHandle:
        return (await scenes.solved(community, title))[0]

    async def look(community: Community, post: simcord.ChannelHandle) -> InteractionResult:
        card = await card_of(community, post)
        await community.bystander.autocomplete(community.general, "ask", "title", "case")
        await community.bystander.click(card, custom_id=custom_id(card, "questions:similar"))
        await community.bystander.slash(community.general, "questions open")
        await community.asker.slash(community.general, "questions mine")
        await community.bystander.slash(community.general, "questions search", words="kettle")
        return await community.admin.slash(community.general, "questions stats")

    await sweep(community, line, Act(prepare=prepare, do=look))


async def test_turning_pages(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Any:
        for number in range(len(community.forum.threads), 11):
            await scenes.opened(community, f"{number}. {title}")
        return answer(await community.bystander.slash(community.general, "questions open"))

    async def turn(community: Community, shown: Any) -> InteractionResult:
        return await community.bystander.click(shown, label="Next")

    await sweep(community, line, Act(prepare=prepare, do=turn))


async def test_the_faq(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> tuple[simcord.ChannelHandle, str]:
        return (await scenes.solved(community, title))[0], title[:20]

    async def use(community: Community, situation: tuple[simcord.ChannelHandle, str]) -> InteractionResult:
        post, name = situation
        await community.staff.slash(post, "faq add", name=name)
        await community.bystander.autocomplete(community.general, "faq show", "name", name)
        await community.bystander.slash(community.general, "faq show", name=name)
        await community.staff.slash(community.general, "faq rename", **{"name": name, "new-name": f"{name} (old)"})
        await community.bystander.slash(community.general, "faq list")
        return await community.staff.slash(community.general, "faq remove", name=f"{name} (old)")

    await sweep(community, line, Act(prepare=prepare, do=use))
