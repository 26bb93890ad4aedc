"""Queries of the first steps: who has done which, what is noted of it, what it has earned, and who is still at it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import and_, distinct, exists, func, or_, select

from bot.activity.tables import activity_day, activity_member
from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.onboarding.tables import onboarding_arrival, onboarding_fact
from bot.points.model import Kind
from bot.points.tables import point_ledger

_later = onboarding_arrival.alias("later")
IS_CURRENT = and_(
    onboarding_arrival.c.left_at.is_(None),
    ~exists(
        select(_later.c.id).where(
            _later.c.guild_id == onboarding_arrival.c.guild_id,
            _later.c.member_id == onboarding_arrival.c.member_id,
            _later.c.joined_at > onboarding_arrival.c.joined_at,
        )
    ),
)
"""The latest arrival of somebody who is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Somebody's current arrival, as far as the steps need it."""

    arrival_id: int
    member_id: int
    joined_at: datetime
    rejoined: bool


_COLUMNS = (
    onboarding_arrival.c.id,
    onboarding_arrival.c.member_id,
    onboarding_arrival.c.joined_at,
    onboarding_arrival.c.rejoined,
)


async def current(connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]) -> list[Here]:
    """Return the current arrivals of those of the members who have one."""
    rows = await connection.execute(
        select(*_COLUMNS).where(
            onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.member_id.in_(list(member_ids)), IS_CURRENT
        )
    )
    return [Here(arrival_id=id_, member_id=member_id, joined_at=at, rejoined=re) for id_, member_id, at, re in rows]


async def guilds_with_arrivals(connection: AsyncConnection, *, since: datetime) -> list[int]:
    rows = await connection.scalars(
        select(onboarding_arrival.c.guild_id).where(onboarding_arrival.c.joined_at >= since).distinct()
    )
    return list(rows)


async def unfinished(
    connection: AsyncConnection,
    *,
    guild_id: int,
    since: datetime,
    names: Sequence[str],
    source_ids: Sequence[int],
    after_id: int,
    limit: int,
) -> list[Here]:
    """Return who arrived `since` and lacks a fact of `names` or points of `source_ids`, in the order of arriving."""
    noted = (
        select(func.count())
        .select_from(onboarding_fact)
        .where(onboarding_fact.c.arrival_id == onboarding_arrival.c.id, onboarding_fact.c.name.in_(names))
        .scalar_subquery()
    )
    earned = (
        select(func.count(distinct(point_ledger.c.source_id)))
        .where(
            point_ledger.c.guild_id == onboarding_arrival.c.guild_id,
            point_ledger.c.kind == Kind.FIRST_STEP.value,
            point_ledger.c.source_id.in_(source_ids),
            point_ledger.c.member_id == onboarding_arrival.c.member_id,
        )
        .scalar_subquery()
    )
    rows = await connection.execute(
        select(*_COLUMNS)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.joined_at >= since,
            onboarding_arrival.c.arrived_at.is_not(None),
            onboarding_arrival.c.member_id.is_not(None),
            onboarding_arrival.c.id > after_id,
            IS_CURRENT,
            or_(noted < len(names), earned < len(source_ids)),
        )
        .order_by(onboarding_arrival.c.id)
        .limit(limit)
    )
    return [Here(arrival_id=id_, member_id=member_id, joined_at=at, rejoined=re) for id_, member_id, at, re in rows]


async def facts(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int], names: Collection[str]
) -> list[tuple[int, int, str, datetime]]:
    """Return what is noted of members, in all their arrivals: arrival, member, name, when."""
    rows = await connection.execute(
        select(
            onboarding_fact.c.arrival_id,
            onboarding_arrival.c.member_id,
            onboarding_fact.c.name,
            onboarding_fact.c.happened_at,
        )
        .join(onboarding_arrival, onboarding_arrival.c.id == onboarding_fact.c.arrival_id)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id.in_(list(member_ids)),
            onboarding_fact.c.name.in_(list(names)),
        )
    )
    return [(arrival_id, member_id, name, at) for arrival_id, member_id, name, at in rows]


async def add_facts(
    connection: AsyncConnection, *, guild_id: int, found: Collection[tuple[int, str, datetime]]
) -> None:
    """Note facts (arrival, name, when); one that is noted already stays as it is."""
    if found:
        statement = insert_into(onboarding_fact, connection).on_conflict_do_nothing(
            index_elements=["arrival_id", "name"]
        )
        await connection.execute(
            statement,
            [
                {"arrival_id": arrival_id, "name": name, "guild_id": guild_id, "happened_at": at}
                for arrival_id, name, at in found
            ],
        )


async def earned(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int], source_ids: Collection[int]
) -> Mapping[tuple[int, int], tuple[int, datetime]]:
    """Return what steps have given, by member and cause, with when; also what was taken back: once is once."""
    rows = await connection.execute(
        select(
            point_ledger.c.member_id, point_ledger.c.source_id, point_ledger.c.points, point_ledger.c.happened_at
        ).where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.kind == Kind.FIRST_STEP.value,
            point_ledger.c.source_id.in_(list(source_ids)),
            point_ledger.c.member_id.in_(list(member_ids)),
            point_ledger.c.reverses_id.is_(None),
        )
    )
    return {(member_id, source_id): (points, at) for member_id, source_id, points, at in rows}


# What activity knows


async def first_posts(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    rows = await connection.execute(
        select(activity_member.c.member_id, activity_member.c.first_post_at).where(
            activity_member.c.guild_id == guild_id, activity_member.c.member_id.in_(list(member_ids))
        )
    )
    return {member_id: at for member_id, at in rows}  # noqa: C416 - `dict` of rows is nothing mypy follows


async def first_reactions(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int], zone: ZoneInfo
) -> Mapping[int, datetime]:
    """Return the beginning of the first day on which each has reacted: days are all that is kept of it."""
    rows = await connection.execute(
        select(activity_day.c.member_id, func.min(activity_day.c.day))
        .where(
            activity_day.c.guild_id == guild_id,
            activity_day.c.member_id.in_(list(member_ids)),
            activity_day.c.reactions_given > 0,
        )
        .group_by(activity_day.c.member_id)
    )
    return {member_id: datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for member_id, day in rows}
