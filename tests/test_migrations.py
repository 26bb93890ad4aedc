"""The migrations and the tables in the code are one and the same."""

import ast
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
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


LONGEST_NAME_OF_POSTGRESQL = 63
CONSTRAINTS = frozenset({"PrimaryKeyConstraint", "ForeignKeyConstraint", "UniqueConstraint", "CheckConstraint"})


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def _name(call: ast.Call) -> str:
    """Return what a constraint or an index is called: the first text in what is given as its name, or as its first."""
    given: ast.expr = next((word.value for word in call.keywords if word.arg == "name"), call.args[0])
    texts = [node.value for node in ast.walk(given) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return texts[0] if len(texts) == 1 else ""


@pytest.mark.parametrize("path", sorted(versions().glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_everything_a_migration_makes_has_a_name_every_database_takes(path: Path) -> None:
    """A later migration changes it by that name."""
    made = [(kind, _name(call)) for kind, call in _calls(path) if kind in CONSTRAINTS | {"create_index"}]

    assert made
    assert [(kind, name) for kind, name in made if not 0 < len(name) <= LONGEST_NAME_OF_POSTGRESQL] == []


@pytest.mark.parametrize("path", sorted(versions().glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_what_an_index_leaves_out_it_leaves_out_in_every_database(path: Path) -> None:
    """Without its condition a unique index refuses what it should let through: here only SQLite's is generated."""
    for kind, call in _calls(path):
        if kind == "create_index":
            conditions = {word.arg: ast.dump(word.value) for word in call.keywords if word.arg}
            assert conditions.get("postgresql_where") == conditions.get("sqlite_where"), _name(call)


async def test_moderation_is_added_to_the_database_of_the_release_before(tmp_path: Path) -> None:
    """Nothing that was there is touched: neither a table nor an index."""
    path = tmp_path / "engawa.db"
    database = Database(f"sqlite:///{path}")
    async with database.write() as connection:
        await connection.run_sync(_up_to, "0004")
    with dbfile.connect(path) as opened:
        before = dict(opened.execute("SELECT name, sql FROM sqlite_master").fetchall())

    await migrate.migrate(database)
    await database.close()

    with dbfile.connect(path) as opened:
        after = dict(opened.execute("SELECT name, sql FROM sqlite_master").fetchall())
    assert "point_ledger" in before and "moderation_case" not in before
    assert {name: after.get(name) for name in before} == before
    assert "moderation_case" in after


def _up_to(connection: Connection, revision: str) -> None:
    config = schema.alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
