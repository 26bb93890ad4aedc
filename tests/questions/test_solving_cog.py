"""What solved a question, as the asker, others and the team say it on Discord."""

from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.questions.model import QuestionSettings, State
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


async def accept(community: Community, who: simcord.MemberActor, post: simcord.ChannelHandle, message: Any) -> str:
    return private_text(await who.context_menu(post, "Accept answer", message))


async def test_the_asker_accepts_an_answer_by_the_menu_on_it(community: Community) -> None:
    post, message = await asked_and_answered(community)
    before = len(community.env.http_requests)

    told = await accept(community, community.asker, post, message)

    assert "Solved by" in told and str(message.id) in told
    card = text_of(await card_of(community, post))
    assert "Solved" in card and f"<@{community.helper.id}>" in card and str(message.id) in card
    assert simulated.tags_of(post) == ["Solved"]
    assert not mentions_in(community, before)


async def test_nothing_is_posted_when_an_answer_is_accepted_and_the_offer_goes_away(community: Community) -> None:
    post, message = await asked_and_answered(community)
    assert any("This solved it" in labels(one) for one in post.history())

    await accept(community, community.asker, post, message)

    assert [one.id for one in post.history()] == [(await card_of(community, post)).id, message.id]


async def test_the_button_under_the_first_answer_accepts_that_answer(community: Community) -> None:
    post, message = await asked_and_answered(community)
    await community.helper2.send(post, "Or buy a new one.")
    offer = next(one for one in post.history() if "This solved it" in labels(one))

    told = private_text(await community.asker.click(offer, label="This solved it"))

    assert "Solved by" in told
    solution = (await row_of(community, post)).solution
    assert solution is not None and solution.message_id == message.id


async def test_the_offer_stands_under_the_first_answer_only_and_mentions_nobody(community: Community) -> None:
    post = await asked(community)
    before = len(community.env.http_requests)
    await community.helper.send(post, "Descale it.")
    await community.helper2.send(post, "Yes, descale it.")

    offers = [one for one in post.history() if "This solved it" in labels(one)]
    assert len(offers) == 1
    assert not mentions_in(community, before)


async def test_the_offer_still_works_after_a_restart(community: Community) -> None:
    post, _message = await asked_and_answered(community)
    offer = next(one for one in post.history() if "This solved it" in labels(one))

    await community.restart()
    await community.asker.click(offer, label="This solved it")

    assert (await row_of(community, post)).state is State.SOLVED
    assert simulated.tags_of(post) == ["Solved"]


@pytest.mark.needs("content", "questions")
async def test_the_card_offers_the_latest_answers_to_choose_from(community: Community) -> None:
    post, _message = await asked_and_answered(community)
    await community.asker.send(post, "I'll try that.")
    second = await community.helper2.send(post, "A\nsecond   way")

    shown = await community.asker.click(await card_of(community, post), label="This is solved")

    assert list(options_of(answer(shown))) == ["A second way", "Descale it: two beeps mean limescale."]
    told = await community.asker.select(answer(shown), [str(second.id)])
    assert "Solved by" in answer(told).content
    solution = (await row_of(community, post)).solution
    assert solution is not None and solution.answerer_id == community.helper2.id


def hide_contents(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Discord leave texts out of what is read, as it does for bots without the message content intent."""
    http = community.bot.http
    get_message, logs_from = http.get_message, http.logs_from

    async def one(*args: Any) -> Any:
        return {**await get_message(*args), "content": ""}

    async def many(*args: Any, **kwargs: Any) -> Any:
        return [{**message, "content": ""} for message in await logs_from(*args, **kwargs)]

    monkeypatch.setattr(http, "get_message", one)
    monkeypatch.setattr(http, "logs_from", many)


async def test_without_the_content_intent_the_menu_still_gives_the_solution_its_text(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, answered = await asked_and_answered(community)
    hide_contents(community, monkeypatch)

    await community.asker.context_menu(post, "Accept answer", answered)

    solution = (await row_of(community, post)).solution
    assert solution is not None and solution.text == answered.content


async def test_without_the_content_intent_answers_are_told_apart_by_author_and_time(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, _ = await asked_and_answered(community)
    hide_contents(community, monkeypatch)
    monkeypatch.setattr(community.bot._connection._intents, "message_content", False)

    shown = await community.asker.click(await card_of(community, post), label="This is solved")

    [option] = options_of(answer(shown))
    assert option.startswith("helper · 2026-01-01")


async def test_without_answers_there_is_nothing_to_choose(community: Community) -> None:
    post = await asked(community)

    told = private_text(await community.asker.click(await card_of(community, post), label="This is solved"))

    assert "Nobody else has answered yet" in told


async def test_solved_takes_a_link_or_an_id(community: Community) -> None:
    post, message = await asked_and_answered(community)

    assert "Solved" in private_text(await community.asker.slash(post, "solved", answer=message.jump_url))
    await community.asker.slash(post, "questions reopen")
    assert "Solved" in private_text(await community.asker.slash(post, "solved", answer=str(message.id)))


async def test_solved_explains_what_it_does_not_understand(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    here = f"https://discord.com/channels/{community.server.id}/{post.id}"

    for typed, sentence in (
        ("the second one", "I can't tell what you mean"),
        ("https://discord.com/channels/1/2/3", "I can't tell what you mean"),
        ("123456789012345678", "deleted"),
        ("9" * 200, "I can't tell what you mean"),
        (f"{here}/99999999999999999999", "I can't tell what you mean"),
        (here, "deleted"),
    ):
        assert sentence in private_text(await community.asker.slash(post, "solved", answer=typed)), typed
    assert (await row_of(community, post)).state is State.OPEN


async def test_everything_is_said_in_japanese_to_who_uses_discord_in_japanese(community: Community) -> None:
    post, message = await asked_and_answered(community, by=community.asker_ja)

    told = await accept(community, community.asker_ja, post, message)
    again = private_text(await community.asker_ja.slash(post, "solved"))

    assert "解決した回答にしました" in told
    assert "解決済みになっています" in again


async def test_a_japanese_server_is_shown_japanese_in_public(community: Community) -> None:
    community.env.backend.get_guild(community.server.id).preferred_locale = "ja"
    await community.restart()
    post, message = await asked_and_answered(community)

    assert any("これで解決しました" in labels(one) for one in post.history())
    await accept(community, community.asker, post, message)
    assert "解決済み" in text_of(await card_of(community, post))


# Who may, and what may be accepted


async def test_a_bystander_cannot_accept_in_anothers_question(community: Community) -> None:
    post, message = await asked_and_answered(community)

    await accept(community, community.bystander, post, message)

    assert (await row_of(community, post)).state is State.OPEN
    assert simulated.tags_of(post) == ["Open"]


@pytest.mark.parametrize("who", ["staff", "moderator", "admin"])
async def test_the_team_accepts_in_others_questions(community: Community, who: str) -> None:
    post, message = await asked_and_answered(community)

    assert "Solved" in await accept(community, getattr(community, who), post, message)


async def test_a_trusted_role_accepts_in_others_questions(community: Community) -> None:
    await community.set(QuestionSettings, trusted_role_ids=[community.roles["staff"].id])
    post, message = await asked_and_answered(community)

    assert "Solved" in await accept(community, community.staff, post, message)


async def test_an_anonymous_asker_accepts_without_being_named(community: Community) -> None:
    post, message = await asked_and_answered(community, anonymous=True)

    assert "Solved" in await accept(community, community.asker, post, message)
    assert all(str(community.asker.id) not in text_of(one) for one in post.history())
    question = await row_of(community, post)
    assert question.solution is not None and question.solution.accepted_by_id is None


async def test_ones_own_answer_cannot_be_accepted(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    own = await community.asker.send(post, "I found it myself.")
    theirs = await community.staff.send(post, "Here is how.")

    await accept(community, community.asker, post, own)
    await accept(community, community.staff, post, theirs)

    assert (await row_of(community, post)).state is State.OPEN


async def test_a_bots_message_cannot_be_accepted(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    offer = next(one for one in post.history() if "This solved it" in labels(one))

    told = await accept(community, community.asker, post, offer)

    assert "bot" in told.lower()
    assert (await row_of(community, post)).state is State.OPEN


async def test_a_deleted_answer_cannot_be_accepted(community: Community) -> None:
    post, message = await asked_and_answered(community)
    offer = next(one for one in post.history() if "This solved it" in labels(one))
    await community.helper.delete(message)

    told = private_text(await community.asker.click(offer, label="This solved it"))

    assert "deleted" in told
    assert (await row_of(community, post)).state is State.OPEN


async def test_the_answer_of_somebody_who_left_cannot_be_accepted(community: Community) -> None:
    post, message = await asked_and_answered(community)
    community.server.remove_member(community.helper)
    await community.env.settle()

    told = await accept(community, community.asker, post, message)

    assert "has left the server" in told
    assert (await row_of(community, post)).state is State.OPEN


async def test_a_message_of_another_thread_cannot_be_accepted(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    _, elsewhere = await asked_and_answered(community, "Where is my order?", by=community.asker_ja)

    told = private_text(await community.asker.slash(post, "solved", answer=elsewhere.jump_url))

    assert told
    assert (await row_of(community, post)).state is State.OPEN


async def test_a_message_outside_of_questions_cannot_be_accepted(community: Community) -> None:
    message = await community.helper.send(community.general, "Good morning!")

    told = await accept(community, community.asker, community.general, message)

    assert "in the thread of a question" in told


async def test_a_forged_button_of_another_server_opens_nothing(community: Community) -> None:
    post, message = await solved(community)
    question = await row_of(community, post)
    other = community.env.create_guild("Elsewhere", owner=community.asker.user)
    channel = other.create_text_channel("general")
    await community.env.settle()
    person = other.add_member(community.helper.user)
    before = [text_of(one) for one in post.history()]

    for custom_id in (
        f"questions:undo:{question.id}",
        f"questions:accept:{question.id}:{message.id}",
        f"questions:move:{question.id}:{message.id}",
        f"questions:solve:{question.id}",
        f"questions:reopen:{question.id}",
        f"questions:close:{question.id}",
        f"questions:claim:{question.id}",
        f"questions:similar:{question.id}",
        f"questions:quiet-no:{question.id}",
        f"questions:queue-take:{question.id}",
    ):
        made = await forged(community, channel, custom_id)
        assert private_text(await person.click(made, custom_id=custom_id))

    assert [text_of(one) for one in post.history()] == before
    assert (await row_of(community, post)).state is State.SOLVED


async def test_a_forged_button_for_a_channel_one_cannot_see_opens_nothing(community: Community) -> None:
    post, _ = await asked_and_answered(community)
    question = await row_of(community, post)
    made = await forged(community, community.general, f"questions:claim:{question.id}")
    hidden = Overwrite(
        target_id=community.server.default_role.id,
        type=OverwriteType.ROLE,
        allow=0,
        deny=discord.Permissions(view_channel=True).value,
    )
    community.env.backend.set_overwrite(community.forum.id, hidden)
    await community.env.settle()

    assert private_text(await community.bystander.click(made, label="?"))
    assert (await row_of(community, post)).claim is None


# Undoing and moving


async def test_an_acceptance_can_be_undone(community: Community) -> None:
    post, message = await asked_and_answered(community)
    told = await community.asker.context_menu(post, "Accept answer", message)

    undone = await community.asker.click(answer(told), label="Undo")

    assert "open again" in answer(undone).content
    assert simulated.tags_of(post) == ["Open"]
    assert "This is solved" in labels(await card_of(community, post))


async def test_accepting_another_answer_asks_first_and_then_moves(community: Community) -> None:
    post, _ = await solved(community)
    better = await community.helper2.send(post, "Better: send it in, it is covered.")

    asked_first = await community.asker.context_menu(post, "Accept answer", better)
    assert "Another answer" in answer(asked_first).content
    question = await row_of(community, post)
    assert question.solution is not None and question.solution.answerer_id == community.helper.id

    await community.asker.click(answer(asked_first), label="Accept this one instead")

    assert f"<@{community.helper2.id}>" in text_of(await card_of(community, post))


async def test_solved_lists_the_other_answers_of_a_solved_question(community: Community) -> None:
    post, _ = await solved(community)
    better = await community.helper2.send(post, "Better: send it in.")

    shown = await community.asker.slash(post, "solved")
    moved = await community.asker.select(answer(shown), [str(better.id)])

    assert "The solution is now" in answer(moved).content


async def test_accepting_the_same_answer_twice_changes_nothing(community: Community) -> None:
    post, message = await solved(community)

    told = await accept(community, community.asker, post, message)

    assert "already" in told.lower()
    assert (await row_of(community, post)).state is State.SOLVED


async def test_of_two_who_accept_at_once_one_wins(community: Community) -> None:
    post, first = await asked_and_answered(community)
    second = await community.helper2.send(post, "Another way.")

    results = await simulated.at_once(
        community.env,
        community.asker.context_menu(post, "Accept answer", first),
        community.staff.context_menu(post, "Accept answer", second),
    )

    solution = (await row_of(community, post)).solution
    assert solution is not None
    assert str(solution.message_id) in text_of(await card_of(community, post))
    assert len(results) == 2


# Thanking


async def test_the_asker_can_thank_others_who_helped(community: Community) -> None:
    post, message = await asked_and_answered(community)
    await community.helper2.send(post, "Or vinegar.")

    told = await community.asker.context_menu(post, "Accept answer", message)
    assert list(options_of(answer(told))) == ["helper2"]
    thanked = await community.asker.select(answer(told), [str(community.helper2.id)])

    assert f"<@{community.helper2.id}>" in answer(thanked).content


async def test_only_the_asker_is_asked_to_thank(community: Community) -> None:
    post, message = await asked_and_answered(community)
    await community.helper2.send(post, "Or vinegar.")

    told = await community.staff.context_menu(post, "Accept answer", message)

    assert options_of(answer(told)) == {}


# A text channel instead of a forum


async def test_in_a_text_channels_threads_everything_works_the_same(community: Community) -> None:
    place = community.server.create_text_channel("help")
    await community.env.settle()
    await community.set(QuestionSettings, forum_channel_id=place.id)
    shown = await community.asker.slash(community.general, "ask", title="My kettle beeps twice")
    await community.asker.submit_modal(shown, {"title": "My kettle beeps twice", "details": "Off it goes."})
    [thread] = place.threads
    message = await community.helper.send(thread, "Descale it.")

    told = await accept(community, community.asker, thread, message)

    assert "Solved by" in told
    question = await row_of(community, thread)
    card = next(one for one in [*place.history(), *thread.history()] if one.id == question.card_message_id)
    assert "Solved" in text_of(card)
    assert "open again" in private_text(await community.asker.click(card, label="Re-open"))
    assert "is yours until" in private_text(await community.helper.click(card, label="I'll take this"))
    assert "My kettle" in private_text(await community.bystander.slash(community.general, "questions open"))


# Archived, deleted, and Discord failing


async def test_accepting_in_an_archived_thread_disturbs_nobody(community: Community) -> None:
    post, message = await asked_and_answered(community)
    question = await row_of(community, post)
    await simulated.set_thread(community.env, post, archived=True)
    count = len(post.history())

    # From outside: opening the thread to press something in it does not wake it.
    made = await forged(community, community.general, f"questions:move:{question.id}:{message.id}")
    told = private_text(await community.asker.click(made, label="?"))

    assert "Solved by" in told
    assert post._channel.thread_metadata is not None and post._channel.thread_metadata.archived
    assert simulated.tags_of(post) == ["Solved"]
    assert "Solved" in text_of(await card_of(community, post))
    assert len(post.history()) <= count


async def test_a_deleted_solution_opens_the_question_and_says_so(community: Community) -> None:
    post, message = await solved(community)

    await community.helper.delete(message)

    assert (await row_of(community, post)).state is State.OPEN
    assert simulated.tags_of(post) == ["Open"]
    assert "was deleted" in text_of(post.last_message)


REFUSALS = (403, 404, 429, 500)
CALLS = [
    ("GET", "/channels/*/messages/*"),
    ("GET", "/guilds/*/members/*"),
    ("GET", "/channels/*/messages"),
    ("PATCH", "/channels/*/messages/*"),
    ("PATCH", "/channels/*"),
    ("DELETE", "/channels/*/messages/*"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_whatever_discord_refuses_the_person_is_told_and_the_card_comes_right(
    community: Community, method: str, path: str
) -> None:
    for status in REFUSALS:
        post, message = await asked_and_answered(community, f"Refused with {status}")
        community.fails(method, path, status, times=1)

        assert await accept(community, community.asker, post, message), status
        community.works_again()
        await community.later(minutes=10)

        question = await row_of(community, post)
        shown = text_of(await card_of(community, post))
        assert ("**Solved**" in shown) is (question.state is State.SOLVED), status
        assert simulated.tags_of(post) == (["Solved"] if question.state is State.SOLVED else ["Open"]), status


async def test_an_offer_that_discord_refuses_keeps_nobody_from_answering(community: Community) -> None:
    for status in REFUSALS:
        post = await asked(community, f"Refused with {status}")
        community.fails("POST", f"/channels/{post.id}/messages", status, times=1)

        await community.helper.send(post, "Descale it.")
        community.works_again()

        assert (await row_of(community, post)).first_answer is not None, status
