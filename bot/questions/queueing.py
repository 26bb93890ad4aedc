"""Questions nobody has answered, in the moderators' queue from the hour on that the settings name."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
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
                due_at=question.queued_at,
                message_id="queue-item-question",
                params={"title": question.title},
                link=(question.thread_id, None),
            )
            for question in found
        ]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible
