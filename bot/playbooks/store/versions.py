"""Queries of what servers have made of playbooks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.playbooks.builtin import of_content
from bot.playbooks.model import Edition
from bot.playbooks.tables import playbook_version

_version = playbook_version.c

OWN = "own-"
"""What the keys of a server's own playbooks begin with."""


async def latest(connection: AsyncConnection, *, guild_id: int) -> dict[tuple[str, Language], Edition]:
    """Return the latest version of every playbook that was changed or added, by key and language."""
    newest = (
        select(_version.key, _version.language, func.max(_version.number).label("number"))
        .where(_version.guild_id == guild_id)
        .group_by(_version.key, _version.language)
        .subquery()
    )
    rows = await connection.execute(
        select(playbook_version)
        .join(
            newest,
            (newest.c.key == _version.key)
            & (newest.c.language == _version.language)
            & (newest.c.number == _version.number),
        )
        .where(_version.guild_id == guild_id)
        .order_by(_version.id)
    )
    return {(row.key, Language(row.language)): _edition(row) for row in rows}


async def history(
    connection: AsyncConnection, *, guild_id: int, key: str, language: Language, limit: int = 25
) -> list[Edition]:
    """Return the versions of a playbook in a language, latest first."""
    rows = await connection.execute(
        select(playbook_version)
        .where(_version.guild_id == guild_id, _version.key == key, _version.language == language)
        .order_by(_version.number.desc())
        .limit(limit)
    )
    return [_edition(row) for row in rows]


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    key: str,
    language: Language,
    number: int,
    content: Mapping[str, Any] | None,
    by_id: int,
    at: datetime,
) -> None:
    await connection.execute(
        insert(playbook_version).values(
            guild_id=guild_id,
            key=key,
            language=language.value,
            number=number,
            content=None if content is None else dict(content),
            changed_by_id=by_id,
            changed_at=at,
        )
    )


async def next_own_key(connection: AsyncConnection, *, guild_id: int) -> str:
    """Return a key that no playbook of the server ever had."""
    known = await connection.scalars(
        select(_version.key).where(_version.guild_id == guild_id, _version.key.startswith(OWN)).distinct()
    )
    numbers = [int(key.removeprefix(OWN)) for key in known]
    return f"{OWN}{max(numbers, default=0) + 1}"


def _edition(row: Any) -> Edition:
    return Edition(
        number=row.number,
        playbook=None if row.content is None else of_content(row.content),
        changed_by_id=row.changed_by_id,
        changed_at=row.changed_at,
    )
