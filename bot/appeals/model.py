"""What an appeal is, and the settings of the feature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from zlib import crc32

from pydantic import Field

from bot.guidelines.model import Rule
from bot.moderation.model import Case, Evidence, Standing
from bot.moderation.model import State as CaseState
from bot.settings.model import Section

POST = "appeals:post"
"""The due row that puts an appeal into the moderators' queue; its subject is the appeal."""
CARD = "appeals:card"
"""The due row that brings its card up to date."""

TEXT_MAX = 2_000
ANSWER_MAX = 1_000
NOTE_MAX = 500


class State(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    """It stays as it was."""
    REDUCED = "reduced"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    """By the member, or by erasing their data."""


DECISIONS = (State.UPHELD, State.REDUCED, State.LIFTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    id: int
    guild_id: int
    case_id: int
    member_id: int | None
    text: str
    state: State
    opened_at: datetime
    due_at: datetime
    first_response_at: datetime | None
    decided_by_id: int | None
    decided_at: datetime | None
    answer: str | None
    note: str | None
    """Why it was decided by the one who had acted."""
    minutes: int | None
    strikes: int | None
    queue_channel_id: int | None
    queue_message_id: int | None
    taken_by_id: int | None
    """Who has taken it in the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a moderator decides."""

    outcome: State
    """One of `DECISIONS`."""
    answer: str
    """What the member is told."""
    stamp: int
    """`stamp_of` the case as the moderator has read it."""
    minutes: int | None = None
    """Of a reduced case, counted from when it was decided; None leaves it."""
    strikes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An appeal with everything moderators need to decide it."""

    appeal: Appeal
    case: Case
    rule: Rule | None
    """As it was when the case was decided."""
    evidence: Sequence[Evidence]
    standing: Standing | None
    cases: int
    """How many cases there are about the member."""
    appeals: int
    """How many they have appealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A case of somebody's own, with their appeal if there is one."""

    case: Case
    rule: Rule | None
    appeal: Appeal | None
    until: datetime
    """Up to when it can be appealed."""


def stamp_of(case: Case) -> int:
    """Return a number that changes with every edit of a case; how it goes on (`changed_at`) is no edit."""
    what = (case.act, case.state is CaseState.LIFTED, case.minutes, case.strikes, case.rule_key, case.reason)
    return crc32(repr(what).encode())  # not hash(): it differs from process to process


class AppealSettings(Section):
    section = "appeals"

    within_days: Annotated[int, Field(ge=1, le=365)] = 30
    """How long after a case one can appeal."""
    answer_hours: Annotated[int, Field(ge=1, le=336)] = 72
    """Within how many hours an appeal should be decided."""
