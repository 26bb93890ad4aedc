"""What the parts of guidelines share: the database and the reading of versions."""

from dataclasses import dataclass

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.guidelines import errors
from bot.guidelines.model import Reading, Version
from bot.guidelines.store import agreements, versions
from bot.settings.service import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings

    async def current(self, connection: AsyncConnection, *, guild_id: int) -> Version:
        """Return the latest published version. Raises NoRules."""
        found = await versions.current(connection, guild_id=guild_id)
        if found is None:
            raise errors.NoRules
        return found

    async def reading(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> Reading:
        """Return the published rules as a member finds them. Raises NoRules."""
        version = await self.current(connection, guild_id=guild_id)
        material = await versions.latest_material(connection, guild_id=guild_id)
        return Reading(
            version=version,
            agreement=await agreements.latest(connection, guild_id=guild_id, member_id=member_id),
            material_number=material.number if material is not None else version.number,
        )


def check_admin(by: Actor) -> None:
    if not by.manages_server:
        raise errors.AdminsOnly
