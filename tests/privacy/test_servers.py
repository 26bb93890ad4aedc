"""A server that removed the bot is forgotten after thirty days, and no other one."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import state
from bot.app import App
from bot.config import Config
from bot.due import State, due_row
from bot.privacy.model import FORGET_SERVER, SERVER_KEPT_DAYS
from bot.privacy.tables import privacy_server
from bot.settings.model import ServerSettings
from tests.privacy.everything import dump, places_of
from tests.privacy.test_erasing import ANNA, ELSEWHERE, HERE, fill
from tests.support.clock import MovableClock


async def planned(app: App) -> dict[int, timedelta]:
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(due_row.c.subject_id, due_row.c.due_at).where(
                due_row.c.kind == FORGET_SERVER, due_row.c.state == State.OPEN
            )
        )
        return {row.subject_id: row.due_at - app.clock() for row in rows}


async def furnish(app: App) -> None:
    await fill(app)
    for guild_id in (HERE, ELSEWHERE):
        await app.privacy.servers.joined(guild_id)
        async with app.database.write() as connection:
            await state.put(connection, f"points:rank-roles:{guild_id}", "{}")
            await app.question_index.put(
                connection, guild_id=guild_id, document_id=1, title="tea kettle", body="whistles"
            )


async def test_everything_of_a_server_is_deleted_and_nothing_of_another(app: App) -> None:
    await furnish(app)
    before = await dump(app.database)
    assert len({table for table, _ in await places_of(app.database, HERE)}) > 40

    rows = await app.privacy.servers.forget(HERE)

    assert rows > 100
    assert await places_of(app.database, HERE) == []
    after = await dump(app.database)
    assert not [table for table in after if str(HERE) in table]
    for table, kept in before.items():
        assert [row for row in kept if ELSEWHERE in row] == [row for row in after.get(table, []) if ELSEWHERE in row]
    assert len(after["question_tag"]) * 2 == len(before["question_tag"])
    found = await app.question_index.search(guild_id=ELSEWHERE, text="kettle")
    assert found.ids == [1]
    assert (await app.question_index.search(guild_id=HERE, text="kettle")).ids == []


async def test_children_without_the_servers_column_go_with_their_parents(app: App) -> None:
    await furnish(app)
    before = await dump(app.database)
    await app.privacy.servers.forget(HERE)
    await app.privacy.servers.forget(ELSEWHERE)

    after = await dump(app.database)
    assert before["guideline_text"]
    left = {
        table: rows for table, rows in after.items() if rows and table not in ("alembic_version", "sqlite_sequence")
    }
    assert left == {}


async def test_forgetting_can_be_broken_off_and_done_again(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    await furnish(app)
    empty, emptied = app.privacy.servers._empty, 0

    async def dies(table: object, guild_id: int) -> int:
        nonlocal emptied
        emptied += 1
        if emptied == 10:
            raise RuntimeError("killed")
        return await empty(table, guild_id)  # type: ignore[arg-type]

    monkeypatch.setattr(app.privacy.servers, "_empty", dies)
    with pytest.raises(RuntimeError):
        await app.privacy.servers.forget(HERE)
    async with app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(privacy_server)) == 2
    monkeypatch.undo()

    await app.privacy.servers.forget(HERE)
    assert await places_of(app.database, HERE) == []


async def test_a_server_that_comes_back_afterwards_is_new(app: App, config: Config) -> None:
    await app.settings.change(HERE, ServerSettings, {"time_zone": "Europe/Berlin"}, by=ANNA)
    await app.privacy.servers.forget(HERE)

    assert (await app.settings.get(HERE, ServerSettings)).time_zone == "Asia/Tokyo"
    assert app.activity.cursors.counted_since(HERE) is None


async def test_it_is_planned_when_the_bot_is_removed_and_not_when_it_comes_back(app: App, clock: MovableClock) -> None:
    servers = app.privacy.servers
    await servers.joined(HERE)
    await servers.left(HERE)
    assert await planned(app) == {HERE: timedelta(days=SERVER_KEPT_DAYS)}
    clock.advance(days=10)
    await servers.left(HERE)  # said twice: the first counts
    assert await planned(app) == {HERE: timedelta(days=SERVER_KEPT_DAYS - 10)}
    assert not await servers.may_be_forgotten(HERE)

    await servers.joined(HERE)
    assert await planned(app) == {}
    clock.advance(days=40)
    assert not await servers.may_be_forgotten(HERE)
    await servers.left(HERE)
    clock.advance(days=SERVER_KEPT_DAYS)
    assert await servers.may_be_forgotten(HERE)


async def test_what_happened_while_the_bot_was_down_is_found(app: App, clock: MovableClock) -> None:
    servers = app.privacy.servers
    await servers.joined(HERE)
    await app.settings.change(ELSEWHERE, ServerSettings, {"time_zone": "Europe/Berlin"}, by=ANNA)  # of before the list

    await servers.compare({3})
    assert set(await planned(app)) == {HERE, ELSEWHERE}
    clock.advance(days=5)
    await servers.compare({3})
    assert await planned(app) == dict.fromkeys((HERE, ELSEWHERE), timedelta(days=SERVER_KEPT_DAYS - 5))
    await servers.compare({3, HERE})
    assert set(await planned(app)) == {ELSEWHERE}


async def test_a_server_nobody_knows_is_forgotten_without_harm(app: App) -> None:
    await furnish(app)
    before = await dump(app.database)
    assert await app.privacy.servers.forget(123) == 0
    assert await dump(app.database) == before
