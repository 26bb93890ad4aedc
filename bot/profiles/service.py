"""Profiles, as the rest of the program uses them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.profiles.model import Preferences
from bot.settings.service import Settings


class Profiles:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self.languages: dict[tuple[int, int], Language] = {}
        """The language of those who chose one, by server and member: asked with every interaction."""

    async def load(self) -> None:
        """Read what is kept in memory. Before the first interaction comes."""

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is remembered of a member who was erased."""
        self.languages.pop((guild_id, member_id), None)

    def forget_server(self, guild_id: int) -> None:
        for key in [key for key in self.languages if key[0] == guild_id]:
            del self.languages[key]

    async def interested(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has chosen interests, with when they first did."""
        return {}

    async def has_interests(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether the server has interests one can choose."""
        return False

    async def preferences(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> Preferences:
        return Preferences()
