import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.filters.normalising import BREAK, fold, fold_everything, plain_width


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＤＥＡＴＨ", "death"),
        ("𝕕𝖊𝓪𝚝ⓗ", "death"),
        ("ﾊﾞｶ", "ばか"),
        ("バカ", "ばか"),
        ("は\u3099か", "ばか"),
        ("ハ゛カ", "ばか"),
        ("ば〜か", "ばーか"),
        ("バ―カ", "ばーか"),
        ("2024–2025", "2024–2025"),
        ("dea\u200bth", "death"),
        ("d\u0336e\u0336a\u0336th", "death"),
        ("ѕһіt", "shit"),
        ("🅵🆄🅲🅺", "fuck"),
        ("café", "cafe"),
        ("Straße", "strasse"),
        ("가나다", "가나다"),
    ],
)
def test_a_text_is_read_as_it_looks(written: str, read: str) -> None:
    assert fold(written).text == read


@pytest.mark.parametrize(
    "markup",
    [
        "<@123456789012345678>",
        "<@&123456789012345678>",
        "<#123456789012345678>",
        "<:name:123456789012345678>",
        "<a:name:123456789012345678>",
        "<t:1700000000:R>",
        "</command:123456789012345678>",
        "https://example.com/words",
    ],
)
def test_markup_is_no_text(markup: str) -> None:
    assert fold(f"a {markup} b").text == f"a {BREAK} b"
    assert BREAK not in fold_everything(f"a {markup} b").text


def test_each_character_knows_where_it_came_from() -> None:
    text = "あﾊﾞ\u200bカ"
    folded = fold(text)

    assert folded.text == "あばか"
    assert [text[folded.at[place] : folded.end_of(place + 1)] for place in range(3)] == ["あ", "ﾊﾞ\u200b", "カ"]


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for folded in (fold(text), fold_everything(text), plain_width(text)):
        places = list(folded.at)
        assert len(places) == len(folded.text) + 1
        assert places == sorted(places)
        assert places[-1] == len(text)


def test_a_heap_of_marks_takes_no_time() -> None:
    heap = "a" + "\u0336\u0489\u3099" * 1_333
    began = time.process_time()
    for _ in range(10):
        fold(heap)
    assert (time.process_time() - began) / 10 < 0.05
