"""Queries of appeals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select, update

from bot.appeals.model import Appeal, State
from bot.appeals.tables import appeal
from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.moderation.tables import moderation_case, moderation_evidence
from bot.queue.tables import queue_mark

KIND = "appeal"
"""Of the queue: who has taken an appeal stands there."""

_OPEN = appeal.c.state == State.OPEN


def _appeals() -> Select[Any]:
    marked = and_(
        queue_mark.c.guild_id == appeal.c.guild_id,
        queue_mark.c.kind == KIND,
        queue_mark.c.subject_id == appeal.c.id,
    )
    return select(appeal, queue_mark.c.taken_by_id).outerjoin(queue_mark, marked)


async def guild_of(connection: AsyncConnection, *, case_id: int, member_id: int) -> int | None:
    """Return the server of a case, for the member it is about: they may be in a direct message."""
    found = await connection.scalar(
        select(moderation_case.c.guild_id).where(
            moderation_case.c.id == case_id, moderation_case.c.member_id == member_id
        )
    )
    return None if found is None else int(found)


async def get(connection: AsyncConnection, *, guild_id: int, appeal_id: int) -> Appeal | None:
    return _one(await connection.execute(_appeals().where(appeal.c.guild_id == guild_id, appeal.c.id == appeal_id)))


async def of_case(connection: AsyncConnection, *, guild_id: int, case_id: int) -> Appeal | None:
    return _one(await connection.execute(_appeals().where(appeal.c.guild_id == guild_id, appeal.c.case_id == case_id)))


async def of_member(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Mapping[int, Appeal]:
    """Return a member's appeals by their cases."""
    rows = await connection.execute(
        _appeals()
        .where(appeal.c.guild_id == guild_id, appeal.c.member_id == member_id)
        .order_by(appeal.c.id)
        .limit(500)
    )
    return {found.case_id: found for found in map(_appeal, rows)}


async def waiting(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[tuple[Appeal, int]]:
    """Return the open appeals, those due soonest first, with the numbers of their cases."""
    rows = await connection.execute(
        _appeals()
        .add_columns(moderation_case.c.number)
        .join(moderation_case, moderation_case.c.id == appeal.c.case_id)
        .where(appeal.c.guild_id == guild_id, _OPEN)
        .order_by(appeal.c.due_at, appeal.c.id)
        .limit(limit)
    )
    return [(_appeal(row, without=("number",)), int(row.number)) for row in rows]


async def add(connection: AsyncConnection, *, guild_id: int, case_id: int, **values: Any) -> int | None:
    """Add an open appeal; None where the case has one."""
    rows = await connection.execute(
        insert_into(appeal, connection)
        .values(guild_id=guild_id, case_id=case_id, state=State.OPEN, **values)
        .on_conflict_do_nothing(index_elements=["case_id"])
        .returning(appeal.c.id)
    )
    return rows.scalar_one_or_none()


async def change(connection: AsyncConnection, *, appeal_id: int, **values: Any) -> None:
    await connection.execute(update(appeal).where(appeal.c.id == appeal_id).values(**values))


async def note_response(connection: AsyncConnection, *, appeal_id: int, at: datetime) -> None:
    """Note when somebody first looked at it."""
    await connection.execute(
        update(appeal)
        .where(appeal.c.id == appeal_id, appeal.c.first_response_at.is_(None))
        .values(first_response_at=at)
    )


async def decide(
    connection: AsyncConnection, *, appeal_id: int, state: State, by_id: int | None, at: datetime, **values: Any
) -> bool:
    """Close an appeal; returns whether it was open."""
    done = await connection.execute(
        update(appeal)
        .where(appeal.c.id == appeal_id, _OPEN)
        .values(state=state, decided_by_id=by_id, decided_at=at, **values)
    )
    return bool(done.rowcount)


async def open_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    found = await connection.scalars(
        select(appeal.c.id).where(appeal.c.guild_id == guild_id, appeal.c.member_id == member_id, _OPEN)
    )
    return list(found)


async def count_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
    found = await connection.scalar(
        select(func.count()).select_from(appeal).where(appeal.c.guild_id == guild_id, appeal.c.member_id == member_id)
    )
    return int(found or 0)


async def forget(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Delete what somebody wrote in their appeals, and what they were answered."""
    await connection.execute(
        update(appeal)
        .where(appeal.c.guild_id == guild_id, appeal.c.member_id == member_id)
        .values(text="", answer=None, note=None)
    )


async def holding(connection: AsyncConnection, guild_id: int, evidence_ids: Sequence[int]) -> set[int]:
    """Return those of the evidence whose case is under appeal."""
    found = await connection.scalars(
        select(moderation_evidence.c.id)
        .join(appeal, appeal.c.case_id == moderation_evidence.c.case_id)
        .where(
            moderation_evidence.c.guild_id == guild_id,
            moderation_evidence.c.id.in_(list(evidence_ids)),
            _OPEN,
        )
    )
    return set(found)


def _one(rows: Any) -> Appeal | None:
    row = rows.one_or_none()
    return None if row is None else _appeal(row)


def _appeal(row: Row[Any], *, without: Sequence[str] = ()) -> Appeal:
    values: dict[str, Any] = {name: value for name, value in row._mapping.items() if name not in without}
    return Appeal(**{**values, "state": State(values["state"])})
