"""Queries of the funnel: those who joined in a period for the first time, and what they came to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, case, func, literal, select, true

from bot.engine import AsyncConnection
from bot.onboarding.funnel_model import Came, Origin, Window
from bot.onboarding.tables import onboarding_arrival, onboarding_fact, onboarding_invite

Sums = Mapping[Origin, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one stage: how many are old enough for it, came to the one before, to it, and to both."""

    of: int
    previous: int
    count: int
    both: int


def cohort(guild_id: int, window: Window, origin: Origin | None, *, before: datetime | None = None) -> CTE:
    """Return the newcomers of a period and origin, with how they came; `before`: who began by then.

    They begin with the end of their screening, from which their days are counted; until then with their joining.
    """
    came = case(
        (onboarding_arrival.c.invite_id.is_(None), literal(Came.UNKNOWN.value)),
        (onboarding_invite.c.label.is_not(None), literal(Came.SOURCE.value)),
        else_=literal(Came.PERSONAL.value),
    )
    query = (
        select(
            onboarding_arrival.c.id,
            onboarding_arrival.c.arrived_at,
            came.label("came"),
            onboarding_invite.c.label.label("source_label"),
        )
        .join_from(
            onboarding_arrival,
            onboarding_invite,
            onboarding_invite.c.id == onboarding_arrival.c.invite_id,
            isouter=True,
        )
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.rejoined.is_(False),
            onboarding_arrival.c.joined_at <= window.end,
        )
    )
    if window.start is not None:
        query = query.where(onboarding_arrival.c.joined_at >= window.start)
    if before is not None:
        began_at = func.coalesce(onboarding_arrival.c.arrived_at, onboarding_arrival.c.joined_at)
        query = query.where(began_at <= before)
    if origin is not None:
        query = query.where(came == origin.came.value)
        if origin.label is not None:
            query = query.where(onboarding_invite.c.label == origin.label)
    return query.cte("cohort")


async def rejoined(connection: AsyncConnection, *, guild_id: int, window: Window) -> int:
    """Return how many came back in a period: they are in no cohort."""
    query = (
        select(func.count())
        .select_from(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.rejoined.is_(True),
            onboarding_arrival.c.joined_at <= window.end,
            onboarding_arrival.c.joined_at >= window.start if window.start is not None else true(),
        )
    )
    return int(await connection.scalar(query) or 0)


async def stage(connection: AsyncConnection, newcomers: CTE, *, previous: str | None, name: str) -> Counts:
    """Return the counts of a stage: a fact's name, `SCREENED`, or None for the joining itself."""
    before, now = onboarding_fact.alias("before"), onboarding_fact.alias("now")
    screened: ColumnElement[bool] = newcomers.c.arrived_at.is_not(None)
    came_before: ColumnElement[bool] = before.c.arrival_id.is_not(None)
    had = true() if previous is None else screened if previous == SCREENED else came_before
    has = screened if name == SCREENED else now.c.arrival_id.is_not(None)
    query = (
        select(func.count(), _count(had), _count(has), _count(and_(had, has)))
        .select_from(newcomers)
        .outerjoin(before, and_(before.c.arrival_id == newcomers.c.id, before.c.name == (previous or "")))
        .outerjoin(now, and_(now.c.arrival_id == newcomers.c.id, now.c.name == name))
    )
    return Counts(*(int(value or 0) for value in (await connection.execute(query)).one()))


SCREENED = "screened"


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


async def joined_by_origin(connection: AsyncConnection, newcomers: CTE) -> Sums:
    query = select(newcomers.c.came, newcomers.c.source_label, func.count()).group_by(
        newcomers.c.came, newcomers.c.source_label
    )
    return {_origin(came, label): int(count) for came, label, count in await connection.execute(query)}


async def screened_by_origin(connection: AsyncConnection, newcomers: CTE) -> Sums:
    query = (
        select(newcomers.c.came, newcomers.c.source_label, func.count())
        .where(newcomers.c.arrived_at.is_not(None))
        .group_by(newcomers.c.came, newcomers.c.source_label)
    )
    return {_origin(came, label): int(count) for came, label, count in await connection.execute(query)}


async def facts_by_origin(
    connection: AsyncConnection, newcomers: CTE, *, names: Collection[str]
) -> Mapping[tuple[Origin, str], int]:
    query = (
        select(newcomers.c.came, newcomers.c.source_label, onboarding_fact.c.name, func.count())
        .join_from(newcomers, onboarding_fact, onboarding_fact.c.arrival_id == newcomers.c.id)
        .where(onboarding_fact.c.name.in_(list(names)))
        .group_by(newcomers.c.came, newcomers.c.source_label, onboarding_fact.c.name)
    )
    rows = await connection.execute(query)
    return {(_origin(came, label), name): int(count) for came, label, name, count in rows}


async def labels(connection: AsyncConnection, *, guild_id: int, limit: int) -> Mapping[int, str]:
    """Return the labels of sources, also of those whose link is gone, by the latest of their links, latest first."""
    latest = func.max(onboarding_invite.c.id)
    query = (
        select(latest, onboarding_invite.c.label)
        .where(onboarding_invite.c.guild_id == guild_id, onboarding_invite.c.label.is_not(None))
        .group_by(onboarding_invite.c.label)
        .order_by(latest.desc())
        .limit(limit)
    )
    return {int(row_id): str(label) for row_id, label in await connection.execute(query)}


def _origin(came: str, label: str | None) -> Origin:
    return Origin(came=Came(came), label=label)
