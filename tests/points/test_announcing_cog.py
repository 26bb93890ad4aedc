"""Rank-ups: told in the channel, all of a minute together, or privately below somebody's next answer."""

import discord
import pytest
import pytest_asyncio
import simcord

from bot.points.model import Announcement, PointsSettings
from bot.points.ranks import Draft
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.points.giving import give, standing
from tests.support.cards import answer, shown
from tests.support.community import Community, private_text


@pytest_asyncio.fixture
async def ranked(community: Community) -> Community:
    """Two ranks without roles; rank-ups are announced in #general."""
    for name, threshold in (("Friend", 10), ("Regular", 50)):
        await community.app.points.ranks.add(Draft(name=name, threshold=threshold), guild_id=community.server.id)
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    await community.run_due()
    return community


async def earn(community: Community, member: simcord.MemberActor, points: int) -> None:
    await give(community.app, member.id, points, guild_id=community.server.id)


def announced(community: Community) -> list[str]:
    """What stands in the channel, the oldest first."""
    return [message.content for message in community.general.history() if message.author.bot]


def mentioned(community: Community) -> list[dict[str, object]]:
    return [
        one.json["allowed_mentions"]
        for one in community.env.http_requests
        if one.method == "POST" and one.path == f"/channels/{community.general.id}/messages" and one.json
    ]


async def test_a_rank_up_is_announced_once_and_mentions_that_member_only(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()
    await earn(ranked, ranked.helper, -5)
    await earn(ranked, ranked.helper, 5)
    await ranked.later(minutes=5)

    assert announced(ranked) == [f"🎉 <@{ranked.helper.id}> has reached the rank **Friend**. Thank you for being here!"]
    [allowed] = mentioned(ranked)
    assert [int(one) for one in allowed["users"]] == [ranked.helper.id]  # type: ignore[attr-defined]
    assert not allowed.get("roles") and not allowed.get("parse")


async def test_it_is_said_in_the_servers_language(ranked: Community) -> None:
    await ranked.set(ServerSettings, language="ja")
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()

    assert announced(ranked) == [f"🎉 <@{ranked.helper.id}> さんが**Friend**になりました。いつもありがとうございます！"]


async def test_those_of_a_minute_share_a_message(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()
    for member in (ranked.helper2, ranked.asker, ranked.bystander):
        await earn(ranked, member, 50)
    await ranked.run_due()
    [first] = announced(ranked)
    await ranked.later(minutes=1, seconds=5)

    assert announced(ranked)[0] == first
    [second] = announced(ranked)[1:]
    assert "3 members have reached a new rank" in second
    assert all(f"<@{one.id}>: **Regular**" in second for one in (ranked.helper2, ranked.asker, ranked.bystander))


async def test_many_at_once_come_in_messages_that_fit(ranked: Community) -> None:
    long_name = "*" * 40
    await ranked.app.points.ranks.add(Draft(name=long_name, threshold=100), guild_id=ranked.server.id)
    for member_id in range(10**18, 10**18 + 40):
        await give(ranked.app, member_id, 100, guild_id=ranked.server.id)

    for _ in range(5):
        await ranked.later(minutes=1)

    said = announced(ranked)
    assert len(said) == 3 and all(len(one) <= 2000 for one in said)
    assert sum(one.count("<@") for one in said) == 40


async def test_only_the_highest_of_several_is_told(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await earn(ranked, ranked.helper, 90)
    await ranked.later(minutes=2)

    assert len(announced(ranked)) == 1 and "**Regular**" in announced(ranked)[0]


async def test_a_rank_that_is_lost_again_at_once_is_not_announced(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    await earn(ranked, ranked.helper, -10)
    await ranked.later(minutes=2)

    assert announced(ranked) == []


async def test_off_means_nobody_is_told(ranked: Community) -> None:
    await ranked.set(PointsSettings, announcements=Announcement.OFF)
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()

    assert announced(ranked) == []
    result = await ranked.helper.slash(ranked.general, "ranks list")
    assert not result.followups


@pytest.mark.parametrize("status", [429, 500])
async def test_when_discord_is_busy_it_is_said_a_little_later_and_once(ranked: Community, status: int) -> None:
    ranked.fails("POST", f"/channels/{ranked.general.id}/messages", status)
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()
    assert announced(ranked) == []

    await ranked.restart()
    await ranked.later(minutes=2)
    await ranked.later(minutes=10)

    assert len(announced(ranked)) == 1


async def test_what_was_sent_before_a_crash_is_not_sent_again(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 10)
    # Discord has taken the message, and its answer is lost with the process
    said = f"🎉 <@{ranked.helper.id}> has reached the rank **Friend**. Thank you for being here!"
    channel = ranked.bot.get_channel(ranked.general.id)
    assert isinstance(channel, discord.TextChannel)
    ranked.fails("POST", f"/channels/{ranked.general.id}/messages", 500)
    await ranked.run_due()
    await channel.send(said)

    await ranked.restart()
    await earn(ranked, ranked.helper2, 10)
    await ranked.later(minutes=10)
    await ranked.later(minutes=10)

    first, second = announced(ranked)
    assert first == said
    assert f"<@{ranked.helper2.id}>" in second and f"<@{ranked.helper.id}>" not in second


# A channel that can't be used -------------------------------------------------------------------------------------


async def test_a_closed_channel_is_shown_to_admins_tried_rarely_and_heals(ranked: Community) -> None:
    ranked.fails("POST", f"/channels/{ranked.general.id}/messages", 403, code=50013, times=None)
    before = len(mentioned(ranked))
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()
    for _ in range(5):
        await ranked.later(minutes=10)
    assert len(mentioned(ranked)) - before == 1
    assert f"announcement channel {ranked.general.id}" in shown(await ranked.admin.slash(ranked.general, "doctor"))

    ranked.works_again()
    await ranked.later(hours=6, minutes=1)
    await ranked.run_due()

    assert len(announced(ranked)) == 1


async def test_a_deleted_channel_is_shown_and_after_some_days_members_are_told_themselves(ranked: Community) -> None:
    news = ranked.server.create_text_channel("news")
    await ranked.env.settle()
    await ranked.set(PointsSettings, announcement_channel_id=news.id)
    ranked.env.backend.delete_channel(news.id)
    await ranked.env.settle()
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()
    checkup = shown(await ranked.admin.slash(ranked.general, "doctor"))
    assert "“Channel for announcements” (Points and ranks) names something that was deleted" in checkup

    await ranked.later(days=3, hours=1)
    await ranked.run_due()

    result = await ranked.helper.slash(ranked.general, "ranks list")
    assert "you have reached the rank **Friend**" in private_text(result)


async def test_without_a_channel_the_member_is_told(community: Community) -> None:
    await community.app.points.ranks.add(Draft(name="Friend", threshold=10), guild_id=community.server.id)
    await earn(community, community.helper, 10)
    await community.run_due()

    result = await community.helper.slash(community.general, "ranks list")

    assert "you have reached the rank **Friend**" in private_text(result)


async def test_who_hides_from_boards_is_told_alone(ranked: Community) -> None:
    await earn(ranked, ranked.helper, 1)
    async with ranked.app.database.write() as connection:
        shy = await standing(ranked.app, ranked.helper.id, guild_id=ranked.server.id)
        await ranked.app.points.ledger.set_hidden(connection, shy, hidden=True)
    await earn(ranked, ranked.helper, 10)
    await ranked.run_due()

    result = await ranked.helper.slash(ranked.general, "ranks list")

    assert announced(ranked) == []
    assert "you have reached the rank **Friend**" in private_text(result)


# Privately --------------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def private(ranked: Community) -> Community:
    await ranked.set(PointsSettings, announcements=Announcement.PRIVATE)
    return ranked


async def test_the_member_is_told_below_their_next_answer_once_and_nobody_else(private: Community) -> None:
    await earn(private, private.helper, 10)
    await private.run_due()
    assert announced(private) == []

    others = await private.bystander.slash(private.general, "ranks list")
    first = await private.helper.slash(private.general, "ranks list")
    second = await private.helper.slash(private.general, "ranks list")

    assert "with 10 points you have reached the rank **Friend**" in private_text(first)
    assert first.followups[-1].ephemeral
    assert not others.followups and not second.followups
    assert private.helper.user.dm_channel is None or not private.helper.user.dm_channel.history()


async def test_they_are_told_in_their_own_language_and_after_a_restart(private: Community) -> None:
    await earn(private, private.helper_ja, 10)
    await private.run_due()

    await private.restart()
    result = await private.helper_ja.slash(private.general, "ranks list")

    assert "10ポイントに到達し、ランクが**Friend**になりました" in private_text(result)


async def test_a_press_is_an_occasion_too_and_two_at_once_are_told_once(private: Community) -> None:
    checkup = await private.admin.slash(private.general, "doctor")
    await earn(private, private.admin, 10)
    await private.run_due()

    presses = [private.admin.click(answer(checkup), custom_id="doctor:again") for _ in range(2)]
    results = await simulated.at_once(private.env, *presses)

    told = [one for result in results for one in result.followups if "you have reached" in one.content]
    assert len(told) == 1 and told[0].ephemeral


async def test_the_next_rank_is_told_as_well(private: Community) -> None:
    await earn(private, private.helper, 10)
    await private.run_due()
    shown_list = await private.helper.slash(private.general, "ranks list")
    assert "you have reached" in private_text(shown_list)
    await earn(private, private.helper, 40)
    await private.run_due()

    rank_up = await private.app.points.announcing.private_of(guild_id=private.server.id, member_id=private.helper.id)
    assert rank_up is not None and rank_up.rank.name == "Regular"
    assert "**Regular**" in private_text(await private.helper.slash(private.general, "ranks list"))


async def test_what_could_not_be_said_is_said_next_time(private: Community) -> None:
    await earn(private, private.admin, 10)
    checkup = await private.admin.slash(private.general, "settings open")
    await earn(private, private.admin, 40)
    await private.run_due()
    assert checkup.acknowledged
    private.fails("POST", "/webhooks/*", 404, code=10015)
    failed = await private.admin.slash(private.general, "ranks list")
    assert failed.acknowledged
    private.works_again()

    assert "**Regular**" in private_text(await private.admin.slash(private.general, "ranks list"))
