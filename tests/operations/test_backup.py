"""Backups are whole, few enough, and can be brought back."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot import state
from bot.config import Config
from bot.db import Database
from bot.operations import backup, dbfile, instance, schema
from tests.operations.conftest import copy_of, damage, pretend_newer
from tests.support.clock import MovableClock


async def test_a_backup_holds_what_was_committed_while_the_bot_runs(
    installed: Config, database: Database, clock: MovableClock
) -> None:
    await put(database, "greeting", "hello")

    made = backup.backup_now(installed, clock=clock)

    assert made == installed.backup_dir / "engawa-20260105-090000.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert [path.name for path in made.parent.iterdir()] == [made.name], "a backup is one file"
    assert dbfile.find_faults(made) == []
    with dbfile.connect(made) as connection:
        assert connection.execute("SELECT value FROM process_state WHERE key = 'greeting'").fetchone() == ("hello",)


async def test_two_backups_of_one_second_are_two_files(installed: Config, clock: MovableClock) -> None:
    first = backup.backup_now(installed, clock=clock)
    second = backup.backup_now(installed, clock=clock)

    assert first != second
    assert first.exists()
    assert second.exists()


async def test_only_the_newest_backups_are_kept(installed: Config, clock: MovableClock) -> None:
    other = installed.backup_dir / "notes.txt"
    installed.backup_dir.mkdir()
    other.write_text("mine", encoding="utf-8")
    made = []
    for _ in range(installed.backups_kept + 2):
        made.append(backup.backup_now(installed, clock=clock))
        clock.advance(days=1)

    assert sorted(installed.backup_dir.glob("*.db")) == made[2:]
    assert other.exists()


async def test_only_backups_are_deleted(installed: Config, clock: MovableClock) -> None:
    everything_in_one_folder = installed.model_copy(update={"backup_dir": dbfile.path_of(installed).parent})
    replaced = copy_of(
        dbfile.path_of(installed), everything_in_one_folder.backup_dir / "engawa-replaced-20250101-000000.db"
    )
    named = copy_of(dbfile.path_of(installed), everything_in_one_folder.backup_dir / "engawa-before-the-fair.db")

    for _ in range(installed.backups_kept + 1):
        backup.backup_now(everything_in_one_folder, clock=clock)
        clock.advance(days=1)

    assert len(list(everything_in_one_folder.backup_dir.glob("engawa-2026*.db"))) == installed.backups_kept
    assert all(path.exists() for path in (replaced, named, dbfile.path_of(installed)))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
async def test_what_root_restores_belongs_to_the_bots_user(installed: Config, clock: MovableClock) -> None:
    folder = dbfile.path_of(installed).parent
    made = backup.backup_now(installed, clock=clock)
    for path in (folder, *folder.iterdir()):
        os.chown(path, 10001, 10001)

    backup.restore(installed, made, clock=clock)

    assert {path.stat().st_uid for path in folder.iterdir()} == {10001}


async def test_the_day_has_one_backup(installed: Config, clock: MovableClock) -> None:
    first = await backup.back_up_when_due(installed, clock)
    clock.advance(hours=23)
    none = await backup.back_up_when_due(installed, clock)
    clock.advance(hours=1)
    second = await backup.back_up_when_due(installed, clock)

    assert first is not None
    assert none is None
    assert second is not None


async def test_a_clock_that_was_wrong_for_a_day_costs_neither_new_backups_nor_good_ones(
    installed: Config, clock: MovableClock
) -> None:
    two = installed.model_copy(update={"backups_kept": 2})
    clock.advance(days=4 * 365)
    from_the_future = await backup.back_up_when_due(two, clock)
    clock.advance(days=-4 * 365)

    made = [await backup.back_up_when_due(two, clock)]
    clock.advance(hours=1)
    assert await backup.back_up_when_due(two, clock) is None, "one is there"
    assert backup.newest(two.backup_dir, now=clock()) == made[0]
    clock.advance(hours=23)
    made.append(await backup.back_up_when_due(two, clock))

    assert from_the_future is not None and None not in made
    assert set(backup.all_in(two.backup_dir)) == set(made)


async def test_a_daily_backup_that_fails_says_so(installed: Config, clock: MovableClock) -> None:
    installed.backup_dir.write_text("in the way", encoding="utf-8")

    with pytest.raises(backup.BackupFailed, match="backups"):
        await backup.back_up_when_due(installed, clock)


async def test_what_an_ended_process_left_is_removed(installed: Config, clock: MovableClock) -> None:
    installed.backup_dir.mkdir()
    left = installed.backup_dir / "engawa-20260101-000000.partial"
    at_work = installed.backup_dir / "engawa-20260102-000000.partial"
    left.touch()
    at_work.touch()
    os.utime(left, (0, 0))

    backup.backup_now(installed, clock=clock)

    assert not left.exists()
    assert at_work.exists()


async def test_a_damaged_database_makes_no_backup_and_costs_no_old_one(installed: Config, clock: MovableClock) -> None:
    good = backup.backup_now(installed, clock=clock)
    close_log(dbfile.path_of(installed))
    damage(dbfile.path_of(installed))

    with pytest.raises(backup.BackupFailed) as failure:
        backup.backup_now(installed, clock=clock)

    assert failure.value.exit_code == 9
    assert list(installed.backup_dir.iterdir()) == [good]


def test_no_database_no_backup(fresh: Config) -> None:
    with pytest.raises(backup.BackupFailed, match="DATABASE_URL"):
        backup.backup_now(fresh)

    assert not dbfile.path_of(fresh).exists()


async def test_a_backup_brought_back_is_what_it_was(installed: Config, clock: MovableClock) -> None:
    await put_in(installed, "greeting", "hello")
    made = backup.backup_now(installed, clock=clock)
    await put_in(installed, "greeting", "changed my mind")

    restored = backup.restore(installed, made, clock=clock)

    assert await get_from(installed, "greeting") == "hello"
    assert (restored.revision, restored.needs_migration) == (schema.head(), False)
    assert restored.kept == dbfile.path_of(installed).with_name("engawa-replaced-20260105-090000.db")


async def test_the_replaced_database_is_kept_whole(installed: Config, database: Database, clock: MovableClock) -> None:
    made = backup.backup_now(installed, clock=clock)
    await put(database, "greeting", "still in the log, not yet in the file")

    kept = backup.restore(installed, made, clock=clock).kept

    assert kept is not None
    with dbfile.connect(kept) as connection:
        assert connection.execute("SELECT value FROM process_state WHERE key = 'greeting'").fetchone() is not None
    assert not dbfile.path_of(installed).with_name("engawa.db-wal").exists(), "the old log would be read into the new"


async def test_a_damaged_database_is_replaced_too(installed: Config, clock: MovableClock) -> None:
    made = backup.backup_now(installed, clock=clock)
    dbfile.path_of(installed).write_text("a disk that failed " * 1000, encoding="utf-8")

    kept = backup.restore(installed, made, clock=clock).kept

    assert kept is not None
    assert kept.read_text(encoding="utf-8").startswith("a disk that failed")
    assert dbfile.find_faults(dbfile.path_of(installed)) == []


async def test_a_backup_comes_back_on_a_new_machine(installed: Config, tmp_path: Path, clock: MovableClock) -> None:
    made = backup.backup_now(installed, clock=clock)
    elsewhere = installed.model_copy(update={"database_url": f"sqlite:///{tmp_path}/new/place/engawa.db"})

    restored = backup.restore(elsewhere, made, clock=clock)

    assert restored.kept is None
    assert dbfile.read_facts(restored.database).revision == schema.head()


async def test_two_restores_of_one_second_keep_both_replaced_databases(installed: Config, clock: MovableClock) -> None:
    made = backup.backup_now(installed, clock=clock)

    first = backup.restore(installed, made, clock=clock).kept
    second = backup.restore(installed, made, clock=clock).kept

    assert first != second
    assert first is not None
    assert first.exists()


async def test_a_damaged_backup_is_refused(installed: Config, clock: MovableClock) -> None:
    await put_in(installed, "greeting", "hello")
    made = backup.backup_now(installed, clock=clock)
    damage(made)

    with pytest.raises(backup.NotRestored, match="nothing was changed") as refusal:
        backup.restore(installed, made)

    assert refusal.value.exit_code == 10
    assert await get_from(installed, "greeting") == "hello"


async def test_half_a_backup_is_refused(installed: Config, clock: MovableClock) -> None:
    await put_in(installed, "greeting", "hello")
    made = backup.backup_now(installed, clock=clock)
    content = made.read_bytes()
    made.write_bytes(content[: len(content) // 2])

    with pytest.raises(backup.NotRestored, match="nothing was changed"):
        backup.restore(installed, made)

    assert await get_from(installed, "greeting") == "hello"


@pytest.mark.parametrize("content", ["", "not a database " * 100])
async def test_another_kind_of_file_is_refused(installed: Config, tmp_path: Path, content: str) -> None:
    other = tmp_path / "holiday.jpg"
    other.write_text(content, encoding="utf-8")

    with pytest.raises(backup.NotRestored, match=r"holiday\.jpg"):
        backup.restore(installed, other)

    assert dbfile.read_facts(dbfile.path_of(installed)).revision == schema.head()


def test_a_file_that_is_not_there_is_refused(fresh: Config, tmp_path: Path) -> None:
    with pytest.raises(backup.NotRestored, match="There is no file"):
        backup.restore(fresh, tmp_path / "nowhere.db")

    assert not dbfile.path_of(fresh).exists()


async def test_a_newer_backup_is_refused(installed: Config, clock: MovableClock) -> None:
    made = backup.backup_now(installed, clock=clock)
    pretend_newer(made)

    with pytest.raises(schema.DatabaseNewer):
        backup.restore(installed, made)


async def test_nothing_is_restored_under_a_running_bot(installed: Config, clock: MovableClock) -> None:
    made = backup.backup_now(installed, clock=clock)
    before = dbfile.path_of(installed).read_bytes()

    with instance.only_one(installed), pytest.raises(instance.AlreadyRunning, match="Stop it first"):
        backup.restore(installed, made)

    assert dbfile.path_of(installed).read_bytes() == before
    assert list(dbfile.path_of(installed).parent.glob("*.restoring*")) == []


async def test_a_file_copied_together_with_its_log_can_be_restored(
    installed: Config, database: Database, tmp_path: Path
) -> None:
    """Some back up with `cp` of the whole folder."""
    await put(database, "greeting", "in the log only")
    path = dbfile.path_of(installed)
    copied = copy_of(path, tmp_path / "copied" / "engawa.db")
    copy_of(path.with_name("engawa.db-wal"), copied.with_name("engawa.db-wal"))

    await database.close()
    backup.restore(installed, copied)

    assert await get_from(installed, "greeting") == "in the log only"


async def test_a_backup_folder_that_cannot_be_written_is_explained(installed: Config) -> None:
    installed.backup_dir.write_text("in the way", encoding="utf-8")

    with pytest.raises(backup.BackupFailed, match="backups"):
        backup.backup_now(installed)


async def test_the_age_of_the_newest_backup_is_known(installed: Config, clock: MovableClock) -> None:
    assert backup.newest(installed.backup_dir, now=clock()) is None
    made = backup.backup_now(installed, clock=clock)
    clock.advance(days=3)

    assert backup.newest(installed.backup_dir, now=clock()) == made
    assert clock() - backup.made_at(made) == timedelta(days=3)


async def put(database: Database, key: str, value: str) -> None:
    async with database.write() as connection:
        await state.put(connection, key, value)


async def put_in(config: Config, key: str, value: str) -> None:
    database = Database(config.database_url)
    await put(database, key, value)
    await database.close()


async def get_from(config: Config, key: str) -> str | None:
    database = Database(config.database_url)
    async with database.read() as connection:
        value = await state.get(connection, key)
    await database.close()
    return value


def close_log(path: Path) -> None:
    with dbfile.connect(path, read_only=False) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
