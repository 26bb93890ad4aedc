"""An export is complete, in words, and says nothing of others."""

import asyncio
import io
import json
import re
import zipfile
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.activity.tables import activity_day
from bot.app import App
from bot.i18n import Language
from bot.privacy.catalogue import member_tables
from bot.privacy.exporting import Exporting, File
from bot.privacy.model import TooSoon
from tests.privacy.everything import Filler, columns_of, dump
from tests.privacy.test_erasing import ANNA, BERT, ELSEWHERE, HERE, fill


async def exported(app: App, member_id: int = ANNA, language: Language = Language.EN) -> dict[str, Any]:
    [file] = await app.privacy.exporting.export(guild_id=HERE, member_id=member_id, language=language)
    assert file.name == "engawa-data.json"
    content: dict[str, Any] = json.loads(file.content)
    return content


def rows_of(content: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that name the member, by table, without what features add."""
    return {table["table"]: table["rows"] for table in content["tables"] if "more" not in table}


async def test_an_export_is_every_row_that_names_the_member_and_no_other(app: App) -> None:
    await fill(app)
    content = await exported(app)

    found: dict[str, int] = {}
    for table, rows in (await dump(app.database)).items():
        names = await columns_of(app.database, table)
        here = [row for row in rows if "guild_id" in names and row[names.index("guild_id")] == HERE and ANNA in row]
        if here:
            found[table] = len(here)
    assert {table: len(rows) for table, rows in rows_of(content).items()} == found
    assert set(found) == {entry.name for entry in member_tables()}


async def test_every_row_says_which_column_means_the_reader_and_carries_all_that_is_theirs(app: App) -> None:
    await fill(app)
    content = await exported(app)

    for entry in member_tables():
        rows = rows_of(content)[entry.name]
        assert {name for row in rows for name in row["you_are"]} == {column.name for column in entry.columns}
        for row in rows:
            assert row["you_are"]
            assert set(row) == {"you_are", *(column.name for column in entry.exported)}
            for column in entry.columns:
                assert row[column.name] in (str(ANNA), "other", None)


async def test_no_other_members_id_and_no_secret_is_in_it(app: App) -> None:
    await fill(app)
    content = json.dumps(await exported(app))

    assert str(BERT) not in content
    assert str(ELSEWHERE) not in content
    assert not re.search(r'"(sealed|sealed_author|\w*fingerprint|session_id)"', content)


async def test_mentions_of_others_are_taken_out_of_what_was_written(app: App) -> None:
    from bot.problems.tables import problem  # noqa: PLC0415 - only here
    from tests.privacy.everything import AT  # noqa: PLC0415

    async with app.database.write() as connection:
        await connection.execute(
            insert(problem).values(guild_id=HERE, member_id=ANNA, text=f"<@{BERT}> and <@{ANNA}>", reported_at=AT)
        )

    [row] = rows_of(await exported(app))["problem"]
    assert row["text"] == f"<@other> and <@{ANNA}>"


@pytest.mark.parametrize(("language", "word"), [(Language.EN, "Your total"), (Language.JA, "ランキングに表示")])
async def test_each_table_is_explained_in_the_readers_language(app: App, language: Language, word: str) -> None:
    await fill(app)
    content = await exported(app, language=language)

    [table] = [table for table in content["tables"] if table["table"] == "point_member"]
    assert word in table["what_this_is"]
    assert all(table["why"] and table["how_long"] for table in content["tables"])
    assert content["member_id"] == str(ANNA)


async def test_somebody_unknown_gets_a_file_that_says_there_is_nothing(app: App) -> None:
    await fill(app)
    assert (await exported(app, member_id=123456789))["tables"] == []


async def test_large_data_is_zipped_and_larger_data_parted_and_nothing_is_lost(app: App) -> None:
    async with app.database.write() as connection:
        filler = Filler(connection)
        await filler.fill(HERE, [ANNA, BERT])
    whole = rows_of(await exported(app))

    for limit, kind in ((14_000, "zip"), (3_000, "parts")):
        exporting = Exporting(
            database=app.database,
            clock=app.clock,
            activity=app.activity,
            parts=app.privacy.parts,
            file_limit=limit,
        )
        files = await exporting.export(guild_id=HERE, member_id=ANNA, language=Language.EN)
        assert all(len(file.content) <= limit for file in files)
        assert (len(files) == 1) == (kind == "zip"), len(files)
        rows: dict[str, list[Any]] = {}
        for file in files:
            for table, part in rows_of(unzipped(file)).items():
                rows.setdefault(table, []).extend(part)
        assert rows == whole


def unzipped(file: File) -> dict[str, Any]:
    assert file.name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        [name] = archive.namelist()
        content: dict[str, Any] = json.loads(archive.read(name))
    return content


async def test_more_rows_than_a_page_holds_are_all_there_once(app: App) -> None:
    from datetime import date, timedelta  # noqa: PLC0415 - only here

    days = [date(1960, 1, 1) + timedelta(days=number) for number in range(22_500)]
    empty = dict.fromkeys((column.name for column in activity_day.c), 0)
    async with app.database.write() as connection:
        await connection.execute(
            insert(activity_day), [{**empty, "guild_id": HERE, "member_id": ANNA, "day": day} for day in days]
        )

    rows = rows_of(await exported(app))["activity_day"]
    assert [row["day"] for row in rows] == [day.isoformat() for day in days]


async def test_the_event_loop_goes_on_while_a_large_export_is_made(app: App) -> None:
    from bot.points.tables import point_ledger  # noqa: PLC0415 - only here
    from tests.privacy.everything import AT  # noqa: PLC0415

    row = {"guild_id": HERE, "member_id": ANNA, "giver_id": ANNA, "kind": "message", "nth": 0, "points": 1}
    row |= {"helping": False, "happened_at": AT, "recorded_at": AT}
    async with app.database.write() as connection:
        await connection.execute(insert(point_ledger), [{**row, "source_id": number} for number in range(20_000)])

    longest = 0.0
    loop = asyncio.get_running_loop()

    async def watch() -> None:
        nonlocal longest
        while True:
            before = loop.time()
            await asyncio.sleep(0)
            longest = max(longest, loop.time() - before)

    watching = asyncio.create_task(watch())
    await exported(app)
    watching.cancel()
    assert longest < 0.5, longest


async def test_asking_again_at_once_is_refused(app: App) -> None:
    await exported(app)
    with pytest.raises(TooSoon):
        await exported(app)
    await exported(app, member_id=BERT)


async def test_an_export_is_of_one_moment(app: App) -> None:
    """What is written while the tables are read is in none of them."""
    await fill(app)
    before = rows_of(await exported(app))

    class Writing:
        async def forget(self, *_: Any, **__: Any) -> None: ...

        async def export(self, connection: Any, **_: Any) -> dict[str, Any]:
            async def write() -> None:
                async with app.database.write() as other:
                    await other.execute(activity_day.delete())

            await asyncio.create_task(write())
            rows = (await connection.execute(select(activity_day).where(activity_day.c.member_id == ANNA))).all()
            return {"activity_day": [{"day": row.day} for row in rows]}

    exporting = Exporting(database=app.database, clock=app.clock, activity=app.activity, parts=[Writing()])
    [file] = await exporting.export(guild_id=HERE, member_id=ANNA, language=Language.EN)
    [added] = [table for table in json.loads(file.content)["tables"] if "more" in table]
    assert len(added["rows"]) == 2 * len(before["activity_day"])
