"""When an occurrence begins and ends: by the clock, or earlier by hand in Discord's own event.

After an outage what is over is ended all the same, and attendance is settled; that it begins is said only while it is
still running.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import due
from bot.due import Due
from bot.engine import AsyncConnection
from bot.events import rules
from bot.events.desk import Desk, placed
from bot.events.lifecycle import CHECK_IN_GRACE, Lifecycle
from bot.events.model import (
    Answer,
    Event,
    EventSettings,
    EventState,
    Occurrence,
    OccurrenceState,
    ReminderState,
)
from bot.events.store import occurrences, reminders, rsvps, series

BEGUN_EARLY = timedelta(hours=2)
"""Who starts Discord's own event by hand earlier than this before its time has slipped: it isn't followed."""
REMINDED_JUST_NOW = timedelta(minutes=20)
"""Those who were reminded within this aren't mentioned again when it begins: a quarter of an hour before, and a bit."""
MENTIONED_MAX = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is said when an occurrence begins."""

    event: Event
    occurrence: Occurrence
    mentioned: tuple[int, ...]
    """Those going, without those who want direct messages, or nobody where they were reminded just now."""


class Running:
    def __init__(self, desk: Desk, lifecycle: Lifecycle) -> None:
        self._desk = desk
        self._lifecycle = lifecycle

    # Beginning --------------------------------------------------------------------------------------------------------

    async def begin(self, due_row: Due) -> Beginning | None:
        """Begin an occurrence; returns what is to be said, None where it was moved, cancelled or is over by now."""
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            one = await occurrences.get(connection, guild_id=due_row.guild_id, occurrence_id=due_row.subject_id)
            if one is None or one.ends_at <= now:
                return None
            if one.state is OccurrenceState.PLANNED and one.starts_at <= now:
                one = await self._begin(connection, one, at=one.starts_at)
            if one is None or one.state is not OccurrenceState.RUNNING:
                return None
            event = await series.get(connection, guild_id=one.guild_id, event_id=one.event_id)
            assert event is not None
            mentioned = await self._mentioned(connection, one, now=now)
            return Beginning(event=placed(event, one), occurrence=one, mentioned=mentioned)

    async def begun_by_hand(self, connection: AsyncConnection, one: Occurrence, *, now: datetime) -> bool:
        """Begin what somebody has begun in Discord's own event; returns whether that is so now."""
        if one.state is not OccurrenceState.PLANNED or one.starts_at - now > BEGUN_EARLY or one.ends_at <= now:
            return False
        begun = await self._begin(connection, one, at=min(now, one.starts_at))
        if begun is not None:
            await self._lifecycle.plan(connection, begun, rules.START, now)
        return begun is not None

    async def _begin(self, connection: AsyncConnection, one: Occurrence, *, at: datetime) -> Occurrence | None:
        begun = await occurrences.change(
            connection,
            occurrence_id=one.id,
            only_in=[OccurrenceState.PLANNED],
            state=OccurrenceState.RUNNING,
            began_at=at,
        )
        if begun is not None:
            await self._lifecycle.show(connection, begun)
        return begun

    async def _mentioned(self, connection: AsyncConnection, one: Occurrence, *, now: datetime) -> tuple[int, ...]:
        for reminder in await reminders.of_occurrence(connection, occurrence_id=one.id):
            sent_at = reminder.finished_at if reminder.state is not ReminderState.SKIPPED else None
            if sent_at is not None and now - sent_at < REMINDED_JUST_NOW:
                return ()
        going = await rsvps.members(connection, occurrence_id=one.id, answers=[Answer.GOING], limit=MENTIONED_MAX)
        apart = await reminders.by_message(connection, occurrence_id=one.id)
        return tuple(member_id for member_id in going if member_id not in apart)

    # Ending -----------------------------------------------------------------------------------------------------------

    async def end(self, due_row: Due) -> bool:
        """End an occurrence whose time is over; returns whether it was ended by this."""
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            one = await occurrences.get(connection, guild_id=due_row.guild_id, occurrence_id=due_row.subject_id)
            return one is not None and one.ends_at <= now and await self._end(connection, one, at=one.ends_at, now=now)

    async def ended_by_hand(self, connection: AsyncConnection, one: Occurrence, *, now: datetime) -> bool:
        """End what somebody has ended in Discord's own event (or Discord, when everybody had left)."""
        if one.state is not OccurrenceState.RUNNING:
            return False
        return await self._end(connection, one, at=min(now, one.ends_at), now=now)

    async def _end(self, connection: AsyncConnection, one: Occurrence, *, at: datetime, now: datetime) -> bool:
        ended = await occurrences.change(
            connection,
            occurrence_id=one.id,
            only_in=[OccurrenceState.PLANNED, OccurrenceState.RUNNING],
            state=OccurrenceState.ENDED,
            began_at=one.began_at or one.starts_at,
            ended_at=at,
            follow_up=ReminderState.PLANNED,
        )
        if ended is None:
            return False
        for kind in (rules.START, rules.END, rules.ANNOUNCE):
            await due.cancel(connection, kind=kind, subject_id=one.id)
        # By their own times, also where those have passed: then both are done at once, in this order.
        settings = await self._desk.settings.read(connection, one.guild_id, EventSettings)
        settled_at = at + CHECK_IN_GRACE
        await self._lifecycle.plan(connection, ended, rules.SETTLE, settled_at)
        follow_up_at = max(at + timedelta(hours=settings.follow_up_hours), settled_at + timedelta(minutes=1))
        await self._lifecycle.plan(connection, ended, rules.FOLLOW_UP, follow_up_at)
        await self._lifecycle.show(connection, ended)
        await self._go_on(connection, ended, now=now)
        return True

    async def _go_on(self, connection: AsyncConnection, ended: Occurrence, *, now: datetime) -> None:
        event = await series.get(connection, guild_id=ended.guild_id, event_id=ended.event_id)
        assert event is not None
        await self._lifecycle.materialise(connection, event, now=now)

    async def materialise(self, due_row: Due) -> None:
        """Keep the next occurrences of a series as rows, for the due row of that kind."""
        async with self._desk.database.write() as connection:
            event = await series.get(connection, guild_id=due_row.guild_id, event_id=due_row.subject_id)
            if event is not None and event.state is EventState.PUBLISHED:
                await self._lifecycle.materialise(connection, event, now=self._desk.clock())
