"""The command `/onboarding`, for admins: its subcommands are in the modules of what they do, and join it there."""

import discord
from discord import app_commands

from bot.ui.texts import text

onboarding = app_commands.Group(
    name=text("onboarding-command.name"),
    description=text("onboarding-command"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)
