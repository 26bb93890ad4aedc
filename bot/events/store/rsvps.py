"""Queries of who comes. One query a function."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.db import insert_into, upsert
from bot.engine import AsyncConnection
from bot.events.model import Answer, Occurrence, OccurrenceState, Rsvp
from bot.events.rsvp_model import Counts, News, Untold
from bot.events.store.occurrences import occurrence_of
from bot.events.tables import event_occurrence, event_preference, event_rsvp

UPCOMING_MAX = 500


async def lock(connection: AsyncConnection, *, guild_id: int, occurrence_id: int) -> Occurrence | None:
    """Have nobody else answer an occurrence until this transaction ends, and return it."""
    # An UPDATE that changes nothing: SQLite has one writer anyhow, PostgreSQL keeps the row for us.
    rows = await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.guild_id == guild_id, event_occurrence.c.id == occurrence_id)
        .values(sequence=event_occurrence.c.sequence)
        .returning(*event_occurrence.c)
    )
    row = rows.first()
    return None if row is None else occurrence_of(row)


async def get(connection: AsyncConnection, *, occurrence_id: int, member_id: int) -> Rsvp | None:
    rows = await connection.execute(
        select(event_rsvp).where(event_rsvp.c.occurrence_id == occurrence_id, event_rsvp.c.member_id == member_id)
    )
    return _one(rows.first())


async def with_id(connection: AsyncConnection, *, guild_id: int, rsvp_id: int) -> Rsvp | None:
    rows = await connection.execute(
        select(event_rsvp).where(event_rsvp.c.guild_id == guild_id, event_rsvp.c.id == rsvp_id)
    )
    return _one(rows.first())


async def tally(connection: AsyncConnection, *, occurrence_id: int) -> tuple[Counts, int]:
    """Return how many have which answer, and the highest place of all; later answers stand behind it."""
    rows = (
        await connection.execute(
            select(event_rsvp.c.answer, func.count(), func.max(event_rsvp.c.place))
            .where(event_rsvp.c.occurrence_id == occurrence_id)
            .group_by(event_rsvp.c.answer)
        )
    ).all()
    found = Counts(**{answer: int(count) for answer, count, _ in rows})
    return found, max((int(place) for *_, place in rows), default=0)


async def counts(connection: AsyncConnection, *, occurrence_id: int) -> Counts:
    return (await tally(connection, occurrence_id=occurrence_id))[0]


async def members(
    connection: AsyncConnection, *, occurrence_id: int, answers: Collection[Answer], limit: int, offset: int = 0
) -> list[int]:
    """Return who has one of these answers, in the order of their places; who was erased is not among them."""
    rows = await connection.execute(
        select(event_rsvp.c.member_id)
        .where(
            event_rsvp.c.occurrence_id == occurrence_id,
            event_rsvp.c.answer.in_([answer.value for answer in answers]),
            event_rsvp.c.member_id.is_not(None),
        )
        .order_by(event_rsvp.c.place, event_rsvp.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [row.member_id for row in rows]


async def with_answer(
    connection: AsyncConnection, *, occurrence_id: int, answer: Answer, limit: int | None = None
) -> list[Rsvp]:
    """Return those with an answer, in the order of their places."""
    rows = await connection.execute(
        select(event_rsvp)
        .where(event_rsvp.c.occurrence_id == occurrence_id, event_rsvp.c.answer == answer.value)
        .order_by(event_rsvp.c.place, event_rsvp.c.id)
        .limit(limit)
    )
    return [rsvp_of(row) for row in rows]


async def position(connection: AsyncConnection, rsvp: Rsvp) -> int:
    """Return how many with the same answer have this place or an earlier one."""
    found = await connection.scalar(
        select(func.count())
        .select_from(event_rsvp)
        .where(
            event_rsvp.c.occurrence_id == rsvp.occurrence_id,
            event_rsvp.c.answer == rsvp.answer.value,
            event_rsvp.c.place <= rsvp.place,
        )
    )
    return int(found or 0)


async def next_place(connection: AsyncConnection, *, occurrence_id: int) -> int:
    """Return the place behind all others. Only where the occurrence is locked."""
    highest = await connection.scalar(
        select(func.max(event_rsvp.c.place)).where(event_rsvp.c.occurrence_id == occurrence_id)
    )
    return int(highest or 0) + 1


async def put(
    connection: AsyncConnection,
    *,
    guild_id: int,
    occurrence_id: int,
    member_id: int,
    answer: Answer,
    place: int,
    at: datetime,
) -> Rsvp:
    """Write somebody's answer, which leaves nothing to be told of an earlier one."""
    values = {
        "guild_id": guild_id,
        "occurrence_id": occurrence_id,
        "member_id": member_id,
        "answer": answer.value,
        "place": place,
        "offered_until": None,
        "news": None,
        "answered_at": at,
        "changed_at": at,
    }
    statement = insert_into(event_rsvp, connection).values(**values)
    changed = ("answer", "place", "offered_until", "news", "changed_at")
    rows = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["occurrence_id", "member_id"], set_={name: statement.excluded[name] for name in changed}
        ).returning(*event_rsvp.c)
    )
    return rsvp_of(rows.one())


async def move(
    connection: AsyncConnection,
    rsvp: Rsvp,
    *,
    answer: Answer,
    place: int,
    news: News | None,
    offered_until: datetime | None,
    at: datetime,
) -> None:
    """Change what somebody has without their pressing anything."""
    await connection.execute(
        update(event_rsvp)
        .where(event_rsvp.c.id == rsvp.id, event_rsvp.c.answer == rsvp.answer.value)
        .values(
            answer=answer.value,
            place=place,
            news=None if news is None else news.value,
            offered_until=offered_until,
            changed_at=at,
        )
    )


async def untold(connection: AsyncConnection, *, occurrence_id: int, limit: int) -> list[Untold]:
    """Return who is still to be told of a place, in the order of their places."""
    rows = await connection.execute(
        select(event_rsvp)
        .where(
            event_rsvp.c.occurrence_id == occurrence_id,
            event_rsvp.c.news.is_not(None),
            event_rsvp.c.member_id.is_not(None),
        )
        .order_by(event_rsvp.c.place, event_rsvp.c.id)
        .limit(limit)
    )
    return [
        Untold(
            rsvp_id=row.id,
            member_id=row.member_id,
            news=News(row.news),
            offered_until=row.offered_until,
            changed_at=row.changed_at,
        )
        for row in rows
    ]


async def told(connection: AsyncConnection, untold: Sequence[Untold]) -> None:
    """Note that they know; of whom it has changed meanwhile that stays to be told."""
    for one in untold:
        await connection.execute(
            update(event_rsvp)
            .where(
                event_rsvp.c.id == one.rsvp_id,
                event_rsvp.c.news == one.news.value,
                event_rsvp.c.changed_at == one.changed_at,
            )
            .values(news=None)
        )


async def upcoming(connection: AsyncConnection, *, guild_id: int, member_id: int, after: datetime) -> list[Rsvp]:
    """Return somebody's answers to what isn't over, except that they can't come; by occurrence."""
    rows = await connection.execute(
        select(event_rsvp)
        .join(event_occurrence, event_occurrence.c.id == event_rsvp.c.occurrence_id)
        .where(
            event_rsvp.c.guild_id == guild_id,
            event_rsvp.c.member_id == member_id,
            event_rsvp.c.answer != Answer.CANNOT.value,
            event_occurrence.c.state.in_([OccurrenceState.PLANNED.value, OccurrenceState.RUNNING.value]),
            event_occurrence.c.ends_at > after,
        )
        .order_by(event_rsvp.c.occurrence_id)
        .limit(UPCOMING_MAX)
    )
    return [rsvp_of(row) for row in rows]


async def answered(
    connection: AsyncConnection, *, guild_id: int, after: datetime, after_id: int, limit: int
) -> list[int]:
    """Return the members with such an answer, by id, beginning behind `after_id`."""
    rows = await connection.execute(
        select(event_rsvp.c.member_id)
        .distinct()
        .join(event_occurrence, event_occurrence.c.id == event_rsvp.c.occurrence_id)
        .where(
            event_rsvp.c.guild_id == guild_id,
            event_rsvp.c.member_id > after_id,
            event_rsvp.c.answer != Answer.CANNOT.value,
            event_occurrence.c.state.in_([OccurrenceState.PLANNED.value, OccurrenceState.RUNNING.value]),
            event_occurrence.c.ends_at > after,
        )
        .order_by(event_rsvp.c.member_id)
        .limit(limit)
    )
    return [row.member_id for row in rows]


# How somebody wants to be reminded


async def by_message(connection: AsyncConnection, *, guild_id: int, member_id: int) -> bool:
    found = await connection.scalar(
        select(event_preference.c.by_message).where(
            event_preference.c.guild_id == guild_id, event_preference.c.member_id == member_id
        )
    )
    return bool(found)


async def set_by_message(connection: AsyncConnection, *, guild_id: int, member_id: int, by_message: bool) -> None:
    """Write how somebody wants it; whether their messages were closed to us is looked at anew."""
    values = {"guild_id": guild_id, "member_id": member_id, "by_message": by_message, "refused_at": None}
    await upsert(
        connection, event_preference, values, key=["guild_id", "member_id"], update=["by_message", "refused_at"]
    )


def rsvp_of(row: Row[Any]) -> Rsvp:
    """Return the answer in a row that has all columns of the table."""
    return Rsvp(
        id=row.id,
        guild_id=row.guild_id,
        occurrence_id=row.occurrence_id,
        member_id=row.member_id,
        answer=Answer(row.answer),
        place=row.place,
        offered_until=row.offered_until,
        answered_at=row.answered_at,
        changed_at=row.changed_at,
    )


def _one(row: Row[Any] | None) -> Rsvp | None:
    return None if row is None else rsvp_of(row)
