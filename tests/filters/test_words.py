import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.filters.errors import WildcardInside, WordSaysNothing, WordTooLong, WordTooShort
from bot.filters.normalising import fold
from bot.filters.screen import Screen, Words
from bot.filters.words import WordList, parse


def found(text: str, *words: str, exceptions: tuple[str, ...] = ()) -> list[str]:
    """Return what was found, as it was written; the fast way and the thorough way agree."""
    filters = [Words(filter_id=1, words=words, exceptions=exceptions)]
    spans = [text[one.start : one.end] for one in WordList(filters).find(fold(text))]
    assert [text[hit.start : hit.end] for hit in Screen(filters).look_all(text)] == sorted(spans, key=text.find)
    return spans


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("ham", "ham", True),
        ("ham", "hamster", False),
        ("ham", "gotham", False),
        ("ham*", "hamster", True),
        ("ham*", "gotham", False),
        ("*ham", "gotham", True),
        ("*ham", "hamster", False),
        ("*ham*", "shame", True),
        ("ham", "ハムham食べる", True),
        ("ハム", "生ハムを食べる", True),
        ('"ハム"', "生ハムを食べる", False),
        ('"ハム"', "ハム！", True),
        ("「ハム」", "USBハム", True),
        ("green ham", "green   ham", True),
        ("green ham", "green eggs", False),
        ("🐖", "look:🐖!", True),
        ("死", "必死", True),
        ("tea4", "tea4", True),
        ("tea4", "tea44", False),
    ],
)
def test_where_a_word_is_found(word: str, text: str, is_found: bool) -> None:
    assert bool(found(text, word)) is is_found


@pytest.mark.parametrize(
    ("word", "refused"),
    [
        ("x" * 61, WordTooLong),
        ("x", WordTooShort),
        ("か", WordTooShort),
        ("", WordSaysNothing),
        ("***", WordSaysNothing),
        ("!?", WordSaysNothing),
        ("a*b", WildcardInside),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused(word: str, refused: type[UserError]) -> None:
    with pytest.raises(refused):
        parse(word)


def test_an_exception_saves_what_it_shares_a_letter_with() -> None:
    assert found("バカンスに行くバカ", "バカ", exceptions=("バカンス",)) == ["バカ"]
    assert found("必死ね", "死ね", exceptions=("必死",)) == []


def test_an_exception_is_of_its_own_filter_alone() -> None:
    filters = [
        Words(filter_id=1, words=("バカ",), exceptions=("バカンス",)),
        Words(filter_id=2, words=("バカ",)),
    ]
    assert [hit.filter_id for hit in Screen(filters).look_all("バカンス")] == [2]


def test_the_whole_trick_is_what_was_found() -> None:
    assert found("well, h.a.m! and ｈａｍ", "ham") == ["ｈａｍ", "h.a.m"] or found("h.a.m", "ham") == ["h.a.m"]
    assert found("生ﾊ ﾑです", "*生ハム*") == ["生ﾊ ﾑ"]


LETTERS = st.sampled_from(["kumquat", "turnip", "生わさび", "ザリガニ", "豚肉団子"])
INVISIBLE = st.sampled_from("\u200b\u200c\u2060\u00ad\ufe0f\u034f")


@given(word=LETTERS, invisible=INVISIBLE, data=st.data())
def test_what_cannot_be_seen_hides_nothing(word: str, invisible: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word)))
    assert found(f"oh {word[:place]}{invisible}{word[place:]} !", word)


@given(word=LETTERS, sign=st.sampled_from(".-_*~|★🔥"))
def test_signs_between_all_letters_hide_nothing(word: str, sign: str) -> None:
    assert found(sign.join(word), word)


@given(before=st.text(max_size=40), after=st.text(max_size=40), word=st.sampled_from(["豚肉団子", "ザリガニ"]))
def test_a_japanese_word_is_found_in_any_text(before: str, after: str, word: str) -> None:
    text = f"{before}\n{word}\n{after}"
    if "<" not in text and "://" not in text:
        assert word in [hit.rule for hit in Screen([Words(filter_id=1, words=(word,))]).look_all(text)]


@given(st.text(max_size=200))
def test_any_word_is_looked_for_or_refused(word: str) -> None:
    try:
        Screen([Words(filter_id=1, words=(word,))]).look_all(f"a {word} b")
    except UserError as refusal:
        assert refusal.message.startswith("filters-error-word-")
