"""Queries about what arrivals came to."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.onboarding.model import Arrival
from bot.onboarding.store.arrivals import is_new_since
from bot.onboarding.tables import onboarding_arrival, onboarding_fact


async def add(connection: AsyncConnection, arrival: Arrival, name: str, *, at: datetime) -> None:
    """Note a fact, unless it is noted."""
    await add_all(connection, [(arrival.id, arrival.guild_id, name, at)])


async def add_all(connection: AsyncConnection, facts: Collection[tuple[int, int, str, datetime]]) -> None:
    """Note facts (arrival, server, name, when) that aren't noted. An arrival that was dropped has none."""
    if not facts:
        return
    rows = await connection.execute(
        select(onboarding_arrival.c.id).where(onboarding_arrival.c.id.in_({fact[0] for fact in facts}))
    )
    there = set(rows.scalars())
    wanted = [fact for fact in facts if fact[0] in there]
    if wanted:
        await connection.execute(
            insert_into(onboarding_fact, connection).on_conflict_do_nothing(index_elements=["arrival_id", "name"]),
            [
                {"arrival_id": arrival_id, "guild_id": guild_id, "name": name, "happened_at": at}
                for arrival_id, guild_id, name, at in wanted
            ],
        )


async def first(
    connection: AsyncConnection, guild_id: int, member_ids: Collection[int], name: str
) -> dict[int, datetime]:
    """Return who of the members has done something, with when they first did, whichever arrival that was after."""
    rows = await connection.execute(
        select(onboarding_arrival.c.member_id, func.min(onboarding_fact.c.happened_at))
        .join_from(onboarding_fact, onboarding_arrival, onboarding_arrival.c.id == onboarding_fact.c.arrival_id)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id.in_(list(member_ids)),
            onboarding_fact.c.name == name,
        )
        .group_by(onboarding_arrival.c.member_id)
    )
    return {row[0]: row[1] for row in rows}


async def of_arrivals(connection: AsyncConnection, *, since: datetime) -> dict[int, set[str]]:
    """Return what is noted of those who are new since a moment, by arrival."""
    rows = await connection.execute(
        select(onboarding_fact.c.arrival_id, onboarding_fact.c.name)
        .join_from(onboarding_fact, onboarding_arrival, onboarding_arrival.c.id == onboarding_fact.c.arrival_id)
        .where(is_new_since(since))
    )
    found: dict[int, set[str]] = {}
    for arrival_id, name in rows:
        found.setdefault(arrival_id, set()).add(name)
    return found
