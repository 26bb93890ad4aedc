"""Queries of profiles."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select, update

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.profiles.model import Field, Interests, Preferences, Told, Visibility
from bot.profiles.tables import profile_field, profile_interest, profile_preference

# Fields


def _own(table: Any, guild_id: int, member_id: int) -> Any:
    return and_(table.c.guild_id == guild_id, table.c.member_id == member_id)


async def told(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[Told]:
    """Return the fields somebody filled in, in no order; one of a later version is left out."""
    rows = await connection.execute(select(profile_field).where(_own(profile_field, guild_id, member_id)))
    return [
        Told(
            field=Field(row.field),
            value=row.value,
            visibility=Visibility(row.visibility),
            changed_at=row.changed_at,
        )
        for row in rows
        if row.field in set(Field)
    ]


async def tell(
    connection: AsyncConnection, *, guild_id: int, member_id: int, field: Field, value: str, at: datetime
) -> None:
    """Keep what somebody said; who sees it stays as it is, and is nobody at first."""
    values = {
        "guild_id": guild_id,
        "member_id": member_id,
        "field": field.value,
        "value": value,
        "visibility": Visibility.NOBODY.value,
        "changed_at": at,
    }
    key = ["guild_id", "member_id", "field"]
    await upsert(connection, profile_field, values, key=key, update=["value", "changed_at"])


async def show_to(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    field: Field,
    visibility: Visibility,
    at: datetime,
) -> bool:
    """Set who sees a field; return whether it is filled in."""
    done = await connection.execute(
        update(profile_field)
        .where(_own(profile_field, guild_id, member_id), profile_field.c.field == field.value)
        .values(visibility=visibility.value, changed_at=at)
    )
    return done.rowcount > 0


async def clear(
    connection: AsyncConnection, *, guild_id: int, member_id: int, fields: Collection[Field] | None = None
) -> int:
    """Delete some fields, or all with None; return how many there were."""
    statement = delete(profile_field).where(_own(profile_field, guild_id, member_id))
    if fields is not None:
        statement = statement.where(profile_field.c.field.in_([field.value for field in fields]))
    return (await connection.execute(statement)).rowcount


# Preferences


async def preferences(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Preferences:
    row = (
        await connection.execute(select(profile_preference).where(_own(profile_preference, guild_id, member_id)))
    ).one_or_none()
    if row is None:
        return Preferences()
    return Preferences(
        language=Language(row.language) if row.language in set(Language) else None,
        time_zone=row.time_zone,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
    )


async def prefer(
    connection: AsyncConnection, *, guild_id: int, member_id: int, changes: Mapping[str, Any], at: datetime
) -> None:
    """Set columns of somebody's preferences."""
    values = {"guild_id": guild_id, "member_id": member_id, **changes, "changed_at": at}
    key = ["guild_id", "member_id"]
    await upsert(connection, profile_preference, values, key=key, update=[*changes, "changed_at"])


async def languages(connection: AsyncConnection) -> dict[tuple[int, int], Language]:
    """Return everybody's chosen language, by server and member."""
    rows = await connection.execute(
        select(profile_preference.c.guild_id, profile_preference.c.member_id, profile_preference.c.language).where(
            profile_preference.c.language.is_not(None)
        )
    )
    return {
        (guild_id, member_id): Language(language) for guild_id, member_id, language in rows if language in set(Language)
    }


# Interests


async def interests(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Interests:
    role_ids = await connection.scalars(
        select(profile_interest.c.role_id).where(_own(profile_interest, guild_id, member_id))
    )
    first = await connection.scalar(
        select(profile_preference.c.interests_at).where(_own(profile_preference, guild_id, member_id))
    )
    return Interests(role_ids=frozenset(role_ids), first_chosen_at=first)


async def add_interest(
    connection: AsyncConnection, *, guild_id: int, member_id: int, role_id: int, at: datetime
) -> None:
    values = {"guild_id": guild_id, "member_id": member_id, "role_id": role_id, "chosen_at": at}
    await upsert(connection, profile_interest, values, key=["guild_id", "member_id", "role_id"])


async def drop_interests(
    connection: AsyncConnection, *, guild_id: int, member_id: int, role_ids: Collection[int]
) -> None:
    await connection.execute(
        delete(profile_interest).where(
            _own(profile_interest, guild_id, member_id), profile_interest.c.role_id.in_(list(role_ids))
        )
    )


async def mark_chosen(connection: AsyncConnection, *, guild_id: int, member_id: int, at: datetime) -> None:
    """Note when somebody first chose interests; a later choice changes nothing."""
    values = {"guild_id": guild_id, "member_id": member_id, "interests_at": at, "changed_at": at}
    await upsert(connection, profile_preference, values, key=["guild_id", "member_id"])
    await connection.execute(
        update(profile_preference)
        .where(_own(profile_preference, guild_id, member_id), profile_preference.c.interests_at.is_(None))
        .values(interests_at=at)
    )


async def interested(connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]) -> dict[int, datetime]:
    """Return who of these has chosen interests, with when they first did."""
    rows = await connection.execute(
        select(profile_preference.c.member_id, profile_preference.c.interests_at).where(
            profile_preference.c.guild_id == guild_id,
            profile_preference.c.member_id.in_(list(member_ids)),
            profile_preference.c.interests_at.is_not(None),
        )
    )
    return {row.member_id: row.interests_at for row in rows}
