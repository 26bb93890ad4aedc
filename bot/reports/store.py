"""Queries of reports, of what each reporter said, and of forms that were opened."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, or_, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.moderation.model import Attachment, Snapshot
from bot.queue.tables import queue_mark
from bot.reports.model import Concern, Draft, Mine, Report, Side, State, Voice
from bot.reports.tables import report, report_draft, report_voice

KIND = "report"
"""Of the queue: who has taken a report stands there."""

REPORTERS_MAX = 1_000
"""Who is told of one report's outcome, in one transaction."""

_OPEN = report.c.state == State.OPEN


def _reports() -> Select[Any]:
    marked = and_(
        queue_mark.c.guild_id == report.c.guild_id,
        queue_mark.c.kind == KIND,
        queue_mark.c.subject_id == report.c.id,
    )
    return select(report, queue_mark.c.taken_by_id).outerjoin(queue_mark, marked)


async def get(connection: AsyncConnection, *, guild_id: int, report_id: int) -> Report | None:
    return _one(await connection.execute(_reports().where(report.c.guild_id == guild_id, report.c.id == report_id)))


async def open_about_message(connection: AsyncConnection, *, guild_id: int, message_id: int) -> Report | None:
    return _one(
        await connection.execute(
            _reports().where(report.c.guild_id == guild_id, report.c.message_id == message_id, _OPEN)
        )
    )


async def open_about_member(
    connection: AsyncConnection, *, guild_id: int, about_id: int, since: datetime
) -> Report | None:
    """Return the latest open report about a member, not about a message, that was made since a moment."""
    return _one(
        await connection.execute(
            _reports()
            .where(
                report.c.guild_id == guild_id,
                report.c.about_id == about_id,
                report.c.message_id.is_(None),
                report.c.created_at >= since,
                _OPEN,
            )
            .order_by(report.c.id.desc())
            .limit(1)
        )
    )


async def waiting(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Report]:
    """Return the open reports, those due soonest first."""
    rows = await connection.execute(
        _reports().where(report.c.guild_id == guild_id, _OPEN).order_by(report.c.due_at, report.c.id).limit(limit)
    )
    return [_report(row) for row in rows]


async def add(connection: AsyncConnection, *, guild_id: int, **values: Any) -> int | None:
    """Add an open report; None where there is one about the message by now."""
    rows = await connection.execute(
        insert_into(report, connection)
        .values(guild_id=guild_id, state=State.OPEN, forgets=False, **values)
        .on_conflict_do_nothing()
        .returning(report.c.id)
    )
    return rows.scalar_one_or_none()


async def change(connection: AsyncConnection, *, report_id: int, **values: Any) -> None:
    await connection.execute(update(report).where(report.c.id == report_id).values(**values))


async def note_response(connection: AsyncConnection, *, report_id: int, at: datetime) -> None:
    """Note when somebody first looked at it."""
    await connection.execute(
        update(report)
        .where(report.c.id == report_id, report.c.first_response_at.is_(None))
        .values(first_response_at=at)
    )


async def decide(
    connection: AsyncConnection,
    *,
    report_id: int,
    state: State,
    by_id: int | None,
    at: datetime,
    case_id: int | None = None,
    answer: str | None = None,
) -> bool:
    """Close a report; returns whether it was open. Whom it was about goes if they have had their data erased."""
    done = await connection.execute(
        update(report)
        .where(report.c.id == report_id, _OPEN)
        .values(
            state=state,
            decided_by_id=by_id,
            decided_at=at,
            case_id=case_id,
            answer=answer,
            first_response_at=func.coalesce(report.c.first_response_at, at),
        )
    )
    await connection.execute(
        update(report).where(report.c.id == report_id, report.c.forgets, ~_OPEN).values(about_id=None)
    )
    return bool(done.rowcount)


async def decided_about(connection: AsyncConnection, *, guild_id: int, about_id: int) -> tuple[int, int]:
    """Return how many reports about a member were decided, and how many of them dismissed."""
    rows = await connection.execute(
        select(func.count(), func.count().filter(report.c.state == State.DISMISSED)).where(
            report.c.guild_id == guild_id, report.c.about_id == about_id, ~_OPEN
        )
    )
    decided, dismissed = rows.one()
    return int(decided), int(dismissed)


# Voices


async def add_voice(connection: AsyncConnection, *, guild_id: int, report_id: int, **values: Any) -> None:
    await connection.execute(insert(report_voice).values(guild_id=guild_id, report_id=report_id, **values))


async def voice_of(connection: AsyncConnection, *, report_id: int, reporter_id: int) -> Voice | None:
    rows = await connection.execute(
        select(report_voice).where(report_voice.c.report_id == report_id, report_voice.c.reporter_id == reporter_id)
    )
    found = rows.one_or_none()
    return None if found is None else _voice(found)


async def change_voice(connection: AsyncConnection, *, voice_id: int, **values: Any) -> None:
    await connection.execute(update(report_voice).where(report_voice.c.id == voice_id).values(**values))


async def voices(connection: AsyncConnection, *, report_id: int, limit: int) -> list[Voice]:
    """Return the latest parts in a report, oldest of them first."""
    rows = await connection.execute(
        select(report_voice)
        .where(report_voice.c.report_id == report_id)
        .order_by(report_voice.c.id.desc())
        .limit(limit)
    )
    return [_voice(row) for row in reversed(rows.all())]


async def count_voices(connection: AsyncConnection, *, report_id: int) -> int:
    found = await connection.scalar(
        select(func.count()).select_from(report_voice).where(report_voice.c.report_id == report_id)
    )
    return int(found or 0)


async def reporters(connection: AsyncConnection, *, report_id: int) -> list[int]:
    """Return who has a part in a report, first of all who reported it first."""
    rows = await connection.scalars(
        select(report_voice.c.reporter_id)
        .where(report_voice.c.report_id == report_id, report_voice.c.reporter_id.is_not(None))
        .order_by(report_voice.c.id)
        .limit(REPORTERS_MAX)
    )
    return list(rows)


async def count_open_of(connection: AsyncConnection, *, guild_id: int, reporter_id: int, since: datetime) -> int:
    """Return in how many open reports somebody has had a part since a moment."""
    found = await connection.scalar(
        select(func.count())
        .select_from(report_voice)
        .join(report, report.c.id == report_voice.c.report_id)
        .where(
            report_voice.c.guild_id == guild_id,
            report_voice.c.reporter_id == reporter_id,
            report_voice.c.created_at >= since,
            _OPEN,
        )
    )
    return int(found or 0)


async def latest_decided_of_reporters(
    connection: AsyncConnection, *, guild_id: int, report_id: int, limit: int
) -> list[list[State]]:
    """Return of those who have a part in a report how the reports of each were decided: up to `limit`, latest first."""
    latest_first = func.row_number().over(
        partition_by=report_voice.c.reporter_id, order_by=(report.c.decided_at.desc(), report.c.id.desc())
    )
    those = select(report_voice.c.reporter_id).where(report_voice.c.report_id == report_id)
    decided = (
        select(report_voice.c.reporter_id, report.c.state, latest_first.label("place"))
        .join(report, report.c.id == report_voice.c.report_id)
        .where(report_voice.c.guild_id == guild_id, report_voice.c.reporter_id.in_(those), ~_OPEN)
        .subquery()
    )
    rows = await connection.execute(
        select(decided.c.reporter_id, decided.c.state)
        .where(decided.c.place <= limit)
        .order_by(decided.c.reporter_id, decided.c.place)
    )
    found: dict[int, list[State]] = {}
    for reporter_id, state in rows:
        found.setdefault(reporter_id, []).append(State(state))
    return list(found.values())


async def mine(
    connection: AsyncConnection, *, guild_id: int, reporter_id: int, limit: int, offset: int
) -> tuple[list[Mine], int]:
    """Return some of somebody's reports, latest first, and how many there are; beyond the last of them, none."""
    such = and_(report_voice.c.guild_id == guild_id, report_voice.c.reporter_id == reporter_id)
    total = await connection.scalar(select(func.count()).select_from(report_voice).where(such))
    if offset >= (total or 0):
        return [], int(total or 0)
    rows = await connection.execute(
        select(
            report.c.id,
            report.c.channel_id,
            report.c.state,
            report_voice.c.created_at,
            report.c.first_response_at,
            report.c.decided_at,
            report.c.answer,
        )
        .join(report_voice, report_voice.c.report_id == report.c.id)
        .where(such)
        .order_by(report_voice.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        Mine(
            id=row.id,
            channel_id=row.channel_id,
            state=State(row.state),
            created_at=row.created_at,
            is_looked_at=row.first_response_at is not None,
            decided_at=row.decided_at,
            answer=row.answer,
        )
        for row in rows
    ], int(total or 0)


# Evidence


async def holding(connection: AsyncConnection, guild_id: int, evidence_ids: Sequence[int]) -> set[int]:
    """Return those of the evidence that an open report rests on."""
    found: set[int] = set()
    first = select(report.c.evidence_id).where(
        report.c.guild_id == guild_id, report.c.evidence_id.in_(list(evidence_ids)), _OPEN
    )
    others = (
        select(report_voice.c.evidence_id)
        .join(report, report.c.id == report_voice.c.report_id)
        .where(report_voice.c.guild_id == guild_id, report_voice.c.evidence_id.in_(list(evidence_ids)), _OPEN)
    )
    for query in (first, others):
        found.update(await connection.scalars(query))
    return found


# Forms that were opened


async def add_draft(
    connection: AsyncConnection,
    *,
    guild_id: int,
    reporter_id: int,
    about_id: int | None,
    snapshot: Snapshot | None,
    at: datetime,
) -> int:
    kept = (
        {}
        if snapshot is None
        else {
            "channel_id": snapshot.channel_id,
            "message_id": snapshot.message_id,
            "author_id": snapshot.author_id,
            "written_at": snapshot.written_at,
            "text": snapshot.text,
        }
    )
    files = [
        {"name": one.name, "size": one.size, "content_type": one.content_type}
        for one in (snapshot.attachments if snapshot is not None else ())
    ]
    rows = await connection.execute(
        insert(report_draft)
        .values(guild_id=guild_id, reporter_id=reporter_id, about_id=about_id, attachments=files, created_at=at, **kept)
        .returning(report_draft.c.id)
    )
    return int(rows.scalar_one())


async def draft(connection: AsyncConnection, *, guild_id: int, draft_id: int, reporter_id: int) -> Draft | None:
    rows = await connection.execute(
        select(report_draft).where(
            report_draft.c.guild_id == guild_id,
            report_draft.c.id == draft_id,
            report_draft.c.reporter_id == reporter_id,
        )
    )
    found = rows.one_or_none()
    return None if found is None else _draft(found)


async def take_draft(
    connection: AsyncConnection, *, guild_id: int, draft_id: int, reporter_id: int
) -> tuple[Draft, Snapshot | None] | None:
    """Return somebody's draft and delete it; None where it isn't there, or is another's."""
    rows = await connection.execute(
        delete(report_draft)
        .where(
            report_draft.c.guild_id == guild_id,
            report_draft.c.id == draft_id,
            report_draft.c.reporter_id == reporter_id,
        )
        .returning(*report_draft.c)
    )
    row = rows.one_or_none()
    return None if row is None else (_draft(row), _snapshot(row))


def old_drafts(guild_id: int, before: datetime) -> ColumnElement[bool]:
    return and_(report_draft.c.guild_id == guild_id, report_draft.c.created_at < before)


async def count_drafts(connection: AsyncConnection, guild_id: int, before: datetime) -> int:
    found = await connection.scalar(select(func.count()).select_from(report_draft).where(old_drafts(guild_id, before)))
    return int(found or 0)


async def drop_drafts(connection: AsyncConnection, *, guild_id: int, before: datetime) -> int:
    return (await connection.execute(delete(report_draft).where(old_drafts(guild_id, before)))).rowcount


# When its time is over, and erasing


def _old(guild_id: int, before: datetime) -> ColumnElement[bool]:
    """Name the closed reports that still hold something of somebody."""
    held = (
        select(report_voice.c.id)
        .where(
            report_voice.c.report_id == report.c.id,
            or_(report_voice.c.words != "", report_voice.c.reporter_id.is_not(None)),
        )
        .exists()
    )
    return and_(
        report.c.guild_id == guild_id,
        report.c.decided_at < before,
        or_(report.c.about_id.is_not(None), report.c.answer.is_not(None), held),
    )


async def count_old(connection: AsyncConnection, guild_id: int, before: datetime) -> int:
    found = await connection.scalar(select(func.count()).select_from(report).where(_old(guild_id, before)))
    return int(found or 0)


async def empty_old(connection: AsyncConnection, *, guild_id: int, before: datetime, limit: int) -> int:
    """Take words and people out of closed reports; returns of how many."""
    ids = list(await connection.scalars(select(report.c.id).where(_old(guild_id, before)).limit(limit)))
    await connection.execute(update(report).where(report.c.id.in_(ids)).values(about_id=None, answer=None))
    await connection.execute(
        update(report_voice).where(report_voice.c.report_id.in_(ids)).values(words="", reporter_id=None)
    )
    return len(ids)


async def forget_reporter(connection: AsyncConnection, *, guild_id: int, reporter_id: int) -> None:
    """Delete what somebody wrote in reports that are closed; in open ones it stays, without them."""
    closed = select(report.c.id).where(report.c.guild_id == guild_id, ~_OPEN)
    await connection.execute(
        update(report_voice)
        .where(
            report_voice.c.guild_id == guild_id,
            report_voice.c.reporter_id == reporter_id,
            report_voice.c.report_id.in_(closed),
        )
        .values(words="")
    )


async def forget_about(connection: AsyncConnection, *, guild_id: int, about_id: int) -> None:
    """Forget whom closed reports are about, and have open ones forget it when they are closed."""
    such = and_(report.c.guild_id == guild_id, report.c.about_id == about_id)
    await connection.execute(update(report).where(such, _OPEN).values(forgets=True))
    await connection.execute(update(report).where(such, ~_OPEN).values(about_id=None))
    await connection.execute(
        update(report_draft)
        .where(report_draft.c.guild_id == guild_id, report_draft.c.author_id == about_id)
        .values(author_id=None, text=None)
    )


async def decided_rows(
    connection: AsyncConnection, *, guild_id: int, about_id: int, limit: int = 1_000
) -> Sequence[Row[Any]]:
    """Return the decided reports about somebody, for their own eyes: without answers and words."""
    rows = await connection.execute(
        select(report.c.id, report.c.concern, report.c.state, report.c.created_at, report.c.decided_at)
        .where(report.c.guild_id == guild_id, report.c.about_id == about_id, ~_OPEN)
        .order_by(report.c.id)
        .limit(limit)
    )
    return rows.all()


async def evidence_ids(connection: AsyncConnection, found: Report) -> Collection[int]:
    """Return everything that is kept of a report's message: it may have been edited between two reporters."""
    ids = await connection.scalars(
        select(report_voice.c.evidence_id)
        .where(report_voice.c.report_id == found.id, report_voice.c.evidence_id.is_not(None))
        .distinct()
    )
    return sorted({*ids, *([found.evidence_id] if found.evidence_id is not None else [])})


# Rows


def _one(rows: Any) -> Report | None:
    row = rows.one_or_none()
    return None if row is None else _report(row)


def _report(row: Row[Any]) -> Report:
    values: dict[str, Any] = dict(row._mapping)
    return Report(
        **{
            **values,
            "side": Side(values["side"]),
            "concern": Concern(values["concern"]),
            "state": State(values["state"]),
        }
    )


def _voice(row: Row[Any]) -> Voice:
    values: dict[str, Any] = dict(row._mapping)
    values.pop("guild_id")
    return Voice(**{**values, "concern": Concern(values["concern"])})


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        guild_id=row.guild_id,
        reporter_id=row.reporter_id,
        about_id=row.about_id,
        channel_id=row.channel_id,
        message_id=row.message_id,
    )


def _snapshot(row: Row[Any]) -> Snapshot | None:
    if row.message_id is None or row.author_id is None:
        return None
    return Snapshot(
        author_id=row.author_id,
        channel_id=row.channel_id,
        message_id=row.message_id,
        written_at=row.written_at,
        text=row.text or "",
        attachments=tuple(Attachment(**one) for one in row.attachments),
    )
