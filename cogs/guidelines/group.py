"""The command `/rules`: its subcommands are in the modules of what they do, and join it when those are imported.

Everybody reads rules, so Discord shows all of it to everybody; that only admins change them is checked here and by the
service.
"""

import discord
from discord import app_commands

from bot.actor import Actor
from bot.client import Bot
from bot.guidelines.errors import AdminsOnly
from bot.ui.actors import actor_of
from bot.ui.texts import text

rules = app_commands.Group(
    name=text("guidelines-command.name"), description=text("guidelines-command"), guild_only=True
)


async def admin_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises AdminsOnly for anybody who can't manage the server."""
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise AdminsOnly
    return actor
