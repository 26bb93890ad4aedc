"""What admins may see of an anonymous survey while it is open.

Results that follow every answer tell what the latest one was. Here they only move by five people or more, drawn at
random: while it is open at least five finished responses are held back, so that what is shown on closing differs from
what was shown last by five people, too. What people change counts with the next five, and on closing.

Between two moves nothing is counted anew: what is shown is kept as it was.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.engine import AsyncConnection
from bot.surveys import rules
from bot.surveys.anonymity import Anonymity, Answers
from bot.surveys.desk import Desk
from bot.surveys.model import SMALLEST_GROUP, Survey
from bot.surveys.store import responses

Summarise = Callable[[Sequence[Answers]], Any]
"""Counts answers; returns what JSON can hold."""

_DRAWING = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """Results that may be seen."""

    responses: int
    """How many people are counted in them."""
    results: Any
    """What `Summarise` made of them."""


class Releasing:
    def __init__(self, desk: Desk, anonymity: Anonymity) -> None:
        self._desk = desk
        self._anonymity = anonymity

    async def live(self, *, guild_id: int, survey_id: int, summarise: Summarise) -> Released | None:
        """Return what may be seen now of an open anonymous survey; None while that is nothing.

        Raises SurveyNotFound and KeyMissing. Who may look is for the caller to know.
        """
        async with self._desk.database.read() as connection:
            moves = await self._moves(connection, survey_id)
            if moves < SMALLEST_GROUP:
                return await self._shown(connection, survey_id)
        async with self._desk.database.write() as connection:
            survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
            if rules.is_open(survey, now=self._desk.clock()):
                await self._move(connection, survey, summarise)
            return await self._shown(connection, survey_id)

    async def _moves(self, connection: AsyncConnection, survey_id: int) -> int:
        """Return how many more could be counted, five being held back."""
        return await responses.count_sealed(connection, survey_id=survey_id, released=False) - SMALLEST_GROUP

    async def _move(self, connection: AsyncConnection, survey: Survey, summarise: Summarise) -> None:
        kept = [one for one in await responses.sealed(connection, survey_id=survey.id) if one.finished]
        waiting = [one for one in kept if not one.released]
        if len(waiting) - SMALLEST_GROUP < SMALLEST_GROUP:
            return
        drawn = _DRAWING.sample(waiting, len(waiting) - SMALLEST_GROUP)
        counted = [one for one in kept if one.released] + drawn
        answers = await self._anonymity.unsealed(survey, counted)
        await responses.release(connection, keys=[one.key for one in drawn])
        await responses.put_snapshot(
            connection,
            guild_id=survey.guild_id,
            survey_id=survey.id,
            responses=len(counted),
            results=summarise(answers),
        )

    async def _shown(self, connection: AsyncConnection, survey_id: int) -> Released | None:
        found = await responses.snapshot(connection, survey_id=survey_id)
        return None if found is None else Released(responses=found[0], results=found[1])
