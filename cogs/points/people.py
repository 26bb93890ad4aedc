"""Who of some people is still on the server. Members aren't cached: Discord is asked."""

import asyncio
import logging
from collections.abc import Collection

import discord

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
ASKED_AT_ONCE = 100  # Discord's limit


async def still_here(guild: discord.Guild, member_ids: Collection[int]) -> frozenset[int]:
    """Return those who are members; all of them where Discord doesn't say."""
    wanted = sorted(set(member_ids))[:ASKED_AT_ONCE]
    if not wanted:
        return frozenset()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            found = await guild.query_members(user_ids=wanted, limit=len(wanted), cache=False)
    except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
        log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
        return frozenset(wanted)
    return frozenset(member.id for member in found)
