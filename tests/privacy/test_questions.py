"""What erasing does to questions: others' answers and votes stay, cards and the search follow."""

import pytest_asyncio
from sqlalchemy import select

from bot.app import App
from bot.due import State, due_row
from bot.questions import rules
from bot.questions.model import Question
from bot.questions.store import answers
from bot.questions.tables import question as question_table
from bot.questions.tables import question_upvote
from tests.privacy.everything import places_of
from tests.questions.room import ASKER, GUILD, HELPER, MODERATOR, SECOND, SECOND_MODERATOR, STRANGER, Room
from tests.support.clock import MovableClock


@pytest_asyncio.fixture
async def room(app: App, clock: MovableClock) -> Room:
    room = Room(app, clock)
    await room.furnish()
    return room


async def erase(room: Room, member_id: int) -> None:
    await room.app.privacy.erasing.erase(guild_id=GUILD, member_id=member_id)


async def votes(room: Room, question: Question) -> list[int]:
    async with room.app.database.read() as connection:
        return [answer.upvotes for answer in await answers.of_question(connection, question_id=question.id)]


async def upvoted(room: Room, question: Question, *voters: int) -> int:
    """Have somebody answer and others vote for it; returns the answer's id."""
    written = await room.reply(question, HELPER)
    async with room.app.database.write() as connection:
        [answer] = await answers.of_question(connection, question_id=question.id)
        for voter in voters:
            await answers.upvote(
                connection, guild_id=GUILD, answer_id=answer.id, member_id=voter, given_at=room.clock()
            )
    assert written.message_id
    return answer.id


async def test_votes_of_somebody_who_was_erased_still_count(room: Room) -> None:
    question = await room.ask()
    answer_id = await upvoted(room, question, SECOND.id, STRANGER.id)
    assert await votes(room, question) == [2]

    await erase(room, SECOND.id)
    assert await votes(room, question) == [2]
    await erase(room, STRANGER.id)
    await erase(room, STRANGER.id)
    assert await votes(room, question) == [2]

    async with room.app.database.read() as connection:
        assert (await connection.execute(select(question_upvote))).all() == []
        assert await answers.upvotes(connection, answer_id=answer_id) == 2


async def test_a_vote_that_is_taken_back_or_cleared_counts_no_more(room: Room) -> None:
    question = await room.ask()
    answer_id = await upvoted(room, question, SECOND.id, STRANGER.id)
    await erase(room, SECOND.id)
    async with room.app.database.write() as connection:
        await answers.take_back_upvote(connection, answer_id=answer_id, member_id=STRANGER.id)
    assert await votes(room, question) == [1]
    async with room.app.database.write() as connection:
        await answers.clear_upvotes(connection, answer_id=answer_id)
    assert await votes(room, question) == [0]


async def test_an_askers_question_stays_with_its_answer_and_without_their_name(room: Room) -> None:
    solved = await room.solved("Where is my kettle?", "It is on the stove.")
    await erase(room, ASKER.id)

    now = await room.now(solved)
    assert now.asker_id is None and not now.anonymous
    assert now.title == "Where is my kettle?"
    assert now.solution is not None and now.solution.answerer_id == HELPER.id and now.solution.text
    assert await _drawing_planned(room, solved)
    assert (await room.app.question_index.search(guild_id=GUILD, text="stove")).ids == [solved.id]


async def test_a_helpers_answer_stays_a_solution_but_its_kept_text_goes_also_from_the_search(room: Room) -> None:
    solved = await room.solved("Where is my kettle?", "It is on the stove.")
    await erase(room, HELPER.id)

    now = await room.now(solved)
    assert now.solution is not None and now.solution.answerer_id is None and not now.solution.text
    assert await _drawing_planned(room, solved)
    assert (await room.app.question_index.search(guild_id=GUILD, text="stove")).ids == []
    assert (await room.app.question_index.search(guild_id=GUILD, text="kettle")).ids == [solved.id]


async def test_what_somebody_took_is_free_again(room: Room) -> None:
    question = await room.ask()
    await room.app.questions.claims.claim(by=HELPER, question_id=question.id)
    assert (await room.now(question)).claim is not None

    await erase(room, HELPER.id)
    assert (await room.now(question)).claim is None
    assert "unclaim" not in await room.planned(question.id)
    await room.app.questions.claims.claim(by=SECOND, question_id=question.id)


async def test_a_mention_in_anothers_question_becomes_nobodys_also_in_the_search(room: Room) -> None:
    member_id = 870000000000000007
    question = await room.ask(ASKER, "Who broke the kettle?", f"I think <@{member_id}> did, or <@!{member_id}>.")
    await erase(room, member_id)

    async with room.app.database.read() as connection:
        body = await connection.scalar(select(question_table.c.body).where(question_table.c.id == question.id))
    assert body == "I think @… did, or @…."
    assert await places_of(room.app.database, member_id) == []
    assert (await room.app.question_index.search(guild_id=GUILD, text="kettle")).ids == [question.id]


async def test_an_anonymous_asker_is_found_by_nobody_any_more_and_moderators_who_opened_one_are_kept(
    room: Room,
) -> None:
    opened = await room.ask(title="Is my salary low?", anonymous=True)
    sealing = room.app.questions.sealing
    request = await sealing.request(by=MODERATOR, question_id=opened.id, reason="A threat to somebody.")
    await sealing.confirm(by=SECOND_MODERATOR, request_id=request.id)

    await erase(room, MODERATOR.id)
    kept = await sealing.get(guild_id=GUILD, request_id=request.id)
    assert (kept.requested_by_id, kept.confirmed_by_id) == (MODERATOR.id, SECOND_MODERATOR.id)

    fingerprint = room.app.seal.fingerprint(guild_id=GUILD, member_id=ASKER.id)
    assert await places_of(room.app.database, fingerprint)
    await erase(room, ASKER.id)
    assert await places_of(room.app.database, fingerprint) == []
    assert await sealing.to_tell(guild_id=GUILD, request_id=request.id) is None
    assert (await room.now(opened)).title == "Is my salary low?"


async def _drawing_planned(room: Room, question: Question) -> bool:
    async with room.app.database.read() as connection:
        row = await connection.execute(
            select(due_row.c.id).where(
                due_row.c.kind == rules.CARD, due_row.c.subject_id == question.id, due_row.c.state == State.OPEN
            )
        )
        return row.first() is not None
