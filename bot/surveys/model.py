"""What surveys are made of: questions, answers, audiences, and the settings of the feature."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.settings.model import ChannelType, Section, channel

TITLE_MAX = 100
WHY_MAX = 300
QUESTION_MAX = 200
OPTION_MAX = 100
OPTIONS_MAX = 25
"""What a menu of Discord holds."""
QUESTIONS_MAX = 40
CONCEPTS_MAX = 8
SHORT_MAX = 200
LONG_MAX = 2_000
SMALLEST_GROUP = 5
"""Results of fewer people are not shown, nor what would let one compute them."""
NPS_EVERY_DAYS = 90
"""Nobody is asked more often."""


class SurveyKind(StrEnum):
    SURVEY = "survey"
    NPS = "nps"
    CONCEPT = "concept"


class SurveyState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    """It opens by itself."""
    OPEN = "open"
    CLOSED = "closed"
    DELETED = "deleted"


class AudienceKind(StrEnum):
    ALL = "all"
    ROLE = "role"
    RANK = "rank"
    ATTENDEES = "attendees"
    SAMPLE = "sample"


class QuestionKind(StrEnum):
    SINGLE = "single"
    SEVERAL = "several"
    SCALE = "scale"
    NPS = "nps"
    SHORT = "short"
    LONG = "long"
    CONCEPT = "concept"
    """One of several options with pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    kind: AudienceKind
    role_id: int | None = None
    rank_id: int | None = None
    occurrence_id: int | None = None
    sample_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    id: int
    text: str
    has_picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: int
    survey_id: int
    position: int
    """From 1, without gaps."""
    kind: QuestionKind
    text: str
    required: bool
    options: tuple[Option, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    lowest_means: str | None = None
    highest_means: str | None = None
    most: int | None = None
    """Of several choices: so many at the most; None: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    id: int
    guild_id: int
    kind: SurveyKind
    state: SurveyState
    title: str
    why: str
    anonymous: bool
    audience: Audience
    opens_at: datetime | None
    closes_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    asked: int | None
    channel_id: int | None
    message_id: int | None
    reminded_at: datetime | None
    pings: bool
    """Of an audience that is a role: the post and the reminder mention it."""
    publish: bool
    results_message_id: int | None
    points: int
    rewarded_at: datetime | None
    sealed_secret: str | None
    decision: str | None
    decided_by_id: int | None
    decided_at: datetime | None
    round: str | None
    created_by_id: int | None
    created_at: datetime
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A survey with its questions, in order."""

    survey: Survey
    questions: tuple[Question, ...]

    def with_id(self, question_id: int) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTerms:
    """What an admin decides about a question. Options are given by their texts."""

    kind: QuestionKind
    text: str
    required: bool = True
    options: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    lowest_means: str | None = None
    highest_means: str | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What an option of a concept test looks like; `format` is the ending of a file: png, jpg, gif or webp."""

    format: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer to one question. Which field is set follows from the question's kind; all None: skipped."""

    number: int | None = None
    options: tuple[int, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NpsRound:
    """The counts of a closed round."""

    survey_id: int
    round: str
    asked: int
    promoters: int
    passives: int
    detractors: int
    score: float | None
    low: float | None
    high: float | None
    closed_on: date


class NpsMode(StrEnum):
    OFF = "off"
    QUARTERLY = "quarterly"
    """All at once, for two weeks of each quarter."""
    ROLLING = "rolling"
    """Every week another thirteenth of the members, all through the quarter."""


class SurveySettings(Section):
    section = "surveys"

    channel_id: int | None = channel(ChannelType.TEXT)
    """Where surveys are posted."""
    points: Annotated[int, Field(ge=0, le=1_000)] = 5
    """For taking part, in one batch after closing."""
    nps: NpsMode = NpsMode.OFF
    nps_mentions: Annotated[int, Field(ge=0, le=50)] = 20
    """How many of those to be asked are mentioned a day."""
