"""The channel for announcements of points."""

from collections.abc import Callable
from typing import Any

import discord

from bot.client import Bot
from bot.points.model import PointsSettings
from bot.ui import posting
from bot.ui.posting import NoChannel

__all__ = ["NoChannel", "announcement_channel", "post"]

_NAME = "announcement channel"


async def announcement_channel(bot: Bot, guild: discord.Guild) -> discord.TextChannel:
    """Return where the server wants announcements.

    Raises NoChannel, CannotBeDone where it can't be used, or TryLater during an outage: all channels are away then.
    """
    settings = await bot.app.settings.get(guild.id, PointsSettings)
    return posting.channel_named(guild, settings.announcement_channel_id, name=_NAME)


async def post(
    channel: discord.TextChannel, *, nonce: str, again: bool, is_it: Callable[[discord.Message], bool], **message: Any
) -> None:
    """Send a message once, as `bot.ui.posting.post` does."""
    await posting.post(channel, nonce=nonce, again=again, is_it=is_it, name=_NAME, **message)
