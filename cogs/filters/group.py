"""The command `/filter`: its subcommands are in the modules of what they do, and join it when those are imported.

Discord shows it to admins; they can show it to moderators, too, who look at what filters found. What only admins may is
checked by the service.
"""

import discord
from discord import app_commands

from bot.ui.texts import text

filter_ = app_commands.Group(
    name=text("filters-command.name"),
    description=text("filters-command"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)
