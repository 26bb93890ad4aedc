"""All filters of one server, compiled: made once when they change, and asked for every message.

screen = Screen([Words(filter_id=1, words=("バカ", "*spam*"), exceptions=("バカンス",)), Invites(filter_id=2)])
hit = screen.look(text)             # the first, or None
hits = screen.look_all(text)        # of every filter, for a dry run and `/rules test`
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.filters.errors import TooManyPatterns, TooManyWords
from bot.filters.glance import Glance
from bot.filters.links import domains_of, find_invites, find_links, is_listed
from bot.filters.normalising import fold
from bot.filters.patterns import PatternList
from bot.filters.personal import find_emails, find_phones
from bot.filters.words import WordList

WORDS_MAX = 10_000
PATTERNS_MAX = 100
"""What a server may look for: as much as was measured (tests/bench/filters.py)."""


class Kind(StrEnum):
    WORD = "word"
    PATTERN = "pattern"
    LINK = "link"
    INVITE = "invite"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words as an admin writes them: `word` by itself, `word*`, `*word`, `*word*` as part of another.

    Japanese, which has no spaces, is found inside a sentence without any `*`; in quotes (`"しね"`) only where nothing
    but signs, spaces or other scripts' letters stand around it. Several words are one expression: `shut up`.
    """

    filter_id: int
    words: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    """Harmless words (バカンス, 必死): what shares a letter with one of them is no hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Regular expressions as RE2 understands them; upper and lower case are the same."""

    filter_id: int
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Links to other sites: to any but the listed ones (`allow`), or to the listed ones alone. Subdomains included."""

    filter_id: int
    domains: tuple[str, ...] = ()
    allow: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Invites:
    """Invites to Discord servers."""

    filter_id: int
    allowed_codes: frozenset[str] = frozenset()
    """The server's own invites, for instance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Phone numbers and e-mail addresses."""

    filter_id: int
    phones: bool = True
    emails: bool = True


Filter = Words | Patterns | Links | Invites | Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    filter_id: int
    kind: Kind
    start: int
    end: int
    """`text[start:end]` is what was found, as it was written."""
    rule: str
    """The word or pattern as the admin wrote it; a link's domain, an invite's code; empty for personal data."""


class Screen:
    """Never changes; another is made where a filter changes."""

    def __init__(self, filters: Iterable[Filter]) -> None:
        """Raises one of bot.filters.errors where a filter asks for what can't be looked for."""
        self.filters = tuple(filters)
        self._words = _of(self.filters, Words)
        self._patterns = _of(self.filters, Patterns)
        self._links = [(each, domains_of(each.domains)) for each in _of(self.filters, Links)]
        self._invites = _of(self.filters, Invites)
        self._personal = _of(self.filters, Personal)
        if sum(len(each.words) for each in self._words) > WORDS_MAX:
            raise TooManyWords(limit=WORDS_MAX)
        if sum(len(each.patterns) for each in self._patterns) > PATTERNS_MAX:
            raise TooManyPatterns(limit=PATTERNS_MAX)
        self._word_list = WordList(self._words) if self._words else None
        self._pattern_list = PatternList(self._patterns) if self._patterns else None
        self._glance = Glance(
            words=self._word_list.words if self._word_list else (),
            literals=self._pattern_list.literals if self._pattern_list else (),
            patterns=self._pattern_list.loose if self._pattern_list else (),
            links=bool(self._links),
            invites=bool(self._invites),
            phones=any(each.phones for each in self._personal),
            emails=any(each.emails for each in self._personal),
        )

    def may_hit(self, text: str) -> bool:
        """Whether it is worth looking: no for nearly every message."""
        return bool(self.which_may_hit([text]))

    def which_may_hit(self, texts: Sequence[str]) -> set[int]:
        """Return the places of the texts that are worth looking at: together costs less than each by itself."""
        return self._glance.may_hit(texts)

    def look(self, text: str, *, without: Container[int] = frozenset()) -> Hit | None:
        """Return what is found first, leaving out the filters whose ids are in `without`."""
        return next(iter(self.look_all(text, without=without)), None)

    def look_all(self, text: str, *, without: Container[int] = frozenset()) -> tuple[Hit, ...]:
        """Return all that is found, in the order of the text: of a pattern its first place, of everything else each."""
        if not self.may_hit(text):
            return ()
        return self.look_thoroughly(text, without=without)

    def look_thoroughly(self, text: str, *, without: Container[int] = frozenset()) -> tuple[Hit, ...]:
        """Do as `look_all` does, without asking `may_hit` first."""
        hits = [hit for hit in self._hits(text) if hit.filter_id not in without]
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.filter_id)))

    def _hits(self, text: str) -> Iterator[Hit]:
        if self._word_list is not None:
            for found in self._word_list.find(fold(text)):
                word = found.word
                yield _hit(word.filter_id, Kind.WORD, found.start, found.end, word.written)
        if self._pattern_list is not None:
            for filter_id, pattern, start, end in self._pattern_list.find(text):
                yield _hit(filter_id, Kind.PATTERN, start, end, pattern)
        if self._links:
            yield from self._link_hits(text)
        for invite in find_invites(text) if self._invites else ():
            for each in self._invites:
                if invite.code not in each.allowed_codes:
                    yield _hit(each.filter_id, Kind.INVITE, invite.start, invite.end, invite.code)
        yield from self._personal_hits(text)

    def _link_hits(self, text: str) -> Iterator[Hit]:
        for link in find_links(text):
            for each, listed in self._links:
                if is_listed(link.domain, listed) is not each.allow:
                    yield _hit(each.filter_id, Kind.LINK, link.start, link.end, link.domain)

    def _personal_hits(self, text: str) -> Iterator[Hit]:
        phones = [each.filter_id for each in self._personal if each.phones]
        emails = [each.filter_id for each in self._personal if each.emails]
        for filter_ids, kind, find in ((phones, Kind.PHONE, find_phones), (emails, Kind.EMAIL, find_emails)):
            for start, end in find(text) if filter_ids else ():
                for filter_id in filter_ids:
                    yield _hit(filter_id, kind, start, end, "")


_Of = TypeVar("_Of", Words, Patterns, Links, Invites, Personal)


def _of(filters: Iterable[Filter], kind: type[_Of]) -> tuple[_Of, ...]:
    return tuple(each for each in filters if isinstance(each, kind))


def _hit(filter_id: int, kind: Kind, start: int, end: int, rule: str) -> Hit:
    return Hit(filter_id=filter_id, kind=kind, start=start, end=end, rule=rule)
