"""`/setup` beyond its first part: channels and roles for newcomers, and the way between the parts."""

import discord
import pytest
from simcord.results import InteractionResult

from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.sandbox import simulated
from bot.setup.needs import PARTS
from bot.ui.layout import TEXT_LIMIT
from tests.setup.place import FAILURES, Place, button_of, place
from tests.support.cards import answer, shown, walk
from tests.support.community import ADMIN_PERMISSIONS, Community, private_text


def component_count(card: InteractionResult) -> int:
    return sum(1 for _ in walk(answer(card).components))


async def test_each_part_is_shown_as_a_whole_and_fits_a_card(community: Community) -> None:
    bare = await place(community)

    card = await bare.setup()
    for number, part in enumerate(PARTS):
        if number:
            card = await bare.turn(card, number)
        title = say(Language.EN, part.message_id)
        assert f"Part {number + 1} of {len(PARTS)}: {title}" in shown(card)
        assert component_count(card) <= 40 and len(shown(card)) <= TEXT_LIMIT
        assert all(f"**{say(Language.EN, need.message_id)}**" in shown(card) for need in part.needs)


async def test_the_channels_for_newcomers_are_made_and_what_is_optional_is_left_out(community: Community) -> None:
    bare = await place(community)

    proposal = await bare.newcomers()
    assert "Make the channel **#rules**, where everybody reads and I post" in shown(proposal)
    done = await bare.apply(proposal)

    assert "❌" not in shown(done)
    onboarding, guidelines = await bare.onboarding(), await bare.guidelines()
    assert guidelines.channel_id == bare.channel("rules").id
    assert onboarding.welcome_channel_id == bare.channel("welcome").id
    assert onboarding.introductions_channel_id == bare.channel("introductions").id
    assert (guidelines.member_role_id, onboarding.newcomer_role_id, onboarding.greeter_channel_id) == (None, None, None)
    assert not {"Staff", "questions", "Member", "greeters"} & set(bare.names())
    assert all(bare.channel(name).topic for name in ("rules", "welcome", "introductions"))


@pytest.mark.parametrize("name", ["rules", "welcome", "introductions"])
async def test_where_the_bot_posts_members_only_read(community: Community, name: str) -> None:
    bare = await place(community)
    await bare.apply(await bare.newcomers())

    guild = community.bot.get_guild(bare.server.id)
    assert guild is not None
    channel = discord.utils.get(guild.text_channels, name=name)
    assert channel is not None
    everybody, bot = channel.permissions_for(guild.default_role), channel.permissions_for(guild.me)
    assert everybody.view_channel and not everybody.send_messages
    assert bot.send_messages and bot.embed_links
    # Below an introduction people answer in a thread.
    assert (everybody.create_public_threads, everybody.send_messages_in_threads) == (name != "rules", True)


async def test_after_one_part_the_way_leads_on_to_the_next_and_then_everything_is_ready(community: Community) -> None:
    bare = await place(community)

    first = await bare.apply(await bare.setup())
    assert "Go on: Newcomers" in shown(first) and "is ready" not in shown(first)
    second = await bare.apply(await bare.turn(first, 1))
    assert "Go on: Events and surveys" in shown(second) and "is ready" not in shown(second)
    third = await bare.apply(await bare.turn(second, 2))
    assert "Go on: Moderation" in shown(third) and "is ready" not in shown(third)
    fourth = await bare.apply(await bare.turn(third, 3))

    assert "Bare is ready" in shown(fourth) and "Go on" not in shown(fourth)
    for number in range(4):
        assert "Everything is in place already" in shown(await bare.turn(fourth, number))


async def test_a_server_that_has_channels_for_newcomers_keeps_them(community: Community) -> None:
    full = await place(community, locale="ja")
    roles = [full.server.create_role(name) for name in ("メンバー", "歓迎係")]
    channels = [full.server.create_text_channel(name) for name in ("👋│ようこそ", "自己紹介", "ルール", "歓迎係")]
    await community.env.settle()
    names = full.names()

    done = await full.apply(await full.newcomers())

    onboarding, guidelines = await full.onboarding(), await full.guidelines()
    assert "❌" not in shown(done) and full.names() == names
    assert (guidelines.member_role_id, onboarding.greeter_role_id) == (roles[0].id, roles[1].id)
    assert [
        onboarding.welcome_channel_id,
        onboarding.introductions_channel_id,
        guidelines.channel_id,
        onboarding.greeter_channel_id,
    ] == [channel.id for channel in channels]
    assert not channels[0]._channel.overwrites


async def test_greeters_get_a_role_one_can_mention_and_a_channel_of_their_own_where_an_admin_says_so(
    community: Community,
) -> None:
    bare = await place(community)
    card = await bare.choose(await bare.newcomers(), "greeters", "anew")
    card = await bare.choose(card, "greeting", "anew")
    assert "for greeters and moderators only" in shown(card)

    done = await bare.apply(card)

    assert "❌" not in shown(done)
    guild = community.bot.get_guild(bare.server.id)
    assert guild is not None
    greeters, channel = (
        discord.utils.get(guild.roles, name="Greeters"),
        discord.utils.get(guild.text_channels, name="greeters"),
    )
    assert greeters is not None and channel is not None and greeters.mentionable
    assert channel.permissions_for(greeters).send_messages
    assert not channel.permissions_for(guild.default_role).view_channel
    onboarding = await bare.onboarding()
    assert (onboarding.greeter_role_id, onboarding.greeter_channel_id) == (greeters.id, channel.id)


async def test_one_role_takes_the_place_of_another_where_the_setting_holds_one(community: Community) -> None:
    there = await place(community)
    old, new = there.server.create_role("Member"), there.server.create_role("Guest")
    await there.apply(await there.newcomers())
    assert (await there.guidelines()).member_role_id == old.id

    card = await there.choose(await there.newcomers(), "member", "use", new)
    done = await there.apply(card)

    assert "❌" not in shown(done) and (await there.guidelines()).member_role_id == new.id


async def test_a_role_above_the_bots_own_or_with_powers_is_pointed_out(community: Community) -> None:
    there = await place(community)
    powerful = there.server.create_role("Trusted", permissions=discord.Permissions(ban_members=True))

    card = await there.choose(await there.newcomers(), "member", "use", powerful)
    assert "has permissions that not everybody should have" in shown(card)
    above = there.server.create_role("High", position=len(there.server.roles) + 5)
    card = await there.choose(card, "newcomer", "use", above)

    assert "it stands above my own role" in shown(card)


async def test_what_was_chosen_in_one_part_is_still_there_after_a_look_at_the_other(community: Community) -> None:
    bare = await place(community)
    card = await bare.choose(await bare.setup(), "questions", "use", bare.lobby)
    card = await bare.choose(card, "staff", "skip")
    card = await bare.turn(card, 1)
    card = await bare.choose(card, "welcome", "use", bare.lobby)
    card = await bare.choose(card, "newcomer", "anew")

    await community.restart()
    back = await bare.turn(await bare.turn(card, 0), 1)
    done = await bare.apply(back)
    last = await bare.apply(await bare.turn(done, 0))

    onboarding = await bare.onboarding()
    assert "❌" not in shown(done) + shown(last)
    assert onboarding.welcome_channel_id == bare.lobby.id and onboarding.newcomer_role_id is not None
    assert (await bare.questions()).forum_channel_id == bare.lobby.id
    assert (await bare.shared()).staff_role_ids == frozenset()


async def test_what_was_only_proposed_is_proposed_afresh_when_one_comes_back(community: Community) -> None:
    there = await place(community)
    there.server.create_text_channel("welcome")
    card = await there.turn(await there.newcomers(), 0)
    await community.app.settings.change(
        there.server.id, OnboardingSettings, {"welcome_channel_id": there.lobby.id}, by=None
    )

    back = await there.turn(card, 1)

    assert f"<#{there.lobby.id}> is set" in shown(back)


async def test_two_admins_do_different_parts_at_once(community: Community) -> None:
    bare = await place(community)
    colleague = bare.server.add_member(
        community.env.create_user("colleague"),
        roles=[bare.server.create_role("Boss 2", permissions=ADMIN_PERMISSIONS)],
    )
    await community.env.settle()
    theirs = Place(community, bare.server, bare.lobby, colleague, bare.member)
    essentials, newcomers = await bare.setup(), await theirs.newcomers()

    one, two = await simulated.at_once(community.env, bare.apply(essentials), theirs.apply(newcomers))

    assert "❌" not in shown(one) + shown(two)
    for name in ("Staff", "questions", "rules", "welcome", "introductions"):
        assert bare.names().count(name) == 1


async def test_two_presses_at_once_make_the_channels_for_newcomers_once(community: Community) -> None:
    bare = await place(community)
    proposal = await bare.choose(await bare.newcomers(), "welcome", "anew")

    _, second = await simulated.at_once(community.env, bare.apply(proposal), bare.apply(proposal))

    assert [bare.names().count(name) for name in ("rules", "welcome", "introductions")] == [1, 1, 1]
    assert "has changed since this was shown" in private_text(second)


async def test_looking_again_stays_in_the_part_and_the_check_up_leads_to_the_first(community: Community) -> None:
    bare = await place(community)

    again = await bare.admin.click(answer(await bare.newcomers()), custom_id="setup:again")
    from_doctor = await bare.admin.click(answer(await bare.admin.slash(bare.lobby, "doctor")), custom_id="setup:again")

    assert "Part 2 of 4" in shown(again)
    assert "Part 1 of 4" in shown(from_doctor)


@pytest.mark.parametrize(("status", "code", "words"), FAILURES)
async def test_a_channel_for_newcomers_that_discord_refuses_is_made_with_the_next_run(
    community: Community, status: int, code: int, words: str
) -> None:
    bare = await place(community)
    proposal = await bare.newcomers()
    community.fails("POST", f"/guilds/{bare.server.id}/channels", status, code=code)

    partly = await bare.apply(proposal)
    assert "Done in part" in shown(partly) and words in shown(partly)
    done = await bare.apply(await bare.admin.click(answer(partly), custom_id="setup:again"))

    assert "❌" not in shown(done)
    assert [bare.names().count(name) for name in ("rules", "welcome", "introductions")] == [1, 1, 1]


async def test_members_can_not_turn_to_another_part(community: Community) -> None:
    bare = await place(community)
    card = await bare.setup()
    custom_id = button_of(card, "setup:part:1:")
    community.env.backend.get_guild(bare.server.id).members[bare.admin.id].role_ids.clear()
    await community.env.settle()

    refused = await bare.admin.click(answer(card), custom_id=custom_id)

    assert "Manage Server" in private_text(refused)
