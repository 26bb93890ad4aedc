"""What filters are made of: what each looks for, what happens then, hits, and the settings of the feature.

What a text is compared with, once compiled, is in `screen`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.settings.model import Section, channels, roles

NAME_MAX = 60
FILTERS_MAX = 50
WORDS_MAX = 10_000
EXCEPTIONS_MAX = 2_000
PATTERNS_MAX = 100
DOMAINS_MAX = 2_000
CODES_MAX = 200
FILE_KB = 1_024
EXEMPT_MAX = 20
"""As many roles as AutoMod takes; of channels it takes 50."""
FOUND_MAX = 120

FILTERS_A_PAGE = 6
HITS_A_PAGE = 6
TOGETHER = timedelta(minutes=1)
"""Hits of one member within this time are told of together, and lead to one case."""


class Looks(StrEnum):
    """What a filter looks for. The first five in what is written, the others in how it is done."""

    WORDS = "words"
    PATTERNS = "patterns"
    LINKS = "links"
    INVITES = "invites"
    PERSONAL = "personal"
    REPEATS = "repeats"
    """The same text several times within some seconds, in whatever channels."""
    MENTIONS = "mentions"
    """Many mentions within some seconds, in one message or several."""
    PROMOTION = "promotion"
    """Links and invites of newcomers who have hardly taken part yet."""


IN_THE_TEXT = frozenset({Looks.WORDS, Looks.PATTERNS, Looks.LINKS, Looks.INVITES, Looks.PERSONAL})
WRITTEN_BY_ADMINS = frozenset({Looks.WORDS, Looks.PATTERNS, Looks.LINKS, Looks.INVITES})
"""Whose contents are lists that an admin types, or brings as a file."""


class Mode(StrEnum):
    OFF = "off"
    DRY = "dry"
    """Counts and shows what would have happened, and touches nothing."""
    ON = "on"


class Consequence(StrEnum):
    """What happens on a hit."""

    ALERT = "alert"
    """Moderators are told in the queue."""
    REMOVE = "remove"
    """The message is removed; its author reads why, and gets their text back."""
    WARN = "warn"
    """A case by itself: a warning. The message stays."""
    PROPOSED = "proposed"
    """The message is removed, and a case by itself does what the rule and the ladder ask for. A filter kicks and bans
    nobody: where that is what they ask for, moderators are told, and decide."""


REMOVES = frozenset({Consequence.REMOVE, Consequence.PROPOSED})


class Finder(StrEnum):
    BOT = "bot"
    AUTOMOD = "automod"


class Removal(StrEnum):
    NONE = "none"
    """Not meant to be removed."""
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    """Discord didn't let us."""


class Judgement(StrEnum):
    """What moderators think of a hit."""

    NONE = "none"
    """Nobody was asked."""
    WAITING = "waiting"
    RIGHT = "right"
    WRONG = "wrong"


class Handed(StrEnum):
    """How a filter's rule in AutoMod stands."""

    OURS = "ours"
    """In step with the filter."""
    THEIRS = "theirs"
    """An admin changed it in Discord: it is left as it is from then on."""
    DELETED = "deleted"
    """An admin deleted it in Discord: it isn't made again unasked."""
    REFUSED = "refused"
    """Discord didn't take it."""
    FULL = "full"
    """The server has as many rules of that kind as Discord allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a filter looks for; of what its kind doesn't have nothing is read or stored."""

    words: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    allow: bool = True
    """Links: whether the domains are those allowed, and all others a hit; else they alone are one."""
    codes: tuple[str, ...] = ()
    """Invites that are allowed."""
    phones: bool = True
    emails: bool = True
    count: int = 5
    """Repeats: so many equal messages are a hit. Mentions: so many people and roles."""
    seconds: int = 30
    """Within so long."""
    days: int = 3
    """Promotion: whoever joined less than so long ago …"""
    messages: int = 5
    """… and has written less than so many messages here."""


FIELDS: Mapping[Looks, tuple[str, ...]] = {
    Looks.WORDS: ("words", "exceptions"),
    Looks.PATTERNS: ("patterns",),
    Looks.LINKS: ("domains", "allow"),
    Looks.INVITES: ("codes",),
    Looks.PERSONAL: ("phones", "emails"),
    Looks.REPEATS: ("count", "seconds"),
    Looks.MENTIONS: ("count", "seconds"),
    Looks.PROMOTION: ("days", "messages"),
}
"""What of `Contents` each kind has."""

DEFAULTS: Mapping[Looks, Contents] = {
    Looks.REPEATS: Contents(count=4, seconds=60),
    Looks.MENTIONS: Contents(count=8, seconds=30),
}
"""Where a kind begins with other numbers than `Contents` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an admin decides about a filter; checked by `rules.checked`."""

    name: str
    consequence: Consequence = Consequence.ALERT
    mode: Mode = Mode.DRY
    contents: Contents = field(default_factory=Contents)
    exempt_role_ids: frozenset[int] = frozenset()
    exempt_channel_ids: frozenset[int] = frozenset()
    rule_key: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    id: int
    guild_id: int
    looks_for: Looks
    name: str
    mode: Mode
    consequence: Consequence
    contents: Contents
    exempt_role_ids: frozenset[int]
    exempt_channel_ids: frozenset[int]
    rule_key: int | None
    """Of the rule it stands for; it keeps its key when its number changes."""
    created_at: datetime
    changed_at: datetime
    deleted_at: datetime | None

    @property
    def entries(self) -> int:
        """How much is in its lists, without exceptions."""
        contents = self.contents
        return len(
            {
                Looks.WORDS: contents.words,
                Looks.PATTERNS: contents.patterns,
                Looks.LINKS: contents.domains,
                Looks.INVITES: contents.codes,
            }.get(self.looks_for, ())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    changed_by_id: int | None
    changed_at: datetime
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one filter found in a message; never the message's own words but where an admin's list names them."""

    filter: Filter
    what: str
    """The word or pattern as the admin wrote it, a domain, an invite's code; how often it was done; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    id: int
    guild_id: int
    filter_id: int
    filter_name: str
    looks_for: Looks
    rule_key: int | None
    member_id: int | None
    channel_id: int
    message_id: int | None
    evidence_id: int | None
    found: str
    hit_at: datetime
    finder: Finder
    consequence: Consequence
    dry: bool
    edited: bool
    """Whether it came into the message by an edit."""
    removed: Removal
    case_id: int | None
    first_id: int | None
    """The first of the hits of this member within a minute, itself perhaps; None: it was only for trying."""
    judgement: Judgement
    judged_by_id: int | None
    judged_at: datetime | None
    queue_channel_id: int | None
    queue_message_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How a filter has done."""

    hits: int = 0
    dry: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def share(self) -> float | None:
        """How many of those that moderators looked at were right, from 0 to 1; None: they looked at none."""
        looked_at = self.right + self.wrong
        return self.right / looked_at if looked_at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoModRule:
    """How a filter stands with AutoMod."""

    filter_id: int
    guild_id: int
    rule_id: int | None
    state: Handed
    digest: str | None
    digest_before: str | None
    failure: str | None
    checked_at: datetime


class FilterSettings(Section):
    section = "filters"

    exempt_role_ids: frozenset[int] = roles()
    """Whose messages no filter looks at, besides moderators and admins."""
    exempt_channel_ids: frozenset[int] = channels()
    use_automod: bool = True
    """Whether what Discord's own AutoMod can do is handed to it."""
