"""Onboarding, as the rest of the program uses it."""

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.onboarding.steps import Steps
from bot.points.ledger import Ledger
from bot.settings.service import Settings


class Onboarding:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, activity: Activity, ledger: Ledger
    ) -> None:
        self.steps = Steps()

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
