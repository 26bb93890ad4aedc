"""The command `/doctor`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.ui.actors import admin_of
from bot.ui.layout import show
from bot.ui.replies import think
from bot.ui.texts import text
from cogs.doctor.views import ACTIONS, checkup


class DoctorCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)

    @app_commands.command(name=text("doctor-command.name"), description=text("doctor-command"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def doctor(self, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think(interaction)
        await show(interaction, await checkup(interaction))
