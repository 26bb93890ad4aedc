"""The preview: every page exactly as members will see it, with nothing on it that can be pressed but turning."""

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.surveys.answering import Progress
from bot.surveys.model import QuestionKind, Questionnaire
from bot.ui.actions import Button
from bot.ui.actors import guild_of
from bot.ui.layout import card, layout_of, line
from bot.ui.pages import PageButton, page_buttons
from bot.ui.replies import edit_in_place, think_in_place
from bot.ui.texts import language_of
from cogs.surveys import pages
from cogs.surveys.answering import intro_items, question_items
from cogs.surveys.here import BackButton, admin_of


class PreviewButton(Button):
    """*Preview*: page 1 is the first question; 0 is what stands before it."""

    action = "surveys:preview"
    arguments = (int, int)
    label_id = "surveys-button-preview"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, survey_id: int) -> None:
        await _show_page(interaction, page + 1, survey_id)


class TurnButton(PageButton):
    """*Back* and *Next* between the pages: the first is what stands before the questions."""

    action = "surveys:preview-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, survey_id: int) -> None:
        await _show_page(interaction, page, survey_id)


async def _show_page(interaction: discord.Interaction[Bot], page: int, survey_id: int) -> None:
    await think_in_place(interaction)
    surveys, by = interaction.client.app.surveys, await admin_of(interaction)
    sheet = await surveys.building.get(by=by, survey_id=survey_id)
    page = min(max(page, 1), len(sheet.questions) + 1)
    question = sheet.questions[page - 2] if page > 1 else None
    has_pictures = question is not None and question.kind is QuestionKind.CONCEPT
    pictures = await surveys.answering.pictures(sheet.survey) if has_pictures else {}
    view = preview(sheet, language_of(interaction), page=page, server=guild_of(interaction).name, pictures=pictures)
    await edit_in_place(interaction, view=view, files=pages.files(question, pictures))


def preview(
    sheet: Questionnaire, language: Language, *, page: int, server: str, pictures: pages.Pictures
) -> ui.LayoutView:
    """Return a page, from 1, in the card in which members find it, below a line that says what it is."""
    progress = Progress(survey=sheet.survey, questions=sheet.questions, answers={})
    if page == 1:
        items = intro_items(progress, language, server=server)
    else:
        question = sheet.questions[page - 2]
        items = question_items(progress, question, language, pictures=pictures, live=False)
    turning = page_buttons(TurnButton, sheet.survey.id, page=page, pages=len(sheet.questions) + 1, language=language)
    return layout_of(
        ui.TextDisplay(f"-# {say(language, 'surveys-preview')}"),
        card(*items),
        line(),
        ui.ActionRow(*turning, BackButton(sheet.survey.id, language=language)),
    )


ACTIONS = (PreviewButton, TurnButton)
