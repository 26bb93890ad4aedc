"""Appeals, as the rest of the program uses them."""

from datetime import datetime

from bot.appeals import figures, store
from bot.appeals.appealing import Appealing
from bot.appeals.deciding import Deciding
from bot.appeals.desk import Desk
from bot.appeals.figures import AppealFigures
from bot.appeals.privacy import AppealPrivacy
from bot.appeals.queueing import AppealsInQueue
from bot.clock import Clock
from bot.db import Database
from bot.inbox.service import Inbox
from bot.moderation.service import Moderation
from bot.settings.service import Settings


class Appeals:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, moderation: Moderation, inbox: Inbox
    ) -> None:
        self._database = database
        desk = Desk(database=database, clock=clock, settings=settings, moderation=moderation, inbox=inbox)
        self.appealing = Appealing(desk)
        self.deciding = Deciding(desk)
        self.in_queue = AppealsInQueue(desk, self.deciding)
        self.privacy = AppealPrivacy(desk, self.appealing)
        moderation.evidence.holders.append(store.holding)

    async def figures(self, *, guild_id: int, start: datetime, end: datetime) -> AppealFigures:
        """Return what the appeals of a period amount to."""
        async with self._database.read() as connection:
            return await figures.read(connection, guild_id=guild_id, start=start, end=end)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased."""

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
