"""Questions that have become quiet: the asker is asked, and in the end they are closed."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.due import given_up
from bot.questions.model import CloseReason, QuestionSettings, State
from bot.sandbox import simulated
from tests.questions.acting import answer, asked_and_answered, card_of, labels, mentions_in, options_of, row_of
from tests.support.community import Community, private_text, text_of


def reminder(post: simcord.ChannelHandle) -> discord.Message | None:
    return next((one for one in post.history() if "Not yet" in labels(one)), None)


async def reminded(community: Community, **options: Any) -> tuple[simcord.ChannelHandle, discord.Message]:
    """A question with an answer, a day of silence, and the reminder."""
    post, _ = await asked_and_answered(community, **options)
    await community.later(hours=24, minutes=1)
    found = reminder(post)
    assert found is not None
    return post, found


async def test_the_asker_is_asked_by_name_after_a_quiet_day(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    before = len(community.env.http_requests)

    await community.later(hours=23)
    assert reminder(post) is None
    await community.later(hours=1, minutes=1)
    await community.later(hours=2)

    asked = [one for one in post.history() if "Has this been solved?" in text_of(one)]
    assert len(asked) == 1 and f"<@{community.asker.id}>" in text_of(asked[0])
    [(_, _, allowed)] = mentions_in(community, before)
    assert [int(one) for one in allowed["users"]] == [community.asker.id]


async def test_an_anonymous_asker_is_not_mentioned(community: Community) -> None:
    before = len(community.env.http_requests)
    _post, message = await reminded(community, anonymous=True)

    assert "<@" not in text_of(message)
    assert not mentions_in(community, before)
    assert "stays open" in private_text(await community.asker.click(message, label="Not yet"))


async def test_yes_lets_the_asker_choose_what_solved_it(community: Community) -> None:
    post, message = await reminded(community)

    shown = await community.asker.click(message, label="Yes")
    await community.asker.select(answer(shown), list(options_of(answer(shown)).values()))

    assert (await row_of(community, post)).state is State.SOLVED
    assert reminder(post) is None


async def test_not_yet_leaves_it_open_and_asks_again_later(community: Community) -> None:
    post, message = await reminded(community)

    await community.restart()
    told = private_text(await community.asker.click(message, label="Not yet"))
    assert "stays open" in told
    assert reminder(post) is None
    await community.later(hours=23)
    assert reminder(post) is None and (await row_of(community, post)).state is State.OPEN
    await community.later(hours=1, minutes=2)

    assert reminder(post) is not None


async def test_the_asker_closes_it_with_one_press(community: Community) -> None:
    post, message = await reminded(community)

    told = private_text(await community.asker.click(message, label="Close it"))

    assert "is closed" in told and reminder(post) is None
    assert (await row_of(community, post)).close_reason is CloseReason.WITHDRAWN


async def test_the_buttons_are_not_for_others(community: Community) -> None:
    post, message = await reminded(community)

    for label in ("Yes", "Not yet", "Close it"):
        assert private_text(await community.bystander.click(message, label=label))

    assert (await row_of(community, post)).state is State.OPEN and reminder(post) is not None


async def test_the_team_is_asked_for_a_reason(community: Community) -> None:
    _post, message = await reminded(community)

    shown = await community.moderator.click(message, label="Close it")

    assert "Write a reason …" in labels(answer(shown))


async def test_it_is_closed_with_its_reason_when_nobody_writes(community: Community) -> None:
    post, _ = await reminded(community)

    await community.restart()
    await community.later(days=3, minutes=1)
    await community.later(minutes=10)

    assert (await row_of(community, post)).close_reason is CloseReason.QUIET
    assert simulated.tags_of(post) == ["Closed"]
    assert "Nobody had written here" in text_of(await card_of(community, post))
    assert len([one for one in post.history() if "Nobody had written here" in text_of(one)]) == 2


async def test_a_message_keeps_it_open(community: Community) -> None:
    post, _ = await reminded(community)
    await community.env.advance_time(2 * 86400)
    await community.helper.send(post, "Any news?")

    await community.later(days=1, minutes=2)

    assert (await row_of(community, post)).state is State.OPEN


async def test_a_server_can_leave_quiet_questions_open(community: Community) -> None:
    await community.set(QuestionSettings, close_after_days=0)
    post, message = await reminded(community)
    assert "will be closed" not in text_of(message)

    await community.later(days=60)

    assert (await row_of(community, post)).state is State.OPEN


async def test_closing_in_an_archived_thread_edits_the_card_and_posts_nothing(community: Community) -> None:
    post, _ = await reminded(community)
    await simulated.set_thread(community.env, post, archived=True)
    before = {one.id for one in post.history()}

    await community.later(days=3, minutes=1)

    assert (await row_of(community, post)).state is State.CLOSED
    assert {one.id for one in post.history()} <= before
    assert "Closed" in text_of(await card_of(community, post))
    assert post._channel.thread_metadata is not None and post._channel.thread_metadata.archived


@pytest.mark.parametrize("state", ["locked", "archived", "deleted"])
async def test_threads_in_any_state_are_survived(community: Community, state: str) -> None:
    post, _ = await asked_and_answered(community)
    if state == "deleted":
        await simulated.delete_thread(community.env, post)
    else:
        await simulated.set_thread(community.env, post, archived=True, locked=state == "locked")

    await community.later(hours=25)
    assert (reminder(post) is not None) is (state == "archived")
    await community.env.pass_time(timedelta(days=4))
    await community.run_due()

    async with community.app.database.read() as connection:
        assert not await given_up(connection, guild_id=community.server.id)


async def test_discord_failing_delays_the_reminder_and_never_doubles_it(community: Community) -> None:
    for status in (404, 429, 500):
        post, _ = await asked_and_answered(community, f"Refused with {status}")
        community.fails("POST", f"/channels/{post.id}/messages", status)

        await community.later(hours=24, minutes=1)
        community.works_again()
        await community.later(minutes=10)

        asked = [one for one in post.history() if "Has this been solved?" in text_of(one)]
        assert len(asked) == (0 if status == 404 else 1), status


async def test_discord_failing_delays_what_shows_that_it_is_closed(community: Community) -> None:
    for status in (403, 404, 429, 500):
        post, _ = await reminded(community, title=f"Refused with {status}")
        community.fails("POST", f"/channels/{post.id}/messages", status)
        community.fails("PATCH", "/channels/*/messages/*", status)

        await community.later(days=3, minutes=1)
        community.works_again()
        await community.later(minutes=10)

        assert (await row_of(community, post)).state is State.CLOSED, status
        assert "Closed" in text_of(await card_of(community, post)), status


async def test_a_japanese_server_asks_in_japanese(community: Community) -> None:
    community.env.backend.get_guild(community.server.id).preferred_locale = "ja"
    await community.restart()
    post, _ = await asked_and_answered(community)

    await community.later(hours=24, minutes=1)

    assert any(
        "解決しましたか" in text_of(one) and labels(one) == ["解決しました", "まだです", "終了する"]
        for one in post.history()
    )
