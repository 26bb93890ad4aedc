"""Reading, changing, exporting and importing settings."""

import asyncio
import json
from collections.abc import Sequence

import pytest
from sqlalchemy import insert

from bot.app import App
from bot.engine import AsyncConnection
from bot.questions.model import QuestionSettings
from bot.settings.model import Change, InvalidSetting, NotASettingsFile, OtherVersion, ServerSettings, UnknownSetting
from bot.settings.tables import setting

SERVER, OTHER_SERVER, ADMIN = 10, 20, 1


def file(version: object = 1, **sections: object) -> str:
    return json.dumps({"engawa": version, "settings": sections})


async def test_a_server_starts_with_the_defaults(app: App) -> None:
    assert await app.settings.get(SERVER, QuestionSettings) == QuestionSettings()


async def test_a_change_counts_in_its_server_only(app: App) -> None:
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN)

    assert (await app.settings.get(SERVER, QuestionSettings)).claim_hours == 8
    assert (await app.settings.get(OTHER_SERVER, QuestionSettings)).claim_hours == 4


async def test_none_takes_a_setting_back_to_its_default(app: App) -> None:
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN)
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": None}, by=ADMIN)

    assert (await app.settings.get(SERVER, QuestionSettings)).claim_hours == 4
    assert json.loads(await app.settings.export(SERVER))["settings"] == {}


async def test_one_invalid_value_refuses_all_of_them(app: App) -> None:
    with pytest.raises(InvalidSetting):
        await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8, "quiet_after_hours": 0}, by=ADMIN)

    assert await app.settings.get(SERVER, QuestionSettings) == QuestionSettings()
    assert await app.settings.changes(SERVER) == []


async def test_an_unknown_setting_is_refused(app: App) -> None:
    with pytest.raises(UnknownSetting):
        await app.settings.change(SERVER, QuestionSettings, {"nothing": 1}, by=ADMIN)


async def test_the_change_log_says_who_changed_what_latest_first(app: App) -> None:
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN)
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8, "suggest_similar": False}, by=2)
    await app.settings.change(OTHER_SERVER, QuestionSettings, {"claim_hours": 9}, by=ADMIN)

    log = [(change.key, change.old, change.new, change.changed_by) for change in await app.settings.changes(SERVER)]
    assert log == [("suggest_similar", None, False, 2), ("claim_hours", None, 8, ADMIN)]


async def test_two_admins_who_change_different_settings_at_once_both_count(app: App) -> None:
    await asyncio.gather(
        app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN),
        app.settings.get(SERVER, QuestionSettings),
        app.settings.change(SERVER, QuestionSettings, {"close_after_days": 5}, by=2),
        app.settings.get(SERVER, QuestionSettings),
    )

    now = await app.settings.get(SERVER, QuestionSettings)
    assert (now.claim_hours, now.close_after_days) == (8, 5)


async def test_reads_under_way_during_a_change_do_not_bring_the_old_value_back(app: App) -> None:
    for hours in range(5, 25):
        reads = [app.settings.get(SERVER, QuestionSettings) for _ in range(3)]
        await asyncio.gather(
            *reads,
            app.settings.change(SERVER, QuestionSettings, {"claim_hours": hours}, by=ADMIN),
            return_exceptions=True,
        )

        assert (await app.settings.get(SERVER, QuestionSettings)).claim_hours == hours


async def test_a_stored_value_that_is_valid_no_longer_counts_as_not_set(app: App) -> None:
    async with app.database.write() as connection:
        for key, value in (("claim_hours", 1000), ("close_after_days", 5), ("gone_in_this_version", 1)):
            await connection.execute(
                insert(setting).values(
                    guild_id=SERVER,
                    section="questions",
                    key=key,
                    value=value,
                    changed_by=ADMIN,
                    changed_at=app.clock(),
                )
            )

    settings = await app.settings.get(SERVER, QuestionSettings)
    assert (settings.claim_hours, settings.close_after_days) == (4, 5)


# Files ------------------------------------------------------------------------------------------------------------


async def test_an_export_imported_elsewhere_gives_the_same_settings(app: App) -> None:
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8, "upvote_emoji": "☕"}, by=ADMIN)
    await app.settings.change(SERVER, ServerSettings, {"time_zone": "Europe/Berlin", "staff_role_ids": [3, 1]}, by=1)

    await app.settings.import_(OTHER_SERVER, await app.settings.export(SERVER), by=ADMIN)

    for section in (QuestionSettings, ServerSettings):
        assert await app.settings.get(OTHER_SERVER, section) == await app.settings.get(SERVER, section)


async def test_an_import_takes_what_the_file_does_not_name_back_to_its_default(app: App) -> None:
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN)

    await app.settings.import_(SERVER, file(questions={"close_after_days": 5}), by=ADMIN)

    settings = await app.settings.get(SERVER, QuestionSettings)
    assert (settings.claim_hours, settings.close_after_days) == (4, 5)


async def test_a_setting_stored_by_another_version_does_not_stand_in_the_way_of_an_import(app: App) -> None:
    async with app.database.write() as connection:
        await connection.execute(
            insert(setting).values(
                guild_id=SERVER, section="questions", key="gone", value=1, changed_by=ADMIN, changed_at=app.clock()
            )
        )

    await app.settings.import_(SERVER, file(questions={"claim_hours": 8}), by=ADMIN)

    assert (await app.settings.get(SERVER, QuestionSettings)).claim_hours == 8


async def test_a_preview_says_what_an_import_would_change_and_changes_nothing(app: App) -> None:
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN)
    content = file(questions={"close_after_days": 5})

    preview = await app.settings.preview(SERVER, content, by=ADMIN)

    assert (await app.settings.get(SERVER, QuestionSettings)).claim_hours == 8
    assert preview == await app.settings.import_(SERVER, content, by=ADMIN)
    assert {change.key for change in preview} == {"claim_hours", "close_after_days"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "hello",
        "[]",
        "{}",
        '"engawa"',
        '{"engawa": 1}',
        '{"engawa": 1, "settings": []}',
        '{"engawa": 1, "settings": {"questions": 5}}',
        "[" * 100_000,
        '{"engawa": ' + "9" * 5000 + "}",
        r'{"engawa": 1, "settings": {"\ud800": {}}}',
        r'{"engawa": 1, "settings": {"server": {"\ud800": 1}}}',
        r'{"engawa": 1, "settings": {"server": {"time_zone": "\ud800"}}}',
    ],
)
async def test_what_is_no_settings_file_changes_nothing(app: App, content: str) -> None:
    with pytest.raises(NotASettingsFile):
        await app.settings.import_(SERVER, content, by=ADMIN)

    assert await app.settings.changes(SERVER) == []


@pytest.mark.parametrize("version", [2, 0, "1", None, True and "x"])
async def test_a_file_of_another_version_is_refused(app: App, version: object) -> None:
    with pytest.raises(OtherVersion):
        await app.settings.import_(SERVER, file(version, questions={"claim_hours": 8}), by=ADMIN)


@pytest.mark.parametrize(
    ("sections", "error"),
    [
        ({"nothing": {"a": 1}}, UnknownSetting),
        ({"questions": {"nothing": 1}}, UnknownSetting),
        ({"questions": {"claim_hours": 8, "close_after_days": 1000}}, InvalidSetting),
        ({"questions": {"claim_hours": "many"}}, InvalidSetting),
        ({"questions": {"claim_hours": [8]}}, InvalidSetting),
        ({"questions": {"cost_per_ticket": float("nan")}}, InvalidSetting),
        ({"questions": {"upvote_emoji": "hello"}}, InvalidSetting),
        ({"server": {"staff_role_ids": list(range(26))}}, InvalidSetting),
        ({"server": {"staff_role_ids": [2**70]}}, InvalidSetting),
        ({"server": {"queue_channel_id": -1}}, InvalidSetting),
        ({"server": {"language": "fr"}}, InvalidSetting),
        ({"server": {"time_zone": "../../etc/passwd"}}, InvalidSetting),
        ({"server": {"staff_role_ids": {"a": 1}}}, InvalidSetting),
    ],
)
async def test_a_file_with_one_wrong_value_changes_nothing(
    app: App, sections: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await app.settings.import_(SERVER, file(**sections), by=ADMIN)

    assert await app.settings.changes(SERVER) == []


async def test_what_follows_from_a_setting_is_changed_with_it_or_neither_is(app: App) -> None:
    followed: list[tuple[int, str, object]] = []

    async def follow(_: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        followed.extend((guild_id, change.key, change.new) for change in changes)
        if len(followed) > 1:
            raise RuntimeError("the second time it fails")

    app.settings.followers.append(follow)
    await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 8}, by=ADMIN)
    with pytest.raises(RuntimeError):
        await app.settings.change(SERVER, QuestionSettings, {"claim_hours": 9}, by=ADMIN)

    assert followed == [(SERVER, "claim_hours", 8), (SERVER, "claim_hours", 9)]
    assert (await app.settings.get(SERVER, QuestionSettings)).claim_hours == 8
