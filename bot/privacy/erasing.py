"""Erasing a member: their rows are deleted, or stay without them; what is others' stays as it is.

All of it is one transaction, in which nothing of activity is written, so that no message of a moment ago brings a row
back. Only where a part has very many rows of the member (years of points) are those taken away before, a few thousand
at a time, so that nobody waits for seconds to write; a mark says that it is under way, and the next process ends it.
"""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    String,
    Table,
    and_,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database, upsert
from bot.due import due_row
from bot.engine import AsyncConnection
from bot.onboarding.newcomers import FORGET_ROLE
from bot.points.privacy import ERASED_HERE
from bot.points.rules import FORGET_ROLES
from bot.privacy.catalogue import MemberTable, member_tables
from bot.privacy.model import BulkyPart, Erased, ForgetMember, Guard, Part, Why
from bot.privacy.showing import Showing
from bot.privacy.tables import privacy_erasure, privacy_pending
from bot.search.index import SearchIndex
from bot.tables import all_tables

BULKY_FROM = 5_000
"""Rows of a part from which on they are taken away beforehand."""
AT_ONCE = 1_000
"""Rows in one transaction then: some 30 ms, for which other writers wait."""

ENDS_BY_ITSELF = (FORGET_ROLES, FORGET_ROLE)
"""Kinds of due rows that are part of erasing: they name the member until they are done, and go then."""

NOBODY = "@…"
"""What stands in place of a mention of somebody who was erased."""
SENTENCE_FROM = 40
"""Columns that take fewer characters hold names of ours, not what people wrote."""

Progress = Callable[[], None]


class Erasing:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        activity: Activity,
        showing: Showing,
        index: SearchIndex,
        parts: Sequence[Part],
    ) -> None:
        self._database = database
        self._clock = clock
        self._activity = activity
        self._showing = showing
        self._index = index
        self.parts = parts
        self.guards: list[Guard] = []
        """Asked, in order, before somebody is erased at their own wish."""
        self.afterwards: list[ForgetMember] = [activity.forget]
        """What drops memory of a member; features add theirs in `app.py`."""
        self._one_at_a_time = asyncio.Lock()

    async def check(self, *, guild_id: int, member_id: int) -> None:
        """Raise the UserError of whatever keeps a member from being erased now."""
        async with self._database.read() as connection:
            for guard in self.guards:
                await guard(connection, guild_id, member_id)

    async def erase(self, *, guild_id: int, member_id: int) -> Erased:
        """Erase a member at their own wish; somebody who isn't known is no error. Raises what a guard raises."""
        await self.check(guild_id=guild_id, member_id=member_id)
        return await self.carry_out(guild_id=guild_id, member_id=member_id, why=Why.MEMBER)

    async def carry_out(self, *, guild_id: int, member_id: int, why: Why, logged: bool = True) -> Erased:
        """Erase a member, asking nobody. Returns when everything is gone."""
        async with self._one_at_a_time:
            outlook = await self._showing.outlook(guild_id=guild_id, member_id=member_id)
            await self._erase_bulk(guild_id=guild_id, member_id=member_id, why=why)
            mentioned = await self._mentions(guild_id=guild_id, member_id=member_id)
            now = self._clock()
            async with self._activity.holding_still():
                async with self._database.write() as connection:
                    await self._erase_all(connection, guild_id=guild_id, member_id=member_id)
                    for column, keys in mentioned:
                        await _unname(connection, column, keys, member_id=member_id)
                    if logged and outlook.rows:
                        await log_erasure(connection, guild_id=guild_id, why=why, rows=outlook.rows, at=now)
                for forget in self.afterwards:
                    forget(guild_id, member_id)
            await self._clear_away(guild_id)
        return Erased(rows=outlook.rows, at=now)

    async def resume(self) -> int:
        """End what a process that died had begun; returns for how many members."""
        async with self._database.read() as connection:
            pending = (await connection.execute(select(privacy_pending))).all()
        for row in pending:
            await self.carry_out(guild_id=row.guild_id, member_id=row.member_id, why=Why(row.why))
        return len(pending)

    # Beforehand, in several transactions

    async def _erase_bulk(self, *, guild_id: int, member_id: int, why: Why) -> None:
        for part in self.parts:
            if not isinstance(part, BulkyPart):
                continue
            async with self._database.read() as connection:
                rows = await part.bulk(connection, guild_id=guild_id, member_id=member_id)
            if rows > BULKY_FROM:
                await self._mark(guild_id=guild_id, member_id=member_id, why=why)
                while await self._trim(part, guild_id=guild_id, member_id=member_id) == AT_ONCE:
                    pass

    async def _mark(self, *, guild_id: int, member_id: int, why: Why) -> None:
        values = {"guild_id": guild_id, "member_id": member_id, "why": why.value, "requested_at": self._clock()}
        async with self._database.write() as connection:
            await upsert(connection, privacy_pending, values, key=["guild_id", "member_id"])

    async def _trim(self, part: BulkyPart, *, guild_id: int, member_id: int) -> int:
        async with self._database.write() as connection:
            return await part.trim(connection, guild_id=guild_id, member_id=member_id, limit=AT_ONCE)

    async def _mentions(self, *, guild_id: int, member_id: int) -> list[tuple[Column[Any], list[Any]]]:
        """Return where a member is mentioned in what others wrote: column, and keys of the rows.

        Looked for beforehand: no index helps with that, and nobody should wait to write meanwhile.
        """
        found: list[tuple[Column[Any], list[Any]]] = []
        async with self._database.read() as connection:
            for column in _written_by_people():
                table = column.table
                such = or_(*(column.contains(mention, autoescape=True) for mention in _mentions_of(member_id)))
                rows = await connection.execute(
                    select(*table.primary_key.columns).where(table.c.guild_id == guild_id, such)
                )
                if keys := [tuple(row) for row in rows]:
                    found.append((column, keys))
        return found

    async def _clear_away(self, guild_id: int) -> None:
        """Have nothing left of erased words in the file either, which every backup is a copy of."""
        more = True
        while more:
            async with self._database.write() as connection:
                more = await self._index.clear_away(connection, guild_id=guild_id)

    # In one transaction

    async def _erase_all(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        # Before the parts plan rows of their own.
        await _forget_due_rows(connection, guild_id=guild_id, member_id=member_id)
        for part in self.parts:
            await part.forget(connection, guild_id=guild_id, member_id=member_id)
        for entry in reversed(member_tables()):
            await _erase_columns(connection, entry, guild_id=guild_id, member_id=member_id)


async def log_erasure(
    connection: AsyncConnection, *, guild_id: int, why: Why, rows: int, at: datetime, kind: str | None = None
) -> None:
    """Note how much was erased, and why; not whose it was."""
    await connection.execute(
        insert(privacy_erasure).values(guild_id=guild_id, why=why.value, kind=kind, rows=rows, happened_at=at)
    )


async def _erase_columns(connection: AsyncConnection, entry: MemberTable, *, guild_id: int, member_id: int) -> None:
    table = entry.table
    for column in (*entry.erased_by("delete"), *entry.erased_by("forget")):
        if (table.name, column.name) in ERASED_HERE:
            continue
        such = and_(table.c.guild_id == guild_id, column == member_id)
        if column.info["erase"] == "delete":
            await connection.execute(delete(table).where(such))
        else:
            await connection.execute(update(table).where(such).values({column.name: None}))


async def _forget_due_rows(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Delete what is due, or was, about a member by their id: in what it carries, or as its subject."""
    digits = re.compile(rf"(?<!\d){member_id}(?!\d)")
    rows = await connection.execute(
        select(due_row.c.id, due_row.c.subject_id, due_row.c.payload, due_row.c.failure).where(
            due_row.c.guild_id == guild_id,
            due_row.c.kind.not_in(ENDS_BY_ITSELF),
            or_(
                due_row.c.subject_id == member_id,
                cast(due_row.c.payload, String).contains(str(member_id)),
                due_row.c.failure.contains(str(member_id)),
            ),
        )
    )
    ids = [
        row.id
        for row in rows
        if row.subject_id == member_id or digits.search(json.dumps(row.payload)) or digits.search(row.failure or "")
    ]
    if ids:
        await connection.execute(delete(due_row).where(due_row.c.id.in_(ids)))


def _written_by_people() -> list[Column[Any]]:
    """Return every column of text that may mention somebody. Questions have theirs changed by their part: its index."""
    return [
        column
        for table in all_tables().sorted_tables
        if "guild_id" in table.c and table.name != "question"
        for column in table.c
        if _holds_sentences(table, column)
    ]


def _holds_sentences(table: Table, column: Column[Any]) -> bool:
    return (
        isinstance(column.type, String)
        and not isinstance(column.type, JSON)
        and not column.primary_key
        and column.info.get("export", True)
        and table is not due_row
        and (column.type.length is None or column.type.length >= SENTENCE_FROM)
    )


def _mentions_of(member_id: int) -> tuple[str, str]:
    return f"<@{member_id}>", f"<@!{member_id}>"


async def _unname(connection: AsyncConnection, column: Column[Any], keys: Sequence[Any], *, member_id: int) -> None:
    """Take the mentions of a member out of a text. A row that was deleted meanwhile is no matter."""
    one, other = _mentions_of(member_id)
    without: Any = func.replace(func.replace(column, one, NOBODY), other, NOBODY)
    key = tuple_(*column.table.primary_key.columns)
    for start in range(0, len(keys), 200):
        await connection.execute(
            update(column.table).where(key.in_(keys[start : start + 200])).values({column.name: without})
        )
