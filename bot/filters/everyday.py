"""The characters that nearly every English or Japanese text is made of, emoji among them.

What looks at many texts at once knows these alone; a text with any other is folded first.
"""

import re

from bot.filters.normalising import LONG, fold_word, is_unspaced
from bot.filters.words import NEVER_INSIDE_JAPANESE

EVERYDAY = (
    r"\t\n\r\x20-\x7e\u00a5\u00b0\u00b4\u00b1\u00b7\u00d7\u2010-\u2023\u2026\u2027\u2030-\u205e\u20ac\u20e3\u200d\ufe0f"
    r"\u2103\u2190-\u21ff\u2212\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff"
    r"\u3000-\u3003\u3005-\u301c\u3041-\u3096\u30a1-\u30f6\u30fb\u30fc\u4e00-\u9fff"
    r"\uff01\uff03\uff05\uff08\uff09\uff0b-\uff0f\uff1a-\uff1f\uff3c\uff3e\uff40\uff57\uff5e\U0001f300-\U0001faff"
)
"""The inside of a character class. Flags are not among them: they are letters."""

_ODD = re.compile(f"[^{EVERYDAY}]").search


def is_odd(character: str) -> bool:
    """Whether a character is neither an everyday one nor a letter that words are made of: emoji are odd in a word."""
    return _ODD(character) is not None or not (character.isascii() or is_unspaced(character) or character == LONG)


def stands_between(character: str) -> bool:
    """Whether a character may be put between the letters of a Japanese word."""
    return not (
        character.isalnum()
        or is_unspaced(character)
        or character == "…"  # three dots
        or any(part in NEVER_INSIDE_JAPANESE for part in fold_word(character))
    )
