"""Playbooks, escalation and bundles of evidence, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.inbox.service import Inbox
from bot.moderation.service import Moderation
from bot.settings.service import Settings


class Playbooks:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, moderation: Moderation, inbox: Inbox
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._moderation = moderation
        self._inbox = inbox

    async def load(self) -> None:
        """Read what is kept in memory. Before the first event comes."""

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased."""

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
