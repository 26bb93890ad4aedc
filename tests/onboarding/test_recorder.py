"""What newcomers do and what is done for them, as flushes of activity tell: the funnel's facts, and who was answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.activity.model import Batch, GuildSeen, MessageFact, ReactionFact, VoiceTime
from bot.app import App
from bot.due import due_row
from bot.onboarding import arrivals as arrivals_api
from bot.onboarding.arrivals import Join
from bot.onboarding.introductions import Words
from bot.onboarding.model import Arrival, Fact, OnboardingSettings
from bot.onboarding.store import arrivals as store
from bot.onboarding.store import facts as fact_store
from bot.onboarding.tables import onboarding_arrival, onboarding_fact, onboarding_greeting
from bot.settings.model import ServerSettings
from tests.activity.facts import ANNA, BEN, CHANNEL, GUILD, MIKA, NOON, OTHER_GUILD, id_at, message, reaction
from tests.support.clock import MovableClock

BOT = 900
BEFORE = NOON - timedelta(days=10)


@pytest_asyncio.fixture
async def started(app: App, clock: MovableClock) -> App:
    """Both servers have been watched for ten days; it is noon, and Anna has just arrived in the first one."""
    for guild_id in (GUILD, OTHER_GUILD):
        app.activity.guild_seen(GuildSeen(guild_id, {}, BEFORE), [])
        await app.settings.change(guild_id, ServerSettings, {"time_zone": "UTC"}, by=None)
    clock.now = NOON
    await app.onboarding.arrivals.seen([join()])
    return app


def join(member_id: int = ANNA, *, at: datetime = NOON, guild_id: int = GUILD, pending: bool = False) -> Join:
    return Join(guild_id=guild_id, member_id=member_id, joined_at=at, pending=pending)


async def flush(app: App, *messages: MessageFact, reactions: Sequence[ReactionFact] = ()) -> None:
    for fact in messages:
        app.activity.message(fact)
    for one in reactions:
        app.activity.reaction(one)
    await app.activity.flush()


async def facts(app: App, member_id: int = ANNA) -> dict[str, datetime]:
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(onboarding_fact.c.name, onboarding_fact.c.happened_at)
            .join_from(onboarding_fact, onboarding_arrival)
            .where(onboarding_arrival.c.member_id == member_id)
        )
        return {row.name: row.happened_at for row in rows}


async def greetings(app: App) -> dict[int, datetime | None]:
    """The messages that waited for an answer, with when it came."""
    async with app.database.read() as connection:
        rows = await connection.execute(select(onboarding_greeting))
        return {row.message_id: row.answered_at for row in rows}


async def arrival_of(app: App, member_id: int) -> Arrival | None:
    async with app.database.read() as connection:
        return await arrivals_api.current(connection, guild_id=GUILD, member_id=member_id)


def after(**span: float) -> float:
    return timedelta(**span).total_seconds()


# Facts ------------------------------------------------------------------------------------------------------------


async def test_the_first_message_is_noted_with_its_own_time_and_once(started: App) -> None:
    await flush(started, message(id_at(90)), message(id_at(100)))
    await flush(started, message(id_at(110)))

    assert await facts(started) == {Fact.POSTED: NOON + timedelta(seconds=90)}


async def test_it_is_once_also_after_a_restart(started: App, clock: MovableClock) -> None:
    await flush(started, message(id_at(90)))
    again = App(started.config, clock=clock)
    await again.load()
    await flush(again, message(id_at(200)))

    assert await facts(again) == {Fact.POSTED: NOON + timedelta(seconds=90)}
    assert len(await greetings(again)) == 1
    await again.close()


async def test_somebody_who_is_not_new_is_not_noted(started: App) -> None:
    await flush(started, message(id_at(90), author_id=BEN), reactions=[reaction(by=BEN)])

    assert await facts(started, BEN) == {}


async def test_a_reaction_is_noted_unless_it_is_taken_away(started: App) -> None:
    await flush(started, reactions=[reaction(by=ANNA, under=BEN, added=False)])
    assert await facts(started) == {}
    at = NOON + timedelta(minutes=5)
    await flush(started, reactions=[reaction(by=ANNA, under=BEN, at=at)])

    assert await facts(started) == {Fact.REACTED: at}


@pytest.mark.parametrize(("author_id", "noted"), [(BEN, True), (ANNA, False)])
async def test_only_others_can_answer(started: App, author_id: int, noted: bool) -> None:
    await flush(started, message(id_at(60)))
    await flush(started, message(id_at(90), author_id=author_id, replied_to_id=ANNA, replied_message_id=id_at(60)))

    assert (Fact.ANSWERED in await facts(started)) is noted


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0.9, set()),
        (1.0, {Fact.WEEK}),
        (6.9, {Fact.WEEK}),
        (7.0, {Fact.MONTH}),
        (29.9, {Fact.MONTH}),
        (30.0, set()),
    ],
)
async def test_coming_back_counts_in_the_first_week_and_the_first_month(
    started: App, days: float, expected: set[Fact]
) -> None:
    at = NOON + timedelta(days=days)
    await flush(started, reactions=[reaction(by=ANNA, under=BEN, at=at)])

    assert set(await facts(started)) - {Fact.REACTED} == expected


async def test_time_in_voice_is_coming_back_too(started: App) -> None:
    at = NOON + timedelta(days=3)
    time = VoiceTime(GUILD, ANNA, CHANNEL, at, 60, False, False, False, False, ())
    async with started.database.write() as connection:
        remember = await started.onboarding.recorder.record(connection, Batch(voice=[time]))
    assert remember is not None
    remember()

    assert await facts(started) == {Fact.WEEK: at}


async def test_what_was_written_in_an_earlier_stay_is_not_of_this_one(started: App) -> None:
    async with started.database.write() as connection:
        batch = Batch(messages=[message(id_at(-3600))], history=True)
        assert await started.onboarding.recorder.record(connection, batch) is None

    assert await facts(started) == {}


async def test_an_earlier_message_read_late_from_history_is_the_first_only_before_the_commit(started: App) -> None:
    """Of one page the earliest counts; what was noted stays."""
    page = [message(id_at(500)), message(id_at(100)), message(id_at(300))]
    async with started.database.write() as connection:
        remember = await started.onboarding.recorder.record(connection, Batch(messages=page, history=True))
    assert remember is not None
    remember()

    assert await facts(started) == {Fact.POSTED: NOON + timedelta(seconds=100)}


async def test_what_was_not_committed_is_noted_with_the_next_flush(started: App) -> None:
    batch = Batch(messages=[message(id_at(90))])
    with pytest.raises(LookupError):
        async with started.database.write() as connection:
            await started.onboarding.recorder.record(connection, batch)
            raise LookupError
    assert await facts(started) == {}
    await flush(started, *batch.messages)

    assert await facts(started) == {Fact.POSTED: NOON + timedelta(seconds=90)}


async def test_another_server_has_its_own_newcomers(started: App) -> None:
    await flush(started, message(id_at(90), guild_id=OTHER_GUILD, channel_id=99))
    assert await facts(started) == {}
    await flush(
        started,
        message(id_at(91), guild_id=OTHER_GUILD, channel_id=99, author_id=BEN),
        message(id_at(92)),
        message(id_at(93), guild_id=OTHER_GUILD, channel_id=99, author_id=BEN, replied_to_id=ANNA),
    )

    assert set(await facts(started)) == {Fact.POSTED}


async def test_what_somebody_does_after_leaving_and_before_coming_back_is_nobodys(started: App) -> None:
    await started.onboarding.arrivals.left(guild_id=GUILD, member_id=ANNA)
    await flush(started, message(id_at(90)))

    assert await facts(started) == {}


# Those of whom nobody knew ----------------------------------------------------------------------------------------


async def test_somebody_unknown_arrives_with_their_first_message_which_counts(started: App) -> None:
    joined_at = NOON - timedelta(hours=2)
    await flush(
        started,
        message(id_at(90), author_id=MIKA, joined_at=joined_at),
        message(id_at(95), author_id=BEN, replied_to_id=MIKA, replied_message_id=id_at(90)),
        message(id_at(99), author_id=MIKA, joined_at=joined_at),
    )

    arrival = await arrival_of(started, MIKA)
    assert arrival is not None and (arrival.joined_at, arrival.arrived_at) == (joined_at, joined_at)
    assert await facts(started, MIKA) == {
        Fact.POSTED: NOON + timedelta(seconds=90),
        Fact.ANSWERED: NOON + timedelta(seconds=95),
    }
    assert await greetings(started) == {id_at(90): NOON + timedelta(seconds=95)}
    await flush(started, message(id_at(200), author_id=MIKA, joined_at=joined_at))
    assert len(await facts(started, MIKA)) == 2


async def test_who_joined_before_the_server_was_watched_is_no_arrival(started: App) -> None:
    await flush(started, message(id_at(90), author_id=MIKA, joined_at=BEFORE - timedelta(seconds=1)))

    assert await arrival_of(started, MIKA) is None


async def test_somebody_who_came_back_unseen_arrives_anew(started: App) -> None:
    later = NOON + timedelta(days=2)
    await flush(started, message(id_at(0, day=later + timedelta(hours=1)), joined_at=later))

    async with started.database.read() as connection:
        first, second = await store.of_members(connection, guild_id=GUILD, member_ids=[ANNA])
    assert (first.left_at, second.joined_at, second.rejoined) == (later, later, True)


async def test_the_fraction_of_a_second_says_nothing(started: App) -> None:
    await flush(started, message(id_at(90), joined_at=NOON + timedelta(microseconds=123_456)))

    async with started.database.read() as connection:
        assert len(await store.of_members(connection, guild_id=GUILD, member_ids=[ANNA])) == 1


async def test_who_was_forgotten_is_not_found_again(started: App) -> None:
    async with started.database.write() as connection:
        await started.onboarding.privacy.forget(connection, guild_id=GUILD, member_id=ANNA)
        await connection.execute(onboarding_arrival.update().values(member_id=None))
    await flush(started, message(id_at(90), joined_at=NOON))
    await flush(started, message(id_at(95), joined_at=NOON))

    assert await arrival_of(started, ANNA) is None
    async with started.database.read() as connection:
        assert len((await connection.execute(select(onboarding_arrival))).all()) == 1


# Greetings --------------------------------------------------------------------------------------------------------


async def test_a_newcomers_first_message_waits_for_an_answer_and_greeters_are_planned(started: App) -> None:
    await started.settings.change(GUILD, OnboardingSettings, {"greet_after_hours": 6}, by=None)
    await flush(started, message(id_at(90)), message(id_at(95)))

    assert await greetings(started) == {id_at(90): None}
    async with started.database.read() as connection:
        [row] = (await connection.execute(select(due_row).where(due_row.c.kind == "onboarding:greet"))).all()
        greeting = (await connection.execute(select(onboarding_greeting))).one()
    assert (row.subject_id, row.due_at) == (greeting.id, NOON + timedelta(seconds=90, hours=6))
    assert (greeting.member_id, greeting.channel_id, greeting.kind) == (ANNA, CHANNEL, "first-post")


async def test_nobody_is_asked_to_greet_who_came_back(started: App) -> None:
    await started.onboarding.arrivals.left(guild_id=GUILD, member_id=ANNA)
    await started.onboarding.arrivals.seen([join(at=NOON + timedelta(days=1))])
    await flush(started, message(id_at(after(days=2))))

    assert await greetings(started) == {}


@pytest.mark.parametrize("by", [BEN, ANNA])
async def test_a_reply_or_a_reaction_of_somebody_else_answers_it(started: App, by: int) -> None:
    await flush(started, message(id_at(90)))
    await flush(started, message(id_at(91), author_id=BEN))
    assert await greetings(started) == {id_at(90): None}

    at = NOON + timedelta(minutes=5)
    await flush(started, reactions=[reaction(by=by, under=ANNA, message_id=id_at(90), at=at)])

    assert await greetings(started) == {id_at(90): at if by == BEN else None}
    assert started.onboarding.memory.greetings == ({} if by == BEN else {id_at(90): (GUILD, ANNA)})


async def test_an_answer_to_an_introduction_is_one_to_the_newcomer(started: App) -> None:
    """The card is the bot's: whose message is answered says nothing."""
    await started.onboarding.introductions.posted(
        Words(called="Anna", about="I bake.", hope=""),
        guild_id=GUILD,
        member_id=ANNA,
        channel_id=CHANNEL,
        message_id=77,
    )
    await flush(started, message(id_at(90), author_id=ANNA, replied_to_id=BOT, replied_message_id=77))
    assert (await greetings(started))[77] is None
    await flush(started, message(id_at(95), author_id=BEN, replied_to_id=BOT, replied_message_id=77))

    assert (await greetings(started))[77] == NOON + timedelta(seconds=95)
    assert (await facts(started))[Fact.ANSWERED] == NOON + timedelta(seconds=95)


async def test_an_answer_in_the_thread_on_an_introduction_is_one_too(started: App) -> None:
    """Where only the bot posts, people answer there; a thread has the id of the message it was opened on."""
    await started.onboarding.introductions.posted(
        Words(called="Anna", about="I bake.", hope=""),
        guild_id=GUILD,
        member_id=ANNA,
        channel_id=CHANNEL,
        message_id=77,
    )
    await flush(started, message(id_at(90), author_id=ANNA, channel_id=77))
    assert (await greetings(started))[77] is None
    await flush(started, message(id_at(95), author_id=BEN, channel_id=77))

    assert (await greetings(started))[77] == NOON + timedelta(seconds=95)
    assert (await facts(started))[Fact.ANSWERED] == NOON + timedelta(seconds=95)


# For other features -----------------------------------------------------------------------------------------------


async def test_features_note_facts_of_their_own_once(started: App) -> None:
    async with started.database.write() as connection:
        for at in (NOON, NOON + timedelta(days=1)):
            arrival = await arrivals_api.record_fact(
                connection, guild_id=GUILD, member_id=ANNA, name="introduce", at=at
            )
        nobody = await arrivals_api.record_fact(connection, guild_id=GUILD, member_id=BEN, name="introduce", at=NOON)

    assert arrival is not None and arrival.member_id == ANNA and nobody is None
    assert await facts(started) == {"introduce": NOON}


async def test_who_did_something_first_and_when(started: App) -> None:
    await flush(started, message(id_at(90)))
    async with started.database.read() as connection:
        found = await fact_store.first(connection, GUILD, [ANNA, BEN], Fact.POSTED)
        elsewhere = await fact_store.first(connection, OTHER_GUILD, [ANNA], Fact.POSTED)

    assert (found, elsewhere) == ({ANNA: NOON + timedelta(seconds=90)}, {})
