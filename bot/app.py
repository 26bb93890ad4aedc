"""The composition root: every service is built here, once, and named. No I/O happens while building."""

from bot.activity.service import Activity
from bot.clock import Clock, utc_now
from bot.config import Config
from bot.db import Database
from bot.due import DueRows
from bot.jobs import Jobs
from bot.operations import dbfile
from bot.perks.service import Perks
from bot.points.model import PointsSettings
from bot.points.service import Points
from bot.questions.model import QuestionSettings
from bot.questions.service import Questions
from bot.seal import Seal
from bot.search.create import create_index
from bot.settings.model import Section, ServerSettings
from bot.settings.service import Settings

SECTIONS: tuple[type[Section], ...] = (ServerSettings, QuestionSettings, PointsSettings)


class App:
    """Everything below Discord, for cogs, the command line and tests."""

    def __init__(self, config: Config, *, clock: Clock = utc_now) -> None:
        self.config = config
        self.clock = clock
        self.database = Database(config.database_url)
        self.jobs = Jobs(clock)
        self.due = DueRows(self.database, clock)
        self.settings = Settings(self.database, clock, SECTIONS)
        self.activity = Activity(database=self.database, clock=clock, settings=self.settings)
        self.points = Points(database=self.database, clock=clock, settings=self.settings, activity=self.activity)
        self.activity.recorders.append(self.points.earning)
        self.seal = Seal(dbfile.seal_key_path(config))
        self.perks = Perks(
            database=self.database,
            clock=clock,
            settings=self.settings,
            seal=self.seal,
            ledger=self.points.ledger,
        )
        self.question_index = create_index(self.database, collection="questions", semantic=config.semantic_search)
        self.questions = Questions(
            database=self.database,
            clock=clock,
            settings=self.settings,
            seal=self.seal,
            index=self.question_index,
            points=self.points.ledger,
        )
        self.points.earning.elsewhere = self.questions.answers.decides_in

    async def load(self) -> None:
        """Read what features keep in memory. Before the first event comes; the database is there by then."""
        await self.activity.load()
        await self.points.announcing.load()

    async def close(self) -> None:
        """Let sweeps finish and close the database."""
        await self.jobs.stop()
        await self.activity.stop()
        await self.question_index.close()
        await self.database.close()
