"""Which of the words of a text are worth looking for. Pure: the table's counts come in as functions.

Never all words together: natural questions share few words with the stored one (AND found .007-.118 of them, OR .7 and
more), so the rarest are asked for and ranked by how many a document has.
"""

import math
import string
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from bot.search.tokens import Asked, is_hiragana, stem, stop_terms

MAX_TERMS = 24
"""24 lost nothing against all of them; 16 lost .01, 12 .02-.03, in Japanese."""
MAX_TERMS_WHILE_TYPING = 12
FEW_TERMS = 3
"""With fewer terms of substance than this, a short text is asked for with its stop words."""
SHORT_TEXT = 6
MAX_LOOKED_UP = 192
MIN_POSTINGS = 4_000
POSTINGS_SHARE = 0.1
"""How many postings (documents of a term, added up) are ranked. Each costs about 2 µs, and beyond these the terms are
too common to matter: at 10,000 documents 5,000 postings found as much as all, 3,000 lost .015 in Japanese."""
RARE_SHARE = 0.005
"""Part of the documents a pair of hiragana may be in to say something: て and い next to each other is grammar."""

UNKNOWN_WEIGHT = 0.5
"""A word no document has speaks against them all. In full it silenced two of three good results of a server with few
questions, not at all it doubled the bad ones shown."""

SHORT_PREFIX = 2
LONG_PREFIX = 3
MANY_DOCUMENTS = 2_000
"""From here on nearly every document has some word with any two letters at its beginning."""

MIN_CORRECTED = 4
MAX_CORRECTED_WORDS = 6
MAX_CORRECTIONS = 3
MAX_SUFFIX = 6
"""Letters that stemming may have taken off the word somebody is just typing: notificat(ion) is stored as notif."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What one table knows about its terms."""

    documents: int
    """How many documents there are."""
    counts: Callable[[Collection[str]], Mapping[str, int]]
    """Return in how many documents each term is; a term in none is left out."""
    words_like: Callable[[str], Collection[str]]
    """Return the latin words a mistyped one is compared with: those that begin with the same letter."""
    starts_a_term: Callable[[str], bool]

    def weight(self, count: int) -> float:
        """Return the weight (idf) of a term that `count` documents have."""
        # A count may be some minutes older than the number of documents, and higher.
        others = max(0, self.documents - count)
        return math.log((others + 0.5) / (count + 0.5) + 1)


Word = frozenset[str]
"""The terms that may stand for one word of the text: the word itself, or what a mistyped one may have meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to ask a table for."""

    terms: tuple[str, ...] = ()
    prefix: str | None = None
    weights: Mapping[Word, float] = field(default_factory=dict)
    """Every word of substance in the text, also those no document has."""

    def __bool__(self) -> bool:
        return bool(self.terms or self.prefix)


def make_plan(asked: Asked, vocabulary: Vocabulary, *, typing: bool) -> Plan:
    """Choose the terms to ask for, rarest first. The plan is empty (false) when there is nothing to look for."""
    wanted = _of_substance(asked.terms)[:MAX_LOOKED_UP]
    hints = asked.hints[:MAX_LOOKED_UP]
    prefix = _prefix(asked, wanted, vocabulary, typing=typing)
    counts = dict(vocabulary.counts([*wanted, *hints]))
    unknown = [term for term in wanted if term not in counts]
    meant = _meant(unknown, asked.unfinished if typing else None, prefix, vocabulary)
    counts |= vocabulary.counts({term for word in meant.values() for term in word})
    words = [meant.get(term, frozenset((term,))) for term in wanted]
    words += [frozenset((hint,)) for hint in _telling(hints, counts, vocabulary, alone=not wanted)]
    found = {term: counts[term] for word in words for term in word if term in counts}
    return Plan(
        terms=_affordable(found, vocabulary, most=MAX_TERMS_WHILE_TYPING if typing else MAX_TERMS),
        prefix=prefix,
        weights={word: _weight(min(counts.get(term, 0) for term in word), vocabulary) for word in words},
    )


def _weight(count: int, vocabulary: Vocabulary) -> float:
    return vocabulary.weight(count) * (1 if count else UNKNOWN_WEIGHT)


def title_weights(terms: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    """Return the weight of each term of a stored title that says something."""
    counts = vocabulary.counts(set(terms))
    most = max(1.0, RARE_SHARE * vocabulary.documents)
    telling = [term for term in terms if not (is_hiragana(term) and counts.get(term, 0) > most)]
    chosen = [term for term in telling if term not in stop_terms()] or terms
    return {term: vocabulary.weight(counts.get(term, 0)) for term in chosen}


def _affordable(counts: Mapping[str, int], vocabulary: Vocabulary, *, most: int) -> tuple[str, ...]:
    """Return the rarest terms, up to `most` and as far as their postings go; two where there are two."""
    postings = MIN_POSTINGS + POSTINGS_SHARE * vocabulary.documents
    terms = sorted(counts, key=lambda term: (counts[term], term))[:most]
    total = accumulate(counts[term] for term in terms)
    return tuple(term for at, (term, sum_) in enumerate(zip(terms, total, strict=True)) if sum_ <= postings or at < 2)


def _of_substance(terms: Sequence[str]) -> list[str]:
    """Drop the stop words, but none where little else is left; nothing at all is left of "how do I"."""
    substance = [term for term in terms if term not in stop_terms()]
    if len(substance) >= FEW_TERMS or len(terms) > SHORT_TEXT:
        return substance
    return list(terms) if substance else []


def _telling(hints: Sequence[str], counts: Mapping[str, int], vocabulary: Vocabulary, *, alone: bool) -> list[str]:
    most = max(1.0, RARE_SHARE * vocabulary.documents)
    return [hint for hint in hints if hint in counts and (alone or counts[hint] <= most)]


def _prefix(asked: Asked, wanted: Sequence[str], vocabulary: Vocabulary, *, typing: bool) -> str | None:
    if not wanted and len(asked.hints) == 1 and len(asked.hints[0]) == 1:
        return asked.hints[0]  # a single kana is no term: whatever begins with it
    word = asked.unfinished if typing else None
    if word is None or (word in stop_terms() and len(asked.terms) > 1):
        return None
    if len(word) < (LONG_PREFIX if vocabulary.documents > MANY_DOCUMENTS else SHORT_PREFIX):
        return None
    return word if vocabulary.starts_a_term(word) else None


def _meant(
    unknown: Sequence[str], unfinished: str | None, prefix: str | None, vocabulary: Vocabulary
) -> dict[str, Word]:
    """Return, for terms that no document has, what they may stand for; terms nothing can be said of are left out."""
    last = stem(unfinished) if unfinished else ""
    meant: dict[str, Word] = {}
    if unfinished and last in unknown and not prefix:
        meant |= _known_beginning(last, unfinished, vocabulary)
    mistyped = [
        term for term in unknown if _can_be_mistyped(term) and term not in meant and not (prefix and term == last)
    ]
    for term in mistyped[:MAX_CORRECTED_WORDS]:
        corrections = one_edit_away(term, vocabulary.words_like(term))
        if corrections:
            meant[term] = frozenset(corrections[:MAX_CORRECTIONS])
    return meant


def _known_beginning(term: str, word: str, vocabulary: Vocabulary) -> dict[str, Word]:
    beginnings = [word[:length] for length in range(max(MIN_CORRECTED, len(word) - MAX_SUFFIX), len(word))]
    known = vocabulary.counts(beginnings)
    return {term: frozenset((max(known, key=len),))} if known else {}


def _can_be_mistyped(term: str) -> bool:
    return len(term) >= MIN_CORRECTED and term.isascii() and term.isalpha()


def one_edit_away(term: str, words: Collection[str]) -> list[str]:
    """Return those of `words` that one letter inserted, deleted, replaced or swapped makes of `term`; its first stays.

    People rarely mistype the first letter, and keeping it makes the words to compare with one letter's worth.
    """
    cuts = [(term[:at], term[at:]) for at in range(1, len(term) + 1)]
    edits = {head + tail[1:] for head, tail in cuts if tail}
    edits |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    for letter in string.ascii_lowercase:
        edits |= {head + letter + tail[1:] for head, tail in cuts if tail}
        edits |= {head + letter + tail for head, tail in cuts}
    return sorted(word for word in words if word in edits and word != term)
