"""The database: engine, transactions and the column types that carry our rules.

`read()` gives a connection in a transaction that sees one moment; `write()` one that may change things. On SQLite all
writes of the process pass one lock and start with BEGIN IMMEDIATE: the driver's default start lost 195 of 200
concurrent read-then-write updates without an error, and a plain BEGIN gave "database is locked" 193 times.
Inside `write()` Discord is never awaited: every other writer waits meanwhile.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, MetaData, Table, TypeDecorator, event
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot import sqlite
from bot.engine import AsyncConnection, AsyncEngine, create_async_engine
from bot.errors import UserError

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 5_000
"""How long a write waits for another process (a backup, an operator's shell) before it fails."""
EMPTY_LOG_TIMEOUT_SECONDS = 1.0
"""Others can't write meanwhile: rather it is tried again."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""A row's own number: SQLite counts up by itself only for INTEGER."""

Erase = Literal["delete", "forget", "keep"]
"""What erasing a member does to the row: delete it, forget who it was (NULL), or keep it as it is."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware, in UTC. A naive value is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was given; times are aware UTC here")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def member_column(name: str, *args: Any, erase: Erase, **kwargs: Any) -> Column[Any]:
    """A column that names a member, and what erasing that member does to its row. Export and erasure read this.

    Columns of the same rows that nobody should be given (fingerprints, seals) have `info={"export": False}`.
    """
    kwargs.setdefault("nullable", erase == "forget")
    return Column(name, BigInteger, *args, info={"names": "member", "erase": erase}, **kwargs)


def discord_column(name: str, *args: Any, names: str, **kwargs: Any) -> Column[Any]:
    """A column that holds a Discord id which is no member's: `names` says whose (server, channel, message, role …)."""
    kwargs.setdefault("nullable", False)
    return Column(name, BigInteger, *args, info={"names": names}, **kwargs)


class DatabaseClosed(RuntimeError):
    """A transaction was asked for after `close()`."""


class NestedWrite(RuntimeError):
    """A write was opened inside a write of the same task: it would wait for itself for ever."""


class StorageTrouble(UserError):
    """The database can't be written or read now. Nothing was changed; it may work again later."""

    message = "error-storage"

    def __str__(self) -> str:
        """Return what the database said, for the log."""
        return str(getattr(self.__cause__, "orig", None) or type(self).__name__)


class StorageFull(StorageTrouble):
    """There is no room left on the disk."""

    message = "error-storage-full"


class StorageBusy(StorageTrouble):
    """Another process holds the database for longer than `BUSY_TIMEOUT_MS`."""

    message = "error-storage-busy"


# SQLite's result codes (sqlite.org/rescode.html); the extended ones have theirs in the lowest byte.
_TROUBLE: dict[int, type[StorageTrouble]] = {
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_BUSY: StorageBusy,
    sqlite3.SQLITE_LOCKED: StorageBusy,
    sqlite3.SQLITE_IOERR: StorageTrouble,
    sqlite3.SQLITE_READONLY: StorageTrouble,
    sqlite3.SQLITE_CANTOPEN: StorageTrouble,
}


@contextmanager
def _trouble_explained() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        trouble = _trouble_of(error)
        if trouble is None:
            raise
        log.warning("the database can't be used: %s", error.orig)
        raise trouble from error


def _trouble_of(error: DBAPIError) -> type[StorageTrouble] | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else _TROUBLE.get(code & 0xFF)


_writing: ContextVar[asyncio.Task[Any] | None] = ContextVar("engawa_writing", default=None)


def async_url(url: str) -> URL:
    """Return `url` with the asynchronous driver we use: `sqlite:///…` becomes `sqlite+aiosqlite:///…`."""
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
    backend = parsed.get_backend_name()
    return parsed.set(drivername=drivers.get(backend, parsed.drivername))


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite URL, or None where the database is no file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


class Database:
    """One database for the life of the process."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = sqlite_path(url)
        self._sqlite = async_url(url).get_backend_name() == "sqlite"
        self.engine = _create_engine(async_url(url))
        self._write_lock = asyncio.Lock()
        self._was_busy = False
        """Whether the latest write waited in vain."""
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        with _Counted(self), _trouble_explained():
            async with self.engine.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction that is committed on leaving, rolled back on any error.

        Raises NestedWrite inside another write of the same task, and StorageTrouble where nothing can be written.
        """
        self.refuse_inside_write()
        task = asyncio.current_task()
        with _Counted(self), _trouble_explained():
            if not self._sqlite:
                async with self._begin_write(task) as connection:
                    yield connection
                return
            async with self._my_turn(), self._begin_write(task) as connection:
                self._was_busy = False
                yield connection

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        """Hold the one lock of all writes."""
        asked_at = asyncio.get_running_loop().time()
        async with self._write_lock:
            self._refuse_who_waited(asked_at)
            try:
                yield
            except DBAPIError as error:
                self._was_busy = _trouble_of(error) is StorageBusy
                raise

    def _refuse_who_waited(self, asked_at: float) -> None:
        """Raise StorageBusy for a writer who waited while the one before did in vain.

        Were each to wait for itself, the tenth of those who ask at once would be told after a minute.
        """
        waited = asyncio.get_running_loop().time() - asked_at
        if self._was_busy and waited * 1000 >= BUSY_TIMEOUT_MS / 2:
            raise StorageBusy

    def refuse_inside_write(self) -> None:
        """Raise NestedWrite where this task is writing: for whoever lets another task write and waits for it."""
        if _writing.get() is asyncio.current_task():
            raise NestedWrite("write() inside write(): pass the connection on instead")

    @asynccontextmanager
    async def _begin_write(self, task: asyncio.Task[Any] | None) -> AsyncIterator[AsyncConnection]:
        token = _writing.set(task)
        try:
            async with self.engine.connect(engawa_write=True) as connection, connection.begin():
                yield connection
        finally:
            _writing.reset(token)

    async def empty_log(self) -> bool:
        """Bring SQLite's log into the file, where what was deleted is overwritten, and cut it to nothing.

        Returns False where that can't be now: somebody is reading or writing. Elsewhere there is nothing to do.
        """
        return self.path is None or await asyncio.to_thread(_empty_log, self.path)

    async def answers(self) -> bool:
        """Whether the database can be read right now."""
        try:
            async with self.read() as connection:
                await connection.exec_driver_sql("SELECT 1")
        except (SQLAlchemyError, StorageTrouble, DatabaseClosed):
            return False
        return True

    async def close(self) -> None:
        """Refuse new transactions, wait for the open ones, and let go of the file. Can be called twice."""
        self._closed = True
        await self._idle.wait()
        await self.engine.dispose()


def _empty_log(path: Path) -> bool:
    with closing(sqlite3.connect(path, timeout=EMPTY_LOG_TIMEOUT_SECONDS)) as connection:
        try:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            log.info("the database's log stays for now: %s", error)
            return False
    return not busy


class _Counted:
    """Counts open transactions, so that `close()` can wait for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> None:
        if self._database._closed:
            raise DatabaseClosed("the database is closed")
        self._database._open += 1
        self._database._idle.clear()

    def __exit__(self, *_: object) -> None:
        self._database._open -= 1
        if not self._database._open:
            self._database._idle.set()


def _create_engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url)
    connect = partial(sqlite.connect, url.database or ":memory:", busy_timeout_ms=BUSY_TIMEOUT_MS)
    engine = create_async_engine(url, connect=connect)
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_pragmas(dbapi_connection: Any, _record: object) -> None:
    # None: the driver starts no transaction by itself, `_begin_sqlite` does.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged commit survives a power cut; NORMAL may lose the last ones
        "foreign_keys=ON",
        "secure_delete=ON",  # what was erased is not to be read from free pages; many builds leave it there
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("engawa_write", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        driver: Any = connection.connection.driver_connection
        driver.begin_with_next_statement()


async def upsert(
    connection: AsyncConnection,
    table: Table,
    values: Mapping[str, Any],
    *,
    key: Sequence[str],
    update: Sequence[str] = (),
) -> None:
    """Insert a row; where one with the same `key` columns is there, change its `update` columns (none: leave it)."""
    statement = insert_into(table, connection).values(**values)
    if update:
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(key), set_={name: statement.excluded[name] for name in update}
            )
        )
    else:
        await connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)))


def insert_into(table: Table, connection: AsyncConnection) -> Any:
    """Return an INSERT of the connection's own dialect: only those have ON CONFLICT."""
    if connection.dialect.name == "sqlite":
        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - three drivers' worth of modules

    return insert(table)
