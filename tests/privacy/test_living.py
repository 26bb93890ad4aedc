"""Erasing and opting out while life goes on: points, boards, messages, reactions, voice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from bot.activity.tables import activity_channel, activity_day, activity_voice
from bot.app import App
from bot.config import Config
from bot.engine import AsyncConnection
from bot.points.model import Entry, Kind, Period, Scope
from bot.points.tables import point_ledger, point_rank
from bot.privacy.erasing import BULKY_FROM
from bot.privacy.tables import privacy_optout, privacy_pending
from tests.activity.facts import (
    ANNA,
    BEN,
    CHANNEL,
    GUILD,
    MIKA,
    NOON,
    OTHER_GUILD,
    VOICE_CHANNEL,
    day_of,
    id_at,
    message,
    reaction,
    seen,
    voice,
)
from tests.points.giving import give, standing
from tests.support.clock import MovableClock


async def places(app: App, scope: Scope = Scope.ALL, period: Period = Period.ALL_TIME) -> list[tuple[int, int, int]]:
    board = await app.points.boards.page(guild_id=GUILD, period=period, scope=scope, page=1, reader_id=BEN)
    return [(row.place, row.member_id, row.points) for row in board.rows]


async def tables_naming(app: App, member_id: int) -> set[str]:
    """Return the tables that name a member. Not by the number alone: 100 is also a percentage."""
    return {
        holding.table
        for holding in await app.privacy.showing.holdings(guild_id=GUILD, member_id=member_id)
        if holding.rows
    }


async def is_right(app: App) -> None:
    report = await app.points.recompute.compare()
    assert report.differences == ()


# Points -----------------------------------------------------------------------------------------------------------


async def test_sums_places_and_ranks_of_others_stay_and_nothing_differs_from_the_ledger(app: App) -> None:
    async with app.database.write() as connection:
        await connection.execute(insert(point_rank).values(guild_id=GUILD, name="Guest", threshold=10))
    for member_id, points in ((ANNA, 500), (BEN, 300), (MIKA, 200)):
        await give(app, member_id, points, guild_id=GUILD, helping=True)
        await give(app, member_id, 7, guild_id=OTHER_GUILD)
    thanks = Entry(
        guild_id=GUILD,
        member_id=BEN,
        kind=Kind.THANKS,
        source_id=99,
        giver_id=ANNA,
        points=5,
        happened_at=app.clock(),
    )
    async with app.database.write() as connection:
        await app.points.ledger.post(connection, [thanks])
    before = [await standing(app, member_id, guild_id=GUILD) for member_id in (BEN, MIKA)]

    await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)

    assert [await standing(app, member_id, guild_id=GUILD) for member_id in (BEN, MIKA)] == before
    assert before[0].points == 305
    for period in Period:
        assert [(place, who) for place, who, _ in await places(app, period=period)] == [(1, BEN), (2, MIKA)]
    assert await places(app, Scope.HELPERS) == [(1, BEN, 300), (2, MIKA, 200)]
    assert (await standing(app, ANNA, guild_id=OTHER_GUILD)).points == 7
    await is_right(app)


async def test_somebody_hidden_or_with_points_below_zero_is_erased_as_well(app: App) -> None:
    await give(app, ANNA, 50, guild_id=GUILD)
    await give(app, BEN, -20, guild_id=GUILD)
    await app.points.boards.set_hidden(guild_id=GUILD, member_id=ANNA, hidden=True)

    for member_id in (ANNA, BEN):
        await app.privacy.erasing.erase(guild_id=GUILD, member_id=member_id)

    assert await places(app) == []
    await is_right(app)


async def fill_ledger(app: App, entries: int = BULKY_FROM + 500) -> None:
    """Give Anna more entries than are erased at once, and Ben some from her."""
    posted = [
        Entry(
            guild_id=GUILD,
            member_id=ANNA if number % 3 else BEN,
            kind=Kind.MESSAGE if number % 3 else Kind.REACTION,
            source_id=number + 1,
            giver_id=ANNA,
            points=1,
            happened_at=app.clock() - timedelta(minutes=number),
        )
        for number in range(entries)
    ]
    async with app.database.write() as connection:
        await app.points.ledger.post(connection, posted)


async def named(app: App, member_id: int) -> int:
    async with app.database.read() as connection:
        return int(
            await connection.scalar(
                select(func.count())
                .select_from(point_ledger)
                .where((point_ledger.c.member_id == member_id) | (point_ledger.c.giver_id == member_id))
            )
            or 0
        )


class Killed(Exception):
    pass


async def test_erasing_very_much_goes_on_after_the_process_died(
    app: App, config: Config, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill_ledger(app)
    bens = await standing(app, BEN, guild_id=GUILD)
    trim, times = app.points.privacy.trim, 0

    async def dies(connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int) -> int:
        nonlocal times
        times += 1
        if times == 3:
            raise Killed
        return await trim(connection, guild_id=guild_id, member_id=member_id, limit=limit)

    monkeypatch.setattr(app.points.privacy, "trim", dies)
    with pytest.raises(Killed):
        await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)
    left = await named(app, ANNA)
    assert 0 < left < BULKY_FROM + 500

    following = App(config, clock=clock)
    assert await following.privacy.erasing.resume() == 1
    assert await following.privacy.erasing.resume() == 0
    await following.close()

    assert await named(app, ANNA) == 0
    assert await standing(app, BEN, guild_id=GUILD) == bens
    await is_right(app)
    async with app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(privacy_pending)) == 0


async def test_points_made_anew_while_very_much_is_erased_come_out_right(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill_ledger(app)
    trim, rebuilt = app.points.privacy.trim, False

    async def rebuilds_between(connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int) -> int:
        done = await trim(connection, guild_id=guild_id, member_id=member_id, limit=limit)
        nonlocal rebuilt
        if not rebuilt:
            rebuilt = True
            asyncio.get_running_loop().create_task(app.points.recompute.rebuild())
        return done

    monkeypatch.setattr(app.points.privacy, "trim", rebuilds_between)
    await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)
    assert rebuilt
    assert await named(app, ANNA) == 0
    await is_right(app)


# Messages meanwhile -------------------------------------------------------------------------------------------------


async def test_erasing_while_they_write_leaves_no_row_half_way(app: App) -> None:
    await app.activity.load()
    app.activity.guild_seen(seen({}, NOON), [])

    async def write(count: int) -> None:
        for number in range(count):
            app.activity.message(message(id_at(number * 30), author_id=ANNA))
            app.activity.message(message(id_at(number * 30, nth=1), author_id=BEN))
            if number % 7 == 0:
                await app.activity.flush()

    await write(20)
    await asyncio.gather(write(40), app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA))
    await app.activity.flush()
    await is_right(app)

    await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)
    await app.activity.flush()
    assert await tables_naming(app, ANNA) == set()
    assert (await day_of(app, BEN))["messages"] > 0
    await is_right(app)


async def test_what_waits_to_be_written_when_somebody_is_erased_never_comes(app: App) -> None:
    await app.activity.load()
    app.activity.message(message(id_at(1), author_id=BEN))

    async def and_more() -> None:
        for number in range(2, 10):
            app.activity.message(message(id_at(number * 100), author_id=BEN))

    app.privacy.erasing.guards.append(lambda *_: and_more())
    await app.privacy.erasing.erase(guild_id=GUILD, member_id=BEN)
    await app.activity.flush()

    assert await day_of(app, BEN) == {}


async def test_whoever_writes_after_being_erased_is_new(app: App) -> None:
    await app.activity.load()
    app.activity.message(message(id_at(1), author_id=ANNA))
    await app.activity.flush()
    await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)

    app.activity.message(message(id_at(1_000), author_id=ANNA))
    app.activity.reaction(reaction(by=BEN, under=ANNA, message_id=id_at(1_000)))
    await app.activity.flush()

    assert (await day_of(app, ANNA))["messages"] == 1
    assert await day_of(app, BEN) == {"reactions_given": 1}
    await is_right(app)


# Opting out ---------------------------------------------------------------------------------------------------------


async def test_nothing_is_recorded_of_whoever_opted_out_from_that_moment_on(app: App) -> None:
    await app.activity.load()
    app.activity.message(message(id_at(1), author_id=ANNA))  # waits in the buffer
    app.activity.reaction(reaction(by=ANNA, under=BEN))
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    app.activity.message(message(id_at(60), author_id=ANNA))
    app.activity.reaction(reaction(by=ANNA, under=BEN))
    app.activity.reaction(reaction(by=ANNA, under=BEN, added=False))
    await app.activity.flush()

    assert await tables_naming(app, ANNA) == {"privacy_optout"}
    assert await day_of(app, BEN) == {}


async def test_reactions_to_their_messages_count_for_who_gave_them_only(app: App) -> None:
    await app.activity.load()
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    app.activity.reaction(reaction(by=BEN, under=ANNA))
    await app.activity.flush()

    assert await day_of(app, ANNA) == {}
    assert await day_of(app, BEN) == {"reactions_given": 1}


async def test_their_messages_are_read_past_and_not_looked_for_in_history(app: App) -> None:
    await app.activity.load()
    app.activity.guild_seen(seen({}, NOON), [])
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    app.activity.message(message(id_at(60), author_id=ANNA))
    await app.activity.flush()

    async with app.database.read() as connection:
        cursor = await connection.scalar(
            select(activity_channel.c.cursor_id).where(activity_channel.c.channel_id == CHANNEL)
        )
    assert cursor == id_at(60)


async def test_history_brings_nothing_of_them(app: App) -> None:
    await app.activity.load()
    app.activity.message(message(id_at(1), author_id=BEN))
    await app.activity.flush()
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    app.activity.guild_seen(seen({CHANNEL: id_at(100)}, NOON + timedelta(minutes=5)), [])
    await app.activity.flush()
    [gap] = await app.activity.gaps(guild_id=GUILD)

    facts = [message(id_at(50), author_id=ANNA), message(id_at(60), author_id=BEN)]
    assert await app.activity.record_history(gap, facts, read_until=gap.until_id) is None

    assert await day_of(app, ANNA) == {}
    assert (await day_of(app, BEN))["messages"] == 2


async def test_their_time_in_voice_does_not_count_but_they_are_company(app: App, clock: MovableClock) -> None:
    clock.now = NOON
    await app.activity.load()
    for member_id in (ANNA, BEN):
        app.activity.voice(voice(member_id, VOICE_CHANNEL, NOON))
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    clock.now = NOON + timedelta(minutes=10)
    app.activity.voice(voice(ANNA, None, clock()))
    app.activity.voice(voice(BEN, None, clock()))
    await app.activity.flush()

    assert await day_of(app, ANNA) == {}
    assert await day_of(app, BEN) == {"voice_seconds": 600, "voice_active_seconds": 600}
    async with app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(activity_voice)) == 0


async def test_it_holds_in_the_next_process_and_only_on_that_server(
    app: App, config: Config, clock: MovableClock
) -> None:
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    following = App(config, clock=clock)
    await following.load()
    following.activity.message(message(id_at(60), author_id=ANNA))
    following.activity.message(message(id_at(61), author_id=ANNA, guild_id=OTHER_GUILD, channel_id=77))
    await following.activity.flush()
    await following.close()

    assert await day_of(app, ANNA) == {}
    assert (await day_of(app, ANNA, guild_id=OTHER_GUILD))["messages"] == 1


async def test_whoever_comes_back_is_recorded_from_then_on(app: App) -> None:
    await app.activity.load()
    for _ in range(2):  # pressed twice
        await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    app.activity.message(message(id_at(60), author_id=ANNA))
    for _ in range(2):
        await app.privacy.optouts.come_back(guild_id=GUILD, member_id=ANNA)
    app.activity.message(message(id_at(120), author_id=ANNA))
    await app.activity.flush()

    assert (await day_of(app, ANNA))["messages"] == 1
    async with app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(privacy_optout)) == 0


async def test_the_wish_outlives_being_erased(app: App) -> None:
    await app.activity.load()
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)
    app.activity.message(message(id_at(60), author_id=ANNA))
    await app.activity.flush()

    assert app.privacy.optouts.is_out(guild_id=GUILD, member_id=ANNA)
    assert await tables_naming(app, ANNA) == {"privacy_optout"}
    async with app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(activity_day)) == 0


async def test_points_for_what_is_done_on_purpose_go_on(app: App) -> None:
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    await give(app, ANNA, 5, guild_id=GUILD)
    assert (await standing(app, ANNA, guild_id=GUILD)).points == 5
