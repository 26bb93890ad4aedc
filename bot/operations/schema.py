"""The form of the database: which migrations there are, and how Alembic is told about our tables.

`migrations/env.py` and everything that has to know whether a database is older or newer than the code start here.
"""

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import TypeDecorator

from bot.db import metadata
from bot.errors import OperatorError
from bot.operations import dbfile
from bot.tables import all_tables

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from alembic.config import Config as AlembicConfig

SCRIPTS = Path(__file__).parent.parent.parent / "migrations"

MADE_WHILE_RUNNING = "search_"
"""Full-text tables are made a server at a time by `bot/search`, with shadow tables of SQLite's own: not migrated."""

_STATED = re.compile(r"""^(revision|down_revision) = ["']?(\w+)["']?$""", re.MULTILINE)


class DatabaseNewer(OperatorError):
    """The database was used with a newer version of the bot."""

    exit_code = 6


def alembic_config() -> "AlembicConfig":
    from alembic.config import Config as AlembicConfig  # noqa: PLC0415 - see revisions()

    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


@cache
def revisions() -> Mapping[str, str]:
    """Return the revision of each migration, and of the one before it ("None" for the first).

    Read from the files: most starts have nothing to migrate, and Alembic costs each a quarter of a second and 12 MB.
    """
    files = [path.read_text(encoding="utf-8") for path in (SCRIPTS / "versions").glob("*.py")]
    stated = [dict(_STATED.findall(file)) for file in files]
    return {one["revision"]: one["down_revision"] for one in stated}


def head() -> str:
    """Return the revision this version of the code works with."""
    newest = revisions().keys() - set(revisions().values())
    if not newest:
        raise FileNotFoundError(f"there are no migrations in {SCRIPTS}")
    (revision,) = newest
    return revision


def refuse_newer(revision: str | None, *, of: Path) -> None:
    """Raise DatabaseNewer where `revision` isn't one this version of the code knows."""
    if revision is not None and revision not in revisions():
        raise DatabaseNewer(
            f"{of} was used with a newer version of Engawa (it is at {revision}, this version knows up to {head()}). "
            "Run that version or a later one, or restore a backup made before the update."
        )


def refuse_other(database: Path) -> None:
    """Raise DatabaseUnusable for a database that is not in this version's form, or not there at all."""
    try:
        revision = dbfile.read_facts(database).revision
    except sqlite3.Error as error:
        raise dbfile.DatabaseUnusable(f"The database {database} can't be read ({error}): see DATABASE_URL.") from None
    refuse_newer(revision, of=database)
    if revision != head():
        raise dbfile.DatabaseUnusable(
            f"The database {database} is of an older version: start the bot once, which updates it."
        )


def options() -> dict[str, Any]:
    """Return how Alembic compares and migrates here (the arguments of `context.configure`)."""
    all_tables()
    return {
        "target_metadata": metadata,
        "transactional_ddl": True,  # SQLite can; Alembic believes it can't, because of the driver's default start
        "render_as_batch": True,
        "compare_server_default": True,
        "include_name": _is_migrated,
        "render_item": _render,
    }


def _is_migrated(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name in metadata.tables or not str(name).startswith(MADE_WHILE_RUNNING)


def _render(kind: str, item: object, context: "AutogenContext") -> str | Literal[False]:
    """Name the plain type under a type of ours: a migration must not change when our code does."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    assert context.migration_context.impl is not None
    return f"sa.{item.impl_instance!r}"
