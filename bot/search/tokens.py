"""From text to search terms: pure functions, the same for what is stored and what is asked.

Latin words are stemmed. Japanese is cut without a dictionary: every kanji by itself, and the pairs of neighbours that
carry meaning. On municipal FAQs that found .690 of the questions among the first five, as much as Sudachi (.693) does
with its 70 MB; all pairs found .538.

What is folded, because people write one word in several ways: width and case (NFKC, casefold), accents, katakana into
hiragana (ゴミ, ごみ), ヴァ into バ, kanji numerals into digits (二人, 2人).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

TOKENIZER_VERSION = 1
"""Raise it with every change that makes other tokens: tables made by an older version are rebuilt."""

MAX_TITLE = 300
MAX_BODY = 800
"""Characters of a body that are indexed: 800 against none raised hit@5 from .664 to .930; 1,500 add at most .01."""
MAX_QUERY = 1_000
MAX_TOKEN = 40

_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u3096\u309d-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u1000-\u104f\u1780-\u17d3\uac00-\ud7a3"
"""Thai, Lao, Burmese and Khmer are written without spaces, Korean glues particles to its words: pairs of neighbours."""
_INDIC = "\u0900-\u0963\u0966-\u0dff"
"""Their vowel signs are no letters to `\\w`, which would cut words at each."""

_JAPANESE = _KANJI + _HIRAGANA + _KATAKANA
_RUN = re.compile(
    f"(?P<japanese>[{_JAPANESE}]+)|(?P<unspaced>[{_UNSPACED}]+)"
    f"|(?P<word>(?:[{_INDIC}]|(?![{_JAPANESE}{_UNSPACED}])[^\\W_])+)"
)
_IS_HIRAGANA = re.compile(f"[{_HIRAGANA}]").match
_IS_KANA = re.compile(f"[{_HIRAGANA}{_KATAKANA}]").match

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_OTHER_MARKS = re.compile("[\u0483-\u0489\u0591-\u05c7\u064b-\u0652\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a]")
_SHORT_FORM = re.compile(r"(?<=[a-z])(?:['’](?:s|d|m|re|ve|ll)\b|['’](?=t\b))", re.IGNORECASE)
"""user's → user, we're → we, don't → dont: the stop words know them without an apostrophe, as many people type them."""

_HIRAGANA_OF = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
_DIGIT_OF = {ord(kanji): str(digit) for digit, kanji in enumerate("〇一二三四五六七八九")}
_FOLDED = _HIRAGANA_OF | _DIGIT_OF
_V_SOUND = re.compile("ヴ([ァィェォ]?)")
_B_OF = {"ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ", "": "ブ"}

_IDENTIFIER_PARTS = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_LETTERS_AND_DIGITS = re.compile("[0-9]+|[^0-9]+")
MAX_PARTS = 5


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415 - all its languages come along, 3 MB: not before something is searched

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the English stem of `word`; a word that is not plain ASCII is returned as it is."""
    return str(_stemmer().stemWord(word)) if word.isascii() else word


_STOP_WORDS = """
a about am an and any anyone are as at be been being but by can cant could did didnt do does doesnt doing dont for had
has have having he hello help her here hey hi him his how i if im in is isnt it its ive just know me might of on or
our please shall she should so some someone thank thanks that the their them there these they this those to want was
we were what will wont would you your yours
"""


@cache
def stop_terms() -> frozenset[str]:
    """Return the terms of a question that say nothing about its subject.

    They are indexed, and asked for when there is little else. A short list: not, no, when, where, get and need look
    empty and tell questions apart (.745 with them here, .753 without, and a list of 170 words lost .04 on
    near-duplicates).
    """
    return frozenset(stem(word) for word in _STOP_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A text as it is searched for; each term once, in the order of the text."""

    terms: tuple[str, ...]
    hints: tuple[str, ...]
    """Pairs of hiragana: mostly grammar, sometimes a word (りんご). Asked for when rare, or when all there is."""
    unfinished: str | None
    """The latin word the text breaks off in, unstemmed: its beginning, while somebody types."""

    def __bool__(self) -> bool:
        return bool(self.terms or self.hints)


def normalise(text: str) -> str:
    """Return `text` with width, accents, zalgo, short forms and invisible characters folded away; case is kept."""
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    # Accents go while they stand alone; the dakuten of が must be composed back before stray ones may go.
    composed = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
    return _SHORT_FORM.sub("", _OTHER_MARKS.sub("", composed))


def is_hiragana(term: str) -> bool:
    """Tell whether a term is written in hiragana alone; katakana is, once folded."""
    return all(_IS_HIRAGANA(character) for character in term)


def title_terms(title: str) -> list[str]:
    return index_terms(title, limit=MAX_TITLE)


def body_terms(body: str) -> list[str]:
    return index_terms(body, limit=MAX_BODY)


def index_terms(text: str, *, limit: int) -> list[str]:
    """Return all terms of the first `limit` characters in order, repeated as in the text."""
    return [term for term, _ in _terms(normalise(text[:limit]))]


def ask(text: str) -> Asked:
    """Return what to look for; at most the first MAX_QUERY characters are read."""
    normal = normalise(text[:MAX_QUERY])[:MAX_QUERY]
    found = list(_terms(normal))
    terms = dict.fromkeys(term for term, is_hint in found if not is_hint)
    hints = dict.fromkeys(term for term, is_hint in found if is_hint and term not in terms)
    unfinished = re.search("[a-z][a-z0-9]+$", normal.casefold())
    return Asked(terms=tuple(terms), hints=tuple(hints), unfinished=unfinished.group() if unfinished else None)


Token = tuple[str, bool]
"""A term, and whether it is only a hint."""


def _terms(normal: str) -> Iterator[Token]:
    digit_before = ""  # the last digit right before a Japanese run: 2人 is a pair as 二人 is one
    end_before = -1
    for match in _RUN.finditer(normal):
        run = match.group()
        if match.lastgroup == "word":
            yield from ((term, False) for term in _word_terms(run))
            digit_before, end_before = (run[-1] if run[-1].isdigit() else ""), match.end()
        elif match.lastgroup == "unspaced":
            yield from ((term, False) for term in _pairs_or_self(run))
        else:
            yield from _japanese_terms(run, digit_before if match.start() == end_before else "")


def _word_terms(word: str) -> Iterator[str]:
    yield stem(word.casefold()[:MAX_TOKEN])
    if word.isascii():
        yield from (stem(part.casefold()) for part in _parts(word[:MAX_TOKEN]))


def _parts(word: str) -> list[str]:
    """Return the words inside an identifier (ModuleNotFoundError) or a model name (RTX3090); none for YouTube."""
    humps = _IDENTIFIER_PARTS.findall(word)
    if 3 <= len(humps) <= MAX_PARTS:
        return humps
    pieces = _LETTERS_AND_DIGITS.findall(word)
    return pieces if 2 <= len(pieces) <= MAX_PARTS else []


def _pairs_or_self(run: str) -> Iterator[str]:
    return (a + b for a, b in pairwise(run)) if len(run) > 1 else iter((run,))


def _japanese_terms(run: str, digit_before: str) -> Iterator[Token]:
    run = _V_SOUND.sub(lambda match: _B_OF[match.group(1)], run)
    if len(run) == 1 and _IS_KANA(run) and not digit_before:
        yield run.translate(_FOLDED), True
    for character in run:
        if not _IS_KANA(character):
            yield character.translate(_FOLDED), False
    for a, b in pairwise(digit_before + run):
        is_hint = _is_hint(a, b)
        if is_hint is not None:
            yield (a + b).translate(_FOLDED), is_hint


def _is_hint(a: str, b: str) -> bool | None:
    """Tell whether the pair is only a hint; None for a pair that is no term.

    A pair begins with hiragana where a particle ends and a word begins (のマ): noise. The other way round it is
    okurigana (使う) and says which word the kanji is part of.
    """
    if not _IS_HIRAGANA(a):
        return False
    if _IS_HIRAGANA(b):
        return True
    return True if _IS_KANA(b) else None
