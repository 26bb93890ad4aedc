"""What admins do with surveys on Discord, for tests."""

from typing import Any

import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from bot.surveys.model import SurveySettings
from bot.surveys.tables import survey
from tests.support.cards import answer, id_of
from tests.support.community import Community


async def with_channel(community: Community) -> simcord.ChannelHandle:
    """Name the channel for surveys."""
    channel = community.server.create_text_channel("surveys")
    await community.env.settle()
    await community.set(SurveySettings, channel_id=channel.id)
    return channel


async def created(
    community: Community, who: simcord.MemberActor | None = None, *, title: str = "Roast", **values: Any
) -> InteractionResult:
    """Have an admin begin a survey; returns the editor."""
    admin = who or community.admin
    form = await admin.slash(community.general, "survey create")
    typed = {"title": title, "why": "We choose the next roast", "named": "anonymous", "kind": "survey"}
    return await admin.submit_modal(form, typed | values)


async def added(
    who: simcord.MemberActor, shown: InteractionResult, kind: str = "single", **values: Any
) -> InteractionResult:
    """Have an admin add a question from the editor or from another question's card; returns the question's card."""
    kinds = await press(who, shown, "surveys:question-add")
    form = await press(who, kinds, "surveys:question-kind", ending=kind)
    typed: dict[str, Any] = {"text": "How dark?"}
    if kind in ("single", "several"):
        typed["options"] = "Light\nMedium\nDark"
    return await who.submit_modal(form, typed | values)


async def opened(community: Community, who: simcord.MemberActor, shown: InteractionResult) -> InteractionResult:
    """Have an admin open what the editor shows, and let it happen."""
    asked = await press(who, shown, "surveys:ask-open")
    done = await press(who, asked, "surveys:open")
    await community.later(seconds=30)
    return done


async def press(
    who: simcord.MemberActor, shown: InteractionResult, action: str, *, ending: str = ""
) -> InteractionResult:
    """Press the button of an action on the bot's answer."""
    message = answer(shown)
    return await who.click(message, custom_id=id_of(message, action, ending=ending))


async def back(who: simcord.MemberActor, shown: InteractionResult) -> InteractionResult:
    return await press(who, shown, "surveys:draft")


async def choose(
    who: simcord.MemberActor, shown: InteractionResult, action: str, values: list[Any]
) -> InteractionResult:
    message = answer(shown)
    return await who.select(message, values, custom_id=id_of(message, action))


async def survey_row(community: Community, title: str = "Roast") -> Any:
    """Return the latest survey of a title as it is kept."""
    async with community.app.database.read() as connection:
        rows = await connection.execute(select(survey).where(survey.c.title == title).order_by(survey.c.id.desc()))
        return rows.first()
