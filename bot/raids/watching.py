"""Watching who joins: a window in memory for each server, and the raid that comes of it."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.due import plan
from bot.engine import AsyncConnection
from bot.onboarding.model import Arrival
from bot.onboarding.store import welcomes
from bot.raids import store
from bot.raids.desk import Desk
from bot.raids.detecting import ALIKE_FROM, Finding, Join, Verdict, look
from bot.raids.model import CARD, END, SUSPECTS_MAX, Cause, Raid, RaidSettings, Reaction, State

WINDOW_MAX = 1_000
"""Who joined last, of each server."""
QUIET_FOR = timedelta(minutes=30)
"""After a rush nobody is told of the same one again for so long."""
CARD_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    raid: Raid
    anew: bool
    """Whether it has just begun, or a rush has just turned out to be a raid."""


class Watching:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._windows: dict[int, deque[Join]] = {}
        self._known: dict[int, set[int]] = {}
        """Suspects of the running raid that are written down, by server."""
        self._card_at: dict[int, datetime] = {}

    async def joined(self, guild_id: int, join: Join) -> Noticed | None:
        """Note somebody who joined; returns the raid there is where it has grown by that."""
        window = self._windows.setdefault(guild_id, deque(maxlen=WINDOW_MAX))
        window.append(join)
        if len(window) < ALIKE_FROM:
            return None
        settings = await self._desk.settings.get(guild_id, RaidSettings)
        if settings.reaction is Reaction.OFF:
            return None
        within = timedelta(minutes=settings.within_minutes)
        while window and window[0].joined_at <= join.joined_at - within:
            window.popleft()
        if len(window) < settings.joins and guild_id not in self._desk.running:
            return None  # nothing can be a raid yet: nothing is looked at
        finding = look(list(window), now=self._desk.clock(), within=within, threshold=settings.joins)
        running = self._desk.running.get(guild_id)
        grown = set(finding.suspects) - self._known.get(guild_id, set())
        if finding.verdict is Verdict.QUIET and (running is None or not grown):
            return None
        if running is not None and not grown and not self._is_time_for_card(guild_id):
            return None
        return await self._write(guild_id, finding, list(window))

    def lately(self, guild_id: int, within: timedelta) -> int:
        """Return how many have joined since `within` ago."""
        since = self._desk.clock() - within
        return sum(join.joined_at > since for join in self._windows.get(guild_id, ()))

    def forget(self, guild_id: int, member_id: int) -> None:
        window = self._windows.get(guild_id)
        if window is not None:
            self._windows[guild_id] = deque((one for one in window if one.member_id != member_id), maxlen=WINDOW_MAX)

    def forget_server(self, guild_id: int) -> None:
        for memory in (self._windows, self._known, self._card_at):
            memory.pop(guild_id, None)

    def over(self, guild_id: int) -> None:
        """Begin anew after a raid: who was in it makes no other one."""
        self.forget_server(guild_id)

    async def _write(self, guild_id: int, finding: Finding, window: list[Join]) -> Noticed | None:
        now = self._desk.clock()
        is_raid = finding.verdict is Verdict.RAID
        async with self._desk.database.write() as connection:
            raid = await store.running(connection, guild_id=guild_id)
            anew = raid is None or (is_raid and raid.cause is Cause.RUSH)
            if raid is None:
                raid = await self._begin(connection, guild_id, finding, now)
            joined = max(raid.joined, finding.joined)
            cause = Cause.JOINS if is_raid and raid.cause is Cause.RUSH else raid.cause
            raid = await store.change(connection, raid.id, joined=joined, latest_at=now, cause=cause)
            raid = await self._add_suspects(connection, raid, finding, window)
            await self._plan_card(connection, raid, now)
        self._desk.running[guild_id] = raid.id
        return Noticed(raid=raid, anew=anew)

    async def _begin(self, connection: AsyncConnection, guild_id: int, finding: Finding, now: datetime) -> Raid:
        raid = await store.add(
            connection,
            guild_id=guild_id,
            cause=Cause.JOINS if finding.verdict is Verdict.RAID else Cause.RUSH,
            state=State.RUNNING,
            began_at=now,
            latest_at=now,
            joined=finding.joined,
            suspects=0,
        )
        await plan(connection, guild_id=guild_id, kind=END, subject_id=raid.id, due_at=now + QUIET_FOR)
        return raid

    async def _add_suspects(
        self, connection: AsyncConnection, raid: Raid, finding: Finding, window: list[Join]
    ) -> Raid:
        known = self._known.setdefault(raid.guild_id, set())
        found = [join for join in window if join.member_id in finding.suspects and join.member_id not in known]
        found = found[: max(0, SUSPECTS_MAX - raid.suspects)]
        if not found:
            return raid
        await store.add_suspects(
            connection, raid_id=raid.id, guild_id=raid.guild_id, joins=found, signs=finding.suspects
        )
        known |= {join.member_id for join in found}
        await welcomes.hold_back(connection, guild_id=raid.guild_id, member_ids=[join.member_id for join in found])
        left, kept_out, cleared = await store.counts(connection, raid_id=raid.id)
        return await store.change(connection, raid.id, suspects=left + kept_out + cleared)

    def _is_time_for_card(self, guild_id: int) -> bool:
        at = self._card_at.get(guild_id)
        return at is None or self._desk.clock() >= at

    async def _plan_card(self, connection: AsyncConnection, raid: Raid, now: datetime) -> None:
        """Have the card drawn now, or ten seconds after it was last: three hundred joins are a handful of edits."""
        due_at = self._card_at.get(raid.guild_id, now)
        if due_at <= now:
            self._card_at[raid.guild_id] = now + CARD_EVERY
            due_at = now
        await plan(connection, guild_id=raid.guild_id, kind=CARD, subject_id=raid.id, due_at=due_at)

    async def not_welcomed(self, connection: AsyncConnection, arrival: Arrival) -> None:
        """Leave a suspect of a running raid out of the welcome: three hundred mentions are what raiders want."""
        raid_id = self._desk.running.get(arrival.guild_id)
        if raid_id is None or arrival.member_id is None:
            return
        if await store.is_suspect(connection, raid_id=raid_id, member_id=arrival.member_id):
            await welcomes.hold_back(connection, guild_id=arrival.guild_id, member_ids=[arrival.member_id])
