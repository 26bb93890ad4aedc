"""Points for taking part, in one batch after closing.

All of one survey's points have the moment of its closing, and stand in the ledger in no order: else it would tell who
took part when. Giving can be repeated: the ledger takes each cause once.
"""

import secrets
from collections.abc import Sequence

from bot import due
from bot.engine import AsyncConnection
from bot.points.model import Entry, Kind
from bot.surveys import rules
from bot.surveys.desk import Desk
from bot.surveys.model import Survey
from bot.surveys.store import catalogue, participants

AT_ONCE = 500
"""Entries in one transaction: some tens of milliseconds, for which other writers wait."""
_SHUFFLER = secrets.SystemRandom()


class Rewards:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def plan(self, connection: AsyncConnection, survey: Survey) -> None:
        """Have the points of a survey that closes be given."""
        now = self._desk.clock()
        await due.plan(connection, guild_id=survey.guild_id, kind=rules.REWARD, subject_id=survey.id, due_at=now)

    async def give(self, *, guild_id: int, survey_id: int) -> int:
        """Give everybody who finished a closed survey their points, unless it was done; returns how many people.

        Raises SurveyNotFound.
        """
        async with self._desk.database.read() as connection:
            survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
            member_ids = await participants.finished(connection, survey_id=survey_id)
        if survey.closed_at is None or survey.rewarded_at is not None:
            return 0
        if not survey.points:
            member_ids = []
        _SHUFFLER.shuffle(member_ids)
        for start in range(0, len(member_ids), AT_ONCE):
            async with self._desk.database.write() as connection:
                await self._give(connection, survey, member_ids[start : start + AT_ONCE])
        async with self._desk.database.write() as connection:
            await catalogue.note(connection, survey_id=survey_id, rewarded_at=self._desk.clock())
        return len(member_ids)

    async def _give(self, connection: AsyncConnection, survey: Survey, member_ids: Sequence[int]) -> None:
        # Who was erased a moment ago must not come back by way of their points.
        there = await participants.still_there(connection, survey_id=survey.id, member_ids=member_ids)
        assert survey.closed_at is not None
        entries = [
            Entry(
                guild_id=survey.guild_id,
                member_id=member_id,
                kind=Kind.SURVEY,
                source_id=survey.id,
                giver_id=member_id,
                points=survey.points,
                happened_at=survey.closed_at,
            )
            for member_id in member_ids
            if member_id in there
        ]
        await self._desk.ledger.post(connection, entries)
