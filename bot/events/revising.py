"""Changing what is published: on a working copy, which is shown before it counts and taken over in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events import errors
from bot.events.announcing import Announcing
from bot.events.desk import Desk, check_manages
from bot.events.lifecycle import Lifecycle
from bot.events.model import Event, EventState, Occurrence, OccurrenceState
from bot.events.organising import Organising, first_date, next_dates
from bot.events.rsvp_model import Told
from bot.events.store import changing, occurrences, series
from bot.events.typed import START

COPIED = (
    *("title", "description", "starts_local", "time_zone", "duration", "rule"),
    *("place_kind", "place_channel_id", "place", "capacity", "audience_role_id", "audience_rank_id", "needs_rank"),
    *("host_id", "cohost_id", "sponsor", "price", "reminders"),
)
"""What of an event can be changed."""
PLACE = ("place_kind", "place_channel_id", "place")
HOSTS = ("host_id", "cohost_id")
SCHEDULE = ("starts_local", "time_zone", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What saving a working copy would do to the dates people know of."""

    changed: tuple[str, ...]
    """The fields that differ, as they are named in `COPIED`; “picture” where that does."""
    dropped: tuple[tuple[Occurrence, int], ...]
    """Dates that the new rule doesn't have, with how many people have answered for each."""
    concerned: int
    """How many people are coming, may come or wait, to any date to come."""

    @property
    def answers_dropped(self) -> int:
        return sum(count for _, count in self.dropped)


class Revising:
    def __init__(self, desk: Desk, organising: Organising, lifecycle: Lifecycle, announcing: Announcing) -> None:
        self._desk = desk
        self._organising = organising
        self._lifecycle = lifecycle
        self._announcing = announcing

    async def begin(self, *, by: Actor, event_id: int) -> Event:
        """Return somebody's working copy of a published event: the one they have, else a new one.

        Raises EventNotFound, NotTheHost or AlreadyOver.
        """
        async with self._desk.database.write() as connection:
            found = await self._published(connection, by=by, event_id=event_id)
            copies = await series.drafts(connection, guild_id=by.guild_id, created_by_id=by.id, edits_id=event_id)
            if copies and copies[0].edits_revision == found.revision:
                return copies[0]
            for copy in copies:  # of a state that is gone: it could never be saved
                await series.delete_(connection, event_id=copy.id)
            return await self._copy(connection, found, by=by)

    async def _copy(self, connection: AsyncConnection, found: Event, *, by: Actor) -> Event:
        values = {name: getattr(found, name) for name in COPIED}
        if found.rule is None:
            values |= await self._as_it_is(connection, found)
        copy_id = await series.add(
            connection,
            values
            | {
                "guild_id": by.guild_id,
                "state": EventState.DRAFT,
                "created_by_id": by.id,
                "created_at": self._desk.clock(),
                "revision": 1,
                "edits_id": found.id,
                "edits_revision": found.revision,
            },
        )
        picture = await series.picture(connection, event_id=found.id)
        await series.set_picture(connection, guild_id=by.guild_id, event_id=copy_id, picture=picture)
        return await self._desk.event(connection, guild_id=by.guild_id, event_id=copy_id)

    async def _as_it_is(self, connection: AsyncConnection, found: Event) -> dict[str, Any]:
        """Return start and duration of what happens once: it may have been moved in Discord's own list."""
        coming = await occurrences.to_come(connection, event_id=found.id)
        if not coming or not coming[0].moved:
            return {}
        local = coming[0].starts_at.astimezone(found.zone)
        return {
            "starts_local": local.replace(tzinfo=None, second=0, microsecond=0),
            "duration": coming[0].ends_at - coming[0].starts_at,
        }

    async def effect(self, *, by: Actor, event_id: int) -> Effect:
        """Return what saving a working copy would do. Raises EventNotFound, NotADraft or ChangedMeanwhile."""
        async with self._desk.database.read() as connection:
            copy, base = await self._pair(connection, by=by, event_id=event_id)
            return await self._effect(connection, copy, base)

    async def _effect(self, connection: AsyncConnection, copy: Event, base: Event) -> Effect:
        changed = [name for name in COPIED if _differs(getattr(copy, name), getattr(base, name))]
        if await series.picture(connection, event_id=copy.id) != await series.picture(connection, event_id=base.id):
            changed.append("picture")
        now = self._desk.clock()
        dropped: list[Occurrence] = []
        if not {*SCHEDULE}.isdisjoint(changed):
            as_saved = _with(base, copy)
            dropped = await self._lifecycle.dropped_by(connection, as_saved, now=now)
        counts = await changing.concerned(connection, occurrence_ids=[one.id for one in dropped])
        coming = await occurrences.to_come(connection, event_id=base.id)
        return Effect(
            changed=tuple(changed),
            dropped=tuple((one, counts.get(one.id, 0)) for one in dropped),
            concerned=await changing.people(connection, occurrence_ids=[one.id for one in coming]),
        )

    async def save(self, *, by: Actor, event_id: int, dropping: bool = False) -> Event:
        """Take over a working copy: dates to come follow it, and those concerned by a new start or place are told.

        Raises EventNotFound, NotADraft, NotTheHost, ChangedMeanwhile, AnswersDropped unless `dropping`, or what is
        still to be settled.
        """
        async with self._desk.database.write() as connection:
            copy, base = await self._pair(connection, by=by, event_id=event_id)
            self._check_settled(copy)
            effect = await self._effect(connection, copy, base)
            if effect.answers_dropped and not dropping:
                raise errors.AnswersDropped
            values = {name: getattr(copy, name) for name in COPIED if name in effect.changed}
            if "picture" in effect.changed:
                picture = await series.picture(connection, event_id=copy.id)
                await series.set_picture(connection, guild_id=by.guild_id, event_id=base.id, picture=picture)
            await series.delete_(connection, event_id=copy.id)
            if not effect.changed:
                return base
            return await self.apply(connection, base, values)

    async def apply(self, connection: AsyncConnection, base: Event, values: Mapping[str, Any]) -> Event:
        """Change a published event, and have everything to come follow. Raises ChangedMeanwhile."""
        now = self._desk.clock()
        if not await series.change(connection, values, event_id=base.id, revision=base.revision):
            raise errors.ChangedMeanwhile
        saved = await self._desk.event(connection, guild_id=base.guild_id, event_id=base.id)
        if saved.rule is None and not {*SCHEDULE}.isdisjoint(values):
            await self._unmove(connection, saved)
        await self._lifecycle.series_changed(connection, saved, now=now)
        if not {*PLACE}.isdisjoint(values):
            await self._tell(connection, saved, Told.PLACE)
        if not {*HOSTS}.isdisjoint(values):
            await self._tell(connection, saved, Told.HOST)
        return saved

    async def _unmove(self, connection: AsyncConnection, saved: Event) -> None:
        """Let what happens once follow its new start, also where it was moved in Discord's own list before."""
        for one in await occurrences.to_come(connection, event_id=saved.id):
            if one.state is OccurrenceState.PLANNED and one.moved:
                start = first_date(saved)
                await occurrences.change(connection, occurrence_id=one.id, moved=False, original_at=start)

    async def _tell(self, connection: AsyncConnection, saved: Event, what: Told) -> None:
        """Have those concerned told of a new place or host, in the same message as of a new start."""
        for one in await occurrences.to_come(connection, event_id=saved.id):
            if one.channel_id is not None and not (what is Told.PLACE and one.place_kind is not None):
                await self._announcing.plan_tell(connection, guild_id=one.guild_id, occurrence_id=one.id, what=what)

    def _check_settled(self, copy: Event) -> None:
        if START in copy.pending:
            raise errors.StartUnclear
        for trouble in self._organising.troubles(copy, started=True):
            raise trouble
        if not next_dates(copy, now=self._desk.clock(), limit=1):
            raise errors.NoDates

    async def _pair(self, connection: AsyncConnection, *, by: Actor, event_id: int) -> tuple[Event, Event]:
        """Return a working copy and what it is of."""
        copy = await self._organising.editable(connection, by=by, event_id=event_id)
        if copy.edits_id is None:
            raise errors.NotADraft
        base = await self._published(connection, by=by, event_id=copy.edits_id)
        if base.revision != copy.edits_revision:
            raise errors.ChangedMeanwhile
        return copy, base

    async def _published(self, connection: AsyncConnection, *, by: Actor, event_id: int) -> Event:
        found = await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)
        check_manages(found, by=by)
        if found.state is not EventState.PUBLISHED:
            raise errors.AlreadyOver
        return found


def _differs(one: Any, other: Any) -> bool:
    """Whether two values of a field differ: wall times that differ in `fold` only are equal to Python."""
    return bool(one != other or getattr(one, "fold", 0) != getattr(other, "fold", 0))


def _with(base: Event, copy: Event) -> Event:
    """Return a published event as it would be with what a working copy says."""
    return replace(base, **{name: getattr(copy, name) for name in COPIED})
