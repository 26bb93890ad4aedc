"""Surveys, whatever Discord refuses: a draft is there once, a survey is posted once, and reminded of once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.surveys.model import QuestionKind, Questionnaire, QuestionTerms, SurveyKind, SurveyState
from tests.faults.harness import Act, Fault, Line, sweep
from tests.support.community import Community
from tests.surveys.acting_building import press, with_channel

CHANNEL = "survey channel"


@dataclass
class Case:
    """A survey of its own, and what was shown of it."""

    title: str
    survey_id: int = 0
    shown: Any = None


@pytest.fixture(autouse=True)
async def channel(community: Community) -> None:
    community.extra[CHANNEL] = await with_channel(community)


def new_case(community: Community) -> Case:
    community.extra["surveys"] = number = community.extra.get("surveys", 0) + 1
    return Case(title=f"Survey {number}")


def admin(community: Community) -> Actor:
    return Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)


async def sheet_of(community: Community, case: Case) -> Questionnaire:
    return await community.app.surveys.building.get(by=admin(community), survey_id=case.survey_id)


async def drafted(community: Community, _: str) -> Case:
    case, building, by = new_case(community), community.app.surveys.building, admin(community)
    sheet = await building.create(by=by, kind=SurveyKind.SURVEY, title=case.title, why="To know", anonymous=True)
    terms = QuestionTerms(kind=QuestionKind.SHORT, text="Which one?")
    sheet = await building.add_question(terms, by=by, survey_id=sheet.survey.id, stamp=sheet.survey.revision)
    case.survey_id = sheet.survey.id
    return case


async def planned(community: Community, title: str) -> Case:
    case = await drafted(community, title)
    stamp = (await sheet_of(community, case)).survey.revision
    await community.app.surveys.lifecycle.start(by=admin(community), survey_id=case.survey_id, stamp=stamp)
    return case


async def running(community: Community, title: str) -> Case:
    case = await planned(community, title)
    await community.run_due()
    return case


def posts_of(community: Community, case: Case) -> list[Any]:
    """Return the public messages that lead into a survey, the reminder apart."""
    return [one for one in _leading(community, case) if one.reference is None]


def _leading(community: Community, case: Case) -> list[Any]:
    channel: simcord.ChannelHandle = community.extra[CHANNEL]
    wanted = f"'surveys:enter:{case.survey_id}'"
    return [one for one in channel.history() if wanted in str([part.to_dict() for part in one.components])]


# What people do ---------------------------------------------------------------------------------------------------


async def nothing_yet(community: Community, _: str) -> Case:
    return new_case(community)


async def create(community: Community, case: Case) -> InteractionResult:
    # The form is part of it: where its answer is refused, Discord leaves it open, and simcord opens it once.
    form = await community.admin.slash(community.general, "survey create")
    typed = {"title": case.title, "why": "To know", "named": "anonymous", "kind": "survey"}
    return await community.admin.submit_modal(form, typed)


async def is_created(community: Community, case: Case) -> bool:
    found = await community.app.surveys.building.named(guild_id=community.server.id)
    return [one.title for one in found].count(case.title) == 1


async def test_creating(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=nothing_yet, do=create, done=is_created, anew=True))


async def asked_to_close(community: Community, title: str) -> Case:
    case = await running(community, title)
    case.shown = await community.admin.slash(community.general, "survey close", survey=case.title)
    return case


async def close(community: Community, case: Case) -> InteractionResult:
    return await press(community.admin, case.shown, "surveys:close")


async def is_closed(community: Community, case: Case) -> bool:
    return (await sheet_of(community, case)).survey.state is SurveyState.CLOSED


async def test_closing(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=asked_to_close, do=close, done=is_closed, anew=True))


# What happens by itself -------------------------------------------------------------------------------------------


async def run_due(community: Community, _: Case) -> None:
    await community.app.due.sweep()
    await community.env.settle()


async def is_posted(community: Community, case: Case) -> bool:
    survey = (await sheet_of(community, case)).survey
    posts = posts_of(community, case)
    return survey.state is SurveyState.OPEN and [one.id for one in posts] == [survey.message_id]


async def test_opening_and_posting(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=planned, do=run_due, done=is_posted, by_itself=True))


async def before_the_reminder(community: Community, title: str) -> Case:
    case = await running(community, title)
    await community.env.pass_time(timedelta(days=5, minutes=1))
    return case


async def is_reminded(community: Community, case: Case) -> bool:
    survey = (await sheet_of(community, case)).survey
    return survey.reminded_at is not None and len(_leading(community, case)) == 2


async def test_reminding(community: Community, line: Line) -> None:
    act = Act(prepare=before_the_reminder, do=run_due, done=is_reminded, by_itself=True, alone=True)
    await sweep(community, line, act)


async def closed_post(community: Community, title: str) -> Case:
    case = await running(community, title)
    stamp = (await sheet_of(community, case)).survey.revision
    await community.app.surveys.lifecycle.close(by=admin(community), survey_id=case.survey_id, stamp=stamp)
    return case


async def says_closed(community: Community, case: Case) -> bool:
    return await is_closed(community, case) and posts_of(community, case) == []


def is_gone(fault: Fault) -> bool:
    """Whether the post was deleted meanwhile: it isn't sent again to say that it is over."""
    return fault.status == 404


async def test_the_post_of_a_closed_survey(community: Community, line: Line) -> None:
    act = Act(prepare=closed_post, do=run_due, done=says_closed, by_itself=True, may_stay_undone=is_gone)
    await sweep(community, line, act)
