"""Fixtures every test may use: a clock that is moved by hand, a fresh database, the app, a community on a simulated Discord."""

import asyncio
import gc
import json
import logging
import shutil
import sys
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from pydantic import SecretStr

from bot import command_sync
from bot.app import App
from bot.config import Config
from bot.db import Database
from bot.operations import migrate
from bot.reduced import REDUCTIONS, Intent, Reduction
from tests.support.clock import MovableClock
from tests.support.community import Community, open_community
from tests.support.quick import quick_databases

# By the wall's clock, both fail on a busy machine though nothing is wrong.
settings.register_profile("engawa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("engawa")

pytest_plugins = ["tests.support.discord_spec"]

INTENTS = {"content": "message_content", "members": "members"}
"""The two privileged intents as `--without` and `needs` name them, and as the configuration does."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--without",
        choices=sorted(INTENTS),
        help="run the bot without this privileged intent, on a Discord that keeps back what it keeps back then",
    )
    parser.addoption(
        "--real-database",
        action="store_true",
        help="give every connection to a database its thread, and wait for the disk, as a running bot does",
    )


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000)  # it is 700: a fifth of the time went into looking for garbage
    config.addinivalue_line("markers", "real_database: about what threads and disks do (tests/support/quick.py)")
    config.addinivalue_line(
        "markers", "needs(intent, feature): without the intent the feature lacks this, and /doctor says so"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what can't be without the intent that this run is without, and what Discord has no part in."""
    needed = {item: _needed(item) for item in items}
    without = config.getoption("without")
    if without is None:
        return
    left_out = [item for item in items if without in needed[item] or not _on_discord(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish() -> None:
    """Keep Python from looking for garbage among the tests and modules, again and again: they stay until the end."""
    gc.collect()
    gc.freeze()


def _on_discord(item: pytest.Item) -> bool:
    return "community" in getattr(item, "fixturenames", ())


def _needed(item: pytest.Item) -> set[str]:
    """Return the intents a test needs. What isn't declared to be missing without one has to work without it."""
    needed = set()
    for mark in item.iter_markers("needs"):
        intent, feature = mark.args
        if Reduction(intent=Intent(intent), feature=feature) not in REDUCTIONS:
            raise pytest.UsageError(f"{item.nodeid}: {feature} without {intent} is not declared in bot/reduced.py")
        needed.add(intent)
    return needed


def pytest_report_header(config: pytest.Config) -> str | None:
    without = config.getoption("without")
    return f"Without the intent: {INTENTS[without]}" if without else None


@pytest.fixture(autouse=True)
def quick_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Open databases that are quick, unless the test is about what makes them slow."""
    if request.config.getoption("real_database") or request.node.get_closest_marker("real_database"):
        yield
        return
    with quick_databases():
        yield


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database: copying a file takes a tenth of migrating one."""
    path = tmp_path_factory.mktemp("template") / "engawa.db"
    asyncio.run(_make_template(path))
    return path


async def _make_template(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await migrate.migrate(database)
    await database.close()


@pytest.fixture
def config(tmp_path: Path, database_template: Path, request: pytest.FixtureRequest) -> Config:
    path = tmp_path / "engawa.db"
    shutil.copyfile(database_template, path)
    without = request.config.getoption("without")
    return Config(
        message_content=without != "content",
        members=without != "members",
        _env_file=None,
        discord_token=SecretStr("test-token"),
        database_url=f"sqlite:///{path}",
        backup_dir=tmp_path / "backups",
    )


@pytest_asyncio.fixture
async def database(config: Config) -> AsyncIterator[Database]:
    database = Database(config.database_url)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def app(config: Config, clock: MovableClock) -> AsyncIterator[App]:
    """Every service on a fresh database, without Discord."""
    app = App(config, clock=clock)
    yield app
    await app.close()


@pytest_asyncio.fixture
async def community(config: Config) -> AsyncIterator[Community]:
    """The real bot in a server on SimCord, with people in every role."""
    async with open_community(config) as community:
        yield community


@pytest.fixture(autouse=True, scope="session")
def commands_rendered_once() -> Iterator[None]:
    """Render the commands of all languages once for all bots that have the same: it takes a fifth of a second each."""
    rendered: dict[tuple[str, ...], str] = {}
    render = command_sync.payload_of

    async def payload_of(bot: Any, guild: Any) -> list[Any]:
        commands = [
            f"{type(command).__name__} {command.qualified_name}" for command in bot.tree.walk_commands(guild=guild)
        ]
        menus = [menu.name for menu in bot.tree._get_all_commands(guild=guild)]
        key = (*sorted(commands), *sorted(menus), str(bot.app.config.text_dir))
        if key not in rendered:
            rendered[key] = json.dumps(await render(bot, guild))
        found: list[Any] = json.loads(rendered[key])
        return found

    command_sync.payload_of = payload_of
    yield
    command_sync.payload_of = render


@pytest.fixture(autouse=True)
def modules_stay() -> Iterator[None]:
    """Keep the cogs' modules for the next test: of a bot that is closed, discord.py forgets them all.

    What was imported anew would have other classes of the same names than those the tests know.
    """
    known = {name: module for name, module in sys.modules.items() if name.startswith("cogs.")}
    yield
    sys.modules.update(known)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Let Discord's clock in a test be its community's (SimCord's plugin does so for a bare Env)."""
    community = getattr(item, "funcargs", {}).get("community")
    if isinstance(community, Community):
        with community.env.time_context():
            return (yield)
    return (yield)


@pytest.fixture(autouse=True)
def no_bug_reached_a_member(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which the bot logged an error, unless it is marked `expects_errors`."""
    yield
    if request.node.get_closest_marker("expects_errors"):
        return
    for phase in ("setup", "call"):  # not "teardown": it runs later
        errors = [record for record in caplog.get_records(phase) if record.levelno >= logging.ERROR]
        assert not errors, [(record.getMessage(), record.exc_text or record.exc_info) for record in errors]
