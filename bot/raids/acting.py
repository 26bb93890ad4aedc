"""What is done about a raid, by itself or by moderators: measures, keeping suspects out, and giving everything back.

The rows say what is to be done before anything happens on Discord; `cogs.raids` does it, at once and by a due row.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.actor import Actor
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.moderation import safety
from bot.moderation.errors import AlreadyOver, NotLiftable
from bot.moderation.model import Act, Case, Origin, Subject
from bot.moderation.opening import Decision
from bot.onboarding.store import welcomes
from bot.raids import store
from bot.raids.desk import Desk
from bot.raids.model import (
    CARD,
    CARRY_OUT,
    CHANNELS_MAX,
    END,
    PAUSE_MAX_HOURS,
    AlreadyRunning,
    Cause,
    Measure,
    NobodyLeft,
    NoRaid,
    Progress,
    Raid,
    RaidSettings,
    Reaction,
    State,
    Step,
    Suspect,
    Whole,
)
from bot.raids.watching import Watching

AGAIN_AFTER = timedelta(minutes=1)
"""When the due row does what whoever noticed it has not."""
QUARANTINE_MINUTES = 24 * 60
LONGER = timedelta(hours=1)
STILL = timedelta(minutes=15)
"""So much longer it lasts where many are still joining when its time is over."""
SHOWN = 8
AT_ONCE = 50
"""Cases in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A channel that can be slowed down, with its slow mode now, in seconds."""

    channel_id: int
    seconds: int


class Acting:
    def __init__(self, desk: Desk, watching: Watching) -> None:
        self._desk = desk
        self._watching = watching

    # Looking

    async def whole(self, *, guild_id: int, raid_id: int | None = None) -> Whole:
        """Return a raid, or the one that is running, with everything about it. Raises NoRaid."""
        async with self._desk.database.read() as connection:
            raid = (
                await store.running(connection, guild_id=guild_id)
                if raid_id is None
                else await store.get(connection, guild_id=guild_id, raid_id=raid_id)
            )
            if raid is None:
                raise NoRaid
            return await self._whole(connection, raid)

    async def suspects(self, *, by: Actor, raid_id: int, page: int, size: int) -> tuple[Whole, list[Suspect]]:
        """Return a page of those who are neither kept out nor cleared. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            raid = await self._raid(connection, by.guild_id, raid_id)
            found = await store.suspects(connection, raid_id=raid.id, limit=size, offset=(page - 1) * size, left=True)
            return await self._whole(connection, raid), found

    async def _whole(self, connection: AsyncConnection, raid: Raid) -> Whole:
        left, kept_out, cleared = await store.counts(connection, raid_id=raid.id)
        return Whole(
            raid=raid,
            steps=await store.measures(connection, raid_id=raid.id),
            suspects=await store.suspects(connection, raid_id=raid.id, limit=SHOWN),
            left=left,
            kept_out=kept_out,
            cleared=cleared,
        )

    async def _raid(self, connection: AsyncConnection, guild_id: int, raid_id: int) -> Raid:
        found = await store.get(connection, guild_id=guild_id, raid_id=raid_id)
        if found is None:
            raise NoRaid
        return found

    # Measures

    async def wants_measures(self, raid: Raid) -> bool:
        """Whether measures are to be taken by themselves."""
        settings = await self._desk.settings.get(raid.guild_id, RaidSettings)
        return settings.reaction is Reaction.PROTECT and raid.cause is not Cause.RUSH and raid.ends_at is None

    async def begin(self, *, by: Actor, channels: Sequence[Slow], noted: str) -> Whole:
        """Begin by hand. Raises ModeratorsOnly or AlreadyRunning; what was only a rush is a raid from now on."""
        safety.check_moderator(by)
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            raid = await store.running(connection, guild_id=by.guild_id)
            if raid is not None and raid.ends_at is not None:
                raise AlreadyRunning
            if raid is None:
                raid = await store.add(
                    connection,
                    guild_id=by.guild_id,
                    cause=Cause.HAND,
                    state=State.RUNNING,
                    began_at=now,
                    latest_at=now,
                    joined=0,
                    suspects=0,
                    started_by_id=by.id,
                )
            elif raid.cause is Cause.RUSH:
                raid = await store.change(connection, raid.id, cause=Cause.HAND, started_by_id=by.id)
            await self._protect_in(connection, raid, channels, by_id=by.id, noted=noted)
            self._desk.running[by.guild_id] = raid.id
            return await self._whole(connection, await self._raid(connection, by.guild_id, raid.id))

    async def protect(self, raid: Raid, *, channels: Sequence[Slow], noted: str) -> None:
        """Take the measures by themselves, once. `noted`: what the case of it says."""
        async with self._desk.database.write() as connection:
            now = await self._raid(connection, raid.guild_id, raid.id)
            if now.state is State.RUNNING and now.ends_at is None:
                await self._protect_in(connection, now, channels, by_id=None, noted=noted)

    async def _protect_in(
        self, connection: AsyncConnection, raid: Raid, channels: Sequence[Slow], *, by_id: int | None, noted: str
    ) -> None:
        settings = await self._desk.settings.read(connection, raid.guild_id, RaidSettings)
        now = self._desk.clock()
        ends_at = now + timedelta(hours=settings.paused_hours)
        here = {"guild_id": raid.guild_id, "raid_id": raid.id, "state": Progress.WAITING}
        rows = [{**here, "kind": Measure.INVITES, "channel_id": None, "before": None, "after": None}]
        rows += [
            {
                **here,
                "kind": Measure.SLOW_MODE,
                "channel_id": one.channel_id,
                "before": one.seconds,
                "after": settings.slow_mode_seconds,
            }
            for one in channels[:CHANNELS_MAX]
            if one.seconds < settings.slow_mode_seconds
        ]
        await store.add_measures(connection, rows)
        raid = await store.change(connection, raid.id, ends_at=ends_at)
        await self._plan(connection, raid, CARRY_OUT, after=AGAIN_AFTER)
        await plan(connection, guild_id=raid.guild_id, kind=END, subject_id=raid.id, due_at=ends_at)
        await self._plan(connection, raid, CARD)
        await self._note_case(connection, raid, by_id=by_id, noted=noted)

    async def _note_case(self, connection: AsyncConnection, raid: Raid, *, by_id: int | None, noted: str) -> Case:
        """Note in the cases what is done about a raid as a whole."""
        return await self._desk.moderation.opening.open_in(
            connection,
            Decision(
                guild_id=raid.guild_id,
                act=Act.NOTE,
                origin=Origin.RAID,
                origin_id=raid.id,
                subject=Subject(member_id=None),
                moderator_id=by_id,
                reason=noted,
            ),
        )

    async def _plan(
        self, connection: AsyncConnection, raid: Raid, kind: str, *, after: timedelta = timedelta()
    ) -> None:
        await plan(connection, guild_id=raid.guild_id, kind=kind, subject_id=raid.id, due_at=self._desk.clock() + after)

    async def steps(self, *, guild_id: int, raid_id: int) -> tuple[Raid | None, list[Step]]:
        """Return what is still to be done, or given back."""
        async with self._desk.database.read() as connection:
            raid = await store.get(connection, guild_id=guild_id, raid_id=raid_id)
            steps = [] if raid is None else await store.measures(connection, raid_id=raid.id)
        return raid, [step for step in steps if step.state in (Progress.WAITING, Progress.ENDING)]

    async def noted(self, raid: Raid, step: Step, state: Progress, failure: str | None = None) -> None:
        async with self._desk.database.write() as connection:
            await store.note(connection, measure_id=step.id, state=state, failure=failure)
            await self._plan(connection, raid, CARD)

    async def longer(self, *, by: Actor, raid_id: int) -> Raid:
        """Have the measures last an hour longer, up to a day from now. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await self._raid(connection, by.guild_id, raid_id)
            if raid.state is not State.RUNNING or raid.ends_at is None:
                raise NoRaid
            return await self._last_until(connection, raid, LONGER)

    async def _last_until(self, connection: AsyncConnection, raid: Raid, more: timedelta) -> Raid:
        now = self._desk.clock()
        most = now + timedelta(hours=PAUSE_MAX_HOURS) - timedelta(minutes=1)
        ends_at = min(max(raid.ends_at or now, now) + more, most)
        raid = await store.change(connection, raid.id, ends_at=ends_at)
        await store.again(connection, raid_id=raid.id, kind=Measure.INVITES)
        await self._plan(connection, raid, CARRY_OUT, after=AGAIN_AFTER)
        await self._plan(connection, raid, CARD)
        await plan(connection, guild_id=raid.guild_id, kind=END, subject_id=raid.id, due_at=ends_at)
        return raid

    # Keeping out

    async def clear(self, *, by: Actor, raid_id: int, member_ids: Sequence[int]) -> None:
        """Take people off the list: they are welcomed as anybody else. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await self._raid(connection, by.guild_id, raid_id)
            cleared = await store.clear(connection, raid_id=raid.id, member_ids=member_ids)
            await welcomes.let_in(connection, guild_id=raid.guild_id, member_ids=cleared)
            await self._plan(connection, raid, CARD)

    async def keep_out(self, *, by: Actor, raid_id: int, act: Act, may_ban: bool, reason: str) -> int:
        """Open a case for every suspect that is left: a day's timeout, or a ban. Returns how many.

        Raises ModeratorsOnly, MayNotBan, NoRaid or NobodyLeft.
        """
        safety.check_may(act, by=by, may_ban=may_ban)
        opened = 0
        while more := await self._keep_some_out(by=by, raid_id=raid_id, act=act, reason=reason):
            opened += more
        if not opened:
            raise NobodyLeft
        return opened

    async def _keep_some_out(self, *, by: Actor, raid_id: int, act: Act, reason: str) -> int:
        """Open the next cases, in a transaction that keeps nobody waiting; returns how many."""
        async with self._desk.database.write() as connection:
            raid = await self._raid(connection, by.guild_id, raid_id)
            if raid.state is State.UNDONE:
                raise NoRaid
            found = await store.suspects(connection, raid_id=raid.id, limit=AT_ONCE, left=True)
            for suspect in found:
                case = await self._desk.moderation.opening.open_in(
                    connection,
                    Decision(
                        guild_id=raid.guild_id,
                        act=act,
                        origin=Origin.RAID,
                        origin_id=raid.id,
                        subject=Subject(member_id=suspect.member_id),
                        moderator_id=by.id,
                        reason=reason,
                        minutes=QUARANTINE_MINUTES if act is Act.TIMEOUT else None,
                        strikes=0,
                        quiet=True,
                    ),
                    by_itself=True,
                )
                await store.set_case(connection, raid_id=raid.id, member_id=suspect.member_id, case_id=case.id)
            await self._plan(connection, raid, CARD)
        return len(found)

    # The end

    async def end(self, *, by: Actor, raid_id: int, noted: str) -> Raid:
        """Say that it is over: measures are given back, who is kept out stays out. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await store.end(connection, guild_id=by.guild_id, raid_id=raid_id, **self._ended(State.OVER, by.id))
            if raid is None:
                raise NoRaid
            await self._give_back(connection, raid)
            await self._note_case(connection, raid, by_id=by.id, noted=noted)
        return raid

    async def undo(self, *, by: Actor, raid_id: int, noted: str) -> Raid:
        """Have everything given back, also after it was over: the cases that keep people out are lifted by `lift_some`.

        Raises ModeratorsOnly, or NoRaid where it was undone before.
        """
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await self._raid(connection, by.guild_id, raid_id)
            if raid.state is State.UNDONE:
                raise NoRaid
            raid = await store.change(connection, raid.id, **self._ended(State.UNDONE, by.id))
            await self._give_back(connection, raid)
            await self._note_case(connection, raid, by_id=by.id, noted=noted)
        return raid

    async def lift_some(self, raid: Raid, *, why: str) -> int:
        """Lift the next of the cases that kept people out of a raid that was undone; returns how many there were."""
        if raid.state is not State.UNDONE:
            return 0
        moderation = self._desk.moderation
        async with self._desk.database.write() as connection:
            found = await store.standing_cases(connection, raid_id=raid.id, limit=AT_ONCE)
            for case_id in found:
                case = await moderation.desk.case(connection, guild_id=raid.guild_id, case_id=case_id)
                with suppress(AlreadyOver, NotLiftable):
                    await moderation.lifting.lift_in(
                        connection, case, by_id=raid.ended_by_id, why=why, origin=Origin.RAID
                    )
        return len(found)

    async def time_is_over(self, *, guild_id: int, raid_id: int, noted: str) -> Raid | None:
        """End what has lasted its time, or have it last longer where many are still joining; None where it is over."""
        async with self._desk.database.write() as connection:
            raid = await store.get(connection, guild_id=guild_id, raid_id=raid_id)
            if raid is None or raid.state is not State.RUNNING:
                return None
            settings = await self._desk.settings.read(connection, guild_id, RaidSettings)
            recent = self._watching.lately(guild_id, timedelta(minutes=settings.within_minutes))
            if raid.ends_at is not None and recent >= settings.joins:
                return await self._last_until(connection, raid, STILL)
            ended = await store.end(connection, guild_id=guild_id, raid_id=raid_id, **self._ended(State.OVER, None))
            if ended is not None:
                await self._give_back(connection, ended)
                if ended.ends_at is not None:
                    await self._note_case(connection, ended, by_id=None, noted=noted)
            return ended

    def _ended(self, state: State, by_id: int | None) -> dict[str, object]:
        return {"state": state, "ended_by_id": by_id, "ended_at": self._desk.clock()}

    async def _give_back(self, connection: AsyncConnection, raid: Raid) -> None:
        await store.give_back(connection, raid_id=raid.id)
        await cancel(connection, kind=END, subject_id=raid.id)
        await self._plan(connection, raid, CARRY_OUT, after=AGAIN_AFTER)
        await self._plan(connection, raid, CARD)
        if self._desk.running.get(raid.guild_id) == raid.id:
            del self._desk.running[raid.guild_id]
            self._watching.over(raid.guild_id)

    # The card

    async def carded(self, raid: Raid, *, channel_id: int, message_id: int) -> None:
        async with self._desk.database.write() as connection:
            await store.change(connection, raid.id, queue_channel_id=channel_id, queue_message_id=message_id)

    async def called(self, raid: Raid) -> None:
        """Note that those on duty were called."""
        async with self._desk.database.write() as connection:
            await store.change(connection, raid.id, called_at=self._desk.clock())
