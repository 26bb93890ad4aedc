"""An anonymous author is read by two moderators together, and in no other way."""

import asyncio

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.questions import errors
from bot.questions.model import Question, UnsealState
from bot.questions.sealing import Sealing
from tests.questions.room import (
    ASKER,
    GUILD,
    HELPER,
    MODERATOR,
    OTHER_GUILD,
    SECOND_MODERATOR,
    STAFF,
    STRANGER,
    Room,
    person,
)

THIRD_MODERATOR = person(42, moderates=True)


@pytest.fixture
def sealing(room: Room) -> Sealing:
    return room.app.questions.sealing


async def requested(room: Room, question: Question) -> int:
    request = await room.app.questions.sealing.request(by=MODERATOR, question_id=question.id, reason="A threat")
    return request.id


async def test_two_moderators_read_who_asked_and_it_is_on_record(room: Room, sealing: Sealing) -> None:
    question = await room.ask(anonymous=True)
    request_id = await requested(room, question)
    room.clock.advance(hours=2)
    unsealed = await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)

    assert unsealed.author_id == ASKER.id
    record = unsealed.request
    assert (record.reason, record.requested_by_id, record.confirmed_by_id) == (
        "A threat",
        MODERATOR.id,
        SECOND_MODERATOR.id,
    )
    assert (record.state, record.confirmed_at) == (UnsealState.CONFIRMED, room.clock())
    assert await sealing.get(guild_id=GUILD, request_id=request_id) == record


async def test_both_of_them_can_look_again_and_nobody_else(room: Room, sealing: Sealing) -> None:
    request_id = await requested(room, await room.ask(anonymous=True))
    with pytest.raises(errors.UnsealNeedsAnother):
        await sealing.reveal(by=MODERATOR, request_id=request_id)
    await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)
    for by in (MODERATOR, SECOND_MODERATOR):
        assert (await sealing.reveal(by=by, request_id=request_id)).author_id == ASKER.id
    with pytest.raises(errors.UnsealNotFound):
        await sealing.reveal(by=THIRD_MODERATOR, request_id=request_id)
    with pytest.raises(errors.ModeratorsOnly):
        await sealing.reveal(by=STAFF, request_id=request_id)


async def test_one_moderator_alone_reads_nothing(room: Room, sealing: Sealing) -> None:
    request_id = await requested(room, await room.ask(anonymous=True))
    with pytest.raises(errors.UnsealNeedsAnother):
        await sealing.confirm(by=MODERATOR, request_id=request_id)
    assert await sealing.to_tell(guild_id=GUILD, request_id=request_id) is None


@pytest.mark.parametrize("by", [STRANGER, STAFF, ASKER])
async def test_only_moderators_take_part(room: Room, sealing: Sealing, by: Actor) -> None:
    question = await room.ask(anonymous=True)
    with pytest.raises(errors.ModeratorsOnly):
        await sealing.request(by=by, question_id=question.id, reason="Curious")
    request_id = await requested(room, question)
    with pytest.raises(errors.ModeratorsOnly):
        await sealing.confirm(by=by, request_id=request_id)


async def test_a_moderator_decides_nothing_about_their_own_question(room: Room, sealing: Sealing) -> None:
    own = await room.ask(SECOND_MODERATOR, anonymous=True)
    with pytest.raises(errors.UnsealOwn):
        await sealing.request(by=SECOND_MODERATOR, question_id=own.id, reason="To see whether it works")
    request_id = await requested(room, own)
    with pytest.raises(errors.UnsealOwn):
        await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)
    assert (await sealing.confirm(by=THIRD_MODERATOR, request_id=request_id)).author_id == SECOND_MODERATOR.id


async def test_consent_comes_within_a_day_or_is_asked_for_anew(room: Room, sealing: Sealing) -> None:
    question = await room.ask(anonymous=True)
    request_id = await requested(room, question)
    with pytest.raises(errors.UnsealRequested):
        await sealing.request(by=SECOND_MODERATOR, question_id=question.id, reason="Me too")
    assert await sealing.pending(guild_id=GUILD, question_id=question.id) is not None

    room.clock.advance(hours=24)
    assert await sealing.pending(guild_id=GUILD, question_id=question.id) is None
    with pytest.raises(errors.UnsealExpired):
        await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)

    again = await requested(room, question)
    assert (await sealing.confirm(by=SECOND_MODERATOR, request_id=again)).author_id == ASKER.id
    with pytest.raises(errors.UnsealDone):
        await requested(room, question)


async def test_of_two_who_consent_at_once_one_is_on_record(room: Room, sealing: Sealing) -> None:
    request_id = await requested(room, await room.ask(anonymous=True))
    results = await asyncio.gather(
        *(sealing.confirm(by=by, request_id=request_id) for by in (SECOND_MODERATOR, THIRD_MODERATOR)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["UnsealDone", "Unsealed"]


async def test_the_author_is_to_be_told_once(room: Room, sealing: Sealing) -> None:
    request_id = await requested(room, await room.ask(anonymous=True))
    assert "tell-unsealed" not in await room.planned(request_id)
    await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)
    assert (await room.planned(request_id))["tell-unsealed"] == room.clock()

    to_tell = await sealing.to_tell(guild_id=GUILD, request_id=request_id)
    assert to_tell is not None and to_tell.author_id == ASKER.id
    await sealing.told(guild_id=GUILD, request_id=request_id)
    assert await sealing.to_tell(guild_id=GUILD, request_id=request_id) is None


@pytest.mark.parametrize("reason", ["", "   ", "🤔"])
async def test_a_reason_has_to_be_written(room: Room, sealing: Sealing, reason: str) -> None:
    question = await room.ask(anonymous=True)
    with pytest.raises(errors.ReasonNeeded):
        await sealing.request(by=MODERATOR, question_id=question.id, reason=reason)
    assert await sealing.pending(guild_id=GUILD, question_id=question.id) is None


async def test_what_was_asked_by_name_has_no_seal(room: Room, sealing: Sealing) -> None:
    question = await room.ask()
    with pytest.raises(errors.NotAnonymous):
        await sealing.request(by=MODERATOR, question_id=question.id, reason="A threat")


async def test_other_servers_requests_are_not_found(room: Room, sealing: Sealing) -> None:
    question = await room.ask(anonymous=True)
    request_id = await requested(room, question)
    foreign = person(SECOND_MODERATOR.id, guild_id=OTHER_GUILD, moderates=True)
    cases: list[type[UserError]] = []
    for use in (
        sealing.confirm(by=foreign, request_id=request_id),
        sealing.request(by=foreign, question_id=question.id, reason="A threat"),
        sealing.pending(guild_id=OTHER_GUILD, question_id=question.id),
        sealing.told(guild_id=OTHER_GUILD, request_id=request_id),
    ):
        with pytest.raises(UserError) as refused:
            await use
        cases.append(refused.type)
    assert cases == [
        errors.UnsealNotFound,
        errors.QuestionNotFound,
        errors.QuestionNotFound,
        errors.UnsealNotFound,
    ]


# What erasing a member does


async def test_who_was_erased_can_not_be_read_any_more(room: Room, sealing: Sealing) -> None:
    question = await room.ask(anonymous=True)
    request_id = await requested(room, question)
    async with room.app.database.write() as connection:
        await room.app.questions.privacy.forget(connection, guild_id=GUILD, member_id=ASKER.id)
    with pytest.raises(errors.AuthorForgotten):
        await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)
    assert not room.app.questions.finding.is_asker(await room.now(question), ASKER.id)


async def test_a_members_anonymous_questions_are_found_for_them_only(room: Room) -> None:
    question = await room.ask(anonymous=True)
    await room.ask(STRANGER, anonymous=True)
    privacy = room.app.questions.privacy
    async with room.app.database.read() as connection:
        assert await privacy.anonymous_ids(connection, guild_id=GUILD, member_id=ASKER.id) == [question.id]
        assert await privacy.anonymous_ids(connection, guild_id=OTHER_GUILD, member_id=ASKER.id) == []


async def test_erasing_drops_the_members_words_from_solutions_and_search(room: Room) -> None:
    question = await room.solved(answer="Use the descaler.")
    async with room.app.database.write() as connection:
        await room.app.questions.privacy.forget(connection, guild_id=GUILD, member_id=HELPER.id)
    now = await room.now(question)
    assert now.solution is not None and now.solution.text == ""
    found = await room.app.questions.finding.search(guild_id=GUILD, text="descaler", channels=[question.channel_id])
    assert found.total == 0


async def test_the_author_learns_of_it_wherever_they_look_next(room: Room, sealing: Sealing) -> None:
    question = await room.ask(anonymous=True)
    request_id = await requested(room, question)
    assert await sealing.untold(by=ASKER) == ()
    await sealing.confirm(by=SECOND_MODERATOR, request_id=request_id)
    assert [one.request.id for one in await sealing.untold(by=ASKER)] == [request_id]
    assert await sealing.untold(by=STRANGER) == ()
    assert await sealing.untold(by=person(ASKER.id, guild_id=OTHER_GUILD)) == ()
    await sealing.told(guild_id=GUILD, request_id=request_id)
    assert await sealing.untold(by=ASKER) == ()


async def test_the_last_request_is_known_whatever_became_of_it(room: Room, sealing: Sealing) -> None:
    question = await room.ask(anonymous=True)
    assert await sealing.latest(guild_id=GUILD, question_id=question.id) is None
    request_id = await requested(room, question)
    room.clock.advance(days=2)
    latest = await sealing.latest(guild_id=GUILD, question_id=question.id)
    assert latest is not None and latest.id == request_id
    with pytest.raises(errors.QuestionNotFound):
        await sealing.latest(guild_id=OTHER_GUILD, question_id=question.id)
