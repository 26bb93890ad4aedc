"""Events that members have proposed and nobody has decided on, in the moderators' queue."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events.store import series
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency, Waiting


class ProposalsInQueue:
    kind = "proposal"

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await series.proposed(connection, guild_id=guild_id, limit=limit)
        return [
            Waiting(
                kind=self.kind,
                subject_id=event.id,
                since=event.created_at,
                urgency=Urgency.LOW,
                message_id="queue-item-proposal",
                params={"title": event.title},
                entrance="proposal",
            )
            for event in found
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible
