"""Cases on Discord: their page, editing, notes, search, history, the log's channel, and what went wrong."""

from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord
from sqlalchemy import update

from bot.actor import Actor
from bot.due import due_row, given_up
from bot.moderation.model import Act, Case, ModerationSettings, Origin, Progress, Severity, State
from bot.moderation.rules import LOG
from bot.moderation.tables import moderation_case
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from tests.moderation.deciding import again, done, keep, look, opened, press, raw, rules, told
from tests.support.cards import answer, buttons, id_of, shown, text_of, walk
from tests.support.community import Community

# A case's page


async def test_a_case_is_shown_to_its_reader_alone_with_all_that_belongs_to_it(community: Community) -> None:
    await rules(community)
    kept = await keep(community, "You are **silly** @everyone")
    await done(
        community,
        Act.TIMEOUT,
        minutes=60,
        rule_number=1,
        reason="Insulted Ben",
        proposed="warn",
        deviation="Third time",
        channel_id=community.general.id,
        message_id=99,
        evidence_ids=(kept.id,),
    )

    result = await look(community, community.moderator)

    page = shown(result)
    for part in (
        "Case #1 · Timeout for 1 hour",
        f"<@{community.bystander.id}>",
        f"decided by <@{community.moderator.id}>",
        "**Rule 1** · Be kind",
        "Insulted Ben",
        "The rules proposed: Warning",
        "Third time",
        "**Strikes** · 2, until",
        "You are \\*\\*silly\\*\\*",
        "came of a command",
    ):
        assert part in page, (part, page)
    assert answer(result).ephemeral
    links = [one["url"] for one in walk(answer(result).components) if one.get("url")]
    assert links == [f"https://discord.com/channels/{community.server.id}/{community.general.id}/99"]


async def test_it_is_shown_in_japanese_to_who_uses_discord_in_japanese(community: Community) -> None:
    await rules(community)
    await done(community, Act.TIMEOUT, minutes=60, rule_number=1, reason="暴言")

    simulated.set_locale(community.env, community.moderator, "ja")
    page = shown(await look(community, community.moderator))

    assert "ケース #1・タイムアウト（1時間）" in page and "**ルール1**・やさしく" in page and "暴言" in page


async def test_a_case_there_is_not_is_refused(community: Community) -> None:
    assert "I can't find this case." in shown(await look(community, community.moderator, 7))


async def test_who_is_no_moderator_any_more_gets_nowhere_with_an_old_page(community: Community) -> None:
    case = await done(community, reason="Spam")
    page = await look(community, community.moderator)
    form = await press(community.moderator, page, "moderation:note")
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)
    await mod.native_take_role(owner, community.moderator, community.roles["moderators"])

    assert "Only moderators" in simulated.said(await press(community.moderator, page, "moderation:edit"))
    assert "Only moderators" in told(await community.moderator.submit_modal(form, {"text": "Hm"}))
    assert await again(community, case) == case


async def test_buttons_find_nothing_of_another_server(community: Community) -> None:
    case = await done(community, Act.KICK, reason="Secret")
    page = await look(community, community.moderator)
    async with community.app.database.write() as connection:
        await connection.execute(moderation_case.update().values(guild_id=5))
    before = await again(community, replace(case, guild_id=5))

    for custom_id in sorted(buttons(answer(page))):
        if not custom_id.startswith("moderation:history"):
            refused = await community.moderator.click(answer(page), custom_id=custom_id)
            if refused.modal is not None:
                refused = await community.moderator.submit_modal(refused, {"text": "Hm"})
            assert "I can't find this case." in told(refused), custom_id
    assert "No case" in shown(await community.moderator.slash(community.general, "mod cases"))
    assert await again(community, before) == before


async def test_a_reason_of_four_thousand_characters_is_cut_and_shown_whole_on_demand(community: Community) -> None:
    long = ("word **bold** <@5> " * 300)[:4_000]
    await done(community, reason=long, deviation=long)
    page = await look(community, community.moderator)
    assert len(shown(page)) < 4_000

    whole = answer(await press(community.moderator, page, "moderation:reason"))
    assert [each.filename for each in whole.attachments] == ["case-1-reason.txt"]

    await done(community, reason="word " * 400)
    short = await press(community.moderator, await look(community, community.moderator, 2), "moderation:reason")
    assert shown(short).count("word") == 400

    await done(community, reason="理由" * 1_700)  # three bytes each: Discord's cards end at some 10,000
    japanese = await press(community.moderator, await look(community, community.moderator, 3), "moderation:reason")
    assert [each.filename for each in answer(japanese).attachments] == ["case-3-reason.txt"]


async def test_long_evidence_is_shown_message_by_message(community: Community) -> None:
    kept = [await keep(community, f"{number} " + "long " * 200, message_id=number) for number in (1, 2, 3)]
    await done(community, evidence_ids=tuple(one.id for one in kept))
    page = await look(community, community.moderator)
    assert "**Evidence** · 3 messages" in shown(page)

    first = await press(community.moderator, page, "moderation:evidence")
    assert "> 1 long" in shown(first)
    second = await community.moderator.click(
        answer(first), custom_id=id_of(answer(first), "moderation:evidence-page:2")
    )
    assert "> 2 long" in shown(second) and shown(second).count("long") == 200
    assert "Case #1" in shown(await press(community.moderator, second, "moderation:case-back"))


# Changing it


async def test_a_case_is_changed_from_its_page_and_says_what_it_was(community: Community) -> None:
    await rules(community)
    case = await done(community, Act.TIMEOUT, minutes=60, rule_number=1, reason="Insult")
    form = await press(community.moderator2, await look(community, community.moderator2), "moderation:edit")

    changed = await community.moderator2.submit_modal(
        form, {"reason": "Insult, twice", "rule": ["2"], "strikes": "3", "length": "2 hours", "why": "Seen too late"}
    )

    page = shown(changed)
    assert "Case #1 is changed" in page and "**Changes and notes** · 4" in page and "Seen too late" in page
    now = await again(community, case)
    assert (now.reason, now.rule_number, now.strikes, now.minutes) == ("Insult, twice", 2, 3, 120)
    every = shown(await press(community.moderator2, changed, "moderation:changes"))
    for part in ("Reason: Insult → **Insult, twice**", "Rule: 1 → **2**", "Strikes: 2 → **3**", "1 hour → **2 hours**"):
        assert part in every, every


async def test_a_form_shows_what_is_there_and_only_what_can_be_changed(community: Community) -> None:
    await done(community, reason="Insult")
    await done(community, Act.NOTE, reason="Quiet")
    await done(community, Act.BAN, reason="Spam")

    inputs = []
    simulated.set_locale(community.env, community.moderator, "ja")
    for number in (1, 2, 3):
        form = await press(community.moderator, await look(community, community.moderator, number), "moderation:edit")
        assert form.modal is not None
        inputs.append([one["component"]["custom_id"] for one in form.modal["components"]])

    assert inputs == [
        ["reason", "rule", "strikes", "why"],
        ["reason", "rule", "why"],
        ["reason", "rule", "strikes", "length", "why"],
    ]
    assert form.modal is not None and form.modal["components"][3]["component"]["value"] == "無期限"


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"strikes": "two"}, "from 0 to 10"),
        ({"strikes": "１２"}, "from 0 to 10"),
        ({"length": "soon"}, "soon"),
        ({"length": "for good"}, "Only a ban can be for good"),
        ({"why": "…"}, "Please say why"),
        ({}, "You changed nothing"),
    ],
)
async def test_what_makes_no_sense_changes_nothing(community: Community, typed: dict[str, str], refused: str) -> None:
    case = await done(community, Act.TIMEOUT, minutes=60, reason="Insult")
    form = await press(community.moderator, await look(community, community.moderator), "moderation:edit")

    values = {"reason": "Insult", "rule": ["none"], "strikes": "2", "length": "1 hour", "why": "A slip"}
    result = await community.moderator.submit_modal(form, {**values, **typed})

    assert refused in told(result)
    assert await again(community, case) == case


async def test_what_was_written_is_given_back_where_it_cant_be_taken(community: Community) -> None:
    await done(community, Act.TIMEOUT, minutes=60, reason="Insult")
    page = await look(community, community.moderator)
    form = await press(community.moderator, page, "moderation:edit")
    typed = {"reason": "Insulted three people", "rule": ["none"], "strikes": "2", "length": "soon", "why": "A slip"}
    refused = await community.moderator.submit_modal(form, typed)
    assert "Insulted three people\n\n2\n\nsoon\n\nA slip" in told(refused)

    note = await press(community.moderator, page, "moderation:note")
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)
    await mod.native_take_role(owner, community.moderator, community.roles["moderators"])
    refused = await community.moderator.submit_modal(note, {"text": "Was warned in voice, too"})
    assert "Only moderators" in told(refused) and "Was warned in voice, too" in told(refused)


async def test_who_may_not_ban_changes_no_length_of_a_ban(community: Community) -> None:
    case = await done(community, Act.BAN, minutes=7 * 24 * 60, reason="Spam")
    opened_before = await press(community.moderator, await look(community, community.moderator), "moderation:edit")
    await community.set(ModerationSettings, moderators_may_ban=False)
    shorter = {"reason": "Spam", "rule": ["none"], "strikes": "3", "length": "1 minute", "why": "A slip"}
    assert "may not kick or ban" in told(await community.moderator.submit_modal(opened_before, shorter))
    assert await again(community, case) == case

    form = await press(community.moderator, await look(community, community.moderator), "moderation:edit")
    del shorter["length"]
    await community.moderator.submit_modal(form, {**shorter, "reason": "Spam links"})

    now = await again(community, case)
    assert (now.reason, now.minutes, now.ends_at) == ("Spam links", case.minutes, case.ends_at)


async def test_a_shorter_ban_ends_at_its_new_end(community: Community) -> None:
    case = await done(community, Act.BAN, minutes=10 * 24 * 60)
    form = await press(community.moderator, await look(community, community.moderator), "moderation:edit")
    await community.moderator.submit_modal(
        form, {"reason": "", "rule": ["none"], "strikes": "3", "length": "1日", "why": "Long enough"}
    )

    await community.later(hours=23)
    assert (await again(community, case)).state is State.DONE
    await community.later(hours=2)
    assert (await again(community, case)).state is State.ENDED


async def test_a_case_is_noted_about_and_lifted_from_its_page(community: Community) -> None:
    case = await done(community, reason="Spam")
    page = await look(community, community.moderator)
    form = await press(community.moderator, page, "moderation:note")
    noted = await community.moderator.submit_modal(form, {"text": "Said sorry @everyone"})
    assert "Said sorry @\u200beveryone" in shown(noted) and f"<@{community.moderator.id}> noted" in shown(noted)

    form = await press(community.moderator, await look(community, community.moderator), "moderation:lift")
    await community.moderator.submit_modal(form, {"why": "Not them"})
    assert (await again(community, case)).state is State.LIFTED
    lifted = shown(await look(community, community.moderator))
    assert "*Lifted*" in lifted and "1, which don't count" in lifted and "State: Done → **Lifted**" in lifted


async def test_who_was_told_of_a_case_is_told_of_its_changes_each_time(community: Community) -> None:
    await rules(community)
    await done(community, Act.TIMEOUT, minutes=60, reason="Insult")
    await community.run_due()
    before = len(mod.direct_messages(community.bystander))

    for rule, length in (("1", "2 hours"), ("0", "3 hours")):
        form = await press(community.moderator, await look(community, community.moderator), "moderation:edit")
        await community.moderator.submit_modal(
            form, {"reason": "Insult" * 200, "rule": [rule], "strikes": "2", "length": length, "why": "Secret of ours"}
        )
        await community.run_due()

    letters = [raw(one) for one in mod.direct_messages(community.bystander)[before:]]
    assert all("moderation:told-reason:1" in buttons(one) for one in letters)
    told = [text_of(one) for one in letters]
    assert len(told) == 2 and all("A decision about you was changed (case #1)" in one for one in told)
    assert "3 hours" in told[1] and "Be kind" in told[1] and "Secret of ours" not in "".join(told)


async def test_the_fullest_page_is_one_discord_takes(community: Community) -> None:
    await rules(community)
    sign = "*_`~" * 1_000
    kept = [await keep(community, sign, message_id=number) for number in (1, 2, 3)]
    case = await done(
        community,
        Act.BAN,
        minutes=60,
        rule_number=1,
        reason=sign,
        proposed="timeout-60",
        deviation=sign,
        severity=Severity.CRITICAL,
        channel_id=community.general.id,
        message_id=1,
        evidence_ids=tuple(one.id for one in kept),
        remove_message=True,
        details={"deleted": 10},
    )
    async with community.app.database.write() as connection:
        await connection.execute(update(moderation_case).values(state="partly", told="failed", failure=sign[:900]))
    form = await press(community.moderator, await look(community, community.moderator), "moderation:edit")
    await community.moderator.submit_modal(
        form, {"reason": sign[1:], "rule": ["2"], "strikes": "9", "length": "3 days", "why": sign[:490] + " so"}
    )
    for _ in range(3):
        form = await press(community.moderator, await look(community, community.moderator), "moderation:note")
        await community.moderator.submit_modal(form, {"text": sign[:990] + "x"})

    page = await look(community, community.moderator)
    assert len(shown(page)) < 4_000 and "Case #1" in shown(page)
    changes = await press(community.moderator, page, "moderation:changes")
    assert "Back to the case" in shown(changes)
    evidence = await press(community.moderator, await look(community, community.moderator), "moderation:evidence")
    assert "Page 1 of 3" in shown(evidence)
    listed = await community.moderator.slash(community.general, "mod cases", words="*_")
    history = await community.moderator.slash(community.general, "mod history", member=community.bystander)
    assert "Case #1" in shown(listed) and "Case #1" in shown(history) and case.number == 1


# Notes


async def test_a_note_about_a_member_is_told_to_nobody(community: Community) -> None:
    result = await community.moderator.slash(
        community.general, "mod note", member=community.bystander, words="Needs **patience**"
    )
    await community.run_due()

    assert "case #1" in shown(result) and answer(result).ephemeral
    assert mod.direct_messages(community.bystander) == []
    history = shown(await press(community.moderator, result, "moderation:history"))
    assert "> Needs \\*\\*patience\\*\\*" in history and "So far: 1 note" in history


async def test_a_note_can_be_added_from_the_history(community: Community) -> None:
    history = await community.moderator.slash(community.general, "mod history", member=community.bystander)
    form = await press(community.moderator, history, "moderation:note-member")

    after = await community.moderator.submit_modal(form, {"text": "Was kind today"})

    assert "> Was kind today" in shown(after)


# Searching


async def test_cases_are_searched_and_turned_also_after_a_restart(community: Community) -> None:
    for number in range(8):
        await done(community, reason=f"スパム {number}")
    await done(community, about=community.asker, reason="スパム")

    result = await community.moderator.slash(
        community.general, "mod cases", member=community.bystander, words="すぱむ", since="yesterday"
    )
    assert "8 cases" in shown(result) and "about <@" in shown(result) and "“すぱむ”" in shown(result)
    await community.restart()
    second = await community.moderator.click(answer(result), custom_id=id_of(answer(result), "moderation:cases:2"))

    assert "Case #2" in shown(second) and "Case #9" not in shown(second)
    opened_ = await community.moderator.click(
        answer(second), custom_id=next(one for one in buttons(answer(second)) if one.startswith("moderation:case:"))
    )
    assert "Case #2" in shown(opened_) and "**Reason**" in shown(opened_)


async def test_every_option_of_the_search_works_together(community: Community) -> None:
    await rules(community)
    await done(community, rule_number=1, origin=Origin.MENU, reason="x")

    simulated.set_locale(community.env, community.moderator2, "ja")
    result = await community.moderator2.slash(
        community.general,
        "mod cases",
        member=community.bystander,
        moderator=community.moderator,
        rule=1,
        act="warn",
        state="done",
        origin="menu",
        words="Ｘ",
        since="昨日",
        until="今日",
    )

    assert "ケース 1件" in shown(result) and "ルール：1. やさしく" in shown(result)


async def test_a_day_that_is_none_is_refused_with_an_example(community: Community) -> None:
    result = await community.moderator.slash(community.general, "mod cases", since="banana")

    assert "“banana”" in shown(result) and "2026-11-03" in shown(result)


async def test_suggestions_name_cases_and_rules(community: Community) -> None:
    await rules(community)
    await done(community)

    numbers = await community.moderator.autocomplete(community.general, "mod case", "number", "")
    named = await community.moderator.autocomplete(community.general, "mod cases", "rule", "")

    assert [(one["value"], one["name"][:17]) for one in numbers] == [(1, "Case #1 · Warning")]
    assert [one["name"] for one in named] == ["1. Be kind · Warning", "2. No spam · Warning"]


# A member's history


async def test_the_history_has_the_whole_picture_on_one_page(community: Community) -> None:
    await done(community, reason="Insult")
    await done(community, Act.TIMEOUT, minutes=3 * 24 * 60, reason="Again")

    result = await community.moderator.context_menu(community.general, "History", community.bystander)

    page = shown(result)
    for part in (
        "bystander",
        "account since",
        "here since",
        "**3 strikes count now** (3 until",
        "A further warning makes 4 strikes: the ladder then asks for **Timeout for 1 day**.",
        "The ladder's next step, from 5 strikes on: Timeout for 7 days.",
        "⛔ In force: **Timeout for 3 days** until",
        "So far: 1 warning · 1 timeout",
        "Case #2 · Timeout for 3 days",
    ):
        assert part in page, (part, page)
    assert answer(result).ephemeral


async def test_who_left_has_a_history_and_it_reads_well_in_japanese(community: Community) -> None:
    await done(community, Act.KICK, reason="荒らし")
    await mod.leave(community.bystander)

    simulated.set_locale(community.env, community.moderator, "ja")
    page = shown(await mod.user_menu(community.moderator, community.general, "History", community.bystander))

    assert "有効な違反点：3点" in page and "これまで：キック1回" in page
    assert "退出：" in page or "サーバーに参加していません" in page


# The log


async def log_channel(community: Community) -> None:
    await community.set(ModerationSettings, log_channel_id=community.queue.id)


def posts(community: Community) -> list[Any]:
    """Return the posts of cases in the log's channel."""
    found = [raw(one) for one in community.queue.history()]
    return [one for one in found if any(each.startswith("moderation:logged:") for each in buttons(one))]


async def lift(community: Community, case: Case) -> None:
    by = Actor(id=community.moderator2.id, guild_id=community.server.id, moderates=True)
    await community.app.moderation.lifting.lift(by=by, case_id=case.id, why="Not them")


async def test_a_case_is_posted_for_the_moderators_and_follows_what_becomes_of_it(community: Community) -> None:
    await log_channel(community)
    kept = await keep(community, "what they wrote")
    case = await done(community, reason="Spam @everyone", evidence_ids=(kept.id,))
    await community.run_due()

    (post,) = posts(community)
    assert "Case #1 · Warning" in text_of(post) and "Spam @\u200beveryone" in text_of(post)
    assert "what they wrote" not in text_of(post)

    await lift(community, case)
    await community.run_due()
    (post,) = posts(community)
    assert "*Lifted*" in text_of(post)


async def test_without_a_channel_nothing_is_posted_and_nothing_is_wrong(community: Community) -> None:
    await done(community)
    await community.run_due()

    assert posts(community) == []
    async with community.app.database.read() as connection:
        assert await given_up(connection, guild_id=community.server.id) == []


async def test_a_channel_that_was_deleted_is_told_to_the_admins(community: Community) -> None:
    await log_channel(community)
    await community.env.bot.get_channel(community.queue.id).delete()  # type: ignore[union-attr]
    await community.env.settle()
    await done(community)
    await community.run_due()

    async with community.app.database.read() as connection:
        (due,) = [one for one in await given_up(connection, guild_id=community.server.id) if one.kind == LOG]
    assert "channel for cases" in str(due.failure)


async def test_a_post_that_was_deleted_stays_away(community: Community) -> None:
    await log_channel(community)
    case = await done(community)
    await community.run_due()
    for message in community.queue.history():
        await mod.native_remove(community.moderator, message)

    await lift(community, case)
    await community.run_due()

    assert not [one for one in posts(community) if "Case #1" in text_of(one)]


@pytest.mark.parametrize("status", [429, 500])
async def test_where_discord_is_busy_it_is_posted_later_and_once(community: Community, status: int) -> None:
    await log_channel(community)
    community.fails("POST", f"/channels/{community.queue.id}/messages", status)
    await done(community)
    await community.run_due()
    assert posts(community) == []

    await community.later(minutes=2)
    assert len(posts(community)) == 1


async def test_a_post_that_a_crash_kept_from_being_noted_is_not_sent_twice(community: Community) -> None:
    await log_channel(community)
    await done(community)
    await community.run_due()
    async with community.app.database.write() as connection:
        await connection.execute(update(moderation_case).values(log_channel_id=None, log_message_id=None))
        await connection.execute(
            update(due_row).where(due_row.c.kind == LOG).values(state="open", attempts=1, due_at=community.env.now())
        )
    await community.run_due()

    assert len(posts(community)) == 1


async def test_the_button_on_the_post_opens_the_case_privately(community: Community) -> None:
    await log_channel(community)
    await done(community, reason="Spam")
    await community.run_due()
    (post,) = community.queue.history()

    result = await community.moderator.click(post, custom_id="moderation:logged:1")

    assert answer(result).ephemeral and "**Reason** · Spam" in shown(result) and len(posts(community)) == 1


# What went wrong


async def test_what_discord_refused_is_tried_again_from_the_case(community: Community) -> None:
    case = await opened(community, Act.KICK, reason="Spam")
    case = await community.app.moderation.doing.note(case, "told", Progress.DONE)
    case = await community.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")
    page = await look(community, community.moderator)
    assert case.state is State.PARTLY and "50013" in shown(page)

    tried = await press(community.moderator, page, "moderation:again")

    assert "Now it has worked" in shown(tried) and not mod.is_member(community.bystander)
    assert (await again(community, case)).state is State.DONE


async def test_what_is_seen_to_leaves_the_queue_and_stays_as_it_is(community: Community) -> None:
    case = await opened(community, Act.WARN)
    await community.app.moderation.doing.note(case, "told", Progress.FAILED)
    page = await look(community, community.moderator)

    after = await press(community.moderator, page, "moderation:settle")

    assert "The queue doesn't show it any more" in shown(after)
    assert not [one for one in buttons(answer(after)) if one.startswith(("moderation:again", "moderation:settle"))]
    assert (await again(community, case)).state is State.PARTLY


async def test_two_moderators_who_try_again_at_once_kick_once(community: Community) -> None:
    case = await opened(community, Act.KICK)
    await community.app.moderation.doing.note(case, "told", Progress.DONE)
    await community.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")
    one, other = [await look(community, who) for who in (community.moderator, community.moderator2)]

    results = await simulated.at_once(
        community.env,
        community.moderator.click(answer(one), custom_id=id_of(answer(one), "moderation:again")),
        community.moderator2.click(answer(other), custom_id=id_of(answer(other), "moderation:again")),
    )

    said = " ".join(shown(result) for result in results)
    assert "Now it has worked" in said and "nothing left to do" in said
    kicks = mod.audit_log(community.server, action=discord.AuditLogAction.kick)
    assert len(kicks) == 1
