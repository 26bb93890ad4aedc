"""What perks are made of: perks, offers, claims, and what is imported. What can be refused is in `errors`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from bot.errors import UserError
from bot.points.model import Rank

T = TypeVar("T")

NAME_MAX = 60
DESCRIPTION_MAX = 300
REASON_MAX = 200
STOCK_MAX = 1_000_000
PER_MEMBER_MAX = 1_000
PERKS_MAX = 100
"""Perks of a server, those in the archive not counted."""

CODE_MAX = 200
CODES_AT_ONCE = 10_000
FILE_KB = 1_024

STAGED_FOR = timedelta(hours=1)
"""How long a file's codes wait, sealed, for an admin's yes."""

LOW_STOCK = 5
"""At so few left staff are told, or at a fifth of it where there was little from the start."""

PERKS_A_PAGE = 5
CLAIMS_A_PAGE = 8


class Gives(StrEnum):
    """How a member gets it."""

    CODE = "code"
    STAFF = "staff"


class Period(StrEnum):
    """Within what the limit for each member counts."""

    EVER = "ever"
    MONTH = "month"
    SEASON = "season"


class State(StrEnum):
    """What became of a claim."""

    HANDED = "handed"
    """It came with a code, which is theirs."""
    WAITING = "waiting"
    """Staff have to do something for it."""
    FULFILLED = "fulfilled"
    REFUSED = "refused"
    """Staff couldn't do it; the points are back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perk:
    id: int
    guild_id: int
    name: str
    description: str
    gives: Gives
    price: int
    needs_rank: bool
    rank: Rank | None
    """None with `needs_rank`: the rank was deleted, and nobody reaches it."""
    stock: int | None
    """How often it can be claimed in all; None: no limit, or as often as there are codes."""
    claimed: int
    """How often it was, without those refused."""
    codes_left: int
    """0 for a perk without codes."""
    per_member: int | None
    period: Period
    opens_at: datetime | None
    closes_at: datetime | None
    archived_at: datetime | None

    @property
    def left(self) -> int | None:
        """How often it can still be claimed; None: no limit."""
        if self.gives is Gives.CODE:
            return self.codes_left
        return None if self.stock is None else max(0, self.stock - self.claimed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an admin decides about a perk; checked by `rules.checked`."""

    name: str
    description: str = ""
    price: int = 0
    rank_id: int | None = None
    stock: int | None = None
    per_member: int | None = 1
    period: Period = Period.EVER
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A perk as one member finds it."""

    perk: Perk
    mine: int
    """How often they have claimed it within its period."""
    ever: int
    """How often they have ever claimed it."""
    balance: int
    obstacle: UserError | None
    """Why they can't claim it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    id: int
    guild_id: int
    perk_id: int
    perk_name: str
    gives: Gives
    member_id: int | None
    """None: they had everything about them deleted."""
    price: int
    claimed_at: datetime
    state: State
    decided_at: datetime | None
    decided_by_id: int | None
    reason: str | None
    queue_channel_id: int | None
    queue_message_id: int | None
    """The card in the moderators' queue."""
    code_ending: str | None
    """The last characters of the code, for staff; None without one, and once its owner has had it erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim that stands, and what its owner gets to see."""

    claim: Claim
    code: str | None
    """For its owner's eyes only. None: there is none, or its owner has had it erased."""
    balance: int

    def __repr__(self) -> str:
        # Codes must not reach a log by way of somebody's %r.
        return f"Claimed(claim={self.claim.id})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """How a perk's codes stand."""

    perk: Perk
    free: int
    claimed: int
    erased: int
    """Of those claimed: how many were erased by their owners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file's codes that wait for an admin's yes."""

    id: int
    perk: Perk
    new: int
    known: int
    """Already in the database, of this perk or another."""
    repeated: int
    """More than once in the file."""
    first_length: int
    first_ending: str
    """Of the first in the file, for the admin to see that it is no heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    perk: Perk
    added: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A part of a list, counted from 1. A number beyond the last page gives the last one."""

    items: Sequence[T]
    total: int
    number: int
    pages: int
