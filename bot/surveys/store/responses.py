"""Queries of what was answered. One query a function.

`finished` is what results are made of: of an anonymous survey it knows nothing while that is open, for then the answers
are in `survey_response.sealed` (`bot.surveys.anonymity`) and only `bot.surveys.releasing` shows anything of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.surveys.model import Given
from bot.surveys.tables import survey_answer, survey_response, survey_snapshot

KEYS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A survey that somebody answered to the end. Questions that were left out have no answer."""

    answers: Mapping[int, Given]
    """By the questions' ids."""
    member_id: int | None = None
    """None where it is anonymous, or the member was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A response as it is kept while the survey is open."""

    key: str
    finished: bool
    released: bool
    sealed: str | None


async def finished(connection: AsyncConnection, survey_id: int) -> list[Response]:
    """Return the finished responses of a survey, in the order of their random keys; see the top."""
    responses = await connection.execute(
        select(survey_response.c.key, survey_response.c.member_id)
        .where(
            survey_response.c.survey_id == survey_id,
            survey_response.c.finished.is_(True),
            survey_response.c.sealed.is_(None),
        )
        .order_by(survey_response.c.key)
    )
    given: dict[str, dict[int, Given]] = {}
    for row in await connection.execute(
        select(survey_answer)
        .join(survey_response, survey_response.c.key == survey_answer.c.response_key)
        .where(survey_response.c.survey_id == survey_id)
    ):
        if (answer := _given(row)) != Given():
            given.setdefault(row.response_key, {})[row.question_id] = answer
    return [Response(answers=given.get(key, {}), member_id=member_id) for key, member_id in responses]


# One response


async def get(connection: AsyncConnection, *, survey_id: int, key: str) -> Kept | None:
    row = (await connection.execute(_kept(survey_id).where(survey_response.c.key == key))).first()
    return None if row is None else _as_kept(row)


async def of_member(connection: AsyncConnection, *, survey_id: int, member_id: int) -> Kept | None:
    """Return somebody's response to a survey that isn't anonymous."""
    row = (await connection.execute(_kept(survey_id).where(survey_response.c.member_id == member_id))).first()
    return None if row is None else _as_kept(row)


async def put(
    connection: AsyncConnection,
    *,
    guild_id: int,
    survey_id: int,
    key: str,
    finished: bool,
    member_id: int | None = None,
    month: str | None = None,
    sealed: str | None = None,
) -> None:
    """Add a response, or bring its state and its sealed answers up to date."""
    values = {
        "key": key,
        "survey_id": survey_id,
        "guild_id": guild_id,
        "member_id": member_id,
        "finished": finished,
        "month": month,
        "released": False,
        "sealed": sealed,
    }
    await upsert(connection, survey_response, values, key=["key"], update=["finished", "month", "sealed"])


async def answers_of(connection: AsyncConnection, *, key: str) -> dict[int, Given]:
    """Return what stands open in a response, by the questions' ids; a question that was skipped has an empty one."""
    rows = await connection.execute(select(survey_answer).where(survey_answer.c.response_key == key))
    return {row.question_id: _given(row) for row in rows}


async def answer(connection: AsyncConnection, given: Given, *, guild_id: int, key: str, question_id: int) -> None:
    """Keep one answer openly, in place of the one before."""
    values = _values(given, guild_id=guild_id, key=key, question_id=question_id)
    await upsert(
        connection,
        survey_answer,
        values,
        key=["response_key", "question_id"],
        update=["number", "options", "text"],
    )


async def remove(connection: AsyncConnection, *, key: str) -> None:
    await connection.execute(delete(survey_response).where(survey_response.c.key == key))


async def rename(connection: AsyncConnection, *, key: str, to: str, sealed: str) -> None:
    """Give a sealed response another key, and other contents."""
    await connection.execute(update(survey_response).where(survey_response.c.key == key).values(key=to, sealed=sealed))


async def forget_texts(connection: AsyncConnection, *, key: str) -> None:
    """Delete what somebody wrote; what they chose stays."""
    await connection.execute(
        delete(survey_answer).where(survey_answer.c.response_key == key, survey_answer.c.text.is_not(None))
    )


# All of a survey


async def sealed(connection: AsyncConnection, *, survey_id: int) -> list[Kept]:
    """Return what is sealed of a survey, finished or not."""
    rows = await connection.execute(_kept(survey_id).where(survey_response.c.sealed.is_not(None)))
    return [_as_kept(row) for row in rows]


async def count_sealed(connection: AsyncConnection, *, survey_id: int, released: bool) -> int:
    """Return how many sealed responses are finished and are, or aren't, counted in what was shown."""
    found = await connection.scalar(
        select(func.count())
        .select_from(survey_response)
        .where(
            survey_response.c.survey_id == survey_id,
            survey_response.c.sealed.is_not(None),
            survey_response.c.finished.is_(True),
            survey_response.c.released.is_(released),
        )
    )
    return int(found or 0)


async def release(connection: AsyncConnection, *, keys: Sequence[str]) -> None:
    """Note that responses are counted in what was shown."""
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        await connection.execute(update(survey_response).where(survey_response.c.key.in_(some)).values(released=True))


async def remove_all(connection: AsyncConnection, *, survey_id: int) -> None:
    """Delete all responses of a survey with their answers."""
    await connection.execute(delete(survey_response).where(survey_response.c.survey_id == survey_id))


async def remove_unfinished(connection: AsyncConnection, *, survey_id: int) -> None:
    await connection.execute(
        delete(survey_response).where(survey_response.c.survey_id == survey_id, survey_response.c.finished.is_(False))
    )


async def add_all(
    connection: AsyncConnection,
    responses: Sequence[tuple[str, Mapping[int, Given]]],
    *,
    guild_id: int,
    survey_id: int,
    month: str,
) -> None:
    """Add anonymous responses, given their keys and answers, in this order."""
    await connection.execute(
        insert(survey_response),
        [
            {
                "key": key,
                "survey_id": survey_id,
                "guild_id": guild_id,
                "finished": True,
                "month": month,
                "released": False,
            }
            for key, _ in responses
        ],
    )
    answers = [
        _values(given, guild_id=guild_id, key=key, question_id=question_id)
        for key, answers in responses
        for question_id, given in answers.items()
    ]
    if answers:
        await connection.execute(insert(survey_answer), answers)


# What was shown of an anonymous survey while it is open


async def snapshot(connection: AsyncConnection, *, survey_id: int) -> tuple[int, Any] | None:
    """Return how many people were counted, and what came of it."""
    row = (await connection.execute(select(survey_snapshot).where(survey_snapshot.c.survey_id == survey_id))).first()
    return None if row is None else (row.responses, row.results)


async def put_snapshot(
    connection: AsyncConnection, *, guild_id: int, survey_id: int, responses: int, results: Any
) -> None:
    values = {"survey_id": survey_id, "guild_id": guild_id, "responses": responses, "results": results}
    await upsert(connection, survey_snapshot, values, key=["survey_id"], update=["responses", "results"])


async def remove_snapshot(connection: AsyncConnection, *, survey_id: int) -> None:
    await connection.execute(delete(survey_snapshot).where(survey_snapshot.c.survey_id == survey_id))


# Rows


def _kept(survey_id: int) -> Any:
    return select(
        survey_response.c.key, survey_response.c.finished, survey_response.c.released, survey_response.c.sealed
    ).where(survey_response.c.survey_id == survey_id)


def _as_kept(row: Row[Any]) -> Kept:
    return Kept(key=row.key, finished=row.finished, released=row.released, sealed=row.sealed)


def _values(given: Given, *, guild_id: int, key: str, question_id: int) -> dict[str, Any]:
    return {
        "response_key": key,
        "question_id": question_id,
        "guild_id": guild_id,
        "number": given.number,
        "options": sorted(given.options) or None,
        "text": given.text,
    }


def _given(row: Row[Any]) -> Given:
    return Given(number=row.number, options=tuple(row.options or ()), text=row.text)
