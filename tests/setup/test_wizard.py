"""`/setup` on all kinds of servers, and with Discord failing in the middle."""

from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.guidelines.model import GuidelineSettings
from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from bot.setup.needs import PARTS
from bot.ui.layout import TEXT_LIMIT
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import ADMIN_PERMISSIONS, Community, private_text


def button_of(card: InteractionResult, beginning: str) -> str:
    """Return the custom id of a card's button."""
    found = [custom_id for custom_id in buttons(answer(card)) if custom_id.startswith(beginning)]
    assert found, f"no button {beginning}… on the card"
    return found[0]


@dataclass
class Place:
    """Another server with the bot in it, and its admin."""

    community: Community
    server: simcord.GuildHandle
    lobby: simcord.ChannelHandle
    admin: simcord.MemberActor
    member: simcord.MemberActor

    async def setup(self) -> InteractionResult:
        return await self.admin.slash(self.lobby, "setup")

    async def apply(self, proposal: InteractionResult) -> InteractionResult:
        custom_id = button_of(proposal, "setup:apply:")
        return await self.admin.click(answer(proposal), custom_id=custom_id)

    async def choose(self, proposal: InteractionResult, need: str, way: str, *picked: Any) -> InteractionResult:
        custom_id = button_of(proposal, f"setup:change:{need}:")
        form = await self.admin.click(answer(proposal), custom_id=custom_id)
        return await self.admin.submit_modal(form, {"way": way, **({"pick": list(picked)} if picked else {})})

    async def turn(self, card: InteractionResult, part: int) -> InteractionResult:
        """Go to another part of the wizard, counted from 0."""
        custom_id = button_of(card, f"setup:part:{part}:")
        return await self.admin.click(answer(card), custom_id=custom_id)

    async def newcomers(self) -> InteractionResult:
        return await self.turn(await self.setup(), 1)

    async def onboarding(self) -> OnboardingSettings:
        return await self.community.app.settings.get(self.server.id, OnboardingSettings)

    async def guidelines(self) -> GuidelineSettings:
        return await self.community.app.settings.get(self.server.id, GuidelineSettings)

    async def shared(self) -> ServerSettings:
        return await self.community.app.settings.get(self.server.id, ServerSettings)

    async def questions(self) -> QuestionSettings:
        return await self.community.app.settings.get(self.server.id, QuestionSettings)

    def names(self) -> list[str]:
        guild = self.community.env.backend.get_guild(self.server.id)
        channels = [self.community.env.backend.channels[id_] for id_ in guild.channel_ids]
        return sorted([str(channel.name) for channel in channels] + [role.name for role in guild.roles.values()])

    def made(self) -> list[tuple[str, str]]:
        """Return the requests that made or changed something."""
        return [
            (request.method, request.path.replace(str(self.server.id), "server"))
            for request in self.community.env.http_requests
            if request.method in ("POST", "PATCH", "PUT") and request.path.startswith(("/guilds", "/channels"))
        ]

    def channel(self, name: str) -> Any:
        guild = self.community.env.backend.get_guild(self.server.id)
        channels = [self.community.env.backend.channels[id_] for id_ in guild.channel_ids]
        return next(channel for channel in channels if channel.name == name)

    def tags(self, name: str) -> list[str]:
        return [tag["name"] for tag in self.channel(name).available_tags]


async def place(community: Community, *, locale: str = "en-US", name: str = "Bare") -> Place:
    env = community.env
    server = env.create_guild(name, preferred_locale=locale)
    lobby = server.create_text_channel("lobby")
    admin = server.add_member(
        env.create_user("boss"), roles=[server.create_role("Boss", permissions=ADMIN_PERMISSIONS)]
    )
    member = server.add_member(env.create_user("somebody"))
    simulated.set_locale(env, admin, locale)
    await env.settle()
    return Place(community, server, lobby, admin, member)


# What servers there are -------------------------------------------------------------------------------------------


async def test_a_bare_server_is_shown_what_would_be_made_and_nothing_happens_yet(community: Community) -> None:
    bare = await place(community)
    before = bare.names()

    proposal = await bare.setup()

    text = shown(proposal)
    assert proposal.ephemeral
    assert "Make the role **@Staff**, without any permissions" in text
    assert "Make the channel **#mod-queue**, for moderators' eyes only" in text
    assert "Make the forum **#questions** with the tags **Open**, **Solved**, **Closed**" in text
    assert bare.names() == before


async def test_a_bare_server_gets_everything(community: Community) -> None:
    bare = await place(community)

    done = await bare.apply(await bare.setup())

    assert "Bare: “Essentials” is done" in shown(done) and "❌" not in shown(done)
    assert {"Staff", "Moderators", "mod-queue", "questions"} <= set(bare.names())
    assert not {"rules", "welcome", "introductions"} & set(bare.names())  # that part was not shown yet
    assert bare.tags("questions") == ["Open", "Solved", "Closed"]
    shared, questions = await bare.shared(), await bare.questions()
    assert questions.forum_channel_id == bare.channel("questions").id
    assert shared.queue_channel_id == bare.channel("mod-queue").id
    assert len(shared.staff_role_ids) == len(shared.moderator_role_ids) == 1


async def test_what_is_made_is_named_in_the_servers_language(community: Community) -> None:
    bare = await place(community, locale="ja")

    done = await bare.apply(await bare.setup())

    assert "「基本」の準備ができました" in shown(done)
    assert {"スタッフ", "モデレーター", "モデレーション", "質問"} <= set(bare.names())
    assert bare.tags("質問") == ["未解決", "解決済み", "終了"]


async def test_the_queue_that_is_made_is_for_moderators_only(community: Community) -> None:
    bare = await place(community)
    await bare.apply(await bare.setup())

    guild = community.bot.get_guild(bare.server.id)
    assert guild is not None
    queue = discord.utils.get(guild.text_channels, name="mod-queue")
    moderators = discord.utils.get(guild.roles, name="Moderators")
    assert queue is not None and moderators is not None
    assert not queue.permissions_for(guild.default_role).view_channel
    assert queue.permissions_for(moderators).view_channel
    assert queue.permissions_for(guild.me).send_messages


async def test_roles_that_are_made_allow_nothing(community: Community) -> None:
    bare = await place(community)
    await bare.apply(await bare.setup())

    roles = community.env.backend.get_guild(bare.server.id).roles.values()
    assert [role.permissions for role in roles if role.name in ("Staff", "Moderators")] == [0, 0]


async def test_running_it_again_doubles_nothing(community: Community) -> None:
    bare = await place(community)
    await bare.apply(await bare.setup())
    names = bare.names()

    again = await bare.setup()

    assert "Everything is in place already" in shown(again)
    assert not any(custom_id.startswith("setup:apply") for custom_id in buttons(answer(again)))
    assert bare.names() == names


async def test_a_server_that_has_everything_keeps_what_it_has(community: Community) -> None:
    full = await place(community, name="Full")
    staff, moderators = full.server.create_role("Team"), full.server.create_role("Mods")
    forum = full.server.create_forum_channel("help")
    queue = full.server.create_text_channel(
        "mod-queue",
        overwrites={
            full.server.default_role: discord.PermissionOverwrite(view_channel=False),
            moderators: discord.PermissionOverwrite(view_channel=True),
        },
    )
    full.server.create_text_channel("🎉│rank-ups")
    await simulated.set_tags(forum, "Beans", "open", "SOLVED", "Grinders", "Closed")
    names, tags = full.names(), full.channel("help").available_tags

    done = await full.apply(await full.setup())

    assert "❌" not in shown(done)
    shared = await full.shared()
    assert shared.staff_role_ids == {staff.id} and shared.moderator_role_ids == {moderators.id}
    assert (shared.queue_channel_id, (await full.questions()).forum_channel_id) == (queue.id, forum.id)
    assert (full.names(), full.channel("help").available_tags) == (names, tags)


async def test_a_forums_own_tags_keep_their_ids_names_and_emoji(community: Community) -> None:
    there = await place(community)
    forum = there.server.create_forum_channel("questions")
    await simulated.set_tags(forum, "Beans", "Solved")
    community.env.backend.edit_channel(
        forum.id, {"available_tags": [{**tag, "emoji_name": "☕"} for tag in forum._channel.available_tags]}
    )
    await community.env.settle()
    before = [dict(tag) for tag in there.channel("questions").available_tags]

    done = await there.apply(await there.setup())

    assert "got the tags **Open**, **Closed**" in shown(done)
    after = there.channel("questions").available_tags
    assert [(tag["id"], tag["name"], tag["emoji_name"]) for tag in after[:2]] == [
        (tag["id"], tag["name"], tag["emoji_name"]) for tag in before
    ]
    assert [tag["name"] for tag in after] == ["Beans", "Solved", "Open", "Closed"]


async def test_a_forum_with_twenty_tags_is_used_as_it_is(community: Community) -> None:
    there = await place(community)
    forum = there.server.create_forum_channel("questions")
    await simulated.set_tags(forum, *(f"topic {number}" for number in range(20)))

    proposal = await there.setup()
    assert "has no room for the tags" in shown(proposal)
    done = await there.apply(proposal)

    assert "has no room for the tags" in shown(done)
    assert len(there.tags("questions")) == 20
    assert (await there.questions()).forum_channel_id == forum.id


async def test_a_forum_with_room_for_one_tag_gets_one_as_when_somebody_asks(community: Community) -> None:
    there = await place(community)
    forum = there.server.create_forum_channel("questions")
    await simulated.set_tags(forum, *(f"topic {number}" for number in range(19)))

    done = await there.apply(await there.setup())

    assert "got the tags **Open**" in shown(done)
    assert "has no room for the tags **Solved**, **Closed**" in shown(done)
    assert there.tags("questions")[-1] == "Open"


async def test_the_staff_role_that_is_made_can_be_mentioned(community: Community) -> None:
    bare = await place(community)

    proposal = await bare.setup()
    assert shown(proposal).count("everybody can mention it") == 1
    await bare.apply(proposal)

    roles = {role.name: role.mentionable for role in community.env.backend.get_guild(bare.server.id).roles.values()}
    assert roles["Staff"] and not roles["Moderators"]


async def hidden_queue(there: Place, *, bot_sees: bool) -> simcord.ChannelHandle:
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        there.server.default_role: discord.PermissionOverwrite(view_channel=False)
    }
    if bot_sees:
        overwrites[there.server.me] = discord.PermissionOverwrite(view_channel=True)
    queue = there.server.create_text_channel("mod-queue", overwrites=overwrites)
    await there.community.env.settle()
    return queue


async def test_moderators_are_let_into_a_queue_that_was_hidden_from_them(community: Community) -> None:
    there = await place(community)
    moderators = there.server.create_role("Mods")
    queue = await hidden_queue(there, bot_sees=True)

    done = await there.apply(await there.setup())

    assert "The moderators' role can see" in shown(done)
    guild = community.bot.get_guild(there.server.id)
    assert guild is not None
    channel, role = guild.get_channel(queue.id), guild.get_role(moderators.id)
    assert channel is not None and role is not None and channel.permissions_for(role).view_channel


async def test_a_channel_i_can_not_see_myself_is_pointed_out(community: Community) -> None:
    there = await place(community)
    there.server.create_role("Mods")
    await hidden_queue(there, bot_sees=False)

    proposal = await there.setup()
    assert "I can't see" in shown(proposal) and "and allow View Channels" in shown(proposal)
    done = await there.apply(proposal)

    assert "❌" not in shown(done) and "I can't see" in shown(done)


@pytest.mark.parametrize(
    ("locale", "words"), [("en-US", "I lack **Manage Threads**"), ("ja", "**スレッドの管理** の権限がありません")]
)
async def test_what_i_may_not_do_in_a_channel_is_pointed_out(community: Community, locale: str, words: str) -> None:
    there = await place(community, locale=locale)
    there.server.create_forum_channel("questions")
    await simulated.take_from_bot(there.server, "manage_threads")

    proposal = await there.setup()
    assert words in shown(proposal)
    done = await there.apply(proposal)

    assert "❌" not in shown(done) and words in shown(done)
    again = shown(await there.setup())
    assert words in again and say(Language.of_locale(locale), "setup-intro-warned") in again


async def test_a_channel_deleted_since_it_was_shown_is_not_made_unasked(community: Community) -> None:
    there = await place(community)
    forum = there.server.create_forum_channel("questions")
    proposal = await there.setup()
    community.env.backend.delete_channel(forum.id)
    await community.env.settle()
    before = there.names()

    assert "has changed since this was shown" in private_text(await there.apply(proposal))
    assert there.names() == before


# Choosing differently ---------------------------------------------------------------------------------------------


async def test_an_admin_can_use_another_channel_a_new_one_or_none(community: Community) -> None:
    bare = await place(community)
    bare.server.create_forum_channel("questions")
    await community.env.settle()

    proposal = await bare.choose(await bare.setup(), "questions", "use", bare.lobby)
    assert f"Use <#{bare.lobby.id}>" in shown(proposal) and "is a text channel" in shown(proposal)
    proposal = await bare.choose(proposal, "staff", "skip")
    proposal = await bare.choose(proposal, "queue", "anew")
    done = await bare.apply(proposal)

    assert "❌" not in shown(done)
    assert (await bare.questions()).forum_channel_id == bare.lobby.id
    assert (await bare.shared()).staff_role_ids == frozenset()
    assert "Staff" not in bare.names() and "mod-queue" in bare.names()


async def test_choices_survive_a_restart(community: Community) -> None:
    bare = await place(community)
    proposal = await bare.choose(await bare.setup(), "questions", "use", bare.lobby)

    await community.restart()
    await bare.apply(proposal)

    assert (await bare.questions()).forum_channel_id == bare.lobby.id


async def test_choosing_nothing_is_explained(community: Community) -> None:
    bare = await place(community, locale="ja")
    proposal = await bare.setup()

    assert "選んでください" in private_text(await bare.choose(proposal, "queue", "use"))


async def test_everyone_is_not_taken_for_staff(community: Community) -> None:
    bare = await place(community)

    refused = await bare.choose(await bare.setup(), "staff", "use", bare.server.default_role)

    assert "can't be used for this" in private_text(refused)


# Two at once, and Discord failing ---------------------------------------------------------------------------------


async def test_two_presses_at_once_make_everything_once(community: Community) -> None:
    bare = await place(community)
    proposal = await bare.choose(await bare.setup(), "questions", "anew")

    _, second = await simulated.at_once(community.env, bare.apply(proposal), bare.apply(proposal))

    assert sorted(bare.names()).count("questions") == 1
    assert bare.names().count("Staff") == bare.names().count("mod-queue") == 1
    assert "has changed since this was shown" in private_text(second)


FAILURES = [
    (403, 50013, "I lack the permission **Manage"),
    (404, 10004, "was deleted in the meantime"),
    (429, 0, "Discord didn't answer"),
    (500, 0, "Discord didn't answer"),
    (400, 99999, "Discord refused (code 99999)"),
]


@pytest.mark.parametrize(("status", "code", "words"), FAILURES)
@pytest.mark.parametrize("failing", ["roles", "channels"])
async def test_whatever_discord_refuses_the_rest_is_kept_and_the_next_run_completes_it(
    community: Community, status: int, code: int, words: str, failing: str
) -> None:
    bare = await place(community)
    proposal = await bare.setup()
    community.env.inject_error("POST", f"/guilds/{bare.server.id}/{failing}", status=status, code=code, times=None)

    partly = await bare.apply(proposal)
    assert "Done in part" in shown(partly) and words in shown(partly)
    kept = set(bare.names())
    assert ("Staff" in kept, "mod-queue" in kept) == (failing == "channels", failing == "roles")

    community.works_again()
    again = await bare.admin.click(answer(partly), custom_id="setup:again")
    done = await bare.apply(again)

    assert "❌" not in shown(done) and "is done" in shown(done)
    assert kept < set(bare.names())
    assert all(bare.names().count(name) == 1 for name in ("Staff", "Moderators", "mod-queue", "questions"))


async def test_where_discord_allows_no_forum_a_text_channel_is_made_and_said(community: Community) -> None:
    bare = await place(community)
    proposal = await bare.choose(await bare.setup(), "queue", "skip")
    community.fails("POST", f"/guilds/{bare.server.id}/channels", 400, code=50024)

    done = await bare.apply(proposal)

    assert "made as a text channel, because Discord allows no forum here" in shown(done)
    made = bare.channel("questions")
    assert made.type == discord.ChannelType.text.value
    assert (await bare.questions()).forum_channel_id == made.id


async def test_a_full_server_is_named_as_the_reason(community: Community) -> None:
    bare = await place(community)
    proposal = await bare.setup()
    community.fails("POST", f"/guilds/{bare.server.id}/channels", 400, code=30013, times=None)

    assert "Discord allows no more channels" in shown(await bare.apply(proposal))


async def test_a_channel_that_was_made_though_discord_said_otherwise_is_found_again(community: Community) -> None:
    bare = await place(community)
    await bare.apply(await bare.setup())
    # As after a crash between Discord's answer and our row.
    await community.app.settings.change(bare.server.id, QuestionSettings, {"forum_channel_id": None}, by=None)

    done = await bare.apply(await bare.setup())

    assert bare.names().count("questions") == 1
    assert (await bare.questions()).forum_channel_id == bare.channel("questions").id
    assert "is used now" in shown(done)


async def test_tags_that_discord_refuses_leave_the_forum_set(community: Community) -> None:
    there = await place(community)
    forum = there.server.create_forum_channel("questions")
    await community.env.settle()
    proposal = await there.setup()
    community.fails("PATCH", f"/channels/{forum.id}", 403, code=50013)

    partly = await there.apply(proposal)

    assert "I lack the permission **Manage Channels**" in shown(partly)
    assert (await there.questions()).forum_channel_id == forum.id


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en-US", "**Manage Roles**: server settings → Roles"), ("ja", "**ロールの管理** の権限が必要です")],
)
async def test_a_permission_i_lack_is_named_before_anything_happens(
    community: Community, locale: str, words: str
) -> None:
    bare = await place(community, locale=locale)
    await simulated.take_from_bot(bare.server, "manage_roles")

    proposal = await bare.setup()
    assert words in shown(proposal)
    partly = await bare.apply(proposal)

    assert words.split("**")[1] in shown(partly) and "❌" in shown(partly)
    assert bare.channel("質問" if locale == "ja" else "questions")


async def test_settings_of_other_servers_stay_as_they_are(community: Community) -> None:
    before = await community.app.settings.get(community.server.id, ServerSettings)
    bare = await place(community)

    await bare.apply(await bare.setup())

    assert await community.app.settings.get(community.server.id, ServerSettings) == before


async def test_the_change_log_names_who_set_it_up(community: Community) -> None:
    bare = await place(community)
    await bare.apply(await bare.setup())

    changes = await community.app.settings.changes(bare.server.id)
    assert {change.changed_by for change in changes} == {bare.admin.id}
    assert {change.key for change in changes} == {
        "staff_role_ids",
        "moderator_role_ids",
        "queue_channel_id",
        "forum_channel_id",
        "announcement_channel_id",
    }


# The part for newcomers -------------------------------------------------------------------------------------------


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
