"""Transactions and column types."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot import state
from bot.db import Database, DatabaseClosed, NestedWrite, UtcDateTime, sqlite_path, upsert
from bot.due import due_row
from bot.tables import all_tables

pytestmark = pytest.mark.real_database

_trial = Table(
    "trial", MetaData(), Column("id", Integer, primary_key=True), Column("count", Integer), Column("at", UtcDateTime)
)


async def _make_trial(database: Database) -> None:
    async with database.write() as connection:
        await connection.run_sync(_trial.metadata.create_all)
        await connection.execute(insert(_trial).values(id=1, count=0))


async def test_two_hundred_concurrent_read_then_write_updates_all_count(database: Database) -> None:
    await _make_trial(database)

    async def add_one() -> None:
        async with database.write() as connection:
            count = int(await connection.scalar(select(_trial.c.count)) or 0)
            await connection.execute(update(_trial).values(count=count + 1))

    await asyncio.gather(*(add_one() for _ in range(200)))

    async with database.read() as connection:
        assert await connection.scalar(select(_trial.c.count)) == 200


async def test_a_failed_write_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.write() as connection:
            await state.put(connection, "half", "written")
            raise ZeroDivisionError

    async with database.read() as connection:
        assert await state.get(connection, "half") is None


async def test_whoever_is_cancelled_in_a_write_leaves_nothing_and_hinders_nobody(database: Database) -> None:
    written = asyncio.Event()

    async def write_for_ever() -> None:
        async with database.write() as connection:
            await state.put(connection, "half", "written")
            written.set()
            await asyncio.Event().wait()

    for _ in range(20):  # more often than there are connections
        writing = asyncio.create_task(write_for_ever())
        await written.wait()
        written.clear()
        writing.cancel()
        await asyncio.wait({writing})

    async with database.write() as connection:
        assert await state.get(connection, "half") is None


async def test_whoever_is_cancelled_while_the_database_works_gives_the_connection_back(database: Database) -> None:
    async def count_far(begun: asyncio.Event) -> None:
        async with database.read() as connection:
            begun.set()
            await connection.exec_driver_sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT max(i) FROM n"
            )

    for _ in range(20):
        begun = asyncio.Event()
        reading = asyncio.create_task(count_far(begun))
        await begun.wait()
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.wait({reading})
        assert reading.cancelled()

    assert database.engine.sync_engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_a_read_sees_one_moment_while_others_write(database: Database) -> None:
    async with database.read() as reading:
        assert await state.get(reading, "key") is None
        async with database.write() as writing:
            await state.put(writing, "key", "new")
        assert await state.get(reading, "key") is None


async def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_ever(database: Database) -> None:
    async with database.write():
        with pytest.raises(NestedWrite):
            async with database.write():
                pass


async def test_closing_waits_for_the_open_transaction_and_refuses_new_ones(database: Database) -> None:
    opened, go_on = asyncio.Event(), asyncio.Event()

    async def slow_write() -> None:
        async with database.write() as connection:
            opened.set()
            await go_on.wait()
            await state.put(connection, "key", "kept")

    writing = asyncio.create_task(slow_write())
    await opened.wait()
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    with pytest.raises(DatabaseClosed):
        async with database.read():
            pass
    assert not closing.done()
    go_on.set()
    await asyncio.gather(writing, closing)

    reopened = Database(database.url)
    async with reopened.read() as connection:
        assert await state.get(connection, "key") == "kept"
    await reopened.close()


async def test_times_are_kept_as_the_same_moment_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    await _make_trial(database)
    in_tokyo = datetime(2026, 3, 1, 20, 0, 0, 5, tzinfo=timezone(timedelta(hours=9)))
    async with database.write() as connection:
        await connection.execute(update(_trial).values(at=in_tokyo))
    async with database.read() as connection:
        kept = await connection.scalar(select(_trial.c.at))
    assert kept == in_tokyo and kept.tzinfo is UTC

    with pytest.raises(StatementError, match="naive"):
        async with database.write() as connection:
            await connection.execute(update(_trial).values(at=datetime(2026, 3, 1)))  # noqa: DTZ001


async def test_upsert_inserts_then_changes_only_what_it_is_told_to(database: Database) -> None:
    await _make_trial(database)
    async with database.write() as connection:
        await upsert(connection, _trial, {"id": 2, "count": 5}, key=["id"], update=["count"])
        await upsert(connection, _trial, {"id": 2, "count": 6}, key=["id"], update=["count"])
        await upsert(connection, _trial, {"id": 2, "count": 7}, key=["id"])
        assert await connection.scalar(select(_trial.c.count).where(_trial.c.id == 2)) == 6


async def test_an_error_message_of_the_database_does_not_hold_what_was_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with database.write() as connection:
            await connection.execute(
                insert(state.process_state),
                [{"key": "secret words", "value": None}],
            )
    assert "secret words" not in str(caught.value)


def test_only_files_have_a_path() -> None:
    assert str(sqlite_path("sqlite:///data/x.db")) == "data/x.db"
    assert sqlite_path("sqlite://") is None
    assert sqlite_path("postgresql://host/db") is None


def test_every_big_integer_column_says_what_it_names() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in all_tables().sorted_tables
        for column in table.columns
        if isinstance(column.type, BigInteger)
        and not column.info.get("names")
        and not column.primary_key
        and not column.foreign_keys
    ]
    assert silent == []


def test_every_member_column_says_what_erasing_does_and_can() -> None:
    for table in all_tables().sorted_tables:
        for column in table.columns:
            if column.info.get("names") == "member":
                assert column.info["erase"] in ("delete", "forget", "keep"), f"{table.name}.{column.name}"
                assert column.info["erase"] != "forget" or column.nullable, (
                    f"{table.name}.{column.name} can't be forgotten"
                )


async def test_due_rows_are_found_by_an_index(database: Database) -> None:
    async with database.read() as connection:
        plan = await connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM due_row WHERE state = 'open' AND due_at <= '2026-01-01' ORDER BY due_at"
        )
        assert "ix_due_row_open" in str(plan.all())
        assert await connection.scalar(select(func.count()).select_from(due_row)) == 0
