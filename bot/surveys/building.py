"""Making a survey: its texts and terms, and its questions up to the moment somebody may have answered them.

The draft is a row from its first form on, so nothing is lost by a restart or by closing Discord. Every change carries
the survey's revision (`stamp`): of two admins who edit at once the second is told, and changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.i18n import Language, say
from bot.surveys import errors, rules
from bot.surveys.audience import Audiences, Estimate, Population
from bot.surveys.desk import Desk, check_admin
from bot.surveys.lifecycle import Lifecycle
from bot.surveys.model import (
    QUESTIONS_MAX,
    TITLE_MAX,
    WHY_MAX,
    Audience,
    AudienceKind,
    Picture,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionTerms,
    Survey,
    SurveyKind,
    SurveySettings,
    SurveyState,
)
from bot.surveys.store import catalogue, questions
from bot.text import letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A survey in a list: with how many questions it has and how many have answered it."""

    survey: Survey
    questions: int
    finished: int


VISIBLE = tuple(state for state in SurveyState if state is not SurveyState.DELETED)


class Building:
    def __init__(self, desk: Desk, audience: Audiences, lifecycle: Lifecycle) -> None:
        self._desk = desk
        self._audience = audience
        self._lifecycle = lifecycle

    # Reading. All of it raises AdminsOnly

    async def get(self, *, by: Actor, survey_id: int) -> Questionnaire:
        """Raises SurveyNotFound, also for one that was deleted."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            return await self._sheet(connection, guild_id=by.guild_id, survey_id=survey_id)

    async def check(self, *, by: Actor, survey_id: int, stamp: int) -> Questionnaire:
        """Return a survey if it is still as it was shown. Raises SurveyNotFound or ChangedMeanwhile."""
        found = await self.get(by=by, survey_id=survey_id)
        if found.survey.revision != stamp:
            raise errors.ChangedMeanwhile
        return found

    async def page(self, *, by: Actor, limit: int, offset: int = 0) -> tuple[list[Overview], int]:
        """Return surveys, latest first, and how many there are in all."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            found = await catalogue.page(connection, guild_id=by.guild_id, states=VISIBLE, limit=limit, offset=offset)
            ids = [survey.id for survey in found]
            asked = await questions.counts(connection, survey_ids=ids)
            finished = await catalogue.finished(connection, survey_ids=ids)
            total = await catalogue.count(connection, guild_id=by.guild_id, states=VISIBLE)
        overviews = [
            Overview(survey=one, questions=asked.get(one.id, 0), finished=finished.get(one.id, 0)) for one in found
        ]
        return overviews, total

    async def named(
        self, *, guild_id: int, states: tuple[SurveyState, ...] = VISIBLE, limit: int = 200
    ) -> list[Survey]:
        """Return the latest surveys, to find one by its name among them."""
        async with self._desk.database.read() as connection:
            return await catalogue.page(connection, guild_id=guild_id, states=states, limit=limit)

    async def estimate(self, *, by: Actor, survey_id: int, population: Population | None) -> Estimate:
        """Return how many would be asked now. Raises SurveyNotFound."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            survey = await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey_id)
            return await self._audience.estimate(connection, survey, population=population)

    async def shown(self, *, guild_id: int, survey_id: int) -> tuple[Questionnaire, int] | None:
        """Return a survey, also a deleted one, and how many have answered it, for its post; None: there is no row."""
        async with self._desk.database.read() as connection:
            survey = await catalogue.get(connection, guild_id=guild_id, survey_id=survey_id)
            if survey is None:
                return None
            asked = await questions.of_survey(connection, survey.id)
            finished = await catalogue.finished(connection, survey_ids=[survey.id])
        return Questionnaire(survey=survey, questions=tuple(asked)), finished.get(survey.id, 0)

    # The survey itself. What changes one raises AdminsOnly, SurveyNotFound and, with another stamp, ChangedMeanwhile

    async def create(self, *, by: Actor, kind: SurveyKind, title: str, why: str, anonymous: bool) -> Questionnaire:
        """Begin a draft. A test of concepts is never anonymous. Raises AdminsOnly, TitleEmpty, WhyEmpty or TooLong."""
        check_admin(by)
        texts = _texts(title, why)
        async with self._desk.database.write() as connection:
            settings = await self._desk.settings.read(connection, by.guild_id, SurveySettings)
            survey_id = await catalogue.add(
                connection,
                guild_id=by.guild_id,
                kind=kind.value,
                anonymous=anonymous and kind is not SurveyKind.CONCEPT,
                publish=False,
                points=settings.points,
                created_by_id=by.id,
                created_at=self._desk.clock(),
                **texts,
                **catalogue.audience_columns(Audience(kind=AudienceKind.ALL)),
            )
            return await self._sheet(connection, guild_id=by.guild_id, survey_id=survey_id)

    async def describe(
        self, *, by: Actor, survey_id: int, stamp: int, title: str, why: str, anonymous: bool | None = None
    ) -> Questionnaire:
        """Change the texts, also of an open survey; whether it is anonymous only before it opens.

        Raises TitleEmpty, WhyEmpty, TooLong, QuestionsLocked or NotOpen.
        """
        check_admin(by)
        values: dict[str, Any] = dict(_texts(title, why))
        async with self._desk.database.write() as connection:
            survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
            if survey.state is SurveyState.CLOSED:
                raise errors.NotOpen
            if anonymous is not None and survey.kind is not SurveyKind.CONCEPT and anonymous != survey.anonymous:
                _check_unlocked(survey)
                values["anonymous"] = anonymous
            await catalogue.change(connection, survey_id=survey.id, **values)
            if survey.state is SurveyState.OPEN:
                await self._lifecycle.show_now(connection, survey)
            return await self._sheet(connection, guild_id=by.guild_id, survey_id=survey.id)

    async def ask(self, *, by: Actor, survey_id: int, stamp: int, audience: Audience) -> Questionnaire:
        """Say who is asked. Raises QuestionsLocked or SampleWrong."""
        if audience.kind is AudienceKind.SAMPLE and not 1 <= (audience.sample_size or 0) <= rules.SAMPLE_MAX:
            raise errors.SampleWrong
        return await self._change(by=by, survey_id=survey_id, stamp=stamp, **catalogue.audience_columns(audience))

    async def time(
        self, *, by: Actor, survey_id: int, stamp: int, opens_at: datetime | None, closes_at: datetime | None
    ) -> Questionnaire:
        """Say when it opens (None: as soon as it is let) and closes (None: after a week).

        Raises QuestionsLocked, ClosesTooSoon or ClosesTooLate.
        """
        now = self._desk.clock()
        if closes_at is not None:
            rules.check_closing(closes_at, opens_at=max(opens_at or now, now))
        return await self._change(by=by, survey_id=survey_id, stamp=stamp, opens_at=opens_at, closes_at=closes_at)

    async def set_publish(self, *, by: Actor, survey_id: int, stamp: int, publish: bool) -> Questionnaire:
        """Say whether all are shown the results on closing. Members read it in the post: not once it is open."""
        return await self._change(by=by, survey_id=survey_id, stamp=stamp, publish=publish)

    async def set_pings(self, *, by: Actor, survey_id: int, stamp: int, pings: bool) -> Questionnaire:
        """Say whether the role that is asked is mentioned, in the post and the reminder."""
        return await self._change(by=by, survey_id=survey_id, stamp=stamp, pings=pings)

    async def set_points(self, *, by: Actor, survey_id: int, stamp: int, points: int) -> Questionnaire:
        """Raises QuestionsLocked or PointsWrong."""
        if not 0 <= points <= rules.POINTS_MAX:
            raise errors.PointsWrong(limit=rules.POINTS_MAX)
        return await self._change(by=by, survey_id=survey_id, stamp=stamp, points=points)

    async def _change(self, *, by: Actor, survey_id: int, stamp: int, **values: Any) -> Questionnaire:
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            await catalogue.change(connection, survey_id=survey.id, **values)
            await self._lifecycle.follow_plan(connection, survey)
            return await self._sheet(connection, guild_id=by.guild_id, survey_id=survey.id)

    async def copy(self, *, by: Actor, survey_id: int, title: str) -> Questionnaire:
        """Begin a draft with everything of another survey but its times. Raises TitleEmpty or TooLong."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            original = await self._sheet(connection, guild_id=by.guild_id, survey_id=survey_id)
            survey = original.survey
            copied_id = await catalogue.add(
                connection,
                guild_id=by.guild_id,
                kind=(SurveyKind.SURVEY if survey.kind is SurveyKind.NPS else survey.kind).value,
                anonymous=survey.anonymous,
                publish=survey.publish,
                points=survey.points,
                created_by_id=by.id,
                created_at=self._desk.clock(),
                **_texts(title, survey.why),
                **catalogue.audience_columns(_copied(survey.audience)),
            )
            pictures = await questions.pictures(connection, guild_id=by.guild_id, survey_id=survey.id)
            for question in original.questions:
                option_ids = await self._add_question(
                    connection, terms_of(question), guild_id=by.guild_id, survey_id=copied_id, at=question.position
                )
                for option, option_id in zip(question.options, option_ids, strict=True):
                    if option.id in pictures:
                        await questions.put_picture(
                            connection, pictures[option.id], guild_id=by.guild_id, option_id=option_id
                        )
            return await self._sheet(connection, guild_id=by.guild_id, survey_id=copied_id)

    # Made by the bot itself

    async def make_quick(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        title: str,
        why: str,
        occurrence_id: int,
        language: Language,
    ) -> int:
        """Make and open the short anonymous survey for those who attended an event, for a week; returns its id.

        It has no post of its own: whoever makes it shows its button.
        """
        settings = await self._desk.settings.read(connection, guild_id, SurveySettings)
        audience = Audience(kind=AudienceKind.ATTENDEES, occurrence_id=occurrence_id)
        survey_id = await catalogue.add(
            connection,
            guild_id=guild_id,
            kind=SurveyKind.SURVEY.value,
            anonymous=True,
            publish=False,
            points=settings.points,
            created_at=self._desk.clock(),
            title=rules.shortened(title, TITLE_MAX),
            why=rules.shortened(why, WHY_MAX),
            **catalogue.audience_columns(audience),
        )
        for position, terms in enumerate(_quick_questions(language), start=1):
            await self._add_question(connection, terms, guild_id=guild_id, survey_id=survey_id, at=position)
        survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
        await self._lifecycle.open_in(connection, survey)
        return survey_id

    # Questions, before it opens. All of it also raises QuestionsLocked

    async def add_question(
        self, terms: QuestionTerms, *, by: Actor, survey_id: int, stamp: int, pictures: Sequence[Picture] = ()
    ) -> Questionnaire:
        """Add a question at the end, with pictures for its first options as far as they go.

        Raises TooManyQuestions, OneConceptOnly, or what `rules.checked` finds.
        """
        check_admin(by)
        tidied = rules.checked(terms)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            there = await questions.of_survey(connection, survey.id)
            if len(there) >= QUESTIONS_MAX:
                raise errors.TooManyQuestions(limit=QUESTIONS_MAX)
            _check_kind(survey, tidied, others=there)
            option_ids = await self._add_question(
                connection, tidied, guild_id=by.guild_id, survey_id=survey.id, at=len(there) + 1
            )
            for option_id, picture in zip(option_ids, pictures, strict=False):
                await questions.put_picture(connection, picture, guild_id=by.guild_id, option_id=option_id)
            return await self._changed(connection, survey)

    async def edit_question(
        self, terms: QuestionTerms, *, by: Actor, survey_id: int, stamp: int, question_id: int
    ) -> Questionnaire:
        """Change a question but for its kind; an option whose text stays keeps its picture.

        Raises QuestionGone, or what `rules.checked` finds.
        """
        check_admin(by)
        tidied = rules.checked(terms)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            question = await self._question(connection, survey, question_id)
            await questions.change(connection, tidied, question_id=question.id)
            await self._set_options(connection, question, tidied.options, guild_id=by.guild_id)
            return await self._changed(connection, survey)

    async def set_picture(
        self, picture: Picture, *, by: Actor, survey_id: int, stamp: int, question_id: int, option_id: int
    ) -> Questionnaire:
        """Give a concept its picture. Raises QuestionGone, also where the concept is gone."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            question = await self._question(connection, survey, question_id)
            if option_id not in {option.id for option in question.options}:
                raise errors.QuestionGone
            await questions.put_picture(connection, picture, guild_id=by.guild_id, option_id=option_id)
            return await self._changed(connection, survey)

    async def require(
        self, *, by: Actor, survey_id: int, stamp: int, question_id: int, required: bool
    ) -> Questionnaire:
        """Say whether a question may be left out. Raises QuestionGone."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            question = await self._question(connection, survey, question_id)
            await questions.require(connection, question_id=question.id, required=required)
            return await self._changed(connection, survey)

    async def move_question(
        self, *, by: Actor, survey_id: int, stamp: int, question_id: int, up: bool
    ) -> Questionnaire:
        """Have a question change places with its neighbour; at the end it stays. Raises QuestionGone."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            question = await self._question(connection, survey, question_id)
            ids = [one.id for one in await questions.of_survey(connection, survey.id)]
            place = ids.index(question.id)
            other = place - 1 if up else place + 1
            if 0 <= other < len(ids):
                ids[place], ids[other] = ids[other], ids[place]
                await _number(connection, ids)
            return await self._changed(connection, survey)

    async def remove_question(self, *, by: Actor, survey_id: int, stamp: int, question_id: int) -> Questionnaire:
        """Remove a question; those after it move up. Raises QuestionGone."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._unlocked(connection, by=by, survey_id=survey_id, stamp=stamp)
            question = await self._question(connection, survey, question_id)
            await questions.remove(connection, question_id=question.id)
            await _number(connection, [one.id for one in await questions.of_survey(connection, survey.id)])
            return await self._changed(connection, survey)

    # Inside a transaction

    async def _sheet(self, connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Questionnaire:
        survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
        if survey.state is SurveyState.DELETED:
            raise errors.SurveyNotFound
        return Questionnaire(survey=survey, questions=tuple(await questions.of_survey(connection, survey.id)))

    async def _locked(self, connection: AsyncConnection, *, by: Actor, survey_id: int, stamp: int) -> Survey:
        survey = await self._desk.locked(connection, guild_id=by.guild_id, survey_id=survey_id)
        if survey.revision != stamp:
            raise errors.ChangedMeanwhile
        return survey

    async def _unlocked(self, connection: AsyncConnection, *, by: Actor, survey_id: int, stamp: int) -> Survey:
        survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
        _check_unlocked(survey)
        return survey

    async def _question(self, connection: AsyncConnection, survey: Survey, question_id: int) -> Question:
        for question in await questions.of_survey(connection, survey.id):
            if question.id == question_id:
                return question
        raise errors.QuestionGone

    async def _changed(self, connection: AsyncConnection, survey: Survey) -> Questionnaire:
        await catalogue.change(connection, survey_id=survey.id)
        return await self._sheet(connection, guild_id=survey.guild_id, survey_id=survey.id)

    async def _add_question(
        self, connection: AsyncConnection, terms: QuestionTerms, *, guild_id: int, survey_id: int, at: int
    ) -> list[int]:
        """Add a question with its options; returns the options' ids."""
        question_id = await questions.add(connection, terms, guild_id=guild_id, survey_id=survey_id, position=at)
        return [
            await questions.add_option(
                connection, guild_id=guild_id, question_id=question_id, position=position, text=text
            )
            for position, text in enumerate(terms.options, start=1)
        ]

    async def _set_options(
        self, connection: AsyncConnection, question: Question, texts: tuple[str, ...], *, guild_id: int
    ) -> None:
        there = {option.text: option.id for option in question.options}
        gone = [option_id for text, option_id in there.items() if text not in texts]
        await questions.remove_options(connection, option_ids=gone)
        for position, text in enumerate(texts, start=1):
            if text in there:
                await questions.change_option(connection, option_id=there[text], text=text, position=position)
            else:
                await questions.add_option(
                    connection, guild_id=guild_id, question_id=question.id, position=position, text=text
                )


async def _number(connection: AsyncConnection, question_ids: list[int]) -> None:
    for position, question_id in enumerate(question_ids, start=1):
        await questions.place(connection, question_id=question_id, position=position)


def _texts(title: str, why: str) -> dict[str, str]:
    texts = {"title": rules.tidy(title, TITLE_MAX), "why": rules.tidy(why, WHY_MAX)}
    if not letters(texts["title"]):
        raise errors.TitleEmpty
    if not letters(texts["why"]):
        raise errors.WhyEmpty
    return texts


def _check_unlocked(survey: Survey) -> None:
    if survey.state not in (SurveyState.DRAFT, SurveyState.PLANNED):
        raise errors.QuestionsLocked


def _check_kind(survey: Survey, terms: QuestionTerms, *, others: list[Question]) -> None:
    if terms.kind is not QuestionKind.CONCEPT:
        return
    if survey.kind is not SurveyKind.CONCEPT or any(one.kind is QuestionKind.CONCEPT for one in others):
        raise errors.OneConceptOnly


def terms_of(question: Question) -> QuestionTerms:
    """Return what an admin decided about a question so far."""
    return QuestionTerms(
        kind=question.kind,
        text=question.text,
        required=question.required,
        options=tuple(option.text for option in question.options),
        lowest=question.lowest,
        highest=question.highest,
        lowest_means=question.lowest_means,
        highest_means=question.highest_means,
        most=question.most,
    )


def _copied(audience: Audience) -> Audience:
    """Return whom a copy asks: those who attended one event aren't those of the next."""
    return Audience(kind=AudienceKind.ALL) if audience.kind is AudienceKind.ATTENDEES else audience


def _quick_questions(language: Language) -> tuple[QuestionTerms, ...]:
    return (
        QuestionTerms(
            kind=QuestionKind.SCALE,
            text=say(language, "surveys-quick-scale"),
            lowest=1,
            highest=5,
            lowest_means=say(language, "surveys-quick-lowest"),
            highest_means=say(language, "surveys-quick-highest"),
        ),
        QuestionTerms(kind=QuestionKind.LONG, text=say(language, "surveys-quick-good"), required=False),
        QuestionTerms(kind=QuestionKind.LONG, text=say(language, "surveys-quick-better"), required=False),
    )
