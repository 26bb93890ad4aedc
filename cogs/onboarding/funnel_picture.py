"""The funnel as a picture: a bar for each stage, as long as the share of those who joined.

It is imported with the first picture, for it brings Pillow. As with the rank card 1100 pixels are twice what a desktop
chat shows, and no text is smaller than 26. Nothing here knows a language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from bot.ui.drawing import fonts
from bot.ui.drawing.colours import Colour, mix
from bot.ui.drawing.fonts import BOLD, REGULAR
from bot.ui.drawing.lines import Line, Room, fit, pieces_of
from bot.ui.drawing.shapes import fill, png, rounded_mask
from bot.ui.drawing.studio import Picture, Undrawable

WIDTH = 1100
MARGIN = 48
ROW, BAR = 64, 34
NAME_WIDTH = 420
FIGURE_WIDTH = 280
SIZE, LEAST = 30, 26
RADIUS = 32

GROUND: Colour = (24, 25, 30)
TEXT: Colour = (244, 244, 246)
GREEN: Colour = (122, 168, 130)
TRACK = mix(GROUND, TEXT, 0.14)
MUTED = mix(GROUND, TEXT, 0.62)

BAR_LEFT = MARGIN + NAME_WIDTH + 24
BAR_RIGHT = WIDTH - MARGIN - FIGURE_WIDTH


@dataclass(frozen=True, slots=True)
class Row:
    """A stage as it is drawn."""

    name: str
    share: float | None
    """None: it is too early to say."""
    figure: str


def draw(rows: Sequence[Row]) -> Picture:
    """Raises Undrawable where no font has what is to be written, or a font fails."""
    try:
        return _draw(rows)
    except (OSError, RuntimeError) as failure:
        raise Undrawable from failure


def _draw(rows: Sequence[Row]) -> Picture:
    height = 2 * MARGIN + ROW * len(rows)
    image = Image.new("RGBA", (WIDTH, height), GROUND)
    for index, row in enumerate(rows):
        top = MARGIN + ROW * index
        baseline = top + ROW // 2 + 11
        name = _line(row.name, NAME_WIDTH, weight=REGULAR)
        name.draw(image, left=MARGIN + NAME_WIDTH - name.width, baseline=baseline, colour=TEXT)
        _draw_bar(image, row, top + (ROW - BAR) // 2)
        figure = _line(row.figure, FIGURE_WIDTH - 20, weight=REGULAR if row.share is None else BOLD)
        figure.draw(image, left=BAR_RIGHT + 20, baseline=baseline, colour=MUTED if row.share is None else TEXT)
    image.putalpha(rounded_mask(WIDTH, height, RADIUS))
    return Picture(png=png(image), width=WIDTH, height=height)


def _draw_bar(image: Image.Image, row: Row, top: int) -> None:
    fill(image, (BAR_LEFT, top, BAR_RIGHT, top + BAR), TRACK, radius=BAR // 2)
    if row.share:
        # Never shorter than it is high, so that the beginning is a dot and no splinter.
        length = max(BAR, int((BAR_RIGHT - BAR_LEFT) * min(1.0, row.share)))
        fill(image, (BAR_LEFT, top, BAR_LEFT + length, top + BAR), GREEN, radius=BAR // 2)


def _line(text: str, width: int, *, weight: int) -> Line:
    pieces = pieces_of(text, fonts.available())
    if pieces is None:
        raise Undrawable
    return fit(pieces, Room(width=width, above=ROW, below=ROW // 2), size=SIZE, least=LEAST, weight=weight)
