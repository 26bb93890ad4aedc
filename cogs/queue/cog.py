"""The command `/queue`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.ui.replies import reply, think
from bot.ui.texts import text
from cogs.queue.views import ACTIONS, ALL, MINE, TryAgainButton, list_view, summary_view


class QueueCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.entrances["delivery"] = lambda due_id, language: TryAgainButton(due_id, language=language)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        del self.bot.entrances["delivery"]

    @app_commands.command(name=text("queue-command.name"), description=text("queue-command"))
    @app_commands.guild_only()
    @app_commands.default_permissions(moderate_members=True)
    @app_commands.rename(show=text("queue-option-show.name"))
    @app_commands.describe(show=text("queue-option-show"))
    @app_commands.choices(
        show=[
            app_commands.Choice(name=text("queue-choice-all"), value=ALL),
            app_commands.Choice(name=text("queue-choice-mine"), value=MINE),
            app_commands.Choice(name=text("queue-choice-summary"), value="summary"),
        ]
    )
    async def queue(self, interaction: discord.Interaction[Bot], show: str = ALL) -> None:
        await think(interaction)
        view = (
            await summary_view(interaction, posted=False)
            if show == "summary"
            else await list_view(interaction, 1, show)
        )
        await reply(interaction, view=view)
