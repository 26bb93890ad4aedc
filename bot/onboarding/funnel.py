"""The funnel: of those who joined, how many came how far.

A cohort is everybody who joined for the first time in a period, whoever they are and whether or not they are still
here: of somebody who had everything about them erased the row stays, without its member. A stage that takes a time
(coming back in the first week, in the first month) counts only those whose screening was over that long ago, or who
joined then and never came through it, as else the latest would look lost.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import sheets
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.funnel_model import Funnel, Origin, OriginLine, Period, Stage, Window
from bot.onboarding.model import Fact
from bot.onboarding.steps import Steps
from bot.onboarding.store import funnel as store
from bot.onboarding.store.funnel import SCREENED

TAKES = {Fact.WEEK.value: timedelta(days=7), Fact.MONTH.value: timedelta(days=30)}
"""Stages that can be reached until so long after the screening."""

ORDER = ("agree", "interests", "introduce", Fact.REACTED.value, Fact.POSTED.value, Fact.ANSWERED.value)
"""The stages between the screening and coming back. A step of another feature stands behind them."""

LABELS_MAX = 200


class Funnels:
    def __init__(self, *, database: Database, clock: Clock, steps: Steps) -> None:
        self._database = database
        self._clock = clock
        self._steps = steps

    async def labels(self, *, guild_id: int) -> Mapping[int, str]:
        """Return the labels of sources by the latest of their links, latest first."""
        async with self._database.read() as connection:
            return await store.labels(connection, guild_id=guild_id, limit=LABELS_MAX)

    async def funnel(self, *, guild_id: int, period: Period, origin: Origin | None = None) -> Funnel:
        end = self._clock()
        window = Window(start=None if period.days is None else end - timedelta(days=period.days), end=end)
        async with self._database.read() as connection:
            names = await self._names(connection, guild_id)
            stages: list[Stage] = []
            for previous, name in zip([None, *names], names, strict=False):
                newcomers = store.cohort(guild_id, window, origin, before=_cutoff(name, end))
                counts = await store.stage(connection, newcomers, previous=previous, name=name)
                stages.append(
                    Stage(name=name, of=counts.of, count=counts.count, previous=counts.previous, both=counts.both)
                )
            origins = await self._origins(connection, guild_id, window, origin, names)
            return Funnel(
                window=window,
                origin=origin,
                joined=sum(line.joined for line in origins),
                rejoined=await store.rejoined(connection, guild_id=guild_id, window=window),
                stages=stages,
                origins=origins,
            )

    async def _names(self, connection: AsyncConnection, guild_id: int) -> list[str]:
        """Return the stages of a server, in order: a step it doesn't offer is none."""
        known = {step.name for step in self._steps.all()}
        offered = [step.name for step in await self._steps.offered(connection, guild_id)]
        facts = {fact.value for fact in Fact}
        own = [name for name in ORDER if name in offered or (name not in known and name in facts)]
        return [SCREENED, *own, *(name for name in offered if name not in ORDER), *TAKES]

    async def _origins(
        self, connection: AsyncConnection, guild_id: int, window: Window, origin: Origin | None, names: Sequence[str]
    ) -> list[OriginLine]:
        newcomers = store.cohort(guild_id, window, origin)
        joined = await store.joined_by_origin(connection, newcomers)
        counts = {
            (one, SCREENED): count for one, count in (await store.screened_by_origin(connection, newcomers)).items()
        }
        at_any_time = [name for name in names if name not in TAKES]
        counts |= await store.facts_by_origin(connection, newcomers, names=at_any_time)
        old_enough: dict[tuple[Origin, str], int] = {}
        for name in TAKES:
            older = store.cohort(guild_id, window, origin, before=_cutoff(name, window.end))
            old_enough |= {
                (one, name): count for one, count in (await store.joined_by_origin(connection, older)).items()
            }
            counts |= await store.facts_by_origin(connection, older, names=[name])
        lines = [
            OriginLine(
                origin=one,
                joined=number,
                counts={name: counts[one, name] for name in names if (one, name) in counts},
                old_enough={name: old_enough.get((one, name), 0) for name in TAKES},
            )
            for one, number in joined.items()
        ]
        return sorted(lines, key=lambda line: (-line.joined, line.origin.came, line.origin.label or ""))


def _cutoff(name: str, end: datetime) -> datetime | None:
    takes = TAKES.get(name)
    return None if takes is None else end - takes


def table(funnel: Funnel) -> bytes:
    """Return the funnel as a file for spreadsheets: a line for each origin and stage, and those of all together."""
    rows: list[tuple[object, ...]] = [("all", "", "joined", funnel.joined, funnel.joined)]
    rows += [("all", "", stage.name, stage.count, stage.of) for stage in funnel.stages]
    for line in funnel.origins:
        where = (line.origin.came.value, sheets.harmless(line.origin.label or ""))
        rows.append((*where, "joined", line.joined, line.joined))
        for stage in funnel.stages:
            of = line.old_enough.get(stage.name, line.joined)
            rows.append((*where, stage.name, line.counts.get(stage.name, 0), of))
    return sheets.write(("origin", "label", "stage", "count", "of"), rows)
