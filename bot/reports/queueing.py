"""Open reports, in the moderators' queue. One about the team is listed without whom or what it is about."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency, Waiting
from bot.reports import store
from bot.reports.deciding import Deciding
from bot.reports.desk import Desk
from bot.reports.model import Report


class ReportsInQueue:
    kind = store.KIND

    def __init__(self, desk: Desk, deciding: Deciding) -> None:
        self._desk = desk
        self._deciding = deciding

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        return [_waiting(report) for report in await store.waiting(connection, guild_id=guild_id, limit=limit)]

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        raise NotDismissible

    async def handed(
        self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor, taken: bool
    ) -> None:
        """Raises NotYours or AlreadyDecided."""
        report = await self._desk.report(connection, guild_id=guild_id, report_id=subject_id)
        await self._deciding.handed(connection, report, by=by, taken=taken)


def _waiting(report: Report) -> Waiting:
    posted = report.queue_channel_id is not None and report.queue_message_id is not None
    message_id = "queue-item-report-team" if report.is_about_the_team else f"queue-item-report-{report.concern.value}"
    return Waiting(
        kind=store.KIND,
        subject_id=report.id,
        since=report.created_at,
        due_at=report.deadline,
        urgency=Urgency.HIGH if report.is_urgent else Urgency.NORMAL,
        message_id=message_id,
        params={"number": report.rule_number or 0},
        link=(report.queue_channel_id or 0, report.queue_message_id) if posted else None,
        entrance="report",
    )
