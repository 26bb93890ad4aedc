"""Erasing a member: nothing of them is left but what says why, and nothing of others is missing."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select

from bot import due
from bot.activity.privacy import total_of
from bot.app import App
from bot.due import due_row
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.points.rules import FORGET_ROLES
from bot.privacy.catalogue import member_tables
from bot.privacy.model import Why
from bot.privacy.tables import privacy_erasure
from tests.privacy.everything import AT, Filler, dump, places_of

HERE, ELSEWHERE = 700000000000000001, 700000000000000002
ANNA, BERT = 810000000000000001, 820000000000000002

KEPT = {(entry.name, column.name) for entry in member_tables() for column in entry.erased_by("keep")}


COUNTS_NO_MORE = {("moderation_case", "member_id")}
"""A case keeps its member while it counts (tests/moderation); those made here do not."""


async def fill(app: App) -> None:
    async with app.database.write() as connection:
        filler = Filler(connection)
        for guild_id in (HERE, ELSEWHERE):
            await filler.fill(guild_id, [ANNA, BERT])


async def test_nothing_of_a_member_is_left_but_what_is_kept_for_a_reason(app: App) -> None:
    await fill(app)
    before = set(await places_of(app.database, ANNA))
    assert {(entry.name, column.name) for entry in member_tables() for column in entry.columns} <= before

    for guild_id in (HERE, ELSEWHERE):
        await app.privacy.erasing.erase(guild_id=guild_id, member_id=ANNA)

    await end_what_takes_roles(app)
    assert set(await places_of(app.database, ANNA)) == KEPT - COUNTS_NO_MORE


async def end_what_takes_roles(app: App) -> None:
    """Do as the handler on Discord does at its end (test_cog tries it)."""
    async with app.database.read() as connection:
        rows = await connection.execute(select(due_row.c.id).where(due_row.c.kind == FORGET_ROLES))
    for row in rows:
        await app.due.drop(row.id)


async def test_rows_that_do_not_name_the_member_stay_as_they_are_also_on_other_servers(app: App) -> None:
    await fill(app)
    before = await dump(app.database)

    await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    after = await dump(app.database)
    changing = {
        "privacy_erasure",
        "sqlite_sequence",
        "activity_total",
        "question_former_upvotes",
        "due_row",
        "perk_code",
        "survey_answer",
    }
    for table, rows in before.items():
        if table in changing or table.startswith("search_"):
            continue
        untouched = [row for row in rows if ANNA not in row or ELSEWHERE in row]
        assert [row for row in untouched if row not in after[table]] == [], table


async def test_what_was_foretold_is_what_happens(app: App) -> None:
    await fill(app)
    outlook = await app.privacy.showing.outlook(guild_id=HERE, member_id=ANNA)
    before = {entry.name: await _count(app, entry.table) for entry in member_tables()}

    erased = await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    assert erased.rows == outlook.rows
    for entry in member_tables():
        if entry.name != "privacy_erasure":
            gone = before[entry.name] - await _count(app, entry.table)
            assert gone == outlook.deleted.get(entry.name, 0), entry.name
    assert set(outlook.kept) == {name for name, _ in KEPT}
    assert outlook.forgotten["question"] > 0


async def _count(app: App, table: Any) -> int:
    async with app.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def test_erasing_twice_and_somebody_unknown_is_harmless(app: App) -> None:
    await fill(app)
    await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)
    once = await dump(app.database)

    erased = await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)
    unknown = await app.privacy.erasing.erase(guild_id=HERE, member_id=123456789)

    assert (erased.rows, unknown.rows) == (0, 0)
    assert await dump(app.database) == once


async def test_the_log_says_how_much_was_erased_and_not_whose(app: App) -> None:
    await fill(app)
    erased = await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    async with app.database.read() as connection:
        rows = (await connection.execute(select(privacy_erasure).where(privacy_erasure.c.rows == erased.rows))).all()
    assert [(row.guild_id, row.why) for row in rows] == [(HERE, Why.MEMBER)]
    assert ANNA not in rows[0]


class OpenCase(UserError):
    message = "error-not-allowed"


async def test_a_guard_can_refuse_before_anything_is_changed(app: App) -> None:
    await fill(app)

    async def guard(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
        if (guild_id, member_id) == (HERE, ANNA):
            raise OpenCase

    app.privacy.erasing.guards.append(guard)
    before = await dump(app.database)

    with pytest.raises(OpenCase):
        await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    assert await dump(app.database) == before
    assert (await app.privacy.erasing.erase(guild_id=HERE, member_id=BERT)).rows


async def test_what_is_due_about_a_member_goes_also_where_only_its_payload_says_so(app: App) -> None:
    async with app.database.write() as connection:
        for subject_id, payload in ((1, {"members": [ANNA, BERT]}), (2, {"id": str(ANNA) + "9"}), (ANNA, {})):
            await due.plan(
                connection, guild_id=HERE, kind="test:tell", subject_id=subject_id, due_at=AT, payload=payload
            )
        await due.plan(connection, guild_id=ELSEWHERE, kind="test:other", subject_id=1, due_at=AT, payload={"m": ANNA})

    await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    async with app.database.read() as connection:
        left = (await connection.execute(select(due_row.c.kind, due_row.c.subject_id))).all()
    assert sorted(map(tuple, left)) == [("test:other", 1), ("test:tell", 2)]


async def test_mentions_of_a_member_in_what_others_wrote_become_nobodys(app: App) -> None:
    from bot.problems.tables import problem  # noqa: PLC0415 - only here

    async with app.database.write() as connection:
        await connection.execute(
            insert(problem).values(
                guild_id=HERE, member_id=BERT, text=f"Ask <@{ANNA}> or <@!{ANNA}>, not <@{BERT}>", reported_at=AT
            )
        )

    await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    async with app.database.read() as connection:
        assert await connection.scalar(select(problem.c.text)) == f"Ask @… or @…, not <@{BERT}>"


async def test_a_servers_daily_sums_outlive_the_member(app: App) -> None:
    await fill(app)
    async with app.database.read() as connection:
        days = (await connection.exec_driver_sql("SELECT day, sum(messages) FROM activity_day GROUP BY day")).all()
    assert days

    before = {day: await _total(app, day) for day in _days(days)}
    await app.privacy.erasing.erase(guild_id=HERE, member_id=ANNA)

    assert {day: await _total(app, day) for day in _days(days)} == before
    assert any(total["messages"] for total in before.values())


def _days(rows: Any) -> list[Any]:
    from datetime import date  # noqa: PLC0415 - only here

    return [date.fromisoformat(day) for day, _ in rows]


async def _total(app: App, day: Any) -> Any:
    async with app.database.read() as connection:
        return await total_of(connection, guild_id=HERE, day=day)
