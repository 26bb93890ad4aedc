"""What members are interested in: roles of the server that everybody may have.

Discord has the truth, as roles are also given by hand, by other bots, and by Discord's own onboarding; the rows follow
what is seen of it. Who never chose anything but has such a role counts as having chosen.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from bot.activity.model import snowflake_ms
from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.profiles import store
from bot.profiles.model import Interests, ProfileSettings
from bot.settings.service import Settings

STALE_FOR_MS = 60_000
"""How long after a choice a press may still carry the roles from before it."""

REMEMBERED_MAX = 10_000
"""Members of whom it is kept in memory what was last seen: no press of theirs asks the database then."""


class _Seen(NamedTuple):
    """Which interests somebody was last seen to have."""

    held: frozenset[int]
    stale_until_ms: int = 0
    """What was pressed before may carry older roles."""


class Interesting:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._seen: OrderedDict[tuple[int, int], _Seen] = OrderedDict()
        self._without: set[int] = set()
        """Servers without interests: asked with every change to anybody's roles."""

    async def offered(self, guild_id: int) -> frozenset[int]:
        """Return the roles the server calls interests."""
        role_ids = (await self._settings.get(guild_id, ProfileSettings)).interest_role_ids
        if role_ids:
            self._without.discard(guild_id)
        else:
            self._without.add(guild_id)
        return role_ids

    def may_be_offered(self, guild_id: int) -> bool:
        """Whether the server may have interests, as far as this process knows without asking."""
        return guild_id not in self._without

    async def of(self, *, guild_id: int, member_id: int) -> Interests:
        async with self._database.read() as connection:
            return await store.interests(connection, guild_id=guild_id, member_id=member_id)

    async def chose(self, held: Collection[int], *, by: Actor, interaction_id: int, counts: bool = True) -> Interests:
        """Note which of the interests somebody has now on Discord, after they chose: none is a choice, too.

        It doesn't count where nothing of it came about.
        """
        offered = await self.offered(by.guild_id)
        async with self._database.write() as connection:
            await self._follow(connection, by.guild_id, by.id, frozenset(held), offered)
            if counts:
                await store.mark_chosen(connection, guild_id=by.guild_id, member_id=by.id, at=self._clock())
            # Before others get to write: what they have seen is older.
            stale_until = snowflake_ms(interaction_id) + STALE_FOR_MS
            self._remember(by.guild_id, by.id, _Seen(frozenset(held) & offered, stale_until))
            return await store.interests(connection, guild_id=by.guild_id, member_id=by.id)

    async def seen(self, role_ids: Collection[int], *, guild_id: int, member_id: int, at_ms: int) -> None:
        """Follow what roles somebody had at a moment (milliseconds since 1970, by Discord's clock).

        It asks the database only where that is news to this process.
        """
        offered = await self.offered(guild_id)
        if not offered:
            return
        held, before = frozenset(role_ids) & offered, self._seen.get((guild_id, member_id))
        if before is not None and (before.held == held or at_ms < before.stale_until_ms):
            return
        async with self._database.read() as connection:
            known = await store.interests(connection, guild_id=guild_id, member_id=member_id)
        if known.role_ids & offered != held or (held and known.first_chosen_at is None):
            async with self._database.write() as connection:
                if self._seen.get((guild_id, member_id)) is not before:
                    return  # somebody was quicker: a choice
                await self._follow(connection, guild_id, member_id, held, offered)
                if held:
                    await store.mark_chosen(connection, guild_id=guild_id, member_id=member_id, at=self._clock())
        self._remember(guild_id, member_id, _Seen(held))

    async def _follow(
        self,
        connection: AsyncConnection,
        guild_id: int,
        member_id: int,
        held: frozenset[int],
        offered: frozenset[int],
    ) -> None:
        for role_id in sorted(held & offered):
            await store.add_interest(
                connection, guild_id=guild_id, member_id=member_id, role_id=role_id, at=self._clock()
            )
        await store.drop_interests(connection, guild_id=guild_id, member_id=member_id, role_ids=offered - held)

    async def interested(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        return await store.interested(connection, guild_id=guild_id, member_ids=member_ids)

    async def has_any(self, connection: AsyncConnection, guild_id: int) -> bool:
        settings = await self._settings.read(connection, guild_id, ProfileSettings)
        return bool(settings.interest_role_ids)

    def forget(self, guild_id: int, member_id: int) -> None:
        self._seen.pop((guild_id, member_id), None)

    def forget_server(self, guild_id: int) -> None:
        for key in [key for key in self._seen if key[0] == guild_id]:
            del self._seen[key]

    def _remember(self, guild_id: int, member_id: int, seen: "_Seen") -> None:
        self._seen[guild_id, member_id] = seen
        self._seen.move_to_end((guild_id, member_id))
        if len(self._seen) > REMEMBERED_MAX:
            self._seen.popitem(last=False)
