"""Who gets a perk, what a perk may be, which days are meant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.perks import errors, rules
from bot.perks.model import Gives, Period, Perk, Terms
from bot.points.model import POINTS_MAX, Rank

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
REGULAR = Rank(id=1, guild_id=1, name="Regular", threshold=100, role_id=None)
TOKYO = ZoneInfo("Asia/Tokyo")


def a_perk(**changes: object) -> Perk:
    perk = Perk(
        id=1,
        guild_id=1,
        name="Sticker",
        description="",
        gives=Gives.STAFF,
        price=10,
        needs_rank=False,
        rank=None,
        stock=None,
        claimed=0,
        codes_left=0,
        per_member=1,
        period=Period.EVER,
        opens_at=None,
        closes_at=None,
        archived_at=None,
    )
    return replace(perk, **changes)  # type: ignore[arg-type]


def refused(perk: Perk, *, mine: int = 0, points: int = 500, balance: int = 50) -> UserError | None:
    return rules.obstacle(perk, mine=mine, points=points, balance=balance, now=NOW)


def test_somebody_with_enough_points_can_claim() -> None:
    assert refused(a_perk()) is None
    assert refused(a_perk(price=50)) is None


@pytest.mark.parametrize(
    ("perk", "expected"),
    [
        (a_perk(archived_at=NOW), errors.PerkArchived),
        (a_perk(closes_at=NOW), errors.OpenNoMore),
        (a_perk(opens_at=NOW + timedelta(seconds=1)), errors.NotOpenYet),
        (a_perk(needs_rank=True), errors.RankGone),
        (a_perk(needs_rank=True, rank=replace(REGULAR, threshold=501)), errors.RankNeeded),
        (a_perk(stock=3, claimed=3), errors.NoneLeft),
        (a_perk(stock=0), errors.NoneLeft),
        (a_perk(gives=Gives.CODE), errors.NoneLeft),
        (a_perk(price=51), errors.TooFewPoints),
    ],
)
def test_what_keeps_somebody_from_a_perk(perk: Perk, expected: type[UserError]) -> None:
    assert isinstance(refused(perk), expected)


def test_a_window_is_open_from_its_beginning_until_its_end() -> None:
    assert refused(a_perk(opens_at=NOW, closes_at=NOW + timedelta(seconds=1))) is None


def test_the_limit_for_each_member() -> None:
    assert refused(a_perk(per_member=2), mine=1) is None
    enough = refused(a_perk(per_member=2, period=Period.MONTH), mine=2)
    assert isinstance(enough, errors.ClaimedEnough) and enough.params == {"limit": 2, "period": "month"}
    assert refused(a_perk(per_member=None), mine=1_000) is None


def test_a_rank_is_reached_by_all_points_ever_earned_not_by_what_is_left_of_them() -> None:
    assert refused(a_perk(needs_rank=True, rank=REGULAR), points=100, balance=10) is None
    needed = refused(a_perk(needs_rank=True, rank=REGULAR), points=99)
    assert isinstance(needed, errors.RankNeeded) and needed.params["missing"] == 1


def test_a_free_perk_is_free_also_for_who_owes_points() -> None:
    assert refused(a_perk(price=0), balance=0) is None


def test_the_stock_below_what_was_claimed_is_none_left() -> None:
    assert a_perk(stock=2, claimed=5).left == 0


@pytest.mark.parametrize(
    ("left", "claimed", "low"),
    [(5, 100, True), (6, 100, False), (1, 4, True), (1, 3, False), (0, 1, True), (0, 0, True), (1, 0, False)],
)
def test_few_are_left_at_five_or_at_a_fifth_of_little(left: int, claimed: int, low: bool) -> None:
    assert rules.is_low(a_perk(stock=left + claimed, claimed=claimed)) is low
    assert rules.is_low(a_perk(gives=Gives.CODE, codes_left=left, claimed=claimed)) is low


def test_without_a_limit_it_never_runs_low() -> None:
    assert not rules.is_low(a_perk(claimed=1_000_000))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"name": "  "}, errors.NameInvalid),
        ({"name": "★☆★"}, errors.NameInvalid),
        ({"name": "あ" * 61}, errors.NameInvalid),
        ({"description": "x" * 301}, errors.DescriptionTooLong),
        ({"price": -1}, errors.PriceOutOfRange),
        ({"price": POINTS_MAX + 1}, errors.PriceOutOfRange),
        ({"stock": -1}, errors.StockOutOfRange),
        ({"per_member": 0}, errors.LimitOutOfRange),
        ({"opens_at": NOW, "closes_at": NOW}, errors.ClosesBeforeOpening),
    ],
)
def test_what_a_perk_cannot_be(terms: dict[str, object], expected: type[UserError]) -> None:
    with pytest.raises(expected):
        rules.checked(Terms(**({"name": "Sticker"} | terms)), gives=Gives.STAFF)  # type: ignore[arg-type]


def test_a_perk_with_codes_has_as_many_as_there_are_codes() -> None:
    with pytest.raises(errors.StockIsCodes):
        rules.checked(Terms(name="Coupon", stock=5), gives=Gives.CODE)


def test_texts_are_tidied() -> None:
    tidied = rules.checked(Terms(name="  夏の\n ステッカー\u202e ", description=" 一枚目\n二枚目 "), gives=Gives.STAFF)
    assert (tidied.name, tidied.description) == ("夏の ステッカー", "一枚目\n二枚目")


def test_names_are_compared_however_they_are_typed() -> None:
    assert rules.name_key("ｽﾃｯｶｰ　Ａ") == rules.name_key(" ステッカー a ")


@pytest.mark.parametrize(
    ("code", "ending"), [("ABCD-EFGH-JKLM", "KLM"), ("ABCDEFGHIJKLMNOP", "MNOP"), ("A" * 100, "AAAA"), ("ABC", "")]
)
def test_staff_see_at_most_a_quarter_of_a_code(code: str, ending: str) -> None:
    assert rules.ending_of(code) == ending


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-24", datetime(2026, 12, 23, 15, tzinfo=UTC)),
        ("2026/12/24 18:30", datetime(2026, 12, 24, 9, 30, tzinfo=UTC)),
        ("２０２６／１２／２４　１８：３０", datetime(2026, 12, 24, 9, 30, tzinfo=UTC)),
        ("2026年12月24日18時", datetime(2026, 12, 24, 9, tzinfo=UTC)),
        ("2026年1月2日 9時05分", datetime(2026, 1, 2, 0, 5, tzinfo=UTC)),
        ("2026-12-24T18:30", datetime(2026, 12, 24, 9, 30, tzinfo=UTC)),
    ],
)
def test_moments_are_meant_in_the_servers_zone(typed: str, expected: datetime) -> None:
    assert rules.read_moment(typed, zone=TOKYO) == expected


def test_a_day_as_an_end_is_open_all_that_day() -> None:
    assert rules.read_moment("2026-12-24", zone=TOKYO, end=True) == datetime(2026, 12, 24, 14, 59, 59, tzinfo=UTC)
    assert rules.read_moment("2026-12-24 18:00", zone=TOKYO, end=True) == datetime(2026, 12, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "2026-02-30", "24.12.2026", "2026-12-24 25:00", "0000-01-01", "9999-12-31 x", "1e9"]
)
def test_what_is_no_moment(typed: str) -> None:
    with pytest.raises(errors.NotAMoment):
        rules.read_moment(typed, zone=TOKYO)


def test_the_last_day_there_is_is_no_error_of_ours() -> None:
    with pytest.raises(errors.NotAMoment):
        rules.read_moment("9999-12-31", zone=ZoneInfo("America/New_York"), end=True)


def test_who_decides_on_claims() -> None:
    team = frozenset({7})
    assert rules.is_staff(Actor(id=1, guild_id=1, role_ids=team), staff_role_ids=team)
    assert rules.is_staff(Actor(id=1, guild_id=1, moderates=True), staff_role_ids=team)
    assert rules.is_staff(Actor(id=1, guild_id=1, manages_server=True), staff_role_ids=team)
    assert not rules.is_staff(Actor(id=1, guild_id=1, role_ids=frozenset({8})), staff_role_ids=team)


@pytest.mark.parametrize("reason", ["", " \n ", "…", "x" * 201])
def test_a_refusal_needs_a_reason(reason: str) -> None:
    with pytest.raises(errors.ReasonNeeded):
        rules.checked_reason(reason)
