"""What comes of NPS rounds: their counts, kept when they close, and the reasons people wrote.

Of a round that fewer than five answered only that it was is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.settings.model import ServerSettings
from bot.surveys import nps
from bot.surveys.desk import Desk, check_admin
from bot.surveys.model import (
    SMALLEST_GROUP,
    NpsMode,
    NpsRound,
    Question,
    QuestionKind,
    Survey,
    SurveyKind,
    SurveySettings,
    SurveyState,
)
from bot.surveys.nps import Change, Counts, Stance, stance_of
from bot.surveys.results import Answers, stirred, summarise
from bot.surveys.store import catalogue, questions, responses, rounds

TREND = 8
"""Rounds in the series."""
ROUNDS_MAX = 400
"""In a file: a hundred years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What was written by people of some stances."""

    stances: tuple[Stance, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The NPS as admins see it."""

    rounds: tuple[NpsRound, ...]
    """The closed ones, the earliest first."""
    running: Survey | None
    invited: int
    finished: int
    mode: NpsMode

    @property
    def scored(self) -> tuple[NpsRound, ...]:
        """The rounds that enough people answered."""
        return tuple(one for one in self.rounds if one.score is not None)

    @property
    def change(self) -> Change | None:
        """What changed from the last but one to the last of these."""
        latest = list(pairwise(self.scored))[-1:]
        return nps.change(counts_of(latest[0][0]), counts_of(latest[0][1])) if latest else None


class Scoring:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def count(self, connection: AsyncConnection, survey: Survey) -> None:
        """Keep the counts of a round that closes; of fewer than five answers only that there was one."""
        if survey.kind is not SurveyKind.NPS or survey.round is None:
            return
        asked = await questions.of_survey(connection, survey.id)
        found = await responses.finished(connection, survey.id)
        counts = _counts(asked, [one.answers for one in found])
        if counts.answered < SMALLEST_GROUP:
            counts = Counts(promoters=0, passives=0, detractors=0)
        interval = counts.interval
        zone = (await self._desk.settings.read(connection, survey.guild_id, ServerSettings)).zone
        await rounds.put(
            connection,
            NpsRound(
                survey_id=survey.id,
                round=survey.round,
                asked=await rounds.count_invited(connection, survey_id=survey.id),
                promoters=counts.promoters,
                passives=counts.passives,
                detractors=counts.detractors,
                score=counts.score,
                low=interval.low if interval else None,
                high=interval.high if interval else None,
                closed_on=(survey.closed_at or self._desk.clock()).astimezone(zone).date(),
            ),
            guild_id=survey.guild_id,
        )

    async def overview(self, *, by: Actor) -> Overview:
        """Raises AdminsOnly."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            running = await rounds.open_round(connection, guild_id=by.guild_id)
            finished = await catalogue.finished(connection, survey_ids=[running.id] if running else [])
            return Overview(
                rounds=tuple(await rounds.latest(connection, guild_id=by.guild_id, limit=TREND)),
                running=running,
                invited=await rounds.count_invited(connection, survey_id=running.id) if running else 0,
                finished=finished.get(running.id, 0) if running else 0,
                mode=(await self._desk.settings.read(connection, by.guild_id, SurveySettings)).nps,
            )

    async def rounds(self, *, by: Actor) -> list[NpsRound]:
        """Return all closed rounds, the earliest first. Raises AdminsOnly."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            return await rounds.latest(connection, guild_id=by.guild_id, limit=ROUNDS_MAX)

    async def reasons(self, *, by: Actor, survey_id: int) -> list[Reasons]:
        """Return what was written in a closed round, by stance; see `grouped`. Raises AdminsOnly or SurveyNotFound."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            survey = await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey_id)
            if survey.kind is not SurveyKind.NPS or survey.state is not SurveyState.CLOSED:
                return []
            asked = await questions.of_survey(connection, survey_id)
            found = await responses.finished(connection, survey_id)
        return grouped(asked, [one.answers for one in found])


def grouped(asked: Sequence[Question], found: Sequence[Answers]) -> list[Reasons]:
    """Return reasons by stance, in an order that tells nothing.

    Stances of which fewer than five people wrote are put together with the next smallest, until none is left or all are
    together: then also what is in all and not in the others is of five people.
    """
    number = next((one for one in asked if one.kind is QuestionKind.NPS), None)
    reason = next((one for one in asked if one.kind is QuestionKind.LONG), None)
    if number is None or reason is None:
        return []
    texts: dict[Stance, list[str]] = {stance: [] for stance in Stance}
    for answers in found:
        score, said = answers.get(number.id), answers.get(reason.id)
        if score is not None and score.number is not None and said is not None and said.text and said.text.strip():
            texts[stance_of(score.number)].append(said.text.strip())
    classes: list[tuple[tuple[Stance, ...], list[str]]] = [
        ((stance,), sorted(written)) for stance, written in texts.items() if written
    ]
    while len(classes) > 1 and min(len(written) for _, written in classes) < SMALLEST_GROUP:
        (first, some), (second, more), *rest = sorted(classes, key=lambda one: len(one[1]))
        together = tuple(stance for stance in Stance if stance in (*first, *second))
        classes = [(together, sorted(some + more)), *rest]
    order = list(Stance)
    return [
        Reasons(stances=stances, texts=tuple(stirred(written)))
        for stances, written in sorted(classes, key=lambda one: order.index(one[0][0]))
        if len(written) >= SMALLEST_GROUP
    ]


def counts_of(one: NpsRound) -> Counts:
    return Counts(promoters=one.promoters, passives=one.passives, detractors=one.detractors)


def _counts(asked: Sequence[Question], found: Sequence[Answers]) -> Counts:
    number = next((one for one in asked if one.kind is QuestionKind.NPS), None)
    figures = summarise(asked, found).of(number.id) if number is not None else None
    return figures.nps if figures is not None else Counts(promoters=0, passives=0, detractors=0)
