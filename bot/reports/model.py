"""What a report is, who may see to it, and the settings of the feature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.guidelines.model import Rule
from bot.moderation.model import Evidence, Standing
from bot.settings.model import Section

POST = "reports:post"
"""The due row that puts a report into the moderators' queue; its subject is the report."""
CARD = "reports:card"
"""The due row that brings its card up to date."""

WORDS_MAX = 1_000
"""Of one form."""
WORDS_ALL_MAX = 4_000
"""Of one reporter in one report, with all that was added."""
ANSWER_MAX = 600
"""Of what moderators tell those who reported."""
OPEN_A_DAY = 10
"""Reports of one member within a day that nobody has decided: more of them help nobody."""
TELLING = 5
"""So many decided reports of one member, all dismissed, are worth a word to moderators."""


class Concern(StrEnum):
    """What a report is about. The first three can't wait."""

    THREAT = "threat"
    SELF_HARM = "self-harm"
    PERSONAL_DATA = "personal-data"
    RULE = "rule"
    OTHER = "other"


URGENT = (Concern.THREAT, Concern.SELF_HARM, Concern.PERSONAL_DATA)


class Side(StrEnum):
    """Whether the person reported is of the team: they are not to read it, nor to decide it."""

    UNKNOWN = "unknown"
    """Discord has not said yet; treated as a moderator until it has."""
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"


class State(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"
    """Something was done about it."""
    DISMISSED = "dismissed"
    """It breaks no rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a reporter says it is about."""

    concern: Concern
    rule_number: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form that was opened."""

    id: int
    guild_id: int
    reporter_id: int
    about_id: int | None
    channel_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: int
    guild_id: int
    about_id: int | None
    """None: what the bot or a webhook posted for somebody, or forgotten."""
    forgets: bool
    side: Side
    channel_id: int | None
    message_id: int | None
    """None: it is about a member, not about one message."""
    evidence_id: int | None
    concern: Concern
    rule_number: int | None
    rule_version: int | None
    rule_key: int | None
    state: State
    created_at: datetime
    due_at: datetime
    """When somebody should have looked at it."""
    decide_by: datetime | None
    """When it should be decided, once somebody looks at it."""
    first_response_at: datetime | None
    decided_by_id: int | None
    decided_at: datetime | None
    case_id: int | None
    answer: str | None
    queue_channel_id: int | None
    queue_message_id: int | None
    taken_by_id: int | None
    """Who has taken it in the queue."""

    @property
    def is_urgent(self) -> bool:
        return self.concern in URGENT

    @property
    def deadline(self) -> datetime:
        return self.decide_by or self.due_at

    @property
    def is_about_the_team(self) -> bool:
        return self.side is not Side.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One member's part in a report."""

    id: int
    report_id: int
    reporter_id: int | None
    concern: Concern
    rule_number: int | None
    words: str
    evidence_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one of those who reported says, without who it was."""

    concern: Concern
    rule: Rule | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A report with everything moderators need: never with who reported."""

    report: Report
    rule: Rule | None
    evidence: Evidence | None
    voices: Sequence[Said]
    """Oldest first, the latest at most."""
    count: int
    """How many have reported it."""
    standing: Standing | None
    """Of the person reported; None where nobody is named."""
    cases: int
    """How many cases there are about them."""
    earlier: int
    """How many reports about them were decided before."""
    earlier_dismissed: int
    doubtful: int
    """How many of those who reported have had their latest reports all dismissed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What became of a form."""

    report: Report
    joined: bool
    """Whether others had reported it before."""
    again: bool
    """Whether this member had, too: their words were added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A report as one of its reporters sees it: nothing about anybody else, nor what was done."""

    id: int
    channel_id: int | None
    state: State
    created_at: datetime
    is_looked_at: bool
    decided_at: datetime | None
    answer: str | None


class ReportSettings(Section):
    section = "reports"

    answer_hours: Annotated[int, Field(ge=1, le=168)] = 4
    """Within how many hours somebody should have looked at a report."""
    urgent_minutes: Annotated[int, Field(ge=5, le=1440)] = 30
    """The same for one that can't wait (threats, self-harm, personal data)."""
