"""A server in which a million members have earned points ten million times: written straight into the tables, as recording it would leave them.

Some write and help much more than others, everybody at least once. Days are derived for the season only: nothing reads older ones here.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.points.model import Scope
from bot.points.rules import bucket_of
from bot.points.store.derived import ALL_TIME
from tests.bench.crowd import BETWEEN_ACCOUNTS, FIRST_ACCOUNT, author_id

SEASON_LENGTH = timedelta(days=90)
LEDGER_LENGTH = timedelta(days=3 * 365)
MESSAGE_POINTS, ANSWER_POINTS = 1, 20
ONE_ANSWER_IN = 20
AT_THE_SAME_MOMENT = 10
FIRST_SOURCE = 1_000_000_000_000
SCATTER = 2_654_435_761  # multiplied with this, consecutive numbers lie all over the 32 bits


@dataclass(slots=True)
class Sums:
    """Points by a member's number."""

    points: list[int]
    helper_points: list[int]

    @classmethod
    def of(cls, members: int) -> "Sums":
        return cls([0] * members, [0] * members)

    def scopes(self) -> Iterator[tuple[Scope, list[int]]]:
        yield Scope.ALL, self.points
        yield Scope.HELPERS, self.helper_points


@dataclass(slots=True, kw_only=True)
class Filled:
    """What there is now."""

    guild_id: int
    season_id: int
    now: datetime
    all_time: Sums
    season: Sums
    days: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """Points and helper points by day and member's number."""


def fill(database: Path, *, guild_id: int, members: int, ledger_rows: int, now: datetime) -> Filled:
    """Fill a migrated database that has no points yet."""
    filled = Filled(guild_id=guild_id, season_id=1, now=now, all_time=Sums.of(members), season=Sums.of(members))
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        with _indexes_later(connection, "point_ledger"):
            _fill_ledger(connection, filled, members=members, rows=ledger_rows)
        _derive(filled, members=members, rows=ledger_rows)
        _fill_derived(connection, filled)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    return filled


@contextmanager
def _indexes_later(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Sorting all rows once is several times faster than keeping every index in order."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql IS NOT NULL", (table,)
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, create in found:
        connection.execute(create)


def _fill_ledger(connection: sqlite3.Connection, filled: Filled, *, members: int, rows: int) -> None:
    """Let SQLite make the rows: twice as fast as handing over ten million of them. `_derive` makes the same in Python."""
    start, step = (filled.now - LEDGER_LENGTH).timestamp(), LEDGER_LENGTH.total_seconds() / rows
    connection.create_function("moment", 1, lambda number: stored(_moment(start, step, number)))
    numbers = {"rows": rows, "members": members, "guild_id": filled.guild_id}
    connection.execute(
        "CREATE TEMP TABLE moments AS WITH RECURSIVE counted(number) AS"
        " (SELECT 0 UNION ALL SELECT number + 1 FROM counted WHERE number < :moments) SELECT moment(number) AS at FROM counted",
        {"moments": rows // AT_THE_SAME_MOMENT},
    )
    # One kind after the other: so each lands at the end of the unique index.
    for kind, worth, helping in (("answer", ANSWER_POINTS, True), ("message", MESSAGE_POINTS, False)):
        connection.execute(LEDGER, numbers | {"kind": kind, "worth": worth, "helping": helping})
    connection.execute("DROP TABLE moments")


LEDGER = f"""
INSERT INTO point_ledger
    (guild_id, member_id, kind, source_id, giver_id, nth, points, helping, happened_at, recorded_at)
WITH RECURSIVE
    counted(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM counted WHERE number < :rows - 1),
    scattered AS (
        SELECT number, (number * {SCATTER} & 4294967295) / 4294967296.0 AS share
        FROM counted WHERE (number % {ONE_ANSWER_IN} = 0) = :helping
    ),
    drawn AS (
        SELECT number,
            CASE WHEN number < :members THEN number ELSE CAST(:members * share * share AS INTEGER) END AS member,
            (SELECT at FROM moments WHERE rowid = number / {AT_THE_SAME_MOMENT} + 1) AS at
        FROM scattered
    ),
    named AS (SELECT number, at, {FIRST_ACCOUNT} + member * {BETWEEN_ACCOUNTS} + member % 4096 AS id FROM drawn)
SELECT :guild_id, id, :kind, {FIRST_SOURCE} + number, id, 0, :worth, :helping, at, at FROM named
"""


def _derive(filled: Filled, *, members: int, rows: int) -> None:
    """Sum up in Python what `LEDGER` makes."""
    points, helper_points = filled.all_time.points, filled.all_time.helper_points
    season_points, season_helper_points, days = filled.season.points, filled.season.helper_points, filled.days
    start, step = (filled.now - LEDGER_LENGTH).timestamp(), LEDGER_LENGTH.total_seconds() / rows
    season_start = filled.now - SEASON_LENGTH
    day, in_season = "", False
    for number in range(rows):
        if not number % AT_THE_SAME_MOMENT:
            moment = _moment(start, step, number // AT_THE_SAME_MOMENT)
            day, in_season = moment.date().isoformat(), moment >= season_start
        share = (number * SCATTER & 4294967295) / 4294967296.0
        member = number if number < members else int(members * share * share)
        worth, help_worth = (MESSAGE_POINTS, 0) if number % ONE_ANSWER_IN else (ANSWER_POINTS, ANSWER_POINTS)
        points[member] += worth
        helper_points[member] += help_worth
        if in_season:
            season_points[member] += worth
            season_helper_points[member] += help_worth
            before = days.get((day, member), (0, 0))
            days[day, member] = before[0] + worth, before[1] + help_worth


def _moment(start: float, step: float, number: int) -> datetime:
    return datetime.fromtimestamp(start + number * AT_THE_SAME_MOMENT * step, UTC)


def _fill_derived(connection: sqlite3.Connection, filled: Filled) -> None:
    guild_id, season_id = filled.guild_id, filled.season_id
    connection.executemany(
        "INSERT INTO point_member (guild_id, member_id, points, helper_points, spent, rank_id, announced_points, hidden,"
        " staff, listed, role_percent) VALUES (?, ?, ?, ?, 0, NULL, 0, 0, 0, 1, 100)",
        ((guild_id, *row) for row in _sums(filled.all_time)),
    )
    connection.execute(
        "INSERT INTO point_season (id, guild_id, starts_at, ends_at) VALUES (?, ?, ?, ?)",
        (season_id, guild_id, stored(filled.now - SEASON_LENGTH), stored(filled.now + timedelta(days=1))),
    )
    connection.executemany(
        "INSERT INTO point_season_member (season_id, guild_id, member_id, points, helper_points) VALUES (?, ?, ?, ?, ?)",
        ((season_id, guild_id, *row) for row in _sums(filled.season) if row[1]),
    )
    connection.executemany(
        "INSERT INTO point_day (guild_id, day, member_id, points, helper_points) VALUES (?, ?, ?, ?, ?)",
        ((guild_id, day, author_id(member), *sums) for (day, member), sums in sorted(filled.days.items())),
    )
    for of_season, sums in ((ALL_TIME, filled.all_time), (season_id, filled.season)):
        connection.executemany(
            "INSERT INTO point_bucket (guild_id, season_id, scope, bucket, members) VALUES (?, ?, ?, ?, ?)",
            ((guild_id, of_season, *row) for row in _buckets(sums)),
        )


def _sums(sums: Sums) -> Iterator[tuple[int, int, int]]:
    for number, (points, helper_points) in enumerate(zip(sums.points, sums.helper_points, strict=True)):
        yield author_id(number), points, helper_points


def _buckets(sums: Sums) -> Iterator[tuple[str, int, int]]:
    for scope, points in sums.scopes():
        counted = Counter(bucket_of(value) for value in points if value)
        yield from ((scope.value, bucket, count) for bucket, count in counted.items())


def stored(moment: datetime) -> str:
    """Return a moment as SQLAlchemy keeps it in SQLite."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
