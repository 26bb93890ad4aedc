"""Queries of who is asked: known members, their points, and who was invited. One query a function."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, union

from bot.activity.tables import activity_member
from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.points.tables import point_member
from bot.surveys.tables import survey_invited


async def known(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[int]:
    """Return whom the database knows: who ever wrote something or earned points. Some of them may have left."""
    wrote = select(activity_member.c.member_id).where(activity_member.c.guild_id == guild_id)
    earned = select(point_member.c.member_id).where(point_member.c.guild_id == guild_id)
    everybody = union(wrote, earned).subquery()
    rows = await connection.scalars(select(everybody.c.member_id).order_by(everybody.c.member_id).limit(limit))
    return list(rows)


async def with_points(connection: AsyncConnection, *, guild_id: int, at_least: int) -> frozenset[int]:
    rows = await connection.scalars(
        select(point_member.c.member_id).where(point_member.c.guild_id == guild_id, point_member.c.points >= at_least)
    )
    return frozenset(rows)


async def invite(
    connection: AsyncConnection, member_ids: Collection[int], *, guild_id: int, survey_id: int, on: date
) -> None:
    """Note who is asked. Who is already stays as they are."""
    if not member_ids:
        return
    rows = [
        {"survey_id": survey_id, "member_id": member_id, "guild_id": guild_id, "invited_on": on, "told": False}
        for member_id in sorted(member_ids)
    ]
    statement = insert_into(survey_invited, connection).on_conflict_do_nothing()
    await connection.execute(statement, rows)


async def invited(connection: AsyncConnection, *, survey_id: int) -> frozenset[int]:
    rows = await connection.scalars(select(survey_invited.c.member_id).where(survey_invited.c.survey_id == survey_id))
    return frozenset(rows)


async def is_invited(connection: AsyncConnection, *, survey_id: int, member_id: int) -> bool:
    found = await connection.scalar(
        select(survey_invited.c.member_id).where(
            survey_invited.c.survey_id == survey_id, survey_invited.c.member_id == member_id
        )
    )
    return found is not None
