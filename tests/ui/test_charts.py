"""Charts: readable by all kinds of colour vision, in both languages, whatever is written on them."""

import io
import re
import subprocess
import sys
from itertools import combinations

import pytest
from PIL import Image

from bot.ui import charts
from bot.ui.charts import canvas, drawing, palette
from bot.ui.charts.model import Bar, Bars, Chart, Columns, Point, Stacked, Tone, Trend
from bot.ui.drawing import fonts
from bot.ui.drawing.colours import SHAPE_CONTRAST, TEXT_CONTRAST, Colour, contrast
from bot.ui.drawing.lines import pieces_of

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, “A Physiologically-based Model for Simulation of Color Vision
# Deficiency” (2009): the matrices of the severity 1.0, for linear RGB.
PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
TRITANOPIA = ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900))
SIGHTS = {"usual": None, "protanopia": PROTANOPIA, "deuteranopia": DEUTERANOPIA, "tritanopia": TRITANOPIA}

TOLD_APART = 20
"""In CIELAB; about 2 is just noticeable."""

LONG_JA = "とても長い選択肢です。理由をすべてここに書きたかったので、「なるべく短く」というお願いには沿えませんでした。"


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def seen(colour: Colour, sight: str) -> tuple[float, float, float]:
    """Return a colour as somebody sees it, in CIELAB."""
    rgb = [linear(channel / 255) for channel in colour]
    matrix = SIGHTS[sight]
    if matrix is not None:
        rgb = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in matrix]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        sum(a * b for a, b in zip(row, rgb, strict=True)) / white
        for row, white in zip(to_xyz, (0.9505, 1.0, 1.089), strict=True)
    )
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(first: Colour, second: Colour, sight: str) -> float:
    pairs = zip(seen(first, sight), seen(second, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("sight", SIGHTS)
def test_what_stands_side_by_side_is_told_apart(sight: str) -> None:
    stances = [palette.TONES[tone] for tone in (Tone.PROMOTER, Tone.PASSIVE, Tone.DETRACTOR)]
    choices = [palette.TONES[Tone.PLAIN], palette.TONES[Tone.BEST]]
    marked = [palette.TONES[Tone.PLAIN], palette.MARK]

    for colours in (stances, choices, marked):
        for first, second in combinations([*colours, palette.TRACK], 2):
            assert distance(first, second, sight) >= TOLD_APART, (first, second)


def test_everything_stands_out_from_the_ground_and_is_read_on_it() -> None:
    for tone, colour in palette.TONES.items():
        assert contrast(colour, palette.GROUND) >= SHAPE_CONTRAST
        assert contrast(palette.on(tone), colour) >= TEXT_CONTRAST
    for colour in (palette.TEXT, palette.MUTED):
        assert contrast(colour, palette.GROUND) >= TEXT_CONTRAST


def bars(*labels: str, title: str = "", share: float = 0.5) -> Bars:
    return Bars(title=title, bars=tuple(Bar(label, share, "5 · 50 %") for label in labels), note="n = 10")


SAMPLES: dict[str, Chart] = {
    "bars": bars("Talks", "Workshops", title="What next?"),
    "long": bars(LONG_JA, "講演", title="毎月の集まりで、もっと増やしてほしいものは何ですか？"),
    "25": bars(*(f"選択肢 {one}" for one in range(25)), title="Which?"),
    "nobody": bars("Yes", "No", share=0.0),
    "everybody": bars("Yes", share=1.0),
    "scripts": bars("ไทย", "हिन्दी", "العربية", "🙃 emoji", "한국어"),
    "scale": Columns(
        title="満足度",
        columns=tuple(Bar(str(one), one / 15, f"{one}%") for one in range(1, 6)),
        note="平均 3.7",
        lowest_means="まったく満足していない",
        highest_means="とても満足している",
        mean=0.67,
    ),
    "scale of nobody": Columns(title="", columns=tuple(Bar(str(one), 0, "0 %") for one in range(11)), note="n = 0"),
    "stances": Stacked(
        title="NPS",
        parts=(
            Bar("推奨者", 0.6, "60%", Tone.PROMOTER),
            Bar("中立者", 0.38, "38%", Tone.PASSIVE),
            Bar("批判者", 0.02, "2%", Tone.DETRACTOR),
        ),
        note="",
    ),
    "trend": Trend(
        title="推移",
        points=tuple(Point(f"Q{one % 4 + 1}\n{2025 + one // 4}", "+10", 10.0, -100.0, 100.0) for one in range(8)),
        note="95%",
    ),
    "one round": Trend(title="", points=(Point("Q4\n2026", "−100", -100.0, -100.0, -17.0),), note=""),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_chart_is_a_picture_as_wide_as_all(name: str) -> None:
    picture = drawing.draw(SAMPLES[name])

    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.size == (canvas.WIDTH, picture.height)
        assert image.getpixel((canvas.WIDTH // 2, 4)) == (*palette.GROUND, 255)
        assert len(image.getcolors(1 << 20) or []) > 20  # not an empty ground
    assert picture.height < 2_000
    assert len(picture.png) < 1 << 20


def test_bars_are_as_long_as_their_shares() -> None:
    picture = drawing.draw(Bars(title="", bars=(Bar("a", 0.5, "5"), Bar("b", 0.25, "2")), note=""))
    with Image.open(io.BytesIO(picture.png)) as image:
        lengths = [
            length
            for down in range(picture.height)
            if (length := sum(image.getpixel((x, down)) == (86, 180, 233, 255) for x in range(canvas.WIDTH))) > 100
        ]

    whole = canvas.WIDTH - 2 * canvas.MARGIN - drawing.FIGURE_WIDTH
    assert max(lengths) == pytest.approx(whole / 2, abs=3)
    assert min(length for length in lengths if length > whole / 4 - 12) < whole / 4 + 3


@pytest.mark.parametrize("character", sorted(set(LONG_JA + "満足度推移批判者推奨者中立者Q4−+%・0123456789NPS")))
def test_every_character_has_a_glyph(character: str) -> None:
    pieces = pieces_of(f"あ{character}", fonts.available())

    assert pieces is not None
    assert [piece.text for piece in pieces] == ["あ", character]
    assert all(piece.family.draws(piece.text) for piece in pieces)


async def test_what_no_font_has_is_not_drawn_as_boxes() -> None:
    assert await charts.render(bars("\U00016f00\U00016f01")) is None  # Miao


def test_long_labels_are_wrapped_where_japanese_may_be() -> None:
    lines = canvas.wrapped(LONG_JA, 400, most=4)

    assert len(lines) == 4
    assert "".join(lines) == LONG_JA
    assert not any(re.match("[、。」）っゃゅょー]", line) for line in lines)
    assert all(canvas.width_of(line) <= 440 for line in lines[:-1])


def test_words_are_not_broken() -> None:
    lines = canvas.wrapped("Workshops with the engineers who built it", 300, most=5)

    assert " ".join(lines) == "Workshops with the engineers who built it"
    assert len(lines) > 1


async def test_the_same_chart_is_drawn_once() -> None:
    first = await charts.render(SAMPLES["bars"])

    assert first is not None
    assert await charts.render(bars("Talks", "Workshops", title="What next?")) is first


def test_nobody_pays_for_matplotlib_who_sees_no_chart() -> None:
    script = "import sys, bot.ui.charts, bot.ui.charts.model; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
