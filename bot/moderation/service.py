"""Moderation, as the rest of the program uses it."""

from bot.clock import Clock
from bot.db import Database
from bot.guidelines.service import Guidelines
from bot.inbox.service import Inbox
from bot.moderation.desk import Desk
from bot.moderation.ending import Ending
from bot.moderation.evidence import Keeping
from bot.moderation.lifting import Lifting
from bot.moderation.opening import Opening
from bot.settings.service import Settings


class Moderation:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, guidelines: Guidelines, inbox: Inbox
    ) -> None:
        self.desk = Desk(database=database, clock=clock, settings=settings, guidelines=guidelines, inbox=inbox)
        self.opening = Opening(self.desk)
        self.ending = Ending(self.desk)
        self.lifting = Lifting(self.desk, self.opening, self.ending)
        self.evidence = Keeping(self.desk)
