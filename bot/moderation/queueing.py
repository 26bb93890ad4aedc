"""What the queue shows of cases: those of which not everything worked, until somebody has seen to them."""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.moderation import errors
from bot.moderation.model import Case, Progress, Severity, State
from bot.moderation.store import lists
from bot.queue.model import Urgency, Waiting


class CasesInQueue:
    kind = "case"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        found = await lists.unsettled(connection, guild_id=guild_id, limit=limit)
        return [self._waiting(case) for case in found]

    def _waiting(self, case: Case) -> Waiting:
        return Waiting(
            kind=self.kind,
            subject_id=case.id,
            since=case.created_at,
            urgency=urgency_of(case),
            message_id="queue-item-case",
            params={
                "number": str(case.number),
                "act": case.act.value,
                "what": "all" if case.state is State.FAILED else what_failed(case),
            },
            entrance="case",
            dismissible=True,
        )

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        """Raises NothingToTry where there is nothing that went wrong (any more)."""
        if not await lists.settle(connection, guild_id=guild_id, case_id=subject_id, at=self._clock()):
            raise errors.NothingToTry


def what_failed(case: Case) -> str:
    """Return the gravest part of a case that failed: act, remove or tell."""
    if case.acted is Progress.FAILED:
        return "act"
    return "remove" if case.removed is Progress.FAILED else "tell"


def urgency_of(case: Case) -> Urgency:
    """Return how much it matters: somebody who should be out and isn't matters more than who wasn't told."""
    if case.severity is Severity.LEGAL:
        return Urgency.LEGAL
    if case.acted is Progress.FAILED or case.severity is not Severity.NORMAL:
        return Urgency.HIGH
    return Urgency.NORMAL
