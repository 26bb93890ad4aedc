"""Queries of referrals, and of how arrivals were traced to invites."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.activity.tables import activity_day
from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.onboarding.inviting_model import Reason, Referral
from bot.onboarding.model import ReferralState
from bot.onboarding.tables import onboarding_arrival, onboarding_invite, onboarding_referral

AT_ONCE = 200
"""Ids in one statement: SQLite takes 1,000 conditions in an expression."""

UNTRACED_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Joined:
    """An arrival of which nobody has looked how they came."""

    id: int
    joined_at: datetime


# How they came ----------------------------------------------------------------------------------------------------


async def untraced(connection: AsyncConnection, *, guild_id: int) -> list[Joined]:
    """Return the arrivals that weren't traced yet, oldest first."""
    query = (
        select(onboarding_arrival.c.id, onboarding_arrival.c.joined_at)
        .where(onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.traced_at.is_(None))
        .order_by(onboarding_arrival.c.joined_at, onboarding_arrival.c.id)
        .limit(UNTRACED_MAX)
    )
    return [Joined(row.id, row.joined_at) for row in await connection.execute(query)]


async def set_traced(
    connection: AsyncConnection, *, arrival_ids: Collection[int], invite_id: int | None, at: datetime
) -> None:
    """Note how arrivals came; None: nobody can know."""
    for ids in _parts(arrival_ids):
        await connection.execute(
            update(onboarding_arrival).where(onboarding_arrival.c.id.in_(ids)).values(invite_id=invite_id, traced_at=at)
        )


def _parts(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]


# Referrals --------------------------------------------------------------------------------------------------------


async def of_arrivals(connection: AsyncConnection, arrival_ids: Collection[int]) -> list[tuple[Referral, bool]]:
    """Return what a referral for these arrivals would be about, and whether they had been here before."""
    found: list[tuple[Referral, bool]] = []
    for ids in _parts(arrival_ids):
        query = select(onboarding_arrival).where(onboarding_arrival.c.id.in_(ids))
        found += [
            (
                Referral(
                    arrival_id=row.id,
                    guild_id=row.guild_id,
                    inviter_id=None,
                    member_id=row.member_id,
                    joined_at=row.joined_at,
                    left_at=row.left_at,
                    latest=True,
                ),
                row.rejoined,
            )
            for row in await connection.execute(query)
        ]
    return found


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    arrival_id: int,
    inviter_id: int,
    refused: Reason | None,
    at: datetime,
) -> None:
    """Keep a referral, unless the arrival has one."""
    await connection.execute(
        insert_into(onboarding_referral, connection)
        .values(
            guild_id=guild_id,
            arrival_id=arrival_id,
            inviter_id=inviter_id,
            state=ReferralState.REFUSED if refused else ReferralState.WAITING,
            reason=refused,
            decided_at=at if refused else None,
        )
        .on_conflict_do_nothing(index_elements=["arrival_id"])
    )


async def drop_undecided(connection: AsyncConnection, *, arrival_ids: Collection[int]) -> list[int]:
    """Forget the referrals of arrivals nobody was rewarded for; returns whose there were."""
    dropped: list[int] = []
    for ids in _parts(arrival_ids):
        dropped += await connection.scalars(
            delete(onboarding_referral)
            .where(
                onboarding_referral.c.arrival_id.in_(ids),
                onboarding_referral.c.state != ReferralState.REWARDED.value,
            )
            .returning(onboarding_referral.c.arrival_id)
        )
    return dropped


def _waiting() -> Select[Any]:
    later = onboarding_arrival.alias("later")
    again = (
        select(later.c.id)
        .where(
            later.c.guild_id == onboarding_arrival.c.guild_id,
            later.c.member_id == onboarding_arrival.c.member_id,
            later.c.joined_at > onboarding_arrival.c.joined_at,
        )
        .exists()
    )
    return (
        select(
            onboarding_referral.c.arrival_id,
            onboarding_referral.c.guild_id,
            onboarding_referral.c.inviter_id,
            onboarding_arrival.c.member_id,
            onboarding_arrival.c.joined_at,
            onboarding_arrival.c.left_at,
            again.label("again"),
        )
        .join_from(onboarding_referral, onboarding_arrival, onboarding_arrival.c.id == onboarding_referral.c.arrival_id)
        .where(onboarding_referral.c.state == ReferralState.WAITING.value)
    )


async def waiting(connection: AsyncConnection, *, guild_id: int, arrival_id: int) -> Referral | None:
    """Return the referral of an arrival while nothing is decided."""
    query = _waiting().where(onboarding_referral.c.guild_id == guild_id, onboarding_referral.c.arrival_id == arrival_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _referral(row)


async def waiting_of(connection: AsyncConnection, *, guild_id: int, inviter_id: int, limit: int) -> list[Referral]:
    """Return somebody's referrals that aren't decided yet, latest first."""
    query = (
        _waiting()
        .where(onboarding_referral.c.guild_id == guild_id, onboarding_referral.c.inviter_id == inviter_id)
        .order_by(onboarding_referral.c.id.desc())
        .limit(limit)
    )
    return [_referral(row) for row in await connection.execute(query)]


async def decided_of(
    connection: AsyncConnection, *, guild_id: int, inviter_id: int
) -> Mapping[tuple[ReferralState, Reason | None], int]:
    """Return how many of somebody's referrals there are of each kind, those that wait among them."""
    query = (
        select(onboarding_referral.c.state, onboarding_referral.c.reason, func.count())
        .where(onboarding_referral.c.guild_id == guild_id, onboarding_referral.c.inviter_id == inviter_id)
        .group_by(onboarding_referral.c.state, onboarding_referral.c.reason)
    )
    return {
        (ReferralState(state), Reason(reason) if reason else None): int(count)
        for state, reason, count in await connection.execute(query)
    }


async def came_by(connection: AsyncConnection, *, guild_id: int, inviter_id: int) -> int:
    """Return how many arrivals are known to have come by somebody's invites, themselves left out."""
    query = (
        select(func.count())
        .select_from(onboarding_arrival)
        .join(onboarding_invite, onboarding_invite.c.id == onboarding_arrival.c.invite_id)
        .where(
            onboarding_invite.c.guild_id == guild_id,
            onboarding_invite.c.inviter_id == inviter_id,
            onboarding_invite.c.label.is_(None),
            or_(onboarding_arrival.c.member_id.is_(None), onboarding_arrival.c.member_id != inviter_id),
        )
    )
    return int(await connection.scalar(query) or 0)


async def decide(
    connection: AsyncConnection,
    *,
    arrival_id: int,
    before: ReferralState,
    after: ReferralState,
    reason: Reason | None,
    at: datetime,
) -> bool:
    """Note a decision; returns whether the referral still was as it is thought to be."""
    done = await connection.execute(
        update(onboarding_referral)
        .where(onboarding_referral.c.arrival_id == arrival_id, onboarding_referral.c.state == before.value)
        .values(state=after.value, reason=reason, decided_at=at)
    )
    return bool(done.rowcount)


async def rewarded_for(
    connection: AsyncConnection, *, guild_id: int, member_id: int, since: datetime
) -> list[tuple[int, int | None]]:
    """Return arrivals of somebody that others were rewarded for since a moment, and those others."""
    return await _rewarded(
        connection,
        onboarding_arrival.c.guild_id == guild_id,
        onboarding_arrival.c.member_id == member_id,
        onboarding_referral.c.decided_at >= since,
    )


async def rewarded_arrival(
    connection: AsyncConnection, *, guild_id: int, arrival_id: int
) -> tuple[int | None, int | None] | None:
    """Return who came and who was rewarded for it; None where nobody was."""
    query = (
        select(onboarding_arrival.c.member_id, onboarding_referral.c.inviter_id)
        .join_from(onboarding_referral, onboarding_arrival, onboarding_arrival.c.id == onboarding_referral.c.arrival_id)
        .where(
            onboarding_referral.c.guild_id == guild_id,
            onboarding_referral.c.arrival_id == arrival_id,
            onboarding_referral.c.state == ReferralState.REWARDED.value,
        )
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else (row.member_id, row.inviter_id)


async def _rewarded(connection: AsyncConnection, *where: ColumnElement[bool]) -> list[tuple[int, int | None]]:
    query = (
        select(onboarding_referral.c.arrival_id, onboarding_referral.c.inviter_id)
        .join_from(onboarding_referral, onboarding_arrival, onboarding_arrival.c.id == onboarding_referral.c.arrival_id)
        .where(onboarding_referral.c.state == ReferralState.REWARDED.value, *where)
    )
    return [(row.arrival_id, row.inviter_id) for row in await connection.execute(query)]


async def active_days(connection: AsyncConnection, *, guild_id: int, since: Mapping[int, date]) -> Mapping[int, int]:
    """Return on how many days members did something of their own, each from a day on; who never did is left out."""
    found: dict[int, int] = {}
    members: Sequence[int] = sorted(since)
    acted = or_(
        activity_day.c.messages > 0, activity_day.c.reactions_given > 0, activity_day.c.voice_active_seconds > 0
    )
    for start in range(0, len(members), AT_ONCE):
        part = members[start : start + AT_ONCE]
        own = [
            and_(activity_day.c.member_id == member_id, activity_day.c.day >= since[member_id]) for member_id in part
        ]
        query = (
            select(activity_day.c.member_id, func.count())
            .where(activity_day.c.guild_id == guild_id, or_(*own), acted)
            .group_by(activity_day.c.member_id)
        )
        found |= {int(member_id): int(days) for member_id, days in await connection.execute(query)}
    return found


def _referral(row: Row[Any]) -> Referral:
    return Referral(
        arrival_id=row.arrival_id,
        guild_id=row.guild_id,
        inviter_id=row.inviter_id,
        member_id=row.member_id,
        joined_at=row.joined_at,
        left_at=row.left_at,
        latest=not row.again,
    )
