"""Putting cards into the moderators' queue, once, however often it is tried."""

import discord
from discord import ui

from bot.due import CannotBeDone, Due, TryLater
from bot.settings.model import ServerSettings
from bot.ui.posting import holds, sent_before
from bot.ui.replies import NOBODY


def queue_of(guild: discord.Guild | None, settings: ServerSettings, *, what: str) -> discord.TextChannel:
    """Return the channel of the queue; `what` is for the reason that admins see.

    Raises CannotBeDone where there is none, or TryLater during an outage.
    """
    if guild is None or guild.unavailable:
        raise TryLater("the server isn't there")
    found = guild.get_channel(settings.queue_channel_id or 0)
    if not isinstance(found, discord.TextChannel):
        raise CannotBeDone(f"{what} can't be put into the queue: no channel is set for it")
    return found


async def put(
    due: Due,
    channel: discord.TextChannel,
    view: ui.LayoutView,
    *,
    mark: str,
    mentions: discord.AllowedMentions = NOBODY,
) -> discord.Message:
    """Send a card that waits for moderators, or return it where an earlier try has sent it.

    `mark` is the custom id of a button that only this card has. Raises CannotBeDone or TryLater.
    """
    before = await sent_before(channel, holds(mark)) if due.attempts > 1 else None
    return before or await send(due, channel, view, mentions=mentions)


async def send(
    due: Due, channel: discord.TextChannel, view: ui.LayoutView, *, mentions: discord.AllowedMentions = NOBODY
) -> discord.Message:
    """Send a card to where moderators read. Raises CannotBeDone or TryLater."""
    try:
        return await channel.send(view=view, allowed_mentions=mentions, nonce=due.nonce)
    except (discord.Forbidden, discord.NotFound) as refused:
        reason = f"no message may be sent in channel {channel.id}: HTTP {refused.status}, code {refused.code}"
        raise CannotBeDone(reason) from None
    except discord.HTTPException as refused:
        raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None
