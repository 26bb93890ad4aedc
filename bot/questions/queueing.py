"""Questions nobody has answered, in the moderators' queue from the hour on that the settings name."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.questions.model import Question
from bot.questions.store import lists
from bot.queue.errors import NotDismissible
from bot.queue.model import Waiting


class QuestionsInQueue:
    kind = "question"

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await lists.queued(connection, guild_id=guild_id, limit=limit)
        return [
            Waiting(
                kind=self.kind,
                subject_id=question.id,
                since=question.asked_at,
                due_at=_overdue_at(question),
                message_id="queue-item-question",
                params={"title": question.title},
                link=(question.thread_id, None),
            )
            for question in found
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible


def _overdue_at(question: Question) -> datetime | None:
    """Return when those on duty are reminded: its own entry told them once, so as long again after that."""
    queued_at = question.queued_at
    return queued_at + (queued_at - question.asked_at) if queued_at is not None else None
