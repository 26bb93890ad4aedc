"""The entry of an unanswered question in the moderators' queue: it says how the question stands, all its life."""

import discord
import pytest

from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.questions.acting import asked, card_of, labels, mentions_in, row_of
from tests.support.community import Community, private_text, text_of


async def queued(community: Community) -> discord.Message:
    """Let a day go by after the question was asked, and return its entry."""
    await community.later(hours=24, minutes=1)
    return entry_of(community)


def entry_of(community: Community) -> discord.Message:
    [entry] = community.queue.history()
    return entry


async def test_an_entry_loses_its_button_when_somebody_answers(community: Community) -> None:
    post = await asked(community)
    await queued(community)
    before = len(community.env.http_requests)

    await community.helper.send(post, "Descale it.")

    entry = entry_of(community)
    assert "has an answer" in text_of(entry) and "Still no answer" not in text_of(entry)
    assert str(post.id) in text_of(entry)
    assert labels(entry) == []
    assert not mentions_in(community, before)


async def test_an_entry_says_that_its_question_is_solved(community: Community) -> None:
    post = await asked(community)
    await queued(community)
    await community.restart()
    answer = await community.helper.send(post, "Descale it.")

    await community.asker.context_menu(post, "Accept answer", answer)

    assert "Solved" in text_of(entry_of(community)) and labels(entry_of(community)) == []


async def test_an_entry_says_why_its_question_was_closed_and_waits_again_with_it(community: Community) -> None:
    post = await asked(community)
    await queued(community)

    await community.asker.slash(post, "questions close")
    assert "doesn't need an answer" in text_of(entry_of(community)) and labels(entry_of(community)) == []

    await community.asker.slash(post, "questions reopen")
    assert "Still no answer" in text_of(entry_of(community)) and labels(entry_of(community)) == ["Take"]


async def test_an_entry_follows_a_claim_that_was_made_on_the_card_and_runs_out(community: Community) -> None:
    post = await asked(community)
    await queued(community)

    await community.helper.click(await card_of(community, post), label="I'll take this")
    assert f"<@{community.helper.id}>" in text_of(entry_of(community)) and labels(entry_of(community)) == []

    await community.later(hours=5)
    assert "Still no answer" in text_of(entry_of(community)) and labels(entry_of(community)) == ["Take"]


async def test_an_entry_says_that_its_question_was_deleted(community: Community) -> None:
    post = await asked(community)
    await queued(community)

    await simulated.delete_thread(community.env, post)
    await community.env.settle()

    assert "deleted" in text_of(entry_of(community)) and labels(entry_of(community)) == []


async def test_an_entry_is_waiting_again_when_the_only_answer_is_deleted(community: Community) -> None:
    post = await asked(community)
    await queued(community)
    answer = await community.helper.send(post, "Descale it.")

    await community.helper.delete(answer)

    assert "Still no answer" in text_of(entry_of(community)) and labels(entry_of(community)) == ["Take"]
    assert "Everyone is welcome to answer" in text_of(await card_of(community, post))


async def test_an_entry_stays_where_it_is_when_the_queue_is_moved(community: Community) -> None:
    post = await asked(community)
    await queued(community)
    await community.set(ServerSettings, queue_channel_id=community.general.id)

    await community.asker.slash(post, "questions close")

    assert labels(entry_of(community)) == []


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_an_entry_that_cannot_be_edited_hinders_nothing(community: Community, status: int) -> None:
    post = await asked(community)
    await queued(community)
    community.fails("PATCH", f"/channels/{community.queue.id}/messages/*", status)

    told = private_text(await community.helper.click(await card_of(community, post), label="I'll take this"))
    community.works_again()
    await community.later(minutes=10)

    assert "is yours until" in told
    assert f"<@{community.helper.id}>" in text_of(await card_of(community, post))
    if status in (429, 500):
        assert f"<@{community.helper.id}>" in text_of(entry_of(community))


async def test_an_entry_somebody_deleted_is_let_go(community: Community) -> None:
    post = await asked(community)
    entry = await queued(community)
    await community.moderator.delete(entry)

    await community.helper.send(post, "Descale it.")
    await community.later(minutes=10)

    assert community.queue.history() == []
    assert (await row_of(community, post)).queue_entry is None


async def test_a_japanese_server_has_japanese_entries(community: Community) -> None:
    await community.set(ServerSettings, language="ja")
    post = await asked(community)
    entry = await queued(community)
    assert labels(entry) == ["担当する"]

    await community.helper.send(post, "Descale it.")

    assert "回答が届きました" in text_of(entry_of(community))
