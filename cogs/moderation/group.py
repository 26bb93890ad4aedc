"""The command `/mod`: its subcommands are in the modules of what they do, and join it when those are imported.

Discord shows it to those who may time members out; a server's admins can show it to other roles, too, in the server's
settings. Whether somebody is a moderator is checked with every use.
"""

import discord
from discord import app_commands

from bot.ui.texts import text

mod = app_commands.Group(
    name=text("moderation-command.name"),
    description=text("moderation-command"),
    guild_only=True,
    default_permissions=discord.Permissions(moderate_members=True),
)
