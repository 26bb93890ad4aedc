"""The product's own database, made quicker for tests that don't ask what threads and disks do.

Most of the time of a test in a community is its database's. What is spared here, and what stays as it is in a running
bot: every statement is still awaited, and lets all other tasks have their turn; only the second thread it was executed
in, and waking both, is spared. Commits don't wait for the disk. Compiled statements are kept from one test to the next,
as they are from one query to the next in a bot: they depend on nothing but the statement and SQLite.

A test that is about these very things is marked `real_database`; `--real-database` does without all this everywhere.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import URL

from bot import db, sqlite
from bot.engine import AsyncEngine

Work = tuple[asyncio.Future[Any] | None, Callable[[], Any]]


# Not a loop's own `call_soon`: SimCord's hook there would take the database's work for the bot's.
_call_soon: Any = asyncio.BaseEventLoop.call_soon


class _Turns:
    """Stands in for the queue of a connection's thread: each piece of work is done when the event loop comes to it."""

    def put_nowait(self, work: Work) -> None:
        future, act = work
        if future is None:  # a connection nobody closed, outside of any loop
            act()
            return
        _call_soon(future.get_loop(), _do, future, act, context=Context())


def _do(future: asyncio.Future[Any], act: Callable[[], Any]) -> None:
    # Who was cancelled meanwhile has the work done all the same, as by a thread.
    try:
        result = act()
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the work
        if not future.done():
            future.set_exception(error)
    else:
        if not future.done():
            future.set_result(result)


class _NoThread:
    daemon = True

    def start(self) -> None:
        pass


class QuickConnection(sqlite.Connection):
    """A connection whose statements are executed in the event loop's own thread, one a turn."""

    def __init__(self, connector: Callable[[], Any]) -> None:
        super().__init__(connector)
        self._tx: Any = _Turns()
        self._thread: Any = _NoThread()


_known: dict[str, Engine] = {}
"""By driver: the engine whose dialect and compiled statements the later ones share."""


def _share(engine: Engine) -> None:
    known = _known.get(engine.driver)
    if known is None or getattr(known.dialect, "server_version_info", None) is None:  # it was never connected
        _known[engine.driver] = engine
        return
    engine.dialect = engine.pool._dialect = known.dialect
    engine._compiled_cache = known._compiled_cache


def _without_disk(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


@contextmanager
def quick_databases() -> Iterator[None]:
    """Make the databases that are opened meanwhile quick ones."""
    create, connection = db._create_engine, sqlite.Connection

    def create_quickly(url: URL) -> AsyncEngine:
        engine = create(url)
        if url.get_backend_name() == "sqlite":
            _share(engine.sync_engine)
            event.listen(engine.sync_engine, "connect", _without_disk)
        return engine

    db._create_engine = create_quickly
    sqlite.Connection = QuickConnection  # type: ignore[misc]
    try:
        yield
    finally:
        db._create_engine, sqlite.Connection = create, connection  # type: ignore[misc]
