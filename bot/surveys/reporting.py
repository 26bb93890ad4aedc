"""What admins see of a survey: one report, from which every screen, picture and file is made.

| survey | while it is open | afterwards |
|-|-|-|
| anonymous | what `releasing` shows, and of that the questions everybody must answer | all, from five answers on |
| with names | all | all |
| test of concepts | how many took part | all, from five answers on; by groups as `counting` kept it |

What is shown to everybody (`Report.public`) has nothing of fewer than five people, whichever survey it is of, and no
texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.surveys import errors
from bot.surveys.counting import Counting, GroupResults
from bot.surveys.desk import Desk, check_admin
from bot.surveys.model import (
    SMALLEST_GROUP,
    Given,
    Question,
    Questionnaire,
    Survey,
    SurveyKind,
    SurveyState,
)
from bot.surveys.releasing import Releasing
from bot.surveys.results import TEXTS, Answers, Figures, Rate, Results, summarise, texts_of, while_open
from bot.surveys.store import catalogue, figures, participants, questions, responses
from bot.surveys.store.responses import Response
from bot.surveys.suppression import Segment

HAS_RESULTS = (SurveyState.OPEN, SurveyState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRate:
    segment: Segment
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    sheet: Questionnaire
    results: Results | None
    """None: nothing may be seen, or not yet."""
    rate: Rate
    responses: tuple[Response, ...] = ()
    """Single responses, where these may be seen at all: of an anonymous survey only once it has closed."""
    segments: tuple[SegmentRate, ...] = ()
    groups: tuple[GroupResults, ...] = ()
    smallest: int = SMALLEST_GROUP
    """Questions that fewer answered have no figures here."""

    @property
    def survey(self) -> Survey:
        return self.sheet.survey

    @property
    def is_open(self) -> bool:
        return self.survey.state is SurveyState.OPEN

    @property
    def too_few(self) -> bool:
        """Whether it has closed with so few answers that they are shown to nobody."""
        return not self.is_open and self.results is None

    def figures_of(self, question: Question) -> Figures | None:
        """Return what was answered to a question; None where that may not be seen (now)."""
        found = self.results.of(question.id) if self.results is not None else None
        return found if found is not None and found.answered >= self.smallest else None

    def texts_of(self, question: Question) -> list[str]:
        """Return what was written, in an order that tells nothing; see `results.texts_of`."""
        return texts_of(question, [one.answers for one in self.responses], smallest=self.smallest)

    def rows(self) -> list[Response]:
        """Return single responses without what they say to questions that have no figures."""
        shown = {question.id for question in self.sheet.questions if self._is_shown(question)}
        return [
            replace(one, answers={id_: given for id_, given in one.answers.items() if id_ in shown})
            for one in self.responses
        ]

    def _is_shown(self, question: Question) -> bool:
        return bool(self.texts_of(question)) if question.kind in TEXTS else self.figures_of(question) is not None

    def public(self) -> "Report":
        """Return what everybody may see."""
        few = self.results is None or not self.results.shown
        return replace(self, smallest=SMALLEST_GROUP, responses=(), results=None if few else self.results)


@dataclass(frozen=True, slots=True)
class _Seen:
    results: Results | None
    responses: list[Response] = field(default_factory=list)


class Reporting:
    def __init__(self, desk: Desk, releasing: Releasing, counting: Counting) -> None:
        self._desk = desk
        self._releasing = releasing
        self._counting = counting

    async def report(self, *, by: Actor, survey_id: int) -> Report:
        """Raises AdminsOnly, SurveyNotFound, NotOpenYet before it has opened, or KeyMissing."""
        check_admin(by)
        return await self.make(guild_id=by.guild_id, survey_id=survey_id)

    async def make(self, *, guild_id: int, survey_id: int) -> Report:
        """The same for what the bot does by itself."""
        async with self._desk.database.read() as connection:
            survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
            if survey.state is SurveyState.DELETED:
                raise errors.SurveyNotFound
            if survey.state not in HAS_RESULTS:
                raise errors.NotOpenYet
            sheet = Questionnaire(survey=survey, questions=tuple(await questions.of_survey(connection, survey_id)))
            finished = await participants.count_finished(connection, survey_id=survey_id)
            segments = await self._segments(connection, survey)
            groups = await self._counting.by_groups(connection, survey_id=survey_id) if _has_groups(survey) else []
            seen = None if survey.state is SurveyState.OPEN and survey.anonymous else await _seen(connection, sheet)
        if seen is None:
            seen = _Seen(await self._released(sheet))
        return Report(
            sheet=sheet,
            results=seen.results,
            responses=tuple(seen.responses),
            rate=Rate(finished=finished, asked=survey.asked),
            segments=tuple(segments),
            groups=tuple(groups),
            smallest=1 if shows_names(survey) else SMALLEST_GROUP,
        )

    async def _segments(self, connection: AsyncConnection, survey: Survey) -> Sequence[SegmentRate]:
        found = await figures.segments(connection, survey_id=survey.id)
        return [
            SegmentRate(segment=segment, rate=Rate(finished=finished, asked=asked))
            for segment, (asked, finished) in found.items()
        ]

    async def _released(self, sheet: Questionnaire) -> Results | None:
        def counted(answers: Sequence[Answers]) -> object:
            return summarise(sheet.questions, answers).as_json()

        survey = sheet.survey
        shown = await self._releasing.live(guild_id=survey.guild_id, survey_id=survey.id, summarise=counted)
        return None if shown is None else while_open(Results.of_json(shown.results), sheet.questions)

    async def note_post(self, *, survey_id: int, message_id: int) -> None:
        """Keep where the results were shown to all."""
        async with self._desk.database.write() as connection:
            await catalogue.note(connection, survey_id=survey_id, results_message_id=message_id)


def shows_names(survey: Survey) -> bool:
    """Whether members were told that admins see who answered what."""
    return not survey.anonymous and survey.kind is SurveyKind.SURVEY


def _has_groups(survey: Survey) -> bool:
    return survey.kind is SurveyKind.CONCEPT and survey.state is SurveyState.CLOSED


async def _seen(connection: AsyncConnection, sheet: Questionnaire) -> _Seen:
    survey = sheet.survey
    if survey.kind is SurveyKind.CONCEPT and survey.state is SurveyState.OPEN:
        return _Seen(None)
    found = await responses.finished(connection, survey.id)
    results = summarise(sheet.questions, [one.answers for one in found])
    if shows_names(survey):
        return _Seen(results, found)
    if not results.shown:
        return _Seen(None)
    return _Seen(results, [Response(answers=_without_order(one.answers)) for one in found])


def _without_order(answers: Answers) -> dict[int, Given]:
    return dict(sorted(answers.items()))
