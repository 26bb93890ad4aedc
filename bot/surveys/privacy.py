"""What the generic export and erasure can't see of surveys: answers, which stand apart from who gave them."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.engine import AsyncConnection
from bot.surveys import errors
from bot.surveys.anonymity import Anonymity
from bot.surveys.desk import Desk
from bot.surveys.model import Given, Question, Survey
from bot.surveys.store import catalogue, participants, questions

log = logging.getLogger(__name__)


class SurveyPrivacy:
    def __init__(self, desk: Desk, anonymity: Anonymity) -> None:
        self._desk = desk
        self._anonymity = anonymity

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return what a member answered, with the questions; of anonymous surveys only while they are open."""
        rows: list[Mapping[str, Any]] = []
        for survey in await self._surveys(connection, guild_id=guild_id, member_id=member_id):
            rows += await self._answers(connection, survey, member_id)
        return {"survey_answer": rows}

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Erase a member's answers as `Anonymity.forget` says. Before their member columns are erased."""
        for survey in await self._surveys(connection, guild_id=guild_id, member_id=member_id):
            try:
                await self._anonymity.forget(connection, survey, member_id=member_id)
            except errors.KeyMissing:
                # Nobody else finds them either; with the row of who takes part goes what would lead to them.
                log.warning("answers to survey %s can't be found to be erased: its key file is another one", survey.id)

    async def _surveys(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[Survey]:
        ids = await participants.surveys_of(connection, guild_id=guild_id, member_id=member_id)
        found = [await catalogue.get(connection, guild_id=guild_id, survey_id=id_) for id_ in ids]
        return [survey for survey in found if survey is not None]

    async def _answers(self, connection: AsyncConnection, survey: Survey, member_id: int) -> list[Mapping[str, Any]]:
        try:
            sheet = await self._anonymity.read(connection, survey, member_id=member_id)
        except errors.KeyMissing:
            return []
        if sheet is None:
            return []
        asked = await questions.of_survey(connection, survey.id)
        return [
            {"survey": survey.title, "question": one.text, "answer": _readable(one, given), "sent": sheet.finished}
            for one in asked
            if (given := sheet.answers.get(one.id, Given())) != Given()
        ]


def _readable(question: Question, given: Given) -> str | int | list[str] | None:
    if given.options:
        return [option.text for option in question.options if option.id in given.options]
    return given.number if given.number is not None else given.text
