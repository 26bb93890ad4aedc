"""Starting and stopping the process: what an operator sees, and the exit codes a supervisor reads."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.db import Database
from bot.operations import migrate
from tests.wire.conftest import StartBot
from tests.wire.gateway import MEMBERS
from tests.wire.process import BotProcess
from tests.wire.server import Wire

COMMANDS = "/applications/*/commands"


def assert_one_sentence(bot: BotProcess) -> None:
    """What the operator reads is one sentence that says what to do; the way there may have been logged."""
    assert "Traceback" not in bot.output
    said = [line for line in bot.lines if not re.match(r"\d{4}-\d\d-\d\d .*(INFO|WARNING)", line)]
    assert len(said) == 1 and said[0].endswith("."), bot.output


async def test_commands_are_sent_once_and_again_only_when_they_differ(
    wire: Wire, start_bot: StartBot, tmp_path: Path
) -> None:
    wire.world.add_guild()
    wire.faults.limit("GET", "/users/@me", retry_after=0.05)
    wire.faults.limit("PUT", COMMANDS, retry_after=0.05)

    first = await (await start_bot()).ready()
    first.terminate()
    assert await first.ended(within_seconds=10) == 0
    second = await (await start_bot()).ready()
    second.terminate()
    assert await second.ended(within_seconds=10) == 0
    assert [call.status for call in wire.find("PUT", COMMANDS)] == [429, 200]

    with closing(sqlite3.connect(tmp_path / "engawa.db")) as database:  # as if an older version had sent other commands
        database.execute("UPDATE process_state SET value = 'other' WHERE key LIKE 'commands:%'")
        database.commit()
    await (await start_bot()).ready()
    assert [call.status for call in wire.find("PUT", COMMANDS)] == [429, 200, 200]

    for bot in (first, second):
        assert wire.token not in bot.output and "Traceback" not in bot.output


MISTAKES: dict[str, tuple[dict[str, str | None], int, str]] = {
    "a wrong token": ({"DISCORD_TOKEN": "wrong"}, 3, "DISCORD_TOKEN"),
    "no token": ({"DISCORD_TOKEN": None}, 2, "DISCORD_TOKEN"),
    "no such variable value": ({"LOG_LEVEL": "LOUD"}, 2, "LOG_LEVEL"),
    "nobody there": ({"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}, 8, "DISCORD_API_URL"),
    "a folder that is a file": ({"DATABASE_URL": "sqlite:///a-file/engawa.db"}, 5, "a-file"),
}


async def test_each_mistake_of_an_operator_is_one_sentence_and_an_exit_code(
    start_bot: StartBot, tmp_path: Path
) -> None:
    (tmp_path / "a-file").touch()

    # All at once: most of what a start takes is importing.
    starts = {
        mistake: await start_bot(**{"DATABASE_URL": f"sqlite:///{number}.db"} | environment)
        for number, (mistake, (environment, _, _)) in enumerate(MISTAKES.items())
    }

    for mistake, (_, exit_code, named) in MISTAKES.items():
        assert await starts[mistake].ended() == exit_code, (mistake, starts[mistake].output)
        assert_one_sentence(starts[mistake])
        assert named in starts[mistake].output


async def test_an_address_where_discords_api_is_not_is_one_sentence(wire: Wire, start_bot: StartBot) -> None:
    bot = await start_bot(DISCORD_API_URL=wire.api_url.replace("/api/", "/elsewhere/"))

    assert await bot.ended() == 8
    assert_one_sentence(bot)
    assert "DISCORD_API_URL" in bot.output


async def test_an_intent_that_is_switched_off_is_one_sentence(wire: Wire, start_bot: StartBot) -> None:
    wire.world.enabled_intents &= ~MEMBERS

    bot = await start_bot()

    assert await bot.ended() == 4
    assert_one_sentence(bot)
    assert "Intent" in bot.output


async def test_without_the_privileged_intents_the_bot_runs_when_told_to(wire: Wire, start_bot: StartBot) -> None:
    wire.world.enabled_intents = 0

    await (await start_bot(MEMBERS="false", MESSAGE_CONTENT="false")).ready()

    assert wire.gateway.is_connected


async def test_a_second_instance_on_the_same_database_is_one_sentence(wire: Wire, start_bot: StartBot) -> None:
    first = await (await start_bot()).ready()

    second = await start_bot()

    assert await second.ended() == 7
    assert_one_sentence(second)
    assert first.exit_code is None and len(wire.gateway.identifies) == 1


async def test_a_newer_database_is_one_sentence_and_stays_as_it_is(start_bot: StartBot, tmp_path: Path) -> None:
    newer = tmp_path / "engawa.db"
    made = Database(f"sqlite:///{newer}")
    await migrate.migrate(made)
    await made.close()
    with closing(sqlite3.connect(newer)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()

    bot = await start_bot()

    assert await bot.ended() == 6
    assert_one_sentence(bot)
    with closing(sqlite3.connect(newer)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


async def test_sigterm_before_the_bot_is_ready_ends_it_too(wire: Wire, start_bot: StartBot) -> None:
    gate = wire.faults.hold("GET", "/gateway/bot")
    bot = await start_bot()
    await wire.changes.until(lambda: gate.waiting, "the bot asking for the gateway")

    bot.terminate()

    assert await bot.ended(within_seconds=10) == 0
    assert "Traceback" not in bot.output


async def test_sigterm_lets_what_is_under_way_finish(wire: Wire, start_bot: StartBot) -> None:
    anna = wire.world.add_member(wire.world.add_guild(), "Anna")
    page = wire.world.create_message(
        wire.world.add_channel(anna.guild, "general"), wire.world.bot, {"content": "An old page"}
    )
    bot = await (await start_bot()).ready()
    gate = wire.faults.hold("POST", "/interactions/*/callback")
    pressed = wire.people.forge(anna, page, "nothing:known:1")
    await wire.changes.until(lambda: gate.waiting, "the answer on its way")

    bot.terminate()
    await bot.says("stopping")
    gate.open()

    assert (await pressed.reply()).text
    assert await bot.ended(within_seconds=10) == 0
    assert "Traceback" not in bot.output


async def test_sigterm_ends_the_process_within_ten_seconds_even_if_discord_never_answers(
    wire: Wire, start_bot: StartBot
) -> None:
    anna = wire.world.add_member(wire.world.add_guild(), "Anna")
    page = wire.world.create_message(
        wire.world.add_channel(anna.guild, "general"), wire.world.bot, {"content": "An old page"}
    )
    bot = await (await start_bot()).ready()
    gate = wire.faults.hold("POST", "/interactions/*/callback")
    wire.people.forge(anna, page, "nothing:known:1")
    await wire.changes.until(lambda: gate.waiting, "the answer on its way")

    bot.terminate()

    assert await bot.ended(within_seconds=10) == 0
