"""Every message is counted exactly once, whatever happens to the process, the line and the session."""

import asyncio
import re
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from bot.gateway.resuming import SERVERS_MAX
from tests.wire.conftest import StartBot
from tests.wire.gateway import Gateway
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.things import VOICE, Channel, Guild, Member, Message

BURST, BURSTS_PER_SECOND = 10, 100


@dataclass(eq=False, repr=False)
class Crowd:
    """People who write all the time, and what they wrote."""

    wire: Wire
    guild: Guild
    channels: list[Channel]
    members: list[Member]
    page: Message
    written: list[Message] = field(default_factory=list)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write a thousand messages a second meanwhile."""
        writing = asyncio.create_task(self._write())
        try:
            yield
        finally:
            writing.cancel()

    async def _write(self) -> None:
        pairs = cycle((channel, member) for member in self.members for channel in self.channels)
        while True:
            for _, (channel, member) in zip(range(BURST), pairs, strict=False):
                self.write(member, channel)
            await asyncio.sleep(1 / BURSTS_PER_SECOND)

    def write(self, member: Member, channel: Channel) -> Message:
        self.written.append(self.wire.people.post_message(member, channel, f"Message {len(self.written)}"))
        return self.written[-1]

    async def has_written(self, more: int) -> None:
        wanted = len(self.written) + more
        await self.wire.changes.until(lambda: len(self.written) >= wanted, f"{wanted} messages")

    async def was_taken(self) -> None:
        """Wait until the bot has taken everything that was sent by now: it answers what comes behind it."""
        pressed = self.wire.people.forge(self.members[0], self.page, "nothing:known:1")
        await pressed.reply()

    def counts(self) -> Counter[int]:
        return Counter(message.author.id for message in self.written)


def add_crowd(wire: Wire) -> Crowd:
    guild = wire.world.add_guild()
    channels = [wire.world.add_channel(guild, name) for name in ("general", "off-topic", "日本語")]
    members = [wire.world.add_member(guild, name) for name in ("Anna", "Ben", "Chika", "Dai")]
    page = wire.world.create_message(channels[0], wire.world.bot, {"content": "An old page"})
    return Crowd(wire=wire, guild=guild, channels=channels, members=members, page=page)


@pytest.fixture
def crowd(wire: Wire) -> Crowd:
    return add_crowd(wire)


class Stored:
    """What is in the database of a bot that has ended."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "engawa.db"

    def execute(self, sql: str) -> list[tuple[int, ...]]:
        with closing(sqlite3.connect(self.path)) as database, database:
            return database.execute(sql).fetchall()

    def counts(self) -> Counter[int]:
        return Counter(dict(self.execute("SELECT member_id, sum(messages) FROM activity_day GROUP BY member_id")))  # type: ignore[arg-type]

    def gaps(self) -> list[tuple[int, ...]]:
        return self.execute("SELECT channel_id, after_id, until_id FROM activity_gap ORDER BY after_id")

    def voice_seconds(self, member: Member) -> int:
        [(seconds,)] = self.execute(f"SELECT sum(voice_seconds) FROM activity_day WHERE member_id = {member.id}")
        return seconds


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    return Stored(tmp_path)


async def stop(bot: BotProcess) -> None:
    bot.terminate()
    assert await bot.ended(within_seconds=10) == 0
    assert "Traceback" not in bot.output


def in_gaps(stored: Stored, crowd: Crowd) -> Counter[int]:
    """Return whose messages the gaps hold."""
    gaps = stored.gaps()
    return Counter(
        message.author.id
        for message in crowd.written
        for channel_id, after_id, until_id in gaps
        if message.channel.id == channel_id and after_id < message.id <= until_id
    )


# Between processes ------------------------------------------------------------------------------------------------


async def test_after_kill_9_in_mid_flood_every_message_is_counted_once(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        for _ in range(3):
            await crowd.has_written(700)
            await bot.kill()
            bot = await (await start_bot()).ready()
        await crowd.has_written(100)
    await crowd.was_taken()
    await stop(bot)

    assert stored.counts() == crowd.counts()
    assert stored.gaps() == []
    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (1, 3)


async def test_a_redeploy_in_mid_flood_misses_nothing(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        for _ in range(2):
            await crowd.has_written(300)
            await stop(bot)
            bot = await (await start_bot()).ready()
        await crowd.has_written(100)
    await crowd.was_taken()
    await stop(bot)

    assert stored.counts() == crowd.counts()
    assert stored.gaps() == []
    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (1, 2)


async def test_what_a_forgotten_session_misses_is_a_gap_to_the_message(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    wire.faults.fail("GET", "/channels/*/messages", status=403, code=50001, times=1_000)  # nothing is read
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(500)
        await bot.kill()
        await crowd.has_written(200)
        wire.gateway.refuse_resumes = 1
        bot = await (await start_bot()).ready()
        await crowd.has_written(100)
    await crowd.was_taken()
    await stop(bot)

    assert sum(in_gaps(stored, crowd).values()) >= 200
    assert stored.counts() + in_gaps(stored, crowd) == crowd.counts()
    assert (len(wire.gateway.identifies), len(wire.gateway.resumes)) == (2, 1)


MOMENTS = {"a clock that was set back": ("+1 hour", True), "a position that is too old": ("-11 minutes", False)}


@pytest.mark.parametrize("moment", MOMENTS)
async def test_how_old_a_position_may_be(
    moment: str, wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    wire.faults.fail("GET", "/channels/*/messages", status=403, code=50001, times=1_000)
    moved, resumed = MOMENTS[moment]
    anna, general = crowd.members[0], crowd.channels[0]
    bot = await (await start_bot()).ready()
    crowd.write(anna, general)
    await crowd.was_taken()
    await stop(bot)
    stored.execute(f"UPDATE gateway_position SET stored_at = datetime(stored_at, '{moved}') || '.000000'")
    crowd.write(anna, general)

    bot = await (await start_bot()).ready()
    crowd.write(anna, general)
    await crowd.was_taken()
    await stop(bot)

    assert len(wire.gateway.resumed_with) == resumed
    assert len(in_gaps(stored, crowd)) == (not resumed)
    assert stored.counts() + in_gaps(stored, crowd) == crowd.counts()


async def test_without_an_answer_by_rest_a_new_session_is_begun(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    wire.faults.fail("GET", "/channels/*/messages", status=403, code=50001, times=1_000)
    bot = await (await start_bot()).ready()
    await stop(bot)
    crowd.write(crowd.members[0], crowd.channels[0])
    wire.faults.fail("GET", "/guilds/*/threads/active", status=403)

    bot = await (await start_bot()).ready()
    await stop(bot)

    assert (len(wire.gateway.identifies), len(wire.gateway.resumes)) == (2, 0)
    assert in_gaps(stored, crowd) == crowd.counts()


async def test_with_many_servers_a_new_session_is_begun(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    await stop(await (await start_bot()).ready())
    for _ in range(SERVERS_MAX):
        wire.world.add_guild()

    await stop(await (await start_bot()).ready())

    assert (len(wire.gateway.identifies), len(wire.gateway.resumes)) == (2, 0)


async def test_the_bot_sees_servers_as_they_are_after_a_resume(wire: Wire, crowd: Crowd, start_bot: StartBot) -> None:
    await stop(await (await start_bot()).ready())
    crowd.channels[0].name = "renamed"

    bot = await (await start_bot()).ready()

    assert re.search(r"ready: 1 servers", bot.output)
    asked = wire.people.slash(crowd.members[0], crowd.channels[0], "questions open")
    assert (await asked.reply()).text
    assert len(wire.gateway.identifies) == 1


async def test_who_stays_in_voice_over_a_restart_is_counted_on(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    lounge = wire.world.add_channel(crowd.guild, "lounge", type=VOICE)
    anna, ben, chika, _ = crowd.members
    bot = await (await start_bot()).ready()
    joined_at = time.monotonic()
    for member in (anna, ben, chika):
        wire.world.be_in_voice(member, lounge)
    await crowd.was_taken()
    await stop(bot)
    wire.world.be_in_voice(chika, None)  # comes with the resumed session

    bot = await (await start_bot()).ready()
    for member in (anna, ben):
        wire.world.be_in_voice(member, None)
    spent = time.monotonic() - joined_at
    await crowd.was_taken()
    await stop(bot)

    assert spent - 2 <= stored.voice_seconds(anna) <= spent + 1
    assert stored.voice_seconds(ben) == stored.voice_seconds(anna)
    assert stored.execute("SELECT count(*) FROM activity_voice") == [(0,)]


async def test_each_shard_goes_on_by_itself(wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored) -> None:
    wire.world.shards = 2
    other = add_crowd(wire)
    while (other.guild.id >> 22) % 2 == (crowd.guild.id >> 22) % 2:
        other = add_crowd(wire)
    bot = await (await start_bot()).ready()
    for each in (crowd, other):
        each.write(each.members[0], each.channels[0])
        await each.was_taken()
    await bot.kill()
    for each in (crowd, other):
        each.write(each.members[1], each.channels[0])

    bot = await (await start_bot()).ready()
    for each in (crowd, other):
        each.write(each.members[2], each.channels[0])
        await each.was_taken()
    await stop(bot)

    assert stored.counts() == crowd.counts() + other.counts()
    assert stored.gaps() == []
    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (2, 2)


# Within a process -------------------------------------------------------------------------------------------------


DISTURBANCES: dict[str, Callable[[Gateway], None]] = {
    "dropped": Gateway.drop,
    "op 7": Gateway.reconnect,
    "op 9, resumable": lambda gateway: gateway.invalidate(resumable=True),
    "closed with 4000": lambda gateway: gateway.close(4000),
}


async def test_a_line_that_breaks_in_mid_flood_loses_and_doubles_nothing(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        for number, disturb in enumerate(DISTURBANCES.values(), start=1):
            await crowd.has_written(100)
            disturb(wire.gateway)
            await wire.resumed(times=number)
        await crowd.has_written(100)
    await crowd.was_taken()
    await stop(bot)

    assert stored.counts() == crowd.counts()
    assert stored.gaps() == []
    assert len(wire.gateway.identifies) == 1


async def test_an_event_that_is_delivered_twice_counts_once(
    wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored
) -> None:
    anna, ben, *_ = crowd.members
    bot = await (await start_bot()).ready()

    message = crowd.write(anna, crowd.channels[0])
    wire.gateway.repeat()
    wire.people.react(ben, message, "👍")
    wire.gateway.repeat()
    await crowd.was_taken()
    await stop(bot)

    assert stored.counts() == Counter({anna.id: 1})
    assert stored.execute(f"SELECT reactions_given FROM activity_day WHERE member_id = {ben.id}") == [(1,)]
    assert stored.execute(f"SELECT reactions_received FROM activity_day WHERE member_id = {anna.id}") == [(1,)]


async def test_from_the_fallback_nobody_goes_on(wire: Wire, crowd: Crowd, start_bot: StartBot, stored: Stored) -> None:
    wire.faults.fail("GET", "/channels/*/messages", status=403, code=50001, times=1_000)
    anna, general = crowd.members[0], crowd.channels[0]
    await stop(await (await start_bot()).ready())
    bot = await (await start_bot(MESSAGE_ENTRY="on_message")).ready()
    crowd.write(anna, general)
    await crowd.was_taken()
    await bot.kill()
    crowd.write(anna, general)

    bot = await (await start_bot()).ready()
    crowd.write(anna, general)
    await crowd.was_taken()
    await stop(bot)

    assert stored.counts() + in_gaps(stored, crowd) == crowd.counts()
    assert (len(wire.gateway.identifies), len(wire.gateway.resumes)) == (3, 0)
