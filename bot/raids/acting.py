"""What is done about a raid, by itself or by moderators: the measures, and giving everything back.

The rows say what is to be done before anything happens on Discord; `cogs.raids` does it, at once and by a due row.
"""

from datetime import datetime, timedelta

from bot.actor import Actor
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.moderation import safety
from bot.moderation.model import Act, Case, Origin, Subject
from bot.moderation.opening import Decision
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
    Doors,
    Measure,
    NoRaid,
    Progress,
    Raid,
    RaidSettings,
    Reaction,
    State,
    Step,
    Whole,
)
from bot.raids.watching import QUIET_FOR, Watching

AGAIN_AFTER = timedelta(minutes=1)
"""When the due row does what whoever decided it has not."""
LONGER = timedelta(hours=1)
STILL = timedelta(minutes=15)
"""So much longer it lasts where many are still joining when its time is over."""
SHOWN = 8


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
            return await self.whole_in(connection, raid)

    async def whole_in(self, connection: AsyncConnection, raid: Raid) -> Whole:
        left, kept_out, cleared = await store.counts(connection, raid_id=raid.id)
        return Whole(
            raid=raid,
            steps=await store.measures(connection, raid_id=raid.id),
            suspects=await store.suspects(connection, raid_id=raid.id, limit=SHOWN),
            left=left,
            kept_out=kept_out,
            cleared=cleared,
        )

    async def raid_in(self, connection: AsyncConnection, *, guild_id: int, raid_id: int) -> Raid:
        """Raises NoRaid."""
        found = await store.get(connection, guild_id=guild_id, raid_id=raid_id)
        if found is None:
            raise NoRaid
        return found

    async def steps(self, *, guild_id: int, raid_id: int) -> tuple[Raid | None, list[Step]]:
        """Return what is still to be done, or given back."""
        async with self._desk.database.read() as connection:
            raid = await store.get(connection, guild_id=guild_id, raid_id=raid_id)
            steps = [] if raid is None else await store.measures(connection, raid_id=raid.id)
        return raid, [step for step in steps if step.state in (Progress.WAITING, Progress.ENDING)]

    # Beginning

    async def wants_measures(self, raid: Raid) -> bool:
        """Whether measures are to be taken by themselves, and have not been."""
        if raid.state is not State.RUNNING or raid.cause is Cause.RUSH or raid.ends_at is not None:
            return False
        settings = await self._desk.settings.get(raid.guild_id, RaidSettings)
        return settings.reaction is Reaction.PROTECT

    async def begin(self, *, by: Actor, doors: Doors, noted: str) -> Raid:
        """Begin by hand. Raises ModeratorsOnly or AlreadyRunning; what was only a rush is a raid from now on."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await store.running(connection, guild_id=by.guild_id)
            if raid is not None and raid.ends_at is not None:
                raise AlreadyRunning
            if raid is None:
                raid = await self._begin_in(connection, by)
            elif raid.cause is Cause.RUSH:
                raid = await store.change(connection, raid.id, cause=Cause.HAND, started_by_id=by.id)
            raid = await self._protect_in(connection, raid, doors, by_id=by.id, noted=noted)
        self._desk.running[by.guild_id] = raid.id
        return raid

    async def _begin_in(self, connection: AsyncConnection, by: Actor) -> Raid:
        now = self._desk.clock()
        return await store.add(
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

    async def protect(self, raid: Raid, *, doors: Doors, noted: str) -> None:
        """Take the measures by themselves, once. `noted`: what the case of it says."""
        async with self._desk.database.write() as connection:
            now = await self.raid_in(connection, guild_id=raid.guild_id, raid_id=raid.id)
            if now.state is State.RUNNING and now.ends_at is None:
                await self._protect_in(connection, now, doors, by_id=None, noted=noted)

    async def _protect_in(
        self, connection: AsyncConnection, raid: Raid, doors: Doors, *, by_id: int | None, noted: str
    ) -> Raid:
        settings = await self._desk.settings.read(connection, raid.guild_id, RaidSettings)
        ends_at = min(self._desk.clock() + timedelta(hours=settings.paused_hours), self._latest_end())
        raid = await store.change(connection, raid.id, ends_at=ends_at)
        await store.add_measures(connection, await self._measures_in(connection, raid, doors, settings))
        await plan(connection, guild_id=raid.guild_id, kind=END, subject_id=raid.id, due_at=ends_at)
        await self._plan_doing(connection, raid)
        await self._note_case(connection, raid, by_id=by_id, noted=noted)
        return raid

    async def _measures_in(
        self, connection: AsyncConnection, raid: Raid, doors: Doors, settings: RaidSettings
    ) -> list[dict[str, object]]:
        here = {"guild_id": raid.guild_id, "raid_id": raid.id, "state": Progress.WAITING}
        channel_ids = [one.channel_id for one in doors.channels]
        spared = await store.slowed_by_hand(connection, guild_id=raid.guild_id, channel_ids=channel_ids)
        slower = settings.slow_mode_seconds
        wanted = [one for one in doors.channels if one.seconds < slower and one.channel_id not in spared]
        paused = doors.invites_paused_until
        before = int(paused.timestamp()) if paused is not None and paused > self._desk.clock() else None
        assert raid.ends_at is not None
        until = int(raid.ends_at.timestamp())
        return [
            {**here, "kind": Measure.INVITES, "channel_id": None, "before": before, "after": until},
            *(
                {
                    **here,
                    "kind": Measure.SLOW_MODE,
                    "channel_id": one.channel_id,
                    "before": one.seconds,
                    "after": slower,
                }
                for one in wanted[:CHANNELS_MAX]
            ),
        ]

    async def _note_case(self, connection: AsyncConnection, raid: Raid, *, by_id: int | None, noted: str) -> Case:
        """Note in the cases what is decided about a raid as a whole; what came of it stands on the card."""
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

    async def _plan_doing(self, connection: AsyncConnection, raid: Raid) -> None:
        """Have due rows do what is decided now, where whoever decided it dies, and draw the card."""
        due_at = self._desk.clock() + AGAIN_AFTER
        await plan(connection, guild_id=raid.guild_id, kind=CARRY_OUT, subject_id=raid.id, due_at=due_at)
        await self.plan_card(connection, raid)

    async def plan_card(self, connection: AsyncConnection, raid: Raid) -> None:
        """Have the card drawn at once."""
        now = self._desk.clock()
        await plan(connection, guild_id=raid.guild_id, kind=CARD, subject_id=raid.id, due_at=now)
        self._desk.hurry(now)

    async def noted(self, raid: Raid, step: Step, state: Progress, failure: str | None = None) -> None:
        """Note how a measure went, unless something else is wanted of it meanwhile."""
        async with self._desk.database.write() as connection:
            await store.note(connection, measure_id=step.id, was=step.state, state=state, failure=failure)
            if state is Progress.LEFT and step.channel_id is not None:
                await self._desk.moderation.holds.give_back_instead_in(
                    connection,
                    guild_id=raid.guild_id,
                    channel_id=step.channel_id,
                    seconds=step.after or 0,
                    instead=step.before or 0,
                )
            await self.plan_card(connection, raid)

    # Lasting longer

    async def longer(self, *, by: Actor, raid_id: int) -> Raid:
        """Have the measures last an hour longer, up to a day from now. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await self.raid_in(connection, guild_id=by.guild_id, raid_id=raid_id)
            if raid.state is not State.RUNNING or raid.ends_at is None:
                raise NoRaid
            return await self._last_longer(connection, raid, LONGER)

    async def _last_longer(self, connection: AsyncConnection, raid: Raid, more: timedelta) -> Raid:
        now = self._desk.clock()
        ends_at = min(max(raid.ends_at or now, now) + more, self._latest_end())
        raid = await store.change(connection, raid.id, ends_at=ends_at)
        await store.again(connection, raid_id=raid.id, until=int(ends_at.timestamp()))
        await plan(connection, guild_id=raid.guild_id, kind=END, subject_id=raid.id, due_at=ends_at)
        await self._plan_doing(connection, raid)
        return raid

    def _latest_end(self) -> datetime:
        """Return until when Discord takes a pause of invites, a little less: its clock isn't ours."""
        return self._desk.clock() + timedelta(hours=PAUSE_MAX_HOURS) - timedelta(minutes=1)

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
        self._forget_running(raid)
        return raid

    async def undo(self, *, by: Actor, raid_id: int, noted: str) -> Raid:
        """Have everything given back, also after it was over; who was held back is welcomed after all.

        The cases that keep people out are lifted by `KeepingOut.lift_some`. Raises ModeratorsOnly, or NoRaid where it
        was undone before and nothing is stuck.
        """
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await self.raid_in(connection, guild_id=by.guild_id, raid_id=raid_id)
            stuck = Progress.STUCK in [step.state for step in await store.measures(connection, raid_id=raid.id)]
            if raid.state is State.UNDONE and not stuck:
                raise NoRaid
            if raid.state is not State.UNDONE:
                raid = await store.change(connection, raid.id, **self._ended(State.UNDONE, by.id))
                held_back = await store.not_cleared(connection, raid_id=raid.id)
                await self._desk.let_in(connection, guild_id=raid.guild_id, member_ids=held_back)
                await self._note_case(connection, raid, by_id=by.id, noted=noted)
            await self._give_back(connection, raid)
        self._forget_running(raid)
        return raid

    async def time_is_over(self, *, guild_id: int, raid_id: int, noted: str) -> Raid | None:
        """End what has lasted its time, or have it last longer where many are still joining.

        Returns the raid where there is something to do about it.
        """
        async with self._desk.database.write() as connection:
            raid = await store.get(connection, guild_id=guild_id, raid_id=raid_id)
            if raid is None or raid.state is not State.RUNNING:
                return None
            if await self._still_joining(connection, raid):
                return await self._go_on(connection, raid)
            ended = await store.end(connection, guild_id=guild_id, raid_id=raid_id, **self._ended(State.OVER, None))
            assert ended is not None
            await self._give_back(connection, ended)
            if ended.ends_at is not None:
                await self._note_case(connection, ended, by_id=None, noted=noted)
        self._forget_running(ended)
        return ended

    async def _still_joining(self, connection: AsyncConnection, raid: Raid) -> bool:
        settings = await self._desk.settings.read(connection, raid.guild_id, RaidSettings)
        lately = self._watching.lately(raid.guild_id, timedelta(minutes=settings.within_minutes))
        return lately >= settings.joins

    async def _go_on(self, connection: AsyncConnection, raid: Raid) -> Raid | None:
        if raid.ends_at is not None:
            return await self._last_longer(connection, raid, STILL)
        due_at = self._desk.clock() + QUIET_FOR
        await plan(connection, guild_id=raid.guild_id, kind=END, subject_id=raid.id, due_at=due_at)
        return None

    def _ended(self, state: State, by_id: int | None) -> dict[str, object]:
        return {"state": state, "ended_by_id": by_id, "ended_at": self._desk.clock()}

    async def _give_back(self, connection: AsyncConnection, raid: Raid) -> None:
        await store.give_back(connection, raid_id=raid.id)
        await cancel(connection, kind=END, subject_id=raid.id)
        await self._plan_doing(connection, raid)

    def _forget_running(self, raid: Raid) -> None:
        if self._desk.running.get(raid.guild_id) == raid.id:
            del self._desk.running[raid.guild_id]
            self._watching.forget_server(raid.guild_id)

    # The card

    async def carded(self, raid: Raid, *, channel_id: int, message_id: int) -> None:
        async with self._desk.database.write() as connection:
            await store.change(connection, raid.id, queue_channel_id=channel_id, queue_message_id=message_id)

    async def called(self, raid: Raid) -> None:
        """Note that those on duty were called."""
        async with self._desk.database.write() as connection:
            await store.change(connection, raid.id, called_at=self._desk.clock())
