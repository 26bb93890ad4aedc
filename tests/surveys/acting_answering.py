"""What members do with surveys on Discord, for tests."""

from collections.abc import Sequence
from typing import Any

import simcord
from simcord.results import InteractionResult

from bot.i18n import Language
from bot.surveys.answering import Progress
from bot.surveys.model import Question, QuestionTerms
from bot.ui.actions import view_of
from cogs.surveys.answering import entrance
from tests.support.cards import answer, id_of
from tests.support.community import Community
from tests.surveys.forms import SINGLE, closed, member, opened, questions_of


async def posted(community: Community, terms: Sequence[QuestionTerms] = (SINGLE,), **options: Any) -> int:
    """Open a survey, and post its button; returns its id."""
    survey_id = await opened(community.app, terms, server=community.server.id, **options)
    channel: Any = community.bot.get_channel(community.general.id)
    await channel.send(view=view_of(entrance(survey_id, Language.EN)))
    await community.env.settle()
    return survey_id


async def entered(community: Community, who: simcord.MemberActor, survey_id: int) -> InteractionResult:
    """Have somebody press *Take part*."""
    custom_id = f"surveys:enter:{survey_id}"
    message = next(one for one in reversed(community.general.history()) if custom_id in ids_of(one))
    return await who.click(message, custom_id=custom_id)


def ids_of(message: Any) -> list[str]:
    return [child.custom_id for row in message.components for child in row.children]


async def started(community: Community, who: simcord.MemberActor, survey_id: int) -> InteractionResult:
    return await press(who, await entered(community, who, survey_id), "start")


async def press(who: simcord.MemberActor, shown: InteractionResult, act: str, *, ending: str = "") -> InteractionResult:
    """Press the only button of an act on the page somebody sees."""
    message = answer(shown)
    return await who.click(message, custom_id=id_of(message, f"surveys:answer-{act}", ending=ending))


async def choose(
    who: simcord.MemberActor, shown: InteractionResult, values: Sequence[int], *, act: str = "choose"
) -> InteractionResult:
    message = answer(shown)
    found = id_of(message, f"surveys:answer-{act}")
    return await who.select(message, [str(value) for value in values], custom_id=found)


async def write(who: simcord.MemberActor, shown: InteractionResult, text: str) -> InteractionResult:
    form = await press(who, shown, "write")
    return await who.submit_modal(form, {"text": text} if text else {})


async def progress_of(community: Community, who: simcord.MemberActor, survey_id: int) -> Progress:
    by = member(who.id, server=community.server.id)
    return await community.app.surveys.answering.progress(by, survey_id)


async def asked(community: Community, survey_id: int) -> list[Question]:
    return await questions_of(community.app, survey_id)


async def close(community: Community, survey_id: int) -> None:
    await closed(community.app, survey_id, server=community.server.id)
