"""`/setup` on all kinds of servers, and with Discord failing in the middle: its first part."""

from typing import Any

import discord
import pytest
import simcord

from bot.i18n import Language, say
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.setup.place import FAILURES, Place, place
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, private_text

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
