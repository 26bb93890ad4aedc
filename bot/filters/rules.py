"""The pure rules of filters: what an admin may ask for, lists as text, kinds of due rows."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from bot.errors import UserError
from bot.filters import errors, screen
from bot.filters.model import (
    CODES_MAX,
    DEFAULTS,
    DOMAINS_MAX,
    EXCEPTIONS_MAX,
    EXEMPT_MAX,
    FIELDS,
    NAME_MAX,
    PATTERNS_MAX,
    WORDS_MAX,
    WRITTEN_BY_ADMINS,
    Contents,
    Filter,
    Looks,
    Mode,
    Terms,
)
from bot.text import cut, one_line

CARD = "filters:card"
"""Puts an alert into the moderators' queue, or brings its card up to date; its subject is the alert's first hit."""
REMOVE = "filters:remove"
"""Removes a message that couldn't be removed at once; its subject is the hit."""
AUTOMOD = "filters:automod"
"""Brings a filter's rule in AutoMod into step; its subject is the filter."""
RECONCILE = "filters:reconcile"
"""Looks through a server's rules in AutoMod for what was done by hand; its subject is the server."""

BOUNDS: dict[tuple[Looks, str], tuple[int, int]] = {
    (Looks.REPEATS, "count"): (2, 20),
    (Looks.REPEATS, "seconds"): (5, 3600),
    (Looks.MENTIONS, "count"): (2, 50),
    (Looks.MENTIONS, "seconds"): (5, 600),
    (Looks.PROMOTION, "days"): (1, 90),
    (Looks.PROMOTION, "messages"): (1, 1000),
}
"""What numbers may be, the first and the last included. AutoMod counts up to 50 mentions."""

EXCEPTION_SIGN = "!"
COMMENT_SIGN = "#"


def name_key(name: str) -> str:
    """Return a name as it is compared: however it is typed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[: 2 * NAME_MAX]


def stored(contents: Contents, looks_for: Looks) -> dict[str, Any]:
    """Return what its kind has of the contents, as JSON."""
    values = asdict(contents)
    return {name: list(value) if isinstance(value := values[name], tuple) else value for name in FIELDS[looks_for]}


def contents_of(values: dict[str, Any], looks_for: Looks) -> Contents:
    """Return contents from what was stored; what is missing there is as it is at first."""
    known = {name: values[name] for name in FIELDS[looks_for] if name in values}
    read: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return replace(DEFAULTS.get(looks_for, Contents()), **read)


def asks(looks_for: Looks, contents: Contents, *, filter_id: int = 0) -> screen.Filter | None:
    """Return what is looked for in texts; None for what is looked for elsewhere, or not at all."""
    match looks_for:
        case Looks.WORDS if contents.words:
            return screen.Words(filter_id=filter_id, words=contents.words, exceptions=contents.exceptions)
        case Looks.PATTERNS if contents.patterns:
            return screen.Patterns(filter_id=filter_id, patterns=contents.patterns)
        case Looks.LINKS if contents.domains or contents.allow:
            return screen.Links(filter_id=filter_id, domains=contents.domains, allow=contents.allow)
        case Looks.INVITES:
            return screen.Invites(filter_id=filter_id, allowed_codes=frozenset(contents.codes))
        case Looks.PERSONAL if contents.phones or contents.emails:
            return screen.Personal(filter_id=filter_id, phones=contents.phones, emails=contents.emails)
    return None


def finds_nothing(looks_for: Looks, contents: Contents) -> bool:
    return asks(looks_for, contents) is None and looks_for not in (Looks.REPEATS, Looks.MENTIONS, Looks.PROMOTION)


# What an admin asks for ---------------------------------------------------------------------------------------------


def checked(terms: Terms, *, looks_for: Looks) -> Terms:
    """Return the terms tidied, every entry of their lists understood. Slow where there are many words.

    Raises what `tidied` does, or what `screen` refuses.
    """
    tidy = tidied(terms, looks_for=looks_for)
    asked = asks(looks_for, tidy.contents)
    if asked is not None:
        screen.Screen([asked])
    return tidy


def tidied(terms: Terms, *, looks_for: Looks) -> Terms:
    """Return the terms without what their kind doesn't have, and without doubles.

    Raises NameEmpty, NumberOutside, ExemptTooMany, TooManyEntries or NothingToLookFor.
    """
    name = cut(one_line(terms.name), NAME_MAX).strip()
    if not name_key(name):
        raise errors.NameEmpty
    if max(len(terms.exempt_role_ids), len(terms.exempt_channel_ids)) > EXEMPT_MAX:
        raise errors.ExemptTooMany(limit=EXEMPT_MAX)
    contents = contents_of(stored(terms.contents, looks_for), looks_for)
    lists: dict[str, Any] = {
        part: tuple(dict.fromkeys(getattr(contents, part))) for part in LISTS if part in FIELDS[looks_for]
    }
    contents = replace(contents, **lists)
    _check_numbers(contents, looks_for)
    _check_lengths(contents)
    if terms.mode is not Mode.OFF and finds_nothing(looks_for, contents):
        raise errors.NothingToLookFor
    return replace(terms, name=name, contents=contents)


LISTS = ("words", "exceptions", "patterns", "domains", "codes")


def _check_numbers(contents: Contents, looks_for: Looks) -> None:
    for (kind, what), (least, most) in BOUNDS.items():
        if kind is looks_for and not least <= getattr(contents, what) <= most:
            raise errors.NumberOutside(what=what, least=least, most=most)


def _check_lengths(contents: Contents) -> None:
    if len(contents.words) > WORDS_MAX:
        raise errors.TooManyWords(limit=WORDS_MAX)
    if len(contents.patterns) > PATTERNS_MAX:
        raise errors.TooManyPatterns(limit=PATTERNS_MAX)
    for entries, most in (
        (contents.exceptions, EXCEPTIONS_MAX),
        (contents.domains, DOMAINS_MAX),
        (contents.codes, CODES_MAX),
    ):
        if len(entries) > most:
            raise errors.TooManyEntries(limit=most)


def check_room(contents: Contents, others: Iterable[Filter]) -> None:
    """Raises TooManyWords or TooManyPatterns where the lists of a server are longer together than can be compiled."""
    together = [contents, *(one.contents for one in others)]
    if contents.words and sum(len(each.words) for each in together) > WORDS_MAX:
        raise errors.TooManyWords(limit=WORDS_MAX)
    if contents.patterns and sum(len(each.patterns) for each in together) > PATTERNS_MAX:
        raise errors.TooManyPatterns(limit=PATTERNS_MAX)


# Lists as text ------------------------------------------------------------------------------------------------------


def as_text(contents: Contents, looks_for: Looks) -> str:
    """Return a filter's list as it is typed: an entry a line, exceptions behind `!`."""
    lines = [_escaped(entry) for entry in getattr(contents, _list_of(looks_for))]
    if looks_for is Looks.WORDS:
        lines += [f"{EXCEPTION_SIGN} {entry}" for entry in contents.exceptions]
    return "\n".join(lines)


def from_text(text: str, contents: Contents, looks_for: Looks) -> Contents:
    """Return the contents with the list that was typed. Raises LineRefused, or NotOfThisKind."""
    part = _list_of(looks_for)
    entries: list[str] = []
    exceptions: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.strip()
        if not entry or entry.startswith(COMMENT_SIGN):
            continue
        if looks_for is Looks.WORDS and entry.startswith(EXCEPTION_SIGN):
            exceptions.append(entry[1:].strip())
            continue
        entry = entry[1:] if entry.startswith("\\" + COMMENT_SIGN) or entry.startswith("\\" + EXCEPTION_SIGN) else entry
        entry = code_of(entry) if looks_for is Looks.INVITES else entry
        _check_line(entry, number, looks_for, allow=contents.allow)
        entries.append(entry)
    changes: dict[str, Any] = {part: tuple(entries)}
    if looks_for is Looks.WORDS:
        changes["exceptions"] = tuple(exceptions)
    return replace(contents, **changes)


def _list_of(looks_for: Looks) -> str:
    if looks_for not in WRITTEN_BY_ADMINS:
        raise errors.NotOfThisKind(what="list")
    return FIELDS[looks_for][0]


def _escaped(entry: str) -> str:
    return f"\\{entry}" if entry.startswith((COMMENT_SIGN, EXCEPTION_SIGN)) else entry


def code_of(entry: str) -> str:
    """Return the code of an invite, which may be typed as its link."""
    return entry.rstrip("/").rsplit("/", 1)[-1]


def _check_line(entry: str, number: int, looks_for: Looks, *, allow: bool) -> None:
    alone: screen.Filter
    match looks_for:
        case Looks.WORDS:
            alone = screen.Words(filter_id=0, words=(entry,))
        case Looks.PATTERNS:
            alone = screen.Patterns(filter_id=0, patterns=(entry,))
        case Looks.LINKS:
            alone = screen.Links(filter_id=0, domains=(entry,), allow=allow)
        case _:
            alone = screen.Invites(filter_id=0, allowed_codes=frozenset({entry}))
    try:
        screen.Screen([alone])
    except UserError as refused:
        raise errors.LineRefused(line=number, cause=refused) from None


def changed_between(before: Filter, after: Terms) -> list[tuple[str, str | None, str | None]]:
    """Return what a change changes, for the history: of lists how long they were and are."""
    found: list[tuple[str, str | None, str | None]] = []
    for name in ("name", "mode", "consequence", "rule_key"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            found.append((name, _said(was), _said(now)))
    for name in ("exempt_role_ids", "exempt_channel_ids"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            found.append((name, " ".join(map(str, sorted(was))), " ".join(map(str, sorted(now)))))
    for name in FIELDS[before.looks_for]:
        was, now = getattr(before.contents, name), getattr(after.contents, name)
        if was != now:
            found.append((name, _counted(was), _counted(now, other=was)))
    return found


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def _counted(value: object, *, other: object = None) -> str:
    if not isinstance(value, tuple):
        return str(value)
    if not isinstance(other, tuple):
        return str(len(value))
    return f"{len(value)} (+{len(set(value) - set(other))} −{len(set(other) - set(value))})"
