"""How those learn of an NPS round whose turn it is: once, and nobody by a direct message.

They are mentioned in the channel for surveys, so many a day as the server allows; or told below the answer to whatever
they do with the bot, if that comes first. Who has begun to answer needs neither.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot import due
from bot.engine import AsyncConnection
from bot.settings.model import ServerSettings
from bot.surveys import rules
from bot.surveys.desk import Desk
from bot.surveys.model import Survey, SurveySettings
from bot.surveys.sampling import next_morning
from bot.surveys.store import catalogue, rounds

Waiting = tuple[int, int]
"""Server and member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Those to be mentioned today."""

    survey: Survey
    member_ids: tuple[int, ...]


class Inviting:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.untold: dict[Waiting, int] = {}
        """The round of everybody who is asked and doesn't know: nobody else's press costs a query. Filled by `load`."""

    async def load(self) -> None:
        async with self._desk.database.read() as connection:
            found = await rounds.untold_anywhere(connection)
        self.untold = {(guild_id, member_id): survey_id for guild_id, member_id, survey_id in found}

    def add(self, survey: Survey, member_ids: Collection[int]) -> None:
        """Let people learn of it with what they do next. After the commit."""
        self.untold |= {(survey.guild_id, member_id): survey.id for member_id in member_ids}

    async def plan(self, connection: AsyncConnection, survey: Survey) -> None:
        """Have today's mentions be posted, unless they were: then those of tomorrow are planned."""
        waiting = await due.unfinished(connection, kind=rules.NPS_MENTION, subject_ids=[survey.id])
        if not any(not row.given_up for row in waiting):
            await due.plan(
                connection,
                guild_id=survey.guild_id,
                kind=rules.NPS_MENTION,
                subject_id=survey.id,
                due_at=self._desk.clock(),
            )

    async def to_mention(self, *, guild_id: int, survey_id: int) -> Invitation | None:
        """Return who is to be mentioned now; None for nobody, or no longer."""
        async with self._desk.database.read() as connection:
            survey = await catalogue.get(connection, guild_id=guild_id, survey_id=survey_id)
            settings = await self._desk.settings.read(connection, guild_id, SurveySettings)
            if survey is None or not rules.is_open(survey, now=self._desk.clock()) or not settings.nps_mentions:
                return None
            found = await rounds.untold(connection, survey_id=survey_id, limit=settings.nps_mentions)
        return Invitation(survey=survey, member_ids=tuple(found)) if found else None

    async def mentioned(self, invitation: Invitation) -> None:
        """Note who was mentioned, and plan the next day's."""
        survey = invitation.survey
        async with self._desk.database.write() as connection:
            await rounds.tell(connection, invitation.member_ids, survey_id=survey.id)
            zone = (await self._desk.settings.read(connection, survey.guild_id, ServerSettings)).zone
            today = self._desk.clock().astimezone(zone).date()
            await due.plan(
                connection,
                guild_id=survey.guild_id,
                kind=rules.NPS_MENTION,
                subject_id=survey.id,
                due_at=next_morning(today, zone),
            )
        for member_id in invitation.member_ids:
            self.untold.pop((survey.guild_id, member_id), None)

    async def waiting(self, *, guild_id: int, member_id: int, survey_id: int) -> Survey | None:
        """Return the round somebody is asked for, if they can still answer and weren't told."""
        async with self._desk.database.read() as connection:
            survey = await catalogue.get(connection, guild_id=guild_id, survey_id=survey_id)
            if survey is None or not rules.is_open(survey, now=self._desk.clock()):
                return None
            untold = await rounds.is_untold(connection, survey_id=survey_id, member_id=member_id)
        return survey if untold else None

    async def told(self, *, member_id: int, survey_id: int) -> None:
        async with self._desk.database.write() as connection:
            await rounds.tell(connection, [member_id], survey_id=survey_id)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased. After the commit."""
        self.untold.pop((guild_id, member_id), None)

    def forget_server(self, guild_id: int) -> None:
        for key in [key for key in self.untold if key[0] == guild_id]:
            del self.untold[key]
