"""Points, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.points.earning import Earning
from bot.points.ledger import Ledger
from bot.points.recompute import Recompute
from bot.points.terms import TermsOf
from bot.settings.service import Settings


class Points:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self.terms = TermsOf(settings)
        self.ledger = Ledger(clock, self.terms)
        self.earning = Earning(self.ledger)
        self.recompute = Recompute(database)
