"""kill -9, and the session gone: what was written meanwhile is read from the channels' history, each message once."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.wire.conftest import StartBot
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.things import Channel, Guild, Member, Message

HISTORY = "/channels/*/messages"
MANAGE_GUILD = 1 << 5
READ_ALL = "Everything members wrote is counted"


@dataclass(repr=False)  # everything in it knows everything: pytest would need minutes to show it
class Village:
    """A server with some channels; each person writes in one of them."""

    wire: Wire
    folder: Path
    guild: Guild
    channels: list[Channel]
    members: list[Member]
    admin: Member
    written: list[Message] = field(default_factory=list)

    def write(self, times: int, *, channel: Channel | None = None, member: Member | None = None) -> None:
        """Have everybody write in their channel, or one person in one."""
        for _ in range(times):
            for resident, home in zip(self.members, self.channels, strict=True):
                if member in (None, resident):
                    self.written.append(self.wire.people.post_message(resident, channel or home, "Good morning"))

    def counts(self) -> Counter[int]:
        return Counter(message.author.id for message in self.written)

    def counted(self) -> Counter[int]:
        """Return what is in the database: messages by author."""
        return Counter(dict(self._rows("SELECT member_id, sum(messages) FROM activity_day GROUP BY member_id")))

    def missing(self) -> int:
        [(_, gaps)] = self._rows("SELECT 0, count(*) FROM activity_gap")
        return gaps

    def _rows(self, sql: str) -> list[tuple[int, int]]:
        with closing(sqlite3.connect(self.folder / "engawa.db")) as database:
            return [(int(first), int(second)) for first, second in database.execute(sql)]

    async def all_read(self, bot: BotProcess, *, times: int = 1) -> None:
        """Wait until the bot says that there is nothing left, having read something."""
        said = r"read [1-9]\d* missed messages in \d+ channels, none are left"
        await bot.says(said, times=times, within_seconds=60)


@pytest.fixture
def village(wire: Wire, tmp_path: Path) -> Village:
    guild = wire.world.add_guild()
    names = ("general", "off-topic", "雑談")
    village = Village(
        wire=wire,
        folder=tmp_path,
        guild=guild,
        channels=[wire.world.add_channel(guild, name) for name in names],
        members=[wire.world.add_member(guild, f"Resident of {name}") for name in names],
        admin=wire.world.add_member(
            guild, "Mika", roles=[wire.world.add_role(guild, "Admins", permissions=MANAGE_GUILD)]
        ),
    )
    for channel in village.channels:  # of before the bot came: never counted
        wire.world.create_message(channel, wire.world.owner, {"content": "Welcome"})
    return village


async def killed(village: Village, bot: BotProcess) -> None:
    """kill -9, and Discord forgets the session: a RESUME would bring what was missed."""
    await bot.kill()
    village.wire.gateway.forget_sessions()


def long_ago(village: Village) -> None:
    """Let it have happened so long ago that the next process does not even try to resume: that takes five seconds."""
    with closing(sqlite3.connect(village.folder / "engawa.db")) as database:
        database.execute("DELETE FROM gateway_position")
        database.commit()


async def doctor(village: Village) -> str:
    asked = village.wire.people.slash(village.admin, village.channels[0], "doctor")
    return (await asked.reply()).text


async def stop(bot: BotProcess) -> None:
    bot.terminate()
    assert await bot.ended(within_seconds=10) == 0
    assert "Traceback" not in bot.output


async def test_each_message_is_counted_once_though_the_bot_is_killed_three_times(
    wire: Wire, start_bot: StartBot, village: Village
) -> None:
    bot = await (await start_bot()).ready()
    village.write(40)
    thread = wire.people.start_thread(village.members[0], village.channels[0], "Side talk")
    village.write(5, channel=thread, member=village.members[0])
    await killed(village, bot)

    village.write(250)
    village.write(120, channel=thread, member=village.members[0])
    gone = wire.world.add_channel(village.guild, "gone")
    wire.people.post_message(village.members[1], gone, "Nobody will find this")
    wire.world.delete_channel(gone)
    for _ in range(2):  # killed in the middle of reading
        bot = await start_bot()
        village.write(3)
        await wire.called("GET", HISTORY, times=4, since=len(wire.calls))
        village.write(3)
        await killed(village, bot)
        long_ago(village)
        village.write(60)

    bot = await (await start_bot()).ready()
    village.write(10)
    await village.all_read(bot)
    village.write(10)
    assert READ_ALL in await doctor(village)  # what was written before was taken before
    await stop(bot)

    assert village.counted() == village.counts()
    assert village.missing() == 0
    check = await start_bot_command(wire, village.folder, "recompute", "--check")
    assert await check.ended() == 0, check.output


async def start_bot_command(wire: Wire, folder: Path, *arguments: str) -> BotProcess:
    return await BotProcess.start(wire, folder, arguments=("-m", "bot", *arguments))


async def test_doctor_says_how_the_reading_goes_and_what_cannot_be_read(
    wire: Wire, start_bot: StartBot, village: Village
) -> None:
    bot = await (await start_bot()).ready()
    village.write(1)
    await killed(village, bot)
    long_ago(village)
    village.write(130)
    gate = wire.faults.hold("GET", f"/channels/{village.channels[1].id}/messages")
    wire.faults.fail("GET", f"/channels/{village.channels[2].id}/messages", status=403, code=50001)

    bot = await (await start_bot()).ready()
    await bot.says("can't be read: the permission is missing")
    await wire.called("GET", f"/channels/{village.channels[0].id}/messages", times=2)
    await wire.changes.until(lambda: gate.waiting, "the second channel being read")
    during = await doctor(village)

    found = re.search(r"I'm reading what was written while I was away: (.*) left, (.*) messages so far", during)
    assert found, during
    assert found[1] in ("one channel", "2 channels") and int(found[2]) in (100, 130, 131)
    assert f"I can't read what was written while I was away in one channel: {village.channels[2].mention}" in during

    gate.open()
    wire.world.edit_channel(village.channels[2], {"topic": "open again"})
    await village.all_read(bot, times=2)
    assert READ_ALL in await doctor(village)
    await stop(bot)
    assert village.counted() == village.counts()


async def test_what_discord_refuses_for_now_is_waited_for(wire: Wire, start_bot: StartBot, village: Village) -> None:
    """429 as Discord sends it, and a server error: discord.py tries again by itself, and nothing counts twice."""
    bot = await (await start_bot()).ready()
    village.write(1)
    await killed(village, bot)
    long_ago(village)
    village.write(120)
    wire.faults.limit("GET", HISTORY, retry_after=0.2, times=3)
    wire.faults.fail("GET", f"/channels/{village.channels[1].id}/messages", status=500)

    bot = await (await start_bot()).ready()
    await village.all_read(bot)
    await stop(bot)

    assert village.counted() == village.counts()


async def test_where_messages_come_in_the_slow_way_the_same_is_true(
    wire: Wire, start_bot: StartBot, village: Village
) -> None:
    bot = await (await start_bot(MESSAGE_ENTRY="on_message")).ready()
    village.write(5)
    await killed(village, bot)
    village.write(120)

    bot = await (await start_bot(MESSAGE_ENTRY="on_message")).ready()
    await village.all_read(bot)
    village.write(5)
    assert READ_ALL in await doctor(village)
    await stop(bot)

    assert village.counted() == village.counts()


async def test_reading_leaves_discord_most_of_its_requests(wire: Wire, start_bot: StartBot, village: Village) -> None:
    bot = await (await start_bot()).ready()
    village.write(1)
    await killed(village, bot)
    long_ago(village)
    for number in range(40):
        channel = wire.world.add_channel(village.guild, f"channel-{number}")
        village.write(1, channel=channel, member=village.members[0])

    bot = await (await start_bot()).ready()
    await village.all_read(bot)

    asked = sorted(call.arrived_at for call in wire.find("GET", HISTORY))
    busiest = max(sum(start <= moment < start + 1 for moment in asked) for start in asked)
    assert 40 <= len(asked) <= 43 and busiest <= 30  # the three others, where the last word was not written down
    await stop(bot)
    assert village.counted() == village.counts()


async def test_stopping_in_the_middle_of_reading_is_quick(wire: Wire, start_bot: StartBot, village: Village) -> None:
    bot = await (await start_bot()).ready()
    village.write(1)
    await killed(village, bot)
    long_ago(village)
    village.write(400)
    bot = await (await start_bot()).ready()
    await wire.called("GET", HISTORY, times=3)

    bot.terminate()
    assert await bot.ended(within_seconds=5) == 0
    assert village.missing() > 0

    wire.gateway.forget_sessions()
    long_ago(village)
    bot = await (await start_bot()).ready()
    await village.all_read(bot)
    await stop(bot)
    assert village.counted() == village.counts()
