"""What was decided upon a test of concepts: a form, and what follows from it."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.surveys.deciding import DECISION_MAX
from bot.ui.actions import Argument, Button, Form, open_form
from bot.ui.replies import reply, think
from bot.ui.texts import label, language_of
from cogs.surveys.here import admin_of, or_given_back


class DecisionForm(Form):
    action = "surveys:decision"
    title_id = "surveys-results-form-decision"

    def __init__(self, *arguments: Argument, language: Language, before: str = "") -> None:
        super().__init__(*arguments, language=language)
        self.decision = ui.TextInput[Any](
            custom_id="decision",
            style=discord.TextStyle.paragraph,
            max_length=DECISION_MAX,
            default=before or None,
        )
        self.add_item(
            ui.Label(
                text=label(language, "surveys-results-form-decision-text", 45),
                description=label(language, "surveys-results-form-decision-help", 100),
                component=self.decision,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think(interaction)
        deciding, by = interaction.client.app.surveys.deciding, await admin_of(interaction)
        typed = self.decision.value
        kept = await or_given_back(interaction, typed, deciding.decide(by=by, survey_id=survey_id, decision=typed))
        if kept is not None:
            await reply(interaction, say(language_of(interaction), "surveys-results-decision-kept"))


class DecideButton(Button):
    action = "surveys:decide"
    label_id = "surveys-results-button-decide"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        # A form has to be the first answer: what it is about is one row by its key.
        by = await admin_of(interaction)
        survey = await interaction.client.app.surveys.deciding.check(by=by, survey_id=survey_id)
        form = DecisionForm(survey_id, language=language_of(interaction), before=survey.decision or "")
        await open_form(interaction, form)


ACTIONS = (DecideButton, DecisionForm)
