"""Bringing the database to the form this version of the code works with, before anything else uses it.

Alembic runs inside one transaction on the bot's own connection: a migration that fails leaves the database as it was.
Foreign keys are off meanwhile and checked before the commit: to rebuild a parent table with ON DELETE CASCADE, which is
how SQLite changes a column, would otherwise delete every child row without a word.

A new database gets its tables from the code, which are those the migrations make (a test compares them): a first start
without Alembic is a fifth faster, and the bot 12 MB smaller for as long as it then runs.
"""

import asyncio
import logging

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert

from bot.clock import Clock, utc_now
from bot.config import Config
from bot.db import Database
from bot.errors import OperatorError
from bot.operations import backup, dbfile, schema
from bot.tables import all_tables

log = logging.getLogger(__name__)


_alembic_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, of one row."""


class MigrationFailed(OperatorError):
    """A migration would have left the database broken; nothing was changed."""

    exit_code = 11


async def upgrade(database: Database, config: Config, *, clock: Clock = utc_now) -> None:
    """Create the database, or migrate it after a verified backup; says in one log line each what it did.

    Raises DatabaseUnusable, DatabaseNewer, BackupFailed or MigrationFailed; the database is then as it was.
    """
    path = dbfile.path_of(config)
    await asyncio.to_thread(dbfile.check_usable, path)
    facts = await asyncio.to_thread(dbfile.read_facts, path)
    schema.refuse_newer(facts.revision, of=path)
    if facts.revision == schema.head():
        log.info("database is up to date (revision %s)", facts.revision)
        return
    if facts.revision is not None:
        copy = await asyncio.to_thread(backup.backup_now, config, clock=clock, reason="before-update")
        log.info("database backed up to %s (verified, revision %s)", copy, facts.revision)
    if facts.is_empty:
        await create(database)
        log.info("database created at %s (revision %s)", path, schema.head())
    else:
        await migrate(database)
        log.info("database migrated from revision %s to %s", facts.revision, schema.head())


async def create(database: Database) -> None:
    """Make all tables in an empty database, as the migrations up to the newest would."""
    async with database.engine.connect(engawa_write=True) as connection, connection.begin():
        await connection.run_sync(_create)


def _create(connection: Connection) -> None:
    _sign(connection)
    all_tables().create_all(connection, checkfirst=False)
    _alembic_version.create(connection)
    connection.execute(insert(_alembic_version).values(version_num=schema.head()))


async def migrate(database: Database, to: str = "head") -> None:
    """Run the migrations in one transaction, without a backup. Raises MigrationFailed."""
    async with database.engine.connect(engawa_write=True) as connection:
        await connection.run_sync(_set_foreign_keys, False)
        try:
            async with connection.begin():
                await connection.run_sync(_run, to)
                await connection.run_sync(_check_foreign_keys)
        finally:
            await connection.run_sync(_set_foreign_keys, True)


def _set_foreign_keys(connection: Connection, on: bool) -> None:
    # Past SQLAlchemy, which would begin a transaction first; inside one SQLite ignores the pragma.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
    cursor.close()


def _run(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 - see schema.revisions()

    _sign(connection)
    config = schema.alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _sign(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id={dbfile.APPLICATION_ID}")


def _check_foreign_keys(connection: Connection) -> None:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(dbfile.MAX_FAULTS)
    if rows:
        faults = "; ".join(dbfile.foreign_key_fault(*row) for row in rows)
        raise MigrationFailed(
            f"The update of the database was undone, nothing was changed: {faults}. Please report it."
        )
