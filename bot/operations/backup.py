"""Backups: copies of the running database that are known to be whole, and the way back.

A copy is made with SQLite's own backup, which sees one moment and holds up no writer, and counts as a backup only after
all of it was read and checked. The key that seals anonymous authors (`config.seal_key_file`) is not in it, on purpose:
who finds a backup shall not find out who asked. Keep a copy of the key elsewhere.
"""

import asyncio
import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from bot.clock import Clock, utc_now
from bot.config import Config
from bot.errors import OperatorError
from bot.operations import dbfile, schema
from bot.operations.instance import only_one

log = logging.getLogger(__name__)

NAME = "engawa-{time}{reason}.db"
PATTERN = "engawa-[0-9]*-[0-9]*.db"
"""Files of these names are counted and deleted: not `engawa-replaced-…`, nor what an operator has named."""
UNFINISHED = "engawa-*.partial"
EVERY = timedelta(hours=24)
LOOK_EVERY = timedelta(hours=1)


class BackupFailed(OperatorError):
    """No backup could be made, or the copy isn't whole."""

    exit_code = 9


class NotRestored(OperatorError):
    """The file given isn't a whole database of this bot; nothing was changed."""

    exit_code = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    database: Path
    kept: Path | None
    """Where the database that was replaced is now; None where there was none."""
    revision: str
    needs_migration: bool


def backup_now(config: Config, *, clock: Clock = utc_now, reason: str = "") -> Path:
    """Make a verified backup and return it. Raises BackupFailed. Works while the bot runs."""
    return make(dbfile.path_of(config), folder=config.backup_dir, kept=config.backups_kept, now=clock(), reason=reason)


async def back_up_when_due(config: Config, clock: Clock) -> Path | None:
    """Make the day's backup unless there is one younger than `EVERY`: a sweep, run every `LOOK_EVERY`."""
    latest = newest(config.backup_dir)
    if latest is not None and clock() - made_at(latest) < EVERY:
        return None
    made = await _in_thread_that_may_be_left(lambda: backup_now(config, clock=clock))
    log.info("database backed up to %s (verified)", made)
    return made


async def _in_thread_that_may_be_left(work: Callable[[], Path]) -> Path:
    """Run `work` beside the loop; a process that has to end doesn't wait for it, as it would for `to_thread`."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Path] = loop.create_future()

    def finish(result: Path | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        elif result is not None:
            done.set_result(result)

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            failure = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(finish, result, failure)

    threading.Thread(target=run, name="backup", daemon=True).start()
    return await done


def newest(folder: Path) -> Path | None:
    return max(folder.glob(PATTERN), key=made_at, default=None)


def made_at(backup: Path) -> datetime:
    return datetime.fromtimestamp(backup.stat().st_mtime, UTC)


def make(database: Path, *, folder: Path, kept: int, now: datetime, reason: str = "") -> Path:
    """Copy `database` into `folder`, check the copy, and delete the oldest backups beyond `kept`. Blocks."""
    if not database.exists():
        raise BackupFailed(f"There is no database at {database} to back up: see whether DATABASE_URL is right.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = _free_name(folder / NAME.format(time=_stamp(now), reason=f"-{reason}" if reason else ""))
        partial = target.with_name(f"{target.stem}-{os.getpid()}.partial")
        _copy_checked(database, partial)
        dbfile.give_to_owner(partial)
        os.utime(partial, (now.timestamp(), now.timestamp()))
        partial.rename(target)
        dbfile.sync_folder(folder)
        _remove_unfinished(folder)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"The backup of {database} into {folder} failed: {error}.") from None
    _rotate(folder, kept)
    return target


def restore(config: Config, backup: Path, *, clock: Clock = utc_now) -> Restored:
    """Put `backup` in the database's place, after checking it; the replaced database is kept beside it.

    Raises NotRestored, DatabaseNewer, DatabaseUnusable or AlreadyRunning; the database is then as it was.
    """
    database = dbfile.path_of(config)
    revision = _check_restorable(backup)
    partial = database.with_name(f"{database.name}.restoring-{os.getpid()}")
    try:
        with only_one(config):
            _copy_checked(backup, partial)
            dbfile.give_to_owner(partial)
            kept = _set_aside(database, now=clock())
            partial.replace(database)
            dbfile.sync_folder(database.parent)
    except OSError as error:
        raise dbfile.DatabaseUnusable(f"The database {database} can't be replaced: {error}.") from None
    except (sqlite3.Error, BackupFailed) as error:
        raise NotRestored(f"{backup} could not be read; nothing was changed. {error}") from None
    return Restored(database=database, kept=kept, revision=revision, needs_migration=revision != schema.head())


def _check_restorable(backup: Path) -> str:
    """Return the revision of a file that may be restored."""
    if not backup.is_file():
        raise NotRestored(f"There is no file {backup}.")
    try:
        facts = dbfile.read_facts(backup)
    except sqlite3.Error as error:
        raise NotRestored(f"{backup} is not a database that can be read ({error}); nothing was changed.") from None
    if not facts.is_ours or facts.revision is None:
        raise NotRestored(f"{backup} is not a database of Engawa; nothing was changed.")
    schema.refuse_newer(facts.revision, of=backup)
    if faults := dbfile.find_faults(backup):
        raise NotRestored(f"{backup} is damaged; nothing was changed. {'; '.join(faults)}.")
    return facts.revision


def _copy_checked(source: Path, target: Path) -> None:
    """Copy a database to a file readable by its owner only. Raises BackupFailed where the copy isn't whole."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600, exist_ok=False)
    try:
        with dbfile.connect(source) as original, closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it; the bot sets WAL again
        if faults := dbfile.find_faults(target):
            raise BackupFailed(f"The copy of {source} is not whole: {'; '.join(faults)}.")
        _sync_file(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")


def _free_name(wanted: Path) -> Path:
    """Return `wanted`, or it with a number where there is such a file already."""
    numbered = (wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}") for number in count(2))
    return next(path for path in chain([wanted], numbered) if not path.exists())


def _rotate(folder: Path, kept: int) -> None:
    backups = sorted(folder.glob(PATTERN), key=lambda path: (made_at(path), path.name), reverse=True)
    for old in backups[kept:]:
        old.unlink(missing_ok=True)


def _remove_unfinished(folder: Path) -> None:
    """Remove what processes that were ended in the middle of a backup have left; another may be at work right now."""
    for partial in folder.glob(UNFINISHED):
        if utc_now() - made_at(partial) > LOOK_EVERY:
            partial.unlink(missing_ok=True)


def _set_aside(database: Path, *, now: datetime) -> Path | None:
    """Rename the database together with what SQLite keeps beside it; returns its new name."""
    if not database.exists():
        _remove_side_files(database)
        return None
    _fold_in_log(database)
    kept = _free_name(database.with_name(f"{database.stem}-replaced-{_stamp(now)}{database.suffix}"))
    for suffix in ("", *dbfile.SIDE_FILES):
        part = database.with_name(database.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return kept


def _fold_in_log(database: Path) -> None:
    """Have SQLite bring its log into the database file. A damaged one is kept as it is, log and all."""
    try:
        with dbfile.connect(database, read_only=False) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return


def _remove_side_files(database: Path) -> None:
    for suffix in dbfile.SIDE_FILES:
        database.with_name(database.name + suffix).unlink(missing_ok=True)
