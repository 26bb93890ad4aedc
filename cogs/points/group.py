"""The command `/points`: its subcommands are in the modules of what they do, and join it when those are imported."""

from discord import app_commands

from bot.ui.texts import text

points = app_commands.Group(name=text("points-command.name"), description=text("points-command"), guild_only=True)
