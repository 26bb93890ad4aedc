"""What the bot could not do in spite of trying for days: messages it may not send, roles it can't give."""

from collections.abc import Sequence
from datetime import datetime

from bot import due
from bot.actor import Actor
from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.queue.model import Urgency, Waiting


class DeliveriesInQueue:
    """Every due row that was given up. *Done* drops it, *Try again* (the entrance) opens it anew."""

    kind = "delivery"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await due.given_up(connection, guild_id=guild_id, limit=limit)
        return [
            Waiting(
                kind=self.kind,
                subject_id=row.id,
                since=row.due_at,
                urgency=Urgency.LOW,
                message_id="queue-item-delivery",
                params={"feature": row.kind.partition(":")[0], "reason": row.failure or row.kind},
                entrance="delivery",
                dismissible=True,
            )
            for row in found
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        await due.settle(connection, guild_id=guild_id, due_id=subject_id, now=self._clock())
