"""Telling of ranks that were reached: everybody in a channel, or the member alone with their next command."""

from collections.abc import Sequence
from datetime import timedelta

from bot import due
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.model import Announcement, Bundle, PointsSettings, RankUp
from bot.points.store import derived
from bot.points.store import ranks as store
from bot.settings.service import Settings

BUNDLE_MAX = 15
"""Rank-ups in one message: what a message has room for."""

STALE_AFTER = timedelta(days=3)
"""What couldn't be announced for so long is no news any more: its members are told privately."""

Member = tuple[int, int]
"""Server and member."""


class Announcing:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self.untold: set[Member] = set()
        """Everybody who is to be told privately: nobody else's press costs a query. Filled by `load`."""

    async def load(self) -> None:
        """Read who is to be told privately. Before the first interaction comes."""
        async with self._database.read() as connection:
            self.untold = await store.with_private(connection)

    async def reached(self, *, guild_id: int, standing_id: int) -> None:
        """Note that somebody reached a rank, as the server wants it told; nothing where they have lost it again."""
        settings = await self._settings.get(guild_id, PointsSettings)
        if settings.announcements is Announcement.OFF:
            return
        # Without a channel the member at least should know.
        private = settings.announcements is Announcement.PRIVATE or settings.announcement_channel_id is None
        async with self._database.write() as connection:
            standing = await derived.standing_by_id(connection, standing_id)
            if standing is None:
                return
            ranks = await store.ranks(connection, guild_id=guild_id)
            rank = rules.rank_for(standing.points, ranks)
            if rank is None or rank.threshold < await store.announced_points(connection, standing_id):
                return
            # Who doesn't want to stand on boards doesn't want to be called out either.
            private = private or standing.hidden
            now = self._clock()
            await store.add_notice(
                connection,
                guild_id=guild_id,
                member_id=standing.member_id,
                rank_id=rank.id,
                private=private,
                at=now,
            )
            if not private and not await self._is_planned(connection, guild_id):
                await due.plan(connection, guild_id=guild_id, kind=rules.ANNOUNCE, subject_id=guild_id, due_at=now)
        if private:
            self.untold.add((guild_id, standing.member_id))

    async def _is_planned(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether a message is to be sent anyhow. Planning it anew would try at once what Discord is too busy for.

        One that is being sent may not tell of whoever comes now, and is no longer planned when it is.
        """
        rows = await due.unfinished(connection, kind=rules.ANNOUNCE, subject_ids=[guild_id])
        return any(not row.given_up and not row.under_way for row in rows)

    # In the channel

    async def bundle(self, *, guild_id: int) -> Bundle | None:
        """Return what goes into the next message. Until it is `told` it is the same.

        Who has hidden themselves meanwhile is told privately, unless a message may have told of them already.
        """
        async with self._database.write() as connection:
            hidden = await store.make_hidden_private(connection, guild_id=guild_id)
            bundle = await store.bundle(connection, guild_id=guild_id, now=self._clock(), limit=BUNDLE_MAX)
        self.untold.update((guild_id, member_id) for member_id in hidden)
        return bundle

    async def told(self, rank_ups: Sequence[RankUp]) -> bool:
        """Note that a message has told of these; returns whether more is waiting."""
        async with self._database.write() as connection:
            await store.told(connection, rank_ups)
            return bool(rank_ups) and await store.count_waiting(connection, guild_id=rank_ups[0].guild_id) > 0

    async def plan(self, *, guild_id: int, after: timedelta = timedelta()) -> None:
        """Have what waits announced."""
        async with self._database.write() as connection:
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=rules.ANNOUNCE,
                subject_id=guild_id,
                due_at=self._clock() + after,
            )

    async def tell_privately(self, *, guild_id: int, older_than: timedelta = timedelta()) -> None:
        """Have members told of what waits for a channel that can't be used."""
        async with self._database.write() as connection:
            members = await store.make_private(connection, guild_id=guild_id, before=self._clock() - older_than)
        self.untold.update((guild_id, member_id) for member_id in members)

    async def guilds_waiting(self) -> set[int]:
        """Return the servers in which something is still to be announced."""
        async with self._database.read() as connection:
            return await store.guilds_waiting(connection)

    # To one member

    async def private_of(self, *, guild_id: int, member_id: int) -> RankUp | None:
        async with self._database.read() as connection:
            return await store.private_of(connection, guild_id=guild_id, member_id=member_id)
