"""What moderation is made of: cases, what is done in them, strikes, the ladder, evidence, and the settings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol, runtime_checkable

from pydantic import Field

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.settings.model import ChannelType, Section, channel

REASON_MAX = 4000
"""What a modal's input takes; Discord's own audit log takes 512 of it (`X-Audit-Log-Reason`)."""
TIMEOUT_MAX_DAYS = 28
"""Discord's longest; what lasts longer is continued by a due row."""


class Act(StrEnum):
    """What a case records. The first six are those a rule can name (`bot.guidelines.model.Action`)."""

    NOTE = "note"
    WARN = "warn"
    REMOVE = "remove"
    """One message, and a warning."""
    TIMEOUT = "timeout"
    KICK = "kick"
    BAN = "ban"
    END_TIMEOUT = "end-timeout"
    UNBAN = "unban"
    PURGE = "purge"
    LOCK = "lock"
    UNLOCK = "unlock"
    SLOW_MODE = "slow-mode"


class State(StrEnum):
    WAITING = "waiting"
    """Noted, and not yet done on Discord: a due row does it where nobody else does."""
    DONE = "done"
    """In force, or over at once."""
    PARTLY = "partly"
    """Not everything worked; the queue shows it."""
    FAILED = "failed"
    """Nothing of it could be done; the queue shows it."""
    ENDED = "ended"
    """It lasted its time."""
    LIFTED = "lifted"
    """Taken back before its time, by an appeal or by moderators: its strikes don't count."""


class Progress(StrEnum):
    """How one part of a case went: telling the member, acting, removing the message."""

    NONE = "none"
    """Not part of it."""
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Origin(StrEnum):
    """What led to a case."""

    COMMAND = "command"
    MENU = "menu"
    REPORT = "report"
    FILTER = "filter"
    LADDER = "ladder"
    """Automatically, by strikes."""
    RAID = "raid"
    APPEAL = "appeal"
    NATIVE = "native"
    """Done with Discord's own menus, or by another bot: from the audit log."""


class Severity(StrEnum):
    NORMAL = "normal"
    SERIOUS = "serious"
    CRITICAL = "critical"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing that was done or noted. Never deleted; every change of it is kept (`Change`)."""

    id: int
    guild_id: int
    number: int
    """Counted from 1 in each server, without gaps."""
    act: Act
    state: State
    member_id: int | None
    """Whom it is about; None for a channel's, or where they were erased."""
    moderator_id: int | None
    """None: the bot by itself, or somebody who was erased."""
    origin: Origin
    origin_id: int | None
    """The row it comes from (a report, a hit of a filter, a raid, the case before)."""
    rule_number: int | None
    rule_version: int | None
    rule_key: int | None
    reason: str
    """What the member is told beside the rule."""
    proposed: str | None
    """The name of the penalty that was proposed (`Penalty.name`)."""
    deviation: str | None
    """Why something else was done."""
    minutes: int | None
    """How long it lasts; None: for good, or it has no length."""
    ends_at: datetime | None
    strikes: int
    strikes_until: datetime | None
    """When they lapse."""
    severity: Severity
    channel_id: int | None
    message_id: int | None
    told: Progress
    acted: Progress
    removed: Progress
    failure: str | None
    """What Discord refused, for moderators: status and code, never what somebody wrote."""
    details: Mapping[str, Any]
    """Numbers of an act on a channel (how many messages of a purge …)."""
    created_at: datetime
    changed_at: datetime
    finished_at: datetime | None
    """When it ended or was lifted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One edit of a case."""

    changed_by_id: int | None
    changed_at: datetime
    field: str
    before: str | None
    after: str | None
    why: str


NOTED = "note"
"""In place of a column's name in a change: a moderator's note about the case, in `after`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What cases are searched for; None: whatever it is."""

    member_id: int | None = None
    moderator_id: int | None = None
    rule_key: int | None = None
    state: State | None = None
    act: Act | None = None
    origin: Origin | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Before this moment."""
    text: str = ""
    """In a reason, or in why it deviates; width, case and kana don't matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A message."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What is kept of a file: never its contents."""

    name: str
    size: int
    content_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A message as it was when it became evidence."""

    author_id: int
    channel_id: int
    message_id: int
    written_at: datetime
    text: str
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    id: int
    guild_id: int
    case_id: int | None
    author_id: int | None
    channel_id: int
    message_id: int
    written_at: datetime
    taken_at: datetime
    expires_at: datetime
    text: str | None
    """None: its time is over."""
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A channel that is locked or slowed down for a while."""

    id: int
    guild_id: int
    case_id: int | None
    channel_id: int
    act: Act
    before: Mapping[str, Any]
    """What it was like, and what was made of it (`bot.moderation.holding`)."""
    began_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """Messages of a channel that are deleted together."""

    id: int
    guild_id: int
    moderator_id: int | None
    case_id: int | None
    """None: so far it was only looked at."""
    channel_id: int
    young: tuple[int, ...]
    """Ids of what is still to be deleted together, newest first."""
    old: tuple[int, ...]
    """… and one by one."""
    deleted: int
    gone: int
    """What somebody else had deleted."""
    failed: int
    reason: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what a decision is about, as its origin tells it."""

    member_id: int | None
    channel_id: int | None = None
    message_id: int | None = None
    rule_number: int | None = None
    evidence_ids: tuple[int, ...] = ()


class OriginSource(Protocol):
    """Where a decision can come from besides a command: reports, hits of filters, raids."""

    async def subject(self, connection: AsyncConnection, *, guild_id: int, origin_id: int) -> Subject:
        """Return what it is about. Raises a UserError where there is nothing to decide (any more)."""
        ...


@runtime_checkable
class GuardedSource(OriginSource, Protocol):
    """A source of things that not every moderator is to see."""

    async def check_may_decide(self, connection: AsyncConnection, *, by: Actor, origin_id: int) -> None:
        """Raises a UserError for whoever is not to decide it."""
        ...


AfterCase = Callable[[AsyncConnection, Case], Awaitable[None]]
"""Is told of a case in the transaction that notes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step of the ladder: from so many strikes on, this is the next thing to do."""

    strikes: int
    act: Act
    minutes: int | None = None


DEFAULT_LADDER = (
    Rung(strikes=2, act=Act.TIMEOUT, minutes=60),
    Rung(strikes=3, act=Act.TIMEOUT, minutes=24 * 60),
    Rung(strikes=5, act=Act.TIMEOUT, minutes=7 * 24 * 60),
    Rung(strikes=7, act=Act.BAN, minutes=30 * 24 * 60),
    Rung(strikes=9, act=Act.BAN),
)
"""Until admins make their own (`/mod ladder`)."""


class LadderMode(StrEnum):
    PROPOSED = "proposed"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One member's strikes that count now."""

    strikes: int
    lapses: tuple[tuple[datetime, int], ...] = field(default=())
    """When how many of them lapse, soonest first."""


class ModerationSettings(Section):
    section = "moderation"

    log_channel_id: int | None = channel(ChannelType.TEXT)
    """Where each case is posted for the moderators."""
    strike_days: Annotated[int, Field(ge=1, le=1095)] = 90
    warning_strikes: Annotated[int, Field(ge=0, le=10)] = 1
    timeout_strikes: Annotated[int, Field(ge=0, le=10)] = 2
    kick_strikes: Annotated[int, Field(ge=0, le=10)] = 3
    ladder: LadderMode = LadderMode.PROPOSED
    moderators_may_ban: bool = True
    """Whether those with a moderators' role kick and ban without Discord's own permission for it."""
    evidence_days: Annotated[int, Field(ge=1, le=1095)] = 90
    adopt_native: bool = True
    """Whether what is done with Discord's own menus becomes a case, too."""
