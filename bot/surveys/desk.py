"""What the parts of surveys share: the database, the clock, and the reading of rows that must be there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.points.ledger import Ledger
from bot.profiles.service import Profiles
from bot.seal import Seal
from bot.settings.service import Settings
from bot.surveys import errors
from bot.surveys.model import Survey, SurveyState
from bot.surveys.store import catalogue

Attendees = Callable[[AsyncConnection, int, int], Awaitable[frozenset[int]]]
"""Given a server and an occurrence of an event, returns who was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """An event that was, whose attendees can be asked."""

    occurrence_id: int
    title: str
    began_at: datetime


Gatherings = Callable[[AsyncConnection, int], Awaitable[list[Gathering]]]
"""Given a server, returns its latest events that are over, the last one first."""


@dataclass(slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    seal: Seal
    ledger: Ledger
    profiles: Profiles
    attendees: Attendees | None = field(default=None)
    """Set by the app: events stand above surveys."""
    gatherings: Gatherings | None = field(default=None)
    """Set by events."""

    async def survey(self, connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Survey:
        """Raises SurveyNotFound."""
        found = await catalogue.get(connection, guild_id=guild_id, survey_id=survey_id)
        if found is None:
            raise errors.SurveyNotFound
        return found

    async def locked(self, connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Survey:
        """Return a survey that stays as it is until the transaction ends. Raises SurveyNotFound, also when deleted."""
        found = await catalogue.lock(connection, guild_id=guild_id, survey_id=survey_id)
        if found is None or found.state is SurveyState.DELETED:
            raise errors.SurveyNotFound
        return found


def check_admin(by: Actor) -> None:
    """Raises AdminsOnly."""
    if not by.manages_server:
        raise errors.AdminsOnly
