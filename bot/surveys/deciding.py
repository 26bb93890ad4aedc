"""What was decided upon a test of concepts, and why: kept with its results and shown with them."""

from bot import due
from bot.actor import Actor
from bot.surveys import errors, rules
from bot.surveys.desk import Desk, check_admin
from bot.surveys.model import Survey, SurveyKind, SurveyState
from bot.surveys.store import catalogue
from bot.text import clean, letters

DECISION_MAX = 1_000


class Deciding:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, *, by: Actor, survey_id: int) -> Survey:
        """Return a survey of which something can be decided. Raises AdminsOnly, SurveyNotFound or NothingToDecide."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            return _decidable(await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey_id))

    async def decide(self, *, by: Actor, survey_id: int, decision: str) -> Survey:
        """Keep what was decided, in place of an earlier decision; results that were shown to all follow.

        Raises what `check` does, DecisionEmpty or TooLong.
        """
        check_admin(by)
        text = clean(decision)
        if not letters(text):
            raise errors.DecisionEmpty
        if len(text) > DECISION_MAX:
            raise errors.TooLong(text=text[:40], limit=DECISION_MAX, length=len(text))
        async with self._desk.database.write() as connection:
            survey = _decidable(await self._desk.locked(connection, guild_id=by.guild_id, survey_id=survey_id))
            now = self._desk.clock()
            await catalogue.note(connection, survey_id=survey.id, decision=text, decided_by_id=by.id, decided_at=now)
            if survey.publish:
                await due.plan(connection, guild_id=by.guild_id, kind=rules.RESULTS, subject_id=survey.id, due_at=now)
            return await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey.id)


def _decidable(survey: Survey) -> Survey:
    if survey.kind is not SurveyKind.CONCEPT or survey.state is not SurveyState.CLOSED:
        raise errors.NothingToDecide
    return survey
