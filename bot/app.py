"""The composition root: every service is built here, once, and named. No I/O happens while building."""

from bot.activity.privacy import ActivityPrivacy
from bot.activity.service import Activity
from bot.appeals.model import AppealSettings
from bot.appeals.service import Appeals
from bot.clock import Clock, utc_now
from bot.config import Config
from bot.db import Database
from bot.due import DueRows
from bot.engine import AsyncConnection
from bot.events.model import EventSettings
from bot.events.queueing import ProposalsInQueue
from bot.events.service import Events
from bot.filters.model import FilterSettings
from bot.filters.service import Filters
from bot.guidelines.model import GuidelineSettings
from bot.guidelines.service import Guidelines
from bot.inbox.model import InboxSettings
from bot.inbox.service import Inbox
from bot.jobs import Jobs
from bot.moderation.model import ModerationSettings
from bot.moderation.service import Moderation
from bot.onboarding.model import Arrival, OnboardingSettings, Step
from bot.onboarding.service import Onboarding
from bot.operations import dbfile
from bot.perks.queueing import ClaimsInQueue
from bot.perks.service import Perks
from bot.playbooks.model import PlaybookSettings
from bot.playbooks.service import Playbooks
from bot.points.model import PointsSettings
from bot.points.service import Points
from bot.privacy.model import PrivacySettings
from bot.privacy.retention import Kind
from bot.privacy.service import Privacy
from bot.problems.service import Problems
from bot.profiles.model import ProfileSettings
from bot.profiles.service import Profiles
from bot.questions.model import QuestionSettings
from bot.questions.queueing import QuestionsInQueue
from bot.questions.service import Questions
from bot.queue.deliveries import DeliveriesInQueue
from bot.queue.model import QueueSettings
from bot.queue.service import Queue
from bot.raids.model import RaidSettings
from bot.raids.service import Raids
from bot.reports.model import ReportSettings
from bot.reports.privacy import DRAFT_DAYS
from bot.reports.service import Reports
from bot.seal import Seal
from bot.search.create import create_index
from bot.settings.model import Section, ServerSettings
from bot.settings.service import Settings
from bot.surveys.model import SurveySettings
from bot.surveys.service import Surveys
from bot.tally import Tally

SECTIONS: tuple[type[Section], ...] = (
    ServerSettings,
    GuidelineSettings,
    OnboardingSettings,
    ProfileSettings,
    QuestionSettings,
    PointsSettings,
    EventSettings,
    SurveySettings,
    ModerationSettings,
    QueueSettings,
    ReportSettings,
    AppealSettings,
    FilterSettings,
    RaidSettings,
    PlaybookSettings,
    InboxSettings,
    PrivacySettings,
)


class App:
    """Everything below Discord, for cogs, the command line and tests."""

    def __init__(self, config: Config, *, clock: Clock = utc_now) -> None:
        self.config = config
        self.clock = clock
        self.database = Database(config.database_url)
        self.tally = Tally()
        self.jobs = Jobs(clock, self.tally)
        self.due = DueRows(self.database, clock, self.tally)
        self.settings = Settings(self.database, clock, SECTIONS)
        self.activity = Activity(database=self.database, clock=clock, settings=self.settings, tally=self.tally)
        self.queue = Queue(database=self.database, clock=clock, settings=self.settings)
        self.inbox = Inbox(database=self.database, clock=clock, settings=self.settings)
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
        self.guidelines = Guidelines(database=self.database, clock=clock, settings=self.settings)
        self.profiles = Profiles(database=self.database, clock=clock, settings=self.settings)
        self.surveys = Surveys(
            database=self.database,
            clock=clock,
            settings=self.settings,
            seal=self.seal,
            ledger=self.points.ledger,
            profiles=self.profiles,
        )
        self.events = Events(
            database=self.database,
            clock=clock,
            settings=self.settings,
            seal=self.seal,
            ledger=self.points.ledger,
            profiles=self.profiles,
            surveys=self.surveys,
            activity=self.activity,
        )
        self.surveys.desk.attendees = self.events.attendance.attendees
        self.activity.recorders.append(self.events.presence)
        self.onboarding = Onboarding(
            database=self.database,
            clock=clock,
            settings=self.settings,
            activity=self.activity,
            ledger=self.points.ledger,
            profiles=self.profiles,
        )
        self.activity.recorders.append(self.onboarding.recorder)
        self.onboarding.arrivals.on_arrived.append(self._give_member_role)
        self._add_first_steps()
        self.moderation = Moderation(
            database=self.database,
            clock=clock,
            settings=self.settings,
            guidelines=self.guidelines,
            inbox=self.inbox,
        )
        self.reports = Reports(
            database=self.database,
            clock=clock,
            settings=self.settings,
            moderation=self.moderation,
            inbox=self.inbox,
        )
        self.appeals = Appeals(
            database=self.database,
            clock=clock,
            settings=self.settings,
            moderation=self.moderation,
            inbox=self.inbox,
        )
        self.filters = Filters(
            database=self.database,
            clock=clock,
            settings=self.settings,
            moderation=self.moderation,
            inbox=self.inbox,
        )
        self.raids = Raids(
            database=self.database,
            clock=clock,
            settings=self.settings,
            moderation=self.moderation,
            welcoming=self.onboarding.welcoming,
        )
        self.onboarding.arrivals.on_arrived.append(self.raids.watching.not_welcomed)
        self.playbooks = Playbooks(
            database=self.database,
            clock=clock,
            settings=self.settings,
            seal=self.seal,
            moderation=self.moderation,
        )
        self._add_what_waits()
        self.problems = Problems(database=self.database, clock=clock, tells=config.operator_channel_id is not None)
        self.privacy = Privacy(
            config=config,
            database=self.database,
            clock=clock,
            settings=self.settings,
            activity=self.activity,
            index=self.question_index,
            parts=(
                ActivityPrivacy(),
                self.points.privacy,
                self.perks.privacy,
                self.events.privacy,
                self.questions.privacy,
                self.onboarding.privacy,
                self.problems.privacy,
                self.surveys.privacy,
                self.filters.privacy,
                self.playbooks.privacy,  # before cases and evidence forget who it was
                self.moderation.privacy,
                self.reports.privacy,
                self.appeals.privacy,
            ),
        )
        self.privacy.erasing.guards.append(self.moderation.privacy.guard)
        self.privacy.erasing.guards.append(self.playbooks.privacy.guard)
        self.privacy.erasing.guards.append(self.filters.privacy.guard)
        self.privacy.retention.kinds.append(
            Kind(
                name="cases",
                days=lambda _: 1,
                count=self.moderation.privacy.count_over,
                prune=self.moderation.privacy.forget_over,
            )
        )
        self.privacy.retention.kinds.append(
            Kind(
                name="evidence",
                section=ModerationSettings,
                days=lambda settings: settings.evidence_days,
                count=self.moderation.evidence.count_old,
                prune=self.moderation.evidence.expire,
            )
        )
        self.privacy.retention.kinds += [
            Kind(
                name="reports",
                section=ModerationSettings,
                days=lambda settings: settings.evidence_days,
                count=self.reports.privacy.count_words,
                prune=self.reports.privacy.prune_words,
            ),
            Kind(
                name="report-drafts",
                days=lambda _: DRAFT_DAYS,
                count=self.reports.privacy.count_drafts,
                prune=self.reports.privacy.prune_drafts,
            ),
        ]
        self.privacy.retention.kinds.append(
            Kind(
                name="bundles",
                section=PlaybookSettings,
                days=lambda settings: settings.bundle_days,
                count=self.playbooks.bundles.count_over,
                prune=self.playbooks.bundles.expire,
            )
        )
        self._let_memory_be_forgotten()

    def _let_memory_be_forgotten(self) -> None:
        """Name what features keep in memory of members and servers. A feature that does adds its own here."""
        self.privacy.erasing.afterwards += [
            self.points.forget,
            self.profiles.forget,
            self.onboarding.memory.forget,
            self.guidelines.forget,
            self.events.proposing.forget,
            self.events.reminding.forget,
            self.surveys.forget,
            self.inbox.forget,
            self.reports.forget,
            self.appeals.forget,
            self.filters.forget,
            self.raids.forget,
        ]
        self.privacy.servers.afterwards += [
            self.points.forget_server,
            self.profiles.forget_server,
            self.onboarding.memory.forget_guild,
            self.guidelines.forget_server,
            self.events.proposing.forget_server,
            self.events.reminding.forget_server,
            self.surveys.forget_server,
            self.inbox.forget_server,
            self.moderation.native.forget_server,
            self.reports.forget_server,
            self.appeals.forget_server,
            self.filters.forget_server,
            self.raids.forget_server,
        ]

    def _add_what_waits(self) -> None:
        """Name everything that can wait for moderators. A feature adds its own here."""
        self.queue.sources += [
            QuestionsInQueue(),
            ProposalsInQueue(),
            ClaimsInQueue(),
            DeliveriesInQueue(self.clock),
            self.moderation.in_queue,
            self.reports.in_queue,
            self.appeals.in_queue,
            self.filters.waiting,
            self.raids.in_queue,
            self.playbooks.in_queue,
        ]

    def _add_first_steps(self) -> None:
        """Name the first steps, in the order in which newcomers see them. A feature adds its own here."""
        introductions, seen = self.onboarding.introductions, self.onboarding.activity_facts
        questions, events = self.questions.taking_part, self.events.taking_part
        self.onboarding.steps.add(
            Step(name="agree", done=self.guidelines.agreed, offered=self.guidelines.has_rules),
            Step(name="interests", done=self.profiles.interested, offered=self.profiles.has_interests),
            Step(name="introduce", done=introductions.introduced, offered=introductions.has_channel),
            Step(name="react", done=seen.reacted),
            Step(name="post", done=seen.posted),
            Step(name="question", done=questions.took_part, offered=questions.has_forum),
            Step(name="event", done=events.attended, offered=events.is_any_coming, nudged=False),
        )

    async def _give_member_role(self, connection: AsyncConnection, arrival: Arrival) -> None:
        """Plan the members' role for who has agreed before, however their arrival was found: Discord may not tell."""
        if arrival.member_id is not None:
            await self.guidelines.member_role.plan_in(
                connection, guild_id=arrival.guild_id, member_id=arrival.member_id
            )

    async def load(self) -> None:
        """Read what features keep in memory. Before the first event comes; the database is there by then."""
        await self.activity.load()
        await self.points.announcing.load()
        await self.guidelines.asking.load()
        await self.guidelines.posting.load()
        await self.profiles.load()
        await self.onboarding.load()
        await self.surveys.load()
        await self.events.load()
        await self.inbox.load()
        await self.reports.load()
        await self.appeals.load()
        await self.filters.load()
        await self.raids.load()
        await self.privacy.load()

    async def close(self) -> None:
        """Let sweeps finish and close the database."""
        await self.jobs.stop()
        await self.activity.stop()
        await self.question_index.close()
        await self.database.close()
