"""What the parts of filters share: the database, moderation, and who may do what."""

from dataclasses import dataclass

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.filters import errors
from bot.filters.model import Filter, Hit
from bot.filters.store import definitions, hits
from bot.inbox.service import Inbox
from bot.moderation.service import Moderation
from bot.settings.service import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    moderation: Moderation
    inbox: Inbox

    async def filter(
        self, connection: AsyncConnection, *, guild_id: int, filter_id: int, deleted: bool = False
    ) -> Filter:
        """Raises FilterNotFound."""
        found = await definitions.get(connection, guild_id=guild_id, filter_id=filter_id, deleted=deleted)
        if found is None:
            raise errors.FilterNotFound
        return found

    async def hit(self, connection: AsyncConnection, *, guild_id: int, hit_id: int) -> Hit:
        """Raises HitNotFound."""
        found = await hits.get(connection, guild_id=guild_id, hit_id=hit_id)
        if found is None:
            raise errors.HitNotFound
        return found


def check_admin(by: Actor) -> None:
    """Raises AdminsOnly."""
    if not by.manages_server:
        raise errors.AdminsOnly


def check_moderator(by: Actor) -> None:
    """Raises ModeratorsOnly."""
    if not (by.moderates or by.manages_server):
        raise errors.ModeratorsOnly
