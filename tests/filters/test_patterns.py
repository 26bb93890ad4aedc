import time

import pytest

from bot.errors import UserError
from bot.filters.errors import (
    PatternMatchesEverything,
    PatternMatchesNothing,
    PatternNotUnderstood,
    PatternTooLong,
    PatternUnsupported,
)
from bot.filters.literals import literals_of
from bot.filters.patterns import check
from bot.filters.screen import Patterns, Screen


def found(text: str, *patterns: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Screen([Patterns(filter_id=1, patterns=patterns)]).look_all(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "what"),
    [
        (r"free\s+nitro", "get FREE  Nitro!", ["FREE  Nitro"]),
        (r"free\s+nitro", "ｆｒｅｅ ｎｉｔｒｏ", ["ｆｒｅｅ ｎｉｔｒｏ"]),
        (r"free nitro", "fr\u200bee nitro", ["fr\u200bee nitro"]),
        (r"\d{4}-\d{4}", "call 1234-5678", ["1234-5678"]),
        (r"バカ+", "お前ﾊﾞｶだ", ["ﾊﾞｶ"]),
        (r"(?:buy|sell) (?:cheap )?followers", "sell followers", ["sell followers"]),
        (r"^hello", "say hello", []),
        (r"\p{Thai}{3}", "สวัสดี", ["สวั"]),
        (r"月収\d+万", "月収100万円", ["月収100万"]),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, what: list[str]) -> None:
    assert found(text, pattern) == what


@pytest.mark.parametrize(
    ("pattern", "refused", "params"),
    [
        ("x" * 261, PatternTooLong, {"limit": 260}),
        ("(a", PatternNotUnderstood, {"part": "(a", "place": 1}),
        ("ab[", PatternNotUnderstood, {"part": "[", "place": 3}),
        ("x{2000}", PatternNotUnderstood, {"part": "{2000}", "place": 2}),
        (r"ab\q", PatternNotUnderstood, {"part": r"\q", "place": 3}),
        ("foo(?=bar)", PatternUnsupported, {"what": "around", "place": 4}),
        ("(?<!x)foo", PatternUnsupported, {"what": "around", "place": 1}),
        (r"(a)\1", PatternUnsupported, {"what": "back", "place": 4}),
        (r"\bバカ", PatternUnsupported, {"what": "border", "place": 1}),
        (r"バカ\b", PatternUnsupported, {"what": "border", "place": 2}),
        ("a*", PatternMatchesNothing, {}),
        ("(?:)", PatternMatchesNothing, {}),
        (".", PatternMatchesEverything, {}),
        (r"[^\n]+", PatternMatchesEverything, {}),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_its_place(
    pattern: str, refused: type[UserError], params: dict[str, object]
) -> None:
    with pytest.raises(refused) as caught:
        check(pattern)

    assert {name: caught.value.params[name] for name in params} == params


@pytest.mark.parametrize("pattern", ["(a+)+$x", "(a|a)*b", "(a|aa)+$b", "([a-z]+)*!{2}", "(.*a){20}b"])
def test_a_hostile_pattern_takes_no_time(pattern: str) -> None:
    screen = Screen([Patterns(filter_id=1, patterns=(pattern,))])
    began = time.process_time()
    screen.look_thoroughly("a" * 4_000)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"free\s+nitro", ["nitro"]),
        ("buy|sell followers", ["buy", "followers"]),
        (r"(?:cheap|free)\s*(?:a|b)", ["cheap", "free"]),
        ("(?i:nitro)x?", ["nitro"]),
        ("abcd?", ["abc"]),
        ("(?:abc)?defg", ["defg"]),
        (r"無料(?:で|の)\d", ["無料"]),
        (r"\d{3}-\d{4}", None),
        ("abc|x", None),
        ("(?:abcd)*", None),
        (r"\Qabcd\E", None),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, literals: list[str] | None) -> None:
    assert literals_of(pattern) == literals


def test_a_pattern_without_a_literal_is_found_all_the_same() -> None:
    assert found("nothing else here: aaa111", r"[a-c]{3}\d{3}", "zebra") == ["aaa111"]
