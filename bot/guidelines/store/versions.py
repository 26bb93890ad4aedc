"""Queries of versions and their rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.guidelines.model import Action, Published, Rule, Terms, Version, Wording
from bot.guidelines.tables import guideline_agreement, guideline_rule, guideline_text, guideline_version
from bot.i18n import Language

_PUBLISHED = guideline_version.c.published_at.is_not(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A version, without its rules."""

    id: int
    number: int


# Reading


async def current(connection: AsyncConnection, *, guild_id: int) -> Version | None:
    """Return the latest published version."""
    return await _one(connection, _of(guild_id).where(_PUBLISHED).order_by(guideline_version.c.number.desc()).limit(1))


async def published(connection: AsyncConnection, *, guild_id: int, number: int) -> Version | None:
    return await _one(connection, _of(guild_id).where(_PUBLISHED, guideline_version.c.number == number))


async def draft(connection: AsyncConnection, *, guild_id: int) -> Version | None:
    return await _one(connection, _of(guild_id).where(guideline_version.c.published_at.is_(None)))


async def lock_draft(connection: AsyncConnection, *, guild_id: int) -> Version | None:
    """Return the draft, which nobody else can change until this transaction ends."""
    # SQLite has one writer at a time anyway, and leaves FOR UPDATE out.
    await connection.execute(
        select(guideline_version.c.id)
        .where(guideline_version.c.guild_id == guild_id, guideline_version.c.published_at.is_(None))
        .with_for_update()
    )
    return await draft(connection, guild_id=guild_id)


async def latest_material(connection: AsyncConnection, *, guild_id: int) -> Marker | None:
    """Return the latest version everybody has to agree to."""
    return (await materials(connection, guild_ids=[guild_id])).get(guild_id)


async def materials(connection: AsyncConnection, *, guild_ids: Collection[int] | None = None) -> Mapping[int, Marker]:
    """Return the latest version everybody has to agree to, by server; of all servers where none are named."""
    query = (
        select(guideline_version.c.guild_id, guideline_version.c.id, guideline_version.c.number)
        .where(_PUBLISHED, guideline_version.c.material.is_(True))
        .order_by(guideline_version.c.number)
    )
    if guild_ids is not None:
        query = query.where(guideline_version.c.guild_id.in_(list(guild_ids)))
    # Later ones overwrite earlier ones.
    return {row.guild_id: Marker(id=row.id, number=row.number) for row in await connection.execute(query)}


async def is_published(connection: AsyncConnection, *, guild_id: int) -> bool:
    found = await connection.scalar(
        select(guideline_version.c.id).where(guideline_version.c.guild_id == guild_id, _PUBLISHED).limit(1)
    )
    return found is not None


async def guilds(connection: AsyncConnection) -> set[int]:
    """Return the servers that have published rules."""
    query = select(guideline_version.c.guild_id).where(_PUBLISHED).distinct()
    return {int(found) for found in await connection.scalars(query)}


async def count(connection: AsyncConnection, *, guild_id: int) -> int:
    """Return how many versions were published."""
    found = await connection.scalar(
        select(func.count()).select_from(guideline_version).where(guideline_version.c.guild_id == guild_id, _PUBLISHED)
    )
    return int(found or 0)


async def history(connection: AsyncConnection, *, guild_id: int, limit: int, offset: int) -> list[Published]:
    """Return published versions, latest first."""
    rules = (
        select(func.count())
        .select_from(guideline_rule)
        .where(guideline_rule.c.version_id == guideline_version.c.id)
        .scalar_subquery()
    )
    agreed = (
        select(func.count())
        .select_from(guideline_agreement)
        .where(guideline_agreement.c.version_id == guideline_version.c.id)
        .scalar_subquery()
    )
    query = (
        select(guideline_version, rules.label("rules"), agreed.label("agreed"))
        .where(guideline_version.c.guild_id == guild_id, _PUBLISHED)
        .order_by(guideline_version.c.number.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        Published(
            number=row.number,
            material=row.material,
            published_at=row.published_at,
            published_by_id=row.published_by_id,
            rules=row.rules,
            agreed=row.agreed,
        )
        for row in await connection.execute(query)
    ]


# Drafts


async def add_draft(connection: AsyncConnection, *, guild_id: int, number: int, by_id: int, at: datetime) -> int | None:
    """Begin a draft; None where there is one."""
    statement = (
        insert_into(guideline_version, connection)
        .values(
            guild_id=guild_id,
            number=number,
            material=False,
            created_by_id=by_id,
            created_at=at,
            changed_at=at,
            published_by_id=None,
            published_at=None,
        )
        .on_conflict_do_nothing()
        .returning(guideline_version.c.id)
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else int(row.id)


async def delete_draft(connection: AsyncConnection, *, version_id: int) -> None:
    await connection.execute(
        delete(guideline_version).where(
            guideline_version.c.id == version_id, guideline_version.c.published_at.is_(None)
        )
    )


async def touch(connection: AsyncConnection, *, version_id: int, at: datetime) -> None:
    await connection.execute(
        update(guideline_version).where(guideline_version.c.id == version_id).values(changed_at=at)
    )


async def publish(connection: AsyncConnection, *, version_id: int, material: bool, by_id: int, at: datetime) -> None:
    await connection.execute(
        update(guideline_version)
        .where(guideline_version.c.id == version_id, guideline_version.c.published_at.is_(None))
        .values(material=material, published_by_id=by_id, published_at=at, changed_at=at)
    )


async def last_key(connection: AsyncConnection, *, guild_id: int) -> int:
    """Return the highest key a rule of the server has, in whatever version; 0 without rules."""
    found = await connection.scalar(select(func.max(guideline_rule.c.key)).where(guideline_rule.c.guild_id == guild_id))
    return int(found or 0)


async def add_rule(
    connection: AsyncConnection, terms: Terms, *, guild_id: int, version_id: int, key: int, number: int
) -> None:
    row = (
        await connection.execute(
            insert(guideline_rule)
            .values(
                version_id=version_id,
                guild_id=guild_id,
                key=key,
                number=number,
                action=terms.penalty.action.value,
                action_minutes=terms.penalty.minutes,
            )
            .returning(guideline_rule.c.id)
        )
    ).one()
    await _add_wordings(connection, terms.wordings, rule_id=row.id)


async def change_rule(connection: AsyncConnection, terms: Terms, *, rule_id: int) -> None:
    await connection.execute(
        update(guideline_rule)
        .where(guideline_rule.c.id == rule_id)
        .values(action=terms.penalty.action.value, action_minutes=terms.penalty.minutes)
    )
    await connection.execute(delete(guideline_text).where(guideline_text.c.rule_id == rule_id))
    await _add_wordings(connection, terms.wordings, rule_id=rule_id)


async def _add_wordings(connection: AsyncConnection, wordings: Mapping[Language, Wording], *, rule_id: int) -> None:
    rows = [
        {"rule_id": rule_id, "language": language.value, "title": wording.title, "text": wording.text}
        for language, wording in wordings.items()
    ]
    await connection.execute(insert(guideline_text), rows)


async def delete_rule(connection: AsyncConnection, *, rule_id: int) -> None:
    await connection.execute(delete(guideline_rule).where(guideline_rule.c.id == rule_id))


async def renumber(connection: AsyncConnection, *, rule_ids: Sequence[int]) -> None:
    """Number rules of one version from 1, in this order."""
    # No two may have the same number at any moment: first out of the way, then to their places.
    await connection.execute(
        update(guideline_rule).where(guideline_rule.c.id.in_(list(rule_ids))).values(number=-guideline_rule.c.number)
    )
    for number, rule_id in enumerate(rule_ids, start=1):
        await connection.execute(update(guideline_rule).where(guideline_rule.c.id == rule_id).values(number=number))


# Rows


def _of(guild_id: int) -> Select[Any]:
    return select(guideline_version).where(guideline_version.c.guild_id == guild_id)


async def _one(connection: AsyncConnection, query: Select[Any]) -> Version | None:
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return Version(
        id=row.id,
        guild_id=row.guild_id,
        number=row.number,
        material=row.material,
        created_by_id=row.created_by_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
        published_by_id=row.published_by_id,
        published_at=row.published_at,
        rules=await _rules(connection, row.id),
    )


async def _rules(connection: AsyncConnection, version_id: int) -> tuple[Rule, ...]:
    query = (
        select(guideline_rule, guideline_text.c.language, guideline_text.c.title, guideline_text.c.text)
        .join_from(guideline_rule, guideline_text, guideline_text.c.rule_id == guideline_rule.c.id)
        .where(guideline_rule.c.version_id == version_id)
        .order_by(guideline_rule.c.number, guideline_text.c.language)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in await connection.execute(query):
        found.setdefault(row.id, []).append(row)
    return tuple(_rule(rows) for rows in found.values())


def _rule(rows: Sequence[Row[Any]]) -> Rule:
    first = rows[0]
    return Rule(
        id=first.id,
        key=first.key,
        number=first.number,
        action=Action(first.action),
        action_minutes=first.action_minutes,
        wordings={Language(row.language): Wording(title=row.title, text=row.text) for row in rows},
    )
