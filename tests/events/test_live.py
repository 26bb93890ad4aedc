"""Live questions: asked, voted on once each, taken by the host, and closed with the event."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.actor import Actor
from bot.app import App
from bot.due import cancel, unfinished
from bot.errors import UserError
from bot.events import errors, rsvp_errors, rules
from bot.events.live import OPEN_MAX, PAGE_SIZE, Questions
from bot.events.model import LiveState
from bot.events.store.live import Question
from bot.events.tables import event_question
from tests.events.hall import ANNA, BEN, COHOST, GUILD, HOST, LENGTH, MIKA, MODERATOR, OTHER_GUILD, START, Hall, member
from tests.support.clock import MovableClock


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START
    return Hall(app=app, clock=clock)


async def opened(hall: Hall, **changes: Any) -> int:
    """Make an event with a card of questions; returns the date's id."""
    occurrence_id = await hall.occurrence(**changes)
    assert await hall.app.events.live.opened(
        by=HOST, occurrence_id=occurrence_id, channel_id=7, message_id=8, instead_of=None
    )
    return occurrence_id


async def ask(hall: Hall, occurrence_id: int, text: str = "Which tea?", by: Actor = ANNA) -> Question:
    return await hall.app.events.live.ask(text, by=by, occurrence_id=occurrence_id)


async def card(hall: Hall, occurrence_id: int) -> Questions:
    found = await hall.app.events.live.shown(guild_id=GUILD, occurrence_id=occurrence_id)
    assert found is not None
    return found


async def test_the_most_wanted_come_first_and_everybody_votes_once(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    first, second = await ask(hall, occurrence_id, "First?"), await ask(hall, occurrence_id, "Second?", BEN)
    for _ in range(3):
        await live.vote(by=MIKA, question_id=second.id)
    assert [(one.text, one.votes) for one in (await card(hall, occurrence_id)).questions] == [
        ("Second?", 2),
        ("First?", 1),
    ]
    page = await live.page(by=MIKA, occurrence_id=occurrence_id, page=1)
    assert [(one.id, one.voted) for one in page.questions] == [(second.id, True), (first.id, False)]

    for _ in range(2):
        await live.unvote(by=MIKA, question_id=second.id)
    assert [one.votes for one in (await card(hall, occurrence_id)).questions] == [1, 1]


async def test_ones_own_vote_is_in_from_the_beginning_and_counts_once(hall: Hall) -> None:
    live, question = hall.app.events.live, await ask(hall, await opened(hall))
    assert question.votes == 1
    for act in (live.vote, live.unvote):
        with pytest.raises(errors.OwnQuestion):
            await act(by=ANNA, question_id=question.id)


async def test_many_vote_at_once(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    question = await ask(hall, occurrence_id)
    crowd = [member(number % 20) for number in range(40)]  # each twice
    await asyncio.gather(*(live.vote(by=who, question_id=question.id) for who in crowd))
    assert [one.votes for one in (await card(hall, occurrence_id)).questions] == [21]
    async with hall.app.database.read() as connection:
        rows = await unfinished(connection, kind=rules.LIVE, subject_ids=[occurrence_id])
    assert len(rows) == 1, "one edit for all of them"


async def test_three_open_questions_each_even_at_once(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)

    async def attempt(number: int) -> type[UserError] | None:
        try:
            await ask(hall, occurrence_id, f"Number {number}?")
        except UserError as refused:
            return type(refused)
        return None

    done = await asyncio.gather(*(attempt(number) for number in range(6)))
    assert done.count(None) == OPEN_MAX and done.count(errors.QuestionsEnough) == 3
    [first, *_] = (await card(hall, occurrence_id)).questions
    await live.decide(by=HOST, question_id=first.id, state=LiveState.ANSWERED)
    await ask(hall, occurrence_id, "Another?")


async def test_what_is_no_question_is_refused_and_long_ones_are_cut(hall: Hall) -> None:
    occurrence_id = await opened(hall)
    for nothing in ("", "   ", "🍵!?", "\u200b\u202e"):
        with pytest.raises(errors.QuestionEmpty):
            await ask(hall, occurrence_id, nothing)
    asked = await ask(hall, occurrence_id, "why\n" * 500)
    assert len(asked.text) <= 300 and "\n" not in asked.text


async def test_the_author_withdraws_and_nobody_else(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    question = await ask(hall, occurrence_id)
    await live.vote(by=BEN, question_id=question.id)
    for by in (BEN, HOST, MODERATOR, Actor(id=ANNA.id, guild_id=OTHER_GUILD)):
        with pytest.raises(errors.QuestionGone):
            await live.withdraw(by=by, question_id=question.id)
    await live.withdraw(by=ANNA, question_id=question.id)
    assert await hall.rows(event_question) == 0
    with pytest.raises(errors.QuestionGone):
        await live.vote(by=BEN, question_id=question.id)


async def test_hosts_answer_set_aside_and_put_back(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    first, second = await ask(hall, occurrence_id, "First?"), await ask(hall, occurrence_id, "Second?")
    with pytest.raises(errors.NotTheHost):
        await live.decide(by=ANNA, question_id=first.id, state=LiveState.ANSWERED)
    await live.decide(by=COHOST, question_id=first.id, state=LiveState.ANSWERED)
    await live.decide(by=MODERATOR, question_id=second.id, state=LiveState.HIDDEN)
    shown = await card(hall, occurrence_id)
    assert (shown.open_count, shown.answered_count, shown.hidden_count) == (0, 1, 1) and not shown.questions
    with pytest.raises(errors.QuestionGone):
        await live.vote(by=BEN, question_id=second.id)

    decided = await live.page(by=HOST, occurrence_id=occurrence_id, page=1, decided=True)
    hidden_from_members = await live.page(by=BEN, occurrence_id=occurrence_id, page=1, decided=True)
    assert {one.id for one in decided.questions} == {first.id, second.id} and not hidden_from_members.questions
    await live.decide(by=HOST, question_id=second.id, state=LiveState.OPEN)
    assert [one.id for one in (await card(hall, occurrence_id)).questions] == [second.id]


async def test_pages_keep_to_the_votes(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    for number in range(PAGE_SIZE + 2):
        await ask(hall, occurrence_id, f"Number {number}?", member(number))
    first = await live.page(by=ANNA, occurrence_id=occurrence_id, page=1)
    last = await live.page(by=ANNA, occurrence_id=occurrence_id, page=9)
    assert (first.pages, len(first.questions), last.page, len(last.questions)) == (2, PAGE_SIZE, 2, 2)


async def test_it_closes_with_the_event_and_what_was_asked_stays(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    question = await ask(hall, occurrence_id)
    shown = await card(hall, occurrence_id)
    assert shown.is_open
    hall.clock.now = START + LENGTH
    await hall.end(occurrence_id)
    for attempt in (ask(hall, occurrence_id, "Late?", BEN), live.vote(by=BEN, question_id=question.id)):
        with pytest.raises(errors.QuestionsClosed):
            await attempt
    shown = await card(hall, occurrence_id)
    assert not shown.is_open and shown.board is not None and not shown.board.open
    assert [one.text for one in shown.questions] == ["Which tea?"]
    with pytest.raises(errors.AlreadyOver):
        await live.set_open(by=HOST, occurrence_id=occurrence_id, is_open=True)
    await live.decide(by=HOST, question_id=question.id, state=LiveState.ANSWERED)  # somebody answered in writing


async def test_the_end_is_planned_and_a_change_goes_first(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)

    async def planned() -> timedelta:
        async with hall.app.database.read() as connection:
            [row] = await unfinished(connection, kind=rules.LIVE, subject_ids=[occurrence_id])
        return row.due_at - hall.clock()

    assert await planned() <= timedelta(seconds=1)
    await live.plan_end(await card(hall, occurrence_id))
    assert await planned() <= timedelta(seconds=1), "what is still to be shown isn't put off"
    async with hall.app.database.write() as connection:
        await cancel(connection, kind=rules.LIVE, subject_id=occurrence_id)
    await live.plan_end(await card(hall, occurrence_id))
    assert LENGTH < await planned() < LENGTH + timedelta(minutes=1)
    await ask(hall, occurrence_id)
    assert await planned() <= timedelta(seconds=1)


async def test_a_host_closes_and_opens_again_and_one_card_is_enough(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await opened(hall)
    again = await live.opened(by=COHOST, occurrence_id=occurrence_id, channel_id=7, message_id=9, instead_of=None)
    assert not again
    assert await live.opened(by=HOST, occurrence_id=occurrence_id, channel_id=7, message_id=10, instead_of=8)
    assert not await live.opened(by=HOST, occurrence_id=occurrence_id, channel_id=7, message_id=11, instead_of=8)
    with pytest.raises(errors.NotTheHost):
        await live.set_open(by=ANNA, occurrence_id=occurrence_id, is_open=False)
    await live.set_open(by=HOST, occurrence_id=occurrence_id, is_open=False)
    with pytest.raises(errors.QuestionsClosed):
        await ask(hall, occurrence_id)
    await live.set_open(by=HOST, occurrence_id=occurrence_id, is_open=True)
    await ask(hall, occurrence_id)


async def test_only_those_it_is_for_take_part(hall: Hall) -> None:
    occurrence_id = await opened(hall, audience_role_id=77)
    with pytest.raises(rsvp_errors.RoleNeeded):
        await ask(hall, occurrence_id)
    question = await ask(hall, occurrence_id, by=Actor(id=BEN.id, guild_id=GUILD, role_ids=frozenset({77})))
    with pytest.raises(rsvp_errors.RoleNeeded):
        await hall.app.events.live.vote(by=ANNA, question_id=question.id)


async def test_without_a_card_no_questions_are_taken(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    with pytest.raises(errors.QuestionsClosed):
        await ask(hall, occurrence_id)
    assert await hall.app.events.live.shown(guild_id=GUILD, occurrence_id=occurrence_id) is None
    with pytest.raises(errors.OccurrenceNotFound):
        await ask(hall, 999)
