"""The command `/profile`: its subcommands are in the modules of what they do, and join it when those are imported."""

from discord import app_commands

from bot.ui.texts import text

profile = app_commands.Group(name=text("profiles-command.name"), description=text("profiles-command"), guild_only=True)
