"""What is coming, for whoever asks: as a list, and as what calendars are made of.

People are shown what they could come to: what is for everybody, or for a role or rank of theirs, or what they have a
place at or wait for; and only what was announced where they can read it. Who runs events sees all of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events import errors
from bot.events.answering import Answering
from bot.events.calendar import Entry
from bot.events.desk import Desk, may_manage, placed
from bot.events.model import Answer, Event, EventSettings, EventState, Occurrence
from bot.events.rsvp_model import Counts
from bot.events.store import listing as store
from bot.events.store import rsvps

PER_PAGE = 5
CALENDAR_BACK = timedelta(days=60)
"""So long a date that was cancelled stays cancelled in the file of its series."""

Sees = Callable[[int], bool]
"""Whether somebody can read a channel, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    event: Event
    """As it is at this date."""
    occurrence: Occurrence
    answer: Answer | None
    """The reader's."""
    counts: Counts
    later: int
    """More dates of the same series, which have no line of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingPage:
    items: Sequence[Coming]
    number: int
    pages: int


class Listing:
    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    async def page(self, *, by: Actor, sees: Sees, number: int) -> ComingPage:
        """Return a page of what is coming, the soonest first; the last page where there is no such page.

        Of a series there is the next date, and each one that was announced or answered.
        """
        usual = await self._usual_channel(by)
        async with self._desk.database.read() as connection:
            shown = await self._shown(connection, by=by, sees=sees, usual=usual)
            ids = [occurrence.id for _, occurrence in shown]
            answers = await store.answers(connection, member_id=by.id, occurrence_ids=ids)
            lines = _lines(shown, answers)
            pages = max(1, -(-len(lines) // PER_PAGE))
            number = min(max(1, number), pages)
            part = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
            counts = await store.counts(connection, occurrence_ids=[occurrence.id for _, occurrence, _ in part])
        items = [
            Coming(
                event=event,
                occurrence=one,
                answer=answers.get(one.id),
                counts=counts.get(one.id, Counts()),
                later=later,
            )
            for event, one, later in part
        ]
        return ComingPage(items=items, number=number, pages=pages)

    async def all(self, *, by: Actor, sees: Sees) -> list[Entry]:
        """Return all that is coming, each series with its dates."""
        usual = await self._usual_channel(by)
        async with self._desk.database.read() as connection:
            shown = await self._shown(connection, by=by, sees=sees, usual=usual)
            return await self._entries(connection, shown)

    async def series(self, *, by: Actor, sees: Sees, event_id: int) -> Entry:
        """Return one series, or event. Raises EventNotFound, also for what isn't shown to who asks."""
        usual = await self._usual_channel(by)
        async with self._desk.database.read() as connection:
            shown = await self._shown(connection, by=by, sees=sees, usual=usual)
            entries = await self._entries(connection, [each for each in shown if each[0].id == event_id])
        if not entries:
            raise errors.EventNotFound
        return entries[0]

    async def mine(self, *, by: Actor, sees: Sees) -> list[tuple[Event, Occurrence]]:
        """Return the dates somebody comes to, the soonest first."""
        usual = await self._usual_channel(by)
        async with self._desk.database.read() as connection:
            shown = await self._shown(connection, by=by, sees=sees, usual=usual)
            ids = [occurrence.id for _, occurrence in shown]
            answers = await store.answers(connection, member_id=by.id, occurrence_ids=ids)
        return [(event, one) for event, one in shown if answers.get(one.id) is Answer.GOING]

    async def one(self, *, by: Actor, occurrence_id: int) -> tuple[Event, Occurrence]:
        """Return a date whose announcement somebody reads, also once it is over or cancelled.

        Raises OccurrenceNotFound.
        """
        async with self._desk.database.read() as connection:
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=occurrence_id
            )
        if event.state in (EventState.DRAFT, EventState.PROPOSED, EventState.DECLINED):
            raise errors.OccurrenceNotFound
        return event, occurrence

    async def _entries(self, connection: AsyncConnection, shown: Sequence[tuple[Event, Occurrence]]) -> list[Entry]:
        """Return the series of dates. The event of an entry is where its series is, not where one date is."""
        event_ids = list(dict.fromkeys(event.id for event, _ in shown))
        found = await store.events(connection, event_ids=event_ids)
        after = self._desk.clock() - CALENDAR_BACK
        out = await store.cancelled(connection, event_ids=event_ids, after=after)
        changes = await store.changes(connection, event_ids=event_ids)
        return [
            Entry(
                event=found[event_id],
                dates=[
                    *(one for _, one in shown if one.event_id == event_id),
                    *(one for one in out if one.event_id == event_id),
                ],
                changes=changes.get(event_id, 0),
            )
            for event_id in event_ids
        ]

    async def _usual_channel(self, by: Actor) -> int | None:
        return (await self._desk.settings.get(by.guild_id, EventSettings)).channel_id

    async def _shown(
        self, connection: AsyncConnection, *, by: Actor, sees: Sees, usual: int | None
    ) -> list[tuple[Event, Occurrence]]:
        """Return what is coming and may be shown to somebody, the soonest first.

        `usual`: the channel for events, where what isn't announced yet will be.
        """
        coming = await store.coming(connection, guild_id=by.guild_id, after=self._desk.clock())
        found = await store.events(connection, event_ids={one.event_id for one in coming})
        welcome = {event.id: await self._is_for(connection, event, by=by) for event in found.values()}
        shown = []
        for one in coming:
            event = found[one.event_id]
            channel_id = one.channel_id if one.channel_id is not None else usual
            readable = may_manage(event, by=by) or channel_id is None or sees(channel_id)
            if readable and (welcome[event.id] or await self._has_place(connection, one, by=by)):
                shown.append((placed(event, one), one))
        return shown

    async def _is_for(self, connection: AsyncConnection, event: Event, *, by: Actor) -> bool:
        if may_manage(event, by=by):
            return True
        try:
            await self._answering.check_audience(connection, event, None, by=by)
        except errors.NotInAudience:
            return False
        return True

    async def _has_place(self, connection: AsyncConnection, occurrence: Occurrence, *, by: Actor) -> bool:
        rsvp = await rsvps.get(connection, occurrence_id=occurrence.id, member_id=by.id)
        return rsvp is not None and rsvp.answer in (Answer.GOING, Answer.WAITING, Answer.OFFERED)


def _lines(
    shown: Sequence[tuple[Event, Occurrence]], answers: Mapping[int, Answer]
) -> list[tuple[Event, Occurrence, int]]:
    """Return what has a line of its own, each with how many dates of its series have none; those are in its first."""
    seen: set[int] = set()
    kept: list[tuple[Event, Occurrence]] = []
    for event, one in shown:
        if one.event_id not in seen or one.id in answers or one.channel_id is not None:
            kept.append((event, one))
        seen.add(one.event_id)
    left_out = Counter(one.event_id for _, one in shown) - Counter(one.event_id for _, one in kept)
    # The first line of a series takes the number, the others find none any more.
    return [(event, one, left_out.pop(one.event_id, 0)) for event, one in kept]
