"""Privacy, as the rest of the program uses it."""

from collections.abc import Sequence
from datetime import timedelta

from bot.activity.service import Activity
from bot.clock import Clock
from bot.config import Config
from bot.db import Database
from bot.operations import backup
from bot.privacy.erasing import Erasing
from bot.privacy.exporting import Exporting
from bot.privacy.model import Part
from bot.privacy.optout import OptOuts
from bot.privacy.retention import Retention
from bot.privacy.servers import Servers
from bot.privacy.showing import Showing
from bot.search.index import SearchIndex
from bot.settings.service import Settings


class Privacy:
    def __init__(
        self,
        *,
        config: Config,
        database: Database,
        clock: Clock,
        settings: Settings,
        activity: Activity,
        index: SearchIndex,
        parts: Sequence[Part],
    ) -> None:
        self.parts = list(parts)
        self.backups_kept = config.backups_kept
        self.backup_days = -(config.backups_kept * (backup.EVERY + backup.LOOK_EVERY) // -timedelta(days=1))
        """After so many days what was erased is in none of them any more: each may be made an hour late."""
        self.showing = Showing(database)
        self.exporting = Exporting(database=database, clock=clock, activity=activity, parts=self.parts)
        self.erasing = Erasing(
            database=database,
            clock=clock,
            activity=activity,
            showing=self.showing,
            index=index,
            parts=self.parts,
        )
        self.optouts = OptOuts(database=database, clock=clock, activity=activity)
        self.retention = Retention(database=database, clock=clock, settings=settings, erasing=self.erasing)
        self.servers = Servers(database=database, clock=clock, settings=settings, activity=activity, index=index)

    async def load(self) -> None:
        """Read who wants nothing recorded. Before the first event comes."""
        await self.optouts.load()
