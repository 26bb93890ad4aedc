"""The database as a file: whether it can be used, whose it is, whether it is whole.

For what happens before the bot opens it (start, restore) and beside it (backup, doctor). Everything here blocks; inside
the event loop call it with `asyncio.to_thread`.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.config import Config
from bot.db import BUSY_TIMEOUT_MS, StorageTrouble, sqlite_path
from bot.errors import OperatorError

APPLICATION_ID = 0x456E6777
"""SQLite's own field for "whose file is this", set when a database is created: the letters Engw."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database: the database is only whole together with them."""

MAX_FAULTS = 20

PRIMARY_CODE = 0xFF
MACHINES_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}
"""What is no fault of a statement (https://sqlite.org/rescode.html)."""


class DatabaseUnusable(OperatorError):
    """The database's file or folder can't be read or written, or isn't a database of this bot."""

    exit_code = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a database file says about itself."""

    revision: str | None
    """The migration it is at; None where none was ever made."""
    application_id: int
    table_count: int

    @property
    def is_empty(self) -> bool:
        return self.table_count == 0

    @property
    def is_ours(self) -> bool:
        return self.application_id == APPLICATION_ID


def path_of(config: Config) -> Path:
    """Return the database's file. Raises DatabaseUnusable where the address names none."""
    path = sqlite_path(config.database_url)
    if path is None:
        raise DatabaseUnusable("DATABASE_URL names no file: give an address such as sqlite:///data/engawa.db.")
    return path


def seal_key_path(config: Config) -> Path:
    """Return the file with the key of `bot.seal`: SEAL_KEY_FILE, or else beside the database."""
    return config.seal_key_file or path_of(config).with_name("seal.key")


@contextmanager
def connect(path: Path, *, read_only: bool = True) -> Iterator[sqlite3.Connection]:
    """Give a plain connection that is really closed afterwards (sqlite3's own `with` only commits)."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None
    )
    try:
        yield connection
    finally:
        connection.close()


def read_facts(path: Path) -> Facts:
    """Read what the file says about itself. Raises sqlite3.Error where it is no database that can be read."""
    with connect(path) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        revision = None
        if "alembic_version" in tables:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            revision = None if found is None else str(found[0])
        application_id = int(connection.execute("PRAGMA application_id").fetchone()[0])
        return Facts(revision=revision, application_id=application_id, table_count=len(tables))


def find_faults(path: Path) -> list[str]:
    """Read the whole file and return what is wrong with it, at most `MAX_FAULTS` lines; an empty list is good."""
    try:
        with connect(path) as connection:
            faults = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MAX_FAULTS})")]
            if faults != ["ok"]:
                return faults
            return foreign_key_faults(connection)
    except sqlite3.Error as error:
        return [str(error)]


def quick_fault(path: Path) -> str | None:
    """Return the first thing that is wrong with the file's pages, or None; a fraction of the time of `find_faults`."""
    try:
        with connect(path) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return None if found == "ok" else found


def check_writing(path: Path) -> None:
    """See that an existing database can be written now. Raises sqlite3.Error; changes nothing."""
    with connect(path, read_only=False) as connection:
        connection.execute("BEGIN IMMEDIATE")  # asks for the lock and for write access
        connection.execute("ROLLBACK")


def has_rows(path: Path, table: str, *, where: str) -> bool:
    """Whether a table of a database that may be missing, old or damaged has such a row."""
    try:
        with connect(path) as connection:
            return connection.execute(f"SELECT 1 FROM {table} WHERE {where} LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return False


def count_rows(path: Path, table: str, *, where: str) -> int:
    """Return how many such rows a table has; 0 for a database that may be missing, old or damaged."""
    try:
        with connect(path) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])
    except sqlite3.Error:
        return 0


def foreign_key_faults(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(MAX_FAULTS)
    return [foreign_key_fault(*row) for row in rows]


def foreign_key_fault(table: str, row_id: int | None, parent: str, _: int) -> str:
    """Return a row of `PRAGMA foreign_key_check` as words."""
    return f"row {row_id} of {table} refers to a row of {parent} that does not exist"


def check_usable(path: Path) -> None:
    """See that the database can be read and written, making folder and file where they are missing.

    Raises DatabaseUnusable. A new file is readable by its owner only: it holds what members wrote.
    """
    check_folder(path)
    try:
        os.close(open_private(path))
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        check_writing(path)
        facts = read_facts(path)
    except sqlite3.Error as error:
        raise DatabaseUnusable(
            f"The database {path} can't be used ({error}). If the file is damaged, bring back a backup: "
            "python -m bot restore BACKUP."
        ) from None
    if not facts.is_ours and not facts.is_empty:
        raise DatabaseUnusable(
            f"{path} is the database of another program. Set DATABASE_URL to a file of the bot's own."
        )


@contextmanager
def refusals_explained(path: Path) -> Iterator[None]:
    """Raise DatabaseUnusable for what the machine refuses meanwhile: a full or broken disk, a damaged file, a lock."""
    try:
        yield
    except (DBAPIError, StorageTrouble) as refusal:
        error = refusal.__cause__ if isinstance(refusal, StorageTrouble) else refusal
        cause = getattr(error, "orig", error)
        code = getattr(cause, "sqlite_errorcode", None)
        if code is None or code & PRIMARY_CODE not in MACHINES_CODES:
            raise
        raise DatabaseUnusable(
            f"The database {path} can't be used ({cause}): see that the disk has room and nothing else holds the "
            "file, and what `python -m bot doctor` finds."
        ) from None


def check_folder(path: Path) -> None:
    """See that files can be made beside the database, as SQLite does for its log; makes the folder where it is missing.

    Raises DatabaseUnusable.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path.parent / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise unwritable(path, error) from None


def open_private(path: Path) -> int:
    """Open a file for reading and writing, making it readable by its owner only; returns the descriptor."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    give_to_owner(path)
    return descriptor


def give_to_owner(path: Path) -> None:
    """Give a file that root has made to the owner of its folder: `sudo … restore` must not lock the bot's user out."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        with suppress(PermissionError):  # a container may take that right from its root
            os.chown(path, owner.st_uid, owner.st_gid)


def unwritable(path: Path, error: OSError) -> DatabaseUnusable:
    """Return the refusal for a file that can't be written."""
    return DatabaseUnusable(
        f"The database {path} can't be opened for writing ({error.strerror or error}). Let the user this runs as "
        f"(uid {os.getuid()}) write to the folder {path.parent}, or set DATABASE_URL to a place where it can."
    )


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
