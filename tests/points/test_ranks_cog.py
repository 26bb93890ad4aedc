"""`/ranks`: what members see, and what admins change with it."""

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.points.model import NAME_MAX, RANKS_MAX, Rank
from bot.points.ranks import Draft
from bot.sandbox import simulated
from tests.points.giving import give, standing
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, private_text


async def ranks(community: Community) -> list[Rank]:
    return await community.app.points.ranks.list(guild_id=community.server.id)


async def add(community: Community, name: str, points: int) -> Rank:
    return await community.app.points.ranks.add(Draft(name=name, threshold=points), guild_id=community.server.id)


async def listed(community: Community, member: simcord.MemberActor) -> InteractionResult:
    return await member.slash(community.general, "ranks list")


async def test_members_see_all_ranks_where_they_stand_and_what_is_next(community: Community) -> None:
    role = community.server.create_role("Friend")
    other = community.server.create_role("Old hand")
    await community.env.settle()
    await community.admin.slash(community.general, "ranks add", name="Friend", points=10, role=role)
    await community.admin.slash(community.general, "ranks add", name="Regular", points=1500, role=other)
    await give(community.app, community.helper.id, 11, guild_id=community.server.id)

    result = await listed(community, community.helper)

    text = shown(result)
    assert result.ephemeral
    assert f"🔶 **<@&{role.id}>** · 10 points · 1 member" in text  # of the same name: said once
    assert f"▫️ **Regular** · 1,500 points · <@&{other.id}> · nobody yet" in text
    assert "You have **11 points**: **Friend**." in text and "1,489 more points to **Regular**." in text
    assert "For admins" not in text


async def test_it_is_the_same_in_japanese(community: Community) -> None:
    await add(community, "常連さん", 10)
    await give(community.app, community.helper_ja.id, 3, guild_id=community.server.id)

    text = shown(await listed(community, community.helper_ja))

    assert "**常連さん** ・ 10ポイント ・ まだいません" in text
    assert (
        "現在**3ポイント**です。ランクはまだありません。" in text and "あと7ポイントで**常連さん**になります。" in text
    )


async def test_at_the_top_there_is_nothing_more_to_reach(community: Community) -> None:
    await add(community, "Friend", 1)
    await give(community.app, community.helper.id, 1, guild_id=community.server.id)

    assert "You have **1 point**: **Friend**.\nThat is the highest rank there is." in shown(
        await listed(community, community.helper)
    )


async def test_names_show_as_they_were_written(community: Community) -> None:
    await add(community, "*<@111111111111111111>* @everyone", 1)

    text = shown(await listed(community, community.helper))
    assert "<@111111111111111111>" not in text and "@everyone" not in text and "\\*" in text


@pytest.mark.parametrize("letter", ["*", "常"])
async def test_a_card_holds_all_ranks_and_what_is_wrong_with_them(community: Community, letter: str) -> None:
    roles = [community.server.create_role(f"role {n}") for n in range(RANKS_MAX)]
    await community.env.settle()
    for n, role in enumerate(roles):
        draft = Draft(name=f"{letter * (NAME_MAX - 2)}{n:02}", threshold=1_000_000 + n, role_id=role.id)
        await community.app.points.ranks.add(draft, guild_id=community.server.id)
    for role in roles[:12]:
        community.env.backend.delete_role(community.server.id, role.id)
    for role in roles[12:20]:
        community.env.backend.edit_role(community.server.id, role.id, {"position": 50})
    await community.env.settle()

    for admin, wrong in ((community.admin, "was deleted"), (community.admin_ja, "削除")):
        text = shown(await listed(community, admin))
        assert text.count("▫️") == RANKS_MAX
        assert wrong in text


@pytest.mark.parametrize("command", ["add", "edit", "remove"])
async def test_only_admins_change_ranks(community: Community, command: str) -> None:
    await add(community, "Friend", 10)
    options: dict[str, object] = {
        "add": {"name": "Mine", "points": 5},
        "edit": {"rank": "Friend", "points": 5},
        "remove": {"rank": "Friend"},
    }[command]  # type: ignore[assignment]

    for member in (community.bystander, community.moderator):
        told = private_text(await member.slash(community.general, f"ranks {command}", **options))
        assert "Only admins can do that" in told

    assert [(rank.name, rank.threshold) for rank in await ranks(community)] == [("Friend", 10)]


async def test_a_rank_is_changed_by_what_is_named_only(community: Community) -> None:
    role = community.server.create_role("Friend")
    await community.env.settle()
    await community.admin.slash(community.general, "ranks add", name="Friend", points=10, role=role)
    [choice] = await community.admin.autocomplete(community.general, "ranks edit", "rank", "fri")

    nothing = await community.admin.slash(community.general, "ranks edit", rank=choice["value"])
    assert "what is to change" in private_text(nothing)
    await community.admin.slash(community.general, "ranks edit", rank=choice["value"], points=20)
    bare = await community.admin.slash(community.general, "ranks edit", rank="friend", **{"without-role": True})

    assert f"I no longer touch <@&{role.id}>" in private_text(bare)
    assert [(rank.name, rank.threshold, rank.role_id) for rank in await ranks(community)] == [("Friend", 20, None)]


async def test_an_unknown_rank_is_told(community: Community) -> None:
    await add(community, "Friend", 10)
    told = await community.admin_ja.slash(community.general, "ranks edit", rank="Foe", points=5)
    assert "そのランクは見つかりません" in private_text(told)


async def test_removing_is_asked_first(community: Community) -> None:
    await add(community, "Friend", 10)
    asked = await community.admin.slash(community.general, "ranks remove", rank="Friend")
    assert "Nobody loses points" in private_text(asked) and await ranks(community)
    await community.admin.click(answer(asked), label="Cancel")
    assert await ranks(community)

    asked = await community.admin.slash(community.general, "ranks remove", rank="Friend")
    await community.restart()
    removed = await community.admin.click(answer(asked), label="Remove")

    assert "is removed" in shown(removed) and await ranks(community) == []


async def test_removing_it_twice_tells_the_second_that_it_is_gone(community: Community) -> None:
    await add(community, "Friend", 10)
    asked = [
        await one.slash(community.general, "ranks remove", rank="Friend")
        for one in (community.admin, community.admin_ja)
    ]

    results = await simulated.at_once(
        community.env,
        community.admin.click(answer(asked[0]), label="Remove"),
        community.admin_ja.click(answer(asked[1]), label="削除する"),
    )

    said = [shown(one) for one in results]
    assert sum("is removed" in one or "削除しました" in one for one in said) == 1
    assert sum("There is no such rank" in one or "見つかりません" in one for one in said) == 1


# Roles that must not be given ------------------------------------------------------------------------------------


async def test_a_role_with_powers_is_refused(community: Community) -> None:
    told = await community.admin.slash(
        community.general, "ranks add", name="Friend", points=10, role=community.roles["moderators"]
    )
    assert "One can moderate with this role" in private_text(told) and await ranks(community) == []


async def test_a_role_that_belongs_to_a_bot_or_to_everybody_is_refused(community: Community) -> None:
    me = community.server.me
    assert me is not None
    for role in (community.server.roles[me.name], community.server.default_role):
        told = await community.admin.slash(community.general, "ranks add", name="Friend", points=10, role=role)
        assert "nobody can give it" in private_text(told)
    assert await ranks(community) == []


async def test_nobody_gives_away_what_stands_above_them(community: Community) -> None:
    high = community.server.create_role("High")
    community.env.backend.edit_role(community.server.id, high.id, {"position": 95})
    await community.env.settle()

    told = await community.admin.slash(community.general, "ranks add", name="Friend", points=10, role=high)

    assert "stands above yours" in private_text(told) and await ranks(community) == []


async def test_a_role_the_bot_cant_give_is_taken_with_a_warning(community: Community) -> None:
    high = community.server.create_role("High")
    community.env.backend.edit_role(community.server.id, high.id, {"position": 95})
    await community.env.settle()

    chiefs = community.server.create_role("Chiefs", permissions=discord.Permissions(manage_guild=True))
    community.env.backend.edit_role(community.server.id, chiefs.id, {"position": 98})
    chief = community.server.add_member(community.env.create_user("chief"), roles=[chiefs])
    await community.env.settle()

    told = private_text(await chief.slash(community.general, "ranks add", name="Friend", points=10, role=high))

    assert "The rank **Friend** is there" in told and f"I can't give <@&{high.id}>: it stands above my role" in told


# Suggested ranks --------------------------------------------------------------------------------------------------


async def test_members_of_a_server_without_ranks_are_told_so(community: Community) -> None:
    result = await listed(community, community.bystander)
    assert "There are no ranks on this server yet." in shown(result) and buttons(answer(result)) == {}


async def suggest(community: Community, admin: simcord.MemberActor) -> InteractionResult:
    return await admin.click(answer(await listed(community, admin)), custom_id="points:suggest-ranks")


async def test_admins_are_offered_ranks_with_roles_of_no_powers(community: Community) -> None:
    await give(community.app, community.helper.id, 60, guild_id=community.server.id)
    offered = await suggest(community, community.admin)
    assert "**Regular** · 250 points" in shown(offered)

    await community.restart()
    made = await community.admin.click(answer(offered), custom_id="points:make-ranks:roles")

    there = await ranks(community)
    assert "🔶" not in shown(made) and f"**<@&{there[-1].role_id}>** · 8,000 points" in shown(made)
    roles = {role.name: role for role in community.server.roles.values() if role.name in {rank.name for rank in there}}
    assert len(there) == 5 and [rank.role_id for rank in there] == [roles[rank.name].id for rank in there]
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    made_roles = [guild.get_role(rank.role_id or 0) for rank in there]
    assert all(role is not None and role.permissions == discord.Permissions.none() for role in made_roles)
    assert made_roles == sorted(role for role in made_roles if role is not None), "higher ranks stand higher"
    assert (await standing(community.app, community.helper.id, guild_id=community.server.id)).rank_id == there[0].id


async def test_their_names_are_in_the_servers_language(community: Community) -> None:
    offered = await suggest(community, community.admin_ja)
    assert "**Regular** ・ 250ポイント" in shown(offered), "the server is English, the admin Japanese"


async def test_they_come_without_roles_where_the_bot_may_not_make_any(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_roles")
    offered = await suggest(community, community.admin)
    assert set(buttons(answer(offered))) == {"points:make-ranks:plain", "ui:cancel"}

    await community.admin.click(answer(offered), custom_id="points:make-ranks:plain")

    assert [rank.role_id for rank in await ranks(community)] == [None] * 5


async def test_what_discord_refuses_half_way_leaves_nothing_behind(community: Community) -> None:
    offered = await suggest(community, community.admin)
    names = set(community.server.roles)
    community.fails("POST", f"/guilds/{community.server.id}/roles", 400, code=30005)

    told = await community.admin.click(answer(offered), custom_id="points:make-ranks:roles")

    assert "nothing was changed" in private_text(told)
    assert await ranks(community) == [] and set(community.server.roles) == names


async def test_two_admins_at_once_make_them_once(community: Community) -> None:
    offered = [await suggest(community, one) for one in (community.admin, community.admin_ja)]

    await simulated.at_once(
        community.env,
        community.admin.click(answer(offered[0]), custom_id="points:make-ranks:roles"),
        community.admin_ja.click(answer(offered[1]), custom_id="points:make-ranks:roles"),
    )

    there = await ranks(community)
    guild = community.env.backend.get_guild(community.server.id)
    assert len(there) == 5
    assert sum(role.name in {rank.name for rank in there} for role in guild.roles.values()) == 5
