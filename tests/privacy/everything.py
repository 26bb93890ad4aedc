"""Rows in every table there is, for tests that must not forget one: made from the tables, so a new one is in it, too."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, String, Table, insert

from bot.db import Database, UtcDateTime
from bot.engine import AsyncConnection
from bot.privacy.catalogue import member_tables
from bot.tables import all_tables

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)

NOT_FILLED = frozenset({"alembic_version", "search_table", "search_vector", "process_state", "gateway_position"})

FITTING: dict[str, dict[str, Any]] = {
    "question": {
        "state": "open",
        "anonymous": False,
        "answer_message_id": None,
        "close_reason": None,
        "source": "ask",
        "first_answer_side": "member",
        "answerer_side": "member",
        "accepted_as": "staff",
        "deleted_at": None,
    },
    "survey": {
        "kind": "survey",
        "state": "closed",
        "audience": "all",
        "anonymous": False,
        "sealed_secret": None,
    },
    "survey_question": {"kind": "single"},
    "survey_response": {"finished": True, "sealed": None},
    "event_attendance_import": {"matched": "[]"},
    "due_row": {"state": "open", "payload": {}},
    "moderation_case": {
        "act": "warn",
        "state": "ended",
        "origin": "command",
        "severity": "normal",
        "told": "none",
        "acted": "none",
        "removed": "none",
    },
    "moderation_evidence": {"attachments": []},
    "report": {"side": "member", "concern": "other", "state": "resolved"},
    "report_voice": {"concern": "other"},
    "report_draft": {"attachments": []},
    "appeal": {"state": "upheld"},
}
"""What tables insist on."""


class Filler:
    """Inserts rows in which every column has a value of its own."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._number = count(1_000_000)
        self._rows: dict[tuple[str, int], list[Any]] = {}
        self._turns: defaultdict[tuple[str, int], Iterator[int]] = defaultdict(count)
        """Whose turn it is to be a parent: some rows want one of their own."""

    async def fill(self, guild_id: int, members: Sequence[int]) -> int:
        """Insert, in every table, a row for each member column and member; returns how many."""
        rows = 0
        columns = {entry.name: entry.columns for entry in member_tables()}
        for table in all_tables().sorted_tables:
            if table.name in NOT_FILLED or _of_another_owner(table):
                continue
            for members_of_row in _castings(columns.get(table.name, ()), members):
                await self._insert(table, guild_id, members_of_row)
                rows += 1
        return rows

    async def _insert(self, table: Table, guild_id: int, cast: dict[str, int]) -> None:
        fitting = FITTING.get(table.name, {})
        values = {
            column.name: fitting[column.name]
            if column.name in fitting
            else cast[column.name]
            if column.name in cast
            else self._value(column, guild_id)
            for column in table.c
        }
        await self._connection.execute(insert(table).values(**values))
        if len(table.primary_key.columns) == 1:
            [key] = table.primary_key.columns
            self._rows.setdefault((table.name, guild_id), []).append(values[key.name])

    def _value(self, column: Column[Any], guild_id: int) -> Any:
        number = next(self._number)
        if column.foreign_keys:
            [key] = column.foreign_keys
            if key.column.table is column.table:
                return None
            parents = self._rows[key.column.table.name, guild_id]
            return parents[next(self._turns[str(column), guild_id]) % len(parents)]
        names = column.info.get("names")
        if column.name == "guild_id":
            return guild_id
        if names == "member":
            return None if column.nullable else 999
        if isinstance(column.type, UtcDateTime):
            return AT
        if isinstance(column.type, Date):
            return date(2026, 1, 1 + number % 28)
        if isinstance(column.type, Boolean):
            return False
        if isinstance(column.type, JSON):
            return [number]
        if isinstance(column.type, LargeBinary):
            return b""
        if isinstance(column.type, String):
            return f"t{number}"[-(column.type.length or 100) :]
        assert isinstance(column.type, Integer), column
        return number


def _of_another_owner(table: Table) -> bool:
    """Whether a row of it can't be made without one that the filler may have given another key already."""
    keys = [column for column in table.primary_key.columns if column.foreign_keys]
    return (
        len(keys) == len(table.primary_key.columns) == 1 and "guild_id" in table.c and len(member_columns(table)) == 0
    )


def member_columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.info.get("names") == "member"]


def _castings(columns: Sequence[Column[Any]], members: Sequence[int]) -> Iterator[dict[str, int]]:
    """Yield who stands in which column: each member in each column, with another in those that need one."""
    if not columns:
        yield {}
        return
    for index, member_id in enumerate(members):
        other_id = members[(index + 1) % len(members)]
        for chosen in columns:
            yield {
                column.name: member_id if column is chosen else other_id
                for column in columns
                if column is chosen or not column.nullable
            }


async def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of the file, those of the search included, as SQLite has them."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    async with database.read() as connection:
        names = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in names.all():
            rows = (await connection.exec_driver_sql(f'SELECT * FROM "{name}"')).all()
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found


async def columns_of(database: Database, table: str) -> list[str]:
    async with database.read() as connection:
        rows = await connection.exec_driver_sql(f'PRAGMA table_info("{table}")')
        return [row[1] for row in rows.all()]


async def places_of(database: Database, what: str | int) -> list[tuple[str, str]]:
    """Return table and column of everything that holds a number or a text, also inside of longer texts."""
    whole = re.compile(rf"(?<![0-9a-f]){re.escape(str(what))}(?![0-9a-f])")
    found: list[tuple[str, str]] = []
    for table, rows in (await dump(database)).items():
        names = await columns_of(database, table)
        for row in rows:
            found += [(table, name) for name, value in zip(names, row, strict=True) if whole.search(_text_of(value))]
    return sorted(set(found))


def _text_of(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
