"""One look over many texts that says of nearly all of them that nothing in them can hit.

Messages come in floods or not at all, so those that are there together are looked at together: to call what is fast
takes ten times as long as it takes for one text. All that a server looks for becomes two regular expressions of RE2,
whose automata read a text once, whatever they look for; ten thousand words cost what one does.

- Of Latin letters, where everything else is one of a few bytes: each letter is one of those that look like it, may be
  repeated, and may have a sign behind it.
- Of Japanese, without what may stand between its letters: each kana is hiragana or katakana, and may be drawn out.

Several signs between letters, and letters by themselves, are always pointed at. A text with a character that is not an
everyday one is folded thoroughly, and looked at again. A glance points at too much, never at too little, and
only that costs time: the tests hold it against the thorough way.
"""

import codecs
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from string import ascii_lowercase

from bot.filters.everyday import EVERYDAY, is_odd, stands_between
from bot.filters.links import TOP_LEVEL, WITH_A_PATH
from bot.filters.normalising import BREAK, LONG, SMALL_VOWELS, fold_word, in_plain_width, read, without_halves
from bot.filters.words import NEVER_INSIDE_JAPANESE, Edge, Word, vowel_of

log = logging.getLogger(__name__)

MEMORY_MAX = 1 << 27
"""Bytes for an automaton, which is made as texts come: those of ten thousand words were seen to take half of it."""

_BEGINNING_OF_LATIN, _BEGINNING_OF_JAPANESE = 12, 6
"""Letters of a word that are looked for: ten thousand long words would be more than RE2 takes."""

_BETWEEN = "\x1f"
"""Stands before, between and behind the texts."""

_Form = Sequence[str]
"""A regular expression for each letter and what is around it: what begins alike shares its beginning."""

_Find = Callable[[bytes, int], int]
"""Returns where the first match at or behind a place begins, -1 without one."""


class Glance:
    def __init__(
        self,
        *,
        words: Iterable[Word] = (),
        literals: Iterable[str] = (),
        patterns: Iterable[str] = (),
        links: bool = False,
        invites: bool = False,
        phones: bool = False,
        emails: bool = False,
    ) -> None:
        """`literals`: texts of which one is in every text that a pattern is found in; `patterns`: those without any."""
        words, patterns, literals = tuple(words), tuple(patterns), tuple(literals)
        latin, japanese, odd = list[_Form](), list[_Form](), set[str]()
        for word in words:
            if word.is_exception:
                continue
            if any(map(is_odd, word.key)):
                odd.update(filter(is_odd, word.key))  # one of them is in every text with the word
            elif word.is_latin:
                latin.append(_latin_form(word))
            else:
                japanese.append(_japanese_form(word.key))
        for literal in literals:
            if literal.isascii():
                latin.append(_loose_form(literal))
            else:
                japanese.append(_japanese_form(literal))
        self._latin = _finding(_together(latin), is_latin=True)
        self._japanese = _finding(_together(japanese))
        self._japanese_or_spread = _finding(f"{_together(japanese)}|{_SPREAD}") if japanese else None
        self._excepted = _excepted(words, literals)
        self._tricks = _finding("|".join([_TRICKS] * bool(latin) + [_INVITES] * invites), is_latin=True)
        hidden = [_SIGNS_INSIDE, _WIDE] * bool(latin)
        hidden += map(re.escape, sorted(odd))
        self._hidden = _finding("|".join(hidden))
        others = [_LINKS] * links + [_PHONES] * phones + [_EMAILS] * emails
        others += (_ended(pattern) for pattern in patterns if _ALONE(pattern) is None)
        self._others = _finding("|".join(f"(?i:{one})" for one in others))
        self._alone = _finding("|".join(f"(?i:{_ended(one)})" for one in patterns if _ALONE(one) is not None))
        is_width_of_matter = bool(literals or others or self._alone)
        self._readings = (read, in_plain_width) if is_width_of_matter else (read,)
        self._hidden_or_odd = _finding(
            "|".join([*hidden, f"[^{_BETWEEN}{_for_re2(EVERYDAY)}{_ACCENTS}]"] + [_changing()] * is_width_of_matter)
        )

    def may_hit(self, texts: Sequence[str]) -> set[int]:
        """Return the places of the texts in which something may hit."""
        if not texts:
            return set()
        if _joined(texts).count(_BETWEEN) == len(texts) + 1:
            return self._look(texts, as_written=True)
        clear = [place for place, text in enumerate(texts) if _BETWEEN not in text]
        unclear = set(range(len(texts))).difference(clear)  # nobody can read what is between, so somebody plays
        return unclear | {clear[number] for number in self.may_hit([texts[place] for place in clear])}

    def _look(self, texts: Sequence[str], *, as_written: bool) -> set[int]:
        """Do as `may_hit` does; not `as_written` are texts that were folded before."""
        together = _joined(texts)
        raw = together.replace("ｗ", "w").replace("℃", "°C").encode("latin-1", "replace").translate(_LETTERS)
        found = {*_places(self._latin, raw), *_places(self._tricks, raw)}
        found |= self._look_for_others(together, texts)
        if not together.isascii():
            places = [place for place, text in enumerate(texts) if not text.isascii()]
            others = [texts[place] for place in places]
            found.update(places[number] for number in self._look_at_others(others, as_written=as_written))
        return found

    def _look_for_others(self, together: str, texts: Iterable[str]) -> set[int]:
        found: set[int] = set()
        if self._others is not None:
            found.update(_places(self._others, together.encode("utf-8", _HALVES)))
        if self._alone is not None:
            encoded = (text.encode("utf-8", _HALVES) for text in texts)
            found.update(place for place, each in enumerate(encoded) if self._alone(each, 0) >= 0)
        return found

    def _look_at_others(self, texts: Sequence[str], *, as_written: bool) -> set[int]:
        """Look at texts that are not all of ASCII for what those can't have."""
        together = _joined(texts)
        raw = together.encode("utf-8", _HALVES)
        found = set(self._look_for_japanese(together, texts))
        if not as_written:
            return found.union(_places(self._hidden, raw))
        if self._others is not None or self._alone is not None:
            plain = _plain(together)
            found |= self._look_for_others(plain, plain[1:-1].split(_BETWEEN))
        if unusual := [place for place in _places(self._hidden_or_odd, raw) if place not in found]:
            some = [without_halves(texts[place]) for place in unusual]
            hidden = set(_places(self._hidden, _joined(some).encode()))
            for reading in self._readings:
                hidden |= self._look([reading(text) for text in some], as_written=False)
            found.update(unusual[number] for number in hidden)
        return found

    def _look_for_japanese(self, together: str, texts: Sequence[str]) -> list[int]:
        if self._japanese is None:
            return []
        letters = _letters_of(together)
        found = list(_places(self._japanese_or_spread, letters))
        # Whether there is anything without all that may stand between letters, and then outside of the exceptions.
        for without in (str, self._excepted):
            if found and without is not None:
                bare = _joined([without(texts[place]).translate(_ALL_LETTERS) for place in found])
                found = [found[number] for number in _places(self._japanese, _letters_of(bare))]
        return found


def _joined(texts: Sequence[str]) -> str:
    return f"{_BETWEEN}{_BETWEEN.join(texts)}{_BETWEEN}"


def _letters_of(text: str) -> bytes:
    """Return a text in UTF-8 without what usually stands between Japanese letters."""
    for sign in _OFTEN_INSIDE:
        text = text.replace(sign, "")
    return text.encode("utf-8", _HALVES).translate(None, _SIGNS)


def _places(find: _Find | None, raw: bytes) -> Iterator[int]:
    """Return in which of the texts that were joined a match begins."""
    between = _BETWEEN.encode()
    at = 0
    while find is not None and 0 <= (at := find(raw, at)) < len(raw) - 1:
        yield raw.count(between, 0, at + 1) - 1
        at = raw.find(between, at + 1)
        if at < 0:
            return


def _finding(expression: str, *, is_latin: bool = False) -> _Find | None:
    """Return what finds a regular expression; None for none."""
    if not expression:
        return None
    import re2  # noqa: PLC0415 - only where there are filters

    options = re2.Options()
    options.max_mem = MEMORY_MAX
    options.never_capture = True
    options.log_errors = False
    if is_latin:
        options.encoding = re2.Options.Encoding.LATIN1
    try:
        compiled = re2.compile(expression.encode("latin-1") if is_latin else expression, options)
    except re2.error:
        log.warning("a list of %s characters is too large to be looked for together", len(expression))
        return lambda raw, start: start  # every text is looked at thoroughly
    # What the package's own `search` calls before it makes a match of places in letters.
    search = compiled._regexp.Match
    anywhere = re2._re2.RE2.Anchor.UNANCHORED

    def find(raw: bytes, start: int) -> int:
        found: int = search(anywhere, raw, start, len(raw))[0][0]
        return found

    return find


def _together(forms: Iterable[_Form]) -> str:
    """Return one regular expression for all forms, of which beginnings that are alike are there once."""
    tree: dict[str, _Tree] = {}
    for form in forms:
        branch = tree
        for unit in form:
            branch = branch.setdefault(unit, {})
        branch[""] = {}
    return _expression(tree)


_Tree = dict[str, "_Tree"]


def _expression(tree: _Tree) -> str:
    if not tree or "" in tree:
        return ""  # what is longer is found by what is shorter
    parts = [unit + _expression(branch) for unit, branch in tree.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


# Latin letters ------------------------------------------------------------------------------------------------------

_SIGN = r"[\x01-\x07]"
_STAR, _BAR, _DOLLAR, _AT, _OTHER = r"\x02", r"\x03", r"\x04", r"\x05", r"\x06"
_BYTE_OF = {"*": 2, "!": 3, "|": 3, "$": 4, "@": 5, "?": 6, "/": 7, "\\": 7}
"""A `?` is also what everything becomes that is not in Latin-1, € among it."""
_LIKE = {
    "a": rf"a4{_AT}",
    "e": rf"e3{_OTHER}",
    "i": rf"i1{_BAR}",
    "l": rf"l1{_BAR}",
    "o": "o0",
    "s": rf"s5{_DOLLAR}",
    "t": "t7",
}


def _accented() -> dict[str, str]:
    """Return what the letters of Latin-1 that have a mark are read as."""
    return {character: letter for character, letter in _READ.items() if len(letter) == 1 and letter in ascii_lowercase}


_READ = {character: fold_word(character) for character in map(chr, range(0x80, 0x100))}
_ACCENTED = _accented()
_UNCHANGED = "".join(character for character, read in _READ.items() if character == read)


def _byte(character: str) -> int:
    if character in _ACCENTED:
        return ord(_ACCENTED[character])
    if character.isascii() and character.isalnum():
        return ord(character.lower())
    if character in " \t\n\r":
        return 0x20
    return 0x1F if character == _BETWEEN else _BYTE_OF.get(character, 1)


_LETTERS = bytes(_byte(chr(code)) for code in range(256))

_ALIKE = {letter: f"[{like.replace(_OTHER, '')}]" for letter, like in _LIKE.items()}


def _runs(signs: str) -> Iterator[str]:
    """Yield each letter and the same once more with signs between them; one of them may only look like it."""
    for letter in ascii_lowercase:
        like = _ALIKE.get(letter, letter)
        yield from {f"{letter}{signs}{like}", f"{like}{signs}{letter}"}


_TRICKS = "|".join(
    (
        r"[a-z][013457\x03-\x05]*[\x01-\x05\x07]{2,9}[013457\x03-\x05]*[a-z]",  # several signs between letters
        *_runs(r"[\x01-\x05\x07]+"),
        rf"[a-z]{_STAR}{{1,2}}[a-z]",  # letters that are masked
        r"[^a-z0-9][a-z](?:[^a-z0-9\x1f]{1,9}[a-z]){2}[^a-z0-9]",  # letters by themselves
        r"[a-z0-9]https?\x01[\x07]{2}",  # a link ends a word
    )
)


def _latin_form(word: Word) -> _Form:
    return tuple(_latin_units(word))


def _latin_units(word: Word) -> Iterator[str]:
    if word.left is not Edge.FREE and word.key[0].isalnum():
        yield _no_more_of(word.key[0])
    last = " "
    for place, letter in enumerate(word.key[:_BEGINNING_OF_LATIN]):
        if letter == " ":
            yield "[^a-z0-9]+"
        else:
            if last != " ":
                yield f"{_SIGN}?"
            # The last of those that are equal stands for more; what is no letter (don't) is a sign here.
            yield (
                f"{_SIGN}+"
                if not letter.isalnum()
                else f"[{_LIKE.get(letter, letter)}]{'+' if word.key[place + 1 : place + 2] != letter else ''}"
            )
        last = letter
    if word.right is not Edge.FREE and word.key[-1].isalnum() and len(word.key) <= _BEGINNING_OF_LATIN:
        yield _no_more_of(word.key[-1])


def _no_more_of(letter: str) -> str:
    return "[^0-9]" if letter.isdigit() else "[^a-z]"


def _loose_form(literal: str) -> _Form:
    letters = literal.lower()
    return [letters[0], *(unit for letter in letters[1:] for unit in (f"{_SIGN}?", letter))]


# Japanese -----------------------------------------------------------------------------------------------------------


def _for_re2(characters: str) -> str:
    return re.sub(r"\\[uU]0*([0-9a-f]{4,5})", r"\\x{\1}", characters)


_SMALL = {vowel: small for small, vowel in SMALL_VOWELS.items()}
_LETTER = r"[\x{3041}-\x{3096}\x{30a1}-\x{30f6}\x{3005}-\x{3007}\x{4e00}-\x{9fff}]"
_NO_LETTERS = r"[^A-Za-z0-9\x1f\x{3041}-\x{3096}\x{30a1}-\x{30fa}\x{3400}-\x{9fff}]*"
_SIGNS = bytes(code for code in range(128) if stands_between(chr(code)) and chr(code) != _BETWEEN)
_OFTEN_INSIDE = (LONG, "・", "\u3000", "〜")
_NEVER_INSIDE = re.escape("".join(sorted(NEVER_INSIDE_JAPANESE - {BREAK})))
_SPREAD = rf"{_LETTER}[^\pL0-9\s\x1f！？（）：；＜＞…{_NEVER_INSIDE}]+{_LETTER}"
"""What else may stand between letters."""


class _AllLetters(dict[int, int | None]):
    """What each character leaves; learned as characters come. Thrice as fast as a regular expression."""

    def __missing__(self, code: int) -> int | None:
        left = self[code] = None if stands_between(chr(code)) else code
        return left


_ALL_LETTERS = _AllLetters()


def _japanese_form(key: str) -> _Form:
    letters = key.replace(LONG, "")[:_BEGINNING_OF_JAPANESE]
    return tuple(_japanese_units(letters))


def _japanese_units(letters: str) -> Iterator[str]:
    last = ""
    for letter in letters:
        if last and " " not in (last, letter) and (last.isascii() or letter.isascii()):
            yield _NO_LETTERS  # what is taken out, or asked for, stands between Japanese letters
        yield _NO_LETTERS if letter == " " else _japanese_unit(letter)
        last = letter


def _japanese_unit(letter: str) -> str:
    if "\u30a1" <= letter <= "\u30f6":
        letter = chr(ord(letter) - 0x60)
    if "\u3041" <= letter <= "\u3096":
        small = _SMALL.get(vowel_of(letter) or "")
        return _both(letter) + (f"{_both(small)}*" if small else "")
    if letter.isascii():
        like = "".join(sorted({letter, letter.upper()})) + ("ｗ" if letter == "w" else "")
        like += "".join(accented for accented, read in _ACCENTED.items() if read == letter)
        # What looks like it may be a sign, of which none are left here.
        return f"[{like}]" + ("?" if letter in _LIKE else "")
    return re.escape(letter)


def _both(kana: str) -> str:
    return f"[{kana}{chr(ord(kana) + 0x60)}]"


def _excepted(words: Sequence[Word], literals: Sequence[str]) -> Callable[[str], str] | None:
    """Return what takes out the Japanese exceptions that every list of words has: what shares a letter is no hit.

    Patterns know no exceptions, so one that has a letter of their literals stays.
    """
    filter_ids = {word.filter_id for word in words if not word.is_exception}
    of_patterns = set("".join(map(fold_word, literals)))
    owners: dict[str, set[int]] = {}
    for word in words:
        if word.is_exception and all(map(_is_japanese, word.key)) and of_patterns.isdisjoint(word.key):
            owners.setdefault(word.key, set()).add(word.filter_id)
    longest_first = sorted((key for key, owned in owners.items() if owned >= filter_ids), key=len, reverse=True)
    if not longest_first:
        return None
    expression = re.compile("|".join("".join(map(_as_written, key)) for key in longest_first))
    return partial(expression.sub, "\n")


def _is_japanese(letter: str) -> bool:
    return "\u3041" <= letter <= "\u3096" or "\u4e00" <= letter <= "\u9fff"


def _as_written(letter: str) -> str:
    return _both(letter) if letter <= "\u3096" else letter


# What is pointed at, and what is folded first -------------------------------------------------------------------------


_ACCENTS = "".join((*_ACCENTED, _UNCHANGED))
_WIDE_SIGNS = "！？（）％：／～…＋－＝，．｀＿＊＃＆；＜＞ｗ℃\u3000\u200d\ufe0f"
_PLAIN_SIGNS = tuple((sign, in_plain_width(sign)) for sign in _WIDE_SIGNS)


def _plain(text: str) -> str:
    """Return a text with the frequent signs in plain width, and without what can't be seen."""
    for sign, plain in _PLAIN_SIGNS:
        text = text.replace(sign, plain)
    return text


@cache
def _changing() -> str:
    """Return the other everyday characters that are different in plain width."""
    is_everyday = re.compile(f"[{EVERYDAY}{_ACCENTS}]").match
    characters = map(chr, (*range(0x80, 0x3400), *range(0xFF00, 0x10000), *range(0x1F300, 0x1FB00)))
    found = (each for each in characters if is_everyday(each) and in_plain_width(each) != each)
    return f"[{re.escape(''.join(each for each in found if each not in _WIDE_SIGNS))}]"


_SIGN_INSIDE = (
    r"[^A-Za-z0-9\s\x1f,;:!?\"'’<>、。，\x{3005}-\x{3007}\x{3041}-\x{3096}\x{30a1}-\x{30fa}\x{3400}-\x{9fff}]"
)
_SIGNS_INSIDE = "|".join(
    (rf"[A-Za-z][013457@$|!]*{_SIGN_INSIDE}{{2,9}}[013457@$|!]*[A-Za-z]", f"(?i:{'|'.join(_runs(f'{_SIGN_INSIDE}+'))})")
)
"""Several signs between letters that are not all of ASCII."""
_WIDE = "[A-Za-z]！[A-Za-z]"


_ALONE = re.compile(r"[\^$]|\\[AzZ]|\(\?").search
"""Finds in a pattern what may mean another thing where other texts stand before and behind."""


def _ended(pattern: str) -> str:
    """Return a pattern that something may stand behind: what is quoted to its end would quote that, too."""
    last = pattern.rpartition(r"\Q")
    return rf"{pattern}\E" if last[1] and r"\E" not in last[2] else pattern


_HALVES = "engawa.halves"
"""Encodes halves of characters as what is odd."""


def _as_odd(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "\ufffd".encode() * (error.end - error.start), error.end


codecs.register_error(_HALVES, _as_odd)


# Links, invites, personal data --------------------------------------------------------------------------------------
# What `links` and `personal` look for without what must not stand around it, in plain width.

_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
_DOT = (
    rf"(?:[.。]|\s?{_OPEN}\s?(?:\.|dot|ドット|どっと)\s?{_CLOSE}\s?|\sdot\s"
    rf"|\s?(?:ドット|どっと)\s?)"
)
_LINKS = (
    rf"(?:https?|hxxps?|ftp)\s?(?::|\[:\])\s?[/\\]{{2}}"
    rf"|[\pL\pN℃]{_DOT}(?:xn--|(?:{TOP_LEVEL}|{WITH_A_PATH})[^a-z0-9])"
)
_ANY = r"[^a-z0-9\x1f]{0,3}"
_INVITES = "|".join(
    (
        _ANY.join(("d", r"[i1l\x03]", r"[s5\x04]", r"[c\x01]", "[o0]", "r", "d")),
        r"(?:dsc|invite)[\x01\x06]gg",
        rf"(?:[\x01\x06]|dot[^a-z0-9]?)gg{_ANY}(?:[\x06\x07]|slash)",
    )
)
_PHONES = r"[0-9](?:[\s().‐‑‒–—―−ー─-]{0,3}[0-9]){8}"
_EMAILS = (
    rf"[a-zｗ0-9._+-]\s?(?:@|{_OPEN}at{_CLOSE}|(?:アット|あっと)(?:マーク|まーく)?)\s?[a-zｗ0-9-]"
    rf"|\sat\s+(?:[\w-]+\s*{_OPEN}?\s?dot|gmail|yahoo|hotmail|outlook|icloud|proton|docomo|ezweb|softbank)"
)
