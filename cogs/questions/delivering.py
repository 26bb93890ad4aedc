"""Sending what is due: where it goes, and what Discord's refusals mean for the due row."""

import discord

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.questions.model import Question
from bot.settings.model import ServerSettings
from bot.ui.replies import NOBODY
from cogs.questions.places import find_thread

Channel = discord.Thread | discord.TextChannel

LOOKED_AT = 25


async def reached(bot: Bot, question: Question) -> discord.Thread | None:
    """Return the question's thread, None where it is gone.

    Raises CannotBeDone where the bot may not see it, which the admins are shown, and TryLater.
    """
    try:
        return await find_thread(bot, question)
    except discord.Forbidden as refused:
        raise CannotBeDone(f"thread {question.thread_id} can't be seen: {refused.text}") from None
    except discord.HTTPException as refused:
        raise TryLater(f"thread {question.thread_id}: HTTP {refused.status}") from None


async def queue_channel(bot: Bot, guild_id: int) -> discord.TextChannel | None:
    """Return the moderators' queue; None where the server has set none, or deleted it."""
    server = await bot.app.settings.get(guild_id, ServerSettings)
    guild = bot.get_guild(guild_id)
    found = guild.get_channel(server.queue_channel_id or 0) if guild else None
    return found if isinstance(found, discord.TextChannel) else None


async def deliver(
    due: Due,
    channel: Channel,
    content: str,
    *,
    view: discord.ui.View | None = None,
    mentions: discord.AllowedMentions = NOBODY,
) -> discord.Message | None:
    """Send what is due, once, and return it. Where the channel was deleted meanwhile there is nothing left to do.

    Raises CannotBeDone where the bot may not write there, which the admins are shown, and TryLater.
    """
    try:
        sent = await _sent_before(channel, content) if due.attempts > 1 else None
        return sent or await channel.send(
            content,
            view=view if view is not None else discord.utils.MISSING,
            allowed_mentions=mentions,
            suppress_embeds=True,
            nonce=due.nonce,
        )
    except discord.NotFound:
        return None
    except discord.Forbidden as refused:
        raise CannotBeDone(f"no message may be sent in channel {channel.id}: {refused.text}") from None
    except discord.HTTPException as refused:
        raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None


async def _sent_before(channel: Channel, content: str) -> discord.Message | None:
    """Return what an earlier try sent before it could be marked: Discord knows a nonce for some minutes only."""
    me = channel.guild.me.id
    try:
        async for sent in channel.history(limit=LOOKED_AT):
            if sent.author.id == me and sent.content == content:
                return sent
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return None
