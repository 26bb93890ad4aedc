"""Queries of who has asked or answered first when."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select

from bot.engine import AsyncConnection
from bot.questions.tables import question, question_answer


async def first_asked(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    rows = await connection.execute(
        select(question.c.asker_id, func.min(question.c.asked_at))
        .where(
            question.c.guild_id == guild_id,
            question.c.asker_id.in_(list(member_ids)),
            question.c.deleted_at.is_(None),
        )
        .group_by(question.c.asker_id)
    )
    return {member_id: at for member_id, at in rows}  # noqa: C416 - `dict` of rows is nothing mypy follows


async def first_answered(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    rows = await connection.execute(
        select(question_answer.c.author_id, func.min(question_answer.c.posted_at))
        .where(
            question_answer.c.guild_id == guild_id,
            question_answer.c.author_id.in_(list(member_ids)),
            question_answer.c.deleted_at.is_(None),
        )
        .group_by(question_answer.c.author_id)
    )
    return {member_id: at for member_id, at in rows}  # noqa: C416 - `dict` of rows is nothing mypy follows
