"""`/settings` as admins, moderators and members use it."""

import json
from typing import Any

import discord
import pytest
from simcord import MemberActor
from simcord.results import InteractionResult

from bot.app import SECTIONS
from bot.i18n import Language, say
from bot.questions.model import QuestionSettings
from bot.reduced import REDUCTIONS
from bot.sandbox import simulated
from bot.settings.fields import settings_of
from bot.settings.model import ServerSettings
from bot.ui.actions import Button
from bot.ui.layout import TEXT_LIMIT
from tests.support.cards import answer, buttons, shown, text_of, walk
from tests.support.community import Community, private_text


async def open_panel(community: Community, person: MemberActor, section: str = "server") -> InteractionResult:
    opened = await person.slash(community.general, "settings open")
    if section != "server":
        opened = await person.select(answer(opened), [section], custom_id="settings:section")
    return opened


async def page_with(community: Community, person: MemberActor, section: str, key: str) -> Any:
    """Open the panel and turn its pages until a setting is on it; returns the message."""
    message = answer(await open_panel(community, person, section))
    for page in range(2, 6):
        if any(custom_id.split(":")[2:4] == [section, key] for custom_id in buttons(message)):
            return message
        message = answer(await person.click(message, custom_id=f"settings:page:{page}:{section}"))
    raise AssertionError(f"{section}.{key} is on no page")


async def give(
    community: Community, person: MemberActor, section: str, key: str, value: Any = None
) -> InteractionResult:
    """Change a setting by its form; no value is a form that was emptied."""
    message = await page_with(community, person, section, key)
    form = await person.click(message, custom_id=f"settings:edit:{section}:{key}")
    return await person.submit_modal(form, {} if value is None else {"value": value})


async def questions(community: Community) -> QuestionSettings:
    return await community.app.settings.get(community.server.id, QuestionSettings)


async def server(community: Community) -> ServerSettings:
    return await community.app.settings.get(community.server.id, ServerSettings)


# Looking ----------------------------------------------------------------------------------------------------------


async def test_an_admin_sees_every_setting_with_its_value_default_and_meaning(community: Community) -> None:
    await community.set(QuestionSettings, claim_hours=8)

    text = text_of(await page_with(community, community.admin, "questions", "claim_hours"))

    assert "“I'll take this” holds for" in text.replace("’", "'")
    assert "**8 hours** · default: 4 hours" in text
    assert "1 to 72." in text


async def test_the_panel_is_private_and_speaks_the_admins_language(community: Community) -> None:
    english = await open_panel(community, community.admin)
    japanese = await open_panel(community, community.admin_ja)

    assert english.ephemeral and japanese.ephemeral
    assert "Time zone" in shown(english) and "Asia/Tokyo · default" in shown(english)
    assert "タイムゾーン" in shown(japanese) and "Asia/Tokyo（初期値）" in shown(japanese)


@pytest.mark.parametrize("who", ["admin", "admin_ja"])
async def test_every_page_of_every_section_fits_discord(community: Community, who: str) -> None:
    person: MemberActor = getattr(community, who)
    for section in SECTIONS:
        for setting in settings_of(section):
            message = await page_with(community, person, section.section, setting.key)
            assert len(text_of(message)) < TEXT_LIMIT
            assert len(list(walk(message.components))) <= 40


@pytest.mark.parametrize("language", Language)
async def test_a_page_says_what_its_feature_lacks_without_an_intent(community: Community, language: Language) -> None:
    person = community.admin_ja if language is Language.JA else community.admin
    for intents in ({"members"}, {"content"}, set[str]()):
        community.app.config.members = "members" not in intents
        community.app.config.message_content = "content" not in intents
        for section in SECTIONS:
            text = shown(await open_panel(community, person, section.section))
            for reduction in REDUCTIONS:
                here = reduction.intent in intents and reduction.feature == section.section
                assert (say(language, reduction.message_id) in text) == here


async def test_channels_and_roles_are_shown_as_mentions_and_deleted_ones_as_gone(community: Community) -> None:
    gone = community.server.create_role("Old staff")
    await community.set(ServerSettings, staff_role_ids=[community.roles["staff"].id, gone.id], queue_channel_id=12345)
    community.env.backend.delete_role(community.server.id, gone.id)

    text = shown(await open_panel(community, community.admin))

    assert f"<@&{community.roles['staff'].id}>" in text
    assert "a deleted role" in text and "a deleted channel" in text
    assert str(gone.id) not in text


async def test_a_channel_the_admin_can_not_see_is_shown_by_its_name(community: Community) -> None:
    text = shown(await open_panel(community, community.admin))

    assert "**#queue**" in text and f"<#{community.queue.id}>" not in text


@pytest.mark.parametrize("who", ["asker", "moderator", "staff"])
async def test_nobody_but_admins_sees_or_uses_the_commands(community: Community, who: str) -> None:
    person: MemberActor = getattr(community, who)

    names = {name.split()[0] for name in person.available_commands(community.general)}

    assert "ask" in names
    assert names.isdisjoint({"settings", "setup", "doctor"})


# Changing ---------------------------------------------------------------------------------------------------------


async def test_a_number_is_changed_and_the_page_shows_it(community: Community) -> None:
    result = await give(community, community.admin, "questions", "claim_hours", "8")

    assert "**8 hours** · default: 4 hours" in shown(result)
    assert (await questions(community)).claim_hours == 8


async def test_full_width_digits_are_numbers_too(community: Community) -> None:
    await give(community, community.admin_ja, "questions", "claim_hours", "１２")

    assert (await questions(community)).claim_hours == 12


async def test_an_emptied_form_takes_a_setting_back_to_its_default(community: Community) -> None:
    await community.set(QuestionSettings, claim_hours=8)

    result = await give(community, community.admin, "questions", "claim_hours")

    assert "4 hours · default" in shown(result)
    assert (await questions(community)).claim_hours == 4


REFUSED = (
    ("claim_hours", "73", "whole number from 1 to 72", "1～72の整数"),
    ("claim_hours", "0", "whole number from 1 to 72", "1～72の整数"),
    ("claim_hours", "2.5", "whole number from 1 to 72", "1～72の整数"),
    ("claim_hours", "soon", "whole number from 1 to 72", "1～72の整数"),
    ("claim_hours", "9" * 100, "whole number from 1 to 72", "1～72の整数"),
    ("cost_per_ticket", "nan", "number from 0 to 10,000,000", "0～10,000,000の数値"),
    ("cost_per_ticket", "inf", "number from 0 to 10,000,000", "0～10,000,000の数値"),
    ("upvote_emoji", "@everyone", "one emoji", "絵文字を1つ"),
    ("currency", "yen", "three capital letters", "大文字3文字"),
)


async def test_what_a_setting_does_not_take_is_explained_and_changes_nothing(community: Community) -> None:
    before = await questions(community)

    for key, value, english, japanese in REFUSED:
        for person, words in ((community.admin, english), (community.admin_ja, japanese)):
            assert words in private_text(await give(community, person, "questions", key, value)), (key, value)
    assert await questions(community) == before


async def test_a_wrong_time_zone_is_explained(community: Community) -> None:
    result = await give(community, community.admin, "server", "time_zone", "Mars/Olympus")

    assert "Asia/Tokyo, Europe/Berlin or UTC" in private_text(result)
    assert (await server(community)).time_zone == "Asia/Tokyo"


async def test_a_choice_is_made_from_its_list(community: Community) -> None:
    result = await give(community, community.admin_ja, "server", "language", ["ja"])

    assert "**日本語**（初期値：サーバーの設定に合わせる）" in shown(result)
    assert (await server(community)).language == "ja"


async def test_a_toggle_is_one_press_and_two_presses_do_not_undo_each_other(community: Community) -> None:
    first = await page_with(community, community.admin, "questions", "suggest_similar")
    second = await page_with(community, community.admin_ja, "questions", "suggest_similar")

    await simulated.at_once(
        community.env,
        community.admin.click(first, custom_id="settings:set:questions:suggest_similar:0"),
        community.admin_ja.click(second, custom_id="settings:set:questions:suggest_similar:0"),
    )

    assert (await questions(community)).suggest_similar is False
    assert (
        len([c for c in await community.app.settings.changes(community.server.id) if c.key == "suggest_similar"]) == 1
    )


async def test_a_channel_is_chosen_from_a_menu_of_the_right_kinds(community: Community) -> None:
    message = await page_with(community, community.admin, "questions", "forum_channel_id")
    form = await community.admin.click(message, custom_id="settings:edit:questions:forum_channel_id")
    menu = next(part for part in walk((form.modal or {})["components"]) if part.get("custom_id") == "value")
    assert set(menu["channel_types"]) == {15, 0, 5}

    await community.admin.submit_modal(form, {"value": [community.general]})

    assert (await questions(community)).forum_channel_id == community.general.id


async def test_several_roles_are_chosen_and_none_again(community: Community) -> None:
    await give(
        community, community.admin, "server", "staff_role_ids", [community.roles["staff"], community.roles["admins"]]
    )
    assert (await server(community)).staff_role_ids == {community.roles["staff"].id, community.roles["admins"].id}

    result = await give(community, community.admin, "server", "staff_role_ids")

    assert (await server(community)).staff_role_ids == frozenset()
    assert "not set" in shown(result)


async def test_everyone_can_not_be_staff(community: Community) -> None:
    before = await server(community)

    result = await give(community, community.admin, "server", "staff_role_ids", [community.server.default_role])

    assert "@everyone can't be one of them" in private_text(result)
    assert await server(community) == before


async def test_two_admins_change_different_settings_and_both_count(community: Community) -> None:
    first = await page_with(community, community.admin, "questions", "questions_per_day")
    second = await page_with(community, community.admin_ja, "questions", "anonymous_per_day")
    one = await community.admin.click(first, custom_id="settings:edit:questions:questions_per_day")
    two = await community.admin_ja.click(second, custom_id="settings:edit:questions:anonymous_per_day")

    await simulated.at_once(
        community.env,
        community.admin.submit_modal(one, {"value": "7"}),
        community.admin_ja.submit_modal(two, {"value": "3"}),
    )

    now = await questions(community)
    assert (now.questions_per_day, now.anonymous_per_day) == (7, 3)


async def test_the_panel_and_an_open_form_work_after_a_restart(community: Community) -> None:
    message = await page_with(community, community.admin, "questions", "questions_per_day")
    form = await community.admin.click(message, custom_id="settings:edit:questions:questions_per_day")

    await community.restart()
    await community.admin.submit_modal(form, {"value": "7"})
    await community.admin.click(message, custom_id="settings:set:questions:suggest_similar:0")

    now = await questions(community)
    assert (now.questions_per_day, now.suggest_similar) == (7, False)


# Who may not ------------------------------------------------------------------------------------------------------


async def forge(community: Community, person: MemberActor, message: Any, custom_id: str) -> InteractionResult:
    """Press a button whose id was altered, as a client that lies can."""
    stored = community.env.backend.get_message(community.general.id, message.id)
    button = next(part for part in walk(stored.components) if part.get("custom_id"))
    assert isinstance(button, dict)
    button["custom_id"] = custom_id
    return await person.click(message, custom_id=custom_id)


ADMIN_ACTIONS = (
    "settings:set:questions:suggest_similar:0",
    "settings:edit:questions:claim_hours",
    "settings:page:1:questions",
    "settings:log",
    "settings:log-page:1",
    "settings:back:server",
    "settings:export",
    "settings:choose-file",
    "settings:import:0123456789abcdef",
    "setup:again",
    "setup:part:1:",
    "setup:apply:0123456789ab",
    "setup:change:staff:make-0",
    "doctor:again",
    "doctor:sync",
    "doctor:retry",
    "doctor:access:questions",
    "doctor:forget:server:queue_channel_id",
)


def test_every_button_of_the_admins_is_forged_below(community: Community) -> None:
    admins = {"settings", "setup", "doctor"}
    buttons_there = {
        action.action
        for action in community.bot.router.all()
        if issubclass(action, Button) and action.action.split(":")[0] in admins
    }

    assert buttons_there == {":".join(custom_id.split(":")[:2]) for custom_id in ADMIN_ACTIONS}


@pytest.mark.parametrize("who", ["moderator", "asker"])
async def test_a_forged_press_by_somebody_who_is_no_admin_is_refused(community: Community, who: str) -> None:
    person: MemberActor = getattr(community, who)
    before = await questions(community), await server(community)
    message = await community.bot.get_channel(community.general.id).send(view=_any_button())  # type: ignore[union-attr]

    for custom_id in ADMIN_ACTIONS:
        result = await forge(community, person, message, custom_id)
        assert "Manage Server" in private_text(result), custom_id
    assert (await questions(community), await server(community)) == before


def _any_button() -> Any:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="x", custom_id="x"))
    view.stop()
    return view


IMPOSSIBLE = (
    "settings:edit:questions:nothing",
    "settings:edit:nothing:claim_hours",
    "settings:edit:questions",
    "settings:set:questions:claim_hours:1",
    "settings:set:questions:suggest_similar:2",
    "settings:set:questions:suggest_similar:-1",
    "settings:page:1:nothing",
    "settings:page:99999999999999999999:questions",
    "settings:back:nothing",
    "setup:change:nothing:make-0",
    "setup:change:staff:nonsense",
    "setup:change:staff:use-99999999999999999999",
    "doctor:access:nothing",
    "doctor:access:setup",
    "doctor:forget:server:nothing",
    "doctor:forget:nothing:key",
)


async def test_a_forged_id_is_answered_and_changes_nothing(community: Community) -> None:
    before = await questions(community), await server(community)
    message = await community.bot.get_channel(community.general.id).send(view=_any_button())  # type: ignore[union-attr]

    for custom_id in IMPOSSIBLE:
        result = await forge(community, community.admin, message, custom_id)
        assert "no longer in use" in private_text(result), custom_id
    assert (await questions(community), await server(community)) == before


# The log and files ------------------------------------------------------------------------------------------------


async def test_the_change_log_says_who_changed_what_from_what_to_what(community: Community) -> None:
    await give(community, community.admin, "questions", "claim_hours", "8")
    opened = await open_panel(community, community.admin_ja)

    log = await community.admin_ja.click(answer(opened), custom_id="settings:log")

    text = shown(log)
    assert "4時間 → 8時間" in text and f"<@{community.admin.id}>" in text and "質問と回答" in text


async def test_a_long_change_log_is_turned_page_by_page(community: Community) -> None:
    for hours in range(5, 25):
        await community.set(QuestionSettings, claim_hours=hours)
    opened = await open_panel(community, community.admin)

    pages = [shown(page := await community.admin.click(answer(opened), custom_id="settings:log"))]
    for _ in range(2):
        pages.append(shown(page := await community.admin.click(answer(page), label="Next")))

    assert "23 hours → 24 hours" in pages[0]
    assert "15 hours → 16 hours" in pages[1] and "4 hours → 5 hours" not in pages[1]
    assert "4 hours → 5 hours" in pages[2]


async def test_settings_are_exported_as_a_private_file(community: Community) -> None:
    await community.set(QuestionSettings, claim_hours=8)

    result = await community.admin.slash(community.general, "settings export")

    assert result.ephemeral
    assert json.loads(await exported(result))["settings"]["questions"]["claim_hours"] == 8


async def exported(result: InteractionResult) -> str:
    return bytes(await answer(result).message.attachments[0].read()).decode()


async def offer(
    community: Community, person: MemberActor, content: str | bytes, name: str = "a.json"
) -> InteractionResult:
    raw = content.encode() if isinstance(content, str) else content
    return await person.slash(community.general, "settings import", file=(name, raw))


async def test_an_import_is_previewed_and_applied_by_its_button_even_after_a_restart(community: Community) -> None:
    content = await exported(await community.admin.slash(community.general, "settings export"))
    await community.set(QuestionSettings, claim_hours=8, suggest_similar=False)

    preview = await offer(community, community.admin, content)
    assert "2 settings would change" in shown(preview)
    assert "8 hours → 4 hours" in shown(preview) and "off → on" in shown(preview)
    assert (await questions(community)).claim_hours == 8

    await community.restart()
    done = await community.admin.click(answer(preview), label="Change them")

    assert "2 settings were changed" in shown(done)
    assert (await questions(community)).claim_hours == 4


async def test_a_cancelled_import_changes_nothing(community: Community) -> None:
    await community.set(QuestionSettings, claim_hours=8)
    preview = await offer(community, community.admin_ja, '{"engawa": 1, "settings": {}}')

    done = await community.admin_ja.click(answer(preview), label="やめる")

    assert "何も変更していません" in shown(done)
    assert (await questions(community)).claim_hours == 8


async def test_an_import_shows_anew_what_changes_where_somebody_was_faster(community: Community) -> None:
    await community.set(QuestionSettings, claim_hours=8)
    content = await exported(await community.admin.slash(community.general, "settings export"))
    await community.set(QuestionSettings, claim_hours=9)
    preview = await offer(community, community.admin, content)
    await community.set(QuestionSettings, claim_hours=10)

    again = await community.admin.click(answer(preview), label="Change them")
    assert "Somebody changed the settings" in shown(again) and "10 hours → 8 hours" in shown(again)
    assert (await questions(community)).claim_hours == 10

    await community.admin.click(answer(again), label="Change them")
    assert (await questions(community)).claim_hours == 8


async def test_two_presses_on_an_import_change_settings_once(community: Community) -> None:
    await community.set(QuestionSettings, claim_hours=8)
    preview = await offer(community, community.admin, '{"engawa": 1, "settings": {"questions": {"claim_hours": 9}}}')

    await simulated.at_once(
        community.env,
        community.admin.click(answer(preview), label="Change them"),
        community.admin.click(answer(preview), label="Change them"),
    )

    changes = [c for c in await community.app.settings.changes(community.server.id, limit=50) if c.key == "claim_hours"]
    assert [change.new for change in changes] == [9, 8]


async def test_an_import_names_what_is_not_on_this_server(community: Community) -> None:
    preview = await offer(
        community, community.admin, '{"engawa": 1, "settings": {"server": {"staff_role_ids": [1, 2]}}}'
    )

    assert "2 channels or roles in the file aren't on this server" in shown(preview)


NOT_IMPORTED: tuple[tuple[str | bytes, str, str], ...] = (
    ("hello", "no settings file", "設定ファイルではない"),
    (b"\x89PNG\r\n\x1a\n\xff\xfe", "no settings file", "設定ファイルではない"),
    ('{"engawa": 7, "settings": {}}', "another version", "別のバージョン"),
    ('{"engawa": 1, "settings": {"x@everyone": {"a": 1}}}', "knows no setting", "このバージョンにはありません"),
    ('{"engawa": 1, "settings": {"' + "x" * 5000 + '": {"a": 1}}}', "knows no setting", "ありません"),
    ('{"engawa": 1, "settings": {"questions": {"claim_hours": 500}}}', "from 1 to 72", "1～72"),
    (" " * 300_000, "too large", "大きすぎます"),
)


async def test_a_file_that_can_not_be_imported_is_explained(community: Community) -> None:
    before = await questions(community), await server(community)

    for content, english, japanese in NOT_IMPORTED:
        for person, words in ((community.admin, english), (community.admin_ja, japanese)):
            assert words in private_text(await offer(community, person, content)), content[:60]
    assert (await questions(community), await server(community)) == before


async def test_a_file_can_not_name_what_the_panel_would_refuse(community: Community) -> None:
    before = await server(community), await questions(community)
    voice = community.server.create_voice_channel("voice")
    everyone = community.server.default_role.id
    refused = (
        ("server", "staff_role_ids", [everyone], "role"),
        ("server", "queue_channel_id", community.forum.id, "channel"),
        ("questions", "forum_channel_id", voice.id, "channel"),
    )

    for section, key, value, word in refused:
        said = await offer(community, community.admin, json.dumps({"engawa": 1, "settings": {section: {key: value}}}))
        assert "was not changed" in private_text(said) and word in private_text(said), key
    assert (await server(community), await questions(community)) == before


async def test_a_file_can_be_chosen_from_the_panel(community: Community) -> None:
    opened = await open_panel(community, community.admin)
    form = await community.admin.click(answer(opened), custom_id="settings:choose-file")

    preview = await community.admin.submit_modal(
        form, {"file": ("s.json", b'{"engawa": 1, "settings": {"questions": {"claim_hours": 9}}}')}
    )

    assert "→ 9 hours" in shown(preview)


async def test_the_same_settings_have_nothing_to_change(community: Community) -> None:
    content = await exported(await community.admin.slash(community.general, "settings export"))

    assert "nothing to change" in shown(await offer(community, community.admin, content))


# Discord failing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10015), (429, 0), (500, 0)])
async def test_a_change_is_kept_though_discord_does_not_show_it(community: Community, status: int, code: int) -> None:
    message = await page_with(community, community.admin, "questions", "questions_per_day")
    form = await community.admin.click(message, custom_id="settings:edit:questions:questions_per_day")
    community.fails("PATCH", "/webhooks/*/messages/@original", status, code=code)

    result = await community.admin.submit_modal(form, {"value": "7"})

    assert private_text(result)
    assert (await questions(community)).questions_per_day == 7


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (500, 0)])
async def test_a_press_that_could_not_be_acknowledged_changes_nothing(
    community: Community, status: int, code: int
) -> None:
    message = await page_with(community, community.admin, "questions", "suggest_similar")
    community.fails("POST", "/interactions/*/callback", status, code=code)

    await community.admin.click(message, custom_id="settings:set:questions:suggest_similar:0")

    assert (await questions(community)).suggest_similar is True
