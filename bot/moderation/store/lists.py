"""Queries of many cases: what a search finds, what counts of a member, what the queue shows; and changes of cases."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update

from bot.engine import AsyncConnection
from bot.moderation.model import NOTED, Act, Case, Change, Criteria, Place, State
from bot.moderation.rules import COUNTED
from bot.moderation.store.cases import COLUMNS, case_of
from bot.moderation.tables import moderation_case, moderation_change

_case = moderation_case.c

WRITTEN = ("reason", "deviation", NOTED)
"""Fields of changes that hold what moderators wrote."""
FOLLOWING = ("rule_version", "rule_key", "ends_at", "strikes_until")
"""Fields that change with another one, of which moderators are told."""


def matching(guild_id: int, criteria: Criteria) -> ColumnElement[bool]:
    """Return the condition for all that is asked for but the text."""
    asked: list[ColumnElement[bool]] = [_case.guild_id == guild_id]
    for column, wanted in (
        (_case.member_id, criteria.member_id),
        (_case.moderator_id, criteria.moderator_id),
        (_case.rule_key, criteria.rule_key),
        (_case.state, criteria.state),
        (_case.act, criteria.act),
        (_case.origin, criteria.origin),
    ):
        if wanted is not None:
            asked.append(column == wanted)
    if criteria.since is not None:
        asked.append(_case.created_at >= criteria.since)
    if criteria.until is not None:
        asked.append(_case.created_at < criteria.until)
    return and_(*asked)


async def count(connection: AsyncConnection, *, guild_id: int, criteria: Criteria) -> int:
    query = select(func.count()).select_from(moderation_case).where(matching(guild_id, criteria))
    return int(await connection.scalar(query) or 0)


async def page(
    connection: AsyncConnection, *, guild_id: int, criteria: Criteria, limit: int, offset: int
) -> list[Case]:
    """Return cases, latest first."""
    rows = await connection.execute(
        select(*COLUMNS).where(matching(guild_id, criteria)).order_by(_latest(criteria)).limit(limit).offset(offset)
    )
    return [case_of(row) for row in rows]


def _latest(criteria: Criteria) -> ColumnElement[Any]:
    """Return the order that an index has: numbers and ids grow together."""
    by_person = criteria.member_id is not None or criteria.moderator_id is not None
    return _case.id.desc() if by_person else _case.number.desc()


async def texts(
    connection: AsyncConnection, *, guild_id: int, criteria: Criteria, before_id: int | None, limit: int
) -> list[tuple[int, str]]:
    """Return ids with the reason of a case and why it deviates, latest first, from before a case on."""
    query = select(_case.id, _case.reason, _case.deviation).where(matching(guild_id, criteria))
    if before_id is not None:
        query = query.where(_case.id < before_id)
    rows = await connection.execute(query.order_by(_case.id.desc()).limit(limit))
    return [(row.id, row.reason if row.deviation is None else f"{row.reason}\n{row.deviation}") for row in rows]


async def by_ids(connection: AsyncConnection, *, guild_id: int, ids: Collection[int]) -> list[Case]:
    """Return cases, latest first."""
    if not ids:
        return []
    rows = await connection.execute(
        select(*COLUMNS).where(_case.guild_id == guild_id, _case.id.in_(list(ids))).order_by(_case.id.desc())
    )
    return [case_of(row) for row in rows]


async def counting(
    connection: AsyncConnection, *, guild_id: int, member_id: int, now: datetime, limit: int = 1_000
) -> list[Case]:
    """Return a member's cases whose strikes count now, oldest first."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(
            _case.guild_id == guild_id,
            _case.member_id == member_id,
            _case.strikes > 0,
            _case.strikes_until > now,
            _case.state.in_(sorted(COUNTED)),
        )
        .order_by(_case.id)
        .limit(limit)
    )
    return [case_of(row) for row in rows]


async def counts_by_act(connection: AsyncConnection, *, guild_id: int, member_id: int) -> dict[Act, int]:
    """Return how many cases a member has of each act, without those that were lifted or never came to be."""
    rows = await connection.execute(
        select(_case.act, func.count())
        .where(
            _case.guild_id == guild_id,
            _case.member_id == member_id,
            _case.state.not_in([State.LIFTED, State.FAILED]),
        )
        .group_by(_case.act)
    )
    return {Act(act): number for act, number in rows}


async def standings(connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int = 10_000) -> list[int]:
    """Return how many strikes count of each member who has any."""
    found = await connection.scalars(
        select(func.sum(_case.strikes))
        .where(
            _case.guild_id == guild_id,
            _case.member_id.is_not(None),
            _case.strikes > 0,
            _case.strikes_until > now,
            _case.state.in_(sorted(COUNTED)),
        )
        .group_by(_case.member_id)
        .limit(limit)
    )
    return [int(each) for each in found]


# What went wrong


async def unsettled(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Case]:
    """Return the cases of which not everything worked and that nobody has seen to, oldest first."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(
            _case.guild_id == guild_id,
            _case.state.in_([State.PARTLY, State.FAILED]),
            _case.settled_at.is_(None),
        )
        .order_by(_case.id)
        .limit(limit)
    )
    return [case_of(row) for row in rows]


async def settle(connection: AsyncConnection, *, guild_id: int, case_id: int, at: datetime | None) -> bool:
    """Note that somebody has seen to what went wrong (None: nobody has); returns whether there was anything."""
    done = await connection.execute(
        update(moderation_case)
        .where(
            _case.guild_id == guild_id,
            _case.id == case_id,
            _case.state.in_([State.PARTLY, State.FAILED]),
            _case.settled_at.is_(None) if at is not None else _case.settled_at.is_not(None),
        )
        .values(settled_at=at)
    )
    return bool(done.rowcount)


async def is_settled(connection: AsyncConnection, *, case_id: int) -> bool:
    return await connection.scalar(select(_case.settled_at).where(_case.id == case_id)) is not None


# Where it was posted for the moderators


async def place(connection: AsyncConnection, *, case_id: int) -> Place | None:
    rows = await connection.execute(
        select(_case.log_channel_id, _case.log_message_id).where(_case.id == case_id, _case.log_message_id.is_not(None))
    )
    found = rows.one_or_none()
    return None if found is None else Place(channel_id=found.log_channel_id, message_id=found.log_message_id)


async def note_place(connection: AsyncConnection, *, guild_id: int, case_id: int, place: Place) -> None:
    await connection.execute(
        update(moderation_case)
        .where(_case.guild_id == guild_id, _case.id == case_id)
        .values(log_channel_id=place.channel_id, log_message_id=place.message_id)
    )


# Changes


async def changes(
    connection: AsyncConnection, *, guild_id: int, case_id: int, limit: int, offset: int = 0
) -> list[Change]:
    """Return what was changed of a case, latest first, without what only follows from it."""
    rows = await connection.execute(
        select(moderation_change)
        .where(_of(guild_id, case_id), moderation_change.c.field.not_in(FOLLOWING))
        .order_by(moderation_change.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_change(row) for row in rows]


async def count_changes(connection: AsyncConnection, *, guild_id: int, case_id: int) -> int:
    query = (
        select(func.count())
        .select_from(moderation_change)
        .where(_of(guild_id, case_id), moderation_change.c.field.not_in(FOLLOWING))
    )
    return int(await connection.scalar(query) or 0)


async def latest_change(connection: AsyncConnection, *, guild_id: int, case_id: int) -> int:
    """Return a number that grows with every change; 0: none yet."""
    return int(await connection.scalar(select(func.max(moderation_change.c.id)).where(_of(guild_id, case_id))) or 0)


async def changed_case(connection: AsyncConnection, *, guild_id: int, change_id: int) -> int | None:
    """Return the case that a change is of."""
    found = await connection.scalar(
        select(moderation_change.c.case_id).where(
            moderation_change.c.guild_id == guild_id, moderation_change.c.id == change_id
        )
    )
    return None if found is None else int(found)


def _of(guild_id: int, case_id: int) -> ColumnElement[bool]:
    return and_(moderation_change.c.guild_id == guild_id, moderation_change.c.case_id == case_id)


async def add_change(
    connection: AsyncConnection, *, case: Case, by_id: int | None, at: datetime, field: str, after: str, why: str = ""
) -> None:
    """Add what no column of the case holds."""
    await connection.execute(
        insert(moderation_change).values(
            guild_id=case.guild_id,
            case_id=case.id,
            changed_by_id=by_id,
            changed_at=at,
            field=field,
            before=None,
            after=after,
            why=why,
        )
    )


def _change(row: Row[tuple[object, ...]]) -> Change:
    values: dict[str, Any] = dict(row._mapping)
    return Change(**{name: values[name] for name in Change.__dataclass_fields__})


# Whom a case names


async def of_erased(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Case]:
    """Return the cases that still name somebody who was erased, oldest first."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(_case.guild_id == guild_id, _case.erased_at.is_not(None), _case.member_id.is_not(None))
        .order_by(_case.id)
        .limit(limit)
    )
    return [case_of(row) for row in rows]


async def mark_erased(connection: AsyncConnection, *, guild_id: int, ids: Sequence[int], at: datetime) -> None:
    """Note that the member of these cases was erased, while they count."""
    if ids:
        await connection.execute(
            update(moderation_case).where(_case.guild_id == guild_id, _case.id.in_(list(ids))).values(erased_at=at)
        )


async def empty(connection: AsyncConnection, *, guild_id: int, ids: Sequence[int]) -> None:
    """Take the member out of cases, with all that was written about them and where."""
    if not ids:
        return
    such = list(ids)
    await connection.execute(
        update(moderation_case)
        .where(_case.guild_id == guild_id, _case.id.in_(such))
        .values(member_id=None, reason="", deviation=None, message_id=None, failure=None)
    )
    changes = and_(moderation_change.c.guild_id == guild_id, moderation_change.c.case_id.in_(such))
    await connection.execute(update(moderation_change).where(changes).values(why=""))
    written = moderation_change.c.field.in_(WRITTEN)
    await connection.execute(update(moderation_change).where(changes, written).values(before=None, after=None))


async def changes_about(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[tuple[int, Change]]:
    """Return the changes of a member's cases, each with the case's number, oldest first."""
    rows = await connection.execute(
        select(_case.number.label("number"), *moderation_change.c)
        .join_from(moderation_change, moderation_case, moderation_change.c.case_id == _case.id)
        .where(_case.guild_id == guild_id, _case.member_id == member_id)
        .order_by(moderation_change.c.id)
        .limit(10_000)
    )
    return [(row.number, _change(row)) for row in rows]
