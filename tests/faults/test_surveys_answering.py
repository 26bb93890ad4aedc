"""Answering surveys, whatever Discord refuses: what was pressed is kept, or the person is told that it isn't."""

from dataclasses import dataclass
from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.surveys.model import Given
from tests.faults.harness import Act, Line, sweep
from tests.support.community import Community
from tests.surveys.acting_answering import asked, choose, entered, posted, press, progress_of, started, write
from tests.surveys.acting_building import with_channel
from tests.surveys.forms import LONG, SEVERAL, SHORT, SINGLE


@dataclass
class Case:
    """A survey of its own, and the page somebody sees of it."""

    survey_id: int
    shown: Any = None


@pytest.fixture(autouse=True)
async def channel(community: Community) -> None:
    await with_channel(community)


async def with_post(community: Community, title: str) -> Case:
    return Case(survey_id=await posted(community, (SINGLE,), title=title))


async def begun(community: Community, title: str) -> Case:
    case = await with_post(community, title)
    case.shown = await entered(community, community.asker, case.survey_id)
    return case


async def has_begun(community: Community, case: Case) -> bool:
    return (await progress_of(community, community.asker, case.survey_id)).begun


async def answers_of(community: Community, case: Case) -> list[Given]:
    return list((await progress_of(community, community.asker, case.survey_id)).answers.values())


async def test_opening_a_survey(community: Community, line: Line) -> None:
    async def enter(community: Community, case: Case) -> InteractionResult:
        return await entered(community, community.asker, case.survey_id)

    async def start(community: Community, case: Case) -> InteractionResult:
        return await press(community.asker, case.shown, "start")

    await sweep(community, line, Act(prepare=with_post, do=enter))
    await sweep(community, line, Act(prepare=begun, do=start, done=has_begun))


async def test_choosing(community: Community, line: Line) -> None:
    async def on_page(community: Community, title: str) -> Case:
        case = await with_post(community, title)
        case.shown = await started(community, community.asker, case.survey_id)
        return case

    async def pick(community: Community, case: Case) -> InteractionResult:
        [question] = await asked(community, case.survey_id)
        return await press(community.asker, case.shown, "pick", ending=f":{question.options[1].id}")

    async def is_kept(community: Community, case: Case) -> bool:
        [question] = await asked(community, case.survey_id)
        return await answers_of(community, case) == [Given(options=(question.options[1].id,))]

    await sweep(community, line, Act(prepare=on_page, do=pick, done=is_kept))


async def test_choosing_from_a_menu(community: Community, line: Line) -> None:
    async def on_page(community: Community, title: str) -> Case:
        case = Case(survey_id=await posted(community, (SEVERAL,), title=title))
        case.shown = await started(community, community.asker, case.survey_id)
        return case

    async def pick(community: Community, case: Case) -> InteractionResult:
        [question] = await asked(community, case.survey_id)
        return await choose(community.asker, case.shown, [question.options[2].id])

    async def is_kept(community: Community, case: Case) -> bool:
        [question] = await asked(community, case.survey_id)
        return await answers_of(community, case) == [Given(options=(question.options[2].id,))]

    await sweep(community, line, Act(prepare=on_page, do=pick, done=is_kept))


async def test_writing(community: Community, line: Line) -> None:
    async def on_page(community: Community, title: str) -> Case:
        case = Case(survey_id=await posted(community, (LONG,), title=title))
        case.shown = await started(community, community.asker, case.survey_id)
        return case

    async def say(community: Community, case: Case) -> InteractionResult:
        return await write(community.asker, case.shown, "More colours")

    async def is_kept(community: Community, case: Case) -> bool:
        return await answers_of(community, case) == [Given(text="More colours")]

    await sweep(community, line, Act(prepare=on_page, do=say, done=is_kept))


async def test_sending(community: Community, line: Line) -> None:
    async def on_last_page(community: Community, title: str) -> Case:
        case = Case(survey_id=await posted(community, (SHORT,), title=title))
        page = await started(community, community.asker, case.survey_id)
        case.shown = await press(community.asker, page, "skip")
        return case

    async def send(community: Community, case: Case) -> InteractionResult:
        return await press(community.asker, case.shown, "send")

    async def is_sent(community: Community, case: Case) -> bool:
        return (await progress_of(community, community.asker, case.survey_id)).finished

    await sweep(community, line, Act(prepare=on_last_page, do=send, done=is_sent))
