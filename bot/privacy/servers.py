"""Which servers there are, and forgetting those that removed the bot thirty days ago.

Everything of a server is deleted: rows by the server's column, children before their parents, a few at a time; what is
kept by name (search tables, state of the process); and what is in memory.
"""

import logging
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Table, delete, select, tuple_, union, update

from bot import due
from bot.activity.service import Activity
from bot.activity.tables import activity_channel, activity_guild
from bot.clock import Clock
from bot.db import Database, upsert
from bot.engine import AsyncConnection
from bot.privacy.catalogue import guild_column
from bot.privacy.model import FORGET_SERVER, SERVER_KEPT_DAYS, ForgetServer
from bot.privacy.tables import privacy_server
from bot.search.index import SearchIndex
from bot.settings.service import Settings
from bot.settings.tables import setting
from bot.state import process_state
from bot.tables import all_tables

log = logging.getLogger(__name__)

AT_ONCE = 2_000
LAST = frozenset({"privacy_server", "due_row"})
"""Tables that are emptied when all others are: until then they say that it isn't done."""


class Servers:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, activity: Activity, index: SearchIndex
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._activity = activity
        self._index = index
        self.afterwards: list[ForgetServer] = [settings.forget_server]
        """What drops memory of a server; features add theirs in `app.py`."""

    async def joined(self, guild_id: int) -> None:
        """Note that the bot is in a server; what was to be forgotten stays."""
        async with self._database.write() as connection:
            await self._joined(connection, guild_id)

    async def left(self, guild_id: int) -> None:
        """Note that the bot was removed: the server is forgotten unless it comes back in time."""
        async with self._database.write() as connection:
            await self._left(connection, guild_id)

    async def compare(self, present: Collection[int]) -> None:
        """Bring what is known in step with the servers the bot is in now: some came or went while it was down."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(privacy_server))).all()
            known = {row.guild_id: row.left_at for row in rows}
            # Of before there was a list of servers.
            earlier = set(
                await connection.scalars(union(select(activity_guild.c.guild_id), select(setting.c.guild_id)))
            )
        came = [guild_id for guild_id in present if guild_id not in known or known[guild_id] is not None]
        gone = [
            guild_id
            for guild_id in known.keys() | earlier
            if guild_id not in present and (guild_id not in known or known[guild_id] is None)
        ]
        if not came and not gone:
            return
        async with self._database.write() as connection:
            for guild_id in came:
                await self._joined(connection, guild_id)
            for guild_id in gone:
                await self._left(connection, guild_id)

    async def _joined(self, connection: AsyncConnection, guild_id: int) -> None:
        values = {"guild_id": guild_id, "since": self._clock(), "left_at": None}
        await upsert(connection, privacy_server, values, key=["guild_id"], update=["left_at"])
        await due.cancel(connection, kind=FORGET_SERVER, subject_id=guild_id)

    async def _left(self, connection: AsyncConnection, guild_id: int) -> None:
        now = self._clock()
        await upsert(connection, privacy_server, {"guild_id": guild_id, "since": now, "left_at": now}, key=["guild_id"])
        changed = await connection.execute(
            update(privacy_server)
            .where(privacy_server.c.guild_id == guild_id, privacy_server.c.left_at.is_(None))
            .values(left_at=now)
        )
        planned = await due.unfinished(connection, kind=FORGET_SERVER, subject_ids=[guild_id])
        if changed.rowcount or not planned:
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=FORGET_SERVER,
                subject_id=guild_id,
                due_at=now + timedelta(days=SERVER_KEPT_DAYS),
            )

    async def may_be_forgotten(self, guild_id: int) -> bool:
        """Whether the bot was removed from a server as long ago as it takes."""
        async with self._database.read() as connection:
            left_at = await connection.scalar(
                select(privacy_server.c.left_at).where(privacy_server.c.guild_id == guild_id)
            )
        return left_at is not None and self._clock() - left_at >= timedelta(days=SERVER_KEPT_DAYS)

    async def forget(self, guild_id: int) -> int:
        """Delete everything of a server; returns how many rows. Can be broken off and done again."""
        async with self._database.read() as connection:
            channels = await connection.scalars(
                select(activity_channel.c.channel_id).where(activity_channel.c.guild_id == guild_id)
            )
            channel_ids = list(channels)
        tables = [table for table in reversed(all_tables().sorted_tables) if guild_column(table) is not None]
        rows = 0
        for table in tables:
            if table.name not in LAST and not table.name.startswith("search_"):
                rows += await self._empty(table, guild_id)
        async with self._database.write() as connection:
            await self._index.drop(connection, guild_id=guild_id)
            rows += await _forget_state(connection, guild_id)
        for name in sorted(LAST):
            rows += await self._empty(all_tables().tables[name], guild_id)
        self._activity.forget_server(guild_id, channel_ids=channel_ids)
        for forget in self.afterwards:
            forget(guild_id)
        log.info("server %s is forgotten: %s rows", guild_id, rows)
        return rows

    async def _empty(self, table: Table, guild_id: int) -> int:
        column = guild_column(table)
        assert column is not None
        key = tuple_(*table.primary_key.columns)
        total = 0
        while True:
            such = select(*table.primary_key.columns).where(column == guild_id).limit(AT_ONCE)
            async with self._database.write() as connection:
                gone = (await connection.execute(delete(table).where(key.in_(such)))).rowcount
            total += gone
            if gone < AT_ONCE:
                return total


async def _forget_state(connection: AsyncConnection, guild_id: int) -> int:
    """Delete what the process keeps under keys that end with the server's id."""
    done = await connection.execute(
        delete(process_state).where(process_state.c.key.endswith(f":{guild_id}", autoescape=True))
    )
    return done.rowcount
