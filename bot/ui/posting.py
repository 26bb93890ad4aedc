"""Posting in a channel, once, and drawing posts anew: what Discord's refusals mean for a due row."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.due import CannotBeDone, TryLater
from bot.ui.replies import NOBODY

LOOKED_AT = 25
LOOKED_AT_SINCE = 200
Room = discord.TextChannel | discord.Thread

NEEDED = discord.Permissions(view_channel=True, send_messages=True)


class NoChannel(Exception):
    """The server has chosen none."""


def channel_named(guild: discord.Guild, channel_id: int | None, *, name: str) -> discord.TextChannel:
    """Return the channel of a setting; `name` is for the reasons that admins see.

    Raises NoChannel, CannotBeDone where it can't be used, or TryLater during an outage: all channels are away then.
    """
    if channel_id is None:
        raise NoChannel
    if guild.unavailable:
        raise TryLater(f"server {guild.id} is not available")
    channel = guild.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise CannotBeDone(f"the {name} {channel_id} was deleted")
    if not channel.permissions_for(guild.me) >= NEEDED:
        raise CannotBeDone(f"no message may be sent in the {name} {channel_id}")
    return channel


async def post(
    channel: Room,
    *,
    nonce: str,
    again: bool,
    is_it: Callable[[discord.Message], bool],
    name: str = "channel",
    since: datetime | None = None,
    **message: Any,
) -> discord.Message:
    """Send a message once: tried `again`, it is looked for among the channel's latest, where `is_it` knows it.

    With `since`, the moment of the first try, it is looked for among those that came after it. `name` is for the
    reasons that admins see. Raises CannotBeDone or TryLater.
    """
    limit = LOOKED_AT if since is None else LOOKED_AT_SINCE
    before = await sent_before(channel, is_it, limit=limit, since=since) if again else None
    try:
        return before or await channel.send(nonce=nonce, **message)
    except (discord.NotFound, discord.Forbidden) as refused:
        reason = f"no message may be sent in {name} {channel.id}: HTTP {refused.status}, code {refused.code}"
        raise CannotBeDone(reason) from None
    except discord.HTTPException as refused:
        raise TryLater(f"{name} {channel.id}: HTTP {refused.status}") from None


async def redraw(channel: Room, message_id: int, view: ui.LayoutView) -> bool:
    """Show a message as it is now; returns whether it is still there. Raises CannotBeDone or TryLater."""
    try:
        await channel.get_partial_message(message_id).edit(view=view, allowed_mentions=NOBODY)
    except discord.NotFound:
        return False
    except discord.Forbidden as refused:
        raise CannotBeDone(f"channel {channel.id}: HTTP {refused.status}, code {refused.code}") from None
    except discord.HTTPException as refused:
        raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None
    return True


async def sent_before(
    channel: Room,
    is_it: Callable[[discord.Message], bool],
    *,
    limit: int = LOOKED_AT,
    since: datetime | None = None,
) -> discord.Message | None:
    """Return the bot's own message that an earlier try sent before that could be noted. Raises TryLater.

    Discord knows a nonce for some minutes only.
    """
    try:
        return await _own(channel, is_it, limit=limit, since=since)
    except discord.HTTPException as refused:
        raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None


def holds(custom_id: str) -> Callable[[discord.Message], bool]:
    """Return what knows a message by one of its buttons or menus."""
    return lambda sent: custom_id in custom_ids(sent.components)


def says(text: str) -> Callable[[discord.Message], bool]:
    """Return what knows a message by one of its texts."""
    return lambda sent: text == sent.content or text in _texts(sent.components)


def custom_ids(components: Collection[Any]) -> set[str]:
    """Return the custom ids of a message's buttons and menus."""
    found = {custom_id for part in components if (custom_id := getattr(part, "custom_id", None))}
    for part in components:
        found |= custom_ids(getattr(part, "children", ()))
    return found


def _texts(components: Collection[Any]) -> set[str]:
    found = {part.content for part in components if isinstance(part, discord.TextDisplay)}
    for part in components:
        found |= _texts(getattr(part, "children", ()))
    return found


async def _own(
    channel: Room, is_it: Callable[[discord.Message], bool], *, limit: int, since: datetime | None
) -> discord.Message | None:
    me = channel.guild.me.id
    try:
        async for sent in channel.history(limit=limit, after=since):
            if sent.author.id == me and is_it(sent):
                return sent
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return None
