"""Backups: copies of the running database that are known to be whole, and the way back.

A copy is made with SQLite's own backup, which sees one moment and holds up no writer, and counts as a backup only after
all of it was read and checked. Where it is to be encrypted (`encryption.py`), the copy that is checked is made beside
the database, and only what is encrypted goes into the folder of the backups.

The key that seals anonymous authors (`config.seal_key_file`) is not in it, on purpose: who finds a backup shall not
find out who asked. Keep a copy of the key elsewhere.
"""

import asyncio
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from bot.clock import Clock, utc_now
from bot.config import Config
from bot.errors import OperatorError
from bot.operations import dbfile, encryption, schema
from bot.operations.instance import only_one

log = logging.getLogger(__name__)

NAME = "engawa-{time}{reason}"
PATTERNS = ("engawa-[0-9]*-[0-9]*.db", "engawa-[0-9]*-[0-9]*.db.age")
"""Files of these names are counted and deleted: not `engawa-replaced-…`, nor what an operator has named."""
UNFINISHED = "engawa-*.partial"
COPYING, RESTORING, OPENING = "copying", "restoring", "opening"
"""What is written beside the database for a moment, `<database>.<this>-<process>`; see `scratch`."""
EVERY = timedelta(hours=24)
LOOK_EVERY = timedelta(hours=1)
AHEAD_MAX = timedelta(minutes=5)
"""A backup from further in the future than this was made while the clock was wrong: it is not the newest one."""


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
    database, folder = dbfile.path_of(config), config.backup_dir
    if not database.exists():
        raise BackupFailed(f"There is no database at {database} to back up: see whether DATABASE_URL is right.")
    remove_leftovers(config)
    now = clock()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = _make(database, folder, to=encryption.recipients(config), now=now, reason=reason)
    except (OSError, sqlite3.Error, encryption.EncryptionFailed) as error:
        raise BackupFailed(f"The backup of {database} into {folder} failed: {error}.") from None
    _rotate(folder, config.backups_kept, now=now)
    return made


async def back_up_when_due(config: Config, clock: Clock) -> Path | None:
    """Make the day's backup unless there is one younger than `EVERY`: a sweep, run every `LOOK_EVERY`."""
    await asyncio.to_thread(remove_leftovers, config)
    now = clock()
    latest = newest(config.backup_dir, now=now)
    if latest is not None and now - made_at(latest) < EVERY:
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


def newest(folder: Path, *, now: datetime) -> Path | None:
    """Return the newest backup in a folder; where the clock was set back, the newest since."""
    return max((path for path in all_in(folder) if not _is_ahead(path, now)), key=made_at, default=None)


def all_in(folder: Path) -> Iterator[Path]:
    """Yield the backups in a folder, in no order."""
    return chain.from_iterable(folder.glob(pattern) for pattern in PATTERNS)


def made_at(backup: Path) -> datetime:
    return datetime.fromtimestamp(backup.stat().st_mtime, UTC)


def _is_ahead(backup: Path, now: datetime) -> bool:
    return made_at(backup) - now > AHEAD_MAX


def _make(database: Path, folder: Path, *, to: Sequence[str], now: datetime, reason: str) -> Path:
    name = NAME.format(time=_stamp(now), reason=f"-{reason}" if reason else "")
    target = _free_name(folder, name, f".db{encryption.SUFFIX}" if to else ".db")
    partial = folder / f"{target.name}-{os.getpid()}.partial"
    try:
        if to:
            _copy_encrypted(database, partial, to=to)
        else:
            _copy_checked(database, partial)
        dbfile.give_to_owner(partial)
        os.utime(partial, (now.timestamp(), now.timestamp()))
        partial.rename(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    dbfile.sync_folder(folder)
    return target


def _copy_encrypted(database: Path, target: Path, *, to: Sequence[str]) -> None:
    copy = scratch(database, COPYING)
    try:
        _copy_checked(database, copy)
        encryption.encrypt(copy, target, to=to)
    finally:
        copy.unlink(missing_ok=True)


def restore(config: Config, backup: Path, *, identity: Path | None = None, clock: Clock = utc_now) -> Restored:
    """Put `backup` in the database's place, after checking it; the replaced database is kept beside it.

    `identity` is the file with the key of an encrypted one. Raises NotRestored, DatabaseNewer, DatabaseUnusable or
    AlreadyRunning; the database is then as it was.
    """
    database = dbfile.path_of(config)
    with _in_the_clear(config, backup, identity) as plain:
        revision = _check_restorable(plain, backup)
        partial = scratch(database, RESTORING)
        try:
            with only_one(config):
                remove_unfinished_restores(config)
                _copy_checked(plain, partial)
                dbfile.give_to_owner(partial)
                kept = _put_in_place(partial, database, now=clock())
        except OSError as error:
            raise dbfile.DatabaseUnusable(f"The database {database} can't be replaced: {error}.") from None
        except (sqlite3.Error, BackupFailed) as error:
            raise NotRestored(f"{backup} could not be read; nothing was changed. {error}") from None
    return Restored(database=database, kept=kept, revision=revision, needs_migration=revision != schema.head())


@contextmanager
def _in_the_clear(config: Config, backup: Path, identity: Path | None) -> Iterator[Path]:
    """Give the backup as a database: itself, or what is in it, for as long as it is needed."""
    if not backup.is_file():
        raise NotRestored(f"There is no file {backup}.")
    try:
        if not encryption.is_encrypted(backup):
            yield backup
            return
        keys = encryption.keys_for(config, backup, identity)
    except encryption.CannotOpen as error:
        raise NotRestored(f"{error} Nothing was changed.") from None
    with only_one(config):  # refused before anything is written
        pass
    plain = scratch(dbfile.path_of(config), OPENING)
    try:
        encryption.decrypt(backup, plain, keys=keys)
        yield plain
    except encryption.CannotOpen as error:
        raise NotRestored(f"{error} Nothing was changed.") from None
    except OSError as error:
        raise NotRestored(f"{backup} could not be opened: {error}. Nothing was changed.") from None
    finally:
        plain.unlink(missing_ok=True)


def _check_restorable(plain: Path, backup: Path) -> str:
    """Return the revision of a file that may be restored; `backup` is what the operator calls it."""
    try:
        facts = dbfile.read_facts(plain)
    except sqlite3.Error as error:
        raise NotRestored(f"{backup} is not a database that can be read ({error}); nothing was changed.") from None
    if not facts.is_ours or facts.revision is None:
        raise NotRestored(f"{backup} is not a database of Engawa; nothing was changed.")
    schema.refuse_newer(facts.revision, of=backup)
    if faults := dbfile.find_faults(plain):
        raise NotRestored(f"{backup} is damaged; nothing was changed. {'; '.join(faults)}.")
    return facts.revision


def scratch(database: Path, what: str) -> Path:
    """Return where something may be written beside the database for as long as this process is at it."""
    return database.with_name(f"{database.name}.{what}-{os.getpid()}")


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


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return that name, or it with a number where there is such a file already."""
    numbered = (folder / f"{stem}-{number}{suffix}" for number in count(2))
    return next(path for path in chain([folder / f"{stem}{suffix}"], numbered) if not path.exists())


def _rotate(folder: Path, kept: int, *, now: datetime) -> None:
    def rank(path: Path) -> tuple[bool, datetime, str]:
        return not _is_ahead(path, now), made_at(path), path.name

    backups = sorted(all_in(folder), key=rank, reverse=True)
    for old in backups[kept:]:
        old.unlink(missing_ok=True)


def remove_leftovers(config: Config) -> None:
    """Remove what processes that were ended in the middle of a backup have left; another may be at work right now."""
    database = dbfile.path_of(config)
    for left in chain(config.backup_dir.glob(UNFINISHED), database.parent.glob(f"{database.name}.{COPYING}-*")):
        with suppress(FileNotFoundError):
            if utc_now() - made_at(left) > LOOK_EVERY:
                left.unlink()


def remove_unfinished_restores(config: Config) -> None:
    """Remove what restores that were ended in the middle have left. Only for who holds the database."""
    database = dbfile.path_of(config)
    ours = scratch(database, OPENING)
    for what in (RESTORING, OPENING):
        for left in database.parent.glob(f"{database.name}.{what}-*"):
            if left != ours:
                left.unlink(missing_ok=True)


def _put_in_place(new: Path, database: Path, *, now: datetime) -> Path | None:
    """Replace the database; returns the name the one that was there has now.

    There is a database at every moment: a process that is ended in between must not leave the next start without one,
    which would then make an empty one.
    """
    kept = _keep(database, now=now) if database.exists() else None
    for suffix in dbfile.SIDE_FILES:  # of a database that isn't there any more
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    new.replace(database)
    dbfile.sync_folder(database.parent)
    return kept


def _keep(database: Path, *, now: datetime) -> Path:
    """Give the database a second name, together with what SQLite keeps beside it."""
    _fold_in_log(database)
    stem = f"{database.stem}-replaced-{_stamp(now)}"
    kept = _free_name(database.parent, stem, database.suffix)
    try:
        os.link(database, kept)
    except OSError:  # a file system without second names
        database.rename(kept)
    for suffix in dbfile.SIDE_FILES:
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
