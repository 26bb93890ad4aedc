"""The fonts there are, and which of them can draw a character.

Two data-only packages come with the bot, so that a picture looks the same on every machine and Japanese is never
missing: `manimgx-fonts-cjk` (Noto Sans CJK as one variable font, 20 MB) and `manimgx-fonts` (Noto Sans for the other
scripts, and Noto's emoji in one colour, 3.5 MB), both under the SIL Open Font License. The variable font draws a card's
text in 17 ms, two files for regular and bold (`noto-cjk-sans-jp-*`, 28 MB) took 28 ms and 2 MB more memory.

What the system has comes after them: Noto's coloured emoji, which no package carries, before the plain ones; and Noto
Sans CJK where a distributor leaves the packages out.
"""

import importlib.util
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

REGULAR, MEDIUM, BOLD = 400, 500, 700

COLOUR_EMOJI_SIZE = 109
"""Noto's coloured emoji are bitmaps of this one size; FreeType refuses any other."""

_VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_TAGS = range(0xE0020, 0xE0080)
IGNORABLE = frozenset("\u200c\u200d") | {chr(code) for code in (*_VARIATION_SELECTORS, *_TAGS)}
"""What only acts on its neighbours, as the forms of a kanji in names do: fonts need no glyph for it."""

_FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
)

_FONTS_KEPT_OPEN = 48
_HEAD_BYTES = 1 << 16
"""Enough of a font file to hold the directory of its tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A typeface in its weights: one variable file, or a file each for regular and bold text."""

    regular: Path
    bold: Path
    is_variable: bool = False
    is_emoji: bool = False
    is_coloured: bool = False

    def draws(self, text: str) -> bool:
        """Whether it has a glyph for each character."""
        covered = _coverage(self.regular)
        return all(character in IGNORABLE or covered.includes(ord(character)) for character in text)

    def at(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """Return the font to draw with. `size` is in pixels; coloured emoji come in one size only."""
        return _open(self, COLOUR_EMOJI_SIZE if self.is_coloured else size, weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Families in the order in which they are asked for a character."""

    texts: tuple[Family, ...]
    emoji: tuple[Family, ...]
    shapes_scripts: bool
    """Whether letters join and run from right to left where their script asks for it (needs libraqm and FriBiDi)."""

    def family_for(self, text: str, *, as_emoji: bool) -> Family | None:
        order = (*self.emoji, *self.texts) if as_emoji else (*self.texts, *self.emoji)
        return next((family for family in order if family.draws(text)), None)


@lru_cache(maxsize=1)
def available() -> Fonts:
    """Return the fonts of this machine, looked for once."""
    system = _system_fonts()
    return Fonts(
        texts=(*_packaged_texts(), *_system_texts(system)),
        emoji=(*_system_emoji(system), *_packaged_emoji()),
        shapes_scripts=bool(features.check_feature("raqm")),
    )


def _packaged_texts() -> list[Family]:
    # The collection's first face is the Japanese one.
    cjk = _files_of("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")
    latin = _files_of("manimgx_fonts", "NotoSans[[]wght].ttf")
    others = _files_of("manimgx_fonts", "NotoSans[A-Z]*[[]wght].ttf")
    return [Family(regular=path, bold=path, is_variable=True) for path in (*cjk, *latin, *others)]


def _packaged_emoji() -> list[Family]:
    paths = _files_of("manimgx_fonts", "NotoEmoji[[]wght].ttf")
    return [Family(regular=path, bold=path, is_variable=True, is_emoji=True) for path in paths]


def _files_of(package: str, pattern: str) -> list[Path]:
    found = importlib.util.find_spec(package)
    folders = found.submodule_search_locations if found else None
    return sorted(path for folder in folders or () for path in Path(folder).glob(pattern))


def _system_fonts() -> dict[str, Path]:
    names = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoColorEmoji.ttf")
    return {path.name: path for folder in _FONT_FOLDERS for name in names for path in folder.rglob(name)}


def _system_texts(system: dict[str, Path]) -> list[Family]:
    regular = system.get("NotoSansCJK-Regular.ttc")
    return [Family(regular=regular, bold=system.get("NotoSansCJK-Bold.ttc", regular))] if regular else []


def _system_emoji(system: dict[str, Path]) -> list[Family]:
    path = system.get("NotoColorEmoji.ttf")
    usable = path is not None and _opens(path, COLOUR_EMOJI_SIZE)
    return [Family(regular=path, bold=path, is_emoji=True, is_coloured=True)] if path is not None and usable else []


def _opens(path: Path, size: int) -> bool:
    """Whether it has that size: some distributions ship coloured emoji as outlines, which Pillow can't draw."""
    try:
        ImageFont.truetype(path, size)
    except OSError:
        return False
    return _has_table(path, b"CBDT")


@lru_cache(maxsize=_FONTS_KEPT_OPEN)
def _open(family: Family, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(family.bold if weight > MEDIUM else family.regular, size)
    if family.is_variable:
        font.set_variation_by_axes([weight])
    return font


@dataclass(frozen=True, slots=True)
class _Coverage:
    """Ranges of characters in rising order."""

    firsts: Sequence[int]
    lasts: Sequence[int]

    def includes(self, code: int) -> bool:
        place = bisect_right(self.firsts, code) - 1
        return place >= 0 and code <= self.lasts[place]


@lru_cache
def _coverage(path: Path) -> _Coverage:
    """Read from the file which characters the font has: Pillow can't tell, and fontTools would cost 10 MB for this."""
    with path.open("rb") as file:
        start, length = _tables(file.read(_HEAD_BYTES))[b"cmap"]
        file.seek(start)
        table = file.read(length)
    count = struct.unpack(">2xH", table[:4])[0]
    offsets = [record[0] for record in struct.iter_unpack(">4xI", table[4 : 4 + 8 * count])]
    subtables = {struct.unpack(">H", table[offset : offset + 2])[0]: table[offset:] for offset in offsets}
    if 12 in subtables:
        return _joined(_groups(subtables[12]))
    return _joined(_segments(subtables[4])) if 4 in subtables else _Coverage((), ())


def _groups(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a subtable of format 12: all of Unicode."""
    count = struct.unpack(">12xI", subtable[:16])[0]
    for first, last, _glyph in struct.iter_unpack(">III", subtable[16 : 16 + 12 * count]):
        yield first, last


def _segments(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a subtable of format 4: characters below U+10000, which is all that small fonts have."""
    twice = struct.unpack(">6xH", subtable[:8])[0]
    words = struct.Struct(f">{twice // 2}H")
    lasts, firsts, deltas, offsets = (words.unpack_from(subtable, place) for place in _places_of_arrays(twice))
    for index, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for code in range(first, last + 1):
            if _glyph(subtable, code - first, 14 + 3 * twice + 2 + 2 * index, offsets[index], deltas[index], code):
                yield code, code


def _places_of_arrays(twice: int) -> tuple[int, int, int, int]:
    return 14, 14 + twice + 2, 14 + 2 * twice + 2, 14 + 3 * twice + 2


def _glyph(subtable: bytes, step: int, place: int, offset: int, delta: int, code: int) -> int:
    """Return the glyph of a character in a segment of format 4 (OpenType's specification, `cmap`); 0 is none."""
    if offset == 0:
        return (code + delta) & 0xFFFF
    at = place + offset + 2 * step
    glyph = struct.unpack(">H", subtable[at : at + 2])[0] if at + 2 <= len(subtable) else 0
    return (glyph + delta) & 0xFFFF if glyph else 0


def _joined(ranges: Iterable[tuple[int, int]]) -> _Coverage:
    firsts, lasts = array("L"), array("L")
    for first, last in ranges:
        if lasts and first == lasts[-1] + 1:
            lasts[-1] = last
        else:
            firsts.append(first)
            lasts.append(last)
    return _Coverage(firsts, lasts)


def _has_table(path: Path, tag: bytes) -> bool:
    with path.open("rb") as file:
        return tag in _tables(file.read(_HEAD_BYTES))


def _tables(head: bytes) -> dict[bytes, tuple[int, int]]:
    """Return a font's tables, (offset, length) each; of a collection, those of its first face."""
    face = struct.unpack(">I", head[12:16])[0] if head[:4] == b"ttcf" else 0
    count = struct.unpack(">H", head[face + 4 : face + 6])[0]
    records = struct.iter_unpack(">4s4xII", head[face + 12 : face + 12 + 16 * count])
    return {tag: (offset, length) for tag, offset, length in records}
