"""Queries of codes, which are only ever here sealed, and of imports that wait for a yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from bot.bulk import Bulk
from bot.engine import AsyncConnection
from bot.perks.tables import perk_claim, perk_code, perk_import

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedCode:
    sealed: str
    ending: str
    fingerprint: str


_add = Bulk(perk_code, ("guild_id", "perk_id", "sealed", "ending", "fingerprint"), key=("guild_id", "fingerprint"))


async def add(connection: AsyncConnection, codes: Sequence[SealedCode], *, guild_id: int, perk_id: int) -> int:
    """Add codes; those the server has already are left out. Returns how many were added."""
    rows = [(guild_id, perk_id, code.sealed, code.ending, code.fingerprint) for code in codes]
    return await _add.run(connection, rows)


async def known(connection: AsyncConnection, *, guild_id: int, fingerprints: Sequence[str]) -> int:
    """Return how many of the codes the server has already, handed out or not."""
    found = 0
    for start in range(0, len(fingerprints), AT_ONCE):
        found += int(
            await connection.scalar(
                select(func.count())
                .select_from(perk_code)
                .where(
                    perk_code.c.guild_id == guild_id,
                    perk_code.c.fingerprint.in_(list(fingerprints[start : start + AT_ONCE])),
                )
            )
            or 0
        )
    return found


async def any_sealed(connection: AsyncConnection, *, guild_id: int) -> str | None:
    """Return one of a server's codes, sealed; None where there is none."""
    query = select(perk_code.c.sealed).where(perk_code.c.guild_id == guild_id, perk_code.c.sealed.is_not(None))
    found = await connection.scalar(query.limit(1))
    return None if found is None else str(found)


async def take(connection: AsyncConnection, *, perk_id: int, claim_id: int) -> str | None:
    """Give a perk's next free code to a claim and return it sealed; None where there is none left."""
    next_free = (
        select(perk_code.c.id)
        .where(perk_code.c.perk_id == perk_id, perk_code.c.claim_id.is_(None))
        .order_by(perk_code.c.id)
        .limit(1)
        .scalar_subquery()
    )
    row = (
        await connection.execute(
            update(perk_code)
            .where(perk_code.c.id == next_free, perk_code.c.claim_id.is_(None))
            .values(claim_id=claim_id)
            .returning(perk_code.c.sealed)
        )
    ).one_or_none()
    return None if row is None else str(row.sealed)


async def of_claim(connection: AsyncConnection, *, claim_id: int) -> str | None:
    """Return a claim's code, sealed; None where there is none, or its owner has had it erased."""
    found = await connection.scalar(select(perk_code.c.sealed).where(perk_code.c.claim_id == claim_id))
    return None if found is None else str(found)


async def of_member(
    connection: AsyncConnection, *, guild_id: int, member_id: int
) -> list[tuple[int, str | None, str | None]]:
    """Return claim, ending and seal of a member's codes."""
    rows = await connection.execute(
        select(perk_code.c.claim_id, perk_code.c.ending, perk_code.c.sealed)
        .join(perk_claim, perk_claim.c.id == perk_code.c.claim_id)
        .where(perk_claim.c.guild_id == guild_id, perk_claim.c.member_id == member_id)
        .order_by(perk_code.c.claim_id)
    )
    return [(row.claim_id, row.ending, row.sealed) for row in rows]


async def erase(connection: AsyncConnection, *, claim_id: int) -> None:
    await connection.execute(update(perk_code).where(perk_code.c.claim_id == claim_id).values(sealed=None, ending=None))


async def erase_of_member(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    claims: Select[Any] = select(perk_claim.c.id).where(
        perk_claim.c.guild_id == guild_id, perk_claim.c.member_id == member_id
    )
    await connection.execute(update(perk_code).where(perk_code.c.claim_id.in_(claims)).values(sealed=None, ending=None))


async def counts(connection: AsyncConnection, *, perk_id: int) -> tuple[int, int, int]:
    """Return how many of a perk's codes are free, claimed, and erased of the claimed."""
    claimed = func.count(perk_code.c.claim_id)
    erased = func.count().filter(perk_code.c.sealed.is_(None))
    row = (await connection.execute(select(func.count(), claimed, erased).where(perk_code.c.perk_id == perk_id))).one()
    total, of_claims, without_text = (int(value) for value in row)
    return total - of_claims, of_claims, without_text


async def delete_free(connection: AsyncConnection, *, perk_id: int) -> int:
    """Delete the codes that nobody has claimed; returns how many."""
    done = await connection.execute(
        delete(perk_code).where(perk_code.c.perk_id == perk_id, perk_code.c.claim_id.is_(None))
    )
    return done.rowcount


# Imports


async def stage(
    connection: AsyncConnection,
    *,
    guild_id: int,
    perk_id: int,
    by_id: int,
    sealed: str,
    repeated: int,
    at: datetime,
) -> int:
    row = (
        await connection.execute(
            insert(perk_import)
            .values(guild_id=guild_id, perk_id=perk_id, by_id=by_id, sealed=sealed, repeated=repeated, staged_at=at)
            .returning(perk_import.c.id)
        )
    ).one()
    return int(row.id)


async def staged(connection: AsyncConnection, *, guild_id: int, import_id: int) -> str | None:
    """Return an import's codes, sealed as one text; None where it is gone."""
    found = await connection.scalar(
        select(perk_import.c.sealed).where(perk_import.c.guild_id == guild_id, perk_import.c.id == import_id)
    )
    return None if found is None else str(found)


async def unstage(connection: AsyncConnection, *, guild_id: int, import_id: int) -> int | None:
    """Take an import out and return its perk; None where it is gone."""
    row = (
        await connection.execute(
            delete(perk_import)
            .where(perk_import.c.guild_id == guild_id, perk_import.c.id == import_id)
            .returning(perk_import.c.perk_id)
        )
    ).one_or_none()
    return None if row is None else int(row.perk_id)
