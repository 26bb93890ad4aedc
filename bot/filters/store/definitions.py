"""Queries of filters themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.engine import AsyncConnection
from bot.filters.model import Change, Consequence, Filter, Looks, Mode, Terms
from bot.filters.rules import contents_of, name_key, stored
from bot.filters.tables import filter_change, filter_definition

_HERE = filter_definition.c.deleted_at.is_(None)
_COLUMNS = tuple(column for column in filter_definition.c if column.name != "name_key")


async def all_of(connection: AsyncConnection, *, guild_id: int, limit: int = 100) -> list[Filter]:
    """Return a server's filters in the order they were made."""
    rows = await connection.execute(
        select(*_COLUMNS)
        .where(filter_definition.c.guild_id == guild_id, _HERE)
        .order_by(filter_definition.c.id)
        .limit(limit)
    )
    return [_filter(row) for row in rows]


async def names(connection: AsyncConnection, *, guild_id: int, limit: int = 100) -> list[tuple[int, str]]:
    """Return id and name of a server's filters, without their lists, in the order they were made."""
    rows = await connection.execute(
        select(filter_definition.c.id, filter_definition.c.name)
        .where(filter_definition.c.guild_id == guild_id, _HERE)
        .order_by(filter_definition.c.id)
        .limit(limit)
    )
    return [(row.id, row.name) for row in rows]


async def servers(connection: AsyncConnection) -> list[int]:
    """Return the servers that have filters."""
    return list(await connection.scalars(select(filter_definition.c.guild_id).where(_HERE).distinct()))


async def get(connection: AsyncConnection, *, guild_id: int, filter_id: int, deleted: bool = False) -> Filter | None:
    """Return a filter; a deleted one only where that is asked for."""
    rows = await connection.execute(
        select(*_COLUMNS).where(filter_definition.c.guild_id == guild_id, filter_definition.c.id == filter_id)
    )
    found = rows.one_or_none()
    return None if found is None or (found.deleted_at is not None and not deleted) else _filter(found)


async def named(connection: AsyncConnection, *, guild_id: int, name: str) -> Filter | None:
    """Return a filter by its name, however it is typed."""
    rows = await connection.execute(
        select(*_COLUMNS).where(
            filter_definition.c.guild_id == guild_id, filter_definition.c.name_key == name_key(name), _HERE
        )
    )
    found = rows.one_or_none()
    return None if found is None else _filter(found)


async def count(connection: AsyncConnection, *, guild_id: int) -> int:
    return int(
        await connection.scalar(
            select(func.count()).select_from(filter_definition).where(filter_definition.c.guild_id == guild_id, _HERE)
        )
        or 0
    )


async def add(connection: AsyncConnection, terms: Terms, *, guild_id: int, looks_for: Looks, at: datetime) -> Filter:
    rows = await connection.execute(
        insert(filter_definition)
        .values(guild_id=guild_id, looks_for=looks_for, created_at=at, changed_at=at, **_values(terms, looks_for))
        .returning(*_COLUMNS)
    )
    return _filter(rows.one())


async def change(connection: AsyncConnection, terms: Terms, *, before: Filter, at: datetime) -> Filter:
    rows = await connection.execute(
        update(filter_definition)
        .where(filter_definition.c.id == before.id)
        .values(changed_at=at, **_values(terms, before.looks_for))
        .returning(*_COLUMNS)
    )
    return _filter(rows.one())


async def delete(connection: AsyncConnection, *, filter_id: int, at: datetime) -> None:
    """Take a filter away; its name stays for what it has found."""
    await connection.execute(
        update(filter_definition)
        .where(filter_definition.c.id == filter_id)
        .values(deleted_at=at, changed_at=at, mode=Mode.OFF, contents={})
    )


async def note_change(
    connection: AsyncConnection,
    *,
    guild_id: int,
    filter_id: int,
    by_id: int | None,
    at: datetime,
    changes: list[tuple[str, str | None, str | None]],
) -> None:
    """Add lines to a filter's history: field, before, after."""
    if changes:
        await connection.execute(
            insert(filter_change),
            [
                {
                    "guild_id": guild_id,
                    "filter_id": filter_id,
                    "changed_by_id": by_id,
                    "changed_at": at,
                    "field": field,
                    "before": before,
                    "after": after,
                }
                for field, before, after in changes
            ],
        )


async def history(connection: AsyncConnection, *, guild_id: int, filter_id: int, limit: int) -> list[Change]:
    """Return what was changed of a filter, latest first."""
    rows = await connection.execute(
        select(filter_change)
        .where(filter_change.c.guild_id == guild_id, filter_change.c.filter_id == filter_id)
        .order_by(filter_change.c.id.desc())
        .limit(limit)
    )
    return [
        Change(
            changed_by_id=row.changed_by_id,
            changed_at=row.changed_at,
            field=row.field,
            before=row.before,
            after=row.after,
        )
        for row in rows
    ]


def _values(terms: Terms, looks_for: Looks) -> dict[str, Any]:
    return {
        "name": terms.name,
        "name_key": name_key(terms.name),
        "mode": terms.mode,
        "consequence": terms.consequence,
        "contents": stored(terms.contents, looks_for),
        "exempt_role_ids": sorted(terms.exempt_role_ids),
        "exempt_channel_ids": sorted(terms.exempt_channel_ids),
        "rule_key": terms.rule_key,
    }


def _filter(row: Row[Any]) -> Filter:
    values: dict[str, Any] = dict(row._mapping)
    looks_for = Looks(values["looks_for"])
    return Filter(
        **{
            **values,
            "looks_for": looks_for,
            "mode": Mode(values["mode"]),
            "consequence": Consequence(values["consequence"]),
            "contents": contents_of(values["contents"], looks_for),
            "exempt_role_ids": frozenset(values["exempt_role_ids"]),
            "exempt_channel_ids": frozenset(values["exempt_channel_ids"]),
        }
    )
