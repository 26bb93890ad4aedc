"""Queries of the ledger itself. Rows are only ever added."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select, update

from bot.bulk import Bulk
from bot.engine import AsyncConnection
from bot.points.model import Entry, Kind, LedgerRow
from bot.points.tables import point_ledger

IDS_AT_ONCE = 500

Key = tuple[str, int, int, int | None, int]
"""What makes an entry the same within a server: kind, source, member, giver, nth."""


async def add(connection: AsyncConnection, entries: Sequence[Entry], *, now: datetime) -> list[Entry]:
    """Add entries; returns those that were not there before."""
    before = await connection.scalar(select(func.max(point_ledger.c.id))) or 0
    done = await _add.run(connection, [_values(entry, now) for entry in entries])
    if done == len(entries):
        return list(entries)
    columns = (point_ledger.c.guild_id, *(point_ledger.c[name] for name in _KEY))
    rows = await connection.execute(select(*columns).where(point_ledger.c.id > before))
    added = {tuple(row) for row in rows}
    return [entry for entry in _once(entries) if (entry.guild_id, *_key(entry)) in added]


_KEY = ("kind", "source_id", "member_id", "giver_id", "nth")


def _key(entry: Entry) -> Key:
    return entry.kind.value, entry.source_id, entry.member_id, entry.giver_id, entry.nth


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without repetitions within themselves."""
    return list({(entry.guild_id, *_key(entry)): entry for entry in reversed(entries)}.values())[::-1]


_add = Bulk(
    point_ledger,
    (
        *("guild_id", "member_id", "kind", "source_id", "giver_id", "giver_fingerprint", "nth", "points"),
        *("helping", "happened_at", "recorded_at", "channel_id", "reverses_id", "reason"),
    ),
)


def _values(entry: Entry, now: datetime) -> tuple[Any, ...]:
    return (
        entry.guild_id,
        entry.member_id,
        entry.kind.value,
        entry.source_id,
        entry.giver_id,
        entry.giver_fingerprint,
        entry.nth,
        entry.points,
        entry.helping,
        entry.happened_at,
        now,
        entry.channel_id,
        entry.reverses_id,
        entry.reason,
    )


_reversal = point_ledger.alias("reversal")
STANDS: ColumnElement[bool] = ~exists(select(_reversal.c.id).where(_reversal.c.reverses_id == point_ledger.c.id))
"""What wasn't taken back. Made once: copying a table's columns takes longer than a query by its index."""


async def of_cause(
    connection: AsyncConnection,
    *,
    guild_id: int,
    kinds: Collection[Kind],
    source_ids: Collection[int],
    member_id: int | None = None,
    giver_id: int | None = None,
) -> list[LedgerRow]:
    """Return what was given for these causes and not taken back."""
    wanted = list(source_ids)
    found: list[LedgerRow] = []
    for start in range(0, len(wanted), IDS_AT_ONCE):
        query = select(point_ledger).where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.kind.in_([kind.value for kind in kinds]),
            point_ledger.c.source_id.in_(wanted[start : start + IDS_AT_ONCE]),
            STANDS,
        )
        if member_id is not None:
            query = query.where(point_ledger.c.member_id == member_id)
        if giver_id is not None:
            query = query.where(point_ledger.c.giver_id == giver_id)
        found += [_row(row) for row in await connection.execute(query)]
    return found


async def count_cause(connection: AsyncConnection, entry: Entry) -> int:
    """Return how often this very cause was entered, taken back or not."""
    found = await connection.scalar(
        select(func.count())
        .select_from(point_ledger)
        .where(
            point_ledger.c.guild_id == entry.guild_id,
            point_ledger.c.kind == entry.kind.value,
            point_ledger.c.source_id == entry.source_id,
            point_ledger.c.member_id == entry.member_id,
            point_ledger.c.giver_id == entry.giver_id,
        )
    )
    return int(found or 0)


async def earned(
    connection: AsyncConnection, *, guild_id: int, member_id: int, kind: Kind, since: datetime, until: datetime
) -> int:
    """Return the points of a kind within a span, without what was taken back.

    Counted all the same, it would let anybody use up somebody's day by giving a reaction and taking it back again.
    """
    found = await connection.scalar(
        select(func.sum(point_ledger.c.points)).where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.member_id == member_id,
            point_ledger.c.happened_at >= since,
            point_ledger.c.happened_at < until,
            point_ledger.c.kind == kind.value,
            STANDS,
        )
    )
    return int(found or 0)


async def latest_and_earned(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_ids: Collection[int],
    kind: Kind,
    since: datetime,
    day: datetime,
) -> Mapping[int, tuple[datetime, int]]:
    """Return each member's latest entry of a kind after `since`, and their points of it after `day`."""
    wanted = list(member_ids)
    found: dict[int, tuple[datetime, int]] = {}
    today = case((point_ledger.c.happened_at >= day, point_ledger.c.points), else_=0)
    for start in range(0, len(wanted), IDS_AT_ONCE):
        rows = await connection.execute(
            select(point_ledger.c.member_id, func.max(point_ledger.c.happened_at), func.sum(today))
            .where(
                point_ledger.c.guild_id == guild_id,
                point_ledger.c.member_id.in_(wanted[start : start + IDS_AT_ONCE]),
                point_ledger.c.happened_at >= since,
                point_ledger.c.kind == kind.value,
            )
            .group_by(point_ledger.c.member_id)
        )
        found.update({member_id: (latest, points) for member_id, latest, points in rows})
    return found


async def moments(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_ids: Collection[int],
    kind: Kind,
    since: datetime,
    until: datetime,
) -> list[tuple[int, datetime]]:
    """Return member and moment of all entries of a kind within a span, oldest first."""
    wanted = list(member_ids)
    found: list[tuple[int, datetime]] = []
    for start in range(0, len(wanted), IDS_AT_ONCE):
        rows = await connection.execute(
            select(point_ledger.c.member_id, point_ledger.c.happened_at)
            .where(
                point_ledger.c.guild_id == guild_id,
                point_ledger.c.member_id.in_(wanted[start : start + IDS_AT_ONCE]),
                point_ledger.c.happened_at >= since,
                point_ledger.c.happened_at < until,
                point_ledger.c.kind == kind.value,
            )
            .order_by(point_ledger.c.happened_at)
        )
        found += [(row.member_id, row.happened_at) for row in rows]
    return found


async def earned_by(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_ids: Collection[int],
    kind: Kind,
    since: datetime,
    until: datetime,
) -> dict[int, int]:
    """Return each member's points of a kind within a span, also those that were taken back."""
    wanted = list(member_ids)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), IDS_AT_ONCE):
        rows = await connection.execute(
            select(point_ledger.c.member_id, func.sum(point_ledger.c.points))
            .where(
                point_ledger.c.guild_id == guild_id,
                point_ledger.c.member_id.in_(wanted[start : start + IDS_AT_ONCE]),
                point_ledger.c.happened_at >= since,
                point_ledger.c.happened_at < until,
                point_ledger.c.kind == kind.value,
            )
            .group_by(point_ledger.c.member_id)
        )
        found |= {row[0]: row[1] for row in rows}
    return found


async def gifts_between(
    connection: AsyncConnection,
    *,
    guild_id: int,
    kind: Kind,
    one_id: int,
    other_id: int | None,
    fingerprint: str | None,
    since: datetime,
    except_source_id: int,
) -> int:
    """Return how many gifts of a kind stand between two people, in either direction; `fingerprint`: of one unnamed."""
    if other_id is not None:
        pair = or_(
            and_(point_ledger.c.giver_id == other_id, point_ledger.c.member_id == one_id),
            and_(point_ledger.c.giver_id == one_id, point_ledger.c.member_id == other_id),
        )
    else:
        pair = and_(point_ledger.c.member_id == one_id, point_ledger.c.giver_fingerprint == fingerprint)
    found = await connection.scalar(
        select(func.count())
        .select_from(point_ledger)
        .where(
            point_ledger.c.guild_id == guild_id,
            pair,
            point_ledger.c.happened_at >= since,
            point_ledger.c.kind == kind.value,
            point_ledger.c.source_id != except_source_id,
            STANDS,
        )
    )
    return int(found or 0)


async def forget_fingerprint(connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> None:
    """Forget that gifts came from the same unnamed person. Reads the server's whole ledger: for erasing only."""
    await connection.execute(
        update(point_ledger)
        .where(point_ledger.c.guild_id == guild_id, point_ledger.c.giver_fingerprint == fingerprint)
        .values(giver_fingerprint=None)
    )


async def imported(connection: AsyncConnection, *, guild_id: int) -> dict[int, set[int]]:
    """Return by member from which files points stand."""
    rows = await connection.execute(
        select(point_ledger.c.member_id, point_ledger.c.source_id).where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.kind == Kind.IMPORT.value,
            point_ledger.c.reverses_id.is_(None),
            STANDS,
        )
    )
    found: dict[int, set[int]] = {}
    for member_id, source_id in rows:
        found.setdefault(member_id, set()).add(source_id)
    return found


async def of_import(
    connection: AsyncConnection, *, guild_id: int, source_id: int, member_ids: Collection[int]
) -> list[LedgerRow]:
    """Return what a file brought these members and wasn't undone."""
    rows = await connection.execute(
        select(point_ledger).where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.kind == Kind.IMPORT.value,
            point_ledger.c.source_id == source_id,
            point_ledger.c.member_id.in_(list(member_ids)),
            STANDS,
        )
    )
    return [_row(row) for row in rows]


async def times_imported(
    connection: AsyncConnection, *, guild_id: int, source_id: int, member_ids: Collection[int]
) -> dict[int, int]:
    """Return by member how often a file was taken over, undone or not."""
    rows = await connection.execute(
        select(point_ledger.c.member_id, func.count())
        .where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.kind == Kind.IMPORT.value,
            point_ledger.c.source_id == source_id,
            point_ledger.c.member_id.in_(list(member_ids)),
        )
        .group_by(point_ledger.c.member_id)
    )
    return {row[0]: row[1] for row in rows}


async def one_at_a_time(connection: AsyncConnection, *, guild_id: int, giver_id: int) -> None:
    """Let nobody else count this member's gifts before the transaction ends. On SQLite one writes at a time anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(guild_id ^ giver_id)))


async def count_given(connection: AsyncConnection, *, guild_id: int, giver_id: int, kind: Kind, since: datetime) -> int:
    """Return how many gifts of a kind somebody gave to others."""
    found = await connection.scalar(
        select(func.count())
        .select_from(point_ledger)
        .where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.giver_id == giver_id,
            point_ledger.c.giver_id != point_ledger.c.member_id,
            point_ledger.c.happened_at > since,
            point_ledger.c.kind == kind.value,
        )
    )
    return int(found or 0)


def history_query(*, guild_id: int, member_id: int) -> Select[Any]:
    return (
        select(point_ledger)
        .where(point_ledger.c.guild_id == guild_id, point_ledger.c.member_id == member_id)
        .order_by(point_ledger.c.happened_at.desc(), point_ledger.c.id.desc())
    )


async def history(
    connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int, offset: int = 0
) -> list[LedgerRow]:
    """Return a member's entries, latest first."""
    query = history_query(guild_id=guild_id, member_id=member_id).limit(limit).offset(offset)
    return [_row(row) for row in await connection.execute(query)]


async def count(connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(point_ledger)
        .where(point_ledger.c.guild_id == guild_id, point_ledger.c.member_id == member_id)
    )
    return int(found or 0)


async def by_ids(connection: AsyncConnection, ids: Collection[int]) -> dict[int, LedgerRow]:
    """Return rows by their id; for as many as a page shows."""
    rows = await connection.execute(select(point_ledger).where(point_ledger.c.id.in_(list(ids))))
    return {row.id: _row(row) for row in rows}


def _row(row: Row[Any]) -> LedgerRow:
    return LedgerRow(
        id=row.id,
        guild_id=row.guild_id,
        member_id=row.member_id,
        kind=Kind(row.kind),
        source_id=row.source_id,
        giver_id=row.giver_id,
        points=row.points,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        nth=row.nth,
        channel_id=row.channel_id,
        reverses_id=row.reverses_id,
        reason=row.reason,
        helping=row.helping,
    )
