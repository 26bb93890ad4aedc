import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.filters.errors import TooManyPatterns, TooManyWords
from bot.filters.screen import Filter, Hit, Invites, Kind, Links, Patterns, Personal, Screen, Words
from bot.filters.suggesting import groups
from tests.filters.screened import LANGUAGES, cases, screen

EVERY: list[Filter] = [
    Words(filter_id=1, words=("spam",)),
    Patterns(filter_id=2, patterns=(r"sp.m\d",)),
    Links(filter_id=3),
    Invites(filter_id=4),
    Personal(filter_id=5),
]


def test_a_hit_says_which_filter_what_and_where() -> None:
    assert Screen(EVERY).look("so much spam here") == Hit(filter_id=1, kind=Kind.WORD, start=8, end=12, rule="spam")


def test_hits_come_in_the_order_of_the_text() -> None:
    hits = Screen(EVERY).look_all("a@gmail.com, spam, discord.gg/abc, spam7")
    assert [(hit.filter_id, hit.kind) for hit in hits] == [
        (5, Kind.EMAIL),
        (1, Kind.WORD),
        (3, Kind.LINK),
        (4, Kind.INVITE),
        (1, Kind.WORD),
        (2, Kind.PATTERN),
    ]


def test_filters_are_left_out_where_they_do_not_apply() -> None:
    every = Screen(EVERY)
    assert every.look("spam", without={1}) is None
    assert [hit.filter_id for hit in every.look_all("spam spam7", without={1})] == [2]


def test_without_filters_nothing_hits() -> None:
    assert Screen([]).look("anything at all") is None
    assert Screen(EVERY).look("") is None


def test_a_server_has_its_limits() -> None:
    with pytest.raises(TooManyWords):
        Screen([Words(filter_id=1, words=tuple(f"word{number}" for number in range(10_001)))])
    with pytest.raises(TooManyPatterns):
        Screen([Patterns(filter_id=1, patterns=tuple(f"word{number}" for number in range(101)))])


def test_as_many_words_as_there_may_be_can_be_as_long_as_they_may_be() -> None:
    draw = random.Random(3)
    words = tuple("".join(draw.choices("アイウエオカキクケコ日本語漢字", k=58)) for _ in range(10_000))
    asked = Screen([Words(filter_id=1, words=words)])

    assert asked.which_may_hit(["こんにちは", words[7], words[8][:-1]]) >= {1}
    assert [hit.rule for hit in asked.look_all(words[7])] == [words[7]]
    assert not asked.look_all(words[8][:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_suggested_word_is_found_and_no_exception_is(language: str) -> None:
    for group in groups(language):
        alone = Screen([Words(filter_id=1, words=group.words, exceptions=group.exceptions)])
        missed = [word for word in group.words if alone.look(word.strip('*"')) is None]
        wrong = [word for word in group.exceptions if alone.look(word.strip("*")) is not None]
        assert (missed, wrong) == ([], []), group.name


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text: str) -> None:
    thorough = screen().look_thoroughly(text)

    assert all(0 <= hit.start < hit.end <= len(text) for hit in thorough)
    if thorough:
        assert screen().may_hit(text)


TRICKY = st.lists(
    st.sampled_from(["fuck", "f u c k", "sh1t", "死ね", "死 ね", "バーカ", "ﾊﾞｶ", " ", ".", "ー", "\u200b", "é", "0", "あ", "x", "\n", "🔥", "'", "discord.gg/abc", "090-1234-5678", "a@b.com"]),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(TRICKY)
def test_a_glance_misses_nothing_that_hits(text: str) -> None:
    if screen().look_thoroughly(text):
        assert screen().may_hit(text)


@settings(max_examples=200)
@given(st.lists(TRICKY, max_size=8))
def test_texts_that_come_together_are_judged_as_each_by_itself(texts: list[str]) -> None:
    hit = {place for place, text in enumerate(texts) if screen().look_thoroughly(text)}

    assert hit <= screen().which_may_hit(texts)


def test_of_what_people_write_every_day_little_is_worth_looking_at() -> None:
    texts = [case.text for case in cases() if not case.must_hit and case.technique == "everyday"]

    assert len(screen().which_may_hit(texts)) < len(texts) / 4


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^spam", "spam"),
        ("nitro$", "free nitro"),
        (r"\A\d+\z", "123"),
        ("!{3,}", "やった！！！"),
        (r"\W{4}", "...."),
        (r"(?-i)X\dX", "X1X"),
        (r"\Qa.b|c", "a.b|c"),
        (r"\xabcde", "«cde"),
        ("[0-9][ao]", "1º"),
        ("x[[:^alpha:]abc]", "x1"),
        ("(?P<name>foo|de:fgh)", "foo"),
    ],
)
def test_a_pattern_is_found_among_other_texts_as_by_itself(pattern: str, text: str) -> None:
    asked = Screen([Patterns(filter_id=1, patterns=(pattern,))])

    assert asked.which_may_hit(["hello", text, "hello"]) == {1}


def test_a_text_with_what_stands_between_texts_is_looked_at_by_itself_too() -> None:
    assert screen().which_may_hit(["fu\x1fck"]) == {0}
    assert Screen([Patterns(filter_id=1, patterns=(r"\x1f",))]).which_may_hit(["\x1f"]) == {0}


def test_what_quotes_to_the_end_of_a_pattern_does_not_quote_what_follows() -> None:
    asked = Screen([Patterns(filter_id=1, patterns=(r"\Qa.b", r"\d{3}"))])

    assert asked.which_may_hit(["hello", "a.b", "123", "a2b"]) == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "I don't",
        "fuckin' hell",
        "'murica!",
        "rock'n'r0ll",
        "ｄｏｎ'ｔ",
        "ハム's",
        "caféバカ",
        "ｃａｆÉバカ",
        "ca‡féバカ",
    ],
)
def test_a_word_may_have_an_apostrophe_or_an_accent(text: str) -> None:
    words = ("don't", "fuckin'", "'murica", "rock'n'roll", "ハム's", "caféバカ")

    assert Screen([Words(filter_id=1, words=words)]).look(text) is not None


def test_exceptions_of_words_are_none_of_patterns() -> None:
    asked = Screen(
        [
            Words(filter_id=1, words=("死ね",), exceptions=("必死", "ばかり")),
            Patterns(filter_id=2, patterns=("必死だ", "バカ+")),
        ]
    )

    assert [hit.rule for text in ("必死だ", "バカり") for hit in asked.look_all(text)] == ["必死だ", "バカ+"]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4_000,
        "\u0336" * 4_000,
        "a\u0336" * 2_000,
        "f.u.c." * 666,
        "f u c " * 666,
        "死 " * 2_000,
        "ばー" * 2_000,
        "0" * 4_000,
        "1-" * 2_000,
        "a.b" * 1_333,
        "@" * 4_000,
        "a@" * 2_000,
        "https://" * 500,
        "d i s c o r d " * 285,
        "<@" * 2_000,
        "*" * 4_000,
        "ﾞ" * 4_000,
        "x@x." * 1_000,
        "[.]" * 1_333,
        " at " * 1_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    screen().look_thoroughly("warm")
    began = time.process_time()
    screen().look_thoroughly(text)
    assert time.process_time() - began < 0.5
