"""Closing without a solution, and opening again, as people do it on Discord."""

from datetime import timedelta

import pytest

from bot.questions.model import CloseReason, QuestionSettings, State
from bot.sandbox import simulated
from tests.questions.acting import (
    answer,
    asked,
    asked_and_answered,
    card_of,
    forged,
    labels,
    mentions_in,
    options_of,
    row_of,
    solved,
)
from tests.support.community import Community, private_text, text_of


async def test_the_asker_withdraws_a_question_with_two_presses(community: Community) -> None:
    post = await asked(community)
    before = len(community.env.http_requests)

    shown = await community.asker.click(await card_of(community, post), label="Close…")
    assert labels(answer(shown)) == ["I don't need an answer any more", "It was asked before …"]
    done = await community.asker.click(answer(shown), label="I don't need an answer any more")

    assert "is closed" in answer(done).content
    assert "doesn't need an answer" in text_of(await card_of(community, post))
    assert "doesn't need an answer" in text_of(post.last_message)
    assert simulated.tags_of(post) == ["Closed"]
    assert not mentions_in(community, before)


async def test_the_team_gives_a_reason_that_everybody_reads(community: Community) -> None:
    post = await asked(community)

    shown = await community.moderator.click(await card_of(community, post), label="Close…")
    form = await community.moderator.click(answer(shown), label="Write a reason …")
    told = await community.moderator.submit_modal(form, {"reason": "Please write to support@example.com @everyone"})

    assert "is closed" in private_text(told)
    for message in (await card_of(community, post), post.last_message):
        assert "Please write to support@example.com" in text_of(message)
        assert "@everyone" not in text_of(message)  # the mention is defused
    assert (await row_of(community, post)).close_reason is CloseReason.STAFF


@pytest.mark.parametrize("reason", ["   ", "…", "\u200b\u200b\u200b"])
async def test_the_team_has_to_say_why(community: Community, reason: str) -> None:
    post = await asked(community)

    told = private_text(await community.moderator.slash(post, "questions close", reason=reason))

    assert told
    assert (await row_of(community, post)).state is State.OPEN


async def test_close_works_as_a_command_too(community: Community) -> None:
    post = await asked(community, by=community.asker_ja)

    told = private_text(await community.asker_ja.slash(post, "questions close"))

    assert "終了しました" in told
    assert (await row_of(community, post)).close_reason is CloseReason.WITHDRAWN


@pytest.mark.parametrize("command", ["questions close", "questions reopen"])
async def test_outside_of_a_question_the_commands_say_where_to_use_them(community: Community, command: str) -> None:
    assert "in the thread of a question" in private_text(await community.asker.slash(community.general, command))


async def test_a_bystander_cannot_close(community: Community) -> None:
    post = await asked(community)

    pressed = private_text(await community.bystander.click(await card_of(community, post), label="Close…"))
    typed = private_text(await community.bystander.slash(post, "questions close", reason="Because I say so"))

    assert pressed and typed
    assert (await row_of(community, post)).state is State.OPEN


async def test_a_trusted_member_can_say_that_it_was_asked_before_and_nothing_else(community: Community) -> None:
    trusted = community.server.create_role("Trusted")
    await community.set(QuestionSettings, trusted_role_ids=[trusted.id])
    person = community.server.add_member(community.env.create_user("trusted"), roles=[trusted])
    post = await asked(community)

    shown = await person.click(await card_of(community, post), label="Close…")

    assert labels(answer(shown)) == ["It was asked before …"]


async def test_a_duplicate_is_chosen_from_questions_like_it(community: Community) -> None:
    first, _ = await solved(community, "Kettle beeps twice and stops")
    post = await asked(community, "My kettle beeps twice, then stops", by=community.asker_ja)

    shown = await community.moderator.click(await card_of(community, post), label="Close…")
    offered = await community.moderator.click(answer(shown), label="It was asked before …")
    assert list(options_of(answer(offered))) == ["Kettle beeps twice and stops"]
    done = await community.moderator.select(answer(offered), list(options_of(answer(offered)).values()))

    assert "points to" in answer(done).content
    assert f"/{first.id})" in text_of(await card_of(community, post))
    assert f"/{first.id})" in text_of(post.last_message)
    assert (await row_of(community, post)).close_reason is CloseReason.DUPLICATE


async def test_without_a_question_like_it_a_link_can_be_pasted(community: Community) -> None:
    other, _ = await asked_and_answered(community, "Where is my order?")
    post = await asked(community, "Colour of the lid", details="Green?", by=community.asker_ja)

    shown = await community.moderator.click(await card_of(community, post), label="Close…")
    offered = await community.moderator.click(answer(shown), label="It was asked before …")
    assert "/questions duplicate" in answer(offered).content
    link = f"https://discord.com/channels/{community.server.id}/{other.id}"
    told = private_text(await community.moderator.slash(post, "questions duplicate", question=link))

    assert "points to" in told


async def test_duplicate_completes_questions_one_can_see_but_not_this_one(community: Community) -> None:
    _other, _ = await asked_and_answered(community, "Kettle lid is loose")
    post = await asked(community, "The lid of my kettle is loose", by=community.asker_ja)

    choices = await community.asker_ja.autocomplete(post, "questions duplicate", "question", "kettle lid")

    assert [choice["name"] for choice in choices] == ["Kettle lid is loose"]
    told = private_text(await community.asker_ja.slash(post, "questions duplicate", question=choices[0]["value"]))
    assert "リンクを付けました" in told


@pytest.mark.parametrize("typed", ["?", "😀", "  ", "**"])
async def test_typing_signs_alone_completes_nothing_and_is_no_error(community: Community, typed: str) -> None:
    await asked(community, "Kettle lid is loose")
    post = await asked(community, "The lid of my kettle is loose", by=community.asker_ja)

    assert await community.asker_ja.autocomplete(post, "questions duplicate", "question", typed) == []


async def test_a_post_whose_title_has_no_words_can_be_a_duplicate_all_the_same(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "???", "It beeps.")
    shown = await community.asker.click(await card_of(community, post), label="Close…")

    told = private_text(await community.asker.click(answer(shown), label="It was asked before …"))

    assert "paste a link" in told


async def test_duplicate_explains_what_it_does_not_understand(community: Community) -> None:
    post = await asked(community)

    for typed in ("that one", "999", "https://discord.com/channels/1/2", "https://example.com/1/2/3"):
        assert private_text(await community.asker.slash(post, "questions duplicate", question=typed)), typed

    assert (await row_of(community, post)).state is State.OPEN


async def test_a_question_is_no_duplicate_of_itself(community: Community) -> None:
    post = await asked(community)
    link = f"https://discord.com/channels/{community.server.id}/{post.id}"

    assert private_text(await community.asker.slash(post, "questions duplicate", question=link))
    assert (await row_of(community, post)).state is State.OPEN


async def test_whoever_took_part_opens_a_closed_question_again(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    await community.asker.slash(post, "questions close")

    told = private_text(await community.helper.click(await card_of(community, post), label="Re-open"))

    assert "open again" in told
    assert simulated.tags_of(post) == ["Open"]
    assert "open again" in text_of(post.last_message)


async def test_a_bystander_does_not_open_it_again(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    await community.asker.slash(post, "questions close")

    assert private_text(await community.bystander.click(await card_of(community, post), label="Re-open"))
    assert (await row_of(community, post)).state is State.CLOSED


async def test_a_helper_cannot_take_a_solution_away(community: Community) -> None:
    post, _ = await solved(community)

    assert private_text(await community.helper.slash(post, "questions reopen"))
    assert (await row_of(community, post)).state is State.SOLVED


async def test_the_buttons_work_after_a_restart(community: Community) -> None:
    post = await asked(community)
    card = await card_of(community, post)
    shown = await community.moderator.click(card, label="Close…")
    form = await community.moderator.click(answer(shown), label="Write a reason …")

    await community.restart()
    await community.moderator.submit_modal(form, {"reason": "Answered in the shop"})
    await community.restart()
    await community.asker.click(card, label="Re-open")

    assert (await row_of(community, post)).state is State.OPEN


async def test_closing_in_an_archived_thread_posts_nothing(community: Community) -> None:
    post = await asked(community)
    card = await card_of(community, post)
    shown = await community.asker.click(card, label="Close…")
    await simulated.set_thread(community.env, post, archived=True)
    count = len(post.history())

    await community.asker.click(answer(shown), label="I don't need an answer any more")

    assert len(post.history()) == count
    assert post._channel.thread_metadata is not None and post._channel.thread_metadata.archived
    assert "Closed" in text_of(await card_of(community, post))


async def test_re_opening_brings_an_archived_thread_back_but_not_a_locked_one(community: Community) -> None:
    for locked in (False, True):
        post = await asked(community, f"Locked {locked}")
        await community.asker.slash(post, "questions close")
        question = await row_of(community, post)
        made = await forged(community, community.general, f"questions:reopen:{question.id}")
        await simulated.set_thread(community.env, post, archived=True, locked=locked)

        assert "open again" in private_text(await community.asker.click(made, label="?"))

        assert post._channel.thread_metadata is not None
        assert post._channel.thread_metadata.archived is locked
        assert simulated.tags_of(post) == ["Open"]


async def test_of_two_who_close_at_once_one_reason_is_shown(community: Community) -> None:
    post = await asked(community)

    await simulated.at_once(
        community.env,
        community.asker.slash(post, "questions close"),
        community.moderator.slash(post, "questions close", reason="Off topic"),
    )

    question = await row_of(community, post)
    withdrawn = question.close_reason is CloseReason.WITHDRAWN
    assert ("doesn't need an answer" in text_of(await card_of(community, post))) is withdrawn
    assert len([one for one in post.history() if "Closed" in text_of(one)]) == 2  # the card and one message


CALLS = [("PATCH", "/channels/*/messages/*"), ("PATCH", "/channels/*"), ("POST", "/channels/*/messages")]


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_whatever_discord_refuses_it_is_closed_and_the_person_is_told(
    community: Community, method: str, path: str
) -> None:
    for status in (403, 404, 429, 500):
        post = await asked(community, f"Refused with {status}")
        community.fails(method, path, status)

        told = private_text(await community.asker.slash(post, "questions close"))
        community.works_again()
        await community.later(minutes=10)

        assert "is closed" in told, status
        assert simulated.tags_of(post) == ["Closed"], status
        assert "Closed" in text_of(await card_of(community, post)), status


async def test_a_deleted_thread_cannot_be_closed_from_elsewhere(community: Community) -> None:
    post = await asked(community)
    question = await row_of(community, post)
    made = await forged(community, community.general, f"questions:withdraw:{question.id}")
    await simulated.delete_thread(community.env, post)

    told = private_text(await community.asker.click(made, label="?"))

    assert "deleted" in told
    await community.env.pass_time(timedelta(days=1))
    await community.run_due()
