"""No point is lost and none is given twice, whatever happens to the process, the line, the disk and the clock.

Every message of these tests earns: each has its row in the ledger, exactly one.
"""

import json
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.wire.community import MANAGE_GUILD
from tests.wire.conftest import StartBot
from tests.wire.interactions import Interaction
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.test_resume import Crowd, Stored, add_crowd
from tests.wire.things import JSON, VOICE, Member, Message, Upload

READ_ALL = r"read [1-9]\d* missed messages in \d+ channels, none are left"
WRITTEN_AGAIN = "activity is written again"
CODES = ("WINTER-1111-AAAA", "WINTER-2222-BBBB", "WINTER-3333-CCCC")


class Ledger(Stored):
    """What is in the database."""

    def rows(self, kind: str) -> Counter[int]:
        """Return how many rows each cause has."""
        return Counter(
            dict(
                self.execute(f"SELECT source_id, count(*) FROM point_ledger WHERE kind = '{kind}' GROUP BY source_id")  # type: ignore[arg-type]
            )
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path


@pytest.fixture
def ledger(folder: Path) -> Ledger:
    return Ledger(folder)


@pytest.fixture
def crowd(wire: Wire, folder: Path, database_template: Path) -> Crowd:
    """People who came only now, in a server in which every message earns."""
    crowd = add_crowd(wire)
    shutil.copyfile(database_template, folder / "engawa.db")
    with closing(sqlite3.connect(folder / "engawa.db")) as database, database:
        database.execute("INSERT INTO point_rule VALUES (?, 'message', 1, 0, 0)", (crowd.guild.id,))
        for name in ("minimum_account_days", "minimum_member_days"):
            database.execute(
                "INSERT INTO setting (guild_id, section, key, value, changed_at) VALUES (?, 'points', ?, '0', ?)",
                (crowd.guild.id, name, "2026-01-01 00:00:00.000000"),
            )
    return crowd


@pytest.fixture
def admin(wire: Wire, crowd: Crowd) -> Member:
    role = wire.world.add_role(crowd.guild, "Admins", permissions=MANAGE_GUILD)
    return wire.world.add_member(crowd.guild, "Mika", roles=[role])


async def stop(bot: BotProcess) -> None:
    bot.terminate()
    assert await bot.ended(within_seconds=20) == 0, bot.output
    assert "Traceback" not in bot.output, bot.output


async def nothing_is_missing(wire: Wire, crowd: Crowd, ledger: Ledger) -> None:
    """Each message has earned once and is counted once, and what is derived from the ledger agrees with it."""
    assert ledger.rows("message") == Counter(message.id for message in crowd.written)
    assert ledger.counts() == crowd.counts()
    assert ledger.gaps() == []
    check = await BotProcess.start(
        wire,
        ledger.path.parent,
        arguments=("-m", "bot", "recompute", "--check"),
        environment={"DATABASE_URL": f"sqlite:///{ledger.path}"},
    )
    assert await check.ended() == 0, check.output


# kill -9 ----------------------------------------------------------------------------------------------------------


async def test_killed_in_mid_flood_with_the_session_resumed(
    wire: Wire, crowd: Crowd, start_bot: StartBot, ledger: Ledger
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        for _ in range(2):
            await crowd.has_written(500)
            await bot.kill()
            bot = await (await start_bot()).ready()
        await crowd.has_written(100)
    await crowd.was_taken()
    await stop(bot)

    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (1, 2)
    await nothing_is_missing(wire, crowd, ledger)


async def test_killed_in_mid_flood_with_the_session_gone(
    wire: Wire, crowd: Crowd, start_bot: StartBot, ledger: Ledger
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(500)
        await bot.kill()
        wire.gateway.refuse_resumes = 1
        bot = await (await start_bot()).ready()
        await crowd.has_written(100)
    await bot.says(READ_ALL, within_seconds=90)
    await crowd.was_taken()
    await stop(bot)

    assert len(wire.gateway.identifies) == 2
    await nothing_is_missing(wire, crowd, ledger)


async def test_terminated_twice_while_it_writes(wire: Wire, crowd: Crowd, start_bot: StartBot, ledger: Ledger) -> None:
    """A flush by timer, one because the buffer is full, and the last one."""
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(300)
        for number in range(2_500):
            crowd.write(crowd.members[number % 4], crowd.channels[0])
        bot.terminate()
        await bot.says("stopping")
        bot.terminate()
        # When the second comes at the very end there is nobody left to hear it.
        assert await bot.ended(within_seconds=20) in (0, -signal.SIGTERM)
        assert "Traceback" not in bot.output
        bot = await (await start_bot()).ready()
    await crowd.was_taken()
    await stop(bot)

    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (1, 1)
    await nothing_is_missing(wire, crowd, ledger)


# What was acknowledged --------------------------------------------------------------------------------------------


def events(wire: Wire, name: str) -> list[JSON]:
    """Return the events of a kind that Discord has sent, or will when the session is resumed."""
    frames = [json.loads(frame) for session in wire.gateway.sessions.values() for frame in session.log]
    return [frame["d"] for frame in frames if frame["t"] == name]


async def first_answer(wire: Wire, asked: Sequence[Interaction]) -> None:
    await wire.changes.until(lambda: any(one.messages for one in asked), "the first answer")


async def test_what_the_bot_has_confirmed_stays_and_is_done_once(
    wire: Wire, crowd: Crowd, admin: Member, start_bot: StartBot, ledger: Ledger
) -> None:
    general, (anna, ben, chika, dai) = crowd.channels[0], crowd.members
    confirmed: dict[str, list[Interaction]] = {"adjustment": [], "thanks": []}
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        for first, second in ((anna, ben), (chika, dai)):
            asked = {
                "adjustment": [
                    wire.people.slash(admin, general, "points adjust", member=first, points=number, reason="A talk")
                    for number in (5, 6, 7)
                ],
                "thanks": [
                    wire.people.slash(giver, general, "thank", member=member)
                    for giver, member in ((first, second), (second, first))
                ],
            }
            every = [one for kind in asked.values() for one in kind]
            await first_answer(wire, every)
            await bot.kill()
            for kind, interactions in asked.items():
                confirmed[kind] += [one for one in interactions if one.messages]
            bot = await (await start_bot()).ready()
    await crowd.was_taken()
    before = {kind: ledger.rows(kind) for kind in confirmed}

    replayed = events(wire, "INTERACTION_CREATE")
    for event in replayed:  # as the process that resumes a session is sent them, if it comes back soon enough
        wire.gateway.dispatch("INTERACTION_CREATE", event)
    await crowd.was_taken()
    await stop(bot)

    assert len(replayed) >= 10 and any(confirmed.values())
    for kind, interactions in confirmed.items():
        assert before[kind].keys() >= {one.id for one in interactions}
        assert set(ledger.rows(kind).values()) <= {1}
        assert ledger.rows(kind) >= before[kind]
    await nothing_is_missing(wire, crowd, ledger)


async def test_a_claimed_code_stays_its_owners_though_the_answer_never_came(
    wire: Wire, crowd: Crowd, admin: Member, start_bot: StartBot
) -> None:
    general, (anna, ben, *_) = crowd.channels[0], crowd.members
    bot = await (await start_bot()).ready()
    offered = wire.people.slash(admin, general, "perks add", name="Coupon", by="code", **{"per-member": 0})
    await offered.reply()
    file = Upload(filename="codes.csv", content="\n".join(CODES).encode())
    staged = wire.people.slash(admin, general, "perks codes", perk="Coupon", file=file)
    await wire.people.press(admin, await staged.reply(), "perks:add-codes").updated()
    confirmation = await wire.people.slash(anna, general, "perks claim", perk="Coupon").reply()
    gate = wire.faults.hold("PATCH", "/webhooks/*/messages/@original")
    wire.people.press(anna, confirmation, "perks:confirm")
    await wire.changes.until(lambda: gate.waiting, "the code being sent")

    await bot.kill()
    wire.faults.clear()
    bot = await (await start_bot()).ready()
    [hers] = await own_codes(wire, anna, general.id)
    bens = wire.people.press(
        ben, await wire.people.slash(ben, general, "perks claim", perk="Coupon").reply(), "perks:confirm"
    )
    [his] = codes_in(await bens.updated())
    again = wire.people.press(anna, confirmation, "perks:confirm")

    assert codes_in(await again.updated()) == [hers]
    assert await own_codes(wire, anna, general.id) == [hers]
    assert his != hers
    await stop(bot)
    assert not any(code in bot.output for code in CODES)


async def own_codes(wire: Wire, member: Member, channel_id: int) -> list[str]:
    """Return the codes behind the buttons of somebody's /perks mine."""
    channel = wire.world.channels[channel_id]
    mine = await wire.people.slash(member, channel, "perks mine").reply()
    shown = [str(item.get("custom_id", "")) for item in mine.components]
    found: list[str] = []
    for button in shown:
        if button.startswith("perks:show"):
            found += codes_in(await wire.people.press(member, mine, button).reply())
    return found


def codes_in(message: Message) -> list[str]:
    return re.findall(r"WINTER-\d{4}-[A-Z]{4}", message.text)


# The disk ---------------------------------------------------------------------------------------------------------


class Limit:
    """The kernel lets the bot's files grow no further: SQLite calls it an I/O error."""

    said = "can't store anything right now"

    def fill(self, bot: BotProcess) -> None:
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def make_room(self, bot: BotProcess) -> None:
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class SmallDisk:
    """A disk of a few megabytes, full to the last byte."""

    said = "disk is full"

    def __init__(self, folder: Path) -> None:
        self._filling = folder / "filling"

    def fill(self, bot: BotProcess) -> None:
        with suppress(OSError), self._filling.open("wb", buffering=0) as filling:
            while True:
                filling.write(bytes(512))

    def make_room(self, bot: BotProcess) -> None:
        self._filling.unlink()


@pytest.fixture(params=["limit", "small disk"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Limit | SmallDisk]:
    if request.param == "limit":
        yield Limit()
        return
    mounting = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(tmp_path)]
    if subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield SmallDisk(tmp_path)
    finally:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


async def said_to(interaction: Interaction) -> str:
    return (await interaction.reply(within_seconds=40)).text


async def waiting_in_doctor(wire: Wire, admin: Member, crowd: Crowd) -> int:
    """Return how many things /doctor says wait to be stored; 0 where all is well."""
    said = await said_to(wire.people.slash(admin, crowd.channels[0], "doctor"))
    found = re.search(r"What members do can't be stored \(since .*?\); (.*?) (?:things are|thing is)", said, re.DOTALL)
    return int(found[1].replace(",", "").replace("one", "1")) if found else 0


async def test_without_room_the_bot_says_so_and_writes_everything_once_there_is_some(
    disk: Limit | SmallDisk, wire: Wire, crowd: Crowd, admin: Member, start_bot: StartBot, ledger: Ledger
) -> None:
    general, (anna, ben, *_) = crowd.channels[0], crowd.members
    bot = await (await start_bot()).ready()
    for _ in range(20):
        crowd.write(anna, general)
    await crowd.was_taken()

    disk.fill(bot)
    for _ in range(300):
        crowd.write(ben, general)
    refused = [
        wire.people.slash(admin, general, "points adjust", member=anna, points=5, reason="A talk"),
        wire.people.slash(anna, general, "thank", member=ben),
    ]
    for interaction in refused:
        assert disk.said in await said_to(interaction)
    await bot.says("activity can't be written")
    assert await waiting_in_doctor(wire, admin, crowd) >= 300

    disk.make_room(bot)
    await bot.says(WRITTEN_AGAIN)
    assert await waiting_in_doctor(wire, admin, crowd) == 0
    done = wire.people.slash(admin, general, "points adjust", member=anna, points=7, reason="A talk")
    await done.reply()
    await crowd.was_taken()
    await stop(bot)

    assert (ledger.rows("adjustment"), ledger.rows("thanks")) == (Counter([done.id]), Counter())
    await nothing_is_missing(wire, crowd, ledger)


async def test_killed_while_there_is_no_room(wire: Wire, crowd: Crowd, start_bot: StartBot, ledger: Ledger) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(300)
        Limit().fill(bot)
        await bot.says("activity can't be written")
        await crowd.has_written(300)
        await bot.kill()
        bot = await (await start_bot()).ready()
    await crowd.was_taken()
    await stop(bot)

    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (1, 1)
    await nothing_is_missing(wire, crowd, ledger)


# The database is somebody else's ----------------------------------------------------------------------------------


async def test_a_locked_database_makes_people_wait_or_says_so_and_loses_nothing(
    wire: Wire, crowd: Crowd, admin: Member, start_bot: StartBot, ledger: Ledger
) -> None:
    general, (anna, *_) = crowd.channels[0], crowd.members
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(100)
        with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            refused = [
                wire.people.slash(admin, general, "points adjust", member=anna, points=number, reason="A talk")
                for number in (1, 2, 3)
            ]
            await bot.says("activity can't be written")
            assert await waiting_in_doctor(wire, admin, crowd) >= 1_000
            for interaction in refused:
                assert "database is busy" in await said_to(interaction)
            # Not one after the other: the tenth would wait for a minute.
            assert bot.output.count("the database can't be used") <= 3
            waits = wire.people.slash(admin, general, "points adjust", member=anna, points=4, reason="A talk")
            await waits.answered()
            other.execute("ROLLBACK")
        assert "4 points" in await said_to(waits)
        await bot.says(WRITTEN_AGAIN)
    await crowd.was_taken()
    await stop(bot)

    assert ledger.rows("adjustment") == Counter([waits.id])
    await nothing_is_missing(wire, crowd, ledger)


async def test_stopped_while_the_database_is_locked(
    wire: Wire, crowd: Crowd, start_bot: StartBot, ledger: Ledger
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(100)
        with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await crowd.has_written(100)
            bot.terminate()
            assert await bot.ended() == 0
            other.execute("ROLLBACK")
        assert "Traceback" not in bot.output, bot.output
        assert re.search(r"stopped with [1-9]\d* facts unwritten", bot.output)
        bot = await (await start_bot()).ready()
    await crowd.was_taken()
    await stop(bot)

    assert (len(wire.gateway.identifies), len(wire.gateway.resumed_with)) == (1, 1)
    await nothing_is_missing(wire, crowd, ledger)


async def test_a_backup_in_mid_flood_is_whole_and_holds_up_nobody(
    wire: Wire, crowd: Crowd, admin: Member, start_bot: StartBot, ledger: Ledger, tmp_path: Path
) -> None:
    bot = await (await start_bot()).ready()
    async with crowd.writing():
        await crowd.has_written(500)
        backup = await BotProcess.start(wire, tmp_path, arguments=("-m", "bot", "backup"))
        done = wire.people.slash(
            admin, crowd.channels[0], "points adjust", member=crowd.members[0], points=5, reason="A talk"
        )
        assert "5 points" in await said_to(done)
        assert await backup.ended() == 0, backup.output
        await crowd.has_written(100)
    await crowd.was_taken()
    await stop(bot)

    await nothing_is_missing(wire, crowd, ledger)
    [path] = (tmp_path / "backups").glob("engawa-*.db")
    kept = Ledger(path.parent)
    kept.path = path
    assert sum(kept.rows("message").values()) == sum(kept.counts().values()) >= 500


# The clock --------------------------------------------------------------------------------------------------------


async def test_a_clock_that_was_set_back_and_frames_that_come_twice_count_nothing_twice(
    wire: Wire, crowd: Crowd, admin: Member, start_bot: StartBot, ledger: Ledger, tmp_path: Path
) -> None:
    anna, ben, *_ = crowd.members
    general = crowd.channels[0]
    lounge = wire.world.add_channel(crowd.guild, "lounge", type=VOICE)
    for place in ("right", "an hour behind", "right again"):
        off = "-3600" if place == "an hour behind" else "0"
        bot = await BotProcess.start(wire, tmp_path, arguments=("-m", "tests.wire.shifted", off, "run"))
        async with bot:
            await bot.ready()
            for member in (anna, ben):
                wire.world.be_in_voice(member, lounge)
            async with crowd.writing():
                for _ in range(20):
                    await crowd.has_written(10)
                    wire.gateway.repeat()
            done = wire.people.slash(admin, general, "points adjust", member=anna, points=5, reason=place)
            assert "points" in await said_to(done)
            wire.gateway.repeat()
            for member in (anna, ben):
                wire.world.be_in_voice(member, None)
                wire.gateway.repeat()
            if place == "right again":
                await bot.says(READ_ALL, within_seconds=60)
            await crowd.was_taken()
            await bot.kill()
            crowd.write(ben, general)
    bot = await (await start_bot()).ready()
    await crowd.was_taken()
    await stop(bot)

    assert sum(ledger.rows("adjustment").values()) == 3
    assert all(0 <= ledger.voice_seconds(member) <= 60 for member in (anna, ben))
    await nothing_is_missing(wire, crowd, ledger)
