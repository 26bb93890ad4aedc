"""Queries of introductions, and of the greetings they wait for."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update

from bot.db import insert_into, upsert
from bot.engine import AsyncConnection
from bot.onboarding.model import GreetingKind
from bot.onboarding.tables import onboarding_arrival, onboarding_fact, onboarding_greeting, onboarding_introduction


async def get(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Any | None:
    return (
        await connection.execute(
            select(onboarding_introduction).where(
                onboarding_introduction.c.guild_id == guild_id, onboarding_introduction.c.member_id == member_id
            )
        )
    ).one_or_none()


async def put(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    """Keep somebody's introduction; where there was one, it keeps the moment it was first posted."""
    kept = ("called", "about", "hope", "channel_id", "message_id", "changed_at")
    await upsert(connection, onboarding_introduction, values, key=["guild_id", "member_id"], update=kept)


async def remove(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    await connection.execute(
        delete(onboarding_introduction).where(
            onboarding_introduction.c.guild_id == guild_id, onboarding_introduction.c.member_id == member_id
        )
    )


async def introduced(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    rows = await connection.execute(
        select(onboarding_introduction.c.member_id, onboarding_introduction.c.posted_at).where(
            onboarding_introduction.c.guild_id == guild_id, onboarding_introduction.c.member_id.in_(list(member_ids))
        )
    )
    return {member_id: at for member_id, at in rows}  # noqa: C416 - `dict` of rows is nothing mypy follows


async def await_greeting(
    connection: AsyncConnection, *, guild_id: int, member_id: int, channel_id: int, message_id: int, at: datetime
) -> int | None:
    """Have an introduction's card wait for an answer; returns the greeting's id.

    None where one was answered or told of before: nobody is asked twice to greet the same person.
    """
    statement = insert_into(onboarding_greeting, connection).values(
        guild_id=guild_id,
        member_id=member_id,
        kind=GreetingKind.INTRODUCTION.value,
        channel_id=channel_id,
        message_id=message_id,
        posted_at=at,
    )
    row = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "member_id", "kind"],
            set_={name: statement.excluded[name] for name in ("channel_id", "message_id", "posted_at")},
            where=onboarding_greeting.c.answered_at.is_(None) & onboarding_greeting.c.told_at.is_(None),
        ).returning(onboarding_greeting.c.id)
    )
    found = row.scalar_one_or_none()
    return None if found is None else int(found)


# Greetings

_arrivals = (
    onboarding_arrival.c.guild_id == onboarding_greeting.c.guild_id,
    onboarding_arrival.c.member_id == onboarding_greeting.c.member_id,
)
HAS_LEFT = exists(
    select(onboarding_arrival.c.id).where(*_arrivals, onboarding_arrival.c.left_at.is_not(None))
) & ~exists(select(onboarding_arrival.c.id).where(*_arrivals, onboarding_arrival.c.left_at.is_(None)))
"""Whether the greeting's member is known to have gone."""


async def greeting(connection: AsyncConnection, *, guild_id: int, greeting_id: int) -> Any | None:
    return (
        await connection.execute(
            select(onboarding_greeting).where(
                onboarding_greeting.c.guild_id == guild_id, onboarding_greeting.c.id == greeting_id
            )
        )
    ).one_or_none()


async def unanswered(
    connection: AsyncConnection, *, guild_id: int, after: datetime, before: datetime, limit: int
) -> list[Any]:
    """Return greetings nobody has answered or was told of, posted between two moments, oldest first."""
    rows = await connection.execute(
        select(onboarding_greeting)
        .where(
            onboarding_greeting.c.guild_id == guild_id,
            onboarding_greeting.c.answered_at.is_(None),
            onboarding_greeting.c.told_at.is_(None),
            onboarding_greeting.c.posted_at > after,
            onboarding_greeting.c.posted_at <= before,
            ~HAS_LEFT,
        )
        .order_by(onboarding_greeting.c.posted_at, onboarding_greeting.c.id)
        .limit(limit)
    )
    return list(rows)


async def set_told(connection: AsyncConnection, *, guild_id: int, ids: Collection[int], at: datetime) -> None:
    await connection.execute(
        update(onboarding_greeting)
        .where(onboarding_greeting.c.guild_id == guild_id, onboarding_greeting.c.id.in_(list(ids)))
        .values(told_at=at)
    )


# Export


async def facts_to_export(
    connection: AsyncConnection, *, guild_id: int, member_id: int
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that belong to a member's arrivals, by table."""
    mine = select(onboarding_arrival.c.id).where(
        onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.member_id == member_id
    )
    rows = await connection.execute(
        select(onboarding_fact)
        .where(onboarding_fact.c.arrival_id.in_(mine))
        .order_by(onboarding_fact.c.happened_at, onboarding_fact.c.name)
    )
    return {onboarding_fact.name: [dict(row._mapping) for row in rows]}
