"""Threads that read a SQLite file beside the process's own connections."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from bot.db import BUSY_TIMEOUT_MS

Result = TypeVar("Result")

THREADS = 2


class Readers:
    """A few threads, each with a connection that can only read, opened when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._address = f"file:{quote(str(path))}?mode=ro"
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="search")
        self._own = threading.local()
        self._connections: list[sqlite3.Connection] = []

    async def run(self, read: Callable[[sqlite3.Connection], Result]) -> Result:
        """Return what `read` returns; all it reads is of one moment."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, read)

    def _read(self, read: Callable[[sqlite3.Connection], Result]) -> Result:
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            return read(connection)
        finally:
            connection.execute("ROLLBACK")

    def _connection(self) -> sqlite3.Connection:
        mine: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if mine is None:
            # check_same_thread: `close` closes it from another thread, when its own one has ended.
            mine = sqlite3.connect(
                self._address,
                uri=True,
                timeout=BUSY_TIMEOUT_MS / 1000,
                isolation_level=None,
                check_same_thread=False,
            )
            self._own.connection = mine
            self._connections.append(mine)
        return mine

    async def close(self) -> None:
        """Wait for what is being read and close the file. Can be called twice."""
        await asyncio.to_thread(self._threads.shutdown)
        while self._connections:
            self._connections.pop().close()
