"""Queries of who takes part in surveys: never what they answered. One query a function."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, func, insert, select, update

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.surveys.tables import survey_participant


async def begin(connection: AsyncConnection, *, guild_id: int, survey_id: int, member_id: int, on: date) -> None:
    """Note that somebody has begun; the day is that of the first time."""
    values = {
        "survey_id": survey_id,
        "member_id": member_id,
        "guild_id": guild_id,
        "finished": False,
        "began_on": on,
    }
    await upsert(connection, survey_participant, values, key=["survey_id", "member_id"])


async def finish(connection: AsyncConnection, *, survey_id: int, member_id: int) -> None:
    await connection.execute(
        update(survey_participant)
        .where(survey_participant.c.survey_id == survey_id, survey_participant.c.member_id == member_id)
        .values(finished=True)
    )


async def surveys_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Return the ids of the surveys somebody takes or took part in, ascending."""
    rows = await connection.scalars(
        select(survey_participant.c.survey_id)
        .where(survey_participant.c.guild_id == guild_id, survey_participant.c.member_id == member_id)
        .order_by(survey_participant.c.survey_id)
    )
    return list(rows)


async def finished(connection: AsyncConnection, *, survey_id: int) -> list[int]:
    """Return who has answered a survey to the end, ascending."""
    rows = await connection.scalars(
        select(survey_participant.c.member_id)
        .where(survey_participant.c.survey_id == survey_id, survey_participant.c.finished.is_(True))
        .order_by(survey_participant.c.member_id)
    )
    return list(rows)


async def still_there(connection: AsyncConnection, *, survey_id: int, member_ids: Collection[int]) -> set[int]:
    """Return those of some people whose row is there: not that of who was erased a moment ago."""
    rows = await connection.scalars(
        select(survey_participant.c.member_id).where(
            survey_participant.c.survey_id == survey_id, survey_participant.c.member_id.in_(list(member_ids))
        )
    )
    return set(rows)


async def count_finished(connection: AsyncConnection, *, survey_id: int) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(survey_participant)
        .where(survey_participant.c.survey_id == survey_id, survey_participant.c.finished.is_(True))
    )
    return int(found or 0)


async def write_anew(connection: AsyncConnection, *, survey_id: int) -> None:
    """Write all rows of a survey again, by member.

    Inside its pages a database keeps rows where there was room when they were written: who reads the file's bytes sees
    in which order people took part. Afterwards that tells only the order of their ids.
    """
    such = survey_participant.c.survey_id == survey_id
    rows = (
        await connection.execute(select(survey_participant).where(such).order_by(survey_participant.c.member_id))
    ).all()
    if rows:
        await connection.execute(delete(survey_participant).where(such))
        await connection.execute(insert(survey_participant), [dict(row._mapping) for row in rows])
