"""Seasons: when they begin and end, in any time zone, and how they are closed."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.app import App
from bot.due import Due, State, due_row
from bot.points import rules
from bot.points.model import PointsSettings, Scope, Season, SeasonLength, Winner
from bot.points.seasons import WAIT_AT_MOST
from bot.points.store import derived
from bot.points.store import seasons as store
from bot.settings.model import ServerSettings
from tests.points.giving import give, standing
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ANA, BEN, CHI, DAN = 101, 102, 103, 104
TOKYO, BERLIN, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MONTHLY, QUARTERLY = SeasonLength.MONTHLY, SeasonLength.QUARTERLY


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.fixture(autouse=True)
def ended_when_due(app: App) -> None:
    """What the cog does with a due row, without Discord."""

    async def end(row: Due) -> None:
        await app.points.seasons.end(season_id=row.subject_id)

    app.due.handle(rules.SEASON_END, end)


def season(starts_at: datetime, ends_at: datetime) -> Season:
    return Season(id=1, guild_id=GUILD, starts_at=starts_at, ends_at=ends_at, closed_at=None)


# When ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "length", "zone", "start", "end"),
    [
        # the clocks go forward within the month: midnights on either side are an hour apart in UTC
        (utc(2026, 3, 15), MONTHLY, BERLIN, utc(2026, 2, 28, 23), utc(2026, 3, 31, 22)),
        (utc(2026, 10, 15), MONTHLY, BERLIN, utc(2026, 9, 30, 22), utc(2026, 10, 31, 23)),
        (utc(2026, 11, 1, 5), QUARTERLY, NEW_YORK, utc(2026, 10, 1, 4), utc(2027, 1, 1, 5)),
        # leap years
        (utc(2028, 2, 29, 12), MONTHLY, TOKYO, utc(2028, 1, 31, 15), utc(2028, 2, 29, 15)),
        (utc(2027, 2, 28, 12), MONTHLY, TOKYO, utc(2027, 1, 31, 15), utc(2027, 2, 28, 15)),
        # New Year's Eve in UTC is the next year in Tokyo
        (utc(2026, 12, 31, 15), QUARTERLY, TOKYO, utc(2026, 12, 31, 15), utc(2027, 3, 31, 15)),
        (utc(2026, 12, 31, 14, 59), QUARTERLY, TOKYO, utc(2026, 9, 30, 15), utc(2026, 12, 31, 15)),
    ],
)
def test_a_season_is_the_calendars_own_in_the_servers_zone(
    moment: datetime, length: SeasonLength, zone: ZoneInfo, start: datetime, end: datetime
) -> None:
    assert rules.season_bounds(moment, length=length, zone=zone) == (start, end)


@pytest.mark.parametrize(
    ("before_ends", "moment", "length", "zone", "start", "end"),
    [
        # the usual case: one after the other
        (utc(2026, 3, 31, 15), utc(2026, 4, 2), QUARTERLY, TOKYO, utc(2026, 3, 31, 15), utc(2026, 6, 30, 15)),
        # nothing happened for a while: the next one begins with its own calendar
        (utc(2026, 3, 31, 15), utc(2026, 12, 2), QUARTERLY, TOKYO, utc(2026, 9, 30, 15), utc(2026, 12, 31, 15)),
        # from months to quarters: what is left of the quarter
        (utc(2026, 4, 30, 15), utc(2026, 5, 2), QUARTERLY, TOKYO, utc(2026, 4, 30, 15), utc(2026, 6, 30, 15)),
        # Tokyo's quarter ended 14 hours before New York's does: those hours belong to the next one
        (utc(2026, 12, 31, 15), utc(2026, 12, 31, 16), QUARTERLY, NEW_YORK, utc(2026, 12, 31, 15), utc(2027, 4, 1, 4)),
        # and the other way round: New York's ended later
        (utc(2027, 1, 1, 5), utc(2027, 1, 1, 6), MONTHLY, TOKYO, utc(2027, 1, 1, 5), utc(2027, 1, 31, 15)),
    ],
)
def test_the_next_season_follows_the_one_before(
    before_ends: datetime, moment: datetime, length: SeasonLength, zone: ZoneInfo, start: datetime, end: datetime
) -> None:
    before = season(utc(2020, 1, 1), before_ends)
    assert rules.next_season(moment, length=length, zone=zone, before=before) == (start, end)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "zone", "months"),
    [
        (utc(2026, 9, 30, 15), utc(2026, 12, 31, 15), TOKYO, (date(2026, 10, 1), date(2026, 12, 1))),
        (utc(2026, 1, 31, 15), utc(2026, 2, 28, 15), TOKYO, (date(2026, 2, 1), date(2026, 2, 1))),
        # the zone is another one by now
        (utc(2026, 9, 30, 15), utc(2026, 12, 31, 15), NEW_YORK, (date(2026, 10, 1), date(2026, 12, 1))),
        (utc(2026, 10, 1, 4), utc(2027, 1, 1, 5), TOKYO, (date(2026, 10, 1), date(2026, 12, 1))),
        # begun in the middle of November
        (utc(2026, 11, 15), utc(2026, 12, 31, 15), TOKYO, (date(2026, 11, 1), date(2026, 12, 1))),
    ],
)
def test_a_season_is_called_by_its_months(
    starts_at: datetime, ends_at: datetime, zone: ZoneInfo, months: tuple[date, date]
) -> None:
    assert rules.months_of(season(starts_at, ends_at), zone) == months


def test_those_with_equal_points_share_a_place_and_nobody_is_left_out_by_chance() -> None:
    rows = [(1, 90), (2, 80), (3, 80), (4, 70), *((number, 5) for number in range(5, 15))]
    winners = rules.winners_of(rows)
    assert len(winners) == 14
    assert rules.places_of([points for _, points in winners])[:5] == [1, 2, 2, 4, 5]
    assert rules.winners_of([(number, 100 - number) for number in range(15)])[-1] == (9, 91)
    assert rules.winners_of([(1, 0)]) == []


# Settings in the middle of one ------------------------------------------------------------------------------------


async def all_seasons(app: App, guild_id: int = GUILD) -> list[Season]:
    async with app.database.read() as connection:
        found = await derived.seasons(connection, guild_ids=[guild_id], ending_after=utc(2000, 1, 1))
    return found.get(guild_id, [])


async def change(app: App, section: type, **values: object) -> None:
    await app.settings.change(GUILD, section, values, by=None)


async def test_another_length_holds_after_the_running_season(app: App) -> None:
    await give(app, ANA, 5, at=utc(2026, 1, 5))
    await change(app, PointsSettings, seasons=MONTHLY)
    await give(app, ANA, 5, at=utc(2026, 2, 5))
    assert [one.ends_at for one in await all_seasons(app)] == [utc(2026, 3, 31, 15)]

    await give(app, ANA, 5, at=utc(2026, 4, 5))

    assert [(one.starts_at, one.ends_at) for one in await all_seasons(app)][1:] == [
        (utc(2026, 3, 31, 15), utc(2026, 4, 30, 15))
    ]
    assert (await app.points.recompute.compare()).differences == ()


async def test_none_lets_the_running_season_end_and_begins_no_other(app: App, clock: MovableClock) -> None:
    await give(app, ANA, 5, at=utc(2026, 1, 5))
    await change(app, PointsSettings, seasons=SeasonLength.NONE)
    await give(app, ANA, 7, at=utc(2026, 3, 30))
    await give(app, ANA, 9, at=utc(2026, 4, 30))

    clock.now = utc(2026, 3, 31, 15, 2)
    await app.due.sweep()

    [only] = await all_seasons(app)
    result = await app.points.seasons.result(guild_id=GUILD, season_id=only.id)
    assert result is not None and [one.points for one in result.winners[Scope.ALL]] == [12]


async def test_seasons_switched_on_count_from_then_on(app: App, clock: MovableClock) -> None:
    await change(app, PointsSettings, seasons=SeasonLength.NONE)
    await give(app, ANA, 50, at=utc(2026, 1, 5, 8))
    await change(app, PointsSettings, seasons=MONTHLY)
    clock.now = utc(2026, 1, 5, 10)
    await give(app, BEN, 5, at=utc(2026, 1, 5, 11))
    await give(app, BEN, 6, at=utc(2026, 1, 6))

    [only] = await all_seasons(app)
    async with app.database.read() as connection:
        best = await store.best(connection, season_id=only.id, scope=Scope.ALL, limit=10)

    assert only.starts_at == utc(2026, 1, 5, 10) and best == [(BEN, 11)]
    assert (await app.points.recompute.compare()).differences == ()


async def test_a_changed_zone_makes_no_season_of_some_hours(app: App) -> None:
    await give(app, ANA, 5, at=utc(2026, 1, 5))
    await change(app, ServerSettings, time_zone="America/New_York")

    await give(app, ANA, 5, at=utc(2026, 3, 31, 16))

    _, second = await all_seasons(app)
    assert (second.starts_at, second.ends_at) == (utc(2026, 3, 31, 15), utc(2026, 7, 1, 4))
    assert (await app.points.recompute.compare()).differences == ()


# Closing ----------------------------------------------------------------------------------------------------------

END = utc(2026, 3, 31, 15)


async def a_season(app: App) -> Season:
    """Ana 30, Ben and Chi 20 each, of which Chi's for help."""
    await give(app, ANA, 30, at=utc(2026, 2, 1))
    await give(app, BEN, 20, at=utc(2026, 2, 1))
    await give(app, CHI, 20, at=utc(2026, 2, 1), helping=True)
    [only] = await all_seasons(app)
    return only


async def is_closed(app: App, one: Season) -> bool:
    return await app.points.seasons.result(guild_id=GUILD, season_id=one.id) is not None


async def posts(app: App) -> list[dict[str, object]]:
    async with app.database.read() as connection:
        rows = await connection.execute(select(due_row.c.payload).where(due_row.c.kind == rules.SEASON_POST))
    return [row.payload for row in rows]


async def test_the_best_enter_the_hall_of_fame_with_equal_places_shared(app: App, clock: MovableClock) -> None:
    one = await a_season(app)

    clock.now = END + timedelta(minutes=2)
    await app.due.sweep()

    result = await app.points.seasons.result(guild_id=GUILD, season_id=one.id)
    assert result is not None
    assert result.winners[Scope.ALL] == (
        Winner(place=1, member_id=ANA, points=30),
        Winner(place=2, member_id=BEN, points=20),
        Winner(place=2, member_id=CHI, points=20),
    )
    assert result.winners[Scope.HELPERS] == (Winner(place=1, member_id=CHI, points=20),)
    assert await posts(app) == [{"complete": True}]
    assert await app.points.seasons.result(guild_id=OTHER_GUILD, season_id=one.id) is None


async def test_it_isnt_closed_before_the_last_messages_can_have_come(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END
    await app.due.sweep()
    assert not await is_closed(app, one)

    clock.advance(minutes=1)
    await app.due.sweep()

    assert await is_closed(app, one)


async def test_who_is_hidden_or_staff_wins_nothing(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    async with app.database.write() as connection:
        await app.points.ledger.set_hidden(connection, await standing(app, ANA), hidden=True)

    clock.now = END + timedelta(minutes=2)
    await app.due.sweep()

    result = await app.points.seasons.result(guild_id=GUILD, season_id=one.id)
    assert result is not None
    assert [(winner.place, winner.member_id) for winner in result.winners[Scope.ALL]] == [(1, BEN), (1, CHI)]


async def test_winners_stay_whatever_is_taken_back_later(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END + timedelta(minutes=2)
    await app.due.sweep()

    await give(app, ANA, -30, at=utc(2026, 2, 1))
    await app.due.plan(guild_id=GUILD, kind=rules.SEASON_END, subject_id=one.id, due_at=clock())
    await app.due.sweep()

    result = await app.points.seasons.result(guild_id=GUILD, season_id=one.id)
    assert result is not None and result.winners[Scope.ALL][0].points == 30


async def test_two_who_close_it_at_once_close_it_once(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END + timedelta(minutes=2)

    await asyncio.gather(*(app.points.seasons.end(season_id=one.id) for _ in range(5)))

    assert await is_closed(app, one) and len(await posts(app)) == 1


async def test_what_was_missed_is_waited_for(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END - timedelta(hours=1)
    app.activity.silent(GUILD)
    clock.now = END + timedelta(hours=3)
    for _ in range(20):  # waiting is no failure
        await app.due.sweep()
        clock.advance(minutes=11)
    assert not await is_closed(app, one)
    async with app.database.read() as connection:
        given_up = await connection.execute(select(due_row.c.id).where(due_row.c.state == State.GIVEN_UP))
    assert given_up.all() == []

    app.activity.heard(GUILD)
    await give(app, DAN, 100, at=END - timedelta(minutes=5))  # read from the history
    await app.due.sweep()

    result = await app.points.seasons.result(guild_id=GUILD, season_id=one.id)
    assert result is not None and result.winners[Scope.ALL][0].member_id == DAN
    assert await posts(app) == [{"complete": True}]


async def test_after_a_day_it_is_closed_without_and_that_is_noted(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END - timedelta(hours=1)
    app.activity.silent(GUILD)

    clock.now = END + WAIT_AT_MOST + timedelta(minutes=1)
    await app.due.sweep()

    assert await is_closed(app, one)
    assert await posts(app) == [{"complete": False}]


async def test_an_outage_that_began_after_the_end_is_not_waited_for(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END + timedelta(seconds=30)
    app.activity.silent(GUILD)

    clock.advance(minutes=5)
    await app.due.sweep()

    assert await is_closed(app, one) and await posts(app) == [{"complete": True}]


async def test_the_hall_of_fame_has_a_page_a_season_the_latest_first(app: App, clock: MovableClock) -> None:
    hall = app.points.seasons.hall_of_fame
    assert await hall(guild_id=GUILD, page=1) == (None, 1, 1)
    for month in (2, 5, 8):
        await give(app, ANA, month, at=utc(2026, month, 1))
        clock.now = utc(2026, month + 2, 5)
        await app.due.sweep()

    first, last = await hall(guild_id=GUILD, page=1), await hall(guild_id=GUILD, page=99)

    assert first[0] is not None and first[0].winners[Scope.ALL][0].points == 8 and first[1:] == (1, 3)
    assert last[0] is not None and last[0].winners[Scope.ALL][0].points == 2 and last[1:] == (3, 3)
    assert (await hall(guild_id=OTHER_GUILD, page=1))[0] is None


async def test_whoever_hides_later_keeps_the_place_and_not_the_name(app: App, clock: MovableClock) -> None:
    one = await a_season(app)
    clock.now = END + timedelta(minutes=2)
    await app.due.sweep()

    await app.points.boards.set_hidden(guild_id=GUILD, member_id=ANA, hidden=True)

    result = await app.points.seasons.result(guild_id=GUILD, season_id=one.id)
    assert result is not None
    assert [(winner.place, winner.hidden) for winner in result.winners[Scope.ALL]] == [
        (1, True),
        (2, False),
        (2, False),
    ]
