"""An operator's machine: a folder with a database that was really migrated."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.config import Config
from bot.db import Database
from bot.operations import dbfile, migrate
from tests.support.clock import MovableClock


@pytest.fixture(autouse=True)
def quick_database() -> None:
    """Leave the databases here as they are: other processes, copies and the disk have to do with them."""


@pytest.fixture
def fresh(tmp_path: Path) -> Config:
    """The settings of a first start: no file exists yet."""
    return Config(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/data/engawa.db",
        backup_dir=tmp_path / "backups",
        backups_kept=3,
    )


@pytest_asyncio.fixture
async def installed(fresh: Config, clock: MovableClock) -> Config:
    """The settings of an installation that has run before."""
    await upgrade(fresh, clock)
    return fresh


async def upgrade(config: Config, clock: MovableClock) -> None:
    """Do what `python -m bot run` does with the database at its start."""
    database = Database(config.database_url)
    try:
        await migrate.upgrade(database, config, clock=clock)
    finally:
        await database.close()


@pytest_asyncio.fixture
async def database(installed: Config) -> AsyncIterator[Database]:
    """The installed database, open."""
    database = Database(installed.database_url)
    yield database
    await database.close()


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    """Be a user without rights for the length of a test: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o077 == 0:
            folder.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def damage(path: Path) -> None:
    """Overwrite a page in the middle of a database, as a failing disk would."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)


def pretend_newer(path: Path) -> None:
    """Make a database say that a later version of the bot has used it."""
    with dbfile.connect(path, read_only=False) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def copy_of(path: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, to))
