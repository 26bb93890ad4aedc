"""Playbooks and serious cases as people use them on Discord, and Discord fails now and then."""

import io
import json
import zipfile
from typing import Any

import discord
import pytest
from simcord.backend.errors import BackendError

from bot.actor import Actor
from bot.i18n import Language
from bot.moderation.model import Severity
from bot.playbooks.model import PlaybookSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.playbooks.acting import (
    asked,
    case_about,
    chosen,
    escalated,
    press_on,
    pressed,
    public_board,
    raw,
    serious_channel,
    threads,
    ticked,
    told,
)
from tests.support.cards import answer, buttons, id_of, shown, text_of, walk
from tests.support.community import Community, private_text


@pytest.fixture(autouse=True)
async def admins_moderate(community: Community) -> None:
    """As nearly everywhere: Discord shows /playbook to those who may time members out."""
    for admin in (community.admin, community.admin_ja):
        community.env.backend.add_member_role(community.server.id, admin.id, community.roles["moderators"].id)
    await community.env.settle()


def board_text(room: Any) -> str:
    return text_of(raw(public_board(room)))


def said_in(room: Any) -> str:
    return "\n".join(message.content for message in room.history())


# Reading ----------------------------------------------------------------------------------------------------------


async def test_a_moderator_on_her_first_day_reads_what_to_do(community: Community) -> None:
    listed = await community.moderator.slash(community.general, "playbook list")
    assert answer(listed).ephemeral and "Complaint about a product that heats up" in shown(listed)
    read = await chosen(community.moderator, listed, "playbooks:menu", "complaint")
    for said in ("The first five minutes", "Don't delete anything that keeps to the rules", "As it is built in"):
        assert said in shown(read)
    assert "playbooks:edit" not in str(buttons(answer(read))), "only admins change it"
    japanese = await pressed(community.moderator, read, "playbooks:read")
    assert "商品への苦情の高まり" in shown(japanese) and "最初の5分" in shown(japanese)


async def test_a_long_playbook_is_turned_and_works_after_a_restart(community: Community) -> None:
    items = tuple("長" * 480 + str(number) for number in range(12))
    await community.app.playbooks.library.change(
        by=Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True),
        key="leak",
        language=Language.EN,
        base=0,
        dont=items,
    )
    first = await community.moderator.slash(community.general, "playbook show", playbook="leak")
    assert "Page 1 of" in shown(first) and items[11] not in shown(first)
    await community.restart()
    second = await community.moderator.click(answer(first), label="Next")
    assert "Page 2 of" in shown(second) and "長" in shown(second)


async def test_in_japanese_by_name_with_suggestions(community: Community) -> None:
    choices = await community.admin_ja.autocomplete(community.general, "playbook show", "playbook", "個人")
    assert [choice["name"] for choice in choices] == ["個人情報の書き込み"]
    read = await community.admin_ja.slash(community.general, "playbook show", playbook=choices[0]["value"])
    for said in ("最初の5分", "行わないこと", "文例", "最初の内容のままです", "変更する"):
        assert said in shown(read)


@pytest.mark.parametrize("language", ["en-US", "ja"])
async def test_every_page_of_every_playbook_fits_discord(community: Community, language: str) -> None:
    simulated.set_locale(community.env, community.moderator, language)
    listed = await community.moderator.slash(community.general, "playbook list")
    [menu] = [one for one in walk(answer(listed).components) if one.get("options")]
    for option in menu["options"]:
        read = await community.moderator.slash(community.general, "playbook show", playbook=option["value"])
        length = sum(len(part.get("content", "")) for part in walk(answer(read).components))
        assert 0 < length <= 4000, option


async def test_members_are_shown_nothing(community: Community) -> None:
    names = community.asker.available_commands(community.general)
    assert names and not [name for name in names if "playbook" in name]


# Changing ---------------------------------------------------------------------------------------------------------


async def test_an_admin_changes_a_playbook_and_goes_back(community: Community) -> None:
    card = await community.admin.slash(community.general, "playbook edit", playbook="leak")
    colleagues = await community.admin_ja.slash(community.general, "playbook edit", playbook="leak", language="en")
    form = await pressed(community.admin, card, "playbooks:steps-edit")
    values = {"steps": "Call Hana | You\n- Remove it", "say": "“We don't comment.”", "call": ""}
    done = await community.admin.submit_modal(form, values)
    assert "Changed." in shown(done) and "Steps: 2" in shown(done) and "Version 1" in shown(done)

    read = await community.moderator.slash(community.general, "playbook show", playbook="leak")
    assert "1. Call Hana — *You*" in shown(read) and "2. Remove it" in shown(read)
    stale = await pressed(community.admin_ja, colleagues, "playbooks:steps-edit")
    refused = await community.admin_ja.submit_modal(stale, values)
    assert "ほかの方がこの対応手順を変更しました" in private_text(refused)
    assert "Call Hana | You\n- Remove it" in private_text(refused), "what was typed is lost"

    again = await community.admin.slash(community.general, "playbook reset", playbook="leak")
    back = await pressed(community.admin, again, "playbooks:reset")
    assert "as it is built in again" in shown(back)
    versions = await pressed(community.admin, back, "playbooks:versions")
    seen = await chosen(community.admin, versions, "playbooks:version-menu", "1")
    assert "Call Hana" in shown(seen)
    await community.restart()
    assert "that version counts again" in shown(await pressed(community.admin, seen, "playbooks:bring-back"))


async def test_an_admin_adds_one_and_takes_it_away(community: Community) -> None:
    form = await community.admin_ja.slash(community.general, "playbook add")
    added = await community.admin_ja.submit_modal(form, {"title": "停電", "when": "停電のとき", "steps": "待つ｜全員"})
    assert "追加しました" in shown(added)
    read = await community.moderator.slash(community.general, "playbook show", playbook="停電")
    assert "only there in Japanese" in shown(read) and "1. 待つ — *全員*" in shown(read)
    gone = await pressed(community.admin_ja, added, "playbooks:ask-reset")
    assert "外しました" in shown(await pressed(community.admin_ja, gone, "playbooks:reset"))
    assert "can't find this playbook" in told(
        await community.moderator.slash(community.general, "playbook show", playbook="停電")
    )


async def test_what_is_typed_wrong_changes_nothing(community: Community) -> None:
    card = await community.admin.slash(community.general, "playbook edit", playbook="leak")
    form = await pressed(community.admin, card, "playbooks:steps-edit")
    refused = await community.admin.submit_modal(form, {"steps": "x" * 600, "say": "", "call": ""})
    assert "too long" in private_text(refused) and "x" * 600 in private_text(refused)
    form = await pressed(community.admin, card, "playbooks:steps-edit")
    refused = await community.admin.submit_modal(form, {"steps": " - \n", "say": "", "call": ""})
    assert "at least one step" in private_text(refused)
    entry = await community.app.playbooks.library.get(guild_id=community.server.id, key="leak", language=Language.EN)
    assert entry.version == 0


async def test_moderators_change_nothing(community: Community) -> None:
    for command, options in (("edit", {"playbook": "leak"}), ("reset", {"playbook": "leak"}), ("add", {})):
        refused = await community.moderator.slash(community.general, f"playbook {command}", **options)
        assert "Only admins can do this." in told(refused), command


# Escalating -------------------------------------------------------------------------------------------------------


async def test_an_escalated_case_gets_a_private_thread_with_steps_and_those_to_call(community: Community) -> None:
    channel = await serious_channel(community)
    case = await case_about(community, community.asker, "you fool")
    dialogue = await asked(community, case, severity="critical", key="threat")
    for said in (f"private thread in <#{channel.id}>", "within 4 hours", "Called:"):
        assert said in shown(dialogue)

    done = await pressed(community.moderator, dialogue, "playbooks:go")

    [thread] = threads(community)
    assert f"<#{thread.id}>" in shown(done) and answer(done).ephemeral
    assert thread._channel.type == discord.ChannelType.private_thread.value
    assert thread._channel.thread_metadata is not None and not thread._channel.thread_metadata.invitable
    assert thread._channel.parent_id == channel.id and thread._channel.name == "#1 Threat of violence"
    text = board_text(thread)
    for said in (
        "Case #1 · Critical",
        "Warning",
        "Reason: insults",
        "One message is kept",
        "0 of 7 done",
        "nobody yet",
    ):
        assert said in text, said
    assert "you fool" not in text, "what was written stays out of it"
    [called] = [message for message in thread.history() if message.content]
    assert [role.name for role in called.role_mentions] == ["Leads"] and not called.mention_everyone
    with pytest.raises(BackendError, match="50001"):
        await community.asker.send(thread, "what is this?")
    await community.run_due()
    assert len(thread.history()) == 2, "nothing was posted twice"


async def test_in_japanese_for_a_japanese_server(community: Community) -> None:
    await serious_channel(community)
    await community.set(ServerSettings, language="ja")
    case = await case_about(community, community.asker, "ばか", reason="暴言")
    done = await escalated(community, case, by=community.admin_ja, severity="legal", key="legal-demand")
    assert "エスカレーションしました" in shown(done)
    [thread] = threads(community)
    text = board_text(thread)
    for said in (
        "ケース #1・法務",
        "理由：暴言",
        "証拠として保存した投稿：1件",
        "7件中0件完了",
        "終了できるのは管理者だけ",
    ):
        assert said in text, said
    assert "証拠のまとめを作成してください" in text
    assert "期限は" in said_in(thread) and "法務" in said_in(thread)
    [called] = [message for message in thread.history() if message.content]
    assert {role.name for role in called.role_mentions} == {"Leads", "Legal team"}


async def test_steps_are_ticked_by_several_and_survive_a_restart(community: Community) -> None:
    await serious_channel(community)
    await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    await ticked(community.moderator, thread, "do-1", "do-2")
    await community.restart()
    await ticked(community.moderator2, thread, "undo-1", "do-3")

    text = board_text(thread)
    assert "2 of 7 done" in text and "☐ 1." in text and "☑ 2." in text and "☑ 3." in text
    assert f"<@{community.moderator2.id}>" in text


async def test_two_tick_the_same_step_and_take_the_lead_at_once(community: Community) -> None:
    await serious_channel(community)
    await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    board = public_board(thread)
    menu, lead = id_of(raw(board), "playbooks:tick"), id_of(raw(board), "playbooks:lead")
    await simulated.at_once(
        community.env,
        community.moderator.select(board, ["do-1"], custom_id=menu),
        community.moderator2.select(board, ["do-1", "do-2"], custom_id=menu),
    )
    results = await simulated.at_once(
        community.env,
        community.moderator.click(board, custom_id=lead),
        community.moderator2.click(board, custom_id=lead),
    )
    await community.run_due()

    assert "2 of 7 done" in board_text(thread), "nobody took the other's tick away"
    refused = [result for result in results if "Somebody else has taken the lead" in told(result)]
    assert len(refused) == 1
    assert "Lead:" in board_text(thread) and "nobody yet" not in board_text(thread)


async def test_notes_severity_and_the_end(community: Community) -> None:
    await serious_channel(community)
    case = await case_about(community, community.asker)
    await escalated(community, case)
    [thread] = threads(community)
    form = await press_on(community.moderator, thread, "playbooks:note")
    await community.moderator.submit_modal(form, {"note": "They **called** @everyone <@1> back"})
    assert "called" in board_text(thread) and "**called**" not in board_text(thread)

    menu = await press_on(community.moderator, thread, "playbooks:severity")
    changed = await chosen(community.moderator, menu, "playbooks:severity-menu", "legal")
    assert "Severity: Legal" in shown(changed)
    await community.run_due()
    assert "Case #1 · Legal" in board_text(thread)
    assert [role.name for role in thread.history()[-1].role_mentions] == ["Leads", "Legal team"]

    refused = await press_on(community.moderator, thread, "playbooks:close")
    assert "only admins can close it" in told(refused)
    form = await press_on(community.admin, thread, "playbooks:close")
    await community.admin.submit_modal(form, {"close": "Answered by our lawyers."})
    await community.run_due()
    text = board_text(thread)
    assert (
        "closed" in text
        and "Answered by our lawyers." in text
        and "playbooks:close" not in str(raw(public_board(thread)).components)
    )
    assert said_in(thread).count("was closed by") == 1
    assert thread._channel.thread_metadata is not None and thread._channel.thread_metadata.archived
    found = await community.app.moderation.cases.find(guild_id=community.server.id, case_id=case.id)
    assert found is not None and found.severity is Severity.LEGAL


async def test_what_is_written_about_a_case_that_was_closed_meanwhile_is_given_back(community: Community) -> None:
    await serious_channel(community)
    await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    first = await press_on(community.moderator, thread, "playbooks:close")
    second = await press_on(community.admin, thread, "playbooks:close")
    await community.moderator.submit_modal(first, {"close": "done"})

    refused = await community.admin.submit_modal(second, {"close": "Two warnings, and the shop was told."})

    assert "closed in the meantime" in private_text(refused)
    assert "Two warnings, and the shop was told." in private_text(refused)


async def test_who_is_called_reads_the_whole_playbook(community: Community) -> None:
    await serious_channel(community)
    server, long = community.server, {"steps": "\n".join(f"{n} {'x' * 390}" for n in range(8)), "say": "", "call": ""}
    card = await community.admin.slash(community.general, "playbook edit", playbook="harassment")
    await community.admin.submit_modal(await pressed(community.admin, card, "playbooks:steps-edit"), long)
    community.env.backend.add_member_role(server.id, community.bystander.id, server.roles["Leads"].id)
    await community.env.settle()
    await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    community.env.backend.add_thread_member(thread.id, community.bystander.id)  # as Discord does with who is called
    await community.env.settle()

    read = await press_on(community.bystander, thread, "playbooks:beside")
    assert "Page 1 of 2" in shown(read)
    following = await community.bystander.click(answer(read), custom_id="playbooks:page:2:harassment:en")

    assert "Page 2 of 2" in shown(following)


async def test_the_deadline_is_said_once_to_who_leads(community: Community) -> None:
    await serious_channel(community)
    await escalated(community, await case_about(community, community.asker), severity="critical")
    [thread] = threads(community)
    await press_on(community.moderator, thread, "playbooks:lead")
    await community.later(hours=4, minutes=1)
    await community.later(hours=4)

    reminders = [message for message in thread.history() if "⏰" in message.content]
    assert len(reminders) == 1 and [user.id for user in reminders[0].mentions] == [community.moderator.id]
    assert "over since" in board_text(thread)
    queue = await community.moderator.slash(community.general, "queue")
    assert "Case #1 (critical): Harassment between members, 0 of 7 steps done." in shown(queue)


async def test_without_a_lead_the_roles_are_reminded(community: Community) -> None:
    await serious_channel(community)
    await escalated(community, await case_about(community, community.asker))
    await community.later(hours=25)
    [thread] = threads(community)
    [reminder] = [message for message in thread.history() if "⏰" in message.content]
    assert [role.name for role in reminder.role_mentions] == ["Leads"]


async def test_nothing_is_reminded_of_that_was_closed(community: Community) -> None:
    await serious_channel(community)
    await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    form = await press_on(community.moderator, thread, "playbooks:close")
    await community.moderator.submit_modal(form, {"close": "done"})
    await community.later(hours=25)
    assert "⏰" not in said_in(thread)


# Where there can be no thread -------------------------------------------------------------------------------------


async def test_without_a_channel_of_its_own_it_is_in_the_queues(community: Community) -> None:
    done = await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    assert thread._channel.parent_id == community.queue.id and f"<#{thread.id}>" in shown(done)
    assert "nobody" in shown(await asked(community, await case_about(community, community.helper)))


async def test_without_the_permission_it_is_a_card_in_the_queue_and_says_why(community: Community) -> None:
    await serious_channel(community)
    await simulated.take_from_bot(community.server, "create_private_threads")
    case = await case_about(community, community.asker)
    dialogue = await asked(community, case)
    assert "can't open private threads" in shown(dialogue) and "Create Private Threads" in shown(dialogue)
    done = await pressed(community.moderator, dialogue, "playbooks:go")

    assert "its card is in" in shown(done) and threads(community) == []
    assert "There is no private thread: missing: Create Private Threads" in board_text(community.queue)
    await ticked(community.moderator, community.queue, "do-1")
    assert "1 of 7 done" in board_text(community.queue)
    form = await press_on(community.moderator, community.queue, "playbooks:close")
    await community.moderator.submit_modal(form, {"close": "done"})
    assert "Case #1 · closed" in board_text(community.queue)


async def test_discord_refusing_the_thread_is_told_too(community: Community) -> None:
    channel = await serious_channel(community)
    dialogue = await asked(community, await case_about(community, community.asker))
    community.fails("POST", f"/channels/{channel.id}/threads", 403, code=50013)
    done = await pressed(community.moderator, dialogue, "playbooks:go")
    assert "HTTP 403, 50013" in shown(done) and f"<#{community.queue.id}>" in shown(done)
    assert "Case #1" in board_text(community.queue)


async def test_with_no_channel_at_all_it_is_still_in_the_queue(community: Community) -> None:
    await community.set(ServerSettings, queue_channel_id=None)
    case = await case_about(community, community.asker)
    done = await escalated(community, case)
    assert "I can't show it anywhere (no channel is set)" in shown(done)
    board = await pressed(community.moderator, done, "playbooks:board")
    assert answer(board).ephemeral and "Case #1 · Serious" in shown(board)
    after = await chosen(community.moderator, board, "playbooks:tick", "do-1")
    assert "1 of 7 done" in shown(after)


async def test_an_outage_is_made_up_for(community: Community) -> None:
    channel = await serious_channel(community)
    dialogue = await asked(community, await case_about(community, community.asker))
    community.fails("POST", f"/channels/{channel.id}/threads", 500)
    done = await pressed(community.moderator, dialogue, "playbooks:go")
    assert "I keep trying to open the thread" in shown(done)
    await community.restart()
    await community.later(minutes=2)
    [thread] = threads(community)
    assert "Case #1 · Serious" in board_text(thread) and "@" in said_in(thread)


async def test_a_thread_that_was_deleted_is_made_anew(community: Community) -> None:
    await serious_channel(community)
    done = await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    await simulated.delete_thread(community.env, thread)
    board = await pressed(community.moderator, done, "playbooks:board")
    await chosen(community.moderator, board, "playbooks:tick", "do-1")
    await community.run_due()
    [new] = threads(community)
    assert new.id != thread.id and "1 of 7 done" in board_text(new)


@pytest.mark.parametrize("path", ["/channels/*/messages", "/channels/*/thread-members/*"])
async def test_a_thread_that_is_deleted_while_it_is_furnished_is_made_anew(community: Community, path: str) -> None:
    await serious_channel(community)
    dialogue = await asked(community, await case_about(community, community.asker))
    community.fails("PUT" if "members" in path else "POST", path, 500)
    assert "keep trying" in shown(await pressed(community.moderator, dialogue, "playbooks:go"))
    [thread] = threads(community)
    await simulated.delete_thread(community.env, thread)
    await community.later(minutes=2)
    await community.later(minutes=2)
    [new] = threads(community)
    assert new.id != thread.id and "Case #1 · Serious" in board_text(new)
    assert said_in(new).count("was escalated") == 1


async def test_a_thread_that_archived_itself_wakes_for_the_reminder(community: Community) -> None:
    await serious_channel(community)
    await community.set(PlaybookSettings, serious_hours=336)
    await escalated(community, await case_about(community, community.asker))
    [thread] = threads(community)
    await community.later(days=13)
    assert thread._channel.thread_metadata is not None and thread._channel.thread_metadata.archived
    await community.later(days=2)
    assert "⏰" in said_in(thread)


async def test_roles_that_cannot_be_mentioned_are_named_before(community: Community) -> None:
    await serious_channel(community)
    quiet = community.server.create_role("Quiet")
    await community.env.settle()
    await community.set(PlaybookSettings, lead_role_ids=[quiet.id])
    await simulated.take_from_bot(community.server, "mention_everyone")
    dialogue = await asked(community, await case_about(community, community.asker))
    assert "can't be mentioned by me" in shown(dialogue) and f"<@&{quiet.id}>" in shown(dialogue)


# Nobody else ------------------------------------------------------------------------------------------------------


async def test_a_second_moderator_is_led_to_the_thread_there_is(community: Community) -> None:
    await serious_channel(community)
    case = await case_about(community, community.asker)
    first, second = await asked(community, case), await asked(community, case, by=community.moderator2)
    await pressed(community.moderator, first, "playbooks:go")
    refused = await pressed(community.moderator2, second, "playbooks:go")
    [thread] = threads(community)
    assert "being worked on already" in told(refused) and f"<#{thread.id}>" in told(refused)


async def test_who_is_no_moderator_any_more_loses_the_open_dialogue(community: Community) -> None:
    await serious_channel(community)
    dialogue = await asked(community, await case_about(community, community.asker))
    community.env.backend.remove_member_role(
        community.server.id, community.moderator.id, community.roles["moderators"].id
    )
    await community.env.settle()
    refused = await pressed(community.moderator, dialogue, "playbooks:go")
    assert "Only moderators" in told(refused) and threads(community) == []


async def test_another_servers_case_is_nobodys_here(community: Community) -> None:
    other = community.env.create_guild("Elsewhere")
    await community.env.settle()
    case = await case_about(community, community.asker)
    refused = await community.moderator.slash(community.general, "playbook escalate", case=99)
    assert "can't find this case" in told(refused)
    assert other.id != case.guild_id


# Evidence ---------------------------------------------------------------------------------------------------------


async def test_the_bundle_is_given_privately_and_can_be_had_again(community: Community) -> None:
    await serious_channel(community)
    case = await case_about(community, community.asker, "you fool")
    await escalated(community, case, severity="legal", key="legal-demand")
    [thread] = threads(community)
    listed = await press_on(community.moderator, thread, "playbooks:evidence")
    given = await pressed(community.moderator, listed, "playbooks:bundle-make")

    message = answer(given)
    assert message.ephemeral and len(message.attachments) == 1
    content = await file_of(community, message)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read("evidence.json"))[0]["text"] == "you fool"
    await community.run_due()
    assert "Evidence bundle" in board_text(thread) and "Please make an evidence bundle" not in board_text(thread)

    await community.restart()
    again = await community.admin.slash(community.general, "playbook evidence", case=case.number)
    fetched = await pressed(community.admin, again, "playbooks:bundle-fetch")
    assert await file_of(community, answer(fetched)) == content
    await community.later(days=31)
    over = await pressed(community.admin, again, "playbooks:bundle-fetch")
    assert "isn't kept any more" in told(over)
    listed = await community.admin.slash(community.general, "playbook evidence", case=case.number)
    assert "not kept any more" in shown(listed)


async def file_of(community: Community, message: Any) -> bytes:
    [attachment] = message.attachments
    found: bytes = await community.bot.http.get_from_cdn(
        attachment["url"] if isinstance(attachment, dict) else attachment.url
    )
    return found


async def test_a_member_with_a_forged_button_gets_nothing(community: Community) -> None:
    case = await case_about(community, community.asker, "you fool")
    await escalated(community, case)
    [thread] = threads(community)
    board = public_board(thread)
    copied = await community.bot.get_partial_messageable(community.general.id).send(
        view=discord.ui.LayoutView.from_message(board)
    )
    for action in ("playbooks:evidence", "playbooks:lead", "playbooks:severity", "playbooks:close"):
        found = next(message for message in community.general.history() if message.id == copied.id)
        refused = await community.bystander.click(found, custom_id=id_of(raw(found), action))
        assert "worked on by others" in told(refused), action
