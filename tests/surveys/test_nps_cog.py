"""The NPS on Discord: asked by mention or below an answer, started by hand, and shown with its interval."""

from datetime import timedelta
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.surveys import rules
from bot.surveys.model import Given, Survey, SurveySettings
from bot.surveys.store import catalogue, people, rounds
from bot.ui.charts import drawing  # noqa: F401 - matplotlib takes seconds to load on a busy machine, SimCord waits for five
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, private_text
from tests.surveys.acting_building import with_channel
from tests.surveys.forms import filled, questions_of


@pytest.fixture
async def channel(community: Community) -> simcord.ChannelHandle:
    """The channel for surveys, in a server whose members have been there for a month, and have written something."""
    found = await with_channel(community)
    people = (community.asker, community.helper, community.helper2, community.bystander, community.asker_ja)
    for one in (*people, community.helper_ja):
        await one.send(community.general, "Hello")
    await community.app.activity.flush()
    await community.env.pass_time(timedelta(days=30))
    return found


async def started(community: Community, who: simcord.MemberActor | None = None) -> InteractionResult:
    return await (who or community.admin).slash(community.general, "nps start")


async def running(community: Community) -> Survey:
    async with community.app.database.read() as connection:
        found = await rounds.open_round(connection, guild_id=community.server.id)
    assert found is not None
    return found


async def answered(community: Community, survey_id: int, numbers: list[int]) -> None:
    """Have people nobody else in these tests needs answer a round."""
    number, reason = await questions_of(community.app, survey_id)
    ids = range(2_000, 2_000 + len(numbers))
    async with community.app.database.write() as connection:
        on = community.env.now().date()
        await people.invite(connection, ids, guild_id=community.server.id, survey_id=survey_id, on=on)
    for member_id, given in zip(ids, numbers, strict=True):
        said = {number.id: Given(number=given), reason.id: Given(text=f"reason {member_id} @everyone")}
        await filled(community.app, survey_id, member_id, answers=said, server=community.server.id)


async def closed(community: Community) -> None:
    survey = await running(community)
    async with community.app.database.write() as connection:
        found = await catalogue.get(connection, guild_id=community.server.id, survey_id=survey.id)
        assert found is not None
        await community.app.surveys.lifecycle.close_in(connection, found)
    await community.run_due()


def mentions(channel: simcord.ChannelHandle) -> list[Any]:
    return [message for message in channel.history() if "it's your turn" in message.content]


async def test_an_admin_starts_a_round_and_members_are_mentioned_once(
    community: Community, channel: simcord.ChannelHandle
) -> None:
    result = await started(community)
    await community.later(minutes=1)
    await community.later(days=3)

    assert "The round 2026-Q1 has begun." in private_text(result)
    mentioned = [user.id for message in mentions(channel) for user in message.mentions]
    assert community.asker.id in mentioned
    assert community.staff.id not in mentioned
    assert len(mentioned) == len(set(mentioned))


async def test_so_many_are_mentioned_a_day(community: Community, channel: simcord.ChannelHandle) -> None:
    await community.set(SurveySettings, nps_mentions=2)
    await started(community)
    await community.later(minutes=1)
    first = mentions(channel)
    await community.later(days=1, hours=2)

    assert [len(message.mentions) for message in first] == [2]
    assert [len(message.mentions) for message in mentions(channel)] == [2, 2]


async def test_whose_turn_it_is_is_asked_below_their_own_answer_once(
    community: Community, channel: simcord.ChannelHandle
) -> None:
    await community.set(SurveySettings, nps_mentions=0)
    await started(community)

    first = await community.asker_ja.slash(community.general, "about")
    second = await community.asker_ja.slash(community.general, "about")

    assert "今期は、あなたにもお願いしています。" in str([one.content for one in first.followups])
    [asked] = [one for one in first.followups if "今期は" in (one.content or "")]
    assert asked.ephemeral
    survey = await running(community)
    assert f"surveys:enter:{survey.id}" in buttons(asked)
    assert "今期は" not in str([one.content for one in second.followups])
    assert mentions(channel) == []


async def test_staff_are_not_asked(community: Community, channel: simcord.ChannelHandle) -> None:
    await community.set(SurveySettings, nps_mentions=0)
    await started(community)

    result = await community.staff.slash(community.general, "about")

    assert "This quarter" not in str([one.content for one in result.followups])


async def test_who_has_just_joined_is_not_asked(community: Community, channel: simcord.ChannelHandle) -> None:
    newcomer = community.server.add_member(community.env.create_user("newcomer"))
    await community.env.settle()
    await started(community)
    survey = await running(community)

    async with community.app.database.read() as connection:
        asked = await people.invited(connection, survey_id=survey.id)
    assert community.asker.id in asked
    assert newcomer.id not in asked


async def test_the_rolling_way_begins_when_it_is_switched_on(
    community: Community, channel: simcord.ChannelHandle
) -> None:
    await community.set(SurveySettings, nps="rolling")
    await community.later(minutes=1)

    survey = await running(community)
    assert (survey.round, survey.created_by_id) == ("2026-Q1", None)
    posts = [message for message in channel.history() if f"surveys:enter:{survey.id}" in str(message.components)]
    assert posts


async def test_an_admin_sees_the_score_with_its_interval_and_trend(
    community: Community, channel: simcord.ChannelHandle
) -> None:
    await started(community)
    await answered(community, (await running(community)).id, [10, 10, 9, 9, 9, 8, 7, 7, 3, 0])
    await closed(community)

    result = await community.admin.slash(community.general, "nps show")

    assert "**2026-Q1: +30** (95% interval" in shown(result)
    assert "Promoters 5 · passives 3 · detractors 2" in shown(result)
    assert [one.filename for one in answer(result).attachments] == ["chart-1.png", "chart-2.png"]


async def test_reasons_are_read_page_by_page_in_japanese(community: Community, channel: simcord.ChannelHandle) -> None:
    await started(community)
    await answered(community, (await running(community)).id, [10] * 6 + [7] * 5 + [2])
    await closed(community)
    first = await community.admin_ja.slash(community.general, "nps show")

    second = await community.admin_ja.click(answer(first), custom_id="surveys:nps-page:2")
    assert "### 推奨者の理由" in shown(second)
    assert "6件、順不同です。" in shown(second)

    third = await community.admin_ja.click(answer(second), custom_id="surveys:nps-page:3")
    assert "中立者・批判者の理由" in shown(third)
    assert answer(third).attachments == []


async def test_a_round_of_four_shows_nothing(community: Community, channel: simcord.ChannelHandle) -> None:
    await started(community)
    await answered(community, (await running(community)).id, [10, 10, 9, 0])
    await closed(community)

    result = await community.admin.slash(community.general, "nps show")
    files = await community.admin.slash(community.general, "nps export")

    assert "fewer than five people answered" in shown(result)
    [only] = answer(files).attachments
    assert b"reason" not in await only.read()


async def test_before_the_first_round_there_is_nothing_to_show(community: Community) -> None:
    result = await community.admin_ja.slash(community.general, "nps show")
    files = await community.admin.slash(community.general, "nps export")

    assert "終了した調査はまだありません。" in shown(result)
    assert "No round has closed yet." in shown(files)


async def test_files_hold_the_rounds_and_reasons(community: Community, channel: simcord.ChannelHandle) -> None:
    await started(community)
    await answered(community, (await running(community)).id, [10] * 6)
    await closed(community)

    result = await community.admin.slash(community.general, "nps export")

    files = {one.filename: (await one.read()).decode("utf-8-sig") for one in answer(result).attachments}
    assert files["nps.csv"].splitlines()[1].startswith("2026-Q1,2026-01-31,")
    assert files["nps-reasons.csv"].count("promoter,reason") == 6


async def test_an_admin_is_told_why_no_round_begins(community: Community) -> None:
    without_channel = await started(community)
    await with_channel(community)
    with_nobody = await started(community)
    await community.asker.send(community.general, "Hello")
    await community.app.activity.flush()
    await community.env.pass_time(timedelta(days=20))
    await started(community)
    second = await started(community, community.admin_ja)

    assert "channel" in private_text(without_channel)
    assert "There is nobody to ask now" in private_text(with_nobody)
    assert "すでに調査が行われています。" in private_text(second)


@pytest.mark.parametrize("status", [429, 500])
async def test_mentions_come_later_where_discord_is_busy(
    community: Community, channel: simcord.ChannelHandle, status: int
) -> None:
    await started(community)
    community.fails("POST", f"/channels/{channel.id}/messages", status, times=None)
    await community.later(minutes=1)
    assert mentions(channel) == []

    community.works_again()
    await community.restart()
    await community.later(hours=1)

    assert len(mentions(channel)) == 1


async def test_mentions_that_cannot_be_posted_are_shown_in_doctor(
    community: Community, channel: simcord.ChannelHandle
) -> None:
    await started(community)
    community.fails("POST", f"/channels/{channel.id}/messages", 403, code=50013, times=None)
    await community.later(minutes=1)

    given_up = {row.kind for row in await community.app.due.given_up(guild_id=community.server.id)}
    assert rules.NPS_MENTION in given_up
