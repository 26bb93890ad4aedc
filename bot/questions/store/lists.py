"""Lists of questions. `channels` are the ids of the channels whose questions the reader can see.

Deleted questions are in none of them.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.questions.model import Page, Question, State, Tag
from bot.questions.store import rows
from bot.questions.tables import question, question_tag
from bot.search.index import Document

TAGS_MAX = 200


def _visible(guild_id: int, channels: Collection[int] | None) -> list[ColumnElement[bool]]:
    where = [question.c.guild_id == guild_id, question.c.deleted_at.is_(None)]
    return where if channels is None else [*where, question.c.channel_id.in_(list(channels))]


async def page(
    connection: AsyncConnection, where: Sequence[ColumnElement[bool]], *, order: Any, number: int, size: int
) -> Page[Question]:
    """Return a page; a number past the end gives the last one."""
    total = int(await connection.scalar(select(func.count()).select_from(question).where(*where)) or 0)
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    found = await rows.questions(
        connection, select(question).where(*where).order_by(*order).limit(size).offset((number - 1) * size)
    )
    return Page(items=tuple(found), total=total, number=number, pages=pages)


async def open_(
    connection: AsyncConnection, *, guild_id: int, channels: Collection[int], number: int, size: int
) -> Page[Question]:
    """Open questions: those without an answer first, and the longest waiting first."""
    where = [*_visible(guild_id, channels), question.c.state == State.OPEN]
    order = (question.c.first_answer_at.is_not(None), question.c.asked_at, question.c.id)
    return await page(connection, where, order=order, number=number, size=size)


async def mine(
    connection: AsyncConnection, *, guild_id: int, asker_id: int, fingerprint: str, number: int, size: int
) -> Page[Question]:
    """A member's own questions, anonymous ones too, latest first. Only for their own eyes."""
    own = or_(question.c.asker_id == asker_id, question.c.author_fingerprint == fingerprint)
    order = (question.c.asked_at.desc(), question.c.id.desc())
    return await page(connection, [*_visible(guild_id, None), own], order=order, number=number, size=size)


async def tagged(
    connection: AsyncConnection, *, guild_id: int, tag_id: int, channels: Collection[int], number: int, size: int
) -> Page[Question]:
    """The questions of a topic, latest first."""
    of_tag = select(question_tag.c.question_id).where(
        question_tag.c.guild_id == guild_id, question_tag.c.tag_id == tag_id
    )
    order = (question.c.asked_at.desc(), question.c.id.desc())
    where = [*_visible(guild_id, channels), question.c.id.in_(of_tag)]
    return await page(connection, where, order=order, number=number, size=size)


async def newest_solved(
    connection: AsyncConnection, *, guild_id: int, channels: Collection[int], limit: int
) -> list[Question]:
    statement: Select[Any] = (
        select(question)
        .where(*_visible(guild_id, channels), question.c.state == State.SOLVED)
        .order_by(question.c.solved_at.desc(), question.c.id.desc())
        .limit(limit)
    )
    return await rows.questions(connection, statement)


async def by_ids(connection: AsyncConnection, *, guild_id: int, question_ids: Sequence[int]) -> list[Question]:
    """Return these questions in the order given; those that are gone are missing."""
    found: dict[int, Question] = {}
    for part in rows.batches(question_ids):
        statement = select(question).where(*_visible(guild_id, None), question.c.id.in_(part))
        found |= {one.id: one for one in await rows.questions(connection, statement)}
    return [found[question_id] for question_id in question_ids if question_id in found]


async def which_may_be_found(
    connection: AsyncConnection,
    *,
    guild_id: int,
    question_ids: Sequence[int],
    channels: Collection[int],
    solved_only: bool,
    not_id: int | None,
) -> set[int]:
    """Return those of some questions that a reader may be shown as a result."""
    statement = select(question.c.id).where(*_visible(guild_id, channels), question.c.id.in_(list(question_ids)))
    if solved_only:
        statement = statement.where(question.c.state == State.SOLVED)
    return set(await connection.scalars(statement)) - {not_id}


async def tags(connection: AsyncConnection, *, guild_id: int) -> list[Tag]:
    """Return the topics questions here have had, most used first, under their latest names."""
    latest = func.max(question_tag.c.question_id)
    used = (
        select(question_tag.c.tag_id, latest.label("latest"), func.count().label("uses"))
        .where(question_tag.c.guild_id == guild_id)
        .group_by(question_tag.c.tag_id)
        .subquery()
    )
    found = await connection.execute(
        select(question_tag.c.tag_id, question_tag.c.name)
        .join(used, (used.c.tag_id == question_tag.c.tag_id) & (used.c.latest == question_tag.c.question_id))
        .order_by(used.c.uses.desc(), question_tag.c.name)
        .limit(TAGS_MAX)
    )
    return [Tag(id=row.tag_id, name=row.name) for row in found]


async def documents(connection: AsyncConnection, *, guild_id: int) -> list[Document]:
    """Return everything of a server that can be found, as the index holds it."""
    found = await connection.execute(
        select(question.c.id, question.c.title, question.c.body, question.c.answer_text)
        .where(*_visible(guild_id, None))
        .order_by(question.c.id)
    )
    return [
        Document(document_id=row.id, title=row.title, body=searched_body(row.answer_text or "", row.body))
        for row in found
    ]


def searched_body(answer_text: str, body: str) -> str:
    """Return what is searched besides the title: the accepted answer says most, and it comes first."""
    return f"{answer_text}\n{body}".strip()
