"""`/survey create|edit|list|copy|close|extend|delete`, for admins."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.surveys.building import Overview
from bot.surveys.errors import NotOpen, StillRunning
from bot.surveys.model import TITLE_MAX, Questionnaire, SurveyKind, SurveyState
from bot.ui.actions import Form, open_form
from bot.ui.layout import Piece, beside, card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, text
from cogs.surveys.editor import DraftButton, copied_title, name_input, show_survey, text_inputs
from cogs.surveys.group import survey
from cogs.surveys.here import (
    SurveyName,
    admin_of,
    any_survey,
    deletable_survey,
    open_survey,
    or_given_back,
    survey_named,
)
from cogs.surveys.lifecycle import close_view, delete_view
from cogs.surveys.terms import CLOSES, take_moment
from cogs.surveys.wording import joined, title_of

PER_PAGE = 6
MADE_BY_HAND = (SurveyKind.SURVEY, SurveyKind.CONCEPT)


# Creating ---------------------------------------------------------------------------------------------------------


class CreateForm(Form):
    """What a survey begins with; the rest is done in the editor."""

    action = "surveys:create-form"
    arguments = ()
    title_id = "surveys-form-create"

    def __init__(self, *, language: Language) -> None:
        super().__init__(language=language)
        self.heading, self.why = text_inputs(self)
        self.named = name_input(self)
        self.kind: ui.RadioGroup[Any] = ui.RadioGroup(
            custom_id="kind",
            options=[
                discord.RadioGroupOption(
                    label=label(language, f"surveys-form-kind-{kind}", OPTION_LABEL_LIMIT),
                    description=label(language, f"surveys-form-kind-{kind}.help", OPTION_LABEL_LIMIT),
                    value=kind.value,
                    default=kind is SurveyKind.SURVEY,
                )
                for kind in MADE_BY_HAND
            ],
        )
        self.add_item(ui.Label(text=label(language, "surveys-form-kind", LABEL_LIMIT), component=self.kind))

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        typed = f"{self.heading.value}\n\n{self.why.value}"
        sheet = await or_given_back(interaction, typed, self._store(interaction))
        if sheet is not None:
            await show_survey(interaction, sheet, said=say(self.language, "surveys-created"))

    async def _store(self, interaction: discord.Interaction[Bot]) -> Questionnaire:
        is_concept = self.kind.value == SurveyKind.CONCEPT
        return await interaction.client.app.surveys.building.create(
            by=await admin_of(interaction),
            kind=SurveyKind.CONCEPT if is_concept else SurveyKind.SURVEY,
            title=self.heading.value,
            why=self.why.value,
            anonymous=self.named.value == "anonymous",
        )


@survey.command(name=text("surveys-command-create.name"), description=text("surveys-command-create"))
async def survey_create(interaction: discord.Interaction[Bot]) -> None:
    await admin_of(interaction)
    await open_form(interaction, CreateForm(language=language_of(interaction)))


@survey.command(name=text("surveys-command-edit.name"), description=text("surveys-command-edit"))
@app_commands.rename(name=text("surveys-option-survey.name"))
@app_commands.describe(name=text("surveys-option-survey"))
@app_commands.autocomplete(name=any_survey)
async def survey_edit(interaction: discord.Interaction[Bot], name: SurveyName) -> None:
    await think(interaction)
    await show_survey(interaction, await survey_named(interaction, name))


@survey.command(name=text("surveys-command-copy.name"), description=text("surveys-command-copy"))
@app_commands.rename(name=text("surveys-option-survey.name"), title=text("surveys-option-title.name"))
@app_commands.describe(name=text("surveys-option-survey"), title=text("surveys-option-title"))
@app_commands.autocomplete(name=any_survey)
async def survey_copy(
    interaction: discord.Interaction[Bot],
    name: SurveyName,
    title: app_commands.Range[str, 1, TITLE_MAX] | None = None,
) -> None:
    await think(interaction)
    language, by = language_of(interaction), await admin_of(interaction)
    original = await survey_named(interaction, name)
    sheet = await interaction.client.app.surveys.building.copy(
        by=by, survey_id=original.survey.id, title=title or copied_title(original.survey, language)
    )
    await show_survey(interaction, sheet, said=say(language, "surveys-copied"))


# The list ---------------------------------------------------------------------------------------------------------


class ListButton(PageButton):
    action = "surveys:list"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await _show_list(interaction, page)


@survey.command(name=text("surveys-command-list.name"), description=text("surveys-command-list"))
async def survey_list(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await _show_list(interaction, 1)


async def _show_list(interaction: discord.Interaction[Bot], page: int) -> None:
    by, building = await admin_of(interaction), interaction.client.app.surveys.building
    page = max(page, 1)
    found, total = await building.page(by=by, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    await show(interaction, list_view(found, language_of(interaction), page=page, total=total))


def list_view(found: list[Overview], language: Language, *, page: int, total: int) -> ui.LayoutView:
    pages = pages_for(total, PER_PAGE)
    heading = f"## {say(language, 'surveys-list-title')}"
    if not found:
        return layout_of(card(heading, say(language, "surveys-list-empty")))
    pieces: list[Piece | str | None] = [heading]
    for one in found:
        button = DraftButton(one.survey.id, language=language, label=say(language, "surveys-button-details"))
        pieces.append(beside(_listed(one, language), button))
    if pages > 1:
        turning = page_buttons(ListButton, page=page, pages=pages, language=language)
        pieces += [line(), f"-# {position(page, pages, language)}", row(*turning)]
    return layout_of(card(*pieces))


def _listed(one: Overview, language: Language) -> str:
    state = one.survey
    facts = [say(language, f"surveys-state-{state.state}"), say(language, "surveys-questions", count=one.questions)]
    if state.state in (SurveyState.OPEN, SurveyState.CLOSED):
        answered = say(language, "surveys-answered", count=one.finished)
        of = say(language, "surveys-answered-of", count=one.finished, asked=state.asked or 0)
        facts.append(of if state.asked else answered)
    match state.state:
        case SurveyState.PLANNED if state.opens_at is not None:
            facts.append(say(language, "surveys-list-opens", at=moment(state.opens_at)))
        case SurveyState.OPEN if state.closes_at is not None:
            facts.append(say(language, "surveys-list-closes", at=moment(state.closes_at)))
        case SurveyState.CLOSED if state.closed_at is not None:
            facts.append(say(language, "surveys-list-closed", at=moment(state.closed_at, "d")))
    return f"**{title_of(state)}**\n-# {joined(facts, language)}"


# Closing, extending, deleting -------------------------------------------------------------------------------------


@survey.command(name=text("surveys-command-close.name"), description=text("surveys-command-close"))
@app_commands.rename(name=text("surveys-option-survey.name"))
@app_commands.describe(name=text("surveys-option-survey"))
@app_commands.autocomplete(name=open_survey)
async def survey_close(interaction: discord.Interaction[Bot], name: SurveyName) -> None:
    await think(interaction)
    found = (await survey_named(interaction, name, states=(SurveyState.OPEN,))).survey
    if found.state is not SurveyState.OPEN:
        raise NotOpen
    await show(interaction, close_view(found, language_of(interaction)))


@survey.command(name=text("surveys-command-extend.name"), description=text("surveys-command-extend"))
@app_commands.rename(name=text("surveys-option-survey.name"), until=text("surveys-option-until.name"))
@app_commands.describe(name=text("surveys-option-survey"), until=text("surveys-option-until"))
@app_commands.autocomplete(name=open_survey)
async def survey_extend(
    interaction: discord.Interaction[Bot], name: SurveyName, until: app_commands.Range[str, 1, 80]
) -> None:
    await think(interaction)
    found = (await survey_named(interaction, name, states=(SurveyState.OPEN,))).survey
    if found.state is not SurveyState.OPEN:
        raise NotOpen
    await take_moment(interaction, found.id, found.revision, CLOSES, until)


@survey.command(name=text("surveys-command-delete.name"), description=text("surveys-command-delete"))
@app_commands.rename(name=text("surveys-option-survey.name"))
@app_commands.describe(name=text("surveys-option-survey"))
@app_commands.autocomplete(name=deletable_survey)
async def survey_delete(interaction: discord.Interaction[Bot], name: SurveyName) -> None:
    await think(interaction)
    found = (await survey_named(interaction, name)).survey
    if found.state not in (SurveyState.DRAFT, SurveyState.CLOSED):
        raise StillRunning
    await show(interaction, delete_view(found, language_of(interaction)))


ACTIONS = (CreateForm, ListButton)
