"""What the parts of raids share: the database, moderation, and which raids are running."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.moderation.service import Moderation
from bot.onboarding.store import welcomes
from bot.onboarding.welcoming import Welcoming
from bot.settings.service import Settings


@dataclass(slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    moderation: Moderation
    welcoming: Welcoming
    running: dict[int, int] = field(default_factory=dict)
    """Raid by server. In memory: it is asked with everybody who joins."""
    soon_at: datetime | None = None
    """When something is due that must not wait for the usual sweep."""

    def hurry(self, at: datetime) -> None:
        """Have what is due then done soon afterwards."""
        self.soon_at = at if self.soon_at is None else min(self.soon_at, at)

    async def let_in(self, connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]) -> None:
        """Have people welcomed after all who were held back."""
        await welcomes.let_in(connection, guild_id=guild_id, member_ids=member_ids)
        await self.welcoming.plan_in(connection, guild_id=guild_id)
