"""Queries of evidence bundles."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from bot.engine import AsyncConnection
from bot.moderation.tables import moderation_case, moderation_evidence
from bot.playbooks.model import Bundle
from bot.playbooks.tables import playbook_bundle

_bundle = playbook_bundle.c
_SHOWN = tuple(column for column in _bundle if column.name not in ("sealed", "request_id"))
_KEPT = _bundle.sealed.is_not(None).label("is_kept")


async def add(connection: AsyncConnection, **values: Any) -> int:
    rows = await connection.execute(insert(playbook_bundle).values(**values).returning(_bundle.id))
    return int(rows.scalar_one())


async def of_request(connection: AsyncConnection, *, guild_id: int, request_id: int) -> Bundle | None:
    """Return what the same press has made before."""
    rows = await connection.execute(
        select(*_SHOWN, _KEPT).where(_bundle.guild_id == guild_id, _bundle.request_id == request_id)
    )
    found = rows.one_or_none()
    return None if found is None else _of(found)


async def get(connection: AsyncConnection, *, guild_id: int, bundle_id: int) -> tuple[Bundle, str | None] | None:
    """Return a bundle with its sealed file."""
    rows = await connection.execute(
        select(*_SHOWN, _KEPT, _bundle.sealed).where(_bundle.guild_id == guild_id, _bundle.id == bundle_id)
    )
    found = rows.one_or_none()
    return None if found is None else (_of(found), found.sealed)


async def of_case(connection: AsyncConnection, *, guild_id: int, case_id: int, limit: int = 5) -> list[Bundle]:
    """Return a case's bundles, latest first."""
    rows = await connection.execute(
        select(*_SHOWN, _KEPT)
        .where(_bundle.guild_id == guild_id, _bundle.case_id == case_id)
        .order_by(_bundle.id.desc())
        .limit(limit)
    )
    return [_of(row) for row in rows]


async def count_over(connection: AsyncConnection, *, guild_id: int, at: datetime) -> int:
    query = select(func.count()).select_from(playbook_bundle).where(_over(guild_id, at))
    return int(await connection.scalar(query) or 0)


async def empty_over(connection: AsyncConnection, *, guild_id: int, at: datetime) -> int:
    """Take away the files whose time is over; returns how many."""
    done = await connection.execute(update(playbook_bundle).where(_over(guild_id, at)).values(sealed=None))
    return int(done.rowcount)


async def empty_about(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Take away the files in which a member is: the cases about them, and those with messages of theirs."""
    about = select(moderation_case.c.id).where(
        moderation_case.c.guild_id == guild_id, moderation_case.c.member_id == member_id
    )
    written = select(moderation_evidence.c.case_id).where(
        moderation_evidence.c.guild_id == guild_id,
        moderation_evidence.c.author_id == member_id,
        moderation_evidence.c.case_id.is_not(None),
    )
    await connection.execute(
        update(playbook_bundle)
        .where(_bundle.guild_id == guild_id, or_(_bundle.case_id.in_(about), _bundle.case_id.in_(written)))
        .values(sealed=None)
    )


def _over(guild_id: int, at: datetime) -> ColumnElement[bool]:
    return and_(_bundle.guild_id == guild_id, _bundle.expires_at <= at, _bundle.sealed.is_not(None))


def _of(row: Row[Any]) -> Bundle:
    values: dict[str, Any] = {column.name: row._mapping[column] for column in _SHOWN}
    return Bundle(**values, is_kept=bool(row.is_kept))
