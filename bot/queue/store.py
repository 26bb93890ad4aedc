"""Queries of what moderators noted of things that wait."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, and_, func, or_, select, tuple_, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.queue.model import Mark
from bot.queue.tables import queue_mark

Key = tuple[str, int]
"""Kind and subject."""


async def marks(connection: AsyncConnection, *, guild_id: int, keys: Collection[Key]) -> Mapping[Key, Mark]:
    """Return the marks there are of these."""
    if not keys:
        return {}
    rows = await connection.execute(
        select(queue_mark).where(
            queue_mark.c.guild_id == guild_id, tuple_(queue_mark.c.kind, queue_mark.c.subject_id).in_(list(keys))
        )
    )
    return {
        (row.kind, row.subject_id): Mark(
            taken_by_id=row.taken_by_id,
            taken_at=row.taken_at,
            escalated_at=row.escalated_at,
            reminded_at=row.reminded_at,
        )
        for row in rows
    }


async def take(
    connection: AsyncConnection, *, guild_id: int, key: Key, by_id: int, at: datetime, from_id: int | None
) -> bool:
    """Note who takes it, where it is still `from_id`'s (None: nobody's); returns whether it was."""
    await _ensure(connection, guild_id=guild_id, key=key)
    held = queue_mark.c.taken_by_id.is_(None) if from_id is None else queue_mark.c.taken_by_id == from_id
    done = await connection.execute(
        update(queue_mark)
        .where(_is(guild_id, key), or_(held, queue_mark.c.taken_by_id == by_id))
        .values(taken_by_id=by_id, taken_at=at, first_taken_at=func.coalesce(queue_mark.c.first_taken_at, at))
    )
    return bool(done.rowcount)


async def note(connection: AsyncConnection, *, guild_id: int, key: Key, **values: Any) -> None:
    """Set columns of a mark, making it where there is none."""
    await _ensure(connection, guild_id=guild_id, key=key)
    await connection.execute(update(queue_mark).where(_is(guild_id, key)).values(**values))


async def note_reminded(connection: AsyncConnection, *, guild_id: int, keys: Sequence[Key], at: datetime) -> None:
    """Note of many at once when those on duty were told of them."""
    if not keys:
        return
    statement = insert_into(queue_mark, connection)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "kind", "subject_id"], set_={"reminded_at": statement.excluded.reminded_at}
        ),
        [
            {"guild_id": guild_id, "kind": kind, "subject_id": subject_id, "reminded_at": at}
            for kind, subject_id in keys
        ],
    )


async def mark_id(connection: AsyncConnection, *, guild_id: int, key: Key) -> int:
    return int((await connection.execute(select(queue_mark.c.id).where(_is(guild_id, key)))).scalar_one())


async def key_of(connection: AsyncConnection, *, guild_id: int, mark_id: int) -> Key | None:
    rows = await connection.execute(
        select(queue_mark.c.kind, queue_mark.c.subject_id).where(
            queue_mark.c.guild_id == guild_id, queue_mark.c.id == mark_id
        )
    )
    found = rows.one_or_none()
    return None if found is None else (found.kind, found.subject_id)


async def since(
    connection: AsyncConnection, *, guild_id: int, moment: datetime
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return how many things each moderator has taken, and ticked off, since a moment."""
    return (
        await _count_by(connection, guild_id, queue_mark.c.taken_by_id, queue_mark.c.taken_at, moment),
        await _count_by(connection, guild_id, queue_mark.c.done_by_id, queue_mark.c.done_at, moment),
    )


async def _count_by(
    connection: AsyncConnection, guild_id: int, who: Column[Any], when: Column[Any], moment: datetime
) -> Mapping[int, int]:
    rows = await connection.execute(
        select(who, func.count())
        .where(queue_mark.c.guild_id == guild_id, when >= moment, who.is_not(None))
        .group_by(who)
        .order_by(func.count().desc(), who)
        .limit(25)
    )
    return {int(member_id): int(count) for member_id, count in rows}


async def _ensure(connection: AsyncConnection, *, guild_id: int, key: Key) -> None:
    kind, subject_id = key
    await connection.execute(
        insert_into(queue_mark, connection)
        .values(guild_id=guild_id, kind=kind, subject_id=subject_id)
        .on_conflict_do_nothing(index_elements=["guild_id", "kind", "subject_id"])
    )


def _is(guild_id: int, key: Key) -> Any:
    kind, subject_id = key
    return and_(queue_mark.c.guild_id == guild_id, queue_mark.c.kind == kind, queue_mark.c.subject_id == subject_id)
