"""Cards in the moderators' queue: put there once, however often it is tried, and kept as things are."""

import logging
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.due import CannotBeDone, Due, TryLater
from bot.settings.model import ServerSettings
from bot.ui import posting
from bot.ui.replies import NOBODY

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)


async def queue_of(bot: "Bot", guild_id: int, *, what: str) -> discord.TextChannel:
    """Return the channel of a server's queue; `what` is for the reason that admins see.

    Raises CannotBeDone where there is none, or TryLater during an outage.
    """
    guild = bot.get_guild(guild_id)
    if guild is None or guild.unavailable:
        raise TryLater("the server isn't there")
    settings = await bot.app.settings.get(guild_id, ServerSettings)
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
    again: bool = False,
    mentions: discord.AllowedMentions = NOBODY,
) -> discord.Message:
    """Send a card that waits for moderators, or draw it anew where an earlier try has sent it.

    `mark` is the custom id of a button that only this card has. `again`: it may have been tried before though the row
    doesn't know of it, as it is planned anew with every change. Raises CannotBeDone or TryLater.
    """
    is_it = posting.holds(mark)
    before = await posting.sent_before(channel, is_it) if again or due.attempts > 1 else None
    if before is not None and await redraw(channel.guild, (channel.id, before.id), view, what=mark):
        return before
    return await posting.post(channel, nonce=due.nonce, again=False, is_it=is_it, view=view, allowed_mentions=mentions)


async def redraw(guild: discord.Guild, place: tuple[int | None, int | None], view: ui.LayoutView, *, what: str) -> bool:
    """Show a card, in its channel and message, as things are now; returns False where there is none (any more).

    One that Discord doesn't let us change stays as it is: `what` is for the log. Raises TryLater, also during an
    outage, in which all channels are away.
    """
    if guild.unavailable:
        raise TryLater(f"server {guild.id} is not available")
    channel_id, message_id = place
    channel = guild.get_channel(channel_id or 0)
    if not isinstance(channel, discord.TextChannel) or message_id is None:
        return False
    try:
        return await posting.redraw(channel, message_id, view)
    except CannotBeDone as refused:
        log.info("the card of %s stays as it is: %s", what, refused)
        return True
