"""The end of seasons, and the hall of fame.

A season is closed once, when everything that members wrote in it is counted. Its winners stay as they were then,
whatever is counted late or taken back.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot import due
from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.points import rules
from bot.points.model import Scope, Season, Winner
from bot.points.store import seasons as store

SETTLE = timedelta(minutes=1)
"""How long after its end a season is closed: the last messages may still be on their way."""

LOOK_AGAIN = timedelta(minutes=10)

WAIT_AT_MOST = timedelta(hours=24)
"""How long what was missed is waited for; then the season is closed without it, and that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A season that is over."""

    season: Season
    winners: dict[Scope, tuple[Winner, ...]]


class Seasons:
    def __init__(self, *, database: Database, clock: Clock, activity: Activity) -> None:
        self._database = database
        self._clock = clock
        self._activity = activity

    async def end(self, *, season_id: int) -> None:
        """Close a season that is over, or have it tried again soon; have its winners posted."""
        async with self._database.read() as connection:
            season = await store.get(connection, season_id)
        if season is None or season.closed_at is not None:
            return
        now = self._clock()
        if now < season.ends_at + SETTLE:
            await self._again(season, after=season.ends_at + SETTLE - now)
            return
        complete = await self._is_counted(season)
        if not complete and now < season.ends_at + WAIT_AT_MOST:
            await self._again(season, after=LOOK_AGAIN)
            return
        await self._close(season, complete=complete)

    async def _is_counted(self, season: Season) -> bool:
        counted = await self._activity.caught_up_until(season.guild_id)
        return counted is None or counted >= season.ends_at

    async def _again(self, season: Season, *, after: timedelta) -> None:
        # Planned anew and not tried later: waiting is no failure, and must not be given up.
        async with self._database.write() as connection:
            await due.plan(
                connection,
                guild_id=season.guild_id,
                kind=rules.SEASON_END,
                subject_id=season.id,
                due_at=self._clock() + after,
            )

    async def _close(self, season: Season, *, complete: bool) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            if not await store.close(connection, season_id=season.id, now=now):
                return
            for scope in Scope:
                best = await store.best(connection, season_id=season.id, scope=scope, limit=rules.WINNERS_MAX)
                await store.add_winners(connection, season, scope=scope, winners=rules.winners_of(best))
            await due.plan(
                connection,
                guild_id=season.guild_id,
                kind=rules.SEASON_POST,
                subject_id=season.id,
                due_at=now,
                payload={"complete": complete},
            )

    # The hall of fame

    async def result(self, *, guild_id: int, season_id: int) -> Result | None:
        """Return how a season ended; None for one that isn't over, or of another server."""
        async with self._database.read() as connection:
            season = await store.get(connection, season_id)
            if season is None or season.guild_id != guild_id or season.closed_at is None:
                return None
            found = await store.winners(connection, season_id=season_id)
        return Result(season=season, winners={scope: _placed(rows) for scope, rows in found.items()})

    async def hall_of_fame(self, *, guild_id: int, page: int) -> tuple[Result | None, int, int]:
        """Return the season on a page (1: the latest), the page that is, and how many there are."""
        async with self._database.read() as connection:
            pages = await store.count_closed(connection, guild_id=guild_id)
            page = max(1, min(page, pages))
            found = await store.closed(connection, guild_id=guild_id, limit=1, offset=page - 1)
        if not found:
            return None, 1, 1
        return await self.result(guild_id=guild_id, season_id=found[0].id), page, pages


def _placed(rows: list[tuple[int | None, int, bool]]) -> tuple[Winner, ...]:
    places = rules.places_of([points for _, points, _ in rows])
    return tuple(
        Winner(place=place, member_id=member_id, points=points, hidden=hidden)
        for place, (member_id, points, hidden) in zip(places, rows, strict=True)
    )
