"""Posting in the announcement channel: which one it is, and what Discord's refusals mean for the due row."""

from collections.abc import Callable
from typing import Any

import discord

from bot.client import Bot
from bot.due import CannotBeDone, TryLater
from bot.points.model import PointsSettings

LOOKED_AT = 25
NEEDED = discord.Permissions(view_channel=True, send_messages=True)


class NoChannel(Exception):
    """The server has chosen none."""


async def announcement_channel(bot: Bot, guild: discord.Guild) -> discord.TextChannel:
    """Return where the server wants announcements.

    Raises NoChannel, CannotBeDone where it can't be used, or TryLater during an outage: all channels are away then.
    """
    channel_id = (await bot.app.settings.get(guild.id, PointsSettings)).announcement_channel_id
    if channel_id is None:
        raise NoChannel
    if guild.unavailable:
        raise TryLater(f"server {guild.id} is not available")
    channel = guild.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise CannotBeDone(f"the announcement channel {channel_id} was deleted")
    if not channel.permissions_for(guild.me) >= NEEDED:
        raise CannotBeDone(f"no message may be sent in the announcement channel {channel_id}")
    return channel


async def post(
    channel: discord.TextChannel, *, nonce: str, again: bool, is_it: Callable[[discord.Message], bool], **message: Any
) -> None:
    """Send a message once: tried `again`, it is looked for among the channel's latest, where `is_it` knows it.

    Raises CannotBeDone or TryLater.
    """
    try:
        if again and await _sent_before(channel, is_it):
            return
        await channel.send(nonce=nonce, **message)
    except (discord.NotFound, discord.Forbidden) as refused:
        reason = f"announcement channel {channel.id}: HTTP {refused.status}, code {refused.code}"
        raise CannotBeDone(reason) from None
    except discord.HTTPException as refused:
        raise TryLater(f"announcement channel {channel.id}: HTTP {refused.status}") from None


async def _sent_before(channel: discord.TextChannel, is_it: Callable[[discord.Message], bool]) -> bool:
    """Whether an earlier try sent it before it could be marked: Discord knows a nonce for some minutes only."""
    me = channel.guild.me.id
    try:
        async for sent in channel.history(limit=LOOKED_AT):
            if sent.author.id == me and is_it(sent):
                return True
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return False
