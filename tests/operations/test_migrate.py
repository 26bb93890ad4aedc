"""What `python -m bot run` does with the database before anything else."""

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot import state
from bot.config import Config
from bot.db import Database
from bot.operations import dbfile, migrate, schema
from bot.operations.backup import BackupFailed
from tests.operations.conftest import damage, pretend_newer, upgrade
from tests.support.clock import MovableClock


async def test_the_first_start_makes_the_database_without_a_backup(
    fresh: Config, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.operations.migrate")

    await upgrade(fresh, clock)

    path = dbfile.path_of(fresh)
    facts = dbfile.read_facts(path)
    assert (facts.revision, facts.is_ours) == (schema.head(), True)
    assert path.stat().st_mode & 0o077 == 0, "what members wrote is readable by others"
    assert not fresh.backup_dir.exists()
    assert caplog.messages == [f"database created at {path} (revision {schema.head()})"]


async def test_a_database_that_is_up_to_date_is_left_alone(
    installed: Config, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    before = dbfile.path_of(installed).read_bytes()
    caplog.set_level(logging.INFO, "bot.operations.migrate")

    await upgrade(installed, clock)

    assert dbfile.path_of(installed).read_bytes() == before
    assert not installed.backup_dir.exists()
    assert caplog.messages == [f"database is up to date (revision {schema.head()})"]


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A later version of the code: a folder of migrations with one more, which tests write into."""
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for path in ("env.py", *(f"versions/{script.name}" for script in (schema.SCRIPTS / "versions").glob("*.py"))):
        (scripts / path).write_text((schema.SCRIPTS / path).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(schema, "SCRIPTS", scripts)
    schema.revisions.cache_clear()
    yield scripts / "versions" / "9000_next.py"
    schema.revisions.cache_clear()


def write_migration(path: Path, after: str, *statements: str) -> None:
    body = "\n".join(f"    op.execute({statement!r})" for statement in statements)
    path.write_text(
        f"from alembic import op\nrevision = '9000'\ndown_revision = {after!r}\ndef upgrade():\n{body}\n",
        encoding="utf-8",
    )


async def test_an_update_backs_up_first_and_keeps_what_is_there(
    fresh: Config, clock: MovableClock, next_version: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await upgrade(fresh, clock)
    before = schema.head()
    await remember(fresh, "greeting", "hello")
    write_migration(next_version, before, "CREATE TABLE later (id INTEGER PRIMARY KEY)")
    schema.revisions.cache_clear()
    caplog.set_level(logging.INFO, "bot.operations.migrate")

    await upgrade(fresh, clock)

    copy = fresh.backup_dir / "engawa-20260105-090000-before-update.db"
    assert dbfile.read_facts(copy).revision == before
    assert dbfile.read_facts(dbfile.path_of(fresh)).revision == "9000"
    assert await recall(fresh, "greeting") == "hello"
    assert caplog.messages == [
        f"database backed up to {copy} (verified, revision {before})",
        f"database migrated from revision {before} to 9000",
    ]


async def test_no_update_without_a_backup(fresh: Config, clock: MovableClock, next_version: Path) -> None:
    await upgrade(fresh, clock)
    before = schema.head()
    write_migration(next_version, before, "CREATE TABLE later (id INTEGER PRIMARY KEY)")
    schema.revisions.cache_clear()
    fresh.backup_dir.write_text("in the way", encoding="utf-8")

    with pytest.raises(BackupFailed, match="backups"):
        await upgrade(fresh, clock)

    assert dbfile.read_facts(dbfile.path_of(fresh)).revision == before


async def test_an_update_that_fails_leaves_the_database_as_it_was(
    fresh: Config, clock: MovableClock, next_version: Path
) -> None:
    await upgrade(fresh, clock)
    before = schema.head()
    write_migration(next_version, before, "CREATE TABLE later (id INTEGER PRIMARY KEY)", "DROP TABLE does_not_exist")
    schema.revisions.cache_clear()

    with pytest.raises(Exception, match="does_not_exist"):
        await upgrade(fresh, clock)

    assert dbfile.read_facts(dbfile.path_of(fresh)).revision == before
    assert "later" not in table_names(dbfile.path_of(fresh))


async def test_an_update_that_leaves_orphans_is_undone(fresh: Config, clock: MovableClock, next_version: Path) -> None:
    await upgrade(fresh, clock)
    before = schema.head()
    write_migration(
        next_version,
        before,
        "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id))",
        "INSERT INTO child VALUES (1, 77)",
    )
    schema.revisions.cache_clear()

    with pytest.raises(migrate.MigrationFailed, match="row 1 of child refers to a row of parent") as failure:
        await upgrade(fresh, clock)

    assert failure.value.exit_code == 11
    assert "child" not in table_names(dbfile.path_of(fresh))


async def test_rebuilding_a_parent_table_keeps_its_children(
    fresh: Config, clock: MovableClock, next_version: Path
) -> None:
    await upgrade(fresh, clock)
    with dbfile.connect(dbfile.path_of(fresh), read_only=False) as connection:
        connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE)")
        connection.execute("INSERT INTO parent VALUES (1)")
        connection.execute("INSERT INTO child VALUES (1)")
    write_migration(
        next_version,
        schema.head(),
        "CREATE TABLE rebuilt (id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO rebuilt (id) SELECT id FROM parent",
        "DROP TABLE parent",
        "ALTER TABLE rebuilt RENAME TO parent",
    )
    schema.revisions.cache_clear()

    await upgrade(fresh, clock)

    with dbfile.connect(dbfile.path_of(fresh)) as connection:
        assert connection.execute("SELECT count(*) FROM child").fetchone() == (1,)


async def test_foreign_keys_are_kept_again_after_migrating(database: Database) -> None:
    await migrate.migrate(database)

    async with database.read() as connection:
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1


async def test_a_newer_database_is_refused(installed: Config, clock: MovableClock) -> None:
    pretend_newer(dbfile.path_of(installed))

    with pytest.raises(schema.DatabaseNewer, match="newer version") as refusal:
        await upgrade(installed, clock)

    assert refusal.value.exit_code == 6
    assert not installed.backup_dir.exists()


async def test_a_damaged_database_is_refused_with_the_way_out(fresh: Config, clock: MovableClock) -> None:
    path = dbfile.path_of(fresh)
    path.parent.mkdir()
    path.write_text("this is no database, however long it may be " * 100, encoding="utf-8")

    with pytest.raises(dbfile.DatabaseUnusable, match="python -m bot restore") as refusal:
        await upgrade(fresh, clock)

    assert refusal.value.exit_code == 5


async def test_another_programs_database_is_refused(fresh: Config, clock: MovableClock) -> None:
    path = dbfile.path_of(fresh)
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()

    with pytest.raises(dbfile.DatabaseUnusable, match="another program"):
        await upgrade(fresh, clock)

    assert table_names(path) == {"theirs"}


async def test_a_folder_that_cannot_be_made_is_refused(fresh: Config, clock: MovableClock) -> None:
    dbfile.path_of(fresh).parent.write_text("a file where the folder should be", encoding="utf-8")

    with pytest.raises(dbfile.DatabaseUnusable, match="DATABASE_URL"):
        await upgrade(fresh, clock)


@pytest.mark.usefixtures("as_nobody")
async def test_a_folder_of_somebody_else_is_refused(fresh: Config, clock: MovableClock) -> None:
    with pytest.raises(dbfile.DatabaseUnusable, match="Permission denied"):
        await upgrade(fresh, clock)


async def test_a_database_that_may_only_be_read_is_refused(
    installed: Config, clock: MovableClock, request: pytest.FixtureRequest
) -> None:
    path = dbfile.path_of(installed)
    path.chmod(0o444)
    path.parent.chmod(0o777)
    request.getfixturevalue("as_nobody")

    with pytest.raises(dbfile.DatabaseUnusable, match="Permission denied"):
        await upgrade(installed, clock)


async def test_a_database_somebody_else_is_writing_to_is_refused(
    installed: Config, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbfile, "BUSY_TIMEOUT_MS", 10)
    with dbfile.connect(dbfile.path_of(installed), read_only=False) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(dbfile.DatabaseUnusable, match="locked"):
            await upgrade(installed, clock)


async def test_a_full_disk_is_one_sentence_and_a_slip_of_ours_is_none(installed: Config, database: Database) -> None:
    path = dbfile.path_of(installed)

    with pytest.raises(dbfile.DatabaseUnusable, match="full"), dbfile.refusals_explained(path):
        async with database.write() as connection:
            await connection.exec_driver_sql("PRAGMA max_page_count=1")  # SQLite takes the pages there are
            await connection.exec_driver_sql("CREATE TABLE filling AS SELECT randomblob(1000000)")
    with pytest.raises(OperationalError, match="no such table"), dbfile.refusals_explained(path):
        async with database.write() as connection:
            await connection.exec_driver_sql("DELETE FROM nowhere")


async def test_damage_is_found(installed: Config) -> None:
    path = dbfile.path_of(installed)
    with dbfile.connect(path, read_only=False) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    assert dbfile.find_faults(path) == []

    damage(path)

    assert dbfile.find_faults(path) != []


async def remember(config: Config, key: str, value: str) -> None:
    database = Database(config.database_url)
    async with database.write() as connection:
        await state.put(connection, key, value)
    await database.close()


async def recall(config: Config, key: str) -> str | None:
    database = Database(config.database_url)
    async with database.read() as connection:
        value = await state.get(connection, key)
    await database.close()
    return value


def table_names(path: Path) -> set[str]:
    with dbfile.connect(path) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
