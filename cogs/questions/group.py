"""The command `/questions`: its subcommands are in the modules of what they do, and join it when those are imported."""

from discord import app_commands

from bot.ui.texts import text

questions = app_commands.Group(
    name=text("questions-command.name"), description=text("questions-command"), guild_only=True
)
