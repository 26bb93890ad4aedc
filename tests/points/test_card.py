"""The rank card: whatever stands on it is readable and in its place."""

import asyncio
import io
import itertools
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.ui.drawing.colours import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from bot.ui.drawing.fonts import Family, Fonts, available
from bot.ui.drawing.studio import Picture
from cogs.points import card_picture
from cogs.points.card import Card, Labels, Style, draw, render
from cogs.points.card_picture import MARGIN, SMALL, WIDTH, Area, Placed, lay_out, palette

ENGLISH = Labels(
    points="Points", progress="520 points to go", position="Position", season="This season", season_place="3rd place"
)
JAPANESE = Labels(
    points="ポイント", progress="あと520ポイント", position="順位", season="今シーズン", season_place="3位"
)
AKI = Card(
    name="Aki Tanaka",
    rank="Veranda regular",
    next_rank="Keeper of the house",
    points=12_480,
    threshold=10_000,
    next_threshold=13_000,
    position=12,
    members=340,
    season_points=640,
    accent=0xE67E22,
    labels=ENGLISH,
)
NAMES = {
    "latin": "Aki",
    "japanese": "縁側の灯",
    "mixed": "さくら Sakura",
    "emoji": "🌸👩‍💻🇯🇵",
    "wide": "W" * 32,
    "kanji": "鬱" * 32,
    "right to left": "محمد علي 🌙",
    "marks": "Z̸̢̛a̴͜l̶͢g̵͟ơ̸͞",
    "markdown": "**a** _b_ ||c|| `d` ~~e~~",
    "zero width": "a\u200bb\u2060c",
    "thai": "ที่นี่ผู้ดูแล",
    "tall": "Ậ́g̣̣̣Ậ́",
    "wide ligature": "⸻⸻⸻",
}
CARDS = {
    **{name: replace(AKI, name=text) for name, text in NAMES.items()},
    "Japanese": replace(AKI, name="縁側の灯", rank="縁側の常連", next_rank="家守", labels=JAPANESE),
    "long ranks": replace(AKI, rank="W" * 100, next_rank="鬱" * 100, labels=replace(ENGLISH, progress="W" * 200)),
    "large figures": replace(AKI, points=10**12, position=10**6, members=10**7, season_points=10**10),
    "negative": replace(AKI, points=-120, season_points=-3),
    "long captions": replace(
        AKI, labels=Labels(points="W" * 60, progress="", position="W" * 60, season="W" * 60, season_place="W" * 60)
    ),
    "top": replace(AKI, next_rank=None, next_threshold=None, labels=replace(ENGLISH, progress="Highest rank")),
    "hidden": replace(AKI, position=None),
    "no season": replace(AKI, season_points=None),
    "no rank yet": replace(AKI, rank=None, points=0, threshold=0),
    "no ranks": replace(AKI, rank=None, next_rank=None, next_threshold=None),
}


def _box(placed: Placed) -> tuple[float, float, float, float]:
    ink = placed.line.ink
    left, baseline = placed.left, placed.baseline
    return (left + ink.left, baseline + ink.top, left + ink.right, baseline + ink.bottom)


def _overlap(first: Area, second: Area) -> bool:
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_every_text_stays_in_its_place_and_no_two_share_one(card: Card) -> None:
    layout = lay_out(card)
    for placed in layout.texts:
        left, top, right, bottom = _box(placed)
        area = placed.area
        assert area.left - 1 <= left
        assert right <= area.right + 1
        assert area.top <= top
        assert bottom <= area.bottom
        assert MARGIN <= area.left < area.right <= WIDTH - MARGIN
        assert area.bottom < layout.height
    for first, second in itertools.combinations(layout.texts, 2):
        assert not _overlap(first.area, second.area), f"{first.line.text} on {second.line.text}"
    assert all(placed.line.size >= SMALL for placed in layout.texts)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_every_text_is_drawn_by_a_font_that_has_it(card: Card) -> None:
    layout = lay_out(card)
    assert all(run.family.draws(run.text) for placed in layout.texts for run in placed.line.runs)


def test_the_bar_and_the_rank_are_clear_of_the_texts() -> None:
    layout = lay_out(AKI)
    bar, pill = layout.bar, layout.pill
    assert bar is not None
    assert pill is not None
    assert not any(_overlap(bar, placed.area) for placed in layout.texts)
    inside = [placed for placed in layout.texts if _overlap(pill, placed.area)]
    assert [placed.line.text for placed in inside] == ["Veranda regular"]


def test_figures_are_never_cut() -> None:
    texts = [placed.line for placed in lay_out(CARDS["large figures"]).texts]
    assert not any(line.is_cut for line in texts)
    assert "1,000,000,000,000" in [line.text for line in texts]


def test_a_hidden_member_has_no_position_on_the_card() -> None:
    shown = [placed.line.text for placed in lay_out(CARDS["hidden"]).texts]
    assert "Position" not in shown
    assert "12" not in shown


def test_nothing_is_written_but_names_figures_and_the_callers_words() -> None:
    shown = {placed.line.text for placed in lay_out(CARDS["Japanese"]).texts}
    assert shown == {
        "縁側の灯",
        "縁側の常連",
        "家守",
        "ポイント",
        "12,480",
        "順位",
        "12",
        "/ 340",
        "今シーズン",
        "640",
        "· 3位",
        "あと520ポイント",
    }


@given(st.none() | st.integers(min_value=0, max_value=0xFFFFFF), st.sampled_from(Style))
def test_text_is_readable_whatever_the_accent(accent: int | None, style: Style) -> None:
    colours = palette(accent, style)
    for ground in (colours.left, colours.right):
        assert contrast(colours.text, ground) >= TEXT_CONTRAST
        assert contrast(colours.muted, ground) >= TEXT_CONTRAST
        assert contrast(colours.accent, ground) >= SHAPE_CONTRAST
    assert contrast(colours.on_pill, colours.pill) >= TEXT_CONTRAST
    assert contrast(colours.accent, colours.track) >= SHAPE_CONTRAST


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("accent", [None, 0x000000, 0xFFFFFF, 0xFFFF00, 0x0000FF])
def test_each_text_of_a_card_is_readable_on_what_it_stands(accent: int | None, style: Style) -> None:
    layout = lay_out(replace(AKI, accent=accent, style=style))
    for placed in (*layout.texts, layout.initial):
        assert all(contrast(placed.colour, ground) >= TEXT_CONTRAST for ground in placed.grounds)


@pytest.mark.parametrize("style", Style)
def test_the_card_is_opaque_and_its_corners_are_not(style: Style) -> None:
    image = Image.open(io.BytesIO(draw(replace(AKI, style=style))))
    assert image.size == (WIDTH, lay_out(AKI).height)
    assert image.mode == "RGBA"
    width, height = image.size
    alpha = image.getchannel("A")
    assert [alpha.getpixel(at) for at in ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1))] == [0] * 4
    assert alpha.crop((20, 20, width - 20, height - 20)).getextrema() == (255, 255)


def _avatar(size: int = 256) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((size, size), 90).convert("RGB").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_a_card_is_small_to_send(card: Card) -> None:
    assert len(draw(replace(card, avatar=_avatar()))) < 150_000


def test_an_avatar_is_shown_and_a_broken_one_becomes_an_initial() -> None:
    without = draw(AKI)
    assert draw(replace(AKI, avatar=_avatar())) != without
    assert draw(replace(AKI, avatar=b"\x89PNG broken")) == without
    assert lay_out(replace(AKI, name="🌸 sakura")).initial.line.text == "S"


@pytest.mark.parametrize(
    ("points", "threshold", "next_threshold", "progress"),
    [
        (10, 10, 20, 0),
        (15, 10, 20, 0.5),
        (20, 10, 20, 1),
        (5, 10, 20, 0),
        (99, 10, 20, 1),
        (5, 0, None, 1),
        (5, 5, 5, 0),
    ],
)
def test_progress_is_the_way_to_the_next_rank(
    points: int, threshold: int, next_threshold: int | None, progress: float
) -> None:
    assert replace(AKI, points=points, threshold=threshold, next_threshold=next_threshold).progress == progress


def test_the_bar_grows_with_the_points() -> None:
    def filled(points: int) -> int:
        card = replace(AKI, points=points)
        bar = lay_out(card).bar
        assert bar is not None
        row = Image.open(io.BytesIO(draw(card))).convert("RGB").crop((bar.left, bar.top + 9, bar.right, bar.top + 10))
        return sum(pixel == palette(card.accent, card.style).accent for pixel in row.get_flattened_data())

    assert filled(10_000) == 0
    assert 0 < filled(10_001) < filled(11_500) < filled(12_999) < filled(13_000)


async def test_what_fonts_cannot_draw_is_left_to_words() -> None:
    assert await render(replace(AKI, name="𓆏𓆏")) is None
    assert await render(replace(AKI, name="\u3164")) is None


async def test_a_font_that_fails_is_left_to_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(available().texts[1].regular.read_bytes())
    family = Family(regular=path, bold=path)
    fonts = Fonts(texts=(family,), emoji=(), shapes_scripts=False)
    assert family.draws("Aki")
    path.unlink()
    monkeypatch.setattr("bot.ui.drawing.fonts.available", lambda: fonts)
    assert await render(replace(AKI, name="Nobody has asked for this one")) is None


async def test_a_card_is_drawn_in_another_thread_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    drawn = card_picture.draw

    def noting(card: Card) -> Picture:
        threads.append(threading.get_ident())
        return drawn(card)

    monkeypatch.setattr(card_picture, "draw", noting)
    card = replace(AKI, name="Once", avatar=_avatar())
    first = await render(card)
    again = await asyncio.gather(*(render(replace(card)) for _ in range(3)))
    assert first is not None
    assert again == [first] * 3
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    assert await render(replace(card, points=12_481)) != first
    assert await render(replace(card, avatar=None)) != first


def test_pillow_is_not_loaded_before_the_first_card() -> None:
    check = "import sys, cogs.points.card, bot.ui.drawing.studio; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
