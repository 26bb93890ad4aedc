"""What holds for questions whatever the database and Discord do: pure functions."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.questions import errors
from bot.questions.model import (
    BODY_MAX,
    DEFLECT_WITHIN,
    FAQ_NAME_MAX,
    LIMIT_PERIOD,
    NOTE_MAX,
    TITLE_LETTERS_MIN,
    TITLE_MAX,
    Answer,
    Question,
    QuestionSettings,
    Role,
    Side,
    State,
    Written,
)
from bot.settings.model import ServerSettings
from bot.text import clean, cut, letters, one_line

# What happens by itself: kinds of due rows, each with the question's id as its subject.
EXPERTS = "questions.experts"
STAFF = "questions.staff"
QUEUE = "questions.queue"
QUIET = "questions.quiet"
CLOSE = "questions.close"
UNCLAIM = "questions.unclaim"
CARD = "questions.card"
"""The card and the tags are to be drawn anew: done at once, and by this row where a crash or Discord prevents that."""
TELL_UNSEALED = "questions.tell-unsealed"
"""Its subject is the request to unseal."""

CARD_AGAIN_AFTER = timedelta(minutes=1)

OLD_POST = timedelta(days=7)
"""Adopting a forum's past must not call experts and staff to every old post: nobody is reminded of those."""


# Texts


def checked_title(text: str) -> str:
    """Return the title as it is kept. Raises TitleTooShort, TitleTooLong or TitleWithoutWords."""
    title = one_line(text)
    if len(title) > TITLE_MAX:
        raise errors.TitleTooLong(limit=TITLE_MAX, length=len(title))
    if title and not letters(title):
        raise errors.TitleWithoutWords
    if letters(title) < TITLE_LETTERS_MIN:
        raise errors.TitleTooShort
    return title


def checked_body(text: str) -> str:
    """Return the details as they are kept. Raises BodyTooLong."""
    body = clean(text)
    if len(body) > BODY_MAX:
        raise errors.BodyTooLong(limit=BODY_MAX)
    return body


def checked_note(text: str) -> str:
    """Return a reason as it is kept: longer ones are cut. Raises ReasonNeeded where it says nothing."""
    note = clean(text)
    if not letters(note):
        raise errors.ReasonNeeded(limit=NOTE_MAX)
    return cut(note, NOTE_MAX)


def title_of(text: str) -> str:
    """Return a title for a message that becomes a question: its first line that has words, cut; "" where none has."""
    lines = (one_line(line) for line in clean(text).splitlines())
    return cut(next((line for line in lines if letters(line) >= TITLE_LETTERS_MIN), ""), TITLE_MAX)


def posted_title(text: str) -> str:
    """Return the title of a post that stands already, whatever it is called."""
    return cut(one_line(text), TITLE_MAX) or "…"


def checked_faq_name(text: str) -> str:
    """Return the name as it is shown. Raises FaqNameInvalid."""
    name = one_line(text)
    if not letters(name) or len(name) > FAQ_NAME_MAX:
        raise errors.FaqNameInvalid(limit=FAQ_NAME_MAX)
    return name


def faq_key(name: str) -> str:
    """Return the form in which two names are the same: ＦＡＱ and faq, ｶﾅ and カナ."""
    return " ".join(unicodedata.normalize("NFKC", name[: 4 * FAQ_NAME_MAX]).casefold().split())[: 4 * FAQ_NAME_MAX]


def same_emoji(one: str, other: str) -> bool:
    """Whether two emoji look the same: clients differ in the sign that asks for the coloured form."""
    return one.replace("\ufe0f", "") == other.replace("\ufe0f", "")


# People


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody is to a question."""

    asker: bool = False
    staff: bool = False
    """Has a staff or moderator role, or manages the server."""
    trusted: bool = False
    helper: bool = False
    """Has answered it, or taken it on once."""


def has_authority(actor: Actor, server: ServerSettings) -> bool:
    return actor.manages_server or actor.moderates or actor.has_any(server.staff_role_ids | server.moderator_role_ids)


def is_moderator(actor: Actor, server: ServerSettings) -> bool:
    return actor.manages_server or actor.moderates or actor.has_any(server.moderator_role_ids)


def side_of(role_ids: frozenset[int], server: ServerSettings) -> Side:
    """Return whom an answer counts for. Moderators who aren't the company's own people count as members."""
    return Side.MEMBER if role_ids.isdisjoint(server.staff_role_ids) else Side.STAFF


def acting_as(standing: Standing) -> Role | None:
    """Return as what somebody acts; the asker is always the asker, so that an anonymous one is never named."""
    if standing.asker:
        return Role.ASKER
    if standing.staff:
        return Role.STAFF
    if standing.trusted:
        return Role.TRUSTED
    return Role.HELPER if standing.helper else None


def may_accept(question: Question, standing: Standing) -> bool:
    """Whether somebody may say what solved it: where the asker has left the server, also those who helped."""
    return (
        standing.asker or standing.staff or standing.trusted or (question.asker_left_at is not None and standing.helper)
    )


def may_close(standing: Standing) -> bool:
    return standing.asker or standing.staff


def may_mark_duplicate(standing: Standing) -> bool:
    return standing.asker or standing.staff or standing.trusted


def may_reopen(question: Question, standing: Standing) -> bool:
    """Whether somebody may open it again: a closed one anybody who was part of it, a solved one who may accept.

    A solution is somebody's; another helper must not be able to take it away.
    """
    return may_accept(question, standing) or (question.state is State.CLOSED and standing.helper)


# Use cases


def check_there(question: Question) -> None:
    if question.deleted_at is not None:
        raise errors.QuestionGone


def check_open(question: Question) -> None:
    """Raises QuestionGone, AlreadySolved or AlreadyClosed."""
    check_there(question)
    if question.state is State.SOLVED:
        raise errors.AlreadySolved
    if question.state is State.CLOSED:
        raise errors.AlreadyClosed


def check_accept(
    question: Question, *, by: Actor, standing: Standing, answer: Written, known: Answer | None, move: bool
) -> None:
    """Raises QuestionGone, NotYours, NotAnAnswer, BotAnswer, OwnAnswer, AnswerGone or AlreadySolved."""
    check_there(question)
    if not may_accept(question, standing):
        raise errors.NotYours
    if answer.channel_id != question.thread_id or answer.message_id == question.starter_message_id:
        raise errors.NotAnAnswer
    if known is not None and known.question_id != question.id:
        raise errors.NotAnAnswer
    if answer.author_is_bot:
        raise errors.BotAnswer
    if answer.author_id == by.id:
        raise errors.OwnAnswer
    if known is not None and known.deleted_at is not None:
        raise errors.AnswerGone
    if question.solution is not None and (not move or question.solution.message_id == answer.message_id):
        raise errors.AlreadySolved


def check_deflect(question: Question, *, target: Question, now: datetime) -> None:
    """Raises QuestionGone, AlreadySolved, AlreadyClosed, DuplicateOfItself, NotSolved or TooLateToDeflect."""
    check_open(question)
    if target.id == question.id:
        raise errors.DuplicateOfItself
    if target.state is not State.SOLVED or target.deleted_at is not None:
        raise errors.NotSolved
    if now - question.asked_at > DEFLECT_WITHIN:
        raise errors.TooLateToDeflect


def may_ask_again_at(asked: Sequence[datetime], *, limit: int, now: datetime) -> datetime | None:
    """Return when the next question is possible, None for now. `asked` are the moments, latest first."""
    recent = [moment for moment in asked if now - moment < LIMIT_PERIOD]
    return None if len(recent) < limit else recent[limit - 1] + LIMIT_PERIOD


# What happens by itself


def looks_different(before: Question, after: Question) -> bool:
    """Whether the card has something else to show."""
    return _look(before) != _look(after)


def _look(question: Question) -> tuple[object, ...]:
    solution, claim = question.solution, question.claim
    return (
        question.state,
        question.close_reason,
        question.close_note,
        question.duplicate_of_id,
        question.deleted_at,
        question.tags,
        question.title,
        solution and (solution.message_id, solution.answerer_id),
        claim and (claim.member_id, claim.until),
        question.first_answer is None,
    )


def due_times(question: Question, settings: QuestionSettings) -> Mapping[str, datetime]:
    """Return what is to happen by itself, and when, as things stand now; moments that have passed mean at once.

    Without an answer: experts are called, then staff, then it goes to the queue, and a claim holds all of them back.
    With an answer: the asker is asked once it has become quiet, and without a word after that it is closed.
    """
    if question.state is not State.OPEN or question.deleted_at is not None:
        return {}
    times = _waiting(question, settings) if question.first_answer is None else _quiet(question, settings)
    if not question.reminders:
        times = {}
    if question.claim is not None:
        times = {kind: max(moment, question.claim.until) for kind, moment in times.items()}
        times[UNCLAIM] = question.claim.until
    return times


def _waiting(question: Question, settings: QuestionSettings) -> dict[str, datetime]:
    times: dict[str, datetime] = {}
    if settings.experts_per_question and question.tags and question.experts_told_at is None:
        times[EXPERTS] = question.asked_at + timedelta(minutes=settings.experts_after_minutes)
    if question.staff_told_at is None:
        times[STAFF] = question.asked_at + timedelta(hours=settings.staff_after_hours)
    if question.queued_at is None:
        times[QUEUE] = question.asked_at + timedelta(hours=settings.queue_after_hours)
    return times


def _quiet(question: Question, settings: QuestionSettings) -> dict[str, datetime]:
    asked = question.quiet_asked_at
    if asked is None or asked < question.last_activity_at:
        return {QUIET: question.last_activity_at + timedelta(hours=settings.quiet_after_hours)}
    return {CLOSE: asked + timedelta(days=settings.close_after_days)} if settings.close_after_days else {}


# Figures


def nearest_rank(count: int, *, percent: int) -> int:
    """Return the place, from 0, of a percentile among `count` values in rising order.

    The nearest-rank definition: the smallest value that at least `percent` % of the values don't exceed. It is always
    a value that occurred. `count` is at least 1, `percent` 1 to 100.
    """
    return math.ceil(count * percent / 100) - 1
