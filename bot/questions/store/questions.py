"""The question's own row: making it, finding it, and each way it changes.

A function that changes a row on a condition returns whether the condition held: of two who act at the same moment, one
gets True.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.questions.model import CloseReason, FirstAnswer, Post, Question, Solution, Source, State, Tag
from bot.questions.store import rows
from bot.questions.tables import question, question_tag

_UNSOLVED = {
    "solved_at": None,
    "solved_seconds": None,
    "answer_message_id": None,
    "answerer_id": None,
    "answerer_side": None,
    "answer_text": None,
    "accepted_by_id": None,
    "accepted_as": None,
}
_NOT_CLOSED = {
    "close_reason": None,
    "close_note": None,
    "closed_at": None,
    "closed_by_id": None,
    "duplicate_of_id": None,
}
_UNCLAIMED = {"claimed_by_id": None, "claimed_until": None}


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    post: Post,
    asker_id: int | None,
    fingerprint: str | None,
    sealed_author: str | None,
    title: str,
    body: str,
    source: Source,
    asked_at: datetime,
    origin_message_id: int | None,
    reminders: bool,
) -> int:
    """Insert an open question and return its id. `asker_id` None: it is anonymous, `fingerprint` and seal are given."""
    result = await connection.execute(
        insert(question)
        .values(
            guild_id=guild_id,
            channel_id=post.channel_id,
            thread_id=post.thread_id,
            starter_message_id=post.starter_message_id,
            card_message_id=post.card_message_id,
            origin_message_id=origin_message_id,
            asker_id=asker_id,
            anonymous=asker_id is None,
            author_fingerprint=fingerprint,
            sealed_author=sealed_author,
            title=title,
            body=body,
            source=source,
            state=State.OPEN,
            asked_at=asked_at,
            last_activity_at=asked_at,
            reopened=0,
            reminders=reminders,
        )
        .returning(question.c.id)
    )
    question_id = int(result.scalar_one())
    await set_tags(connection, guild_id=guild_id, question_id=question_id, tags=post.tags)
    return question_id


async def set_tags(connection: AsyncConnection, *, guild_id: int, question_id: int, tags: Sequence[Tag]) -> None:
    await connection.execute(delete(question_tag).where(question_tag.c.question_id == question_id))
    for tag in {tag.id: tag for tag in tags}.values():
        values = {"question_id": question_id, "tag_id": tag.id, "guild_id": guild_id, "name": tag.name}
        await upsert(connection, question_tag, values, key=["question_id", "tag_id"])


async def get(connection: AsyncConnection, *, guild_id: int, question_id: int) -> Question | None:
    return await rows.one(
        connection, select(question).where(question.c.id == question_id, question.c.guild_id == guild_id)
    )


async def by_thread(connection: AsyncConnection, *, guild_id: int, thread_id: int) -> Question | None:
    return await rows.one(
        connection, select(question).where(question.c.thread_id == thread_id, question.c.guild_id == guild_id)
    )


async def threads_among(connection: AsyncConnection, *, guild_id: int, channel_ids: Collection[int]) -> set[int]:
    """Return those of these channels that are questions' threads."""
    found = await connection.scalars(
        select(question.c.thread_id).where(question.c.thread_id.in_(list(channel_ids)), question.c.guild_id == guild_id)
    )
    return set(found)


async def by_origin(connection: AsyncConnection, *, guild_id: int, message_id: int) -> Question | None:
    """Return the question that was made of a message."""
    return await rows.one(
        connection, select(question).where(question.c.origin_message_id == message_id, question.c.guild_id == guild_id)
    )


async def with_message(connection: AsyncConnection, *, guild_id: int, message_ids: Collection[int]) -> list[Question]:
    """Return the questions whose beginning or accepted answer is one of these messages."""
    wanted = list(message_ids)
    return await rows.questions(
        connection,
        select(question)
        .where(
            question.c.guild_id == guild_id,
            or_(question.c.answer_message_id.in_(wanted), question.c.starter_message_id.in_(wanted)),
        )
        .order_by(question.c.id)
        .limit(rows.AT_ONCE),
    )


async def known_threads(connection: AsyncConnection, *, guild_id: int, thread_ids: Sequence[int]) -> set[int]:
    known: set[int] = set()
    for part in rows.batches(thread_ids):
        found = await connection.scalars(
            select(question.c.thread_id).where(question.c.guild_id == guild_id, question.c.thread_id.in_(part))
        )
        known.update(found)
    return known


async def asked_lately(
    connection: AsyncConnection,
    *,
    guild_id: int,
    asker_id: int,
    fingerprint: str,
    since: datetime,
    anonymous_only: bool,
    limit: int,
) -> list[datetime]:
    """Return when somebody asked through the bot since a moment, latest first; deleted questions count."""
    who: ColumnElement[bool] = question.c.author_fingerprint == fingerprint
    if not anonymous_only:
        who = or_(who, question.c.asker_id == asker_id)
    found = await connection.scalars(
        select(question.c.asked_at)
        .where(question.c.guild_id == guild_id, who, question.c.source == Source.ASK, question.c.asked_at > since)
        .order_by(question.c.asked_at.desc())
        .limit(limit)
    )
    return list(found)


async def change(connection: AsyncConnection, question_id: int, **values: Any) -> None:
    """Set columns that no rule hangs on."""
    await connection.execute(update(question).where(question.c.id == question_id).values(**values))


async def _change_if(connection: AsyncConnection, question_id: int, *where: ColumnElement[bool], **values: Any) -> bool:
    result = await connection.execute(update(question).where(question.c.id == question_id, *where).values(**values))
    return bool(result.rowcount)


async def touch(connection: AsyncConnection, question_id: int, *, at: datetime, reminders: bool) -> None:
    """Note that something was written at a moment; an older moment changes nothing."""
    await _change_if(connection, question_id, question.c.last_activity_at < at, last_activity_at=at)
    if reminders:
        await _change_if(connection, question_id, question.c.reminders.is_(False), reminders=True)


async def take_offer(connection: AsyncConnection, question_id: int, *, at: datetime) -> bool:
    """Note that the button to accept is offered; True once in a question's life."""
    offered = question.c.accept_offered_at
    return await _change_if(
        connection, question_id, offered.is_(None), question.c.state == State.OPEN, accept_offered_at=at
    )


async def set_first_answer(
    connection: AsyncConnection,
    asked: Question,
    *,
    first: FirstAnswer | None,
    first_member_answer_at: datetime | None,
) -> None:
    seconds = max(0, int((first.at - asked.asked_at).total_seconds())) if first else None
    await change(
        connection,
        asked.id,
        first_answer_at=first.at if first else None,
        first_answer_seconds=seconds,
        first_answer_message_id=first.message_id if first else None,
        first_answer_author_id=first.author_id if first else None,
        first_answer_side=first.side if first else None,
        first_member_answer_at=first_member_answer_at,
    )


async def solve(
    connection: AsyncConnection, asked: Question, *, solution: Solution, instead_of_message_id: int | None
) -> bool:
    """Make it solved, if its solution still is the one named (None: it has none)."""
    return await _change_if(
        connection,
        asked.id,
        question.c.answer_message_id.is_not_distinct_from(instead_of_message_id),
        question.c.deleted_at.is_(None),
        **_NOT_CLOSED,
        **_UNCLAIMED,
        state=State.SOLVED,
        solved_at=solution.accepted_at,
        solved_seconds=max(0, int((solution.accepted_at - asked.asked_at).total_seconds())),
        answer_message_id=solution.message_id,
        answerer_id=solution.answerer_id,
        answerer_side=solution.side,
        answer_text=solution.text,
        accepted_by_id=solution.accepted_by_id,
        accepted_as=solution.accepted_as,
    )


async def reopen(connection: AsyncConnection, asked: Question, *, at: datetime) -> bool:
    """Open it again, if it still is solved or closed as it was read."""
    message_id = asked.solution.message_id if asked.solution else None
    return await _change_if(
        connection,
        asked.id,
        question.c.state == asked.state,
        question.c.state != State.OPEN,
        question.c.deleted_at.is_(None),
        question.c.answer_message_id.is_not_distinct_from(message_id),
        **_UNSOLVED,
        **_NOT_CLOSED,
        state=State.OPEN,
        reopened=question.c.reopened + 1,
        last_activity_at=at,
        quiet_asked_at=None,
        reminders=True,
    )


async def close(
    connection: AsyncConnection,
    question_id: int,
    *,
    reason: CloseReason,
    note: str | None,
    by_id: int | None,
    at: datetime,
    duplicate_of_id: int | None = None,
) -> bool:
    """Close it, if it still is open."""
    return await _change_if(
        connection,
        question_id,
        question.c.state == State.OPEN,
        **_UNCLAIMED,
        state=State.CLOSED,
        close_reason=reason,
        close_note=note,
        closed_by_id=by_id,
        closed_at=at,
        duplicate_of_id=duplicate_of_id,
    )


async def close_quiet(connection: AsyncConnection, asked: Question, *, at: datetime) -> bool:
    """Close it as quiet, if nothing has happened in it since it was read."""
    return await _change_if(
        connection,
        asked.id,
        question.c.state == State.OPEN,
        question.c.quiet_asked_at.is_not_distinct_from(asked.quiet_asked_at),
        question.c.last_activity_at == asked.last_activity_at,
        **_UNCLAIMED,
        state=State.CLOSED,
        close_reason=CloseReason.QUIET,
        closed_at=at,
    )


async def repoint_duplicates(connection: AsyncConnection, *, guild_id: int, from_id: int, to_id: int) -> None:
    """Let the duplicates of one question name another: it has become a duplicate itself."""
    await connection.execute(
        update(question)
        .where(question.c.guild_id == guild_id, question.c.duplicate_of_id == from_id, question.c.id != to_id)
        .where(question.c.close_reason == CloseReason.DUPLICATE)
        .values(duplicate_of_id=to_id)
    )


async def mark_deleted(connection: AsyncConnection, question_id: int, *, at: datetime) -> None:
    """Note that the thread is gone, and keep none of its text."""
    await change(
        connection,
        question_id,
        **_UNCLAIMED,
        deleted_at=at,
        title="",
        body="",
        answer_text=None,
        origin_message_id=None,  # its message may be made a question anew
    )


async def claim(
    connection: AsyncConnection, question_id: int, *, member_id: int, now: datetime, until: datetime
) -> bool:
    """Claim it, if it is open and nobody else's claim holds."""
    free = or_(
        question.c.claimed_until.is_(None), question.c.claimed_until <= now, question.c.claimed_by_id == member_id
    )
    return await _change_if(
        connection, question_id, question.c.state == State.OPEN, free, claimed_by_id=member_id, claimed_until=until
    )


async def release(connection: AsyncConnection, question_id: int, *, member_id: int) -> bool:
    """Take somebody's claim off, if it still is theirs."""
    return await _change_if(connection, question_id, question.c.claimed_by_id == member_id, **_UNCLAIMED)


async def release_expired(connection: AsyncConnection, question_id: int, *, now: datetime) -> bool:
    return await _change_if(connection, question_id, question.c.claimed_until <= now, **_UNCLAIMED)


async def mark_asker_left(
    connection: AsyncConnection, *, guild_id: int, member_id: int, fingerprint: str, at: datetime | None
) -> list[int]:
    """Note that a member has left (None: is back) on their questions; returns those concerned."""
    who = or_(question.c.asker_id == member_id, question.c.author_fingerprint == fingerprint)
    before = question.c.asker_left_at.is_(None) if at else question.c.asker_left_at.is_not(None)
    found = await connection.scalars(
        update(question)
        .where(and_(question.c.guild_id == guild_id, who, before))
        .values(asker_left_at=at)
        .returning(question.c.id)
    )
    return list(found)


async def sealed_author(connection: AsyncConnection, *, question_id: int) -> str | None:
    found = await connection.scalar(select(question.c.sealed_author).where(question.c.id == question_id))
    return None if found is None else str(found)


async def with_fingerprint(connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> list[int]:
    """Return the ids of a member's anonymous questions, for export and erasure."""
    found = await connection.scalars(
        select(question.c.id)
        .where(question.c.guild_id == guild_id, question.c.author_fingerprint == fingerprint)
        .order_by(question.c.id)
    )
    return list(found)


async def forget_authors(connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> int:
    """Make a member's anonymous questions nobody's: the seal is destroyed. Returns how many there were."""
    result = await connection.execute(
        update(question)
        .where(question.c.guild_id == guild_id, question.c.author_fingerprint == fingerprint)
        .values(author_fingerprint=None, sealed_author=None)
    )
    return result.rowcount


async def forget_answer_texts(connection: AsyncConnection, *, guild_id: int, answerer_id: int) -> list[int]:
    """Drop the kept text of a member's accepted answers; returns the questions, whose index entries must follow."""
    found = await connection.scalars(
        update(question)
        .where(question.c.guild_id == guild_id, question.c.answerer_id == answerer_id)
        .values(answer_text=None)
        .returning(question.c.id)
    )
    return list(found)
