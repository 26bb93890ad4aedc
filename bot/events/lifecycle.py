"""What becomes of a series and its occurrences by itself: which exist as rows, and what is due for each.

For whoever changes something: everything here takes the connection of the transaction in which the change is made,
and plans what follows from it on Discord. `materialise` after publishing; `series_changed` after any edit of a
series; `move_occurrence`, `cancel_occurrence` and `cancel_series` do what they say. None of them asks who may.

When an occurrence is announced: the first of an event as soon as it is published; each later one once the one before
it has ended, but at the earliest `ANNOUNCED_BEFORE` its start. Who meets every second week can so answer for the next
time as soon as this one is over, and a monthly meeting's answers don't go stale. Where occurrences overlap or follow
each other closely, nobody waits for the end: it is announced `ANNOUNCED_AT_LATEST` before its start.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import due
from bot.engine import AsyncConnection
from bot.events import errors, recurring, rules
from bot.events.announcing import Announcing
from bot.events.desk import Desk
from bot.events.model import Event, EventState, NativeState, Occurrence, OccurrenceState
from bot.events.refitting import refit
from bot.events.reminding import drop_reminders, plan_reminders
from bot.events.rsvp_model import Told
from bot.events.store import live, occurrences, series

KEPT_AT_LEAST = 2
KEPT_AT_MOST = 10
KEPT_WITHIN = timedelta(days=60)
LOOKED_THROUGH = 200
"""So many of a rule's next moments are looked through: the cancelled ones among them don't count."""

ANNOUNCED_BEFORE = timedelta(days=14)
ANNOUNCED_AT_LATEST = timedelta(hours=12)
CHECK_IN_GRACE = timedelta(minutes=30)
"""After the end codes are still taken; attendance is settled when that is over."""

PLANNED = OccurrenceState.PLANNED
_OPEN = (OccurrenceState.PLANNED, OccurrenceState.RUNNING)


class Lifecycle:
    def __init__(self, desk: Desk, announcing: Announcing) -> None:
        self._desk = desk
        self._announcing = announcing

    # For those who change something -----------------------------------------------------------------------------------

    async def materialise(self, connection: AsyncConnection, event: Event, *, now: datetime) -> list[Occurrence]:
        """Keep the next occurrences of a published series as rows, with what is due for them; the next one first.

        At least the next two that aren't cancelled, and all of the next 60 days, but at most ten. An occurrence is
        known by (event, original_at): doing it twice changes nothing. Where the series was changed, planned
        occurrences go where it has them now, with all answers to them; those that were moved by themselves stay where
        they are. A series with nothing to come is over.
        """
        if event.state is not EventState.PUBLISHED:
            return []
        await self._follow_the_series(connection, event, now=now)
        await self._add_missing(connection, event, now=now)
        coming = await occurrences.to_come(connection, event_id=event.id)
        if not coming:
            await series.set_state(connection, event_id=event.id, state=EventState.OVER)
        await self._plan_announcements(connection, event, coming, now=now)
        await self._plan_native(connection, coming, now=now)
        return coming

    async def series_changed(self, connection: AsyncConnection, event: Event, *, now: datetime) -> None:
        """Bring everything to come into step with a series that was edited: `event` as it is now.

        Times follow the series (and those concerned are told of them), announcements and Discord's own event are
        brought up to date, reminders are planned anew.
        """
        coming = await self.materialise(connection, event, now=now)
        await occurrences.count_changes(connection, occurrence_ids=[one.id for one in coming])
        for one in coming:
            await plan_reminders(connection, event, one, now=now)
            await self.show(connection, one)

    async def move_occurrence(
        self,
        connection: AsyncConnection,
        event: Event,
        occurrence: Occurrence,
        *,
        starts_at: datetime,
        ends_at: datetime,
        now: datetime,
        tell: bool = True,
    ) -> Occurrence:
        """Move one occurrence; it doesn't follow its series any more. Answers and reminders go with it.

        Those concerned are told unless `tell` says no (`rules.TELL`).
        Raises AlreadyOver where it has begun, has ended or was cancelled.
        """
        moved = await occurrences.change(
            connection,
            occurrence_id=occurrence.id,
            only_in=[PLANNED],
            counts=True,
            starts_at=starts_at,
            ends_at=ends_at,
            moved=True,
        )
        if moved is None:
            raise errors.AlreadyOver
        await self._moved(connection, event, moved, before=occurrence, now=now, tell=tell)
        coming = await occurrences.to_come(connection, event_id=event.id)
        await self._plan_announcements(connection, event, coming, now=now)
        await self._plan_native(connection, coming, now=now)
        return moved

    async def extend(self, connection: AsyncConnection, running: Occurrence, *, ends_at: datetime) -> None:
        """Let what runs end at another time. Nobody is told: they are there."""
        changed = await occurrences.change(
            connection, occurrence_id=running.id, only_in=[OccurrenceState.RUNNING], counts=True, ends_at=ends_at
        )
        if changed is not None:
            await self.plan(connection, changed, rules.END, ends_at)
            await self.show(connection, changed)

    async def cancel_occurrence(
        self, connection: AsyncConnection, event: Event, occurrence: Occurrence, *, reason: str | None, now: datetime
    ) -> Occurrence:
        """Cancel one occurrence; the series goes on, and is cancelled with the only occurrence it has.

        Those concerned are told (`rules.TELL`). One that runs can be cancelled, too.
        Raises AlreadyOver where it has ended or was cancelled.
        """
        cancelled = await self._cancel(connection, occurrence, reason=reason, now=now)
        if event.rule is None:
            await series.set_state(connection, event_id=event.id, state=EventState.CANCELLED)
        else:
            await self.materialise(connection, event, now=now)
        return cancelled

    async def cancel_series(
        self, connection: AsyncConnection, event: Event, *, reason: str | None, now: datetime
    ) -> int:
        """Cancel a series with everything to come of it; returns how many occurrences that were.

        Those concerned of each announced one are told, as of one that is cancelled by itself.
        """
        coming = await occurrences.to_come(connection, event_id=event.id)
        for one in coming:
            await self._cancel(connection, one, reason=reason, now=now)
        await series.set_state(connection, event_id=event.id, state=EventState.CANCELLED)
        return len(coming)

    # The series -------------------------------------------------------------------------------------------------------

    async def dropped_by(self, connection: AsyncConnection, event: Event, *, now: datetime) -> list[Occurrence]:
        """Return what `series_changed` would cancel if the series were `event`, to be asked about before."""
        places = await self._places(connection, event, now=now)
        return [one for one, place in places if place is None and one.state is PLANNED and not one.moved]

    async def _follow_the_series(self, connection: AsyncConnection, event: Event, *, now: datetime) -> None:
        """Put planned occurrences where the series has them now; one it has no more of is cancelled."""
        for one, now_at in await self._places(connection, event, now=now):
            if now_at is None:
                await self._drop(connection, one, now=now)
            else:
                await self._put(connection, event, one, now_at, now=now)

    async def _places(
        self, connection: AsyncConnection, event: Event, *, now: datetime
    ) -> list[tuple[Occurrence, recurring.Planned | None]]:
        """Return each occurrence to come with where the series has it now, if it does."""
        existing = await occurrences.since(connection, event_id=event.id, after=now)
        future = [one for one in existing if one.original_at > now and one.state is not OccurrenceState.ENDED]
        if not future:
            return []
        until = future[-1].original_at + KEPT_WITHIN
        planned = {
            one.original_at: one for one in recurring.occurrences(event, after=now, before=until, limit=LOOKED_THROUGH)
        }
        orphans = [one for one in future if one.original_at not in planned]
        known = {one.original_at for one in existing}
        free = [at for at in planned if at not in known]
        places = refit([one.original_at for one in orphans], free)
        return [(one, planned.get(places.get(one.original_at, one.original_at))) for one in future]

    async def _put(
        self, connection: AsyncConnection, event: Event, one: Occurrence, place: recurring.Planned, *, now: datetime
    ) -> None:
        if one.moved or one.state is not PLANNED:
            # It keeps its own time; its identity follows, or its place in the series would be filled twice.
            if one.original_at != place.original_at:
                await occurrences.change(connection, occurrence_id=one.id, original_at=place.original_at)
            return
        if (one.original_at, one.starts_at, one.ends_at) == (place.original_at, place.starts_at, place.ends_at):
            return
        moved = await occurrences.change(
            connection,
            occurrence_id=one.id,
            counts=True,
            original_at=place.original_at,
            starts_at=place.starts_at,
            ends_at=place.ends_at,
        )
        assert moved is not None
        await self._moved(connection, event, moved, before=one, now=now, tell=moved.starts_at != one.starts_at)

    async def _drop(self, connection: AsyncConnection, one: Occurrence, *, now: datetime) -> None:
        """Cancel what the series doesn't have any more, unless somebody moved it there by itself."""
        if one.state is PLANNED and not one.moved:
            await self._cancel(connection, one, reason=None, now=now)

    async def _add_missing(self, connection: AsyncConnection, event: Event, *, now: datetime) -> None:
        known = {one.original_at: one for one in await occurrences.since(connection, event_id=event.id, after=now)}
        count = 0
        for place in recurring.occurrences(event, after=now, limit=LOOKED_THROUGH):
            one = known.get(place.original_at)
            if one is not None and one.state is OccurrenceState.CANCELLED:
                continue
            near = place.starts_at <= now + KEPT_WITHIN and count < KEPT_AT_MOST
            if count >= KEPT_AT_LEAST and not near:
                return
            count += 1
            if one is None and place.starts_at > now:
                await self._add(connection, event, place, now=now)

    async def _add(self, connection: AsyncConnection, event: Event, place: recurring.Planned, *, now: datetime) -> None:
        added = await occurrences.add(
            connection,
            guild_id=event.guild_id,
            event_id=event.id,
            original_at=place.original_at,
            starts_at=place.starts_at,
            ends_at=place.ends_at,
        )
        await self._plan_times(connection, added)
        await plan_reminders(connection, event, added, now=now)

    # What is due ------------------------------------------------------------------------------------------------------

    async def _moved(
        self,
        connection: AsyncConnection,
        event: Event,
        moved: Occurrence,
        *,
        before: Occurrence,
        now: datetime,
        tell: bool,
    ) -> None:
        await self._plan_times(connection, moved)
        await plan_reminders(connection, event, moved, now=now)
        await self.show(connection, moved)
        if tell and moved.channel_id is not None:
            await self._announcing.plan_tell(
                connection,
                guild_id=moved.guild_id,
                occurrence_id=moved.id,
                what=Told.MOVED,
                before=before.starts_at,
            )

    async def _cancel(
        self, connection: AsyncConnection, one: Occurrence, *, reason: str | None, now: datetime
    ) -> Occurrence:
        cancelled = await occurrences.change(
            connection,
            occurrence_id=one.id,
            only_in=_OPEN,
            counts=True,
            state=OccurrenceState.CANCELLED,
            cancelled_reason=reason,
            sealed_code=None,
        )
        if cancelled is None:
            raise errors.AlreadyOver
        for kind in (rules.START, rules.END, rules.ANNOUNCE):
            await due.cancel(connection, kind=kind, subject_id=one.id)
        await drop_reminders(connection, cancelled)
        await self.show(connection, cancelled)
        if cancelled.channel_id is not None:
            await self._announcing.plan_tell(
                connection, guild_id=cancelled.guild_id, occurrence_id=cancelled.id, what=Told.CANCELLED
            )
        return cancelled

    async def _plan_times(self, connection: AsyncConnection, one: Occurrence) -> None:
        await self.plan(connection, one, rules.START, one.starts_at)
        await self.plan(connection, one, rules.END, one.ends_at)

    async def show(self, connection: AsyncConnection, one: Occurrence) -> None:
        """Have what is on Discord already follow."""
        if one.channel_id is not None:
            await self._announcing.plan_show(connection, guild_id=one.guild_id, occurrence_id=one.id)
        if one.native_state is NativeState.KEPT:
            await self.plan(connection, one, rules.NATIVE, self._desk.clock())
        if await live.board(connection, guild_id=one.guild_id, occurrence_id=one.id) is not None:
            # Its title, and that it is closed: nobody writes a question for what is over or was cancelled.
            await self.plan(connection, one, rules.LIVE, self._desk.clock())

    async def _plan_announcements(
        self, connection: AsyncConnection, event: Event, coming: Sequence[Occurrence], *, now: datetime
    ) -> None:
        # One whose announcement somebody deleted still says in which channel it was: it isn't posted again by itself.
        waiting = [one for one in coming if one.channel_id is None and one.state is PLANNED]
        planned = {
            row.subject_id: row.due_at
            for row in await due.unfinished(connection, kind=rules.ANNOUNCE, subject_ids=[one.id for one in waiting])
        }
        first = not await occurrences.was_announced(connection, event_id=event.id)
        for one in waiting:
            wanted = now if first and one.id == coming[0].id else await self._announced_at(connection, one, now=now)
            before = planned.get(one.id)
            if before is None or (before != wanted and max(before, wanted) > now):
                await self.plan(connection, one, rules.ANNOUNCE, wanted)

    async def _announced_at(self, connection: AsyncConnection, one: Occurrence, *, now: datetime) -> datetime:
        after = await occurrences.latest_end(connection, event_id=one.event_id, before=one.starts_at)
        at_latest = one.starts_at - ANNOUNCED_AT_LATEST
        return max(now, one.starts_at - ANNOUNCED_BEFORE, min(after or now, at_latest))

    async def _plan_native(self, connection: AsyncConnection, coming: Sequence[Occurrence], *, now: datetime) -> None:
        """Have Discord's own event made for the next occurrence. Whether the server wants that is asked then."""
        if not coming or coming[0].native_state is not NativeState.NONE:
            return
        if not await due.unfinished(connection, kind=rules.NATIVE, subject_ids=[coming[0].id]):
            await self.plan(connection, coming[0], rules.NATIVE, now)

    async def plan(self, connection: AsyncConnection, one: Occurrence, kind: str, at: datetime) -> None:
        """Plan what is due for an occurrence; a running bot does at once what is due now."""
        if at <= self._desk.clock():
            await self._announcing.plan_now(connection, guild_id=one.guild_id, kind=kind, occurrence_id=one.id, at=at)
        else:
            await due.plan(connection, guild_id=one.guild_id, kind=kind, subject_id=one.id, due_at=at)
