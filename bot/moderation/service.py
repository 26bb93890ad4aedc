"""Moderation, as the rest of the program uses it."""

from bot.clock import Clock
from bot.db import Database
from bot.guidelines.service import Guidelines
from bot.inbox.service import Inbox
from bot.moderation.cases import Cases
from bot.moderation.desk import Desk
from bot.moderation.doing import Doing
from bot.moderation.drafts import Drafts
from bot.moderation.editing import Editing
from bot.moderation.ending import Ending
from bot.moderation.evidence import Keeping
from bot.moderation.figures import Figures
from bot.moderation.history import History
from bot.moderation.holding import Holds
from bot.moderation.laddering import Laddering
from bot.moderation.lifting import Lifting
from bot.moderation.native import Native
from bot.moderation.noting import Noting
from bot.moderation.opening import Opening
from bot.moderation.privacy import ModerationPrivacy
from bot.moderation.purging import Purges
from bot.moderation.queueing import CasesInQueue
from bot.moderation.searching import Searching
from bot.moderation.strikes import Strikes
from bot.moderation.telling import Telling
from bot.settings.service import Settings


class Moderation:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, guidelines: Guidelines, inbox: Inbox
    ) -> None:
        self.desk = Desk(database=database, clock=clock, settings=settings, guidelines=guidelines, inbox=inbox)
        self.opening = Opening(self.desk)
        self.figures = Figures(self.desk)
        self.ending = Ending(self.desk)
        self.lifting = Lifting(self.desk, self.opening, self.ending)
        self.evidence = Keeping(self.desk)
        self.strikes = Strikes(self.desk, self.opening)
        self.desk.after_case.append(self.strikes.follow)
        self.telling = Telling(self.desk)
        self.doing = Doing(self.desk, self.ending, self.lifting)
        self.drafts = Drafts(self.desk, self.opening, self.strikes)
        self.cases = Cases(self.desk)
        self.noting = Noting(self.opening)
        self.editing = Editing(self.desk, self.ending)
        self.searching = Searching(self.desk)
        self.history = History(self.desk, self.strikes)
        self.laddering = Laddering(self.desk)
        self.in_queue = CasesInQueue(clock)
        self.privacy = ModerationPrivacy(self.desk, self.evidence)
        self.native = Native(self.desk, self.opening, self.ending)
        self.holds = Holds(self.desk, self.opening, self.ending)
        self.purges = Purges(self.desk, self.opening, self.evidence)
