"""Perks, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.perks.claiming import Claiming
from bot.perks.desk import Desk
from bot.perks.fulfilling import Fulfilling
from bot.perks.importing import Importing
from bot.perks.offering import Offering
from bot.perks.privacy import PerkPrivacy
from bot.points.ledger import Ledger
from bot.seal import Seal
from bot.settings.service import Settings


class Perks:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, seal: Seal, ledger: Ledger) -> None:
        desk = Desk(database=database, clock=clock, settings=settings, seal=seal, ledger=ledger)
        self.claiming = Claiming(desk)
        self.offering = Offering(desk)
        self.importing = Importing(desk, self.offering)
        self.fulfilling = Fulfilling(desk, self.offering)
        self.privacy = PerkPrivacy(desk)
