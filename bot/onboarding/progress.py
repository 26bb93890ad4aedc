"""How far somebody is with the first steps; what is newly done is noted and earns its points.

Done is what a feature's facts say, what was noted of any arrival, or what has earned points: who removes their
introduction has introduced themselves all the same. It is noticed when somebody opens `/start`, after what newcomers do
with the bot, and by a sweep over those who arrived in the last `SWEPT_FOR`.

Why the points are no farm. Each step earns once for a member and server, for ever: the ledger's cause is the step's
name, so undoing and doing again, leaving and coming back, or a second arrival give nothing more. Who has everything
about them erased loses those points with all the others, and would have to do each step anew to be where they were.
Points count from the moment they are given, not for the day of the step: nobody moves up in a season that is over.
Long-time members get them, too, once, when they open `/start`; nobody else is looked through. A second account gains
a few points for the work of a first week, fewer than one accepted answer brings. Who wants nothing recorded is shown
how far they are, and nothing is noted or earned.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.model import Fact, Step
from bot.onboarding.steps import Steps, source_id
from bot.onboarding.store import first_steps as store
from bot.points.ledger import Ledger
from bot.points.model import Award, Kind
from bot.settings.model import ServerSettings
from bot.settings.service import Settings

SWEPT_FOR = timedelta(days=60)
"""How long after somebody's arrival their steps are looked for without their asking."""

AT_ONCE = 200
"""Newcomers looked at in one go."""

Wish = Callable[[int, int], bool]
"""Whether a member (server, member) wants nothing recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step as somebody stands with it."""

    step: Step
    done_at: datetime | None
    points: int
    """What it has earned them, or would; 0: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    lines: tuple[Line, ...]
    counted: bool = True
    """Whether what they do is noted and earns points: not where they have said that it shouldn't."""

    @property
    def done(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.done_at is not None)

    @property
    def left(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.done_at is None)

    @property
    def earned(self) -> int:
        return sum(line.points for line in self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Where some members of a server stand."""

    guild_id: int
    steps: tuple[Step, ...]
    done: Mapping[str, Mapping[int, datetime]]
    """By step and member."""
    here: Mapping[int, store.Here]
    """Their current arrivals, by member."""
    noted: frozenset[tuple[int, str]]
    """Arrival and step."""
    earned: Mapping[tuple[int, int], tuple[int, datetime]]
    """By member and cause: points and when."""
    worth: int
    """What a step gives here."""

    def facts(self, counted: Collection[int]) -> list[tuple[int, str, datetime]]:
        """Return what is still to be noted of these members: arrival, step, when."""
        return [
            (here.arrival_id, name, at if here.rejoined else max(at, here.joined_at))
            for name, members in self.done.items()
            for member_id, at in members.items()
            if member_id in counted
            and (here := self.here.get(member_id)) is not None
            and (here.arrival_id, name) not in self.noted
        ]

    def awards(self, counted: Collection[int]) -> list[tuple[int, str]]:
        """Return who of these members is still to get points, and for which step."""
        if not self.worth:
            return []
        return [
            (member_id, name)
            for name, members in self.done.items()
            for member_id in members
            if member_id in counted and (member_id, source_id(name)) not in self.earned
        ]

    def has_finished(self, member_id: int) -> bool:
        return all(member_id in self.done[step.name] for step in self.steps)


class Progress:
    def __init__(self, *, database: Database, clock: Clock, steps: Steps, ledger: Ledger, unwatched: Wish) -> None:
        self._database = database
        self._clock = clock
        self._steps = steps
        self._ledger = ledger
        self._unwatched = unwatched

    async def look(self, *, guild_id: int, member_id: int, role_ids: Iterable[int] | None = None) -> Checklist:
        """Return somebody's checklist. What is newly done is noted and earns its points first."""
        found = await self._notice(guild_id, [member_id], role_ids=role_ids)
        lines = [self._line(found, step, member_id) for step in found.steps]
        return Checklist(lines=tuple(lines), counted=not self._unwatched(guild_id, member_id))

    def _line(self, found: _Found, step: Step, member_id: int) -> Line:
        done_at = found.done[step.name].get(member_id)
        points, _ = found.earned.get((member_id, source_id(step.name)), (found.worth if done_at is None else 0, None))
        return Line(step=step, done_at=done_at, points=points)

    async def notice(self, *, guild_id: int, member_id: int, role_ids: Iterable[int] | None = None) -> bool:
        """Note what somebody has newly done, and give the points; returns whether nothing is left to do."""
        return (await self._notice(guild_id, [member_id], role_ids=role_ids)).has_finished(member_id)

    async def sweep(self) -> None:
        """Notice what newcomers have done."""
        since = self._clock() - SWEPT_FOR
        async with self._database.read() as connection:
            guild_ids = await store.guilds_with_arrivals(connection, since=since)
        for guild_id in guild_ids:
            after_id = 0
            while newcomers := await self._unfinished(guild_id, since=since, after_id=after_id):
                await self._notice(guild_id, [newcomer.member_id for newcomer in newcomers])
                after_id = newcomers[-1].arrival_id

    async def _unfinished(self, guild_id: int, *, since: datetime, after_id: int) -> list[store.Here]:
        async with self._database.read() as connection:
            names = [step.name for step in await self._steps.offered(connection, guild_id)]
            worth = await self._worth(connection, guild_id)
            return await store.unfinished(
                connection,
                guild_id=guild_id,
                since=since,
                names=names,
                source_ids=[source_id(name) for name in names] if worth else [],
                after_id=after_id,
                limit=AT_ONCE,
            )

    async def _worth(self, connection: AsyncConnection, guild_id: int) -> int:
        return (await self._ledger.terms.get(connection, guild_id)).rules[Kind.FIRST_STEP].points

    async def _notice(
        self, guild_id: int, member_ids: Sequence[int], *, role_ids: Iterable[int] | None = None
    ) -> _Found:
        async with self._database.read() as connection:
            found = await self._find(connection, guild_id, member_ids)
        if not self._counted(found, member_ids):
            return found
        async with self._database.write() as connection:
            # Read again: who was erased meanwhile must not come back.
            found = await self._find(connection, guild_id, member_ids)
            counted = self._counted(found, member_ids)
            await store.add_facts(connection, guild_id=guild_id, found=found.facts(counted))
            for member_id, name in found.awards(counted):
                await self._award(connection, guild_id, member_id, name, role_ids)
            return await self._find(connection, guild_id, member_ids)

    def _counted(self, found: _Found, member_ids: Sequence[int]) -> set[int]:
        """Return those of whom something is to be written, and who haven't asked that nothing is."""
        return {
            member_id
            for member_id in member_ids
            if not self._unwatched(found.guild_id, member_id)
            and (found.facts([member_id]) or found.awards([member_id]))
        }

    async def _award(
        self, connection: AsyncConnection, guild_id: int, member_id: int, name: str, role_ids: Iterable[int] | None
    ) -> None:
        award = Award(
            guild_id=guild_id,
            member_id=member_id,
            kind=Kind.FIRST_STEP,
            source_id=source_id(name),
            happened_at=self._clock(),
            role_ids=role_ids,
        )
        await self._ledger.award(connection, award)

    async def _find(self, connection: AsyncConnection, guild_id: int, member_ids: Sequence[int]) -> _Found:
        steps = await self._steps.offered(connection, guild_id)
        names = [step.name for step in steps]
        causes = {source_id(name): name for name in names}
        done: dict[str, dict[int, datetime]] = {name: {} for name in names}
        kept = await self._steps.done(connection, guild_id, member_ids, steps=steps)
        facts = await store.facts(connection, guild_id=guild_id, member_ids=member_ids, names=names)
        earned = await store.earned(connection, guild_id=guild_id, member_ids=member_ids, source_ids=list(causes))
        for name, members in kept.items():
            done[name] = dict(members)
        for _, member_id, name, at in facts:
            _take_first(done[name], member_id, at)
        for (member_id, cause), (_, at) in earned.items():
            _take_first(done[causes[cause]], member_id, at)
        here = await store.current(connection, guild_id=guild_id, member_ids=member_ids)
        return _Found(
            guild_id=guild_id,
            steps=steps,
            done=done,
            here={one.member_id: one for one in here},
            noted=frozenset((arrival_id, name) for arrival_id, _, name, _ in facts),
            earned=earned,
            worth=await self._worth(connection, guild_id),
        )


def _take_first(moments: dict[int, datetime], member_id: int, at: datetime) -> None:
    moments[member_id] = min(at, moments.get(member_id, at))


class ActivityFacts:
    """The steps that are read from what members do on the server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def reacted(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has reacted to a message, with when they first did: to the day where no arrival knows."""
        zone = (await self._settings.read(connection, guild_id, ServerSettings)).zone
        days = await store.first_reactions(connection, guild_id=guild_id, member_ids=member_ids, zone=zone)
        noted = await self._noted(connection, guild_id, member_ids, Fact.REACTED)
        exact = {member_id: at for member_id, at in noted.items() if at - days.get(member_id, at) < timedelta(days=1)}
        return {**noted, **days, **exact}

    async def posted(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has written a message, with when they first did."""
        posts = await store.first_posts(connection, guild_id=guild_id, member_ids=member_ids)
        noted = await self._noted(connection, guild_id, member_ids, Fact.POSTED)
        return {**noted, **posts}

    async def _noted(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int], fact: Fact
    ) -> Mapping[int, datetime]:
        moments: dict[int, list[datetime]] = defaultdict(list)
        for _, member_id, _, at in await store.facts(
            connection, guild_id=guild_id, member_ids=member_ids, names=[fact.value]
        ):
            moments[member_id].append(at)
        return {member_id: min(noted) for member_id, noted in moments.items()}
