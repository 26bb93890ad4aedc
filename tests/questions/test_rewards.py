"""What questions earn: answers, upvotes and thanks; taken back when they are; and what an anonymous asker stays."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.activity.model import DeletionFact, MessageFact, ReactionFact, first_id_at
from bot.actor import Actor
from bot.app import App
from bot.errors import UserError
from bot.points.model import Kind, LedgerRow
from bot.points.store import derived, ledger
from bot.points.store import terms as terms_store
from bot.points.tables import point_ledger
from bot.questions.model import Question, State, Written
from tests.questions.room import ASKER, GUILD, HELPER, SECOND, STAFF, STRANGER, TRUSTED, Room, person

THUMB = "👍"


@pytest_asyncio.fixture(autouse=True)
async def nothing_is_lost(app: App) -> AsyncIterator[None]:
    """After every test here, what is kept is what the ledger says."""
    yield
    assert (await app.points.recompute.compare()).differences == ()


async def points(room: Room, member: Actor) -> int:
    async with room.app.database.read() as connection:
        found = await derived.standing(connection, guild_id=GUILD, member_id=member.id)
    return found.points if found else 0


async def history(room: Room, member: Actor) -> list[LedgerRow]:
    async with room.app.database.read() as connection:
        return await ledger.history(connection, guild_id=GUILD, member_id=member.id, limit=100)


async def upvote(room: Room, answer: Written, by: Actor, *, is_bot: bool = False) -> None:
    await room.app.questions.answers.upvote(
        guild_id=GUILD, message_id=answer.message_id, member_id=by.id, emoji=THUMB, is_bot=is_bot
    )


async def thank(room: Room, question: Question, *helpers: Actor, by: Actor = ASKER) -> None:
    await room.app.questions.solving.thank(by=by, question_id=question.id, helper_ids=[helper.id for helper in helpers])


async def deleted(room: Room, *answers: Written) -> None:
    await room.app.questions.answers.deleted(guild_id=GUILD, message_ids=[one.message_id for one in answers])


# Accepted answers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [ASKER, STAFF, TRUSTED])
async def test_an_accepted_answer_earns_as_the_askers_gift_whoever_accepts(room: Room, by: Actor) -> None:
    question = await room.ask()
    await room.accept(question, await room.reply(question, HELPER), by)
    [row] = await history(room, HELPER)
    assert (row.kind, row.points, row.source_id, row.giver_id) == (Kind.ANSWER, 20, question.id, ASKER.id)


async def test_an_answer_of_staff_earns_too(room: Room) -> None:
    question = await room.ask()
    await room.accept(question, await room.reply(question, STAFF))
    assert await points(room, STAFF) == 20


async def test_staff_who_accept_for_many_askers_wear_nothing_out(room: Room) -> None:
    for nth in range(4):
        question = await room.ask(person(500 + nth))
        await room.accept(question, await room.reply(question, HELPER), STAFF)
    assert await points(room, HELPER) == 80


async def test_answers_to_the_same_asker_are_worth_less_each_time(room: Room) -> None:
    for _ in range(4):
        question = await room.ask()
        await room.accept(question, await room.reply(question, HELPER), STAFF)
    assert [row.points for row in reversed(await history(room, HELPER))] == [20, 10, 5, 2]


async def test_who_solves_their_own_question_earns_nothing(room: Room) -> None:
    question = await room.ask()
    await room.accept(question, room.message(question, ASKER), STAFF)
    assert await history(room, ASKER) == []


async def test_a_moved_acceptance_moves_the_points(room: Room) -> None:
    question = await room.ask()
    one, other = await room.reply(question, HELPER), await room.reply(question, SECOND)
    await room.accept(question, one)
    await room.app.questions.solving.accept(by=ASKER, question_id=question.id, answer=other, move=True)
    assert (await points(room, HELPER), await points(room, SECOND)) == (0, 20)


async def test_moving_it_to_what_the_asker_wrote_leaves_the_points_with_nobody(room: Room) -> None:
    question = await room.ask()
    await room.accept(question, await room.reply(question, HELPER))
    own = room.message(question, ASKER)
    await room.app.questions.solving.accept(by=STAFF, question_id=question.id, answer=own, move=True)
    assert (await points(room, HELPER), await points(room, ASKER)) == (0, 0)


async def test_taking_the_acceptance_back_takes_the_points_back_and_accepting_again_gives_them(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.accept(question, answer)
    await room.app.questions.solving.undo(by=ASKER, question_id=question.id)
    assert await points(room, HELPER) == 0
    await room.accept(question, answer)
    assert await points(room, HELPER) == 20


async def test_opening_a_solved_question_again_takes_the_points_back(room: Room) -> None:
    question = await room.ask()
    await room.accept(question, await room.reply(question, HELPER))
    await room.app.questions.closing.reopen(by=ASKER, question_id=question.id)
    assert await points(room, HELPER) == 0


async def test_a_deleted_answer_gives_its_points_and_its_upvotes_back(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.accept(question, answer)
    await upvote(room, answer, SECOND)
    assert await points(room, HELPER) == 23
    await deleted(room, answer)
    assert await points(room, HELPER) == 0


async def test_points_stay_when_the_thread_is_deleted(room: Room) -> None:
    question = await room.ask()
    await room.accept(question, await room.reply(question, HELPER))
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    assert await points(room, HELPER) == 20


async def test_changing_ones_mind_all_day_uses_nobodys_day_up(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    for _ in range(10):
        await room.accept(question, answer)
        await upvote(room, answer, SECOND)
        await room.app.questions.solving.undo(by=ASKER, question_id=question.id)
        await room.app.questions.answers.clear_upvotes(guild_id=GUILD, message_id=answer.message_id)
    other = await room.ask(SECOND)
    await room.accept(other, await room.reply(other, HELPER), SECOND)
    assert await points(room, HELPER) == 20


async def test_the_answers_channel_decides_what_it_is_worth(room: Room) -> None:
    question = await room.ask()
    async with room.app.database.write() as connection:
        await terms_store.set_weight(
            connection, guild_id=GUILD, target_id=question.channel_id, is_role=False, percent=50
        )
    await room.accept(question, await room.reply(question, HELPER))
    assert await points(room, HELPER) == 10


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_done_the_points_are_those_of_the_answers_that_stand_accepted(room: Room, seed: int) -> None:
    chance = random.Random(seed)
    helpers = [HELPER, SECOND, STRANGER]
    askers = [person(600 + nth) for nth in range(4)]
    asked = [await room.ask(asker, anonymous=nth % 2 == 1) for nth, asker in enumerate(askers)]
    written = [[await room.reply(question, chance.choice(helpers)) for _ in range(4)] for question in asked]
    for _ in range(60):
        room.clock.advance(hours=5)
        nth = chance.randrange(len(asked))
        await _any_change(room, chance, asked[nth], askers[nth], written[nth])
    standing = Counter(
        question.solution.answerer_id
        for question in [await room.now(one) for one in asked]
        if question.state is State.SOLVED and question.solution is not None
    )
    for helper in helpers:
        rows = await history(room, helper)
        reversed_ids = {row.reverses_id for row in rows}
        given = [row for row in rows if row.kind is Kind.ANSWER and row.id not in reversed_ids]
        assert len(given) == standing[helper.id]
        assert await points(room, helper) == sum(row.points for row in given)


async def _any_change(
    room: Room, chance: random.Random, question: Question, asker: Actor, written: list[Written]
) -> None:
    solving = room.app.questions.solving
    answer = chance.choice(written)
    try:
        match chance.randrange(6):
            case 0 | 1:
                await solving.accept(by=asker, question_id=question.id, answer=answer)
            case 2 | 3:
                await solving.accept(
                    by=chance.choice([asker, STAFF]), question_id=question.id, answer=answer, move=True
                )
            case 4:
                await solving.undo(by=asker, question_id=question.id)
            case _ if chance.random() < 0.3:
                await deleted(room, answer)
    except UserError:
        pass  # refused: then nothing may have changed


# Anonymous askers -------------------------------------------------------------------------------------------------


async def test_an_anonymous_askers_gifts_name_nobody(room: Room) -> None:
    question = await room.ask(ASKER, anonymous=True)
    answer = await room.reply(question, HELPER)
    await room.reply(question, SECOND)
    await room.accept(question, answer)
    await thank(room, question, HELPER, SECOND)
    assert await points(room, HELPER) == 25
    async with room.app.database.read() as connection:
        rows = (await connection.execute(select(point_ledger))).all()
    assert len(rows) == 3
    for row in rows:
        assert ASKER.id not in tuple(row)
        assert row.giver_fingerprint == question.fingerprint


async def test_staff_who_accept_it_don_t_show_as_givers_of_an_anonymous_askers_gift(room: Room) -> None:
    question = await room.ask(ASKER, anonymous=True)
    await room.accept(question, await room.reply(question, HELPER), STAFF)
    [row] = await history(room, HELPER)
    assert row.giver_id == HELPER.id


async def test_what_an_anonymous_asker_writes_by_name_earns_like_anybodys_answer(room: Room) -> None:
    """No points would tell everybody who looks at the board that it was they who asked."""
    anonymous, other = await room.ask(ASKER, anonymous=True), await room.ask(STRANGER, anonymous=True)
    await room.accept(anonymous, await room.reply(anonymous, ASKER), STAFF)
    await room.accept(other, await room.reply(other, HELPER), STAFF)
    own, usual = await history(room, ASKER), await history(room, HELPER)
    assert [(row.kind, row.points, row.giver_id == ASKER.id) for row in own] == [
        (row.kind, row.points, row.giver_id == HELPER.id) for row in usual
    ]


async def test_gifts_of_the_same_unnamed_asker_are_worth_less_each_time(room: Room) -> None:
    for _ in range(3):
        room.clock.advance(days=1)
        question = await room.ask(ASKER, anonymous=True)
        await room.accept(question, await room.reply(question, HELPER))
    assert [row.points for row in reversed(await history(room, HELPER))] == [20, 10, 5]


async def test_what_was_earned_by_name_does_not_show_in_what_an_anonymous_question_earns(room: Room) -> None:
    """Else a lower number would say: somebody whose answers were accepted by name before."""
    for _ in range(3):
        question = await room.ask(ASKER)
        await room.accept(question, await room.reply(question, HELPER))
    anonymous = await room.ask(ASKER, anonymous=True)
    await room.accept(anonymous, await room.reply(anonymous, HELPER))
    latest, *_ = await history(room, HELPER)
    assert latest.points == 20


async def test_a_new_account_that_asks_anonymously_is_not_told_by_missing_points(room: Room) -> None:
    young = person(first_id_at(room.clock()))
    named = await room.ask(young)
    await room.accept(named, await room.reply(named, HELPER), young)
    assert await points(room, HELPER) == 0, "a named giver must be old enough"
    anonymous = await room.ask(young, anonymous=True)
    await room.accept(anonymous, await room.reply(anonymous, SECOND), young)
    assert await points(room, SECOND) == 20


async def test_erasing_an_anonymous_asker_forgets_that_gifts_had_one_giver(room: Room) -> None:
    question = await room.ask(ASKER, anonymous=True)
    await room.accept(question, await room.reply(question, HELPER))
    async with room.app.database.write() as connection:
        await room.app.questions.privacy.forget(connection, guild_id=GUILD, member_id=ASKER.id)
        rows = (await connection.execute(select(point_ledger.c.giver_fingerprint, point_ledger.c.points))).all()
    assert [tuple(row) for row in rows] == [(None, 20)]


# Upvotes ----------------------------------------------------------------------------------------------------------


async def test_an_upvote_earns_once_and_goes_with_its_vote(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await upvote(room, answer, SECOND)
    await upvote(room, answer, SECOND)
    await upvote(room, answer, STRANGER)
    assert await points(room, HELPER) == 6
    await room.app.questions.answers.take_back_upvote(
        guild_id=GUILD, message_id=answer.message_id, member_id=SECOND.id, emoji=THUMB
    )
    assert await points(room, HELPER) == 3


@pytest.mark.parametrize("emoji", [None, THUMB])
async def test_cleared_reactions_take_all_upvotes_back(room: Room, emoji: str | None) -> None:
    question = await room.ask()
    answer, other = await room.reply(question, HELPER), await room.reply(question, HELPER)
    for voter in (SECOND, STRANGER):
        await upvote(room, answer, voter)
    await upvote(room, other, STAFF)
    await room.app.questions.answers.clear_upvotes(guild_id=GUILD, message_id=answer.message_id, emoji=emoji)
    assert await points(room, HELPER) == 3


async def test_ones_own_vote_and_a_bots_earn_nothing(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await upvote(room, answer, HELPER)
    await upvote(room, answer, SECOND, is_bot=True)
    assert await history(room, HELPER) == []


async def test_who_joined_today_gives_nothing_by_an_upvote(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.app.questions.answers.upvote(
        guild_id=GUILD, message_id=answer.message_id, member_id=SECOND.id, emoji=THUMB, joined_at=room.clock()
    )
    assert await points(room, HELPER) == 0


# No act counts twice ----------------------------------------------------------------------------------------------


def _reaction(room: Room, channel_id: int, message_id: int, *, added: bool = True) -> ReactionFact:
    at_ms = int(room.clock().timestamp() * 1000)
    author_id = HELPER.id if added else None  # Discord names the author only when one is added
    return ReactionFact(GUILD, channel_id, None, message_id, SECOND.id, author_id, (), None, added, at_ms)


async def _happens(room: Room, *facts: ReactionFact | MessageFact | DeletionFact) -> None:
    await room.app.activity.load()
    for fact in facts:
        match fact:
            case ReactionFact():
                room.app.activity.reaction(fact)
            case MessageFact():
                room.app.activity.message(fact)
            case DeletionFact():
                room.app.activity.deletion(fact)
    await room.app.activity.flush()


async def test_an_upvote_is_no_reaction_besides(room: Room) -> None:
    question = await room.ask()
    wrote = first_id_at(room.clock())
    message = MessageFact(GUILD, 60, None, wrote, HELPER.id, (), None, None, 12, 1, 0)
    await _happens(room, message, _reaction(room, 60, wrote), _reaction(room, question.thread_id, 77))
    assert sorted(row.kind for row in await history(room, HELPER)) == [Kind.MESSAGE, Kind.REACTION]


async def test_a_reaction_that_is_taken_away_takes_its_point_along(room: Room) -> None:
    wrote = first_id_at(room.clock())
    message = MessageFact(GUILD, 60, None, wrote, HELPER.id, (), None, None, 12, 1, 0)
    await _happens(room, message, _reaction(room, 60, wrote))
    assert await points(room, HELPER) == 2
    await _happens(room, _reaction(room, 60, wrote, added=False))
    assert await points(room, HELPER) == 1


# Thanks -----------------------------------------------------------------------------------------------------------


async def test_being_thanked_earns_once_a_question(room: Room) -> None:
    question = await room.ask()
    for helper in (HELPER, SECOND):
        await room.reply(question, helper)
    await thank(room, question, HELPER, SECOND)
    await thank(room, question, HELPER)
    assert (await points(room, HELPER), await points(room, SECOND)) == (5, 5)
    assert _givers(await history(room, HELPER)) == {ASKER.id}


def _givers(rows: Iterable[LedgerRow]) -> set[int | None]:
    return {row.giver_id for row in rows}
