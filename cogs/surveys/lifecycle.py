"""Opening, closing and deleting surveys: what admins confirm, and what happens by itself when it is due."""

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language, say
from bot.surveys import rules
from bot.surveys.errors import KeyMissing, NoChannel
from bot.surveys.model import AudienceKind, Questionnaire, Survey, SurveySettings, SurveyState
from bot.ui.actions import Button, CancelButton
from bot.ui.actors import guild_of
from bot.ui.layout import CAREFUL, GOOD, card, layout_of, note, row, show
from bot.ui.replies import think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import language_of
from cogs.surveys.here import BackButton, admin_of, still_the_same
from cogs.surveys.population import population_of
from cogs.surveys.terms import estimate_text, when_text
from cogs.surveys.wording import audience_text, both, privacy_text, title_of

# Opening ----------------------------------------------------------------------------------------------------------


class AskOpenButton(Button):
    """*Open*: shows once more what is about to be asked of whom."""

    action = "surveys:ask-open"
    arguments = (int, int)
    label_id = "surveys-button-open"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        surveys, by, guild = interaction.client.app.surveys, await admin_of(interaction), guild_of(interaction)
        async with still_the_same(interaction, survey_id):
            sheet = await surveys.building.check(by=by, survey_id=survey_id, stamp=stamp)
        rules.check_ready(sheet, now=interaction.client.app.clock())
        settings = await interaction.client.app.settings.get(guild.id, SurveySettings)
        if settings.channel_id is None:
            raise NoChannel
        population = await population_of(interaction.client, guild)
        estimate = await surveys.building.estimate(by=by, survey_id=survey_id, population=population)
        language = language_of(interaction)
        who = audience_text(sheet.survey, language, ranks=await surveys.audience.ranks(guild_id=guild.id))
        said = estimate_text(estimate, language, told=population is not None)
        view = _ask_view(sheet, language, who=who, estimate=said, channel_id=settings.channel_id)
        await show(interaction, view)


def _ask_view(sheet: Questionnaire, language: Language, *, who: str, estimate: str, channel_id: int) -> ui.LayoutView:
    survey = sheet.survey
    said = say(language, "surveys-open-ask", title=title_of(survey), channel=f"<#{channel_id}>")
    lines = [
        say(language, "surveys-who", who=who),
        f"-# {estimate}",
        when_text(survey, language),
        privacy_text(survey, language),
        f"-# {say(language, 'surveys-open-locked')}",
    ]
    buttons = row(OpenButton(survey.id, survey.revision, language=language), BackButton(survey.id, language=language))
    return layout_of(card(said, "\n".join(lines), buttons, colour=CAREFUL))


class OpenButton(Button):
    action = "surveys:open"
    arguments = (int, int)
    label_id = "surveys-button-open-yes"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        app, by, language = interaction.client.app, await admin_of(interaction), language_of(interaction)
        async with still_the_same(interaction, survey_id):
            survey = await app.surveys.lifecycle.start(by=by, survey_id=survey_id, stamp=stamp)
        assert survey.opens_at is not None
        if survey.opens_at > app.clock():
            said = say(language, "surveys-planned", at=both(survey.opens_at))
        else:
            said = say(language, "surveys-opening")
        await show(interaction, layout_of(card(said, row(BackButton(survey_id, language=language)), colour=GOOD)))


class StopPlanButton(Button):
    """*Don't open it yet*: it is a draft again."""

    action = "surveys:stop-plan"
    arguments = (int, int)
    label_id = "surveys-button-stop-plan"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        lifecycle, by = interaction.client.app.surveys.lifecycle, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            await lifecycle.stop_plan(by=by, survey_id=survey_id, stamp=stamp)
        language = language_of(interaction)
        back = row(BackButton(survey_id, language=language))
        await show(interaction, layout_of(card(say(language, "surveys-plan-stopped"), back)))


# Closing and deleting ---------------------------------------------------------------------------------------------


def close_view(survey: Survey, language: Language) -> ui.LayoutView:
    """Return the question whether to close a survey now."""
    asked = say(language, "surveys-close-ask", title=title_of(survey))
    yes = CloseButton(survey.id, language=language)
    return layout_of(card(asked, row(yes, CancelButton(language=language)), colour=CAREFUL))


class AskCloseButton(Button):
    action = "surveys:ask-close"
    arguments = (int, int)
    label_id = "surveys-button-close"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, _stamp: int) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        sheet = await building.get(by=by, survey_id=survey_id)
        await show(interaction, close_view(sheet.survey, language_of(interaction)))


class CloseButton(Button):
    """*Close it now*. Whatever was changed about it since it was asked: it is to be closed."""

    action = "surveys:close"
    label_id = "surveys-button-close-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        surveys, by = interaction.client.app.surveys, await admin_of(interaction)
        survey = (await surveys.building.get(by=by, survey_id=survey_id)).survey
        await surveys.lifecycle.close(by=by, survey_id=survey_id, stamp=survey.revision)
        language = language_of(interaction)
        said = say(language, "surveys-closed-now", title=title_of(survey))
        await show(interaction, layout_of(card(said, row(BackButton(survey_id, language=language)))))


def delete_view(survey: Survey, language: Language) -> ui.LayoutView:
    """Return the question whether to delete a draft, or what a closed survey brought."""
    which = "draft" if survey.state is SurveyState.DRAFT else "closed"
    asked = say(language, f"surveys-delete-ask-{which}", title=title_of(survey))
    yes = DeleteButton(survey.id, survey.revision, language=language)
    return layout_of(card(asked, row(yes, BackButton(survey.id, language=language)), colour=CAREFUL))


class AskDeleteButton(Button):
    action = "surveys:ask-delete"
    arguments = (int, int)
    label_id = "surveys-button-delete"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            sheet = await building.check(by=by, survey_id=survey_id, stamp=stamp)
        await show(interaction, delete_view(sheet.survey, language_of(interaction)))


class DeleteButton(Button):
    action = "surveys:delete"
    arguments = (int, int)
    label_id = "surveys-button-delete-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        lifecycle, by = interaction.client.app.surveys.lifecycle, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            await lifecycle.delete(by=by, survey_id=survey_id, stamp=stamp)
        await show(interaction, note(say(language_of(interaction), "surveys-deleted")))


class PostAgainButton(Button):
    """*Post it again*: where the post was deleted, or is out of date."""

    action = "surveys:post-again"
    label_id = "surveys-button-post-again"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        lifecycle, by = interaction.client.app.surveys.lifecycle, await admin_of(interaction)
        await lifecycle.post_again(by=by, survey_id=survey_id)
        language = language_of(interaction)
        back = row(BackButton(survey_id, language=language))
        await show(interaction, layout_of(card(say(language, "surveys-posting-again"), back)))


# By itself --------------------------------------------------------------------------------------------------------


class RunningSurveys(commands.Cog):
    """Opens and closes what is due."""

    ACTIONS = (
        AskOpenButton,
        OpenButton,
        StopPlanButton,
        AskCloseButton,
        CloseButton,
        AskDeleteButton,
        DeleteButton,
        PostAgainButton,
    )

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.app.due.handle(rules.OPEN, self.open)
        self.bot.app.due.handle(rules.CLOSE, self.close)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    async def open(self, due: Due) -> None:
        guild, lifecycle = available_guild(self.bot, due.guild_id), self.bot.app.surveys.lifecycle
        survey = await lifecycle.find(guild_id=due.guild_id, survey_id=due.subject_id)
        if guild is None or survey is None or survey.state is not SurveyState.PLANNED:
            return
        population = None
        if survey.audience.kind is not AudienceKind.ATTENDEES:
            population = await population_of(self.bot, guild)
            if population is None and survey.audience.kind is AudienceKind.SAMPLE:
                # A sample of those who happen to be known would stay one for good.
                raise TryLater(f"the members of server {guild.id} can't be listed")
        await lifecycle.open_due(guild_id=guild.id, survey_id=survey.id, population=population)

    async def close(self, due: Due) -> None:
        """Close a survey; that needs nothing of Discord, so it isn't put off where the server is away."""
        try:
            await self.bot.app.surveys.lifecycle.close_due(guild_id=due.guild_id, survey_id=due.subject_id)
        except KeyMissing:
            # Nothing is lost: with the right file it closes as it should have.
            raise TryLater("the answers can't be read: the key file is missing or another one") from None
