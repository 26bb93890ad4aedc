"""A small cog on SimCord, to try the kit itself."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest_asyncio
from discord import app_commands, ui
from discord.ext import commands

from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.errors import UserError
from bot.i18n import Language
from bot.sandbox import simulated
from bot.ui.actions import Argument, Button, Choosing, Form, confirm_view, open_form, view_of
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of


class TooMuchCoffee(UserError):
    message = "error-cooldown"


class CountButton(Button):
    action = "trial:count"
    label_id = "pages-next"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Any], number: int) -> None:
        await think(interaction)
        if number == 13:
            raise TooMuchCoffee(seconds=5)
        if number == 99:
            raise ZeroDivisionError
        await reply(interaction, f"counted {number} for {interaction.user.mention}")


class BeanMenu(Choosing, ui.Select[ui.View]):
    action = "trial:bean"
    arguments = ()

    def __init__(self) -> None:
        super().__init__(
            custom_id=self.make_custom_id(),
            options=[discord.SelectOption(label=bean) for bean in ("Kenya", "グアテマラ")],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Any], values: list[str]) -> None:
        await reply(interaction, f"chose {values[0]}")


class NoteForm(Form):
    action = "trial:note"
    arguments = (int, str)
    title_id = "pages-next"

    def __init__(self, *arguments: Argument, language: Language) -> None:
        super().__init__(*arguments, language=language)
        self.note = ui.TextInput[Any](custom_id="note", required=False)
        self.add_item(ui.Label(text="Note", component=self.note))

    async def submit(self, interaction: discord.Interaction[Any], number: int, word: str) -> None:
        await think(interaction)
        await reply(interaction, f"{number} {word} {self.note.value}")


class ListPage(PageButton):
    action = "trial:page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Any], page: int) -> None:
        await think_in_place(interaction)
        language = language_of(interaction)
        buttons = page_buttons(cls, page=page, pages=3, language=language)
        await edit_in_place(interaction, position(page, 3, language), view=view_of(*buttons))


class TrialCog(commands.Cog):
    @app_commands.command(name="count", description="Count.")
    async def count(self, interaction: discord.Interaction[Any], number: int) -> None:
        await reply(
            interaction, "press", view=view_of(CountButton(number, language=language_of(interaction)), BeanMenu())
        )

    @app_commands.command(name="note", description="Write.")
    async def note(self, interaction: discord.Interaction[Any]) -> None:
        await open_form(interaction, NoteForm(7, "seven", language=language_of(interaction)))

    @app_commands.command(name="pages", description="Turn.")
    async def pages(self, interaction: discord.Interaction[Any]) -> None:
        await think(interaction)
        language = language_of(interaction)
        await reply(interaction, "1", view=view_of(*page_buttons(ListPage, page=1, pages=3, language=language)))

    @app_commands.command(name="sure", description="Ask back.")
    async def sure(self, interaction: discord.Interaction[Any]) -> None:
        language = language_of(interaction)
        await reply(interaction, "Sure?", view=confirm_view(CountButton(1, language=language), language))

    @app_commands.command(name="fail", description="Fail.")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def fail(self, interaction: discord.Interaction[Any]) -> None:
        await think(interaction)
        raise ZeroDivisionError


async def trial_bot(app: App) -> Bot:
    bot = Bot(app, extensions=(), shard_count=1)
    bot.router.add(CountButton, BeanMenu, NoteForm, ListPage)
    await bot.add_cog(TrialCog())
    return bot


@pytest_asyncio.fixture
async def env(config: Config) -> AsyncIterator[simulated.Simulation]:
    app = App(config)
    simulation = simulated.Simulation(await trial_bot(app), check_errors=False)
    await simulation.start()
    try:
        yield simulation
    finally:
        await simulation.shutdown()
        await app.close()
