"""A database that can't be written: SQLite itself refuses, as it does on a full disk or beside another process."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import event

from bot.db import Database


@asynccontextmanager
async def _with_pragma(database: Database, pragma: str) -> AsyncIterator[None]:
    def set_pragma(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(database.engine.sync_engine, "connect", set_pragma)
    await database.engine.dispose()
    try:
        yield
    finally:
        event.remove(database.engine.sync_engine, "connect", set_pragma)
        await database.engine.dispose()


@asynccontextmanager
async def full_disk(database: Database) -> AsyncIterator[None]:
    """Let the file not grow by a single page."""
    async with database.read() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    async with _with_pragma(database, f"max_page_count={pages}"):
        yield


@asynccontextmanager
async def locked(database: Database) -> AsyncIterator[None]:
    """Hold the write lock from outside, for longer than anybody waits."""
    other = sqlite3.connect(str(database.path))
    async with _with_pragma(database, "busy_timeout=20"):
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.close()


class Lines(logging.Handler):
    """Waits for what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, asyncio.Event] = {}

    def emit(self, record: logging.LogRecord) -> None:
        for said, found in self._waiting.items():
            if said in record.getMessage():
                found.set()

    def waits_for(self, said: str) -> asyncio.Event:
        return self._waiting.setdefault(said, asyncio.Event())


@contextmanager
def lines_of(name: str) -> Iterator[Lines]:
    lines = Lines()
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(lines)
    try:
        yield lines
    finally:
        logger.removeHandler(lines)
        logger.setLevel(before)
