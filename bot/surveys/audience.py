"""Who is asked.

All, those with a role, and those of a rank (or above it) are looked at when somebody opens the survey: who has lost the
role since isn't asked any more, who has got it is. A random sample and those who attended an event are noted when the
survey opens (`survey_invited`); who is added to an event's list afterwards may answer, too. Bots are never asked. Staff
aren't drawn into a sample, nor for the NPS: the company would be asking itself; where everybody is asked, they may
answer like everybody.

Members aren't cached. Where Discord can be asked for all of them (the members intent), a `Population` comes from there;
without it, it is made of those whom the database knows.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.points.model import Rank
from bot.points.store import derived, terms
from bot.settings.model import ServerSettings
from bot.surveys import errors
from bot.surveys.desk import Desk, Gathering
from bot.surveys.model import AudienceKind, Survey, SurveyKind
from bot.surveys.store import people

KNOWN_MAX = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The people of a server at one moment: members by id with the ids of their roles. Without bots."""

    members: Mapping[int, frozenset[int]]
    complete: bool
    """False: only those the bot has met, as far as it knows."""
    about: int | None = None
    """How many members Discord counts, bots among them, where they can't be listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many are asked; None: nobody knows before the survey is opened."""

    count: int | None
    complete: bool
    """Whether it is exact, and not only those the bot has met."""


class Audiences:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def is_asked(self, connection: AsyncConnection, survey: Survey, by: Actor) -> bool:
        """Whether somebody may answer a survey now, as far as its audience goes."""
        audience = survey.audience
        if by.is_bot or by.guild_id != survey.guild_id:
            return False
        if survey.kind is SurveyKind.NPS or audience.kind is AudienceKind.SAMPLE:
            return await people.is_invited(connection, survey_id=survey.id, member_id=by.id)
        match audience.kind:
            case AudienceKind.ROLE:
                return audience.role_id in by.role_ids
            case AudienceKind.RANK:
                return await self._has_rank(connection, survey, by)
            case AudienceKind.ATTENDEES:
                invited = await people.is_invited(connection, survey_id=survey.id, member_id=by.id)
                return invited or by.id in await self._attendees(connection, survey)
        return True

    async def check(self, connection: AsyncConnection, survey: Survey, by: Actor) -> None:
        """Raises NotAsked."""
        if not await self.is_asked(connection, survey, by):
            raise errors.NotAsked

    async def asked(
        self, connection: AsyncConnection, survey: Survey, *, population: Population | None = None
    ) -> frozenset[int]:
        """Return who is asked: whoever was invited, else those of the population to whom the audience applies now.

        Without a population, those whom the database knows; of them nobody has a role.
        """
        if survey.kind is SurveyKind.NPS or survey.audience.kind in (AudienceKind.SAMPLE, AudienceKind.ATTENDEES):
            return await people.invited(connection, survey_id=survey.id)
        members = population or await self.known(connection, guild_id=survey.guild_id)
        return await self._among(connection, survey, members)

    async def draw(
        self, connection: AsyncConnection, survey: Survey, *, population: Population | None = None
    ) -> frozenset[int]:
        """Return who is asked by a survey that opens now; a sample is drawn anew each time this is called."""
        match survey.audience.kind:
            case AudienceKind.SAMPLE:
                members = population or await self.known(connection, guild_id=survey.guild_id)
                candidates = sorted(await self.without_staff(connection, members, guild_id=survey.guild_id))
                size = min(survey.audience.sample_size or 0, len(candidates))
                return frozenset(secrets.SystemRandom().sample(candidates, size))
            case AudienceKind.ATTENDEES:
                return await self._attendees(connection, survey)
        return await self.asked(connection, survey, population=population)

    async def estimate(
        self, connection: AsyncConnection, survey: Survey, *, population: Population | None = None
    ) -> Estimate:
        """Return how many would be asked if the survey were opened now."""
        members = population or await self.known(connection, guild_id=survey.guild_id)
        match survey.audience.kind:
            case AudienceKind.SAMPLE:
                candidates = len(await self.without_staff(connection, members, guild_id=survey.guild_id))
                return Estimate(count=min(survey.audience.sample_size or 0, candidates), complete=members.complete)
            case AudienceKind.ATTENDEES:
                return Estimate(count=len(await self._attendees(connection, survey)), complete=True)
            case AudienceKind.ROLE if not members.complete:
                return Estimate(count=None, complete=False)
            case AudienceKind.ALL if members.about is not None:
                return Estimate(count=members.about, complete=True)
        return Estimate(count=len(await self._among(connection, survey, members)), complete=members.complete)

    def counted(self, survey: Survey, drawn: frozenset[int], population: Population | None) -> int | None:
        """Return how many are asked by a survey that opens now; None where nobody knows.

        Who has a rank has points, so those are all known.
        """
        exact = (AudienceKind.SAMPLE, AudienceKind.ATTENDEES, AudienceKind.RANK)
        if survey.audience.kind in exact or (population is not None and population.complete):
            return len(drawn)
        return population.about if population is not None and survey.audience.kind is AudienceKind.ALL else None

    async def without_staff(
        self, connection: AsyncConnection, population: Population, *, guild_id: int
    ) -> frozenset[int]:
        """Return everybody of a population but the company's own people."""
        staff = (await self._desk.settings.read(connection, guild_id, ServerSettings)).staff_role_ids
        return frozenset(id_ for id_, role_ids in population.members.items() if staff.isdisjoint(role_ids))

    async def known(self, connection: AsyncConnection, *, guild_id: int) -> Population:
        """Return whom the database knows: who ever wrote something or earned points, some of whom may have left."""
        found = await people.known(connection, guild_id=guild_id, limit=KNOWN_MAX)
        return Population(members=dict.fromkeys(found, frozenset()), complete=False)

    async def everybody_known(self, *, guild_id: int) -> Population:
        """The same in a transaction of its own."""
        async with self._desk.database.read() as connection:
            return await self.known(connection, guild_id=guild_id)

    async def ranks(self, *, guild_id: int) -> list[Rank]:
        """Return the ranks a survey can ask, lowest first."""
        async with self._desk.database.read() as connection:
            return (await terms.ranks(connection, guild_ids=[guild_id])).get(guild_id, [])

    async def gatherings(self, *, guild_id: int) -> list[Gathering]:
        """Return the latest events whose attendees can be asked."""
        if self._desk.gatherings is None:
            return []
        async with self._desk.database.read() as connection:
            return await self._desk.gatherings(connection, guild_id)

    async def rank(self, connection: AsyncConnection, survey: Survey) -> Rank | None:
        """Return the rank an audience is of; None where it was deleted."""
        ranks = (await terms.ranks(connection, guild_ids=[survey.guild_id])).get(survey.guild_id, [])
        return next((rank for rank in ranks if rank.id == survey.audience.rank_id), None)

    async def _among(self, connection: AsyncConnection, survey: Survey, population: Population) -> frozenset[int]:
        members, audience = population.members, survey.audience
        match audience.kind:
            case AudienceKind.ROLE:
                return frozenset(id_ for id_, role_ids in members.items() if audience.role_id in role_ids)
            case AudienceKind.RANK:
                rank = await self.rank(connection, survey)
                if rank is None:
                    return frozenset()
                reached = await people.with_points(connection, guild_id=survey.guild_id, at_least=rank.threshold)
                return reached & members.keys()
        return frozenset(members)

    async def _has_rank(self, connection: AsyncConnection, survey: Survey, by: Actor) -> bool:
        rank = await self.rank(connection, survey)
        standing = await derived.standing(connection, guild_id=by.guild_id, member_id=by.id)
        return rank is not None and standing is not None and standing.points >= rank.threshold

    async def _attendees(self, connection: AsyncConnection, survey: Survey) -> frozenset[int]:
        occurrence_id = survey.audience.occurrence_id
        if self._desk.attendees is None or occurrence_id is None:
            return frozenset()
        return await self._desk.attendees(connection, survey.guild_id, occurrence_id)
