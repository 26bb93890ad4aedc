"""Who acts on which survey: shared by everything that builds and runs surveys."""

import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

import discord
from discord import app_commands

from bot.actor import Actor
from bot.client import Bot
from bot.i18n import say
from bot.surveys.building import VISIBLE
from bot.surveys.errors import AdminsOnly, ChangedMeanwhile, QuestionGone, SurveyNotFound
from bot.surveys.model import TITLE_MAX, Questionnaire, SurveyState
from bot.text import cut, one_line
from bot.ui.actions import BIGGEST_ID, Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.giving_back import give_back
from bot.ui.layout import card, layout_of, row, show
from bot.ui.replies import reply_error
from bot.ui.texts import CHOICE_LIMIT, language_of

T = TypeVar("T")

SurveyName = app_commands.Range[str, 1, TITLE_MAX + 20]
CHOICES_MAX = 25

_CHOSEN = re.compile(r"#(\d{1,19})", re.ASCII)
"""What a choice of our lists stands for: titles may be alike."""


async def admin_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises AdminsOnly for anybody who can't manage the server."""
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise AdminsOnly
    return actor


class BackButton(Button):
    """*Back to the survey*. What it does is `cogs.surveys.editor.DraftButton`, which the router knows."""

    action = "surveys:draft"
    label_id = "surveys-button-back"


# Names ------------------------------------------------------------------------------------------------------------


async def survey_named(
    interaction: discord.Interaction[Bot], typed: str, *, states: tuple[SurveyState, ...] = VISIBLE
) -> Questionnaire:
    """Return the survey an admin means by a choice or a title, the latest of that title. Raises SurveyNotFound."""
    by, building = await admin_of(interaction), interaction.client.app.surveys.building
    chosen = _CHOSEN.fullmatch(typed.strip())
    if chosen is not None:
        if int(chosen[1]) > BIGGEST_ID:  # no database takes it
            raise SurveyNotFound
        return await building.get(by=by, survey_id=int(chosen[1]))
    wanted = one_line(typed).casefold()
    for survey in await building.named(guild_id=by.guild_id, states=states):
        if survey.title.casefold() == wanted:
            return await building.get(by=by, survey_id=survey.id)
    raise SurveyNotFound


async def any_survey(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    return await _choices(interaction, typed, VISIBLE)


async def open_survey(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    return await _choices(interaction, typed, (SurveyState.OPEN,))


async def answered_survey(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    return await _choices(interaction, typed, (SurveyState.OPEN, SurveyState.CLOSED))


async def deletable_survey(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    return await _choices(interaction, typed, (SurveyState.DRAFT, SurveyState.CLOSED))


async def _choices(
    interaction: discord.Interaction[Bot], typed: str, states: tuple[SurveyState, ...]
) -> list[app_commands.Choice[str]]:
    """Suggest surveys in some states to admins, latest first."""
    if not (await actor_of(interaction)).manages_server:
        return []
    language, wanted = language_of(interaction), one_line(typed).casefold()
    building = interaction.client.app.surveys.building
    found = await building.named(guild_id=guild_of(interaction).id, states=states)
    return [
        app_commands.Choice(
            name=cut(f"{survey.title} · {say(language, f'surveys-state-{survey.state}')}", CHOICE_LIMIT),
            value=f"#{survey.id}",
        )
        for survey in found
        if wanted in survey.title.casefold()
    ][:CHOICES_MAX]


# Refusals ---------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def still_the_same(interaction: discord.Interaction[Bot], survey_id: int) -> AsyncIterator[None]:
    """Where somebody else has changed the survey, offer it as it is now in place of the card that is out of date."""
    try:
        yield
    except (ChangedMeanwhile, QuestionGone):
        language = language_of(interaction)
        again = BackButton(survey_id, language=language, label=say(language, "surveys-button-newest"))
        await show(interaction, layout_of(card(say(language, "surveys-changed-card"), row(again))))
        raise


async def or_given_back(interaction: discord.Interaction[Bot], typed: str, work: Awaitable[T]) -> T | None:
    """Do what a form was for. Where that is refused, say why and give back privately what was typed; None then."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
        await reply_error(interaction, error)
        await give_back(interaction, typed, said=say(language_of(interaction), "surveys-form-back"))
        return None
