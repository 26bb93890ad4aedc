"""Print how long boards and places take where a million members have earned points ten million times.

    python -m tests.bench.board [MEMBERS] [LEDGER_ROWS]

Filling the database takes a minute or two and 2 GB of the temporary folder. Ours is what the store's functions ask: inside SQLite (the
same statements, asked by Python's own driver), and as cogs wait for it, with SQLAlchemy and the trip to the database's thread. Naive is
what bots do who keep no board: the same from the ledger, or without an index, or by counting who has more. Every answer is compared with
sums made in Python.
"""

import asyncio
import heapq
import sqlite3
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from bot.db import Database
from bot.engine import AsyncConnection
from bot.operations import migrate
from bot.points.model import RECENT_BOARD_DAYS, Scope
from bot.points.store import boards, derived, ledger
from tests.bench.crowd import author_id
from tests.bench.many_points import SEASON_LENGTH, Filled, Sums, fill, stored

MEMBERS = 1_000_000
LEDGER_ROWS = 10_000_000
GUILD_ID = 1_309_111_111_111_111_111
SHOWN = 10
PLACES_ASKED = 25
LEDGER = "FROM point_ledger NOT INDEXED WHERE guild_id = ?"
TOP = f"ORDER BY 2 DESC LIMIT {SHOWN}"

SECONDS_A_QUESTION = 1.0
TIMES = range(9, 200)

Ask = Callable[[AsyncConnection], Awaitable[object]]
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Asked in each of the ways of `ours`, of which the slowest counts."""

    name: str
    ours: Sequence[tuple[Ask, object]]
    """How it is asked, and the right answer (None: not known here)."""
    naive: Statement | None = None
    goal_ms: float | None = None


def questions(filled: Filled) -> Sequence[Question]:
    guild_id, season_id = filled.guild_id, filled.season_id
    since = (filled.now - timedelta(days=RECENT_BOARD_DAYS)).date()
    member_id = author_id(0)  # has the most entries of all
    all_time, season = filled.all_time, filled.season
    top = partial(boards.top, guild_id=guild_id, limit=SHOWN)
    season_top = partial(boards.season_top, season_id=season_id, scope=Scope.ALL, limit=SHOWN)
    place = partial(boards.place, guild_id=guild_id, scope=Scope.ALL)
    season_place = partial(boards.season_place, guild_id=guild_id, season_id=season_id, scope=Scope.ALL)
    season_sums = f"SELECT member_id, sum(points) AS points {LEDGER} AND happened_at >= ? GROUP BY member_id"
    season_begin = stored(filled.now - SEASON_LENGTH)
    return (
        Question(
            name="top ten of all time",
            ours=[(partial(top, scope=Scope.ALL), top_of(all_time.points))],
            naive=(f"SELECT member_id, points FROM point_member NOT INDEXED WHERE guild_id = ? {TOP}", [guild_id]),
            goal_ms=0.1,
        ),
        Question(
            name="top ten helpers of all time",
            ours=[(partial(top, scope=Scope.HELPERS), top_of(all_time.helper_points))],
            naive=(f"SELECT member_id, sum(points) {LEDGER} AND helping GROUP BY member_id {TOP}", [guild_id]),
            goal_ms=0.1,
        ),
        Question(
            name=f"place of all time, worst of {PLACES_ASKED}",
            ours=[(partial(place, points=points), right) for points, right in places_of(all_time)],
            naive=(
                "SELECT count(*) + 1 FROM point_member WHERE guild_id = ? AND listed AND points > ?",
                [guild_id, min(all_time.points)],
            ),
            goal_ms=5,
        ),
        Question(
            name="top ten of the season",
            ours=[(season_top, top_of(season.points))],
            naive=(f"{season_sums} {TOP}", [guild_id, season_begin]),
            goal_ms=10,
        ),
        Question(
            name=f"place of the season, worst of {PLACES_ASKED}",
            ours=[(partial(season_place, points=points), right) for points, right in places_of(season)],
            naive=(f"SELECT count(*) + 1 FROM ({season_sums}) WHERE points > 1", [guild_id, season_begin]),
            goal_ms=5,
        ),
        Question(
            name=f"top ten of {RECENT_BOARD_DAYS} days",
            ours=[(partial(boards.recent, guild_id=guild_id, scope=Scope.ALL, since=since, limit=SHOWN), None)],
            naive=(f"{season_sums} {TOP}", [guild_id, since.isoformat()]),
        ),
        Question(
            name="one member’s points",
            ours=[(partial(derived.standing, guild_id=guild_id, member_id=member_id), None)],
            naive=(f"SELECT sum(points) {LEDGER} AND member_id = ?", [guild_id, member_id]),
        ),
        Question(
            name="one member’s latest ten entries",
            ours=[(partial(ledger.history, guild_id=guild_id, member_id=member_id, limit=SHOWN), None)],
        ),
    )


def top_of(points: Sequence[int]) -> list[int]:
    return heapq.nlargest(SHOWN, points)


def places_of(sums: Sums) -> list[tuple[int, int]]:
    """Return points and the place they have, from the first place to the last."""
    on_board = sorted((points for points in sums.points if points), reverse=True)
    chosen = [on_board[number * (len(on_board) - 1) // (PLACES_ASKED - 1)] for number in range(PLACES_ASKED)]
    # Sorted, the first with these points has as many before it as have more.
    return [(points, on_board.index(points) + 1) for points in dict.fromkeys(chosen)]


# Measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Milliseconds."""

    question: Question
    in_database: float
    in_store: float
    naive: float | None


async def measure_all(*, members: int, ledger_rows: int) -> list[Answered]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "engawa.db"
        database = Database(f"sqlite:///{path}")
        await migrate.migrate(database)
        await database.close()
        began = time.perf_counter()
        filled = fill(path, guild_id=GUILD_ID, members=members, ledger_rows=ledger_rows, now=datetime.now(UTC))
        print(
            f"{members:,} members, {ledger_rows:,} entries: {path.stat().st_size / 1e9:.1f} GB, filled in"
            f" {time.perf_counter() - began:.0f} s"
        )
        database = Database(f"sqlite:///{path}")
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
                return [await answer(question, database, plain) for question in questions(filled)]
        finally:
            await database.close()


async def answer(question: Question, database: Database, plain: sqlite3.Connection) -> Answered:
    in_database, in_store = [], []
    for ask, right in question.ours:
        with listening(database) as statements:
            async with database.read() as connection:
                said = await ask(connection)
        assert right is None or plainly(said) == right, f"{question.name}: {said}, not {right}"
        in_database.append(median_ms(partial(execute_all, plain, statements), ways=len(question.ours)))
        in_store.append(await median_ms_of(database, ask, ways=len(question.ours)))
    naive = question.naive
    return Answered(
        question=question,
        in_database=max(in_database),
        in_store=max(in_store),
        naive=None if naive is None else once_ms(partial(execute_all, plain, [naive])),
    )


@contextmanager
def listening(database: Database) -> Iterator[list[Statement]]:
    """Collect the statements that are sent to a database."""
    heard: list[Statement] = []

    def hear(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        heard.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", hear)


def plainly(said: object) -> object:
    return [scored.points for scored in said] if isinstance(said, list) else said


def execute_all(plain: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    for statement, parameters in statements:
        plain.execute(statement, parameters).fetchall()


def median_ms(act: Callable[[], None], *, ways: int) -> float:
    act()
    taken: list[float] = []
    while not enough(taken, ways=ways):
        taken.append(once_ms(act))
    return statistics.median(taken)


def once_ms(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


async def median_ms_of(database: Database, ask: Ask, *, ways: int) -> float:
    taken: list[float] = []
    while not enough(taken, ways=ways):
        began = time.perf_counter()
        async with database.read() as connection:
            await ask(connection)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def enough(taken: Sequence[float], *, ways: int) -> bool:
    if len(taken) < TIMES.start:
        return False
    return len(taken) >= TIMES.stop or sum(taken) > SECONDS_A_QUESTION * 1000 / ways


# Printing ---------------------------------------------------------------------------------------------------------


def report(answers: Sequence[Answered]) -> None:
    print(f"{'Milliseconds':<40}{'in SQLite':>12}{'goal':>8}{'in the bot':>12}{'naive':>12}{'naive ×':>12}")
    for answered in answers:
        goal, naive = answered.question.goal_ms, answered.naive
        goal_cell = f"{f'≤ {goal:g}' if goal else '':>8}"
        naive_cells = "" if naive is None else f"{naive:>12,.2f}{naive / answered.in_database:>12,.0f}"
        print(
            f"{answered.question.name:<40}{answered.in_database:>12.3f}{goal_cell}{answered.in_store:>12.2f}{naive_cells}"
        )


def main() -> None:
    members, rows, *_ = [int(value) for value in sys.argv[1:]] + [MEMBERS, LEDGER_ROWS][len(sys.argv) - 1 :]
    report(asyncio.run(measure_all(members=members, ledger_rows=rows)))


if __name__ == "__main__":
    main()
