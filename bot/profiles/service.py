"""Profiles, as the rest of the program uses them.

Each part is about one thing people do and lives in a module of that name; this one puts them together, and answers
what other features ask.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.profiles import store
from bot.profiles.interests import Interesting
from bot.profiles.model import Preferences
from bot.profiles.preferring import Preferring
from bot.profiles.telling import Telling
from bot.settings.service import Settings


class Profiles:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self.telling = Telling(database=database, clock=clock, settings=settings)
        self.preferring = Preferring(database=database, clock=clock)
        self.interests = Interesting(database=database, clock=clock, settings=settings)

    @property
    def languages(self) -> Mapping[tuple[int, int], Language]:
        """The language of those who chose one, by server and member: asked with every interaction."""
        return self.preferring.languages

    async def load(self) -> None:
        """Read what is kept in memory. Before the first interaction comes."""
        await self.preferring.load()

    async def interested(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has chosen interests, with when they first did."""
        return await self.interests.interested(connection, guild_id, member_ids)

    async def has_interests(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether the server has interests one can choose."""
        return await self.interests.has_any(connection, guild_id)

    async def preferences(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> Preferences:
        return await store.preferences(connection, guild_id=guild_id, member_id=member_id)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased. After the commit."""
        self.preferring.languages.pop((guild_id, member_id), None)
        self.interests.forget(guild_id, member_id)

    def forget_server(self, guild_id: int) -> None:
        """The same for a server."""
        for key in [key for key in self.preferring.languages if key[0] == guild_id]:
            del self.preferring.languages[key]
        self.interests.forget_server(guild_id)
