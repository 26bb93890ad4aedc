"""Whether results are worth showing to somebody who did not ask for them. Pure.

Where people look for something (while typing, in a search) results are always shown. After a question was posted they
interrupt, so a document has to have enough of the question's substance, or the question most of a document's title.
No gate is sharp: the words around the suggestions say "maybe".
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.search.query import Word

Key = TypeVar("Key")

LOOKED_AT = 3
"""How many of the best documents are judged."""
MIN_TEXT_COVERED = 0.5
MIN_TITLE_COVERED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much a text and a document have in common: shares of weight, 0 to 1."""

    text: float = 0.0
    """Part of the text's words that the document has."""
    title: float = 0.0
    """Part of the document's title that the text has."""


def coverage(
    *, words: Mapping[Word, float], terms: Collection[str], title: Mapping[str, float], document: Collection[str]
) -> Coverage:
    """Compare a text (its weighed `words`, all its `terms`) with a document (its weighed `title`, all its terms)."""
    return Coverage(
        text=_share(words, lambda word: any(term in document for term in word)),
        title=_share(title, lambda term: term in terms),
    )


def worth_showing(best: Iterable[Coverage]) -> bool:
    return any(each.text >= MIN_TEXT_COVERED or each.title >= MIN_TITLE_COVERED for each in best)


def _share(weights: Mapping[Key, float], has: Callable[[Key], bool]) -> float:
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if has(key)) / total if total else 0.0
