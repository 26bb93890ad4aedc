"""What invites and referrals are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LABEL_MAX = 80
SOURCES_MAX = 50
"""Sources of a server whose links still work."""

UNUSED_FOR = timedelta(days=30)
"""After so long an invite that nobody used may make room for another."""

GIVE_UP_AFTER = timedelta(days=60)
"""How long after the joining a reward can still come."""

BAN_COUNTS_FOR = timedelta(days=30)
"""How long after the reward a ban takes it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    id: int
    guild_id: int
    channel_id: int
    code: str
    inviter_id: int | None
    """None for a source, and once its owner is erased."""
    label: str | None
    """None for a member's own."""
    role_id: int | None
    """What Discord gives to those who come by it."""
    created_at: datetime
    uses: int
    gone_at: datetime | None

    @property
    def url(self) -> str:
        return f"https://discord.gg/{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    invite: Invite
    came: int
    """How many newcomers are known to have come by it."""


class Missing(StrEnum):
    """What a referral waits for, in the order in which it is looked at."""

    AGREEMENT = "agreement"
    STAY = "stay"
    ACTIVITY = "activity"


class Reason(StrEnum):
    """Why a referral brings nothing."""

    REJOINED = "rejoined"
    """They had been here before."""
    LEFT = "left"
    BANNED = "banned"
    EXPIRED = "expired"
    """Not everything was there within GIVE_UP_AFTER."""
    INVITER_LEFT = "inviter-left"
    ERASED = "erased"
    """One of the two had everything about them deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    arrival_id: int
    guild_id: int
    inviter_id: int | None
    member_id: int | None
    joined_at: datetime
    left_at: datetime | None
    latest: bool
    """Whether they haven't joined again since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """How a referral that waits stands: `refused` says why it never will count, `missing` what it still waits for."""

    referral: Referral
    refused: Reason | None
    missing: Missing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What came of somebody's invites."""

    came: int
    rewarded: int
    waiting: Mapping[Missing | None, int] = field(default_factory=dict)
    """By what they wait for; None: everything is there, and it counts with the next look."""
    refused: Mapping[Reason, int] = field(default_factory=dict)


class Made(StrEnum):
    """What became of a reward."""

    REWARDED = "rewarded"
    TOMORROW = "tomorrow"
    """The inviter has had as many points for referrals today as a day allows."""
    DECIDED = "decided"
    """Somebody else decided meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a server asks of newcomers, and gives to who invited them."""

    points: int
    must_agree: bool
    """Whether there are guidelines to agree to."""
    stay_days: int
    active_days: int
