"""Many rows at once, as the driver takes them: a statement made by SQLAlchemy once, and tuples.

For the hot path only. SQLAlchemy turns each row's dictionary into the driver's parameters by itself, which costs
6–20 µs a row where SQLite needs 3 to write it (measured); in a flood that was most of what a message cost.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Table

from bot.db import insert_into
from bot.engine import AsyncConnection

Change = Callable[[Any, Any], Mapping[str, Any]]
"""From the table's columns and those of the row that is there already (`excluded`) to what becomes of it."""


class Bulk:
    """An INSERT of rows given as tuples in the order of `names`; `change` says what happens where one is there.

    Without `key` such a row is left as it is; without `change` too.
    """

    def __init__(self, table: Table, names: Sequence[str], *, key: Sequence[str] = (), change: Change | None = None):
        self._table = table
        self._names = tuple(names)
        self._key = list(key)
        self._change = change
        self._made: dict[str, tuple[str, list[tuple[int, Callable[[Any], Any]]]]] = {}

    async def run(self, connection: AsyncConnection, rows: Sequence[tuple[Any, ...]]) -> int:
        """Write the rows; returns how many were inserted or changed."""
        if not rows:
            return 0
        made = self._made.get(connection.dialect.name)
        if made is None:
            made = self._made[connection.dialect.name] = self._make(connection)
        sql, processors = made
        if processors:
            rows = _processed(rows, processors)
        return (await connection.exec_driver_sql(sql, rows)).rowcount

    def _make(self, connection: AsyncConnection) -> tuple[str, list[tuple[int, Callable[[Any], Any]]]]:
        statement = insert_into(self._table, connection)
        if self._change is None:
            statement = statement.on_conflict_do_nothing(index_elements=self._key or None)
        else:
            changed = self._change(self._table.c, statement.excluded)
            statement = statement.on_conflict_do_update(index_elements=self._key, set_=changed)
        compiled: Any = statement.compile(dialect=connection.dialect, column_keys=list(self._names))
        order = tuple(compiled.positiontup)
        if order != self._names:
            raise ValueError(f"the statement takes {order}, not {self._names}: the table's order, constants as text()")
        return str(compiled), _processors(self._table, self._names, connection.dialect)


def _processors(table: Table, names: Sequence[str], dialect: Dialect) -> list[tuple[int, Callable[[Any], Any]]]:
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for index, name in enumerate(names):
        processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if processor is not None:
            # Days and the moment of writing are the same in most rows.
            found.append((index, lru_cache(maxsize=128)(processor)))
    return found


def _processed(
    rows: Sequence[tuple[Any, ...]], processors: Sequence[tuple[int, Callable[[Any], Any]]]
) -> Sequence[tuple[Any, ...]]:
    if len(processors) == 1:
        ((at, processor),) = processors
        return [(*row[:at], processor(row[at]), *row[at + 1 :]) for row in rows]
    found = []
    for row in rows:
        values = list(row)
        for at, processor in processors:
            values[at] = processor(values[at])
        found.append(tuple(values))
    return found
