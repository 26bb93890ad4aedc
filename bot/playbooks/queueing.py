"""What the queue shows of escalations: all that are open, until they are closed with an outcome."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.moderation.model import Severity
from bot.playbooks.store import escalations
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency, Waiting


class EscalationsInQueue:
    kind = escalations.KIND

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await escalations.waiting(connection, guild_id=guild_id, limit=limit)
        return [
            Waiting(
                kind=self.kind,
                subject_id=escalation.id,
                since=escalation.opened_at,
                due_at=escalation.deadline_at,
                urgency=Urgency.LEGAL if escalation.severity is Severity.LEGAL else Urgency.HIGH,
                message_id="queue-item-escalation",
                params={
                    "number": str(number),
                    "severity": escalation.severity.value,
                    "playbook": escalation.playbook_title,
                    "done": done,
                    "steps": steps,
                },
                link=_link(escalation.thread_id or escalation.channel_id, escalation.message_id),
                entrance="escalation",
            )
            for escalation, number, done, steps in found
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        """Raises NotDismissible: it ends by being closed, with an outcome."""
        raise NotDismissible


def _link(channel_id: int | None, message_id: int | None) -> tuple[int, int | None] | None:
    return None if channel_id is None else (channel_id, message_id)
