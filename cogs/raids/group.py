"""The command `/raid`."""

import discord
from discord import app_commands

from bot.ui.texts import text

raid = app_commands.Group(
    name=text("raids-command.name"),
    description=text("raids-command"),
    guild_only=True,
    default_permissions=discord.Permissions(moderate_members=True),
)
