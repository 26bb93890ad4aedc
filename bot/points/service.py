"""Points, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.points.boards import Boards
from bot.points.earning import Earning
from bot.points.history import History
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
        self.boards = Boards(database=database, clock=clock, settings=settings, ledger=self.ledger)
        self.history = History(database)
        settings.followers.append(self.boards.follow_settings)
