"""What moderators may want to look at: rings, crowds, limits reached often, fast risers. Hints, never verdicts."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.clock import Clock
from bot.db import Database
from bot.points import rings
from bot.points.ledger import Ledger
from bot.points.model import PAIR_WINDOW, Kind
from bot.points.rings import Crowd, Flow, Gifts, Ring
from bot.points.store import audit as store
from bot.points.terms import Terms

SHOWN = 5
"""Of each kind."""
LOOKED_THROUGH = 20
"""Members with the most points whose days are looked at for limits."""
LIMITS_OFTEN = 10
"""Limits reached in a month that are worth a line: now and then everybody has a good day."""
RISE_DAYS = 7
RISE_TIMES = 3
"""How many times their usual week somebody must have earned to be named."""
RISE_POINTS = 100
RISES_MAX = 50
BEFORE_DAYS = PAIR_WINDOW.days - RISE_DAYS
"""Over which what is usual is averaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    member_id: int
    reached: int
    """How often a kind's limit was reached; two kinds on one day count twice."""
    kind: Kind
    """The one they reached most often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    member_id: int
    recent: int
    """Points within the last RISE_DAYS days."""
    usual: int
    """Points in as many days before, on average of the time looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    rings: tuple[Ring, ...]
    crowds: tuple[Crowd, ...]
    limits: tuple[Limits, ...]
    rises: tuple[Rise, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.rings or self.crowds or self.limits or self.rises)


class Audit:
    def __init__(self, *, database: Database, clock: Clock, ledger: Ledger) -> None:
        self._database = database
        self._clock = clock
        self._ledger = ledger

    async def report(self, *, guild_id: int) -> Report:
        """Look at the last PAIR_WINDOW of a server."""
        now = self._clock()
        since = now - PAIR_WINDOW
        async with self._database.read() as connection:
            terms = await self._ledger.terms.get(connection, guild_id)
            flows = await store.flows(connection, guild_id=guild_id, since=since, weights=_weights(terms))
            risen = await store.risen(
                connection,
                guild_id=guild_id,
                since=since.date(),
                from_day=now.date() - timedelta(days=RISE_DAYS - 1),
                least=RISE_POINTS,
                times=RISE_TIMES * RISE_DAYS / BEFORE_DAYS,
                limit=RISES_MAX,
            )
            most = await store.most(connection, guild_id=guild_id, since=since.date(), limit=LOOKED_THROUGH)
            earned = await store.earned(connection, guild_id=guild_id, member_ids=most, since=since)
        # A hundred thousand pairs take a moment, which the event loop doesn't have.
        found_rings, found_crowds = await asyncio.to_thread(_found, flows)
        return Report(
            rings=tuple(found_rings),
            crowds=tuple(found_crowds),
            limits=tuple(limits_reached(earned, terms)),
            rises=tuple(
                Rise(member_id=member_id, recent=recent, usual=round(before * RISE_DAYS / BEFORE_DAYS))
                for member_id, recent, before in risen
            ),
        )


def _weights(terms: Terms) -> dict[Kind, int]:
    return {kind: rule.points for kind, rule in terms.rules.items() if rule.pair_free}


def _found(flows: Sequence[Flow]) -> tuple[list[Ring], list[Crowd]]:
    gifts = Gifts(flows)
    return rings.rings(gifts), rings.crowds(gifts)


def limits_reached(earned: Sequence[store.Earned], terms: Terms) -> list[Limits]:
    """Return who reached the limits of days often, the most often first."""
    sums: Counter[tuple[int, Kind, date]] = Counter()
    for one in earned:
        sums[one.member_id, one.kind, one.happened_at.astimezone(terms.zone).date()] += one.points
    reached: dict[int, Counter[Kind]] = defaultdict(Counter)
    for (member_id, kind, _), points in sums.items():
        rule = terms.rules.get(kind)
        if rule is not None and 0 < rule.daily_cap <= points:
            reached[member_id][kind] += 1
    found = [
        Limits(member_id=member_id, reached=kinds.total(), kind=kinds.most_common(1)[0][0])
        for member_id, kinds in reached.items()
        if kinds.total() >= LIMITS_OFTEN
    ]
    return sorted(found, key=lambda limits: limits.reached, reverse=True)
