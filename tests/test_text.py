"""Cleaning and cutting what people type."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import MAX_MARKS, characters, clean, cut, letters, one_line

ANY_TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)


@given(ANY_TEXT, st.integers(min_value=0, max_value=200))
def test_cutting_keeps_to_the_limit_and_to_the_beginning(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert len(shown) <= limit
    assert text.startswith(shown.removesuffix("…"))
    assert len(text) > limit or shown == text


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("coffee", 6, "coffee"),
        ("coffee", 5, "coff…"),
        ("家族👨‍👩‍👧‍👦です", 6, "家族…"),  # a family is one picture
        ("🇯🇵🇫🇷🇩🇪", 4, "🇯🇵…"),
        ("cafe\u0301" + "x" * 9, 5, "caf…"),  # the accent stays with its letter
        ("👍🏽👍🏽", 2, "…"),
    ],
)
def test_cutting_splits_no_visible_character(text: str, limit: int, shown: str) -> None:
    assert cut(text, limit) == shown


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)


def test_cleaning_removes_what_cannot_be_seen_and_keeps_what_scripts_and_emoji_need() -> None:
    assert clean("\u202eabc\u200b\u2066d\ufeff") == "abcd"
    assert clean("👨‍👩‍👧") == "👨‍👩‍👧"
    assert clean("می‌خواهم") == "می‌خواهم"


def test_cleaning_thins_out_piled_up_marks() -> None:
    zalgo = "h" + "\u0335\u0321\u0327\u0323\u0325" * 8 + "i"
    kept = clean(zalgo)
    assert kept[-1] == "i"
    assert sum(unicodedata.category(character) == "Mn" for character in kept) <= MAX_MARKS
    assert clean("Tiếng Việt, ไม่ได้, が") == unicodedata.normalize("NFC", "Tiếng Việt, ไม่ได้, が")


def test_a_paste_of_a_million_characters_is_read_up_to_the_limit() -> None:
    assert len(clean("あ" * 1_000_000)) == 100_000


@pytest.mark.parametrize(("text", "count"), [("☕️🔥", 0), ("返品", 2), ("v60?", 3), ("。、！", 0)])
def test_letters_of_any_script_are_counted(text: str, count: int) -> None:
    assert letters(text) == count


@given(ANY_TEXT)
def test_the_characters_of_a_text_make_up_the_text(text: str) -> None:
    assert "".join(characters(text)) == text
    assert all(characters(text))


@pytest.mark.parametrize(
    "character", ["👨‍👩‍👧‍👦", "🇯🇵", "👍🏽", "1\ufe0f\u20e3", "e\u0301", "辻\U000e0101", "🏴\U000e0067\U000e007f"]
)
def test_what_looks_like_one_character_is_one(character: str) -> None:
    assert characters(f"a{character}b") == ["a", character, "b"]
