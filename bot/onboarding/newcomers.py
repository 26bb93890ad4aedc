"""The newcomer role: given when somebody has arrived, taken some days later.

A due row for each arrival says which role was given and when it is to be taken, so that a setting that is changed
meanwhile leaves nobody with a role for ever. Who comes back is a newcomer only as long as they would have been one,
and somebody of whom more is known than their arrival never.

A role that can't be given or taken is one trouble of the server (a due row that was given up), not one for each
newcomer; when it is over, whoever lacks the role gets it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import due
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.model import Arrival, OnboardingSettings
from bot.onboarding.store import arrivals as store
from bot.points.roles import APART, Trouble
from bot.settings.model import Change
from bot.settings.service import Settings

GIVE = "onboarding:newcomer-give"
TAKE = "onboarding:newcomer-take"
ROLE_TROUBLE = "onboarding:newcomer-role"
FORGET_ROLE = "onboarding:newcomer-forget-role"
"""Of somebody who was erased: their id is in the row until it is done, and then the row goes, too."""

TRIED_AGAIN_AFTER = timedelta(days=1)
"""When a role that couldn't be taken is tried again, should nothing be seen to be mended before."""

LACKING_MAX = 1_000
"""Newcomers who get a role at once that can be given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somebody who should have the role, and until when."""

    arrival_id: int
    guild_id: int
    member_id: int
    role_id: int
    until: datetime


class NewcomerRoles:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._busy_until: dict[int, datetime] = {}
        """For when the last newcomer of a server was planned."""

    # Giving

    async def arrived(self, connection: AsyncConnection, arrival: Arrival) -> None:
        """Have somebody given the role who has just arrived."""
        settings = await self._settings.read(connection, arrival.guild_id, OnboardingSettings)
        if settings.newcomer_role_id is None or await self._until(connection, arrival, settings) is None:
            return
        await self._plan(connection, [arrival.id], kind=GIVE, guild_id=arrival.guild_id)

    async def _plan(self, connection: AsyncConnection, arrival_ids: Sequence[int], *, kind: str, guild_id: int) -> None:
        """Plan changes one after the other: Discord allows some ten in ten seconds."""
        now = self._clock()
        start = max(now, self._busy_until.get(guild_id, now))
        for number, arrival_id in enumerate(arrival_ids):
            await due.plan(
                connection, guild_id=guild_id, kind=kind, subject_id=arrival_id, due_at=start + number * APART
            )
        self._busy_until[guild_id] = start + len(arrival_ids) * APART

    async def target(self, *, arrival_id: int) -> Target | None:
        """Return who should have the role now; None where they shouldn't."""
        async with self._database.read() as connection:
            arrival = await store.get(connection, arrival_id)
            if arrival is None or arrival.member_id is None or arrival.left_at is not None:
                return None
            settings = await self._settings.read(connection, arrival.guild_id, OnboardingSettings)
            until = await self._until(connection, arrival, settings)
        if until is None or settings.newcomer_role_id is None:
            return None
        return Target(
            arrival_id=arrival.id,
            guild_id=arrival.guild_id,
            member_id=arrival.member_id,
            role_id=settings.newcomer_role_id,
            until=until,
        )

    async def _until(
        self, connection: AsyncConnection, arrival: Arrival, settings: OnboardingSettings
    ) -> datetime | None:
        """Return until when somebody is a newcomer; None where they are none (any more)."""
        if arrival.arrived_at is None or arrival.member_id is None:
            return None
        everything = await store.of_members(connection, guild_id=arrival.guild_id, member_ids=[arrival.member_id])
        earlier = [one.arrived_at for one in everything if one.arrived_at is not None and one.id != arrival.id]
        if arrival.rejoined and not earlier:
            return None
        until = min([arrival.arrived_at, *earlier]) + timedelta(days=settings.newcomer_days)
        return until if until > self._clock() else None

    async def giving(self, target: Target) -> None:
        """Plan the taking of a role that is about to be given: whatever happens then, nobody keeps it."""
        async with self._database.write() as connection:
            await due.plan(
                connection,
                guild_id=target.guild_id,
                kind=TAKE,
                subject_id=target.arrival_id,
                due_at=target.until,
                payload={"role_id": target.role_id},
            )

    async def not_given(self, target: Target) -> None:
        """Discord refused it: there is nothing to take."""
        async with self._database.write() as connection:
            await due.cancel(connection, kind=TAKE, subject_id=target.arrival_id)

    # Taking

    async def may_stay_until(self, *, arrival_id: int, role_id: int) -> datetime | None:
        """Return until when the role may be kept that was to be taken by now: the days have been changed meanwhile."""
        target = await self.target(arrival_id=arrival_id)
        return target.until if target is not None and target.role_id == role_id else None

    async def member_of(self, *, arrival_id: int) -> int | None:
        """Return who it is from whom a role is to be taken; None where they have left, or are forgotten."""
        async with self._database.read() as connection:
            arrival = await store.get(connection, arrival_id)
        return None if arrival is None or arrival.left_at is not None else arrival.member_id

    async def take_at(self, *, guild_id: int, arrival_id: int, role_id: int, at: datetime) -> None:
        async with self._database.write() as connection:
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=TAKE,
                subject_id=arrival_id,
                due_at=at,
                payload={"role_id": role_id},
            )

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Bring the moments of taking in step with another number of days."""
        ours = {change.key: change.new for change in changes if change.section == OnboardingSettings.section}
        if "newcomer_days" in ours:
            days = ours["newcomer_days"] or OnboardingSettings().newcomer_days
            await store.move_due(
                connection, guild_id=guild_id, kind=TAKE, after=timedelta(days=days), not_before=self._clock()
            )

    # Roles that can't be given

    async def trouble(self, *, guild_id: int) -> Trouble | None:
        """Return what was met with the role and is not over."""
        async with self._database.read() as connection:
            rows = await due.unfinished(connection, kind=ROLE_TROUBLE, subject_ids=[guild_id])
        noted = rows[0].payload.get("trouble") if rows else None
        return Trouble(noted) if noted is not None else None

    async def troubled_guilds(self) -> set[int]:
        """Return the servers with a trouble that isn't over."""
        async with self._database.read() as connection:
            return await store.guilds_with_due(connection, kind=ROLE_TROUBLE)

    async def note_trouble(self, trouble: Trouble, *, guild_id: int, role_id: int) -> None:
        """Note what was met with the role, once."""
        async with self._database.write() as connection:
            known = await due.unfinished(connection, kind=ROLE_TROUBLE, subject_ids=[guild_id])
            if any(row.payload == {"trouble": trouble.value, "role_id": role_id} for row in known):
                return
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=ROLE_TROUBLE,
                subject_id=guild_id,
                due_at=self._clock(),
                payload={"trouble": trouble.value, "role_id": role_id},
            )

    async def mended(self, *, guild_id: int) -> None:
        """The trouble is over, or about a role that is none any more: do what could not be done."""
        settings = await self._settings.get(guild_id, OnboardingSettings)
        since = self._clock() - timedelta(days=settings.newcomer_days)
        async with self._database.write() as connection:
            await due.plan(connection, guild_id=guild_id, kind=ROLE_TROUBLE, subject_id=guild_id, due_at=self._clock())
            days = timedelta(days=settings.newcomer_days)
            await store.move_due(connection, guild_id=guild_id, kind=TAKE, after=days, not_before=self._clock())
            if settings.newcomer_role_id is not None:
                lacking = await store.without_due(
                    connection, guild_id=guild_id, kind=TAKE, arrived_since=since, limit=LACKING_MAX
                )
                await self._plan(connection, lacking, kind=GIVE, guild_id=guild_id)
