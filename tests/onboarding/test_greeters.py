"""Greeters are told of newcomers nobody has answered: once, together, by day."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from sqlalchemy import insert, select, update

from bot.due import State, due_row, plan
from bot.i18n import Language
from bot.onboarding.greeting import GREET, TELL_GREETERS
from bot.onboarding.model import GreetingKind, OnboardingSettings
from bot.onboarding.tables import onboarding_arrival, onboarding_greeting
from bot.settings.model import ServerSettings
from cogs.onboarding.greeters import Greeters
from tests.onboarding.settling import Places, cards_of, furnish, greetings_of, introduced, newcomer
from tests.questions.acting import mentions_in
from tests.support.cards import answer
from tests.support.community import Community


@pytest.fixture
async def places(community: Community) -> Places:
    return await furnish(community)


def told(places: Places) -> list[str]:
    return [message.content for message in places.greeters.history()]


async def answered(community: Community, who: simcord.MemberActor) -> None:
    """Have somebody's introduction answered, as the recorder of activity notes it."""
    async with community.app.database.write() as connection:
        await connection.execute(
            update(onboarding_greeting)
            .where(onboarding_greeting.c.member_id == who.id)
            .values(answered_at=community.env.now())
        )


async def test_greeters_are_told_of_an_introduction_without_an_answer(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)
    await community.later(hours=3.9)
    assert told(places) == []
    since = len(community.env.http_requests)

    await community.later(hours=0.2)

    [said] = told(places)
    assert f"<@&{places.greeter_role.id}>" in said and f"<@{ana.id}>" in said and card.jump_url in said
    assert "Somebody new is still waiting" in said
    [(_, _, allowed)] = mentions_in(community, since)
    assert [int(role) for role in allowed["roles"]] == [places.greeter_role.id] and not allowed.get("users")


async def test_in_japanese(community: Community, places: Places) -> None:
    await community.set(ServerSettings, language="ja")
    ana = await newcomer(community)
    await introduced(community, ana)

    await community.later(hours=5)

    assert "新メンバーが1人います" in told(places)[0] and "さんの自己紹介" in told(places)[0]


async def test_never_twice_for_one(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    await community.later(hours=5)
    await introduced(community, ana, about="I changed my mind about kettles.")
    [card] = cards_of(places.introductions, ana)
    asked = await ana.click(card, label="Remove")
    await ana.click(answer(asked), label="Remove it")
    await introduced(community, ana)

    await community.later(hours=30)

    assert len(told(places)) == 1


async def test_an_answered_introduction_is_nobodys_business(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    await answered(community, ana)

    await community.later(hours=30)

    assert told(places) == []


async def test_who_waits_at_once_is_told_together(community: Community, places: Places) -> None:
    people = [await newcomer(community, f"newcomer{number}") for number in range(3)]
    for person in people:
        await introduced(community, person)

    await community.later(hours=5)

    [said] = told(places)
    assert "3 new people" in said and all(f"<@{person.id}>" in said for person in people)


async def test_more_than_a_message_holds_is_told_in_several(community: Community, places: Places) -> None:
    for number in range(12):
        await greeting(community, places, await newcomer(community, f"newcomer{number}"))

    await community.later(hours=5)
    await community.later(minutes=2)

    assert [said.count("first post") for said in told(places)] == [10, 2]
    assert all(len(said) <= 2000 for said in told(places))


async def greeting(community: Community, places: Places, who: simcord.MemberActor) -> None:
    """Have somebody's first post wait for an answer, as the recorder of activity notes it."""
    message = await who.send(community.general, "Hello!")
    values: dict[str, Any] = {
        "guild_id": community.server.id,
        "member_id": who.id,
        "kind": GreetingKind.FIRST_POST.value,
        "channel_id": community.general.id,
        "message_id": message.id,
        "posted_at": community.env.now(),
    }
    async with community.app.database.write() as connection:
        found = await connection.scalar(
            select(onboarding_greeting.c.id).where(onboarding_greeting.c.message_id == message.id)
        )
        if found is None:
            row = await connection.execute(
                insert(onboarding_greeting).values(**values).returning(onboarding_greeting.c.id)
            )
            found = row.scalar_one()
        due_at = community.env.now() + timedelta(hours=4)
        await plan(connection, guild_id=community.server.id, kind=GREET, subject_id=found, due_at=due_at)


async def test_a_first_post_is_told_of_with_its_link(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await greeting(community, places, ana)

    await community.later(hours=5)

    [said] = told(places)
    assert f"<@{ana.id}>, first post" in said and f"/{community.general.id}/" in said


async def test_at_night_greeters_are_left_in_peace(community: Community, places: Places) -> None:
    await community.env.pass_time(timedelta(hours=10))  # 19:00 in Tokyo
    ana = await newcomer(community)
    await introduced(community, ana)

    await community.later(hours=5)  # midnight
    assert told(places) == []
    await community.later(hours=7.9)
    assert told(places) == []
    await community.later(hours=0.2)

    assert len(told(places)) == 1


async def test_what_was_deleted_needs_no_answer(community: Community, places: Places) -> None:
    ana, ben = await newcomer(community, "ana"), await newcomer(community, "ben")
    await introduced(community, ana)
    await introduced(community, ben)
    [card] = cards_of(places.introductions, ana)
    community.env.backend.delete_message(places.introductions.id, card.id)

    await community.later(hours=5)

    [said] = told(places)
    assert f"<@{ben.id}>" in said and f"<@{ana.id}>" not in said


async def test_who_has_left_needs_no_answer(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    async with community.app.database.write() as connection:
        await connection.execute(
            update(onboarding_arrival)
            .where(onboarding_arrival.c.member_id == ana.id)
            .values(left_at=community.env.now())
        )

    await community.later(hours=5)

    assert told(places) == []


@pytest.mark.parametrize("unset", ["greeter_role_id", "greeter_channel_id"])
async def test_without_role_or_channel_nobody_is_told(community: Community, places: Places, unset: str) -> None:
    await community.set(OnboardingSettings, **{unset: None})
    ana = await newcomer(community)
    await introduced(community, ana)

    await community.later(hours=30)

    assert told(places) == [] and await given_up(community) == []


async def given_up(community: Community) -> list[str]:
    async with community.app.database.read() as connection:
        return list(await connection.scalars(select(due_row.c.kind).where(due_row.c.state == State.GIVEN_UP)))


async def test_a_closed_channel_is_shown_to_the_admins_and_can_be_tried_again(
    community: Community, places: Places
) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    me = community.server.me
    assert me is not None
    deny = discord.Permissions(send_messages=True).value
    closed = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    community.env.backend.set_overwrite(places.greeters.id, closed)

    await community.later(hours=5)
    assert await given_up(community) == [TELL_GREETERS]
    opened = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=deny, deny=0)
    community.env.backend.set_overwrite(places.greeters.id, opened)
    [row] = await community.app.due.given_up(guild_id=community.server.id)
    await community.app.due.retry(guild_id=row.guild_id, due_id=row.id)
    await community.run_due()

    assert len(told(places)) == 1


async def test_a_message_that_was_sent_and_not_noted_is_not_sent_again(community: Community, places: Places) -> None:
    """The process died in between: the next one finds what it has said."""
    ana = await newcomer(community)
    await introduced(community, ana)
    await community.later(hours=5)
    async with community.app.database.write() as connection:
        await connection.execute(update(onboarding_greeting).values(told_at=None))
        await connection.execute(
            update(due_row).where(due_row.c.kind == TELL_GREETERS).values(state=State.OPEN, claimed_until=None)
        )

    await community.restart()
    await community.later(minutes=10)

    assert len(told(places)) == 1
    [row] = await greetings_of(community, ana)
    assert row.told_at is not None


async def test_discord_being_busy_only_takes_longer(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    community.fails("POST", f"/channels/{places.greeters.id}/messages", 500)

    await community.later(hours=5)
    assert told(places) == []
    community.works_again()
    await community.later(minutes=2)

    assert len(told(places)) == 1


async def test_more_time_given_meanwhile_is_kept_to(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    await community.set(OnboardingSettings, greet_after_hours=8)

    await community.later(hours=5)
    assert told(places) == []
    await community.later(hours=3.5)

    assert len(told(places)) == 1


async def test_the_check_up_says_what_does_not_fit_together(community: Community, places: Places) -> None:
    await community.set(OnboardingSettings, greeter_role_id=None, welcome_channel_id=None)

    found = await findings(community)

    assert "onboarding-doctor-greeters-role" in found and "onboarding-doctor-nudges" in found
    await community.set(OnboardingSettings, greeter_role_id=places.greeter_role.id, greeter_channel_id=None)
    assert "onboarding-doctor-greeters-channel" in await findings(community)


async def findings(community: Community) -> list[str]:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    cog = community.bot.get_cog("Greeters")
    assert isinstance(cog, Greeters)
    reader = await guild.fetch_member(community.admin.id)
    return [finding.message for finding in await cog.check(reader, Language.EN)]


async def test_a_server_that_uses_nothing_of_it_hears_nothing(community: Community) -> None:
    assert await findings(community) == []


# Mending ----------------------------------------------------------------------------------------------------------


def close(community: Community, channel: simcord.ChannelHandle, *, closed: bool) -> None:
    """Let me write in a channel no more, or again."""
    me = community.server.me
    assert me is not None
    deny = discord.Permissions(send_messages=True).value
    allow, deny = (0, deny) if closed else (deny, 0)
    entry = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=allow, deny=deny)
    community.env.backend.set_overwrite(channel.id, entry)


async def test_a_channel_that_is_open_again_is_told_without_anybodys_doing(
    community: Community, places: Places
) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    close(community, places.greeters, closed=True)
    await community.later(hours=5)
    assert await given_up(community) == [TELL_GREETERS]

    close(community, places.greeters, closed=False)
    await community.later(hours=1)
    await community.run_due()

    assert len(told(places)) == 1 and await given_up(community) == []


async def test_another_channel_is_told_what_the_deleted_one_was_not(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    community.env.backend.delete_channel(places.greeters.id)
    await community.later(hours=5)
    assert await given_up(community) == [TELL_GREETERS]

    fresh = community.server.create_text_channel("fresh")
    await community.env.settle()
    await community.set(OnboardingSettings, greeter_channel_id=fresh.id)
    await community.later(hours=1)
    await community.run_due()

    assert len(fresh.history()) == 1 and await given_up(community) == []
