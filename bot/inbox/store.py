"""Queries of letters."""

from datetime import datetime

from sqlalchemy import Row, delete, func, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.inbox.model import UNTOLD, Delivery, Letter
from bot.inbox.tables import inbox_letter

MOST_AT_ONCE = 50
_COLUMNS = tuple(column for column in inbox_letter.c if column.name != "message_id")


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    topic: str,
    subject_id: int,
    channel_id: int | None,
    at: datetime,
) -> Letter:
    """Add a letter, or return the one there is about the same."""
    await connection.execute(
        insert_into(inbox_letter, connection)
        .values(
            guild_id=guild_id,
            member_id=member_id,
            topic=topic,
            subject_id=subject_id,
            channel_id=channel_id,
            created_at=at,
            delivery=Delivery.WAITING,
        )
        .on_conflict_do_nothing(index_elements=["guild_id", "member_id", "topic", "subject_id"])
    )
    found = await about(connection, guild_id=guild_id, member_id=member_id, topic=topic, subject_id=subject_id)
    assert found is not None
    return found


async def about(
    connection: AsyncConnection, *, guild_id: int, member_id: int, topic: str, subject_id: int
) -> Letter | None:
    rows = await connection.execute(
        select(*_COLUMNS).where(
            inbox_letter.c.guild_id == guild_id,
            inbox_letter.c.member_id == member_id,
            inbox_letter.c.topic == topic,
            inbox_letter.c.subject_id == subject_id,
        )
    )
    found = rows.one_or_none()
    return None if found is None else _letter(found)


async def reopen(connection: AsyncConnection, *, letter_id: int) -> Letter:
    found = await _changed(connection, letter_id, {"delivery": Delivery.WAITING, "delivered_at": None})
    assert found is not None
    return found


async def get(connection: AsyncConnection, letter_id: int) -> Letter | None:
    rows = await connection.execute(select(*_COLUMNS).where(inbox_letter.c.id == letter_id))
    found = rows.one_or_none()
    return None if found is None else _letter(found)


async def of_member(
    connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int, offset: int = 0
) -> list[Letter]:
    """Return a member's letters, latest first."""
    rows = await connection.execute(
        select(*_COLUMNS)
        .where(inbox_letter.c.guild_id == guild_id, inbox_letter.c.member_id == member_id)
        .order_by(inbox_letter.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_letter(row) for row in rows]


async def count(connection: AsyncConnection, *, guild_id: int, member_id: int, unread: bool = False) -> int:
    query = (
        select(func.count())
        .select_from(inbox_letter)
        .where(inbox_letter.c.guild_id == guild_id, inbox_letter.c.member_id == member_id)
    )
    if unread:
        query = query.where(inbox_letter.c.read_at.is_(None))
    return int(await connection.scalar(query) or 0)


async def mark_delivered(
    connection: AsyncConnection,
    *,
    letter_id: int,
    delivery: Delivery,
    at: datetime,
    channel_id: int | None = None,
    message_id: int | None = None,
) -> Letter | None:
    """Note how a letter reached its member; returns it, None where it is gone."""
    values: dict[str, object] = {"delivery": delivery, "delivered_at": at}
    if message_id is not None:
        values["message_id"] = message_id
    if channel_id is not None:
        values["channel_id"] = channel_id
    if delivery is Delivery.DIRECT:
        values["read_at"] = at
    return await _changed(connection, letter_id, values)


async def mark_read(connection: AsyncConnection, *, letter_id: int, at: datetime) -> Letter | None:
    """Note that a letter was read, the first time it is; returns it, None where it is gone."""
    return await _changed(connection, letter_id, {"read_at": func.coalesce(inbox_letter.c.read_at, at)})


async def remove(connection: AsyncConnection, *, letter_id: int) -> None:
    await connection.execute(delete(inbox_letter).where(inbox_letter.c.id == letter_id))


async def untold(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[Letter]:
    """Return the letters nobody could tell their member of, latest first."""
    rows = await connection.execute(
        select(*_COLUMNS)
        .where(
            inbox_letter.c.guild_id == guild_id,
            inbox_letter.c.member_id == member_id,
            inbox_letter.c.delivery.in_(sorted(UNTOLD)),
            inbox_letter.c.read_at.is_(None),
        )
        .order_by(inbox_letter.c.id.desc())
        .limit(MOST_AT_ONCE)
    )
    return [_letter(row) for row in rows]


async def all_untold(connection: AsyncConnection) -> list[tuple[int, int]]:
    """Return servers and members of whom somebody could not be told of a letter."""
    rows = await connection.execute(
        select(inbox_letter.c.guild_id, inbox_letter.c.member_id)
        .where(inbox_letter.c.delivery.in_(sorted(UNTOLD)), inbox_letter.c.read_at.is_(None))
        .distinct()
    )
    return [(row.guild_id, row.member_id) for row in rows]


async def _changed(connection: AsyncConnection, letter_id: int, values: dict[str, object]) -> Letter | None:
    rows = await connection.execute(
        update(inbox_letter).where(inbox_letter.c.id == letter_id).values(**values).returning(*_COLUMNS)
    )
    found = rows.one_or_none()
    return None if found is None else _letter(found)


def _letter(row: Row[tuple[object, ...]]) -> Letter:
    values = dict(row._mapping)
    return Letter(**{**values, "delivery": Delivery(str(values["delivery"]))})
