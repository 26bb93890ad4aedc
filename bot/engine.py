"""SQLAlchemy's engine for the event loop: its connections, with methods to be awaited.

What `sqlalchemy.ext.asyncio` does, as far as it is used here and by the same means. That package imports SQLAlchemy's
ORM: 6 MB and 80 ms of every start for something there is none of here, so only type checkers may know it.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable, ScalarResult, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.util import greenlet_spawn

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Rows = CursorResult[*tuple[Any, ...]]
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class AsyncConnection:
    """A connection of an `AsyncEngine`; what a statement brings is all there when it has been awaited."""

    def __init__(self, sync_connection: Connection) -> None:
        self._sync = sync_connection

    @property
    def dialect(self) -> Dialect:
        return self._sync.dialect

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[None]:
        """Begin a transaction that is committed on leaving, rolled back on any error."""
        transaction = await greenlet_spawn(self._sync.begin)
        transaction.__enter__()
        try:
            yield
        except BaseException:
            await greenlet_spawn(transaction.__exit__, *sys.exc_info())
            raise
        await greenlet_spawn(transaction.__exit__, None, None, None)

    async def execute(self, statement: Executable, parameters: Parameters = None) -> Rows:
        return await greenlet_spawn(self._sync.execute, statement, parameters)

    async def scalar(self, statement: Executable, parameters: Parameters = None) -> Any:
        """Return the first column of the first row, or None."""
        return (await self.execute(statement, parameters)).scalar()

    async def scalars(self, statement: Executable, parameters: Parameters = None) -> ScalarResult[Any]:
        """Return the first column of every row."""
        return (await self.execute(statement, parameters)).scalars()

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> Rows:
        return await greenlet_spawn(self._sync.exec_driver_sql, statement, parameters)

    async def run_sync(self, act: Callable[[Connection, *Ts], T], *args: *Ts) -> T:
        """Let `act` use SQLAlchemy's own connection, which waits for the event loop by itself."""
        return await greenlet_spawn(act, self._sync, *args)


class AsyncEngine:
    def __init__(self, sync_engine: Engine) -> None:
        self.sync_engine = sync_engine

    @asynccontextmanager
    async def connect(self, **execution_options: Any) -> AsyncIterator[AsyncConnection]:
        """Take a connection from the pool, and give it back on leaving."""
        connection = await greenlet_spawn(self.sync_engine.connect)
        try:
            yield AsyncConnection(connection.execution_options(**execution_options))
        finally:
            await _to_the_end(greenlet_spawn(connection.close))

    async def dispose(self) -> None:
        """Close the connections nobody uses now."""
        await greenlet_spawn(self.sync_engine.dispose)


def create_async_engine(url: URL, *, connect: Callable[[], Awaitable[Any]] | None = None) -> AsyncEngine:
    """Return the engine of `url`, whose driver is an asynchronous one; `connect` opens the driver's connections."""

    def creator() -> Any:
        dbapi: Any = engine.dialect.dbapi
        return dbapi.connect(async_creator_fn=connect)

    # hide_parameters: what people wrote must not reach the log by way of an error message
    options: dict[str, Any] = {} if connect is None else {"creator": creator}
    engine = create_engine(url, hide_parameters=True, **options)
    return AsyncEngine(engine)


async def _to_the_end(ending: Coroutine[Any, Any, None]) -> None:
    """Await something that must not be left half-way; being cancelled meanwhile counts afterwards."""
    task = asyncio.create_task(ending)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    task.result()
    if cancelled is not None:
        raise cancelled
