"""The admins' own links: made, listed, switched off, and what they can't be made to give."""

import discord
import pytest

from bot.onboarding.inviting_model import SOURCES_MAX
from bot.onboarding.model import OnboardingSettings
from bot.sandbox import simulated
from tests.onboarding.invite_acting import LINK, alone, came_by, code_in, links
from tests.perks.acting import pressed
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community

needs_members = pytest.mark.needs("members", "onboarding")


async def added(community: Community, label: str = "Newsletter", **options: object) -> str:
    result = await community.admin.slash(community.general, "onboarding source add", label=label, **options)
    return code_in(result)


@needs_members
async def test_an_admin_makes_a_link_for_a_source(community: Community) -> None:
    result = await community.admin.slash(community.general, "onboarding source add", label="Newsletter May")
    said = shown(result)
    assert answer(result).ephemeral and "Newsletter May" in said and community.general.mention in said
    friend = await alone(community, "friend", by=code_in(result))
    assert await came_by(community, friend) == code_in(result)
    listed = shown(await community.admin.slash(community.general, "onboarding source list"))
    assert "Newsletter May" in listed and "1 newcomer" in listed and "used once" in listed


async def test_in_japanese(community: Community) -> None:
    result = await community.admin_ja.slash(community.general, "onboarding source add", label="5月のメルマガ")
    assert "「5月のメルマガ」の招待リンク" in shown(result)
    listed = shown(await community.admin_ja.slash(community.general, "onboarding source list"))
    assert "新メンバー0人" in listed and "使用回数0回" in listed
    asked = await community.admin_ja.slash(community.general, "onboarding source remove", source="5月のメルマガ")
    assert "無効にしますか" in shown(asked)
    assert "無効にしました" in shown(await pressed(community.admin_ja, asked, "onboarding:source-remove"))


async def test_a_link_can_give_a_role(community: Community) -> None:
    role = community.server.create_role("Founders")
    await community.env.settle()
    result = await community.admin.slash(community.general, "onboarding source add", label="Founders", role=role)
    assert "from Discord at once" in shown(result)
    [request] = [one for one in community.env.http_requests if one.path.endswith("/invites")]
    assert request.json is not None and request.json["role_ids"] == [str(role.id)]
    friend = await alone(community, "friend", by=code_in(result))
    backend = community.env.backend
    assert role.id in backend.get_guild(community.server.id).members[friend.id].role_ids


@pytest.mark.parametrize("power", ["manage_messages", "administrator", "kick_members"])
async def test_no_link_gives_power(community: Community, power: str) -> None:
    role = community.server.create_role("Powerful", permissions=discord.Permissions(**{power: True}))
    await community.env.settle()
    result = await community.admin.slash(community.general, "onboarding source add", label="x", role=role)
    assert "manage or moderate" in shown(result) or "own highest role" in shown(result)
    assert not links(community)


async def test_nobody_gives_what_stands_as_high_as_they_do(community: Community) -> None:
    result = await community.admin.slash(
        community.general, "onboarding source add", label="x", role=community.roles["admins"]
    )
    assert "own highest role" in shown(result) and not links(community)


async def test_what_the_bot_cannot_give_is_refused_first(community: Community) -> None:
    role = community.server.create_role("Guests")
    await community.env.settle()
    await simulated.take_from_bot(community.server, "manage_roles")
    result = await community.admin.slash(community.general, "onboarding source add", label="x", role=role)
    assert "Manage Roles" in shown(result) and not links(community)


async def test_a_link_can_lead_elsewhere(community: Community) -> None:
    shop = community.server.create_text_channel("shop")
    await community.env.settle()
    code = await added(community, channel=shop)
    assert community.env.backend.invites[code].channel_id == shop.id


async def test_labels_are_words_and_stand_once(community: Community) -> None:
    await added(community, "Shop")
    for label, said in (("ＳＨＯＰ ", None), ("shop", "already a link"), ("!!!", "in words"), ("shop  ", "already")):
        result = await community.admin.slash(community.general, "onboarding source add", label=label)
        if said is None:
            assert LINK.search(shown(result))
        else:
            assert said in shown(result)


async def test_there_is_a_limit(community: Community) -> None:
    inviting = community.app.onboarding.inviting
    for number in range(SOURCES_MAX):
        await inviting.note_source(
            guild_id=community.server.id,
            channel_id=community.general.id,
            code=f"s{number}",
            label=f"Source {number} " + "*_" * 30,
            role_id=None,
            by_id=community.admin.id,
        )
    result = await community.admin.slash(community.general, "onboarding source add", label="one more")
    assert f"{SOURCES_MAX} links at the most" in shown(result)
    listed = answer(await community.admin.slash(community.general, "onboarding source list"))
    assert "and 30 more" in shown(await community.admin.slash(community.general, "onboarding source list"))
    assert listed.ephemeral


@needs_members
async def test_a_link_is_switched_off_after_a_question(community: Community) -> None:
    code = await added(community, "Shop")
    friend = await alone(community, "friend", by=code)
    choices = await community.admin.autocomplete(community.general, "onboarding source remove", "source", "sho")
    assert [choice["name"] for choice in choices] == ["Shop"]
    asked = await community.admin.slash(community.general, "onboarding source remove", source=choices[0]["value"])
    assert "won't work any more" in shown(asked) and links(community) == [code]
    done = await pressed(community.admin, asked, "onboarding:source-remove")
    assert "switched off" in shown(done) and not links(community)
    assert await came_by(community, friend) == code, "what it brought stays"
    listed = shown(await community.admin.slash(community.general, "onboarding source list"))
    assert "~~Shop~~" in listed
    again = await community.admin.slash(community.general, "onboarding source remove", source="Shop")
    assert "already" in shown(again)
    assert await added(community, "Shop") != code, "the name is free again"


async def test_a_link_deleted_by_hand_is_listed_as_gone(community: Community) -> None:
    code = await added(community, "Shop")
    community.env.backend.delete_invite(code)
    await community.env.settle()
    assert "~~Shop~~" in shown(await community.admin.slash(community.general, "onboarding source list"))


async def test_what_the_bot_may_not_delete_stays_listed(community: Community) -> None:
    code = await added(community, "Shop")
    asked = await community.admin.slash(community.general, "onboarding source remove", source="Shop")
    await simulated.take_from_bot(community.server, "manage_channels")
    said = shown(await pressed(community.admin, asked, "onboarding:source-remove"))
    assert "Manage Channels" in said and links(community) == [code]


async def test_without_links_it_says_how(community: Community) -> None:
    assert "source add" in shown(await community.admin.slash(community.general, "onboarding source list"))
    result = await community.admin.slash(community.general, "onboarding source remove", source="nothing")
    assert "can't find" in shown(result)
    result = await community.admin.slash(community.general, "onboarding source remove", source="#9999999999999999999")
    assert "can't find" in shown(result)


async def test_members_are_not_offered_it_and_old_buttons_ask_again(community: Community) -> None:
    assert "onboarding" not in community.asker.available_commands(community.general)
    await added(community, "Shop")
    asked = await community.admin.slash(community.general, "onboarding source remove", source="Shop")
    community.env.backend.edit_role(community.server.id, community.roles["admins"].id, {"permissions": 0})
    await community.env.settle()
    refused = await pressed(community.admin, asked, "onboarding:source-remove")
    assert "switched off" not in shown(refused) and len(links(community)) == 1


async def test_other_servers_links_are_not_found(community: Community) -> None:
    foreign = await community.app.onboarding.inviting.note_source(
        guild_id=1, channel_id=2, code="foreign", label="Foreign", role_id=None, by_id=3
    )
    result = await community.admin.slash(community.general, "onboarding source remove", source=f"#{foreign.id}")
    assert "can't find" in shown(result)
    assert not buttons(answer(result))


async def test_a_source_needs_no_personal_invites(community: Community) -> None:
    await community.set(OnboardingSettings, invites_allowed=False)
    assert await added(community)
