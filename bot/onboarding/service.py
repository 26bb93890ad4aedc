"""Onboarding, as the rest of the program uses it."""

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.onboarding.about import About
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.funnel import Funnels
from bot.onboarding.greeting import Greeters
from bot.onboarding.introductions import Introductions
from bot.onboarding.inviting import Inviting
from bot.onboarding.memory import Memory
from bot.onboarding.newcomers import NewcomerRoles
from bot.onboarding.nudging import Nudging
from bot.onboarding.privacy import OnboardingPrivacy
from bot.onboarding.progress import ActivityFacts, Progress
from bot.onboarding.recorder import Recorder
from bot.onboarding.referring import Referring
from bot.onboarding.steps import Steps
from bot.onboarding.tracing import Tracing
from bot.onboarding.welcoming import Welcoming
from bot.points.ledger import Ledger
from bot.profiles.service import Profiles
from bot.settings.service import Settings


class Onboarding:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        settings: Settings,
        activity: Activity,
        ledger: Ledger,
        profiles: Profiles,
    ) -> None:
        self.steps = Steps()
        self.memory = Memory()
        self.welcoming = Welcoming(database=database, clock=clock, settings=settings, steps=self.steps)
        self.newcomer_roles = NewcomerRoles(database=database, clock=clock, settings=settings)
        self.arrivals = Arrivals(
            database=database, clock=clock, activity=activity, memory=self.memory, welcoming=self.welcoming
        )
        self.arrivals.on_arrived.append(self.newcomer_roles.arrived)
        self.recorder = Recorder(
            clock=clock,
            settings=settings,
            arrivals=self.arrivals,
            memory=self.memory,
            unwatched=activity.is_ignored,
        )
        settings.followers += [self.welcoming.follow_settings, self.newcomer_roles.follow_settings]
        self.referring = Referring(database=database, clock=clock, settings=settings, ledger=ledger, steps=self.steps)
        self.tracing = Tracing(database=database, clock=clock, referring=self.referring)
        self.inviting = Inviting(database=database, clock=clock, tracing=self.tracing)
        self.funnels = Funnels(database=database, clock=clock, steps=self.steps)
        self.activity_facts = ActivityFacts(settings)
        self.progress = Progress(
            database=database, clock=clock, steps=self.steps, ledger=ledger, unwatched=activity.is_ignored
        )
        self.introductions = Introductions(
            database=database, clock=clock, settings=settings, memory=self.memory, telling=profiles.telling
        )
        self.greeters = Greeters(database=database, clock=clock, settings=settings)
        self.nudging = Nudging(
            database=database,
            clock=clock,
            settings=settings,
            steps=self.steps,
            profiles=profiles,
            unwatched=activity.is_ignored,
        )
        self.about = About(database=database, clock=clock)
        self.privacy = OnboardingPrivacy(clock=clock, memory=self.memory)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
        await self.arrivals.load()
