"""Guidelines, as the rest of the program uses them.

Versions are counted from 1 in each server. The *latest* published version is the one in force: it is what is read, what
is posted, and what *I agree* agrees to. A *material* version is one everybody has to agree to: a member is up to date
who has agreed to the latest material version or to any later one. A rule keeps its `key` through all versions, while
its number can change: a case names version and number (what was said then), statistics the key.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.guidelines.asking import Asking
from bot.guidelines.desk import Desk
from bot.guidelines.drafting import Drafting
from bot.guidelines.model import Rule, Version
from bot.guidelines.posting import Posting
from bot.guidelines.reading import Reader
from bot.guidelines.roles import MemberRole
from bot.guidelines.store import agreements, versions
from bot.settings.service import Settings


class Guidelines:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        desk = Desk(database=database, clock=clock, settings=settings)
        self.asking = Asking(desk)
        self.drafting = Drafting(desk, self.asking)
        self.reader = Reader(desk, self.asking)
        self.posting = Posting(desk)
        self.member_role = MemberRole(desk)
        settings.followers.append(self.posting.follow_settings)

    async def current(self, *, guild_id: int) -> Version | None:
        """Return the rules in force with their default actions; None where none are published."""
        return await self.reader.current(guild_id=guild_id)

    async def rule(self, *, guild_id: int, number: int, version: int | None = None) -> Rule | None:
        """Return a rule by its number in a published version, by default the one in force."""
        return await self.reader.rule(guild_id=guild_id, number=number, version=version)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased: they are asked to agree as anybody else."""
        self.asking.forget(guild_id=guild_id, member_id=member_id)

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
        self.asking.forget_server(guild_id)
        self.posting.shown.pop(guild_id, None)

    # The first step

    async def agreed(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has agreed to any version, with when they first did."""
        return await agreements.first_times(connection, guild_id=guild_id, member_ids=member_ids)

    async def has_rules(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether anything is published that one could agree to."""
        return await versions.is_published(connection, guild_id=guild_id)
