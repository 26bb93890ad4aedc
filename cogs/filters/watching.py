"""Messages as they are written and edited: what filters find in them, and removing what is to be removed.

What was written while the bot was down is not looked at; AutoMod has seen it.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

import discord
from discord.ext import commands

from bot.activity.model import MessageFact
from bot.client import Bot
from bot.due import Due, TryLater
from bot.filters.behaviour import Written
from bot.filters.model import FilterSettings, Found
from bot.filters.rules import REMOVE
from bot.filters.screens import Seen
from bot.settings.model import ServerSettings
from bot.ui.snapshots import snapshot_of

log = logging.getLogger(__name__)

SOON_EVERY = timedelta(seconds=2)


class FilterWatching(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._seen: dict[int, Seen] = {}
        """What was found in messages that discord.py is making objects of, by message."""

    async def cog_load(self) -> None:
        self.bot.messages.screen(self.screens, self.message)
        self.bot.app.due.handle(REMOVE, self.remove_later)
        self.bot.app.jobs.declare("filters-soon", self.soon, every=SOON_EVERY)

    async def cog_unload(self) -> None:
        self.bot.messages.unscreen(self.message)
        self.bot.app.jobs.withdraw("filters-soon")

    async def soon(self) -> None:
        """Do what a hit has planned. Where nothing was hit this costs nothing."""
        if self.bot.app.filters.hitting.is_soon():
            await self.bot.app.due.sweep()

    # What is looked at

    def screens(self, messages: Sequence[tuple[MessageFact, str]]) -> Collection[int]:
        """Look at messages as they come in: no object of Discord's is made where nothing is found."""
        filters, found = self.bot.app.filters, list[int]()
        if filters.behaviour.alike:
            for fact, text in messages:
                if text:
                    filters.behaviour.compare(_written(fact, text))
        looks = filters.screens.glance([(fact.guild_id, text) for fact, text in messages])
        for place, may_hit in looks.items():
            fact, text = messages[place]
            if seen := filters.screens.look(_written(fact, text), may_hit=may_hit):
                self._seen[fact.message_id] = seen
                found.append(place)
        return found

    async def message(self, message: discord.Message) -> None:
        """Act on a message in which something was found."""
        seen = self._seen.pop(message.id, None)
        if seen is not None:
            await self.found(message, seen)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Look again at what was edited: something may have come into it."""
        message = payload.message
        # Without an edit time it is Discord that changed something: a preview was added.
        if payload.guild_id is None or message.edited_at is None or message.author.bot:
            return
        if message.webhook_id is not None or payload.guild_id not in self.bot.app.filters.screens.loaded:
            return
        written = written_of(message)
        if written is not None and (seen := self.bot.app.filters.screens.look(written, again=True)):
            await self.found(message, seen, edited=True)

    # What follows

    async def found(self, message: discord.Message, seen: Seen, *, edited: bool = False) -> None:
        """Act on what was found in a message, unless its author or its place is exempt."""
        guild = message.guild
        assert guild is not None
        author = await self._author(guild, message)
        if author is not None and await self._is_exempt(author, message):
            return
        role_ids = frozenset() if author is None else frozenset(author._roles)
        found = [one for one in seen.found if role_ids.isdisjoint(one.filter.exempt_role_ids)]
        found += await self._promotion(guild.id, author, seen.promotion)
        if not found:
            return
        noted = await self.bot.app.filters.hitting.note(
            found, guild_id=guild.id, snapshot=snapshot_of(message), edited=edited
        )
        if noted.remove:
            await self._remove(guild, message.channel.id, message.id)
            settings = await self.bot.app.settings.get(guild.id, FilterSettings)
            for channel_id, message_id in seen.earlier:
                parent_id = getattr(guild.get_channel_or_thread(channel_id), "parent_id", None)
                if settings.exempt_channel_ids.isdisjoint({channel_id, parent_id}):
                    await self._take_away(guild, channel_id, message_id)

    async def _author(self, guild: discord.Guild, message: discord.Message) -> discord.Member | None:
        """Return the author as a member; None where they have left."""
        if isinstance(message.author, discord.Member):
            return message.author
        try:
            return await guild.fetch_member(message.author.id)
        except discord.NotFound:
            return None

    async def _is_exempt(self, author: discord.Member, message: discord.Message) -> bool:
        """Whether no filter looks at what they write here."""
        held = author.guild_permissions
        if held.administrator or held.manage_guild or held.moderate_members or held.manage_messages:
            return True
        settings = await self.bot.app.settings.get(author.guild.id, FilterSettings)
        server = await self.bot.app.settings.get(author.guild.id, ServerSettings)
        parent_id = getattr(message.channel, "parent_id", None)
        return not (settings.exempt_role_ids | server.moderator_role_ids).isdisjoint(author._roles) or bool(
            settings.exempt_channel_ids & {message.channel.id, parent_id}
        )

    async def _promotion(
        self, guild_id: int, author: discord.Member | None, candidates: Iterable[Found]
    ) -> list[Found]:
        """Return what counts as promotion: from newcomers who have hardly taken part."""
        if author is None or author.joined_at is None:
            return []
        found = []
        for one in candidates:
            contents = one.filter.contents
            is_new = self.bot.app.clock() - author.joined_at < timedelta(days=contents.days)
            if is_new and frozenset(author._roles).isdisjoint(one.filter.exempt_role_ids):
                # Their message of this moment is counted, or will be in an instant.
                taken_part = await self.bot.app.filters.hitting.has_taken_part(
                    guild_id=guild_id, member_id=author.id, messages=contents.messages
                )
                if not taken_part:
                    found.append(one)
        return found

    # Removing

    async def _remove(self, guild: discord.Guild, channel_id: int, message_id: int) -> None:
        """Remove a message now; where Discord is busy the due row does it."""
        try:
            done = await self._delete(guild, channel_id, message_id)
        except discord.HTTPException as refused:
            log.info("message %s is removed later: HTTP %s", message_id, refused.status)
            return
        await self.bot.app.filters.hitting.removed(guild_id=guild.id, message_id=message_id, done=done)

    async def _take_away(self, guild: discord.Guild, channel_id: int, message_id: int) -> None:
        """Remove an earlier message of the same kind, if that is possible."""
        try:
            await self._delete(guild, channel_id, message_id)
        except discord.HTTPException as refused:
            log.info("message %s stays: HTTP %s", message_id, refused.status)

    async def _delete(self, guild: discord.Guild, channel_id: int, message_id: int) -> bool:
        """Return whether a message is gone; False where we may not remove it. Raises what will pass."""
        channel = guild.get_channel_or_thread(channel_id) or self.bot.get_partial_messageable(
            channel_id, guild_id=guild.id
        )
        assert not isinstance(channel, discord.ForumChannel | discord.CategoryChannel)
        try:
            await channel.get_partial_message(message_id).delete()
        except discord.NotFound:
            return True
        except discord.Forbidden as refused:
            log.warning("message %s can't be removed: HTTP 403, code %s", message_id, refused.code)
            return False
        return True

    async def remove_later(self, due: Due) -> None:
        """Remove what could not be removed at once."""
        hit = await self.bot.app.filters.hitting.to_remove(guild_id=due.guild_id, hit_id=due.subject_id)
        guild = self.bot.get_guild(due.guild_id)
        if hit is None or hit.message_id is None:
            return
        if guild is None or guild.unavailable:
            raise TryLater("the server isn't there")
        try:
            done = await self._delete(guild, hit.channel_id, hit.message_id)
        except discord.HTTPException as refused:
            raise TryLater(f"message {hit.message_id}: HTTP {refused.status}") from None
        await self.bot.app.filters.hitting.removed(guild_id=due.guild_id, message_id=hit.message_id, done=done)


def _written(fact: MessageFact, text: str) -> Written:
    """Return a new message as filters read it."""
    return Written(fact.guild_id, fact.channel_id, fact.parent_id, fact.message_id, fact.author_id, text)


def written_of(message: discord.Message) -> Written | None:
    """Return an edited message as filters read it."""
    if message.guild is None:
        return None
    parent_id = getattr(message.channel, "parent_id", None)
    return Written(
        message.guild.id, message.channel.id, parent_id, message.id, message.author.id, snapshot_of(message).text
    )
