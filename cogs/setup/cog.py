"""The command `/setup`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.setup.needs import PARTS
from bot.ui.actors import admin_of
from bot.ui.layout import show
from bot.ui.replies import think
from bot.ui.texts import text
from cogs.setup.wizard import ACTIONS, proposal


class SetupCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)

    @app_commands.command(name=text("setup-command.name"), description=text("setup-command"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think(interaction)
        await show(interaction, await proposal(interaction, PARTS[0], {}))
