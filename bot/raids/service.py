"""Raids, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.moderation.service import Moderation
from bot.onboarding.welcoming import Welcoming
from bot.raids import store
from bot.raids.acting import Acting
from bot.raids.desk import Desk
from bot.raids.keeping_out import KeepingOut
from bot.raids.queueing import RaidsInQueue
from bot.raids.watching import Watching
from bot.settings.service import Settings


class Raids:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, moderation: Moderation, welcoming: Welcoming
    ) -> None:
        self._desk = Desk(database=database, clock=clock, settings=settings, moderation=moderation, welcoming=welcoming)
        self.watching = Watching(self._desk)
        self.acting = Acting(self._desk, self.watching)
        self.keeping_out = KeepingOut(self._desk, self.acting)
        self.in_queue = RaidsInQueue()

    async def load(self) -> None:
        """Read which raids are running. Before the first event comes."""
        async with self._desk.database.read() as connection:
            self._desk.running.update(await store.all_running(connection))

    def is_soon(self) -> bool:
        """Whether something is due by now that nobody has done yet; asked once, it is forgotten."""
        if self._desk.soon_at is None or self._desk.soon_at > self._desk.clock():
            return False
        self._desk.soon_at = None
        return True

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased."""
        self.watching.forget(guild_id, member_id)

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
        self.watching.forget_server(guild_id)
        self._desk.running.pop(guild_id, None)
