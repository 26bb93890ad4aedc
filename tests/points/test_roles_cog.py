"""Rank roles on Discord: given, taken, mended, and what is said where that can't be done."""

import discord
import pytest
import pytest_asyncio
import simcord
from sqlalchemy import func, select

from bot.due import State, due_row
from bot.points import rules
from bot.points.model import PointsSettings
from bot.points.ranks import Draft, Edit
from bot.points.roles import Trouble
from bot.sandbox import simulated
from tests.points.giving import give, standing
from tests.support.cards import answer as answer_of
from tests.support.cards import buttons, shown
from tests.support.community import Community


@pytest_asyncio.fixture
async def ranked(community: Community) -> Community:
    """Two ranks with roles: Friend at 10 points, Regular at 50."""
    for name, threshold in (("Friend", 10), ("Regular", 50)):
        role = community.server.create_role(name)
        community.extra[name] = role
        await community.env.settle()
        await community.app.points.ranks.add(
            Draft(name=name, threshold=threshold, role_id=role.id), guild_id=community.server.id
        )
    await community.run_due()
    return community


async def earn(community: Community, member: simcord.MemberActor, points: int) -> None:
    await give(community.app, member.id, points, guild_id=community.server.id)
    await community.run_due()


async def rounds(community: Community) -> None:
    """Let some minutes pass, as the timers of a running bot would fill them: one step of the walk in each."""
    for _ in range(5):
        await community.later(minutes=1)


def roles(community: Community, member: simcord.MemberActor) -> set[str]:
    """The rank roles a member has on Discord."""
    guild = community.env.backend.get_guild(community.server.id)
    names = {guild.roles[role_id].name for role_id in guild.members[member.id].role_ids if role_id in guild.roles}
    return names & {"Friend", "Regular", "Other"}


def move(community: Community, name: str, position: int) -> None:
    community.env.backend.edit_role(community.server.id, community.extra[name].id, {"position": position})


async def give_to_bot(community: Community, permission: str) -> None:
    backend = community.env.backend
    model = backend.get_guild(community.server.id)
    for role_id in model.members[backend.bot_user.id].role_ids:
        value = model.roles[role_id].permissions | discord.Permissions(**{permission: True}).value
        backend.edit_role(community.server.id, role_id, {"permissions": value})
    await community.env.settle()


async def count(community: Community, kind: str, state: State) -> int:
    async with community.app.database.read() as connection:
        found = await connection.scalar(
            select(func.count()).select_from(due_row).where(due_row.c.kind == kind, due_row.c.state == state)
        )
    return int(found or 0)


def changes(community: Community, since: int) -> list[tuple[str, str]]:
    """The requests since then that gave or took a role."""
    return [
        (one.method, one.path)
        for one in community.env.http_requests[since:]
        if "/roles/" in one.path and "members" in one.path
    ]


async def test_the_role_follows_the_points_up_and_down(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    assert roles(ranked, ranked.helper) == {"Friend"}
    await earn(ranked, ranked.helper, 40)
    assert roles(ranked, ranked.helper) == {"Regular"}
    await earn(ranked, ranked.helper, -45)

    assert roles(ranked, ranked.helper) == set()


async def test_the_audit_log_says_why(ranked: Community) -> None:
    before = len(ranked.env.http_requests)
    await earn(ranked, ranked.helper, 10)

    [given] = [one for one in ranked.env.http_requests[before:] if one.method == "PUT"]
    assert given.reason == "Rank by points"


async def test_lower_roles_are_kept_where_the_server_wants_it_and_given_when_it_starts_to(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 50)
    await ranked.set(PointsSettings, keep_lower_roles=True)
    await rounds(ranked)
    assert roles(ranked, ranked.helper) == {"Friend", "Regular"}

    await ranked.set(PointsSettings, keep_lower_roles=False)
    await rounds(ranked)

    assert roles(ranked, ranked.helper) == {"Regular"}


async def test_other_roles_are_never_touched(ranked: Community) -> None:
    await earn(ranked, ranked.moderator, 50)
    await earn(ranked, ranked.moderator, -50)

    guild = ranked.env.backend.get_guild(ranked.server.id)
    assert ranked.roles["moderators"].id in guild.members[ranked.moderator.id].role_ids


async def test_a_changed_threshold_reaches_everybody_without_a_word(ranked: Community) -> None:
    await ranked.set(PointsSettings, announcement_channel_id=ranked.general.id)
    await earn(ranked, ranked.helper, 30)
    await earn(ranked, ranked.helper2, 20)
    await ranked.later(minutes=3)
    said = len(ranked.general.history())
    friend, _ = await ranked.app.points.ranks.list(guild_id=ranked.server.id)

    await ranked.app.points.ranks.edit(Edit(threshold=25), guild_id=ranked.server.id, rank_id=friend.id)
    await rounds(ranked)

    assert (roles(ranked, ranked.helper), roles(ranked, ranked.helper2)) == ({"Friend"}, set())
    assert len(ranked.general.history()) == said


async def test_a_role_given_or_taken_by_hand_is_mended_within_a_day(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await earn(ranked, ranked.helper2, 1)
    await ranked.later(minutes=2)
    backend, server = ranked.env.backend, ranked.server
    backend.remove_member_role(server.id, ranked.helper.id, ranked.extra["Friend"].id)
    backend.add_member_role(server.id, ranked.helper2.id, ranked.extra["Regular"].id)
    await ranked.env.settle()

    await ranked.later(days=1, minutes=1)
    await rounds(ranked)

    assert (roles(ranked, ranked.helper), roles(ranked, ranked.helper2)) == ({"Friend"}, set())


async def test_the_start_mends_what_happened_while_the_bot_was_down(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await rounds(ranked)
    ranked.env.backend.remove_member_role(ranked.server.id, ranked.helper.id, ranked.extra["Friend"].id)
    await ranked.env.settle()

    await ranked.restart()
    await ranked.run_due()
    await ranked.later(seconds=5)

    assert roles(ranked, ranked.helper) == {"Friend"}


async def test_a_restart_goes_on_where_the_walk_was(ranked: Community) -> None:
    for member_id in range(5000, 5250):
        await give(ranked.app, member_id, 10, guild_id=ranked.server.id)
    asked: list[list[int]] = []
    walk = ranked.app.points.rank_roles
    await walk.look(guild_id=ranked.server.id, able=[1])
    page = await walk.page(guild_id=ranked.server.id)
    assert page is not None
    asked.append([member_id for _, member_id, _ in page.members])
    await walk.looked_at(page, [], guild_id=ranked.server.id)

    await ranked.restart()
    walk = ranked.app.points.rank_roles
    await walk.look(guild_id=ranked.server.id, able=[1])
    while (page := await walk.page(guild_id=ranked.server.id)) is not None:
        asked.append([member_id for _, member_id, _ in page.members])
        await walk.looked_at(page, [], guild_id=ranked.server.id)

    assert [len(one) for one in asked] == [100, 100, 50]
    assert sorted(member_id for one in asked for member_id in one) == list(range(5000, 5250))


async def test_nobody_is_asked_about_where_no_rank_has_a_role(community: Community) -> None:
    await community.app.points.ranks.add(Draft(name="Friend", threshold=10), guild_id=community.server.id)
    await earn(community, community.helper, 10)
    before = len(community.env.http_requests)

    await community.later(days=1, minutes=1)
    await community.restart()
    await community.run_due()

    assert not [one for one in community.env.http_requests[before:] if "/members/" in one.path]


@pytest.mark.needs("members", "points")
async def test_who_left_is_no_failure_and_has_their_role_when_they_come_back(ranked: Community) -> None:
    user = ranked.helper.user
    ranked.server.remove_member(ranked.helper)
    await ranked.env.settle()
    await earn(ranked, ranked.helper, 10)
    assert await count(ranked, rules.ROLES, State.GIVEN_UP) == 0
    assert await count(ranked, rules.ROLES, State.OPEN) == 0

    back = ranked.server.add_member(user)
    await ranked.env.settle()
    await ranked.run_due()

    assert roles(ranked, back) == {"Friend"}


async def test_who_came_back_while_the_bot_was_down_has_their_role_after_the_start(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await rounds(ranked)
    user = ranked.helper.user
    ranked.server.remove_member(ranked.helper)
    await ranked.env.settle()
    ranked.env.hang_up()
    back = ranked.server.add_member(user)

    await ranked.restart()
    await ranked.run_due()
    await ranked.later(seconds=5)

    assert roles(ranked, back) == {"Friend"}


async def test_who_is_still_being_screened_gets_it_afterwards(ranked: Community) -> None:
    member = ranked.env.backend.get_guild(ranked.server.id).members[ranked.helper.id]
    member.pending = True
    await earn(ranked, ranked.helper, 10)
    assert roles(ranked, ranked.helper) == set()

    member.pending = False
    await ranked.later(hours=1, minutes=1)

    assert roles(ranked, ranked.helper) == {"Friend"}


# What can't be done -----------------------------------------------------------------------------------------------


async def trouble_shown(community: Community, *, japanese: bool = False) -> str:
    return shown(await (community.admin_ja if japanese else community.admin).slash(community.general, "doctor"))


async def test_a_role_above_the_bots_is_said_once_with_the_remedy_and_heals_by_itself(ranked: Community) -> None:
    move(ranked, "Friend", 90)
    await ranked.env.settle()
    before = len(ranked.env.http_requests)
    for member in (ranked.helper, ranked.helper2, ranked.bystander):
        await earn(ranked, member, 10)
    assert changes(ranked, before) == [], "nothing is tried that can't work"

    english, japanese = await trouble_shown(ranked), await trouble_shown(ranked, japanese=True)
    assert english.count("it stands above my role") == 1 and "drag TestBot above it" in english.replace(
        "Engawa", "TestBot"
    )
    assert "ボットのロールより上にあります" in japanese
    assert await count(ranked, rules.ROLES, State.GIVEN_UP) == 0
    assert await count(ranked, rules.ROLE_TROUBLE, State.GIVEN_UP) == 1
    seen_by_admin = shown(await ranked.admin.slash(ranked.general, "ranks list"))
    seen_by_member = shown(await ranked.helper.slash(ranked.general, "ranks list"))
    assert "it stands above my role" in seen_by_admin and "above my role" not in seen_by_member

    move(ranked, "Friend", 1)
    await ranked.env.settle()
    await rounds(ranked)

    assert [roles(ranked, one) for one in (ranked.helper, ranked.helper2, ranked.bystander)] == [{"Friend"}] * 3
    assert "above my role" not in await trouble_shown(ranked)
    assert await count(ranked, rules.ROLE_TROUBLE, State.GIVEN_UP) == 0


async def test_without_the_permission_there_is_one_line_for_all_roles(ranked: Community) -> None:
    await simulated.take_from_bot(ranked.server, "manage_roles")
    await earn(ranked, ranked.helper, 10)
    await earn(ranked, ranked.helper2, 50)

    english = await trouble_shown(ranked)
    assert english.count("I can't give the roles of ranks") == 1
    assert "「ロールの管理」をオンにしてください" in await trouble_shown(ranked, japanese=True)
    assert await count(ranked, rules.ROLE_TROUBLE, State.GIVEN_UP) == 1

    await give_to_bot(ranked, "manage_roles")
    await rounds(ranked)

    assert (roles(ranked, ranked.helper), roles(ranked, ranked.helper2)) == ({"Friend"}, {"Regular"})
    assert "I can't give the roles" not in await trouble_shown(ranked)


async def test_a_deleted_role_is_named_by_its_rank_and_another_one_heals_it(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    ranked.env.backend.delete_role(ranked.server.id, ranked.extra["Friend"].id)
    await ranked.env.settle()
    await earn(ranked, ranked.helper2, 10)
    assert "The role of the rank Friend was deleted" in await trouble_shown(ranked)
    other = ranked.server.create_role("Other")
    await ranked.env.settle()

    result = await ranked.admin.slash(ranked.general, "ranks edit", rank="Friend", role=other)
    assert "The rank is now **Friend**" in shown(result)
    await rounds(ranked)

    assert (roles(ranked, ranked.helper), roles(ranked, ranked.helper2)) == ({"Other"}, {"Other"})
    assert "was deleted" not in await trouble_shown(ranked)


async def test_a_role_deleted_unseen_is_noticed_when_discord_says_so(ranked: Community) -> None:
    ranked.fails("PUT", "/guilds/*/members/*/roles/*", 404, code=10011)

    await earn(ranked, ranked.helper, 10)

    assert await count(ranked, rules.ROLES, State.GIVEN_UP) == 0
    assert await ranked.app.points.rank_roles.troubles(
        guild_id=ranked.server.id, role_ids=[ranked.extra["Friend"].id]
    ) == {ranked.extra["Friend"].id: Trouble.GONE}


async def test_a_refusal_without_a_visible_reason_is_tried_again_by_the_button_only_and_daily(
    ranked: Community,
) -> None:
    ranked.fails("PUT", "/guilds/*/members/*/roles/*", 403, code=60003, times=None)
    before = len(ranked.env.http_requests)
    for member in (ranked.helper, ranked.helper2):
        await earn(ranked, member, 10)
    await ranked.later(minutes=5)
    assert len(changes(ranked, before)) == 1, "one refusal is enough"
    checkup = await ranked.admin.slash(ranked.general, "doctor")
    assert "and doesn't show why" in shown(checkup) and "doctor:retry" in buttons(answer_of(checkup))

    ranked.works_again()
    await ranked.admin.click(answer_of(checkup), custom_id="doctor:retry")
    await rounds(ranked)

    assert (roles(ranked, ranked.helper), roles(ranked, ranked.helper2)) == ({"Friend"}, {"Friend"})
    assert "doesn't show why" not in await trouble_shown(ranked)


async def test_what_was_refused_heals_within_a_day_by_itself(ranked: Community) -> None:
    ranked.fails("PUT", "/guilds/*/members/*/roles/*", 403, code=50013)
    await earn(ranked, ranked.helper, 10)
    assert roles(ranked, ranked.helper) == set()

    await ranked.later(hours=23)
    await rounds(ranked)
    assert roles(ranked, ranked.helper) == set()
    await ranked.later(hours=1)
    await rounds(ranked)

    assert roles(ranked, ranked.helper) == {"Friend"}


@pytest.mark.parametrize(("method", "path"), [("GET", "/guilds/*/members/*"), ("PUT", "/guilds/*/members/*/roles/*")])
@pytest.mark.parametrize("status", [429, 500])
async def test_when_discord_is_busy_it_is_done_a_little_later(
    ranked: Community, method: str, path: str, status: int
) -> None:
    ranked.fails(method, path, status)
    await earn(ranked, ranked.helper, 10)
    assert roles(ranked, ranked.helper) == set()

    await ranked.restart()
    await ranked.later(minutes=2)

    assert roles(ranked, ranked.helper) == {"Friend"}


async def test_roles_can_be_had_while_ranks_are_none_of_the_servers_other(ranked: Community) -> None:
    """Another server's ranks and roles are its own."""
    other = ranked.env.create_guild("Other")
    other.add_member(ranked.helper.user)
    await ranked.env.settle()
    await give(ranked.app, ranked.helper.id, 100, guild_id=other.id)
    await ranked.run_due()

    assert roles(ranked, ranked.helper) == set()
    assert (await standing(ranked.app, ranked.helper.id, guild_id=other.id)).rank_id is None


async def test_a_role_that_was_given_powers_since_is_given_to_nobody_until_it_loses_them(ranked: Community) -> None:
    backend, role = ranked.env.backend, ranked.extra["Friend"]
    backend.edit_role(ranked.server.id, role.id, {"permissions": discord.Permissions(ban_members=True).value})
    await ranked.env.settle()
    await earn(ranked, ranked.helper, 10)

    assert roles(ranked, ranked.helper) == set()
    checkup = shown(await ranked.admin.slash(ranked.general, "doctor"))
    assert f"<@&{role.id}> has powers of moderators or admins" in checkup

    backend.edit_role(ranked.server.id, role.id, {"permissions": 0})
    await ranked.env.settle()
    await rounds(ranked)
    assert roles(ranked, ranked.helper) == {"Friend"}
