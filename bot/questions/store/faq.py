"""Solved questions that staff gave a name. One whose question isn't solved just now is hidden, not lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from bot.engine import AsyncConnection
from bot.questions.model import FaqEntry, Page, State
from bot.questions.store import lists
from bot.questions.tables import question, question_faq


def _shown(guild_id: int, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(question_faq)
        .join(question, question.c.id == question_faq.c.question_id)
        .where(question_faq.c.guild_id == guild_id, question.c.state == State.SOLVED, question.c.deleted_at.is_(None))
    )


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    question_id: int,
    name: str,
    name_key: str,
    added_by_id: int,
    added_at: datetime,
) -> None:
    await connection.execute(
        insert(question_faq).values(
            guild_id=guild_id,
            question_id=question_id,
            name=name,
            name_key=name_key,
            added_by_id=added_by_id,
            added_at=added_at,
        )
    )


async def taken(connection: AsyncConnection, *, guild_id: int, name_key: str) -> int | None:
    """Return the entry that has a name, hidden or not."""
    found = await connection.scalar(
        select(question_faq.c.id).where(question_faq.c.guild_id == guild_id, question_faq.c.name_key == name_key)
    )
    return None if found is None else int(found)


async def rename(connection: AsyncConnection, *, entry_id: int, name: str, name_key: str) -> None:
    await connection.execute(
        update(question_faq).where(question_faq.c.id == entry_id).values(name=name, name_key=name_key)
    )


async def drop(connection: AsyncConnection, *, guild_id: int, name_key: str) -> bool:
    result = await connection.execute(
        delete(question_faq).where(question_faq.c.guild_id == guild_id, question_faq.c.name_key == name_key)
    )
    return bool(result.rowcount)


async def drop_of_question(connection: AsyncConnection, *, question_id: int) -> None:
    await connection.execute(delete(question_faq).where(question_faq.c.question_id == question_id))


async def find(connection: AsyncConnection, *, guild_id: int, name_key: str) -> FaqEntry | None:
    statement = _shown(guild_id, *question_faq.c).where(question_faq.c.name_key == name_key)
    entries = await _entries(connection, guild_id, list(await connection.execute(statement)))
    return entries[0] if entries else None


async def names(connection: AsyncConnection, *, guild_id: int, part: str, limit: int) -> list[str]:
    """Return names that contain `part` (folded), those that begin with it first."""
    begins = question_faq.c.name_key.startswith(part, autoescape=True)
    found = await connection.scalars(
        _shown(guild_id, question_faq.c.name)
        .where(question_faq.c.name_key.contains(part, autoescape=True))
        .order_by(begins.desc(), question_faq.c.name_key)
        .limit(limit)
    )
    return list(found)


async def page(connection: AsyncConnection, *, guild_id: int, number: int, size: int) -> Page[FaqEntry]:
    total = int(await connection.scalar(_shown(guild_id, func.count())) or 0)
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    statement = (
        _shown(guild_id, *question_faq.c).order_by(question_faq.c.name_key).limit(size).offset((number - 1) * size)
    )
    entries = await _entries(connection, guild_id, list(await connection.execute(statement)))
    return Page(items=tuple(entries), total=total, number=number, pages=pages)


async def _entries(connection: AsyncConnection, guild_id: int, found: list[Row[Any]]) -> list[FaqEntry]:
    asked = await lists.by_ids(connection, guild_id=guild_id, question_ids=[row.question_id for row in found])
    by_id = {one.id: one for one in asked}
    return [
        FaqEntry(id=row.id, guild_id=guild_id, name=row.name, question=by_id[row.question_id], added_at=row.added_at)
        for row in found
    ]
