"""Queries of escalations, their steps and notes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.moderation.model import Severity
from bot.moderation.tables import moderation_case, moderation_evidence
from bot.playbooks.model import Escalation, Note, Step, Tick
from bot.playbooks.tables import playbook_escalation, playbook_note, playbook_step
from bot.queue.tables import queue_mark

KIND = "escalation"
"""Of the queue: who leads stands there."""

_escalation = playbook_escalation.c
_HIDDEN = frozenset({"open_case_id", "open_report_id"})
_COLUMNS = tuple(column for column in _escalation if column.name not in _HIDDEN)


def _escalations() -> Select[Any]:
    marked = and_(
        queue_mark.c.guild_id == _escalation.guild_id,
        queue_mark.c.kind == KIND,
        queue_mark.c.subject_id == _escalation.id,
    )
    return select(*_COLUMNS, queue_mark.c.taken_by_id).select_from(playbook_escalation.outerjoin(queue_mark, marked))


async def get(connection: AsyncConnection, *, guild_id: int, escalation_id: int) -> Escalation | None:
    return await _one(connection, _escalation.guild_id == guild_id, _escalation.id == escalation_id)


async def open_of_case(connection: AsyncConnection, *, guild_id: int, case_id: int) -> Escalation | None:
    return await _one(connection, _escalation.guild_id == guild_id, _escalation.open_case_id == case_id)


async def open_of_report(connection: AsyncConnection, *, guild_id: int, report_id: int) -> Escalation | None:
    return await _one(connection, _escalation.guild_id == guild_id, _escalation.open_report_id == report_id)


async def latest_of_case(connection: AsyncConnection, *, guild_id: int, case_id: int) -> Escalation | None:
    """Return the latest escalation of a case, open or closed."""
    rows = await connection.execute(
        _escalations()
        .where(_escalation.guild_id == guild_id, _escalation.case_id == case_id)
        .order_by(_escalation.id.desc())
        .limit(1)
    )
    found = rows.one_or_none()
    return None if found is None else _of(found)


async def waiting(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[tuple[Escalation, int, int, int]]:
    """Return the open ones, those due soonest first, with the case's number, steps done and all steps."""
    steps = (
        select(
            playbook_step.c.escalation_id,
            func.count().label("steps"),
            func.count(playbook_step.c.done_at).label("done"),
        )
        .where(playbook_step.c.guild_id == guild_id)
        .group_by(playbook_step.c.escalation_id)
        .subquery()
    )
    rows = await connection.execute(
        _escalations()
        .add_columns(moderation_case.c.number, func.coalesce(steps.c.done, 0), func.coalesce(steps.c.steps, 0))
        .join(moderation_case, moderation_case.c.id == _escalation.case_id)
        .outerjoin(steps, steps.c.escalation_id == _escalation.id)
        .where(_escalation.guild_id == guild_id, _escalation.closed_at.is_(None))
        .order_by(_escalation.deadline_at, _escalation.id)
        .limit(limit)
    )
    return [(_of(row), int(row[-3]), int(row[-2]), int(row[-1])) for row in rows]


async def add(
    connection: AsyncConnection, *, guild_id: int, case_id: int, report_id: int | None, **values: Any
) -> int | None:
    """Add one; returns its id, or None where the case or the report is being worked on already."""
    rows = await connection.execute(
        insert_into(playbook_escalation, connection)
        .values(
            guild_id=guild_id,
            case_id=case_id,
            open_case_id=case_id,
            report_id=report_id,
            open_report_id=report_id,
            **values,
        )
        .on_conflict_do_nothing()
        .returning(_escalation.id)
    )
    found = rows.scalar_one_or_none()
    return None if found is None else int(found)


async def set_open(connection: AsyncConnection, *, escalation_id: int, **values: Any) -> bool:
    """Set columns of one that is open; returns whether it was."""
    done = await connection.execute(
        update(playbook_escalation)
        .where(_escalation.id == escalation_id, _escalation.closed_at.is_(None))
        .values(**values)
    )
    return bool(done.rowcount)


async def note_place(connection: AsyncConnection, *, escalation_id: int, **values: Any) -> None:
    """Set where it is shown, or what was said there, open or not."""
    await connection.execute(update(playbook_escalation).where(_escalation.id == escalation_id).values(**values))


async def close(
    connection: AsyncConnection, *, escalation_id: int, by_id: int | None, at: datetime, outcome: str
) -> bool:
    """Close it; returns whether it was open."""
    return await set_open(
        connection,
        escalation_id=escalation_id,
        closed_by_id=by_id,
        closed_at=at,
        outcome=outcome,
        open_case_id=None,
        open_report_id=None,
    )


async def holding(connection: AsyncConnection, guild_id: int, ids: Sequence[int]) -> set[int]:
    """Return those of these pieces of evidence that open escalations rest on: they don't expire meanwhile."""
    is_open = and_(_escalation.guild_id == guild_id, _escalation.closed_at.is_(None))
    of_cases = await connection.scalars(
        select(moderation_evidence.c.id)
        .join(playbook_escalation, _escalation.case_id == moderation_evidence.c.case_id)
        .where(is_open, moderation_evidence.c.id.in_(list(ids)))
    )
    lent = await connection.scalars(select(_escalation.evidence_ids).where(is_open))
    return set(of_cases) | ({one for found in lent for one in found} & set(ids))


async def is_about(connection: AsyncConnection, *, guild_id: int, member_id: int) -> bool:
    """Whether something about a member is open."""
    found = await connection.scalar(
        select(func.count())
        .select_from(playbook_escalation)
        .join(moderation_case, moderation_case.c.id == _escalation.case_id)
        .where(
            _escalation.guild_id == guild_id,
            _escalation.closed_at.is_(None),
            moderation_case.c.member_id == member_id,
        )
    )
    return bool(found)


# Steps


async def add_steps(connection: AsyncConnection, *, guild_id: int, escalation_id: int, steps: Sequence[Step]) -> None:
    if steps:
        await connection.execute(
            insert(playbook_step),
            [
                {
                    "guild_id": guild_id,
                    "escalation_id": escalation_id,
                    "position": position,
                    "text": step.do,
                    "who": step.who,
                }
                for position, step in enumerate(steps, start=1)
            ],
        )


async def steps(connection: AsyncConnection, *, escalation_id: int) -> list[Tick]:
    rows = await connection.execute(
        select(playbook_step).where(playbook_step.c.escalation_id == escalation_id).order_by(playbook_step.c.position)
    )
    return [
        Tick(position=row.position, text=row.text, who=row.who, done_by_id=row.done_by_id, done_at=row.done_at)
        for row in rows
    ]


async def tick(
    connection: AsyncConnection, *, escalation_id: int, positions: Collection[int], by_id: int, at: datetime
) -> None:
    """Tick those that are not yet: who was first, stays."""
    await connection.execute(
        update(playbook_step)
        .where(_among(escalation_id, positions), playbook_step.c.done_at.is_(None))
        .values(done_by_id=by_id, done_at=at)
    )


async def untick(connection: AsyncConnection, *, escalation_id: int, positions: Collection[int]) -> None:
    await connection.execute(
        update(playbook_step).where(_among(escalation_id, positions)).values(done_by_id=None, done_at=None)
    )


def _among(escalation_id: int, positions: Collection[int]) -> ColumnElement[bool]:
    return and_(playbook_step.c.escalation_id == escalation_id, playbook_step.c.position.in_(list(positions)))


# Notes


async def add_note(
    connection: AsyncConnection,
    *,
    guild_id: int,
    escalation_id: int,
    author_id: int,
    text: str,
    at: datetime,
    request_id: int | None,
) -> bool:
    """Add a note; returns False where the same form has made it before."""
    done = await connection.execute(
        insert_into(playbook_note, connection)
        .values(
            guild_id=guild_id,
            escalation_id=escalation_id,
            author_id=author_id,
            text=text,
            written_at=at,
            request_id=request_id,
        )
        .on_conflict_do_nothing()
    )
    return bool(done.rowcount)


async def notes(connection: AsyncConnection, *, escalation_id: int, limit: int) -> list[Note]:
    """Return the latest notes, oldest of them first."""
    rows = await connection.execute(
        select(playbook_note.c.author_id, playbook_note.c.text, playbook_note.c.written_at)
        .where(playbook_note.c.escalation_id == escalation_id)
        .order_by(playbook_note.c.id.desc())
        .limit(limit)
    )
    return [Note(author_id=row.author_id, text=row.text, written_at=row.written_at) for row in rows][::-1]


async def count_notes(connection: AsyncConnection, *, escalation_id: int) -> int:
    query = select(func.count()).select_from(playbook_note).where(playbook_note.c.escalation_id == escalation_id)
    return int(await connection.scalar(query) or 0)


async def _one(connection: AsyncConnection, *such: ColumnElement[bool]) -> Escalation | None:
    rows = await connection.execute(_escalations().where(*such))
    found = rows.one_or_none()
    return None if found is None else _of(found)


def _of(row: Row[Any]) -> Escalation:
    values: dict[str, Any] = {column.name: row._mapping[column] for column in _COLUMNS}
    return Escalation(
        **{
            **values,
            "evidence_ids": tuple(values["evidence_ids"]),
            "severity": Severity(values["severity"]),
            "language": Language(values["language"]),
            "lead_id": row._mapping[queue_mark.c.taken_by_id],
        }
    )
