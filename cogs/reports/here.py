"""Whether somebody is of the team, asked of Discord: nobody is cached."""

import discord

from bot.client import Bot
from bot.reports.model import Side
from bot.reports.rules import side_of
from bot.ui.actors import actor_from


async def find_side(bot: Bot, guild: discord.Guild, member_id: int | None) -> Side:
    """Return on which side a reported person is; UNKNOWN where Discord doesn't say now."""
    if member_id is None:
        return Side.MEMBER
    try:
        member = await guild.fetch_member(member_id)
    except discord.NotFound:
        return Side.MEMBER
    except (discord.HTTPException, OSError, TimeoutError):
        return Side.UNKNOWN
    actor = await actor_from(bot, member)
    return side_of(moderates=actor.moderates, manages_server=actor.manages_server)
