"""What newcomers do, and what is done for them: onboarding's part in a flush of activity.

Nearly every message is by somebody who isn't new, to somebody who isn't: such a message costs two lookups in memory.
What a newcomer has done is remembered in memory only once it is committed; each fact is written once, with its time.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot import due
from bot.activity.model import AfterCommit, Batch, MessageFact, ReactionFact, made_at
from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.onboarding.arrivals import Arrivals, Join
from bot.onboarding.greeting import GREET
from bot.onboarding.memory import Memory, Newcomer, newcomer_of
from bot.onboarding.model import Fact, GreetingKind, OnboardingSettings
from bot.onboarding.progress import Wish
from bot.onboarding.store import facts as fact_store
from bot.onboarding.store import greetings as greeting_store
from bot.points.earning import joined as joining_time
from bot.settings.service import Settings

DAY = timedelta(days=1)
WEEK = range(2, 8)
MONTH = range(8, 31)
"""Days after the arrival, counted from 1."""


@dataclass(slots=True)
class _Found:
    """What one flush decided."""

    facts: dict[tuple[int, str], tuple[int, datetime]] = field(default_factory=dict)
    """By arrival and name: the server, and when it happened."""
    newcomers: dict[int, Newcomer] = field(default_factory=dict)
    """Those the facts are about, by arrival."""
    fresh: dict[int, dict[int, Newcomer]] = field(default_factory=dict)
    """Those who were found in this very flush, by server and member."""
    first_posts: dict[int, MessageFact] = field(default_factory=dict)
    """By arrival."""
    posted: dict[int, int] = field(default_factory=dict)
    """Whose the first posts are: member by message."""
    answered: dict[int, datetime] = field(default_factory=dict)
    """By message that waited for an answer."""
    awaited: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Server and member by message that waits for one now."""

    def add(self, guild_id: int, newcomer: Newcomer, name: Fact, at: datetime) -> bool:
        """Note a fact at its earliest; False where it is known."""
        if name.value in newcomer.facts:
            return False
        key = (newcomer.arrival_id, name.value)
        if key in self.facts and self.facts[key][1] <= at:
            return False
        self.facts[key] = (guild_id, at)
        self.newcomers[newcomer.arrival_id] = newcomer
        return True


class Recorder:
    def __init__(
        self, *, clock: Clock, settings: Settings, arrivals: Arrivals, memory: Memory, unwatched: Wish
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._arrivals = arrivals
        self._memory = memory
        self._unwatched = unwatched

    async def record(self, connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        found = _Found()
        arrived: AfterCommit | None = None
        if unknown := self._unknown(batch):
            arrivals, arrived = await self._arrivals.find(connection, unknown)
            for arrival in arrivals:
                if arrival.member_id is not None:
                    found.fresh.setdefault(arrival.guild_id, {})[arrival.member_id] = newcomer_of(arrival)
        for message in self._concerning(batch.messages, found):
            self._message(message, found)
        for reaction in batch.reactions:
            if reaction.added:
                self._reaction(reaction, found)
        for time in batch.voice:
            newcomer = self._newcomer(found, time.guild_id, time.member_id)
            if newcomer is not None:
                _came_back(found, time.guild_id, newcomer, time.started_at)
        if found.facts or found.answered:
            await self._write(connection, found)
        elif arrived is None:
            return None
        return lambda: self._remember(found, arrived)

    # Who is unknown: also those whose first message this is

    def _unknown(self, batch: Batch) -> list[Join]:
        found: dict[tuple[int, int], Join] = {}
        for fact in self._later_than_us(batch):
            member_id = fact.author_id if isinstance(fact, MessageFact) else fact.member_id
            joined_at = joining_time(fact.joined_at)
            if joined_at is None or (fact.guild_id, member_id) in found:
                continue
            join = Join(guild_id=fact.guild_id, member_id=member_id, joined_at=joined_at)
            if self._arrivals.is_news(join):
                found[fact.guild_id, member_id] = join
        return list(found.values())

    def _later_than_us(self, batch: Batch) -> Iterator[MessageFact | ReactionFact]:
        """Yield the facts of those who joined after the server is watched and whose arrival isn't in memory."""
        guild_id, since, knows = 0, "", self._memory.knows
        for fact in batch.messages:
            if fact.guild_id != guild_id:
                guild_id, since = fact.guild_id, self._since(fact.guild_id)
            joined = fact.joined_at
            if joined is not None and joined > since and not knows(guild_id, fact.author_id, joined[:19]):
                yield fact
        for reaction in batch.reactions:
            joined = reaction.joined_at
            if joined is not None and joined > self._since(reaction.guild_id):
                yield reaction

    def _since(self, guild_id: int) -> str:
        since = self._arrivals.watched_since(guild_id)
        # Discord writes times in UTC: they can be compared as they are. Nothing is later than a letter.
        return since.isoformat() if since is not None else "~"

    # Messages

    def _concerning(self, messages: Iterable[MessageFact], found: _Found) -> Iterator[MessageFact]:
        """Yield those that a newcomer wrote, or that answer one."""
        guild_id = 0
        newcomers: MutableMapping[int, Newcomer] = {}
        greetings = self._memory.greetings
        for fact in messages:
            if fact.guild_id != guild_id:
                guild_id, newcomers = fact.guild_id, self._memory.newcomers.get(fact.guild_id, {})
                if guild_id in found.fresh:
                    newcomers = ChainMap(found.fresh[guild_id], newcomers)
            if (
                fact.author_id in newcomers
                or (fact.replied_to_id is not None and fact.replied_to_id in newcomers)
                or (fact.replied_message_id is not None and fact.replied_message_id in greetings)
                or fact.channel_id in greetings  # the thread on a message has its id
            ):
                yield fact

    def _newcomer(self, found: _Found, guild_id: int, member_id: int) -> Newcomer | None:
        fresh = found.fresh.get(guild_id, {}).get(member_id)
        return fresh or self._memory.get(guild_id, member_id)

    def _message(self, fact: MessageFact, found: _Found) -> None:
        at = made_at(fact.message_id)
        author = self._newcomer(found, fact.guild_id, fact.author_id)
        if author is not None and at >= author.joined_at:
            _came_back(found, fact.guild_id, author, at)
            if found.add(fact.guild_id, author, Fact.POSTED, at):
                found.first_posts[author.arrival_id] = fact
                found.posted[fact.message_id] = fact.author_id
        self._answer(fact, found, at)

    def _answer(self, fact: MessageFact, found: _Found, at: datetime) -> None:
        """Note whom a message answers: whose it is that it answers, or who is introduced in that."""
        answered_id, greeted_id = self._greeted(fact, found)
        for member_id in (fact.replied_to_id, greeted_id):
            newcomer = self._newcomer(found, fact.guild_id, member_id or 0)
            if newcomer is None or member_id == fact.author_id or at < newcomer.joined_at:
                continue
            if not self._unwatched(fact.guild_id, member_id or 0):
                found.add(fact.guild_id, newcomer, Fact.ANSWERED, at)
        if greeted_id is not None and greeted_id != fact.author_id:
            found.answered.setdefault(answered_id, at)

    def _greeted(self, fact: MessageFact, found: _Found) -> tuple[int, int | None]:
        """Return which waiting message this answers, as a reply or in the thread on it, and whose that is."""
        waiting = ((one, self._newcomer_behind(one, found)) for one in (fact.replied_message_id or 0, fact.channel_id))
        return next((pair for pair in waiting if pair[1] is not None), (0, None))

    def _newcomer_behind(self, message_id: int, found: _Found) -> int | None:
        return self._memory.awaits(message_id) or found.posted.get(message_id)

    # Reactions

    def _reaction(self, fact: ReactionFact, found: _Found) -> None:
        at = datetime.fromtimestamp(fact.at_ms / 1000, UTC)
        newcomer = self._newcomer(found, fact.guild_id, fact.member_id)
        if newcomer is not None:
            found.add(fact.guild_id, newcomer, Fact.REACTED, at)
            _came_back(found, fact.guild_id, newcomer, at)
        greeted_id = self._newcomer_behind(fact.message_id, found)
        if greeted_id is not None and greeted_id != fact.member_id:
            found.answered.setdefault(fact.message_id, at)

    # Writing

    async def _write(self, connection: AsyncConnection, found: _Found) -> None:
        await fact_store.add_all(
            connection,
            [(arrival_id, guild_id, name, at) for (arrival_id, name), (guild_id, at) in found.facts.items()],
        )
        for arrival_id, fact in found.first_posts.items():
            if not found.newcomers[arrival_id].rejoined:
                await self._await_greeting(connection, fact, found)
        for message_id, at in found.answered.items():
            await greeting_store.mark_answered(connection, message_id=message_id, at=at)

    async def _await_greeting(self, connection: AsyncConnection, fact: MessageFact, found: _Found) -> None:
        """Have the greeters told of a newcomer's first post, should nobody answer it."""
        posted_at = made_at(fact.message_id)
        greeting_id = await greeting_store.add(
            connection,
            guild_id=fact.guild_id,
            member_id=fact.author_id,
            kind=GreetingKind.FIRST_POST,
            channel_id=fact.channel_id,
            message_id=fact.message_id,
            posted_at=posted_at,
        )
        if greeting_id is None:
            return
        found.awaited[fact.message_id] = fact.guild_id, fact.author_id
        settings = await self._settings.read(connection, fact.guild_id, OnboardingSettings)
        await due.plan(
            connection,
            guild_id=fact.guild_id,
            kind=GREET,
            subject_id=greeting_id,
            due_at=posted_at + timedelta(hours=settings.greet_after_hours),
        )

    def _remember(self, found: _Found, arrived: AfterCommit | None) -> None:
        if arrived is not None:
            arrived()
        for guild_id, fresh in found.fresh.items():
            self._memory.newcomers.setdefault(guild_id, {}).update(fresh)
        for arrival_id, name in found.facts:
            found.newcomers[arrival_id].facts.add(name)
        self._memory.greetings.update(found.awaited)
        for message_id in found.answered:
            self._memory.greetings.pop(message_id, None)


def _came_back(found: _Found, guild_id: int, newcomer: Newcomer, at: datetime) -> None:
    """Note that somebody is active in their first week or month, from the second day on."""
    day = (at - (newcomer.arrived_at or newcomer.joined_at)) // DAY + 1
    if day in WEEK:
        found.add(guild_id, newcomer, Fact.WEEK, at)
    elif day in MONTH:
        found.add(guild_id, newcomer, Fact.MONTH, at)
