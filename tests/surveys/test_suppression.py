"""Suppression: an attacker who sees everything an admin can get works out nothing about one to four people."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.surveys import suppression
from bot.surveys.model import SMALLEST_GROUP
from bot.surveys.suppression import Segment, SegmentKind, is_safe, visible


def rank_of(rows: Sequence[Sequence[int]]) -> int:
    """Gauss over fractions: another way than the module's own."""
    matrix = [[Fraction(value) for value in row] for row in rows]
    rank = 0
    for place in range(len(matrix[0]) if matrix else 0):
        pivot = next((row for row in range(rank, len(matrix)) if matrix[row][place]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        for row in range(rank + 1, len(matrix)):
            factor = matrix[row][place] / matrix[rank][place]
            matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[rank], strict=True)]
        rank += 1
    return rank


def attacked(groups: Sequence[frozenset[int]], everybody: frozenset[int]) -> frozenset[int] | None:
    """Try every set of one to four people: can a combination of the sums shown be about them alone?

    It can if the rows lose rank when their columns are left out.
    """
    people = sorted(everybody)
    rows = [[1] * len(people), *([int(one in group) for one in people] for group in groups)]
    whole = rank_of(rows)
    for size in range(1, SMALLEST_GROUP):
        for small in combinations(range(len(people)), size):
            left = [[value for place, value in enumerate(row) if place not in small] for row in rows]
            if rank_of(left) < whole:
                return frozenset(people[place] for place in small)
    return None


def rank(name: str) -> Segment:
    return Segment(SegmentKind.RANK, name)


def interest(name: str) -> Segment:
    return Segment(SegmentKind.INTEREST, name)


def of(*bounds: tuple[int, int]) -> frozenset[int]:
    return frozenset(one for first, last in bounds for one in range(first, last))


def test_a_group_of_four_is_hidden_and_with_it_what_would_give_it_away() -> None:
    everybody = of((0, 30))
    groups = {rank("A"): of((0, 14)), rank("B"): of((14, 26)), rank("C"): of((26, 30))}

    assert visible(groups, everybody) == [rank("A")]  # B is all less A less C


def test_two_small_groups_hide_each_other() -> None:
    everybody = of((0, 30))
    groups = {rank("A"): of((0, 14)), rank("B"): of((14, 24)), rank("C"): of((24, 27)), rank("D"): of((27, 30))}

    assert visible(groups, everybody) == [rank("A"), rank("B")]  # what is left is six people


def test_an_interest_that_differs_from_a_rank_by_few_is_hidden() -> None:
    everybody = of((0, 40))
    groups = {rank("A"): of((0, 20)), rank("B"): of((20, 40)), interest("Tea"): of((0, 17))}

    assert visible(groups, everybody) == [rank("A"), rank("B")]


def test_groups_that_overlap_widely_are_all_shown() -> None:
    everybody = of((0, 60))
    groups = {
        rank("A"): of((0, 20)),
        rank("B"): of((20, 40)),
        rank("C"): of((40, 60)),
        interest("Tea"): of((0, 10), (20, 30), (40, 50)),
        interest("Coffee"): of((5, 15), (25, 35), (45, 55)),
    }

    assert visible(groups, everybody) == sorted(groups)


def test_what_is_safe_among_those_asked_may_not_be_among_those_who_answered() -> None:
    asked, finished = of((0, 40)), of((0, 12), (38, 40))
    groups = {rank("A"): of((0, 20)), rank("B"): of((20, 40))}

    assert visible(groups, asked) == [rank("A"), rank("B")]
    assert visible(groups, asked, finished) == []


def test_a_group_of_whom_nobody_answered_is_shown_as_that() -> None:
    asked, finished = of((0, 40)), of((0, 12))

    assert visible({rank("A"): of((0, 20)), rank("B"): of((20, 40))}, asked, finished) == [rank("A"), rank("B")]


def test_groups_too_entangled_to_be_looked_through_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = of((0, 14))
    groups = [frozenset({0, 4, 6, 7, 8, 12, 13}), frozenset({2, 3, 4, 5, 6, 7, 12})]
    assert is_safe(groups, everybody)

    monkeypatch.setattr(suppression, "STEPS_MAX", 0)

    assert not is_safe(groups, everybody)


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 13), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_verdict_is_that_of_an_attacker_who_tries_everything(people: int, count: int, dice: random.Random) -> None:
    everybody = frozenset(range(people))
    groups = [frozenset(one for one in everybody if dice.random() < 0.6) for _ in range(count)]
    groups = [group for group in groups if not 0 < len(group) < SMALLEST_GROUP]

    assert is_safe(groups, everybody) == (attacked(groups, everybody) is None)


@settings(max_examples=40, deadline=None)
@given(st.integers(8, 14), st.randoms(use_true_random=False))
def test_whoever_sees_all_that_is_shown_of_ranks_interests_and_roles_derives_nobody(
    people: int, dice: random.Random
) -> None:
    asked = frozenset(range(people))
    finished = frozenset(one for one in asked if dice.random() < 0.8)
    ranks = [dice.randrange(3) for _ in range(people)]
    groups = {rank(str(one)): frozenset(m for m in asked if ranks[m] == one) for one in range(3)}
    for name in ("Tea", "Coffee", "Repairs"):
        groups[interest(name)] = frozenset(one for one in asked if dice.random() < 0.5)
    groups = {segment: members for segment, members in groups.items() if members}

    shown = visible(groups, asked, finished)

    if len(finished) >= SMALLEST_GROUP:
        assert attacked([groups[one] & finished for one in shown], finished) is None
    assert not shown or attacked([groups[one] for one in shown], asked) is None


def test_a_large_server_is_looked_through_quickly() -> None:
    dice = random.Random(7)
    everybody = frozenset(range(3_000))
    groups = {rank(str(one)): frozenset(range(one * 500, one * 500 + 500)) for one in range(6)}
    groups |= {interest(str(one)): frozenset(dice.sample(range(3_000), 300 + 40 * one)) for one in range(12)}

    assert visible(groups, everybody) == sorted(groups)
