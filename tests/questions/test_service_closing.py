"""Questions end without a solution of their own, with a reason, and come back."""

import asyncio

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.questions import errors
from bot.questions.model import CloseReason, FactKind, Question, ReopenCause, Role, State
from tests.questions.room import (
    ASKER,
    GUILD,
    HELPER,
    OTHER_GUILD,
    SECOND,
    STAFF,
    STRANGER,
    TRUSTED,
    Room,
    person,
)


async def test_the_asker_withdraws_with_or_without_a_word(room: Room) -> None:
    closing = room.app.questions.closing
    silent = await closing.close(by=ASKER, question_id=(await room.ask()).id)
    assert (silent.state, silent.close_reason, silent.close_note) == (State.CLOSED, CloseReason.WITHDRAWN, None)
    said = await closing.close(by=ASKER, question_id=(await room.ask()).id, note="Bought a new one")
    assert (said.close_note, said.closed_by_id) == ("Bought a new one", ASKER.id)
    assert await room.planned(said.id) == {}


async def test_staff_close_with_a_written_reason_only(room: Room) -> None:
    question = await room.ask()
    with pytest.raises(errors.ReasonNeeded):
        await room.app.questions.closing.close(by=STAFF, question_id=question.id)
    closed = await room.app.questions.closing.close(by=STAFF, question_id=question.id, note="Off topic")
    assert (closed.close_reason, closed.close_note) == (CloseReason.STAFF, "Off topic")


@pytest.mark.parametrize("by", [STRANGER, HELPER, TRUSTED])
async def test_others_do_not_close(room: Room, by: Actor) -> None:
    question = await room.ask()
    with pytest.raises(errors.NotYoursToClose):
        await room.app.questions.closing.close(by=by, question_id=question.id, note="I want it closed")
    assert (await room.now(question)).state is State.OPEN


async def test_what_is_closed_or_solved_is_not_closed_again(room: Room) -> None:
    closing = room.app.questions.closing
    closed = await closing.close(by=ASKER, question_id=(await room.ask()).id)
    solved = await room.solved()
    with pytest.raises(errors.AlreadyClosed):
        await closing.close(by=ASKER, question_id=closed.id)
    with pytest.raises(errors.AlreadySolved):
        await closing.close(by=ASKER, question_id=solved.id)


async def test_of_two_who_close_at_once_one_wins(room: Room) -> None:
    question = await room.ask()
    closing = room.app.questions.closing
    results = await asyncio.gather(
        closing.close(by=ASKER, question_id=question.id),
        closing.close(by=STAFF, question_id=question.id, note="Off topic"),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyClosed", "Question"]


async def test_an_anonymous_asker_closes_unseen(room: Room) -> None:
    question = await room.ask(anonymous=True)
    closed = await room.app.questions.closing.close(by=ASKER, question_id=question.id)
    assert closed.closed_by_id is None
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert [(fact.member_id, fact.role) for fact in facts] == [(None, Role.ASKER), (None, Role.ASKER)]


# Duplicates


@pytest.mark.parametrize("by", [ASKER, STAFF, TRUSTED])
async def test_a_duplicate_names_the_question_it_repeats(room: Room, by: Actor) -> None:
    original, question = await room.ask(SECOND), await room.ask(ASKER)
    closed = await room.app.questions.closing.mark_duplicate(by=by, question_id=question.id, of_id=original.id)
    assert (closed.close_reason, closed.duplicate_of_id) == (CloseReason.DUPLICATE, original.id)


async def test_a_duplicate_of_a_duplicate_names_the_original(room: Room) -> None:
    mark = room.app.questions.closing.mark_duplicate
    first, second, third = [await room.ask() for _ in range(3)]
    await mark(by=STAFF, question_id=second.id, of_id=first.id)
    assert (await mark(by=STAFF, question_id=third.id, of_id=second.id)).duplicate_of_id == first.id


async def test_when_an_original_becomes_a_duplicate_those_of_it_follow(room: Room) -> None:
    mark = room.app.questions.closing.mark_duplicate
    first, second, third = [await room.ask() for _ in range(3)]
    await mark(by=STAFF, question_id=third.id, of_id=second.id)
    await mark(by=STAFF, question_id=second.id, of_id=first.id)
    assert (await room.now(third)).duplicate_of_id == first.id


async def test_duplicates_never_run_in_a_circle(room: Room) -> None:
    mark, reopen = room.app.questions.closing.mark_duplicate, room.app.questions.closing.reopen
    first, second = await room.ask(), await room.ask()
    await mark(by=STAFF, question_id=second.id, of_id=first.id)
    with pytest.raises(errors.DuplicateCycle):
        await mark(by=STAFF, question_id=first.id, of_id=second.id)
    with pytest.raises(errors.DuplicateOfItself):
        await mark(by=STAFF, question_id=first.id, of_id=first.id)
    assert (await room.now(first)).state is State.OPEN
    assert (await reopen(by=STAFF, question_id=second.id)).duplicate_of_id is None


async def test_a_duplicate_of_another_servers_or_a_deleted_question_is_refused(room: Room) -> None:
    question, deleted = await room.ask(), await room.ask()
    elsewhere = await room.ask(person(ASKER.id, guild_id=OTHER_GUILD))
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=deleted.thread_id)
    mark = room.app.questions.closing.mark_duplicate
    cases: list[tuple[int, type[UserError]]] = [
        (elsewhere.id, errors.QuestionNotFound),
        (999, errors.QuestionNotFound),
        (deleted.id, errors.QuestionGone),
    ]
    for of_id, refused in cases:
        with pytest.raises(refused):
            await mark(by=STAFF, question_id=question.id, of_id=of_id)
    with pytest.raises(errors.NotYoursToClose):
        await mark(by=STRANGER, question_id=question.id, of_id=(await room.ask()).id)
    assert (await room.now(question)).state is State.OPEN


# Deflected


async def test_this_solved_it_closes_a_question_just_asked(room: Room) -> None:
    known, question = await room.solved(), await room.ask(ASKER)
    deflected = await room.app.questions.closing.deflect(by=ASKER, question_id=question.id, to_id=known.id)
    assert (deflected.close_reason, deflected.duplicate_of_id) == (CloseReason.DEFLECTED, known.id)


async def test_this_solved_it_is_the_askers_word_within_the_hour(room: Room) -> None:
    known, question, unsolved = await room.solved(), await room.ask(ASKER), await room.ask(SECOND)
    deflect = room.app.questions.closing.deflect
    with pytest.raises(errors.NotTheAsker):
        await deflect(by=STAFF, question_id=question.id, to_id=known.id)
    with pytest.raises(errors.NotSolved):
        await deflect(by=ASKER, question_id=question.id, to_id=unsolved.id)
    with pytest.raises(errors.DuplicateOfItself):
        await deflect(by=ASKER, question_id=question.id, to_id=question.id)
    room.clock.advance(hours=1, seconds=1)
    with pytest.raises(errors.TooLateToDeflect):
        await deflect(by=ASKER, question_id=question.id, to_id=known.id)
    assert (await room.now(question)).state is State.OPEN


async def test_pressing_this_solved_it_twice_says_so(room: Room) -> None:
    known, question = await room.solved(), await room.ask(ASKER)
    deflect = room.app.questions.closing.deflect
    await deflect(by=ASKER, question_id=question.id, to_id=known.id)
    with pytest.raises(errors.AlreadyClosed):
        await deflect(by=ASKER, question_id=question.id, to_id=known.id)


# Open again


async def closed_with_help(room: Room) -> Question:
    question = await room.ask()
    await room.reply(question, HELPER)
    await room.app.questions.claims.claim(by=SECOND, question_id=question.id)
    return await room.app.questions.closing.close(by=STAFF, question_id=question.id, note="Off topic")


@pytest.mark.parametrize("by", [ASKER, HELPER, SECOND, STAFF, TRUSTED])
async def test_whoever_was_part_of_it_opens_it_again(room: Room, by: Actor) -> None:
    question = await closed_with_help(room)
    again = await room.app.questions.closing.reopen(by=by, question_id=question.id)
    assert (again.state, again.close_reason, again.close_note, again.reopened) == (State.OPEN, None, None, 1)
    facts = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert (facts[-1].kind, facts[-1].detail) == (FactKind.REOPENED, ReopenCause.ASKED_AGAIN)
    assert set(await room.planned(question.id)) == {"quiet"}


async def test_a_stranger_does_not_open_it_again_and_an_open_one_is_open(room: Room) -> None:
    question = await closed_with_help(room)
    reopen = room.app.questions.closing.reopen
    with pytest.raises(errors.NotYoursToReopen):
        await reopen(by=STRANGER, question_id=question.id)
    await reopen(by=ASKER, question_id=question.id)
    with pytest.raises(errors.AlreadyOpen):
        await reopen(by=ASKER, question_id=question.id)


async def test_of_two_who_reopen_at_once_one_wins(room: Room) -> None:
    question = await closed_with_help(room)
    reopen = room.app.questions.closing.reopen
    results = await asyncio.gather(
        *(reopen(by=by, question_id=question.id) for by in (ASKER, HELPER)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyOpen", "Question"]
    assert (await room.now(question)).reopened == 1


async def test_opening_a_solved_question_takes_the_acceptance_back(room: Room) -> None:
    question = await room.solved()
    with pytest.raises(errors.NotYoursToReopen):
        await room.app.questions.closing.reopen(by=HELPER, question_id=question.id)
    again = await room.app.questions.closing.reopen(by=ASKER, question_id=question.id)
    assert (again.state, again.solution) == (State.OPEN, None)


async def test_a_deleted_question_does_not_come_back(room: Room) -> None:
    question = await room.ask()
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    with pytest.raises(errors.QuestionGone):
        await room.app.questions.closing.reopen(by=ASKER, question_id=question.id)


async def test_a_forged_id_of_another_server_is_not_found(room: Room) -> None:
    question, forger = await room.ask(), person(ASKER.id, guild_id=OTHER_GUILD)
    closing = room.app.questions.closing
    for use in (
        closing.close(by=forger, question_id=question.id),
        closing.reopen(by=forger, question_id=question.id),
        closing.mark_duplicate(by=forger, question_id=question.id, of_id=question.id),
        closing.deflect(by=forger, question_id=question.id, to_id=question.id),
    ):
        with pytest.raises(errors.QuestionNotFound):
            await use
    assert await room.now(question) == question
