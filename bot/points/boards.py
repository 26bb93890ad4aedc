"""Boards: who has the most points, in which place somebody is, and who isn't shown.

Nobody's roles are kept: who is staff is what their roles said when they were last seen. So whoever shows a board asks
Discord for the roles of those who are on it and hands them to `see`; the board is read anew if that changes it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import pairwise

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.ledger import Ledger, Seen, seen_in
from bot.points.model import (
    PAGE_SIZE,
    RECENT_BOARD_DAYS,
    Period,
    PointsSettings,
    Rank,
    Scope,
    Season,
    SeasonLength,
    Standing,
)
from bot.points.store import boards as store
from bot.points.store import derived
from bot.points.store import terms as terms_store
from bot.points.store.boards import Scored
from bot.points.store.derived import Sum
from bot.settings.model import Change, ServerSettings
from bot.settings.service import Settings

PAGES_MAX = 10**9
"""Beyond any board; of a forged page's number no database could make an offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line of a board; the same points share a place."""

    place: int
    member_id: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """How the reader stands on a board."""

    points: int
    place: int | None
    """None: they aren't on it."""
    hidden: bool
    staff: bool
    """Boards leave them out because they are staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A page of a board."""

    period: Period
    scope: Scope
    season: Season | None
    """The running one, whichever board this is."""
    rows: tuple[Placed, ...]
    members: int
    """How many are on the whole board."""
    number: int
    """Which page this is, counted from 1."""
    pages: int
    own: Own


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Everything a rank card says of a member."""

    standing: Standing | None
    """None: they never had any points."""
    place: int | None
    """Of all time; None where boards don't show them."""
    members: int
    rank: Rank | None
    next_rank: Rank | None
    season: Season | None
    season_points: int
    season_place: int | None

    @property
    def points(self) -> int:
        return self.standing.points if self.standing else 0


class Boards:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, ledger: Ledger) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._ledger = ledger

    # Reading

    async def page(self, *, guild_id: int, period: Period, scope: Scope, page: int, reader_id: int) -> Board:
        """Return a page of a board; the last one where there are fewer."""
        async with self._database.read() as connection:
            season = await self._season(connection, guild_id)
            standing = await derived.standing(connection, guild_id=guild_id, member_id=reader_id)
            reading = _Reading(connection, guild_id, scope, season, standing)
            match period:
                case Period.ALL_TIME:
                    found = await reading.all_time(page)
                case Period.SEASON:
                    found = await reading.of_season(page)
                case Period.RECENT:
                    today = self._clock().astimezone(UTC).date()
                    found = await reading.recent(page, since=today - timedelta(days=RECENT_BOARD_DAYS - 1))
        return Board(
            period=period,
            scope=scope,
            season=season,
            rows=found.rows,
            members=found.members,
            number=found.number,
            pages=pages_for(found.members),
            own=Own(
                points=max(0, found.own_points),
                place=found.own_place,
                hidden=standing is not None and standing.hidden,
                staff=standing is not None and standing.staff and not standing.listed,
            ),
        )

    async def position(self, *, guild_id: int, member_id: int) -> Position:
        async with self._database.read() as connection:
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
            season = await self._season(connection, guild_id)
            ranks = (await terms_store.ranks(connection, guild_ids=[guild_id])).get(guild_id, [])
            reading = _Reading(connection, guild_id, Scope.ALL, season, standing)
            points = standing.points if standing else 0
            season_points = await reading.season_points()
            return Position(
                standing=standing,
                place=await reading.all_time_place(points),
                members=await store.members(connection, guild_id=guild_id, scope=Scope.ALL),
                rank=rules.rank_for(points, ranks),
                next_rank=rules.next_rank(points, ranks),
                season=season,
                season_points=max(0, season_points),
                season_place=await reading.season_place(season_points),
            )

    async def standing(self, *, guild_id: int, member_id: int) -> Standing | None:
        async with self._database.read() as connection:
            return await derived.standing(connection, guild_id=guild_id, member_id=member_id)

    async def has_seasons(self, guild_id: int) -> bool:
        """Whether there is a board of the season: one runs, or begins with its first points."""
        settings = await self._settings.get(guild_id, PointsSettings)
        if settings.seasons is not SeasonLength.NONE:
            return True
        async with self._database.read() as connection:
            return await self._season(connection, guild_id) is not None

    async def _season(self, connection: AsyncConnection, guild_id: int) -> Season | None:
        return await store.running_season(connection, guild_id=guild_id, now=self._clock())

    # Who is shown

    async def set_hidden(self, *, guild_id: int, member_id: int, hidden: bool) -> Standing:
        """Take a member off all boards of a server, or put them on again."""
        async with self._database.write() as connection:
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
            if standing is None:
                (after,) = await derived.add_to_members(connection, {(guild_id, member_id): Sum()})
                standing = after.standing
            if standing.hidden is hidden:
                return standing
            return await self._ledger.set_hidden(connection, standing, hidden=hidden)

    async def see(self, *, guild_id: int, roles: Mapping[int, Collection[int]]) -> bool:
        """Note which roles members have now; returns whether that puts anybody on the boards, or takes them off."""
        async with self._database.read() as connection:
            if not await self._news(connection, guild_id, roles):
                return False
        async with self._database.write() as connection:
            seen = await self._news(connection, guild_id, roles)
            rows = await store.rows(connection, guild_id=guild_id, member_ids=list(seen))
            listed = {after.standing.member_id for after in rows if after.standing.listed}
            await self._ledger.see(connection, rows, {(guild_id, member_id): seen[member_id] for member_id in seen})
        return listed != {after.standing.member_id for after in rows if after.standing.listed}

    async def _news(
        self, connection: AsyncConnection, guild_id: int, roles: Mapping[int, Collection[int]]
    ) -> dict[int, Seen]:
        """Return what roles say that wasn't known."""
        terms = await self._ledger.terms.get(connection, guild_id)
        news: dict[int, Seen] = {}
        for after in await store.rows(connection, guild_id=guild_id, member_ids=list(roles)):
            seen = seen_in(terms, roles[after.standing.member_id])
            if seen is not None and seen != Seen(after.standing.staff, after.role_percent):
                news[after.standing.member_id] = seen
        return news

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Bring in step who is listed; part of the transaction that changes the settings.

        Who has one of other staff roles is not known here: they are `see`n with their next message or on the board.
        """
        changed = {(change.section, change.key): change.new for change in changes}
        number = 0
        if changed.get((ServerSettings.section, "staff_role_ids"), ...) in (None, []):
            number += await store.forget_staff(connection, guild_id=guild_id)
        on_boards = (PointsSettings.section, "staff_on_boards")
        if on_boards in changed:
            wanted = PointsSettings().staff_on_boards if changed[on_boards] is None else bool(changed[on_boards])
            number += await store.list_staff(connection, guild_id=guild_id, staff_on_boards=wanted)
        if number:
            await store.count_anew(connection, guild_id=guild_id)


@dataclass(frozen=True, slots=True)
class _Found:
    rows: tuple[Placed, ...]
    members: int
    number: int
    own_points: int
    own_place: int | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reader's look at the boards of one server."""

    connection: AsyncConnection
    guild_id: int
    scope: Scope
    season: Season | None
    standing: Standing | None

    async def all_time(self, page: int) -> _Found:
        members = await store.members(self.connection, guild_id=self.guild_id, scope=self.scope)
        number, offset = _clamped(page, members)
        scored = await store.top(
            self.connection, guild_id=self.guild_id, scope=self.scope, limit=PAGE_SIZE, offset=offset
        )
        own = _own_points(self.standing, self.scope)
        first = await self._all_time(scored[0].points) if offset and scored else 1
        return _Found(_placed(scored, first, offset), members, number, own, await self.all_time_place(own))

    async def all_time_place(self, points: int) -> int | None:
        return await self._all_time(points) if self._is_on(points) else None

    async def _all_time(self, points: int) -> int:
        return await store.place(self.connection, guild_id=self.guild_id, scope=self.scope, points=points)

    async def of_season(self, page: int) -> _Found:
        if self.season is None:
            return _Found((), 0, 1, 0, None)
        season_id = self.season.id
        members = await store.members(self.connection, guild_id=self.guild_id, scope=self.scope, season_id=season_id)
        number, offset = _clamped(page, members)
        scored = await store.season_top(
            self.connection, season_id=season_id, scope=self.scope, limit=PAGE_SIZE, offset=offset
        )
        own = await self.season_points()
        first = await self._of_season(scored[0].points, season_id) if offset and scored else 1
        return _Found(_placed(scored, first, offset), members, number, own, await self.season_place(own))

    async def season_points(self) -> int:
        if self.season is None or self.standing is None:
            return 0
        sums = await store.season_sums(self.connection, season_id=self.season.id, member_id=self.standing.member_id)
        return sums[self.scope]

    async def season_place(self, points: int) -> int | None:
        if self.season is None or not self._is_on(points):
            return None
        return await self._of_season(points, self.season.id)

    async def _of_season(self, points: int, season_id: int) -> int:
        return await store.season_place(
            self.connection, guild_id=self.guild_id, season_id=season_id, scope=self.scope, points=points
        )

    async def recent(self, page: int, *, since: date) -> _Found:
        number = min(max(1, page), PAGES_MAX)
        found = await store.recent(
            self.connection,
            guild_id=self.guild_id,
            scope=self.scope,
            since=since,
            limit=PAGE_SIZE,
            offset=(number - 1) * PAGE_SIZE,
            member_id=self.standing.member_id if self.standing else None,
        )
        if number > pages_for(found.members):
            return await self.recent(pages_for(found.members), since=since)
        return _Found(
            _placed(found.rows, found.first_place, (number - 1) * PAGE_SIZE),
            found.members,
            number,
            await self._recent_points(since) if found.own_points is None else found.own_points,
            found.own_place,
        )

    async def _recent_points(self, since: date) -> int:
        """Return what somebody earned who isn't on the board."""
        if self.standing is None:
            return 0
        return await store.recent_points(
            self.connection,
            guild_id=self.guild_id,
            member_id=self.standing.member_id,
            scope=self.scope,
            since=since,
        )

    def _is_on(self, points: int) -> bool:
        return points > 0 and self.standing is not None and self.standing.listed


def pages_for(members: int) -> int:
    return max(1, -(-members // PAGE_SIZE))


def _clamped(page: int, members: int) -> tuple[int, int]:
    """Return the page that can be shown, and how many members are before it."""
    number = min(max(1, page), pages_for(members))
    return number, (number - 1) * PAGE_SIZE


def _own_points(standing: Standing | None, scope: Scope) -> int:
    if standing is None:
        return 0
    return standing.points if scope is Scope.ALL else standing.helper_points


def _placed(scored: Sequence[Scored], first: int, offset: int) -> tuple[Placed, ...]:
    """Give places to a page; `first` is that of its first line, `offset` how many members are before."""
    places = [first] if scored else []
    for index, (before, after) in enumerate(pairwise(scored), start=offset + 2):
        places.append(places[-1] if after.points == before.points else index)
    return tuple(
        Placed(place=place, member_id=one.member_id, points=one.points)
        for place, one in zip(places, scored, strict=True)
    )
