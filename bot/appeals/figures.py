"""What the appeals of a period amount to: those that came in from `start` up to, not including, `end`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.appeals.model import State
from bot.appeals.tables import appeal
from bot.engine import AsyncConnection
from bot.reports.figures import ROWS_MAX, percentile


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFigures:
    appeals: int
    upheld: int
    """Decided: it stays as it was."""
    reduced: int
    lifted: int
    open: int
    decided_p50: timedelta | None
    """From the appeal to its decision."""

    @property
    def granted(self) -> float | None:
        """The share of decided appeals that changed something."""
        decided = self.upheld + self.reduced + self.lifted
        return (self.reduced + self.lifted) / decided if decided else None


async def read(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> AppealFigures:
    rows = (
        await connection.execute(
            select(appeal.c.state, appeal.c.opened_at, appeal.c.decided_at)
            .where(appeal.c.guild_id == guild_id, appeal.c.opened_at >= start, appeal.c.opened_at < end)
            .limit(ROWS_MAX)
        )
    ).all()
    states = [row.state for row in rows]
    spans = sorted(
        row.decided_at - row.opened_at
        for row in rows
        if row.decided_at is not None and row.state in (State.UPHELD, State.REDUCED, State.LIFTED)
    )
    return AppealFigures(
        appeals=len(rows),
        upheld=states.count(State.UPHELD.value),
        reduced=states.count(State.REDUCED.value),
        lifted=states.count(State.LIFTED.value),
        open=states.count(State.OPEN.value),
        decided_p50=percentile(spans, 50),
    )
