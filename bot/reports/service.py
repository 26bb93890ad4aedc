"""Reports, as the rest of the program uses them.

Who reported something is shown to nobody, neither to moderators nor to admins: they see how many did, what they wrote,
and, should somebody's reports all come to nothing, that; not a name. A moderator who knew would treat the next report
by who it came from. The one way is the database itself, for whoever runs the bot and has to answer a court.
"""

from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.inbox.service import Inbox
from bot.moderation.service import Moderation
from bot.reports import figures, store
from bot.reports.deciding import Deciding
from bot.reports.desk import Desk
from bot.reports.figures import ReportFigures
from bot.reports.privacy import ReportPrivacy
from bot.reports.queueing import ReportsInQueue
from bot.reports.reporting import Reporting
from bot.settings.service import Settings


class Reports:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, moderation: Moderation, inbox: Inbox
    ) -> None:
        self._database = database
        desk = Desk(database=database, clock=clock, settings=settings, moderation=moderation, inbox=inbox)
        self.reporting = Reporting(desk)
        self.deciding = Deciding(desk)
        self.in_queue = ReportsInQueue(desk, self.deciding)
        self.privacy = ReportPrivacy(desk)
        moderation.desk.origins["report"] = self.deciding
        moderation.desk.after_case.append(self.deciding.after_case)
        moderation.evidence.holders.append(store.holding)

    async def figures(self, *, guild_id: int, start: datetime, end: datetime) -> ReportFigures:
        """Return what the reports of a period amount to."""
        async with self._database.read() as connection:
            return await figures.read(connection, guild_id=guild_id, start=start, end=end)

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased."""

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
