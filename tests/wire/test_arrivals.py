"""Newcomers are welcomed once, whatever happens to the process between their joining and the message."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.wire.conftest import StartBot
from tests.wire.server import Wire
from tests.wire.test_resume import Stored, stop
from tests.wire.things import Channel, Guild, Member, User


@pytest.fixture
def stored(tmp_path: Path, database_template: Path) -> Stored:
    shutil.copyfile(database_template, tmp_path / "engawa.db")
    return Stored(tmp_path)


@pytest.fixture
def guild(wire: Wire) -> Guild:
    return wire.world.add_guild()


@pytest.fixture
def welcome(wire: Wire, guild: Guild, stored: Stored) -> Channel:
    channel = wire.world.add_channel(guild, "welcome")
    stored.execute(
        "INSERT INTO setting (guild_id, section, key, value, changed_at) VALUES "
        f"({guild.id}, 'onboarding', 'welcome_channel_id', '{channel.id}', '2026-01-01 00:00:00.000000')"
    )
    return channel


def newcomer(wire: Wire, guild: Guild, name: str, *, pending: bool = False) -> Member:
    user = User(id=wire.world.ids(), name=name, locale="en-US")
    wire.world.users[user.id] = user
    return wire.world.join(guild, user, pending=pending)


def mentions(welcome: Channel, member: Member) -> int:
    return sum(message.text.count(member.mention) for message in welcome.messages.values())


async def is_welcomed(wire: Wire, welcome: Channel, member: Member, *, within_seconds: float = 30) -> None:
    await wire.changes.until(
        lambda: mentions(welcome, member) > 0, f"the welcome of {member.user.name}", within_seconds=within_seconds
    )


async def test_a_newcomer_is_welcomed_within_seconds(
    wire: Wire, start_bot: StartBot, guild: Guild, welcome: Channel, stored: Stored
) -> None:
    bot = await (await start_bot()).ready()
    anna = newcomer(wire, guild, "Anna")
    await is_welcomed(wire, welcome, anna, within_seconds=6)
    await stop(bot)

    assert mentions(welcome, anna) == 1


async def test_screening_that_ends_is_heard_of(
    wire: Wire, start_bot: StartBot, guild: Guild, welcome: Channel, stored: Stored
) -> None:
    bot = await (await start_bot()).ready()
    anna, ben = newcomer(wire, guild, "Anna", pending=True), newcomer(wire, guild, "Ben")
    await is_welcomed(wire, welcome, ben)
    assert mentions(welcome, anna) == 0

    anna.pending = False
    wire.world.member_updated(anna)
    await is_welcomed(wire, welcome, anna)
    await stop(bot)

    assert (mentions(welcome, anna), mentions(welcome, ben)) == (1, 1)


async def test_killed_right_after_a_joining(
    wire: Wire, start_bot: StartBot, guild: Guild, welcome: Channel, stored: Stored
) -> None:
    """Whether it was written down by then or not: the session is resumed and brings it again."""
    bot = await (await start_bot()).ready()
    anna = newcomer(wire, guild, "Anna")
    await bot.kill()
    second = await (await start_bot()).ready()
    await is_welcomed(wire, welcome, anna)
    await stop(second)

    assert mentions(welcome, anna) == 1
    assert stored.execute(f"SELECT count(*) FROM onboarding_arrival WHERE member_id = {anna.id}") == [(1,)]


async def test_killed_between_a_joining_and_its_welcome(
    wire: Wire, start_bot: StartBot, guild: Guild, welcome: Channel, stored: Stored
) -> None:
    bot = await (await start_bot()).ready()
    gate = wire.faults.hold("POST", f"/channels/{welcome.id}/messages")
    anna = newcomer(wire, guild, "Anna")
    await wire.changes.until(lambda: gate.waiting, "the welcome being sent")
    await bot.kill()
    wire.faults.clear()
    ben = newcomer(wire, guild, "Ben")
    second = await (await start_bot()).ready()
    for member in (anna, ben):
        await is_welcomed(wire, welcome, member, within_seconds=60)
    await stop(second)

    assert (mentions(welcome, anna), mentions(welcome, ben)) == (1, 1)


async def test_killed_when_the_welcome_was_sent_and_not_yet_noted(
    wire: Wire, start_bot: StartBot, guild: Guild, welcome: Channel, stored: Stored
) -> None:
    """The session is gone as well, and Discord knows the message's nonce no more: it is looked for in the channel."""
    bot = await (await start_bot()).ready()
    anna = newcomer(wire, guild, "Anna")
    await is_welcomed(wire, welcome, anna)
    await bot.kill()
    with closing(sqlite3.connect(stored.path)) as database, database:  # as if it had been killed a moment earlier
        database.execute("UPDATE onboarding_arrival SET welcomed_at = NULL")
        database.execute("UPDATE onboarding_arrival SET bundled_at = coalesce(bundled_at, arrived_at)")
        database.execute(
            "UPDATE due_row SET state = 'open', attempts = 1, due_at = '2026-01-01 00:00:00.000000', "
            "finished_at = NULL WHERE kind = 'onboarding:welcome'"
        )
    wire.gateway.refuse_resumes = 1
    second = await (await start_bot()).ready()
    ben = newcomer(wire, guild, "Ben")
    await is_welcomed(wire, welcome, ben, within_seconds=60)
    await stop(second)

    assert mentions(welcome, anna) == 1
    assert stored.execute("SELECT count(*) FROM onboarding_arrival WHERE welcomed_at IS NULL") == [(0,)]


async def test_who_finished_screening_while_nobody_listened(
    wire: Wire, start_bot: StartBot, guild: Guild, welcome: Channel, stored: Stored
) -> None:
    """The session is gone: nothing but the asking can tell."""
    bot = await (await start_bot()).ready()
    anna = newcomer(wire, guild, "Anna", pending=True)

    await stop(bot)
    anna.pending = False
    wire.world.member_updated(anna)
    wire.gateway.refuse_resumes = 1
    second = await (await start_bot()).ready()
    await is_welcomed(wire, welcome, anna, within_seconds=90)
    await stop(second)

    assert mentions(welcome, anna) == 1
