"""What was missed is read from the channels' history: some channels at once, oldest first in each, page by page.

Each page is counted in one transaction with how far it goes, so a process that is killed goes on where it was. Of what
people wrote nothing is kept but the fact. One run reads for a minute at most, the next goes on: stopping and `/doctor`
need no special case for an outage of a week.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.activity.model import Gap, MessageFact, made_at
from bot.activity.service import AlreadyRead
from bot.client import Bot
from bot.db import DatabaseClosed, StorageTrouble
from bot.gateway.entry import fact_of
from cogs.activity.authors import Authors, LineDown
from cogs.activity.pace import Pace

log = logging.getLogger(__name__)

PAGE = 100  # Discord's limit
JOINED = discord.MessageType.new_member.value
CHANNELS_AT_ONCE = 16
REQUESTS_AT_ONCE = 8
REQUESTS_A_SECOND = 20.0
"""Of Discord's 50 for the whole bot; answers to interactions are not among them."""
RUN_SECONDS = 60.0
LOOK_AGAIN_AFTER = timedelta(minutes=1)

NO_ANSWER = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError)
"""Discord can't be asked just now, or says that something went wrong."""

Readable = discord.abc.GuildChannel | discord.Thread
ParentOfThreads = discord.TextChannel | discord.ForumChannel


class Closed(Exception):
    """The bot may not read a channel."""


class Hidden(Exception):
    """A channel for some people only, of which the bot isn't one: what is written there never counts."""


class CatchUp:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._activity = bot.app.activity
        self._pace = Pace(per_second=REQUESTS_A_SECOND, at_once=REQUESTS_AT_ONCE)
        self._authors = Authors(bot)
        self._halted = False
        self._ends_at = 0.0
        self._look_at: dict[int, datetime] = {}
        self._tried_closed = False
        self._changed: set[int] = set()

    async def run(self) -> None:
        """Read what is due, and leave for the next run what can't be read now."""
        self._halted = False
        self._ends_at = asyncio.get_running_loop().time() + RUN_SECONDS
        try:
            await self._activity.flush()
            if not self._activity.misses_something:
                self._authors.forget()
                return
            await self._reopen()
            await self._read_gaps()
            if await self._look_through_archived():
                await self._read_gaps()
        except (StorageTrouble, DatabaseClosed):
            log.warning("nothing can be stored now; what was missed is read later")

    def try_again(self, guild_id: int) -> None:
        """Something changed that may let us read channels we could not: the next run tries them."""
        self._changed.add(guild_id)

    async def _reopen(self) -> None:
        if not self._tried_closed:  # since the last process somebody may have opened what was closed
            await self._activity.retry_closed()
            self._tried_closed = True
        for guild_id in tuple(self._changed):
            await self._activity.retry_closed(guild_id)
            self._changed.discard(guild_id)

    @property
    def _ends(self) -> bool:
        late = asyncio.get_running_loop().time() >= self._ends_at
        return self._halted or late or self._bot.app.jobs.stopping

    # Gaps

    async def _read_gaps(self) -> None:
        channels: dict[int, list[Gap]] = {}
        for gap in await self._activity.due_gaps():
            if self._guild(gap.guild_id) is not None:
                channels.setdefault(gap.channel_id, []).append(gap)
        if not channels:
            return
        waiting = deque(channels.values())
        read = [self._read_channels(waiting) for _ in range(min(CHANNELS_AT_ONCE, len(waiting)))]
        results = await asyncio.gather(*read, return_exceptions=True)
        left = len(await self._activity.due_gaps()) or "none"
        log.info("read %s missed messages in %s channels, %s are left", _sum(results), len(channels), left)
        for failure in results:
            if isinstance(failure, BaseException):
                raise failure

    def _guild(self, guild_id: int) -> discord.Guild | None:
        guild = self._bot.get_guild(guild_id)
        return None if guild is None or guild.unavailable else guild

    async def _read_channels(self, waiting: deque[list[Gap]]) -> int:
        """Take channels until none is left; returns how many messages were counted."""
        counted = 0
        while waiting and not self._ends:
            counted += await self._read_channel(waiting.popleft())
        return counted

    async def _read_channel(self, gaps: Sequence[Gap]) -> int:
        counted = 0
        gap = gaps[0]
        try:
            guild, parent_id = await self._open(gap)
            for gap in gaps:
                counted += await self._read_gap(gap, guild, parent_id)
        except AlreadyRead:
            pass
        except (discord.NotFound, Hidden):
            log.info("channel %s is gone, or not for us: what was missed there stays so", gap.channel_id)
            await self._activity.give_up(gap.channel_id)
        except (discord.Forbidden, Closed):
            await self._activity.postpone(gap, closed=True)
            log.warning("channel %s can't be read: the permission is missing", gap.channel_id)
        except (StorageTrouble, DatabaseClosed, LineDown):
            self._halted = True
        except NO_ANSWER as error:
            pause = await self._activity.postpone(gap, closed=False)
            log.warning("channel %s can't be read (%s); again in %s", gap.channel_id, type(error).__name__, pause)
        return counted

    async def _open(self, gap: Gap) -> tuple[discord.Guild, int | None]:
        """Return the channel's server and, of a thread, its parent. Raises what says that it can't be read."""
        guild = self._guild(gap.guild_id)
        if guild is None:
            raise LineDown
        channel: Readable | None = guild.get_channel_or_thread(gap.channel_id)
        if channel is not None:
            parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
        else:  # an archived thread, or it is gone
            await self._pace.turn()
            data: Any = await self._bot.http.get_channel(gap.channel_id)
            parent_id = int(data["parent_id"]) if "thread_metadata" in data else None
            channel = guild.get_channel(parent_id) if parent_id is not None else None
        if channel is not None:
            _check_permissions(channel, guild)
        return guild, parent_id

    async def _read_gap(self, gap: Gap, guild: discord.Guild, parent_id: int | None) -> int:
        counted = 0
        left: Gap | None = gap
        while left is not None and not self._ends:
            facts, read_until = await self._page(left, parent_id)
            facts = await self._authors.known(guild, facts)
            left = await self._activity.record_history(left, facts, read_until=read_until)
            counted += len(facts)
        return counted

    async def _page(self, gap: Gap, parent_id: int | None) -> tuple[list[MessageFact], int]:
        """Return the facts of the messages that come next, and up to which message that is."""
        await self._pace.turn()
        page: list[Any] = await self._bot.http.logs_from(gap.channel_id, PAGE, after=gap.after_id)
        latest = max((int(data["id"]) for data in page), default=gap.until_id)
        read_until = gap.until_id if len(page) < PAGE else min(latest, gap.until_id)
        if joined := _join_messages(page):  # before the page counts as read
            await self._bot.app.onboarding.arrivals.heard_of(gap.guild_id, joined)
        return [fact for fact in self._facts(page, gap, parent_id) if fact.message_id <= gap.until_id], read_until

    def _facts(self, page: Sequence[Any], gap: Gap, parent_id: int | None) -> Iterator[MessageFact]:
        for data in page:
            try:
                fact = fact_of(
                    data, gap.guild_id, gap.channel_id, parent_id, content=self._bot.app.config.message_content
                )
            except (KeyError, TypeError, ValueError):
                log.exception("a message in the history of channel %s was not understood", gap.channel_id)
                continue
            if fact is not None:
                yield fact

    # Threads that were archived during the outage

    async def _look_through_archived(self) -> bool:
        """Find what was written in threads that are archived by now; returns whether anything was missed."""
        found = False
        now = self._bot.app.clock()
        for guild_id, since in (await self._activity.archived_since()).items():
            guild = self._guild(guild_id)
            if guild is None or self._ends or now < self._look_at.get(guild_id, now):
                continue
            try:
                for channel in _parents_of_threads(guild):
                    if _is_open(channel, guild.me):
                        found = await self._missed_in(channel, since) or found
            except NO_ANSWER as error:
                self._look_at[guild_id] = now + LOOK_AGAIN_AFTER
                log.warning("server %s: archived threads can't be read (%s)", guild_id, type(error).__name__)
            else:
                if not self._bot.app.jobs.stopping:
                    await self._activity.archived_looked_through(guild_id, since=since)
        return found

    async def _missed_in(self, channel: ParentOfThreads, since: datetime) -> bool:
        found = False
        before: str | None = None
        while not self._bot.app.jobs.stopping:
            await self._pace.turn()
            try:
                page: Any = await self._bot.http.get_public_archived_threads(channel.id, before=before, limit=PAGE)
            except (discord.Forbidden, discord.NotFound):
                return found
            for thread in page["threads"]:
                before = thread["thread_metadata"]["archive_timestamp"]
                if datetime.fromisoformat(before) < since - _OUR_CLOCKS_ERROR:
                    return found
                latest = int(thread.get("last_message_id") or thread["id"])
                found = self._activity.cursors.missed(channel.guild.id, int(thread["id"]), latest) or found
            if not page.get("has_more") or not page["threads"]:
                return found
        return found


_OUR_CLOCKS_ERROR = timedelta(minutes=5)
"""How far our clock and Discord's may be apart: a thread that is looked at in vain costs nothing."""


def _join_messages(page: Sequence[Any]) -> dict[int, datetime]:
    """Return who has joined, by Discord's messages about it, with when the latest of them was made."""
    return {
        int(data["author"]["id"]): made_at(int(data["id"]))
        for data in sorted(page, key=lambda data: int(data["id"]))
        if data.get("type") == JOINED and not data["author"].get("bot")
    }


def _parents_of_threads(guild: discord.Guild) -> list[ParentOfThreads]:
    return [*guild.text_channels, *guild.forums]


def _check_permissions(channel: Readable, guild: discord.Guild) -> None:
    """Raise Hidden or Closed where the bot may not read. Asked, Discord would say that nothing was written."""
    if _is_open(channel, guild.me):
        return
    seen = channel.permissions_for(guild.me).view_channel
    if not seen and not channel.permissions_for(guild.default_role).view_channel:
        raise Hidden
    raise Closed


def _is_open(channel: Readable, me: discord.Member) -> bool:
    permissions = channel.permissions_for(me)
    return permissions.view_channel and permissions.read_message_history


def _sum(results: Sequence[int | BaseException]) -> int:
    return sum(counted for counted in results if isinstance(counted, int))
