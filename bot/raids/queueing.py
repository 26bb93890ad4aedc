"""Raids that are running, in the moderators' queue."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency, Waiting
from bot.raids import store
from bot.raids.model import Cause


class RaidsInQueue:
    kind = "raid"

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        raid = await store.running(connection, guild_id=guild_id)
        if raid is None:
            return []
        posted = raid.queue_channel_id is not None and raid.queue_message_id is not None
        rush = raid.cause is Cause.RUSH
        return [
            Waiting(
                kind=self.kind,
                subject_id=raid.id,
                since=raid.began_at,
                due_at=None if rush else raid.began_at,
                urgency=Urgency.LOW if rush else Urgency.HIGH,
                message_id="queue-item-raid-rush" if rush else "queue-item-raid",
                params={"joined": raid.joined, "suspects": raid.suspects},
                link=(raid.queue_channel_id or 0, raid.queue_message_id) if posted else None,
                entrance="raid",
            )
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible
