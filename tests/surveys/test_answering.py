"""Answering, without Discord: what is kept, what is refused, and what counts when it closes."""

import asyncio
from pathlib import Path

import pytest

from bot.app import App
from bot.seal import Seal
from bot.surveys import errors
from bot.surveys.model import Audience, AudienceKind, Given, Question, QuestionKind, QuestionTerms
from bot.surveys.store import participants, responses
from bot.surveys.store.responses import Response
from tests.support.clock import MovableClock
from tests.surveys.forms import (
    ALL_KINDS,
    LONG,
    SERVER,
    SEVERAL,
    SHORT,
    SINGLE,
    closed,
    drafted,
    filled,
    given_for,
    member,
    opened,
    questions_of,
)

AKI, BO = 11, 12


async def finished(app: App, survey_id: int) -> list[Response]:
    async with app.database.read() as connection:
        return await responses.finished(connection, survey_id)


async def who_finished(app: App, survey_id: int) -> list[int]:
    async with app.database.read() as connection:
        return await participants.finished(connection, survey_id=survey_id)


@pytest.fixture(params=[True, False], ids=["anonymous", "named"])
def anonymous(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def test_every_kind_of_answer_is_kept_as_it_was_given(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, ALL_KINDS, anonymous=anonymous)
    asked = await questions_of(app, survey_id)

    for number, question in enumerate(asked):
        await app.surveys.answering.save(member(AKI), survey_id, question.id, given_for(question, number))

    progress = await app.surveys.answering.progress(member(AKI), survey_id)
    assert progress.answers == {question.id: given_for(question, number) for number, question in enumerate(asked)}
    assert (progress.begun, progress.finished, progress.next) == (True, False, None)


async def test_leaving_and_coming_back_goes_on_at_the_first_question_without_an_answer(
    app: App, anonymous: bool
) -> None:
    survey_id = await opened(app, ALL_KINDS, anonymous=anonymous)
    first, second, *_ = await questions_of(app, survey_id)
    await app.surveys.answering.save(member(AKI), survey_id, first.id, given_for(first, 0))
    await app.surveys.answering.save(member(AKI), survey_id, second.id, Given())

    assert (await app.surveys.answering.progress(member(AKI), survey_id)).next == 3
    assert (await app.surveys.answering.progress(member(BO), survey_id)).next == 1


async def test_looking_does_not_note_that_somebody_takes_part(app: App) -> None:
    survey_id = await opened(app)

    progress = await app.surveys.answering.progress(member(AKI), survey_id)

    assert not progress.begun
    async with app.database.read() as connection:
        assert await participants.surveys_of(connection, guild_id=SERVER, member_id=AKI) == []


async def test_what_is_changed_after_sending_counts(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, anonymous=anonymous)
    [question] = await questions_of(app, survey_id)
    first, second, _ = question.options
    for member_id in range(1, 6):
        await filled(app, survey_id, member_id, answers={question.id: Given(options=(first.id,))})

    for member_id in range(1, 6):
        await app.surveys.answering.save(member(member_id), survey_id, question.id, Given(options=(second.id,)))
    await closed(app, survey_id)

    assert [one.answers for one in await finished(app, survey_id)] == [{question.id: Given(options=(second.id,))}] * 5


async def test_what_was_not_sent_when_it_closes_is_deleted(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, anonymous=anonymous)
    for member_id in range(1, 6):
        await filled(app, survey_id, member_id)
    await filled(app, survey_id, 6, send=False)

    await closed(app, survey_id)

    assert len(await finished(app, survey_id)) == 5
    assert await who_finished(app, survey_id) == [1, 2, 3, 4, 5]


async def test_whoever_presses_after_the_end_is_told_so_and_changes_nothing(
    app: App, clock: MovableClock, anonymous: bool
) -> None:
    survey_id = await opened(app, anonymous=anonymous)
    [question] = await questions_of(app, survey_id)
    for member_id in range(1, 6):
        await filled(app, survey_id, member_id, seed=0)
    clock.advance(days=7)  # nobody has come to close it yet

    async def refused() -> None:
        for act in (
            app.surveys.answering.progress(member(AKI), survey_id),
            app.surveys.answering.begin(member(AKI), survey_id),
            app.surveys.answering.save(member(1), survey_id, question.id, given_for(question, 1)),
            app.surveys.answering.finish(member(1), survey_id),
        ):
            with pytest.raises(errors.SurveyClosed):
                await act

    await refused()
    await closed(app, survey_id)
    await refused()

    assert [one.answers for one in await finished(app, survey_id)] == [{question.id: given_for(question, 0)}] * 5


async def test_before_it_opens_nobody_answers(app: App) -> None:
    survey_id = await drafted(app)

    with pytest.raises(errors.SurveyNotFound):
        await app.surveys.answering.begin(member(AKI), survey_id)


async def test_who_is_not_asked_can_not_answer(app: App) -> None:
    survey_id = await opened(app, audience=Audience(kind=AudienceKind.ROLE, role_id=7))

    with pytest.raises(errors.NotAsked):
        await app.surveys.answering.begin(member(AKI), survey_id)
    await app.surveys.answering.begin(member(AKI, roles=[7]), survey_id)
    [question] = await questions_of(app, survey_id)
    with pytest.raises(errors.NotAsked):  # the role was taken away meanwhile
        await app.surveys.answering.save(member(AKI), survey_id, question.id, given_for(question, 0))


async def test_sending_twice_is_sending_once(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, anonymous=anonymous)
    for member_id in range(1, 6):
        await filled(app, survey_id, member_id)

    await asyncio.gather(*(app.surveys.answering.finish(member(1), survey_id) for _ in range(5)))
    await closed(app, survey_id)

    assert len(await finished(app, survey_id)) == 5


async def test_answers_to_two_questions_at_once_are_both_kept(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, ALL_KINDS, anonymous=anonymous)
    asked = await questions_of(app, survey_id)

    await asyncio.gather(
        *(app.surveys.answering.save(member(AKI), survey_id, one.id, given_for(one, 0)) for one in asked)
    )

    progress = await app.surveys.answering.progress(member(AKI), survey_id)
    assert set(progress.answers) == {one.id for one in asked}


async def test_a_survey_with_an_answer_missing_can_not_be_sent(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, (SHORT, SINGLE), anonymous=anonymous)
    await app.surveys.answering.begin(member(AKI), survey_id)

    with pytest.raises(errors.AnswersMissing) as refused:
        await app.surveys.answering.finish(member(AKI), survey_id)

    assert refused.value.params == {"number": 2}
    assert await who_finished(app, survey_id) == []


async def test_where_every_question_can_be_skipped_sending_at_once_is_taking_part(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, (SHORT,), anonymous=anonymous)

    await app.surveys.answering.finish(member(AKI), survey_id)

    assert await who_finished(app, survey_id) == [AKI]


# What does not fit ------------------------------------------------------------------------------------------------


def misfits(kind: QuestionKind, question: Question, others: Question) -> list[Given]:
    own = question.options[0].id if question.options else 1
    match kind:
        case QuestionKind.SINGLE:
            return [Given(options=(own, question.options[1].id)), Given(number=1), Given(text="x")]
        case QuestionKind.SEVERAL:
            every = tuple(option.id for option in question.options)
            return [Given(options=every), Given(options=(own, own)), Given(options=(others.options[0].id,))]
        case QuestionKind.SCALE:
            return [Given(number=0), Given(number=6), Given(number=-1), Given(options=(1,)), Given(text="5")]
        case QuestionKind.NPS:
            return [Given(number=11), Given(number=-1), Given(number=10**18)]
        case QuestionKind.SHORT:
            return [Given(text="x" * 201), Given(number=1)]
    return [Given(text="x" * 2001), Given(options=(1,))]


@pytest.mark.parametrize("terms", ALL_KINDS, ids=lambda terms: terms.kind.value)
async def test_what_a_question_does_not_take_is_refused(app: App, terms: QuestionTerms, anonymous: bool) -> None:
    survey_id = await opened(app, (terms, SINGLE), anonymous=anonymous)
    question, other = await questions_of(app, survey_id)

    for given in misfits(terms.kind, question, other):
        with pytest.raises(errors.DoesNotFit):
            await app.surveys.answering.save(member(AKI), survey_id, question.id, given)

    assert (await app.surveys.answering.progress(member(AKI), survey_id)).answers == {}


async def test_questions_and_options_of_other_surveys_and_servers_are_refused(app: App) -> None:
    mine, theirs = await opened(app), await opened(app)
    abroad = await opened(app, server=SERVER + 1)
    [question], [other] = await questions_of(app, mine), await questions_of(app, theirs)

    with pytest.raises(errors.DoesNotFit):
        await app.surveys.answering.save(member(AKI), mine, other.id, given_for(other, 0))
    with pytest.raises(errors.DoesNotFit):
        await app.surveys.answering.save(member(AKI), mine, question.id, given_for(other, 0))
    with pytest.raises(errors.SurveyNotFound):
        await app.surveys.answering.begin(member(AKI), abroad)


async def test_a_question_that_needs_an_answer_is_not_skipped(app: App) -> None:
    survey_id = await opened(app, (SINGLE, SEVERAL))
    needed, optional = await questions_of(app, survey_id)
    await app.surveys.answering.save(member(AKI), survey_id, needed.id, given_for(needed, 0))

    with pytest.raises(errors.AnswerNeeded):
        await app.surveys.answering.save(member(AKI), survey_id, needed.id, Given())
    progress = await app.surveys.answering.save(member(AKI), survey_id, optional.id, Given())

    assert progress.answers == {needed.id: given_for(needed, 0), optional.id: Given()}


@pytest.mark.parametrize("blank", ["", "  \n ", "\u200b\u2060"])
async def test_a_text_without_anything_to_see_is_no_answer(app: App, blank: str) -> None:
    needed = QuestionTerms(kind=QuestionKind.LONG, text="Why?", required=True)
    survey_id = await opened(app, (needed, LONG))
    first, second = await questions_of(app, survey_id)

    with pytest.raises(errors.AnswerNeeded):
        await app.surveys.answering.save(member(AKI), survey_id, first.id, Given(text=blank))
    progress = await app.surveys.answering.save(member(AKI), survey_id, second.id, Given(text=blank))

    assert progress.answers == {second.id: Given()}


async def test_a_long_text_comes_back_as_it_was_written(app: App, anonymous: bool) -> None:
    survey_id = await opened(app, (LONG,), anonymous=anonymous)
    [question] = await questions_of(app, survey_id)
    written = ("湯が早く沸く。 <@1> @everyone\n" * 200)[:2000].strip()

    await app.surveys.answering.save(member(AKI), survey_id, question.id, Given(text=written))

    progress = await app.surveys.answering.progress(member(AKI), survey_id)
    assert progress.answers[question.id].text == written


async def test_with_another_key_file_answers_are_refused_rather_than_lost(app: App, tmp_path: Path) -> None:
    survey_id = await opened(app)
    await filled(app, survey_id, AKI, send=False)
    right = app.surveys.desk.seal

    for other in (tmp_path / "none.key", tmp_path / "other.key"):
        app.surveys.desk.seal = Seal(other)
        if other.name == "other.key":
            app.surveys.desk.seal.fingerprint(guild_id=1, member_id=1)  # makes the file
        with pytest.raises(errors.KeyMissing):
            await app.surveys.answering.progress(member(AKI), survey_id)
        with pytest.raises(errors.KeyMissing):
            await closed(app, survey_id)

    app.surveys.desk.seal = right
    assert (await app.surveys.answering.progress(member(AKI), survey_id)).begun
