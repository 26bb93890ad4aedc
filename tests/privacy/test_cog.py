"""`/privacy` as members, moderators and admins use it, in English and Japanese."""

import json
import re
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult
from sqlalchemy import func, select

from bot.activity.tables import activity_day
from bot.due import State, due_row
from bot.errors import UserError
from bot.i18n import Language, say
from bot.points.model import PointsSettings
from bot.points.ranks import Draft
from bot.points.rules import FORGET_ROLES
from bot.privacy.catalogue import member_tables
from bot.privacy.model import FORGET_SERVER, PrivacySettings
from bot.privacy.tables import privacy_optout, privacy_server
from bot.sandbox import simulated
from bot.settings.tables import setting_change
from bot.ui.layout import TEXT_LIMIT
from tests.perks.acting import balance, claimed, give, offered_codes
from tests.privacy.everything import places_of
from tests.privacy.test_erasing import KEPT
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community, noticed

CODE = "WINTER-1111-AAAA"


async def typed(community: Community, who: simcord.MemberActor, command: str) -> InteractionResult:
    return await who.slash(community.general, f"privacy {command}")


async def lived(community: Community, who: simcord.MemberActor) -> None:
    """Let somebody do something with every feature that there is on a small server."""
    await offered_codes(community, CODE, name="Coupon", price=5)
    await give(community, who, 100)
    await claimed(community, who, "Coupon")
    for n in range(3):
        message = await who.send(community.general, f"hello number {n}")
        await community.helper.react(message, "👍")
        await community.env.pass_time(timedelta(minutes=2))
    theirs = await community.helper.send(community.general, f"hi <@{who.id}>")
    await who.react(theirs, "🎉")
    await who.slash(community.general, "thank", member=community.helper, reason="for the tea")
    await noticed(community, who)
    await community.run_due()
    await noticed(community, who)  # what is written by now counts as their first steps


async def rows_naming(community: Community, who: simcord.MemberActor) -> dict[str, int]:
    holdings = await community.app.privacy.showing.holdings(guild_id=community.server.id, member_id=who.id)
    return {holding.table: holding.rows for holding in holdings if holding.rows}


async def roles_of(community: Community, who: simcord.MemberActor) -> set[int]:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    return {role.id for role in (await guild.fetch_member(who.id)).roles}


# Showing ----------------------------------------------------------------------------------------------------------


async def test_a_member_reads_what_is_stored_page_by_page(community: Community) -> None:
    await lived(community, community.asker)
    result = await typed(community, community.asker, "show")
    first = shown(result)

    assert result.ephemeral
    assert "I record what you do here" in first
    assert "I don't keep what you write" in first
    assert f"last {community.app.config.backups_kept}" in first
    assert "Anonymous questions you had opened as a moderator" in first  # what stays, and why
    everything, page = first, result
    while following := [custom_id for custom_id in _turning(page) if custom_id.startswith("privacy:page:")]:
        number = max(int(custom_id.rsplit(":", 1)[1]) for custom_id in following)
        page = await community.asker.click(answer(page), custom_id=f"privacy:page:{number}")
        if shown(page) in everything:
            break
        everything += shown(page)
        assert _length(page) <= TEXT_LIMIT
    for entry in member_tables():
        assert say(Language.EN, entry.message_id) in everything, entry.name


def _turning(result: InteractionResult) -> list[str]:
    return [
        component["custom_id"]
        for component in walk(answer(result).components)
        if component.get("type") == 2 and not component.get("disabled")
    ]


def _length(result: InteractionResult) -> int:
    return sum(len(component.get("content") or "") for component in walk(answer(result).components))


async def test_it_is_said_in_japanese_to_who_uses_discord_in_japanese(community: Community) -> None:
    said = shown(await typed(community, community.asker_ja, "show"))
    assert "書いた内容は保存しません" in said
    assert not re.search(r"[A-Za-z]{4,} [A-Za-z]{3,} [A-Za-z]{3,}", re.sub(r"</.*?>|`.*?`", "", said))


async def test_the_operators_own_words_are_shown_and_set_in_the_settings(community: Community) -> None:
    assert "isn't written here yet" in shown(await typed(community, community.asker, "show"))
    text = "Kettle Ltd runs me.\nWrite to privacy@kettle.example.\n\n" + "More of it. " * 100
    form = await community.admin.click(
        answer(await _privacy_settings(community)), custom_id="settings:edit:privacy:operator_text"
    )
    await community.admin.submit_modal(form, {"value": text})

    said = shown(await typed(community, community.asker, "show"))
    assert "Kettle Ltd runs me.\nWrite to privacy@kettle.example." in said


async def _privacy_settings(community: Community) -> InteractionResult:
    opened = await community.admin.slash(community.general, "settings open")
    return await community.admin.select(answer(opened), ["privacy"], custom_id="settings:section")


async def test_the_check_up_misses_the_operators_words(community: Community) -> None:
    async def checked() -> str:
        guild = community.bot.get_guild(community.server.id)
        assert guild is not None
        admin = await guild.fetch_member(community.admin.id)
        found = [finding for check in community.bot.checks for finding in await check(admin, Language.EN)]
        [finding] = [finding for finding in found if finding.message.startswith("doctor-privacy-")]
        return f"{finding.severity} {finding.said(Language.EN)} {finding.remedy_said(Language.EN)}"

    assert (await checked()).startswith("warning")
    assert "section *Privacy*" in await checked()
    await community.set(PrivacySettings, operator_text="We are Kettle.")
    assert (await checked()).startswith("fine")


# Exporting ----------------------------------------------------------------------------------------------------------


async def test_a_member_gets_everything_as_a_file_for_their_eyes_only(community: Community) -> None:
    await lived(community, community.asker)
    result = await typed(community, community.asker, "export")

    assert result.ephemeral
    assert "Only you can see" in shown(result)
    [attachment] = answer(result).attachments
    assert attachment.filename == "engawa-data.json"
    assert not [message for message in community.general.history() if message.attachments]


async def test_the_file_holds_what_features_add(community: Community) -> None:
    await lived(community, community.asker)
    [file] = await community.app.privacy.exporting.export(
        guild_id=community.server.id, member_id=community.asker.id, language=Language.EN
    )
    content = json.loads(file.content)
    added = {table["table"]: table["rows"] for table in content["tables"] if "more" in table}
    assert [row["code"] for row in added["perk_code"]] == [CODE]
    assert str(community.helper.id) not in file.content.decode()
    assert {"point_ledger", "activity_day", "perk_claim"} <= {table["table"] for table in content["tables"]}


async def test_asking_for_it_twice_in_a_minute_is_refused_kindly(community: Community) -> None:
    await typed(community, community.asker, "export")
    assert "wait 1 minute" in shown(await typed(community, community.asker, "export"))
    assert "1分" in shown(
        [await typed(community, community.asker_ja, "export"), await typed(community, community.asker_ja, "export")][1]
    )


# Erasing ------------------------------------------------------------------------------------------------------------


async def erased(community: Community, who: simcord.MemberActor, *, optout: int = 0) -> InteractionResult:
    first = await typed(community, who, "delete")
    second = await who.click(answer(first), custom_id=f"privacy:delete:{optout}")
    return await who.click(answer(second), custom_id=f"privacy:erase:{optout}")


async def test_a_member_is_told_what_becomes_of_everything_and_asked_twice(community: Community) -> None:
    await lived(community, community.asker)
    await give(community, community.helper, 10)
    balance_before = await balance(community, community.helper)
    before = await rows_naming(community, community.asker)
    assert {"point_ledger", "perk_claim", "activity_day"} <= before.keys()

    first = await typed(community, community.asker, "delete")
    said = shown(first)
    for expected in ("will be deleted", "without your name", "stays as it is", "Delete Message", "can't be undone"):
        assert expected in said
    assert f"for {community.app.privacy.backup_days} days" in said
    second = await community.asker.click(answer(first), custom_id="privacy:delete:0")
    assert "Are you sure" in shown(second)
    assert await rows_naming(community, community.asker) == before

    done = await community.asker.click(answer(second), custom_id="privacy:erase:0")
    assert "Done." in shown(done) and "recorded again as for everybody" in shown(done)
    await community.run_due()
    assert set(await places_of(community.app.database, community.asker.id)) <= KEPT
    assert await balance(community, community.helper) == balance_before >= 10
    assert (await community.app.points.recompute.compare()).differences == ()


async def test_cancelling_erases_nothing(community: Community) -> None:
    await lived(community, community.asker)
    before = await rows_naming(community, community.asker)
    first = await typed(community, community.asker, "delete")
    second = await community.asker.click(answer(first), custom_id="privacy:delete:1")
    await community.asker.click(answer(second), custom_id="ui:cancel")

    assert await rows_naming(community, community.asker) == before


async def test_erasing_and_recording_nothing_from_now_on_in_japanese(community: Community) -> None:
    await lived(community, community.asker_ja)
    done = await erased(community, community.asker_ja, optout=1)
    assert "消去しました" in shown(done) and "いっさい記録しません" in shown(done)

    await community.asker_ja.send(community.general, "それでは")
    await community.run_due()
    assert await rows_naming(community, community.asker_ja) == {"privacy_optout": 1}


async def test_two_presses_at_once_erase_once_and_both_are_answered(community: Community) -> None:
    await lived(community, community.asker)
    first = await typed(community, community.asker, "delete")
    second = await community.asker.click(answer(first), custom_id="privacy:delete:0")
    results = await simulated.at_once(
        community.env,
        community.asker.click(answer(second), custom_id="privacy:erase:0"),
        community.asker.click(answer(second), custom_id="privacy:erase:0"),
    )

    assert all("Done." in shown(result) for result in results)
    await community.run_due()
    assert set(await places_of(community.app.database, community.asker.id)) <= KEPT


async def test_a_confirmation_of_before_a_restart_still_erases(community: Community) -> None:
    await lived(community, community.asker)
    first = await typed(community, community.asker, "delete")
    await community.restart()
    second = await community.asker.click(answer(first), custom_id="privacy:delete:0")
    await community.restart()
    assert "Done." in shown(await community.asker.click(answer(second), custom_id="privacy:erase:0"))

    await community.run_due()
    assert set(await places_of(community.app.database, community.asker.id)) <= KEPT


async def test_somebody_without_data_is_told_so(community: Community) -> None:
    await erased(community, community.bystander)  # that they joined is known of everybody
    assert "nothing stored that names you" in shown(await typed(community, community.bystander, "delete"))
    assert "nothing left that named you" in shown(await erased(community, community.bystander))


class OpenCase(UserError):
    message = "error-not-allowed"


async def test_what_must_not_be_escaped_is_said_before_anything_is_asked(community: Community) -> None:
    async def guard(*_: object) -> None:
        raise OpenCase

    first = await typed(community, community.asker, "delete")
    second = await community.asker.click(answer(first), custom_id="privacy:delete:1")
    await lived(community, community.asker)
    before = await rows_naming(community, community.asker)
    community.app.privacy.erasing.guards.append(guard)

    refused = say(Language.EN, "error-not-allowed")
    assert refused in shown(await typed(community, community.asker, "delete"))
    assert refused in shown(await community.asker.click(answer(second), custom_id="privacy:erase:1"))
    assert await rows_naming(community, community.asker) == before
    assert not community.app.privacy.optouts.is_out(guild_id=community.server.id, member_id=community.asker.id)


async def test_anonymous_questions_lose_their_author_and_say_so(community: Community) -> None:
    asking = await community.asker.slash(community.general, "ask", title="Why does my kettle whistle so loudly?")
    await community.asker.submit_modal(asking, _anonymous(asking))
    await community.env.settle()
    assert await community.app.questions.privacy.has_anonymous(
        guild_id=community.server.id, member_id=community.asker.id
    )
    first = await typed(community, community.asker, "delete")
    assert "asked anonymously stay" in shown(first)
    fingerprint = community.app.seal.fingerprint(guild_id=community.server.id, member_id=community.asker.id)
    assert await places_of(community.app.database, fingerprint)

    await erased(community, community.asker)
    await community.run_due()
    assert await places_of(community.app.database, fingerprint) == []
    assert set(await places_of(community.app.database, community.asker.id)) <= KEPT


def _anonymous(asking: InteractionResult) -> dict[str, Any]:
    assert asking.modal is not None
    ids = [component["component"]["custom_id"] for component in asking.modal["components"] if "component" in component]
    values: dict[str, Any] = {}
    for custom_id in ids:
        if "anon" in custom_id:
            values[custom_id] = True
        elif custom_id in ("details", "body"):
            values[custom_id] = "It whistles all night long."
        elif custom_id == "title":
            values[custom_id] = "Why does my kettle whistle so loudly?"
    return values


async def test_a_ranks_role_is_taken_and_the_row_that_said_whose_goes(community: Community) -> None:
    await community.set(PointsSettings, announcements="off")
    role = community.server.create_role("Regulars")
    await community.env.settle()
    await community.app.points.ranks.add(
        Draft(name="Regular", threshold=50, role_id=role.id), guild_id=community.server.id
    )
    await give(community, community.asker, 100)
    await community.run_due()
    assert role.id in await roles_of(community, community.asker)

    await erased(community, community.asker)
    async with community.app.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(due_row.c.kind == FORGET_ROLES)) == 1
    await community.run_due()

    assert role.id not in await roles_of(community, community.asker)
    async with community.app.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(due_row.c.kind == FORGET_ROLES)) == 0


# Opting out ---------------------------------------------------------------------------------------------------------


async def messages_counted(community: Community, who: simcord.MemberActor) -> int:
    await community.app.activity.flush()
    async with community.app.database.read() as connection:
        query = select(func.coalesce(func.sum(activity_day.c.messages), 0)).where(activity_day.c.member_id == who.id)
        return int(await connection.scalar(query) or 0)


async def test_opting_out_and_in_again(community: Community) -> None:
    opened = await typed(community, community.asker, "optout")
    assert "At present I record how many" in shown(opened)
    assert "asking and answering questions" in shown(opened)
    await community.asker.send(community.general, "counted no more, it waits")
    out = await community.asker.click(answer(opened), custom_id="privacy:record:0")
    assert "At present I don't record" in shown(out)
    await community.asker.send(community.general, "not counted")
    assert await messages_counted(community, community.asker) == 0
    assert "I don't record what you do here" in shown(await typed(community, community.asker, "show"))

    await community.restart()
    await community.asker.send(community.general, "not counted either")
    assert await messages_counted(community, community.asker) == 0

    back = await community.asker.click(answer(out), custom_id="privacy:record:1")
    assert "At present I record how many" in shown(back)
    await community.asker.send(community.general, "counted")
    assert await messages_counted(community, community.asker) == 1


async def test_thanking_goes_on_for_whoever_opted_out(community: Community) -> None:
    opened = await typed(community, community.asker_ja, "optout")
    await community.asker_ja.click(answer(opened), custom_id="privacy:record:0")
    before = await balance(community, community.helper)
    await community.env.pass_time(timedelta(days=40))
    await community.asker_ja.slash(community.general, "thank", member=community.helper)

    assert await balance(community, community.helper) > before
    assert (await rows_naming(community, community.asker_ja)).keys() - {"onboarding_arrival"} == {
        "point_ledger",
        "privacy_optout",
    }


async def test_pressing_twice_at_once_opts_out(community: Community) -> None:
    opened = await typed(community, community.asker, "optout")
    await simulated.at_once(
        community.env,
        community.asker.click(answer(opened), custom_id="privacy:record:0"),
        community.asker.click(answer(opened), custom_id="privacy:record:0"),
    )
    async with community.app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(privacy_optout)) == 1


# Retention ----------------------------------------------------------------------------------------------------------


async def test_an_admin_sees_what_goes_tonight_and_takes_it_away_now(community: Community) -> None:
    await community.env.pass_time(timedelta(days=800))
    opened = await typed(community, community.admin, "retention")
    said = shown(opened)
    assert opened.ephemeral
    for name in ("activity", "leavers", "due", "changes", "unsealing", "problems"):
        assert say(Language.EN, f"privacy-kind-{name}") in said
    async with community.app.database.read() as connection:
        changes = await connection.scalar(select(func.count()).select_from(setting_change))
    assert changes and f"{changes} entries go tonight." in said

    asked = await community.admin.click(answer(opened), custom_id="privacy:prune:changes")
    assert f"{changes} entries go for good" in shown(asked)
    done = await community.admin.click(answer(asked), custom_id="privacy:prune-now:changes")
    assert f"{changes} entries were deleted" in shown(done)
    async with community.app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(setting_change)) == 0
    assert "privacy:prune:changes" not in buttons(answer(done))


async def test_it_goes_by_itself_at_night(community: Community) -> None:
    await community.run_due()
    await community.later(days=800)
    async with community.app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(setting_change)) == 0


@pytest.mark.parametrize("command", ["retention"])
async def test_nobody_but_admins_sees_or_prunes(community: Community, command: str) -> None:
    await community.env.pass_time(timedelta(days=800))
    for person in (community.asker, community.moderator):
        assert "privacy-retention" not in shown(await typed(community, person, command))
        assert "Manage Server" in shown(await typed(community, person, command))
    opened = await typed(community, community.admin_ja, command)
    assert "このサーバーでの保存期間" in shown(opened)
    forged = await _press_forged(community, community.moderator, "privacy:prune-now:changes")
    assert "Manage Server" in forged
    async with community.app.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(setting_change))


async def _press_forged(community: Community, who: simcord.MemberActor, custom_id: str) -> str:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="x", custom_id=custom_id))
    view.stop()
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("forged", view=view)
    return shown(await who.click(message, custom_id=custom_id))


@pytest.mark.parametrize(
    "custom_id", ["privacy:delete:2", "privacy:erase:7", "privacy:record:3", "privacy:prune:nothing", "privacy:page:x"]
)
async def test_forged_buttons_do_nothing(community: Community, custom_id: str) -> None:
    before = await rows_naming(community, community.admin)
    said = await _press_forged(community, community.admin, custom_id)
    assert said
    assert await rows_naming(community, community.admin) == before


# Servers ------------------------------------------------------------------------------------------------------------


async def left_at(community: Community, guild_id: int) -> Any:
    async with community.app.database.read() as connection:
        return await connection.scalar(select(privacy_server.c.left_at).where(privacy_server.c.guild_id == guild_id))


async def test_a_server_that_removes_the_bot_is_forgotten_after_thirty_days(community: Community) -> None:
    await lived(community, community.asker)
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    await community.run_due()
    await guild.leave()
    await community.env.settle()
    assert await left_at(community, guild.id) is not None
    await community.later(days=29)
    assert await rows_naming(community, community.asker)

    await community.later(days=2)
    assert await places_of(community.app.database, guild.id) == []
    assert await places_of(community.app.database, community.asker.id) == []


async def test_where_the_bot_still_is_nothing_is_forgotten(community: Community) -> None:
    await lived(community, community.asker)
    await community.run_due()
    before = await rows_naming(community, community.asker)
    await community.app.privacy.servers.left(community.server.id)
    await community.later(days=31)

    assert await left_at(community, community.server.id) is None
    assert (await rows_naming(community, community.asker))["perk_claim"] == before["perk_claim"]
    async with community.app.database.read() as connection:
        query = select(func.count()).where(due_row.c.kind == FORGET_SERVER, due_row.c.state == State.OPEN)
        assert await connection.scalar(query) == 0
