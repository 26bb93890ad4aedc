"""Lines of text on pictures: a font for every character, in reading order, within their room."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.ui.drawing.fonts import BOLD, Family, Fonts, available
from bot.ui.drawing.lines import Line, Room, fit, pieces_of, set_line

ROOM = Room(width=500, above=60, below=26)
SIZE, LEAST = 44, 28


@pytest.fixture
def fonts() -> Fonts:
    """As on a machine that has no fonts of its own: what the packages bring."""
    return _packaged()


def _packaged() -> Fonts:
    found = available()
    return replace(
        found,
        texts=tuple(family for family in found.texts if family.is_variable),
        emoji=tuple(family for family in found.emoji if family.is_variable),
        shapes_scripts=True,
    )


def _fitted(text: str, fonts: Fonts) -> Line:
    pieces = pieces_of(text, fonts)
    assert pieces is not None
    return fit(pieces, ROOM, size=SIZE, least=LEAST, weight=BOLD)


def _families(text: str, fonts: Fonts) -> list[str]:
    pieces = pieces_of(text, fonts)
    assert pieces is not None
    return [piece.family.regular.name for piece in pieces]


def test_japanese_and_latin_share_a_font_and_other_scripts_have_theirs(fonts: Fonts) -> None:
    japanese = _families("縁側ABC", fonts)
    assert len(set(japanese)) == 1
    assert "CJK" in japanese[0]
    assert all("Arabic" in name for name in _families("محمد", fonts))
    assert all("Thai" in name for name in _families("สวัสดี", fonts))


@pytest.mark.parametrize("text", ["𠮷野家", "한국어", "Nguyễn Ánh", "★☆♪♡", "שלום", "नमस्ते", "Ωμέγα", "Привет", "ಠ_ಠ"])
def test_names_of_the_world_are_drawn_letter_for_letter(text: str, fonts: Fonts) -> None:
    pieces = pieces_of(text, fonts)
    assert pieces is not None
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.family.draws(piece.text) for piece in pieces)


@pytest.mark.parametrize("emoji", ["🌸", "👩‍💻", "🇯🇵", "1️⃣", "👍🏽", "☕", "❤️"])
def test_an_emoji_is_one_piece_in_an_emoji_font(emoji: str, fonts: Fonts) -> None:
    pieces = pieces_of(f"さくら{emoji}", fonts)
    assert pieces is not None
    assert [piece.text for piece in pieces[3:]] == [emoji]
    assert pieces[-1].family.is_emoji


def test_a_letter_no_font_has_makes_the_text_undrawable(fonts: Fonts) -> None:
    assert pieces_of("Aki 𓆏", fonts) is None


def test_an_ornament_no_font_has_is_left_out(fonts: Fonts) -> None:
    pieces = pieces_of("꧁Aki꧂", fonts)
    assert pieces is not None
    assert "".join(piece.text for piece in pieces) == "Aki"
    assert pieces_of("꧁꧂", fonts) is None


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060", "\u3164"])
def test_a_name_that_shows_nothing_is_undrawable(text: str, fonts: Fonts) -> None:
    assert pieces_of(text, fonts) is None


def test_letters_from_the_corners_of_unicode_become_plain_ones(fonts: Fonts) -> None:
    pieces = pieces_of("𝓐𝓴𝓲", fonts)
    assert pieces is not None
    assert "".join(piece.text for piece in pieces) == "Aki"


def test_the_form_of_a_kanji_that_a_name_asks_for_is_kept(fonts: Fonts) -> None:
    pieces = pieces_of("辻\U000e0101", fonts)
    assert pieces is not None
    assert pieces[0].text == "辻\U000e0101"


def test_where_letters_cannot_be_joined_no_arabic_is_drawn_wrongly(fonts: Fonts) -> None:
    bare = replace(fonts, shapes_scripts=False)
    assert pieces_of("محمد", bare) is None
    assert pieces_of("नमस्ते", bare) is None
    pieces = pieces_of("Aki 👩‍💻🇯🇵1️⃣ é", bare)
    assert pieces is not None
    assert "".join(piece.text for piece in pieces) == "Aki 👩1 é"


def test_without_fonts_nothing_is_drawable() -> None:
    assert pieces_of("Aki", Fonts(texts=(), emoji=(), shapes_scripts=True)) is None


def test_right_to_left_names_are_in_reading_order(fonts: Fonts) -> None:
    pieces = pieces_of("محمد 🌙 علي", fonts)
    assert pieces is not None
    line = set_line(pieces, size=SIZE, weight=BOLD)
    assert [run.text.strip() for run in line.runs if run.text.strip()] == ["علي", "🌙", "محمد"]
    mixed = pieces_of("Aki محمد 12", fonts)
    assert mixed is not None
    assert set_line(mixed, size=SIZE, weight=BOLD).runs[0].text.strip() == "Aki"


def test_a_short_name_keeps_its_size_and_a_longer_one_shrinks(fonts: Fonts) -> None:
    assert _fitted("縁側", fonts).size == SIZE
    longer = _fitted("A name that is rather long", fonts)
    assert LEAST <= longer.size < SIZE
    assert not longer.is_cut


@pytest.mark.parametrize(("text", "ending"), [("W" * 32, "..."), ("鬱" * 32, "…"), ("🌸" * 32, "🌸")])
def test_what_is_still_too_wide_is_cut_between_characters(text: str, ending: str, fonts: Fonts) -> None:
    line = _fitted(text, fonts)
    assert line.is_cut
    assert line.size == LEAST
    assert line.text.endswith(ending)
    assert len(line.text) < len(text)


@given(st.text(max_size=40))
@example("\u2cef")  # a mark on nothing, which no font has
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_stays_within_its_width_and_has_its_glyphs(text: str) -> None:
    fonts = _packaged()
    pieces = pieces_of(text, fonts)
    if pieces is None:
        return
    line = fit(pieces, ROOM, size=SIZE, least=LEAST, weight=BOLD)
    ink = line.ink
    assert line.width <= ROOM.width
    assert ink.right - min(0.0, ink.left) <= ROOM.width
    assert all(run.family.draws(run.text) for run in line.runs)


def test_a_line_blackens_what_it_says_it_does(fonts: Fonts) -> None:
    line = _fitted("縁側 Agj", fonts)
    image = Image.new("RGBA", (600, 100))
    line.draw(image, left=20, baseline=60, colour=(0, 0, 0))
    drawn, ink = image.getbbox(), line.ink
    assert drawn is not None
    assert drawn == pytest.approx((20 + ink.left, 60 + ink.top, 20 + ink.right, 60 + ink.bottom), abs=4)


def test_emoji_are_drawn_in_colour_where_the_system_has_them() -> None:
    coloured = [family for family in available().emoji if family.is_coloured]
    if not coloured:
        pytest.skip("this system has no coloured emoji")
    fonts = replace(_packaged(), emoji=tuple(coloured))
    line = _fitted("🌸", fonts)
    image = Image.new("RGBA", (100, 100))
    line.draw(image, left=10, baseline=70, colour=(0, 0, 0))
    assert image.getchannel("R").getextrema() != (0, 0)


def test_a_font_that_covers_little_is_read_right() -> None:
    hebrew = next(family for family in available().texts if "Hebrew" in family.regular.name)
    assert hebrew.draws("שלום")
    assert not hebrew.draws("縁")
    assert not hebrew.draws("𠮷")


def test_a_family_of_two_files_has_its_bold_one() -> None:
    regular = next(family.regular for family in available().texts if "NotoSans[" in family.regular.name)
    bold = regular.with_name(regular.name.replace("NotoSans[", "NotoSansHebrew["))
    family = Family(regular=regular, bold=bold)
    assert Path(str(family.at(20, BOLD).path)) == bold
    assert Path(str(family.at(20, 400).path)) == regular
