"""Ten thousand words at once, found behind the tricks people write them with.

One automaton (Aho-Corasick, `ahocorasick-rs`: it walks a text once, however many words there are) looks through a few
readings of the folded text, each of which takes back one kind of trick and is made only where there is something to
take back:

    as it stands      fuck, バカ, ｆｕｃｋ, ﾊﾞｶ            f*ck, f**k: masked letters of the words of four and more
    leet              sh1t, @ss, $hit                  never more digits than letters: a55 is a camera
    joined            f.u.c.k, fu-ck, f🔥uck            never across spaces: “as shown” are two words
    spaced            f u c k                          every letter by itself, at least three of them
    shortened         fuuuuck                          where a letter stands three times, or twice as it hardly does
    unspaced          し.ね, 死 ね, バーーカ, ばぁか         Japanese without the long sounds and signs between letters

A word of Latin letters is a word only by itself; one in Japanese anywhere. Exceptions are words, too, found anywhere:
what they share a letter with is no hit (必死 saves “必死ね” from 死ね).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bot.filters.errors import WildcardInside, WordSaysNothing, WordTooLong, WordTooShort
from bot.filters.normalising import BREAK, LONG, SMALL_VOWELS, Folded, fold_word, is_kana, is_unspaced

if TYPE_CHECKING:
    from bot.filters.screen import Words

WORD_MAX = 60
"""Characters; what AutoMod allows."""
SEPARATORS_MAX = 3
"""Signs in a row that may stand between two letters of one word."""
FREE_INSIDE_SPACED = 4
"""Letters of a word that is found inside of spaced letters: a f u c k."""

LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i", "€": "e"}
_AS_L = frozenset("1!|")
_LEET_SIGNS = frozenset("@$!|€")
SELDOM_DOUBLED = frozenset("aiuhjkqvwxy")
MASKABLE = frozenset("aeiou")
MASKED_FROM = 4

_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}

_NEVER_INSIDE_LATIN = frozenset(" \n\t\r,;:!?\"'’<>、。，" + BREAK)
NEVER_INSIDE_JAPANESE = frozenset("\n\t\r,;:!?\"'<>()[]{}、。「」『』【】〈〉《》" + BREAK)
_AS_IN_LISTS = frozenset("・/&")
"""Signs that stand between Japanese words, too, as spaces do."""


class Edge(Enum):
    FREE = 0
    WORD = 1
    """No letter of the same kind may stand next to it."""
    ALONE = 2
    """No Japanese letter, either."""


class _Form(Enum):
    AS_IS = 0
    SHORT = 1
    """Each run of a letter is one."""
    SQUEEZED = 2
    """Several words without the spaces between them: where every letter has one around it, nobody sees these."""


class _Reading(Enum):
    PLAIN = 0
    LEET = 1
    SPACED = 2
    SHORTENED = 3
    UNSPACED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    filter_id: int
    written: str
    key: str
    """Folded; what is no letter, digit or picture is one space."""
    left: Edge
    right: Edge
    is_exception: bool

    @property
    def is_latin(self) -> bool:
        return not any(is_unspaced(character) for character in self.key)


def parse(written: str, *, filter_id: int = 0, is_exception: bool = False) -> Word:
    """Return a word as it is looked for. Raises WordTooLong, WordTooShort, WordSaysNothing or WildcardInside."""
    core = written.strip()
    if len(core) > WORD_MAX:
        raise WordTooLong(word=core[:WORD_MAX], limit=WORD_MAX)
    alone = len(core) > 2 and _QUOTES.get(core[0]) == core[-1]
    if alone:
        core = core[1:-1]
    free_left, free_right = core.startswith(("*", "＊")), core.endswith(("*", "＊"))
    core = core.strip("*＊")
    if "*" in core or "＊" in core:
        raise WildcardInside(word=written.strip())
    key = _plain_text(fold_word(core)).strip()
    if not any(map(_is_solid, key)):
        raise WordSaysNothing(word=written.strip())
    if len(key) == 1 and (is_kana(key) or key.isascii()):
        raise WordTooShort(word=written.strip())
    return Word(
        filter_id=filter_id,
        written=written.strip(),
        key=key,
        left=_edge(key[0], alone=alone, free=free_left or is_exception),
        right=_edge(key[-1], alone=alone, free=free_right or is_exception),
        is_exception=is_exception,
    )


def _edge(character: str, *, alone: bool, free: bool) -> Edge:
    if free:
        return Edge.FREE
    if alone:
        return Edge.ALONE
    return Edge.FREE if is_unspaced(character) else Edge.WORD


@dataclass(frozen=True, slots=True)
class Found:
    """Word `word` was found in `original[start:end]`."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _View:
    text: str
    places: Sequence[int]
    """Where each character stands in the folded text."""
    reading: _Reading
    counts: Sequence[int] = ()
    """How often each stands there, where runs were shortened."""


class WordList:
    """The words and exceptions of all word filters of a server."""

    def __init__(self, filters: Iterable["Words"]) -> None:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - only where words are looked for

        self.words: tuple[Word, ...] = tuple(_parsed(filters))
        forms: dict[str, list[tuple[Word, _Form]]] = {}
        for word in self.words:
            for key, form in _forms(word):
                forms.setdefault(key, []).append((word, form))
        self._forms = list(forms.values())
        self._automaton: Any = AhoCorasick(list(forms))

    def find(self, folded: Folded) -> list[Found]:
        """Return what was found, each word once at a place, without what is inside of an exception."""
        found: dict[Found, None] = {}
        exceptions: list[Found] = []
        for view in views(folded.text):
            for word, start, end in self._matches(view):
                one = _in_original(word, view.places[start], view.places[end - 1], folded)
                if word.is_exception:
                    exceptions.append(one)
                else:
                    found[one] = None
        return [one for one in found if not any(_excepts(exception, one) for exception in exceptions)]

    def _matches(self, view: _View) -> Iterator[tuple[Word, int, int]]:
        for index, start, end in self._automaton.find_matches_as_indexes(view.text, overlapping=True):
            for word, form in self._forms[index]:
                if _fits(word, form, view, start, end):
                    yield word, start, end


def _parsed(filters: Iterable["Words"]) -> Iterator[Word]:
    for each in filters:
        for written in dict.fromkeys(each.words):
            yield parse(written, filter_id=each.filter_id)
        for written in dict.fromkeys(each.exceptions):
            yield parse(written, filter_id=each.filter_id, is_exception=True)


def _forms(word: Word) -> Iterator[tuple[str, _Form]]:
    yield word.key, _Form.AS_IS
    if word.is_exception or not word.is_latin:
        return
    short = "".join(letter for letter, _ in groupby(word.key))
    yield short, _Form.SHORT
    if " " in word.key:
        yield word.key.replace(" ", ""), _Form.SQUEEZED
    for masked in masks(word):
        yield masked, _Form.AS_IS


def masks(word: Word) -> Iterator[str]:
    """Return the ways people hide a letter or two of a word themselves: f*ck, f**k."""
    key = word.key
    if len(key) >= MASKED_FROM and " " not in key and word.is_latin:
        for place in range(1, len(key) - 1):
            if key[place] in MASKABLE:
                yield key[:place] + "*" + key[place + 1 :]
                if place + 2 < len(key):
                    yield key[:place] + "**" + key[place + 2 :]
                return


def _in_original(word: Word, first: int, last: int, folded: Folded) -> Found:
    return Found(word, folded.at[first], folded.end_of(last + 1))


def _excepts(exception: Found, found: Found) -> bool:
    return (
        exception.word.filter_id == found.word.filter_id and exception.start < found.end and found.start < exception.end
    )


# Whether what was found is the word ---------------------------------------------------------------------------------


def _fits(word: Word, form: _Form, view: _View, start: int, end: int) -> bool:
    if view.reading is _Reading.SHORTENED:
        return (
            form is _Form.SHORT
            and word.is_latin
            and _is_stretched(word.key, view.counts[start:end])
            and _has_edges(word, view.text, start, end)
        )
    if view.reading is _Reading.SPACED:
        is_whole = end - start >= FREE_INSIDE_SPACED or _has_edges(word, view.text, start, end)
        return form is not _Form.SHORT and word.is_latin and is_whole
    if form is not _Form.AS_IS:
        return False
    if view.reading is _Reading.UNSPACED:
        return (
            not word.is_latin and _has_edges(word, view.text, start, end) and _may_be_unspaced(word, view, start, end)
        )
    if view.reading is _Reading.LEET and not _is_leet(view, start, end):
        return False
    return _has_edges(word, view.text, start, end)


def _has_edges(word: Word, text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return _has_edge(word.left, before, text[start]) and _has_edge(word.right, after, text[end - 1])


def _has_edge(edge: Edge, neighbour: str, own: str) -> bool:
    if edge is Edge.FREE:
        return True
    if edge is Edge.ALONE and is_unspaced(neighbour):
        return False
    return not _belong_together(neighbour, own)


def _belong_together(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit():
        return one.isdigit() and other.isdigit()
    return _is_letter(one) and _is_letter(other)


def _is_stretched(key: str, counts: Sequence[int]) -> bool:
    """Whether each run of letters is as long as the word's or longer, and one of them longer than anybody writes."""
    stretched = False
    for (letter, run), count in zip(groupby(key), counts, strict=True):
        own = len(tuple(run))
        if count < own:
            return False
        stretched |= count > own and (count >= 3 or letter in SELDOM_DOUBLED)
    return stretched


def _is_leet(view: _View, start: int, end: int) -> bool:
    """Whether there are more letters than digits, and not just a number or a price."""
    digits = sum(view.counts[start:end])
    length = end - start
    return digits <= (1 if length <= 3 else length // 2)


def _may_be_unspaced(word: Word, view: _View, start: int, end: int) -> bool:
    """Whether the signs between its letters are a trick, and not those between two words."""
    gaps = [view.counts[place] for place in range(start, end - 1)]
    if not any(gaps):
        return True
    before_free = view.counts[start - 1] > 0 or not is_unspaced(view.text[start - 1]) if start else True
    after_free = view.counts[end - 1] > 0 or end >= len(view.text) or not is_unspaced(view.text[end])
    widest = max(gaps)
    if all(map(is_kana, word.key)):
        is_trick = all(gaps) or (widest == _GAP and len(gaps) >= 3)
        return is_trick and (widest == _GAP or (before_free and after_free))
    return widest == _GAP or after_free or (before_free and widest == _GAP_OF_WORDS)


# Readings -----------------------------------------------------------------------------------------------------------

_GAP = 1
_GAP_OF_WORDS = 2
_GAP_OF_LISTS = 3


def views(text: str) -> Iterator[_View]:
    """Return the readings of a folded text."""
    plain, places = _plain(text)
    yield _View(plain, places, _Reading.PLAIN)
    if _ANY_LATIN(plain) is not None:
        yield from _latin(text, plain, places)
    if not plain.isascii() and _MAY_BE_UNSPACED(text) is not None:
        yield _unspaced(text)


_ANY_LATIN = re.compile("[a-z]").search
_SIGNS = "[^\\w\0 \n\t\r,;:!?\"'’<>、。，]|_"
_LEET_NEAR = re.compile(r"[a-z][0134570@$!|€]|[0134570@$|€][a-z]").search
_SIGNS_INSIDE = re.compile(f"[a-z](?:{_SIGNS}){{1,{SEPARATORS_MAX}}}[a-z]").search
_SINGLES = re.compile(
    rf"(?<![^\W_])[a-z](?:[^\w\0\n]|_){{1,{SEPARATORS_MAX}}}[a-z](?:[^\w\0\n]|_){{1,{SEPARATORS_MAX}}}[a-z](?![^\W_])"
).search
_STRETCHED = re.compile(f"([a-z])\\1\\1|([{''.join(sorted(SELDOM_DOUBLED))}])\\2").search
_MAY_BE_UNSPACED = re.compile(
    f"[\u3041-\u309f][{LONG}{''.join(SMALL_VOWELS)}]"
    rf"|[\u0e01-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff](?:[^\w\0\n]|_){{1,{SEPARATORS_MAX}}}[\u0e01-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
).search


def _latin(text: str, plain: str, places: Sequence[int]) -> Iterator[_View]:
    leet = [*_leets(text)] if _LEET_NEAR(text) is not None else []
    if not leet or _SIGNS_INSIDE(text) is not None:
        yield from _latin_of(text, plain, places, _Reading.PLAIN, ())
    for each in leet:
        plain_leet, places_leet = _plain(each)
        digits = _digits(text, places_leet)
        yield _View(plain_leet, places_leet, _Reading.LEET, digits)
        yield from _latin_of(each, plain_leet, places_leet, _Reading.LEET, text)
    last = leet[-1] if leet else text
    if _SINGLES(last) is not None:
        yield _spaced(last)


def _latin_of(
    text: str, plain: str, places: Sequence[int], reading: _Reading, original: Sequence[str]
) -> Iterator[_View]:
    if _SIGNS_INSIDE(text) is not None:
        plain, places = _joined(text)
        yield _View(plain, places, reading, _digits(original, places) if original else ())
    if _STRETCHED(plain) is not None:
        yield _shortened(plain, places)


def _leets(text: str) -> Iterator[str]:
    first = _leet(text, as_l=False)
    yield first
    second = _leet(text, as_l=True)
    if second != first:
        yield second


def _digits(text: Sequence[str], places: Sequence[int]) -> list[int]:
    return [int(text[place].isdigit()) for place in places]


def _leet(text: str, *, as_l: bool) -> str:
    """Return `text` with digits and signs next to letters read as letters."""
    read = list(text)
    for run in _LEET_RUN(text):
        start, end = run.span()
        before = start > 0 and _is_latin(text[start - 1])
        after = end < len(text) and _is_latin(text[end])
        if before or after:
            for place in range(start, end):
                sign = text[place]
                if sign not in "!|" or (before and after):
                    read[place] = "l" if as_l and sign in _AS_L else LEET[sign]
    return "".join(read)


_LEET_RUN = re.compile("[0134570@$!|€]+").finditer


def _plain_text(text: str) -> str:
    return _plain(text)[0]


def _plain(text: str) -> tuple[str, list[int]]:
    """Return `text` with every run of what is neither letter, digit nor picture as one space."""
    kept: list[str] = []
    places: list[int] = []
    for run in _SOLID_RUN(text):
        start, end = run.span()
        if kept:
            kept.append(" ")
            places.append(start - 1)
        kept.append(run.group())
        places.extend(range(start, end))
    return "".join(kept), places


_SOLID_RUN = re.compile(
    f"(?:[^\\W_]|[{LONG}\u2600-\u27bf\U0001f000-\U0001faff*'{BREAK}\u0e31-\u0e4e\u1000-\u109f])+"
).finditer


def _joined(text: str) -> tuple[str, list[int]]:
    """Return the plain text without the signs between two Latin letters."""
    kept: list[str] = []
    places: list[int] = []
    last = 0
    for run in _LETTER_RUN(text):
        start, end = run.span()
        if kept and not _joins(text, last, start):
            kept.append(" ")
            places.append(start - 1)
        kept.append(run.group())
        places.extend(range(start, end))
        last = end
    return "".join(kept), places


_LETTER_RUN = re.compile(f"(?:[^\\W_]|[{LONG}])+").finditer


def _joins(text: str, start: int, end: int) -> bool:
    return (
        end - start <= SEPARATORS_MAX
        and _is_latin(text[start - 1])
        and _is_latin(text[end])
        and not any(text[place] in _NEVER_INSIDE_LATIN for place in range(start, end))
    )


def _spaced(text: str) -> _View:
    """Return runs of at least three letters that stand each by itself as words."""
    kept: list[str] = []
    places: list[int] = []
    run: list[int] = []

    def close() -> None:
        if len(run) >= 3:
            kept.extend([*(text[place] for place in run), " "])
            places.extend([*run, run[-1]])
        run.clear()

    last = 0
    for match in _LETTER_RUN(text):
        start, end = match.span()
        is_single = end - start == 1 and _is_latin(text[start])
        if not is_single or start - last > SEPARATORS_MAX or "\n" in text[last:start] or BREAK in text[last:start]:
            close()
        if is_single:
            run.append(start)
        last = end
    close()
    return _View("".join(kept), places, _Reading.SPACED)


def _shortened(text: str, places: Sequence[int]) -> _View:
    """Return the text with every run of a Latin letter as one."""
    kept: list[str] = []
    firsts: list[int] = []
    counts: list[int] = []
    for place, character in zip(places, text, strict=True):
        if kept and kept[-1] == character and _is_latin(character):
            counts[-1] += 1
        else:
            kept.append(character)
            firsts.append(place)
            counts.append(1)
    return _View("".join(kept), firsts, _Reading.SHORTENED, counts)


def _unspaced(text: str) -> _View:
    """Return the text without long sounds, and without signs between letters that are written without spaces.

    `counts` says of each letter what was taken out behind it.
    """
    kept: list[str] = []
    places: list[int] = []
    gaps: list[int] = []
    size = len(text)
    place = 0
    while place < size:
        character = text[place]
        if kept and is_kana(kept[-1]) and _lengthens(kept[-1], character):
            place += 1
            continue
        if character.isalnum() or character == LONG or is_unspaced(character):
            kept.append(character)
            places.append(place)
            gaps.append(0)
            place += 1
            continue
        end = place + 1
        while end < size and not text[end].isalnum() and text[end] != LONG:
            end += 1
        if kept and end < size and _joins_japanese(text, place, end, kept[-1]):
            gaps[-1] = _gap_of(text[place:end])
        else:
            kept.append(" ")
            places.append(place)
            gaps.append(0)
        place = end
    return _View("".join(kept), places, _Reading.UNSPACED, gaps)


_VOWELS = {
    "あ": "あかがさざただなはばぱまやらわゃゎ",
    "い": "いきぎしじちぢにひびぴみりゐ",
    "う": "うくぐすずつづぬふぶぷむゆるゅっ",
    "え": "えけげせぜてでねへべぺめれゑ",
    "お": "おこごそぞとどのほぼぽもよろをょ",
}
_VOWEL_OF = {kana: vowel for vowel, kanas in _VOWELS.items() for kana in kanas}


def _gap_of(signs: str) -> int:
    if any(sign in _AS_IN_LISTS for sign in signs):
        return _GAP_OF_LISTS
    return _GAP_OF_WORDS if any(map(str.isspace, signs)) else _GAP


def vowel_of(kana: str) -> str | None:
    """Return the vowel that draws out a kana."""
    return _VOWEL_OF.get(kana)


def _lengthens(kana: str, character: str) -> bool:
    """Whether a character only draws out the kana before it: ー, or ぁ behind か."""
    return character == LONG or (character in SMALL_VOWELS and SMALL_VOWELS[character] == vowel_of(kana))


def _joins_japanese(text: str, start: int, end: int, before: str) -> bool:
    signs = text[start:end]
    return (
        end - start <= SEPARATORS_MAX
        and is_unspaced(before)
        and is_unspaced(text[end])
        and not any(sign in NEVER_INSIDE_JAPANESE for sign in signs)
        and ".." not in signs
        and "・・" not in signs
    )


# Characters ---------------------------------------------------------------------------------------------------------


def _is_latin(character: str) -> bool:
    return "a" <= character <= "z"


def _is_letter(character: str) -> bool:
    return character.isalpha() and not is_unspaced(character)


def _is_solid(character: str) -> bool:
    return character not in (" ", "*", "'", BREAK)
