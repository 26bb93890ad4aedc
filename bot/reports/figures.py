"""What the reports of a period amount to: those that came in from `start` up to, not including, `end`.

The time to the first response is from the first report of a thing until a moderator took, decided or escalated it.
Percentiles are by nearest rank over those that got a response; the share beside them says how many did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.engine import AsyncConnection
from bot.questions.rules import nearest_rank
from bot.reports.model import State
from bot.reports.tables import report, report_voice

ROWS_MAX = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures:
    reports: int
    voices: int
    """How many times members reported: several can report the same."""
    responded: int
    in_time: int
    """Of all, how many got a first response before they were overdue."""
    first_p50: timedelta | None
    first_p90: timedelta | None
    acted: int
    """Decided with something done."""
    dismissed: int
    open: int
    """Of the period's, still open."""


async def read(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> ReportFigures:
    came_in = (report.c.guild_id == guild_id, report.c.created_at >= start, report.c.created_at < end)
    rows = (
        await connection.execute(
            select(report.c.state, report.c.created_at, report.c.due_at, report.c.first_response_at)
            .where(*came_in)
            .limit(ROWS_MAX)
        )
    ).all()
    waits = sorted(row.first_response_at - row.created_at for row in rows if row.first_response_at is not None)
    voices = await connection.scalar(
        select(func.count()).select_from(report_voice.join(report)).where(report_voice.c.guild_id == guild_id, *came_in)
    )
    states = [row.state for row in rows]
    return ReportFigures(
        reports=len(rows),
        voices=int(voices or 0),
        responded=len(waits),
        in_time=sum(row.first_response_at is not None and row.first_response_at <= row.due_at for row in rows),
        first_p50=percentile(waits, 50),
        first_p90=percentile(waits, 90),
        acted=states.count(State.RESOLVED.value),
        dismissed=states.count(State.DISMISSED.value),
        open=states.count(State.OPEN.value),
    )


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """Return a percentile by nearest rank of spans in rising order; None of none."""
    return ordered[nearest_rank(len(ordered), percent=percent)] if ordered else None
