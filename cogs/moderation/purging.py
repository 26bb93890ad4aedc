"""Purges on Discord: looking through a channel, deleting in batches, and going on where that was cut off."""

import logging
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.moderation.channel_errors import NeedsPermission, NoSuchChannel
from bot.moderation.model import Case, Purge
from bot.moderation.purging import AT_ONCE, ONE_BY_ONE, PURGE, Found, Looking, Seen
from bot.ui.snapshots import snapshot_of
from cogs.moderation.acting import audit_reason
from cogs.moderation.holding_back import name_of
from cogs.moderation.refusals import failure_of, is_final

log = logging.getLogger(__name__)

PAGE = 100  # Discord's
TOO_OLD_CODE = 50034
"""Discord's, for deleting together what is older than 14 days."""

FIXED = frozenset(
    {
        discord.MessageType.recipient_add,
        discord.MessageType.recipient_remove,
        discord.MessageType.call,
        discord.MessageType.channel_name_change,
        discord.MessageType.channel_icon_change,
        discord.MessageType.thread_starter_message,
    }
)
"""What Discord lets nobody delete."""

Readable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


def channel_to_purge(channel: Any) -> Readable:
    """Return a channel with messages in which the bot may do it. Raises NoSuchChannel or NeedsPermission."""
    if not isinstance(channel, Readable):
        raise NoSuchChannel
    held = channel.permissions_for(channel.guild.me)
    for needed in ("manage_messages", "read_message_history"):
        if not getattr(held, needed):
            raise NeedsPermission(permission=needed)
    return channel


def seen(message: discord.Message, *, own_id: int) -> Seen:
    return Seen(
        snapshot=snapshot_of(message),
        pinned=message.pinned,
        own=message.author.id == own_id,
        starts_thread=message.id == message.channel.id,
        has_thread=message.flags.has_thread,
        fixed=message.type in FIXED,
    )


class Purging(commands.Cog):
    """Looks, deletes and goes on: one request after the other, so that Discord is not asked faster than it answers."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._under_way: set[int] = set()

    async def cog_load(self) -> None:
        self.bot.app.due.handle(PURGE, self.go_on)

    async def look(self, channel: Readable, looking: Looking) -> Found:
        """Look through a channel, newest first. Raises discord.HTTPException."""
        before: discord.Object | None = None
        while True:
            page = [message async for message in channel.history(limit=PAGE, before=before)]
            for message in page:
                if not looking.take(seen(message, own_id=channel.guild.me.id)):
                    return looking.found
            if len(page) < PAGE:
                return looking.found
            before = discord.Object(page[-1].id)

    async def carry_out(self, case: Case, purge: Purge, *, by: str) -> Purge:
        """Delete what can be deleted together; returns how far it came. Raises TryLater: the due row goes on."""
        if purge.id in self._under_way:
            raise TryLater("it is under way")
        self._under_way.add(purge.id)
        try:
            while purge.young:
                purge = await self._delete_together(case, purge, purge.young[:AT_ONCE], by=by)
            return purge
        finally:
            self._under_way.discard(purge.id)

    async def go_on(self, due: Due) -> None:
        """Go on where it was cut off; then delete some of what is old, one by one."""
        purges = self.bot.app.moderation.purges
        purge = await purges.get(guild_id=due.guild_id, purge_id=due.subject_id)
        if purge is None or purge.case_id is None:
            return
        case = await purges.case(purge)
        by = name_of(case)
        try:
            purge = await self.carry_out(case, purge, by=by)
            if purge.old:
                purge = await self._delete_one_by_one(case, purge, by=by)
        except discord.HTTPException as refused:
            if not is_final(refused):
                raise TryLater(f"channel {purge.channel_id}: {failure_of(refused)}") from None
            latest = await purges.get(guild_id=due.guild_id, purge_id=due.subject_id)
            await purges.finish(latest or purge, failure=failure_of(refused))
            return
        if purge.old:
            await purges.go_on_later(purge)
        else:
            await purges.finish(purge)

    async def _delete_together(self, case: Case, purge: Purge, batch: Sequence[int], *, by: str) -> Purge:
        purges = self.bot.app.moderation.purges
        found = [message async for message in self._read(purge.channel_id, batch)]
        await purges.keep(purge, [snapshot_of(message) for message in found])
        ids, reason = [message.id for message in found], audit_reason(case, by=by)
        later: list[int] = []
        try:
            if len(ids) == 1:
                await self._delete(purge.channel_id, ids[0], reason=reason)
            elif ids:
                await self.bot.http.delete_messages(purge.channel_id, list[int | str](ids), reason=reason)
        except discord.HTTPException as refused:
            if refused.code != TOO_OLD_CODE:
                raise
            later = ids
        return await purges.took(purge, batch, deleted=len(ids) - len(later), later=later)

    async def _delete_one_by_one(self, case: Case, purge: Purge, *, by: str) -> Purge:
        purges, reason = self.bot.app.moderation.purges, audit_reason(case, by=by)
        channel = self.bot.get_partial_messageable(purge.channel_id, guild_id=purge.guild_id)
        for message_id in purge.old[:ONE_BY_ONE]:
            try:
                message = await channel.fetch_message(message_id)
            except discord.NotFound:
                purge = await purges.took(purge, [message_id])
                continue
            await purges.keep(purge, [snapshot_of(message)])
            await self._delete(purge.channel_id, message_id, reason=reason)
            purge = await purges.took(purge, [message_id], deleted=1)
        return purge

    async def _delete(self, channel_id: int, message_id: int, *, reason: str) -> None:
        try:
            await self.bot.http.delete_message(channel_id, message_id, reason=reason)
        except discord.NotFound as refused:
            if refused.code != UNKNOWN_MESSAGE_CODE:
                raise

    async def _read(self, channel_id: int, ids: Collection[int]) -> AsyncIterator[discord.Message]:
        """Read those of the messages that are still there."""
        wanted, until_id = set(ids), max(ids)
        channel = self.bot.get_partial_messageable(channel_id)
        after = discord.Object(min(ids) - 1)
        while True:
            page = [message async for message in channel.history(limit=PAGE, after=after, oldest_first=True)]
            for message in page:
                if message.id in wanted:
                    yield message
            if len(page) < PAGE or page[-1].id >= until_id:
                return
            after = discord.Object(page[-1].id)


UNKNOWN_MESSAGE_CODE = 10008


def purging_of(bot: Bot) -> Purging:
    cog = bot.get_cog(Purging.__name__)
    assert isinstance(cog, Purging)
    return cog
