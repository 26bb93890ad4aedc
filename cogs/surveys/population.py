"""Who is in a server now, asked of Discord: members aren't cached.

With the members intent Discord lists everybody. Without it, it tells of those whom we can name: the people the database
knows, of whom those who have left fall away.
"""

import asyncio
import logging

import discord

from bot.client import Bot
from bot.surveys.audience import Population

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 100  # Discord's limit
NAMED_MAX = 3_000
"""So many known members are looked up; of more, all are taken for members."""
PATIENCE_SECONDS = 10.0


async def population_of(bot: Bot, guild: discord.Guild) -> Population | None:
    """Return the members without bots; None where Discord doesn't tell now."""
    try:
        if bot.app.config.members:
            return await _everybody(guild)
        return await _known(bot, guild)
    except (discord.HTTPException, discord.ClientException, TimeoutError) as error:
        log.warning("server %s: its members can't be listed: %s", guild.id, type(error).__name__)
        return None


async def _everybody(guild: discord.Guild) -> Population:
    members = {
        member.id: frozenset(member._roles)  # private, but `roles` builds and sorts Role objects from the cache
        async for member in guild.fetch_members(limit=None)
        if not member.bot
    }
    return Population(members=members, complete=True)


async def _known(bot: Bot, guild: discord.Guild) -> Population | None:
    known = await bot.app.surveys.audience.everybody_known(guild_id=guild.id)
    wanted = sorted(known.members)
    if len(wanted) > NAMED_MAX:
        return known
    members: dict[int, frozenset[int]] = {}
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        some = wanted[start : start + ASKED_AT_ONCE]
        async with asyncio.timeout(PATIENCE_SECONDS):
            found = await guild.query_members(user_ids=some, limit=len(some), cache=False)
        members.update({member.id: frozenset(member._roles) for member in found if not member.bot})
    return Population(members=members, complete=False)
