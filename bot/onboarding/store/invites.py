"""Queries of invites: members' own and those of the admins' sources."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from bot.engine import AsyncConnection
from bot.onboarding.inviting_model import Invite, Source
from bot.onboarding.tables import onboarding_arrival, onboarding_invite

ALIVE_MAX = 1_000
"""The invites Discord lets a server have."""


async def get(connection: AsyncConnection, *, guild_id: int, invite_id: int) -> Invite | None:
    query = select(onboarding_invite).where(
        onboarding_invite.c.guild_id == guild_id, onboarding_invite.c.id == invite_id
    )
    return _one(await connection.execute(query))


async def personal(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Invite | None:
    """Return a member's own invite, unless it is gone."""
    query = (
        select(onboarding_invite)
        .where(
            onboarding_invite.c.guild_id == guild_id,
            onboarding_invite.c.inviter_id == member_id,
            onboarding_invite.c.label.is_(None),
            onboarding_invite.c.gone_at.is_(None),
        )
        .order_by(onboarding_invite.c.id)
        .limit(1)
    )
    return _one(await connection.execute(query))


async def alive(connection: AsyncConnection, *, guild_id: int) -> list[Invite]:
    """Return every invite of ours that exists on Discord, as far as we know."""
    query = (
        select(onboarding_invite)
        .where(onboarding_invite.c.guild_id == guild_id, onboarding_invite.c.gone_at.is_(None))
        .order_by(onboarding_invite.c.id)
        .limit(ALIVE_MAX)
    )
    return [_invite(row) for row in await connection.execute(query)]


async def count_alive(connection: AsyncConnection, *, guild_id: int) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(onboarding_invite)
        .where(onboarding_invite.c.guild_id == guild_id, onboarding_invite.c.gone_at.is_(None))
    )
    return int(found or 0)


async def servers(connection: AsyncConnection) -> list[int]:
    """Return the servers that have invites of ours."""
    query = select(onboarding_invite.c.guild_id).where(onboarding_invite.c.gone_at.is_(None)).distinct()
    return list(await connection.scalars(query))


async def unused(connection: AsyncConnection, *, guild_id: int, before: datetime, limit: int) -> list[Invite]:
    """Return members' own invites made before a moment that nobody has used, oldest first."""
    used = select(onboarding_arrival.c.id).where(onboarding_arrival.c.invite_id == onboarding_invite.c.id).exists()
    query = (
        select(onboarding_invite)
        .where(
            onboarding_invite.c.guild_id == guild_id,
            onboarding_invite.c.label.is_(None),
            onboarding_invite.c.gone_at.is_(None),
            onboarding_invite.c.uses == 0,
            onboarding_invite.c.created_at < before,
            ~used,
        )
        .order_by(onboarding_invite.c.created_at, onboarding_invite.c.id)
        .limit(limit)
    )
    return [_invite(row) for row in await connection.execute(query)]


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    channel_id: int,
    code: str,
    inviter_id: int | None,
    label: str | None,
    role_id: int | None,
    by_id: int,
    at: datetime,
) -> Invite:
    row = (
        await connection.execute(
            insert(onboarding_invite)
            .values(
                guild_id=guild_id,
                channel_id=channel_id,
                code=code,
                inviter_id=inviter_id,
                label=label,
                role_id=role_id,
                created_by_id=by_id,
                created_at=at,
                uses=0,
            )
            .returning(*onboarding_invite.c)
        )
    ).one()
    return _invite(row)


async def set_uses(connection: AsyncConnection, uses: Mapping[int, int]) -> None:
    """Note how often invites were used, by their ids."""
    if uses:
        statement = (
            update(onboarding_invite).where(onboarding_invite.c.id == bindparam("row")).values(uses=bindparam("seen"))
        )
        await connection.execute(statement, [{"row": row_id, "seen": seen} for row_id, seen in uses.items()])


async def set_gone(connection: AsyncConnection, *, guild_id: int, codes: Collection[str], at: datetime) -> int:
    """Note that invites don't exist any more; returns how many did until now."""
    done = await connection.execute(
        update(onboarding_invite)
        .where(
            onboarding_invite.c.guild_id == guild_id,
            onboarding_invite.c.code.in_(list(codes)),
            onboarding_invite.c.gone_at.is_(None),
        )
        .values(gone_at=at)
    )
    return done.rowcount


# Sources ----------------------------------------------------------------------------------------------------------


def _sources(guild_id: int) -> Select[Any]:
    came = (
        select(func.count())
        .select_from(onboarding_arrival)
        .where(onboarding_arrival.c.invite_id == onboarding_invite.c.id, onboarding_arrival.c.rejoined.is_(False))
        .scalar_subquery()
    )
    return select(onboarding_invite, came.label("came")).where(
        onboarding_invite.c.guild_id == guild_id, onboarding_invite.c.label.is_not(None)
    )


async def sources(connection: AsyncConnection, *, guild_id: int, limit: int) -> Sequence[Source]:
    """Return the admins' sources, latest first; those whose link is gone come last."""
    query = (
        _sources(guild_id)
        .order_by(onboarding_invite.c.gone_at.is_not(None), onboarding_invite.c.id.desc())
        .limit(limit)
    )
    return [_source(row) for row in await connection.execute(query)]


async def source(connection: AsyncConnection, *, guild_id: int, invite_id: int) -> Source | None:
    query = _sources(guild_id).where(onboarding_invite.c.id == invite_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _source(row)


def _source(row: Row[Any]) -> Source:
    return Source(invite=_invite(row), came=row.came)


def _one(rows: Any) -> Invite | None:
    row = rows.one_or_none()
    return None if row is None else _invite(row)


def _invite(row: Row[Any]) -> Invite:
    return Invite(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        code=row.code,
        inviter_id=row.inviter_id,
        label=row.label,
        role_id=row.role_id,
        created_at=row.created_at,
        uses=row.uses,
        gone_at=row.gone_at,
    )
