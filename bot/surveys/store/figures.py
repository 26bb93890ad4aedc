"""Queries of what is counted of a survey: who belongs to which group, and what was counted of groups on closing."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from bot.engine import AsyncConnection
from bot.points.tables import point_member, point_rank
from bot.profiles.tables import profile_interest
from bot.surveys.suppression import Segment, SegmentKind
from bot.surveys.tables import survey_segment


async def ranks(connection: AsyncConnection, *, guild_id: int) -> Mapping[int, str]:
    """Return the names of the members' ranks, by the members' ids; nothing of those without one."""
    rows = await connection.execute(
        select(point_member.c.member_id, point_rank.c.name)
        .join(point_rank, point_rank.c.id == point_member.c.rank_id)
        .where(point_member.c.guild_id == guild_id)
    )
    return {row.member_id: row.name for row in rows}


async def rank_role_ids(connection: AsyncConnection, *, guild_id: int) -> frozenset[int]:
    rows = await connection.scalars(
        select(point_rank.c.role_id).where(point_rank.c.guild_id == guild_id, point_rank.c.role_id.is_not(None))
    )
    return frozenset(int(role_id) for role_id in rows if role_id is not None)


async def interests(connection: AsyncConnection, *, guild_id: int) -> Mapping[int, frozenset[int]]:
    """Return who has each interest, by its role's id."""
    found: dict[int, set[int]] = {}
    rows = await connection.execute(
        select(profile_interest.c.role_id, profile_interest.c.member_id).where(profile_interest.c.guild_id == guild_id)
    )
    for role_id, member_id in rows:
        found.setdefault(role_id, set()).add(member_id)
    return {role_id: frozenset(member_ids) for role_id, member_ids in found.items()}


async def put_segments(
    connection: AsyncConnection, counted: Mapping[Segment, tuple[int, int]], *, guild_id: int, survey_id: int
) -> None:
    """Keep how many of each group were asked and took part."""
    rows: Sequence[dict[str, Any]] = [
        {
            "survey_id": survey_id,
            "kind": segment.kind.value,
            "name": segment.name,
            "guild_id": guild_id,
            "asked": asked,
            "finished": finished,
        }
        for segment, (asked, finished) in counted.items()
    ]
    if rows:
        await connection.execute(insert(survey_segment), rows)


async def segments(connection: AsyncConnection, *, survey_id: int) -> Mapping[Segment, tuple[int, int]]:
    """Return the groups that were counted, with how many were asked and took part."""
    rows = await connection.execute(select(survey_segment).where(survey_segment.c.survey_id == survey_id))
    found = {Segment(SegmentKind(row.kind), row.name): (row.asked, row.finished) for row in rows}
    return dict(sorted(found.items()))
