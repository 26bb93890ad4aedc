"""Surveys, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.points.ledger import Ledger
from bot.profiles.service import Profiles
from bot.seal import Seal
from bot.settings.service import Settings
from bot.surveys.anonymity import Anonymity
from bot.surveys.answering import Answering
from bot.surveys.audience import Audiences
from bot.surveys.building import Building
from bot.surveys.desk import Desk
from bot.surveys.lifecycle import Lifecycle
from bot.surveys.privacy import SurveyPrivacy
from bot.surveys.releasing import Releasing
from bot.surveys.rewards import Rewards


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
        self.audience = Audiences(self.desk)
        self.lifecycle = Lifecycle(self.desk, self.audience)
        self.building = Building(self.desk, self.audience, self.lifecycle)
        self.anonymity = Anonymity(self.desk)
        self.releasing = Releasing(self.desk, self.anonymity)
        self.answering = Answering(self.desk, self.anonymity, self.audience)
        self.rewards = Rewards(self.desk)
        self.privacy = SurveyPrivacy(self.desk, self.anonymity)
        self.answering.on_finish.append(self.lifecycle.show_soon)
        self.lifecycle.on_open.append(self.anonymity.open)
        self.lifecycle.on_close += [self.anonymity.close, self.rewards.plan]

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
