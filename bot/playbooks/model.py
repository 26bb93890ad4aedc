"""What playbooks, escalations and bundles are, and the settings of the feature."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.i18n import Language
from bot.moderation.model import Severity
from bot.settings.model import ChannelType, Section, channel, roles

TITLE_MAX = 80
TEXT_MAX = 1000
"""Of a paragraph: when a playbook is for, when a case of it is closed."""
ITEM_MAX = 500
"""Of one item of a list."""
WHO_MAX = 60
ITEMS_MAX = 15
LIST_MAX = 3500
"""Of a list as it is typed, one item a line: what a form's input takes is 4,000 characters."""
OWN_MAX = 9
"""With the sixteen that are built in they fill a menu of Discord, which holds 25."""
NOTE_MAX = 1000
OUTCOME_MAX = 1000

SEVERITIES = (Severity.SERIOUS, Severity.CRITICAL, Severity.LEGAL)
"""Those a case can be escalated to, lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    do: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """What to do in one kind of situation, in one language."""

    title: str
    when: str
    first: tuple[str, ...] = ()
    """The first five minutes."""
    steps: tuple[Step, ...] = ()
    """What is ticked in an escalated case."""
    dont: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    """Sentences to send or post, with what is to be filled in in square brackets."""
    call: tuple[str, ...] = ()
    close: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A playbook as a server has it."""

    key: str
    language: Language
    """The one it is written in: another than asked for where there is none in that."""
    playbook: Playbook
    version: int
    """0: as it is built in."""
    changed_by_id: int | None = None
    changed_at: datetime | None = None
    built_in: bool = True
    """Whether there is a built-in text to go back to."""

    @property
    def is_changed(self) -> bool:
        return self.version > 0 and self.built_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a playbook; `playbook` None: back to the built-in text, or taken away."""

    number: int
    playbook: Playbook | None
    changed_by_id: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A case that is worked on with a playbook, until it is closed."""

    id: int
    guild_id: int
    case_id: int
    report_id: int | None
    evidence_ids: tuple[int, ...]
    severity: Severity
    playbook_key: str
    playbook_title: str
    playbook_version: int
    language: Language
    opened_by_id: int | None
    opened_at: datetime
    deadline_at: datetime
    reminded_at: datetime | None
    lead_id: int | None
    """Who has taken it in the queue: to lead is to have it there."""
    channel_id: int | None
    thread_id: int | None
    message_id: int | None
    called_at: datetime | None
    failure: str | None
    closed_by_id: int | None
    closed_at: datetime | None
    outcome: str | None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A step of an escalated case."""

    position: int
    text: str
    who: str
    done_by_id: int | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    author_id: int | None
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """An evidence bundle that was made; the file itself is given out by `Bundles.fetch`."""

    id: int
    guild_id: int
    case_id: int
    made_by_id: int | None
    made_at: datetime
    expires_at: datetime
    sha256: str
    size: int
    left_out: int
    """Messages that did not fit."""
    is_kept: bool
    """Whether the file is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A bundle as it is given to somebody."""

    bundle: Bundle
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that is shown of an escalation."""

    escalation: Escalation
    case_number: int
    act: str
    member_id: int | None
    rule: str | None
    """Number and title of the rule, in the escalation's language."""
    reason: str
    messages: int
    """How many messages are kept as evidence."""
    ticks: Sequence[Tick]
    notes: Sequence[Note]
    """The latest, oldest of them first."""
    note_count: int
    bundles: Sequence[Bundle] = field(default_factory=tuple)
    """Latest first."""
    about_team: bool = False
    """Whether it comes from a report about one of the team: other moderators are not to read it."""

    @property
    def done(self) -> int:
        return sum(1 for tick in self.ticks if tick.done_at is not None)


class PlaybookSettings(Section):
    section = "playbooks"

    channel_id: int | None = channel(ChannelType.TEXT)
    """Where the private threads of escalated cases are; the queue's channel where it isn't set."""
    lead_role_ids: frozenset[int] = roles()
    """Who is called for escalated cases."""
    legal_role_ids: frozenset[int] = roles()
    """Who is called for severity *legal*."""
    serious_hours: Annotated[int, Field(ge=1, le=336)] = 24
    critical_hours: Annotated[int, Field(ge=1, le=336)] = 4
    legal_hours: Annotated[int, Field(ge=1, le=336)] = 24
    bundle_days: Annotated[int, Field(ge=1, le=365)] = 30
