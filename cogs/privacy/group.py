"""The command `/privacy`: its subcommands are in the modules of what they do, and join it when those are imported."""

from discord import app_commands

from bot.ui.texts import text

privacy = app_commands.Group(name=text("privacy-command.name"), description=text("privacy-command"), guild_only=True)
