"""What the questions of a period amount to, told from a small community whose numbers can be counted by hand."""

from datetime import timedelta

import pytest

from bot.actor import Actor
from bot.questions import errors
from bot.questions.figures import Figures, Spread
from bot.questions.model import Question
from tests.questions.room import (
    ASKER,
    GUILD,
    HELPER,
    MACHINES,
    ORDERS,
    OTHER_GUILD,
    SECOND,
    STAFF,
    Room,
    person,
)


async def report(room: Room, *, guild_id: int = GUILD, days: int = 30) -> Figures:
    end = room.clock() + timedelta(seconds=1)
    return await room.app.questions.figures.report(guild_id=guild_id, start=end - timedelta(days=days), end=end)


async def answered_after(room: Room, minutes: int, *, by: Actor = HELPER, accept: bool = False) -> Question:
    """Ask, answer `minutes` later, and accept as much later again; the clock then is where it was."""
    question = await room.ask()
    room.clock.advance(minutes=minutes)
    answer = await room.reply(question, by)
    if accept:
        room.clock.advance(minutes=minutes)
        await room.accept(question, answer)
        room.clock.advance(minutes=-minutes)
    room.clock.advance(minutes=-minutes)
    return await room.now(question)


async def test_a_server_without_questions_has_no_shares(room: Room) -> None:
    figures = await report(room)
    assert (figures.asked, figures.tickets_saved, figures.open) == (0, 0, 0)
    assert figures.share_answered is None and figures.share_solved_by_members is None
    assert figures.first_answer is None and figures.solution is None and figures.saved is None


async def test_times_are_nearest_rank_percentiles(room: Room) -> None:
    for minutes in (10, 20, 30, 40, 50, 60, 70, 80, 90, 1000):
        await answered_after(room, minutes, accept=True)
    await room.ask()
    room.clock.advance(days=2)
    figures = await report(room)
    assert figures.first_answer == Spread(p50=timedelta(minutes=50), p90=timedelta(minutes=90))
    assert figures.solution == Spread(p50=timedelta(minutes=100), p90=timedelta(minutes=180))
    assert figures.share_answered == 10 / 11


async def test_who_answered_and_who_solved_is_told_apart(room: Room) -> None:
    await answered_after(room, 10, by=HELPER, accept=True)
    await answered_after(room, 10, by=SECOND, accept=True)
    await answered_after(room, 10, by=STAFF, accept=True)
    await answered_after(room, 10, by=STAFF)
    own = await room.ask()
    await room.app.questions.solving.accept(
        by=STAFF, question_id=own.id, answer=await room.reply(own, ASKER, "Found it.")
    )
    room.clock.advance(hours=1)
    figures = await report(room)
    assert (figures.asked, figures.answered, figures.answered_first_by_member) == (5, 4, 2)
    assert (figures.solved, figures.solved_by_members) == (4, 2)
    assert figures.share_solved_by_members == 0.5
    assert figures.tickets_saved == 2


async def test_saved_tickets_are_solved_by_members_and_deflected_and_have_a_price(room: Room) -> None:
    await room.set(cost_per_ticket=1200.5, currency="EUR")
    known = await answered_after(room, 10, accept=True)
    room.clock.advance(hours=1)
    for _ in range(2):
        deflected = await room.ask()
        await room.app.questions.closing.deflect(by=ASKER, question_id=deflected.id, to_id=known.id)
    figures = await report(room)
    assert (figures.deflected, figures.tickets_saved) == (2, 3)
    assert (figures.saved, figures.currency) == (3601.5, "EUR")


async def test_what_was_taken_back_saves_nothing(room: Room) -> None:
    known = await answered_after(room, 10, accept=True)
    undone = await answered_after(room, 10, accept=True)
    room.clock.advance(hours=1)
    deflected = await room.ask()
    await room.app.questions.closing.deflect(by=ASKER, question_id=deflected.id, to_id=known.id)
    assert (await report(room)).tickets_saved == 3
    await room.app.questions.solving.undo(by=ASKER, question_id=undone.id)
    await room.app.questions.closing.reopen(by=ASKER, question_id=deflected.id)
    figures = await report(room)
    assert (figures.tickets_saved, figures.reopened, figures.solved) == (1, 2, 1)


async def test_savings_count_when_they_happen_and_shares_when_it_was_asked(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    room.clock.advance(days=10)
    await room.accept(question, answer)
    recent = await report(room, days=5)
    assert (recent.asked, recent.solved, recent.tickets_saved) == (0, 0, 1)
    whole = await report(room, days=20)
    assert (whole.asked, whole.solved, whole.tickets_saved) == (1, 1, 1)


async def test_a_period_begins_with_its_start_and_ends_before_its_end(room: Room) -> None:
    asked = (await room.ask()).asked_at
    count = room.app.questions.figures.report
    hour = timedelta(hours=1)
    assert (await count(guild_id=GUILD, start=asked, end=asked + hour)).asked == 1
    assert (await count(guild_id=GUILD, start=asked - hour, end=asked)).asked == 0
    with pytest.raises(errors.BadPeriod):
        await count(guild_id=GUILD, start=asked, end=asked)


async def test_duplicates_and_deflected_questions_needed_no_answer(room: Room) -> None:
    known = await answered_after(room, 10, accept=True)
    room.clock.advance(hours=1)
    duplicate, deflected, silent = [await room.ask() for _ in range(3)]
    await room.app.questions.closing.mark_duplicate(by=STAFF, question_id=duplicate.id, of_id=known.id)
    await room.app.questions.closing.deflect(by=ASKER, question_id=deflected.id, to_id=known.id)
    await room.app.questions.closing.close(by=STAFF, question_id=silent.id, note="Off topic")
    figures = await report(room)
    assert (figures.asked, figures.needed_answer, figures.answered) == (4, 2, 1)
    assert figures.closed_unanswered == 1


async def test_a_deleted_post_was_not_asked_but_its_solution_was_help(room: Room) -> None:
    solved, spam = await answered_after(room, 10, accept=True), await room.ask()
    room.clock.advance(hours=1)
    for question in (solved, spam):
        await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    figures = await report(room)
    assert (figures.asked, figures.closed_unanswered, figures.open, figures.tickets_saved) == (0, 0, 0, 1)


async def test_the_backlog_is_counted_by_age(room: Room) -> None:
    start = room.clock()
    for age_days in (0, 2, 2, 5, 20, 100):
        room.clock.now = start + timedelta(days=100 - age_days)
        await room.ask()
    room.clock.now = start + timedelta(days=98, hours=1)
    await room.reply((await room.app.questions.finding.open(guild_id=GUILD, channels={50})).items[0], HELPER)
    room.clock.now = start + timedelta(days=100)
    backlog = (await report(room)).backlog
    assert [(age.open, age.unanswered) for age in backlog] == [(1, 1), (2, 2), (1, 1), (1, 1), (1, 0)]
    assert [(age.older_than.days, age.up_to.days if age.up_to else None) for age in backlog] == [
        (0, 1),
        (1, 3),
        (3, 7),
        (7, 30),
        (30, None),
    ]


async def test_other_servers_are_not_counted(room: Room) -> None:
    await room.ask(person(ASKER.id, guild_id=OTHER_GUILD))
    assert (await report(room)).asked == 0
    assert (await report(room, guild_id=OTHER_GUILD)).asked == 1


async def test_each_topic_has_its_figures_under_its_latest_name(room: Room) -> None:
    for minutes, tags in ((10, (ORDERS,)), (30, (ORDERS, MACHINES)), (20, (ORDERS,))):
        question = await room.ask(ASKER, "One two", "", *tags)
        room.clock.advance(minutes=minutes)
        answer = await room.reply(question, HELPER)
        if minutes == 30:
            await room.accept(question, answer)
    await room.ask(ASKER, "Three four", "", MACHINES)
    end = room.clock() + timedelta(seconds=1)
    found = await room.app.questions.figures.by_tag(guild_id=GUILD, start=end - timedelta(days=1), end=end)
    assert [(one.tag, one.asked, one.answered, one.solved, one.solved_by_members) for one in found] == [
        (ORDERS, 3, 3, 1, 1),
        (MACHINES, 2, 1, 1, 1),
    ]
    assert [one.first_answer_p50 for one in found] == [timedelta(minutes=20), timedelta(minutes=30)]
    with pytest.raises(errors.BadPeriod):
        await room.app.questions.figures.by_tag(guild_id=GUILD, start=end, end=end)
