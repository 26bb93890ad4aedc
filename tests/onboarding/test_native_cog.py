"""Discord's own onboarding, seen and filled in by an admin; nothing there is lost, moved or switched on."""

import copy
from typing import Any

import discord
import pytest
import simcord

from bot.onboarding.model import OnboardingSettings
from bot.profiles.model import ProfileSettings
from bot.sandbox import simulated
from tests.onboarding.native_routes import Native, make_community, native_of, option, prompt
from tests.perks.acting import pressed
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community
from tests.support.discord_spec import CHECKS

CAT = {"id": None, "name": "🐈", "animated": False}


@pytest.fixture
async def native(community: Community) -> Native:
    """A community server with a welcome channel, an introductions channel and two interests."""
    server = community.server
    guild = community.bot.get_guild(server.id)
    assert guild is not None
    native = make_community(community.env.backend, guild)
    native.prompts = [prompt(4, "Pets?", option(5, "Cats", community.roles["staff"].id, emoji=CAT), required=True)]
    native.screen = {
        "description": "Hi",
        "welcome_channels": [
            {"channel_id": str(community.general.id), "description": "Talk", "emoji_id": None, "emoji_name": "💬"}
        ],
    }
    welcome, introductions = server.create_text_channel("welcome"), server.create_text_channel("introductions")
    interests = [server.create_role("Tea"), server.create_role("Code")]
    await community.env.settle()
    await community.set(OnboardingSettings, welcome_channel_id=welcome.id, introductions_channel_id=introductions.id)
    await community.set(ProfileSettings, interest_role_ids=[role.id for role in interests])
    community.extra["interests"], community.extra["welcome"] = interests, welcome
    return native


async def look(community: Community, who: simcord.MemberActor | None = None) -> Any:
    return await (who or community.admin).slash(community.general, "onboarding native")


def fills(community: Community) -> list[Any]:
    """Return the requests that change something there."""
    return [
        entry
        for entry in community.env.http_requests
        if entry.method in ("PUT", "PATCH") and entry.path.endswith(("/onboarding", "/welcome-screen"))
    ]


async def test_it_shows_what_is_there_and_what_could_be(community: Community, native: Native) -> None:
    said = shown(await look(community))
    assert "It is **off**" in said and "Pets? (1 answer)" in said and "Welcome screen: off, 1 channel" in said
    for role in community.extra["interests"]:
        assert f"<@&{role.id}>" in said
    assert "a new question “What are you interested in?”" in said
    assert f"default channels: <#{community.extra['welcome'].id}>" in said
    assert "Nothing is switched on" in said
    assert not fills(community), "looking changes nothing"


async def test_in_japanese(community: Community, native: Native) -> None:
    result = await look(community, community.admin_ja)
    assert "**オフ**です" in shown(result) and "追加できるもの" in shown(result)
    done = await pressed(community.admin_ja, result, "onboarding:native-fill")
    assert "追加しました" in shown(done) and "すべて入っています" in shown(done)


async def test_filling_in_adds_and_loses_nothing(community: Community, native: Native) -> None:
    prompts, screen = copy.deepcopy(native.prompts), copy.deepcopy(native.screen)
    done = await pressed(community.admin, await look(community), "onboarding:native-fill")
    assert "Added" in shown(done) and "Everything I know of is there" in shown(done)
    assert not buttons(answer(done))
    assert native.prompts[0] == prompts[0], "ids, emoji and all"
    new = native.prompts[1]
    assert {one["role_ids"][0] for one in new["options"]} == {str(role.id) for role in community.extra["interests"]}
    assert (native.enabled, native.mode) == (False, 0)
    assert native.screen is not None and screen is not None
    assert native.screen["welcome_channels"][0] == screen["welcome_channels"][0]
    assert native.screen["description"] == "Hi" and len(native.screen["welcome_channels"]) == 4
    assert native.features == ["COMMUNITY"]
    put, patch = fills(community)
    assert "enabled" not in put.json and "mode" not in put.json and "enabled" not in patch.json
    assert str(community.admin.id) in put.reason


async def test_once_filled_there_is_nothing_to_add(community: Community, native: Native) -> None:
    await pressed(community.admin, await look(community), "onboarding:native-fill")
    again = await look(community)
    assert "Everything I know of is there" in shown(again) and not buttons(answer(again))


async def test_an_old_button_adds_nothing_twice(community: Community, native: Native) -> None:
    first, second = await look(community), await look(community)
    await pressed(community.admin, first, "onboarding:native-fill")
    await pressed(community.admin, second, "onboarding:native-fill")
    assert len(native.prompts) == 2 and len(fills(community)) == 2


async def test_what_was_changed_meanwhile_is_shown_anew(community: Community, native: Native) -> None:
    asked = await look(community)
    native.prompts[0]["title"] = "Which pets?"
    shown_again = await pressed(community.admin, asked, "onboarding:native-fill")
    assert "changed something meanwhile" in shown(shown_again) and "Which pets?" in shown(shown_again)
    assert not fills(community)
    await pressed(community.admin, shown_again, "onboarding:native-fill")
    assert native.prompts[0]["title"] == "Which pets?" and len(native.prompts) == 2


async def test_a_new_interest_joins_its_question(community: Community, native: Native) -> None:
    await pressed(community.admin, await look(community), "onboarding:native-fill")
    ids = [one["id"] for one in native.prompts[1]["options"]]
    role = community.server.create_role("Music")
    await community.env.settle()
    await community.set(ProfileSettings, interest_role_ids=[role.id, *(one.id for one in community.extra["interests"])])
    asked = await look(community)
    assert "to the question “What are you interested in?” the answers" in shown(asked)
    await pressed(community.admin, asked, "onboarding:native-fill")
    assert len(native.prompts) == 2
    assert [one["id"] for one in native.prompts[1]["options"]][:2] == ids


async def test_an_enabled_onboarding_stays_enabled(community: Community, native: Native) -> None:
    channels = [community.server.create_text_channel(f"c{number}") for number in range(7)]
    native.enabled, native.default_channel_ids = True, [str(channel.id) for channel in channels]
    await community.env.settle()
    asked = await look(community)
    assert "It is **on**" in shown(asked)
    await pressed(community.admin, asked, "onboarding:native-fill")
    assert native.enabled and native.default_channel_ids[:7] == [str(channel.id) for channel in channels]


# Refusals ---------------------------------------------------------------------------------------------------------


async def test_without_a_community_there_is_no_onboarding(community: Community) -> None:
    assert "community servers" in shown(await look(community))
    assert not [one for one in community.env.http_requests if one.path.endswith("/onboarding")]


@pytest.mark.parametrize(("permission", "name"), [("manage_guild", "Manage Server"), ("manage_roles", "Manage Roles")])
async def test_without_permission_it_says_which(
    community: Community, native: Native, permission: str, name: str
) -> None:
    await simulated.take_from_bot(community.server, permission)
    result = await look(community)
    assert name in shown(result) and "Engawa" in shown(result) and not buttons(answer(result))


async def test_channels_not_all_see_and_roles_with_power_are_left_out(community: Community, native: Native) -> None:
    powerful = community.server.create_role("Helpers", permissions=discord.Permissions(manage_messages=True))
    await community.env.settle()
    await community.set(ProfileSettings, interest_role_ids=[powerful.id])
    await community.set(
        OnboardingSettings, welcome_channel_id=community.queue.id, introductions_channel_id=community.queue.id
    )
    said = shown(await look(community))
    assert f"Left out: <@&{powerful.id}>" in said and f"<#{community.queue.id}>" not in said


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [(403, 50013, "Nothing was changed"), (400, 350000, "code 350000"), (500, 0, "Discord")],
)
async def test_discord_refuses(community: Community, native: Native, status: int, code: int, said: str) -> None:
    asked = await look(community)
    community.fails("PUT", "/guilds/*/onboarding", status, code=code)
    assert said in shown(await pressed(community.admin, asked, "onboarding:native-fill"))
    assert len(native.prompts) == 1
    await pressed(community.admin, asked, "onboarding:native-fill")
    assert len(native.prompts) == 2, "the same button works once Discord does"


async def test_half_done_is_said_and_can_be_finished(community: Community, native: Native) -> None:
    asked = await look(community)
    community.fails("PATCH", "/guilds/*/welcome-screen", 500)
    half = await pressed(community.admin, asked, "onboarding:native-fill")
    assert "Discord didn't take the welcome screen" in shown(half) and len(native.prompts) == 2
    done = await pressed(community.admin, half, "onboarding:native-fill")
    assert "Everything I know of is there" in shown(done) and len(native.prompts) == 2


async def test_a_full_screen_of_everything_fits(community: Community, native: Native) -> None:
    native.prompts = [
        prompt(100 + n, f"{n}" + "*_" * 49, *(option(1000 + 60 * n + m, "x", 700 + m) for m in range(3)))
        for n in range(14)
    ]
    roles = [community.server.create_role(f"Interest {number}") for number in range(20)]
    await community.env.settle()
    await community.set(ProfileSettings, interest_role_ids=[role.id for role in roles])
    result = await look(community)
    assert "and 6 more" in shown(result) and "… and 5 more" in shown(result)
    assert len(shown(result)) < 4000


async def test_the_simulated_answers_are_discords(community: Community, native: Native) -> None:
    guild_id = community.server.id
    there = await community.bot.http.get_guild_onboarding(guild_id)
    screen = await community.bot.http.get_welcome_screen(guild_id)
    assert not CHECKS.check_answer("GET", f"/guilds/{guild_id}/onboarding", status=200, answer=there)
    assert not CHECKS.check_answer("GET", f"/guilds/{guild_id}/welcome-screen", status=200, answer=screen)
    assert native_of(community.env.backend, guild_id) is native
