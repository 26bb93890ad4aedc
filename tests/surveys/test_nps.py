"""The NPS: by hand, against scipy, and whether its interval holds what it promises."""

from itertools import product
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bot.surveys.model import SMALLEST_GROUP
from bot.surveys.nps import Z_95, Change, Counts, Stance, Trend, change, counts_of, stance_of


def counts(promoters: int, passives: int, detractors: int) -> Counts:
    return Counts(promoters=promoters, passives=passives, detractors=detractors)


anything = st.builds(counts, st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))


def test_where_promoters_and_detractors_begin() -> None:
    stances = [stance_of(number) for number in range(11)]

    assert stances == [Stance.DETRACTOR] * 7 + [Stance.PASSIVE] * 2 + [Stance.PROMOTER] * 2


def test_a_score_by_hand() -> None:
    found = counts_of({10: 4, 9: 2, 8: 1, 7: 1, 6: 1, 0: 1})

    assert found == counts(6, 2, 2)
    assert found.score == pytest.approx(40)


def test_an_interval_by_hand() -> None:
    # 6 promoters, 2 passives, 2 detractors: (6.75 − 2.75) / 13 = 0.30769; variance (0.51923 + 0.21154 − 0.09467) / 13
    interval = counts(6, 2, 2).interval

    assert interval is not None
    assert interval.low == pytest.approx(100 * (0.307692 - 1.959964 * sqrt(0.636095 / 13)), abs=0.001)
    assert interval.high == pytest.approx(100 * (0.307692 + 1.959964 * sqrt(0.636095 / 13)), abs=0.001)


def test_everybody_saying_the_same_still_leaves_doubt() -> None:
    interval = counts(5, 0, 0).interval

    assert interval is not None
    assert (round(interval.low), interval.high) == (17, 100)


def test_the_score_of_one_lies_in_its_interval() -> None:
    """Surveys with names show it of fewer than five, too."""
    one = counts(1, 0, 0).interval

    assert one is not None
    assert (round(one.low), one.high) == (-48, 100)


def test_nobody_has_no_score() -> None:
    assert counts(0, 0, 0).score is None
    assert counts(0, 0, 0).interval is None
    assert change(counts(0, 0, 0), counts(1, 0, 0)) is None


@given(anything)
def test_the_interval_is_scipys_of_the_answers_with_three_added(found: Counts) -> None:
    if found.interval is None or found.answered < SMALLEST_GROUP:
        return
    shares = [(found.promoters + 0.75), (found.passives + 1.5), (found.detractors + 0.75)]
    total = sum(shares)
    one = stats.rv_discrete(values=([1, 0, -1], [share / total for share in shares]))
    low, high = stats.norm.interval(0.95, loc=one.mean(), scale=one.std() / sqrt(total))

    assert found.interval.low == pytest.approx(100 * max(-1, low), abs=1e-6)
    assert found.interval.high == pytest.approx(100 * min(1, high), abs=1e-6)


@given(anything)
def test_the_score_lies_in_its_interval_and_both_within_bounds(found: Counts) -> None:
    if found.score is not None and found.interval is not None:
        assert -100 <= found.interval.low <= found.score + 1e-9
        assert found.score - 1e-9 <= found.interval.high <= 100


def test_z_is_that_of_95_percent() -> None:
    assert pytest.approx(stats.norm.ppf(0.975)) == Z_95


def covered(people: int, promoting: float, detracting: float) -> float:
    """Return the exact probability that the interval holds the true score: over every outcome of the multinomial."""
    truth = 100 * (promoting - detracting)
    total = 0.0
    for promoters, detractors in product(range(people + 1), repeat=2):
        passives = people - promoters - detractors
        if passives < 0:
            continue
        interval = counts(promoters, passives, detractors).interval
        assert interval is not None
        if interval.low <= truth <= interval.high:
            ways = comb(people, promoters) * comb(people - promoters, detractors)
            total += ways * promoting**promoters * detracting**detractors * (1 - promoting - detracting) ** passives
    return total


@pytest.mark.parametrize(("people", "at_least"), [(5, 0.89), (10, 0.89), (30, 0.925), (80, 0.925)])
def test_it_holds_the_truth_about_as_often_as_it_says(people: int, at_least: float) -> None:
    shares = [(0.5, 0.2), (0.34, 0.33), (0.7, 0.1), (0.2, 0.5), (0.85, 0.05), (0.1, 0.1), (0.6, 0.4)]

    coverage = [covered(people, promoting, detracting) for promoting, detracting in shares]

    assert min(coverage) > at_least
    assert sum(coverage) / len(coverage) > 0.935


def test_a_change_that_could_be_chance_is_called_unclear() -> None:
    found = change(counts(12, 8, 10), counts(14, 8, 8))

    assert found is not None
    assert found.points == pytest.approx(13.333, abs=0.001)
    assert found.trend is Trend.UNCLEAR


def test_a_change_that_is_no_chance_has_its_direction() -> None:
    worse, better = counts(40, 60, 100), counts(110, 60, 30)

    up, down = change(worse, better), change(better, worse)

    assert isinstance(up, Change)
    assert isinstance(down, Change)
    assert (up.trend, down.trend) == (Trend.UP, Trend.DOWN)
    assert up.interval.low == pytest.approx(-down.interval.high)


@given(anything, anything)
def test_a_change_stays_within_what_is_possible(before: Counts, after: Counts) -> None:
    found = change(before, after)
    if found is not None:
        assert -200 <= found.interval.low <= found.interval.high <= 200
