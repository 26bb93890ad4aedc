"""What comes late: facts of before somebody was erased, and of while they wanted nothing recorded, never come."""

import asyncio
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.activity.model import Gap, MessageFact
from bot.app import App
from bot.db import StorageTrouble
from bot.onboarding.arrivals import Join
from bot.onboarding.tables import onboarding_fact
from tests.activity.facts import ANNA, BEN, CHANNEL, GUILD, NOON, OTHER_GUILD, day_of, id_at, message, seen
from tests.support.clock import MovableClock


@pytest_asyncio.fixture
async def behind(app: App, clock: MovableClock) -> App:
    """Something was missed: the channel's history between noon and some minutes later is still to be read."""
    await app.activity.load()
    for guild_id in (GUILD, OTHER_GUILD):
        app.activity.message(message(id_at(1), author_id=BEN, guild_id=guild_id, channel_id=CHANNEL + guild_id))
    await app.activity.flush()
    clock.now = NOON + timedelta(minutes=5)
    for guild_id in (GUILD, OTHER_GUILD):
        app.activity.guild_seen(seen({CHANNEL + guild_id: id_at(100)}, clock(), guild_id=guild_id), [])
    await app.activity.flush()
    return app


async def read(app: App, *seconds: int, guild_id: int = GUILD) -> None:
    """Read what was missed: Anna's messages of these moments are in it, and one of Ben's."""
    [gap] = await app.activity.gaps(guild_id=guild_id)
    facts: list[MessageFact] = [
        message(id_at(second), author_id=ANNA, guild_id=guild_id, channel_id=gap.channel_id) for second in seconds
    ]
    facts.append(message(id_at(99), author_id=BEN, guild_id=guild_id, channel_id=gap.channel_id))
    await app.activity.record_history(gap, facts, read_until=gap.until_id)


async def test_history_that_is_read_after_somebody_was_erased_brings_nothing_of_before(behind: App) -> None:
    await behind.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)

    await read(behind, 50)
    await read(behind, 50, guild_id=OTHER_GUILD)

    assert await day_of(behind, ANNA) == {}
    assert (await day_of(behind, BEN))["messages"] == 2
    assert (await day_of(behind, ANNA, guild_id=OTHER_GUILD))["messages"] == 1


async def test_history_that_waits_for_its_turn_while_somebody_is_erased_brings_nothing_of_before(behind: App) -> None:
    [gap] = await behind.activity.gaps(guild_id=GUILD)
    under_way: list[asyncio.Task[Gap | None]] = []

    def forget(*_: int) -> None:
        fact = message(id_at(50), author_id=ANNA, channel_id=gap.channel_id)
        reading = behind.activity.record_history(gap, [fact], read_until=gap.until_id)
        under_way.append(asyncio.get_running_loop().create_task(reading))

    behind.privacy.erasing.afterwards.insert(0, forget)
    await behind.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA)
    await under_way[0]

    assert await day_of(behind, ANNA) == {}


async def test_what_somebody_wrote_while_nothing_was_recorded_is_not_found_later_either(
    behind: App, clock: MovableClock
) -> None:
    await behind.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)
    await behind.privacy.optouts.come_back(guild_id=GUILD, member_id=ANNA)

    await read(behind, 50)
    assert await day_of(behind, ANNA) == {}

    clock.now = NOON + timedelta(hours=1)
    behind.activity.message(message(id_at(3_500), author_id=ANNA))
    await behind.activity.flush()
    assert (await day_of(behind, ANNA))["messages"] == 1


@pytest.mark.expects_errors
async def test_what_could_not_be_written_is_dropped_by_opting_out(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    await app.activity.load()
    app.activity.message(message(id_at(1), author_id=ANNA))
    app.activity.message(message(id_at(2), author_id=BEN))

    async def is_full(*_: object) -> None:
        app.activity.ignore(GUILD, ANNA)
        app.activity.forget(GUILD, ANNA)
        raise StorageTrouble

    with monkeypatch.context() as patch:
        patch.setattr(app.activity, "_record", is_full)
        with pytest.raises(StorageTrouble):
            await app.activity.flush()
    await app.activity.flush()

    assert await day_of(app, ANNA) == {}
    assert (await day_of(app, BEN))["messages"] == 1


async def test_that_somebody_answered_a_newcomer_is_not_noted_of_one_who_opted_out(
    app: App, clock: MovableClock
) -> None:
    app.activity.guild_seen(seen({}, NOON - timedelta(days=10)), [])
    clock.now = NOON
    await app.onboarding.arrivals.seen([Join(guild_id=GUILD, member_id=ANNA, joined_at=NOON)])
    await app.privacy.optouts.leave(guild_id=GUILD, member_id=ANNA)

    app.activity.message(message(id_at(30), author_id=BEN, replied_to_id=ANNA, replied_message_id=id_at(20)))
    await app.activity.flush()

    async with app.database.read() as connection:
        assert (await connection.execute(select(onboarding_fact))).all() == []
