"""`/leaderboard`: a private board with one's own place, or one for everybody to see."""

from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.i18n import Language
from bot.points.model import PointsSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from cogs.points.people import FIRST_STRONG_ISOLATE, name_in
from tests.points.giving import give
from tests.support.cards import answer, shown, walk
from tests.support.community import Community, private_text


async def given(community: Community, member: simcord.MemberActor, points: int, *, helping: bool = False) -> None:
    await give(community.app, member.id, points, guild_id=community.server.id, helping=helping)


async def crowd(community: Community, number: int) -> list[simcord.MemberActor]:
    """Return so many new members, the first with the most points."""
    members = [community.server.add_member(community.env.create_user(f"member{n}")) for n in range(number)]
    await community.env.settle()
    for index, member in enumerate(members):
        await given(community, member, 10 * (number - index))
    return members


def lines(text: str) -> list[str]:
    """Return the lines of members, without the marks around their names."""
    plain = text.replace(FIRST_STRONG_ISOLATE, "").replace("\u2069", "")
    return [line for line in plain.splitlines() if line.startswith(("🥇", "🥈", "🥉")) or "\\. **" in line]


def chosen(message: Any) -> list[str]:
    """Return what the menus of a board say is chosen."""
    menus = [part for part in walk(message.components) if part["type"] == 3]
    return [option["value"] for menu in menus for option in menu["options"] if option.get("default")]


# Reading


async def test_a_board_has_medals_and_ones_own_place(community: Community) -> None:
    await given(community, community.helper, 1200)
    await given(community, community.helper2, 30)
    await given(community, community.asker, 30)
    await given(community, community.bystander, 1)

    result = await community.bystander.slash(community.general, "leaderboard")

    assert answer(result).ephemeral
    assert lines(shown(result)) == [
        "🥇 **helper** · 1,200 points",
        "🥈 **helper2** · 30 points",
        "🥈 **asker** · 30 points",
        "4\\. **bystander** · 1 point",
    ]
    assert "**Your place: 4** of 4 · 1 point" in shown(result)
    assert "All time · All points · 4 members" in shown(result)


async def test_a_board_speaks_the_readers_language(community: Community) -> None:
    await given(community, community.helper_ja, 12)
    said = shown(await community.helper_ja.slash(community.general, "leaderboard"))
    assert "累計 · すべてのポイント · 1人" in said
    assert lines(said) == ["🥇 **helper\\_ja** · 12ポイント"]
    assert "**あなたは1人中1位** · 12ポイント" in said
    assert "自分を表示しない" in said


async def test_a_board_without_anybody_says_so(community: Community) -> None:
    result = await community.helper.slash(community.general, "leaderboard")
    assert "Nobody has points yet." in shown(result)
    assert "You aren't on this leaderboard yet." in shown(result)
    for value, said in (("season", "Nobody has points in this season yet."), ("recent", "Nobody has points yet.")):
        result = await community.helper.select(answer(result), [value], custom_id=_menu(result, "period"))
        assert said in shown(result)
    result = await community.helper.select(answer(result), ["helpers"], custom_id=_menu(result, "scope"))
    assert "Nobody has helped yet" in shown(result)


def _menu(result: InteractionResult, name: str) -> str:
    menus = [str(part["custom_id"]) for part in walk(answer(result).components) if part["type"] == 3]
    return next(custom_id for custom_id in menus if custom_id.startswith(f"points:board-{name}:"))


async def test_period_and_scope_are_kept_together(community: Community) -> None:
    await given(community, community.helper, 5, helping=True)
    await given(community, community.helper2, 50)
    result = await community.helper.slash(community.general, "leaderboard")
    result = await community.helper.select(answer(result), ["helpers"], custom_id=_menu(result, "scope"))
    assert lines(shown(result)) == ["🥇 **helper** · 5 points"]
    result = await community.helper.select(answer(result), ["season"], custom_id=_menu(result, "period"))
    assert lines(shown(result)) == ["🥇 **helper** · 5 points"]
    assert chosen(answer(result)) == ["season", "helpers"]
    assert "This season · Helpers only · ends <t:" in shown(result)


async def test_without_seasons_none_is_offered(community: Community) -> None:
    await community.set(PointsSettings, seasons="none")
    assert "This season" not in shown(await community.helper.slash(community.general, "leaderboard"))


@pytest.mark.parametrize(("members", "paged"), [(10, False), (11, True)])
async def test_the_eleventh_is_on_another_page(community: Community, members: int, paged: bool) -> None:
    people = await crowd(community, members)
    result = await people[0].slash(community.general, "leaderboard")
    assert len(lines(shown(result))) == 10
    assert ("Page 1 of 2" in shown(result)) is paged
    assert ("Next" in shown(result)) is paged


async def test_pages_turn_after_a_restart(community: Community) -> None:
    people = await crowd(community, 23)
    result = await people[0].slash(community.general, "leaderboard")
    await community.restart()
    result = await people[0].click(answer(result), label="Next")
    assert lines(shown(result))[0] == "11\\. **member10** · 130 points"
    result = await people[0].click(answer(result), label="Next")
    assert len(lines(shown(result))) == 3
    assert "**Your place: 1** of 23" in shown(result)
    result = await people[0].click(answer(result), label="Back")
    assert "Page 2 of 3" in shown(result)


async def test_a_page_that_is_gone_is_the_last_one(community: Community) -> None:
    people = await crowd(community, 11)
    result = await people[0].slash(community.general, "leaderboard")
    await community.app.points.boards.set_hidden(guild_id=community.server.id, member_id=people[10].id, hidden=True)
    result = await people[0].click(answer(result), label="Next")
    assert len(lines(shown(result))) == 10 and "Page" not in shown(result)


# Names


async def test_names_of_any_kind_are_shown_as_they_are(community: Community) -> None:
    named = ["縁側の灯", "🌸さくら 👩‍💻🇯🇵", "W" * 32, "_*tricky* <@123456789012345678>", "محمد"]
    for number, name in enumerate(named):
        member = community.server.add_member(community.env.create_user(f"u{number}", global_name=name))
        await community.env.settle()
        await given(community, member, 100 - number)
    said = lines(shown(await community.helper.slash(community.general, "leaderboard")))
    assert [line.split("**")[1] for line in said] == [
        "縁側の灯",
        "🌸さくら 👩‍💻🇯🇵",
        "W" * 32,
        "\\_\\*tricky\\* <@\u200b123456789012345678>",
        "محمد",
    ]


async def test_who_left_is_a_former_member_and_is_back_when_they_are(community: Community) -> None:
    await given(community, community.helper, 5)
    community.server.remove_member(community.helper)
    await community.env.settle()
    result = await community.bystander.slash(community.general, "leaderboard")
    assert lines(shown(result)) == ["🥇 **former member** · 5 points"]
    assert str(community.helper.id) not in shown(result)
    community.server.add_member(community.helper.user)
    await community.env.settle()
    assert "helper" in shown(await community.bystander.slash(community.general, "leaderboard"))


async def test_where_discord_doesnt_say_who_they_are_they_are_mentioned(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_late(*_: object, **__: object) -> list[discord.Member]:
        raise TimeoutError

    await given(community, community.helper, 5)
    monkeypatch.setattr(discord.Guild, "query_members", too_late)
    result = await community.bystander.slash(community.general, "leaderboard")
    assert lines(shown(result)) == [f"🥇 **<@{community.helper.id}>** · 5 points"]


def test_a_name_nobody_can_see_becomes_a_mention() -> None:
    class Unnamed:
        display_name, mention = "\u3164", "<@5>"

    assert name_in({5: Unnamed()}, 5, Language.EN) == "<@5>"  # type: ignore[dict-item]


# Hiding


async def test_who_hides_disappears_at_once_and_comes_back(community: Community) -> None:
    await given(community, community.helper, 50)
    await given(community, community.helper2, 5)
    result = await community.helper.slash(community.general, "leaderboard")
    hidden = await community.helper.click(answer(result), label="Hide me")
    assert lines(shown(hidden)) == ["🥇 **helper2** · 5 points"]
    assert "You are hidden: only you see that you have 50 points." in shown(hidden)
    others = await community.helper2.slash(community.general, "leaderboard")
    assert lines(shown(others)) == ["🥇 **helper2** · 5 points"]

    await community.restart()
    back = await community.helper.click(answer(hidden), label="Show me")
    assert lines(shown(back))[0] == "🥇 **helper** · 50 points"
    assert "**Your place: 1** of 2" in shown(back)


async def test_two_presses_at_once_hide_once(community: Community) -> None:
    await given(community, community.helper, 50)
    await given(community, community.helper2, 5)
    boards = [answer(await community.helper.slash(community.general, "leaderboard")) for _ in range(2)]
    await simulated.at_once(community.env, *(community.helper.click(board, label="Hide me") for board in boards))
    others = await community.helper2.slash(community.general, "leaderboard")
    assert "**Your place: 1** of 1" in shown(others)
    assert (await community.app.points.recompute.compare()).differences == ()


async def test_whoever_has_no_points_can_hide_beforehand(community: Community) -> None:
    result = await community.helper.slash(community.general, "leaderboard")
    assert "You are hidden" in shown(await community.helper.click(answer(result), label="Hide me"))
    await given(community, community.helper, 50)
    assert lines(shown(await community.helper2.slash(community.general, "leaderboard"))) == []


# Staff


async def test_staff_are_left_out_and_told(community: Community) -> None:
    await given(community, community.staff, 50)
    await given(community, community.helper, 5)
    result = await community.staff.slash(community.general, "leaderboard")
    assert lines(shown(result)) == ["🥇 **helper** · 5 points"]
    assert "This server leaves staff out of its leaderboards." in shown(result)


async def test_staff_who_havent_been_seen_leave_the_board_when_it_is_shown(community: Community) -> None:
    """Nobody reads roles of members who write nothing: the board itself does, for those who are on it."""
    people = await crowd(community, 10)
    await given(community, community.staff, 500)
    await given(community, community.helper, 5)
    result = await people[0].slash(community.general, "leaderboard")
    assert len(lines(shown(result))) == 10 and "staff" not in shown(result)
    assert "**Your place: 1** of 11" in shown(result)


async def test_when_staff_roles_change_the_board_follows(community: Community) -> None:
    await given(community, community.staff, 50)
    await given(community, community.moderator, 20)
    await community.staff.slash(community.general, "leaderboard")
    await community.set(ServerSettings, staff_role_ids=[community.roles["moderators"].id])
    said = shown(await community.staff.slash(community.general, "leaderboard"))
    assert lines(said) == ["🥇 **staff** · 50 points"]


# For everybody


async def test_a_public_board_is_nobodys_own(community: Community) -> None:
    await given(community, community.helper_ja, 50)
    result = await community.helper_ja.slash(community.general, "leaderboard", public=True)
    assert not answer(result).ephemeral
    said = shown(result)
    assert "Leaderboard" in said and lines(said) == ["🥇 **helper\\_ja** · 50 points"], "in the server's language"
    assert "Your place" not in said and "Hide me" not in said


async def test_menus_of_a_public_board_open_ones_own(community: Community) -> None:
    people = await crowd(community, 11)
    public = await people[0].slash(community.general, "leaderboard", public=True)
    before = shown(public)
    own = await people[10].click(answer(public), label="Next")
    assert "**Your place: 11** of 11" in private_text_of(own)
    own = await people[10].select(answer(public), ["recent"], custom_id=_menu(public, "period"))
    assert "Last 30 days" in private_text_of(own)
    message = community.general.last_message
    assert message is not None and "Page 1 of 2" in before


def private_text_of(result: InteractionResult) -> str:
    assert answer(result).ephemeral
    return shown(result)


# Trouble


@pytest.mark.parametrize(
    "custom_id",
    ["points:board-page:1:for_ever:all", "points:board-page:1:all_time:nobody", "points:board-page:x:all_time:all"],
)
async def test_a_forged_button_is_refused(community: Community, custom_id: str) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Forged", custom_id=custom_id))
    view.stop()
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("forged", view=view)
    refused = await community.helper.click(message, label="Forged")
    assert "This button is no longer in use." in private_text(refused)


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_when_discord_fails_the_next_press_works(community: Community, status: int) -> None:
    await given(community, community.helper, 50)
    result = await community.helper.slash(community.general, "leaderboard")
    community.fails("PATCH", "/webhooks/*", status, code=10008 if status == 404 else 0)
    failed = await community.helper.click(answer(result), label="Hide me")
    assert shown(failed) or simulated.said(failed)
    community.works_again()
    again = await community.helper.slash(community.general, "leaderboard")
    assert "You are hidden" in shown(again), "what was pressed was done"


async def test_many_readers_at_once_each_get_their_own(community: Community) -> None:
    people = await crowd(community, 5)
    results = await simulated.at_once(
        community.env, *(member.slash(community.general, "leaderboard") for member in people)
    )
    assert [f"**Your place: {place}**" in shown(result) for place, result in enumerate(results, 1)] == [True] * 5
