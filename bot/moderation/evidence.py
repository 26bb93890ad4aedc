"""Evidence: messages as they were when somebody decided about them, and until when their words are kept.

Attachments' names are kept, never the files. When its time is over the words, the names of files and the author go;
that there was evidence stays with the case. What an open report, appeal or escalation rests on waits for its end:
features say so by a `Holder`.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.engine import AsyncConnection
from bot.moderation.desk import Desk
from bot.moderation.model import Evidence, ModerationSettings, Snapshot
from bot.moderation.store import evidence as store

AT_ONCE = 500
"""Rows in one transaction when their time is over."""

Holder = Callable[[AsyncConnection, int, Sequence[int]], Awaitable[Collection[int]]]
"""Given a server and ids of evidence, returns those that something open rests on."""


class Keeping:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.holders: list[Holder] = []
        """Asked before evidence goes; features add theirs."""

    async def keep(self, *, guild_id: int, snapshot: Snapshot) -> Evidence:
        """Keep a message in a transaction of its own; see `keep_in`."""
        async with self._desk.database.write() as connection:
            return await self.keep_in(connection, guild_id=guild_id, snapshot=snapshot)

    async def keep_in(self, connection: AsyncConnection, *, guild_id: int, snapshot: Snapshot) -> Evidence:
        """Keep a message, or return what was kept of it before: unless it was edited since, or a case has that."""
        before = await store.free(connection, guild_id=guild_id, message_id=snapshot.message_id, text=snapshot.text)
        if before is not None:
            return before
        now = self._desk.clock()
        return await store.add(
            connection,
            guild_id=guild_id,
            snapshot=snapshot,
            at=now,
            expires_at=await self._expires_at(connection, guild_id),
        )

    async def keep_for_case(
        self, connection: AsyncConnection, *, guild_id: int, case_id: int, snapshots: Sequence[Snapshot]
    ) -> None:
        """Keep many messages that are one case's."""
        await store.add_many(
            connection,
            guild_id=guild_id,
            snapshots=snapshots,
            at=self._desk.clock(),
            expires_at=await self._expires_at(connection, guild_id),
            case_id=case_id,
        )

    async def get(self, *, guild_id: int, evidence_id: int) -> Evidence | None:
        async with self._desk.database.read() as connection:
            return await store.get(connection, guild_id=guild_id, evidence_id=evidence_id)

    async def of_case(self, *, guild_id: int, case_id: int, limit: int = 100) -> list[Evidence]:
        """Return a case's evidence, oldest first."""
        async with self._desk.database.read() as connection:
            return await store.of_case(connection, guild_id=guild_id, case_id=case_id, limit=limit)

    # When its time is over

    async def count_old(self, connection: AsyncConnection, guild_id: int, before: datetime) -> int:
        """Return how much is too old: taken before a moment, or past the end it was given."""
        ids = await store.old(connection, guild_id=guild_id, before=before, now=self._desk.clock(), limit=100_000)
        return len(ids) - len(await self._held(connection, guild_id, ids))

    async def expire(self, guild_id: int, before: datetime) -> int:
        """Take away the words that are too old and that nothing open rests on; returns of how many messages."""
        gone, after_id = 0, 0
        while True:
            async with self._desk.database.write() as connection:
                ids = await store.old(
                    connection,
                    guild_id=guild_id,
                    before=before,
                    now=self._desk.clock(),
                    after_id=after_id,
                    limit=AT_ONCE,
                )
                held = await self._held(connection, guild_id, ids)
                left = [evidence_id for evidence_id in ids if evidence_id not in held]
                await store.empty(connection, guild_id=guild_id, evidence_ids=left)
            gone += len(left)
            if len(ids) < AT_ONCE:
                return gone
            after_id = ids[-1]

    async def forget_in(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Take away what is kept of a member's words, but what something open rests on: that goes in its time."""
        ids = await store.of_author(connection, guild_id=guild_id, author_id=member_id)
        held = await self._held(connection, guild_id, ids)
        left = [evidence_id for evidence_id in ids if evidence_id not in held]
        for start in range(0, len(left), AT_ONCE):
            await store.empty(connection, guild_id=guild_id, evidence_ids=left[start : start + AT_ONCE])

    async def _held(self, connection: AsyncConnection, guild_id: int, ids: Sequence[int]) -> set[int]:
        held: set[int] = set()
        for start in range(0, len(ids), AT_ONCE):
            for holder in self.holders:
                held.update(await holder(connection, guild_id, ids[start : start + AT_ONCE]))
        return held

    async def _expires_at(self, connection: AsyncConnection, guild_id: int) -> datetime:
        settings = await self._desk.settings.read(connection, guild_id, ModerationSettings)
        return self._desk.clock() + timedelta(days=settings.evidence_days)
