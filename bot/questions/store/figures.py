"""Counting queries. What each figure means is said where it is shown to callers: `bot.questions.figures`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, and_, func, select

from bot.engine import AsyncConnection
from bot.questions.model import CloseReason, FactKind, Side, State
from bot.questions.rules import nearest_rank
from bot.questions.tables import question, question_fact, question_tag

_NEEDED_AN_ANSWER = func.coalesce(question.c.close_reason, "").not_in((CloseReason.DUPLICATE, CloseReason.DEFLECTED))
_SOLVED = question.c.state == State.SOLVED
_BY_MEMBER = and_(_SOLVED, question.c.answerer_side == Side.MEMBER)
_ANSWERED = question.c.first_answer_at.is_not(None)

COUNTS: dict[str, ColumnElement[bool]] = {
    "needed_answer": _NEEDED_AN_ANSWER,
    "answered": and_(_NEEDED_AN_ANSWER, _ANSWERED),
    "answered_first_by_member": and_(_NEEDED_AN_ANSWER, question.c.first_answer_side == Side.MEMBER),
    "solved": _SOLVED,
    "solved_by_members": _BY_MEMBER,
}


def _asked(guild_id: int, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(
        question.c.guild_id == guild_id,
        question.c.asked_at >= start,
        question.c.asked_at < end,
        question.c.deleted_at.is_(None),
    )


async def counts(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> dict[str, int]:
    """Count the questions asked in a period: all, and those of `COUNTS`."""
    columns = [func.count().filter(condition).label(name) for name, condition in COUNTS.items()]
    row = (
        await connection.execute(
            select(func.count().label("asked"), *columns).select_from(question).where(_asked(guild_id, start, end))
        )
    ).one()
    return {name: int(value) for name, value in row._mapping.items()}


async def percentiles(
    connection: AsyncConnection,
    *,
    guild_id: int,
    start: datetime,
    end: datetime,
    seconds: Column[int],
    percents: Sequence[int],
) -> list[timedelta]:
    """Return percentiles of a column over the questions asked in a period; empty where none has a value."""
    where = and_(_asked(guild_id, start, end), seconds.is_not(None))
    count = int(await connection.scalar(select(func.count()).select_from(question).where(where)) or 0)
    if not count:
        return []
    found = []
    for percent in percents:
        place = nearest_rank(count, percent=percent)
        value = await connection.scalar(select(seconds).where(where).order_by(seconds).limit(1).offset(place))
        found.append(timedelta(seconds=int(value or 0)))
    return found


async def solved_by_members(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> int:
    """Count solutions by members that were accepted in a period and still stand."""
    found = await connection.scalar(
        select(func.count())
        .select_from(question)
        .where(question.c.guild_id == guild_id, _BY_MEMBER, question.c.solved_at >= start, question.c.solved_at < end)
    )
    return int(found or 0)


async def closed(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> dict[str, int]:
    """Count what was closed in a period and still is: `deflected`, and `unanswered` ones that needed an answer."""
    row = (
        await connection.execute(
            select(
                func.count().filter(question.c.close_reason == CloseReason.DEFLECTED).label("deflected"),
                func.count().filter(and_(_NEEDED_AN_ANSWER, question.c.first_answer_at.is_(None))).label("unanswered"),
            )
            .select_from(question)
            .where(
                question.c.guild_id == guild_id,
                question.c.state == State.CLOSED,
                question.c.closed_at >= start,
                question.c.closed_at < end,
                question.c.deleted_at.is_(None),
            )
        )
    ).one()
    return {"deflected": int(row.deflected), "unanswered": int(row.unanswered)}


async def facts(connection: AsyncConnection, *, guild_id: int, kind: FactKind, start: datetime, end: datetime) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(question_fact)
        .where(
            question_fact.c.guild_id == guild_id,
            question_fact.c.kind == kind,
            question_fact.c.happened_at >= start,
            question_fact.c.happened_at < end,
        )
    )
    return int(found or 0)


async def backlog(
    connection: AsyncConnection, *, guild_id: int, asked_after: datetime | None, asked_until: datetime
) -> tuple[int, int]:
    """Count the questions open now that were asked in a span: all, and those without an answer."""
    where = [
        question.c.guild_id == guild_id,
        question.c.state == State.OPEN,
        question.c.deleted_at.is_(None),
        question.c.asked_at <= asked_until,
    ]
    if asked_after is not None:
        where.append(question.c.asked_at > asked_after)
    row = (
        await connection.execute(
            select(
                func.count().label("all"),
                func.count().filter(question.c.first_answer_at.is_(None)).label("unanswered"),
            )
            .select_from(question)
            .where(*where)
        )
    ).one()
    return int(row.all), int(row.unanswered)


async def by_tag(
    connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime, limit: int
) -> list[tuple[int, str, dict[str, int]]]:
    """Count per topic the questions asked in a period, most asked first. The name is the topic's latest."""
    columns = [func.count().filter(condition).label(name) for name, condition in COUNTS.items()]
    asked = func.count().label("asked")
    rows = await connection.execute(
        select(question_tag.c.tag_id, func.max(question.c.id).label("latest"), asked, *columns)
        .join(question, question.c.id == question_tag.c.question_id)
        .where(_asked(guild_id, start, end))
        .group_by(question_tag.c.tag_id)
        .order_by(asked.desc(), question_tag.c.tag_id)
        .limit(limit)
    )
    found = []
    for row in rows.all():
        name = await connection.scalar(
            select(question_tag.c.name).where(
                question_tag.c.question_id == row.latest, question_tag.c.tag_id == row.tag_id
            )
        )
        values = {key: int(row._mapping[key]) for key in ("asked", *COUNTS)}
        found.append((int(row.tag_id), str(name), values))
    return found


async def tag_medians(
    connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime
) -> dict[int, timedelta]:
    """Return the median time to a first answer per topic (nearest rank)."""
    seconds = question.c.first_answer_seconds
    ranked = (
        select(
            question_tag.c.tag_id,
            seconds.label("seconds"),
            func.row_number().over(partition_by=question_tag.c.tag_id, order_by=seconds).label("place"),
            func.count().over(partition_by=question_tag.c.tag_id).label("count"),
        )
        .join(question, question.c.id == question_tag.c.question_id)
        .where(_asked(guild_id, start, end), seconds.is_not(None))
        .subquery()
    )
    # (count + 1) // 2 is nearest_rank(count, percent=50) counted from 1.
    rows = await connection.execute(
        select(ranked.c.tag_id, ranked.c.seconds).where(ranked.c.place == (ranked.c.count + 1) // 2)
    )
    return {row.tag_id: timedelta(seconds=row.seconds) for row in rows}
