"""What a regular expression can't do without: literals of which every text has one that it is found in."""

import re

from bot.filters.everyday import is_odd
from bot.filters.normalising import LONG, is_kana, is_unspaced

LATIN_MIN = 3
JAPANESE_MIN = 2


def literals_of(pattern: str) -> list[str] | None:
    """Return literals of which every text has one that `pattern` is found in; None where it asks for none.

    It need not understand every pattern: one it knows no literals of costs a little time.
    """
    if "\\Q" in pattern or "(?x" in pattern:
        return None
    return _Reader(_PIECE.findall(pattern)).alternatives()


_PIECE = re.compile(
    r"\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\{\d*,?\d*\}"
    r"|\(\?[a-zA-Z-]*[:)]|\(\?P?<[^>]*>|.",
    re.DOTALL,
)


class _Reader:
    """Reads what a regular expression can't do without."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces
        self._place = 0

    def alternatives(self) -> list[str] | None:
        """Read up to the parenthesis that ends this part."""
        literals: list[str] | None = []
        while True:
            of_branch = self._branch()
            literals = None if of_branch is None or literals is None else literals + of_branch
            if self._next() != "|":
                return literals

    def _branch(self) -> list[str] | None:
        candidates: list[list[str] | None] = []
        run = ""
        while self._peek() not in ("", "|", ")"):
            piece = self._next()
            of_group = self.alternatives() if piece.startswith("(") and not piece.endswith(")") else None
            is_optional = self._peek() in ("*", "?") or self._peek().startswith(("{0", "{,"))
            if _is_plain_letter(piece) and not is_optional and (not run or run[-1].isascii() == piece.isascii()):
                run += piece
                continue
            candidates.append([run])
            candidates.append(of_group if not is_optional else None)
            run = piece if _is_plain_letter(piece) and not is_optional else ""
        candidates.append([run])
        return max((each for each in candidates if each and all(map(_is_long, each))), key=_shortest, default=None)

    def _peek(self) -> str:
        return self._pieces[self._place] if self._place < len(self._pieces) else ""

    def _next(self) -> str:
        piece = self._peek()
        self._place += 1
        return piece


def _is_long(literal: str) -> bool:
    return len(literal) >= (LATIN_MIN if literal.isascii() else JAPANESE_MIN)


def _shortest(literals: list[str]) -> int:
    return min(len(literal.encode()) for literal in literals)


def _is_plain_letter(piece: str) -> bool:
    return len(piece) == 1 and (
        (piece.isascii() and piece.isalpha())
        or (is_unspaced(piece) and not is_odd(piece) and piece != LONG)
        or ("\u30a1" <= piece <= "\u30f6" and not is_kana(piece))
    )
