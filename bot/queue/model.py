"""What waits for moderators, and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Annotated, Protocol, runtime_checkable

from pydantic import Field

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import Param
from bot.settings.model import Section

REMIND = "queue:remind"
"""The due row that tells those on duty what is overdue; its subject is the server."""
CALL = "queue:call"
"""The due row that calls somebody to what was escalated; its subject is the mark."""
OCCASION = "occasion"
"""What tells one message of such a row from another, in its payload: when it was planned, in seconds since 1970."""


class Urgency(IntEnum):
    """How much it matters; what is more urgent is shown first."""

    LOW = 0
    NORMAL = 1
    HIGH = 2
    LEGAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits, as its source tells it."""

    kind: str
    """Of the source: the message `queue-kind-<kind>` names it."""
    subject_id: int
    """The row of the feature."""
    since: datetime
    due_at: datetime | None = None
    """When somebody should have looked at it."""
    urgency: Urgency = Urgency.NORMAL
    message_id: str
    """The Fluent message that says it in a line."""
    params: Mapping[str, Param] = field(default_factory=dict)
    """Texts among them are shown without markup."""
    link: tuple[int, int | None] | None = None
    """Channel (or thread) and message where it can be seen."""
    entrance: str | None = None
    """The name in `Bot.entrances` of the button that leads to it, given `subject_id`."""
    dismissible: bool = False
    """Whether *Done* in the queue ends it (`Source.dismiss`); else it ends by what is done about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What moderators noted of something that waits."""

    taken_by_id: int | None = None
    taken_at: datetime | None = None
    escalated_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    waiting: Waiting
    mark: Mark
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """How many of one kind wait."""

    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How things stand when a shift is handed over."""

    since: datetime
    items: tuple[Item, ...]
    """What waits, the most urgent first."""
    kinds: Mapping[str, Kinds]
    taken: Mapping[int, int]
    """How many things each moderator has taken since then."""
    done: Mapping[int, int]
    """How many each has ticked off."""


class Source(Protocol):
    """Where things that wait come from: a feature asks its own rows, so that nothing here can be out of date."""

    kind: str

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        """Return what waits now, longest first, up to `limit`."""
        ...

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        """End what is `dismissible`. Raises a UserError where it can't be."""
        ...


@runtime_checkable
class HandedSource(Source, Protocol):
    """A source that has a say in who takes what, or something to do then."""

    async def handed(
        self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor, taken: bool
    ) -> None:
        """Follow that somebody took it, or gave it back. Raises a UserError where they may not; nothing is changed."""
        ...


class QueueSettings(Section):
    section = "queue"

    remind_role_id: int | None = Field(default=None, json_schema_extra={"kind": "role"})
    """Who is mentioned when something is overdue; nobody without it."""
    summary_hours: Annotated[int, Field(ge=1, le=168)] = 12
    """How far the summary for handing over a shift looks back."""
