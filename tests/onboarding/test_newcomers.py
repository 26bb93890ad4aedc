"""The newcomer role: who gets it, until when, and what happens where it can't be given or taken."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord
from sqlalchemy import select

from bot.due import State, due_row
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.newcomers import ROLE_TROUBLE, TAKE
from bot.onboarding.tables import onboarding_arrival
from bot.sandbox import simulated
from tests.privacy.everything import places_of
from tests.support.cards import shown
from tests.support.community import Community, noticed


@pytest_asyncio.fixture
async def house(community: Community) -> Community:
    """Newcomers get a role for a week; the others have been here for long."""
    role = community.server.create_role("Newcomer")
    await community.env.settle()
    await community.later(days=31)
    await community.set(OnboardingSettings, newcomer_role_id=role.id, newcomer_days=7)
    community.extra["role"] = role
    return community


def role_of(house: Community) -> simcord.RoleHandle:
    role: simcord.RoleHandle = house.extra["role"]
    return role


async def come(house: Community, name: str = "mika") -> simcord.MemberActor:
    member = house.server.add_member(house.env.create_user(name))
    await noticed(house, member)
    return member


def has_role(house: Community, member: simcord.MemberActor) -> bool:
    return role_of(house).id in house.env.backend.get_member(house.server.id, member.id).role_ids


def changes(house: Community) -> list[tuple[str, str]]:
    """The requests that gave or took a role."""
    return [(one.method, one.path) for one in house.env.http_requests if "/roles/" in one.path]


async def troubles(house: Community) -> list[dict[str, Any]]:
    async with house.app.database.read() as connection:
        rows = await connection.execute(
            select(due_row.c.payload).where(due_row.c.kind == ROLE_TROUBLE, due_row.c.state != State.DONE)
        )
        return list(rows.scalars())


async def checkup(house: Community) -> str:
    return shown(await house.admin.slash(house.general, "doctor"))


async def test_a_newcomer_has_the_role_for_as_long_as_the_setting_says(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    assert has_role(house, mika) and not has_role(house, house.helper)
    await house.later(days=6, hours=23)
    assert has_role(house, mika)

    await house.later(hours=2)

    assert not has_role(house, mika)
    assert [method for method, _ in changes(house)] == ["PUT", "DELETE"]


async def test_reasons_stand_in_the_audit_log(house: Community) -> None:
    await come(house)
    await house.run_due()

    [request] = [one for one in house.env.http_requests if "/roles/" in one.path]
    assert request.reason == "New here"


@pytest.mark.needs("members", "onboarding")
async def test_nobody_gets_it_while_they_are_screened(house: Community) -> None:
    mika = simulated.join_pending(house.server, house.env.create_user("mika"))
    await house.later(days=2)
    assert not has_role(house, mika)

    simulated.accept_rules(mika)
    await house.env.settle()
    await house.run_due()
    assert has_role(house, mika)
    await house.later(days=6, hours=23)
    assert has_role(house, mika), "the days count from the end of the screening"


async def test_somebody_who_is_screened_after_all_gets_it_later(house: Community) -> None:
    """Discord told of the joining before it told of the screening."""
    mika = await come(house)
    house.env.backend.get_member(house.server.id, mika.id).pending = True
    await house.run_due()
    assert not has_role(house, mika)

    house.env.backend.get_member(house.server.id, mika.id).pending = False
    await house.later(hours=1, minutes=1)

    assert has_role(house, mika)


async def test_without_a_role_nothing_is_given(house: Community) -> None:
    await house.set(OnboardingSettings, newcomer_role_id=None)
    await come(house)
    await house.later(days=8)

    assert changes(house) == []


async def test_who_has_left_by_then_is_left_alone(house: Community) -> None:
    early = await come(house, "early")
    house.server.remove_member(early)
    await house.env.settle()
    await house.run_due()
    late = await come(house, "late")
    await house.later(seconds=5)  # changes of roles are made one after the other
    house.server.remove_member(late)
    await house.env.settle()
    await house.later(days=8)

    assert [method for method, _ in changes(house)] == ["PUT"]
    assert await house.app.due.given_up(guild_id=house.server.id) == []


@pytest.mark.parametrize(("days", "again"), [(3, True), (8, False)])
async def test_who_comes_back_is_a_newcomer_only_as_long_as_they_would_have_been(
    house: Community, days: int, again: bool
) -> None:
    mika = await come(house)
    await house.run_due()
    house.server.remove_member(mika)
    await house.later(days=days)
    await noticed(house, house.server.add_member(mika.user))
    await house.run_due()

    assert has_role(house, mika) is again
    await house.later(days=4, hours=1)
    assert not has_role(house, mika)


async def test_somebody_who_was_known_before_is_no_newcomer(house: Community) -> None:
    await house.helper.send(house.general, "I have been here for ever")
    await house.app.activity.flush()
    async with house.app.database.write() as connection:
        await connection.execute(onboarding_arrival.delete())
    house.server.remove_member(house.helper)
    await house.later(days=1)
    house.server.add_member(house.helper.user)
    await house.env.settle()
    await house.run_due()

    assert not has_role(house, house.helper)


# Settings that change ---------------------------------------------------------------------------------------------


async def test_what_was_given_is_taken_though_the_setting_names_another_role(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    other = house.server.create_role("Fresh")
    await house.env.settle()
    await house.set(OnboardingSettings, newcomer_role_id=other.id)
    await house.later(days=7, hours=1)

    held = house.env.backend.get_member(house.server.id, mika.id).role_ids
    assert role_of(house).id not in held and other.id not in held


async def test_more_days_count_for_those_who_have_it(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    await house.set(OnboardingSettings, newcomer_days=14)
    await house.later(days=13)
    assert has_role(house, mika)

    await house.later(days=1, hours=1)

    assert not has_role(house, mika)


async def test_fewer_days_count_for_those_who_have_it(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    await house.later(days=4)
    await house.set(OnboardingSettings, newcomer_days=2)
    await house.run_due()

    assert not has_role(house, mika)


async def test_a_member_who_got_rid_of_it_is_left_alone(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    house.env.backend.remove_member_role(house.server.id, mika.id, role_of(house).id)
    await house.later(days=8)

    assert [method for method, _ in changes(house)] == ["PUT"]


# Roles that can't be given ----------------------------------------------------------------------------------------


def lift(house: Community, *, above: bool) -> None:
    """Put the role above the bot's, or back below it."""
    guild = house.bot.get_guild(house.server.id)
    assert guild is not None
    role = guild.get_role(role_of(house).id)
    assert role is not None
    role.position = guild.me.top_role.position + 1 if above else 1


async def test_a_role_above_the_bots_is_one_trouble_for_all_and_is_mended(house: Community) -> None:
    lift(house, above=True)
    people = [await come(house, f"p{number}") for number in range(3)]
    for _ in range(3):
        await house.later(minutes=1)
    assert not any(has_role(house, one) for one in people) and changes(house) == []
    assert [one["trouble"] for one in await troubles(house)] == ["above"]
    report = await checkup(house)
    assert "the role for newcomers, stands above my role" in report

    lift(house, above=False)
    for _ in range(3):
        await house.later(minutes=1)

    assert all(has_role(house, one) for one in people) and await troubles(house) == []
    assert "the role for newcomers, stands above my role" not in await checkup(house)


async def test_the_permission_is_missing_and_comes_back(house: Community) -> None:
    await simulated.take_from_bot(house.server, "manage_roles")
    mika = await come(house)
    await house.later(minutes=1)
    assert "lacks the permission to manage roles" in await checkup(house)

    me = house.server.me
    assert me is not None
    role_id = house.server.roles[me.name].id
    backend = house.env.backend
    backend.get_guild(house.server.id).roles[role_id].permissions |= discord.Permissions(manage_roles=True).value
    backend.announce_role_updates(house.server.id, [backend.get_guild(house.server.id).roles[role_id]])
    await house.env.settle()
    for _ in range(3):
        await house.later(minutes=1)

    assert has_role(house, mika)


async def test_a_deleted_role_is_shown_until_another_is_chosen(house: Community) -> None:
    house.env.backend.delete_role(house.server.id, role_of(house).id)
    await house.env.settle()
    mika = await come(house)
    await house.later(minutes=1)
    assert "The role for newcomers was deleted" in await checkup(house)

    house.extra["role"] = house.server.create_role("Fresh")
    await house.env.settle()
    await house.set(OnboardingSettings, newcomer_role_id=role_of(house).id)
    for _ in range(3):
        await house.later(minutes=1)

    assert has_role(house, mika)
    assert "The role for newcomers was deleted" not in await checkup(house)


async def test_a_role_that_is_deleted_meanwhile_needs_no_taking(house: Community) -> None:
    await come(house)
    await house.run_due()
    house.env.backend.delete_role(house.server.id, role_of(house).id)
    await house.env.settle()
    await house.set(OnboardingSettings, newcomer_role_id=None)
    await house.later(days=8)

    assert await house.app.due.given_up(guild_id=house.server.id) == []


async def test_what_discord_refuses_without_a_reason_is_tried_once_a_day(house: Community) -> None:
    house.fails("PUT", "/guilds/*/members/*/roles/*", 403, code=50013, times=None)
    people = [await come(house, f"p{number}") for number in range(2)]
    for _ in range(5):
        await house.later(minutes=10)
    assert len(changes(house)) == 1 and [one["trouble"] for one in await troubles(house)] == ["refused"]
    assert "Discord doesn't let me give or take" in await checkup(house)

    house.works_again()
    await house.later(days=1)
    for _ in range(3):
        await house.later(minutes=1)

    assert all(has_role(house, one) for one in people) and await troubles(house) == []


async def test_a_role_that_can_not_be_taken_is_tried_again(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    house.fails("DELETE", "/guilds/*/members/*/roles/*", 403, code=50013)
    await house.later(days=7, hours=1)
    assert has_role(house, mika) and len(await troubles(house)) == 1

    await house.later(days=1, hours=1)

    assert not has_role(house, mika)


@pytest.mark.parametrize("status", [429, 500])
@pytest.mark.parametrize(("method", "path"), [("PUT", "/guilds/*/members/*/roles/*"), ("GET", "/guilds/*/members/*")])
async def test_a_busy_discord_is_asked_again(house: Community, status: int, method: str, path: str) -> None:
    house.fails(method, path, status)
    mika = await come(house)
    await house.run_due()
    assert not has_role(house, mika)

    await house.restart()
    await house.later(minutes=2)

    assert has_role(house, mika)
    await house.later(days=7)
    assert not has_role(house, mika)


async def test_a_crash_between_planning_and_giving_leaves_nobody_with_the_role(house: Community) -> None:
    mika = await come(house)
    async with house.app.database.read() as connection:
        arrival_id = await connection.scalar(
            select(onboarding_arrival.c.id).where(onboarding_arrival.c.member_id == mika.id)
        )
    roles = house.app.onboarding.newcomer_roles
    target = await roles.target(arrival_id=arrival_id)
    assert target is not None
    await roles.giving(target)
    await house.restart()
    await house.run_due()
    assert has_role(house, mika)
    await house.later(days=7, hours=1)

    assert not has_role(house, mika)
    async with house.app.database.read() as connection:
        rows = (await connection.execute(select(due_row).where(due_row.c.kind == TAKE))).all()
    assert [row.state for row in rows] == [State.DONE]
    assert rows[0].due_at - rows[0].finished_at <= timedelta()


async def test_a_role_with_powers_is_given_to_nobody(house: Community) -> None:
    """An admin may have given them to the role after it was chosen."""
    backend = house.env.backend
    role = backend.get_guild(house.server.id).roles[role_of(house).id]
    role.permissions |= discord.Permissions(manage_messages=True).value
    backend.announce_role_updates(house.server.id, [role])
    await house.env.settle()
    mika = await come(house)
    await house.later(minutes=1)
    assert not has_role(house, mika) and changes(house) == []
    assert "the role for newcomers, has powers of moderators or admins" in await checkup(house)

    role.permissions = 0
    backend.announce_role_updates(house.server.id, [role])
    await house.env.settle()
    for _ in range(3):
        await house.later(minutes=1)

    assert has_role(house, mika)
    assert "has powers of moderators" not in await checkup(house)


async def test_a_role_that_got_powers_is_still_taken(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    backend = house.env.backend
    role = backend.get_guild(house.server.id).roles[role_of(house).id]
    role.permissions |= discord.Permissions(manage_messages=True).value
    backend.announce_role_updates(house.server.id, [role])
    await house.later(days=8)

    assert not has_role(house, mika)


async def test_whoever_is_erased_does_not_keep_the_role_for_ever(house: Community) -> None:
    mika = await come(house)
    await house.run_due()
    assert has_role(house, mika)

    await house.app.privacy.erasing.erase(guild_id=house.server.id, member_id=mika.id)
    await house.app.privacy.erasing.erase(guild_id=house.server.id, member_id=mika.id)
    await house.run_due()

    assert not has_role(house, mika)
    assert await places_of(house.app.database, mika.id) == []
