"""Results: counts, shares, means and medians, and what may be seen of them."""

import json
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.model import Given, Option, Question, QuestionKind
from bot.surveys.results import Rate, Results, summarise, texts_of, while_open


def question(kind: QuestionKind, *, number: int = 1, options: int = 0, required: bool = True) -> Question:
    scale = kind is QuestionKind.SCALE
    return Question(
        id=number,
        survey_id=1,
        position=number,
        kind=kind,
        text="How was it?",
        required=required,
        options=tuple(Option(id=10 * number + one, text=f"Option {one}") for one in range(1, options + 1)),
        lowest=1 if scale else None,
        highest=5 if scale else None,
    )


def test_a_single_choice_has_shares_of_those_who_answered_it() -> None:
    asked = question(QuestionKind.SINGLE, options=3, required=False)
    answers = [{1: Given(options=(11,))}] * 3 + [{1: Given(options=(13,))}] * 2 + [{1: Given()}, {}]

    results = summarise([asked], answers)

    figures = results.of(1)
    assert figures is not None
    assert (results.responses, figures.answered) == (7, 5)
    assert [(bar.key, bar.count, bar.share) for bar in figures.bars] == [(11, 3, 0.6), (12, 0, 0.0), (13, 2, 0.4)]


def test_shares_of_several_choices_are_of_people_not_of_choices() -> None:
    asked = question(QuestionKind.SEVERAL, options=2)

    figures = summarise([asked], [{1: Given(options=(11, 12))}] * 4 + [{1: Given(options=(11,))}]).figures[0]

    assert [bar.share for bar in figures.bars] == [1.0, 0.8]


@given(st.lists(st.integers(1, 5), min_size=1))
def test_mean_and_median_of_a_scale_are_those_of_its_numbers(numbers: list[int]) -> None:
    figures = summarise([question(QuestionKind.SCALE)], [{1: Given(number=one)} for one in numbers]).figures[0]

    assert figures.mean == pytest.approx(mean(numbers))
    assert figures.median == median(numbers)
    assert list(figures.counts) == [1, 2, 3, 4, 5]


def test_the_nps_question_gives_its_counts() -> None:
    numbers = [10, 9, 8, 7, 6, 0]

    figures = summarise([question(QuestionKind.NPS)], [{1: Given(number=one)} for one in numbers]).figures[0]

    assert (figures.nps.promoters, figures.nps.passives, figures.nps.detractors) == (2, 2, 2)


def test_nobody_answered() -> None:
    figures = summarise([question(QuestionKind.SCALE)], []).figures[0]

    assert (figures.mean, figures.median, figures.shown) == (None, None, False)
    assert {bar.share for bar in figures.bars} == {0.0}


def test_a_question_that_four_answered_is_not_shown_though_more_took_part() -> None:
    asked = question(QuestionKind.SINGLE, options=2, required=False)

    results = summarise([asked], [{1: Given(options=(11,))}] * 4 + [{}] * 6)

    assert results.shown
    assert not results.figures[0].shown


def test_of_an_open_anonymous_survey_only_what_everybody_must_answer_is_seen() -> None:
    must = question(QuestionKind.SINGLE, number=1, options=2)
    may = question(QuestionKind.SCALE, number=2, required=False)
    text = question(QuestionKind.LONG, number=3)
    results = summarise([must, may, text], [{1: Given(options=(11,)), 2: Given(number=3), 3: Given(text="x")}] * 5)

    assert [one.question_id for one in while_open(results, [must, may, text]).figures] == [1]


def test_results_survive_being_kept_as_json() -> None:
    asked = [question(QuestionKind.SINGLE, number=1, options=3), question(QuestionKind.NPS, number=2)]
    results = summarise(asked, [{1: Given(options=(12,)), 2: Given(number=9)}] * 6)

    assert Results.of_json(json.loads(json.dumps(results.as_json()))) == results


def test_texts_come_in_an_order_that_tells_nothing_and_stays() -> None:
    asked = question(QuestionKind.LONG)
    answers = [{1: Given(text=f"text {one}")} for one in range(20)]

    shown = texts_of(asked, answers)

    assert sorted(shown) == sorted(f"text {one}" for one in range(20))
    assert shown == texts_of(asked, list(reversed(answers)))
    assert shown != [f"text {one}" for one in range(20)] and shown != sorted(shown)


def test_texts_of_four_people_are_not_shown() -> None:
    answers = [{1: Given(text="a")}] * 4 + [{1: Given(text="  ")}, {1: Given()}]

    assert texts_of(question(QuestionKind.SHORT), answers) == []


def test_a_rate_is_none_where_nobody_knows_how_many_were_asked() -> None:
    assert Rate(finished=3, asked=None).share is None
    assert Rate(finished=3, asked=0).share is None
    assert Rate(finished=3, asked=4).share == 0.75
    assert Rate(finished=5, asked=4).share is None  # whoever counted didn't know of all
