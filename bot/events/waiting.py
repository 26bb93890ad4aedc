"""The waiting list: who gets a place that becomes free.

The first in line is *offered* the place and has the server's `confirm_hours` to say yes, at most until half an hour
before the start; meanwhile it is nobody else's. Who doesn't answer in that time is off the list with the answer
“maybe”: they were mentioned and didn't say that they come, and a list that asks the same people again and again would
keep others waiting. They can press *Going* again, behind whoever waits then. Less than an hour before the start, and
where an event has no limit any more, nobody is asked: those who wait are given the places at once.

Nobody is thrown out where a host lowers the capacity; there are just no free places until enough have left.
"""

from datetime import datetime, timedelta

from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.events import rules
from bot.events.announcing import Announcing
from bot.events.desk import Desk
from bot.events.model import Answer, Event, EventSettings, EventState, Occurrence, OccurrenceState, Rsvp
from bot.events.rsvp_model import Counts, News, Untold
from bot.events.store import rsvps

GIVEN_AT_ONCE = timedelta(hours=1)
"""So close to the start nobody is asked any more."""
DECIDED_BEFORE_START = timedelta(minutes=30)
TOLD_AT_ONCE = 40


def is_open(event: Event, occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether it can be answered: it is published, neither over nor cancelled."""
    return (
        event.state is EventState.PUBLISHED
        and occurrence.state in (OccurrenceState.PLANNED, OccurrenceState.RUNNING)
        and now < occurrence.ends_at
    )


def offered_until(*, now: datetime, starts_at: datetime, confirm: timedelta) -> datetime | None:
    """Return until when a place is kept for who is offered it; None where they are given it at once."""
    if starts_at - now < GIVEN_AT_ONCE:
        return None
    return min(now + confirm, starts_at - DECIDED_BEFORE_START)


class Waiting:
    def __init__(self, desk: Desk, announcing: Announcing) -> None:
        self._desk = desk
        self._announcing = announcing

    async def fill(self, connection: AsyncConnection, event: Event, occurrence: Occurrence, counts: Counts) -> None:
        """Offer what is free to those who wait, in their order. The occurrence has to be locked."""
        now = self._desk.clock()
        free = counts.free(event.capacity)
        if not counts.waiting or free == 0 or not is_open(event, occurrence, now=now):
            return
        lucky = await rsvps.with_answer(connection, occurrence_id=occurrence.id, answer=Answer.WAITING, limit=free)
        until = None if free is None else await self._until(connection, occurrence, now=now)
        for one in lucky:
            if until is None:
                await self._give(connection, one, at=now)
            else:
                await self._offer(connection, one, until=until, at=now)
        await self._have_told(connection, occurrence, at=now)

    async def _until(self, connection: AsyncConnection, occurrence: Occurrence, *, now: datetime) -> datetime | None:
        settings = await self._desk.settings.read(connection, occurrence.guild_id, EventSettings)
        return offered_until(now=now, starts_at=occurrence.starts_at, confirm=timedelta(hours=settings.confirm_hours))

    async def _offer(self, connection: AsyncConnection, rsvp: Rsvp, *, until: datetime, at: datetime) -> None:
        await rsvps.move(
            connection,
            rsvp,
            answer=Answer.OFFERED,
            place=rsvp.place,
            news=News.OFFERED,
            offered_until=until,
            at=at,
        )
        await plan(connection, guild_id=rsvp.guild_id, kind=rules.OFFER, subject_id=rsvp.id, due_at=until)

    async def _give(self, connection: AsyncConnection, rsvp: Rsvp, *, at: datetime) -> None:
        place = await rsvps.next_place(connection, occurrence_id=rsvp.occurrence_id)
        await rsvps.move(connection, rsvp, answer=Answer.GOING, place=place, news=News.GIVEN, offered_until=None, at=at)
        await cancel(connection, kind=rules.OFFER, subject_id=rsvp.id)

    async def _have_told(self, connection: AsyncConnection, occurrence: Occurrence, *, at: datetime) -> None:
        await self._announcing.plan_now(
            connection, guild_id=occurrence.guild_id, kind=rules.OFFERED, occurrence_id=occurrence.id, at=at
        )
        await self._announcing.plan_show(connection, guild_id=occurrence.guild_id, occurrence_id=occurrence.id)

    async def refit(self, *, guild_id: int, occurrence_id: int) -> None:
        """Bring the list into step with an event that was changed: with its places, and with when it begins."""
        async with self._desk.database.write() as connection:
            if not await rsvps.lock(connection, guild_id=guild_id, occurrence_id=occurrence_id):
                return
            event, occurrence = await self._desk.occurrence(connection, guild_id=guild_id, occurrence_id=occurrence_id)
            now = self._desk.clock()
            if not is_open(event, occurrence, now=now):
                return
            await self._refit_offers(connection, event, occurrence, now=now)
            counts = await rsvps.counts(connection, occurrence_id=occurrence.id)
            await self.fill(connection, event, occurrence, counts)

    async def _refit_offers(
        self, connection: AsyncConnection, event: Event, occurrence: Occurrence, *, now: datetime
    ) -> None:
        """End offers before a start that is earlier now; give the places where there is no time left to ask."""
        latest = await self._until(connection, occurrence, now=now)
        for one in await rsvps.with_answer(connection, occurrence_id=occurrence.id, answer=Answer.OFFERED):
            assert one.offered_until is not None, "an offer has an end"
            if one.offered_until <= now:
                continue  # its due row sees to it
            if event.capacity is None or latest is None:
                await self._give(connection, one, at=now)
                await self._have_told(connection, occurrence, at=now)
            elif one.offered_until > occurrence.starts_at - DECIDED_BEFORE_START:
                await self._offer(connection, one, until=latest, at=now)
                await self._have_told(connection, occurrence, at=now)

    async def lapse(self, *, guild_id: int, rsvp_id: int) -> None:
        """Let an offer go to the next in line that nobody has taken by its end."""
        async with self._desk.database.write() as connection:
            found = await rsvps.with_id(connection, guild_id=guild_id, rsvp_id=rsvp_id)
            if found is None:
                return
            await rsvps.lock(connection, guild_id=guild_id, occurrence_id=found.occurrence_id)
            rsvp = await rsvps.with_id(connection, guild_id=guild_id, rsvp_id=rsvp_id)
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=guild_id, occurrence_id=found.occurrence_id
            )
            now = self._desk.clock()
            if rsvp is None or rsvp.answer is not Answer.OFFERED or rsvp.offered_until is None:
                return
            if not is_open(event, occurrence, now=now):
                return  # what was offered of something that is over, or cancelled, stays as it was
            if rsvp.offered_until > now:  # it was put off while this was waiting
                until = rsvp.offered_until
                await plan(connection, guild_id=guild_id, kind=rules.OFFER, subject_id=rsvp.id, due_at=until)
                return
            await rsvps.move(
                connection, rsvp, answer=Answer.MAYBE, place=rsvp.place, news=None, offered_until=None, at=now
            )
            await self.fill(connection, event, occurrence, await rsvps.counts(connection, occurrence_id=occurrence.id))
            await self._announcing.plan_show(connection, guild_id=guild_id, occurrence_id=occurrence.id)

    # Telling

    async def untold(self, *, guild_id: int, occurrence_id: int) -> list[Untold]:
        """Return who is to be told of a place now, nobody where the occurrence is over or cancelled."""
        async with self._desk.database.read() as connection:
            event, occurrence = await self._desk.occurrence(connection, guild_id=guild_id, occurrence_id=occurrence_id)
            if not is_open(event, occurrence, now=self._desk.clock()):
                return []
            return await rsvps.untold(connection, occurrence_id=occurrence_id, limit=TOLD_AT_ONCE)

    async def told(self, untold: list[Untold], *, guild_id: int, occurrence_id: int) -> None:
        """Note that they know. Whoever else is to be told is told next."""
        async with self._desk.database.write() as connection:
            await rsvps.told(connection, untold)
            if await rsvps.untold(connection, occurrence_id=occurrence_id, limit=1):
                await self._announcing.plan_now(
                    connection,
                    guild_id=guild_id,
                    kind=rules.OFFERED,
                    occurrence_id=occurrence_id,
                    at=self._desk.clock(),
                )
