"""Posts that people make by hand are questions too: at once, and after a downtime those that were made meanwhile.

Only a forum's posts are adopted. In a text channel anybody opens threads about anything; there a question is asked
with `/ask`, or a message is turned into one. In both, a post of our own whose row a crash lost is taken up again.

What was missed is found from a moment noted every few minutes: everything until then had been seen. Posts that are
archived and older than that are left alone, so that setting up the bot doesn't open a forum's past again.
"""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord
from discord.ext import commands

from bot import state
from bot.client import Bot
from bot.i18n import Language
from bot.questions.errors import NoQuestionChannel
from bot.questions.model import Post, Question, Source, Written
from cogs.questions import card, solving, tags
from cogs.questions.known import KnownThreads
from cogs.questions.places import Place, place_to_ask, written_of
from cogs.questions.posting import state_tags_ready

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(minutes=10)
SEEN_MARGIN = timedelta(minutes=1)
"""Clocks differ, and an event may be under way while the moment is noted."""
ORPHAN_AFTER = timedelta(minutes=5)
"""How old a post of our own without a row must be to count as left behind by a crash."""
ARCHIVED_MAX = 1_000
MESSAGES_MAX = 1_000

WRITTEN_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)


class Adopting(commands.Cog):
    def __init__(self, bot: Bot, known: KnownThreads) -> None:
        self.bot = bot
        self.known = known
        self._caught_up: set[int] = set()
        """Servers where everything that happened before this connection was read."""
        self._left_alone: set[int] = set()
        """Threads that were looked at and are nobody's question: other bots' posts, for instance."""

    async def cog_load(self) -> None:
        self.bot.app.jobs.declare("questions-posts", self.sweep, every=SWEEP_EVERY)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("questions-posts")

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Find what happened while the bot was away; also after the gateway's session was lost."""
        self._caught_up.clear()
        await self.sweep()

    async def sweep(self) -> None:
        """Adopt what an event should have brought and didn't, and note that all until now was seen."""
        for guild in self.bot.guilds:
            await self._look(guild)

    async def _look(self, guild: discord.Guild) -> None:
        try:
            place = await place_to_ask(self.bot, guild)
        except NoQuestionChannel:
            return
        since = None if guild.id in self._caught_up else await self._seen(guild)
        now = self.bot.app.clock()
        try:
            await CatchUp(bot=self.bot, known=self.known, left_alone=self._left_alone, place=place, since=since).run()
        except discord.HTTPException as refused:
            # The moment stays where it was: the next look starts from there.
            log.warning(
                "posts of server %s could not be read: HTTP %s, code %s", guild.id, refused.status, refused.code
            )
            return
        self._caught_up.add(guild.id)
        await self._note_seen(guild, now - SEEN_MARGIN)

    async def _seen(self, guild: discord.Guild) -> datetime | None:
        async with self.bot.app.database.read() as connection:
            stored = await state.get(connection, _seen_key(guild))
        return datetime.fromtimestamp(float(stored), UTC) if stored else None

    async def _note_seen(self, guild: discord.Guild, moment: datetime) -> None:
        async with self.bot.app.database.write() as connection:
            await state.put(connection, _seen_key(guild), str(moment.timestamp()))


def _seen_key(guild: discord.Guild) -> str:
    return f"questions-seen:{guild.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """One look at a server's posts."""

    bot: Bot
    known: KnownThreads
    left_alone: set[int]
    place: Place
    since: datetime | None
    """Until when everything had been seen; None: only what is unknown among the active posts is looked for."""

    async def run(self) -> None:
        """Raises discord.HTTPException where Discord refuses; what was done until then stays done."""
        threads = {thread.id: thread for thread in self.place.threads}
        async for thread in self._archived_since():
            threads.setdefault(thread.id, thread)
        unknown = await self.bot.app.questions.asking.unknown(guild_id=self.place.guild.id, thread_ids=list(threads))
        for thread in sorted(threads.values(), key=lambda thread: thread.id):
            if thread.id not in unknown:
                await self._read_on(thread)
            elif self._to_adopt(thread):
                await self._adopt(thread)

    async def _archived_since(self) -> AsyncIterator[discord.Thread]:
        """Yield the posts that were archived since everything was seen, latest first."""
        if self.since is None:
            return
        try:
            async for thread in self.place.archived_threads(limit=ARCHIVED_MAX):
                if thread.archive_timestamp < self.since:
                    return
                yield thread
        except discord.Forbidden as refused:
            # Read Message History is missing: `/doctor` says so, and it need not be tried again and again.
            log.warning("archived posts of channel %s: HTTP 403, code %s", self.place.id, refused.code)

    def _to_adopt(self, thread: discord.Thread) -> bool:
        if thread.id in self.left_alone:
            return False
        assert self.bot.user is not None
        if not isinstance(self.place, discord.ForumChannel) and thread.owner_id != self.bot.user.id:
            return False
        made_at = discord.utils.snowflake_time(thread.id)
        return not thread.archived or (self.since is not None and made_at >= self.since)

    async def _adopt(self, thread: discord.Thread) -> None:
        question = None
        starter = await self._starter(thread)
        if starter is not None:
            question = await adopt(self.bot, thread, starter)
        if starter is not None and question is not None:
            self.known.add(thread.id)
            await read_answers(self.bot, thread, question, after=starter.created_at)
        elif self.bot.app.clock() - discord.utils.snowflake_time(thread.id) >= ORPHAN_AFTER:
            self.left_alone.add(thread.id)

    async def _starter(self, thread: discord.Thread) -> discord.Message | None:
        """Return the message a thread begins with; None where it was deleted, or is yet to come."""
        holder = thread if isinstance(self.place, discord.ForumChannel) else self.place
        try:
            return await holder.fetch_message(thread.id)
        except discord.NotFound:
            return None

    async def _read_on(self, thread: discord.Thread) -> None:
        if self.since is None or discord.utils.snowflake_time(thread.last_message_id or 0) < self.since:
            return
        question = await self.bot.app.questions.finding.by_thread(guild_id=thread.guild.id, thread_id=thread.id)
        if question is not None and question.deleted_at is None:
            await read_answers(self.bot, thread, question, after=self.since)


async def adopt(bot: Bot, thread: discord.Thread, starter: discord.Message) -> Question | None:
    """Make a post a question and give it its card; None where it is no member's. Doing it twice changes nothing."""
    author_id = _author_of(bot, thread, starter)
    if author_id is None:
        return None
    own = starter.author.id == author_id
    adopted = await bot.app.questions.asking.adopt(
        Post(
            channel_id=thread.parent_id,
            thread_id=thread.id,
            starter_message_id=starter.id,
            card_message_id=None if own else starter.id,
            tags=tags.topics(thread.applied_tags),
        ),
        guild_id=thread.guild.id,
        author_id=author_id,
        title=thread.name,
        body=starter.content,
        asked_at=starter.created_at,
        source=Source.POST if own else Source.ASK,
    )
    if adopted.new:
        if isinstance(thread.parent, discord.ForumChannel):
            with suppress(NoQuestionChannel):  # deleted just now
                await state_tags_ready(bot, thread.parent)
        await card.refresh(bot, adopted.question)
    return adopted.question


def _author_of(bot: Bot, thread: discord.Thread, starter: discord.Message) -> int | None:
    """Return whose question a post is, None for bots' and for those that are being asked right now."""
    if starter.webhook_id is not None:
        return None
    if not starter.author.bot:
        return starter.author.id
    assert bot.user is not None
    if starter.author.id != bot.user.id or bot.app.clock() - starter.created_at < ORPHAN_AFTER:
        return None
    return asked_for(starter)


_ASKED = re.compile(r"<@(\d{15,19})>.*<t:(\d{1,11}):R>")


def asked_for(starter: discord.Message) -> int | None:
    """Return the asker that a card names; None for an anonymous one, which nobody can tell any more."""
    shown = "\n".join(embed.description or "" for embed in starter.embeds)
    found = _ASKED.search(shown)
    if found is None:
        return None
    asker_id, asked_at = int(found[1]), datetime.fromtimestamp(int(found[2]), UTC)
    named = any(card.asked_by(asker_id, asked_at, language) in shown for language in Language)
    return asker_id if named else None


async def read_answers(bot: Bot, thread: discord.Thread, question: Question, *, after: datetime) -> None:
    """Note what was written in a thread since a moment, as if it had been seen then."""
    roles = Roles(thread.guild)
    first = False
    async for message in thread.history(after=after - SEEN_MARGIN, oldest_first=True, limit=MESSAGES_MAX):
        if message.author.bot or message.type not in WRITTEN_BY_PEOPLE or message.id == thread.id:
            continue
        written = await roles.written(message)
        recorded = await bot.app.questions.answers.record(written, guild_id=thread.guild.id)
        if recorded is None:
            continue
        first = first or recorded.first
        if recorded.offer_accept and not thread.archived:
            await solving.offer(bot, recorded.question, message)
    if first:
        await card.refresh(bot, question)


class Roles:
    """Roles of authors: messages read from history, unlike events, don't say who is staff."""

    def __init__(self, guild: discord.Guild) -> None:
        self._guild = guild
        self._found: dict[int, frozenset[int]] = {}

    async def written(self, message: discord.Message) -> Written:
        written = written_of(message)
        if isinstance(message.author, discord.Member):
            return written
        if message.author.id not in self._found:
            self._found[message.author.id] = await self._ask(message.author.id)
        return Written(
            message_id=written.message_id,
            channel_id=written.channel_id,
            author_id=written.author_id,
            author_role_ids=self._found[message.author.id],
            author_is_bot=written.author_is_bot,
            text=written.text,
            written_at=written.written_at,
        )

    async def _ask(self, member_id: int) -> frozenset[int]:
        try:
            member = await self._guild.fetch_member(member_id)
        except discord.NotFound:
            return frozenset()
        return frozenset(member._roles)
