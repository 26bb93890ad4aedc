"""Links and invites, also those that are written so that no machine sees them.

A link is what has a scheme, or ends in a top-level domain people use: “done.next” and “main.py” are none. Discord makes
a link only of the former, but people copy the latter. What links to Discord's own messages leads nowhere else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.filters.errors import NotADomain
from bot.filters.normalising import fold_everything, plain_width

TOP_LEVEL = (
    "com|net|org|info|biz|jp|io|gg|app|dev|shop|store|site|online|xyz|top|club|live|link|click|tv|cc|ru|cn|uk|de|fr|kr|tw|us"
    "|eu|ly|ai|gift|gifts|fun|icu|vip|win|work|space|website|tech|page|moe|ninja|pro|games|chat|blog|news|ltd|gq|tk|ml|cf|ga|ws"
    "|nl|es|pl|br|ca|au|nz|ch|at|se|dk|fi|cz|gr|pt|mx|ar|id|vn|th|sg|hk|my|ph|ua|kz|by|ro|hu|tr|ir|il|za|asia|tokyo|osaka|nagoya"
)
WITH_A_PATH = "me|be|to|in|is|it|so|no|am|do|gl|la|fm|im|st|sh|pw|ink"
"""Also English words, or ends of files: only with something behind a slash."""

_DOT = r"(?:[.。]|\s?[\[({<]\s?(?:\.|dot|ドット)\s?[\])}>]\s?|\s(?:dot|ドット)\s|ドット)"
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_OTHER_LABEL = r"[^\W\d_a-zA-Z](?:[^\W_a-zA-Z-]{0,61}[^\W_a-zA-Z])?"
_BEFORE, _BEHIND = r"(?<![a-zA-Z0-9_@./-])", r"(?![a-zA-Z0-9_-]|\.[a-zA-Z0-9])"

_LINK = re.compile(
    rf"(?P<scheme>(?:https?|hxxps?|ftp)\s?(?::|\[:\])\s?[/\\]{{2}}\s?)(?P<rest>[^\s<>\"|)\]}}、。」』）]+)"
    rf"|{_BEFORE}(?P<host>(?:(?:{_LABEL}{_DOT}|{_OTHER_LABEL}\.)){{1,6}}(?:xn--[a-z0-9-]+|{TOP_LEVEL})){_BEHIND}"
    r"(?P<path>/[^\s<>\"]*)?"
    rf"|{_BEFORE}(?P<short>(?:{_LABEL}{_DOT}){{1,4}}(?:{WITH_A_PATH}))/[^\s<>\"]+",
    re.IGNORECASE,
)
_NOT_OF_A_LINK = ".,;:!?'*_~`"
"""At the end of a link they are the sentence's, as Discord takes it."""
_DOTS = re.compile(_DOT, re.IGNORECASE)

_OWN = re.compile(r"(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels/", re.IGNORECASE)

_NOISE = r"[\s._*`|~\"'()\[\]{}\\-]{0,3}"


def _spread(word: str) -> str:
    return _NOISE.join(f"[{letter}{_LEET.get(letter, '')}]" for letter in word)


_LEET = {"i": "1!l", "o": "0", "s": "5$", "c": "(", "g": "9", "a": "4@", "e": "3"}


_INVITE_DOT = rf"{_NOISE}(?:(?:\.|。|,|dot|どっと){_NOISE})?"
_SLASH = rf"{_NOISE}(?:/|\\|slash|すらっしゅ){_NOISE}"
_INVITE = re.compile(
    rf"(?:{_spread('discord')}(?:{_NOISE}{_spread('app')})?{_INVITE_DOT}{_spread('com')}{_SLASH}{_spread('invite')}{_SLASH}"
    rf"|{_spread('discord')}{_INVITE_DOT}(?:{_spread('gg')}|me|io|li|link){_SLASH}(?:invite{_SLASH})?"
    rf"|(?<![a-z0-9])(?:dsc|invite)\.gg{_SLASH}"
    rf"|(?<![a-z0-9.])(?:\.|dot\s?)gg{_SLASH})"
    r"(?P<code>[a-z0-9][a-z0-9-]{1,31})"
)


@dataclass(frozen=True, slots=True)
class Link:
    domain: str
    """In small letters, international ones in their ASCII form."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Invite:
    code: str
    start: int
    end: int


def find_links(text: str) -> list[Link]:
    plain = plain_width(text)
    found = []
    for match in _LINK.finditer(plain.text):
        host = _host_of(match)
        if host is not None and not (match["scheme"] and _OWN.match(match["rest"])):
            end = match.start() + len(match.group().rstrip(_NOT_OF_A_LINK))
            found.append(Link(host, plain.at[match.start()], plain.end_of(end)))
    return found


def _host_of(match: re.Match[str]) -> str | None:
    if match["scheme"] is None:
        host = _DOTS.sub(".", match["host"] or match["short"])
        return None if re.fullmatch(r"\d+(?:\.\d+)+\.[a-z]+", host, re.IGNORECASE) else _domain(host)
    # What stands before an @ is a name for a server that asks for one: discord.com@elsewhere.example leads elsewhere.
    authority = re.split(r"[/\\?#]", match["rest"], maxsplit=1)[0].rpartition("@")[2]
    return _domain(re.sub(r":\d*$", "", authority))


def _domain(host: str) -> str | None:
    host = host.strip().strip(".").casefold()
    if not host or host.isascii():
        return host if re.fullmatch(r"[\w.-]+(?::\d+)?|\[[\da-f:.]+\]", host) else None
    import idna  # noqa: PLC0415 - only where a domain is not ASCII

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


def domain_of(written: str) -> str:
    """Return a domain as an admin lists it (a link will do, and *. before it). Raises NotADomain."""
    rest = re.sub(r"^\w+://", "", written.strip())
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0].removeprefix("*.").rpartition("@")[2]
    domain = _domain(re.sub(r":\d*$", "", authority))
    if domain is None or not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,61}", domain):
        raise NotADomain(domain=written.strip()[:100])
    return domain


def is_listed(domain: str, listed: frozenset[str]) -> bool:
    """Whether a domain or one it is part of is listed."""
    while domain:
        if domain in listed:
            return True
        domain = domain.partition(".")[2]
    return False


def domains_of(written: Iterable[str]) -> frozenset[str]:
    return frozenset(domain_of(each) for each in written)


def find_invites(text: str) -> Iterator[Invite]:
    """Return the invites in `text` with their codes as they were written."""
    folded = fold_everything(text)
    for match in _INVITE.finditer(folded.text):
        start, end = folded.at[match.start("code")], folded.end_of(match.end("code"))
        yield Invite(text[start:end], folded.at[match.start()], end)
