"""What the generic export and erasure can't see of reports, and how long what people wrote in them is kept.

That there is an open report about somebody is told them by nothing: it is in no list, no export and no refusal. Their
erasing leaves it as it is until it is closed, and then forgets whom it was about.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.engine import AsyncConnection
from bot.reports import store
from bot.reports.desk import Desk

AT_ONCE = 500
DRAFT_DAYS = 1


class ReportPrivacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Delete what somebody wrote in closed reports, and forget closed ones about them. Before their columns."""
        await store.forget_reporter(connection, guild_id=guild_id, reporter_id=member_id)
        await store.forget_about(connection, guild_id=guild_id, about_id=member_id)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return the decided reports about somebody: what for, when, and how; not who, and not in whose words."""
        rows = await store.decided_rows(connection, guild_id=guild_id, about_id=member_id)
        return {"report": [dict(row._mapping) for row in rows]}

    # Retention

    async def count_words(self, connection: AsyncConnection, guild_id: int, before: datetime) -> int:
        return await store.count_old(connection, guild_id, before)

    async def prune_words(self, guild_id: int, before: datetime) -> int:
        """Take words and people out of reports that were closed before a moment; returns of how many."""
        total = 0
        while True:
            async with self._desk.database.write() as connection:
                gone = await store.empty_old(connection, guild_id=guild_id, before=before, limit=AT_ONCE)
            total += gone
            if gone < AT_ONCE:
                return total

    async def count_drafts(self, connection: AsyncConnection, guild_id: int, before: datetime) -> int:
        return await store.count_drafts(connection, guild_id, before)

    async def prune_drafts(self, guild_id: int, before: datetime) -> int:
        async with self._desk.database.write() as connection:
            return await store.drop_drafts(connection, guild_id=guild_id, before=before)
