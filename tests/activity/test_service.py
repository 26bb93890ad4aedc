"""The buffer and the group commit: everything is written once, whatever fails on the way."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.activity import service
from bot.activity.model import AfterCommit, Batch, DeletionFact, Position
from bot.app import App
from bot.config import Config
from bot.db import NestedWrite, StorageBusy, StorageFull
from bot.engine import AsyncConnection
from tests.activity.disk import full_disk, lines_of, locked
from tests.activity.facts import (
    ANNA,
    BEN,
    CHANNEL,
    GUILD,
    NOON,
    SECOND_CHANNEL,
    VOICE_CHANNEL,
    day_of,
    id_at,
    message,
    messages_of,
    reaction,
    seen,
    voice,
)
from tests.support.clock import MovableClock

CROWD = range(10_000, 14_000)
TOO_LARGE = 1 << 64
"""No database takes such an id."""


class Watcher:
    """A recorder that notes what it was given, in the order it came, and what of it was committed."""

    def __init__(self) -> None:
        self.tried: list[list[int]] = []
        self.committed: list[int] = []

    async def record(self, _connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        ids = [fact.message_id for fact in batch.messages]
        self.tried.append(ids)
        return lambda: self.committed.extend(ids)


@pytest.fixture
def watcher(app: App) -> Watcher:
    watcher = Watcher()
    app.activity.recorders.append(watcher)
    return watcher


def crowd_writes(app: App) -> None:
    """Have so many people write that their days need more room than any page has left."""
    for number, member_id in enumerate(CROWD):
        app.activity.message(message(id_at(nth=number), author_id=member_id))


async def crowd_counted(app: App) -> int:
    async with app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT sum(messages) FROM activity_day WHERE member_id >= 10000")
        return int(found.scalar() or 0)


# Exactly once


async def test_what_came_in_is_written_once(app: App, watcher: Watcher) -> None:
    for seconds in (0, 1, 1, 2, 0):
        app.activity.message(message(id_at(seconds)))

    await app.activity.flush()
    await app.activity.flush()

    assert await messages_of(app) == 3
    assert watcher.tried == [[id_at(0), id_at(1), id_at(2)]]


async def test_flushes_at_once_write_nothing_twice(app: App, watcher: Watcher) -> None:
    async def write_and_flush(second: int) -> None:
        app.activity.message(message(id_at(second)))
        await app.activity.flush()
        assert id_at(second) in watcher.committed

    await asyncio.gather(*(write_and_flush(second) for second in range(20)))

    assert await messages_of(app) == 20
    assert sorted(watcher.committed) == [id_at(second) for second in range(20)]


async def test_the_next_process_counts_what_was_not_written_and_nothing_again(app: App, config: Config) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(-1)}), [])
    app.activity.message(message(id_at(0)))
    await app.activity.flush()
    app.activity.message(message(id_at(1)))

    after_kill = App(config)
    await after_kill.activity.load()
    after_kill.activity.guild_seen(seen({CHANNEL: id_at(1)}), [])
    for seconds in (0, 1, 2):
        after_kill.activity.message(message(id_at(seconds)))
    await after_kill.activity.flush()
    [gap] = await after_kill.activity.gaps()
    history = [message(id_at(seconds)) for seconds in (1, 2)]
    await after_kill.activity.record_history(gap, history, read_until=gap.until_id)

    assert await messages_of(after_kill) == 3
    await after_kill.close()


async def test_the_position_is_that_of_the_buffer_in_the_same_moment(app: App) -> None:
    """While a batch is being written more comes in: the position stored with it must not cover that."""
    sequence = 0

    def write(number: int) -> None:
        nonlocal sequence
        sequence += 1
        app.activity.message(message(id_at(number)))

    def position() -> list[Position]:
        return [
            Position(
                shard_id=0,
                shard_count=1,
                session_id="s",
                resume_url="wss://x",
                sequence=sequence,
                counted=sequence,
                stored_at=NOON,
            )
        ]

    class Busy:
        async def record(self, _connection: AsyncConnection, _batch: Batch) -> None:
            for _ in range(5):
                await asyncio.sleep(0)
                write(sequence + 1)

    app.activity.snapshot = position
    app.activity.recorders.append(Busy())
    for _ in range(4):
        write(sequence + 1)
        await app.activity.flush()

        [stored] = await app.activity.positions()
        assert stored.sequence == await messages_of(app) < sequence


async def test_who_is_cancelled_while_it_is_written_leaves_it_written_once(app: App) -> None:
    held, go_on = asyncio.Event(), asyncio.Event()

    class Slow:
        async def record(self, _connection: AsyncConnection, _batch: Batch) -> None:
            held.set()
            await go_on.wait()

    app.activity.recorders.append(Slow())
    app.activity.message(message(id_at()))
    waiting = asyncio.create_task(app.activity.flush())
    await held.wait()
    waiting.cancel()
    go_on.set()

    await app.activity.flush()

    assert await messages_of(app) == 1


async def test_a_flush_inside_a_write_is_refused(app: App) -> None:
    async with app.database.write():
        with pytest.raises(NestedWrite):
            await app.activity.flush()


async def test_a_position_that_has_not_moved_is_not_stored_again(app: App, clock: MovableClock) -> None:
    app.activity.snapshot = lambda: [
        Position(
            shard_id=0,
            shard_count=1,
            session_id="s",
            resume_url="wss://x",
            sequence=5,
            counted=5,
            stored_at=clock(),
        )
    ]
    await app.activity.flush()
    first = await app.activity.positions()
    clock.advance(hours=1)
    await app.activity.flush()
    assert await app.activity.positions() == first

    await app.activity.forget_positions()
    assert await app.activity.positions() == []


async def test_what_is_in_the_buffer_at_the_end_is_written(app: App) -> None:
    app.activity.start()
    app.activity.message(message(id_at()))
    app.activity.reaction(reaction())

    await app.activity.stop()

    assert await day_of(app) == {"messages": 1, "reactions_received": 1}


async def test_the_timer_writes_by_itself(app: App, watcher: Watcher) -> None:
    written = asyncio.Event()

    class Tell:
        async def record(self, _connection: AsyncConnection, _batch: Batch) -> AfterCommit:
            return written.set

    app.activity.recorders.append(Tell())
    app.activity.start()
    for number in range(2):
        written.clear()
        app.activity.message(message(id_at(number)))
        await asyncio.wait_for(written.wait(), 1)

    assert watcher.committed == [id_at(0), id_at(1)]


# What can't be written


@pytest.mark.expects_errors
async def test_a_fact_that_cannot_be_written_holds_up_no_other(
    app: App, watcher: Watcher, caplog: pytest.LogCaptureFixture
) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(-1)}), [])
    for number in range(50):
        app.activity.message(message(id_at(number), author_id=TOO_LARGE if number in (7, 31) else ANNA))
    app.activity.reaction(reaction(by=TOO_LARGE))
    app.activity.reaction(reaction())

    await app.activity.flush()

    assert await day_of(app) == {"messages": 48, "reactions_received": 1}
    assert watcher.committed == [id_at(number) for number in range(50) if number not in (7, 31)]
    set_aside = [record.getMessage() for record in caplog.records if "set aside" in record.getMessage()]
    assert len(set_aside) == 3 and any(str(id_at(31)) in line for line in set_aside)
    health = app.activity.health()
    assert health.waiting == 0 and health.failing_since is None

    app.activity.message(message(id_at(60)))
    await app.activity.flush()
    assert await messages_of(app) == 49


@pytest.mark.expects_errors
async def test_a_fact_that_cannot_be_written_does_not_end_the_reading_of_history(app: App) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    app.activity.guild_seen(seen({CHANNEL: id_at(9)}), [])
    await app.activity.flush()
    [gap] = await app.activity.gaps()

    read = [message(id_at(number), author_id=TOO_LARGE if number == 2 else ANNA) for number in range(1, 6)]
    left = await app.activity.record_history(gap, read, read_until=id_at(5))

    assert await messages_of(app) == 4
    assert left is not None and await app.activity.gaps() == [left]


class Broken:
    """A feature that fails whatever it is given, until it is mended."""

    failing = True

    async def record(self, _connection: AsyncConnection, batch: Batch) -> None:
        if self.failing and len(batch):
            raise RuntimeError("broken")


@pytest.mark.expects_errors
async def test_when_the_disk_is_full_all_is_kept_and_written_in_order_later(app: App, watcher: Watcher) -> None:
    async with full_disk(app.database):
        crowd_writes(app)
        with pytest.raises(StorageFull):
            await app.activity.flush()
        app.activity.message(message(id_at(1)))
        with pytest.raises(StorageFull):
            await app.activity.flush()

        assert app.activity.health().waiting == len(CROWD) + 1
        assert app.activity.health().failing_since is not None
        assert await crowd_counted(app) == 0, "half of it was written"
        assert watcher.committed == []

    await app.activity.flush()

    assert await crowd_counted(app) == len(CROWD) and await messages_of(app) == 1
    assert watcher.committed == [*(id_at(nth=number) for number in range(len(CROWD))), id_at(1)]
    assert app.activity.health().waiting == 0 and app.activity.health().failing_since is None


@pytest.mark.expects_errors
async def test_voice_and_cursors_survive_a_full_disk(app: App, clock: MovableClock) -> None:
    clock.now = NOON
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    async with full_disk(app.database):
        for member_id in (ANNA, BEN):
            app.activity.voice(voice(member_id, VOICE_CHANNEL, NOON))
        app.activity.deletion(DeletionFact(GUILD, CHANNEL, (5,)))
        crowd_writes(app)
        for _ in range(3):
            clock.advance(minutes=2)
            with pytest.raises(StorageFull):
                await app.activity.flush()

    await app.activity.flush()

    assert await day_of(app) == {"voice_seconds": 360, "voice_active_seconds": 360}
    async with app.database.read() as connection:
        rows = (await connection.exec_driver_sql("SELECT channel_id, cursor_id FROM activity_channel")).all()
    assert rows == [(CHANNEL, id_at(nth=len(CROWD) - 1))]


@pytest.mark.expects_errors
async def test_the_bot_recovers_from_a_full_disk_by_itself(app: App) -> None:
    with lines_of("bot.activity.service") as lines:
        failed, again = lines.waits_for("can't be written"), lines.waits_for("written again")
        async with full_disk(app.database):
            app.activity.start()
            crowd_writes(app)
            await asyncio.wait_for(failed.wait(), 10)
        await asyncio.wait_for(again.wait(), 20)

    assert await crowd_counted(app) == len(CROWD)


@pytest.mark.expects_errors
async def test_a_database_locked_by_another_process_is_waited_for(app: App, watcher: Watcher) -> None:
    async with locked(app.database):
        app.activity.message(message(id_at(0)))
        with pytest.raises(StorageBusy):
            await app.activity.flush()
        app.activity.message(message(id_at(1)))

    await app.activity.flush()

    assert await messages_of(app) == 2
    assert watcher.committed == [id_at(0), id_at(1)]


@pytest.mark.expects_errors
async def test_stopping_on_a_full_disk_stops_all_the_same(app: App, config: Config) -> None:
    async with full_disk(app.database):
        crowd_writes(app)
        await app.close()

    after = App(config)
    assert await crowd_counted(after) == 0
    await after.close()


@pytest_asyncio.fixture
async def small_buffer(app: App, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App]:
    """A bot that keeps no more than ten facts while it can't write."""
    monkeypatch.setattr(service, "BUFFER_MAX", 10)
    app.activity.guild_seen(seen({CHANNEL: id_at(0), SECOND_CHANNEL: id_at(0)}), [])
    await app.activity.flush()
    yield app


@pytest.mark.expects_errors
async def test_messages_there_is_no_room_for_are_read_from_history(small_buffer: App) -> None:
    app = small_buffer
    async with locked(app.database):
        for number in range(1, 16):
            app.activity.message(message(id_at(number)))
            if number == 12:
                with pytest.raises(StorageBusy):
                    await app.activity.flush()
        app.activity.message(message(id_at(14)))
        app.activity.message(message(id_at(20), channel_id=SECOND_CHANNEL))
    await app.activity.flush()
    assert await messages_of(app) == 10

    gaps = await app.activity.gaps()
    assert [(gap.channel_id, gap.after_id, gap.until_id) for gap in gaps] == [
        (CHANNEL, id_at(10), id_at(15)),
        (SECOND_CHANNEL, id_at(0), id_at(20)),
    ]
    app.activity.message(message(id_at(16)))
    await app.activity.flush()
    history = [message(id_at(number)) for number in range(11, 17)]
    assert await app.activity.record_history(gaps[0], history, read_until=gaps[0].until_id) is None
    assert await messages_of(app) == 16


@pytest.mark.expects_errors
async def test_reactions_there_is_no_room_for_are_counted_as_dropped(small_buffer: App) -> None:
    app = small_buffer
    async with locked(app.database):
        for _ in range(15):
            app.activity.reaction(reaction())

    await app.activity.flush()

    assert app.activity.health().dropped == 5
    assert await day_of(app) == {"reactions_received": 10}


@pytest.mark.expects_errors
async def test_a_broken_feature_holds_facts_back_until_it_is_mended(app: App) -> None:
    broken = Broken()
    app.activity.recorders.append(broken)
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    app.activity.message(message(id_at(1)))

    await app.activity.flush()
    broken.failing = False
    app.activity.message(message(id_at(2)))
    await app.activity.flush()

    assert await messages_of(app) == 1
