"""Watching who joins: a window in memory for each server, and the raid that comes of it.

A crowd is looked at once a second at the most; whoever joins in between is in the next look (`unlooked`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.due import plan, unfinished
from bot.engine import AsyncConnection
from bot.onboarding.model import Arrival
from bot.onboarding.store import welcomes
from bot.raids import store
from bot.raids.desk import Desk
from bot.raids.detecting import Finding, Join, Verdict, look
from bot.raids.model import CALL, CARD, END, SUSPECTS_MAX, Cause, Raid, RaidSettings, Reaction, State

WINDOW_MAX = 1_000
"""Who joined last, of each server."""
LOOK_EVERY = timedelta(seconds=1)
QUIET_FOR = timedelta(minutes=30)
"""So long a raid lasts about which nothing is done, and nobody is told of the same rush again."""
CARD_EVERY = timedelta(seconds=10)


class Watching:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._windows: dict[int, dict[int, Join]] = {}
        """By server and member, in the order in which they joined; who joins again is there once."""
        self._known: dict[int, set[int]] = {}
        """Suspects of the running raid that are written down, by server."""
        self._looked_at: dict[int, datetime] = {}
        self._unlooked: set[int] = set()
        self._card_at: dict[int, datetime] = {}

    # Looking

    async def joined(self, guild_id: int, join: Join) -> Raid | None:
        """Note somebody who joined; returns the raid there is where it has grown by what was seen now."""
        window = self._windows.setdefault(guild_id, {})
        window.pop(join.member_id, None)
        window[join.member_id] = join
        if len(window) > WINDOW_MAX:
            del window[next(iter(window))]
        looked_at = self._looked_at.get(guild_id)
        if looked_at is not None and self._desk.clock() < looked_at + LOOK_EVERY:
            self._unlooked.add(guild_id)
            return None
        return await self.look(guild_id)

    def unlooked(self) -> Sequence[int]:
        """Return the servers in which somebody has joined since the last look."""
        return list(self._unlooked)

    async def look(self, guild_id: int) -> Raid | None:
        """Look at who has joined lately; returns the raid there is where something about it is new."""
        self._unlooked.discard(guild_id)
        settings = await self._desk.settings.get(guild_id, RaidSettings)
        recent = self._recent(guild_id, timedelta(minutes=settings.within_minutes))
        running = guild_id in self._desk.running
        if settings.reaction is Reaction.OFF or not (running or len(recent) >= settings.joins):
            return None
        finding = self._judge(guild_id, recent, settings)
        grown = not finding.suspects.keys() <= self._known.get(guild_id, set())
        if finding.verdict is Verdict.QUIET and not (running and grown):
            return None
        if running and not grown and self._desk.clock() < self._card_at.get(guild_id, self._desk.clock()):
            return None
        cause = Cause.JOINS if finding.verdict is Verdict.RAID else Cause.RUSH
        return await self._write(guild_id, finding, recent, cause)

    async def alerted(self, guild_id: int) -> Raid | None:
        """Note that Discord itself reports a raid; None where one is known already, or none is to be noted."""
        settings = await self._desk.settings.get(guild_id, RaidSettings)
        if settings.reaction is Reaction.OFF:
            return None
        recent = self._recent(guild_id, timedelta(minutes=settings.within_minutes))
        async with self._desk.database.read() as connection:
            known = await store.running(connection, guild_id=guild_id)
        if known is not None and known.cause is not Cause.RUSH:
            return None
        return await self._write(guild_id, self._judge(guild_id, recent, settings), recent, Cause.DISCORD)

    def _recent(self, guild_id: int, within: timedelta) -> list[Join]:
        """Return who has joined within that time, and forget who did before."""
        window, since = self._windows.get(guild_id, {}), self._desk.clock() - within
        for member_id in [one.member_id for one in window.values() if one.joined_at <= since]:
            del window[member_id]
        return list(window.values())

    def _judge(self, guild_id: int, recent: Sequence[Join], settings: RaidSettings) -> Finding:
        now = self._desk.clock()
        self._looked_at[guild_id] = now
        return look(recent, now=now, within=timedelta(minutes=settings.within_minutes), threshold=settings.joins)

    def lately(self, guild_id: int, within: timedelta) -> int:
        """Return how many have joined since `within` ago."""
        since = self._desk.clock() - within
        return sum(join.joined_at > since for join in self._windows.get(guild_id, {}).values())

    # Writing

    async def _write(self, guild_id: int, finding: Finding, recent: Sequence[Join], cause: Cause) -> Raid | None:
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            raid = await store.running(connection, guild_id=guild_id)
            anew = raid is None or (raid.cause is Cause.RUSH and cause is not Cause.RUSH)
            if raid is None and finding.verdict is Verdict.QUIET and cause is not Cause.DISCORD:
                return None  # somebody has ended it at this very moment
            if raid is None:
                raid = await self._begin(connection, guild_id, cause, now)
            elif anew:
                raid = await store.change(connection, raid.id, cause=cause)
            joined = max(raid.joined, finding.joined)
            raid = await store.change(connection, raid.id, joined=joined, latest_at=now)
            if anew:
                await self._plan_anew(connection, raid, now)
            if raid.cause is not Cause.RUSH:  # among many guests some are alike: nobody is told, nobody held back
                raid = await self._add_suspects(connection, raid, finding, recent)
            await self._plan_card(connection, raid, now)
        self._desk.running[guild_id] = raid.id
        if raid.cause is not Cause.RUSH:
            self._known.setdefault(guild_id, set()).update(finding.suspects)
        return raid

    async def _begin(self, connection: AsyncConnection, guild_id: int, cause: Cause, now: datetime) -> Raid:
        return await store.add(
            connection,
            guild_id=guild_id,
            cause=cause,
            state=State.RUNNING,
            began_at=now,
            latest_at=now,
            joined=0,
            suspects=0,
        )

    async def _plan_anew(self, connection: AsyncConnection, raid: Raid, now: datetime) -> None:
        if raid.ends_at is None:
            await plan(connection, guild_id=raid.guild_id, kind=END, subject_id=raid.id, due_at=now + QUIET_FOR)
        if raid.cause is not Cause.RUSH:
            await plan(connection, guild_id=raid.guild_id, kind=CALL, subject_id=raid.id, due_at=now)
        self._card_at.pop(raid.guild_id, None)

    async def _add_suspects(
        self, connection: AsyncConnection, raid: Raid, finding: Finding, recent: Sequence[Join]
    ) -> Raid:
        known = self._known.get(raid.guild_id, set())
        found = [join for join in recent if join.member_id in finding.suspects and join.member_id not in known]
        found = found[: max(0, SUSPECTS_MAX - raid.suspects)]
        if not found:
            return raid
        await store.add_suspects(
            connection, raid_id=raid.id, guild_id=raid.guild_id, joins=found, signs=finding.suspects
        )
        await welcomes.hold_back(connection, guild_id=raid.guild_id, member_ids=[join.member_id for join in found])
        left, kept_out, cleared = await store.counts(connection, raid_id=raid.id)
        return await store.change(connection, raid.id, suspects=max(raid.suspects, left + kept_out + cleared))

    async def _plan_card(self, connection: AsyncConnection, raid: Raid, now: datetime) -> None:
        """Have the card drawn now, or ten seconds after it was last: three hundred joins are a handful of edits."""
        due_at = max(now, self._card_at.get(raid.guild_id, now))
        if due_at == now:
            self._card_at[raid.guild_id] = now + CARD_EVERY
        self._desk.hurry(due_at)
        there = await unfinished(connection, kind=CARD, subject_ids=[raid.id])
        if any(row.due_at <= due_at and not row.under_way and not row.given_up for row in there):
            return  # planning it anew would put it off
        await plan(connection, guild_id=raid.guild_id, kind=CARD, subject_id=raid.id, due_at=due_at)

    async def not_welcomed(self, connection: AsyncConnection, arrival: Arrival) -> None:
        """Leave a suspect of a running raid out of the welcome: three hundred mentions are what raiders want."""
        if arrival.member_id is None:
            return
        # Not by `running`: between a raid's commit and that others may arrive.
        if await store.is_suspect(connection, guild_id=arrival.guild_id, member_id=arrival.member_id):
            await welcomes.hold_back(connection, guild_id=arrival.guild_id, member_ids=[arrival.member_id])

    # Forgetting

    def forget(self, guild_id: int, member_id: int) -> None:
        self._windows.get(guild_id, {}).pop(member_id, None)
        self._known.get(guild_id, set()).discard(member_id)

    def forget_server(self, guild_id: int) -> None:
        """Forget a server, or begin anew after a raid: who was in it makes no other one."""
        for memory in (self._windows, self._known, self._card_at, self._looked_at):
            memory.pop(guild_id, None)
        self._unlooked.discard(guild_id)
