"""Queries of claims."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, insert, select, update

from bot.engine import AsyncConnection
from bot.perks.model import Claim, Gives, State
from bot.perks.tables import perk, perk_claim, perk_code


def _claims() -> Select[Any]:
    return (
        select(perk_claim, perk.c.name, perk.c.gives, perk_code.c.ending)
        .join_from(perk_claim, perk, perk.c.id == perk_claim.c.perk_id)
        .outerjoin(perk_code, perk_code.c.claim_id == perk_claim.c.id)
    )


async def get(connection: AsyncConnection, *, guild_id: int, claim_id: int) -> Claim | None:
    query = _claims().where(perk_claim.c.guild_id == guild_id, perk_claim.c.id == claim_id)
    return _one(await connection.execute(query))


async def of_request(connection: AsyncConnection, *, guild_id: int, member_id: int, request_id: int) -> Claim | None:
    """Return what a member's confirmation has claimed already."""
    query = _claims().where(
        perk_claim.c.guild_id == guild_id,
        perk_claim.c.member_id == member_id,
        perk_claim.c.request_id == request_id,
    )
    return _one(await connection.execute(query))


def _one(rows: Any) -> Claim | None:
    row = rows.one_or_none()
    return None if row is None else _claim(row)


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    perk_id: int,
    member_id: int,
    request_id: int,
    price: int,
    at: datetime,
    state: State,
) -> int:
    row = (
        await connection.execute(
            insert(perk_claim)
            .values(
                guild_id=guild_id,
                perk_id=perk_id,
                member_id=member_id,
                request_id=request_id,
                price=price,
                claimed_at=at,
                state=state.value,
            )
            .returning(perk_claim.c.id)
        )
    ).one()
    return int(row.id)


async def counts(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    perk_ids: Collection[int],
    month: datetime,
    season: datetime | None,
) -> Mapping[int, tuple[int, int, int]]:
    """Return how often a member claimed perks: ever, since `month`, since `season` (None: ever).

    What staff refused doesn't count.
    """
    since_season = case((perk_claim.c.claimed_at >= season, 1), else_=0) if season is not None else 1
    rows = await connection.execute(
        select(
            perk_claim.c.perk_id,
            func.count(),
            func.sum(case((perk_claim.c.claimed_at >= month, 1), else_=0)),
            func.sum(since_season),
        )
        .where(
            perk_claim.c.guild_id == guild_id,
            perk_claim.c.member_id == member_id,
            perk_claim.c.perk_id.in_(list(perk_ids)),
            perk_claim.c.state != State.REFUSED.value,
        )
        .group_by(perk_claim.c.perk_id)
    )
    return {perk_id: (int(ever), int(by_month), int(by_season)) for perk_id, ever, by_month, by_season in rows}


async def decide(
    connection: AsyncConnection,
    *,
    claim_id: int,
    state: State,
    by_id: int | None,
    reason: str | None,
    at: datetime,
) -> bool:
    """Note what staff decided on a claim that waited for it; returns whether it did."""
    done = await connection.execute(
        update(perk_claim)
        .where(perk_claim.c.id == claim_id, perk_claim.c.state == State.WAITING.value)
        .values(state=state.value, decided_at=at, decided_by_id=by_id, reason=reason)
    )
    return bool(done.rowcount)


async def count(
    connection: AsyncConnection, *, guild_id: int, member_id: int | None = None, perk_id: int | None = None
) -> int:
    query = select(func.count()).select_from(perk_claim)
    return int(await connection.scalar(_of(query, guild_id, member_id, perk_id)) or 0)


async def page(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int | None = None,
    perk_id: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[Claim]:
    """Return claims, those that wait for staff first, then the latest."""
    query = _of(_claims(), guild_id, member_id, perk_id)
    waiting = perk_claim.c.state == State.WAITING.value
    query = query.order_by(waiting.desc(), perk_claim.c.id.desc()).limit(limit).offset(offset)
    return [_claim(row) for row in await connection.execute(query)]


def _of(query: Select[Any], guild_id: int, member_id: int | None, perk_id: int | None) -> Select[Any]:
    query = query.where(perk_claim.c.guild_id == guild_id)
    if member_id is not None:
        query = query.where(perk_claim.c.member_id == member_id)
    return query if perk_id is None else query.where(perk_claim.c.perk_id == perk_id)


async def untold(connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int) -> list[Claim]:
    """Return what was decided on a member's claims and they don't know yet, oldest first."""
    query = (
        _claims()
        .where(
            perk_claim.c.guild_id == guild_id,
            perk_claim.c.member_id == member_id,
            perk_claim.c.decided_at.is_not(None),
            perk_claim.c.told_at.is_(None),
        )
        .order_by(perk_claim.c.id)
        .limit(limit)
    )
    return [_claim(row) for row in await connection.execute(query)]


async def set_told(
    connection: AsyncConnection, *, guild_id: int, member_id: int, claim_ids: Collection[int], at: datetime
) -> None:
    await connection.execute(
        update(perk_claim)
        .where(
            and_(perk_claim.c.guild_id == guild_id, perk_claim.c.member_id == member_id),
            perk_claim.c.id.in_(list(claim_ids)),
            perk_claim.c.decided_at.is_not(None),
            perk_claim.c.told_at.is_(None),
        )
        .values(told_at=at)
    )


async def set_card(connection: AsyncConnection, *, claim_id: int, channel_id: int, message_id: int) -> None:
    await connection.execute(
        update(perk_claim)
        .where(perk_claim.c.id == claim_id)
        .values(queue_channel_id=channel_id, queue_message_id=message_id)
    )


async def waiting_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    rows = await connection.scalars(
        select(perk_claim.c.id).where(
            perk_claim.c.guild_id == guild_id,
            perk_claim.c.member_id == member_id,
            perk_claim.c.state == State.WAITING.value,
        )
    )
    return list(rows)


async def waiting(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Claim]:
    """Return the claims that wait for staff, longest waiting first."""
    query = _of(_claims(), guild_id, None, None).where(perk_claim.c.state == State.WAITING.value)
    return [_claim(row) for row in await connection.execute(query.order_by(perk_claim.c.id).limit(limit))]


async def with_card(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Return a member's claims that a card in the moderators' queue shows."""
    rows = await connection.scalars(
        select(perk_claim.c.id).where(
            perk_claim.c.guild_id == guild_id,
            perk_claim.c.member_id == member_id,
            perk_claim.c.queue_message_id.is_not(None),
        )
    )
    return list(rows)


async def forget_reasons(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    await connection.execute(
        update(perk_claim)
        .where(perk_claim.c.guild_id == guild_id, perk_claim.c.member_id == member_id)
        .values(reason=None)
    )


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        id=row.id,
        guild_id=row.guild_id,
        perk_id=row.perk_id,
        perk_name=row.name,
        gives=Gives(row.gives),
        member_id=row.member_id,
        price=row.price,
        claimed_at=row.claimed_at,
        state=State(row.state),
        decided_at=row.decided_at,
        decided_by_id=row.decided_by_id,
        reason=row.reason,
        queue_channel_id=row.queue_channel_id,
        queue_message_id=row.queue_message_id,
        code_ending=row.ending,
    )
