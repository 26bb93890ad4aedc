"""One line of text on a picture: each character in a font that has it, in its direction, no wider than its place.

Names are what people make of them: scripts mixed, right to left, with emoji and letters from the corners of Unicode.
Pillow draws a run in one font and shows a box for what the font lacks, so the runs are made here.
"""

import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal

from PIL import Image, ImageDraw

from bot.text import characters, one_line
from bot.ui.drawing.colours import Colour
from bot.ui.drawing.fonts import COLOUR_EMOJI_SIZE, IGNORABLE, Family, Fonts

ELLIPSIS = "…"
LATIN_ELLIPSIS = "..."
"""Japanese fonts draw U+2026 in mid-height, which looks lost after Latin letters."""

# Emoji below U+10000 that need no variation selector (Emoji_Presentation in Unicode's emoji-data.txt).
_EMOJI_IN_BMP = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
_AS_EMOJI, _AS_TEXT, _KEYCAP = "\ufe0f", "\ufe0e", "\u20e3"

_BASMALA = "\ufdfd"
"""A whole verse in one glyph, so fine that FreeType gives up on it (raster overflow)."""

LINES_KEPT = 128
"""Captions are the same on every card."""

_EMOJI_SCALE = 0.86
"""Noto's coloured emoji fill more than the em; this makes them as tall as a capital with its accent."""

Direction = Literal["ltr", "rtl"]
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One visible character and the family that draws it."""

    text: str
    family: Family


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces drawn at once, `left` pixels from the beginning of the line."""

    text: str
    family: Family
    direction: Direction
    left: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """What a line blackens, in pixels from its beginning on the baseline; `top` is negative above the baseline."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    runs: tuple[Run, ...]
    size: int
    weight: int
    width: float
    ink: Ink
    is_cut: bool = False

    @property
    def text(self) -> str:
        """As drawn, from left to right."""
        return "".join(run.text for run in self.runs)

    def draw(self, image: Image.Image, *, left: float, baseline: float, colour: Colour) -> None:
        pen = ImageDraw.Draw(image)
        for run in self.runs:
            _let_others_go_on()
            if run.family.is_coloured:
                _paste_emoji(image, run, left=left + run.left, baseline=baseline, size=self.size)
            else:
                font = run.family.at(self.size, self.weight)
                at = (left + run.left, baseline)
                pen.text(at, run.text, font=font, fill=colour, anchor="ls", direction=_for_pillow(run.direction))


def pieces_of(text: str, fonts: Fonts) -> list[Piece] | None:
    """Return the characters with what draws them, or None where a letter of `text` is in no font.

    Ornaments no font has (emoji, symbols) are left out, unless nothing readable remains: None, too.
    """
    pieces: list[Piece] = []
    for character in characters(one_line(text)):
        piece = _piece(character, fonts, before=pieces[-1].family if pieces else None)
        if piece is not None:
            pieces.append(piece)
        elif not _is_ornament(character):
            return None
    return pieces if any(piece.text.strip() for piece in pieces) else None


def _piece(character: str, fonts: Fonts, *, before: Family | None) -> Piece | None:
    if _is_neutral(character) and before is not None and not before.is_emoji and before.draws(character):
        return Piece(character, before)
    if character[0] == _BASMALA or (not fonts.shapes_scripts and _needs_shaping(character)):
        return None
    for form in filter(None, _forms(character)):  # of a mark alone nothing is left without it
        if fonts.shapes_scripts or len(_seen(form)) == 1:
            family = fonts.family_for(form, as_emoji=_is_emoji(form))
            if family is not None:
                return Piece(form if fonts.shapes_scripts else _seen(form), family)
    return None


def _forms(character: str) -> Iterator[str]:
    """Yield the character and what may stand for it: 𝓐 as A, a letter without its mark, the first of joined emoji."""
    yield character
    plain = unicodedata.normalize("NFKC", character)
    yield plain
    yield "".join(part for part in unicodedata.normalize("NFKD", plain) if unicodedata.combining(part) == 0)
    yield character[0]


def _seen(text: str) -> str:
    """Return the text without what only acts on other characters."""
    return "".join(part for part in text if part not in IGNORABLE)


def _is_emoji(character: str) -> bool:
    if _AS_TEXT in character:
        return False
    first = character[0]
    return (
        _AS_EMOJI in character
        or _KEYCAP in character
        or first in _EMOJI_IN_BMP
        or "\U0001f000" <= first <= "\U0001faff"
    )


def _is_ornament(character: str) -> bool:
    return _is_emoji(character) or unicodedata.category(character[0])[0] in "SPCZM"


def _is_neutral(character: str) -> bool:
    return not _is_emoji(character) and unicodedata.bidirectional(character[0]) not in _STRONG


def _needs_shaping(character: str) -> bool:
    """Whether character by character from left to right would be wrong: Hebrew, Arabic, Brahmic scripts, flags."""
    first = character[0]
    is_flag = "\U0001f1e6" <= first <= "\U0001f1ff"
    is_brahmic = "\u0900" <= first <= "\u109f" or "\u1780" <= first <= "\u17ff"
    return is_flag or is_brahmic or unicodedata.bidirectional(first) in ("R", "AL")


def set_line(pieces: Sequence[Piece], *, size: int, weight: int) -> Line:
    """Return the pieces as one line, in the order in which they are seen."""
    return _set_line(tuple(pieces), size, weight)


@lru_cache(maxsize=LINES_KEPT)
def _set_line(pieces: tuple[Piece, ...], size: int, weight: int) -> Line:
    runs: list[Run] = []
    left = 0.0
    for text, family, direction in _in_sight_order(pieces):
        run = Run(text, family, direction, left, _width_of(text, family, direction, size, weight))
        runs.append(run)
        left += run.width
        _let_others_go_on()
    return Line(runs=tuple(runs), size=size, weight=weight, width=left, ink=_ink_of_all(runs, size, weight))


def _ink_of_all(runs: Sequence[Run], size: int, weight: int) -> Ink:
    boxes = [_ink_of(run, size, weight) for run in runs]
    return Ink(
        left=min((box.left for box in boxes), default=0),
        top=min((box.top for box in boxes), default=0),
        right=max((box.right for box in boxes), default=0),
        bottom=max((box.bottom for box in boxes), default=0),
    )


def _let_others_go_on() -> None:
    """Let go of the interpreter's lock: otherwise a thread keeps it for 5 ms while the event loop waits for it."""
    time.sleep(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a line may take, in pixels: its width, and how far it may reach above and below the baseline."""

    width: float
    above: float
    below: float

    def holds(self, line: Line) -> bool:
        ink = line.ink
        is_narrow = max(line.width, ink.right) - min(0.0, ink.left) <= self.width
        return is_narrow and -ink.top <= self.above and ink.bottom <= self.below


def fit(pieces: Sequence[Piece], room: Room, *, size: int, least: int, weight: int) -> Line:
    """Return the pieces as large as there is room, from `size` down to `least`; what is still too wide is cut."""
    line = set_line(pieces, size=size, weight=weight)
    while not room.holds(line) and line.size > least:
        # A guess from the width, then one by one: hinting and bitmap emoji don't scale evenly.
        guess = int(line.size * room.width / max(line.width, 1))
        line = set_line(pieces, size=max(least, min(line.size - 1, guess)), weight=weight)
    return line if room.holds(line) else _cut(pieces, room, size=least, weight=weight)


def _cut(pieces: Sequence[Piece], room: Room, *, size: int, weight: int) -> Line:
    """Return the longest beginning that fits with an ellipsis behind it."""
    fitting, too_long = 0, len(pieces)
    while too_long - fitting > 1:
        middle = (fitting + too_long) // 2
        if room.holds(set_line(_with_ellipsis(pieces[:middle]), size=size, weight=weight)):
            fitting = middle
        else:
            too_long = middle
    line = set_line(_with_ellipsis(pieces[:fitting] or pieces[:1]), size=size, weight=weight)
    if not room.holds(line):  # not even its first character: the widest ligatures are twenty letters wide
        line = set_line([Piece(LATIN_ELLIPSIS, pieces[0].family)], size=size, weight=weight)
    return replace(line, is_cut=True)


def _with_ellipsis(pieces: Sequence[Piece]) -> list[Piece]:
    kept = list(pieces)
    while kept and not kept[-1].text.strip():
        kept.pop()
    last = next((piece for piece in reversed(kept) if not piece.family.is_emoji), None)
    if last is None:
        return kept
    is_wide = unicodedata.east_asian_width(last.text[0]) in "WF"
    ellipsis = ELLIPSIS if is_wide else LATIN_ELLIPSIS
    return [*kept, Piece(ellipsis, last.family)] if last.family.draws(ellipsis) else kept


def _in_sight_order(pieces: Sequence[Piece]) -> Iterator[tuple[str, Family, Direction]]:
    """Yield runs of one font and one direction from left to right.

    A simple form of Unicode's bidirectional algorithm over the runs; inside of a run libraqm applies the whole.
    """
    parts = _parts(pieces)
    for direction, part in reversed(parts) if _base(pieces) == "rtl" else parts:
        runs = list(_runs(part))
        for text, family in reversed(runs) if direction == "rtl" else runs:
            yield text, family, direction


def _parts(pieces: Sequence[Piece]) -> list[tuple[Direction, list[Piece]]]:
    """Return neighbours of the same direction together."""
    directed = zip(_directions(pieces), pieces, strict=True)
    return [(direction, [piece for _, piece in part]) for direction, part in groupby(directed, itemgetter(0))]


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[str, Family]]:
    """Yield neighbours of the same family together; emoji one by one, for they are placed one by one."""
    keys = [(piece.family, place if piece.family.is_emoji else -1) for place, piece in enumerate(pieces)]
    for (family, _), part in groupby(zip(keys, pieces, strict=True), itemgetter(0)):
        yield "".join(piece.text for _, piece in part), family


def _directions(pieces: Sequence[Piece]) -> list[Direction]:
    """Return each piece's direction; what has none goes with its neighbours if these agree, else with the line."""
    strong = [_strong(piece) for piece in pieces]
    base = _base(pieces)
    before: Direction = base
    found: list[Direction] = []
    for place, direction in enumerate(strong):
        after = next((later for later in strong[place:] if later), base)
        before = direction or before
        found.append(direction or (before if before == after else base))
    return found


def _base(pieces: Sequence[Piece]) -> Direction:
    """Return the direction of the first letter that has one."""
    return next((direction for direction in map(_strong, pieces) if direction), "ltr")


def _strong(piece: Piece) -> Direction | None:
    return _STRONG.get(unicodedata.bidirectional(piece.text[0]))


def _for_pillow(direction: Direction) -> Direction | None:
    # Without libraqm Pillow refuses any direction; `pieces_of` lets nothing right to left through then.
    return direction if direction == "rtl" else None


def _width_of(text: str, family: Family, direction: Direction, size: int, weight: int) -> float:
    font = family.at(size, weight)
    return font.getlength(text, direction=_for_pillow(direction)) * _scale(family, size)


def _ink_of(run: Run, size: int, weight: int) -> Ink:
    scale = _scale(run.family, size)
    font = run.family.at(size, weight)
    left, top, right, bottom = font.getbbox(run.text, direction=_for_pillow(run.direction), anchor="ls")
    return Ink(left=run.left + left * scale, top=top * scale, right=run.left + right * scale, bottom=bottom * scale)


def _scale(family: Family, size: int) -> float:
    return size * _EMOJI_SCALE / COLOUR_EMOJI_SIZE if family.is_coloured else 1.0


def _paste_emoji(image: Image.Image, run: Run, *, left: float, baseline: float, size: int) -> None:
    font = run.family.at(size, 0)
    box = font.getbbox(run.text, anchor="ls")
    width, height = round(box[2] - box[0]), round(box[3] - box[1])
    if width <= 0 or height <= 0:
        return
    bitmap = Image.new("RGBA", (width, height))
    ImageDraw.Draw(bitmap).text((-box[0], -box[1]), run.text, font=font, embedded_color=True, anchor="ls")
    scale = _scale(run.family, size)
    small = bitmap.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.LANCZOS)
    image.alpha_composite(small, (max(0, round(left + box[0] * scale)), max(0, round(baseline + box[1] * scale))))
