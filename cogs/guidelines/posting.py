"""The posted rules: one or more messages in the channel the server has chosen, kept in step with what is published.

A due row puts them right: what is there is edited, what is missing is sent anew with all that comes after it (so that
the order stays), what is too much is taken down. Which messages they are is noted after each one; one that was sent and
could not be noted is known again by its texts.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.guidelines.model import GuidelineSettings, Post, Version
from bot.guidelines.rules import POST, TAKE_DOWN
from bot.i18n import Language, say
from bot.ui.layout import card, layout_of, line, row
from bot.ui.posting import NEEDED, channel_named
from bot.ui.replies import NOBODY
from cogs.guidelines.reading import GuidelinesButton, OwnLanguageButton
from cogs.guidelines.wording import packed, rule_text, version_line

log = logging.getLogger(__name__)

LOOKED_AT = 50
"""Latest messages among which one that was sent before is looked for."""

LOOK_EVERY = timedelta(hours=6)
"""At whether the posted messages are still there, and how often is tried again what Discord refuses."""

WAKE_EVERY = timedelta(minutes=5)
"""The first look comes so soon after a start, once Discord has told which servers there are."""


def posted(version: Version, language: Language) -> list[ui.LayoutView]:
    """Return the messages that show a version to all; the last has the buttons."""
    pages = packed([rule_text(rule, language) for rule in version.rules])
    return [
        _page(texts, version, language, place=place, pages=len(pages)) for place, texts in enumerate(pages, start=1)
    ]


def _page(texts: Sequence[str], version: Version, language: Language, *, place: int, pages: int) -> ui.LayoutView:
    heading = f"## {say(language, 'guidelines-title')}\n{version_line(version, language)}" if place == 1 else None
    if place < pages:
        return layout_of(card(heading, *texts))
    buttons = row(GuidelinesButton(language=language), OwnLanguageButton(language=language))
    return layout_of(card(heading, *texts, line(), buttons))


class PostedRules(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._tried_at: dict[int, datetime] = {}
        self._next_look: datetime | None = None

    async def cog_load(self) -> None:
        self.bot.app.due.handle(POST, self.post)
        self.bot.app.due.handle(TAKE_DOWN, self.take_down)
        self.bot.app.jobs.declare("posted-rules", self.look_after, every=WAKE_EVERY)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("posted-rules")

    async def post(self, due: Due) -> None:
        """Have the channel show what is published, in the server's language."""
        guidelines, guild = self.bot.app.guidelines, self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} is not available")
        self._tried_at[guild.id] = self.bot.app.clock()
        version = await guidelines.current(guild_id=guild.id)
        settings = await self.bot.app.settings.get(guild.id, GuidelineSettings)
        if version is None or settings.channel_id is None:
            await guidelines.posting.forget(guild_id=guild.id)
            return
        channel = channel_named(guild, settings.channel_id, name="channel for the rules")
        views = posted(version, await self.bot.public_language(guild))
        before = await guidelines.posting.post_of(guild_id=guild.id)
        kept = await self._edit(channel, before, views)
        await self._note(channel, kept, None)
        await self._send_rest(due, channel, views, kept, known=before.message_ids if before else ())
        await self._note(channel, kept, version)

    async def _note(self, channel: discord.TextChannel, message_ids: Sequence[int], version: Version | None) -> None:
        await self.bot.app.guidelines.posting.keep(
            guild_id=channel.guild.id,
            channel_id=channel.id,
            message_ids=message_ids,
            version_id=version.id if version is not None else None,
        )

    async def _edit(
        self, channel: discord.TextChannel, before: Post | None, views: Sequence[ui.LayoutView]
    ) -> list[int]:
        """Edit what is there, up to the first that is missing; returns those messages."""
        kept: list[int] = []
        if before is None or before.channel_id != channel.id:
            return kept
        for message_id, view in zip(before.message_ids, views, strict=False):
            try:
                await channel.get_partial_message(message_id).edit(view=view, allowed_mentions=NOBODY)
            except discord.NotFound:
                break
            except discord.Forbidden as refused:
                raise CannotBeDone(f"the rules in channel {channel.id} can't be edited: code {refused.code}") from None
            except discord.HTTPException as refused:
                raise TryLater(f"rules in channel {channel.id}: HTTP {refused.status}") from None
            kept.append(message_id)
        return kept

    async def _send_rest(
        self,
        due: Due,
        channel: discord.TextChannel,
        views: Sequence[ui.LayoutView],
        kept: list[int],
        *,
        known: Collection[int],
    ) -> None:
        """Send what is missing, and add it to `kept`, which is noted after each."""
        for place in range(len(kept), len(views)):
            view = views[place]
            sent = await _sent_before(channel, view, known={*known, *kept}) if due.attempts > 1 else None
            kept.append(sent or await _send(due, channel, view, place))
            await self._note(channel, kept, None)

    async def take_down(self, due: Due) -> None:
        """Delete a message that is none of the posted rules any more."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} is not available")
        channel = guild.get_channel(due.payload["channel_id"])
        if not isinstance(channel, discord.TextChannel):
            return  # gone with its channel
        try:
            await channel.get_partial_message(due.subject_id).delete()
        except discord.NotFound:
            pass
        except discord.Forbidden as refused:
            raise CannotBeDone(
                f"an old message with rules in channel {channel.id} can't be deleted: code {refused.code}"
            ) from None
        except discord.HTTPException as refused:
            raise TryLater(f"rules in channel {channel.id}: HTTP {refused.status}") from None

    # Looking after them -------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, {payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.message_ids)

    async def _deleted(self, guild_id: int | None, message_ids: Collection[int]) -> None:
        """Post anew what somebody deleted: who wants them nowhere takes the channel out of the settings."""
        posting = self.bot.app.guidelines.posting
        if guild_id is not None and not posting.shown.get(guild_id, frozenset()).isdisjoint(message_ids):
            await posting.plan(guild_id=guild_id)

    async def look_after(self) -> None:
        """Find what was deleted while the bot was away, and what was cut off or given up and can be done now."""
        now = self.bot.app.clock()
        if not self.bot.is_ready() or (self._next_look is not None and now < self._next_look):
            return
        self._next_look = now + LOOK_EVERY
        for guild_id in sorted(await self.bot.app.guidelines.posting.guilds()):
            guild = self.bot.get_guild(guild_id)
            if guild is not None and not guild.unavailable and await self._wants_posting(guild):
                await self.bot.app.guidelines.posting.plan(guild_id=guild_id)

    async def _wants_posting(self, guild: discord.Guild) -> bool:
        """Whether something about the posted rules can be put right."""
        channel_id = (await self.bot.app.settings.get(guild.id, GuidelineSettings)).channel_id
        if channel_id is None or not may_post(guild, channel_id):
            return False
        if await self.bot.app.guidelines.posting.failed(guild_id=guild.id):
            tried_at = self._tried_at.get(guild.id)
            return tried_at is None or self.bot.app.clock() - tried_at >= LOOK_EVERY
        return bool(await state_of_posts(self.bot, guild))


async def state_of_posts(bot: Bot, guild: discord.Guild) -> str:
    """Return what is wrong with the posted rules where a channel is set: `outdated`, `missing`, or nothing."""
    guidelines = bot.app.guidelines
    channel_id = (await bot.app.settings.get(guild.id, GuidelineSettings)).channel_id
    version, post = await guidelines.current(guild_id=guild.id), await guidelines.posting.post_of(guild_id=guild.id)
    channel = guild.get_channel(channel_id or 0)
    if version is None or not isinstance(channel, discord.TextChannel):
        return ""
    if post is None or post.channel_id != channel.id or post.version_id != version.id:
        return "outdated"
    try:
        for message_id in post.message_ids:
            await channel.fetch_message(message_id)
    except discord.NotFound:
        return "missing"
    except discord.HTTPException as refused:
        log.info("server %s: the posted rules can't be looked at: HTTP %s", guild.id, refused.status)
    return ""


def may_post(guild: discord.Guild, channel_id: int) -> bool:
    channel = guild.get_channel(channel_id)
    return isinstance(channel, discord.TextChannel) and channel.permissions_for(guild.me) >= NEEDED


async def _send(due: Due, channel: discord.TextChannel, view: ui.LayoutView, place: int) -> int:
    # The moment is in it, too: within minutes Discord would give back a message that was deleted meanwhile.
    nonce = f"{int(due.due_at.timestamp() * 1000)}-{place}-{due.id}"[:25]
    try:
        return (await channel.send(view=view, allowed_mentions=NOBODY, nonce=nonce)).id
    except (discord.Forbidden, discord.NotFound) as refused:
        raise CannotBeDone(f"the rules can't be posted in channel {channel.id}: {refused.text}") from None
    except discord.HTTPException as refused:
        raise TryLater(f"rules in channel {channel.id}: HTTP {refused.status}") from None


async def _sent_before(channel: discord.TextChannel, view: ui.LayoutView, *, known: Collection[int]) -> int | None:
    """Return the message an earlier try sent before it could be noted: Discord knows a nonce for some minutes only."""
    wanted = list(_texts(view.children))
    try:
        async for sent in channel.history(limit=LOOKED_AT):
            if (
                sent.author.id == channel.guild.me.id
                and sent.id not in known
                and list(_texts(sent.components)) == wanted
            ):
                return sent.id
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    except discord.HTTPException as refused:
        raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None
    return None


def _texts(components: Any) -> Iterator[str]:
    for part in components:
        if isinstance(part, ui.TextDisplay | discord.TextDisplay):
            yield part.content.strip()
        yield from _texts(getattr(part, "children", []))
