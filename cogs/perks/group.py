"""The command `/perks`: its subcommands are in the modules of what they do, and join it when those are imported.

Members use it, so Discord shows all of it to everybody; what only admins may is checked by the service.
"""

from discord import app_commands

from bot.ui.texts import text

perks = app_commands.Group(name=text("perks-command.name"), description=text("perks-command"), guild_only=True)
