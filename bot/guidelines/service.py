"""Guidelines, as the rest of the program uses them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.settings.service import Settings


class Guidelines:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    async def agreed(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has agreed to any version, with when they first did."""
        return {}

    async def has_rules(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether anything is published that one could agree to."""
        return False
