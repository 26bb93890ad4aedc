"""Files of results: opened by Excel with Japanese intact and formulas defused, and with no more in them than is shown."""

import json
import random
from typing import Any

from bot import sheets
from bot.app import App
from bot.surveys.exporting import Files, Words, files_of
from bot.surveys.model import Given, QuestionKind, QuestionTerms, SurveyKind
from bot.surveys.suppression import Segment, SegmentKind
from tests.surveys.forms import ALL_KINDS, LONG, SINGLE, closed, filled, member, opened, questions_of
from tests.surveys.test_results_report import CONCEPT, add_rank, answered, counted, report

WORDS = Words(members={11: "=亜紀", 12: "Bo"}, groups={Segment(SegmentKind.RANK, "Guest"): "Guest"})

JAPANESE = QuestionTerms(kind=QuestionKind.SINGLE, text="どれがよいですか？", options=("=急須", "やかん"))


async def files(app: App, survey_id: int) -> Files:
    found = files_of(await report(app, survey_id), WORDS)
    assert found is not None
    return found


def rows(content: bytes | None) -> list[list[str]]:
    assert content is not None
    assert content.startswith(b"\xef\xbb\xbf")  # else Excel in Japan reads Shift JIS
    return [cells for _, cells in sheets.read(content)]


async def test_figures_open_in_excel_with_japanese_and_without_formulas(app: App) -> None:
    survey_id = await opened(app, [JAPANESE])
    await answered(app, survey_id, range(1, 7))
    await closed(app, survey_id, reward=False)

    found = rows((await files(app, survey_id)).figures)

    assert found[2][1:7] == ["どれがよいですか？", "single", "'=急須", "6", "1.0", "6"]
    assert found[3][3:6] == ["やかん", "0", "0.0"]


async def test_a_named_survey_has_a_row_for_each_member(app: App) -> None:
    survey_id = await opened(app, [JAPANESE, LONG], anonymous=False)
    _, text = await questions_of(app, survey_id)
    await filled(app, survey_id, 11, answers={text.id: Given(text="@SUM(A1)")})

    [header, row] = rows((await files(app, survey_id)).responses)

    assert header == ["name", "id", "どれがよいですか？", "What could be better?"]
    assert (row[0], row[1], row[3]) == ("'=亜紀", '="11"', "'@SUM(A1)")


async def test_of_an_anonymous_survey_no_file_has_what_one_person_answered_side_by_side(app: App) -> None:
    """Whoever is alone with one answer, and known by it, would be known by all others in the same row."""
    survey_id = await opened(app, ALL_KINDS)
    for member_id in range(1, 8):
        await filled(app, survey_id, member_id)
    await closed(app, survey_id, reward=False)

    found = await files(app, survey_id)

    *_, short, long = await questions_of(app, survey_id)
    header, *texts = rows(found.texts)
    assert found.responses is None
    assert header == ["question", "answer"]
    assert [question for question, _ in texts] == [short.text] * 7 + [long.text] * 7


async def test_texts_of_an_anonymous_survey_come_in_another_order_each_time(app: App) -> None:
    survey_id = await opened(app, [LONG])
    for member_id in range(1, 13):
        await filled(app, survey_id, member_id)
    await closed(app, survey_id, reward=False)
    shown = await report(app, survey_id)

    first, second = (files_of(shown, WORDS, shuffler=random.Random(seed)) for seed in (1, 2))

    assert first is not None
    assert second is not None
    assert sorted(rows(first.texts)) == sorted(rows(second.texts))
    assert rows(first.texts) != rows(second.texts)


async def test_what_was_written_has_its_formulas_defused(app: App) -> None:
    survey_id = await opened(app, [LONG])
    [question] = await questions_of(app, survey_id)
    for member_id in range(1, 6):
        await filled(app, survey_id, member_id, answers={question.id: Given(text="=急須(A1)")})
    await closed(app, survey_id, reward=False)

    assert {text for _, text in rows((await files(app, survey_id)).texts)[1:]} == {"'=急須(A1)"}


async def test_a_question_that_four_answered_is_in_no_file(app: App) -> None:
    optional = QuestionTerms(kind=QuestionKind.LONG, text="Secret?", required=False)
    survey_id = await opened(app, [SINGLE, optional])
    _, question = await questions_of(app, survey_id)
    for member_id in range(1, 10):
        said = Given(text=f"hidden {member_id}") if member_id < 5 else Given(text=" ")
        by_member = {question.id: said} if member_id < 5 else {question.id: Given()}
        await filled_or_skipped(app, survey_id, member_id, by_member, question.id)
    await closed(app, survey_id, reward=False)

    found = await files(app, survey_id)

    assert found.texts is None
    for content in (found.figures, found.everything):
        assert b"hidden" not in content


async def filled_or_skipped(app: App, survey_id: int, member_id: int, answers: dict[int, Given], text_id: int) -> None:
    if answers[text_id] != Given():
        await filled(app, survey_id, member_id, answers=answers)
        return
    by = member(member_id)
    progress = await app.surveys.answering.begin(by, survey_id)
    [choice, _] = progress.questions
    await app.surveys.answering.save(by, survey_id, choice.id, Given(options=(choice.options[0].id,)))
    await app.surveys.answering.save(by, survey_id, text_id, Given())
    await app.surveys.answering.finish(by, survey_id)


async def test_nothing_is_exported_of_a_closed_anonymous_survey_of_four(app: App) -> None:
    survey_id = await opened(app)
    await answered(app, survey_id, range(1, 5))
    await closed(app, survey_id, reward=False)

    assert files_of(await report(app, survey_id), WORDS) is None


async def test_an_open_anonymous_survey_has_figures_alone(app: App) -> None:
    survey_id = await opened(app, [SINGLE, LONG])
    await answered(app, survey_id, range(1, 15))

    found = await files(app, survey_id)

    assert found.responses is None
    assert found.texts is None
    assert json.loads(found.everything)["counted"] == 9


async def test_a_concept_test_has_no_rows_and_only_the_groups_that_are_shown(app: App) -> None:
    await add_rank(app, "Guest", range(1, 13), threshold=10)
    await add_rank(app, "Veteran", range(13, 16), threshold=20)
    await add_rank(app, "Regular", range(16, 31), threshold=15)
    survey_id = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    await answered(app, survey_id, range(1, 31))
    await closed(app, survey_id, reward=False)
    await counted(app, survey_id)

    found = await files(app, survey_id)

    everything: dict[str, Any] = json.loads(found.everything)
    shown = {one.segment.name for one in (await report(app, survey_id)).groups}
    assert found.responses is None
    assert {one["name"] for one in everything["groups"]} == shown == {"Regular"}
    assert {row[0] for row in rows(found.figures)[1:]} == {"", "Regular"}


async def test_json_has_the_nps_with_its_interval(app: App) -> None:
    survey_id = await opened(app, [QuestionTerms(kind=QuestionKind.NPS, text="Would you?")])
    [question] = await questions_of(app, survey_id)
    for member_id, number in enumerate((10, 10, 9, 8, 7, 3), start=1):
        await filled(app, survey_id, member_id, answers={question.id: Given(number=number)})
    await closed(app, survey_id, reward=False)

    [found] = json.loads((await files(app, survey_id)).everything)["questions"]

    assert found["nps"]["score"] == 100 * 2 / 6
    assert found["answered"] == 6
