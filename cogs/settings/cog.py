"""The command `/settings`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import SECTIONS
from bot.client import Bot
from bot.ui.actors import admin_of
from bot.ui.layout import show
from bot.ui.replies import think
from bot.ui.texts import text
from cogs.settings import files, panel

ACTIONS = (*panel.ACTIONS, *files.ACTIONS)


class SettingsCog(commands.Cog):
    settings = app_commands.Group(
        name=text("settings-command.name"),
        description=text("settings-command"),
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)

    @settings.command(name=text("settings-command-open.name"), description=text("settings-command-open"))
    async def open(self, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think(interaction)
        await show(interaction, await panel.panel(interaction, SECTIONS[0].section))

    @settings.command(name=text("settings-command-export.name"), description=text("settings-command-export"))
    async def export(self, interaction: discord.Interaction[Bot]) -> None:
        await files.export(interaction)

    @settings.command(name=text("settings-command-import.name"), description=text("settings-command-import"))
    @app_commands.rename(file=text("settings-option-file.name"))
    @app_commands.describe(file=text("settings-option-file"))
    async def import_(self, interaction: discord.Interaction[Bot], file: discord.Attachment) -> None:
        await files.offer_import(interaction, file)
