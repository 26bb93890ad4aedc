"""Who is in a server now, asked of Discord: members aren't cached.

With the members intent Discord lists everybody. Without it, it tells of those whom we can name: the people the database
knows, of whom those who have left fall away.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime

import discord

from bot.client import Bot
from bot.surveys.audience import Population

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 100  # Discord's limit
NAMED_MAX = 3_000
"""So many known members are looked up; of more, all are taken for members."""
PATIENCE_SECONDS = 10.0


async def population_of(bot: Bot, guild: discord.Guild, *, joined_before: datetime | None = None) -> Population | None:
    """Return the members without bots, or those who joined before some moment; None where Discord doesn't tell now."""
    try:
        if bot.app.config.members:
            return await _everybody(guild, joined_before)
        return await _known(bot, guild, joined_before)
    except (discord.HTTPException, discord.ClientException, TimeoutError) as error:
        log.warning("server %s: its members can't be listed: %s", guild.id, type(error).__name__)
        return None


async def _everybody(guild: discord.Guild, joined_before: datetime | None) -> Population:
    members = {
        member.id: frozenset(member._roles)  # private, but `roles` builds and sorts Role objects from the cache
        async for member in guild.fetch_members(limit=None)
        if _counts(member, joined_before)
    }
    return Population(members=members, complete=True)


async def _known(bot: Bot, guild: discord.Guild, joined_before: datetime | None) -> Population:
    known = await bot.app.surveys.audience.everybody_known(guild_id=guild.id)
    wanted = sorted(known.members)
    if len(wanted) > NAMED_MAX:
        return replace(known, about=await _counted(bot, guild))
    members: dict[int, frozenset[int]] = {}
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        some = wanted[start : start + ASKED_AT_ONCE]
        async with asyncio.timeout(PATIENCE_SECONDS):
            found = await guild.query_members(user_ids=some, limit=len(some), cache=False)
        members.update({member.id: frozenset(member._roles) for member in found if _counts(member, joined_before)})
    return Population(members=members, complete=False, about=await _counted(bot, guild))


async def _counted(bot: Bot, guild: discord.Guild) -> int | None:
    """Return how many members Discord counts now: what it told at the start isn't kept up without the intent."""
    return (await bot.fetch_guild(guild.id, with_counts=True)).approximate_member_count


def _counts(member: discord.Member, joined_before: datetime | None) -> bool:
    if member.bot:
        return False
    return joined_before is None or (member.joined_at is not None and member.joined_at <= joined_before)
