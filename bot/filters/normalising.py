"""What a reader sees in a text, however it is written; and where each character of it stands in the text.

Folded are: width and compatibility forms (NFKC: ｄｅａｔｈ, 𝐝𝐞𝐚𝐭𝐡, ⓓ, ﾊﾞｶ), case, accents and piled-up marks,
look-alikes (Cyrillic, Greek, Cherokee …: lookalikes.txt), katakana into hiragana with their voicing marks, the many
dashes used as a long-vowel mark. Invisible characters are gone. Mentions, custom emoji, times and links of Discord's
markup are no text: each is one BREAK, which belongs to no word.

The look-alikes are a table of our own, cut from Unicode's: `confusable-homoglyphs` has the whole, 9,600 entries in 3 MB
of memory, of which all but 1,000 are Han characters, digits or look like nothing in a word.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BREAK = "\x00"
"""Stands for what is no text."""

_MARKUP = re.compile(
    r"<a?:\w{1,40}:\d{5,25}>"  # custom emoji
    r"|<(?:@[!&]?|\#)\d{5,25}>"  # mentions
    r"|<t:-?\d{1,15}(?::\w)?>"
    r"|</[^:<>\n]{1,100}:\d{5,25}>"
    r"|<id:\w{1,20}>"
    r"|https?://[^\s<>]+",
    re.IGNORECASE,
)

VOICED, HALF_VOICED = "\u3099", "\u309a"
_SPACING_MARKS = {"\u309b": VOICED, "\u309c": HALF_VOICED, "ﾞ": VOICED, "ﾟ": HALF_VOICED}

LONG = "ー"
_LONG_MARKS = "ーｰ―─━〜～〰∼~–—−﹣－‐‑‒"
"""After kana each of them is read as a long-vowel mark."""

SMALL_VOWELS = {"ぁ": "あ", "ぃ": "い", "ぅ": "う", "ぇ": "え", "ぉ": "お"}
_HIRAGANA_OF = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)} | {"ヽ": "ゝ", "ヾ": "ゞ"}

_FAMILIAR_MARKS = frozenset((VOICED, HALF_VOICED))


@dataclass(frozen=True, slots=True)
class Folded:
    """`text[i]` was read from `original[at[i]]`; one more entry of `at` is the original's end."""

    text: str
    at: Sequence[int]

    def end_of(self, end: int) -> int:
        """Return where `text[:end]` ends in the original, marks and what is invisible behind it included."""
        return max(self.at[end - 1] + 1, self.at[end]) if end else 0


def fold(text: str) -> Folded:
    """Return what a reader sees in `text`."""
    return _fold(text, markup_is_text=False)


def fold_word(word: str) -> str:
    """Return a word as `fold` leaves it in a text."""
    return _fold(word, markup_is_text=True).text


def fold_everything(text: str) -> Folded:
    """Return what a reader sees in `text`, links and other markup as they are written."""
    return _fold(text, markup_is_text=True)


def read(text: str) -> str:
    """Return the text of `fold_everything` alone, in a tenth of the time."""
    whole = "".join([_TABLE[character] for character in text])
    return whole if _NEEDS_CARE(whole) is None else fold_everything(text).text


def _fold(text: str, *, markup_is_text: bool) -> Folded:
    markup = () if markup_is_text or ("<" not in text and "://" not in text) else tuple(_MARKUP.finditer(text))
    folded: list[str] = []
    at: list[int] = []
    place = 0
    for match in markup:
        _fold_piece(text, place, match.start(), folded, at)
        folded.append(BREAK)
        at.append(match.start())
        place = match.end()
    _fold_piece(text, place, len(text), folded, at)
    at.append(len(text))
    return Folded("".join(folded), at)


def _fold_piece(text: str, start: int, end: int, folded: list[str], at: list[int]) -> None:
    read = [_TABLE[character] for character in text[start:end]]
    whole = "".join(read)
    if len(whole) == len(read) and "" not in read and _NEEDS_CARE(whole) is None:  # one for one, as nearly always
        folded.extend(whole)
        at.extend(range(start, end))
        return
    for place, characters in enumerate(read, start):
        for character in characters:
            if character in _FAMILIAR_MARKS:
                _voice(folded, character)
                continue
            as_read = LONG if character in _LONG_MARKS and folded and is_kana(folded[-1]) else character
            folded.append(as_read)
            at.append(place)


_NEEDS_CARE = re.compile(
    f"[{VOICED}{HALF_VOICED}]|[\u3041-\u309f{LONG}][{re.escape(_LONG_MARKS.replace(LONG, ''))}]"
).search


def _voice(folded: list[str], mark: str) -> None:
    """Join a voicing mark to the kana before it; a stray one shows, but says nothing."""
    if folded:
        composed = unicodedata.normalize("NFC", folded[-1] + mark)
        if len(composed) == 1:
            folded[-1] = composed


class _Table(dict[str, str]):
    """What each character is read as; learned as characters come, at most all of Unicode."""

    def __missing__(self, character: str) -> str:
        read = self[character] = _read(character)
        return read


_TABLE = _Table()


def _read(character: str) -> str:
    if character in _SPACING_MARKS:
        return _SPACING_MARKS[character]
    if character in _LONG_MARKS:
        return character if character not in "ーｰ" else LONG
    alike = _look_alikes().get(character) or _look_alikes().get(character.lower())
    if alike is not None:
        return alike
    if character in "\u115f\u1160\u3164\uffa0\u2800":  # fillers: letters to Unicode, nothing to the eye
        return ""
    read = []
    for part in unicodedata.normalize("NFKC", character):
        for piece in unicodedata.normalize("NFC", part) if "\u3041" <= part <= "\u30ff" else _bare(part):
            folded = _HIRAGANA_OF.get(piece, piece)
            read.append(_look_alikes().get(folded, folded).casefold())
    return "".join(read)


def _bare(character: str) -> str:
    """Return a letter without its marks; nothing of what can't be seen."""
    kept = [
        part
        for part in unicodedata.normalize("NFD", character)
        if part in _FAMILIAR_MARKS or unicodedata.category(part) not in ("Mn", "Me", "Cf", "Cc") or part in "\n\t\r"
    ]
    # Hangul and Indic letters fall apart in NFD.
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def _look_alikes() -> dict[str, str]:
    found = {"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}
    for line in (Path(__file__).parent / "lookalikes.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            letter, *alike = line.split()
            found |= dict.fromkeys(alike, letter)
    return found


def is_kana(character: str) -> bool:
    """Whether it is kana once folded, the long-vowel mark among them."""
    return "\u3041" <= character <= "\u309f" or character == LONG


def is_unspaced(character: str) -> bool:
    """Whether it is a letter of a script without spaces (Japanese, Thai) or with particles glued on (Korean)."""
    return _UNSPACED(character) is not None


_UNSPACED = re.compile(
    "[\u3041-\u3096\u309d-\u309f\u30fc\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff\u0e01-\u0e4e\u0e81-\u0ecf\u1000-\u104f\u1780-\u17d3]"
).match


def plain_width(text: str) -> Folded:
    """Return `text` in plain width without invisible characters, but with its case, kana and signs: for patterns."""
    if text.isascii():
        return Folded(text, range(len(text) + 1))
    written: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        for part in _WIDTHS[character]:
            if part in _FAMILIAR_MARKS and written:
                composed = unicodedata.normalize("NFC", written[-1] + part)
                if len(composed) == 1:
                    written[-1] = composed
                    continue
            written.append(part)
            at.append(place)
    at.append(len(text))
    return Folded("".join(written), at)


class _Widths(dict[str, str]):
    """What each character is in plain width; learned as characters come."""

    def __missing__(self, character: str) -> str:
        is_seen = unicodedata.category(character) != "Cf" and not "\ufe00" <= character <= "\ufe0f"
        plain = self[character] = unicodedata.normalize("NFKC", character) if is_seen or character.isascii() else ""
        return plain


_WIDTHS = _Widths()


def in_plain_width(text: str) -> str:
    """Return the text of `plain_width` alone, in a tenth of the time."""
    whole = "".join([_WIDTHS[character] for character in text])
    return whole if _FAMILIAR_MARKS.isdisjoint(whole) else plain_width(text).text


def without_halves(text: str) -> str:
    """Return a text with a mark for each half of a character, which no encoding takes; nothing changes its place."""
    return _HALF("\ufffd", text)


_HALF = re.compile("[\ud800-\udfff]").sub
