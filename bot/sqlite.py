"""aiosqlite with one trip to its thread a statement, where SQLAlchemy's way with it makes four.

SQLAlchemy opens a cursor, executes, fetches all rows and closes the cursor, each by way of the connection's thread, and
BEGIN the same way. On a busy machine every trip waits for both threads' turns: most of the time of a short query. Here
a statement and its rows are one trip, and so is BEGIN with the first statement after it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


class Connection(aiosqlite.Connection):
    """To be awaited, as aiosqlite's own."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy does: a connection that was never closed must not keep the process
        self._begins = False

    def begin_with_next_statement(self) -> None:
        """Begin a transaction when there is something to read: until then it would see nothing and hold nothing."""
        self._begins = True

    def cursor(self) -> "Cursor":  # type: ignore[override]
        return Cursor(self)

    async def run(self, act: Callable[[sqlite3.Cursor], object]) -> "Result":
        """Let `act` execute something in the connection's thread, and return all that came of it."""
        begins, self._begins = self._begins, False
        result: Result = await self._execute(self._run, act, begins)  # type: ignore[no-untyped-call]
        return result

    def _run(self, act: Callable[[sqlite3.Cursor], object], begins: bool) -> "Result":
        cursor = self._conn.cursor()
        try:
            if begins:
                cursor.execute("BEGIN")
            act(cursor)
            rows = cursor.fetchall() if cursor.description else []
            return Result(rows, cursor)
        finally:
            cursor.close()

    async def commit(self) -> None:
        self._begins = False
        await super().commit()

    async def rollback(self) -> None:
        self._begins = False
        await super().rollback()


class Result:
    """What a statement brought, taken from its cursor before that was closed."""

    def __init__(self, rows: Sequence[Any], cursor: sqlite3.Cursor) -> None:
        self.rows = rows
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid


class Cursor:
    """The part of aiosqlite's cursor that SQLAlchemy uses; nothing but executing leaves the event loop."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        return self._take(await self._connection.run(lambda cursor: cursor.execute(sql, parameters)))

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> Self:
        return self._take(await self._connection.run(lambda cursor: cursor.executemany(sql, parameters)))

    def _take(self, result: Result) -> Self:
        self._rows = result.rows
        self.description, self.rowcount, self.lastrowid = result.description, result.rowcount, result.lastrowid
        return self

    async def fetchall(self) -> Sequence[Any]:
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        self._rows = ()


async def connect(path: str, *, busy_timeout_ms: int) -> aiosqlite.Connection:
    return await Connection(partial(sqlite3.connect, path, timeout=busy_timeout_ms / 1000))
