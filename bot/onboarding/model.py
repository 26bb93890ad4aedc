"""What onboarding is made of: arrivals, facts, steps, invites, and the settings of the feature."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.engine import AsyncConnection
from bot.settings.model import ChannelType, Section, channel, role


class Fact(StrEnum):
    """What onboarding itself keeps of each arrival, in the funnel's order. Steps of other features come by name."""

    REACTED = "react"
    POSTED = "post"
    ANSWERED = "answered"
    """Somebody replied to them."""
    WEEK = "week"
    """They did something on days 2 to 7."""
    MONTH = "month"
    """They did something on days 8 to 30."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody who joined; the same person may have several, the latest counts."""

    id: int
    guild_id: int
    member_id: int | None
    joined_at: datetime
    arrived_at: datetime | None
    """When Discord's screening was over; None: it isn't yet."""
    rejoined: bool
    left_at: datetime | None
    invite_id: int | None
    traced_at: datetime | None
    welcomed_at: datetime | None
    nudged_at: datetime | None
    nudge_after: datetime | None
    nudges_off: bool


StepDone = Callable[[AsyncConnection, int, Collection[int]], Awaitable[Mapping[int, datetime]]]
"""Given a server and some hundred members at most, returns who of them has done it, with when they first did."""

StepOffered = Callable[[AsyncConnection, int], Awaitable[bool]]
"""Whether a server offers the step at all (it has rules to agree to, interests to choose …)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A first step, read from facts that the feature keeps by itself.

    Messages: `onboarding-step-<name>` (what to do) and its attribute `.help` (why, or how). Its button, if any, is the
    door of the same name (`bot.doors`).
    """

    name: str
    """At most 20 characters; also its name in the funnel."""
    done: StepDone
    offered: StepOffered | None = None
    nudged: bool = True
    """Whether who stalls is reminded of it: not of what has a date of its own."""


class GreetingKind(StrEnum):
    INTRODUCTION = "introduction"
    FIRST_POST = "first-post"


class ReferralState(StrEnum):
    WAITING = "waiting"
    REWARDED = "rewarded"
    REFUSED = "refused"


class OnboardingSettings(Section):
    section = "onboarding"

    welcome_channel_id: int | None = channel(ChannelType.TEXT)
    introductions_channel_id: int | None = channel(ChannelType.TEXT)
    newcomer_role_id: int | None = role()
    newcomer_days: Annotated[int, Field(ge=1, le=365)] = 14
    greeter_role_id: int | None = role()
    greeter_channel_id: int | None = channel(ChannelType.TEXT)
    greet_after_hours: Annotated[int, Field(ge=1, le=168)] = 4
    nudge_after_days: Annotated[int, Field(ge=0, le=30)] = 3
    """0: never."""
    invites_allowed: bool = True
    referral_stay_days: Annotated[int, Field(ge=1, le=90)] = 14
    referral_active_days: Annotated[int, Field(ge=1, le=30)] = 3
