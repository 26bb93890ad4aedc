"""The migrations and the tables in the code are one and the same."""

from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.db import Database
from bot.operations import migrate, schema
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
