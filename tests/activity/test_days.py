"""What is stored of a day, and whose day it is."""

from datetime import UTC, date, datetime, timedelta

from bot.activity import store
from bot.app import App
from bot.settings.model import ServerSettings
from tests.activity.facts import (
    ANNA,
    BEN,
    CHANNEL,
    GUILD,
    NOON,
    OTHER_GUILD,
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


async def zone(app: App, name: str, *, guild_id: int = GUILD) -> None:
    await app.settings.change(guild_id, ServerSettings, {"time_zone": name}, by=None)


async def first_post(app: App, member_id: int = ANNA) -> datetime | None:
    async with app.database.read() as connection:
        return await store.first_post(connection, guild_id=GUILD, member_id=member_id)


async def test_a_day_is_the_servers_own(app: App) -> None:
    await zone(app, "Asia/Tokyo")
    await zone(app, "America/New_York", guild_id=OTHER_GUILD)
    late = datetime(2026, 1, 5, 16, 0, tzinfo=UTC)  # past midnight in Tokyo, morning in New York

    app.activity.message(message(id_at(day=late)))
    app.activity.message(message(id_at(day=late), guild_id=OTHER_GUILD, channel_id=99))
    await app.activity.flush()

    assert await day_of(app, day=date(2026, 1, 6)) == {"messages": 1}
    assert await day_of(app, day=date(2026, 1, 5), guild_id=OTHER_GUILD) == {"messages": 1}


async def test_a_day_follows_the_messages_own_time_not_our_clock(app: App, clock: MovableClock) -> None:
    clock.now = NOON - timedelta(days=400)

    app.activity.message(message(id_at()))
    await app.activity.flush()

    assert await messages_of(app) == 1


async def test_an_answer_to_somebody_else_is_a_reply_and_one_to_oneself_is_not(app: App) -> None:
    for number, replied_to_id in enumerate((None, ANNA, BEN, 0)):
        app.activity.message(message(id_at(number), replied_to_id=replied_to_id))
    await app.activity.flush()

    assert await day_of(app) == {"messages": 4, "replies": 2}


async def test_reactions_count_for_both_and_ones_own_for_nobody(app: App) -> None:
    app.activity.reaction(reaction(by=BEN, under=ANNA))
    app.activity.reaction(reaction(by=BEN, under=None))
    app.activity.reaction(reaction(by=ANNA, under=ANNA))
    await app.activity.flush()

    assert await day_of(app, BEN) == {"reactions_given": 2}
    assert await day_of(app, ANNA) == {"reactions_received": 1}


async def test_a_reaction_taken_back_is_no_reaction(app: App) -> None:
    app.activity.reaction(reaction())
    await app.activity.flush()
    app.activity.reaction(reaction(added=False))
    app.activity.message(message(id_at(), author_id=BEN))
    await app.activity.flush()

    assert await day_of(app, BEN) == {"messages": 1}
    assert await day_of(app, ANNA) == {}


async def test_reactions_of_yesterday_taken_back_today_leave_no_debt(app: App) -> None:
    app.activity.reaction(reaction(added=False))
    app.activity.message(message(id_at(), author_id=BEN))
    await app.activity.flush()
    app.activity.reaction(reaction())
    await app.activity.flush()

    assert await day_of(app, BEN) == {"messages": 1, "reactions_given": 1}
    assert await day_of(app, ANNA) == {"reactions_received": 1}


async def test_the_first_post_is_noted_once(app: App) -> None:
    for seconds in (0, 60):
        app.activity.message(message(id_at(seconds)))
        await app.activity.flush()

    assert await first_post(app) == NOON


async def test_an_older_post_found_in_history_is_the_first(app: App) -> None:
    app.activity.guild_seen(seen({CHANNEL: id_at(0)}), [])
    app.activity.guild_seen(seen({CHANNEL: id_at(60)}), [])
    app.activity.message(message(id_at(90)))
    await app.activity.flush()
    assert await first_post(app) == NOON + timedelta(seconds=90)

    [gap] = await app.activity.gaps()
    await app.activity.record_history(gap, [message(id_at(30))], read_until=gap.until_id)

    assert await first_post(app) == NOON + timedelta(seconds=30)
    assert await messages_of(app) == 2


async def test_time_in_voice_is_active_only_in_company_hearing_and_outside_of_the_afk_channel(
    app: App, clock: MovableClock
) -> None:
    clock.now = NOON
    app.activity.voice(voice(ANNA, VOICE_CHANNEL, NOON))
    app.activity.voice(voice(BEN, VOICE_CHANNEL, NOON + timedelta(minutes=2)))
    app.activity.voice(voice(ANNA, VOICE_CHANNEL, NOON + timedelta(minutes=5), deaf=True))
    app.activity.voice(voice(ANNA, VOICE_CHANNEL + 1, NOON + timedelta(minutes=9), afk=True))
    app.activity.voice(voice(ANNA, None, NOON + timedelta(minutes=14)))
    clock.advance(minutes=14)
    await app.activity.flush()

    assert await day_of(app, ANNA) == {"voice_seconds": 14 * 60, "voice_active_seconds": 3 * 60}


async def test_time_in_voice_over_midnight_belongs_to_two_days(app: App, clock: MovableClock) -> None:
    await zone(app, "Europe/Berlin")
    start = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)  # half past eleven in Berlin
    for member_id in (ANNA, BEN):
        app.activity.voice(voice(member_id, VOICE_CHANNEL, start))
    clock.now = start + timedelta(hours=1)
    await app.activity.flush()

    for day in (date(2026, 1, 5), date(2026, 1, 6)):
        assert await day_of(app, ANNA, day) == {"voice_seconds": 1800, "voice_active_seconds": 1800}
