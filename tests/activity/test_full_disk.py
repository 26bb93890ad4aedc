"""What people are told while nothing can be stored, and what is left of it afterwards."""

import pytest

from bot.db import Database, StorageFull
from tests.activity.disk import full_disk, locked
from tests.support.community import Community, private_text

pytestmark = pytest.mark.real_database


async def fill(database: Database) -> None:
    """Use up what room the file's pages have left."""
    number = 0
    for size in (3000, 300, 30):
        with pytest.raises(StorageFull):
            while True:
                number += 1
                async with database.write() as connection:
                    await connection.exec_driver_sql(
                        "INSERT INTO process_state (key, value) VALUES (?, ?)", (f"filler-{number}", "x" * size)
                    )


async def ask(community: Community, *, japanese: bool = False) -> str:
    who = community.asker_ja if japanese else community.asker
    opened = await who.slash(community.general, "ask", title="How fine do I grind?")
    assert opened.modal is not None, private_text(opened)
    return private_text(
        await who.submit_modal(opened, {"title": "How fine do I grind?", "details": "For a V60. " * 100})
    )


async def questions_stored(community: Community) -> int:
    async with community.app.database.read() as connection:
        return int((await connection.exec_driver_sql("SELECT count(*) FROM question")).scalar_one())


async def test_a_full_disk_is_said_in_both_languages_and_changes_nothing(community: Community) -> None:
    async with full_disk(community.app.database):
        await fill(community.app.database)
        english, japanese = await ask(community), await ask(community, japanese=True)

    assert "disk is full" in english and "nothing was changed" in english
    assert "ディスクに空きがなく" in japanese and "何も変更されていません" in japanese
    assert await questions_stored(community) == 0

    assert "disk" not in await ask(community)
    assert await questions_stored(community) == 1


async def test_a_locked_database_is_said_in_both_languages_and_changes_nothing(community: Community) -> None:
    async with locked(community.app.database):
        english, japanese = await ask(community), await ask(community, japanese=True)

    assert "database is busy" in english
    assert "混み合っています" in japanese
    assert await questions_stored(community) == 0

    await ask(community)
    assert await questions_stored(community) == 1
