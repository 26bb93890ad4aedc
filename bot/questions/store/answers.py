"""Answers by what is known of them without their text, and the upvotes and thanks they get."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, select, update

from bot.db import insert_into, upsert
from bot.engine import AsyncConnection
from bot.questions.model import Answer, FirstAnswer, Side
from bot.questions.store import rows
from bot.questions.tables import question_answer, question_former_upvotes, question_thanks, question_upvote

PER_QUESTION = 200
"""Answers that a list shows of one question: best first, nobody reads further."""


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    question_id: int,
    message_id: int,
    author_id: int,
    side: Side,
    posted_at: datetime,
) -> Answer:
    """Insert an answer and return it; one that is there already stays as it is."""
    values = {
        "guild_id": guild_id,
        "question_id": question_id,
        "message_id": message_id,
        "author_id": author_id,
        "side": side,
        "posted_at": posted_at,
    }
    await upsert(connection, question_answer, values, key=["message_id"])
    found = await by_message(connection, guild_id=guild_id, message_id=message_id)
    assert found is not None, f"message {message_id} belongs to another server's answer"
    return found


async def by_message(connection: AsyncConnection, *, guild_id: int, message_id: int) -> Answer | None:
    row = (
        await connection.execute(
            select(question_answer).where(
                question_answer.c.message_id == message_id, question_answer.c.guild_id == guild_id
            )
        )
    ).one_or_none()
    return rows.answer(row, upvotes=await upvotes(connection, answer_id=row.id)) if row else None


async def get(connection: AsyncConnection, *, guild_id: int, answer_id: int) -> Answer | None:
    row = (
        await connection.execute(
            select(question_answer).where(question_answer.c.id == answer_id, question_answer.c.guild_id == guild_id)
        )
    ).one_or_none()
    return rows.answer(row, upvotes=await upvotes(connection, answer_id=row.id)) if row else None


async def of_question(connection: AsyncConnection, *, question_id: int) -> list[Answer]:
    """Return the answers that still stand, most upvotes first, then in their order."""
    votes = func.count(question_upvote.c.member_id) + func.coalesce(_former_upvotes(question_answer.c.id), 0)
    statement: Select[Any] = (
        select(*question_answer.c, votes.label("votes"))
        .outerjoin(question_upvote, question_upvote.c.answer_id == question_answer.c.id)
        .where(question_answer.c.question_id == question_id, question_answer.c.deleted_at.is_(None))
        .group_by(*question_answer.c)
        .order_by(votes.desc(), question_answer.c.posted_at, question_answer.c.id)
        .limit(PER_QUESTION)
    )
    found = await connection.execute(statement)
    return [rows.answer(row, upvotes=row.votes) for row in found.all()]


async def first(connection: AsyncConnection, *, question_id: int, side: Side | None = None) -> FirstAnswer | None:
    """Return the earliest answer that still stands, of one side or of any."""
    statement = select(question_answer).where(
        question_answer.c.question_id == question_id, question_answer.c.deleted_at.is_(None)
    )
    if side is not None:
        statement = statement.where(question_answer.c.side == side)
    row = (
        await connection.execute(statement.order_by(question_answer.c.posted_at, question_answer.c.id).limit(1))
    ).one_or_none()
    if row is None:
        return None
    return FirstAnswer(at=row.posted_at, message_id=row.message_id, author_id=row.author_id, side=Side(row.side))


async def mark_deleted(
    connection: AsyncConnection, *, guild_id: int, message_ids: Collection[int], at: datetime
) -> set[int]:
    """Note that messages are gone; returns the questions they answered."""
    found = await connection.scalars(
        update(question_answer)
        .where(
            question_answer.c.guild_id == guild_id,
            question_answer.c.message_id.in_(list(message_ids)),
            question_answer.c.deleted_at.is_(None),
        )
        .values(deleted_at=at)
        .returning(question_answer.c.question_id)
    )
    return set(found)


async def has_answered(connection: AsyncConnection, *, question_id: int, member_id: int) -> bool:
    """Whether somebody wrote an answer here; one that was deleted since doesn't count."""
    found = await connection.scalar(
        select(question_answer.c.id)
        .where(
            question_answer.c.question_id == question_id,
            question_answer.c.author_id == member_id,
            question_answer.c.deleted_at.is_(None),
        )
        .limit(1)
    )
    return found is not None


async def upvotes(connection: AsyncConnection, *, answer_id: int) -> int:
    found = await connection.scalar(
        select(func.count() + func.coalesce(_former_upvotes(answer_id), 0))
        .select_from(question_upvote)
        .where(question_upvote.c.answer_id == answer_id)
    )
    return int(found or 0)


def _former_upvotes(answer_id: Any) -> Any:
    """The votes of people who were erased since."""
    return (
        select(question_former_upvotes.c.votes)
        .where(question_former_upvotes.c.answer_id == answer_id)
        .scalar_subquery()
    )


async def upvote(
    connection: AsyncConnection, *, guild_id: int, answer_id: int, member_id: int, given_at: datetime
) -> None:
    values = {"answer_id": answer_id, "member_id": member_id, "guild_id": guild_id, "given_at": given_at}
    await upsert(connection, question_upvote, values, key=["answer_id", "member_id"])


async def take_back_upvote(connection: AsyncConnection, *, answer_id: int, member_id: int) -> None:
    await connection.execute(
        delete(question_upvote).where(
            question_upvote.c.answer_id == answer_id, question_upvote.c.member_id == member_id
        )
    )


async def clear_upvotes(connection: AsyncConnection, *, answer_id: int) -> None:
    await connection.execute(delete(question_upvote).where(question_upvote.c.answer_id == answer_id))
    await connection.execute(delete(question_former_upvotes).where(question_former_upvotes.c.answer_id == answer_id))


async def keep_upvotes_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Count a member's upvotes as nobody's from now on. Before their rows are erased."""
    own = select(question_upvote.c.answer_id, question_upvote.c.guild_id, literal(1)).where(
        question_upvote.c.guild_id == guild_id, question_upvote.c.member_id == member_id
    )
    statement = insert_into(question_former_upvotes, connection).from_select(["answer_id", "guild_id", "votes"], own)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["answer_id"], set_={"votes": question_former_upvotes.c.votes + 1}
        )
    )


async def thanked(connection: AsyncConnection, *, question_id: int) -> set[int]:
    found = await connection.scalars(
        select(question_thanks.c.member_id).where(question_thanks.c.question_id == question_id)
    )
    return set(found)


async def thank(
    connection: AsyncConnection, *, guild_id: int, question_id: int, member_id: int, given_at: datetime
) -> None:
    await connection.execute(
        insert(question_thanks).values(
            question_id=question_id, member_id=member_id, guild_id=guild_id, given_at=given_at
        )
    )
