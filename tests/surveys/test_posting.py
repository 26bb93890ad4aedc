"""The post of a survey, its reminder, and what Discord does to them: deleted, forbidden, busy, away."""

from datetime import timedelta
from pathlib import Path

import discord
import simcord
from sqlalchemy import insert

from bot.seal import Seal
from bot.settings.model import ServerSettings
from bot.surveys.model import SurveySettings
from bot.surveys.tables import survey_participant
from tests.support.cards import shown, walk
from tests.support.community import Community
from tests.surveys.acting_building import added, back, choose, created, opened, press, survey_row, with_channel


def read(message: discord.Message) -> str:
    """Return what a public message says."""
    return "\n".join(
        str(part[key])
        for part in walk([one.to_dict() for one in message.components])
        for key in ("content", "label")
        if part.get(key)
    )


async def running(community: Community, who: simcord.MemberActor | None = None) -> simcord.ChannelHandle:
    """Have an admin open a survey with one question; returns the channel for surveys."""
    channel, admin = await with_channel(community), who or community.admin
    question = await added(admin, await created(community, admin))
    await opened(community, admin, await back(admin, question))
    return channel


async def answered(community: Community, count: int) -> None:
    """Have so many members answer the survey."""
    row = await survey_row(community)
    async with community.app.database.write() as connection:
        survey = await community.app.surveys.desk.survey(connection, guild_id=community.server.id, survey_id=row.id)
        for member_id in range(1, count + 1):
            values = {"survey_id": row.id, "member_id": member_id, "guild_id": row.guild_id}
            values |= {"finished": True, "began_on": community.env.now().date()}
            await connection.execute(insert(survey_participant).values(**values))
            await community.app.surveys.lifecycle.show_soon(connection, survey)


def requests(community: Community, method: str, since: int) -> list[str]:
    return [one.path for one in community.env.http_requests[since:] if one.method == method and "/messages" in one.path]


# The post ---------------------------------------------------------------------------------------------------------


async def test_the_post_says_what_members_need_to_know(community: Community) -> None:
    channel = await running(community)

    (post,) = channel.history()

    for said in (
        "## Roast",
        "**Why we ask:** We choose the next roast",
        "🔒 Anonymous",
        "One question, about a minute",
        "**Who is asked:** all members",
        "**Open until:** <t:",
        "nobody has answered yet",
        "the results go to the admins",
        "5 points for taking part, after closing",
        "Take part",
    ):
        assert said in read(post)
    assert post.mentions == [] and post.role_mentions == []


async def test_the_post_is_in_the_language_of_the_server(community: Community) -> None:
    await community.set(ServerSettings, language="ja")
    channel = await running(community)

    (post,) = channel.history()

    for said in ("お願いする理由", "🔒 匿名です", "全1問、約1分です", "**対象**：メンバー全員", "回答はまだありません"):
        assert said in read(post)


async def test_the_count_follows_in_one_edit(community: Community) -> None:
    channel = await running(community)
    since = len(community.env.http_requests)

    await answered(community, 20)
    await community.later(minutes=1)
    assert requests(community, "PATCH", since) == []
    await community.later(minutes=10)

    assert "20 people have answered" in read(channel.history()[-1])
    assert len(requests(community, "PATCH", since)) == 1


async def test_closing_takes_the_button_away(community: Community) -> None:
    channel = await running(community)

    asked = await community.admin.slash(community.general, "survey close", survey="Roast")
    assert "Close “Roast” now?" in shown(asked)
    await press(community.admin, asked, "surveys:close")
    await community.run_due()

    (post,) = [one for one in channel.history() if "## Roast" in read(one)][:1]
    assert "This survey is closed." in read(post) and "Take part" not in read(post)


async def test_with_a_deleted_survey_its_post_goes(community: Community) -> None:
    channel, admin = await running(community), community.admin
    await press(admin, await admin.slash(community.general, "survey close", survey="Roast"), "surveys:close")
    await community.run_due()

    asked = await admin.slash(community.general, "survey delete", survey="Roast")
    assert "with all its answers?" in shown(asked)
    await press(admin, asked, "surveys:delete")
    await community.run_due()

    assert not any("## Roast" in read(one) for one in channel.history())
    assert "There is no survey yet" in shown(await admin.slash(community.general, "survey list"))


async def test_a_survey_closes_by_itself_late_after_an_outage(community: Community) -> None:
    channel = await running(community)
    await community.env.pass_time(timedelta(days=9))

    await community.restart()
    await community.run_due()

    row = await survey_row(community)
    assert row.state == "closed" and (row.closed_at - row.opened_at).days == 7
    assert "This survey is closed." in read(channel.history()[0])
    assert not any("is open until" in read(one) for one in channel.history())  # nobody is reminded of what is over


# What becomes of the message --------------------------------------------------------------------------------------


async def test_a_deleted_post_is_told_in_doctor_and_posted_again_on_request(community: Community) -> None:
    channel, admin = await running(community), community.admin
    await admin_deletes(community, channel)

    checked = await admin.slash(community.general, "doctor")
    assert "The post of the open survey “Roast”" in shown(checked)
    await answered(community, 1)
    await community.later(minutes=11)
    assert channel.history() == []  # it stays away until somebody wants it

    editor = await admin.slash(community.general, "survey edit", survey="Roast")
    done = await press(admin, editor, "surveys:post-again")
    await community.run_due()

    assert "appears within a minute" in shown(done)
    (post,) = channel.history()
    assert "1 person has answered" in read(post)
    assert "The post of the open survey" not in shown(await admin.slash(community.general, "doctor"))


async def test_a_survey_whose_key_file_is_another_one_is_told_in_doctor(community: Community, tmp_path: Path) -> None:
    await running(community)
    desk = community.app.surveys.desk
    right, desk.seal = desk.seal, Seal(tmp_path / "lost.key")

    english = shown(await community.admin.slash(community.general, "doctor"))
    japanese = shown(await community.admin_ja.slash(community.general, "doctor"))
    desk.seal = right

    assert "The answers to the anonymous survey “Roast” can't be read" in english
    assert "匿名アンケート「Roast」の回答を読み込めません" in japanese
    assert "can't be read" not in shown(await community.admin.slash(community.general, "doctor"))


async def test_posting_again_mends_what_was_deleted_a_moment_ago(community: Community) -> None:
    channel, admin = await running(community), community.admin
    editor = await admin.slash(community.general, "survey edit", survey="Roast")
    await community.later(minutes=1)
    await admin_deletes(community, channel)

    await press(admin, editor, "surveys:post-again")
    await community.run_due()

    assert "Take part" in read(channel.history()[-1])


async def admin_deletes(community: Community, channel: simcord.ChannelHandle) -> None:
    for message in channel.history():
        community.env.backend.delete_message(channel.id, message.id)
    await community.env.settle()


async def test_a_deleted_channel_stops_nothing_but_the_post(community: Community) -> None:
    channel = await running(community)
    community.env.backend.delete_channel(channel.id)
    await community.env.settle()

    await answered(community, 1)
    await community.later(minutes=11)
    assert (await survey_row(community)).state == "open"
    other = community.server.create_text_channel("surveys-2")
    await community.env.settle()
    await community.set(SurveySettings, channel_id=other.id)
    editor = await community.admin.slash(community.general, "survey edit", survey="Roast")
    await press(community.admin, editor, "surveys:post-again")
    await community.run_due()

    assert "Take part" in read(other.history()[-1])


async def test_without_permission_admins_are_told_and_can_try_again(community: Community) -> None:
    channel, admin = await with_channel(community), community.admin
    question = await added(admin, await created(community))
    community.fails("POST", f"/channels/{channel.id}/messages", 403, code=50013)
    await opened(community, admin, await back(admin, question))

    (row,) = await community.app.due.given_up(guild_id=community.server.id)
    assert row.kind == "surveys:post" and "code 50013" in str(row.failure)
    await community.app.due.retry(guild_id=community.server.id, due_id=row.id)
    await community.run_due()

    assert "Take part" in read(channel.history()[-1])


async def test_while_discord_is_busy_it_is_tried_again_and_sent_once(community: Community) -> None:
    channel, admin = await with_channel(community), community.admin
    question = await added(admin, await created(community))
    community.fails("POST", f"/channels/{channel.id}/messages", 500, times=2)
    await opened(community, admin, await back(admin, question))
    assert channel.history() == []

    for _ in range(3):
        await community.later(minutes=6)

    assert len(channel.history()) == 1


# The reminder -----------------------------------------------------------------------------------------------------


async def test_one_reminder_two_days_before_the_end_mentions_nobody(community: Community) -> None:
    channel = await running(community)

    await community.later(days=5, minutes=1)
    await community.later(hours=5)

    post, reminder = sorted(channel.history(), key=lambda one: one.id)
    assert "**Roast** is open until" in read(reminder) and "Take part" in read(reminder)
    assert reminder.reference is not None and reminder.reference.message_id == post.id
    assert reminder.mentions == [] and reminder.role_mentions == []


async def test_a_role_is_mentioned_only_where_an_admin_said_so(community: Community) -> None:
    channel, admin, role = await with_channel(community), community.admin, community.roles["moderators"]
    editor = await back(admin, await added(admin, await created(community)))
    who = await press(admin, editor, "surveys:who")
    who = await choose(admin, who, "surveys:who-role", [role])
    editor = await press(admin, await back(admin, who), "surveys:pings")
    assert "the role is mentioned in the post" in shown(editor)
    await opened(community, admin, editor)
    await community.later(days=5, minutes=1)

    path = f"/channels/{channel.id}/messages"
    sending = [one for one in community.env.http_requests if one.method == "POST" and one.path == path]
    sent = [one.json for one in sending if isinstance(one.json, dict)]
    assert [one["allowed_mentions"]["roles"] for one in sent] == [[role.id], [role.id]]
    assert all(f"<@&{role.id}>" in read(one) for one in channel.history())


async def test_a_reminder_that_fell_due_in_an_outage_is_left_when_little_is_left(community: Community) -> None:
    channel = await running(community)
    await community.env.pass_time(timedelta(days=6))
    await community.later(hours=13)

    assert len(channel.history()) == 1
