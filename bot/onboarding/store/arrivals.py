"""Queries about arrivals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, select, update

from bot.activity.tables import activity_member
from bot.db import insert_into
from bot.due import State, due_row
from bot.engine import AsyncConnection
from bot.onboarding.model import Arrival
from bot.onboarding.tables import onboarding_arrival
from bot.points.tables import point_ledger

_FIELDS = (
    onboarding_arrival.c.id,
    onboarding_arrival.c.guild_id,
    onboarding_arrival.c.member_id,
    onboarding_arrival.c.joined_at,
    onboarding_arrival.c.arrived_at,
    onboarding_arrival.c.rejoined,
    onboarding_arrival.c.left_at,
    onboarding_arrival.c.invite_id,
    onboarding_arrival.c.traced_at,
    onboarding_arrival.c.welcomed_at,
    onboarding_arrival.c.nudged_at,
    onboarding_arrival.c.nudge_after,
    onboarding_arrival.c.nudges_off,
)


async def add(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows (guild_id, member_id, joined_at, rejoined, traced_at); one that is there already stays."""
    if not rows:
        return
    fresh = {
        "arrived_at": None,
        "left_at": None,
        "invite_id": None,
        "to_welcome": False,
        "bundled_at": None,
        "welcomed_at": None,
        "nudged_at": None,
        "nudge_after": None,
        "nudges_off": False,
    }
    await connection.execute(
        insert_into(onboarding_arrival, connection).on_conflict_do_nothing(
            index_elements=["guild_id", "member_id", "joined_at"]
        ),
        [{**fresh, **row} for row in rows],
    )


async def get(connection: AsyncConnection, arrival_id: int) -> Arrival | None:
    found = await _where(connection, onboarding_arrival.c.id == arrival_id, limit=1)
    return found[0] if found else None


async def of_members(connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]) -> list[Arrival]:
    """Return every arrival of some hundred members at most, in the order in which they joined."""
    return await _where(
        connection,
        onboarding_arrival.c.guild_id == guild_id,
        onboarding_arrival.c.member_id.in_(list(member_ids)),
        limit=100_000,
    )


async def current(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Arrival | None:
    """Return how somebody who is here came last."""
    rows = await connection.execute(
        select(*_FIELDS)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id == member_id,
            onboarding_arrival.c.left_at.is_(None),
        )
        .order_by(onboarding_arrival.c.joined_at.desc())
        .limit(1)
    )
    row = rows.one_or_none()
    return None if row is None else _arrival(row)


async def screening(connection: AsyncConnection, *, guild_id: int, after_id: int, limit: int) -> list[Arrival]:
    """Return who is here and of whom it isn't known that Discord's screening is over, by row."""
    rows = await connection.execute(
        select(*_FIELDS)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.id > after_id,
            onboarding_arrival.c.member_id.is_not(None),
            onboarding_arrival.c.arrived_at.is_(None),
            onboarding_arrival.c.left_at.is_(None),
        )
        .order_by(onboarding_arrival.c.id)
        .limit(limit)
    )
    return [_arrival(row) for row in rows]


async def present(connection: AsyncConnection, *, guild_id: int, after_id: int, limit: int) -> list[Arrival]:
    """Return who isn't known to have left, by row."""
    rows = await connection.execute(
        select(*_FIELDS)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.id > after_id,
            onboarding_arrival.c.member_id.is_not(None),
            onboarding_arrival.c.left_at.is_(None),
        )
        .order_by(onboarding_arrival.c.id)
        .limit(limit)
    )
    return [_arrival(row) for row in rows]


def is_new_since(moment: datetime) -> ColumnElement[bool]:
    """Whether somebody is still there who arrived since a moment, or joined since and is being screened."""
    since = func.coalesce(onboarding_arrival.c.arrived_at, onboarding_arrival.c.joined_at)
    return and_(since >= moment, onboarding_arrival.c.left_at.is_(None))


async def new_since(connection: AsyncConnection, moment: datetime, *, limit: int = 500_000) -> list[Arrival]:
    """Return who is new on any server since a moment, who joined last at the end."""
    rows = await connection.execute(
        select(*_FIELDS)
        .where(
            is_new_since(moment),
            onboarding_arrival.c.member_id.is_not(None),
        )
        .order_by(onboarding_arrival.c.joined_at)
        .limit(limit)
    )
    return [_arrival(row) for row in rows]


async def forgotten(connection: AsyncConnection, *, guild_id: int, joined_at: Collection[datetime]) -> set[datetime]:
    """Return those of the moments at which somebody joined who was forgotten since."""
    rows = await connection.execute(
        select(onboarding_arrival.c.joined_at).where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id.is_(None),
            onboarding_arrival.c.joined_at.in_(list(joined_at)),
        )
    )
    return set(rows.scalars())


async def known_since(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    """Return since when features know something of members: their first message or their first points."""
    earliest: dict[int, datetime] = {}
    wanted = list(member_ids)
    wrote = await connection.execute(
        select(activity_member.c.member_id, activity_member.c.first_post_at).where(
            activity_member.c.guild_id == guild_id, activity_member.c.member_id.in_(wanted)
        )
    )
    earned = await connection.execute(
        select(point_ledger.c.member_id, func.min(point_ledger.c.happened_at))
        .where(point_ledger.c.guild_id == guild_id, point_ledger.c.member_id.in_(wanted))
        .group_by(point_ledger.c.member_id)
    )
    for member_id, moment in [*wrote.all(), *earned.all()]:
        earliest[member_id] = min(moment, earliest.get(member_id, moment))
    return earliest


async def mark_arrived(connection: AsyncConnection, arrival_id: int, *, at: datetime, to_welcome: bool) -> bool:
    """Note that screening is over; False where that is known, or they have left."""
    done = await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.id == arrival_id,
            onboarding_arrival.c.arrived_at.is_(None),
            onboarding_arrival.c.left_at.is_(None),
        )
        .values(arrived_at=at, to_welcome=to_welcome)
    )
    return bool(done.rowcount)


async def mark_left(
    connection: AsyncConnection, *, guild_id: int, member_id: int, at: datetime, joined_before: datetime
) -> None:
    """Note that somebody left who had joined before a moment."""
    await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id == member_id,
            onboarding_arrival.c.left_at.is_(None),
            onboarding_arrival.c.joined_at <= joined_before,
        )
        .values(left_at=at)
    )


async def close_earlier(connection: AsyncConnection, arrival: Arrival) -> None:
    """Note that who joined again had left before, where nobody saw it."""
    await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == arrival.guild_id,
            onboarding_arrival.c.member_id == arrival.member_id,
            onboarding_arrival.c.left_at.is_(None),
            onboarding_arrival.c.joined_at < arrival.joined_at,
        )
        .values(left_at=arrival.joined_at)
    )


async def reopen(connection: AsyncConnection, arrival_id: int) -> None:
    """Note that somebody is here after all: Discord sent again that they had left before they came."""
    await connection.execute(
        update(onboarding_arrival).where(onboarding_arrival.c.id == arrival_id).values(left_at=None)
    )


async def move(connection: AsyncConnection, arrival_id: int, *, joined_at: datetime) -> None:
    """Say when somebody really joined, of whom only the join message was known: now it can be traced, too."""
    await connection.execute(
        update(onboarding_arrival)
        .where(onboarding_arrival.c.id == arrival_id)
        .values(joined_at=joined_at, traced_at=None)
    )


async def drop(connection: AsyncConnection, arrival_id: int) -> None:
    await connection.execute(delete(onboarding_arrival).where(onboarding_arrival.c.id == arrival_id))


async def welcomed_since(connection: AsyncConnection, *, guild_id: int, member_id: int, since: datetime) -> bool:
    """Whether a message has welcomed somebody since a moment, or may have."""
    found = await connection.scalar(
        select(onboarding_arrival.c.id)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id == member_id,
            func.coalesce(onboarding_arrival.c.welcomed_at, onboarding_arrival.c.bundled_at) >= since,
        )
        .limit(1)
    )
    return found is not None


# What is planned for arrivals: their due rows


async def guilds_with_due(connection: AsyncConnection, *, kind: str) -> set[int]:
    """Return the servers with an unfinished due row of a kind."""
    rows = await connection.execute(
        select(due_row.c.guild_id).where(due_row.c.kind == kind, due_row.c.state != State.DONE).distinct()
    )
    return set(rows.scalars())


async def is_waiting(connection: AsyncConnection, *, kind: str, subject_id: int) -> bool:
    """Whether a due row waits for its moment, or for an admin; not where it is being done right now."""
    found = await connection.scalar(
        select(due_row.c.id).where(
            due_row.c.kind == kind,
            due_row.c.subject_id == subject_id,
            due_row.c.state != State.DONE,
            due_row.c.claimed_until.is_(None),
        )
    )
    return found is not None


async def without_due(
    connection: AsyncConnection, *, guild_id: int, kind: str, arrived_since: datetime, limit: int
) -> list[int]:
    """Return the arrivals since a moment for which nothing of a kind was ever planned, oldest first."""
    planned = select(due_row.c.subject_id).where(due_row.c.kind == kind, due_row.c.guild_id == guild_id)
    rows = await connection.execute(
        select(onboarding_arrival.c.id)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.arrived_at >= arrived_since,
            onboarding_arrival.c.left_at.is_(None),
            onboarding_arrival.c.member_id.is_not(None),
            onboarding_arrival.c.id.not_in(planned),
        )
        .order_by(onboarding_arrival.c.id)
        .limit(limit)
    )
    return list(rows.scalars())


async def move_due(
    connection: AsyncConnection, *, guild_id: int, kind: str, after: timedelta, not_before: datetime
) -> None:
    """Have what is planned for arrivals happen so long after each of them, but not before a moment."""
    rows = await connection.execute(
        select(due_row.c.id, onboarding_arrival.c.arrived_at)
        .join_from(due_row, onboarding_arrival, onboarding_arrival.c.id == due_row.c.subject_id)
        .where(due_row.c.guild_id == guild_id, due_row.c.kind == kind, due_row.c.state == State.OPEN)
    )
    moved = [
        {"row": row.id, "at": max(row.arrived_at + after, not_before)} for row in rows if row.arrived_at is not None
    ]
    if moved:
        await connection.execute(
            update(due_row).where(due_row.c.id == bindparam("row")).values(due_at=bindparam("at")), moved
        )


async def _where(connection: AsyncConnection, *conditions: ColumnElement[bool], limit: int) -> list[Arrival]:
    rows = await connection.execute(
        select(*_FIELDS)
        .where(*conditions)
        .order_by(onboarding_arrival.c.joined_at, onboarding_arrival.c.id)
        .limit(limit)
    )
    return [_arrival(row) for row in rows]


def _arrival(row: Row[Any]) -> Arrival:
    return Arrival(**row._mapping)
