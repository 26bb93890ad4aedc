"""Queries of what filters found."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select, update

from bot.activity.tables import activity_day
from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.filters.model import Consequence, Finder, Hit, Judgement, Looks, Precision, Removal
from bot.filters.tables import filter_definition, filter_hit

_HIT = filter_hit.c


def _hits(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            filter_hit,
            filter_definition.c.name.label("filter_name"),
            filter_definition.c.looks_for.label("looks_for"),
            filter_definition.c.rule_key.label("rule_key"),
        )
        .join_from(filter_hit, filter_definition, filter_definition.c.id == filter_hit.c.filter_id)
        .where(*where)
    )


async def add(connection: AsyncConnection, **values: Any) -> Hit | None:
    """Note a hit; returns None where this filter has found something in this message before."""
    rows = await connection.execute(
        insert_into(filter_hit, connection)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["filter_id", "message_id"])
        .returning(filter_hit.c.id)
    )
    hit_id = rows.scalar_one_or_none()
    return None if hit_id is None else await get(connection, guild_id=values["guild_id"], hit_id=hit_id)


async def get(connection: AsyncConnection, *, guild_id: int, hit_id: int) -> Hit | None:
    rows = await connection.execute(_hits(_HIT.guild_id == guild_id, _HIT.id == hit_id))
    found = rows.one_or_none()
    return None if found is None else _hit(found)


async def first_of(
    connection: AsyncConnection, *, guild_id: int, member_id: int, since: datetime, judgement: Judgement
) -> int | None:
    """Return the first hit of those of a member that began after a moment and are judged so."""
    found = await connection.scalar(
        select(_HIT.id)
        .where(
            _HIT.guild_id == guild_id,
            _HIT.member_id == member_id,
            _HIT.first_id == _HIT.id,
            _HIT.judgement == judgement,
            _HIT.hit_at > since,
        )
        .order_by(_HIT.id.desc())
        .limit(1)
    )
    return None if found is None else int(found)


async def recent_case(connection: AsyncConnection, *, guild_id: int, member_id: int, since: datetime) -> int | None:
    """Return the case that a filter has opened about a member since a moment."""
    found = await connection.scalar(
        select(_HIT.case_id)
        .where(_HIT.guild_id == guild_id, _HIT.member_id == member_id, _HIT.case_id.is_not(None), _HIT.hit_at > since)
        .order_by(_HIT.id.desc())
        .limit(1)
    )
    return None if found is None else int(found)


async def together(connection: AsyncConnection, *, guild_id: int, first_id: int, limit: int = 50) -> list[Hit]:
    """Return the hits that belong together, oldest first."""
    rows = await connection.execute(
        _hits(_HIT.guild_id == guild_id, _HIT.first_id == first_id).order_by(_HIT.id).limit(limit)
    )
    return [_hit(row) for row in rows]


async def ids_together(connection: AsyncConnection, *, guild_id: int, first_id: int, limit: int = 5_000) -> list[int]:
    """Return all hits that belong together by id: within a minute a wave can be longer than what is shown of it."""
    found = await connection.scalars(
        select(_HIT.id).where(_HIT.guild_id == guild_id, _HIT.first_id == first_id).order_by(_HIT.id).limit(limit)
    )
    return list(found)


async def of_message(connection: AsyncConnection, *, guild_id: int, message_id: int) -> list[Hit]:
    rows = await connection.execute(
        _hits(_HIT.guild_id == guild_id, _HIT.message_id == message_id).order_by(_HIT.id).limit(50)
    )
    return [_hit(row) for row in rows]


async def waiting(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Hit]:
    """Return the first hits of what waits for moderators, longest waiting first."""
    rows = await connection.execute(
        _hits(_HIT.guild_id == guild_id, _HIT.judgement == Judgement.WAITING, _HIT.first_id == _HIT.id)
        .order_by(_HIT.id)
        .limit(limit)
    )
    return [_hit(row) for row in rows]


async def waits_about(connection: AsyncConnection, *, guild_id: int, member_id: int) -> bool:
    """Whether an alert about somebody waits."""
    found = await connection.scalar(
        select(_HIT.id)
        .where(_HIT.guild_id == guild_id, _HIT.member_id == member_id, _HIT.judgement == Judgement.WAITING)
        .limit(1)
    )
    return found is not None


async def page(
    connection: AsyncConnection, *, guild_id: int, filter_id: int | None, dry: bool | None, limit: int, offset: int
) -> tuple[list[Hit], int]:
    """Return hits, latest first, and how many there are in all."""
    where = _such(guild_id, filter_id, dry)
    total = await connection.scalar(select(func.count()).select_from(filter_hit).where(*where))
    rows = await connection.execute(_hits(*where).order_by(_HIT.id.desc()).limit(limit).offset(offset))
    return [_hit(row) for row in rows], int(total or 0)


def _such(guild_id: int, filter_id: int | None, dry: bool | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [_HIT.guild_id == guild_id]
    if filter_id is not None:
        where.append(_HIT.filter_id == filter_id)
    if dry is not None:
        where.append(_HIT.dry.is_(dry))
    return where


async def precision(
    connection: AsyncConnection, *, guild_id: int, since: datetime | None = None
) -> Mapping[int, Precision]:
    """Return how each filter has done, by its id."""

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    query = (
        select(
            _HIT.filter_id,
            counted(_HIT.dry.is_(False)).label("hits"),
            counted(_HIT.dry.is_(True)).label("dry"),
            counted(_HIT.judgement == Judgement.RIGHT).label("right"),
            counted(_HIT.judgement == Judgement.WRONG).label("wrong"),
        )
        .where(_HIT.guild_id == guild_id)
        .group_by(_HIT.filter_id)
    )
    if since is not None:
        query = query.where(_HIT.hit_at >= since)
    rows = await connection.execute(query)
    return {
        row.filter_id: Precision(hits=int(row.hits), dry=int(row.dry), right=int(row.right), wrong=int(row.wrong))
        for row in rows
    }


async def judge(
    connection: AsyncConnection,
    *,
    guild_id: int,
    hit_ids: Collection[int],
    judgement: Judgement,
    by_id: int | None,
    at: datetime,
    only_open: bool = True,
) -> int:
    """Note what a moderator makes of hits; returns of how many. `only_open`: not of what another has judged."""
    where = [_HIT.guild_id == guild_id, _HIT.id.in_(list(hit_ids))]
    if only_open:
        where.append(_HIT.judgement.in_([Judgement.WAITING, Judgement.NONE]))
    changed = await connection.execute(
        update(filter_hit).where(*where).values(judgement=judgement, judged_by_id=by_id, judged_at=at)
    )
    return int(changed.rowcount)


async def note(connection: AsyncConnection, *, hit_ids: Sequence[int], **values: Any) -> None:
    """Set columns of hits."""
    await connection.execute(update(filter_hit).where(_HIT.id.in_(list(hit_ids))).values(**values))


def _hit(row: Row[Any]) -> Hit:
    values: dict[str, Any] = dict(row._mapping)
    return Hit(
        **{
            **values,
            "looks_for": Looks(values["looks_for"]),
            "finder": Finder(values["finder"]),
            "consequence": Consequence(values["consequence"]),
            "removed": Removal(values["removed"]),
            "judgement": Judgement(values["judgement"]),
        }
    )


async def messages_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
    """Return how many messages somebody has written here, as far as that is counted."""
    found = await connection.scalar(
        select(func.sum(activity_day.c.messages)).where(
            activity_day.c.guild_id == guild_id, activity_day.c.member_id == member_id
        )
    )
    return int(found or 0)


async def evidence_that_waits(
    connection: AsyncConnection, *, guild_id: int, evidence_ids: Collection[int]
) -> list[int]:
    """Return which of these are about hits that wait for moderators."""
    found = await connection.scalars(
        select(_HIT.evidence_id).where(
            _HIT.guild_id == guild_id,
            _HIT.evidence_id.in_(list(evidence_ids)),
            _HIT.judgement == Judgement.WAITING,
        )
    )
    return [int(evidence_id) for evidence_id in found if evidence_id is not None]


async def give_up_waiting(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Let nothing about somebody wait any more."""
    await connection.execute(
        update(filter_hit)
        .where(_HIT.guild_id == guild_id, _HIT.member_id == member_id, _HIT.judgement == Judgement.WAITING)
        .values(judgement=Judgement.NONE)
    )
