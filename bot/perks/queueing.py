"""Claims that staff have to see to, in the moderators' queue."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.perks.store import claims
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency, Waiting


class ClaimsInQueue:
    kind = "claim"

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await claims.waiting(connection, guild_id=guild_id, limit=limit)
        return [
            Waiting(
                kind=self.kind,
                subject_id=claim.id,
                since=claim.claimed_at,
                urgency=Urgency.LOW,
                message_id="queue-item-claim",
                params={"perk": claim.perk_name},
                entrance="claim",
            )
            for claim in found
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible
