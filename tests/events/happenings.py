"""Series as an organiser published them, and what is due for their occurrences."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot import due
from bot.app import App
from bot.events.model import Answer, Event, EventState, Occurrence, PlaceKind
from bot.events.store import occurrences, series
from bot.events.tables import event_occurrence, event_rsvp

GUILD = 1
WEEKLY = "FREQ=WEEKLY;BYDAY=FR"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def publish(app: App, *, starts: datetime, guild_id: int = GUILD, **fields: Any) -> Event:
    """Write a published series that starts at this wall time, and do for it what publishing does."""
    values: dict[str, Any] = {
        "guild_id": guild_id,
        "state": EventState.PUBLISHED,
        "title": "Friday tea",
        "description": "Bring a cup.",
        "starts_local": starts,
        "time_zone": "UTC",
        "duration": timedelta(hours=2),
        "rule": None,
        "place_kind": PlaceKind.EXTERNAL,
        "place": "Veranda Café",
        "needs_rank": False,
        "reminders": (),
        "created_at": app.clock(),
        "revision": 1,
    }
    async with app.database.write() as connection:
        event_id = await series.add(connection, values | fields)
        event = await series.get(connection, guild_id=guild_id, event_id=event_id)
        assert event is not None
        await app.events.lifecycle.materialise(connection, event, now=app.clock())
    return event


async def edit(app: App, event: Event, **changes: Any) -> Event:
    """Change a series as its organiser does."""
    async with app.database.write() as connection:
        await series.change(connection, changes, event_id=event.id, revision=event.revision)
        changed = await series.get(connection, guild_id=event.guild_id, event_id=event.id)
        assert changed is not None
        await app.events.lifecycle.series_changed(connection, changed, now=app.clock())
    return changed


async def again(app: App, event: Event) -> Event:
    """Return a series as it is now."""
    async with app.database.read() as connection:
        found = await series.get(connection, guild_id=event.guild_id, event_id=event.id)
    assert found is not None
    return found


async def dates(app: App, event: Event) -> list[Occurrence]:
    """Return all occurrences of an event, whatever became of them, by start."""
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(event_occurrence)
            .where(event_occurrence.c.event_id == event.id)
            .order_by(event_occurrence.c.starts_at, event_occurrence.c.id)
        )
        return [occurrences.occurrence_of(row) for row in rows]


async def come(app: App, occurrence: Occurrence, *member_ids: int, answer: Answer = Answer.GOING) -> None:
    """Write answers."""
    async with app.database.write() as connection:
        for place, member_id in enumerate(member_ids, start=1):
            await connection.execute(
                insert(event_rsvp).values(
                    guild_id=occurrence.guild_id,
                    occurrence_id=occurrence.id,
                    member_id=member_id,
                    answer=answer.value,
                    place=place,
                    answered_at=app.clock(),
                    changed_at=app.clock(),
                )
            )


async def announced(app: App, occurrence: Occurrence, *, message_id: int = 900) -> None:
    """Note an announcement, as if it was posted."""
    await app.events.announcing.posted(
        guild_id=occurrence.guild_id, occurrence_id=occurrence.id, channel_id=70, message_id=message_id
    )
    await app.due.cancel(kind="events:announce", subject_id=occurrence.id)


async def planned(app: App, kind: str) -> Mapping[int, datetime]:
    """Return what is planned of a kind: subjects with their moments."""
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(due.due_row.c.subject_id, due.due_row.c.due_at).where(
                due.due_row.c.kind == kind, due.due_row.c.state == due.State.OPEN
            )
        )
        return {row.subject_id: row.due_at for row in rows}
