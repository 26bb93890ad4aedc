"""Which roles members should have for their ranks, and the walk that finds those who have others.

The walk goes over all members with a rank at every start, and over everybody who ever earned a point once a day and
whenever something changed that it depends on: ranks, the setting, or what the bot can do with a role. How far it has
come is kept, so that a restart goes on. It plans work only for those whose roles differ.

A role that can't be given or taken is one trouble (a due row that was given up, by the role's id), not one for each
member: members are left alone about it until it is gone.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot import due, state
from bot.clock import Clock
from bot.db import Database
from bot.points import rules
from bot.points.model import PointsSettings, Rank
from bot.points.store import derived
from bot.points.store import ranks as store
from bot.settings.service import Settings

PAGE = 100
"""Members that Discord tells about at once."""

WALK_EVERY = timedelta(days=1)

APART = timedelta(seconds=1.5)
"""Between two members whose roles are mended: Discord allows some ten changes in ten seconds."""


class Trouble(StrEnum):
    """Why a role can't be given or taken."""

    GONE = "gone"
    MANAGED = "managed"
    """It belongs to a bot, to an integration or to boosting: nobody can give it."""
    ABOVE = "above"
    """It stands above the bot's highest role."""
    PERMISSION = "permission"
    """The bot lacks Manage Roles."""
    POWERFUL = "powerful"
    """It has powers of moderators or admins: it can be given, and must not be to everybody."""
    REFUSED = "refused"
    """Discord refuses it for a reason it doesn't show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What roles a member should have."""

    guild_id: int
    member_id: int
    wanted: frozenset[int]
    of_ranks: frozenset[int]
    """All roles that belong to ranks: nothing else is ever given or taken."""


class Part(StrEnum):
    RANKED = "ranked"
    """Those who have a rank."""
    OTHERS = "others"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far the walk over a server has come."""

    basis: str
    """What it depends on, as a fingerprint."""
    part: Part = Part.RANKED
    after_id: int = 0
    """The member that was looked at last."""
    whole: bool = True
    """Whether it also goes over those without a rank."""
    walked_at: datetime | None = None
    """When the last whole one was over."""

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for the next one."""
        return self.part is Part.OVER and (self.walked_at is None or now - self.walked_at >= WALK_EVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The next members to look at: (row, member, roles they should have)."""

    walk: Walk
    members: Sequence[tuple[int, int, frozenset[int]]]
    of_ranks: frozenset[int]


class RankRoles:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._walks: dict[int, Walk] = {}
        self._retried_at: dict[int, datetime] = {}
        """When the roles of a server that couldn't be given were last tried again, since the start."""
        self._busy_until: dict[int, datetime] = {}
        """For when the last member of a server was planned."""

    # One member

    def forget(self, guild_id: int, member_id: int) -> None:
        """Have the walk begin anew where it stands at a member who was erased: their id is not to be kept for it."""
        walk = self._walks.get(guild_id)
        if walk is not None and walk.after_id == member_id:
            del self._walks[guild_id]

    async def target(self, *, guild_id: int, standing_id: int) -> Target | None:
        """Return what roles a member should have; None where no rank has one."""
        keep_lower = (await self._settings.get(guild_id, PointsSettings)).keep_lower_roles
        async with self._database.read() as connection:
            ranks = await store.ranks(connection, guild_id=guild_id)
            of_ranks = roles_of(ranks)
            standing = await derived.standing_by_id(connection, standing_id) if of_ranks else None
        if standing is None:
            return None
        return Target(
            guild_id=guild_id,
            member_id=standing.member_id,
            wanted=rules.roles_for(standing.points, ranks, keep_lower=keep_lower),
            of_ranks=of_ranks,
        )

    async def wanted(self, *, guild_id: int, member_id: int) -> frozenset[int]:
        """Return the roles a member should have for their points; none for somebody who has none."""
        async with self._database.read() as connection:
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        target = None if standing is None else await self.target(guild_id=guild_id, standing_id=standing.id)
        return frozenset() if target is None else target.wanted

    async def plan_for(self, *, guild_id: int, member_id: int) -> None:
        """Have a member's roles looked at, if they have a rank: they came back, for instance."""
        async with self._database.read() as connection:
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        if standing is not None and standing.rank_id is not None:
            await self.plan([standing.id], guild_id=guild_id)

    async def plan(self, standing_ids: Sequence[int], *, guild_id: int, after: timedelta = timedelta()) -> None:
        """Have these members' roles brought in step, one after the other and after those planned before."""
        now = self._clock()
        start = max(now + after, self._busy_until.get(guild_id, now))
        async with self._database.write() as connection:
            for number, standing_id in enumerate(standing_ids):
                await due.plan(
                    connection,
                    guild_id=guild_id,
                    kind=rules.ROLES,
                    subject_id=standing_id,
                    due_at=start + number * APART,
                )
        self._busy_until[guild_id] = start + len(standing_ids) * APART

    # Roles that can't be given

    async def troubles(self, *, guild_id: int, role_ids: Collection[int]) -> Mapping[int, Trouble]:
        """Return what was met with these roles and is not over, by role; by the server's id: with all roles."""
        async with self._database.read() as connection:
            rows = await due.unfinished(connection, kind=rules.ROLE_TROUBLE, subject_ids=[guild_id, *role_ids])
        return {row.subject_id: Trouble(row.payload["trouble"]) for row in rows if row.guild_id == guild_id}

    async def note_trouble(self, trouble: Trouble, *, guild_id: int, role_id: int) -> None:
        """Note what was met with a role, once."""
        subject_id = guild_id if trouble is Trouble.PERMISSION else role_id
        async with self._database.write() as connection:
            known = await due.unfinished(connection, kind=rules.ROLE_TROUBLE, subject_ids=[subject_id])
            if any(row.payload["trouble"] == trouble for row in known):
                return
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=rules.ROLE_TROUBLE,
                subject_id=subject_id,
                due_at=self._clock(),
                payload={"trouble": trouble.value},
            )

    async def retry_troubles(self, *, guild_id: int) -> None:
        """Try again what was given up about roles."""
        async with self._database.write() as connection:
            for row in await due.given_up(connection, guild_id=guild_id):
                if row.kind == rules.ROLE_TROUBLE:
                    await due.reopen(connection, guild_id=guild_id, due_id=row.id, now=self._clock())

    # The walk

    async def guilds(self, guild_ids: Collection[int]) -> set[int]:
        """Return those of the servers that have something to walk for."""
        async with self._database.read() as connection:
            return await store.guilds_with_roles(connection, guild_ids=guild_ids)

    async def roles(self, *, guild_id: int) -> frozenset[int]:
        """Return all roles that belong to ranks."""
        async with self._database.read() as connection:
            return roles_of(await store.ranks(connection, guild_id=guild_id))

    async def look(self, *, guild_id: int, able: Collection[int]) -> Walk:
        """Return the walk over a server, begun anew where it is time; `able`: the roles that can be given now."""
        basis = await self._basis(guild_id, able)
        walk = self._walks.get(guild_id) or await self._read(guild_id)
        first = guild_id not in self._retried_at
        now = self._clock()
        if first or now - self._retried_at[guild_id] >= WALK_EVERY:
            self._retried_at[guild_id] = now
            await self.retry_troubles(guild_id=guild_id)
        if walk is None or walk.basis != basis or walk.is_due(now):
            walk = await self._keep(guild_id, Walk(basis=basis))
        elif walk.part is Part.OVER and first:
            walk = await self._keep(guild_id, replace(walk, part=Part.RANKED, after_id=0, whole=False))
        self._walks[guild_id] = walk
        return walk

    async def walk_again(self, *, guild_id: int) -> None:
        """Have the walk begin anew with the next look: many members' points have changed at once."""
        self._walks.pop(guild_id, None)
        async with self._database.write() as connection:
            await state.forget(connection, walk_key(guild_id))

    def forget_server(self, guild_id: int) -> None:
        """Forget what is kept in memory of a server."""
        for known in (self._walks, self._retried_at, self._busy_until):
            known.pop(guild_id, None)

    async def page(self, *, guild_id: int) -> Page | None:
        """Return whom to look at next; None where the walk is over."""
        walk = self._walks.get(guild_id)
        if walk is None or walk.part is Part.OVER:
            return None
        keep_lower = (await self._settings.get(guild_id, PointsSettings)).keep_lower_roles
        async with self._database.read() as connection:
            ranks = await store.ranks(connection, guild_id=guild_id)
            rows = await store.page(
                connection, guild_id=guild_id, with_rank=walk.part is Part.RANKED, after_id=walk.after_id, limit=PAGE
            )
        if not rows:
            self._walks[guild_id] = await self._keep(guild_id, self._next_part(walk))
            return await self.page(guild_id=guild_id)
        members = [
            (row_id, member_id, rules.roles_for(points, ranks, keep_lower=keep_lower))
            for row_id, member_id, points in rows
        ]
        return Page(walk=walk, members=members, of_ranks=roles_of(ranks))

    async def looked_at(self, page: Page, differing: Sequence[int], *, guild_id: int) -> None:
        """Note that a page was compared, and plan for the rows in which something differs."""
        if differing:
            await self.plan(differing, guild_id=guild_id)
        if self._walks.get(guild_id) == page.walk:  # else it began anew meanwhile
            self._walks[guild_id] = await self._keep(guild_id, replace(page.walk, after_id=page.members[-1][1]))

    def _next_part(self, walk: Walk) -> Walk:
        if walk.part is Part.RANKED and walk.whole:
            return replace(walk, part=Part.OTHERS, after_id=0)
        walked_at = self._clock() if walk.whole else walk.walked_at
        return replace(walk, part=Part.OVER, after_id=0, walked_at=walked_at)

    async def _basis(self, guild_id: int, able: Collection[int]) -> str:
        keep_lower = (await self._settings.get(guild_id, PointsSettings)).keep_lower_roles
        async with self._database.read() as connection:
            ranks = await store.ranks(connection, guild_id=guild_id)
        parts = [[rank.threshold, rank.role_id] for rank in ranks], keep_lower, sorted(able)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    async def _read(self, guild_id: int) -> Walk | None:
        async with self._database.read() as connection:
            value = await state.get(connection, walk_key(guild_id))
        if value is None:
            return None
        stored = json.loads(value)
        walked_at = stored.pop("walked_at")
        return Walk(
            **(stored | {"part": Part(stored["part"])}),
            walked_at=datetime.fromisoformat(walked_at) if walked_at else None,
        )

    async def _keep(self, guild_id: int, walk: Walk) -> Walk:
        value = {
            "basis": walk.basis,
            "part": walk.part.value,
            "after_id": walk.after_id,
            "whole": walk.whole,
            "walked_at": walk.walked_at.isoformat() if walk.walked_at else None,
        }
        async with self._database.write() as connection:
            await state.put(connection, walk_key(guild_id), json.dumps(value))
        return walk


def roles_of(ranks: Iterable[Rank]) -> frozenset[int]:
    return frozenset(rank.role_id for rank in ranks if rank.role_id is not None)


def walk_key(guild_id: int) -> str:
    """Return under which key how far the walk has come is kept."""
    return f"points:rank-roles:{guild_id}"
