"""The posted rules: they follow what is published, whatever becomes of their messages and their channel."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.guidelines.model import TEXT_MAX, GuidelineSettings
from bot.i18n import Language
from bot.settings.model import ServerSettings
from tests.guidelines.acting import (
    LONG,
    admin_actor,
    channel_for_rules,
    checkup,
    edit,
    posts,
    pressed,
    published,
    read,
    some_rules,
    suggested_published,
    told,
)
from tests.guidelines.house import terms
from tests.support.cards import answer, shown
from tests.support.community import Community

LONG_TEXT = LONG[:TEXT_MAX]
ASK = "guidelines:ask-publish"


def rules_in(channel: simcord.ChannelHandle) -> list[str]:
    """Return the headings of the rules as they stand in a channel, in reading order."""
    lines = "\n".join(read(message) for message in posts(channel)).splitlines()
    return [line.removeprefix("### ") for line in lines if line.startswith("### ")]


def deny(community: Community, channel: simcord.ChannelHandle, **permissions: bool) -> None:
    """Take permissions from the bot in a channel; none: give all back."""
    me = community.server.me
    assert me is not None
    role = community.server.roles[me.name]
    denied = discord.Permissions(**permissions).value
    overwrite = Overwrite(target_id=role.id, type=OverwriteType.ROLE, allow=0, deny=denied)
    community.env.backend.set_overwrite(channel.id, overwrite)


async def stored(community: Community) -> tuple[int, ...]:
    post = await community.app.guidelines.posting.post_of(guild_id=community.server.id)
    return post.message_ids if post else ()


# Posting ----------------------------------------------------------------------------------------------------------


async def test_rules_are_posted_and_can_be_agreed_to_from_there(community: Community) -> None:
    channel = await channel_for_rules(community)
    await suggested_published(community)
    assert posts(channel) == []
    await community.run_due()

    [message] = posts(channel)
    said = read(message)
    for expected in ("## Community rules", "Version 1 · since", "### 8. Listen to the team", "Read and agree"):
        assert expected in said
    pages = await community.asker.click(message, custom_id="guidelines:open")
    assert "### 1. Be kind and respectful" in told(pages)
    assert "Thank you" in told(await pressed(community.asker, pages, "guidelines:agree"))
    own = await community.asker_ja.click(message, custom_id="guidelines:own-language")
    assert "### 1. 思いやりと敬意をもって話す" in told(own)
    assert read(posts(channel)[0]) == said


async def test_they_are_in_the_servers_language(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(1))
    await community.run_due()
    assert rules_in(channel) == ["1. Rule 1"]

    await community.set(ServerSettings, language="ja")
    await community.run_due()

    [message] = posts(channel)
    assert "## コミュニティのルール" in read(message) and "### 1. ルール1" in read(message)
    assert "自分の言語で読む（In my language）" in read(message)


async def test_a_channel_set_later_gets_what_is_published(community: Community) -> None:
    await published(community, *some_rules(2))
    await community.run_due()
    channel = await channel_for_rules(community)
    await community.run_due()

    assert rules_in(channel) == ["1. Rule 1", "2. Rule 2"]


async def test_the_same_message_shows_the_next_version(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()
    [before] = posts(channel)

    await published(community, *some_rules(3), material=False)
    await community.run_due()

    [after] = posts(channel)
    assert after.id == before.id and "Version 2" in read(after) and len(rules_in(channel)) == 3


async def test_more_and_fewer_messages_as_rules_grow_and_shrink(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()
    await published(community, *some_rules(9, LONG_TEXT))
    await community.run_due()

    grown = posts(channel)
    assert len(grown) == 3 and rules_in(channel) == [f"{number}. Rule {number}" for number in range(1, 10)]
    assert ["Read and agree" in read(message) for message in grown] == [False, False, True]

    await published(community, *some_rules(2), material=False)
    await community.run_due()

    [left] = posts(channel)
    assert left.id == grown[0].id and rules_in(channel) == ["1. Rule 1", "2. Rule 2"]
    assert "Read and agree" in read(left)


async def test_nothing_is_posted_without_a_channel_or_rules(community: Community) -> None:
    channel = await channel_for_rules(community)
    await community.run_due()

    assert posts(channel) == [] and posts(community.general) == []


# What becomes of them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_a_deleted_message_comes_back_in_order(community: Community, lost: int) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(9, LONG_TEXT))
    await community.run_due()
    before = [message.id for message in posts(channel)]

    await _delete(community, posts(channel)[lost])
    await community.run_due()

    after = [message.id for message in posts(channel)]
    assert after[:lost] == before[:lost] and len(after) == 3
    assert rules_in(channel) == [f"{number}. Rule {number}" for number in range(1, 10)]


async def _delete(community: Community, message: discord.Message) -> None:
    """Have a moderator delete a message of the bot."""
    await community.env.pass_time(timedelta(seconds=1))
    await community.moderator.delete(message)
    await community.env.settle()


async def test_messages_deleted_while_the_bot_was_away_come_back(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()
    community.env.hang_up()
    await _delete(community, posts(channel)[0])
    await community.restart()

    assert "Some of the rules posted in" in await checkup(community)
    await community.later(hours=6)
    await community.later(minutes=1)

    assert rules_in(channel) == ["1. Rule 1", "2. Rule 2"]
    assert "are up to date" in await checkup(community)


async def test_other_messages_are_left_alone(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()
    await community.asker.send(channel, "Hello!")
    other = await community.asker.send(channel, "Delete me")
    await community.asker.delete(other)
    await published(community, *some_rules(9, LONG_TEXT))
    await community.run_due()

    assert [message.content for message in posts(channel)] == ["", "Hello!", "", ""]


async def test_another_channel_takes_them_over(community: Community) -> None:
    first = await channel_for_rules(community)
    await published(community, *some_rules(9, LONG_TEXT))
    await community.run_due()

    second = await channel_for_rules(community, "new-rules")
    await community.run_due()
    await community.run_due()

    assert posts(first) == [] and len(posts(second)) == 3


async def test_without_a_channel_they_are_taken_down(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()

    await community.set(GuidelineSettings, channel_id=None)
    await community.run_due()
    await community.run_due()

    assert posts(channel) == [] and await stored(community) == ()


async def test_a_deleted_channel_is_told_to_admins_and_another_one_mends_it(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()
    guild: Any = community.bot.get_guild(community.server.id)
    await guild.get_channel(channel.id).delete()
    await community.env.settle()
    await published(community, *some_rules(3))
    await community.run_due()

    assert "was deleted" in await checkup(community)
    other = await channel_for_rules(community, "rules-again")
    await community.run_due()

    assert len(rules_in(other)) == 3
    assert "was deleted" not in await checkup(community)


@pytest.mark.parametrize("lacking", ["send_messages", "view_channel"])
async def test_a_closed_channel_is_told_to_admins_and_opened_again(community: Community, lacking: str) -> None:
    channel = await channel_for_rules(community)
    deny(community, channel, **{lacking: True})
    await community.env.settle()
    await published(community, *some_rules(2))
    await community.run_due()

    assert "I could not post the rules in" in await checkup(community)
    assert "ルールを掲示できませんでした" in await checkup(community, community.admin_ja)
    deny(community, channel)
    await community.env.settle()
    await community.later(hours=6)
    await community.later(minutes=1)

    assert rules_in(channel) == ["1. Rule 1", "2. Rule 2"]
    assert "I could not post" not in await checkup(community)


async def test_who_publishes_hears_where_the_rules_are_posted(community: Community) -> None:
    channel = await channel_for_rules(community)
    asked = await pressed(
        community.admin, await pressed(community.admin, await edit(community), "guidelines:begin:suggested"), ASK
    )
    assert f"-# The rules are posted in <#{channel.id}>" in shown(asked)

    done = await pressed(community.admin, asked, "guidelines:publish")

    assert f"-# The rules are posted in <#{channel.id}>" in shown(done)


@pytest.mark.parametrize("lacking", ["send_messages", "view_channel"])
async def test_who_publishes_hears_that_the_channel_is_closed(community: Community, lacking: str) -> None:
    channel = await channel_for_rules(community)
    deny(community, channel, **{lacking: True})
    await community.env.settle()
    draft = await pressed(community.admin_ja, await edit(community, community.admin_ja), "guidelines:begin:suggested")
    english = await pressed(community.admin, await edit(community), ASK)
    japanese = await pressed(community.admin_ja, draft, ASK)
    for asked, said in ((english, "can't post them there"), (japanese, "投稿できません")):
        assert f"<#{channel.id}>" in shown(asked) and said in shown(asked)
        assert "The rules are posted" not in shown(asked) and "掲示され" not in shown(asked)

    done = await pressed(community.admin, english, "guidelines:publish")

    assert "Version 1 is published" in shown(done) and "can't post them there" in shown(done)


async def test_admins_can_have_it_tried_at_once(community: Community) -> None:
    channel = await channel_for_rules(community)
    deny(community, channel, send_messages=True)
    await community.env.settle()
    await published(community, *some_rules(2))
    await community.run_due()
    report = await community.admin.slash(community.general, "doctor")
    deny(community, channel)
    await community.env.settle()

    await community.admin.click(report.response or answer(report), custom_id="doctor:retry")
    await community.run_due()

    assert rules_in(channel) == ["1. Rule 1", "2. Rule 2"]


# When Discord fails -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500])
async def test_what_discord_is_too_busy_for_is_posted_later(community: Community, status: int) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(9, LONG_TEXT))
    community.fails("POST", f"/channels/{channel.id}/messages", status, times=2)
    await community.run_due()
    assert posts(channel) == []

    await community.later(minutes=2)
    await community.later(minutes=10)

    assert rules_in(channel) == [f"{number}. Rule {number}" for number in range(1, 10)] and len(posts(channel)) == 3


@pytest.mark.parametrize("status", [403, 404])
async def test_what_discord_refuses_is_told_to_admins(community: Community, status: int) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    community.fails("POST", f"/channels/{channel.id}/messages", status, times=None)
    await community.run_due()

    assert "I could not post the rules in" in await checkup(community)
    community.works_again()
    await community.later(hours=7)
    await community.later(minutes=1)
    assert len(posts(channel)) == 1


@pytest.mark.parametrize("status", [403, 500])
async def test_a_message_that_can_not_be_edited_is_edited_later(community: Community, status: int) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(2))
    await community.run_due()
    await published(community, *some_rules(3))
    community.fails("PATCH", f"/channels/{channel.id}/messages/*", status, times=1)
    await community.run_due()
    assert len(rules_in(channel)) == 2

    await community.later(hours=7)
    await community.later(minutes=1)

    assert len(rules_in(channel)) == 3 and len(posts(channel)) == 1


@pytest.mark.parametrize("after", [1, 2])
async def test_a_restart_in_between_posts_nothing_twice(community: Community, after: int) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(9, LONG_TEXT))
    posting = community.app.guidelines.posting
    keep, calls = posting.keep, 0

    async def dies(**values: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > after:  # the message is sent, and that can't be noted any more
            raise KeyboardInterrupt
        await keep(**values)

    posting.keep = dies  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        await community.app.due.sweep()
    assert len(posts(channel)) == after
    await community.env.pass_time(timedelta(minutes=30))  # longer than Discord knows a nonce
    await community.restart()
    await community.run_due()

    assert len(posts(channel)) == 3 and rules_in(channel) == [f"{n}. Rule {n}" for n in range(1, 10)]
    assert await stored(community) == tuple(message.id for message in posts(channel))


async def test_an_old_message_that_can_not_be_deleted_is_told_to_admins(community: Community) -> None:
    first = await channel_for_rules(community)
    await published(community, *some_rules(1))
    await community.run_due()
    community.fails("DELETE", f"/channels/{first.id}/messages/*", 403)
    second = await channel_for_rules(community, "new-rules")
    await community.run_due()
    await community.run_due()

    assert len(posts(second)) == 1 and len(posts(first)) == 1
    assert "can't be deleted" in await checkup(community)


async def test_two_publications_in_a_row_end_with_the_second(community: Community) -> None:
    channel = await channel_for_rules(community)
    await published(community, *some_rules(1))
    await published(community, *some_rules(2))
    await community.run_due()

    assert rules_in(channel) == ["1. Rule 1", "2. Rule 2"] and len(posts(channel)) == 1


# /doctor ----------------------------------------------------------------------------------------------------------


async def test_the_checkup_knows_how_the_rules_stand(community: Community) -> None:
    assert "There are no rules that members could agree to" in await checkup(community)
    await community.app.guidelines.drafting.begin([terms()], by=admin_actor(community), main=Language.EN)
    assert "A first draft of the rules was begun, but never published" in await checkup(community)
    assert "まだ公開されていません" in await checkup(community, community.admin_ja)

    draft = await community.app.guidelines.drafting.get(by=admin_actor(community))
    await community.app.guidelines.drafting.publish(by=admin_actor(community), stamp=draft.version.stamp, material=True)
    assert "There are no rules" not in await checkup(community)
    channel = await channel_for_rules(community)
    assert "are not yet the latest" in await checkup(community)
    await community.run_due()
    assert f"The rules posted in <#{channel.id}> are up to date" in await checkup(community)


async def test_a_draft_that_waits_for_long_is_mentioned(community: Community) -> None:
    await published(community, *some_rules(1))
    drafting, by = community.app.guidelines.drafting, admin_actor(community)
    draft = await drafting.open(by=by)
    assert draft is not None
    await community.later(days=15)
    assert "A draft of the rules" not in await checkup(community)  # it changes nothing

    await drafting.add(terms("Another"), by=by, stamp=draft.version.stamp, main=Language.EN)
    assert "A draft of the rules" not in await checkup(community)
    await community.later(days=15)
    assert "A draft of the rules has been waiting since" in await checkup(community)
