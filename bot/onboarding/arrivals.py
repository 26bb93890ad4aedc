"""Arrivals: who joined, and when Discord's screening of them was over. Only then they count.

An arrival is found, each way harmless when it happens twice:
- by Discord's events, while the line is up and after a RESUME, which brings those that were missed;
- by asking Discord about those of whom it isn't known that their screening is over (at start, and slowly afterwards);
- by the server's join messages in the history that is read after an outage: `heard_of` writes a row for each, and the
  asking says when they really joined, and whether they are here;
- by what somebody does who joined after the bot came and of whom nothing is known: a message, a reaction, a command,
  a change that Discord tells of.

What can't be found: who came while the bot was away, on a server without join messages (or with ones it may not read),
and has not done anything since; who came and left in that time; and, of those who came more than once in it, every
time but the last. Without the members intent only what somebody does remains, and that somebody has left is found by
asking about everybody once a day. Of those found late nobody knows when
their screening was over: it counts as over when they joined, or, where it is known that it wasn't, when that was found.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot import state
from bot.activity.model import AfterCommit
from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.memory import NEW_FOR, Memory, joined_key
from bot.onboarding.model import Arrival
from bot.onboarding.store import arrivals as store
from bot.onboarding.store import facts, greetings
from bot.onboarding.welcoming import Welcoming

LATE_AFTER = timedelta(hours=48)
"""Who arrived longer ago is not welcomed any more."""

GREETED_AGAIN_AFTER = timedelta(days=30)

SAME_JOIN = timedelta(minutes=2)
"""How far a join message and the joining it tells of may be apart."""

LEFT_LATE = timedelta(minutes=1)
"""How far our clock may be behind Discord's."""

TRACEABLE = timedelta(hours=1)
"""Of whoever joined longer ago and is found by what they do, nobody can tell any more by which invite they came."""

UNSURE = 1
"""The microsecond of a joining time that is only a join message's: those that Discord says are kept to the second."""

ASKED_AT_ONCE = 100  # Discord's limit

_LOOKED_AT = "onboarding:looked-at"

OnArrived = Callable[[AsyncConnection, Arrival], Awaitable[None]]
"""Is called in the transaction in which somebody's screening is noted to be over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Somebody who is a member, as Discord says."""

    guild_id: int
    member_id: int
    joined_at: datetime
    pending: bool = False
    rejoined: bool = False
    """Whether Discord says that they were here before."""


async def current(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Arrival | None:
    """Return how somebody who is here came; None where that was before the bot, or nobody knows."""
    return await store.current(connection, guild_id=guild_id, member_id=member_id)


async def record_fact(
    connection: AsyncConnection, *, guild_id: int, member_id: int, name: str, at: datetime
) -> Arrival | None:
    """Note what somebody's arrival came to, once, and return it; None where there is no arrival to note it of."""
    arrival = await store.current(connection, guild_id=guild_id, member_id=member_id)
    if arrival is not None:
        await facts.add(connection, arrival, name, at=at)
    return arrival


class Arrivals:
    def __init__(
        self, *, database: Database, clock: Clock, activity: Activity, memory: Memory, welcoming: Welcoming
    ) -> None:
        self._database = database
        self._clock = clock
        self._activity = activity
        self._memory = memory
        self._welcoming = welcoming
        self._to_ask: set[int] = set()
        """Servers in whose history join messages were found."""
        self._looked_at: datetime | None = None
        """Until when it is known whose screening was not over."""
        self.on_arrived: list[OnArrived] = []

    async def load(self) -> None:
        since = self._clock() - NEW_FOR
        async with self._database.read() as connection:
            self._memory.load(
                await store.new_since(connection, since),
                await facts.of_arrivals(connection, since=since),
                await greetings.unanswered(connection, since=since),
            )
            looked_at = await state.get(connection, _LOOKED_AT)
        self._looked_at = datetime.fromisoformat(looked_at) if looked_at else None

    # What is unknown: asked for every message, without any I/O

    def watched_since(self, guild_id: int) -> datetime | None:
        """Return since when arrivals on a server are watched; None: it isn't one of ours."""
        return self._activity.cursors.counted_since(guild_id)

    def is_news(self, join: Join) -> bool:
        """Whether it isn't known that somebody has joined, or that their screening is over."""
        if not join.pending and self._memory.is_screened_unnoticed(join.guild_id, join.member_id):
            return True
        since = self.watched_since(join.guild_id)
        if since is None or join.joined_at <= since:
            return False
        return not self._memory.knows(join.guild_id, join.member_id, joined_key(join.joined_at))

    # Joining

    async def joined(self, joins: Sequence[Join]) -> list[Arrival]:
        """Write down who has just joined and return their arrivals; screening is left to `seen`."""
        async with self._database.write() as connection:
            written = await self._write(connection, joins, traceable=True)
        self._keep(written)
        return written

    async def seen(self, joins: Sequence[Join]) -> list[Arrival]:
        """Write down who is a member, and of whom it is known by now that their screening is over."""
        async with self._database.write() as connection:
            done = await self._see(connection, joins)
        self._keep(done)
        return done

    async def _see(self, connection: AsyncConnection, joins: Sequence[Join]) -> list[Arrival]:
        written = await self._write(connection, joins, traceable=False)
        screened = {(join.guild_id, join.member_id) for join in joins if not join.pending}
        now = self._clock()
        done: list[Arrival] = []
        for arrival in written:
            if arrival.arrived_at is not None or (arrival.guild_id, arrival.member_id) not in screened:
                done.append(arrival)
            else:
                pending = self._memory.is_screened_unnoticed(arrival.guild_id, arrival.member_id or 0)
                at = now if pending else min(now, arrival.joined_at)
                done.append(await self._arrive(connection, arrival, at=at))
        return done

    async def screened(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Note that the screening of these is over by now, and return those of whom that wasn't known."""
        now = self._clock()
        done: list[Arrival] = []
        async with self._database.write() as connection:
            for arrival in arrivals:
                known = await store.get(connection, arrival.id)
                if known is not None and known.arrived_at is None and known.left_at is None:
                    done.append(await self._arrive(connection, known, at=now))
        self._keep(done)
        return done

    async def left(self, *, guild_id: int, member_id: int) -> None:
        async with self._database.write() as connection:
            await self._mark_left(connection, guild_id=guild_id, member_id=member_id)
        self._memory.forget(guild_id, member_id)

    async def _mark_left(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        now = self._clock()
        await store.mark_left(connection, guild_id=guild_id, member_id=member_id, at=now, joined_before=now + LEFT_LATE)

    async def _write(self, connection: AsyncConnection, joins: Sequence[Join], *, traceable: bool) -> list[Arrival]:
        """Write the rows that aren't there and return those of all joins."""
        written: list[Arrival] = []
        now = self._clock()
        for guild_id, everybody in _by_guild(joins).items():
            of_guild = everybody if traceable else await self._not_forgotten(connection, guild_id, everybody)
            member_ids = [join.member_id for join in of_guild]
            before = _by_member(await store.of_members(connection, guild_id=guild_id, member_ids=member_ids))
            known = await store.known_since(connection, guild_id=guild_id, member_ids=member_ids)
            await store.add(
                connection,
                [
                    {
                        "guild_id": guild_id,
                        "member_id": join.member_id,
                        "joined_at": (joined_at := join.joined_at.replace(microsecond=0)),
                        "rejoined": join.rejoined
                        or any(one.joined_at < joined_at for one in before.get(join.member_id, ()))
                        or known.get(join.member_id, joined_at) < joined_at,
                        "traced_at": None if traceable or now - joined_at <= TRACEABLE else now,
                    }
                    for join in of_guild
                ],
            )
            after = _by_member(await store.of_members(connection, guild_id=guild_id, member_ids=member_ids))
            for join in of_guild:
                arrival = _of_join(after.get(join.member_id, ()), join)
                if arrival is not None:
                    written.append(await self._is_here(connection, arrival, after[join.member_id]))
        return written

    async def _not_forgotten(self, connection: AsyncConnection, guild_id: int, joins: Sequence[Join]) -> list[Join]:
        """Leave out who was forgotten since they arrived: their arrival is counted, and is nobody's any more."""
        moments = {join.joined_at.replace(microsecond=0) for join in joins}
        forgotten = await store.forgotten(connection, guild_id=guild_id, joined_at=moments)
        for join in joins:
            if join.joined_at.replace(microsecond=0) in forgotten:
                self._memory.note_known(guild_id, join.member_id, joined_key(join.joined_at))
        return [join for join in joins if join.joined_at.replace(microsecond=0) not in forgotten]

    async def _is_here(self, connection: AsyncConnection, arrival: Arrival, all_of_them: Sequence[Arrival]) -> Arrival:
        """Note of the latest arrival that they are here, and of those before it that they had left."""
        if arrival.id != all_of_them[-1].id:
            return arrival
        await store.close_earlier(connection, arrival)
        if arrival.left_at is not None:
            await store.reopen(connection, arrival.id)
        return replace(arrival, left_at=None)

    async def _arrive(
        self, connection: AsyncConnection, arrival: Arrival, *, at: datetime, since: datetime | None = None
    ) -> Arrival:
        """Note that screening is over; `since` is the earliest moment at which that may have been."""
        assert arrival.member_id is not None
        now = self._clock()
        to_welcome = now - (since or at) <= LATE_AFTER and not await store.welcomed_since(
            connection, guild_id=arrival.guild_id, member_id=arrival.member_id, since=now - GREETED_AGAIN_AFTER
        )
        if not await store.mark_arrived(connection, arrival.id, at=at, to_welcome=to_welcome):
            return arrival
        arrived = replace(arrival, arrived_at=at)
        if to_welcome:
            await self._welcoming.plan_in(connection, guild_id=arrival.guild_id)
        for hook in self.on_arrived:
            await hook(connection, arrived)
        return arrived

    def _keep(self, arrivals: Iterable[Arrival]) -> None:
        for arrival in arrivals:
            if self._is_new(arrival):
                self._memory.keep(arrival)
            elif arrival.member_id is not None and arrival.left_at is None:
                self._memory.note_known(arrival.guild_id, arrival.member_id, joined_key(arrival.joined_at))

    def _is_new(self, arrival: Arrival) -> bool:
        here = arrival.member_id is not None and arrival.left_at is None
        return here and (arrival.arrived_at or arrival.joined_at) >= self._clock() - NEW_FOR

    # Found by what members do

    async def find(self, connection: AsyncConnection, joins: Collection[Join]) -> tuple[list[Arrival], AfterCommit]:
        """Write down those of whom no arrival is known, in a flush of activity. Returns who is new.

        They all joined after the server is watched, and most are known: they are only not in memory. What is returned
        second is to be called after the commit.
        """
        unknown: list[Join] = []
        known: list[Arrival] = []
        for guild_id, of_guild in _by_guild(joins).items():
            member_ids = [join.member_id for join in of_guild]
            before = _by_member(await store.of_members(connection, guild_id=guild_id, member_ids=member_ids))
            for join in of_guild:
                arrival = _of_join(before.get(join.member_id, ()), join)
                if arrival is not None and (arrival.arrived_at is not None or join.pending):
                    known.append(arrival)
                else:
                    unknown.append(join)
        seen = await self._see(connection, unknown) if unknown else []

        def after() -> None:
            self._keep([*seen, *known])
            for arrival in known:
                if arrival.member_id is not None and arrival.left_at is not None:
                    self._memory.note_known(arrival.guild_id, arrival.member_id, joined_key(arrival.joined_at))

        return [arrival for arrival in [*seen, *known] if self._is_new(arrival)], after

    # Found by join messages

    async def heard_of(self, guild_id: int, messages: Mapping[int, datetime]) -> None:
        """Write a row for everybody whose join message was found: when they joined is asked for later."""
        since = self.watched_since(guild_id)
        wanted = {member_id: at for member_id, at in messages.items() if since is None or at > since}
        if not wanted:
            return
        async with self._database.write() as connection:
            before = _by_member(await store.of_members(connection, guild_id=guild_id, member_ids=wanted))
            await store.add(
                connection,
                [
                    {
                        "guild_id": guild_id,
                        "member_id": member_id,
                        "joined_at": at.replace(microsecond=UNSURE),
                        "rejoined": bool(before.get(member_id)),
                        "traced_at": self._clock(),
                    }
                    for member_id, at in wanted.items()
                    if not any(abs(one.joined_at - at) <= SAME_JOIN for one in before.get(member_id, ()))
                ],
            )
        self._to_ask.add(guild_id)

    # Found by asking

    def ask_soon(self, guild_id: int) -> bool:
        """Whether a server has newcomers of whom nothing but a join message is known."""
        return guild_id in self._to_ask

    def asked(self, guild_id: int) -> None:
        self._to_ask.discard(guild_id)

    async def to_ask(self, *, guild_id: int, after_id: int = 0) -> list[Arrival]:
        """Return the next hundred of whom it isn't known that their screening is over."""
        async with self._database.read() as connection:
            return await store.screening(connection, guild_id=guild_id, after_id=after_id, limit=ASKED_AT_ONCE)

    async def present(self, *, guild_id: int, after_id: int) -> list[Arrival]:
        """Return the next hundred who aren't known to have left."""
        async with self._database.read() as connection:
            return await store.present(connection, guild_id=guild_id, after_id=after_id, limit=ASKED_AT_ONCE)

    async def answered(self, asked: Sequence[Arrival], members: Mapping[int, Join]) -> None:
        """Take over what Discord says of those who were asked about: who isn't among `members` has left."""
        done: list[Arrival] = []
        async with self._database.write() as connection:
            for arrival in asked:
                assert arrival.member_id is not None
                member = members.get(arrival.member_id)
                if member is None:
                    await self._mark_left(connection, guild_id=arrival.guild_id, member_id=arrival.member_id)
                else:
                    done += await self._confirm(connection, arrival, member)
        self._keep(done)
        for arrival in asked:
            if arrival.member_id is not None and arrival.member_id not in members:
                self._memory.forget(arrival.guild_id, arrival.member_id)

    async def _confirm(self, connection: AsyncConnection, arrival: Arrival, member: Join) -> list[Arrival]:
        """Set right what a row says of a member who is here. Returns their arrival."""
        joined_at = member.joined_at.replace(microsecond=0)
        everything = await store.of_members(connection, guild_id=arrival.guild_id, member_ids=[member.member_id])
        if all(one.id != arrival.id for one in everything):
            return []  # dropped a moment ago: another row of theirs was asked about, too
        same = _of_join([one for one in everything if not _is_unsure(one)], member)
        if same is None and _is_unsure(arrival) and arrival.joined_at >= joined_at - SAME_JOIN:
            # It came a moment after the joining, or, where screening was first, hours.
            await store.move(connection, arrival.id, joined_at=joined_at)
            same = replace(arrival, joined_at=joined_at)
        elif same is None:
            written = await self._write(connection, [member], traceable=False)
            if not written:
                return []
            same = written[0]
        elif same.id != arrival.id and _is_unsure(arrival):
            await store.drop(connection, arrival.id)
        await store.close_earlier(connection, same)
        if member.pending or same.arrived_at is not None:
            return [same]
        now = self._clock()
        at = min(now, same.joined_at) if _is_unsure(arrival) or same.id != arrival.id else now
        since = max(same.joined_at, self._looked_at or same.joined_at)
        return [await self._arrive(connection, same, at=at, since=since)]

    def prune(self) -> None:
        """Let go of those who are new no more."""
        self._memory.prune(self._clock())

    async def looked(self) -> None:
        """Note that all were asked about."""
        self._looked_at = now = self._clock()
        async with self._database.write() as connection:
            await state.put(connection, _LOOKED_AT, now.astimezone(UTC).isoformat())


def _is_unsure(arrival: Arrival) -> bool:
    return arrival.joined_at.microsecond == UNSURE


def _by_guild(joins: Iterable[Join]) -> dict[int, list[Join]]:
    found: dict[int, dict[int, Join]] = defaultdict(dict)
    for join in joins:
        found[join.guild_id][join.member_id] = join  # the latest of several
    return {guild_id: list(of_guild.values()) for guild_id, of_guild in found.items()}


def _by_member(arrivals: Iterable[Arrival]) -> dict[int, list[Arrival]]:
    found: dict[int, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        if arrival.member_id is not None:
            found[arrival.member_id].append(arrival)
    return found


def _of_join(arrivals: Iterable[Arrival], join: Join) -> Arrival | None:
    """Return the arrival that is this joining."""
    key = joined_key(join.joined_at)
    return next((one for one in arrivals if one.member_id == join.member_id and joined_key(one.joined_at) == key), None)
