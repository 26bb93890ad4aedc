"""The members' role: who agrees gets it, sooner or later, and admins learn what is in the way."""

import discord
import pytest
import pytest_asyncio
import simcord

from bot.guidelines.model import GuidelineSettings
from bot.guidelines.tables import guideline_agreement
from bot.sandbox import simulated
from tests.guidelines.acting import agreed, checkup, published, some_rules, told
from tests.support.community import Community, noticed

ROLE = "Members"


@pytest_asyncio.fixture
async def ruled(community: Community) -> Community:
    """Rules to agree to, and a role for who does."""
    await published(community, *some_rules(2))
    await set_role(community, new_role(community, ROLE))
    await rounds(community)
    return community


def new_role(community: Community, name: str, **values: object) -> simcord.RoleHandle:
    role = community.server.create_role(name, **values)  # type: ignore[arg-type]
    community.extra[name] = role
    return role


async def set_role(community: Community, role: simcord.RoleHandle | None) -> None:
    await community.env.settle()
    await community.set(GuidelineSettings, member_role_id=role.id if role is not None else None)


async def rounds(community: Community, count: int = 3) -> None:
    """Let some minutes pass, as the timers of a running bot would fill them."""
    for _ in range(count):
        await community.later(minutes=1)


def held(community: Community, member: simcord.MemberActor) -> set[str]:
    guild = community.env.backend.get_guild(community.server.id)
    return {guild.roles[role_id].name for role_id in guild.members[member.id].role_ids if role_id in guild.roles}


def move(community: Community, name: str, position: int) -> None:
    community.env.backend.edit_role(community.server.id, community.extra[name].id, {"position": position})


def raise_role_above_bot(community: Community) -> None:
    guild = community.env.backend.get_guild(community.server.id)
    move(community, ROLE, max(role.position for role in guild.roles.values()) + 1)


async def give_to_bot(community: Community, permission: str) -> None:
    backend = community.env.backend
    model = backend.get_guild(community.server.id)
    for role_id in model.members[backend.bot_user.id].role_ids:
        flag = discord.Permissions(**{permission: True}).value
        backend.edit_role(community.server.id, role_id, {"permissions": model.roles[role_id].permissions | flag})
    await community.env.settle()


async def given_up(community: Community) -> list[str]:
    rows = await community.app.due.given_up(guild_id=community.server.id)
    return [f"{row.kind}: {row.failure}" for row in rows]


# Giving -----------------------------------------------------------------------------------------------------------


async def test_who_agrees_gets_the_role(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    assert ROLE not in held(ruled, ruled.asker)
    await ruled.run_due()

    assert ROLE in held(ruled, ruled.asker) and ROLE not in held(ruled, ruled.helper)
    again = await ruled.asker.slash(ruled.general, "rules show")
    assert "✅ You agreed to this version" in told(again)


async def test_who_agreed_before_gets_it_when_it_is_set(community: Community) -> None:
    await published(community, *some_rules(2))
    for who in (community.asker, community.helper, community.asker_ja):
        await agreed(community, who)
    await community.run_due()

    await set_role(community, new_role(community, ROLE))
    await rounds(community)

    for who in (community.asker, community.helper, community.asker_ja):
        assert ROLE in held(community, who)
    assert ROLE not in held(community, community.bystander)


async def test_another_role_is_given_too_and_none_is_taken(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    await ruled.run_due()
    await set_role(ruled, new_role(ruled, "Friends"))
    await rounds(ruled)

    assert {ROLE, "Friends"} <= held(ruled, ruled.asker)
    await set_role(ruled, None)
    await published(ruled, *some_rules(3))
    await rounds(ruled)
    assert {ROLE, "Friends"} <= held(ruled, ruled.asker)


async def test_many_are_given_it_in_steps(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.guidelines.roles.PAGE", 2)
    await published(community, *some_rules(2))
    people = [community.server.add_member(community.env.create_user(f"member{number}")) for number in range(5)]
    await community.env.settle()
    for who in people:
        await agreed(community, who)

    await set_role(community, new_role(community, ROLE))
    await community.run_due()
    assert sum(ROLE in held(community, who) for who in people) < 5
    await community.restart()
    await rounds(community, 5)

    assert all(ROLE in held(community, who) for who in people)


async def test_who_has_it_already_is_left_alone(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    await ruled.run_due()
    await agreed_again(ruled)
    before = len(role_requests(ruled))
    await rounds(ruled)

    assert len(role_requests(ruled)) == before == 1


async def agreed_again(community: Community) -> None:
    await published(community, *some_rules(3))
    await agreed(community, community.asker)


def role_requests(community: Community) -> list[str]:
    return [entry.path for entry in community.env.http_requests if entry.method == "PUT" and "/roles/" in entry.path]


async def test_who_comes_back_gets_it_again(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    await ruled.run_due()
    user = ruled.asker.user
    ruled.server.remove_member(ruled.asker)
    await ruled.env.settle()
    back = ruled.server.add_member(user)
    await noticed(ruled, back)
    await ruled.run_due()

    assert ROLE in held(ruled, back)


async def test_who_left_meanwhile_is_no_trouble(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    ruled.server.remove_member(ruled.asker)
    await ruled.env.settle()
    await rounds(ruled)

    assert await given_up(ruled) == []


async def test_nobody_gets_it_before_discords_screening_is_over(ruled: Community) -> None:
    member = ruled.env.backend.get_guild(ruled.server.id).members[ruled.asker.id]
    member.pending = True
    member.joined_at = ruled.env.now().isoformat()
    said = told(await agreed(ruled, ruled.asker))
    assert "once you have finished Discord's own steps" in said
    await ruled.run_due()
    await ruled.later(minutes=6)
    assert ROLE not in held(ruled, ruled.asker)

    member.pending = False
    await ruled.later(minutes=6)

    assert ROLE in held(ruled, ruled.asker)


async def test_the_end_of_the_screening_gives_it_at_once(ruled: Community) -> None:
    newcomer = simulated.join_pending(ruled.server, ruled.env.create_user("newcomer"))
    await ruled.env.settle()
    await agreed(ruled, newcomer)
    await ruled.run_due()
    assert ROLE not in held(ruled, newcomer)

    simulated.accept_rules(newcomer)
    await noticed(ruled, newcomer)
    await ruled.run_due()

    assert ROLE in held(ruled, newcomer)


# What is in the way -----------------------------------------------------------------------------------------------


async def test_a_role_above_the_bot_is_one_trouble_and_given_once_it_is_moved(ruled: Community) -> None:
    raise_role_above_bot(ruled)
    await ruled.env.settle()
    for who in (ruled.asker, ruled.helper):
        await agreed(ruled, who)
    await rounds(ruled)

    assert [failure.split(":")[:2] for failure in await given_up(ruled)] == [["guidelines", "roles"]]
    assert "can't be given: above" in await checkup(ruled)

    move(ruled, ROLE, 1)
    await ruled.env.settle()
    await rounds(ruled)

    assert ROLE in held(ruled, ruled.asker) and ROLE in held(ruled, ruled.helper)
    assert await given_up(ruled) == []


async def test_a_missing_permission_is_found_mended(ruled: Community) -> None:
    await simulated.take_from_bot(ruled.server, "manage_roles")
    await agreed(ruled, ruled.asker)
    await rounds(ruled)
    assert "can't be given: permission" in await checkup(ruled)

    await give_to_bot(ruled, "manage_roles")
    await ruled.later(minutes=10)
    await rounds(ruled)

    assert ROLE in held(ruled, ruled.asker)


async def test_a_deleted_role_is_told_and_another_one_given(ruled: Community) -> None:
    guild = ruled.bot.get_guild(ruled.server.id)
    assert guild is not None
    role = guild.get_role(ruled.extra[ROLE].id)
    assert role is not None
    await role.delete()
    await ruled.env.settle()
    await agreed(ruled, ruled.asker)
    await rounds(ruled)
    assert "can't be given: gone" in await checkup(ruled)

    await set_role(ruled, new_role(ruled, "Friends"))
    await rounds(ruled)

    assert "Friends" in held(ruled, ruled.asker)


async def test_a_role_with_powers_is_given_to_nobody(ruled: Community) -> None:
    await set_role(
        ruled, new_role(ruled, "Helpers", permissions=discord.Permissions(ban_members=True, send_messages=True))
    )
    await agreed(ruled, ruled.asker)
    await rounds(ruled)

    assert "Helpers" not in held(ruled, ruled.asker)
    assert "has permissions of moderators or admins" in await checkup(ruled)
    assert "モデレーターや管理者の権限が含まれています" in await checkup(ruled, ruled.admin_ja)


@pytest.mark.parametrize("status", [429, 500])
async def test_what_discord_is_too_busy_for_is_given_later(ruled: Community, status: int) -> None:
    await agreed(ruled, ruled.asker)
    ruled.fails("PUT", "/guilds/*/members/*/roles/*", status)
    await ruled.run_due()
    assert ROLE not in held(ruled, ruled.asker)

    await ruled.later(minutes=2)

    assert ROLE in held(ruled, ruled.asker)


async def test_what_discord_refuses_is_told_and_can_be_tried_again(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    ruled.fails("PUT", "/guilds/*/members/*/roles/*", 403, code=50013)
    await ruled.run_due()

    report = await ruled.admin.slash(ruled.general, "doctor")
    assert "Discord doesn't let the members' role" in told(report)
    assert report.response is not None
    await ruled.admin.click(report.response, custom_id="doctor:retry")
    await rounds(ruled)

    assert ROLE in held(ruled, ruled.asker)


async def test_a_restart_in_between_gives_it_all_the_same(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    await ruled.restart()
    await ruled.run_due()

    assert ROLE in held(ruled, ruled.asker)


async def test_who_was_erased_is_forgotten_here_too(ruled: Community) -> None:
    await agreed(ruled, ruled.asker)
    async with ruled.app.database.write() as connection:
        await connection.execute(guideline_agreement.delete())
    await rounds(ruled)

    assert ROLE not in held(ruled, ruled.asker) and await given_up(ruled) == []
