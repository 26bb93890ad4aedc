"""How the rank card looks: where everything stands, and in which colours.

It is imported with the first card, for it brings Pillow. 1100 pixels are twice the 550 that a picture gets in a desktop
chat; on a phone the card is a third of that, so no text is smaller than 26 pixels.
"""

import logging
from dataclasses import dataclass
from math import ceil, floor

from PIL import Image

from bot.ui.drawing import fonts
from bot.ui.drawing.colours import SHAPE_CONTRAST, Colour, from_int, mix, readable
from bot.ui.drawing.fonts import BOLD, MEDIUM, REGULAR
from bot.ui.drawing.lines import Line, Piece, Room, fit, pieces_of, set_line
from bot.ui.drawing.shapes import fill, open_picture, png, rounded_mask, slope
from bot.ui.drawing.studio import Picture, Undrawable
from cogs.points.card import Card, Style

log = logging.getLogger(__name__)

WIDTH = 1100
HEIGHT, HEIGHT_WITHOUT_BAR = 492, 406
MARGIN = 56
RIGHT = WIDTH - MARGIN
RADIUS, EDGE = 40, 3

RING, RING_GAP = 5, 5
AVATAR = 148
AVATAR_LEFT, AVATAR_TOP = MARGIN + RING + RING_GAP, 60
IDENTITY_LEFT = AVATAR_LEFT + AVATAR + 44
NAME_SIZE, NAME_LEAST = 58, 36

PILL_HEIGHT, PILL_PADDING = 54, 26

CAPTION_BASELINE, VALUE_BASELINE = 272, 352
STAT_GAP, STAT_WIDTH, SUFFIX_GAP = 60, 280, 12

BAR_TOP, BAR_HEIGHT = 386, 18
FOOT_BASELINE = 446
NEXT_RANK_WIDTH, FOOT_GAP = 460, 40

SMALL = 26
"""Captions; no text is set smaller."""
CAPITAL = 0.73
"""How high a capital is in an em."""

QUIET_ACCENT: Colour = (107, 127, 110)
"""For members whose role has no colour: the green of the bot's messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """A style's colours around an accent. Whatever the accent, text reaches a contrast of 4.5 and shapes 3."""

    left: Colour
    right: Colour
    """The card's ground at its two sides."""
    edge: Colour
    text: Colour
    muted: Colour
    pill: Colour
    on_pill: Colour
    track: Colour
    accent: Colour


def palette(accent: int | None, style: Style) -> Palette:
    base, text = ((24, 25, 30), (244, 244, 246)) if style is Style.DARK else ((253, 252, 250), (27, 28, 33))
    colour = QUIET_ACCENT if accent is None else from_int(accent)
    tinted = mix(base, colour, 0.12)
    grounds = (base, mix(base, tinted, 0.5), tinted)
    track = mix(base, text, 0.14)
    shape = readable(colour, on=(*grounds, track), least=SHAPE_CONTRAST)
    # Of the shape's colour: a black role's pill would vanish on a dark card.
    pill = mix(base, shape, 0.2)
    return Palette(
        left=base,
        right=tinted,
        edge=mix(base, text, 0.16),
        text=readable(text, on=grounds),
        muted=readable(mix(base, text, 0.62), on=grounds),
        pill=pill,
        on_pill=readable(colour, on=(pill,)),
        track=track,
        accent=shape,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        return (self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line on the card, which stays inside of its area."""

    line: Line
    area: Area
    left: float
    baseline: int
    colour: Colour
    grounds: tuple[Colour, ...]
    """What it stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything on a card stands."""

    height: int
    colours: Palette
    texts: tuple[Placed, ...]
    pill: Area | None
    bar: Area | None
    initial: Placed
    """For the place of the avatar, should that be unusable."""


def lay_out(card: Card) -> Layout:
    """Raises Undrawable where no font has what is to be written."""
    return _Page(card).layout()


class _Page:
    """A card while its texts are placed, from top to bottom."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._colours = palette(card.accent, card.style)
        self._ground = (self._colours.left, self._colours.right)
        self._texts: list[Placed] = []

    def layout(self) -> Layout:
        has_ranks = self._card.rank is not None or self._card.next_rank is not None
        pill = self._place_identity()
        self._place_figures()
        bar = self._place_bar() if has_ranks else None
        return Layout(
            height=HEIGHT if has_ranks else HEIGHT_WITHOUT_BAR,
            colours=self._colours,
            texts=tuple(self._texts),
            pill=pill,
            bar=bar,
            initial=self._initial(),
        )

    def _place_identity(self) -> Area | None:
        """Place the name beside the avatar and the rank below it; a name without a rank stands in the middle."""
        top = AVATAR_TOP - 4 if self._card.rank else AVATAR_TOP + 28
        area = Area(left=IDENTITY_LEFT, top=top, right=RIGHT, bottom=top + 90)
        self._write(self._card.name, area, top + 66, size=NAME_SIZE, least=NAME_LEAST, weight=BOLD, in_middle=True)
        return self._place_rank(self._card.rank, top=AVATAR_TOP + AVATAR - PILL_HEIGHT) if self._card.rank else None

    def _place_rank(self, rank: str, *, top: int) -> Area:
        inside = Area(left=IDENTITY_LEFT + PILL_PADDING, top=top, right=RIGHT - PILL_PADDING, bottom=top + PILL_HEIGHT)
        colours = self._colours
        placed = self._write(
            rank,
            inside,
            top + 38,
            size=30,
            weight=MEDIUM,
            colour=colours.on_pill,
            on=(colours.pill,),
            in_middle=True,
        )
        right = round(placed.left + placed.line.width) + PILL_PADDING
        return Area(left=IDENTITY_LEFT, top=top, right=right, bottom=inside.bottom)

    def _place_figures(self) -> None:
        """Place the points at the left, and what else is known in columns from the right."""
        card = self._card
        right = RIGHT
        if card.season_points is not None:
            place = f"· {card.labels.season_place}" if card.labels.season_place else ""
            right = self._place_column(card.labels.season, f"{card.season_points:,}", place, right=right) - STAT_GAP
        if card.position is not None:
            members = f"/ {card.members:,}"
            right = self._place_column(card.labels.position, f"{card.position:,}", members, right=right) - STAT_GAP
        self._place_caption(card.labels.points, left=MARGIN, right=right)
        self._place_figure(f"{card.points:,}", left=MARGIN, right=right, size=74)

    def _place_column(self, caption: str, figure: str, more: str, *, right: int) -> int:
        """Place a figure with something smaller after it, and return where the column begins."""
        figure_width, more_width = _width(figure, size=48, weight=BOLD), _width(more, size=SMALL, weight=REGULAR)
        width = figure_width + SUFFIX_GAP + more_width if more else figure_width
        # Left out rather than cut: half of a number is another number.
        shows_more = bool(more) and width <= STAT_WIDTH
        left = right - min(STAT_WIDTH, max(width, _width(caption, size=SMALL, weight=REGULAR)))
        self._place_caption(caption, left=left, right=right)
        after = left + figure_width if shows_more else right
        self._place_figure(figure, left=left, right=after, size=48)
        if shows_more:
            area = Area(left=after + SUFFIX_GAP, top=VALUE_BASELINE - 40, right=right, bottom=VALUE_BASELINE + 14)
            self._write(more, area, VALUE_BASELINE, size=SMALL, weight=REGULAR, colour=self._colours.muted)
        return left

    def _place_caption(self, caption: str, *, left: int, right: int) -> None:
        area = Area(left=left, top=CAPTION_BASELINE - 34, right=right, bottom=CAPTION_BASELINE + 9)
        self._write(caption, area, CAPTION_BASELINE, size=SMALL, weight=REGULAR, colour=self._colours.muted)

    def _place_figure(self, figure: str, *, left: int, right: int, size: int) -> None:
        area = Area(left=left, top=CAPTION_BASELINE + 9, right=right, bottom=VALUE_BASELINE + 18)
        self._write(figure, area, VALUE_BASELINE, size=size, weight=BOLD)

    def _place_bar(self) -> Area:
        """Place the next rank below the bar at its right end, and at the left what is missing."""
        top, bottom = BAR_TOP + BAR_HEIGHT + 6, FOOT_BASELINE + 14
        right, muted = RIGHT, self._colours.muted
        if self._card.next_rank:
            width = min(NEXT_RANK_WIDTH, _width(self._card.next_rank, size=28, weight=MEDIUM))
            area = Area(left=RIGHT - width, top=top, right=RIGHT, bottom=bottom)
            self._write(self._card.next_rank, area, FOOT_BASELINE, size=28, weight=MEDIUM, to_right=True)
            right = area.left - FOOT_GAP
        area = Area(left=MARGIN, top=top, right=right, bottom=bottom)
        self._write(self._card.labels.progress, area, FOOT_BASELINE, size=28, weight=REGULAR, colour=muted)
        return Area(left=MARGIN, top=BAR_TOP, right=RIGHT, bottom=BAR_TOP + BAR_HEIGHT)

    def _initial(self) -> Placed:
        """Return the name's first letter in the middle of the avatar's circle."""
        pieces = _pieces(self._card.name)
        first = next((piece for piece in pieces if piece.text[0].isalnum()), pieces[0])
        left, top, inset = AVATAR_LEFT, AVATAR_TOP, 20
        area = Area(left=left + inset, top=top + inset, right=left + AVATAR - inset, bottom=top + AVATAR - inset)
        room = Room(width=area.right - area.left, above=AVATAR, below=AVATAR)
        line = fit([Piece(first.text.upper(), first.family)], room, size=72, least=SMALL, weight=BOLD)
        ink = line.ink
        return Placed(
            line=line,
            area=area,
            left=(area.left + area.right - ink.left - ink.right) / 2,
            baseline=round((area.top + area.bottom - ink.top - ink.bottom) / 2),
            colour=self._colours.on_pill,
            grounds=(self._colours.pill,),
        )

    def _write(
        self,
        text: str,
        area: Area,
        baseline: int,
        *,
        size: int,
        weight: int,
        least: int = SMALL,
        colour: Colour | None = None,
        on: tuple[Colour, ...] = (),
        to_right: bool = False,
        in_middle: bool = False,
    ) -> Placed:
        """Set a text into an area, as large as it fits; with `in_middle` a smaller one is lifted. Raises Undrawable."""
        room = Room(width=area.right - area.left, above=baseline - area.top, below=area.bottom - baseline)
        line = fit(_pieces(text), room, size=size, least=least, weight=weight) if text else _NOTHING
        if in_middle:
            baseline -= min(round((size - line.size) * CAPITAL / 2), max(0, floor(baseline + line.ink.top) - area.top))
        left = area.right - line.width if to_right else area.left - min(0.0, line.ink.left)
        placed = Placed(
            line=line,
            area=area,
            left=left,
            baseline=baseline,
            colour=colour or self._colours.text,
            grounds=on or self._ground,
        )
        self._texts.append(placed)
        return placed


_NOTHING = set_line((), size=SMALL, weight=REGULAR)


def _pieces(text: str) -> list[Piece]:
    pieces = pieces_of(text, fonts.available())
    if pieces is None:
        raise Undrawable
    return pieces


def _width(text: str, *, size: int, weight: int) -> int:
    line = set_line(_pieces(text), size=size, weight=weight) if text else _NOTHING
    return ceil(max(line.width, line.ink.right))


def draw(card: Card) -> Picture:
    """Raises Undrawable where no font has what is to be written, or a font fails."""
    try:
        return _draw(card)
    except (OSError, RuntimeError) as failure:
        # FreeType and libraqm give up on some text (“raster overflow”), and a font's file may be gone.
        log.warning("A font failed: %s", failure)
        raise Undrawable from failure


def _draw(card: Card) -> Picture:
    layout = lay_out(card)
    image = _ground(layout)
    _draw_avatar(image, card, layout)
    if layout.pill is not None:
        fill(image, layout.pill.box, layout.colours.pill, radius=PILL_HEIGHT // 2)
    if layout.bar is not None:
        _draw_bar(image, layout.bar, layout.colours, card.progress)
    for placed in layout.texts:
        _draw_text(image, placed)
    image.putalpha(rounded_mask(WIDTH, layout.height, RADIUS))
    return Picture(png=png(image), width=WIDTH, height=layout.height)


def _ground(layout: Layout) -> Image.Image:
    """Return the empty card with a line along its edge, which sets it off from a chat of the same colour."""
    width, height = WIDTH - 2 * EDGE, layout.height - 2 * EDGE
    image = Image.new("RGBA", (WIDTH, layout.height), layout.colours.edge)
    inside = slope((width, height), layout.colours.left, layout.colours.right)
    image.paste(inside, (EDGE, EDGE), rounded_mask(width, height, RADIUS - EDGE))
    return image


def _draw_avatar(image: Image.Image, card: Card, layout: Layout) -> None:
    colours = layout.colours
    around = RING + RING_GAP
    left, top = AVATAR_LEFT, AVATAR_TOP
    outer = (left - around, top - around, left + AVATAR + around, top + AVATAR + around)
    gap = (left - RING_GAP, top - RING_GAP, left + AVATAR + RING_GAP, top + AVATAR + RING_GAP)
    fill(image, outer, colours.accent, radius=WIDTH)
    fill(image, gap, colours.left, radius=WIDTH)
    fill(image, (left, top, left + AVATAR, top + AVATAR), colours.pill, radius=WIDTH)
    picture = open_picture(card.avatar, side=AVATAR) if card.avatar else None
    if picture is None:
        _draw_text(image, layout.initial)
        return
    disc = Image.new("RGBA", picture.size, colours.track)
    disc.alpha_composite(picture)
    image.paste(disc, (left, top), rounded_mask(AVATAR, AVATAR, WIDTH))


def _draw_bar(image: Image.Image, bar: Area, colours: Palette, progress: float) -> None:
    fill(image, bar.box, colours.track, radius=BAR_HEIGHT // 2)
    if progress > 0:
        # Never shorter than it is high, so that the beginning is a dot and no splinter.
        length = max(BAR_HEIGHT, int((bar.right - bar.left) * progress))
        fill(image, (bar.left, bar.top, bar.left + length, bar.bottom), colours.accent, radius=BAR_HEIGHT // 2)


def _draw_text(image: Image.Image, placed: Placed) -> None:
    """Draw a text inside of its area: whatever a font does, it doesn't touch what is beside it."""
    part = image.crop(placed.area.box)
    left, baseline = placed.left - placed.area.left, placed.baseline - placed.area.top
    placed.line.draw(part, left=left, baseline=baseline, colour=placed.colour)
    image.paste(part, placed.area.box)
