"""Boards: who is on which, in which place, and that places counted by buckets are those one finds by counting."""

import random
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import literal, select, text
from sqlalchemy.dialects import sqlite

from bot.app import App
from bot.points.boards import Board, Own
from bot.points.model import PAGE_SIZE, Entry, Kind, Period, PointsSettings, Rank, Scope
from bot.points.rules import BUCKET_WIDTH, BUCKETS_OF_ONE, bucket_end, bucket_of
from bot.points.store import boards as store
from bot.points.store import derived
from bot.points.store.ranks import add as add_rank
from bot.settings.model import ServerSettings
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
STAFF_ROLE, OTHER_ROLE = 77, 78
READER = 1


@pytest_asyncio.fixture(autouse=True)
async def nothing_is_lost(app: App) -> AsyncIterator[None]:
    """After every test here, what is kept is what the ledger says: buckets, too."""
    yield
    assert (await app.points.recompute.compare()).differences == ()


@pytest_asyncio.fixture(autouse=True)
async def staff_is_known(app: App) -> None:
    for guild_id in (GUILD, OTHER_GUILD):
        await app.settings.change(guild_id, ServerSettings, {"staff_role_ids": [STAFF_ROLE]}, by=None)


class Giving:
    """Puts points into the ledger, each for a cause of its own."""

    def __init__(self, app: App, clock: MovableClock) -> None:
        self._app = app
        self._clock = clock
        self._last = 0

    async def __call__(
        self,
        points: int,
        *member_ids: int,
        guild_id: int = GUILD,
        kind: Kind = Kind.MESSAGE,
        days_ago: float = 0,
    ) -> None:
        entries = [self._entry(points, member_id, guild_id, kind, days_ago) for member_id in member_ids]
        async with self._app.database.write() as connection:
            await self._app.points.ledger.post(connection, entries)

    def _entry(self, points: int, member_id: int, guild_id: int, kind: Kind, days_ago: float) -> Entry:
        self._last += 1
        return Entry(
            guild_id=guild_id,
            member_id=member_id,
            kind=kind,
            source_id=self._last,
            giver_id=member_id,
            points=points,
            happened_at=self._clock() - timedelta(days=days_ago),
            helping=kind is Kind.ANSWER,
        )


@pytest.fixture
def give(app: App, clock: MovableClock) -> Giving:
    return Giving(app, clock)


async def board(
    app: App,
    *,
    period: Period = Period.ALL_TIME,
    scope: Scope = Scope.ALL,
    page: int = 1,
    reader_id: int = READER,
    guild_id: int = GUILD,
) -> Board:
    return await app.points.boards.page(guild_id=guild_id, period=period, scope=scope, page=page, reader_id=reader_id)


def lines(of: Board) -> list[tuple[int, int, int]]:
    return [(placed.place, placed.member_id, placed.points) for placed in of.rows]


def places(of: Board) -> list[int]:
    return [placed.place for placed in of.rows]


async def see(app: App, member_id: int, *role_ids: int, guild_id: int = GUILD) -> bool:
    return await app.points.boards.see(guild_id=guild_id, roles={member_id: role_ids})


async def staff_on_boards(app: App, value: bool | None, *, guild_id: int = GUILD) -> None:
    await app.settings.change(guild_id, PointsSettings, {"staff_on_boards": value}, by=None)


# Places


async def test_a_board_without_anybody_is_empty(app: App) -> None:
    for period in Period:
        found = await board(app, period=period)
        assert (found.rows, found.members, found.number, found.pages) == ((), 0, 1, 1)
        assert found.own == Own(points=0, place=None, hidden=False, staff=False)


@pytest.mark.parametrize("period", Period)
async def test_the_same_points_share_a_place(app: App, give: Giving, period: Period) -> None:
    await give(30, 11, 12)
    await give(20, 13)
    await give(10, READER)
    found = await board(app, period=period)
    assert lines(found) == [(1, 12, 30), (1, 11, 30), (3, 13, 20), (4, READER, 10)]
    assert found.own.place == 4


@pytest.mark.parametrize("period", Period)
@pytest.mark.parametrize(("members", "pages"), [(1, 1), (10, 1), (11, 2)])
async def test_ten_members_fill_a_page(app: App, give: Giving, period: Period, members: int, pages: int) -> None:
    for member_id in range(1, members + 1):
        await give(member_id, member_id)
    found = await board(app, period=period)
    assert (found.members, found.pages, len(found.rows)) == (members, pages, min(members, PAGE_SIZE))
    assert found.own.place == members


@pytest.mark.parametrize("period", Period)
async def test_a_tie_across_pages_keeps_its_place(app: App, give: Giving, period: Period) -> None:
    await give(50, *range(100, 108))
    await give(40, *range(200, 206))
    await give(30, 300)
    assert places(await board(app, period=period)) == [1] * 8 + [9] * 2
    assert places(await board(app, period=period, page=2)) == [9] * 4 + [15]


@pytest.mark.parametrize("period", Period)
async def test_a_page_beyond_the_end_is_the_last_one(app: App, give: Giving, period: Period) -> None:
    await give(5, *range(1, 13))
    found = await board(app, period=period, page=99)
    assert (found.number, found.pages, len(found.rows)) == (2, 2, 2)
    assert (await board(app, period=period, page=0)).number == 1


async def test_servers_have_boards_of_their_own(app: App, give: Giving) -> None:
    await give(5, READER)
    await give(9, READER, 12, guild_id=OTHER_GUILD)
    assert lines(await board(app)) == [(1, READER, 5)]
    assert len((await board(app, guild_id=OTHER_GUILD)).rows) == 2


async def test_the_helpers_board_counts_help_only(app: App, give: Giving) -> None:
    await give(500, 11)
    await give(20, 12, kind=Kind.ANSWER)
    for period in Period:
        assert lines(await board(app, scope=Scope.HELPERS, period=period)) == [(1, 12, 20)]


async def test_whoever_lost_all_points_is_on_no_board(app: App, give: Giving) -> None:
    await give(20, READER)
    await give(-20, READER)
    for period in Period:
        found = await board(app, period=period)
        assert (found.rows, found.members, found.own.place) == ((), 0, None)


async def test_nobody_is_told_of_less_than_nothing(app: App, give: Giving) -> None:
    await give(-20, READER)
    for period in Period:
        assert (await board(app, period=period)).own.points == 0


# Periods


async def test_recent_days_are_thirty_with_today(app: App, give: Giving) -> None:
    await give(5, 11, days_ago=29)
    await give(7, 12, days_ago=30)
    assert lines(await board(app, period=Period.RECENT)) == [(1, 11, 5)]
    assert len((await board(app)).rows) == 2


async def test_what_was_taken_over_from_another_bot_is_neither_recent_nor_of_a_season(app: App, give: Giving) -> None:
    await give(900, 11, kind=Kind.IMPORT)
    assert lines(await board(app)) == [(1, 11, 900)]
    assert (await board(app, period=Period.RECENT)).rows == ()
    assert (await board(app, period=Period.SEASON)).rows == ()


async def test_a_season_begins_at_zero(app: App, give: Giving, clock: MovableClock) -> None:
    await give(50, 11)
    clock.advance(days=120)
    assert (await board(app, period=Period.SEASON)).rows == ()
    await give(3, 12)
    found = await board(app, period=Period.SEASON)
    assert lines(found) == [(1, 12, 3)]
    assert found.season is not None and found.season.ends_at > clock()
    assert len((await board(app)).rows) == 2


async def test_without_seasons_there_is_no_board_of_one(app: App, give: Giving) -> None:
    assert await app.points.boards.has_seasons(GUILD)
    await app.settings.change(GUILD, PointsSettings, {"seasons": "none"}, by=None)
    await give(3, READER)
    assert not await app.points.boards.has_seasons(GUILD)
    found = await board(app, period=Period.SEASON)
    assert (found.rows, found.season, found.own.place) == ((), None, None)


async def test_a_season_that_still_runs_is_shown_to_its_end(app: App, give: Giving) -> None:
    await give(3, READER)
    await app.settings.change(GUILD, PointsSettings, {"seasons": "none"}, by=None)
    assert await app.points.boards.has_seasons(GUILD)


# Hiding


async def test_who_hides_is_on_no_board_at_once(app: App, give: Giving) -> None:
    await give(30, READER, kind=Kind.ANSWER)
    await give(20, 12, kind=Kind.ANSWER)
    await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=True)
    for period in Period:
        for scope in Scope:
            found = await board(app, period=period, scope=scope)
            assert lines(found) == [(1, 12, 20)]
            assert (found.members, found.own) == (1, Own(points=30, place=None, hidden=True, staff=False))


async def test_who_shows_themselves_again_has_what_they_earned_meanwhile(app: App, give: Giving) -> None:
    await give(30, READER)
    await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=True)
    await give(7, READER)
    await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=False)
    for period in Period:
        assert lines(await board(app, period=period)) == [(1, READER, 37)]


async def test_hiding_twice_is_hiding_once(app: App, give: Giving) -> None:
    await give(30, READER, 12)
    for _ in range(2):
        await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=True)
    assert (await board(app)).members == 1


async def test_one_can_hide_before_the_first_points(app: App, give: Giving) -> None:
    standing = await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=True)
    assert standing.hidden and standing.points == 0
    await give(5, READER)
    assert (await board(app)).members == 0


async def test_hiding_holds_in_one_server(app: App, give: Giving) -> None:
    await give(5, READER)
    await give(5, READER, guild_id=OTHER_GUILD)
    await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=True)
    assert (await board(app, guild_id=OTHER_GUILD)).members == 1


# Staff


async def test_staff_are_left_out_once_their_roles_are_seen(app: App, give: Giving) -> None:
    await give(30, READER)
    assert await see(app, READER, STAFF_ROLE)
    for period in Period:
        found = await board(app, period=period)
        assert (found.rows, found.members) == ((), 0)
        assert found.own == Own(points=30, place=None, hidden=False, staff=True)
    assert not await see(app, READER, STAFF_ROLE), "nothing new"


async def test_staff_no_more_are_shown_again(app: App, give: Giving) -> None:
    await give(30, READER)
    await see(app, READER, STAFF_ROLE)
    assert await see(app, READER, OTHER_ROLE)
    assert (await board(app)).own.place == 1


async def test_who_never_had_points_can_be_seen(app: App) -> None:
    assert not await see(app, READER, STAFF_ROLE)


async def test_the_setting_puts_all_staff_on_boards_and_takes_them_off(app: App, give: Giving) -> None:
    for guild_id in (GUILD, OTHER_GUILD):
        await give(30, READER, 12, guild_id=guild_id)
        await see(app, READER, STAFF_ROLE, guild_id=guild_id)
    await staff_on_boards(app, True)
    assert (await board(app)).members == 2
    assert (await board(app)).own == Own(points=30, place=1, hidden=False, staff=False)
    assert (await board(app, guild_id=OTHER_GUILD)).members == 1, "the other server chose nothing"
    await staff_on_boards(app, None)
    for period in Period:
        assert (await board(app, period=period)).members == 1


async def test_staff_who_hid_stay_hidden_whatever_the_setting(app: App, give: Giving) -> None:
    await give(30, READER)
    await see(app, READER, STAFF_ROLE)
    await app.points.boards.set_hidden(guild_id=GUILD, member_id=READER, hidden=True)
    await staff_on_boards(app, True)
    assert (await board(app)).members == 0


async def test_without_staff_roles_nobody_is_staff(app: App, give: Giving) -> None:
    await give(30, READER, 12)
    await see(app, READER, STAFF_ROLE)
    await app.settings.change(GUILD, ServerSettings, {"staff_role_ids": []}, by=None)
    assert (await board(app)).members == 2


async def test_settings_from_a_file_count_as_well(app: App, give: Giving) -> None:
    await give(30, READER)
    await see(app, READER, STAFF_ROLE)
    content = '{"engawa": 1, "settings": {"server": {"staff_role_ids": [77]}, "points": {"staff_on_boards": true}}}'
    await app.settings.import_(GUILD, content, by=1)
    assert (await board(app)).members == 1


# Rank cards


async def test_a_position_says_rank_place_and_season(app: App, give: Giving, clock: MovableClock) -> None:
    async with app.database.write() as connection:
        for name, threshold in (("Guest", 10), ("Regular", 100), ("Keeper", 500)):
            await add_rank(connection, guild_id=GUILD, name=name, threshold=threshold, role_id=None)
    await give(100, READER, 12)
    clock.advance(days=120)
    await give(20, READER)
    await give(30, 12)
    found = await app.points.boards.position(guild_id=GUILD, member_id=READER)
    assert (found.points, found.place, found.members) == (120, 2, 2)
    assert _name(found.rank) == "Regular" and _name(found.next_rank) == "Keeper"
    assert (found.season_points, found.season_place) == (20, 2)


def _name(rank: Rank | None) -> str | None:
    return rank.name if rank else None


async def test_a_position_without_points_is_none(app: App) -> None:
    found = await app.points.boards.position(guild_id=GUILD, member_id=READER)
    assert (found.standing, found.place, found.points, found.season_place) == (None, None, 0, None)


# Buckets


def test_buckets_cover_every_number_once() -> None:
    for points in range(1, BUCKETS_OF_ONE + 10 * BUCKET_WIDTH):
        assert bucket_of(bucket_end(points) - 1) == bucket_of(points) == bucket_of(bucket_end(points)) - 1


async def test_sql_and_python_agree_on_buckets(app: App) -> None:
    numbers = list(range(1, BUCKETS_OF_ONE + 10 * BUCKET_WIDTH))
    async with app.database.read() as connection:
        row = (await connection.execute(select(*(store.bucket_column(literal(number)) for number in numbers)))).one()
    assert list(row) == [bucket_of(number) for number in numbers]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_places_by_buckets_are_those_one_counts(app: App, give: Giving, clock: MovableClock, seed: int) -> None:
    """Random acts on two servers; then everybody's place on every board is compared with a count over all rows."""
    chance = random.Random(seed)
    for _ in range(150):
        await _something(app, give, clock, chance)
    for guild_id in (GUILD, OTHER_GUILD):
        for scope in Scope:
            await _compare_places(app, guild_id, scope)


async def _something(app: App, give: Giving, clock: MovableClock, chance: random.Random) -> None:
    member_id, guild_id = chance.randint(1, 12), chance.choice((GUILD, OTHER_GUILD))
    match chance.randint(0, 9):
        case 0:
            await app.points.boards.set_hidden(guild_id=guild_id, member_id=member_id, hidden=chance.random() < 0.5)
        case 1:
            roles = chance.choice(([], [STAFF_ROLE]))
            await app.points.boards.see(guild_id=guild_id, roles={member_id: roles})
        case 2:
            await staff_on_boards(app, chance.choice((True, False)), guild_id=guild_id)
        case 3:
            await app.settings.change(
                guild_id, ServerSettings, {"staff_role_ids": chance.choice(([], [STAFF_ROLE]))}, by=None
            )
        case 4:
            clock.advance(days=chance.randint(0, 5))
        case _:
            kind = chance.choice((Kind.MESSAGE, Kind.ANSWER, Kind.IMPORT, Kind.ADJUSTMENT))
            points = chance.choice((1, 1, 2, 20, 150, -1, -30))
            await give(points, member_id, guild_id=guild_id, kind=kind, days_ago=chance.choice((0, 1, 40)))


async def _compare_places(app: App, guild_id: int, scope: Scope) -> None:
    for period in Period:
        shown = await _everybody(app, guild_id, period, scope)
        points = [placed for _, placed in shown]
        assert points == sorted(points, reverse=True)
        for member_id, own in shown:
            found = await board(app, guild_id=guild_id, period=period, scope=scope, reader_id=member_id)
            assert found.own.place == 1 + sum(other > own for _, other in shown)
            assert found.members == len(shown)


async def _everybody(app: App, guild_id: int, period: Period, scope: Scope) -> list[tuple[int, int]]:
    first = await board(app, guild_id=guild_id, period=period, scope=scope)
    pages = [
        await board(app, guild_id=guild_id, period=period, scope=scope, page=number)
        for number in range(1, first.pages + 1)
    ]
    rows = [(placed.member_id, placed.points) for page in pages for placed in page.rows]
    assert len({member_id for member_id, _ in rows}) == len(rows), "nobody stands on two pages"
    for member_id, _ in rows:
        async with app.database.read() as connection:
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        assert standing is not None and standing.listed
    return rows


# Speed: by plan here, by the clock in tests/bench/board.py


async def plan(app: App, query: Any) -> str:
    compiled = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    async with app.database.read() as connection:
        rows = await connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
        return "\n".join(str(row[3]) for row in rows)


@pytest.mark.parametrize(
    ("query", "indexes"),
    [
        (store.top_query(guild_id=1, scope=Scope.ALL, limit=10), ["ix_point_member_board"]),
        (store.top_query(guild_id=1, scope=Scope.HELPERS, limit=10), ["ix_point_member_helpers"]),
        (store.within_query(guild_id=1, scope=Scope.ALL, points=500), ["ix_point_member_board"]),
        (store.within_query(guild_id=1, scope=Scope.HELPERS, points=500), ["ix_point_member_helpers"]),
        (
            store.season_top_query(season_id=1, scope=Scope.ALL, limit=10),
            ["ix_point_season_member_board", "sqlite_autoindex_point_member"],
        ),
        (
            store.season_top_query(season_id=1, scope=Scope.HELPERS, limit=10),
            ["ix_point_season_member_helpers", "sqlite_autoindex_point_member"],
        ),
        (
            store.season_within_query(guild_id=1, season_id=1, scope=Scope.ALL, points=500),
            ["ix_point_season_member_board"],
        ),
    ],
)
async def test_tops_and_places_are_read_in_the_order_of_an_index(app: App, query: Any, indexes: Sequence[str]) -> None:
    found = await plan(app, query)
    assert all(index in found for index in indexes), found
    assert "TEMP B-TREE" not in found and "SCAN" not in found, found


async def test_recent_days_read_no_older_ones(app: App) -> None:
    since = datetime(2026, 5, 1, tzinfo=UTC).date()
    found = await plan(app, store.recent_query(guild_id=1, scope=Scope.ALL, since=since, limit=10, member_id=5))
    assert "SEARCH point_day" in found and "(guild_id=? AND day>?)" in found, found
