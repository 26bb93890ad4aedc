"""Tells in some three microseconds that nothing in a text can hit, which is so for nearly every message.

What is thorough (`normalising`, `words`) takes a hundred times as long. The gate folds a text roughly, with nothing but
the fast calls Python has for whole texts, and asks automata for rough forms of everything that could hit:

- Latin letters become small, everything else a space, so that “ word ” is found as a whole word, and letters by
  themselves and in runs are forms of their own. Where digits or signs stand among letters, a second reading takes the
  former for the letters they look like, and the latter out.
- Of Japanese what may stand between its letters goes. In UTF-16 hiragana and katakana differ in one byte, which is
  made the same.
- A text with a character that is neither everyday English or Japanese nor an emoji is folded thoroughly first.

It may let too much through, and only that costs time. What it keeps out does not hit, so the tests hold it against the
thorough way.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from string import ascii_lowercase

from bot.filters.normalising import LONG, SMALL_VOWELS, fold_everything, is_kana, is_unspaced
from bot.filters.words import SELDOM_DOUBLED, Edge, Word, masks, vowel_of

_LEET = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"} | dict.fromkeys("1!|il", "1")
_INSIDE = b"#%&()*+-./=?[\\]^_`{}~'"
"""Signs that are taken out of words; a `?` is also what an emoji becomes."""

_EVERYDAY = (
    r"\x00-\x7f\u00a5\u00b0\u00b4\u00b1\u00b7\u00d7\u2010-\u2023\u2026\u2027\u2030-\u205e\u20ac\u20e3\u200d\ufe0f\u2103"
    r"\u2190-\u21ff\u2212\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff"
    r"\u3000-\u3003\u3005-\u301c\u3041-\u3096\u30a1-\u30f6\u30fb\u30fc\u4e00-\u9fff"
    r"\uff01\uff03\uff05\uff08\uff09\uff0b-\uff0f\uff1a-\uff1f\uff3c\uff3e\uff40\uff57\uff5e\U0001f300-\U0001faff"
)
"""Flags are not among them: they are letters."""
_ODD = re.compile(f"[^{_EVERYDAY}]").search
_JAPANESE_RUN = re.compile(
    "[\u3041-\u3096\u309d-\u309f\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u0e01-\u109f\u1780-\u17d3\U00020000-\U0003ffff]+"
).findall
_PLAIN_JAPANESE = re.compile(
    "[^\u3041-\u3096\u30a1-\u30f6ー\u4e00-\u9fffA-Za-z0-9。、！？!?「」『』()（）,:：…°℃％\n ・\u3000〜*/_.-]"
).search
"""Finds what may stand between the letters of a word, but for the few signs that are fast to take out one by one."""
_ANY_JAPANESE = re.compile(
    "[\u3041-\u30fa\u3400-\u9fff\u0e01-\u109f\u1780-\u17d3\uac00-\ufaff\U00020000-\U0003ffff]"
).search
_OFTEN_INSIDE = (" ", "・", "\u3000", "〜", "*", "/", "_", ".", "-")
_INSIDE_JAPANESE = re.compile(
    r"[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\u00b7\u2010-\u2025\u2027-\u27bf\u2b00-\u2bff\u3000\u3003\u3012-\u301c\u30fb"
    r"\u200d\ufe0f\uff03\uff05\uff0b-\uff0f\uff1d\uff3c\uff3e\uff40\uff5e\U0001f300-\U0001faff]+"
).sub


def _table(letters: dict[str, str]) -> bytes:
    table = bytearray(b" " * 256)
    for letter in ascii_lowercase:
        table[ord(letter)] = table[ord(letter.upper())] = ord(letters.get(letter, letter))
    for sign, letter in letters.items():
        table[ord(sign)] = table[ord(sign.upper())] = ord(letter)
    return bytes(table)


def _shapes() -> bytes:
    """Return a table of what letters (a), what looks like one (0), other signs (.) and everything else (space) are."""
    table = bytearray(b" " * 256)
    for code in range(128):
        if chr(code).isalpha():
            table[code] = ord("a")
        elif chr(code) in "0134570@$|":
            table[code] = ord("0")
        elif chr(code) in "!#%&*+-./=?\\^_`~()[]{}":
            table[code] = ord(".")
    return bytes(table)


_WORDS = _table({})
_TRICKS = _table(_LEET)
_MASKS = _table({"*": "*"})
_SHAPES = _shapes()
_SHAPES_OF_TRICKS = (b" a a ", b" a  a ", b"a.a", b"a..a", b"a...a", b"a0", b" 0a", b".0a", b" 00a")
_SPACED_LETTERS = 1
"""Two of them are common (e. g.), three or more are rare: they are looked at again."""
_NO_LETTERS = bytes(code for code in range(256) if code > 127 or not chr(code).isalpha())
_KANA = bytes(code - 0x60 if 0xA1 <= code <= 0xF6 else code for code in range(256))
"""The lower byte of katakana as that of hiragana; some Han characters become others, which does no harm."""

_Find = Callable[..., list[tuple[int, int, int]]]


def _automaton(forms: Iterable[bytes]) -> _Find | None:
    wanted = list(forms)
    if not wanted:
        return None
    from ahocorasick_rs import BytesAhoCorasick, Implementation  # noqa: PLC0415 - only where there are filters

    return BytesAhoCorasick(wanted, implementation=Implementation.DFA).find_matches_as_indexes


class _Latin:
    """Rough forms between spaces: a whole word is looked up, which ten thousand are as fast for as one."""

    def __init__(self, forms: Iterable[bytes]) -> None:
        found = set(forms) - {b""}
        self._words = frozenset(form[1:-1] for form in found if form.count(b" ") == 2 and form[0] == form[-1] == 32)
        self._find = _automaton(sorted(form for form in found if form[1:-1] not in self._words))

    def has(self, rough: bytes) -> bool:
        words = rough.split()
        if not self._words.isdisjoint(words):
            return True
        return self._find is not None and bool(self._find(b" %b " % b" ".join(words)))


class _Japanese:
    """Rough forms without spaces: the automaton knows how they begin, and stays small enough to be fast."""

    def __init__(self, forms: Iterable[bytes]) -> None:
        self._beginning: dict[bytes, list[bytes]] = {}
        for form in sorted(set(forms) - {b""}):
            self._beginning.setdefault(form[:_BEGINNING], []).append(form)
        self._forms = list(self._beginning.values())
        self._find = _automaton(self._beginning)

    def has(self, rough: bytes) -> bool:
        if self._find is None:
            return False
        for index, start, _ in self._find(rough, overlapping=True):
            for form in self._forms[index]:
                if rough.startswith(form, start):
                    return True
        return False


_BEGINNING = 4
"""Bytes: two letters."""


class Gate:
    def __init__(
        self,
        *,
        words: Iterable[Word] = (),
        literals: Iterable[str] = (),
        links: bool = False,
        invites: bool = False,
        phones: bool = False,
        emails: bool = False,
    ) -> None:
        """`literals`: texts of which one is in every text that a pattern is found in; see `literals_of`."""
        plain, tricky, masked, japanese = set[bytes](), set[bytes](), set[bytes](), set[bytes]()
        mixed, odd = set[str](), set[str]()
        for word in words:
            if word.is_exception:
                continue
            odd.update(filter(_is_odd, word.key))
            if word.is_latin:
                plain.update(_plain_forms(word))
                tricky.add(_tricky_form(word))
                masked.update(_masked_forms(word))
                mixed.update([word.key] if any(map(str.isdigit, word.key)) else ())
            else:
                letters = max(_JAPANESE_RUN(word.key.replace(LONG, "")), key=len)
                japanese.update(_japanese_forms(letters) if len(letters) > 1 or len(word.key) == 1 else ())
                mixed.update([word.key] if len(letters) == 1 < len(word.key) else ())
        for literal in literals:
            (plain if literal.isascii() else japanese).add(_literal_form(literal))
        for is_wanted, forms in ((links, _LINK_FORMS), (invites, _INVITE_FORMS), (emails, _EMAIL_FORMS)):
            plain.update(forms[0] if is_wanted else ())
            japanese.update(map(_rough_japanese, forms[1] if is_wanted else ()))
        if tricky or invites:
            plain.update(_oddities())
        if japanese:
            japanese.update(_rough_japanese(vowel) * 2 for vowel in SMALL_VOWELS)
        self._plain = _Latin(plain)
        self._tricky = _Latin(tricky)
        self._masked = _Latin(masked)
        self._has_shape = _automaton(_SHAPES_OF_TRICKS if tricky else ())
        self._japanese = _Japanese(japanese)
        self._mixed = re.compile("|".join(map(_spread, sorted(mixed)))).search if mixed else None
        self._odd = re.compile(f"[{re.escape(''.join(sorted(odd)))}]").search if odd else None
        self._links = links
        self._phones = phones
        self._emails = emails

    def lets_through(self, text: str) -> bool:
        """Whether something in `text` may hit."""
        if text.isascii():
            return self._has_signs(text) or self._may_be_latin(text.encode()) or self._is_mixed(text)
        is_plain = _PLAIN_JAPANESE(text) is None
        if is_plain or _ODD(text) is None:
            if self._has_signs(text):
                return True
        else:
            if self._has_signs(unicodedata.normalize("NFKC", text)):
                return True
            text = fold_everything(text).text
        if self._odd is not None and self._odd(text) is not None:
            return True
        has_latin = bool(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
        if has_latin and self._may_be_latin(text.encode("ascii", "replace")):
            return True
        return self._may_be_japanese(text, is_plain=is_plain)

    def _has_signs(self, text: str) -> bool:
        return (
            (self._links and _LINK_SIGN(text) is not None)
            or (self._emails and "@" in text)
            or (self._phones and _DIGITS(text) is not None)
        )

    def _may_be_latin(self, raw: bytes) -> bool:
        if self._plain.has(raw.translate(_WORDS)):
            return True
        if self._has_shape is None:
            return False
        shapes = b" %b " % raw.translate(_SHAPES, b"'")
        found = [index for index, _, _ in self._has_shape(shapes)]
        if not found:
            return False
        if min(found) <= _SPACED_LETTERS and _SINGLES(raw) is not None:
            return True
        return max(found) > _SPACED_LETTERS and (
            any(self._tricky.has(raw.translate(_TRICKS, signs)) for signs in (b"", _INSIDE, _INSIDE + b"@$|"))
            or _SPREAD_RUN(raw) is not None
            or self._masked.has(raw.translate(_MASKS))
        )

    def _may_be_japanese(self, text: str, *, is_plain: bool) -> bool:
        if _ANY_JAPANESE(text) is None:
            return self._is_mixed(text)
        letters = text
        for sign in _OFTEN_INSIDE:
            letters = letters.replace(sign, "")
        if self._japanese.has(_rough_japanese(letters if is_plain else _INSIDE_JAPANESE("", letters))):
            return True
        return self._is_mixed(text)

    def _is_mixed(self, text: str) -> bool:
        return self._mixed is not None and self._mixed(text) is not None


def _rough_japanese(text: str) -> bytes:
    return text.replace(LONG, "").encode("utf-16-le", "replace").translate(_KANA)


def _is_odd(character: str) -> bool:
    """Whether the gate sees it in no other way."""
    return _ODD(character) is not None or not (character.isascii() or is_unspaced(character) or character == LONG)


def _japanese_forms(letters: str) -> Iterator[bytes]:
    yield _rough_japanese(letters)
    for place in range(1, len(letters)):
        vowel = vowel_of(letters[place - 1])
        for small, of in SMALL_VOWELS.items():
            if of == vowel:
                yield _rough_japanese(letters[:place] + small + letters[place:])


def _spread(key: str) -> str:
    """Return a regular expression for a word of one Japanese letter and others, with signs between them."""
    return r"[\W_]{0,3}".join(f"[{each}{_KATAKANA.get(each, '')}{each.upper()}]" for each in key if each != " ")


_KATAKANA = {chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)}


def _edges(word: Word) -> tuple[bytes, bytes]:
    return b"" if word.left is Edge.FREE else b" ", b"" if word.right is Edge.FREE else b" "


def _plain_forms(word: Word) -> Iterator[bytes]:
    if word.key.isascii() and not any(map(str.isdigit, word.key)):
        before, after = _edges(word)
        for spelling in {word.key, word.key.replace(" ", "")}:
            yield before + spelling.encode().translate(_WORDS) + after


def _masked_forms(word: Word) -> Iterator[bytes]:
    before, after = _edges(word)
    for masked in masks(word):
        if masked.isascii():
            yield before + masked.encode().translate(_MASKS) + after


def _tricky_form(word: Word) -> bytes:
    before, after = _edges(word)
    return before + word.key.encode().translate(_TRICKS, _INSIDE) + after if word.key.isascii() else b""


_SPREAD_RUN = re.compile(rb"([A-Za-z])[^A-Za-z0-9\s]{1,3}\1[^A-Za-z0-9\s]{1,3}\1").search
_SINGLES = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z](?:[^A-Za-z0-9]{1,9}[A-Za-z0-9]){2,}(?![A-Za-z0-9])").search


def _oddities() -> Iterator[bytes]:
    """Return the runs that show that somebody plays with letters."""
    for one in ascii_lowercase:
        if one != "w":  # Japanese laughs in it
            yield one.encode() * 3
            yield f"www{one}".encode()
            yield f"{one}www".encode()
            if one in SELDOM_DOUBLED:
                yield one.encode() * 2


# Links, invites, personal data --------------------------------------------------------------------------------------

_DIGITS = re.compile(r"[0-9](?:[^0-9a-zA-Z]{0,3}[0-9]){8}").search
_LINK_SIGN = re.compile(r"\.(?:[A-Za-z]{2}|[\])}]\s?\w)|://|。[A-Za-z]{2}").search
_LINK_FORMS = (b" dot ", b" http", b" hxxp", b" ftp "), ("ドット",)
_INVITE_FORMS = (b"discord", b" gg ", b" g g ", b" com invite ", b" dsc "), ("ディスコード",)
_EMAIL_FORMS = (
    (b" at ", b"gmail", b"yahoo", b"hotmail", b"outlook", b"icloud", b"docomo", b"ezweb", b"softbank", b" dot "),
    ("アット", "ドット"),
)


# What patterns ask for ----------------------------------------------------------------------------------------------

LATIN_MIN = 3
JAPANESE_MIN = 2


def _literal_form(literal: str) -> bytes:
    return literal.encode().translate(_WORDS) if literal.isascii() else _rough_japanese(literal)


def literals_of(pattern: str) -> list[str] | None:
    """Return literals of which every text has one that `pattern` is found in; None where it asks for none.

    It need not understand every pattern: one it knows no literals of costs a little time.
    """
    if "\\Q" in pattern or "(?x" in pattern:
        return None
    return _Reader(_PIECE.findall(pattern)).alternatives()


_PIECE = re.compile(
    r"\\[pPx](?:\{[^}]*\}|.)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\{\d*,?\d*\}|\(\?[^:)]*:|\(\?[a-zA-Z-]*\)|\(\?P?<\w+>|.",
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
        or (is_unspaced(piece) and _ODD(piece) is None and piece != LONG)
        or ("\u30a1" <= piece <= "\u30f6" and not is_kana(piece))
    )
