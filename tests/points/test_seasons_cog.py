"""The end of a season on Discord, and the hall of fame."""

from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord
from sqlalchemy import update

from bot.due import State, due_row
from bot.points.model import PointsSettings
from bot.points.rules import SEASON_POST
from bot.settings.model import ServerSettings
from tests.points.giving import give
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community

SEASON_OVER = timedelta(days=90)
"""From New Year, when a test begins, until the first quarter is over."""


@pytest_asyncio.fixture
async def season(community: Community) -> Community:
    """Helper 30 points, helper2 20 (all for help), asker 20."""
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    await earn(community, community.helper, 30)
    await earn(community, community.helper2, 20, helping=True)
    await earn(community, community.asker, 20)
    return community


async def earn(community: Community, member: simcord.MemberActor, points: int, *, helping: bool = False) -> None:
    await give(community.app, member.id, points, guild_id=community.server.id, helping=helping)


async def pass_season(community: Community) -> None:
    await community.later(days=SEASON_OVER.days)


def posts(community: Community) -> list[discord.Message]:
    return [
        message
        for message in community.general.history()
        if any(str(one.get("custom_id")).startswith("points:hall") for one in walk(raw(message)))
    ]


def raw(message: discord.Message) -> list[dict[str, object]]:
    return [component.to_dict() for component in message.components]  # type: ignore[misc]


def said(message: discord.Message) -> str:
    return "\n".join(str(one["content"]) for one in walk(raw(message)) if one.get("content"))


async def test_the_winners_are_posted_once_and_nobody_is_pinged(season: Community) -> None:
    await pass_season(season)
    await season.restart()
    await season.later(hours=1)

    [post] = posts(season)
    text = said(post)
    assert "The season is over: January–March 2026" in text
    assert f"🥇 <@{season.helper.id}> · 30 points" in text
    assert f"🥈 <@{season.helper2.id}> · 20 points" in text and f"🥈 <@{season.asker.id}> · 20 points" in text
    assert "### Most helpful" in text
    sent = [one.json for one in season.env.http_requests if one.method == "POST" and one.path.endswith("/messages")]
    assert sent[-1]["allowed_mentions"]["parse"] == []  # type: ignore[index]


async def test_it_is_said_in_the_servers_language(season: Community) -> None:
    await season.set(ServerSettings, language="ja")
    await pass_season(season)

    text = said(posts(season)[0])
    assert "2026年1～3月のシーズンが終わりました" in text
    assert f"🥇 <@{season.helper.id}> ・ 30ポイント" in text and "ポイント上位" in text


async def test_the_hall_of_fame_is_one_press_away_and_private(season: Community) -> None:
    await pass_season(season)

    result = await season.bystander.click(posts(season)[0], label="Hall of fame")

    assert "Hall of fame: January–March 2026" in shown(result) and answer(result).ephemeral


async def test_the_hall_of_fame_has_pages_in_both_languages_and_survives_a_restart(season: Community) -> None:
    empty = await season.bystander.slash(season.general, "hall-of-fame")
    assert "No season is over yet" in shown(empty)
    await pass_season(season)
    await earn(season, season.asker_ja, 7)
    await season.later(days=92)

    first = await season.asker_ja.slash(season.general, "hall-of-fame")
    assert "殿堂：2026年4～6月" in shown(first) and "7ポイント" in shown(first)
    await season.restart()
    turned = await season.asker_ja.click(answer(first), custom_id="points:hall-page:2")

    assert "殿堂：2026年1～3月" in shown(turned) and "points:hall-page:1" in buttons(answer(turned))


async def test_who_has_left_is_not_named(season: Community) -> None:
    season.server.remove_member(season.helper)
    await season.env.settle()
    await pass_season(season)

    text = said(posts(season)[0])
    assert "🥇 former member · 30 points" in text and f"<@{season.helper.id}>" not in text


async def test_a_season_without_a_channel_is_closed_all_the_same(season: Community) -> None:
    await season.set(PointsSettings, announcement_channel_id=None)
    await pass_season(season)

    assert posts(season) == []
    assert "30 points" in shown(await season.bystander.slash(season.general, "hall-of-fame"))
    assert "January–March" not in shown(await season.admin.slash(season.general, "doctor"))


async def test_a_season_in_which_nobody_earned_anything_makes_no_noise(community: Community) -> None:
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    await earn(community, community.helper, 5)
    await earn(community, community.helper, -5)
    await pass_season(community)

    assert posts(community) == []
    assert "Nobody earned points" in shown(await community.bystander.slash(community.general, "hall-of-fame"))


@pytest.mark.parametrize("status", [429, 500])
async def test_when_discord_is_busy_it_is_posted_a_little_later(season: Community, status: int) -> None:
    season.fails("POST", f"/channels/{season.general.id}/messages", status)
    await pass_season(season)
    assert posts(season) == []

    await season.restart()
    await season.later(minutes=2)
    await season.later(minutes=10)

    assert len(posts(season)) == 1


async def test_what_was_posted_before_a_crash_is_not_posted_again(season: Community) -> None:
    await pass_season(season)
    # as if the note that it was sent had been lost: the row is tried again, later than Discord knows the nonce
    async with season.app.database.write() as connection:
        await connection.execute(
            update(due_row)
            .where(due_row.c.kind == SEASON_POST)
            .values(state=State.OPEN, attempts=1, finished_at=None, due_at=season.env.now())
        )
    await season.later(minutes=30)

    assert len(posts(season)) == 1


async def test_a_closed_channel_is_shown_and_tried_again_with_the_button(season: Community) -> None:
    season.fails("POST", f"/channels/{season.general.id}/messages", 403, code=50013, times=None)
    await pass_season(season)
    await season.later(hours=1)
    checkup = await season.admin.slash(season.general, "doctor")
    assert f"announcement channel {season.general.id}" in shown(checkup)
    season.works_again()

    await season.admin.click(answer(checkup), custom_id="doctor:retry")
    await season.run_due()

    assert len(posts(season)) == 1


async def test_a_season_that_ends_during_an_outage_counts_what_was_written_in_it(season: Community) -> None:
    await season.bystander.send(season.general, "Before the outage, so that the channel has a cursor.")
    await season.app.activity.flush()
    await season.env.pass_time(timedelta(days=89, hours=10))
    season.env.hang_up()
    for _ in range(5):
        await season.asker.send(season.general, f"Written while the bot was away, number {_}.")
        await season.env.pass_time(timedelta(minutes=10))
    await season.env.pass_time(timedelta(days=1))

    await season.restart()
    for _ in range(8):
        await season.later(minutes=5)

    [post] = posts(season)
    assert f"<@{season.asker.id}> · 25 points" in said(post)
    assert "some messages may be missing" not in said(post)


async def test_what_could_not_be_read_is_said(season: Community) -> None:
    await season.env.pass_time(timedelta(days=89, hours=10))
    season.app.activity.silent(season.server.id)
    await season.env.pass_time(timedelta(days=3))
    await season.run_due()

    assert "some messages may be missing" in said(posts(season)[0])
