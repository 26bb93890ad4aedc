"""The dialogue on Discord: the rule, the proposal and why, then what the member will read, then what worked."""

from typing import Any

import discord
import pytest
import simcord
from discord import ui
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.engine import AsyncConnection
from bot.guidelines.model import TEXT_MAX, TITLE_MAX, Action, Penalty, Terms, Wording
from bot.i18n import Language
from bot.moderation.errors import NothingToDecide
from bot.moderation.model import Act, Origin, Progress, State, Subject
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from bot.ui.layout import TEXT_LIMIT
from tests.guidelines.acting import published
from tests.moderation.desk import (
    RULES,
    begun,
    case_of,
    chose,
    decided,
    letters_of,
    mention_channel,
    pressed,
    settings,
    with_rules,
    wrote,
)
from tests.support.cards import answer, buttons, id_of, shown, walk
from tests.support.community import Community


async def test_from_a_message_to_a_timeout(community: Community) -> None:
    await with_rules(community)
    message = await community.asker.send(community.general, "You **fool** @everyone")

    sheet = await community.moderator.context_menu(community.general, "Moderate", message)
    assert answer(sheet).ephemeral
    assert "You \\*\\*fool" in shown(sheet) and "@everyone" not in shown(sheet)
    assert "No strikes count now" in shown(sheet) and "A rule is still missing." in shown(sheet)
    sheet = await chose(community.moderator, sheet, "rule", "1")
    assert "Proposed: **Warning**" in shown(sheet) and "Rule 1 asks for this" in shown(sheet)
    sheet = await chose(community.moderator, sheet, "act", "timeout-1440")
    assert "please write why" in shown(sheet)
    sheet = await wrote(
        community.moderator, sheet, reason="For <@123456789012345678> and **all**", why="Third time in a row"
    )
    preview = await pressed(community.moderator, sheet, "preview")
    for said in (
        "Timeout for 1 day",
        "in English",
        "Rule 1: Be kind",
        "No insults.",
        "Third time in a row",
        "2 strikes",
    ):
        assert said in shown(preview), said
    assert not mod.timed_out_until(community.asker) and not letters_of(community.asker)
    done = await pressed(community.moderator, preview, "do")

    assert "Case #1: Timeout for 1 day" in shown(done)
    assert "They were told by direct message." in shown(done) and "Timeout for 1 day: done." in shown(done)
    until = mod.timed_out_until(community.asker)
    case = await case_of(community)
    assert until == case.ends_at and (case.state, case.origin) == (State.DONE, Origin.MENU)
    (letter,) = letters_of(community.asker)
    assert "A timeout of 1 day" in letter and "\\*\\*all\\*\\*" in letter and "<@123456789012345678>" not in letter
    assert "Third time" not in letter and "moderator" not in letter.replace("moderators", "")
    logged = mod.audit_log(community.server, action=discord.AuditLogAction.member_update)[0]
    assert logged.reason is not None and logged.reason.startswith("#1 · ") and "For <@1234" in logged.reason


async def test_in_japanese_to_a_member_who_reads_japanese(community: Community) -> None:
    await with_rules(community)
    await decided(community, community.asker_ja, "warn", rule=1)
    simulated.set_locale(community.env, community.moderator2, "ja")

    sheet = await begun(community, community.asker_ja, "warn", by=community.moderator2, rule=1)
    for said in (
        "さんへの対応",
        "有効な違反点：**1点**",
        "ルール1の通常の対応は「警告」",
        "2点から「タイムアウト（1時間）」",
        "ケース #1を決定しました",
        "その理由を書いてください",
    ):
        assert said in shown(sheet), said
    sheet = await wrote(community.moderator2, sheet, reason="言い方がきつかったため", why="初めての方のため")
    preview = await pressed(community.moderator2, sheet, "preview")
    assert "ご確認ください：警告" in shown(preview)
    done = await pressed(community.moderator2, preview, "do")

    assert "ケース #2：警告" in shown(done) and "DMで本人に伝えました" in shown(done)


async def test_the_member_reads_it_in_the_language_they_chose(community: Community) -> None:
    await with_rules(community)
    community.app.profiles.preferring.languages[community.server.id, community.asker.id] = Language.JA

    preview = await pressed(
        community.moderator, await begun(community, community.asker, "warn", rule=1, reason="Rude"), "preview"
    )
    assert "(in Japanese)" in shown(preview) and "警告のお知らせ" in shown(preview)
    await pressed(community.moderator, preview, "do")

    (letter,) = letters_of(community.asker)
    assert "警告のお知らせ" in letter and "ルール1：思いやりを持つ" in letter and "異議を申し立て" in letter


async def test_the_ladder_and_why_are_in_front_of_whoever_decides(community: Community) -> None:
    await with_rules(community)
    for _ in range(2):
        await decided(community, community.asker, "warn", rule=1)

    sheet = await begun(community, community.asker, "timeout", rule=1)

    assert "**2 strikes** count now" in shown(sheet)
    assert "with it they have 3" in shown(sheet).casefold() and "from 3 strikes on" in shown(sheet)
    assert "Timeout for 1 day" in shown(sheet) and "please write why" not in shown(sheet)


async def test_by_queue_after_a_restart(community: Community) -> None:
    """A draft and its preview outlive the process; its custom ids are all there is."""
    await with_rules(community)
    sheet = await begun(community, community.asker, "warn", rule=1)
    await community.restart()
    preview = await pressed(community.moderator, sheet, "preview")
    await community.restart()

    done = await pressed(community.moderator, preview, "do")

    assert "Case #1: Warning" in shown(done) and len(letters_of(community.asker)) == 1


async def test_pressed_twice_it_is_one_case_and_one_letter(community: Community) -> None:
    await with_rules(community)
    preview = await pressed(
        community.moderator, await begun(community, community.asker, "timeout", duration="2h", rule=2), "write"
    )
    sheet = await community.moderator.submit_modal(preview, {"reason": "", "why": "Spam"})
    preview = await pressed(community.moderator, sheet, "preview")
    do = id_of(answer(preview), "moderation:decide-do")
    message = answer(preview)

    await simulated.at_once(
        community.env,
        community.moderator.click(message, custom_id=do),
        community.moderator.click(message, custom_id=do),
    )

    assert (await case_of(community)).state is State.DONE
    with pytest.raises(AssertionError, match="no case 2"):
        await case_of(community, 2)
    assert len(letters_of(community.asker)) == 1
    assert len(mod.audit_log(community.server, action=discord.AuditLogAction.member_update)) == 1


async def test_two_moderators_at_once_see_each_other(community: Community) -> None:
    await with_rules(community)
    first = await pressed(community.moderator, await begun(community, community.asker, "warn", rule=1), "preview")
    second = await pressed(
        community.moderator2,
        await begun(community, community.asker, "warn", by=community.moderator2, rule=1),
        "preview",
    )
    assert f"<@{community.moderator.id}> is deciding about them, too" in shown(second)
    await pressed(community.moderator, first, "do")

    again = await pressed(community.moderator2, second, "do")

    assert f"<@{community.moderator.id}> has just decided case #1 about them" in shown(again)
    assert "Something has changed" in shown(again) or "missing" in shown(again).casefold() or "why" in shown(again)
    with pytest.raises(AssertionError, match="no case 2"):
        await case_of(community, 2)


# Who may, and whom ------------------------------------------------------------------------------------------------


async def test_members_see_none_of_it(community: Community) -> None:
    own = {"mod warn", "mod ban", "mod unban"}

    assert not own & set(community.helper.available_commands(community.general))
    assert own <= set(community.moderator.available_commands(community.general))


@pytest.mark.parametrize("act", ["warn", "timeout", "kick", "ban"])
async def test_nobody_acts_on_themselves_equals_seniors_or_the_owner(community: Community, act: str) -> None:
    above = community.server.create_role("Founders", position=99)
    senior = community.server.add_member(community.env.create_user("senior"), roles=[above])
    await community.env.settle()
    targets = (
        ("to yourself", community.moderator),
        ("highest role isn't above theirs", community.moderator2),
        ("highest role isn't above theirs", senior),
        ("the owner", simcord.MemberActor(community.env, community.server, community.server.owner)),
    )
    for said, target in targets:
        refused = await begun(community, target, act)
        assert said in shown(refused), (act, said)
    with pytest.raises(AssertionError, match="no case"):
        await case_of(community)


async def test_nobody_acts_on_the_bot(community: Community) -> None:
    await community.asker.slash(community.general, "questions open")
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("hello")
    await community.env.settle()

    assert "I can't do this to myself." in shown(
        await community.moderator.context_menu(community.general, "Moderate", message)
    )


async def test_rules_published_after_the_preview_say_that_something_is_missing(community: Community) -> None:
    await with_rules(community)
    preview = await pressed(community.moderator, await begun(community, community.asker, "warn", rule=1), "preview")
    await published(community, RULES[1], RULES[0], material=False)

    sheet = await pressed(community.moderator, preview, "do")

    assert "Something is still missing" in shown(sheet) and "What is to be done" in shown(sheet)
    assert not letters_of(community.asker)


async def test_whoever_loses_the_role_loses_the_open_dialogue(community: Community) -> None:
    await with_rules(community)
    preview = await pressed(community.moderator, await begun(community, community.asker, "warn", rule=1), "preview")
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)
    await mod.native_take_role(owner, community.moderator, community.roles["moderators"])

    refused = await pressed(community.moderator, preview, "do")

    assert "Only moderators can do this." in shown(refused)
    assert not letters_of(community.asker)


async def test_moderators_who_may_not_ban(community: Community) -> None:
    await with_rules(community)
    await settings(community, moderators_may_ban=False)

    assert "may not kick or ban" in shown(await begun(community, community.asker, "ban"))
    sheet = await begun(community, community.asker, "warn", rule=1)
    assert "may not kick or ban" in shown(await chose(community.moderator, sheet, "act", "kick"))


async def test_what_a_rule_asks_for_is_refused_to_those_who_may_not(community: Community) -> None:
    await with_rules(community)
    await settings(community, moderators_may_ban=False)
    sheet = await community.moderator.context_menu(community.general, "Moderate", community.asker)
    sheet = await chose(community.moderator, sheet, "rule", "3")
    assert "Proposed: **Ban for 7 days**" in shown(sheet)

    assert "may not kick or ban" in shown(await pressed(community.moderator, sheet, "preview"))


_ABSENT: tuple[tuple[str, dict[str, Any]], ...] = (("timeout", {"duration": "1 day"}), ("kick", {}))


async def test_timeouts_and_kicks_of_people_who_arent_here_are_refused(community: Community) -> None:
    await with_rules(community)
    await mod.leave(community.asker)
    for act, options in _ABSENT:
        sheet = await wrote(
            community.moderator, await begun(community, community.asker.user, act, rule=1, **options), why="Spam"
        )
        refused = await pressed(community.moderator, sheet, "preview")
        assert "They aren't on the server" in shown(refused)


# What is typed ----------------------------------------------------------------------------------------------------


async def test_a_length_that_isnt_understood_is_given_back(community: Community) -> None:
    await with_rules(community)
    sheet = await begun(community, community.asker, "timeout", rule=1)
    form = await chose(community.moderator, sheet, "act", "other")

    refused = await community.moderator.submit_modal(form, {"act": ["ban"], "length": "a fortnight or so"})

    assert "a fortnight or so" in "\n".join(
        text for text in [shown(refused), *(str(one.content) for one in refused.followups)]
    )


async def test_another_length_is_typed_in_japanese(community: Community) -> None:
    await with_rules(community)
    sheet = await begun(community, community.asker, "timeout", rule=1)
    form = await chose(community.moderator, sheet, "act", "other")
    sheet = await community.moderator.submit_modal(form, {"act": ["timeout"], "length": "９０日"})
    assert "Timeout for 90 days" in shown(sheet)

    sheet = await wrote(community.moderator, sheet, why="Very often")
    await pressed(community.moderator, await pressed(community.moderator, sheet, "preview"), "do")

    case = await case_of(community)
    assert case.minutes == 90 * 24 * 60 and case.ends_at is not None


async def test_a_reason_of_4000_characters(community: Community) -> None:
    await with_rules(community)
    reason = "理由" * 2000
    sheet = await begun(community, community.asker, "warn", rule=1)
    sheet = await wrote(community.moderator, sheet, reason=reason)
    preview = await pressed(community.moderator, sheet, "preview")
    await pressed(community.moderator, preview, "do")

    (message,) = mod.direct_messages(community.asker)
    whole = await community.asker.user.click(message, custom_id="moderation:told-reason:1")
    assert answer(whole).attachments or reason in shown(whole)
    assert (await case_of(community)).reason == reason


async def test_what_somebody_else_was_told_is_nobodys_business(community: Community) -> None:
    await with_rules(community)
    await decided(community, community.asker, "warn", rule=1, reason="x" * 1200)
    await decided(community, community.helper, "warn", rule=1, reason="y" * 1200)
    (theirs,) = mod.direct_messages(community.helper)

    assert "moderation:told-reason:2" in buttons_of(theirs)
    read = await community.helper.user.click(theirs, custom_id="moderation:told-reason:2")
    assert "y" * 100 in shown(read) and "x" * 100 not in shown(read)


def buttons_of(message: discord.Message) -> set[str]:
    return {
        str(part["custom_id"])
        for part in walk([component.to_dict() for component in message.components])
        if part.get("custom_id")
    }


async def test_given_up_nothing_is_done(community: Community) -> None:
    sheet = await begun(community, community.asker, "warn", reason="Shouting")

    dropped = await pressed(community.moderator, sheet, "drop")

    assert "Nothing was done." in shown(dropped) and not buttons(answer(dropped))
    assert not letters_of(community.asker)


async def test_the_message_is_removed_first(community: Community) -> None:
    await with_rules(community)
    message = await community.asker.send(community.general, "Buy now")
    sheet = await community.moderator.context_menu(community.general, "Moderate", message)
    sheet = await chose(community.moderator, sheet, "rule", "2")
    assert "Message removed, with a warning" in shown(sheet)
    done = await pressed(community.moderator, await pressed(community.moderator, sheet, "preview"), "do")

    assert "The message is removed." in shown(done)
    assert not [one for one in community.general.history() if one.id == message.id]
    case = await case_of(community)
    assert (case.act, case.removed, case.told) == (Act.REMOVE, Progress.DONE, Progress.DONE)
    (letter,) = letters_of(community.asker)
    assert "A message of yours was removed" in letter


async def test_bots_are_acted_on_and_not_written_to(community: Community) -> None:
    other: simcord.MemberActor = community.server.add_member(community.env.create_user("other-bot", bot=True))
    await community.env.settle()

    done = await decided(community, other, "kick", reason="Spams")

    assert not mod.is_member(other)
    case = await case_of(community)
    assert (case.told, case.acted, case.state) == (Progress.NONE, Progress.DONE, State.DONE)
    assert "Kick: done." in shown(done)


async def test_direct_messages_are_closed(community: Community) -> None:
    await with_rules(community)
    await mention_channel(community, community.general)
    mod.close_dms(community.asker)

    done = await decided(community, community.asker, "warn", rule=1)

    assert "they were mentioned" in shown(done)
    mention = community.general.last_message
    assert mention is not None and f"<@{community.asker.id}>" in mention.content
    assert "warn" not in mention.content.casefold() and "rule" not in mention.content.casefold()


BYTES_MAX = 10_170
"""Of the texts of a card: beyond that Discord answers 500 (discord-api-docs, issue 8554)."""


async def test_the_longest_rule_reason_and_deviation_fit_in_japanese(community: Community) -> None:
    long = Terms(
        penalty=Penalty(action=Action.WARN),
        wordings={Language.EN: Wording(title="長" * TITLE_MAX, text="規則\n" * (TEXT_MAX // 3))},
    )
    await published(community, long, material=False)
    community.app.profiles.preferring.languages[community.server.id, community.asker.id] = Language.JA
    simulated.set_locale(community.env, community.moderator, "ja")
    message = await community.asker.send(community.general, "荒" * 2000)
    await decided(community, community.asker, "warn", by=community.moderator2, rule=1)

    sheet = await community.moderator.context_menu(community.general, "Moderate", message)
    sheet = await chose(community.moderator, sheet, "rule", "1")
    sheet = await chose(community.moderator, sheet, "act", "ban")
    sheet = await wrote(community.moderator, sheet, reason="*理" * 2000, why="_由" * 2000)
    preview = await pressed(community.moderator, sheet, "preview")
    for one in (sheet, preview):
        said = "".join(str(part.get("content", "")) for part in walk(answer(one).components))
        assert len(said) <= TEXT_LIMIT and len(said.encode()) < BYTES_MAX, (len(said), len(said.encode()))
    done = await pressed(community.moderator, preview, "do")

    assert "DMで本人に伝えました" in shown(done)


# From what others wait for ----------------------------------------------------------------------------------------


class Reported:
    """Somebody about whom one report is open."""

    def __init__(self, community: Community, member: simcord.MemberActor | None = None) -> None:
        self.community = community
        self.member = member or community.asker

    async def subject(self, _connection: AsyncConnection, *, guild_id: int, origin_id: int) -> Subject:
        if (guild_id, origin_id) != (self.community.server.id, 7):
            raise NothingToDecide
        return Subject(member_id=self.member.id)


async def card_with(community: Community, *custom_ids: str) -> discord.Message:
    """Have the bot post a card with buttons of these ids, whoever made them up."""
    view = ui.View(timeout=None)
    for custom_id in custom_ids:
        view.add_item(ui.Button(label=custom_id, custom_id=custom_id))
    view.stop()
    channel = community.bot.get_channel(community.queue.id)
    assert isinstance(channel, discord.TextChannel)
    posted = await channel.send("card", view=view)
    await community.env.settle()
    return posted


async def test_from_a_report_and_with_forged_ids(community: Community) -> None:
    community.app.moderation.desk.origins[Origin.REPORT] = Reported(community)
    forged = (
        "moderation:judge:report:8",
        "moderation:judge:appeal:7",
        "moderation:judge:x:7",
        "moderation:judge:raid:1",
    )
    card = await card_with(community, "moderation:judge:report:7", *forged)

    begun_from = await community.moderator.click(card, custom_id="moderation:judge:report:7")
    assert answer(begun_from).ephemeral and f"<@{community.asker.id}>" in shown(begun_from)
    assert "About a report" in shown(begun_from)
    for custom_id in forged:
        refused = await community.moderator.click(card, custom_id=custom_id)
        assert "What is to be done" not in shown(refused), custom_id


async def test_who_may_not_decide_about_a_report_is_not_deciding(community: Community) -> None:
    community.app.moderation.desk.origins[Origin.REPORT] = Reported(community, community.moderator)
    card = await card_with(community, "moderation:judge:report:7")

    for who in (community.moderator, community.moderator2):
        refused = await who.click(card, custom_id="moderation:judge:report:7")
        assert "What is to be done" not in shown(refused)
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)
    begun_from = await owner.click(card, custom_id="moderation:judge:report:7")

    assert f"<@{community.moderator.id}>" in shown(begun_from)
    assert f"<@{community.moderator2.id}>" not in shown(begun_from)


@pytest.mark.parametrize("by", ["moderator2", "helper"])
async def test_somebody_elses_dialogue_cant_be_taken_over(community: Community, by: str) -> None:
    await with_rules(community)
    sheet = await begun(community, community.asker, "warn", rule=1)
    ids = [id_of(answer(sheet), f"moderation:decide-{part}") for part in ("preview", "write", "drop")]
    preview = await pressed(community.moderator, sheet, "preview")
    ids.append(id_of(answer(preview), "moderation:decide-do"))
    community.env.backend.set_overwrite(
        community.queue.id,
        Overwrite(
            target_id=community.helper.id,
            type=OverwriteType.MEMBER,
            allow=discord.Permissions(view_channel=True).value,
            deny=0,
        ),
    )
    card = await card_with(community, *ids)

    for custom_id in ids:
        refused = await getattr(community, by).click(card, custom_id=custom_id)
        assert "somebody else's" in shown(refused) or "Only moderators" in shown(refused), custom_id
    assert not letters_of(community.asker)


async def test_a_reason_is_nobody_elses(community: Community) -> None:
    await decided(community, community.asker, "warn", reason="z" * 1200)
    card = await card_with(community, "moderation:told-reason:1")

    refused = await community.moderator2.click(card, custom_id="moderation:told-reason:1")

    assert "can't find this case" in shown(refused)
