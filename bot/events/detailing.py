"""Everything about an event for those who run it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.actor import Actor
from bot.events import errors
from bot.events.desk import Desk, may_manage
from bot.events.model import Answer, Event, EventState, Occurrence, Reminder
from bot.events.store import changing, reminders, series

DATES = 3
BACK = timedelta(days=14)
"""How far back dates are shown: what became of their reminders and who came is of interest for a while."""

_OWN = (EventState.DRAFT, EventState.PROPOSED, EventState.DECLINED)
"""What whoever began it sees, though somebody else is to host it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    occurrence: Occurrence
    answers: Mapping[Answer, int]
    reminders: Sequence[Reminder]


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    event: Event
    picture: bool
    dates: Sequence[Date]
    """The latest that is over, and the next ones."""


class Detailing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def details(self, *, by: Actor, event_id: int) -> Details:
        """Raises EventNotFound, also for somebody else's draft, or NotTheHost."""
        now = self._desk.clock()
        async with self._desk.database.read() as connection:
            event = await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)
            own = event.created_by_id == by.id
            if event.state is EventState.DRAFT and not own:
                raise errors.EventNotFound
            if not may_manage(event, by=by) and not (own and event.state in _OWN):
                raise errors.NotTheHost
            every = await changing.all_of(connection, event_id=event_id)
            over = [one for one in every if one.ends_at <= now and one.ends_at > now - BACK]
            coming = sorted((one for one in every if one.ends_at > now), key=lambda one: one.starts_at)
            dates = [
                Date(
                    occurrence=one,
                    answers=await changing.answers(connection, occurrence_id=one.id),
                    reminders=await reminders.of_occurrence(connection, occurrence_id=one.id),
                )
                for one in [*over[-1:], *coming[:DATES]]
            ]
            picture = await series.picture_format(connection, event_id=event_id)
        return Details(event=event, picture=picture is not None, dates=dates)
