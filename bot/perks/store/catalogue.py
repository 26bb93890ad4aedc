"""Queries of perks themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from bot.engine import AsyncConnection
from bot.perks.model import Gives, Period, Perk, Terms
from bot.perks.tables import perk, perk_claim, perk_code
from bot.points.model import Rank
from bot.points.tables import point_rank

_CODES_LEFT = (
    select(func.count())
    .select_from(perk_code)
    .where(perk_code.c.perk_id == perk.c.id, perk_code.c.claim_id.is_(None))
    .scalar_subquery()
)


def _perks() -> Select[Any]:
    return select(
        perk,
        _CODES_LEFT.label("codes_left"),
        point_rank.c.name.label("rank_name"),
        point_rank.c.threshold.label("rank_threshold"),
        point_rank.c.role_id.label("rank_role_id"),
    ).join_from(perk, point_rank, point_rank.c.id == perk.c.rank_id, isouter=True)


async def get(connection: AsyncConnection, *, guild_id: int, perk_id: int) -> Perk | None:
    row = (await connection.execute(_perks().where(perk.c.guild_id == guild_id, perk.c.id == perk_id))).one_or_none()
    return None if row is None else _perk(row)


async def lock(connection: AsyncConnection, *, guild_id: int, perk_id: int) -> Perk | None:
    """Return a perk that nobody else can claim or change until this transaction ends."""
    # SQLite has one writer at a time anyway, and leaves FOR UPDATE out.
    await connection.execute(
        select(perk.c.id).where(perk.c.guild_id == guild_id, perk.c.id == perk_id).with_for_update()
    )
    return await get(connection, guild_id=guild_id, perk_id=perk_id)


async def count(connection: AsyncConnection, *, guild_id: int) -> int:
    """Return how many perks there are, without those in the archive."""
    found = await connection.scalar(
        select(func.count()).select_from(perk).where(perk.c.guild_id == guild_id, perk.c.archived_at.is_(None))
    )
    return int(found or 0)


async def page(connection: AsyncConnection, *, guild_id: int, limit: int, offset: int) -> list[Perk]:
    """Return perks by price, those in the archive not among them."""
    query = (
        _perks()
        .where(perk.c.guild_id == guild_id, perk.c.archived_at.is_(None))
        .order_by(perk.c.price, perk.c.name_key, perk.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_perk(row) for row in await connection.execute(query)]


async def named(
    connection: AsyncConnection, *, guild_id: int, part: str, archived: bool, limit: int
) -> list[tuple[int, str]]:
    """Return id and name of perks whose folded name contains `part`, those that begin with it first."""
    begins = perk.c.name_key.startswith(part, autoescape=True)
    query = (
        select(perk.c.id, perk.c.name)
        .where(perk.c.guild_id == guild_id, perk.c.name_key.contains(part, autoescape=True))
        .order_by(perk.c.archived_at.is_not(None), begins.desc(), perk.c.name_key)
        .limit(limit)
    )
    if not archived:
        query = query.where(perk.c.archived_at.is_(None))
    return [(row.id, row.name) for row in await connection.execute(query)]


async def with_name(connection: AsyncConnection, *, guild_id: int, name_key: str) -> int | None:
    """Return the perk of that name, unless it is in the archive."""
    found = await connection.scalar(
        select(perk.c.id).where(perk.c.guild_id == guild_id, perk.c.name_key == name_key, perk.c.archived_at.is_(None))
    )
    return None if found is None else int(found)


async def add(
    connection: AsyncConnection, terms: Terms, *, guild_id: int, name_key: str, gives: Gives, by_id: int, at: datetime
) -> int:
    row = (
        await connection.execute(
            insert(perk)
            .values(
                guild_id=guild_id,
                name_key=name_key,
                gives=gives.value,
                claimed=0,
                created_at=at,
                created_by_id=by_id,
                **_values(terms),
            )
            .returning(perk.c.id)
        )
    ).one()
    return int(row.id)


async def change(connection: AsyncConnection, terms: Terms, *, perk_id: int, name_key: str, needs_rank: bool) -> None:
    values = _values(terms) | {"name_key": name_key, "needs_rank": needs_rank}
    await connection.execute(update(perk).where(perk.c.id == perk_id).values(**values))


def _values(terms: Terms) -> dict[str, Any]:
    return {
        "name": terms.name,
        "description": terms.description,
        "price": terms.price,
        "needs_rank": terms.rank_id is not None,
        "rank_id": terms.rank_id,
        "stock": terms.stock,
        "per_member": terms.per_member,
        "period": terms.period.value,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
    }


async def count_claim(connection: AsyncConnection, *, perk_id: int, change: int) -> None:
    """Add to how often a perk was claimed."""
    await connection.execute(update(perk).where(perk.c.id == perk_id).values(claimed=perk.c.claimed + change))


async def set_archived(connection: AsyncConnection, *, perk_id: int, at: datetime | None) -> None:
    await connection.execute(update(perk).where(perk.c.id == perk_id).values(archived_at=at))


async def delete_unclaimed(connection: AsyncConnection, *, perk_id: int) -> bool:
    """Delete a perk with its codes unless somebody ever claimed it; returns whether it was."""
    claims = select(perk_claim.c.id).where(perk_claim.c.perk_id == perk_id).exists()
    done = await connection.execute(delete(perk).where(perk.c.id == perk_id, ~claims))
    return bool(done.rowcount)


async def tell_low(connection: AsyncConnection, *, perk_id: int, at: datetime) -> bool:
    """Note that staff are told that few are left; returns whether they were not yet."""
    done = await connection.execute(
        update(perk).where(perk.c.id == perk_id, perk.c.low_told_at.is_(None)).values(low_told_at=at)
    )
    return bool(done.rowcount)


async def enough_again(connection: AsyncConnection, *, perk_id: int) -> None:
    await connection.execute(update(perk).where(perk.c.id == perk_id).values(low_told_at=None))


def _perk(row: Row[Any]) -> Perk:
    return Perk(
        id=row.id,
        guild_id=row.guild_id,
        name=row.name,
        description=row.description,
        gives=Gives(row.gives),
        price=row.price,
        needs_rank=row.needs_rank,
        rank=_rank(row),
        stock=row.stock,
        claimed=row.claimed,
        codes_left=row.codes_left,
        per_member=row.per_member,
        period=Period(row.period),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        archived_at=row.archived_at,
    )


def _rank(row: Row[Any]) -> Rank | None:
    if row.rank_name is None:
        return None
    return Rank(
        id=row.rank_id,
        guild_id=row.guild_id,
        name=row.rank_name,
        threshold=row.rank_threshold,
        role_id=row.rank_role_id,
    )
