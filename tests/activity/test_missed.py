"""What is missing of a server's history: counted once, put off where it can't be read, and waited for."""

import asyncio
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.activity.model import Batch, Gap, Position
from bot.activity.service import AlreadyRead
from bot.app import App
from bot.config import Config
from bot.engine import AsyncConnection
from tests.activity.facts import (
    BEN,
    CHANNEL,
    GUILD,
    NOON,
    OTHER_GUILD,
    SECOND_CHANNEL,
    THREAD,
    id_at,
    message,
    messages_of,
    seen,
)
from tests.support.clock import MovableClock


@pytest_asyncio.fixture
async def gap(app: App, clock: MovableClock) -> Gap:
    """Ten seconds of a channel's history are missing."""
    clock.now = NOON + timedelta(minutes=10)
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    app.activity.guild_seen(seen({CHANNEL: id_at(10)}, clock()), [])
    await app.activity.flush()
    [gap] = await app.activity.gaps()
    return gap


async def test_a_page_read_by_two_counts_once(app: App, gap: Gap) -> None:
    page = [message(id_at(second)) for second in range(1, 6)]

    results = await asyncio.gather(
        *(app.activity.record_history(gap, page, read_until=id_at(5)) for _ in range(2)), return_exceptions=True
    )

    assert [type(result) for result in results].count(AlreadyRead) == 1
    assert await messages_of(app) == 5


async def test_pages_that_come_at_once_are_written_together(app: App, clock: MovableClock) -> None:
    batches: list[list[int]] = []

    class Watcher:
        async def record(self, _connection: AsyncConnection, batch: Batch) -> None:
            batches.append([fact.message_id for fact in batch.messages])

    clock.now = NOON + timedelta(minutes=10)
    channels = range(20, 26)
    for second in (0, 10):
        app.activity.guild_seen(seen(dict.fromkeys(channels, id_at(second)), clock()), [])
    await app.activity.flush()
    app.activity.recorders.append(Watcher())

    reading = [
        app.activity.record_history(
            gap, [message(id_at(gap.channel_id - 15), channel_id=gap.channel_id)], read_until=gap.until_id
        )
        for gap in reversed(await app.activity.gaps())
    ]
    assert await asyncio.gather(*reading) == [None] * 6

    assert await app.activity.gaps() == [] and await messages_of(app) == 6
    assert len(batches) <= 3 and all(ids == sorted(ids) for ids in batches)


async def test_a_reader_that_is_cancelled_takes_no_other_with_it(app: App, clock: MovableClock) -> None:
    clock.now = NOON + timedelta(minutes=10)
    tops = {CHANNEL: id_at(0), SECOND_CHANNEL: id_at(0)}
    app.activity.guild_seen(seen(tops), [])
    app.activity.guild_seen(seen(dict.fromkeys(tops, id_at(10)), clock()), [])
    await app.activity.flush()
    held, go_on = asyncio.Event(), asyncio.Event()

    class Slow:
        async def record(self, _connection: AsyncConnection, _batch: Batch) -> None:
            held.set()
            await go_on.wait()

    app.activity.recorders.append(Slow())
    readers = [
        asyncio.create_task(
            app.activity.record_history(gap, [message(id_at(5), channel_id=gap.channel_id)], read_until=gap.until_id)
        )
        for gap in await app.activity.gaps()
    ]
    await held.wait()
    readers[0].cancel()
    go_on.set()
    await asyncio.wait(readers)

    assert readers[0].cancelled() and readers[1].result() is None
    left = len(await app.activity.gaps())
    assert await messages_of(app) == 2 - left


async def test_the_next_process_goes_on_where_this_one_was(app: App, config: Config, gap: Gap) -> None:
    await app.activity.record_history(gap, [message(id_at(5))], read_until=id_at(5))

    after_kill = App(config)
    await after_kill.activity.load()
    [left] = await after_kill.activity.gaps()
    assert (left.after_id, left.until_id) == (id_at(5), id_at(10))
    assert await after_kill.activity.record_history(left, [message(id_at(9))], read_until=id_at(10)) is None

    assert await after_kill.activity.gaps() == [] and await messages_of(after_kill) == 2
    await after_kill.close()


async def test_what_lies_outside_of_the_gap_is_not_counted(app: App, gap: Gap) -> None:
    page = [message(id_at(second)) for second in (0, 1, 10, 11)]

    await app.activity.record_history(gap, page, read_until=id_at(10))

    assert await messages_of(app) == 2


async def test_a_channel_that_fails_is_asked_less_and_less_often(app: App, clock: MovableClock, gap: Gap) -> None:
    pauses = []
    for _ in range(6):
        [due] = await app.activity.due_gaps()
        pauses.append(await app.activity.postpone(due, closed=False))
        assert await app.activity.due_gaps() == []
        clock.advance(seconds=pauses[-1].total_seconds())

    assert [pause.total_seconds() / 60 for pause in pauses] == [1, 5, 15, 60, 360, 360]
    [due] = await app.activity.due_gaps()
    left = await app.activity.record_history(due, [], read_until=id_at(5))
    assert left is not None and await app.activity.postpone(left, closed=False) == timedelta(minutes=1)


async def test_a_closed_channel_is_tried_daily_or_when_told(app: App, clock: MovableClock, gap: Gap) -> None:
    await app.activity.postpone(gap, closed=True)
    progress = await app.activity.progress(GUILD)
    assert progress.closed_channel_ids == (CHANNEL,) and progress.since is None

    await app.activity.retry_closed(OTHER_GUILD)
    assert await app.activity.due_gaps() == []
    await app.activity.retry_closed(GUILD)
    [due] = await app.activity.due_gaps()
    await app.activity.postpone(due, closed=True)
    clock.advance(days=1)
    assert await app.activity.due_gaps() == [*await app.activity.gaps()] != []


async def test_progress_is_of_one_server(app: App, gap: Gap, clock: MovableClock) -> None:
    app.activity.guild_seen(seen({SECOND_CHANNEL: id_at(0)}, guild_id=OTHER_GUILD), [])
    app.activity.guild_seen(seen({SECOND_CHANNEL: id_at(10)}, guild_id=OTHER_GUILD), [])
    await app.activity.flush()

    await app.activity.record_history(gap, [message(id_at(5)), message(id_at(4), author_id=BEN)], read_until=id_at(5))

    here, there = await app.activity.progress(GUILD), await app.activity.progress(OTHER_GUILD)
    assert (here.channels, here.messages, here.since) == (1, 2, clock())
    assert (there.channels, there.messages) == (1, 0)


async def test_a_channel_given_up_is_missing_no_more(app: App, gap: Gap) -> None:
    await app.activity.give_up(CHANNEL)

    assert await app.activity.gaps() == []
    assert await app.activity.caught_up_until(GUILD) is None


# Up to when everything is counted


async def test_everything_is_counted_up_to_what_is_missing(app: App, gap: Gap) -> None:
    assert await app.activity.caught_up_until(GUILD) == NOON
    assert await app.activity.caught_up_until(OTHER_GUILD) is None

    await app.activity.record_history(gap, [], read_until=id_at(4))
    assert await app.activity.caught_up_until(GUILD) == NOON + timedelta(seconds=4)

    left = (await app.activity.gaps())[0]
    await app.activity.record_history(left, [], read_until=id_at(10))
    assert await app.activity.caught_up_until(GUILD) is None


async def test_a_channel_nobody_may_read_is_not_waited_for(app: App, gap: Gap) -> None:
    await app.activity.postpone(gap, closed=True)

    assert await app.activity.caught_up_until(GUILD) is None


async def test_archived_threads_are_waited_for(app: App, clock: MovableClock) -> None:
    clock.now = NOON + timedelta(hours=3)
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}, clock()), [])
    assert await app.activity.caught_up_until(GUILD) == NOON
    [(guild_id, since)] = (await app.activity.archived_since()).items()

    app.activity.cursors.missed(GUILD, THREAD, id_at(600))
    await app.activity.archived_looked_through(guild_id, since=since)

    assert [gap.channel_id for gap in await app.activity.gaps()] == [THREAD]
    assert await app.activity.archived_since() == {}


async def test_a_look_that_was_not_taken_goes_back_to_the_first_outage(app: App, clock: MovableClock) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    for hours in (3, 6):
        clock.now = NOON + timedelta(hours=hours)
        app.activity.guild_seen(seen({CHANNEL: id_at(3600 * hours)}, clock()), [])
        await app.activity.flush()

    assert await app.activity.archived_since() == {GUILD: NOON}


async def test_what_waits_to_be_written_is_written_first(app: App) -> None:
    app.activity.message(message(id_at(1)))

    assert await app.activity.caught_up_until(GUILD) is None
    assert await messages_of(app) == 1


async def test_while_the_line_is_down_nothing_after_that_is_known(app: App, clock: MovableClock) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    clock.now = NOON + timedelta(minutes=5)
    app.activity.silent(GUILD)
    clock.advance(minutes=5)
    app.activity.silent(GUILD)
    assert await app.activity.caught_up_until(GUILD) == NOON + timedelta(minutes=5)

    app.activity.heard(GUILD)
    assert await app.activity.caught_up_until(GUILD) is None


async def test_a_process_that_has_not_heard_of_a_server_yet_knows_it_as_it_was(app: App, config: Config) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    app.activity.message(message(id_at(60)))
    await app.activity.flush()

    after_kill = App(config)
    await after_kill.activity.load()
    assert await after_kill.activity.caught_up_until(GUILD) == NOON + timedelta(seconds=60)

    after_kill.activity.guild_seen(seen({CHANNEL: id_at(60)}), [])
    assert await after_kill.activity.caught_up_until(GUILD) is None
    await after_kill.close()


async def test_the_line_that_was_up_a_moment_ago_is_no_outage(app: App, config: Config, clock: MovableClock) -> None:
    """The server was quiet for hours, but the shard's position says until when it was listened to."""
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    clock.now = NOON + timedelta(hours=5)
    app.activity.snapshot = lambda: [
        Position(shard_id=0, shard_count=1, session_id="s", resume_url="w", sequence=1, counted=1, stored_at=clock())
    ]
    await app.activity.flush()

    after_kill = App(config, clock=clock)
    await after_kill.activity.load()
    await after_kill.activity.forget_positions()
    clock.advance(minutes=5)
    after_kill.activity.guild_seen(seen({CHANNEL: id_at(0)}, clock()), [])
    await after_kill.activity.flush()

    assert await after_kill.activity.archived_since() == {}
    await after_kill.close()


@pytest.mark.parametrize("kept", [True, False])
async def test_only_what_is_missing_makes_anybody_look(app: App, gap: Gap, kept: bool) -> None:
    if not kept:
        await app.activity.record_history(gap, [], read_until=gap.until_id)

    await app.activity.due_gaps()

    assert app.activity.misses_something is kept
