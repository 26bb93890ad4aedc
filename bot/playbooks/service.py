"""Playbooks, escalation and bundles of evidence, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.moderation.service import Moderation
from bot.playbooks.bundles import Bundles
from bot.playbooks.desk import Desk
from bot.playbooks.escalating import Escalating
from bot.playbooks.library import Library
from bot.playbooks.privacy import PlaybookPrivacy
from bot.playbooks.queueing import EscalationsInQueue
from bot.playbooks.store import escalations
from bot.seal import Seal
from bot.settings.service import Settings


class Playbooks:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, seal: Seal, moderation: Moderation
    ) -> None:
        desk = Desk(database=database, clock=clock, settings=settings, moderation=moderation, seal=seal)
        self.library = Library(desk)
        self.escalating = Escalating(desk, self.library)
        self.bundles = Bundles(desk)
        self.in_queue = EscalationsInQueue()
        self.privacy = PlaybookPrivacy()
        moderation.evidence.holders.append(escalations.holding)
