"""The command `/problem` and its form."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import say
from bot.problems.model import REFERENCE_MAX, TEXT_MAX
from bot.ui.actions import Form, open_form
from bot.ui.actors import actor_of, member_of
from bot.ui.giving_back import give_back
from bot.ui.replies import reply_error, tell, think
from bot.ui.texts import LABEL_LIMIT, label, language_of, text

DESCRIPTION_LIMIT = 100
"""Of an input in a modal."""


class ProblemForm(Form):
    """What is wrong with the bot, told to whoever runs it."""

    action = "problems:report"
    arguments = ()
    title_id = "problems-form"

    def __init__(self, *, language: Any, code: str = "") -> None:
        super().__init__(language=language)
        self.what: ui.TextInput[Any] = ui.TextInput(
            custom_id="what", style=discord.TextStyle.paragraph, max_length=TEXT_MAX
        )
        self.code: ui.TextInput[Any] = ui.TextInput(
            custom_id="code", required=False, max_length=REFERENCE_MAX, default=code or None
        )
        self.nameless: ui.Checkbox[Any] = ui.Checkbox(custom_id="nameless")
        self._add("what", self.what)
        self._add("code", self.code)
        self._add("nameless", self.nameless)

    def _add(self, name: str, component: ui.Item[Any]) -> None:
        message_id = f"problems-form-{name}"
        self.add_item(
            ui.Label(
                text=label(self.language, message_id, LABEL_LIMIT),
                description=label(self.language, f"{message_id}.help", DESCRIPTION_LIMIT),
                component=component,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        try:
            problem = await interaction.client.app.problems.report(
                by=await actor_of(interaction),
                text=self.what.value,
                reference=self.code.value,
                named=not self.nameless.value,
            )
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, self.what.value, said=say(self.language, "problems-text-back"))
            return
        await tell(interaction, "problems-thanks", number=problem.id)


class Reporting(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(ProblemForm)

    async def cog_unload(self) -> None:
        self.bot.router.remove(ProblemForm)

    @app_commands.command(name=text("problems-command.name"), description=text("problems-command"))
    @app_commands.describe(code=text("problems-command-code"))
    @app_commands.guild_only()
    async def problem(
        self, interaction: discord.Interaction[Bot], code: app_commands.Range[str, 1, REFERENCE_MAX] = ""
    ) -> None:
        member_of(interaction)
        await open_form(interaction, ProblemForm(language=language_of(interaction), code=code))
