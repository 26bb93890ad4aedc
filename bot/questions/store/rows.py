"""Rows made into values, in one place for all queries."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from bot.engine import AsyncConnection
from bot.questions.model import (
    Answer,
    Claim,
    CloseReason,
    FirstAnswer,
    Question,
    QueueEntry,
    Role,
    Side,
    Solution,
    Source,
    State,
    Tag,
    UnsealRequest,
    UnsealState,
)
from bot.questions.tables import question_tag

AT_ONCE = 500
"""Ids in one IN (…): SQLite and asyncpg both take far more, their plans don't get better."""


_TAGS = (
    select(question_tag)
    .where(question_tag.c.question_id.in_(bindparam("question_ids", expanding=True)))
    .order_by(question_tag.c.name)
)


async def questions(connection: AsyncConnection, statement: Select[Any], **values: object) -> list[Question]:
    """Run a query for rows of `question` with its values; return the questions with their tags, in its order."""
    rows = (await connection.execute(statement, values)).all()
    tags = await _tags(connection, [row.id for row in rows])
    return [_question(row, tuple(tags.get(row.id, ()))) for row in rows]


async def one(connection: AsyncConnection, statement: Select[Any]) -> Question | None:
    found = await questions(connection, statement.limit(1))
    return found[0] if found else None


async def _tags(connection: AsyncConnection, question_ids: Sequence[int]) -> dict[int, list[Tag]]:
    tags: dict[int, list[Tag]] = {}
    for part in batches(question_ids):
        rows = await connection.execute(_TAGS, {"question_ids": part})
        for row in rows:
            tags.setdefault(row.question_id, []).append(Tag(id=row.tag_id, name=row.name))
    return tags


def batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _question(row: Row[Any], tags: tuple[Tag, ...]) -> Question:
    return Question(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        thread_id=row.thread_id,
        starter_message_id=row.starter_message_id,
        card_message_id=row.card_message_id,
        asker_id=row.asker_id,
        anonymous=row.anonymous,
        fingerprint=row.author_fingerprint,
        title=row.title,
        body=row.body,
        tags=tags,
        source=Source(row.source),
        state=State(row.state),
        asked_at=row.asked_at,
        close_reason=CloseReason(row.close_reason) if row.close_reason else None,
        close_note=row.close_note,
        closed_at=row.closed_at,
        closed_by_id=row.closed_by_id,
        duplicate_of_id=row.duplicate_of_id,
        solution=_solution(row),
        first_answer=_first_answer(row),
        first_member_answer_at=row.first_member_answer_at,
        last_activity_at=row.last_activity_at,
        claim=Claim(member_id=row.claimed_by_id, until=row.claimed_until) if row.claimed_by_id else None,
        reopened=row.reopened,
        asker_left_at=row.asker_left_at,
        deleted_at=row.deleted_at,
        reminders=row.reminders,
        experts_told_at=row.experts_told_at,
        staff_told_at=row.staff_told_at,
        queued_at=row.queued_at,
        queue_entry=_queue_entry(row),
        quiet_asked_at=row.quiet_asked_at,
    )


def _solution(row: Row[Any]) -> Solution | None:
    if row.answer_message_id is None:
        return None
    return Solution(
        message_id=row.answer_message_id,
        answerer_id=row.answerer_id,
        side=Side(row.answerer_side),
        text=row.answer_text or "",
        accepted_at=row.solved_at,
        accepted_as=Role(row.accepted_as),
        accepted_by_id=row.accepted_by_id,
    )


def _first_answer(row: Row[Any]) -> FirstAnswer | None:
    if row.first_answer_at is None:
        return None
    return FirstAnswer(
        at=row.first_answer_at,
        message_id=row.first_answer_message_id,
        author_id=row.first_answer_author_id,
        side=Side(row.first_answer_side),
    )


def _queue_entry(row: Row[Any]) -> QueueEntry | None:
    if row.queue_message_id is None:
        return None
    return QueueEntry(channel_id=row.queue_channel_id, message_id=row.queue_message_id)


def answer(row: Row[Any], *, upvotes: int = 0) -> Answer:
    return Answer(
        id=row.id,
        guild_id=row.guild_id,
        question_id=row.question_id,
        message_id=row.message_id,
        author_id=row.author_id,
        side=Side(row.side),
        posted_at=row.posted_at,
        deleted_at=row.deleted_at,
        upvotes=upvotes,
    )


def unseal_request(row: Row[Any]) -> UnsealRequest:
    return UnsealRequest(
        id=row.id,
        guild_id=row.guild_id,
        question_id=row.question_id,
        reason=row.reason,
        requested_by_id=row.requested_by_id,
        requested_at=row.requested_at,
        state=UnsealState(row.state),
        confirmed_by_id=row.confirmed_by_id,
        confirmed_at=row.confirmed_at,
        told_at=row.told_at,
    )
