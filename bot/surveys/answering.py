"""Answering a survey: page by page, each kept at once, until it is closed.

Nothing counts before *Send*; after it what is kept counts, also what is changed afterwards. So whoever is answering
when a survey closes has either sent it, and what was kept last is their answer, or has not, and it is deleted.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.surveys import errors, rules
from bot.surveys.anonymity import Anonymity, Sheet
from bot.surveys.audience import Audiences
from bot.surveys.desk import Desk
from bot.surveys.model import LONG_MAX, SHORT_MAX, Given, Picture, Question, QuestionKind, Survey, SurveyState
from bot.surveys.store import participants, questions
from bot.text import clean

Hook = Callable[[AsyncConnection, Survey], Awaitable[None]]

NPS_HIGHEST = 10

SKIPPED = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one member is."""

    survey: Survey
    questions: tuple[Question, ...]
    """In order."""
    answers: Mapping[int, Given]
    """By the questions' ids; what was skipped is there, with an empty answer."""
    begun: bool = False
    finished: bool = False
    """It was sent; what is changed now counts."""

    @property
    def next(self) -> int | None:
        """The position of the first question that was neither answered nor skipped; None: all were."""
        return next((one.position for one in self.questions if one.id not in self.answers), None)

    @property
    def missing(self) -> Question | None:
        """The first question that must be answered and isn't."""
        return next((one for one in self.questions if one.required and not self._has(one)), None)

    def _has(self, question: Question) -> bool:
        return self.answers.get(question.id, SKIPPED) != SKIPPED

    def at(self, position: int) -> Question | None:
        return next((one for one in self.questions if one.position == position), None)

    def with_id(self, question_id: int) -> Question | None:
        return next((one for one in self.questions if one.id == question_id), None)


class Answering:
    def __init__(self, desk: Desk, anonymity: Anonymity, audiences: Audiences) -> None:
        self._desk = desk
        self._anonymity = anonymity
        self._audiences = audiences
        self.on_finish: list[Hook] = []
        """In the transaction in which somebody sends their answers for the first time."""

    async def progress(self, by: Actor, survey_id: int) -> Progress:
        """Return how far somebody is. Raises SurveyNotFound, NotOpenYet, SurveyClosed, NotAsked or KeyMissing."""
        async with self._desk.database.read() as connection:
            survey = await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey_id)
            await self._check(connection, survey, by)
            return await self._progress(connection, survey, by)

    async def pictures(self, survey: Survey) -> Mapping[int, Picture]:
        """Return the pictures of a survey's options, by the options' ids."""
        async with self._desk.database.read() as connection:
            return await questions.pictures(connection, guild_id=survey.guild_id, survey_id=survey.id)

    async def begin(self, by: Actor, survey_id: int) -> Progress:
        """Note that somebody takes part; again changes nothing. Raises what `progress` does."""
        async with self._desk.database.write() as connection:
            progress = await self._open(connection, by, survey_id)
            return await self._begun(connection, progress, by)

    async def save(self, by: Actor, survey_id: int, question_id: int, given: Given) -> Progress:
        """Keep an answer, in place of the one before; an empty one skips the question.

        Raises what `progress` does, DoesNotFit, and AnswerNeeded where the question can't be skipped.
        """
        async with self._desk.database.write() as connection:
            progress = await self._begun(connection, await self._open(connection, by, survey_id), by)
            question = progress.with_id(question_id)
            if question is None:
                raise errors.DoesNotFit
            answers = {**progress.answers, question_id: checked(question, given)}
            await self._anonymity.write(
                connection,
                progress.survey,
                Sheet(answers=answers, finished=progress.finished),
                member_id=by.id,
                changed=question_id,
            )
            return replace(progress, answers=answers)

    async def finish(self, by: Actor, survey_id: int) -> Progress:
        """Let the answers count; again changes nothing. Raises what `progress` does, and AnswersMissing."""
        async with self._desk.database.write() as connection:
            progress = await self._open(connection, by, survey_id)
            if progress.missing is not None:
                raise errors.AnswersMissing(number=progress.missing.position)
            if progress.finished:
                return progress
            progress = await self._begun(connection, progress, by)
            sheet = Sheet(answers=progress.answers, finished=True)
            await self._anonymity.write(connection, progress.survey, sheet, member_id=by.id)
            await participants.finish(connection, survey_id=survey_id, member_id=by.id)
            for hook in self.on_finish:
                await hook(connection, progress.survey)
            return replace(progress, finished=True)

    async def _open(self, connection: AsyncConnection, by: Actor, survey_id: int) -> Progress:
        survey = await self._desk.locked(connection, guild_id=by.guild_id, survey_id=survey_id)
        await self._check(connection, survey, by)
        return await self._progress(connection, survey, by)

    async def _check(self, connection: AsyncConnection, survey: Survey, by: Actor) -> None:
        if survey.state in (SurveyState.DRAFT, SurveyState.DELETED):
            raise errors.SurveyNotFound
        if survey.state is SurveyState.PLANNED:
            raise errors.NotOpenYet
        if not rules.is_open(survey, now=self._desk.clock()):
            raise errors.SurveyClosed
        await self._audiences.check(connection, survey, by)

    async def _progress(self, connection: AsyncConnection, survey: Survey, by: Actor) -> Progress:
        sheet = await self._anonymity.read(connection, survey, member_id=by.id)
        asked = tuple(await questions.of_survey(connection, survey.id))
        if sheet is None:
            return Progress(survey=survey, questions=asked, answers={})
        known = {one.id for one in asked}
        answers = {id_: given for id_, given in sheet.answers.items() if id_ in known}
        return Progress(survey=survey, questions=asked, answers=answers, begun=True, finished=sheet.finished)

    async def _begun(self, connection: AsyncConnection, progress: Progress, by: Actor) -> Progress:
        if progress.begun:
            return progress
        survey = progress.survey
        await participants.begin(
            connection,
            guild_id=survey.guild_id,
            survey_id=survey.id,
            member_id=by.id,
            on=self._desk.clock().date(),
        )
        await self._anonymity.write(connection, survey, Sheet(), member_id=by.id)
        # Where nobody had answered before, the survey's secret was made just now.
        survey = await self._desk.survey(connection, guild_id=survey.guild_id, survey_id=survey.id)
        return replace(progress, survey=survey, begun=True)


# What a question takes --------------------------------------------------------------------------------------------


def checked(question: Question, given: Given) -> Given:
    """Return an answer as it is kept. Raises DoesNotFit, and AnswerNeeded."""
    kept = _CHECKS[question.kind](question, given)
    if kept == SKIPPED and question.required:
        raise errors.AnswerNeeded
    return kept


def bounds(question: Question) -> tuple[int, int]:
    """Return the lowest and the highest number a scale or the NPS takes."""
    if question.kind is QuestionKind.NPS:
        return 0, NPS_HIGHEST
    assert question.lowest is not None and question.highest is not None
    return question.lowest, question.highest


def most(question: Question) -> int:
    """Return how many options may be chosen."""
    if question.kind is not QuestionKind.SEVERAL:
        return 1
    return min(question.most or len(question.options), len(question.options))


def longest(question: Question) -> int:
    """Return how many characters a text may have."""
    return SHORT_MAX if question.kind is QuestionKind.SHORT else LONG_MAX


def _choice(question: Question, given: Given) -> Given:
    chosen = set(given.options)
    known = {option.id for option in question.options}
    fits = given.number is None and given.text is None and chosen <= known
    if not fits or len(chosen) != len(given.options) or len(chosen) > most(question):
        raise errors.DoesNotFit
    return Given(options=tuple(sorted(chosen)))


def _number(question: Question, given: Given) -> Given:
    lowest, highest = bounds(question)
    if given.options or given.text is not None:
        raise errors.DoesNotFit
    if given.number is not None and not lowest <= given.number <= highest:
        raise errors.DoesNotFit
    return Given(number=given.number)


def _written(question: Question, given: Given) -> Given:
    if given.options or given.number is not None or len(given.text or "") > longest(question):
        raise errors.DoesNotFit
    return Given(text=clean(given.text or "") or None)


_CHECKS = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.SEVERAL: _choice,
    QuestionKind.CONCEPT: _choice,
    QuestionKind.SCALE: _number,
    QuestionKind.NPS: _number,
    QuestionKind.SHORT: _written,
    QuestionKind.LONG: _written,
}
