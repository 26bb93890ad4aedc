"""Privacy, as the rest of the program uses it."""

from collections.abc import Sequence

from bot.activity.service import Activity
from bot.clock import Clock
from bot.config import Config
from bot.db import Database
from bot.privacy.model import Part
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
        parts: Sequence[Part],
    ) -> None:
        self.parts = parts

    async def load(self) -> None:
        """Read who wants nothing recorded. Before the first event comes."""
