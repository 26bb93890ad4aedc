"""What text is cut into."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import tokens
from bot.search.tokens import MAX_QUERY, ask, body_terms, title_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Grinding coffee beans", ["grind", "coffe", "bean"]),
        ("don't DON’T dont", ["dont", "dont", "dont"]),
        ("the user's we're", ["the", "user", "we"]),
        ("café CAFÉ cafe", ["cafe", "cafe", "cafe"]),
        ("ＰＩＤ　１２３", ["pid", "123"]),
        ("so\u200bft hy\u00adphen", ["soft", "hyphen"]),
        ("RTX3090", ["rtx3090", "rtx", "3090"]),
        ("ModuleNotFoundError", ["modulenotfounderror", "modul", "not", "found", "error"]),
        ("YouTube GitHub", ["youtub", "github"]),
        ("C++ #general @everyone", ["c", "general", "everyon"]),
        ("豆", ["豆"]),
        ("返品", ["返", "品", "返品"]),
        ("使う", ["使", "使う"]),
        ("豆を買う", ["豆", "買", "豆を", "買う"]),
        ("ミル", ["みる"]),
        ("ｺｰﾋｰ", ["こー", "ーひ", "ひー"]),
        ("ヴァイオリン", title_terms("バイオリン")),
        ("ゴミ箱", ["箱", "ごみ", "み箱"]),
        ("二人", ["2", "人", "2人"]),
        ("2人", ["2", "人", "2人"]),
        ("２台", ["2", "台", "2台"]),
        ("コーヒー・ミル", ["こー", "ーひ", "ひー", "みる"]),
        ("안녕하세요", ["안녕", "녕하", "하세", "세요"]),
        ("हिन्दी", ["हिन्दी"]),
    ],
)
def test_text_is_cut_into_terms(text: str, terms: list[str]) -> None:
    assert [term for term in title_terms(text) if term not in ask(text).hints] == terms


@pytest.mark.parametrize("text", ["", "   ", "🎉🎊☕", "!?。、「」", "\u202e\u200f", "_____", "\u0301\u0301", "👩‍👩‍👧"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert not ask(text)
    assert title_terms(text) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("c\u0335\u0301o\u0336f\u0334\u0302f\u0327e\u0338e", "coffee"),
        ("が\u3099ぎ", "がぎ"),
        ("か\u3099", "が"),
        ("ﾊﾟｯｷﾝ", "パッキン"),
    ],
)
def test_the_same_word_written_oddly_has_the_same_terms(written: str, meant: str) -> None:
    assert title_terms(written) == title_terms(meant)


def test_pairs_of_hiragana_are_only_hints_to_a_question() -> None:
    asked = ask("豆はどこで")

    assert asked.terms == ("豆", "豆は")
    assert asked.hints == ("はど", "どこ", "こで")


def test_a_word_in_hiragana_and_in_katakana_is_one_term() -> None:
    assert set(ask("ごみ").hints) == set(ask("ゴミ").terms)


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [("clean the grin", "grin"), ("clean the ", None), ("clean x", None), ("ミルのgrin", "grin"), ("豆を", None)],
)
def test_the_word_somebody_is_typing_is_known(text: str, unfinished: str | None) -> None:
    assert ask(text).unfinished == unfinished


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(body_terms("word " * 1_000)) == tokens.MAX_BODY // 5
    assert ask("x " * 500_000).terms == ("x",)
    assert "end" not in ask("a" * MAX_QUERY + " end").terms


ANY_TEXT = st.text(max_size=300)
JAPANESE = st.text(
    alphabet=st.sampled_from("返品豆引挽使人二一うるをはがのミルコーヒーヴァァッ々〇ゞヽ2aZ ・、"), max_size=40
)


@given(ANY_TEXT | JAPANESE)
def test_terms_hold_no_space_and_no_quote_and_nothing_that_splits_them_again(text: str) -> None:
    for term in title_terms(text):
        assert term
        assert not any(character.isascii() and not character.isalnum() for character in term)
        assert not any(unicodedata.category(character).startswith("Z") for character in term)


@given(ANY_TEXT | JAPANESE)
def test_what_is_asked_is_part_of_what_is_stored(text: str) -> None:
    asked = ask(text)

    assert {*asked.terms, *asked.hints} <= set(body_terms(text))


@given(ANY_TEXT | JAPANESE)
def test_a_normal_text_is_not_changed_again(text: str) -> None:
    normal = tokens.normalise(text)

    assert title_terms(normal) == title_terms(tokens.normalise(normal))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8))
def test_every_kanji_of_a_text_can_be_asked_for(text: str) -> None:
    asked = set(ask(text).terms)

    assert all(asked.intersection(ask(kanji).terms) for kanji in text)


@given(st.text(alphabet="アイウエオカキクケコサシスセソー", min_size=2, max_size=12))
def test_a_word_in_katakana_is_asked_for_by_its_pairs(text: str) -> None:
    assert len(ask(text).terms) == len({text[at : at + 2] for at in range(len(text) - 1)})
