"""Events, as the rest of the program uses them."""

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.events.announcing import Announcing
from bot.events.answering import Answering
from bot.events.attendance import AttendanceBook
from bot.events.codes import Codes
from bot.events.desk import Desk
from bot.events.detailing import Detailing
from bot.events.drafting import Drafting
from bot.events.following_up import FollowingUp
from bot.events.importing import ListImport
from bot.events.lifecycle import Lifecycle
from bot.events.listing import Listing
from bot.events.live import Live
from bot.events.moving import Moving
from bot.events.native import Native
from bot.events.organising import Organising
from bot.events.presence import PresenceRecorder
from bot.events.privacy import EventPrivacy
from bot.events.proposing import Proposing
from bot.events.reminding import Reminding
from bot.events.revising import Revising
from bot.events.running import Running
from bot.events.store import gatherings
from bot.events.taking_part import TakingPart
from bot.events.waiting import Waiting
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
        activity: Activity,
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
        self.announcing = Announcing(self.desk)
        self.waiting = Waiting(self.desk, self.announcing)
        self.answering = Answering(self.desk, self.announcing, self.waiting)
        self.lifecycle = Lifecycle(self.desk, self.announcing)
        self.detailing = Detailing(self.desk)
        self.organising = Organising(self.desk, self.lifecycle)
        self.drafting = Drafting(self.desk, self.organising)
        self.revising = Revising(self.desk, self.organising, self.lifecycle, self.announcing)
        self.moving = Moving(self.desk, self.lifecycle, self.revising)
        self.proposing = Proposing(self.desk, self.organising, self.announcing)
        self.running = Running(self.desk, self.lifecycle)
        self.native = Native(self.desk, self.lifecycle, self.running, self.announcing)
        self.reminding = Reminding(self.desk)
        self.following_up = FollowingUp(self.desk)
        self.presence = PresenceRecorder()
        self.attendance = AttendanceBook(self.desk, activity=activity)
        self.codes = Codes(self.desk, self.attendance, self.answering)
        self.importing = ListImport(self.desk, self.attendance)
        self.live = Live(self.desk, self.announcing, self.answering)
        self.taking_part = TakingPart(clock)
        self.listing = Listing(self.desk, self.answering)
        self.privacy = EventPrivacy(
            self.desk,
            announcing=self.announcing,
            answering=self.answering,
            proposing=self.proposing,
            live=self.live,
        )

        surveys.desk.gatherings = gatherings.latest
        settings.followers.append(self.native.follow_settings)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""
        await self.proposing.load()
        await self.reminding.load()
