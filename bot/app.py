"""The composition root: every service is built here, once, and named. No I/O happens while building."""

from bot.clock import Clock, utc_now
from bot.config import Config
from bot.db import Database
from bot.due import DueRows
from bot.jobs import Jobs
from bot.settings.model import Section, ServerSettings
from bot.settings.service import Settings

SECTIONS: tuple[type[Section], ...] = (ServerSettings,)


class App:
    """Everything below Discord, for cogs, the command line and tests."""

    def __init__(self, config: Config, *, clock: Clock = utc_now) -> None:
        self.config = config
        self.clock = clock
        self.database = Database(config.database_url)
        self.jobs = Jobs(clock)
        self.due = DueRows(self.database, clock)
        self.settings = Settings(self.database, clock, SECTIONS)

    async def close(self) -> None:
        """Let sweeps finish and close the database."""
        await self.jobs.stop()
        await self.database.close()
