"""Events, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.events.desk import Desk
from bot.events.lifecycle import Lifecycle
from bot.points.ledger import Ledger
from bot.profiles.service import Profiles
from bot.seal import Seal
from bot.settings.service import Settings
from bot.surveys.service import Surveys


class Events:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        settings: Settings,
        seal: Seal,
        ledger: Ledger,
        profiles: Profiles,
        surveys: Surveys,
    ) -> None:
        self.desk = Desk(
            database=database,
            clock=clock,
            settings=settings,
            seal=seal,
            ledger=ledger,
            profiles=profiles,
            surveys=surveys,
        )
        self.lifecycle = Lifecycle(self.desk)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
