"""Arrivals: who counts as one, when, and how those are found that nobody saw."""

from datetime import timedelta

import pytest
import simcord
from simcord.backend import serializers
from sqlalchemy import select

from bot.onboarding.model import Arrival, OnboardingSettings
from bot.onboarding.store import arrivals as store
from bot.onboarding.tables import onboarding_arrival
from bot.sandbox import simulated
from tests.doctor.test_checkup import deny_bot
from tests.support.cards import shown
from tests.support.community import Community, noticed


async def arrivals_of(community: Community, member_id: int) -> list[Arrival]:
    async with community.app.database.read() as connection:
        return await store.of_members(connection, guild_id=community.server.id, member_ids=[member_id])


async def arrival_of(community: Community, member_id: int) -> Arrival:
    [arrival] = await arrivals_of(community, member_id)
    return arrival


def come(community: Community, name: str, *, pending: bool = False, bot: bool = False) -> simcord.MemberActor:
    user = community.env.create_user(name, bot=bot)
    if pending:
        return simulated.join_pending(community.server, user)
    return community.server.add_member(user)


async def test_who_joins_has_arrived(community: Community) -> None:
    await community.later(minutes=5)
    mika = come(community, "mika")
    await noticed(community, mika)

    arrival = await arrival_of(community, mika.id)
    assert arrival.arrived_at == arrival.joined_at == community.env.now().replace(microsecond=0)
    assert (arrival.rejoined, arrival.left_at) == (False, None)


@pytest.mark.needs("members", "onboarding")
async def test_who_is_being_screened_arrives_when_that_is_over(community: Community) -> None:
    mika = come(community, "mika", pending=True)
    await community.later(hours=3)
    assert (await arrival_of(community, mika.id)).arrived_at is None

    simulated.accept_rules(mika)
    await community.env.settle()

    assert (await arrival_of(community, mika.id)).arrived_at == community.env.now()


async def test_bots_are_no_arrivals(community: Community) -> None:
    robot = come(community, "robot", bot=True)
    await community.env.settle()

    assert await arrivals_of(community, robot.id) == []


@pytest.mark.needs("members", "onboarding")
async def test_who_leaves_has_left_and_who_comes_back_came_back(community: Community) -> None:
    mika = come(community, "mika")
    await community.later(days=2)
    community.server.remove_member(mika)
    await community.env.settle()
    left_at = community.env.now()
    await community.later(days=1)
    community.server.add_member(mika.user)
    await community.env.settle()

    first, second = await arrivals_of(community, mika.id)
    assert (first.left_at, first.rejoined) == (left_at, False)
    assert (second.left_at, second.rejoined) == (None, True)


@pytest.mark.needs("members", "onboarding")
async def test_joining_told_twice_is_one_arrival(community: Community) -> None:
    mika = come(community, "mika")
    await community.env.settle()
    await community.later(minutes=1)
    backend = community.env.backend
    guild = backend.get_guild(community.server.id)
    member = backend.get_member(community.server.id, mika.id)
    payload = {**serializers.member_payload(backend, guild, member), "guild_id": str(guild.id)}
    backend.emit("GUILD_MEMBER_ADD", payload)
    await community.env.settle()

    assert (await arrival_of(community, mika.id)).rejoined is False


@pytest.mark.needs("members", "onboarding")
async def test_who_joins_and_leaves_at_once_did_so_in_this_order(community: Community) -> None:
    mika = come(community, "mika")
    community.server.remove_member(mika)
    await community.env.settle()

    assert (await arrival_of(community, mika.id)).left_at is not None


async def test_arrivals_on_one_server_say_nothing_of_another(community: Community) -> None:
    other = community.env.create_guild("Other")
    lobby = other.create_text_channel("lobby")
    await community.later(minutes=1)
    mika = community.server.add_member(community.env.create_user("mika"))
    await noticed(community, mika)
    await community.later(days=1)
    await noticed(community, other.add_member(mika.user), in_channel=lobby)

    arrival = await arrival_of(community, mika.id)
    async with community.app.database.read() as connection:
        [elsewhere] = await store.of_members(connection, guild_id=other.id, member_ids=[mika.id])
    assert elsewhere.joined_at - arrival.joined_at >= timedelta(days=1)
    assert (arrival.rejoined, elsewhere.rejoined) == (False, False)


async def test_somebody_of_whom_something_is_known_has_come_back(community: Community) -> None:
    """Their arrival was before the bot counted any."""
    await community.helper.send(community.general, "I was here")
    await community.app.activity.flush()
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_arrival.delete())
    await community.later(days=1)
    community.server.remove_member(community.helper)
    await community.later(days=1)
    await noticed(community, community.server.add_member(community.helper.user))

    assert (await arrival_of(community, community.helper.id)).rejoined is True


@pytest.mark.needs("members", "onboarding")
async def test_those_who_want_to_know_how_somebody_came_are_told_before_they_have_arrived(community: Community) -> None:
    told: list[tuple[int, bool]] = []

    async def joined(member: object, arrival: Arrival) -> None:
        known = await arrival_of(community, arrival.member_id or 0)
        told.append((arrival.id, known.arrived_at is None))

    cog = community.bot.get_cog("ArrivalsCog")
    cog.joined += [joined]  # type: ignore[union-attr]
    mika = come(community, "mika")
    await community.env.settle()

    arrival = await arrival_of(community, mika.id)
    assert told == [(arrival.id, True)] and arrival.arrived_at is not None


@pytest.mark.needs("members", "onboarding")
@pytest.mark.expects_errors
async def test_a_failure_of_theirs_keeps_nobody_from_arriving(community: Community) -> None:
    async def fails(member: object, arrival: Arrival) -> None:
        raise LookupError("invites are somewhere else")

    cog = community.bot.get_cog("ArrivalsCog")
    cog.joined.insert(0, fails)  # type: ignore[union-attr]
    mika = come(community, "mika")
    await community.env.settle()

    assert (await arrival_of(community, mika.id)).arrived_at is not None


async def test_hooks_are_called_in_the_transaction_in_which_somebody_arrives(community: Community) -> None:
    found: list[Arrival] = []

    async def arrived(connection: object, arrival: Arrival) -> None:
        found.append(arrival)

    community.app.onboarding.arrivals.on_arrived.append(arrived)
    await community.later(minutes=1)
    mika = come(community, "mika", pending=True)
    await community.env.settle()
    assert found == []
    simulated.accept_rules(mika)
    simulated.accept_rules(mika)
    await noticed(community, mika)

    assert [one.member_id for one in found] == [mika.id] and found[0].arrived_at is not None


# While the bot was away -------------------------------------------------------------------------------------------


async def away(community: Community, **span: float) -> None:
    """Let the bot be gone for a while; what is done meanwhile is done between this and `back`."""
    await community.later(minutes=1)
    community.env.hang_up()
    await community.app.activity.flush()
    await community.env.advance_time(timedelta(**span).total_seconds())


async def back(community: Community) -> None:
    await community.restart()
    await community.run_due()
    await community.run_due()


@pytest.mark.needs("members", "onboarding")
async def test_screening_that_was_over_while_the_bot_was_away_is_found_at_the_start(community: Community) -> None:
    mika = come(community, "mika", pending=True)
    await away(community, hours=1)
    community.env.backend.get_member(community.server.id, mika.id).pending = False
    await back(community)

    assert (await arrival_of(community, mika.id)).arrived_at == community.env.now()


@pytest.mark.needs("members", "onboarding")
async def test_who_left_while_screened_and_the_bot_away_has_left(community: Community) -> None:
    mika = come(community, "mika", pending=True)
    await away(community, hours=1)
    community.server.remove_member(mika)
    await back(community)

    arrival = await arrival_of(community, mika.id)
    assert arrival.left_at is not None and arrival.arrived_at is None


@pytest.mark.needs("members", "onboarding")
async def test_more_than_a_hundred_are_asked_about(community: Community) -> None:
    people = []
    for number in range(130):
        people.append(come(community, f"p{number}", pending=True))
        await community.env.settle()
    await away(community, hours=1)
    for person in people:
        community.env.backend.get_member(community.server.id, person.id).pending = False
    await back(community)

    assert all([(await arrival_of(community, person.id)).arrived_at is not None for person in people])


async def with_join_messages(community: Community) -> None:
    community.env.backend.get_guild(community.server.id).system_channel_id = community.general.id
    await community.asker.send(community.general, "Good morning")
    await community.later(minutes=1)


async def test_who_came_while_the_bot_was_away_is_found_by_the_join_messages(community: Community) -> None:
    await with_join_messages(community)
    await away(community, hours=5)
    mika = come(community, "mika")
    came_at = community.env.now().replace(microsecond=0)
    waiting = come(community, "waiting")
    community.env.backend.get_member(community.server.id, waiting.id).pending = True
    gone = come(community, "gone")
    community.server.remove_member(gone)
    robot = come(community, "robot", bot=True)
    await community.env.advance_time(3600)
    await back(community)

    arrival = await arrival_of(community, mika.id)
    assert (arrival.joined_at, arrival.arrived_at, arrival.left_at) == (came_at, came_at, None)
    assert (await arrival_of(community, waiting.id)).arrived_at is None
    assert (await arrival_of(community, gone.id)).left_at is not None
    assert await arrivals_of(community, robot.id) == []


async def test_reading_join_messages_twice_finds_nobody_twice(community: Community) -> None:
    await with_join_messages(community)
    await away(community, hours=5)
    mika = come(community, "mika")
    await back(community)
    arrival = await arrival_of(community, mika.id)
    arrivals = community.app.onboarding.arrivals
    for _ in range(2):
        await arrivals.heard_of(community.server.id, {mika.id: arrival.joined_at + timedelta(seconds=1)})
        await community.later(minutes=31)

    assert await arrivals_of(community, mika.id) == [arrival]


async def test_who_left_and_came_back_while_the_bot_was_away_came_back(community: Community) -> None:
    await with_join_messages(community)
    mika = come(community, "mika")
    await noticed(community, mika)
    await away(community, hours=5)
    community.server.remove_member(mika)
    community.server.add_member(mika.user)
    await back(community)

    first, second = await arrivals_of(community, mika.id)
    assert (first.left_at, second.rejoined) == (second.joined_at, True)
    assert second.arrived_at is not None


@pytest.mark.needs("members", "onboarding")
async def test_where_discord_does_not_answer_it_is_asked_again(community: Community) -> None:
    mika = come(community, "mika", pending=True)
    await away(community, hours=1)
    community.env.backend.get_member(community.server.id, mika.id).pending = False
    await community.restart()
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    query = type(guild).query_members

    async def silent(*_: object, **__: object) -> list[object]:
        raise TimeoutError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(guild), "query_members", silent)
        await community.run_due()
    assert (await arrival_of(community, mika.id)).arrived_at is None and type(guild).query_members is query

    await community.later(minutes=2)
    assert (await arrival_of(community, mika.id)).arrived_at is not None


@pytest.mark.parametrize("act", ["writes", "reacts", "uses a command"])
async def test_somebody_unknown_is_found_by_what_they_do(community: Community, act: str) -> None:
    """There are no join messages here: nobody can know of them before."""
    said = await community.asker.send(community.general, "Good morning")
    await away(community, hours=5)
    mika = come(community, "mika")
    came_at = community.env.now().replace(microsecond=0)
    await back(community)
    assert await arrivals_of(community, mika.id) == []

    await community.later(hours=1)
    if act == "writes":
        await mika.send(community.general, "Hello")
    elif act == "reacts":
        await mika.react(said, "👍")
    else:
        await mika.slash(community.general, "ranks list")
    await community.app.activity.flush()

    arrival = await arrival_of(community, mika.id)
    assert (arrival.joined_at, arrival.arrived_at) == (came_at, came_at)


@pytest.mark.needs("members", "onboarding")
async def test_somebody_unknown_is_found_by_a_change_discord_tells_of(community: Community) -> None:
    await away(community, hours=5)
    mika = come(community, "mika")
    await back(community)
    community.env.backend.announce_member_update(community.server.id, mika.id)
    await community.env.settle()

    assert (await arrival_of(community, mika.id)).arrived_at is not None


async def test_members_of_before_the_bot_are_no_arrivals_whatever_they_do(community: Community) -> None:
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_arrival.delete())
    await community.restart()
    simulated.set_joined_at(community.helper, community.env.now() - timedelta(days=400))
    await community.helper.send(community.general, "I have been here for ever")
    await community.helper.slash(community.general, "ranks list")
    community.env.backend.announce_member_update(community.server.id, community.helper.id)
    await community.later(minutes=1)

    assert await arrivals_of(community, community.helper.id) == []


async def test_who_is_known_is_not_looked_up_again(community: Community) -> None:
    """Somebody who joined long ago, but after the bot."""
    await community.later(minutes=5)
    mika = come(community, "mika")
    await community.later(days=40)
    await community.restart()
    await mika.send(community.general, "Hello")
    await community.app.activity.flush()

    [arrival] = await arrivals_of(community, mika.id)
    memory = community.app.onboarding.memory
    assert memory.get(community.server.id, mika.id) is None
    assert memory.knows(community.server.id, mika.id, arrival.joined_at.isoformat()[:19])


async def test_without_the_members_intent_arrivals_are_found_by_what_people_do(community: Community) -> None:
    """Nobody is told of joining, changes and leaving then."""
    await away(community, minutes=1)
    community.config = community.config.model_copy(update={"members": False})
    mika = come(community, "mika")
    await back(community)
    assert community.bot.intents.members is False
    await mika.send(community.general, "Hello")
    await community.later(minutes=31)

    assert (await arrival_of(community, mika.id)).arrived_at is not None


async def test_without_the_members_intent_it_is_found_within_a_day_who_has_left(community: Community) -> None:
    """However many there are: they are asked about a hundred at a time."""
    await away(community, minutes=1)
    community.config = community.config.model_copy(update={"members": False})
    await back(community)
    people = [come(community, f"p{number}") for number in range(103)]
    for person in people:
        await person.send(community.general, "Hello")
    await community.later(minutes=1)
    gone = [people[0], people[102]]
    for person in gone:
        community.server.remove_member(person)
    await community.later(hours=25)

    left = [(await arrival_of(community, person.id)).left_at is not None for person in people]
    assert left == [person in gone for person in people]


async def test_nobody_has_left_where_discord_does_not_answer(community: Community) -> None:
    await away(community, minutes=1)
    community.config = community.config.model_copy(update={"members": False})
    await back(community)
    mika = come(community, "mika")
    await mika.send(community.general, "Hello")
    await community.later(minutes=1)
    community.server.remove_member(mika)
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None

    async def silent(*_: object, **__: object) -> list[object]:
        raise TimeoutError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(guild), "query_members", silent)
        await community.later(hours=25)
    assert (await arrival_of(community, mika.id)).left_at is None

    await community.later(minutes=2)
    assert (await arrival_of(community, mika.id)).left_at is not None


# Memory and database ----------------------------------------------------------------------------------------------


async def test_a_restart_knows_the_same(community: Community) -> None:
    mika = come(community, "mika")
    come(community, "waiting", pending=True)
    await community.env.settle()
    await mika.send(community.general, "Hello")
    await community.later(minutes=1)
    before = community.app.onboarding.memory
    await community.restart()

    assert community.app.onboarding.memory.newcomers == before.newcomers
    assert community.app.onboarding.memory.greetings == before.greetings


async def test_what_is_kept_is_small(community: Community) -> None:
    await community.later(minutes=1)
    mika = come(community, "mika")
    await noticed(community, mika)
    await community.later(days=36)

    assert community.app.onboarding.memory.get(community.server.id, mika.id) is None
    async with community.app.database.read() as connection:
        rows = (await connection.execute(select(onboarding_arrival))).all()
    assert mika.id in {row.member_id for row in rows}
    assert OnboardingSettings().newcomer_days < 36


# /doctor ----------------------------------------------------------------------------------------------------------


@pytest.mark.needs("members", "onboarding")
async def test_doctor_says_where_arrivals_can_not_be_found(community: Community) -> None:
    missing = "While I am away I can't find everybody who joins"
    assert missing not in shown(await community.admin.slash(community.general, "doctor"))

    await community.set(OnboardingSettings, welcome_channel_id=community.general.id)
    assert missing in shown(await community.admin.slash(community.general, "doctor"))
    in_japanese = shown(await community.admin_ja.slash(community.general, "doctor"))
    assert "ボットが止まっている間に参加した方を見つけきれません" in in_japanese

    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    guild._system_channel_id = community.general.id
    assert missing not in shown(await community.admin.slash(community.general, "doctor"))
    await deny_bot(community, community.general.id, "read_message_history")
    assert missing in shown(await community.admin.slash(community.general, "doctor"))
