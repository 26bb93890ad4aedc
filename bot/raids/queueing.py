"""Raids that are running, in the moderators' queue."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency, Waiting
from bot.raids import store
from bot.raids.model import Cause, Raid

SEEN_WITHIN = timedelta(minutes=10)
"""Those on duty were called when it began."""


class RaidsInQueue:
    kind = "raid"

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        raid = await store.running(connection, guild_id=guild_id)
        if raid is None:
            return []
        posted = raid.queue_channel_id is not None and raid.queue_message_id is not None
        rush, attended = raid.cause is Cause.RUSH, raid.started_by_id is not None
        return [
            Waiting(
                kind=self.kind,
                subject_id=raid.id,
                since=raid.began_at,
                due_at=None if rush or attended else raid.began_at + SEEN_WITHIN,
                urgency=Urgency.LOW if rush else Urgency.HIGH,
                message_id=_said(raid),
                params={"joined": raid.joined, "suspects": raid.suspects},
                link=(raid.queue_channel_id or 0, raid.queue_message_id) if posted else None,
                entrance="raid",
            )
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible


def _said(raid: Raid) -> str:
    if raid.cause is Cause.RUSH:
        return "queue-item-raid-rush"
    return "queue-item-raid-hand" if raid.cause is Cause.HAND and not raid.joined else "queue-item-raid"
