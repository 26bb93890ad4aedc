"""Who offered to be called for a topic, and who was called when."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.questions.model import Tag
from bot.questions.tables import question_answer, question_expert, question_notice


async def join(connection: AsyncConnection, *, guild_id: int, member_id: int, tag: Tag, joined_at: datetime) -> None:
    await connection.execute(
        insert(question_expert).values(
            guild_id=guild_id, member_id=member_id, tag_id=tag.id, tag_name=tag.name, joined_at=joined_at
        )
    )


async def leave(connection: AsyncConnection, *, guild_id: int, member_id: int, tag_id: int | None = None) -> bool:
    """Take somebody off the experts of a tag, or of all; returns whether they were one."""
    statement = delete(question_expert).where(
        question_expert.c.guild_id == guild_id, question_expert.c.member_id == member_id
    )
    if tag_id is not None:
        statement = statement.where(question_expert.c.tag_id == tag_id)
    return bool((await connection.execute(statement)).rowcount)


async def tags_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[Tag]:
    rows = await connection.execute(
        select(question_expert.c.tag_id, question_expert.c.tag_name)
        .where(question_expert.c.guild_id == guild_id, question_expert.c.member_id == member_id)
        .order_by(question_expert.c.tag_name)
    )
    return [Tag(id=row.tag_id, name=row.tag_name) for row in rows]


async def count(connection: AsyncConnection, *, guild_id: int) -> dict[int, int]:
    """Return how many experts each tag has."""
    rows = await connection.execute(
        select(question_expert.c.tag_id, func.count().label("experts"))
        .where(question_expert.c.guild_id == guild_id)
        .group_by(question_expert.c.tag_id)
    )
    return {row.tag_id: row.experts for row in rows}


async def candidates(
    connection: AsyncConnection,
    *,
    guild_id: int,
    question_id: int,
    tag_ids: Collection[int],
    since: datetime,
    notices_per_day: int,
    limit: int,
) -> list[int]:
    """Return experts of any of the tags who may be called: who was called longest ago, and less often, first.

    Left out are those who were called `notices_per_day` times since a moment, and who answered already.
    """
    notices = (
        select(
            question_notice.c.member_id,
            func.max(question_notice.c.picked_at).label("last"),
            func.count().filter(question_notice.c.picked_at > since).label("lately"),
        )
        .where(question_notice.c.guild_id == guild_id)
        .group_by(question_notice.c.member_id)
        .subquery()
    )
    answered = select(question_answer.c.author_id).where(
        question_answer.c.question_id == question_id, question_answer.c.author_id.is_not(None)
    )
    found = await connection.scalars(
        select(question_expert.c.member_id)
        .outerjoin(notices, notices.c.member_id == question_expert.c.member_id)
        .where(
            question_expert.c.guild_id == guild_id,
            question_expert.c.tag_id.in_(list(tag_ids)),
            func.coalesce(notices.c.lately, 0) < notices_per_day,
            question_expert.c.member_id.not_in(answered),
        )
        .group_by(question_expert.c.member_id, notices.c.last, notices.c.lately)
        .order_by(
            notices.c.last.asc().nulls_first(),
            func.coalesce(notices.c.lately, 0),
            func.min(question_expert.c.joined_at),
            question_expert.c.member_id,
        )
        .limit(limit)
    )
    return list(found)


async def picked(connection: AsyncConnection, *, question_id: int) -> list[int]:
    """Return whom a question was given to, in the order they were picked."""
    found = await connection.scalars(
        select(question_notice.c.member_id)
        .where(question_notice.c.question_id == question_id)
        .order_by(question_notice.c.picked_at, question_notice.c.member_id)
    )
    return list(found)


async def pick(
    connection: AsyncConnection, *, guild_id: int, question_id: int, member_ids: Sequence[int], at: datetime
) -> None:
    for member_id in member_ids:
        values = {"question_id": question_id, "member_id": member_id, "guild_id": guild_id, "picked_at": at}
        await upsert(connection, question_notice, values, key=["question_id", "member_id"])
