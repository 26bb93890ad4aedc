"""Raids against crowds: raiders are recognised, and guests are left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.raids.detecting import Join, Sign, Verdict, find_suspects, look, makes
from tests.raids.crowds import MAKES, NOW, guests, numbered, raiders

WITHIN = timedelta(minutes=5)
THRESHOLD = 20


@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("real", [5, 20])
def test_three_hundred_raiders_are_a_raid_and_the_guests_among_them_no_suspects(make, real) -> None:  # type: ignore[no-untyped-def]
    raid, people = raiders(300, make), guests(real)

    found = look([*raid, *people], now=NOW, within=WITHIN, threshold=THRESHOLD)

    caught = sum(join.member_id in found.suspects for join in raid)
    assert found.verdict is Verdict.RAID and found.joined == 300 + real
    assert caught >= 0.95 * len(raid), f"{caught} of 300 recognised"
    assert not [join.name for join in people if join.member_id in found.suspects]


def test_a_small_raid_is_one_too() -> None:
    found = look([*raiders(25, numbered), *guests(5)], now=NOW, within=WITHIN, threshold=THRESHOLD)

    assert found.verdict is Verdict.RAID and len(found.suspects) == 25


@pytest.mark.parametrize("seed", range(20))
def test_three_hundred_guests_after_a_newsletter_are_no_raid(seed: int) -> None:
    """Half of them made their account for it, within the same hours, and have no picture yet."""
    found = look(guests(300, seed, fresh=0.5), now=NOW, within=WITHIN, threshold=THRESHOLD)

    assert found.verdict is Verdict.RUSH
    assert len(found.suspects) <= 3


@pytest.mark.parametrize("seed", range(20))
def test_forty_guests_are_nothing_special(seed: int) -> None:
    found = look(guests(40, seed, fresh=0.5), now=NOW, within=WITHIN, threshold=THRESHOLD)

    assert found.verdict is Verdict.QUIET and not found.suspects


def test_who_joined_before_the_time_that_is_looked_at_does_not_count() -> None:
    earlier = [replace(join, joined_at=NOW - timedelta(minutes=6)) for join in raiders(300, numbered)]

    assert look(earlier, now=NOW, within=WITHIN, threshold=THRESHOLD).joined == 0


def test_the_signs_are_told() -> None:
    found = look(raiders(30, numbered), now=NOW, within=WITHIN, threshold=THRESHOLD)

    assert set(found.suspects.values()) == {frozenset({Sign.ALIKE, Sign.BATCH, Sign.BLANK})}


def test_an_old_account_with_a_picture_is_no_suspect_for_being_called_like_four_raiders() -> None:
    raid = raiders(20, numbered)
    person = replace(
        guests(1, fresh=0)[0], name="user1990", shown=None, has_picture=True, made_at=NOW - 900 * timedelta(1)
    )

    assert person.member_id not in find_suspects([*raid[:4], person], now=NOW)


@pytest.mark.parametrize(
    ("one", "other"),
    [("user123", "USER_9"), ("ﾌﾘｰ1", "フリー22"), ("ra\u200bid5", "raid6"), ("free-nitro", "Free.Nitro.3")],
)
def test_names_of_one_make_have_it_in_common(one: str, other: str) -> None:
    assert makes(one) & makes(other)


@pytest.mark.parametrize(("one", "other"), [("yuki", "yuka"), ("田中1", "中田1"), ("a1", "b1"), ("k8", "x9")])
def test_names_of_their_own_have_nothing_in_common(one: str, other: str) -> None:
    assert not makes(one) & makes(other)


@given(st.text(max_size=64))
def test_any_name_can_be_looked_at(name: str) -> None:
    makes(name)


@given(st.lists(st.tuples(st.integers(1, 99), st.text(max_size=8), st.integers(0, 5000), st.booleans()), max_size=60))
def test_suspects_are_always_among_those_who_joined(rows: list[tuple[int, str, int, bool]]) -> None:
    joins = {
        member_id: Join(
            member_id=member_id,
            joined_at=NOW,
            made_at=NOW - timedelta(hours=hours),
            name=name,
            shown=None,
            has_picture=picture,
        )
        for member_id, name, hours, picture in rows
    }

    found = look(list(joins.values()), now=NOW, within=WITHIN, threshold=THRESHOLD)

    assert set(found.suspects) <= set(joins)
    assert found.verdict is not Verdict.RAID or len(found.suspects) >= THRESHOLD
