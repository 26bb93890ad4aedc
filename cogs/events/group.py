"""The command `/event`: its subcommands are in the modules of what they do, and join it when those are imported.

Members use it, so Discord shows all of it to everybody; what only hosts or moderators may is checked by the service.
"""

from discord import app_commands

from bot.ui.texts import text

event = app_commands.Group(name=text("events-command.name"), description=text("events-command"), guild_only=True)
