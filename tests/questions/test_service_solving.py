"""An answer is accepted, the acceptance moved and taken back, and helpers are thanked."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.questions import errors
from bot.questions.model import FactKind, ReopenCause, Role, Side, State, Written
from bot.questions.rules import CARD_AGAIN_AFTER
from tests.questions.room import (
    ASKER,
    GUILD,
    HELPER,
    MODERATOR,
    OTHER_GUILD,
    SECOND,
    STAFF,
    STRANGER,
    TRUSTED,
    Room,
    person,
)


@pytest.mark.parametrize(
    ("by", "role"), [(ASKER, Role.ASKER), (STAFF, Role.STAFF), (MODERATOR, Role.STAFF), (TRUSTED, Role.TRUSTED)]
)
async def test_asker_staff_and_trusted_members_accept(room: Room, by: Actor, role: Role) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER, "Look at your account.")
    room.clock.advance(minutes=5)
    solved = await room.accept(question, answer, by)

    assert solved.state is State.SOLVED and solved.solution is not None
    assert (solved.solution.answerer_id, solved.solution.side) == (HELPER.id, Side.MEMBER)
    assert (solved.solution.accepted_as, solved.solution.accepted_by_id) == (role, by.id)
    assert (solved.solution.text, solved.solution.accepted_at) == ("Look at your account.", room.clock())
    assert await room.planned(question.id) == {}


@pytest.mark.parametrize("by", [STRANGER, SECOND, person(HELPER.id + 100)])
async def test_nobody_else_accepts(room: Room, by: Actor) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.reply(question, SECOND)
    before = await room.now(question)
    with pytest.raises(errors.NotYours):
        await room.accept(question, answer, by)
    assert await room.now(question) == before


@pytest.mark.parametrize("by", [ASKER, STAFF, TRUSTED])
async def test_nobody_accepts_their_own_answer(room: Room, by: Actor) -> None:
    question = await room.ask()
    before = await room.now(question)
    with pytest.raises(errors.OwnAnswer):
        await room.accept(question, room.message(question, by), by)
    assert await room.now(question) == before


async def test_a_bots_message_a_deleted_one_and_one_from_elsewhere_are_not_accepted(room: Room) -> None:
    question, other = await room.ask(), await room.ask()
    deleted = await room.reply(question, HELPER)
    await room.app.questions.answers.deleted(guild_id=GUILD, message_ids=[deleted.message_id])
    elsewhere = await room.reply(other, HELPER)
    before = await room.now(question)
    cases: list[tuple[Written, type[UserError]]] = [
        (room.message(question, HELPER, is_bot=True), errors.BotAnswer),
        (deleted, errors.AnswerGone),
        (elsewhere, errors.NotAnAnswer),
        (replace(elsewhere, channel_id=question.thread_id), errors.NotAnAnswer),
    ]
    for answer, refused in cases:
        with pytest.raises(refused):
            await room.accept(question, answer)
    assert await room.now(question) == before


async def test_a_question_of_another_server_is_not_found(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    forger = person(ASKER.id, guild_id=OTHER_GUILD)
    for use in (
        room.accept(question, answer, forger),
        room.app.questions.solving.undo(by=forger, question_id=question.id),
        room.app.questions.solving.thank(by=forger, question_id=question.id, helper_ids=[HELPER.id]),
    ):
        with pytest.raises(errors.QuestionNotFound):
            await use


async def test_a_deleted_question_is_not_solved(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    with pytest.raises(errors.QuestionGone):
        await room.accept(question, answer)


async def test_of_two_who_accept_at_once_one_wins(room: Room) -> None:
    question = await room.ask()
    one, other = await room.reply(question, HELPER), await room.reply(question, SECOND)
    results = await asyncio.gather(
        room.accept(question, one, ASKER), room.accept(question, other, STAFF), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadySolved", "Question"]
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert [fact.kind for fact in facts].count(FactKind.SOLVED) == 1


async def test_a_message_never_seen_before_can_be_accepted(room: Room) -> None:
    question = await room.ask()
    room.clock.advance(hours=1)
    unseen = room.message(question, STAFF)
    room.clock.advance(hours=1)
    solved = await room.accept(question, unseen)
    assert solved.first_answer is not None
    assert solved.first_answer.at == question.asked_at + timedelta(hours=1)
    assert solved.solution is not None and solved.solution.side is Side.STAFF


async def test_the_side_is_the_one_at_answering(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    promoted = replace(answer, author_role_ids=STAFF.role_ids)
    solved = await room.accept(question, promoted)
    assert solved.solution is not None and solved.solution.side is Side.MEMBER


async def test_a_closed_question_can_still_be_solved(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.app.questions.closing.close(by=ASKER, question_id=question.id)
    solved = await room.accept(question, answer)
    assert (solved.state, solved.close_reason, solved.closed_at) == (State.SOLVED, None, None)


async def test_accepting_ends_a_claim(room: Room) -> None:
    question = await room.ask()
    await room.app.questions.claims.claim(by=SECOND, question_id=question.id)
    solved = await room.accept(question, await room.reply(question, HELPER))
    assert solved.claim is None
    assert await room.planned(question.id) == {}


# The asker's own words, and askers who left


async def test_staff_may_accept_what_the_asker_found_out(room: Room) -> None:
    question = await room.ask()
    found_out = await room.reply(question, ASKER, "It was the fuse.")
    solved = await room.accept(question, found_out, STAFF)
    assert solved.solution is not None and solved.solution.side is Side.ASKER
    assert solved.first_answer is None


async def test_what_an_anonymous_asker_found_out_is_accepted_without_naming_them_as_asker(room: Room) -> None:
    question = await room.ask(anonymous=True)
    found_out = await room.reply(question, ASKER, "It was the fuse.")
    solved = await room.accept(question, found_out, STAFF)
    assert solved.solution is not None and solved.solution.side is Side.MEMBER


async def test_an_anonymous_asker_accepts_unseen(room: Room) -> None:
    question = await room.ask(anonymous=True)
    answer = await room.reply(question, HELPER)
    with pytest.raises(errors.NotYours):
        await room.accept(question, answer, STRANGER)
    solved = await room.accept(question, answer, ASKER)
    assert solved.solution is not None
    assert (solved.solution.accepted_as, solved.solution.accepted_by_id) == (Role.ASKER, None)
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert ASKER.id not in {fact.member_id for fact in facts}


@pytest.mark.parametrize("anonymous", [False, True])
async def test_when_the_asker_left_those_who_helped_may_accept(room: Room, anonymous: bool) -> None:
    question = await room.ask(anonymous=anonymous)
    answer = await room.reply(question, HELPER)
    await room.reply(question, SECOND)
    await room.app.questions.asking.member_left(guild_id=GUILD, member_id=ASKER.id)
    with pytest.raises(errors.NotYours):
        await room.accept(question, answer, STRANGER)
    with pytest.raises(errors.OwnAnswer):
        await room.accept(question, answer, HELPER)
    solved = await room.accept(question, answer, SECOND)
    assert solved.solution is not None and solved.solution.accepted_as is Role.HELPER


async def test_an_asker_who_came_back_decides_alone_again(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.reply(question, SECOND)
    await room.app.questions.asking.member_left(guild_id=GUILD, member_id=ASKER.id)
    await room.app.questions.asking.member_joined(guild_id=GUILD, member_id=ASKER.id)
    with pytest.raises(errors.NotYours):
        await room.accept(question, answer, SECOND)


async def test_leaving_one_server_changes_nothing_in_another(room: Room) -> None:
    question = await room.ask()
    await room.app.questions.asking.member_left(guild_id=OTHER_GUILD, member_id=ASKER.id)
    assert (await room.now(question)).asker_left_at is None


# Moving and undoing


async def test_a_solution_is_moved_only_when_that_is_meant(room: Room) -> None:
    question = await room.ask()
    first, second = await room.reply(question, HELPER, "One."), await room.reply(question, SECOND, "Two.")
    await room.accept(question, first)
    with pytest.raises(errors.AlreadySolved):
        await room.accept(question, second)
    moved = await room.app.questions.solving.accept(by=ASKER, question_id=question.id, answer=second, move=True)
    assert moved.previous is not None and moved.previous.answerer_id == HELPER.id
    assert moved.question.solution is not None and moved.question.solution.text == "Two."
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert [fact.kind for fact in facts][-2:] == [FactKind.SOLVED, FactKind.MOVED]


async def test_of_two_who_move_at_once_neither_is_lost_silently(room: Room) -> None:
    question = await room.ask()
    answers = [await room.reply(question, by) for by in (HELPER, SECOND, STRANGER)]
    await room.accept(question, answers[0])
    solving = room.app.questions.solving
    moved = await asyncio.gather(
        *(solving.accept(by=ASKER, question_id=question.id, answer=answer, move=True) for answer in answers[1:])
    )
    previous = [one.previous.answerer_id for one in moved if one.previous]
    last = (await room.now(question)).solution
    assert last is not None
    assert {*previous, last.answerer_id} == {HELPER.id, SECOND.id, STRANGER.id}


async def test_undoing_opens_the_question_and_drops_the_kept_text(room: Room) -> None:
    question = await room.solved(answer="Use the descaler.")
    undone = await room.app.questions.solving.undo(by=ASKER, question_id=question.id)
    assert undone.previous.answerer_id == HELPER.id
    assert (undone.question.state, undone.question.solution, undone.question.reopened) == (State.OPEN, None, 1)
    assert set(await room.planned(question.id)) == {"quiet"}
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert (facts[-1].kind, facts[-1].detail) == (FactKind.REOPENED, ReopenCause.UNDONE)
    with pytest.raises(errors.NotSolved):
        await room.app.questions.solving.undo(by=ASKER, question_id=question.id)


async def test_a_rival_can_not_undo(room: Room) -> None:
    question = await room.ask()
    await room.reply(question, SECOND)
    await room.accept(question, await room.reply(question, HELPER))
    for by in (SECOND, HELPER, STRANGER):
        with pytest.raises(errors.NotYours):
            await room.app.questions.solving.undo(by=by, question_id=question.id)


# Thanks


async def test_the_asker_thanks_several_helpers_once_each(room: Room) -> None:
    question = await room.ask()
    for by in (HELPER, SECOND, HELPER):
        await room.reply(question, by)
    solving = room.app.questions.solving
    assert set(await solving.helpers(by=ASKER, question_id=question.id)) == {HELPER.id, SECOND.id}
    assert await solving.thank(by=ASKER, question_id=question.id, helper_ids=[HELPER.id]) == (HELPER.id,)
    assert await solving.thank(by=ASKER, question_id=question.id, helper_ids=[HELPER.id, SECOND.id]) == (SECOND.id,)
    assert await solving.thank(by=ASKER, question_id=question.id, helper_ids=[HELPER.id]) == ()
    assert await solving.helpers(by=ASKER, question_id=question.id) == ()


@pytest.mark.parametrize(
    ("by", "helper_ids", "refused"),
    [
        (STRANGER, [HELPER.id], errors.NotTheAsker),
        (STAFF, [HELPER.id], errors.NotTheAsker),
        (ASKER, [], errors.NoHelpers),
        (ASKER, [STRANGER.id], errors.HelperNotFound),
        (ASKER, [HELPER.id, ASKER.id], errors.HelperNotFound),
    ],
)
async def test_thanks_go_to_those_who_helped_only(
    room: Room, by: Actor, helper_ids: list[int], refused: type[UserError]
) -> None:
    question = await room.ask()
    await room.reply(question, HELPER)
    with pytest.raises(refused):
        await room.app.questions.solving.thank(by=by, question_id=question.id, helper_ids=helper_ids)
    assert await room.app.questions.solving.helpers(by=ASKER, question_id=question.id) == (HELPER.id,)


async def test_what_the_card_shows_is_planned_to_be_drawn_with_the_change_itself(room: Room) -> None:
    """A process that dies right after the change leaves the drawing to the next one."""
    question = await room.ask()  # its buttons need its id, so the card is finished after it is stored
    assert await room.drawing_planned(question.id) == room.clock() + CARD_AGAIN_AFTER

    room.clock.advance(minutes=5)
    answer = await room.reply(question, HELPER)
    assert await room.drawing_planned(question.id) == room.clock() + CARD_AGAIN_AFTER

    room.clock.advance(minutes=5)
    await room.accept(question, answer)
    assert await room.drawing_planned(question.id) == room.clock() + CARD_AGAIN_AFTER


async def test_a_second_answer_changes_nothing_on_the_card(room: Room) -> None:
    question = await room.ask()
    await room.reply(question, HELPER)
    planned = await room.drawing_planned(question.id)
    room.clock.advance(minutes=5)
    await room.reply(question, SECOND)
    assert await room.drawing_planned(question.id) == planned
