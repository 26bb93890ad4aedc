"""What questions are made of: states, values, and the settings of the feature. What can be refused is in `errors`."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Generic, TypeVar

from pydantic import Field, field_validator

from bot.settings.model import ChannelType, Section, channel, roles

T = TypeVar("T")

TITLE_MAX = 100  # a thread's name: Discord's limit
TITLE_LETTERS_MIN = 2  # 「返品」 is a whole title
BODY_MAX = 3_000
"""What `/ask` takes: a card with title, tags and buttons around it has to fit Discord's 4,000 characters."""

TEXT_KEPT = 800
"""How much of a question's and an answer's text is kept for search: more finds no more (measured)."""

NOTE_MAX = 400
"""A reason that staff write."""

FAQ_NAME_MAX = 50
QUERY_MAX = 200
PAGE_SIZE = 10
SIMILAR_SHOWN = 5

DEFLECT_WITHIN = timedelta(hours=1)
"""How long after asking “This solved it” counts as deflected: later it was the waiting that solved it."""

UNSEAL_WITHIN = timedelta(hours=24)
"""How long a second moderator can confirm a request to unseal."""

LIMIT_PERIOD = timedelta(hours=24)
"""“A day” of the limits: the last 24 hours, so that no midnight doubles them."""


class State(StrEnum):
    OPEN = "open"
    SOLVED = "solved"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a question is closed without a solution of its own."""

    QUIET = "quiet"
    DUPLICATE = "duplicate"
    DEFLECTED = "deflected"
    WITHDRAWN = "withdrawn"
    STAFF = "staff"
    DELETED = "deleted"


class Source(StrEnum):
    """How a question came to be."""

    ASK = "ask"
    POST = "post"
    MESSAGE = "message"


class Side(StrEnum):
    """On which side of the house somebody stands who answers: `ASKER` solved it themselves."""

    MEMBER = "member"
    STAFF = "staff"
    ASKER = "asker"


class Role(StrEnum):
    """As what somebody acted on a question; for an anonymous asker it is all that is kept."""

    ASKER = "asker"
    STAFF = "staff"
    TRUSTED = "trusted"
    HELPER = "helper"
    BOT = "bot"


class FactKind(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    SOLVED = "solved"
    MOVED = "moved"
    REOPENED = "reopened"
    CLOSED = "closed"
    CLAIMED = "claimed"
    RELEASED = "released"
    THANKED = "thanked"


class ReopenCause(StrEnum):
    """Why a question that was solved or closed is open again."""

    ASKED_AGAIN = "asked_again"
    UNDONE = "undone"
    ANSWER_DELETED = "answer_deleted"


class UnsealState(StrEnum):
    REQUESTED = "requested"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A topic: a forum's tag, without the ones that show the state."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message somebody wrote in a question's thread. `text` is not kept unless it becomes the solution."""

    message_id: int
    channel_id: int
    author_id: int
    author_role_ids: frozenset[int] = frozenset()
    author_is_bot: bool = False
    text: str = field(default="", repr=False)
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question that may be asked: cleaned, checked, and within the limits."""

    guild_id: int
    title: str = field(repr=False)
    body: str = field(repr=False)
    anonymous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The thread a question lives in, as it now stands on Discord."""

    channel_id: int
    """The forum or text channel the thread is in."""
    thread_id: int
    starter_message_id: int | None
    card_message_id: int | None = None
    """The bot's own message in it, which is edited when the question is solved."""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    message_id: int
    answerer_id: int | None
    """None where the answerer was erased."""
    side: Side
    text: str = field(repr=False)
    accepted_at: datetime
    accepted_as: Role
    accepted_by_id: int | None
    """None where an anonymous asker accepted, or who accepted was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    at: datetime
    message_id: int
    author_id: int | None
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    member_id: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """The message in the moderators' queue about a question that nobody had answered."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: int
    guild_id: int
    channel_id: int
    thread_id: int
    starter_message_id: int | None
    card_message_id: int | None
    asker_id: int | None
    """None where the question is anonymous or its asker was erased."""
    anonymous: bool
    fingerprint: str | None = field(repr=False)
    title: str = field(repr=False)
    body: str = field(repr=False)
    """At most `TEXT_KEPT` characters of the question's text."""
    tags: tuple[Tag, ...] = ()
    source: Source
    state: State
    asked_at: datetime
    close_reason: CloseReason | None
    close_note: str | None
    """What staff wrote as the reason."""
    closed_at: datetime | None
    closed_by_id: int | None
    duplicate_of_id: int | None
    """The question that answers this one: of a duplicate and of a deflected question."""
    solution: Solution | None
    first_answer: FirstAnswer | None
    first_member_answer_at: datetime | None
    last_activity_at: datetime
    claim: Claim | None
    """May have run out: `claimed_at(now)` knows."""
    reopened: int
    """How often it was opened again."""
    asker_left_at: datetime | None
    deleted_at: datetime | None
    reminders: bool
    """Whether anybody is reminded of it; not of posts that were old when they were found."""
    experts_told_at: datetime | None
    staff_told_at: datetime | None
    queued_at: datetime | None
    queue_entry: QueueEntry | None
    """None where none could be sent, or it was deleted."""
    quiet_asked_at: datetime | None

    def claimed_at(self, moment: datetime) -> Claim | None:
        """Return the claim that holds at `moment`."""
        return self.claim if self.claim is not None and self.claim.until > moment else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A message that answers a question: who and when, never its text."""

    id: int
    guild_id: int
    question_id: int
    message_id: int
    author_id: int | None
    side: Side
    posted_at: datetime
    deleted_at: datetime | None
    upvotes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to a question. `detail`: the reason of closing, the cause of re-opening."""

    kind: FactKind
    happened_at: datetime
    member_id: int | None
    """None where it was the bot or an anonymous asker, or the member was erased."""
    role: Role
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A part of a list. `number` counts from 1; an empty list has one page."""

    items: tuple[T, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Solved questions like a text, best first; `sure` says whether they may be shown to somebody who didn't ask."""

    questions: tuple[Question, ...]
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    id: int
    guild_id: int
    name: str
    question: Question
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealRequest:
    id: int
    guild_id: int
    question_id: int
    reason: str
    requested_by_id: int
    requested_at: datetime
    state: UnsealState
    confirmed_by_id: int | None
    confirmed_at: datetime | None
    told_at: datetime | None

    @property
    def expires_at(self) -> datetime:
        return self.requested_at + UNSEAL_WITHIN


_CUSTOM_EMOJI = re.compile(r"<a?:\w{2,32}:\d{15,20}>")
_EMOJI_MAX = 16  # a family of four with skin tones
_EMOJI_MARKS = "\u200d\ufe0f\u20e3"  # what joins, colours and encloses


def _looks_like_emoji(text: str) -> bool:
    """Whether a text is a pictograph and its marks, so far as can be told without Unicode's list of them."""
    pictured = any(unicodedata.category(c) == "So" for c in text) or any(mark in text for mark in _EMOJI_MARKS[1:])
    others = [
        c for c in text if c not in _EMOJI_MARKS and not "\U000e0020" <= c <= "\U000e007f"
    ]  # tags: flags' regions
    return pictured and len(text) <= _EMOJI_MAX and not any(unicodedata.category(c)[0] in "CLMZ" for c in others)


class QuestionSettings(Section):
    """What a server's admins choose for questions. Hours and minutes count from asking, unless a field says not so."""

    section: ClassVar[str] = "questions"

    forum_channel_id: int | None = channel(ChannelType.FORUM, ChannelType.TEXT)
    trusted_role_ids: frozenset[int] = roles()
    """May accept answers in others' questions."""
    upvote_emoji: str = "👍"
    suggest_similar: bool = True
    questions_per_day: Annotated[int, Field(ge=1, le=100)] = 10
    anonymous_allowed: bool = True
    anonymous_per_day: Annotated[int, Field(ge=1, le=20)] = 2
    claim_hours: Annotated[int, Field(ge=1, le=72)] = 4
    experts_after_minutes: Annotated[int, Field(ge=0, le=1440)] = 30
    experts_per_question: Annotated[int, Field(ge=0, le=10)] = 3
    """0: experts are never told."""
    expert_notices_per_day: Annotated[int, Field(ge=1, le=20)] = 3
    staff_after_hours: Annotated[int, Field(ge=1, le=168)] = 4
    queue_after_hours: Annotated[int, Field(ge=1, le=336)] = 24
    quiet_after_hours: Annotated[int, Field(ge=1, le=720)] = 24
    """Since the last message in the thread."""
    close_after_days: Annotated[int, Field(ge=0, le=90)] = 3
    """Since the asker was asked whether it is solved; 0: never by itself."""
    cost_per_ticket: Annotated[float, Field(ge=0, le=10_000_000)] = 0
    """0: savings are counted in tickets only."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "JPY"

    @field_validator("upvote_emoji")
    @classmethod
    def _one_emoji(cls, value: str) -> str:
        value = value.strip()
        if not _looks_like_emoji(value) and not _CUSTOM_EMOJI.fullmatch(value):
            raise ValueError("give one emoji")
        return value
