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
from bot.surveys.counting import Counting
from bot.surveys.deciding import Deciding
from bot.surveys.desk import Desk
from bot.surveys.inviting import Inviting
from bot.surveys.lifecycle import Lifecycle
from bot.surveys.privacy import SurveyPrivacy
from bot.surveys.programme import Programme
from bot.surveys.releasing import Releasing
from bot.surveys.reporting import Reporting
from bot.surveys.rewards import Rewards
from bot.surveys.scoring import Scoring


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
        self.counting = Counting(self.desk, self.audience)
        self.reporting = Reporting(self.desk, self.releasing, self.counting)
        self.deciding = Deciding(self.desk)
        self.inviting = Inviting(self.desk)
        self.programme = Programme(self.desk, self.audience, self.lifecycle, self.inviting)
        self.scoring = Scoring(self.desk)
        self.answering.on_finish.append(self.lifecycle.show_soon)
        self.lifecycle.on_open.append(self.anonymity.open)
        # Groups are counted before points can raise a rank.
        self.lifecycle.on_close += [self.anonymity.close, self.scoring.count, self.counting.plan, self.rewards.plan]
        settings.followers.append(self.programme.follow_settings)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
        await self.inviting.load()

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased. After the commit."""
        self.inviting.forget(guild_id, member_id)

    def forget_server(self, guild_id: int) -> None:
        """The same for a server."""
        self.inviting.forget_server(guild_id)
