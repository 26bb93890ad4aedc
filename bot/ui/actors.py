"""Who acts, as the rules see them, from Discord's member."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.actor import Actor
from bot.errors import UserError
from bot.settings.model import ServerSettings

if TYPE_CHECKING:
    from bot.client import Bot


class ServerOnly(UserError):
    message = "error-server-only"


async def actor_of(interaction: "discord.Interaction[Bot]") -> Actor:
    """Return who pressed or typed it. Raises ServerOnly outside a server."""
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        raise ServerOnly
    return await actor_from(interaction.client, interaction.user, permissions=interaction.permissions)


async def admin_of(interaction: "discord.Interaction[Bot]") -> Actor:
    """Return the admin who pressed or typed it. Raises MissingPermissions for anybody else, ServerOnly elsewhere."""
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise app_commands.MissingPermissions(["manage_guild"])
    return actor


async def actor_from(bot: "Bot", member: discord.Member, *, permissions: discord.Permissions | None = None) -> Actor:
    held = permissions if permissions is not None else member.guild_permissions
    settings = await bot.app.settings.get(member.guild.id, ServerSettings)
    role_ids = frozenset(member._roles)  # private, but `roles` builds and sorts Role objects from the cache
    return Actor(
        id=member.id,
        guild_id=member.guild.id,
        role_ids=role_ids,
        manages_server=held.manage_guild or held.administrator,
        moderates=held.moderate_members
        or held.manage_messages
        or held.administrator
        or not role_ids.isdisjoint(settings.moderator_role_ids),
        is_bot=member.bot,
    )


def member_of(interaction: discord.Interaction[Any]) -> discord.Member:
    """Return who acts, as a member. Raises ServerOnly in a direct message."""
    if not isinstance(interaction.user, discord.Member):
        raise ServerOnly
    return interaction.user


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Return the server. Raises ServerOnly in a direct message."""
    if interaction.guild is None:
        raise ServerOnly
    return interaction.guild
