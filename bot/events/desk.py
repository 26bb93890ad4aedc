"""What the parts of events share: the database, the clock, and the reading of rows that must be there."""

from dataclasses import dataclass, replace

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.events import errors
from bot.events.model import Event, Occurrence
from bot.events.store import occurrences, series
from bot.points.ledger import Ledger
from bot.profiles.service import Profiles
from bot.seal import Seal
from bot.settings.service import Settings
from bot.surveys.service import Surveys


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    seal: Seal
    ledger: Ledger
    profiles: Profiles
    surveys: Surveys

    async def event(self, connection: AsyncConnection, *, guild_id: int, event_id: int) -> Event:
        """Raises EventNotFound."""
        found = await series.get(connection, guild_id=guild_id, event_id=event_id)
        if found is None:
            raise errors.EventNotFound
        return found

    async def occurrence(
        self, connection: AsyncConnection, *, guild_id: int, occurrence_id: int
    ) -> tuple[Event, Occurrence]:
        """Return an occurrence with its event, which is where it is this once. Raises OccurrenceNotFound."""
        found = await occurrences.get(connection, guild_id=guild_id, occurrence_id=occurrence_id)
        if found is None:
            raise errors.OccurrenceNotFound
        return placed(await self.event(connection, guild_id=guild_id, event_id=found.event_id), found), found


def placed(event: Event, occurrence: Occurrence) -> Event:
    """Return an event as it is at one occurrence: that can be somewhere else this once."""
    if occurrence.place_kind is None:
        return event
    return replace(
        event,
        place_kind=occurrence.place_kind,
        place_channel_id=occurrence.place_channel_id,
        place=occurrence.place,
    )


def may_manage(event: Event, *, by: Actor) -> bool:
    """Whether somebody may change, cancel or run it: its host and co-host, moderators, admins."""
    return by.manages_server or by.moderates or by.id in (event.host_id, event.cohost_id)


def check_manages(event: Event, *, by: Actor) -> None:
    """Raises NotTheHost."""
    if not may_manage(event, by=by):
        raise errors.NotTheHost
