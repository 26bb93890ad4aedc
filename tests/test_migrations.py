"""The migrations and the tables in the code are one and the same."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.db import Database
from bot.operations import dbfile, migrate, schema
from bot.tables import all_tables
from migrations.new import versions


async def test_the_migrations_make_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/engawa.db")
    await migrate.migrate(database)
    async with database.write() as connection:
        await connection.execute(text("CREATE VIRTUAL TABLE search_1 USING fts5(title)"))

        await connection.run_sync(_check)

    await database.close()


def _check(connection: Connection) -> None:
    config = schema.alembic_config()
    config.attributes["connection"] = connection
    command.check(config)  # raises, naming what `make migration` would write


async def test_a_new_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    migrated = await _made_by(migrate.migrate, tmp_path / "migrated.db")
    created = await _made_by(migrate.create, tmp_path / "created.db")

    assert created == migrated


async def _made_by(make: Callable[[Database], Awaitable[None]], path: Path) -> dict[str, object]:
    """Return all there is in a database: definitions, whose clauses may come in any order, and rows."""
    database = Database(f"sqlite:///{path}")
    await make(database)
    await database.close()
    with dbfile.connect(path) as connection:
        schema_rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        found: dict[str, object] = {f"{kind} {name}": _clauses(sql) for kind, name, sql in schema_rows}
        found |= {name: _rows(connection, name) for kind, name, _ in schema_rows if kind == "table"}
        return found | {"application": connection.execute("PRAGMA application_id").fetchone()}


def _clauses(sql: str) -> list[str]:
    return sorted(line.strip().rstrip(",") for line in sql.splitlines())


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall())


def test_the_revisions_are_those_alembic_finds() -> None:
    scripts = ScriptDirectory.from_config(schema.alembic_config())

    assert set(schema.revisions()) == {script.revision for script in scripts.walk_revisions()}
    assert schema.head() == scripts.get_current_head()


def test_there_are_tables() -> None:
    names = set(all_tables().tables)

    assert {"due_row", "process_state", "setting"} <= names


def test_migrations_name_no_code_of_ours() -> None:
    """A migration must do next year what it did when it was written."""
    for path in versions().glob("*.py"):
        assert "bot" not in path.read_text(encoding="utf-8").split(), path.name
