"""Tells in some two microseconds that nothing in a text can hit, which is so for nearly every message.

What is thorough (`normalising`, `words`) takes a hundred times as long. The gate folds a text roughly, with nothing but
the fast calls Python has for whole texts, and asks one automaton for rough forms of everything that could hit:

- Japanese becomes EUC-JP, where hiragana and katakana differ in one byte, which is made the same; long-vowel marks go,
  and in a second reading everything between the Japanese letters.
- Latin letters become small, everything else a space, so that “ word ” is found as a whole word; in a second reading
  digits and signs become the letters they look like, and signs within words go.
- Runs of a letter and letters by themselves are forms of their own, and so are the literals that patterns ask for.
- Any character that is neither everyday English or Japanese nor an emoji opens the gate.

It may let too much through, and only that costs time. What it keeps out does not hit, so the tests hold it against the
thorough way.
"""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from bot.filters.normalising import LONG, SMALL_VOWELS, is_kana, is_unspaced
from bot.filters.words import _VOWEL_OF, SELDOM_DOUBLED, Word, _Edge, masks

if TYPE_CHECKING:
    from collections.abc import Callable

_ASCII = bytes(range(128))
_NO_ASCII_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha() or code > 127)
_INSIDE_LATIN = b"#%&()*+-./=?[\\]^_`{}~'"
"""Signs that are taken out of words; a `?` is also what an emoji becomes."""
_LEET = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"} | dict.fromkeys("1!|il", "1")
_LONG_MARKS = re.compile("[ー〜―─━]+").sub
_SIGNS = re.compile("[・　☆★♪●○◎■□◆◇▲△▼▽※]+").sub

_EVERYDAY = (
    r"\x00-\x7f\u00a5\u00b0\u00b1\u00b7\u00d7\u2010-\u2027\u2030-\u205e\u20ac\u20e3\u200d\ufe0f\u2103"
    r"\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff"
    r"\u3000-\u3003\u3005-\u301c\u3041-\u3096\u30a1-\u30f6\u30fb\u30fc\u4e00-\u9fff"
    r"\uff01\uff03\uff05\uff08\uff09\uff0b-\uff0f\uff1a-\uff1f\uff5e\U0001f300-\U0001faff"
)
"""Flags are not among them: they are letters."""


def _table(letters: dict[str, str], *, high: bool) -> bytes:
    table = bytearray(b" " * 256)
    for letter in ascii_lowercase:
        table[ord(letter)] = table[ord(letter.upper())] = ord(letters.get(letter, letter))
    for sign, letter in letters.items():
        table[ord(sign)] = ord(letter)
        table[ord(sign.upper())] = ord(letter)
    if high:
        table[128:] = bytes(range(128, 256))
        table[0xA5] = 0xA4
        table[ord("0") : ord("9") + 1] = b"0123456789"
    return bytes(table)


_WORDS = _table({}, high=False)
_TRICKS = _table(_LEET, high=False)
_JAPANESE = _table({}, high=True)


def _encoded(text: str) -> bytes:
    return _SIGNS(" ", _LONG_MARKS("", text)).encode("euc_jp", "replace")


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
        from ahocorasick_rs import BytesAhoCorasick, Implementation  # noqa: PLC0415 - only where there are filters

        forms: set[bytes] = set()
        odd: set[str] = set()
        has_latin = invites
        for word in words:
            if not word.is_exception:
                forms.update(_forms(word))
                odd.update(character for character in word.key if not _is_everyday(character))
                has_latin |= word.is_latin
        forms.update(_literal_form(literal) for literal in literals)
        if has_latin:
            forms.update(_latin_oddities())
        forms.update(form * 2 for form in map(_japanese, SMALL_VOWELS))
        forms.update(_LINK_FORMS if links else (), _INVITE_FORMS if invites else (), _EMAIL_FORMS if emails else ())
        forms.discard(b"")
        self._links = links
        self._phones = phones
        self._emails = emails
        self._find: Callable[[bytes], list[Any]] = BytesAhoCorasick(
            sorted(forms), implementation=Implementation.ContiguousNFA
        ).find_matches_as_indexes
        self._odd = re.compile(f"[^{_EVERYDAY}]" + (f"|[{re.escape(''.join(sorted(odd)))}]" if odd else "")).search

    def lets_through(self, text: str) -> bool:
        """Whether something in `text` may hit."""
        if (self._emails and "@" in text) or (self._links and _LINK_SIGN(text) is not None):
            return True
        if text.isascii():
            raw = text.encode()
            rough = _rough_latin(raw)
        elif self._odd(text) is not None:
            return True
        else:
            raw = _encoded(text)
            rough = _rough_japanese(raw)
        if self._phones and len(raw) - len(raw.translate(None, _DIGITS)) >= PHONE_MIN:
            return True
        return bool(self._find(rough))


def _rough_latin(raw: bytes) -> bytes:
    words = raw.translate(_WORDS, b"'")
    tricks = raw.translate(_TRICKS, _INSIDE_LATIN)
    return b" %b " % words if words == tricks else b" %b \0 %b " % (words, tricks)


def _rough_japanese(raw: bytes) -> bytes:
    japanese = raw.translate(_JAPANESE, _ASCII)
    if len(japanese) == len(raw):
        return japanese
    if not raw.translate(None, _NO_ASCII_LETTERS):
        return b"%b\0%b" % (raw.translate(_JAPANESE), japanese)
    return b"%b\0%b\0%b" % (_rough_latin(raw), raw.translate(_JAPANESE), japanese)


def _is_everyday(character: str) -> bool:
    """Whether the gate sees it as it is: no other becomes a form of a word."""
    if character == LONG:
        return True
    encoded = character.encode("euc_jp", "ignore")
    return character.isascii() or (len(encoded) == 2 and encoded[0] > 0x8F)


def _japanese(text: str) -> bytes:
    return _encoded(text).translate(_JAPANESE)


def _forms(word: Word) -> Iterator[bytes]:
    if word.is_latin:
        yield from _latin_forms(word)
        return
    key = "".join(character for character in word.key if _is_everyday(character))
    letters = [character for character in key if is_unspaced(character) and character != LONG]
    yield from _japanese_forms(letters) if len(letters) > 1 or len(letters) == len(word.key) else (_japanese(key),)


def _japanese_forms(letters: list[str]) -> Iterator[bytes]:
    yield _japanese("".join(letters))
    for place in range(1, len(letters)):
        vowel = _VOWEL_OF.get(letters[place - 1])
        for small, of in SMALL_VOWELS.items():
            if of == vowel:
                yield _japanese("".join([*letters[:place], small, *letters[place:]]))


def _latin_forms(word: Word) -> Iterator[bytes]:
    before = b"" if word.left is _Edge.FREE else b" "
    after = b"" if word.right is _Edge.FREE else b" "
    raw = word.key.encode("ascii", "ignore")
    if not raw.strip():
        return
    yield before + raw.translate(_TRICKS, _INSIDE_LATIN) + after
    if not any(character.isdigit() for character in word.key):
        yield before + raw.translate(_WORDS, b"'") + after
        for masked in masks(word):
            yield before + masked.encode("ascii", "ignore").translate(_WORDS, b"'") + after
    if " " in word.key:
        yield before + raw.replace(b" ", b"").translate(_WORDS, b"'") + after
        yield before + raw.replace(b" ", b"  ").translate(_WORDS, b"'") + after


def _latin_oddities() -> Iterator[bytes]:
    """Return what shows that somebody plays with letters: by themselves, or in runs."""
    for one in ascii_lowercase:
        for other in ascii_lowercase:
            yield f" {one} {other} ".encode()
            yield f" {one}  {other} ".encode()
        if one != "w":  # Japanese laughs in it
            yield one.encode() * 3
            yield f"www{one}".encode()
            yield f"{one}www".encode()
            if one in SELDOM_DOUBLED:
                yield one.encode() * 2


# Links, invites, personal data --------------------------------------------------------------------------------------

PHONE_MIN = 9
"""Digits of the shortest number."""
_DIGITS = b"0123456789"
_LINK_SIGN = re.compile(r"\.(?:[A-Za-z]{2}|[\])}]\s?\w)|://").search
_LINK_FORMS = (b" dot ", b" http", b" hxxp", b" ftp ", _japanese("ドット"), _japanese("。") + b"com")
_INVITE_FORMS = (b"discord", b" gg ", b" g g ", b" com invite ", b" dsc ", _japanese("ディスコード"))
_EMAIL_FORMS = (
    b" at ", b"gmail", b"yahoo", b"hotmail", b"outlook", b"icloud", b"docomo", b"ezweb", b"softbank", b" dot ",
    _japanese("アット"), _japanese("ドット"),
)  # fmt: skip


# What patterns ask for ----------------------------------------------------------------------------------------------

LATIN_MIN = 3
JAPANESE_MIN = 2


def _literal_form(literal: str) -> bytes:
    return literal.encode().translate(_WORDS) if literal.isascii() else _japanese(literal)


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
        or (is_unspaced(piece) and _is_everyday(piece) and piece != LONG)
        or ("\u30a1" <= piece <= "\u30f6" and not is_kana(piece))
    )
