"""Surveys, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.points.ledger import Ledger
from bot.profiles.service import Profiles
from bot.seal import Seal
from bot.settings.service import Settings
from bot.surveys.desk import Desk


class Surveys:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        settings: Settings,
        seal: Seal,
        ledger: Ledger,
        profiles: Profiles,
    ) -> None:
        self.desk = Desk(database=database, clock=clock, settings=settings, seal=seal, ledger=ledger, profiles=profiles)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
