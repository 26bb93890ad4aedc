"""Points, as the rest of the program uses them."""

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.points.adjusting import Adjusting
from bot.points.announcing import Announcing
from bot.points.audit import Audit
from bot.points.boards import Boards
from bot.points.earning import Earning
from bot.points.history import History
from bot.points.importing import Importing
from bot.points.ledger import Ledger
from bot.points.privacy import PointsPrivacy
from bot.points.ranks import Ranks
from bot.points.recompute import Recompute
from bot.points.roles import RankRoles
from bot.points.rulebook import Rulebook
from bot.points.seasons import Seasons
from bot.points.terms import TermsOf
from bot.points.thanking import Thanking
from bot.settings.service import Settings


class Points:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, activity: Activity) -> None:
        self.terms = TermsOf(settings)
        self.ledger = Ledger(clock, self.terms)
        self.earning = Earning(self.ledger)
        self.recompute = Recompute(database)
        self.rulebook = Rulebook(database, self.terms)
        self.adjusting = Adjusting(database, clock, self.ledger)
        self.importing = Importing(database, clock, self.ledger)
        self.ranks = Ranks(database)
        self.rank_roles = RankRoles(database=database, clock=clock, settings=settings)
        self.announcing = Announcing(database=database, clock=clock, settings=settings)
        self.seasons = Seasons(database=database, clock=clock, activity=activity)
        self.boards = Boards(database=database, clock=clock, settings=settings, ledger=self.ledger)
        self.history = History(database)
        settings.followers.append(self.boards.follow_settings)
        self.thanking = Thanking(database=database, clock=clock, ledger=self.ledger)
        self.privacy = PointsPrivacy(clock=clock, ledger=self.ledger)
        self.audit = Audit(database=database, clock=clock, ledger=self.ledger)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is remembered of a member who was erased."""
        self.earning.forget(guild_id, member_id)
        self.announcing.untold.discard((guild_id, member_id))
        self.rank_roles.forget(guild_id, member_id)

    def forget_server(self, guild_id: int) -> None:
        self.earning.forget_server(guild_id)
        self.announcing.untold = {key for key in self.announcing.untold if key[0] != guild_id}
        self.rank_roles.forget_server(guild_id)
        self.terms.forget(guild_id)
