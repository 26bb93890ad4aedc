"""Lists of questions. `channels` are the ids of the channels whose questions the reader can see.

Deleted questions are in none of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, or_, select

from bot.engine import AsyncConnection
from bot.questions.model import Page, Question, State, Tag
from bot.questions.store import rows
from bot.questions.tables import question, question_tag
from bot.search.index import Document

TAGS_MAX = 200


_HERE = (question.c.guild_id == bindparam("guild_id"), question.c.deleted_at.is_(None))
_VISIBLE = (*_HERE, question.c.channel_id.in_(bindparam("channels", expanding=True)))
_AMONG = question.c.id.in_(bindparam("question_ids", expanding=True))


@dataclass(frozen=True, slots=True)
class _Listing:
    """The two queries of a list that is turned by pages."""

    count: Select[Any]
    rows: Select[Any]


def _listing(*where: ColumnElement[bool], order: Sequence[Any]) -> _Listing:
    return _Listing(
        count=select(func.count()).select_from(question).where(*where),
        rows=select(question)
        .where(*where)
        .order_by(*order)
        .limit(bindparam("size", type_=Integer))
        .offset(bindparam("skipped", type_=Integer)),
    )


# Built once: making and recognising such a query anew takes as long as running it.
_LATEST_FIRST = (question.c.asked_at.desc(), question.c.id.desc())
_OPEN = _listing(
    *_VISIBLE,
    question.c.state == State.OPEN,
    order=(question.c.first_answer_at.is_not(None), question.c.asked_at, question.c.id),
)
_MINE = _listing(
    *_HERE,
    or_(
        question.c.asker_id == bindparam("asker_id"),
        question.c.author_fingerprint == bindparam("fingerprint"),
    ),
    order=_LATEST_FIRST,
)
_TAGGED = _listing(
    *_VISIBLE,
    question.c.id.in_(
        select(question_tag.c.question_id).where(
            question_tag.c.guild_id == bindparam("guild_id"), question_tag.c.tag_id == bindparam("tag_id")
        )
    ),
    order=_LATEST_FIRST,
)
_NEWEST_SOLVED = (
    select(question)
    .where(*_VISIBLE, question.c.state == State.SOLVED)
    .order_by(question.c.solved_at.desc(), question.c.id.desc())
    .limit(bindparam("size", type_=Integer))
)
_QUEUED = (
    select(question)
    .where(
        *_HERE,
        question.c.state == State.OPEN,
        question.c.queued_at.is_not(None),
        question.c.first_answer_at.is_(None),
    )
    .order_by(question.c.asked_at, question.c.id)
    .limit(bindparam("size", type_=Integer))
)
_BY_IDS = select(question).where(*_HERE, _AMONG)
_FINDABLE = select(question.c.id).where(*_VISIBLE, _AMONG)
_FINDABLE_SOLVED = _FINDABLE.where(question.c.state == State.SOLVED)


async def _page(
    connection: AsyncConnection, listing: _Listing, *, number: int, size: int, **values: object
) -> Page[Question]:
    """Return a page; a number past the end gives the last one."""
    total = int(await connection.scalar(listing.count, values) or 0)
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    found = await rows.questions(connection, listing.rows, size=size, skipped=(number - 1) * size, **values)
    return Page(items=tuple(found), total=total, number=number, pages=pages)


async def open_(
    connection: AsyncConnection, *, guild_id: int, channels: Collection[int], number: int, size: int
) -> Page[Question]:
    """Open questions: those without an answer first, and the longest waiting first."""
    return await _page(connection, _OPEN, number=number, size=size, guild_id=guild_id, channels=list(channels))


async def mine(
    connection: AsyncConnection, *, guild_id: int, asker_id: int, fingerprint: str, number: int, size: int
) -> Page[Question]:
    """A member's own questions, anonymous ones too, latest first. Only for their own eyes."""
    return await _page(
        connection, _MINE, number=number, size=size, guild_id=guild_id, asker_id=asker_id, fingerprint=fingerprint
    )


async def tagged(
    connection: AsyncConnection, *, guild_id: int, tag_id: int, channels: Collection[int], number: int, size: int
) -> Page[Question]:
    """The questions of a topic, latest first."""
    return await _page(
        connection, _TAGGED, number=number, size=size, guild_id=guild_id, channels=list(channels), tag_id=tag_id
    )


async def queued(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Question]:
    """Open questions without an answer that were put into the moderators' queue, longest waiting first."""
    return await rows.questions(connection, _QUEUED, guild_id=guild_id, size=limit)


async def newest_solved(
    connection: AsyncConnection, *, guild_id: int, channels: Collection[int], limit: int
) -> list[Question]:
    return await rows.questions(connection, _NEWEST_SOLVED, guild_id=guild_id, channels=list(channels), size=limit)


async def by_ids(connection: AsyncConnection, *, guild_id: int, question_ids: Sequence[int]) -> list[Question]:
    """Return these questions in the order given; those that are gone are missing."""
    found: dict[int, Question] = {}
    for part in rows.batches(question_ids):
        some = await rows.questions(connection, _BY_IDS, guild_id=guild_id, question_ids=part)
        found |= {one.id: one for one in some}
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
    found = await connection.scalars(
        _FINDABLE_SOLVED if solved_only else _FINDABLE,
        {"guild_id": guild_id, "channels": list(channels), "question_ids": list(question_ids)},
    )
    return set(found) - {not_id}


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
        .where(*_HERE)
        .order_by(question.c.id),
        {"guild_id": guild_id},
    )
    return [
        Document(document_id=row.id, title=row.title, body=searched_body(row.answer_text or "", row.body))
        for row in found
    ]


def searched_body(answer_text: str, body: str) -> str:
    """Return what is searched besides the title: the accepted answer says most, and it comes first."""
    return f"{answer_text}\n{body}".strip()
