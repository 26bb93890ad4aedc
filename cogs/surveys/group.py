"""The commands `/survey` and `/nps`, for admins: their subcommands are in the modules of what they do."""

import discord
from discord import app_commands

from bot.ui.texts import text

_ADMINS = discord.Permissions(manage_guild=True)

survey = app_commands.Group(
    name=text("surveys-command.name"),
    description=text("surveys-command"),
    guild_only=True,
    default_permissions=_ADMINS,
)
nps = app_commands.Group(
    name=text("surveys-nps-command.name"),
    description=text("surveys-nps-command"),
    guild_only=True,
    default_permissions=_ADMINS,
)
