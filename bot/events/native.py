"""Discord's own event of the next occurrence, kept in step both ways.

What we last agreed upon with Discord is kept (`native_known`). Where an occurrence differs from it, Discord is told;
where Discord differs from it, somebody has changed it there by hand, and that is taken over: time and place into that
occurrence, title and text only where the event happens once, for a series has them in common. Where both have changed,
ours stays. Our own changes come back as events that differ from nothing, so nothing goes round in circles.

Discord's own recurrence isn't used: it knows no waiting list, no moved date and no end (`bot.events.lifecycle` makes
the next event when one is over). Who is “interested” there has not answered, and isn't asked about.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.events import rules
from bot.events.announcing import Announcing
from bot.events.desk import Desk, check_manages, placed
from bot.events.lifecycle import Lifecycle
from bot.events.model import (
    DURATION_MAX,
    Event,
    EventSettings,
    EventState,
    NativeState,
    Occurrence,
    OccurrenceState,
    Picture,
)
from bot.events.native_model import Field, Shape, Status, shape_of, undescribed, wanted_shape
from bot.events.rsvp_model import Told
from bot.events.running import Running
from bot.events.store import occurrences, series
from bot.settings.model import Change

MADE_BEFORE = timedelta(minutes=1)
"""Discord takes no event that has begun."""
LIMIT_CODE = 30038
"""Discord's, for more than 100 events that aren't over."""
OPEN = (OccurrenceState.PLANNED, OccurrenceState.RUNNING)


class AlreadyDecided(UserError):
    message = "events-native-error-decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be done about Discord's event of an occurrence."""

    event: Event
    occurrence: Occurrence
    wanted: Shape
    known: Shape | None
    """None: it is to be made."""
    picture: Picture | None

    @property
    def changed(self) -> set[Field]:
        return set(Field) if self.known is None else self.wanted.differences(self.known)


class Native:
    def __init__(self, desk: Desk, lifecycle: Lifecycle, running: Running, announcing: Announcing) -> None:
        self._desk = desk
        self._lifecycle = lifecycle
        self._running = running
        self._announcing = announcing

    # From us to Discord -----------------------------------------------------------------------------------------------

    async def task(self, *, guild_id: int, occurrence_id: int) -> Task | None:
        """Return what Discord is to be told of an occurrence; None for nothing."""
        async with self._desk.database.read() as connection:
            one = await occurrences.get(connection, guild_id=guild_id, occurrence_id=occurrence_id)
            if one is None or one.native_state in (NativeState.GONE, NativeState.OFF):
                return None
            event = await series.get(connection, guild_id=guild_id, event_id=one.event_id)
            assert event is not None
            if one.native_id is None and not await self._is_to_be_made(connection, event, one):
                return None
            picture = await series.picture(connection, event_id=event.id)
            known = shape_of(one.native_known) if one.native_id is not None and one.native_known else None
            wanted = wanted_shape(placed(event, one), one, picture=_digest(picture), known=known)
            task = Task(event=placed(event, one), occurrence=one, wanted=wanted, known=known, picture=picture)
        return task if task.changed else None

    async def _is_to_be_made(self, connection: AsyncConnection, event: Event, one: Occurrence) -> bool:
        settings = await self._desk.settings.read(connection, event.guild_id, EventSettings)
        if not settings.native or event.state is not EventState.PUBLISHED or one.state is not OccurrenceState.PLANNED:
            return False
        if one.starts_at <= self._desk.clock() + MADE_BEFORE:
            return False
        coming = await occurrences.to_come(connection, event_id=event.id, limit=1)
        return [first.id for first in coming] == [one.id]

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Have the events made of what was published while the server wanted none. Those that are there stay."""
        if not any((one.section, one.key) == (EventSettings.section, "native") for one in changes):
            return
        coming = await occurrences.next_of_each(connection, guild_id=guild_id)
        for one in coming:
            if one.native_state is NativeState.NONE:
                await self._lifecycle.plan(connection, one, rules.NATIVE, self._desk.clock())

    async def is_free(self, *, guild_id: int, native_id: int) -> bool:
        """Whether no occurrence has this event of Discord's."""
        async with self._desk.database.read() as connection:
            return await occurrences.of_native(connection, guild_id=guild_id, native_id=native_id) is None

    async def told(self, task: Task, *, native_id: int, known: Shape | None = None) -> None:
        """Note that Discord knows; where more has changed meanwhile, that comes next."""
        async with self._desk.database.write() as connection:
            one = await occurrences.change(
                connection,
                occurrence_id=task.occurrence.id,
                native_id=native_id,
                native_state=NativeState.KEPT,
                native_known=(known or task.wanted).stored(),
            )
            assert one is not None
            if (one.state, one.starts_at, one.ends_at) != (
                task.occurrence.state,
                task.occurrence.starts_at,
                task.occurrence.ends_at,
            ):
                await self._lifecycle.plan(connection, one, rules.NATIVE, self._desk.clock())

    # From Discord to us -----------------------------------------------------------------------------------------------

    async def kept(self, *, guild_id: int) -> Sequence[Occurrence]:
        """Return what has an event on Discord, as far as we know, and isn't over."""
        async with self._desk.database.read() as connection:
            return await occurrences.with_native(connection, guild_id=guild_id)

    async def seen(self, *, guild_id: int, native_id: int, shape: Shape) -> None:
        """Take over what somebody has changed in Discord's own event."""
        async with self._desk.database.write() as connection:
            one = await occurrences.of_native(connection, guild_id=guild_id, native_id=native_id)
            if one is None or one.native_state is not NativeState.KEPT or one.native_known is None:
                return
            event = await series.get(connection, guild_id=guild_id, event_id=one.event_id)
            assert event is not None
            known, there = shape_of(one.native_known), placed(event, one)
            wanted = wanted_shape(there, one, picture=known.picture, known=known)
            # With what is wanted, too: our own change can come back before its answer was noted.
            differs = shape.differences(known) & shape.differences(wanted) - {Field.PICTURE}
            ours = wanted.differences(known)
            taken = await self._take(connection, event, one, known, shape, differs - ours)
            known = known.taking(shape, taken | {Field.STATUS} | (set(Field) - {Field.PICTURE} - differs - ours))
            await occurrences.change(connection, occurrence_id=one.id, native_known=known.stored())
            if differs & ours - {Field.STATUS}:
                await self._lifecycle.plan(connection, one, rules.NATIVE, self._desk.clock())

    async def _take(
        self,
        connection: AsyncConnection,
        event: Event,
        one: Occurrence,
        known: Shape,
        shape: Shape,
        differs: set[Field],
    ) -> set[Field]:
        """Take over what differs, and return it; the status, which only goes forward, whatever else there is."""
        taken: set[Field] = set()
        if one.state in OPEN and Field.TIME in differs and await self._take_time(connection, event, one, shape):
            taken.add(Field.TIME)
        if one.state in OPEN and Field.PLACE in differs:
            await self._take_place(connection, event, one, shape)
            taken.add(Field.PLACE)
        words = differs & {Field.TITLE, Field.DESCRIPTION}
        if one.state in OPEN and words and event.rule is None:
            await self._take_words(connection, event, one, shape, words)
            taken |= words
        if shape.status is not known.status:
            now_one = await occurrences.get(connection, guild_id=one.guild_id, occurrence_id=one.id)
            assert now_one is not None
            await self._take_status(connection, now_one, shape.status)
        return taken

    async def _take_time(self, connection: AsyncConnection, event: Event, one: Occurrence, shape: Shape) -> bool:
        now = self._desk.clock()
        ends_at = shape.ends_at or shape.starts_at + (one.ends_at - one.starts_at)
        if not timedelta() < ends_at - shape.starts_at <= DURATION_MAX:
            return False
        if one.state is OccurrenceState.RUNNING:
            await self._lifecycle.extend(connection, one, ends_at=ends_at)
            return True
        tell = shape.starts_at != one.starts_at
        await self._lifecycle.move_occurrence(
            connection, event, one, starts_at=shape.starts_at, ends_at=ends_at, now=now, tell=tell
        )
        return True

    async def _take_place(self, connection: AsyncConnection, event: Event, one: Occurrence, shape: Shape) -> None:
        place: dict[str, Any] = {
            "place_kind": shape.kind,
            "place_channel_id": shape.channel_id,
            "place": shape.location,
        }
        if event.rule is None:
            await series.change(connection, place, event_id=event.id, revision=event.revision)
            place = dict.fromkeys(place)
        changed = await occurrences.change(connection, occurrence_id=one.id, counts=True, **place)
        assert changed is not None
        await self._lifecycle.show(connection, changed)
        if changed.channel_id is not None:
            await self._announcing.plan_tell(connection, guild_id=one.guild_id, occurrence_id=one.id, what=Told.PLACE)

    async def _take_words(
        self, connection: AsyncConnection, event: Event, one: Occurrence, shape: Shape, words: set[Field]
    ) -> None:
        values: dict[str, Any] = {}
        if Field.TITLE in words:
            values["title"] = shape.title
        if Field.DESCRIPTION in words:
            values["description"] = undescribed(shape.description, one)
        now_event = await series.get(connection, guild_id=event.guild_id, event_id=event.id)
        assert now_event is not None
        await series.change(connection, values, event_id=event.id, revision=now_event.revision)
        await occurrences.count_changes(connection, occurrence_ids=[one.id])
        await self._lifecycle.show(connection, one)
        if one.message_id is not None:
            await due.plan(
                connection,
                guild_id=one.guild_id,
                kind=rules.NATIVE_TELL,
                subject_id=one.id,
                due_at=self._desk.clock(),
                payload={"what": sorted(words)},
            )

    async def _take_status(self, connection: AsyncConnection, one: Occurrence, status: Status) -> None:
        now = self._desk.clock()
        if one.state not in OPEN:
            return
        if status is Status.ACTIVE:
            await self._running.begun_by_hand(connection, one, now=now)
        elif status is Status.COMPLETED and one.state is OccurrenceState.RUNNING:
            await self._running.ended_by_hand(connection, one, now=now)
        elif status.is_final:
            await self._lost(connection, one, what="cancelled")

    async def deleted(self, *, guild_id: int, native_id: int) -> None:
        """Note that Discord has the event no more, and ask whether that was meant."""
        async with self._desk.database.write() as connection:
            one = await occurrences.of_native(connection, guild_id=guild_id, native_id=native_id)
            if one is not None and one.native_state is NativeState.KEPT:
                await self._lost(connection, one, what="deleted")

    async def _lost(self, connection: AsyncConnection, one: Occurrence, *, what: str) -> None:
        """Ask only about what is still to come: what has begun can't be made again."""
        asks = one.state is OccurrenceState.PLANNED and one.starts_at > self._desk.clock() + MADE_BEFORE
        state = NativeState.GONE if asks else NativeState.OFF
        await occurrences.change(connection, occurrence_id=one.id, native_state=state)
        await due.cancel(connection, kind=rules.NATIVE, subject_id=one.id)
        if asks:
            await due.plan(
                connection,
                guild_id=one.guild_id,
                kind=rules.NATIVE_ASK,
                subject_id=one.id,
                due_at=self._desk.clock(),
                payload={"what": what},
            )

    # What is decided about it -----------------------------------------------------------------------------------------

    async def asked(self, *, guild_id: int, occurrence_id: int) -> tuple[Event, Occurrence] | None:
        """Return what is asked about; None for what isn't there any more."""
        async with self._desk.database.read() as connection:
            one = await occurrences.get(connection, guild_id=guild_id, occurrence_id=occurrence_id)
            if one is None:
                return None
            event = await self._desk.event(connection, guild_id=guild_id, event_id=one.event_id)
            return placed(event, one), one

    async def decide(self, *, by: Actor, occurrence_id: int, again: bool) -> tuple[Event, Occurrence]:
        """Make it again, or leave it off for this occurrence.

        Raises OccurrenceNotFound, NotTheHost, or AlreadyDecided where it was, or has begun meanwhile.
        """
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            event, one = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
            check_manages(event, by=by)
            late = one.state is not OccurrenceState.PLANNED or one.starts_at <= now + MADE_BEFORE
            if one.native_state is not NativeState.GONE or (again and late):
                raise AlreadyDecided
            state = NativeState.NONE if again else NativeState.OFF
            changed = await occurrences.change(
                connection, occurrence_id=one.id, native_state=state, native_id=None, native_known=None
            )
            assert changed is not None
            if again:
                await self._lifecycle.plan(connection, changed, rules.NATIVE, now)
            return event, changed

    async def waiting(self, *, guild_id: int) -> Sequence[tuple[Occurrence, due.Due]]:
        """Return the next occurrences whose event Discord hasn't taken yet, with what was tried."""
        async with self._desk.database.read() as connection:
            coming = {one.id: one for one in await occurrences.next_of_each(connection, guild_id=guild_id)}
            rows = await due.unfinished(connection, kind=rules.NATIVE, subject_ids=list(coming))
            return [(coming[row.subject_id], row) for row in rows if row.failure is not None]

    async def stuck(self) -> Sequence[tuple[int, int]]:
        """Return what was given up, as (server, due row)."""
        async with self._desk.database.read() as connection:
            return await occurrences.natives_given_up(connection)

    async def servers(self) -> Sequence[int]:
        """Return the servers in which Discord has an event of ours that isn't over."""
        async with self._desk.database.read() as connection:
            return await occurrences.servers_with_native(connection)

    async def gone(self, *, guild_id: int) -> Sequence[Occurrence]:
        """Return the next occurrences of which it isn't decided yet."""
        async with self._desk.database.read() as connection:
            coming = await occurrences.next_of_each(connection, guild_id=guild_id)
            return [one for one in coming if one.native_state is NativeState.GONE]


def _digest(picture: Picture | None) -> str | None:
    return None if picture is None else hashlib.sha256(picture.data).hexdigest()[:16]
