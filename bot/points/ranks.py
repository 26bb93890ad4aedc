"""What ranks a server has, where somebody stands among them, and what follows when they are changed.

A change brings the rank of every member in step, in one statement. Nobody is congratulated for it. Which roles that
takes and gives is found by the walk in `roles.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.db import Database
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.errors import (
    RankExists,
    RankNameMissing,
    RankNotFound,
    RanksThere,
    ThresholdOutOfRange,
    TooManyRanks,
)
from bot.points.model import NAME_MAX, RANKS_MAX, THRESHOLD_MAX, Rank
from bot.points.store import derived
from bot.points.store import ranks as store
from bot.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rank in the list of all, as one member sees it."""

    rank: Rank
    members: int
    """How many have it as their highest."""
    reached: bool
    own: bool
    """Whether it is the one they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """All ranks of a server, lowest first, and where a member stands."""

    steps: tuple[Step, ...]
    points: int
    next: Rank | None
    """The next one to reach; None at the top, and where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A rank that is to be."""

    name: str
    threshold: int
    role_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to be changed about a rank; None leaves it as it is."""

    name: str | None = None
    threshold: int | None = None
    role_id: int | None = None
    without_role: bool = False


class Ranks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self, *, guild_id: int) -> list[Rank]:
        """Return a server's ranks, lowest first."""
        async with self._database.read() as connection:
            return await store.ranks(connection, guild_id=guild_id)

    async def get(self, *, guild_id: int, rank_id: int) -> Rank:
        """Raises RankNotFound."""
        return _find(await self.list(guild_id=guild_id), rank_id)

    async def ladder(self, *, guild_id: int, member_id: int) -> Ladder:
        async with self._database.read() as connection:
            ranks = await store.ranks(connection, guild_id=guild_id)
            counts = await store.counts(connection, [rank.id for rank in ranks])
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        points = standing.points if standing else 0
        own = rules.rank_for(points, ranks)
        return Ladder(
            steps=tuple(
                Step(rank=rank, members=counts.get(rank.id, 0), reached=rank.threshold <= points, own=rank == own)
                for rank in ranks
            ),
            points=points,
            next=rules.next_rank(points, ranks),
        )

    async def add(self, draft: Draft, *, guild_id: int) -> Rank:
        """Raises RankNameMissing, ThresholdOutOfRange, TooManyRanks or RankExists."""
        draft = _checked(draft)
        async with self._database.write() as connection:
            ranks = await store.ranks(connection, guild_id=guild_id)
            added = await self._add(connection, draft, guild_id=guild_id, ranks=ranks)
            await self._follow(connection, guild_id)
        return added

    async def add_all(self, drafts: Sequence[Draft], *, guild_id: int) -> Sequence[Rank]:
        """Add the first ranks of a server. Raises RanksThere where it has some, and what `add` raises."""
        checked = [_checked(draft) for draft in drafts]
        added: list[Rank] = []
        async with self._database.write() as connection:
            if await store.ranks(connection, guild_id=guild_id):
                raise RanksThere
            for draft in checked:
                added.append(await self._add(connection, draft, guild_id=guild_id, ranks=added))
            await self._follow(connection, guild_id)
        return added

    async def edit(self, edit: Edit, *, guild_id: int, rank_id: int) -> tuple[Rank, Rank]:
        """Return the rank before and after. Raises RankNotFound, RankNameMissing, ThresholdOutOfRange or RankExists."""
        async with self._database.write() as connection:
            ranks = await store.ranks(connection, guild_id=guild_id)
            before = _find(ranks, rank_id)
            after = _changed(before, edit)
            if any(_clash(after, other) for other in ranks if other.id != rank_id):
                raise RankExists
            await store.change(connection, after)
            if before.threshold != after.threshold:
                await self._follow(connection, guild_id)
        return before, after

    async def remove(self, *, guild_id: int, rank_id: int) -> Rank:
        """Raises RankNotFound."""
        async with self._database.write() as connection:
            removed = _find(await store.ranks(connection, guild_id=guild_id), rank_id)
            await store.remove(connection, guild_id=guild_id, rank_id=rank_id)
            await self._follow(connection, guild_id)
        return removed

    async def _add(self, connection: AsyncConnection, draft: Draft, *, guild_id: int, ranks: Sequence[Rank]) -> Rank:
        if len(ranks) >= RANKS_MAX:
            raise TooManyRanks(limit=RANKS_MAX)
        if any(_clash(draft, other) for other in ranks):
            raise RankExists
        added = await store.add(
            connection, guild_id=guild_id, name=draft.name, threshold=draft.threshold, role_id=draft.role_id
        )
        if added is None:
            raise RankExists
        return added

    async def _follow(self, connection: AsyncConnection, guild_id: int) -> None:
        ranks = await store.ranks(connection, guild_id=guild_id)
        await store.derive_all(connection, guild_id=guild_id, ranks=ranks)


def _find(ranks: Sequence[Rank], rank_id: int) -> Rank:
    found = next((rank for rank in ranks if rank.id == rank_id), None)
    if found is None:
        raise RankNotFound
    return found


def _clash(one: Rank | Draft, other: Rank) -> bool:
    """Whether two ranks can't be told apart. Names differing in case only can't."""
    return one.threshold == other.threshold or one.name.casefold() == other.name.casefold()


def _checked(draft: Draft) -> Draft:
    name = one_line(draft.name)
    if not 1 <= len(name) <= NAME_MAX:
        raise RankNameMissing(limit=NAME_MAX)
    if not 1 <= draft.threshold <= THRESHOLD_MAX:
        raise ThresholdOutOfRange(limit=THRESHOLD_MAX)
    return replace(draft, name=name)


def _changed(rank: Rank, edit: Edit) -> Rank:
    draft = _checked(
        Draft(
            name=rank.name if edit.name is None else edit.name,
            threshold=rank.threshold if edit.threshold is None else edit.threshold,
        )
    )
    role_id = None if edit.without_role else edit.role_id or rank.role_id
    return replace(rank, name=draft.name, threshold=draft.threshold, role_id=role_id)
