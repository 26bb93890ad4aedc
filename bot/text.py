"""Text as people type it: cleaning and cutting, without Discord and without languages."""

import re
import unicodedata
from itertools import pairwise

ELLIPSIS = "…"

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]"
)
"""Control characters, direction marks and fillers that show nothing; scripts and emoji need U+200C and U+200D."""

MAX_MARKS = 3
"""Combining marks kept on one letter: Vietnamese and Thai need two, zalgo piles up dozens."""


def clean(text: str, *, limit: int = 100_000) -> str:
    """Return the first `limit` characters as NFC, trimmed, without invisible characters and piled-up marks."""
    normal = unicodedata.normalize("NFC", text[:limit])
    visible = _INVISIBLE.sub("", normal.replace("\r\n", "\n").replace("\r", "\n"))
    return _without_piles(visible).strip()


def one_line(text: str) -> str:
    """Return `clean(text)` with every run of white space made one space."""
    return " ".join(clean(text).split())


def _without_piles(text: str) -> str:
    if text.isascii():  # no marks, and most of what is cleaned
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def letters(text: str) -> int:
    """Return how many letters and digits of any script `text` has: 0 means it says nothing in words."""
    return sum(1 for character in text if unicodedata.category(character)[0] in "LN")


def cut(text: str, limit: int) -> str:
    """Return `text`, or its beginning with an ellipsis, in at most `limit` characters; splits no visible character."""
    if len(text) <= limit:
        return text
    if limit <= 0:
        return ""
    end = limit - len(ELLIPSIS)
    while end > 0 and _joins(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def characters(text: str) -> list[str]:
    """Return `text` in its visible characters: a letter with its marks is one, as is a flag or a family of emoji."""
    ends = [place for place in range(1, len(text)) if not _joins(text, place)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])] if text else []


def _joins(text: str, place: int) -> bool:
    """Whether the characters before and at `place` belong to one visible character."""
    before, after = text[place - 1], text[place]
    return (
        after == "\u200d"
        or before == "\u200d"
        or unicodedata.category(after) in ("Mn", "Me", "Mc")
        or "\ufe00" <= after <= "\ufe0f"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
        or (_is_flag_half(after) and _flag_halves_before(text, place) % 2 == 1)
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag_half(text[place - 1 - count]):
        count += 1
    return count
