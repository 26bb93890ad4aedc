"""What is counted of groups when a survey has closed: who took part, and of a test of concepts what they chose.

It is counted once and kept. Ranks and roles change; figures of groups that follow them would show, from one look to the
next, what the one member chose who has changed theirs. Only groups that may be seen are kept (`suppression`), so there
is nothing to be hidden later, and no view, picture or file can differ from another.

Of answers only tests of concepts are counted by groups, and as members were told there. Whatever is anonymous has a
rate of answers by group at most.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import due
from bot.engine import AsyncConnection
from bot.profiles.model import ProfileSettings
from bot.surveys import rules
from bot.surveys.audience import Audiences, Population
from bot.surveys.desk import Desk
from bot.surveys.model import SMALLEST_GROUP, AudienceKind, Question, QuestionKind, Survey, SurveyKind, SurveyState
from bot.surveys.results import Results, summarise
from bot.surveys.store import figures, participants, questions, responses
from bot.surveys.store.responses import Response
from bot.surveys.suppression import Groups, Segment, SegmentKind, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResults:
    """What a group chose in a test of concepts."""

    segment: Segment
    results: Results


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """All that is looked at to count."""

    survey: Survey
    asked: frozenset[int] | None
    """None: nobody knows."""
    finished: frozenset[int]
    groups: Groups
    concepts: Sequence[Question]
    responses: Sequence[Response]


class Counting:
    def __init__(self, desk: Desk, audience: Audiences) -> None:
        self._desk = desk
        self._audience = audience

    async def plan(self, connection: AsyncConnection, survey: Survey) -> None:
        """Have the groups of a survey that closes be counted, and after that its results be shown."""
        now = self._desk.clock()
        await due.plan(connection, guild_id=survey.guild_id, kind=rules.COUNT, subject_id=survey.id, due_at=now)

    async def count(self, *, guild_id: int, survey_id: int, population: Population | None) -> None:
        """Count a closed survey's groups, once; without a population among those whom the database knows."""
        async with self._desk.database.read() as connection:
            found = await self._find(connection, guild_id=guild_id, survey_id=survey_id, population=population)
        if found is None:
            return
        # Seconds of arithmetic in a large server: not in the event loop, and nobody who writes waits for it.
        shown = await asyncio.to_thread(visible, found.groups, *_populations(found))
        async with self._desk.database.write() as connection:
            survey = await self._desk.locked(connection, guild_id=guild_id, survey_id=survey_id)
            if not await figures.segments(connection, survey_id=survey_id):
                await self._keep(connection, found, shown)
            if survey.publish and survey.state is SurveyState.CLOSED:
                now = self._desk.clock()
                await due.plan(connection, guild_id=guild_id, kind=rules.RESULTS, subject_id=survey_id, due_at=now)

    async def _find(
        self, connection: AsyncConnection, *, guild_id: int, survey_id: int, population: Population | None
    ) -> _Found | None:
        survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
        if survey.state is not SurveyState.CLOSED:
            return None
        finished = frozenset(await participants.finished(connection, survey_id=survey_id))
        asked = await self._asked(connection, survey, population)
        concepts = [
            question
            for question in await questions.of_survey(connection, survey_id)
            if survey.kind is SurveyKind.CONCEPT and question.kind is QuestionKind.CONCEPT
        ]
        return _Found(
            survey=survey,
            asked=None if asked is None else asked | finished,
            finished=finished,
            groups=await self._groups(connection, survey, population),
            concepts=concepts,
            responses=await responses.finished(connection, survey_id) if concepts else [],
        )

    async def _asked(
        self, connection: AsyncConnection, survey: Survey, population: Population | None
    ) -> frozenset[int] | None:
        if survey.audience.kind is AudienceKind.ROLE and population is None:
            return None  # who has the role
        return await self._audience.asked(connection, survey, population=population)

    async def _groups(self, connection: AsyncConnection, survey: Survey, population: Population | None) -> Groups:
        found: dict[Segment, set[int]] = {}
        for member_id, name in (await figures.ranks(connection, guild_id=survey.guild_id)).items():
            found.setdefault(Segment(SegmentKind.RANK, name), set()).add(member_id)
        interests = await figures.interests(connection, guild_id=survey.guild_id)
        for role_id, member_ids in interests.items():
            found[Segment(SegmentKind.INTEREST, str(role_id))] = set(member_ids)
        settings = await self._desk.settings.read(connection, survey.guild_id, ProfileSettings)
        known = {*settings.interest_role_ids, *interests, survey.audience.role_id, survey.guild_id}
        known |= await figures.rank_role_ids(connection, guild_id=survey.guild_id)
        for member_id, role_ids in (population.members if population else {}).items():
            for role_id in role_ids - known:
                found.setdefault(Segment(SegmentKind.ROLE, str(role_id)), set()).add(member_id)
        return {segment: frozenset(member_ids) for segment, member_ids in found.items()}

    async def _keep(self, connection: AsyncConnection, found: _Found, shown: Sequence[Segment]) -> None:
        survey = found.survey
        if found.asked is not None:
            counted = {
                segment: (len(found.groups[segment] & found.asked), len(found.groups[segment] & found.finished))
                for segment in shown
            }
            await figures.put_segments(
                connection,
                {segment: counts for segment, counts in counted.items() if counts[0]},
                guild_id=survey.guild_id,
                survey_id=survey.id,
            )
        if found.concepts:
            kept = [_as_json(segment, found) for segment in shown]
            await responses.put_snapshot(
                connection,
                guild_id=survey.guild_id,
                survey_id=survey.id,
                responses=len(found.responses),
                results={"groups": [one for one in kept if one is not None]},
            )

    async def by_groups(self, connection: AsyncConnection, *, survey_id: int) -> list[GroupResults]:
        """Return what groups chose in a closed test of concepts, as it was counted."""
        kept = await responses.snapshot(connection, survey_id=survey_id)
        groups: Sequence[Mapping[str, Any]] = kept[1].get("groups", []) if kept is not None else []
        return [
            GroupResults(
                segment=Segment(SegmentKind(one["kind"]), one["name"]), results=Results.of_json(one["results"])
            )
            for one in groups
        ]


def _populations(found: _Found) -> list[frozenset[int]]:
    """Return the people of whom sums are shown: all asked, all who took part, and whoever answered each concept."""
    populations = [found.finished] if found.asked is None else [found.asked, found.finished]
    for question in found.concepts:
        members = {one.member_id for one in found.responses if _chose(one, question)}
        populations.append(frozenset(member_id for member_id in members if member_id is not None))
    return populations


def _chose(response: Response, question: Question) -> bool:
    given = response.answers.get(question.id)
    return given is not None and bool(given.options)


def _as_json(segment: Segment, found: _Found) -> dict[str, Any] | None:
    """Return what a group chose; None where nobody of it took part."""
    members = found.groups[segment] & found.finished
    answers = [one.answers for one in found.responses if one.member_id in members]
    if len(answers) < SMALLEST_GROUP:
        return None
    return {
        "kind": segment.kind.value,
        "name": segment.name,
        "results": summarise(found.concepts, answers).as_json(),
    }
