"""Queries of the live questions of an event, and of the card that shows them. One query a function."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, exists, func, insert, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.events.model import LiveState
from bot.events.tables import event_live_board, event_question, event_question_vote


class Board(NamedTuple):
    """The card, and whether questions are taken."""

    occurrence_id: int
    guild_id: int
    channel_id: int
    message_id: int
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: int
    guild_id: int
    occurrence_id: int
    member_id: int
    text: str
    state: LiveState
    votes: int
    """Its author's own is the first."""
    asked_at: datetime
    voted: bool = False
    """Whether the reader's vote is in it."""


# The card


async def board(connection: AsyncConnection, *, guild_id: int, occurrence_id: int) -> Board | None:
    columns = event_live_board.c
    rows = await connection.execute(
        select(columns.occurrence_id, columns.guild_id, columns.channel_id, columns.message_id, columns.open).where(
            columns.guild_id == guild_id, columns.occurrence_id == occurrence_id
        )
    )
    row = rows.first()
    return None if row is None else Board(*row)


async def open_boards(connection: AsyncConnection, *, guild_id: int, limit: int = 25) -> list[Board]:
    """Return the cards that take questions, the latest first."""
    columns = event_live_board.c
    rows = await connection.execute(
        select(columns.occurrence_id, columns.guild_id, columns.channel_id, columns.message_id, columns.open)
        .where(columns.guild_id == guild_id, columns.open)
        .order_by(columns.occurrence_id.desc())
        .limit(limit)
    )
    return [Board(*row) for row in rows]


async def add_board(connection: AsyncConnection, new: Board) -> bool:
    """Note the card; returns whether there was none."""
    statement = insert_into(event_live_board, connection).values(**new._asdict())
    done = await connection.execute(statement.on_conflict_do_nothing(index_elements=["occurrence_id"]))
    return bool(done.rowcount)


async def move_board(connection: AsyncConnection, new: Board, *, instead_of: int) -> bool:
    """Note another card in place of one; returns whether that one was still it."""
    done = await connection.execute(
        update(event_live_board)
        .where(event_live_board.c.occurrence_id == new.occurrence_id, event_live_board.c.message_id == instead_of)
        .values(channel_id=new.channel_id, message_id=new.message_id, open=new.open)
    )
    return bool(done.rowcount)


async def set_open(connection: AsyncConnection, *, occurrence_id: int, is_open: bool) -> bool:
    """Take questions, or no more; returns whether that was otherwise."""
    done = await connection.execute(
        update(event_live_board)
        .where(event_live_board.c.occurrence_id == occurrence_id, event_live_board.c.open.is_(not is_open))
        .values(open=is_open)
    )
    return bool(done.rowcount)


# Questions


async def add(
    connection: AsyncConnection, *, guild_id: int, occurrence_id: int, member_id: int, text: str, at: datetime
) -> int:
    """Keep a question with its author's own vote; returns its id."""
    done = await connection.execute(
        insert(event_question).values(
            guild_id=guild_id,
            occurrence_id=occurrence_id,
            member_id=member_id,
            text=text,
            state=LiveState.OPEN.value,
            votes=1,
            asked_at=at,
        )
    )
    assert done.inserted_primary_key is not None
    question_id = int(done.inserted_primary_key[0])
    await connection.execute(
        insert(event_question_vote).values(question_id=question_id, member_id=member_id, guild_id=guild_id)
    )
    return question_id


async def get(connection: AsyncConnection, *, guild_id: int, question_id: int) -> Question | None:
    rows = await connection.execute(
        select(event_question).where(event_question.c.guild_id == guild_id, event_question.c.id == question_id)
    )
    row = rows.first()
    return None if row is None else _question(row)


async def page(
    connection: AsyncConnection,
    *,
    occurrence_id: int,
    states: Collection[LiveState],
    reader_id: int,
    limit: int,
    offset: int = 0,
) -> Sequence[Question]:
    """Return questions, those with the most votes first, then the oldest."""
    question, vote = event_question.c, event_question_vote.c
    voted = exists().where(vote.question_id == question.id, vote.member_id == reader_id).label("voted")
    rows = await connection.execute(
        select(event_question, voted)
        .where(question.occurrence_id == occurrence_id, question.state.in_([state.value for state in states]))
        .order_by(question.votes.desc(), question.id)
        .limit(limit)
        .offset(offset)
    )
    return [_question(row, voted=bool(row.voted)) for row in rows]


async def counts(connection: AsyncConnection, *, occurrence_id: int) -> dict[LiveState, int]:
    rows = await connection.execute(
        select(event_question.c.state, func.count())
        .where(event_question.c.occurrence_id == occurrence_id)
        .group_by(event_question.c.state)
    )
    found = {LiveState(state): int(count) for state, count in rows}
    return {state: found.get(state, 0) for state in LiveState}


async def open_of(connection: AsyncConnection, *, occurrence_id: int, member_id: int) -> int:
    """Return how many open questions somebody has."""
    found = await connection.scalar(
        select(func.count())
        .select_from(event_question)
        .where(
            event_question.c.occurrence_id == occurrence_id,
            event_question.c.member_id == member_id,
            event_question.c.state == LiveState.OPEN.value,
        )
    )
    return int(found or 0)


async def decide(connection: AsyncConnection, *, question_id: int, state: LiveState, at: datetime | None) -> None:
    await connection.execute(
        update(event_question).where(event_question.c.id == question_id).values(state=state.value, decided_at=at)
    )


async def remove(connection: AsyncConnection, *, question_id: int) -> None:
    await connection.execute(delete(event_question).where(event_question.c.id == question_id))


# Votes


async def vote(connection: AsyncConnection, *, guild_id: int, question_id: int, member_id: int) -> bool:
    """Add a vote; returns whether it wasn't there."""
    statement = insert_into(event_question_vote, connection).values(
        question_id=question_id, member_id=member_id, guild_id=guild_id
    )
    done = await connection.execute(statement.on_conflict_do_nothing(index_elements=["question_id", "member_id"]))
    if done.rowcount:
        await _add_votes(connection, [question_id], 1)
    return bool(done.rowcount)


async def unvote(connection: AsyncConnection, *, question_id: int, member_id: int) -> bool:
    """Take a vote back; returns whether it was there."""
    columns = event_question_vote.c
    done = await connection.execute(
        delete(event_question_vote).where(columns.question_id == question_id, columns.member_id == member_id)
    )
    if done.rowcount:
        await _add_votes(connection, [question_id], -1)
    return bool(done.rowcount)


async def _add_votes(connection: AsyncConnection, question_ids: Collection[int], change: int) -> None:
    await connection.execute(
        update(event_question)
        .where(event_question.c.id.in_(list(question_ids)))
        .values(votes=event_question.c.votes + change)
    )


# Erasing


async def take_votes_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Take somebody's votes out of the questions' counts; the rows of the votes are deleted by who calls this."""
    columns = event_question_vote.c
    voted = select(columns.question_id).where(columns.guild_id == guild_id, columns.member_id == member_id)
    await connection.execute(
        update(event_question).where(event_question.c.id.in_(voted)).values(votes=event_question.c.votes - 1)
    )


async def boards_with(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Return the occurrences on whose cards something of somebody stands: a question, or a vote."""
    question, votes = event_question.c, event_question_vote.c
    voted = select(votes.question_id).where(votes.guild_id == guild_id, votes.member_id == member_id)
    rows = await connection.execute(
        select(question.occurrence_id)
        .where(question.guild_id == guild_id, (question.member_id == member_id) | question.id.in_(voted))
        .where(question.occurrence_id.in_(select(event_live_board.c.occurrence_id)))
        .distinct()
    )
    return list(rows.scalars())


def _question(row: Row[Any], *, voted: bool = False) -> Question:
    return Question(
        id=row.id,
        guild_id=row.guild_id,
        occurrence_id=row.occurrence_id,
        member_id=row.member_id,
        text=row.text,
        state=LiveState(row.state),
        votes=row.votes,
        asked_at=row.asked_at,
        voted=voted,
    )
