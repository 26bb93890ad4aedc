"""Building surveys: what a draft takes and refuses, and that two admins can't overwrite each other."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.actor import Actor
from bot.app import App
from bot.i18n import Language
from bot.surveys import errors, rules
from bot.surveys.model import (
    QUESTIONS_MAX,
    Audience,
    AudienceKind,
    Picture,
    QuestionKind,
    Questionnaire,
    QuestionTerms,
    SurveyKind,
    SurveySettings,
    SurveyState,
)
from bot.surveys.tables import survey_picture, survey_response
from tests.support.clock import MovableClock
from tests.surveys.drafts import ADMIN, GUILD, MEMBER, OTHER_ADMIN, SINGLE, Drafts


@pytest.fixture
def drafts(app: App, clock: MovableClock) -> Drafts:
    return Drafts(app=app, clock=clock)


# Drafts -----------------------------------------------------------------------------------------------------------


async def test_a_draft_is_kept_from_its_first_form_on(drafts: Drafts) -> None:
    sheet = await drafts.draft(title="  Autumn \n roast ", why="We choose the next roast")

    assert (sheet.survey.title, sheet.survey.state) == ("Autumn roast", SurveyState.DRAFT)
    assert sheet.survey.audience.kind is AudienceKind.ALL
    assert sheet.survey.points == SurveySettings().points
    assert await drafts.get(sheet) == sheet


@pytest.mark.parametrize(
    ("title", "why", "refused"),
    [
        ("!!!", "because", errors.TitleEmpty),
        ("Roast", " … ", errors.WhyEmpty),
        ("Roast", "", errors.WhyEmpty),
        ("r" * 101, "because", errors.TooLong),
        ("Roast", "b" * 301, errors.TooLong),
    ],
)
async def test_a_survey_needs_a_title_and_a_reason(
    drafts: Drafts, title: str, why: str, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        await drafts.draft(title=title, why=why)

    assert (await drafts.building.page(by=ADMIN, limit=5))[1] == 0


async def test_only_admins_build_and_see_drafts(drafts: Drafts) -> None:
    sheet = await drafts.draft()

    with pytest.raises(errors.AdminsOnly):
        await drafts.draft(by=MEMBER)
    with pytest.raises(errors.AdminsOnly):
        await drafts.building.get(by=MEMBER, survey_id=sheet.survey.id)
    with pytest.raises(errors.SurveyNotFound):
        await drafts.building.get(by=OTHER_ADMIN, survey_id=sheet.survey.id)


async def test_of_two_admins_the_second_is_told_and_changes_nothing(drafts: Drafts) -> None:
    sheet = await drafts.draft()
    stamp = sheet.survey.revision
    first = drafts.building.add_question(SINGLE, by=ADMIN, survey_id=sheet.survey.id, stamp=stamp)
    second = drafts.building.set_points(by=ADMIN, survey_id=sheet.survey.id, stamp=stamp, points=50)

    done = await asyncio.gather(first, second, return_exceptions=True)

    assert isinstance(done[0], Questionnaire) and isinstance(done[1], errors.ChangedMeanwhile)
    now = await drafts.get(sheet)
    assert len(now.questions) == 1 and now.survey.points == SurveySettings().points


async def test_a_concept_test_is_never_anonymous(drafts: Drafts) -> None:
    sheet = await drafts.draft(kind=SurveyKind.CONCEPT, anonymous=True)

    changed = await drafts.building.describe(
        by=ADMIN, survey_id=sheet.survey.id, stamp=sheet.survey.revision, title="T", why="w", anonymous=True
    )

    assert not sheet.survey.anonymous and not changed.survey.anonymous


# Questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "refused"),
    [
        (replace(SINGLE, text="?"), errors.QuestionEmpty),
        (replace(SINGLE, text="q" * 201), errors.TooLong),
        (replace(SINGLE, options=("Light",)), errors.TooFewOptions),
        (replace(SINGLE, options=("Light", "  ", "")), errors.TooFewOptions),
        (replace(SINGLE, options=("Light", "ＬＩＧＨＴ")), errors.OptionTwice),
        (replace(SINGLE, options=tuple(str(n) for n in range(26))), errors.TooManyOptions),
        (replace(SINGLE, options=("a" * 101, "b")), errors.TooLong),
        (replace(SINGLE, kind=QuestionKind.SEVERAL, most=4), errors.MostWrong),
        (replace(SINGLE, kind=QuestionKind.SEVERAL, most=0), errors.MostWrong),
        (QuestionTerms(kind=QuestionKind.CONCEPT, text="Which?", options=("A", "B")), errors.OneConceptOnly),
    ],
)
async def test_a_question_that_cannot_be_asked_is_refused(
    drafts: Drafts, terms: QuestionTerms, refused: type[Exception]
) -> None:
    sheet = await drafts.draft()

    with pytest.raises(refused):
        await drafts.add(sheet, terms)

    assert await drafts.get(sheet) == sheet


async def test_what_a_kind_has_no_use_for_is_left_out(drafts: Drafts) -> None:
    everything = QuestionTerms(
        kind=QuestionKind.LONG, text="Why?", options=("A", "B"), lowest=1, highest=5, lowest_means="bad", most=1
    )

    question = (await drafts.add(await drafts.draft(), everything)).questions[0]

    assert question.options == () and question.lowest is None and question.lowest_means is None
    assert question.most is None


async def test_no_more_questions_than_a_survey_takes(drafts: Drafts) -> None:
    sheet = await drafts.draft()
    for _ in range(QUESTIONS_MAX):
        sheet = await drafts.add(sheet, QuestionTerms(kind=QuestionKind.SHORT, text="Name one"))

    with pytest.raises(errors.TooManyQuestions):
        await drafts.add(sheet, SINGLE)


async def test_questions_move_and_close_ranks(drafts: Drafts) -> None:
    sheet = await drafts.draft()
    for text in ("One", "Two", "Three"):
        sheet = await drafts.add(sheet, QuestionTerms(kind=QuestionKind.SHORT, text=text))

    last = sheet.questions[2].id
    sheet = await drafts.building.move_question(**drafts.stamped(sheet), question_id=last, up=True)
    assert [one.text for one in sheet.questions] == ["One", "Three", "Two"]
    sheet = await drafts.building.remove_question(**drafts.stamped(sheet), question_id=sheet.questions[0].id)
    assert [(one.position, one.text) for one in sheet.questions] == [(1, "Three"), (2, "Two")]
    sheet = await drafts.building.move_question(**drafts.stamped(sheet), question_id=last, up=True)
    assert [one.text for one in sheet.questions] == ["Three", "Two"]
    with pytest.raises(errors.QuestionGone):
        await drafts.building.require(**drafts.stamped(sheet), question_id=9_999, required=False)


async def test_a_concept_keeps_its_picture_where_its_name_stays(drafts: Drafts) -> None:
    sheet = await drafts.draft(kind=SurveyKind.CONCEPT)
    concept = QuestionTerms(kind=QuestionKind.CONCEPT, text="Which?", options=("A", "B"))
    sheet = await drafts.add(sheet, concept, pictures=[Picture(format="png", data=b"a")])
    question = sheet.questions[0]
    assert [option.has_picture for option in question.options] == [True, False]

    sheet = await drafts.building.edit_question(
        replace(concept, options=("C", "A")), **drafts.stamped(sheet), question_id=question.id
    )

    assert [(option.text, option.has_picture) for option in sheet.questions[0].options] == [("C", False), ("A", True)]


async def test_questions_are_locked_once_somebody_may_have_answered(drafts: Drafts) -> None:
    sheet = await drafts.opened()

    with pytest.raises(errors.QuestionsLocked):
        await drafts.add(sheet, SINGLE)
    with pytest.raises(errors.QuestionsLocked):
        await drafts.building.ask(**drafts.stamped(sheet), audience=Audience(kind=AudienceKind.ALL))
    with pytest.raises(errors.QuestionsLocked):
        await drafts.building.describe(**drafts.stamped(sheet), title="T", why="w", anonymous=False)
    changed = await drafts.building.describe(**drafts.stamped(sheet), title="Better title", why="Still why")

    assert changed.survey.title == "Better title" and changed.survey.anonymous


# Times and numbers ------------------------------------------------------------------------------------------------


async def test_a_survey_is_open_for_an_hour_to_ninety_days(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.draft()
    opens = clock() + timedelta(days=2)

    with pytest.raises(errors.ClosesTooSoon):
        await drafts.time(sheet, opens_at=opens, closes_at=opens + timedelta(minutes=59))
    with pytest.raises(errors.ClosesTooLate):
        await drafts.time(sheet, opens_at=opens, closes_at=opens + timedelta(days=91))
    with pytest.raises(errors.ClosesTooSoon):
        await drafts.time(sheet, opens_at=None, closes_at=clock() - timedelta(days=1))
    sheet = await drafts.time(sheet, opens_at=opens, closes_at=opens + timedelta(days=90))

    assert sheet.survey.opens_at == opens


@pytest.mark.parametrize(("typed", "points"), [("0", 0), ("２５", 25), (" 1,000 ", 1_000)])
def test_points_are_read_as_people_type_them(typed: str, points: int) -> None:
    assert rules.read_points(typed) == points


@pytest.mark.parametrize("typed", ["", "-1", "5.5", "1001", "many", "٣", "1" * 40])
def test_what_are_no_points_is_refused(typed: str) -> None:
    with pytest.raises(errors.PointsWrong):
        rules.read_points(typed)


# Copies -----------------------------------------------------------------------------------------------------------


async def test_a_copy_has_everything_but_times_and_answers(drafts: Drafts) -> None:
    sheet = await drafts.draft(kind=SurveyKind.CONCEPT)
    concept = QuestionTerms(kind=QuestionKind.CONCEPT, text="Which?", options=("A", "B"))
    pictures = [Picture(format="png", data=b"a"), Picture(format="jpg", data=b"b")]
    sheet = await drafts.add(sheet, concept, pictures=pictures)
    sheet = await drafts.add(sheet, QuestionTerms(kind=QuestionKind.SCALE, text="How?", lowest=0, highest=10))

    copy = await drafts.building.copy(by=ADMIN, survey_id=sheet.survey.id, title="Again")

    assert copy.survey.id != sheet.survey.id and copy.survey.title == "Again"
    assert (copy.survey.opens_at, copy.survey.closes_at, copy.survey.state) == (None, None, SurveyState.DRAFT)
    assert [one.text for one in copy.questions] == ["Which?", "How?"] and copy.questions[1].highest == 10
    async with drafts.app.database.read() as connection:
        stored = await connection.execute(select(survey_picture.c.format, survey_picture.c.data))
        assert sorted(tuple(row) for row in stored) == sorted([("png", b"a"), ("jpg", b"b")] * 2)


# After an event ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
async def test_the_survey_after_an_event_is_open_for_those_who_were_there(drafts: Drafts, language: Language) -> None:
    async def attendees(_connection: object, _guild_id: int, occurrence_id: int) -> frozenset[int]:
        return frozenset({5, 6}) if occurrence_id == 77 else frozenset()

    drafts.app.surveys.desk.attendees = attendees
    async with drafts.app.database.write() as connection:
        survey_id = await drafts.building.make_quick(
            connection, guild_id=GUILD, title="T" * 150, why="Thank you", occurrence_id=77, language=language
        )

    sheet = await drafts.building.get(by=ADMIN, survey_id=survey_id)
    assert sheet.survey.state is SurveyState.OPEN and sheet.survey.anonymous and sheet.survey.asked == 2
    assert sheet.survey.closes_at == drafts.clock() + timedelta(days=7)
    assert [one.kind for one in sheet.questions] == [QuestionKind.SCALE, QuestionKind.LONG, QuestionKind.LONG]
    assert [one.required for one in sheet.questions] == [True, False, False]
    assert len(sheet.survey.title) == 100 and not rules.has_post(sheet.survey)
    async with drafts.app.database.read() as connection:
        asked = drafts.app.surveys.audience.is_asked
        assert await asked(connection, sheet.survey, Actor(id=5, guild_id=GUILD))
        assert not await asked(connection, sheet.survey, Actor(id=7, guild_id=GUILD))


# Deleting ---------------------------------------------------------------------------------------------------------


async def test_a_draft_is_deleted_and_a_running_survey_is_not(drafts: Drafts) -> None:
    draft, running = await drafts.draft(), await drafts.opened()

    await drafts.lifecycle.delete(**drafts.stamped(draft))
    with pytest.raises(errors.StillRunning):
        await drafts.lifecycle.delete(**drafts.stamped(running))

    with pytest.raises(errors.SurveyNotFound):
        await drafts.get(draft)
    assert (await drafts.get(running)).survey.state is SurveyState.OPEN


async def test_deleting_a_closed_survey_deletes_what_was_answered(drafts: Drafts) -> None:
    sheet = await drafts.opened(anonymous=False)
    await drafts.lifecycle.close(**drafts.stamped(sheet))
    async with drafts.app.database.write() as connection:
        values = {"key": "k" * 43, "survey_id": sheet.survey.id, "guild_id": GUILD, "finished": True, "released": True}
        await connection.execute(insert(survey_response).values(**values))

    await drafts.lifecycle.delete(**drafts.stamped(await drafts.get(sheet)))

    async with drafts.app.database.read() as connection:
        assert (await connection.execute(select(survey_response))).all() == []
    with pytest.raises(errors.SurveyNotFound):
        await drafts.get(sheet)
    assert await drafts.building.named(guild_id=GUILD) == []
