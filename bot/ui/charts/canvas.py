"""A ground to draw on, measured in pixels from its upper left corner: shapes by matplotlib, words by our own lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from PIL import Image

from bot.text import one_line
from bot.ui.charts import palette
from bot.ui.drawing import fonts
from bot.ui.drawing.colours import Colour
from bot.ui.drawing.fonts import REGULAR
from bot.ui.drawing.lines import Line, Piece, Room, fit, pieces_of, set_line
from bot.ui.drawing.shapes import png, rounded_mask
from bot.ui.drawing.studio import Picture, Undrawable

WIDTH = 1000
"""A phone shows it at a third of that, so that nothing is written smaller than `LEAST`."""
MARGIN = 44
SIZE, LEAST, SMALL = 32, 26, 28
LINE = 1.32
"""From one line of text to the next, in sizes."""
RADIUS = 30
DPI = 100

_NEVER_FIRST = frozenset("、。，．・：；？！」』）】〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.!?:;)]}%")
"""What no line begins with, by the rules of Japanese typesetting (JIS X 4051)."""
_NEVER_LAST = frozenset("「『（【〈《“‘([{")

Align = Literal["left", "middle", "right"]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Written:
    line: Line
    left: float
    baseline: float
    colour: Colour


class Canvas:
    def __init__(self, height: int) -> None:
        self.height = height
        self._figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=_rgb(palette.GROUND))
        self._agg = FigureCanvasAgg(self._figure)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._written: list[_Written] = []

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, *, radius: float = 0) -> None:
        if right <= left or bottom <= top:
            return
        radius = min(radius, (right - left) / 2, (bottom - top) / 2)
        style = f"round,pad=0,rounding_size={radius}"
        patch = FancyBboxPatch((left, top), right - left, bottom - top, boxstyle=style, linewidth=0, fc=_rgb(colour))
        self._axes.add_patch(patch)

    def line(self, places: Sequence[Place], colour: Colour, *, width: float = 2, dashed: bool = False) -> None:
        across, down = zip(*places, strict=True)
        style = (0, (4, 4)) if dashed else "solid"
        self._axes.plot(across, down, color=_rgb(colour), linewidth=width * 72 / DPI, linestyle=style, zorder=3)

    def whisker(self, place: Place, low: float, high: float, colour: Colour) -> None:
        """Draw a dot, and a line with ends from `low` to `high`, both further down or up than the dot."""
        across, down = place
        self._axes.errorbar(
            [across],
            [down],
            yerr=[[max(0.0, down - high)], [max(0.0, low - down)]],
            fmt="o",
            color=_rgb(colour),
            markersize=13,
            elinewidth=3,
            capsize=9,
            capthick=3,
            zorder=4,
        )

    def write(
        self,
        text: str,
        across: float,
        baseline: float,
        *,
        width: float,
        size: int = SIZE,
        weight: int = REGULAR,
        colour: Colour = palette.TEXT,
        align: Align = "left",
        shrinks: bool = True,
    ) -> None:
        """Write one line; where it is wider than `width` smaller, and then cut."""
        pieces = _pieces(text)
        if pieces:
            least = LEAST if shrinks else size
            line = fit(pieces, Room(width=width, above=size * 2, below=size), size=size, least=least, weight=weight)
            left = across - line.width * {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
            self._written.append(_Written(line, left, baseline, colour))

    def picture(self) -> Picture:
        self._agg.draw()  # type: ignore[no-untyped-call]
        pixels = self._agg.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", (WIDTH, self.height), pixels, "raw", "RGBA", 0, 1).copy()
        for one in self._written:
            one.line.draw(image, left=one.left, baseline=one.baseline, colour=one.colour)
        image.putalpha(rounded_mask(WIDTH, self.height, RADIUS))
        return Picture(png=png(image), width=WIDTH, height=self.height)


def _rgb(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255


def _pieces(text: str) -> list[Piece]:
    """Raises Undrawable where no font has a letter of it."""
    if not one_line(text):
        return []
    pieces = pieces_of(text, fonts.available())
    if pieces is None:
        raise Undrawable
    return pieces


def width_of(text: str, *, size: int = SIZE, weight: int = REGULAR) -> float:
    pieces = _pieces(text)
    return set_line(pieces, size=size, weight=weight).width if pieces else 0.0


def wrapped(text: str, width: float, *, size: int = SIZE, weight: int = REGULAR, most: int = 2) -> list[str]:
    """Return a text in at most so many lines; the last one holds the rest, and `write` cuts it."""
    lines: list[str] = []
    line, so_far = "", 0.0
    for part in _parts(_pieces(text)):
        needed = width_of(part.strip() or "x", size=size, weight=weight) if part.strip() else size / 4
        if line and so_far + needed > width and len(lines) < most - 1:
            lines.append(line.strip())
            line, so_far = "", 0.0
        line, so_far = line + part, so_far + needed + (size / 4 if part.endswith(" ") else 0)
    return [*lines, line.strip()]


def _parts(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield what a line may not be broken within: words with the space after them, single kana and kanji."""
    part = ""
    for piece in pieces:
        if part and _may_break(part[-1], piece.text[0]):
            yield part
            part = ""
        part += piece.text
    if part:
        yield part


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"
