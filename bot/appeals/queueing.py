"""Open appeals, in the moderators' queue."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.appeals import store
from bot.appeals.deciding import Deciding
from bot.appeals.desk import Desk
from bot.appeals.model import Appeal
from bot.engine import AsyncConnection
from bot.queue.errors import NotDismissible
from bot.queue.model import Waiting


class AppealsInQueue:
    kind = store.KIND

    def __init__(self, desk: Desk, deciding: Deciding) -> None:
        self._desk = desk
        self._deciding = deciding

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await store.waiting(connection, guild_id=guild_id, limit=limit)
        return [_waiting(appeal, number) for appeal, number in found]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible

    async def handed(
        self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor, taken: bool
    ) -> None:
        """Raises OwnAppeal, OwnCase or AlreadyDecided."""
        appeal = await self._desk.appeal(connection, guild_id=guild_id, appeal_id=subject_id)
        await self._deciding.handed(connection, appeal, by=by, taken=taken)


def _waiting(appeal: Appeal, number: int) -> Waiting:
    posted = appeal.queue_channel_id is not None and appeal.queue_message_id is not None
    return Waiting(
        kind=store.KIND,
        subject_id=appeal.id,
        since=appeal.opened_at,
        due_at=appeal.due_at,
        message_id="queue-item-appeal",
        params={"number": str(number)},
        link=(appeal.queue_channel_id or 0, appeal.queue_message_id) if posted else None,
        entrance="appeal-card",
    )
