"""What the questions of a period amount to. Each figure's definition stands beside it.

A period is the moments from `start` up to, not including, `end`. Shares and times are about the questions *asked* in
it, as they stand now; savings, re-openings and closings are about what *happened* in it, so that months add up.
Questions whose post was deleted are not counted as asked; their solutions still are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column

from bot.engine import AsyncConnection
from bot.questions.desk import Desk
from bot.questions.errors import BadPeriod
from bot.questions.model import FactKind, QuestionSettings, Tag
from bot.questions.store import figures as store
from bot.questions.tables import question

BACKLOG_AGES = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Percentiles by nearest rank (`rules.nearest_rank`): each is a time that occurred.

    They are over the questions that got that far; the share beside them says how many did.
    """

    p50: timedelta
    p90: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Questions open now of one age."""

    older_than: timedelta
    up_to: timedelta | None
    open: int
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    start: datetime
    end: datetime

    # Of the questions asked in the period:
    asked: int
    needed_answer: int
    """Without duplicates and deflected ones: they were answered elsewhere."""
    answered: int
    """Of those, how many got an answer by somebody else than the asker."""
    answered_first_by_member: int
    solved: int
    """How many have an accepted answer."""
    solved_by_members: int
    """Of those, accepted answers by members: neither by staff nor by the asker."""
    first_answer: Spread | None
    """From asking to the first answer that still stands."""
    solution: Spread | None
    """From asking to the acceptance that holds."""

    # What happened in the period, whenever it was asked:
    reopened: int
    deflected: int
    """Closed because a solved question answered it, at once and by its asker's word."""
    closed_unanswered: int
    """Closed, without duplicates and deflected ones, although nobody had answered."""
    tickets_saved: int
    """Solved by members in the period + deflected in it. What was un-accepted or re-opened since doesn't count."""
    saved: float | None
    """`tickets_saved` × the cost of a ticket; None where no cost is set."""
    currency: str

    # As things stand now:
    backlog: tuple[Backlog, ...]

    @property
    def share_answered(self) -> float | None:
        """0 to 1; None where nothing needed an answer."""
        return self.answered / self.needed_answer if self.needed_answer else None

    @property
    def share_solved_by_members(self) -> float | None:
        """Of the solved ones; None where nothing was solved."""
        return self.solved_by_members / self.solved if self.solved else None

    @property
    def open(self) -> int:
        return sum(age.open for age in self.backlog)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFigures:
    """The same figures for the questions of one topic asked in the period."""

    tag: Tag
    asked: int
    needed_answer: int
    answered: int
    solved: int
    solved_by_members: int
    first_answer_p50: timedelta | None


class FiguresDesk:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def report(self, *, guild_id: int, start: datetime, end: datetime) -> Figures:
        """Return the figures of a period. Raises BadPeriod where it ends before it starts."""
        _check(start, end)
        settings = await self._desk.settings.get(guild_id, QuestionSettings)
        async with self._desk.database.read() as connection:
            counts = await store.counts(connection, guild_id=guild_id, start=start, end=end)
            closed = await store.closed(connection, guild_id=guild_id, start=start, end=end)
            by_members = await store.solved_by_members(connection, guild_id=guild_id, start=start, end=end)
            saved = by_members + closed["deflected"]
            return Figures(
                start=start,
                end=end,
                asked=counts["asked"],
                needed_answer=counts["needed_answer"],
                answered=counts["answered"],
                answered_first_by_member=counts["answered_first_by_member"],
                solved=counts["solved"],
                solved_by_members=counts["solved_by_members"],
                first_answer=await _spread(connection, guild_id, start, end, question.c.first_answer_seconds),
                solution=await _spread(connection, guild_id, start, end, question.c.solved_seconds),
                reopened=await store.facts(connection, guild_id=guild_id, kind=FactKind.REOPENED, start=start, end=end),
                deflected=closed["deflected"],
                closed_unanswered=closed["unanswered"],
                tickets_saved=saved,
                saved=saved * settings.cost_per_ticket if settings.cost_per_ticket else None,
                currency=settings.currency,
                backlog=await self._backlog(connection, guild_id),
            )

    async def _backlog(self, connection: AsyncConnection, guild_id: int) -> tuple[Backlog, ...]:
        now = self._desk.clock()
        ages = []
        for older_than, up_to in zip((timedelta(0), *BACKLOG_AGES), (*BACKLOG_AGES, None), strict=True):
            asked_after = now - up_to if up_to is not None else None
            open_, unanswered = await store.backlog(
                connection, guild_id=guild_id, asked_after=asked_after, asked_until=now - older_than
            )
            ages.append(Backlog(older_than=older_than, up_to=up_to, open=open_, unanswered=unanswered))
        return tuple(ages)

    async def by_tag(self, *, guild_id: int, start: datetime, end: datetime, limit: int = 25) -> tuple[TagFigures, ...]:
        """Return the figures by topic, most asked first; a question counts for each of its topics. Raises BadPeriod."""
        _check(start, end)
        async with self._desk.database.read() as connection:
            found = await store.by_tag(connection, guild_id=guild_id, start=start, end=end, limit=limit)
            medians = await store.tag_medians(connection, guild_id=guild_id, start=start, end=end)
        return tuple(
            TagFigures(
                tag=Tag(id=tag_id, name=name),
                asked=counts["asked"],
                needed_answer=counts["needed_answer"],
                answered=counts["answered"],
                solved=counts["solved"],
                solved_by_members=counts["solved_by_members"],
                first_answer_p50=medians.get(tag_id),
            )
            for tag_id, name, counts in found
        )


def _check(start: datetime, end: datetime) -> None:
    if start >= end:
        raise BadPeriod


async def _spread(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime, seconds: Column[int]
) -> Spread | None:
    found = await store.percentiles(
        connection, guild_id=guild_id, start=start, end=end, seconds=seconds, percents=(50, 90)
    )
    return Spread(p50=found[0], p90=found[1]) if found else None
