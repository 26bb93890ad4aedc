"""An event people answer, without Discord: published as its organiser would, answered as the cogs would have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.actor import Actor
from bot.app import App
from bot.clock import Clock
from bot.due import Due, due_row
from bot.due import State as DueState
from bot.engine import AsyncConnection
from bot.events.model import Answer, Event, EventState, Occurrence, OccurrenceState, PlaceKind
from bot.events.rsvp_model import Answered, Wish
from bot.events.store import occurrences, series
from bot.events.tables import event as event_table
from bot.events.tables import event_occurrence, event_rsvp

GUILD = 1
HOST = Actor(id=50, guild_id=GUILD)
ANA, BEN, CIO, DAN = (Actor(id=number, guild_id=GUILD) for number in (101, 102, 103, 104))


def member(number: int) -> Actor:
    return Actor(id=1_000 + number, guild_id=GUILD)


async def published(
    app: App,
    clock: Clock,
    *,
    guild_id: int = GUILD,
    starts_in: timedelta = timedelta(days=3),
    lasts: timedelta = timedelta(hours=2),
    **fields: Any,
) -> tuple[Event, Occurrence]:
    """Write a published event with its one date, and nothing that is due for it."""
    now = clock()
    starts_at = now.replace(second=0, microsecond=0) + starts_in
    values: dict[str, Any] = {
        "guild_id": guild_id,
        "state": EventState.PUBLISHED,
        "title": "Tea tasting",
        "description": "Bring a cup.",
        "starts_local": starts_at.replace(tzinfo=None),
        "time_zone": "UTC",
        "duration": lasts,
        "rule": None,
        "place_kind": PlaceKind.EXTERNAL,
        "place": "Café Engawa",
        "capacity": None,
        "needs_rank": False,
        "host_id": HOST.id,
        "reminders": (),
        "created_by_id": HOST.id,
        "created_at": now,
        "revision": 1,
    }
    async with app.database.write() as connection:
        event_id = await series.add(connection, values | fields)
        occurrence = await occurrences.add(
            connection,
            guild_id=guild_id,
            event_id=event_id,
            original_at=starts_at,
            starts_at=starts_at,
            ends_at=starts_at + lasts,
        )
        event = await series.get(connection, guild_id=guild_id, event_id=event_id)
    assert event is not None
    return event, occurrence


@dataclass
class Gathering:
    """One event of server `GUILD`."""

    app: App
    event: Event
    occurrence: Occurrence

    @property
    def id(self) -> int:
        return self.occurrence.id

    async def say(self, who: Actor, wish: Wish) -> Answered:
        return await self.app.events.answering.answer(by=who, occurrence_id=self.id, wish=wish)

    async def come(self, *everybody: Actor) -> list[Answered]:
        return [await self.say(who, Wish.GOING) for who in everybody]

    async def mine(self, who: Actor) -> Answered:
        return await self.app.events.answering.mine(by=who, occurrence_id=self.id)

    async def answer_of(self, who: Actor) -> Answer | None:
        return (await self.mine(who)).answer

    async def answers(self, everybody: Iterable[Actor]) -> list[Answer | None]:
        return [await self.answer_of(who) for who in everybody]

    async def change_event(self, **values: Any) -> None:
        """Change the event as its organiser did; what follows from it is the test's."""
        async with self.app.database.write() as connection:
            await connection.execute(update(event_table).where(event_table.c.id == self.event.id).values(**values))

    async def change(self, **values: Any) -> None:
        async with self.app.database.write() as connection:
            await occurrences.change(connection, occurrence_id=self.id, **values)

    async def cancel(self) -> None:
        await self.change(state=OccurrenceState.CANCELLED)

    async def refit(self) -> None:
        await self.app.events.waiting.refit(guild_id=self.event.guild_id, occurrence_id=self.id)

    async def lapse_due(self) -> None:
        """Do what the due rows of offers do."""
        for row in await self.due("events:offer"):
            if row.due_at <= self.app.clock():
                await self.app.events.waiting.lapse(guild_id=self.event.guild_id, rsvp_id=row.subject_id)
                await self.app.due.drop(row.id)

    async def due(self, kind: str) -> list[Due]:
        async with self.app.database.read() as connection:
            rows = await connection.execute(
                select(due_row).where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN).order_by(due_row.c.id)
            )
            return [
                Due(
                    id=row.id,
                    guild_id=row.guild_id,
                    kind=row.kind,
                    subject_id=row.subject_id,
                    payload=row.payload,
                    due_at=row.due_at,
                    attempts=row.attempts,
                )
                for row in rows
            ]

    async def untold(self) -> list[tuple[int, str]]:
        found = await self.app.events.waiting.untold(guild_id=self.event.guild_id, occurrence_id=self.id)
        return [(one.member_id, one.news.value) for one in found]


async def gathering(app: App, clock: Clock, **fields: Any) -> Gathering:
    event, occurrence = await published(app, clock, **fields)
    return Gathering(app=app, event=event, occurrence=occurrence)


async def rows(connection: AsyncConnection, occurrence_id: int) -> list[tuple[int, str, int]]:
    """Return member, answer and place of every answer, in the order they were written."""
    found = await connection.execute(
        select(event_rsvp).where(event_rsvp.c.occurrence_id == occurrence_id).order_by(event_rsvp.c.id)
    )
    return [(row.member_id, row.answer, row.place) for row in found]


async def announced(app: App, occurrence: Occurrence, **values: Any) -> None:
    """Write down where an announcement is, as if it were posted."""
    async with app.database.write() as connection:
        await connection.execute(
            update(event_occurrence).where(event_occurrence.c.id == occurrence.id).values(**values)
        )


def at(moment: datetime) -> str:
    return str(int(moment.timestamp()))
