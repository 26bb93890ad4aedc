"""Regular expressions an admin writes, of which none can hold up the bot.

They are RE2's (`google-re2`, kept by RE2's own authors, wheels for Linux and macOS on every Python we run on): a
search takes time in proportion to the text, whatever the pattern, so that (a+)+$ does no harm. What is given up for it,
looking around and back, is refused with the place where it stands. Python's own `re` could only be bounded in another
process; `regex` has a time limit, but gives up where RE2 is through.

Upper and lower case are the same. A text is looked through as it was written, and in plain width where it isn't.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.filters.errors import (
    PatternMatchesEverything,
    PatternMatchesNothing,
    PatternNotUnderstood,
    PatternTooCostly,
    PatternTooLong,
    PatternUnsupported,
)
from bot.filters.literals import literals_of
from bot.filters.normalising import Folded, plain_width, without_halves

if TYPE_CHECKING:
    from bot.filters.screen import Patterns

PATTERN_MAX = 260
"""Characters; what AutoMod allows."""
PATTERN_BYTES = 1 << 20
"""Memory one pattern may take."""
ALL_BYTES = 32 << 20
"""Memory for what a server's patterns learn of its texts; when it is used up, they learn anew."""

_NOTHING_IN_COMMON = ("Thanks, that worked.", "ありがとうございます", "👍", "2026")

_JAPANESE_LETTER = "[\u3041-\u30ff\u3400-\u9fff]"
_UNSUPPORTED = re.compile(
    r"(?P<skip>\\Q.*?(?:\\E|$)|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])"
    r"|(?P<around>\(\?<?[=!])"
    r"|(?P<back>\\[1-9]|\\k[<{']|\(\?P=|\(\?\((?=\w))"
    rf"|(?P<border>{_JAPANESE_LETTER}\\b|\\b(?={_JAPANESE_LETTER}))"
    r"|(?P<escape>\\.)",
    re.DOTALL,
)


def check(pattern: str) -> None:
    """Raises PatternTooLong, …NotUnderstood, …Unsupported, …MatchesNothing, …MatchesEverything or …TooCostly."""
    _Pattern(pattern)


@cache
def _options(max_mem: int) -> Any:
    import re2  # noqa: PLC0415 - only where there are patterns

    options = re2.Options()
    options.max_mem = max_mem
    options.case_sensitive = False
    options.log_errors = False
    return options


class _Pattern:
    def __init__(self, pattern: str) -> None:
        self.written = pattern
        if len(pattern) > PATTERN_MAX:
            raise PatternTooLong(pattern=pattern[:PATTERN_MAX], limit=PATTERN_MAX)
        _refuse_unsupported(pattern)
        self._compiled = _compiled(pattern)
        if self._compiled.search("") is not None:
            raise PatternMatchesNothing(pattern=pattern)
        if all(self._compiled.search(text) is not None for text in _NOTHING_IN_COMMON):
            raise PatternMatchesEverything(pattern=pattern)

    def span(self, text: str) -> tuple[int, int] | None:
        found = self._compiled.search(without_halves(text))
        return None if found is None else found.span()


def _refuse_unsupported(pattern: str) -> None:
    for match in _UNSUPPORTED.finditer(pattern):
        what = match.lastgroup
        if what in ("around", "back", "border"):
            raise PatternUnsupported(pattern=pattern, what=what, place=match.start() + 1)


def _compiled(pattern: str) -> Any:
    import re2  # noqa: PLC0415 - as above

    try:
        return re2.compile(pattern, _options(PATTERN_BYTES))
    except re2.error as error:
        complaint = error.args[0] if error.args else b""
        said = complaint.decode("utf-8", "replace") if isinstance(complaint, bytes) else str(complaint)
        if "too large" in said:
            raise PatternTooCostly(pattern=pattern) from None
        part = said.partition(": ")[2]
        place = pattern.find(part) + 1 if part else 0
        raise PatternNotUnderstood(pattern=pattern, part=part or pattern, place=place) from None


class PatternList:
    """The patterns of all pattern filters of a server."""

    def __init__(self, filters: Iterable["Patterns"]) -> None:
        self._patterns = [
            (each.filter_id, _Pattern(pattern)) for each in filters for pattern in dict.fromkeys(each.patterns)
        ]
        self.literals: list[str] = []
        """One of them is in every text that a pattern is found in, but for the `loose` ones."""
        self.loose: list[str] = []
        """Patterns that ask for no literal."""
        for _, pattern in self._patterns:
            literals = literals_of(pattern.written)
            if literals is None:
                self.loose.append(pattern.written)
            else:
                self.literals.extend(literals)
        self._all = _set_of([pattern.written for _, pattern in self._patterns])

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def find(self, text: str) -> list[tuple[int, str, int, int]]:
        """Return filter id, pattern, start and end of the first place each pattern is found at."""
        if not self._patterns:
            return []  # RE2 complains when it is asked about none
        found = dict(self._in(text, None))
        plain = plain_width(text)
        if plain.text != text:
            for index, one in self._in(plain.text, plain):
                found.setdefault(index, one)
        return [found[index] for index in sorted(found)]

    def _in(self, text: str, folded: Folded | None) -> Iterable[tuple[int, tuple[int, str, int, int]]]:
        for index in self._all.Match(text.encode("utf-8", "replace")) or ():
            filter_id, pattern = self._patterns[index]
            span = pattern.span(text)
            if span is None:
                continue
            start, end = span
            if folded is not None:
                start, end = folded.at[start], folded.end_of(end)
            yield index, (filter_id, pattern.written, start, end)


def _set_of(patterns: list[str]) -> Any:
    import re2  # noqa: PLC0415 - as above

    together = re2.Set.SearchSet(_options(ALL_BYTES))
    for pattern in patterns:
        together.Add(pattern)
    if patterns:
        together.Compile()
    return together
