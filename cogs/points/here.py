"""Who uses a command of points, and whether they may."""

import discord

from bot.actor import Actor
from bot.client import Bot
from bot.points.errors import AdminsOnly, ModeratorsOnly
from bot.ui.actors import actor_of


async def moderator_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises ModeratorsOnly for anybody but moderators and admins."""
    actor = await actor_of(interaction)
    if not may_moderate(actor):
        raise ModeratorsOnly
    return actor


async def admin_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises AdminsOnly for anybody who can't manage the server."""
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise AdminsOnly
    return actor


def may_moderate(actor: Actor) -> bool:
    return actor.moderates or actor.manages_server
