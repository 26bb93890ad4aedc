"""Queries for export and erasure: what of questions is one member's."""

from typing import Any

from sqlalchemy import delete, func, or_, select, update

from bot.due import State, due_row
from bot.engine import AsyncConnection
from bot.questions import rules
from bot.questions.tables import question

TEXTS = ("title", "body", "answer_text", "close_note")
NOBODY = "@…"
"""What stands in place of a mention of somebody who was erased."""


async def anonymous(connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> list[dict[str, Any]]:
    """Return the rows of somebody's anonymous questions, without what recognises them."""
    shown = [column for column in question.c if column.info.get("export", True)]
    found = await connection.execute(
        select(*shown)
        .where(question.c.guild_id == guild_id, question.c.author_fingerprint == fingerprint)
        .order_by(question.c.id)
    )
    return [dict(row._mapping) for row in found]


async def shown_on_cards(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Return the questions whose card names a member."""
    found = await connection.scalars(
        select(question.c.id).where(
            question.c.guild_id == guild_id,
            question.c.deleted_at.is_(None),
            or_(*(question.c[name] == member_id for name in ("asker_id", "answerer_id", "claimed_by_id"))),
        )
    )
    return list(found)


async def release_claims(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Let others take the questions a member has taken."""
    own = (question.c.guild_id == guild_id, question.c.claimed_by_id == member_id)
    claimed = select(question.c.id).where(*own)
    await connection.execute(
        delete(due_row).where(
            due_row.c.kind == rules.UNCLAIM, due_row.c.state == State.OPEN, due_row.c.subject_id.in_(claimed)
        )
    )
    await connection.execute(update(question).where(*own).values(claimed_by_id=None, claimed_until=None))


async def unname(connection: AsyncConnection, *, guild_id: int, member_id: int) -> set[int]:
    """Take mentions of a member out of others' questions; returns which were changed."""
    changed: set[int] = set()
    for name in TEXTS:
        column = question.c[name]
        for mention in (f"<@{member_id}>", f"<@!{member_id}>"):
            found = await connection.scalars(
                update(question)
                .where(question.c.guild_id == guild_id, column.contains(mention, autoescape=True))
                .values({name: func.replace(column, mention, NOBODY)})
                .returning(question.c.id)
            )
            changed.update(found)
    return changed
