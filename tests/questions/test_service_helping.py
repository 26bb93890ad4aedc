"""Questions are taken on, experts are called, staff and the queue are told, and quiet ones are closed."""

import asyncio
from datetime import timedelta

import pytest

from bot.due import Due
from bot.questions import errors
from bot.questions.model import CloseReason, FactKind, Question, Role, State, Tag
from bot.questions.reminders import CLOSE, EXPERTS, QUEUE, QUIET, UNCLAIM, ExpertCall
from bot.questions.reminders import STAFF as TELL_STAFF
from tests.questions.room import (
    ASKER,
    GUILD,
    HELPER,
    MACHINES,
    ORDERS,
    OTHER_GUILD,
    SECOND,
    STAFF,
    STRANGER,
    Room,
    person,
)


def about(question: Question) -> dict[str, int]:
    return {"guild_id": question.guild_id, "question_id": question.id}


# “I'll take this”


async def test_somebody_takes_a_question_on_for_some_hours(room: Room) -> None:
    question = await room.ask()
    claimed = await room.app.questions.claims.claim(by=HELPER, question_id=question.id)
    until = room.clock() + timedelta(hours=4)
    assert claimed.claim is not None
    assert (claimed.claim.member_id, claimed.claim.until) == (HELPER.id, until)
    assert claimed.claimed_at(room.clock()) is not None and claimed.claimed_at(until) is None
    assert (await room.planned(question.id))["unclaim"] == until


async def test_a_claim_is_told_to_the_next_and_can_be_made_longer(room: Room) -> None:
    question = await room.ask()
    claim = room.app.questions.claims.claim
    await claim(by=HELPER, question_id=question.id)
    with pytest.raises(errors.AlreadyClaimed) as refused:
        await claim(by=SECOND, question_id=question.id)
    assert refused.value.params["member"] == f"<@{HELPER.id}>"
    room.clock.advance(hours=3)
    longer = await claim(by=HELPER, question_id=question.id)
    assert longer.claim is not None and longer.claim.until == room.clock() + timedelta(hours=4)


async def test_of_two_who_take_it_at_once_one_wins(room: Room) -> None:
    question = await room.ask()
    claim = room.app.questions.claims.claim
    results = await asyncio.gather(
        *(claim(by=by, question_id=question.id) for by in (HELPER, SECOND)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyClaimed", "Question"]


async def test_a_claim_that_ran_out_can_be_taken_over_before_any_sweep(room: Room) -> None:
    question = await room.ask()
    await room.app.questions.claims.claim(by=HELPER, question_id=question.id)
    room.clock.advance(hours=4)
    taken = await room.app.questions.claims.claim(by=SECOND, question_id=question.id)
    assert taken.claim is not None and taken.claim.member_id == SECOND.id


async def test_ones_own_and_a_finished_question_are_not_taken_on(room: Room) -> None:
    claim = room.app.questions.claims.claim
    with pytest.raises(errors.OwnQuestion):
        await claim(by=ASKER, question_id=(await room.ask()).id)
    with pytest.raises(errors.OwnQuestion):
        await claim(by=ASKER, question_id=(await room.ask(anonymous=True)).id)
    with pytest.raises(errors.AlreadySolved):
        await claim(by=SECOND, question_id=(await room.solved()).id)
    closed = await room.app.questions.closing.close(by=ASKER, question_id=(await room.ask()).id)
    with pytest.raises(errors.AlreadyClosed):
        await claim(by=SECOND, question_id=closed.id)
    with pytest.raises(errors.QuestionNotFound):
        await claim(by=person(SECOND.id, guild_id=OTHER_GUILD), question_id=(await room.ask()).id)


async def test_a_claim_is_given_up_by_its_helper_or_taken_off_by_staff(room: Room) -> None:
    question = await room.ask()
    claims = room.app.questions.claims
    waiting = await room.planned(question.id)
    for by in (HELPER, STAFF):
        await claims.claim(by=HELPER, question_id=question.id)
        with pytest.raises(errors.NotClaimed):
            await claims.release(by=SECOND, question_id=question.id)
        assert (await claims.release(by=by, question_id=question.id)).claim is None
        assert await room.planned(question.id) == waiting
    with pytest.raises(errors.NotClaimed):
        await claims.release(by=HELPER, question_id=question.id)


async def test_a_claim_runs_out_by_itself_and_the_waiting_goes_on(room: Room) -> None:
    question = await room.ask(ASKER, "Where is it?", "", ORDERS)
    await room.app.questions.claims.claim(by=HELPER, question_id=question.id)
    reminders = room.app.questions.reminders
    assert await reminders.release_expired(**about(question)) is None
    room.clock.advance(hours=4)
    for _ in range(2):
        free = await reminders.release_expired(**about(question))
        assert free is not None and free.claim is None
    assert set(await room.planned(question.id)) == {"experts", "staff", "queue"}
    assert (await reminders.for_staff(**about(question))) is not None
    facts = await room.app.questions.finding.facts(**about(question))
    assert [(fact.kind, fact.role) for fact in facts][-1] == (FactKind.RELEASED, Role.BOT)


async def test_nobody_is_called_while_somebody_is_looking_into_it(room: Room) -> None:
    question = await room.ask()
    room.clock.advance(hours=3)
    await room.app.questions.claims.claim(by=HELPER, question_id=question.id)
    room.clock.advance(hours=2)
    assert await room.app.questions.reminders.for_staff(**about(question)) is None


# Experts


async def experts(room: Room, *member_ids: int, tag: Tag = ORDERS) -> None:
    for member_id in member_ids:
        await room.app.questions.experts.join(by=person(member_id), tag=tag)
        room.clock.advance(minutes=1)


async def waiting(room: Room, *tags: Tag, anonymous: bool = False) -> Question:
    question = await room.ask(ASKER, "Where is my order?", "", *(tags or (ORDERS,)), anonymous=anonymous)
    room.clock.advance(minutes=30)
    return question


async def call(room: Room, question: Question) -> tuple[int, ...]:
    called = await room.app.questions.reminders.call_experts(**about(question))
    if called is None:
        return ()
    await room.app.questions.reminders.experts_told(**about(question))
    return called.member_ids


async def test_a_member_offers_to_be_called_and_takes_it_back(room: Room) -> None:
    own = room.app.questions.experts
    assert await own.join(by=HELPER, tag=ORDERS) == (ORDERS,)
    assert set(await own.join(by=HELPER, tag=MACHINES)) == {ORDERS, MACHINES}
    with pytest.raises(errors.AlreadyExpert):
        await own.join(by=HELPER, tag=ORDERS)
    assert await own.count(guild_id=GUILD) == {ORDERS.id: 1, MACHINES.id: 1}
    assert await own.leave(by=HELPER, tag_id=ORDERS.id) == (MACHINES,)
    with pytest.raises(errors.NotExpert):
        await own.leave(by=HELPER, tag_id=ORDERS.id)
    assert await own.tags_of(guild_id=OTHER_GUILD, member_id=HELPER.id) == ()


async def test_experts_of_the_topic_are_called_when_nobody_answers(room: Room) -> None:
    await experts(room, 101, 102)
    await experts(room, 103, tag=MACHINES)
    question = await waiting(room)
    called = await room.app.questions.reminders.call_experts(**about(question))
    assert called == ExpertCall(question=question, member_ids=(101, 102))


async def test_experts_are_not_called_too_early_nor_after_an_answer(room: Room) -> None:
    await experts(room, 101)
    question = await room.ask(ASKER, "Where is it?", "", ORDERS)
    room.clock.advance(minutes=29)
    assert await room.app.questions.reminders.call_experts(**about(question)) is None
    room.clock.advance(minutes=1)
    await room.reply(question, HELPER)
    assert await room.app.questions.reminders.call_experts(**about(question)) is None


async def test_a_handler_run_twice_calls_the_same_experts_and_then_nobody(room: Room) -> None:
    await room.set(experts_per_question=1)
    await experts(room, 101, 102)
    question = await waiting(room)
    reminders = room.app.questions.reminders
    first = await reminders.call_experts(**about(question))
    assert first == await reminders.call_experts(**about(question))
    await reminders.experts_told(**about(question))
    assert await reminders.call_experts(**about(question)) is None
    assert "experts" not in await room.planned(question.id)


async def test_who_was_called_longest_ago_is_called_first(room: Room) -> None:
    await room.set(experts_per_question=2)
    await experts(room, 101, 102, 103)
    called = [await call(room, await waiting(room)) for _ in range(4)]
    assert called == [(101, 102), (103, 101), (102, 103), (101, 102)]


async def test_nobody_is_called_more_often_than_the_daily_cap(room: Room) -> None:
    await room.set(expert_notices_per_day=2)
    await experts(room, 101)
    called = [await call(room, await waiting(room)) for _ in range(3)]
    assert called == [(101,), (101,), ()]
    room.clock.advance(hours=23, minutes=30)
    assert await call(room, await waiting(room)) == (101,)


async def test_the_cap_is_one_over_all_topics(room: Room) -> None:
    await room.set(expert_notices_per_day=1)
    await experts(room, 101)
    await experts(room, 101, tag=MACHINES)
    assert await call(room, await waiting(room, ORDERS, MACHINES)) == (101,)
    assert await call(room, await waiting(room, MACHINES)) == ()


async def test_the_asker_is_not_called_to_their_own_question(room: Room) -> None:
    await room.set(experts_per_question=1)
    await experts(room, ASKER.id, 101)
    assert await call(room, await waiting(room)) == (101,)


async def test_an_anonymous_asker_is_called_like_any_expert(room: Room) -> None:
    # The call is public: the one expert it leaves out would be the one who asked.
    await experts(room, ASKER.id, 101)
    assert set(await call(room, await waiting(room, anonymous=True))) == {ASKER.id, 101}


async def test_with_no_expert_free_nobody_is_called_later_either(room: Room) -> None:
    question = await waiting(room)
    assert await call(room, question) == ()
    await experts(room, 101)
    assert await call(room, question) == ()
    assert "experts" not in await room.planned(question.id)


async def test_an_expert_who_left_the_server_is_not_called(room: Room) -> None:
    await experts(room, 101, 102)
    await room.app.questions.asking.member_left(guild_id=GUILD, member_id=101)
    assert await call(room, await waiting(room)) == (102,)


async def test_topics_are_offered_by_their_use(room: Room) -> None:
    await room.ask(ASKER, "One two", "", ORDERS)
    await room.ask(ASKER, "One two", "", MACHINES)
    await room.ask(ASKER, "One two", "", Tag(id=MACHINES.id, name="Espresso machines"))
    found = await room.app.questions.experts.tags(guild_id=GUILD)
    assert found == (Tag(id=MACHINES.id, name="Espresso machines"), ORDERS)
    assert await room.app.questions.finding.tags(guild_id=OTHER_GUILD) == ()


# Staff, queue


async def test_staff_are_left_alone_in_the_members_own_time(room: Room) -> None:
    question = await room.ask()
    reminders = room.app.questions.reminders
    room.clock.advance(hours=3, minutes=59)
    assert await reminders.for_staff(**about(question)) is None
    room.clock.advance(minutes=1)
    assert await reminders.for_staff(**about(question)) is not None
    assert await reminders.for_staff(**about(question)) is not None
    await reminders.staff_told(**about(question))
    assert await reminders.for_staff(**about(question)) is None


async def test_an_unanswered_question_goes_to_the_queue_once(room: Room) -> None:
    question = await room.ask()
    reminders = room.app.questions.reminders
    room.clock.advance(hours=24)
    assert await reminders.for_queue(**about(question)) is not None
    await reminders.queued(guild_id=GUILD, question_id=question.id)
    assert await reminders.for_queue(**about(question)) is None
    assert "queue" not in await room.planned(question.id)


async def test_nobody_is_told_of_an_answered_question(room: Room) -> None:
    question = await room.ask()
    await room.reply(question, HELPER)
    room.clock.advance(days=2)
    reminders = room.app.questions.reminders
    assert await reminders.for_staff(**about(question)) is None
    assert await reminders.for_queue(**about(question)) is None


async def test_when_the_setting_has_become_longer_the_row_is_planned_anew(room: Room) -> None:
    question = await room.ask()
    await room.set(staff_after_hours=10)
    room.clock.advance(hours=4)
    assert await room.app.questions.reminders.for_staff(**about(question)) is None
    assert (await room.planned(question.id))["staff"] == question.asked_at + timedelta(hours=10)


# Quiet


async def quiet(room: Room, *, anonymous: bool = False) -> Question:
    question = await room.ask(anonymous=anonymous)
    await room.reply(question, HELPER)
    room.clock.advance(hours=24)
    return question


async def test_a_quiet_answered_question_is_asked_about_once(room: Room) -> None:
    question = await quiet(room)
    reminders = room.app.questions.reminders
    assert await reminders.to_ask_if_solved(**about(question)) is not None
    await reminders.asked_if_solved(**about(question))
    assert await reminders.to_ask_if_solved(**about(question)) is None
    assert await room.planned(question.id) == {"close": room.clock() + timedelta(days=3)}


async def test_every_message_puts_the_quiet_off(room: Room) -> None:
    question = await room.ask()
    await room.reply(question, HELPER)
    room.clock.advance(hours=20)
    await room.reply(question, ASKER)
    room.clock.advance(hours=20)
    assert await room.app.questions.reminders.to_ask_if_solved(**about(question)) is None
    room.clock.advance(hours=4)
    assert await room.app.questions.reminders.to_ask_if_solved(**about(question)) is not None


async def test_after_days_without_a_word_it_is_closed_with_its_reason(room: Room) -> None:
    question = await quiet(room)
    reminders = room.app.questions.reminders
    await reminders.asked_if_solved(**about(question))
    assert await reminders.close_quiet(**about(question)) is None
    room.clock.advance(days=3)
    closed = await reminders.close_quiet(**about(question))
    assert closed is not None
    assert (closed.state, closed.close_reason, closed.closed_by_id) == (State.CLOSED, CloseReason.QUIET, None)
    assert await reminders.close_quiet(**about(question)) == closed


async def test_a_word_after_the_question_keeps_it_open_until_it_is_quiet_again(room: Room) -> None:
    question = await quiet(room)
    reminders = room.app.questions.reminders
    await reminders.asked_if_solved(**about(question))
    room.clock.advance(days=2)
    await room.reply(question, ASKER)
    room.clock.advance(days=1)
    assert await reminders.close_quiet(**about(question)) is None
    assert await reminders.to_ask_if_solved(**about(question)) is not None


async def test_the_asker_says_not_yet(room: Room) -> None:
    question = await quiet(room, anonymous=True)
    reminders = room.app.questions.reminders
    await reminders.asked_if_solved(**about(question))
    with pytest.raises(errors.NotTheAsker):
        await reminders.not_yet(by=HELPER, question_id=question.id)
    await reminders.not_yet(by=ASKER, question_id=question.id)
    assert await room.planned(question.id) == {"quiet": room.clock() + timedelta(hours=24)}


async def test_not_yet_about_a_question_that_is_over_says_so(room: Room) -> None:
    question = await room.solved()
    with pytest.raises(errors.AlreadySolved):
        await room.app.questions.reminders.not_yet(by=ASKER, question_id=question.id)


async def test_a_question_reopened_after_closing_is_not_closed_by_an_old_run(room: Room) -> None:
    question = await quiet(room)
    reminders = room.app.questions.reminders
    await reminders.asked_if_solved(**about(question))
    room.clock.advance(days=3)
    await reminders.close_quiet(**about(question))
    await room.app.questions.closing.reopen(by=HELPER, question_id=question.id)
    assert await reminders.close_quiet(**about(question)) is None


async def test_where_the_admin_says_never_nothing_is_closed_by_itself(room: Room) -> None:
    await room.set(close_after_days=0)
    question = await quiet(room)
    reminders = room.app.questions.reminders
    await reminders.asked_if_solved(**about(question))
    assert await room.planned(question.id) == {}
    room.clock.advance(days=30)
    assert await reminders.close_quiet(**about(question)) is None


@pytest.mark.parametrize("kind", ["call_experts", "for_staff", "for_queue", "to_ask_if_solved", "close_quiet"])
async def test_a_question_of_another_server_is_not_found(room: Room, kind: str) -> None:
    question = await room.ask()
    with pytest.raises(errors.QuestionNotFound):
        await getattr(room.app.questions.reminders, kind)(guild_id=OTHER_GUILD, question_id=question.id)


async def test_a_whole_life_by_itself(room: Room) -> None:
    """The sweep alone, with handlers as the cog's, brings a question from its experts to its closing."""
    happened: list[str] = []
    reminders = room.app.questions.reminders

    async def experts_(due: Due) -> None:
        if await reminders.call_experts(guild_id=due.guild_id, question_id=due.subject_id):
            happened.append("experts")
            await reminders.experts_told(guild_id=due.guild_id, question_id=due.subject_id)

    async def staff_(due: Due) -> None:
        if await reminders.for_staff(guild_id=due.guild_id, question_id=due.subject_id):
            happened.append("staff")
            await reminders.staff_told(guild_id=due.guild_id, question_id=due.subject_id)

    async def queue_(due: Due) -> None:
        if await reminders.for_queue(guild_id=due.guild_id, question_id=due.subject_id):
            happened.append("queue")
            await reminders.queued(guild_id=due.guild_id, question_id=due.subject_id)

    async def quiet_(due: Due) -> None:
        if await reminders.to_ask_if_solved(guild_id=due.guild_id, question_id=due.subject_id):
            happened.append("quiet")
            await reminders.asked_if_solved(guild_id=due.guild_id, question_id=due.subject_id)

    async def close_(due: Due) -> None:
        if await reminders.close_quiet(guild_id=due.guild_id, question_id=due.subject_id):
            happened.append("close")

    async def unclaim_(due: Due) -> None:
        if await reminders.release_expired(guild_id=due.guild_id, question_id=due.subject_id):
            happened.append("unclaim")

    handlers = {
        EXPERTS: experts_,
        TELL_STAFF: staff_,
        QUEUE: queue_,
        QUIET: quiet_,
        CLOSE: close_,
        UNCLAIM: unclaim_,
    }
    for kind, handler in handlers.items():
        room.app.due.handle(kind, handler)

    async def pass_hours(hours: int) -> None:
        for _ in range(hours):
            room.clock.advance(hours=1)
            await room.app.due.sweep()

    await experts(room, 101)
    question = await room.ask(ASKER, "Where is my order?", "", ORDERS)
    await pass_hours(3)
    await room.app.questions.claims.claim(by=HELPER, question_id=question.id)
    await pass_hours(30)
    await room.reply(question, STRANGER)
    await pass_hours(24 * 5)
    assert happened == ["experts", "staff", "unclaim", "queue", "quiet", "close"]
    assert (await room.now(question)).close_reason is CloseReason.QUIET
    assert await room.planned(question.id) == {}
