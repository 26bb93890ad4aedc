"""The log of what happened to a question: only ever added to."""

from datetime import datetime

from sqlalchemy import insert, select

from bot.engine import AsyncConnection
from bot.questions.model import Fact, FactKind, Role
from bot.questions.tables import question_fact

PER_QUESTION = 200


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    question_id: int,
    kind: FactKind,
    happened_at: datetime,
    member_id: int | None,
    role: Role,
    detail: str | None,
) -> None:
    await connection.execute(
        insert(question_fact).values(
            guild_id=guild_id,
            question_id=question_id,
            kind=kind,
            happened_at=happened_at,
            member_id=member_id,
            role=role,
            detail=detail,
        )
    )


async def of_question(connection: AsyncConnection, *, question_id: int) -> list[Fact]:
    """Return what happened, in its order."""
    rows = await connection.execute(
        select(question_fact)
        .where(question_fact.c.question_id == question_id)
        .order_by(question_fact.c.id)
        .limit(PER_QUESTION)
    )
    return [
        Fact(
            kind=FactKind(row.kind),
            happened_at=row.happened_at,
            member_id=row.member_id,
            role=Role(row.role),
            detail=row.detail,
        )
        for row in rows
    ]


async def has(connection: AsyncConnection, *, question_id: int, kind: FactKind, member_id: int) -> bool:
    """Whether somebody did a thing here once."""
    found = await connection.scalar(
        select(question_fact.c.id)
        .where(
            question_fact.c.question_id == question_id,
            question_fact.c.kind == kind,
            question_fact.c.member_id == member_id,
        )
        .limit(1)
    )
    return found is not None
