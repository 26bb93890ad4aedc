"""Queries of raids."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.moderation.model import Act, Origin
from bot.moderation.model import State as CaseState
from bot.moderation.tables import moderation_case, moderation_hold
from bot.raids.detecting import Join, Sign
from bot.raids.model import SUSPECTS_MAX, Cause, Measure, Progress, Raid, State, Step, Suspect
from bot.raids.tables import raid, raid_join, raid_measure


async def add(connection: AsyncConnection, **values: Any) -> Raid:
    return _raid((await connection.execute(insert(raid).values(**values).returning(*raid.c))).one())


async def get(connection: AsyncConnection, *, guild_id: int, raid_id: int) -> Raid | None:
    rows = await connection.execute(select(raid).where(raid.c.guild_id == guild_id, raid.c.id == raid_id))
    found = rows.one_or_none()
    return None if found is None else _raid(found)


async def running(connection: AsyncConnection, *, guild_id: int) -> Raid | None:
    rows = await connection.execute(select(raid).where(raid.c.guild_id == guild_id, raid.c.state == State.RUNNING))
    found = rows.one_or_none()
    return None if found is None else _raid(found)


async def all_running(connection: AsyncConnection) -> Mapping[int, int]:
    """Return the running raids of all servers: server to raid."""
    rows = await connection.execute(select(raid.c.guild_id, raid.c.id).where(raid.c.state == State.RUNNING))
    return {row.guild_id: row.id for row in rows}


async def change(connection: AsyncConnection, raid_id: int, **values: Any) -> Raid:
    return _raid(
        (await connection.execute(update(raid).where(raid.c.id == raid_id).values(**values).returning(*raid.c))).one()
    )


async def end(connection: AsyncConnection, *, guild_id: int, raid_id: int, **values: Any) -> Raid | None:
    """Change a raid that is running; None where it isn't any more."""
    rows = await connection.execute(
        update(raid)
        .where(raid.c.guild_id == guild_id, raid.c.id == raid_id, raid.c.state == State.RUNNING)
        .values(**values)
        .returning(*raid.c)
    )
    found = rows.one_or_none()
    return None if found is None else _raid(found)


# Suspects


async def add_suspects(
    connection: AsyncConnection,
    *,
    raid_id: int,
    guild_id: int,
    joins: Sequence[Join],
    signs: Mapping[int, frozenset[Sign]],
) -> None:
    """Add those who aren't there yet."""
    if joins:
        await connection.execute(
            insert_into(raid_join, connection).on_conflict_do_nothing(index_elements=["raid_id", "member_id"]),
            [
                {
                    "guild_id": guild_id,
                    "raid_id": raid_id,
                    "member_id": join.member_id,
                    "joined_at": join.joined_at,
                    "made_at": join.made_at,
                    "name": (join.shown or join.name)[:100],
                    "signs": " ".join(sorted(signs[join.member_id])),
                    "cleared": False,
                }
                for join in joins
            ],
        )


async def suspects(
    connection: AsyncConnection, *, raid_id: int, limit: int, offset: int = 0, left: bool = False
) -> list[Suspect]:
    """Return suspects in the order in which they joined; `left`: only those neither kept out nor cleared."""
    rows = await connection.execute(
        select(raid_join)
        .where(raid_join.c.raid_id == raid_id, *([_LEFT] if left else []))
        .order_by(raid_join.c.joined_at, raid_join.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_suspect(row) for row in rows]


async def counts(connection: AsyncConnection, *, raid_id: int) -> tuple[int, int, int]:
    """Return how many suspects are left, kept out, and cleared."""
    row = (
        await connection.execute(
            select(
                func.count().filter(_LEFT),
                func.count().filter(raid_join.c.case_id.is_not(None)),
                func.count().filter(raid_join.c.cleared.is_(True)),
            ).where(raid_join.c.raid_id == raid_id)
        )
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


async def clear(connection: AsyncConnection, *, raid_id: int, member_ids: Collection[int]) -> list[int]:
    """Take somebody off the list who isn't kept out; returns who was on it."""
    rows = await connection.scalars(
        update(raid_join)
        .where(raid_join.c.raid_id == raid_id, raid_join.c.member_id.in_(list(member_ids)), _LEFT)
        .values(cleared=True)
        .returning(raid_join.c.member_id)
    )
    return [int(one) for one in rows]


async def set_case(connection: AsyncConnection, *, raid_id: int, member_id: int, case_id: int) -> None:
    await connection.execute(
        update(raid_join)
        .where(raid_join.c.raid_id == raid_id, raid_join.c.member_id == member_id)
        .values(case_id=case_id)
    )


async def standing_cases(connection: AsyncConnection, *, raid_id: int, guild_id: int, limit: int) -> list[int]:
    """Return cases that keep suspects out, or are about to; also where who it was is forgotten here by now."""
    rows = await connection.scalars(
        select(moderation_case.c.id)
        .where(
            moderation_case.c.guild_id == guild_id,
            moderation_case.c.origin == Origin.RAID,
            moderation_case.c.origin_id == raid_id,
            moderation_case.c.act.in_([Act.TIMEOUT, Act.BAN]),
            moderation_case.c.state.in_([CaseState.WAITING, CaseState.DONE, CaseState.PARTLY]),
        )
        .order_by(moderation_case.c.id)
        .limit(limit)
    )
    return list(rows)


async def is_suspect(connection: AsyncConnection, *, guild_id: int, member_id: int) -> bool:
    """Whether somebody is a suspect of the raid that is running, whom no moderator knows."""
    found = await connection.scalar(
        select(raid_join.c.id)
        .join(raid, raid.c.id == raid_join.c.raid_id)
        .where(
            raid_join.c.guild_id == guild_id,
            raid_join.c.member_id == member_id,
            raid_join.c.cleared.is_(False),
            raid.c.state == State.RUNNING,
        )
    )
    return found is not None


async def not_cleared(connection: AsyncConnection, *, raid_id: int) -> list[int]:
    """Return everybody who was taken for part of it and whom no moderator knows."""
    rows = await connection.scalars(
        select(raid_join.c.member_id)
        .where(raid_join.c.raid_id == raid_id, raid_join.c.cleared.is_(False))
        .limit(SUSPECTS_MAX)
    )
    return list(rows)


async def slowed_by_hand(connection: AsyncConnection, *, guild_id: int, channel_ids: Sequence[int]) -> set[int]:
    """Return those channels whose slow mode moderators have set for a while: their end gives it back."""
    rows = await connection.scalars(
        select(moderation_hold.c.channel_id).where(
            moderation_hold.c.guild_id == guild_id,
            moderation_hold.c.channel_id.in_(list(channel_ids)),
            moderation_hold.c.act == Act.SLOW_MODE,
            moderation_hold.c.ended_at.is_(None),
        )
    )
    return set(rows)


# Measures


async def add_measures(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await connection.execute(insert(raid_measure), [dict(row) for row in rows])


async def measures(connection: AsyncConnection, *, raid_id: int) -> list[Step]:
    rows = await connection.execute(
        select(raid_measure).where(raid_measure.c.raid_id == raid_id).order_by(raid_measure.c.id)
    )
    return [_step(row) for row in rows]


async def note(
    connection: AsyncConnection, *, measure_id: int, was: Progress, state: Progress, failure: str | None = None
) -> None:
    await connection.execute(
        update(raid_measure)
        .where(raid_measure.c.id == measure_id, raid_measure.c.state == was)
        .values(state=state, failure=failure)
    )


async def give_back(connection: AsyncConnection, *, raid_id: int) -> None:
    """Have everything given back that was done, or may have been: of what still waits that isn't known."""
    await connection.execute(
        update(raid_measure)
        .where(
            raid_measure.c.raid_id == raid_id,
            raid_measure.c.state.in_([Progress.DONE, Progress.WAITING, Progress.STUCK]),
        )
        .values(state=Progress.ENDING)
    )


async def again(connection: AsyncConnection, *, raid_id: int, until: int) -> None:
    """Have invites paused until another moment, and what Discord has refused tried once more."""
    here, invites = raid_measure.c.raid_id == raid_id, raid_measure.c.kind == Measure.INVITES
    undone = raid_measure.c.state.in_([Progress.WAITING, Progress.FAILED])
    await connection.execute(
        update(raid_measure)
        .where(here, or_(undone, and_(invites, raid_measure.c.state == Progress.DONE)))
        .values(state=Progress.WAITING, failure=None)
    )
    await connection.execute(update(raid_measure).where(here, invites).values(after=until))


_LEFT: ColumnElement[bool] = and_(raid_join.c.cleared.is_(False), raid_join.c.case_id.is_(None))


def _raid(row: Row[tuple[object, ...]]) -> Raid:
    values: dict[str, Any] = dict(row._mapping)
    return Raid(**{**values, "cause": Cause(values["cause"]), "state": State(values["state"])})


def _suspect(row: Row[tuple[object, ...]]) -> Suspect:
    values: dict[str, Any] = dict(row._mapping)
    return Suspect(
        member_id=values["member_id"],
        joined_at=values["joined_at"],
        made_at=values["made_at"],
        name=values["name"],
        signs=frozenset(Sign(one) for one in values["signs"].split()),
        cleared=values["cleared"],
        case_id=values["case_id"],
    )


def _step(row: Row[tuple[object, ...]]) -> Step:
    values: dict[str, Any] = dict(row._mapping)
    names = ("id", "channel_id", "before", "after", "failure")
    return Step(**{name: values[name] for name in names}, kind=Measure(values["kind"]), state=Progress(values["state"]))
