"""Searching cases: by everything moderators remember of one, in both languages, and quickly."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation import errors
from bot.moderation.dates import day_meant
from bot.moderation.model import Act, Criteria, Origin, State
from bot.moderation.searching import PER_PAGE, TEXT_MAX, folded
from bot.ui.actions import CUSTOM_ID_LIMIT, ButtonOutdated
from cogs.moderation.searching import CasesPage, coded, decoded
from tests.moderation.office import ANA, BEN, ELSEWHERE, MEMBER, MODERATOR, SECOND, Office


async def found(office: Office, **criteria: object) -> list[int]:
    """Return the numbers of what is found, latest first."""
    result = await office.app.moderation.searching.search(Criteria(**criteria), by=MODERATOR)  # type: ignore[arg-type]
    return [case.number for case in result.cases]


async def test_each_thing_narrows_what_is_found(office: Office) -> None:
    version = await office.rules("Be kind", "No spam")
    await office.case(member_id=ANA, rule_number=1, reason="Insult")
    await office.case(Act.TIMEOUT, minutes=60, member_id=BEN, rule_number=2, by=SECOND, reason="Advertising")
    lifted = await office.case(member_id=ANA, origin=Origin.REPORT, reason="A mistake")
    await office.app.moderation.lifting.lift(by=SECOND, case_id=lifted.id, why="Not them")
    await office.case(member_id=ANA, by=ELSEWHERE)

    assert await found(office) == [3, 2, 1]
    assert await found(office, member_id=ANA) == [3, 1]
    assert await found(office, moderator_id=SECOND.id) == [2]
    assert await found(office, rule_key=version.rules[1].key) == [2]
    assert await found(office, act=Act.TIMEOUT) == [2]
    assert await found(office, state=State.LIFTED) == [3]
    assert await found(office, origin=Origin.REPORT) == [3]
    assert await found(office, text="insult") == [1]
    assert await found(office, member_id=BEN, text="insult") == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("暴言を繰り返した", "暴言"),
        ("スパムの投稿", "すぱむ"),
        ("すぱむの投稿", "スパム"),
        ("ｽﾊﾟﾑ", "スパム"),
        ("ＵＲＬを連投", "url"),
        ("Spam in #general", "SPAM"),
        ("two\nlines  here", "two lines"),
        ("Straße", "STRASSE"),
        ("時刻は10:30", "10:30"),
        ("100% off", "100%"),
        ("under_score", "r_s"),
    ],
)
async def test_words_are_found_however_they_are_typed(office: Office, written: str, typed: str) -> None:
    await office.case(reason=written)
    await office.case(reason="something else")

    assert await found(office, text=typed) == [1]
    assert await found(office, text=decoded(coded(Criteria(text=typed))).text) == [1]


@pytest.mark.parametrize(("written", "typed"), [("under score", "r_s"), ("1000 off", "100%"), ("はん", "ぱん")])
async def test_signs_are_no_wildcards_and_sounds_are_not_mixed_up(office: Office, written: str, typed: str) -> None:
    await office.case(reason=written)

    assert await found(office, text=typed) == []


async def test_why_something_else_was_done_is_searched_too(office: Office) -> None:
    await office.case(reason="Spam", deviation="First day here")

    assert await found(office, text="first day") == [1]


async def test_days_are_from_their_beginning_to_their_end(office: Office) -> None:
    first = await office.case()
    office.clock.advance(days=1)
    second = await office.case()

    assert await found(office, since=second.created_at) == [2]
    assert await found(office, until=second.created_at) == [1]
    assert await found(office, since=first.created_at, until=second.created_at + timedelta(minutes=1)) == [2, 1]


async def test_pages_hold_everything_once_and_one_too_many_is_the_last(office: Office) -> None:
    for number in range(PER_PAGE + 2):
        await office.case(reason=f"spam {number}")
    searching = office.app.moderation.searching

    for criteria in (Criteria(), Criteria(text="spam")):
        first = await searching.search(criteria, by=MODERATOR, page=1)
        last = await searching.search(criteria, by=MODERATOR, page=99)
        assert (first.total, first.pages, last.page) == (PER_PAGE + 2, 2, 2)
        numbers = [case.number for case in (*first.cases, *last.cases)]
        assert numbers == list(range(PER_PAGE + 2, 0, -1))


async def test_members_search_nothing(office: Office) -> None:
    with pytest.raises(errors.ModeratorsOnly):
        await office.app.moderation.searching.search(Criteria(), by=MEMBER)


async def test_suggestions_are_the_latest_or_the_one_whose_number_is_typed(office: Office) -> None:
    for _ in range(3):
        await office.case()
    searching = office.app.moderation.searching

    assert [case.number for case in await searching.suggestions("", by=MODERATOR)] == [3, 2, 1]
    assert [case.number for case in await searching.suggestions("2", by=MODERATOR)] == [2]
    assert await searching.suggestions("99999999999999999999", by=MODERATOR) == []


# What is searched for, in a button's id

_ids = st.one_of(st.none(), st.integers(min_value=1, max_value=2**63 - 1))


@given(
    member_id=_ids,
    moderator_id=_ids,
    rule_key=st.one_of(st.none(), st.integers(min_value=1, max_value=100_000)),
    act=st.one_of(st.none(), st.sampled_from(Act)),
    state=st.one_of(st.none(), st.sampled_from(State)),
    origin=st.one_of(st.none(), st.sampled_from(Origin)),
    text=st.text(max_size=TEXT_MAX),
)
def test_a_button_carries_every_search(**wanted: object) -> None:
    criteria = Criteria(**wanted)  # type: ignore[arg-type]

    back = decoded(coded(criteria))

    assert folded(back.text) == folded(criteria.text)
    assert Criteria(**{**wanted, "text": back.text}) == back  # type: ignore[arg-type]
    assert len(CasesPage.make_custom_id(9_999, coded(criteria))) <= CUSTOM_ID_LIMIT


@pytest.mark.parametrize(
    "code",
    [
        "",
        "x",
        "|||||||",
        "zzzzzzzzzzzzzz||||||||",
        "|||z|||||",
        "||||z||||",
        "||||||zzzzzzzz||",
        "-1||||||||",
        "||||||||" + "x" * 31,
    ],
)
def test_a_forged_search_is_refused(code: str) -> None:
    with pytest.raises(ButtonOutdated):
        decoded(code)


# Days

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", SUNDAY),
        ("yesterday", date(2026, 11, 21)),
        ("3 days ago", date(2026, 11, 19)),
        ("two weeks ago", date(2026, 11, 8)),
        ("Last Friday", date(2026, 11, 20)),
        ("2026-11-01", date(2026, 11, 1)),
        ("2025/12/24", date(2025, 12, 24)),
        ("Nov 3", date(2026, 11, 3)),
        ("3 November", date(2026, 11, 3)),
        ("1 Dec", date(2025, 12, 1)),
        ("今日", SUNDAY),
        ("昨日", date(2026, 11, 21)),
        ("おととい", date(2026, 11, 20)),
        ("三日前", date(2026, 11, 19)),
        ("２週間前", date(2026, 11, 8)),
        ("先週の金曜日", date(2026, 11, 13)),
        ("先月", date(2026, 10, 22)),
        ("11月3日", date(2026, 11, 3)),
        ("１２月２４日", date(2025, 12, 24)),
        ("2025年11月3日", date(2025, 11, 3)),
        ("半年前", date(2026, 5, 22)),
    ],
)
def test_days_that_are_over_are_read_in_both_languages(typed: str, day: date) -> None:
    assert day_meant(typed, today=SUNDAY) == day


@pytest.mark.parametrize("typed", ["", "banana", "12", "tomorrow", "明日", "2/30", "2027-01-01", "x" * 41, "!"])
def test_what_is_no_such_day_is_refused(typed: str) -> None:
    with pytest.raises(errors.DateNotUnderstood):
        day_meant(typed, today=SUNDAY)
