"""Queries of who agreed to which version, and of who was asked to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, distinct, func, select

from bot.db import insert_into, upsert
from bot.engine import AsyncConnection
from bot.guidelines.model import Agreement
from bot.guidelines.tables import guideline_agreement, guideline_asked, guideline_version


async def add(
    connection: AsyncConnection, *, guild_id: int, member_id: int, version_id: int, at: datetime
) -> int | None:
    """Note that somebody agreed to a version; returns the agreement's id, None where they had before."""
    statement = (
        insert_into(guideline_agreement, connection)
        .values(guild_id=guild_id, member_id=member_id, version_id=version_id, agreed_at=at)
        .on_conflict_do_nothing(index_elements=["guild_id", "member_id", "version_id"])
        .returning(guideline_agreement.c.id)
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else int(row.id)


async def latest(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Agreement | None:
    """Return the latest version somebody agreed to."""
    query = (
        select(guideline_version.c.number, guideline_agreement.c.agreed_at)
        .join_from(guideline_agreement, guideline_version)
        .where(guideline_agreement.c.guild_id == guild_id, guideline_agreement.c.member_id == member_id)
        .order_by(guideline_version.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else Agreement(version_number=row.number, agreed_at=row.agreed_at)


async def latest_id(connection: AsyncConnection, *, guild_id: int, member_id: int) -> int | None:
    """Return the id of somebody's latest agreement."""
    found = await connection.scalar(
        select(func.max(guideline_agreement.c.id)).where(
            guideline_agreement.c.guild_id == guild_id, guideline_agreement.c.member_id == member_id
        )
    )
    return None if found is None else int(found)


async def member_of(connection: AsyncConnection, *, guild_id: int, agreement_id: int) -> int | None:
    """Return who agreed."""
    found = await connection.scalar(
        select(guideline_agreement.c.member_id).where(
            guideline_agreement.c.guild_id == guild_id, guideline_agreement.c.id == agreement_id
        )
    )
    return None if found is None else int(found)


async def first_times(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    """Return when each of these first agreed to any version; not who never did."""
    query = (
        select(guideline_agreement.c.member_id, func.min(guideline_agreement.c.agreed_at).label("first"))
        .where(guideline_agreement.c.guild_id == guild_id, guideline_agreement.c.member_id.in_(list(member_ids)))
        .group_by(guideline_agreement.c.member_id)
    )
    return {row.member_id: row.first for row in await connection.execute(query)}


async def count_since(connection: AsyncConnection, *, guild_id: int, number: int) -> int:
    """Return how many members agreed to this version or a later one."""
    found = await connection.scalar(
        select(func.count(distinct(guideline_agreement.c.member_id)))
        .join_from(guideline_agreement, guideline_version)
        .where(guideline_agreement.c.guild_id == guild_id, guideline_version.c.number >= number)
    )
    return int(found or 0)


async def page(connection: AsyncConnection, *, guild_id: int, after_id: int, limit: int) -> list[tuple[int, int]]:
    """Return (latest agreement, member) of those who ever agreed, by the member's id, after `after_id`."""
    query = (
        select(func.max(guideline_agreement.c.id).label("id"), guideline_agreement.c.member_id)
        .where(guideline_agreement.c.guild_id == guild_id, guideline_agreement.c.member_id > after_id)
        .group_by(guideline_agreement.c.member_id)
        .order_by(guideline_agreement.c.member_id)
        .limit(limit)
    )
    return [(row.id, row.member_id) for row in await connection.execute(query)]


# Asking


async def asked(connection: AsyncConnection, *, guild_id: int, member_id: int, version_id: int) -> datetime | None:
    """Return when somebody was last asked to agree to a version."""
    found = await connection.scalar(
        select(guideline_asked.c.asked_at).where(
            guideline_asked.c.guild_id == guild_id,
            guideline_asked.c.member_id == member_id,
            guideline_asked.c.version_id == version_id,
        )
    )
    return None if found is None else found


async def set_asked(
    connection: AsyncConnection, *, guild_id: int, member_id: int, version_id: int, at: datetime
) -> None:
    values = {"guild_id": guild_id, "member_id": member_id, "version_id": version_id, "asked_at": at}
    await upsert(connection, guideline_asked, values, key=["guild_id", "member_id"], update=["version_id", "asked_at"])


async def forget_asked(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    await connection.execute(
        delete(guideline_asked).where(guideline_asked.c.guild_id == guild_id, guideline_asked.c.member_id == member_id)
    )
