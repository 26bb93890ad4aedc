"""Messages in a question's thread become answers, get votes, and are followed when they change or go."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.questions import errors
from bot.questions.model import CloseReason, FactKind, Side, State
from tests.questions.room import (
    ASKER,
    FORUM,
    GUILD,
    HELPER,
    ORDERS,
    OTHER_GUILD,
    SECOND,
    STAFF,
    STRANGER,
    Room,
)


async def test_the_first_answer_is_noted_with_its_time_and_side(room: Room) -> None:
    question = await room.ask()
    room.clock.advance(minutes=20)
    recorded = await room.app.questions.answers.record(room.message(question, STAFF), guild_id=GUILD)
    room.clock.advance(minutes=20)
    later = await room.app.questions.answers.record(room.message(question, HELPER), guild_id=GUILD)

    assert recorded is not None and recorded.first and later is not None and not later.first
    first = later.question.first_answer
    assert first is not None
    assert (first.at, first.author_id, first.side) == (question.asked_at + timedelta(minutes=20), STAFF.id, Side.STAFF)
    assert later.question.first_member_answer_at == question.asked_at + timedelta(minutes=40)


async def test_an_answer_ends_the_waiting_and_begins_the_quiet(room: Room) -> None:
    question = await room.ask(ASKER, "Where is it?", "", ORDERS)
    room.clock.advance(minutes=10)
    await room.reply(question, HELPER)
    assert await room.planned(question.id) == {"quiet": room.clock() + timedelta(hours=24)}


async def test_what_the_asker_and_bots_write_is_no_answer(room: Room) -> None:
    question = await room.ask()
    own = await room.app.questions.answers.record(room.message(question, ASKER), guild_id=GUILD)
    bots = await room.app.questions.answers.record(room.message(question, HELPER, is_bot=True), guild_id=GUILD)
    assert own is not None and own.answer is None and not own.offer_accept
    assert bots is None
    assert (await room.now(question)).first_answer is None


async def test_a_message_elsewhere_is_none_of_ours(room: Room) -> None:
    question = await room.ask()
    elsewhere = replace(room.message(question, HELPER), channel_id=999)
    assert await room.app.questions.answers.record(elsewhere, guild_id=GUILD) is None
    assert await room.app.questions.answers.record(room.message(question, HELPER), guild_id=OTHER_GUILD) is None


async def test_the_posts_own_message_is_no_answer(room: Room) -> None:
    question = await room.posted_by_hand()
    starter = replace(room.message(question, HELPER), message_id=question.thread_id)
    assert await room.app.questions.answers.record(starter, guild_id=GUILD) is None


async def test_a_message_read_twice_counts_once(room: Room) -> None:
    question = await room.ask()
    written = room.message(question, HELPER)
    for _ in range(2):
        await room.app.questions.answers.record(written, guild_id=GUILD)
    assert len(await room.app.questions.answers.of(guild_id=GUILD, question_id=question.id)) == 1


async def test_messages_read_in_any_order_give_the_same_first_answer(room: Room) -> None:
    question = await room.ask()
    later = replace(room.message(question, HELPER), written_at=question.asked_at + timedelta(hours=2))
    earlier = replace(room.message(question, SECOND), written_at=question.asked_at + timedelta(hours=1))
    for written in (later, earlier):
        await room.app.questions.answers.record(written, guild_id=GUILD)
    now = await room.now(question)
    assert now.first_answer is not None and now.first_answer.author_id == SECOND.id
    assert now.last_activity_at == later.written_at


async def test_the_button_to_accept_is_offered_once(room: Room) -> None:
    question = await room.ask()
    answers = room.app.questions.answers
    recorded = [
        await answers.record(room.message(question, by), guild_id=GUILD) for by in (ASKER, HELPER, SECOND, HELPER)
    ]
    assert [one is not None and one.offer_accept for one in recorded] == [False, True, False, False]


async def test_an_anonymous_askers_own_message_looks_like_anybodys(room: Room) -> None:
    question = await room.ask(anonymous=True)
    recorded = await room.app.questions.answers.record(room.message(question, ASKER), guild_id=GUILD)
    other = await room.ask(anonymous=True, by=SECOND)
    helped = await room.app.questions.answers.record(room.message(other, ASKER), guild_id=GUILD)
    assert recorded is not None and helped is not None and recorded.answer is not None
    assert (recorded.offer_accept, recorded.first) == (helped.offer_accept, helped.first) == (True, True)
    assert recorded.question.first_answer is not None
    assert set(await room.planned(question.id)) == set(await room.planned(other.id))


async def test_an_anonymous_asker_is_not_asked_to_thank_themselves(room: Room) -> None:
    question = await room.ask(anonymous=True)
    await room.reply(question, ASKER)
    await room.reply(question, HELPER)
    solving = room.app.questions.solving
    assert await solving.helpers(by=ASKER, question_id=question.id) == (HELPER.id,)
    with pytest.raises(errors.HelperNotFound):
        await solving.thank(by=ASKER, question_id=question.id, helper_ids=[ASKER.id])


async def test_two_first_answers_at_once_get_one_offer(room: Room) -> None:
    question = await room.ask()
    recorded = await asyncio.gather(
        *(
            room.app.questions.answers.record(room.message(question, by), guild_id=GUILD)
            for by in (HELPER, SECOND, STAFF)
        )
    )
    assert sum(one is not None and one.offer_accept for one in recorded) == 1
    assert sum(one is not None and one.first for one in recorded) == 1


# Upvotes


async def test_members_vote_once_each(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    for voter in (ASKER, SECOND, SECOND):
        counted = await room.app.questions.answers.upvote(
            guild_id=GUILD, message_id=answer.message_id, member_id=voter.id, emoji="👍"
        )
    assert counted is not None and counted.upvotes == 2


@pytest.mark.parametrize(
    ("member_id", "emoji", "is_bot"), [(HELPER.id, "👍", False), (SECOND.id, "👎", False), (SECOND.id, "👍", True)]
)
async def test_ones_own_vote_another_emoji_and_a_bots_do_not_count(
    room: Room, member_id: int, emoji: str, is_bot: bool
) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    counted = await room.app.questions.answers.upvote(
        guild_id=GUILD, message_id=answer.message_id, member_id=member_id, emoji=emoji, is_bot=is_bot
    )
    assert counted is None
    assert (await room.app.questions.answers.of(guild_id=GUILD, question_id=question.id))[0].upvotes == 0


async def test_a_vote_can_be_taken_back_and_all_can_be_cleared(room: Room) -> None:
    question = await room.ask()
    message_id = (await room.reply(question, HELPER)).message_id
    answers = room.app.questions.answers
    for voter in (SECOND, STRANGER):
        await answers.upvote(guild_id=GUILD, message_id=message_id, member_id=voter.id, emoji="👍")
    left = await answers.take_back_upvote(guild_id=GUILD, message_id=message_id, member_id=SECOND.id, emoji="👍")
    assert left is not None and left.upvotes == 1
    assert await answers.clear_upvotes(guild_id=GUILD, message_id=message_id, emoji="👎") is None
    cleared = await answers.clear_upvotes(guild_id=GUILD, message_id=message_id)
    assert cleared is not None and cleared.upvotes == 0


async def test_a_reaction_to_what_is_no_answer_is_nothing(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    upvote = room.app.questions.answers.upvote
    assert await upvote(guild_id=GUILD, message_id=5, member_id=SECOND.id, emoji="👍") is None
    assert await upvote(guild_id=OTHER_GUILD, message_id=answer.message_id, member_id=SECOND.id, emoji="👍") is None


async def test_the_best_answers_come_first(room: Room) -> None:
    question = await room.ask()
    first, second = await room.reply(question, HELPER), await room.reply(question, SECOND)
    await room.app.questions.answers.upvote(
        guild_id=GUILD, message_id=second.message_id, member_id=ASKER.id, emoji="👍"
    )
    found = await room.app.questions.answers.of(guild_id=GUILD, question_id=question.id)
    assert [answer.message_id for answer in found] == [second.message_id, first.message_id]


async def test_an_answer_is_known_only_in_its_server_and_while_it_stands(room: Room) -> None:
    question = await room.ask()
    recorded = await room.app.questions.answers.record(room.message(question, HELPER), guild_id=GUILD)
    assert recorded is not None and recorded.answer is not None
    answers, answer_id = room.app.questions.answers, recorded.answer.id
    assert (await answers.get(guild_id=GUILD, answer_id=answer_id)).author_id == HELPER.id
    with pytest.raises(errors.AnswerGone):
        await answers.get(guild_id=OTHER_GUILD, answer_id=answer_id)
    await answers.deleted(guild_id=GUILD, message_ids=[recorded.answer.message_id])
    with pytest.raises(errors.AnswerGone):
        await answers.get(guild_id=GUILD, answer_id=answer_id)


# Messages that change or go


async def test_an_edited_solution_is_found_by_what_it_says_now(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER, "Use the descaler.")
    await room.accept(question, answer)
    edited = await room.app.questions.answers.edited(guild_id=GUILD, message_id=answer.message_id, text="Use vinegar.")
    assert edited is not None and edited.solution is not None and edited.solution.text == "Use vinegar."
    finding = room.app.questions.finding
    assert (await finding.search(guild_id=GUILD, text="vinegar", channels=[FORUM])).total == 1
    assert (await finding.search(guild_id=GUILD, text="descaler", channels=[FORUM])).total == 0


async def test_an_edit_of_the_bots_own_post_does_not_become_the_question(room: Room) -> None:
    question = await room.ask(body="My own words.")
    assert question.starter_message_id is not None
    edited = await room.app.questions.answers.edited(
        guild_id=GUILD, message_id=question.starter_message_id, text="❓ Open · buttons"
    )
    assert edited is None
    assert (await room.now(question)).body == "My own words."


async def test_an_edited_post_by_hand_keeps_in_step(room: Room) -> None:
    question = await room.posted_by_hand()
    edited = await room.app.questions.answers.edited(
        guild_id=GUILD, message_id=question.thread_id, text="It leaks at the bottom."
    )
    assert edited is not None and edited.body == "It leaks at the bottom."


async def test_an_unrelated_edit_is_nothing(room: Room) -> None:
    await room.ask()
    assert await room.app.questions.answers.edited(guild_id=GUILD, message_id=5, text="x") is None


async def test_a_deleted_solution_opens_the_question_again(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER, "Use the descaler.")
    await room.accept(question, answer)
    (loss,) = await room.app.questions.answers.deleted(guild_id=GUILD, message_ids=[answer.message_id, 5])

    lost = loss.question
    assert loss.solution
    assert (lost.id, lost.state, lost.solution, lost.reopened) == (question.id, State.OPEN, None, 1)
    assert lost.first_answer is None
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert facts[-1].kind is FactKind.REOPENED
    assert (await room.app.questions.finding.search(guild_id=GUILD, text="descaler", channels=[FORUM])).total == 0


async def test_a_deleted_solution_leaves_other_answers_and_their_quiet(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.reply(question, SECOND)
    await room.accept(question, answer)
    room.clock.advance(hours=2)
    (loss,) = await room.app.questions.answers.deleted(guild_id=GUILD, message_ids=[answer.message_id])
    lost = loss.question
    assert lost.first_answer is not None and lost.first_answer.author_id == SECOND.id
    assert await room.planned(question.id) == {"quiet": room.clock() + timedelta(hours=24)}


async def test_when_the_only_answer_is_deleted_the_question_waits_again(room: Room) -> None:
    question = await room.ask(ASKER, "Where is it?", "", ORDERS)
    waiting = await room.planned(question.id)
    answer = await room.reply(question, HELPER, "spam")
    assert set(await room.planned(question.id)) == {"quiet"}
    (loss,) = await room.app.questions.answers.deleted(guild_id=GUILD, message_ids=[answer.message_id])
    assert loss.question.first_answer is None and not loss.solution
    assert await room.planned(question.id) == waiting


async def test_a_deletion_in_another_server_touches_nothing(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    solved = await room.accept(question, answer)
    assert await room.app.questions.answers.deleted(guild_id=OTHER_GUILD, message_ids=[answer.message_id]) == ()
    assert await room.now(question) == solved


async def test_what_a_member_takes_back_is_not_kept(room: Room) -> None:
    question = await room.posted_by_hand()
    await room.app.questions.answers.deleted(guild_id=GUILD, message_ids=[question.thread_id])
    assert (await room.now(question)).body == ""


async def test_a_deleted_thread_ends_an_open_question_and_keeps_no_text(room: Room) -> None:
    question = await room.ask()
    gone = await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    assert gone is not None
    assert (gone.state, gone.close_reason, gone.title, gone.body) == (State.CLOSED, CloseReason.DELETED, "", "")
    assert await room.planned(question.id) == {}
    assert (await room.app.questions.finding.search(guild_id=GUILD, text="order", channels=[FORUM])).total == 0
    assert (await room.app.questions.finding.mine(by=ASKER)).total == 0


async def test_a_deleted_thread_that_was_solved_stays_solved_in_the_figures(room: Room) -> None:
    question = await room.solved()
    gone = await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    assert gone is not None and gone.state is State.SOLVED
    assert gone.solution is not None and gone.solution.text == ""
    again = await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    assert again == gone


async def test_a_thread_of_another_server_is_not_deleted(room: Room) -> None:
    question = await room.ask()
    assert await room.app.questions.answers.thread_deleted(guild_id=OTHER_GUILD, thread_id=question.thread_id) is None
    assert await room.now(question) == question
