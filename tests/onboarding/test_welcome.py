"""The welcome: who is mentioned, when, where, how often, and what happens where it can't be said."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord
from sqlalchemy import select

from bot.config import Config
from bot.due import State
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.tables import onboarding_arrival
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.doctor.test_checkup import deny_bot
from tests.support.cards import shown, walk
from tests.support.community import Community, noticed, open_community


@pytest_asyncio.fixture
async def hall(community: Community) -> Community:
    """Those who are there were welcomed long ago; newcomers are welcomed in a channel of its own."""
    channel = community.server.create_text_channel("welcome")
    await community.env.settle()
    await community.set(OnboardingSettings, nudge_after_days=0)  # reminders mention people in the same channel
    await community.later(days=31)
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_arrival.update().values(to_welcome=False))
    await community.set(OnboardingSettings, welcome_channel_id=channel.id)
    community.extra["welcome"] = channel
    return community


def place(hall: Community) -> simcord.ChannelHandle:
    channel: simcord.ChannelHandle = hall.extra["welcome"]
    return channel


async def come(hall: Community, name: str = "mika", *, settled: bool = True) -> simcord.MemberActor:
    member = hall.server.add_member(hall.env.create_user(name))
    if settled:
        await noticed(hall, member)
    return member


def said(hall: Community) -> list[discord.Message]:
    """What stands in the channel, the oldest first."""
    return [message for message in place(hall).history() if message.author.bot]


def mentions(hall: Community) -> list[int]:
    """Everybody who was mentioned, as often as they were."""
    return [member_id for message in said(hall) for member_id in message.raw_mentions]


async def soon(hall: Community) -> timedelta:
    """Do what a running bot does for newcomers; returns how often it does so."""
    job = next(job for job in hall.app.jobs.all() if job.name == "welcomes-soon")
    await job.sweep()
    await hall.env.settle()
    return job.every


def requests(hall: Community) -> list[Any]:
    path = f"/channels/{place(hall).id}/messages"
    return [one for one in hall.env.http_requests if (one.method, one.path) == ("POST", path)]


async def row_of(hall: Community, member: simcord.MemberActor) -> Any:
    async with hall.app.database.read() as connection:
        rows = await connection.execute(
            select(onboarding_arrival)
            .where(onboarding_arrival.c.member_id == member.id, onboarding_arrival.c.guild_id == hall.server.id)
            .order_by(onboarding_arrival.c.joined_at.desc())
        )
        return rows.first()


async def checkup(hall: Community) -> str:
    return shown(await hall.admin.slash(hall.general, "doctor"))


async def test_a_newcomer_is_welcomed_once_and_nobody_else_is_mentioned(hall: Community) -> None:
    mika = await come(hall)
    await hall.run_due()
    await hall.later(minutes=10)

    [message] = said(hall)
    assert message.content.startswith(f"👋 Welcome to **Veranda**, <@{mika.id}>! It's good to have you here.")
    [request] = requests(hall)
    assert [int(one) for one in request.json["allowed_mentions"]["users"]] == [mika.id]
    assert not request.json["allowed_mentions"].get("parse") and not request.json["allowed_mentions"].get("roles")
    assert mika.user.dm_channel is None or not mika.user.dm_channel.history()
    assert (await row_of(hall, mika)).welcomed_at is not None


async def test_the_buttons_lead_to_what_the_server_offers(hall: Community) -> None:
    await come(hall)
    await hall.run_due()
    await hall.set(OnboardingSettings, introductions_channel_id=hall.general.id)
    await hall.later(minutes=1)
    await come(hall, "yuki")
    await hall.run_due()
    await hall.set(QuestionSettings, forum_channel_id=None)
    await hall.set(OnboardingSettings, introductions_channel_id=None)
    await hall.later(minutes=1)
    await come(hall, "rin")
    await hall.run_due()

    questions_only, both, none = said(hall)
    raw = [{str(item) for item in _custom_ids(message)} for message in (questions_only, both, none)]
    assert [len(one) for one in raw] == [1, 2, 0]
    assert "Here is a good place to begin" in both.content and "a good place to begin" not in none.content


def _custom_ids(message: discord.Message) -> list[str]:
    return [
        button["custom_id"] for row in message.components for button in walk([row.to_dict()]) if "custom_id" in button
    ]


async def test_anybody_may_press_a_button_of_the_welcome_for_themselves(hall: Community) -> None:
    await come(hall)
    await hall.run_due()
    [message] = said(hall)

    result = await hall.bystander.click(message, custom_id=_custom_ids(message)[0])

    assert result.modal is not None


@pytest.mark.needs("members", "onboarding")
async def test_nobody_is_welcomed_while_they_are_screened(hall: Community) -> None:
    mika = simulated.join_pending(hall.server, hall.env.create_user("mika"))
    await hall.later(hours=60)
    assert said(hall) == []

    simulated.accept_rules(mika)
    await hall.env.settle()
    await hall.run_due()

    assert mentions(hall) == [mika.id]


async def test_who_comes_together_is_welcomed_together(hall: Community) -> None:
    people = [await come(hall, f"p{number}") for number in range(3)]
    await hall.run_due()

    [message] = said(hall)
    first, second, third = (f"<@{one.id}>" for one in people)
    assert f"**Veranda**, {first}, {second} and {third}! It's good to have you all here." in message.content


async def test_it_is_said_in_the_servers_language(hall: Community) -> None:
    await hall.set(ServerSettings, language="ja")
    mika = await come(hall)
    await hall.run_due()
    await hall.later(minutes=1)
    others = [await come(hall, f"p{number}") for number in range(2)]
    await hall.run_due()
    await hall.later(minutes=1)
    for number in range(7):
        await come(hall, f"q{number}")
    await hall.run_due()

    one, few, many = said(hall)
    assert one.content.startswith(f"👋 <@{mika.id}>さん、**Veranda**へようこそ！来てくださってうれしいです。")
    assert f"<@{others[0].id}>さん <@{others[1].id}>さん、**Veranda**へようこそ！皆さんが" in few.content
    assert "**Veranda**に7人の新しい仲間が加わりました。" in many.content


async def test_a_japanese_server_needs_no_setting_for_it(config: Config) -> None:
    async with open_community(config, locale="ja") as community:
        with community.env.time_context():
            await community.later(days=31)
            async with community.app.database.write() as connection:
                await connection.execute(onboarding_arrival.update().values(to_welcome=False))
            await community.set(OnboardingSettings, welcome_channel_id=community.general.id)
            community.server.add_member(community.env.create_user("mika"))
            await community.env.settle()
            await community.run_due()
            last = community.general.last_message
            assert last is not None and "へようこそ" in last.content


async def test_two_hundred_in_a_minute_come_in_few_messages_and_each_once(hall: Community) -> None:
    people: list[simcord.MemberActor] = []
    for moment in range(20):
        together = [await come(hall, f"p{moment}-{number}", settled=False) for number in range(10)]
        for one in together:
            await noticed(hall, one)
        people += together
        await hall.env.advance_time(3)
        await soon(hall)
    for _ in range(8):
        await hall.env.advance_time(20)
        await soon(hall)

    assert len(people) == 200
    assert sorted(mentions(hall)) == sorted(one.id for one in people)
    assert len(said(hall)) <= 9
    assert all(len(message.content) <= 2000 for message in said(hall))
    moments = [message.created_at for message in said(hall)]
    assert all(after - before >= timedelta(seconds=9) for before, after in pairwise(moments))


async def test_a_running_bot_does_not_wait_for_the_slow_sweep(hall: Community) -> None:
    await come(hall)
    assert await soon(hall) <= timedelta(seconds=5)

    assert len(said(hall)) == 1


# Coming back ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "welcomes"), [(2, 1), (29, 1), (31, 2)])
async def test_who_comes_back_within_thirty_days_is_not_greeted_again(
    hall: Community, days: int, welcomes: int
) -> None:
    mika = await come(hall)
    await hall.run_due()
    hall.server.remove_member(mika)
    await hall.later(days=days)
    await noticed(hall, hall.server.add_member(mika.user))
    await hall.later(minutes=1)

    assert mentions(hall) == [mika.id] * welcomes


async def test_who_comes_back_before_they_were_welcomed_is_welcomed(hall: Community) -> None:
    mika = await come(hall)
    hall.server.remove_member(mika)
    hall.server.add_member(mika.user)
    await hall.env.settle()
    await hall.later(minutes=1)

    assert mentions(hall) == [mika.id]


@pytest.mark.needs("members", "onboarding")
async def test_who_has_left_is_not_mentioned(hall: Community) -> None:
    mika, yuki = await come(hall), await come(hall, "yuki")
    hall.server.remove_member(mika)
    await hall.env.settle()
    await hall.run_due()

    assert mentions(hall) == [yuki.id]


@pytest.mark.needs("members", "onboarding")
async def test_where_everybody_has_left_nothing_is_said(hall: Community) -> None:
    mika = await come(hall)
    hall.fails("POST", f"/channels/{place(hall).id}/messages", 500)
    await hall.run_due()
    hall.server.remove_member(mika)
    await hall.env.settle()
    await hall.later(minutes=10)

    assert said(hall) == [] and (await row_of(hall, mika)).to_welcome is False


# A channel that can't be used -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003)])
async def test_a_refusal_is_shown_tried_rarely_and_mended(hall: Community, status: int, code: int) -> None:
    hall.fails("POST", f"/channels/{place(hall).id}/messages", status, code=code, times=None)
    mika = await come(hall)
    await hall.run_due()
    tries = len(requests(hall))
    for _ in range(5):
        await hall.later(minutes=20)
    yuki = await come(hall, "yuki")
    await hall.later(minutes=1)
    assert len(requests(hall)) == tries
    report = await checkup(hall)
    assert "2 newcomers have not been welcomed" in report and f"welcome channel {place(hall).id}" in report

    hall.works_again()
    await hall.later(hours=6)
    for _ in range(2):
        await hall.later(minutes=1)

    assert sorted(mentions(hall)) == sorted([mika.id, yuki.id])
    assert "not been welcomed" not in await checkup(hall)


async def test_what_an_admin_retries_is_sent(hall: Community) -> None:
    hall.fails("POST", f"/channels/{place(hall).id}/messages", 403, code=50013)
    mika = await come(hall)
    await hall.run_due()
    [row] = await hall.app.due.given_up(guild_id=hall.server.id)
    await hall.later(seconds=30)
    assert await hall.app.due.retry(guild_id=hall.server.id, due_id=row.id)
    await hall.run_due()

    assert mentions(hall) == [mika.id]


async def test_a_permission_that_comes_back_is_noticed(hall: Community) -> None:
    await deny_bot(hall, place(hall).id, "send_messages")
    mika = await come(hall)
    await hall.run_due()
    assert said(hall) == [] and "has not been welcomed" in await checkup(hall)

    await deny_bot(hall, place(hall).id)
    channel = hall.env.backend.get_channel(place(hall).id)
    hall.env.backend.edit_channel(channel.id, {"topic": "open again"})
    await hall.env.settle()
    await hall.later(seconds=30)

    assert mentions(hall) == [mika.id]


async def test_a_deleted_channel_keeps_the_welcome_for_the_next_one(hall: Community) -> None:
    hall.env.backend.delete_channel(place(hall).id)
    await hall.env.settle()
    mika = await come(hall)
    await hall.later(hours=5)
    report = await checkup(hall)
    assert "A newcomer has not been welcomed" in report and "was deleted" in report

    hall.extra["welcome"] = hall.server.create_text_channel("hello")
    await hall.env.settle()
    await hall.set(OnboardingSettings, welcome_channel_id=place(hall).id)
    await hall.run_due()

    assert mentions(hall) == [mika.id]


async def test_without_a_channel_newcomers_wait_for_one(hall: Community) -> None:
    await hall.set(OnboardingSettings, welcome_channel_id=None)
    old = await come(hall, "old")
    await hall.later(hours=47)
    young = await come(hall, "young")
    await hall.later(hours=2)
    assert said(hall) == []

    await hall.set(OnboardingSettings, welcome_channel_id=place(hall).id)
    await hall.run_due()

    assert mentions(hall) == [young.id]
    row = await row_of(hall, old)
    assert (row.to_welcome, row.welcomed_at) == (False, None)


async def test_who_has_waited_for_two_days_is_left_out_and_the_report_is_clean_again(hall: Community) -> None:
    hall.fails("POST", f"/channels/{place(hall).id}/messages", 403, code=50013, times=None)
    mika = await come(hall)
    await hall.run_due()
    await hall.later(hours=49)
    await hall.later(minutes=16)

    hall.works_again()
    await hall.later(hours=7)
    assert said(hall) == []
    row = await row_of(hall, mika)
    assert (row.to_welcome, row.welcomed_at) == (False, None)
    assert await hall.app.due.given_up(guild_id=hall.server.id) == []


async def test_a_server_that_is_away_is_waited_for(hall: Community) -> None:
    mika = await come(hall)
    guild = hall.bot.get_guild(hall.server.id)
    assert guild is not None
    guild.unavailable = True
    await hall.run_due()
    assert said(hall) == [] and await hall.app.due.given_up(guild_id=hall.server.id) == []

    guild.unavailable = False
    await hall.later(minutes=2)

    assert mentions(hall) == [mika.id]


async def test_two_servers_have_their_own(hall: Community) -> None:
    other = hall.env.create_guild("Other", preferred_locale="ja")
    lobby = other.create_text_channel("lobby")
    await hall.env.settle()
    await hall.app.settings.change(other.id, OnboardingSettings, {"welcome_channel_id": lobby.id}, by=None)
    await hall.later(minutes=1)
    mika, yuki = await come(hall), hall.env.create_user("yuki")
    await noticed(hall, other.add_member(yuki), in_channel=lobby)
    await hall.run_due()

    assert mentions(hall) == [mika.id]
    [there] = [message for message in lobby.history() if message.author.bot]
    assert there.raw_mentions == [yuki.id] and "へようこそ" in there.content


async def test_who_arrives_while_a_message_is_being_sent_gets_the_next_one(hall: Community) -> None:
    """By then it is decided whom that message mentions, and its row will be done in a moment."""
    await come(hall)
    [first] = await hall.app.due._claim()
    with hall.app.onboarding.welcoming.trying(hall.server.id):
        yuki = await come(hall, "yuki")
        async with hall.app.database.write() as connection:  # the message mentioned mika alone
            await connection.execute(
                onboarding_arrival.update().where(onboarding_arrival.c.member_id != yuki.id).values(to_welcome=False)
            )
    await hall.app.due._finish(first, State.DONE, None)
    await hall.later(seconds=15)

    assert mentions(hall) == [yuki.id]


# Discord is busy, or the process dies -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500])
async def test_when_discord_is_busy_it_is_said_a_little_later_and_once(hall: Community, status: int) -> None:
    hall.fails("POST", f"/channels/{place(hall).id}/messages", status)
    mika = await come(hall)
    await hall.run_due()
    assert said(hall) == []
    yuki = await come(hall, "yuki")
    await hall.restart()
    for _ in range(4):
        await hall.later(minutes=2)

    assert sorted(mentions(hall)) == sorted([mika.id, yuki.id])


async def test_a_message_whose_answer_was_lost_is_not_sent_again(hall: Community) -> None:
    """It stands there; nobody noted it. Half an hour later Discord knows its nonce no more, and people have written."""
    mika = await come(hall)
    hall.fails("POST", f"/channels/{place(hall).id}/messages", 500)
    await hall.run_due()
    channel = hall.bot.get_channel(place(hall).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(f"👋 Welcome to **Veranda**, <@{mika.id}>!")
    for number in range(60):
        await hall.helper.send(place(hall), f"Hello {number}")
    await hall.restart()
    yuki = await come(hall, "yuki")
    await hall.later(minutes=30)
    await hall.later(minutes=30)

    assert sorted(mentions(hall)) == sorted([mika.id, yuki.id])
    assert (await row_of(hall, mika)).welcomed_at is not None


@pytest.mark.needs("members", "onboarding")
async def test_who_was_put_into_a_message_before_a_crash_is_welcomed_by_the_next_process(hall: Community) -> None:
    mika, yuki = await come(hall), await come(hall, "yuki")
    bundle = await hall.app.onboarding.welcoming.bundle(guild_id=hall.server.id)
    assert bundle is not None and not bundle.again
    hall.server.remove_member(yuki)
    await hall.env.settle()
    await hall.restart()
    rin = await come(hall, "rin")
    await hall.later(minutes=1)
    await hall.later(minutes=1)

    assert mentions(hall) == [mika.id, rin.id]


async def test_who_arrived_long_before_they_were_found_is_not_greeted(hall: Community) -> None:
    await hall.later(minutes=1)
    hall.env.hang_up()
    early = hall.server.add_member(hall.env.create_user("early"))
    await hall.env.advance_time(50 * 3600)
    late = hall.server.add_member(hall.env.create_user("late"))
    await hall.env.advance_time(3600)
    await hall.restart()
    for member in (early, late):
        await member.send(hall.general, "Hello")
    await hall.run_due()
    await hall.later(minutes=1)

    assert mentions(hall) == [late.id]
    assert (await row_of(hall, early)).arrived_at is not None


@pytest.mark.needs("members", "onboarding")
async def test_who_was_screened_while_the_bot_was_away_for_long_is_not_greeted(hall: Community) -> None:
    early, late = (simulated.join_pending(hall.server, hall.env.create_user(name)) for name in ("early", "late"))
    await hall.later(days=3)
    hall.env.hang_up()
    hall.env.backend.get_member(hall.server.id, early.id).pending = False
    await hall.env.advance_time(50 * 3600)
    await hall.restart()
    await hall.run_due()
    assert (await row_of(hall, early)).arrived_at is not None and said(hall) == []

    hall.env.hang_up()
    hall.env.backend.get_member(hall.server.id, late.id).pending = False
    await hall.env.advance_time(3600)
    await hall.restart()
    await hall.run_due()
    await hall.later(minutes=1)

    assert mentions(hall) == [late.id]


async def test_a_forgotten_member_is_not_mentioned(hall: Community) -> None:
    mika, yuki = await come(hall), await come(hall, "yuki")
    async with hall.app.database.write() as connection:
        await connection.execute(
            onboarding_arrival.update().where(onboarding_arrival.c.member_id == mika.id).values(member_id=None)
        )
    await hall.run_due()

    assert mentions(hall) == [yuki.id]


async def test_a_servers_name_is_shown_as_it_is(hall: Community) -> None:
    """A name with markup is shown as it is."""
    hall.env.backend.get_guild(hall.server.id).name = "Kettles **and** cups"
    guild = hall.bot.get_guild(hall.server.id)
    assert guild is not None
    guild.name = "Kettles **and** cups"
    await come(hall)
    await hall.run_due()

    [message] = said(hall)
    assert r"Kettles \*\*and\*\* cups" in message.content
