"""Rules of surveys: pure, without clock, database or Discord. The kinds of due rows stand here, too."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.surveys import errors
from bot.surveys.model import (
    CONCEPTS_MAX,
    OPTION_MAX,
    OPTIONS_MAX,
    QUESTION_MAX,
    SMALLEST_GROUP,
    AudienceKind,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionTerms,
    Survey,
    SurveyKind,
    SurveyState,
)
from bot.text import cut, letters, one_line

OPEN = "surveys:open"
CLOSE = "surveys:close"
POST = "surveys:post"
"""Post a survey with its button, or bring the post up to date. Subject: the survey, as with all but the last."""
REMIND = "surveys:remind"
COUNT = "surveys:count"
"""Count who of which group took part, once it has closed."""
RESULTS = "surveys:results"
"""Show the results to all."""
REWARD = "surveys:reward"
"""Give everybody who took part their points, in one batch."""
WIPE = "surveys:wipe"
"""Leave nothing in the database's log of what was deleted on closing."""
NPS = "surveys:nps"
"""Go on with the NPS of a server: open a round, choose who is asked next. Subject: the server."""
NPS_MENTION = "surveys:nps-mention"
"""Mention some of those who are asked for the NPS. Subject: the round."""

# Building and running ---------------------------------------------------------------------------------------------

OPEN_FOR = timedelta(days=7)
"""Unless an admin says until when."""
SHORTEST = timedelta(hours=1)
"""A survey is open at least so long."""
LONGEST = timedelta(days=90)
REMINDED_BEFORE = timedelta(hours=48)
WORTH_REMINDING = timedelta(hours=12)
"""With less left, a reminder would only be a nuisance."""
SHOWN_EVERY = timedelta(minutes=10)
"""How often the post follows the number of answers: not with each, which would tell who has just answered."""


def is_open(survey: Survey, *, now: datetime) -> bool:
    """Whether answers are taken: never after the closing time, also where nobody has come to close it yet."""
    return survey.state is SurveyState.OPEN and (survey.closes_at is None or now < survey.closes_at)


def remind_at(*, opened_at: datetime, closes_at: datetime) -> datetime:
    """Return when the reminder is due: half-way, or two days before closing if that is later."""
    return max(opened_at + (closes_at - opened_at) / 2, closes_at - REMINDED_BEFORE)


def is_worth_reminding(survey: Survey, *, now: datetime) -> bool:
    return (
        survey.state is SurveyState.OPEN
        and survey.reminded_at is None
        and survey.closes_at is not None
        and survey.closes_at - now >= WORTH_REMINDING
    )


_SECONDS = {
    QuestionKind.SINGLE: 12,
    QuestionKind.SEVERAL: 18,
    QuestionKind.SCALE: 8,
    QuestionKind.NPS: 10,
    QuestionKind.SHORT: 25,
    QuestionKind.LONG: 60,
    QuestionKind.CONCEPT: 40,
}


def minutes_for(questions: Sequence[Question]) -> int:
    """Return about how long answering takes, in whole minutes, at least one."""
    return max(1, round(sum(_SECONDS[question.kind] for question in questions) / 60))


def has_post(survey: Survey) -> bool:
    """Whether a survey is posted in the channel for surveys.

    One that was made by itself after an event isn't: its button stands in the event's thread, where those are who
    were there.
    """
    made_for_event = survey.audience.kind is AudienceKind.ATTENDEES and survey.created_by_id is None
    return survey.message_id is not None or not made_for_event


# What a survey has to be like

SAMPLE_MAX = 100_000
POINTS_MAX = 1_000
HIGHEST = range(3, 11)
"""What a scale ends with; it begins with 0 or 1."""
MEANS_MAX = 60
OPTIONS_MAX_OF = {
    QuestionKind.SINGLE: OPTIONS_MAX,
    QuestionKind.SEVERAL: OPTIONS_MAX,
    QuestionKind.CONCEPT: CONCEPTS_MAX,
}


def checked(terms: QuestionTerms) -> QuestionTerms:
    """Return a question's terms tidied, without what its kind has no use for.

    Raises QuestionEmpty, TooLong, TooFewOptions, TooManyOptions, OptionTwice or MostWrong.
    """
    text = tidy(terms.text, QUESTION_MAX)
    if not letters(text):
        raise errors.QuestionEmpty
    options = _options(terms)
    is_scale = terms.kind is QuestionKind.SCALE
    return QuestionTerms(
        kind=terms.kind,
        text=text,
        required=terms.required,
        options=options,
        lowest=terms.lowest if is_scale else None,
        highest=terms.highest if is_scale else None,
        lowest_means=_means(terms.lowest_means) if is_scale else None,
        highest_means=_means(terms.highest_means) if is_scale else None,
        most=_most(terms, options),
    )


def tidy(text: str, limit: int) -> str:
    """Return a text in one line. Raises TooLong."""
    line = one_line(text)
    if len(line) > limit:
        raise errors.TooLong(text=cut(line, 40), limit=limit, length=len(line))
    return line


def shortened(text: str, limit: int) -> str:
    """Return a text that the bot itself made in one line, cut where it is too long."""
    return cut(one_line(text), limit)


def _means(text: str | None) -> str | None:
    return tidy(text or "", MEANS_MAX) or None


def _options(terms: QuestionTerms) -> tuple[str, ...]:
    limit = OPTIONS_MAX_OF.get(terms.kind)
    if limit is None:
        return ()
    options = [line for text in terms.options if (line := tidy(text, OPTION_MAX))]
    if len(options) < 2:
        raise errors.TooFewOptions
    if len(options) > limit:
        raise errors.TooManyOptions(limit=limit, count=len(options))
    seen: set[str] = set()
    for option in options:
        folded = unicodedata.normalize("NFKC", option).casefold()
        if folded in seen:
            raise errors.OptionTwice(option=option)
        seen.add(folded)
    return tuple(options)


def _most(terms: QuestionTerms, options: Sequence[str]) -> int | None:
    if terms.kind is not QuestionKind.SEVERAL or terms.most is None:
        return None
    if not 1 <= terms.most <= len(options):
        raise errors.MostWrong(typed=str(terms.most), options=len(options))
    return terms.most if terms.most < len(options) else None


def read_points(typed: str) -> int:
    """Return the points somebody typed. Raises PointsWrong."""
    number = read_number(typed)
    if number is None or number > POINTS_MAX:
        raise errors.PointsWrong(limit=POINTS_MAX)
    return number


def read_most(typed: str) -> int | None:
    """Return how many choices somebody allows; None: all of them. 0, which is too few, for what is no number."""
    return (read_number(typed) or 0) if typed.strip() else None


def read_number(typed: str) -> int | None:
    """Return a whole number as people type it, of full width too; None for anything else."""
    text = unicodedata.normalize("NFKC", typed).replace(",", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def check_ready(sheet: Questionnaire, *, now: datetime) -> None:
    """Raise what keeps a draft from being opened."""
    survey, questions = sheet.survey, sheet.questions
    if not questions:
        raise errors.NoQuestions
    concepts = [question for question in questions if question.kind is QuestionKind.CONCEPT]
    if survey.kind is SurveyKind.CONCEPT and not concepts:
        raise errors.NoConcept
    for option in (option for question in concepts for option in question.options):
        if not option.has_picture:
            raise errors.PictureMissing(option=option.text)
    audience = survey.audience
    if audience.kind is AudienceKind.ROLE and audience.role_id is None:
        raise errors.AudienceGone
    if audience.kind is AudienceKind.SAMPLE and not audience.sample_size:
        raise errors.SampleWrong
    hides_few = survey.anonymous or survey.kind is SurveyKind.CONCEPT
    if hides_few and audience.kind is AudienceKind.SAMPLE and (audience.sample_size or 0) < SMALLEST_GROUP:
        raise errors.SampleTooSmall(limit=SMALLEST_GROUP)
    if survey.closes_at is not None:
        check_closing(survey.closes_at, opens_at=max(survey.opens_at or now, now))


def check_closing(closes_at: datetime, *, opens_at: datetime) -> None:
    """Raise ClosesTooSoon or ClosesTooLate where a survey can't be open for that time."""
    if closes_at - opens_at < SHORTEST:
        raise errors.ClosesTooSoon
    if closes_at - opens_at > LONGEST:
        raise errors.ClosesTooLate(days=LONGEST.days)
