"""All filters of one server, compiled: made once when they change, and asked for every message.

screen = Screen([Words(filter_id=1, words=("バカ", "*spam*"), exceptions=("バカンス",)), Invites(filter_id=2)])
hit = screen.look(text)             # the first, or None
hits = screen.look_all(text)        # of every filter, for a dry run and `/rules test`
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum


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
    """Harmless words that contain one of them (バカンス): what is found inside of one is no hit."""


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

    def look(self, text: str, *, without: Container[int] = frozenset()) -> Hit | None:
        """Return what is found first, leaving out the filters whose ids are in `without`."""
        return next(iter(self.look_all(text, without=without)), None)

    def look_all(self, text: str, *, without: Container[int] = frozenset()) -> tuple[Hit, ...]:
        """Return the first hit of each rule of each filter, in the order of the text."""
        return ()
