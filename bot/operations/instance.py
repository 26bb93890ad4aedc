"""One process per database: a second one would do everything that is due twice.

The lock is the kernel's (flock on `<database>.lock`), so it is gone the moment the process is, also after kill -9. The
file itself stays: to delete it would let two processes lock two files of the same name.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.config import Config
from bot.errors import OperatorError
from bot.operations import dbfile


class AlreadyRunning(OperatorError):
    """Another process has the database."""

    exit_code = 7


def lock_path(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")


@contextmanager
def only_one(config: Config) -> Iterator[None]:
    """Hold the database for this process. Raises AlreadyRunning where another one has it, or DatabaseUnusable."""
    database = dbfile.path_of(config)
    dbfile.check_folder(database)
    with lock(database):
        yield


@contextmanager
def lock(database: Path) -> Iterator[None]:
    try:
        descriptor = dbfile.open_private(lock_path(database))
    except OSError as error:
        raise dbfile.unwritable(lock_path(database), error) from None
    try:
        _lock(descriptor, database)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def is_running(database: Path) -> bool:
    """Whether some process has the database right now. Raises PermissionError for who may not know."""
    try:
        descriptor = os.open(lock_path(database), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _lock(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyRunning(
            f"Another Engawa{_holder(descriptor)} is running on {database}. Stop it first, or set DATABASE_URL to a "
            "database of its own."
        ) from None


def _holder(descriptor: int) -> str:
    with suppress(OSError, ValueError):
        return f" (process {int(os.pread(descriptor, 20, 0))})"
    return ""
