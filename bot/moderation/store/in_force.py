"""Queries of what is in force: bans and timeouts that count now, and what was decided about somebody lately."""

from datetime import datetime

from sqlalchemy import func, or_, select

from bot.engine import AsyncConnection
from bot.moderation.model import Act, Case, Origin, Progress, State
from bot.moderation.store.cases import COLUMNS, case_of
from bot.moderation.tables import moderation_case

_STATES = (State.WAITING, State.DONE, State.PARTLY)
_ACTED = (Progress.WAITING, Progress.DONE)


async def of_member(
    connection: AsyncConnection, *, guild_id: int, member_id: int, act: Act, now: datetime, limit: int = 50
) -> list[Case]:
    """Return the cases of this act that bind a member now, latest first: done or about to be, and not over."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(
            moderation_case.c.guild_id == guild_id,
            moderation_case.c.member_id == member_id,
            moderation_case.c.act == act,
            moderation_case.c.state.in_(_STATES),
            moderation_case.c.acted.in_(_ACTED),
            or_(moderation_case.c.ends_at.is_(None), moderation_case.c.ends_at > now),
        )
        .order_by(moderation_case.c.id.desc())
        .limit(limit)
    )
    return [case_of(row) for row in rows]


async def unended(connection: AsyncConnection, *, guild_id: int, member_id: int, act: Act) -> list[Case]:
    """Return the cases of this act that nobody has noted as over yet, also where their time is, latest first."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(
            moderation_case.c.guild_id == guild_id,
            moderation_case.c.member_id == member_id,
            moderation_case.c.act == act,
            moderation_case.c.state.in_((State.DONE, State.PARTLY)),
            moderation_case.c.acted == Progress.DONE,
        )
        .order_by(moderation_case.c.id.desc())
        .limit(50)
    )
    return [case_of(row) for row in rows]


async def latest(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Case | None:
    """Return the latest case about a member."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(moderation_case.c.guild_id == guild_id, moderation_case.c.member_id == member_id)
        .order_by(moderation_case.c.id.desc())
        .limit(1)
    )
    found = rows.one_or_none()
    return None if found is None else case_of(found)


async def by_id(connection: AsyncConnection, *, case_id: int) -> Case | None:
    """Return a case of whatever server: for a member who reads of it outside of one."""
    rows = await connection.execute(select(*COLUMNS).where(moderation_case.c.id == case_id))
    found = rows.one_or_none()
    return None if found is None else case_of(found)


async def led_to(
    connection: AsyncConnection, *, guild_id: int, case_id: int, origin: Origin, limit: int = 3
) -> list[Case]:
    """Return the cases that came of another one in this way, oldest first."""
    rows = await connection.execute(
        select(*COLUMNS)
        .where(
            moderation_case.c.guild_id == guild_id,
            moderation_case.c.id > case_id,
            moderation_case.c.origin == origin,
            moderation_case.c.origin_id == case_id,
        )
        .order_by(moderation_case.c.id)
        .limit(limit)
    )
    return [case_of(row) for row in rows]


async def count(connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
    """Return how many cases there are about a member."""
    query = (
        select(func.count())
        .select_from(moderation_case)
        .where(moderation_case.c.guild_id == guild_id, moderation_case.c.member_id == member_id)
    )
    return int(await connection.scalar(query) or 0)
