"""What points are made of: kinds, the ledger's entries, ranks, seasons, and the settings of the feature."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.settings.model import ChannelType, Section, channel

POINTS_MAX = 1_000_000
"""The most one entry gives or takes."""

PAIR_WINDOW = timedelta(days=30)
"""How long gifts between the same two people are remembered against each other."""

RECENT_BOARD_DAYS = 30
THANKS_A_DAY = 5
"""How many people somebody can thank in 24 hours."""

DUPLICATES_REMEMBERED = 20
"""How many of somebody's latest messages one is compared with: a repeated text earns nothing."""

VOICE_UNIT = timedelta(minutes=10)
"""How much time in voice earns once."""

PAGE_SIZE = 10
REASON_MAX = 200
NAME_MAX = 40


class Kind(StrEnum):
    """Why points were given or taken."""

    MESSAGE = "message"
    REACTION = "reaction"
    VOICE = "voice"
    THANKS = "thanks"
    UPVOTE = "upvote"
    ANSWER = "answer"
    FIRST_STEP = "first-step"
    REFERRAL = "referral"
    ATTENDED = "attended"
    """Was at an event."""
    HOSTED = "hosted"
    """Held an event that somebody came to."""
    SURVEY = "survey"
    """Took part in a survey; its points are its own, given in one batch after closing."""
    ADJUSTMENT = "adjustment"
    IMPORT = "import"
    REVERSAL = "reversal"
    SPENT = "spent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a kind earns. The first three can be changed by an admin."""

    kind: Kind
    points: int
    """For each cause; 0 switches the kind off."""
    cooldown_seconds: int = 0
    """After one has earned, others by the same member earn nothing for so long."""
    daily_cap: int
    """The most points of this kind a member gets in a day of the server; 0: no limit."""
    pair_free: int = 0
    """How many gifts between the same two people count in full within PAIR_WINDOW; each further one half as much as
    the one before. 0: this kind is no gift."""


DEFAULT_RULES: dict[Kind, Rule] = {
    rule.kind: rule
    for rule in (
        Rule(kind=Kind.ANSWER, points=20, daily_cap=100, pair_free=1),
        Rule(kind=Kind.THANKS, points=5, daily_cap=25, pair_free=1),
        Rule(kind=Kind.UPVOTE, points=3, daily_cap=30, pair_free=1),
        Rule(kind=Kind.REFERRAL, points=20, daily_cap=40),
        Rule(kind=Kind.HOSTED, points=20, daily_cap=40),
        Rule(kind=Kind.ATTENDED, points=5, daily_cap=15),
        Rule(kind=Kind.FIRST_STEP, points=3, daily_cap=0),
        Rule(kind=Kind.MESSAGE, points=1, cooldown_seconds=60, daily_cap=8),
        Rule(kind=Kind.REACTION, points=1, daily_cap=10, pair_free=3),
        Rule(kind=Kind.VOICE, points=1, daily_cap=3),
    )
}
"""In the order they are shown: help first.

Presence has low limits and help high ones, since presence can be faked by a program and thanks by a second account. The
numbers are such that over a month an active, helpful member earns more than anything `tests/points/test_fairness.py`
tries, even all of it at once; whoever changes a default sees there what it does.
"""

HELPING = frozenset({Kind.ANSWER, Kind.THANKS, Kind.UPVOTE})
"""The kinds the helpers' boards count, and their reversals."""

NOT_IN_PERIODS = frozenset({Kind.IMPORT})
"""What counts for totals and ranks, though not for seasons and recent days: it was earned elsewhere, long ago."""

NOT_IN_TOTALS = frozenset({Kind.SPENT})
"""What lowers only what can be spent: a rank is never sold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row to be put into the ledger. Unique by server, kind, source, member, giver and `nth`."""

    guild_id: int
    member_id: int
    kind: Kind
    source_id: int
    """What earned it: the message, the question, the interaction …"""
    giver_id: int
    """Whose act it was: the member's own id for what they did themselves."""
    points: int
    happened_at: datetime
    """To which day and season it belongs; of a reversal: when what it takes back had happened."""
    nth: int = 0
    """How often the same cause had been taken back before."""
    giver_fingerprint: str | None = None
    """In place of a giver who must not be named."""
    channel_id: int | None = None
    reverses_id: int | None = None
    reason: str | None = None
    helping: bool = False
    """Whether the helpers' boards count it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A row of the ledger as it is kept."""

    id: int
    guild_id: int
    member_id: int
    kind: Kind
    source_id: int
    giver_id: int | None
    points: int
    happened_at: datetime
    recorded_at: datetime
    nth: int
    channel_id: int | None
    reverses_id: int | None
    reason: str | None
    helping: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Something a member is to be rewarded for; what it is worth the rules say."""

    guild_id: int
    member_id: int
    kind: Kind
    source_id: int
    happened_at: datetime
    giver_id: int | None = None
    """Who gave it. None: nobody, or somebody who must not be named (then `giver_fingerprint`)."""
    giver_fingerprint: str | None = None
    giver_joined_at: datetime | None = None
    channel_id: int | None = None
    parent_id: int | None = None
    role_ids: Iterable[int] | None = None
    """The member's roles; None where nobody knows: then what was seen last decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A member's points."""

    id: int
    guild_id: int
    member_id: int
    points: int
    helper_points: int
    spent: int
    rank_id: int | None
    hidden: bool
    """They don't want to be on boards."""
    staff: bool
    listed: bool
    """Whether boards show them."""

    @property
    def balance(self) -> int:
        """What they can spend."""
        return max(0, self.points - self.spent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    id: int
    guild_id: int
    name: str
    threshold: int
    role_id: int | None


RANKS_MAX = 25
"""What a menu of Discord can hold."""

THRESHOLD_MAX = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RankUp:
    """A rank somebody has reached and that is to be told."""

    id: int
    guild_id: int
    member_id: int
    rank: Rank
    reached_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Rank-ups that are told in one message."""

    rank_ups: tuple[RankUp, ...]
    begun_at: datetime
    """When it was put together: row ids are used again, this isn't."""
    again: bool
    """Whether sending it was tried before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    id: int
    guild_id: int
    starts_at: datetime
    ends_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """One of a season's best, as the hall of fame keeps them."""

    place: int
    """Those with equal points share it."""
    member_id: int | None
    """None: they had everything about them deleted."""
    points: int
    hidden: bool = False
    """Whether they don't want to be shown any more: their place stays, their name doesn't."""


class Scope(StrEnum):
    """Whose points a board counts."""

    ALL = "all"
    HELPERS = "helpers"


class Period(StrEnum):
    ALL_TIME = "all_time"
    SEASON = "season"
    RECENT = "recent"


class Announcement(StrEnum):
    CHANNEL = "channel"
    PRIVATE = "private"
    OFF = "off"


class SeasonLength(StrEnum):
    NONE = "none"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class CardStyle(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class PointsSettings(Section):
    section = "points"

    announcements: Announcement = Announcement.CHANNEL
    announcement_channel_id: int | None = channel(ChannelType.TEXT)
    seasons: SeasonLength = SeasonLength.QUARTERLY
    staff_on_boards: bool = False
    keep_lower_roles: bool = False
    card_style: CardStyle = CardStyle.DARK
    minimum_letters: Annotated[int, Field(ge=0, le=50)] = 3
    minimum_account_days: Annotated[int, Field(ge=0, le=90)] = 3
    minimum_member_days: Annotated[int, Field(ge=0, le=30)] = 1
    voice_while_muted: bool = False


def earned_at(moment_ms: int) -> datetime:
    return datetime.fromtimestamp(moment_ms / 1000, UTC)
