"""Queries of cases."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.moderation.model import Act, Case, Origin, Progress, Severity, State
from bot.moderation.tables import moderation_case, moderation_change, moderation_counter

_KEPT_APART = frozenset({"request_id", "audit_entry_id", "log_channel_id", "log_message_id", "settled_at", "erased_at"})
COLUMNS = tuple(column for column in moderation_case.c if column.name not in _KEPT_APART)


async def next_number(connection: AsyncConnection, *, guild_id: int) -> int:
    """Return the number of the next case; it is taken with the transaction, so that none is left out or given twice."""
    statement = insert_into(moderation_counter, connection).values(guild_id=guild_id, latest=1)
    found = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id"], set_={"latest": moderation_counter.c.latest + 1}
        ).returning(moderation_counter.c.latest)
    )
    return int(found.scalar_one())


async def add(connection: AsyncConnection, *, guild_id: int, **values: Any) -> Case:
    """Add a case with the next number; `values` are columns of it."""
    number = await next_number(connection, guild_id=guild_id)
    rows = await connection.execute(
        insert(moderation_case).values(guild_id=guild_id, number=number, **values).returning(*COLUMNS)
    )
    return case_of(rows.one())


async def get(connection: AsyncConnection, *, guild_id: int, case_id: int) -> Case | None:
    rows = await connection.execute(
        select(*COLUMNS).where(moderation_case.c.guild_id == guild_id, moderation_case.c.id == case_id)
    )
    found = rows.one_or_none()
    return None if found is None else case_of(found)


async def numbered(connection: AsyncConnection, *, guild_id: int, number: int) -> Case | None:
    rows = await connection.execute(
        select(*COLUMNS).where(moderation_case.c.guild_id == guild_id, moderation_case.c.number == number)
    )
    found = rows.one_or_none()
    return None if found is None else case_of(found)


async def of_request(connection: AsyncConnection, *, guild_id: int, request_id: int) -> Case | None:
    """Return the case that a confirmation has made before."""
    rows = await connection.execute(
        select(*COLUMNS).where(moderation_case.c.guild_id == guild_id, moderation_case.c.request_id == request_id)
    )
    found = rows.one_or_none()
    return None if found is None else case_of(found)


async def of_member(connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int = 500) -> list[Case]:
    """Return a member's cases, latest first."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(moderation_case.c.guild_id == guild_id, moderation_case.c.member_id == member_id)
        .order_by(moderation_case.c.id.desc())
        .limit(limit)
    )
    return [case_of(row) for row in rows]


async def change(
    connection: AsyncConnection,
    *,
    case: Case,
    by_id: int | None,
    at: datetime,
    why: str,
    **values: Any,
) -> Case:
    """Change columns of a case and keep what they were; returns the case as it is then."""
    for name, after in values.items():
        before = getattr(case, name)
        if before != after:
            await connection.execute(
                insert(moderation_change).values(
                    guild_id=case.guild_id,
                    case_id=case.id,
                    changed_by_id=by_id,
                    changed_at=at,
                    field=name,
                    before=None if before is None else str(before),
                    after=None if after is None else str(after),
                    why=why,
                )
            )
    return await note(connection, case=case, at=at, **values)


async def note(connection: AsyncConnection, *, case: Case, at: datetime, **values: Any) -> Case:
    """Note how a case goes on (its parts, its state), which is no edit; returns the case as it is then."""
    rows = await connection.execute(
        update(moderation_case)
        .where(moderation_case.c.id == case.id)
        .values(changed_at=at, **values)
        .returning(*COLUMNS)
    )
    return case_of(rows.one())


def case_of(row: Row[tuple[object, ...]]) -> Case:
    values: dict[str, Any] = dict(row._mapping)
    return Case(
        **{
            **values,
            "act": Act(values["act"]),
            "state": State(values["state"]),
            "origin": Origin(values["origin"]),
            "severity": Severity(values["severity"]),
            "told": Progress(values["told"]),
            "acted": Progress(values["acted"]),
            "removed": Progress(values["removed"]),
        }
    )
