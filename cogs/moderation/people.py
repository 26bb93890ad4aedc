"""Who acts on whom, from Discord's members: nobody is cached, so whoever is acted on is asked for."""

from typing import TYPE_CHECKING

import discord

from bot.actor import Actor
from bot.moderation import safety
from bot.moderation.model import Act, ModerationSettings
from bot.moderation.safety import Rank, Target
from bot.ui.actors import actor_of, guild_of, member_of

if TYPE_CHECKING:
    from bot.client import Bot

UNKNOWN_MEMBER = 10007


def rank_of(member: discord.Member) -> Rank:
    """Return how high somebody stands on their server."""
    return Rank(
        top_position=member.top_role.position,
        owns_server=member.guild.owner_id == member.id,
        is_admin=member.guild_permissions.administrator,
    )


async def member_on(guild: discord.Guild, user_id: int) -> discord.Member | None:
    """Return who is on the server; None for anybody else. Raises discord.HTTPException where Discord doesn't say."""
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


async def target_of(guild: discord.Guild, user_id: int) -> Target:
    """Return whoever is acted on, with their rank if they are on the server. Raises discord.HTTPException."""
    member = await member_on(guild, user_id)
    return Target(id=user_id, rank=None if member is None else rank_of(member))


async def may_ban(interaction: "discord.Interaction[Bot]", act: Act) -> bool:
    """Whether who acts may do what bans and kicks need: by the server's settings, or by Discord's own permission."""
    settings = await interaction.client.app.settings.get(guild_of(interaction).id, ModerationSettings)
    held = interaction.permissions
    return settings.moderators_may_ban or (held.kick_members if act is Act.KICK else held.ban_members)


async def moderator_for(interaction: "discord.Interaction[Bot]", act: Act) -> Actor:
    """Return who acts, if they may do that at all. Raises ModeratorsOnly or MayNotBan."""
    actor = await actor_of(interaction)
    safety.check_may(act, by=actor, may_ban=await may_ban(interaction, act))
    return actor


async def check(interaction: "discord.Interaction[Bot]", act: Act, user_id: int) -> Target:
    """Return whoever is acted on, where who acts may do that to them.

    Raises ModeratorsOnly, MayNotBan, NotYourself, NotTheBot, NotTheOwner, NotAnEqual or AboveTheBot. To be called after
    `think`: Discord is asked.
    """
    actor = await moderator_for(interaction, act)
    guild = guild_of(interaction)
    target = await target_of(guild, user_id)
    safety.check_target(
        act,
        by=actor,
        by_rank=rank_of(member_of(interaction)),
        target=target,
        bot_id=guild.me.id,
        bot_rank=rank_of(guild.me),
    )
    return target
