"""Reports as people use them on Discord: members tell, moderators see to it, and Discord fails now and then."""

from typing import Any

import discord
import pytest
import simcord

from bot.due import TryLater
from bot.errors import UserError
from bot.guidelines.model import Action, Penalty, Terms, Wording
from bot.i18n import Language
from bot.reports import errors
from bot.reports.model import Side, State
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from bot.settings.model import ServerSettings
from bot.ui.actions import view_of
from tests.guidelines.acting import published
from tests.reports.acting import (
    button_of,
    cards,
    closed,
    opened,
    pressed,
    raw,
    reported,
    reported_member,
    sent,
    sheet_of,
    written,
)
from tests.support.cards import answer, shown, text_of
from tests.support.community import Community, private_text


def rule(title: str) -> Terms:
    return Terms(
        penalty=Penalty(action=Action.WARN), wordings={Language.EN: Wording(title=title, text="Always, everywhere.")}
    )


def card_text(community: Community) -> str:
    [message] = cards(community)
    return text_of(raw(message))


# Members ------------------------------------------------------------------------------------------------------------


async def test_a_member_reports_a_message_and_hears_what_came_of_it(community: Community) -> None:
    message = await written(community, "**You** are all @everyone idiots")

    thanks = await reported(community, community.helper, message, words="Not the first time.")
    await community.run_due()

    assert answer(thanks).ephemeral and "Nobody is told that it was you" in shown(thanks)
    said = card_text(community)
    assert "\\*\\*You\\*\\* are all" in said and "Not the first time." in said and "**1 member**" in said
    assert str(community.helper.id) not in said and "@everyone" not in said
    assert community.general.history()[-1].content == message.content  # nothing public

    [card] = cards(community)
    await closed(community.moderator, card, said="It was a quotation.")
    await community.run_due()
    [letter] = mod.direct_messages(community.helper)
    assert "doesn't break the rules" in text_of(raw(letter)) and "It was a quotation." in text_of(raw(letter))
    assert not mod.direct_messages(community.asker)


async def test_in_japanese(community: Community) -> None:
    message = await written(community)

    form = await opened(community, community.asker_ja, message)
    assert form.modal is not None and form.modal["title"] == "この投稿を通報"
    thanks = await sent(community.asker_ja, form, concern="self-harm", words="心配です。")
    assert "通報を受け付けました" in shown(thanks) and "119番" in shown(thanks)

    mine = await community.asker_ja.slash(community.general, "report")
    assert "モデレーターの確認を待っています" in shown(mine)
    await community.set(ServerSettings, language="ja")
    await community.run_due()
    assert "緊急：だれかのことが心配" in card_text(community) and "心配です。" in card_text(community)


async def test_the_form_offers_the_rules_in_force(community: Community) -> None:
    await published(community, rule("Be kind"), rule("No advertising"))
    message = await written(community)

    form = await opened(community, community.helper, message)

    assert form.modal is not None
    [select] = [part["component"] for part in form.modal["components"] if part["component"].get("options")]
    assert [option["label"] for option in select["options"]] == [
        "Rule 1: Be kind",
        "Rule 2: No advertising",
        "Somebody is threatened",
        "I'm worried about somebody",
        "Somebody's personal data",
        "Something else",
    ]
    await sent(community.helper, form, concern="rule-2")
    await community.run_due()
    assert "Rule 2: No advertising" in card_text(community)


async def test_a_message_that_is_deleted_while_the_form_is_open_is_still_reported(community: Community) -> None:
    message = await written(community, "Gone in a second")
    form = await opened(community, community.helper, message)
    await message.delete()

    await sent(community.helper, form)
    await community.run_due()

    assert "Gone in a second" in card_text(community)


async def test_a_form_that_was_opened_before_a_restart_still_counts(community: Community) -> None:
    message = await written(community, "Still here")
    form = await opened(community, community.helper, message)
    await community.restart()

    thanks = await sent(community.helper, form)

    assert "will look at it" in shown(thanks)
    await community.run_due()
    assert "Still here" in card_text(community)


async def test_several_reports_are_one_card_that_grows(community: Community) -> None:
    message = await written(community)
    await reported(community, community.helper, message, words="First.")
    await community.run_due()

    joined = await reported(community, community.bystander, message, words="Second.")
    again = await reported(community, community.helper, message, words="Third.")
    await community.run_due()

    assert "know of this already" in shown(joined) and "reported this before" in shown(again)
    said = card_text(community)
    assert "**2 members** have reported this" in said
    assert "First. Third." in said and "Second." in said


async def test_a_member_is_reported_from_their_menu_in_words(community: Community) -> None:
    refused = await reported_member(community, community.helper, community.asker, words="…")
    assert "a few words" in private_text(refused)

    await reported_member(community, community.helper, community.asker, words="Writes me all the time.")
    await community.run_due()
    said = card_text(community)
    assert f"Report about <@{community.asker.id}>" in said and "Writes me all the time." in said


async def test_somebody_who_left_can_be_reported(community: Community) -> None:
    message = await written(community)
    await mod.leave(community.asker)

    await reported(community, community.helper, message)
    await community.run_due()

    assert f"<@{community.asker.id}>" in card_text(community)
    assert (await sheet_of(community)).report.side is Side.MEMBER


async def test_the_command_shows_ones_reports_and_opens_the_form(community: Community) -> None:
    empty = await community.helper.slash(community.general, "report")
    assert answer(empty).ephemeral and "You haven't reported anything" in shown(empty)
    only_words = await community.helper.slash(community.general, "report", words="Something is off.")
    assert "say whom it is about" in private_text(only_words) and "Something is off." in private_text(only_words)

    form = await community.helper.slash(community.general, "report", member=community.asker, words="Insults.")
    assert form.modal is not None
    await sent(community.helper, form, words="Insults.")
    listed = await community.helper.slash(community.general, "report")
    assert "about a member" in shown(listed) and "Nobody has looked at it yet" in shown(listed)

    form = await pressed(community.helper, answer(listed), "reports:add")
    added = await community.helper.submit_modal(form, {"words": "And threats."})
    assert "Added" in shown(added)
    assert (await sheet_of(community)).voices[0].words == "Insults.\nAnd threats."


async def test_long_lists_of_reports_are_turned(community: Community) -> None:
    for number in range(7):
        await reported(community, community.helper, await written(community, f"Message {number}"))

    first = await community.helper.slash(community.general, "report")
    assert "Page 1 of 2" in shown(first)
    second = await community.helper.click(answer(first), label="Next")
    assert "Page 2 of 2" in shown(second)


async def test_nobody_reports_themself_but_what_the_bot_posts_for_others(community: Community) -> None:
    own = await community.helper.context_menu(community.general, "Report", await _by(community, community.helper))
    assert "can't report yourself" in shown(own)
    bots_channel = community.bot.get_channel(community.general.id)
    assert isinstance(bots_channel, discord.TextChannel)
    posted = await bots_channel.send("Somebody asks anonymously: …")
    await reported(community, community.helper, posted)
    await community.run_due()
    assert "Somebody asks anonymously" in card_text(community)
    assert (await sheet_of(community)).report.about_id is None


async def _by(community: Community, who: simcord.MemberActor) -> discord.Message:
    message: discord.Message = await who.send(community.general, "Mine")
    return message


async def test_the_longest_report_fits_its_card(community: Community) -> None:
    message = await written(community, "*" * 2000)
    people = [community.helper, community.helper2, community.bystander, community.asker_ja, community.helper_ja]
    for who in [*people, community.staff]:
        await reported(community, who, message, concern="personal-data", words="*" * 1000)
    await community.run_due()

    assert "**6 members**" in card_text(community) and "The latest 5" in card_text(community)


# Moderators ---------------------------------------------------------------------------------------------------------


async def test_a_moderator_decides_and_the_report_is_closed_by_the_case(community: Community) -> None:
    await reported(community, community.helper, await written(community, "Buy my stuff"))
    await community.run_due()
    [card] = cards(community)

    dialogue = await pressed(community.moderator, card, "reports:decide")

    assert answer(dialogue).ephemeral
    assert (await sheet_of(community)).report.taken_by_id == community.moderator.id
    await community.run_due()
    assert "taken by" in card_text(community)


async def test_dismissing_asks_for_the_reason_and_gives_the_words_back(community: Community) -> None:
    await reported(community, community.helper, await written(community))
    await community.run_due()
    [card] = cards(community)

    refused = await closed(community.moderator, card, said="!!!")
    assert "a few words" in private_text(refused) and "!!!" in private_text(refused)
    assert (await sheet_of(community)).report.state is State.OPEN
    done = await closed(community.moderator, card, outcome="settled", said="")
    assert "Acted on" in shown(done)


async def test_two_moderators_close_at_once(community: Community) -> None:
    await reported(community, community.helper, await written(community))
    await community.run_due()
    [card] = cards(community)
    forms = [await pressed(who, card, "reports:close") for who in (community.moderator, community.moderator2)]
    typed = {"outcome": ["dismissed"], "answer": "No breach."}

    await simulated.at_once(
        community.env,
        community.moderator.submit_modal(forms[0], typed),
        community.moderator2.submit_modal(forms[1], typed),
    )
    await community.run_due()

    assert card_text(community).count("Dismissed by") == 1
    assert len(mod.direct_messages(community.helper)) == 1


async def test_a_moderator_whose_role_is_taken_loses_the_open_form_too(community: Community) -> None:
    await reported(community, community.helper, await written(community))
    await community.run_due()
    listed = await community.moderator.slash(community.general, "queue")
    item = await pressed(community.moderator, answer(listed), "queue:open")
    looked = await pressed(community.moderator, answer(item), "reports:look")
    form = await pressed(community.moderator, answer(looked), "reports:close")
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)
    await mod.native_take_role(owner, community.moderator, community.roles["moderators"])

    refused = await community.moderator.submit_modal(form, {"outcome": ["dismissed"], "answer": "No."})

    assert "Only moderators" in private_text(refused)
    assert (await sheet_of(community)).report.state is State.OPEN


async def test_a_report_about_a_moderator_is_for_admins_and_its_card_says_nothing(community: Community) -> None:
    message: discord.Message = await community.moderator.send(community.general, "I abuse my power")
    await reported(community, community.helper, message, words="He abuses his power.")
    await community.run_due()

    said = card_text(community)
    assert "about the team" in said
    for secret in ("abuse", str(community.moderator.id), str(community.helper.id)):
        assert secret not in said
    [card] = cards(community)
    for who in (community.moderator, community.moderator2):
        assert "isn't yours to see to" in shown(await pressed(who, card, "reports:look"))
    looked = await _as_admin(community, card)
    assert "I abuse my power" in looked and "He abuses his power." in looked


async def _as_admin(community: Community, card: discord.Message) -> str:
    """Have an admin, who sees the queue's channel, look at a report."""
    admin = community.server.add_member(
        community.env.create_user("chief"), roles=[community.roles["admins"], community.roles["moderators"]]
    )
    return shown(await pressed(admin, card, "reports:look"))


async def test_whom_it_is_about_is_asked_again_where_discord_did_not_say(community: Community) -> None:
    message: discord.Message = await community.moderator.send(community.general, "Hm")
    community.fails("GET", f"/guilds/{community.server.id}/members/{community.moderator.id}", 500, times=2)
    await reported(community, community.helper, message)
    await community.run_due()
    assert cards(community) == []

    await community.later(minutes=2)

    assert "about the team" in card_text(community)
    assert (await sheet_of(community)).report.side is Side.MODERATOR


async def test_a_card_that_was_deleted_comes_back_while_the_report_is_open(community: Community) -> None:
    message = await written(community)
    await reported(community, community.helper, message)
    await community.run_due()
    await cards(community)[0].delete()

    await community.later(minutes=1)
    await reported(community, community.bystander, message)
    await community.run_due()
    await community.run_due()

    assert "**2 members**" in card_text(community)


async def test_a_card_is_not_taken_for_deleted_while_discord_has_an_outage(community: Community) -> None:
    message = await written(community)
    await reported(community, community.helper, message)
    await community.run_due()
    await reported(community, community.bystander, message)
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    channels, guild._channels, guild.unavailable = guild._channels, {}, True
    await community.run_due()

    guild._channels, guild.unavailable = channels, False
    await community.later(minutes=2)

    assert "**2 members**" in card_text(community)


async def test_a_card_whose_answer_was_lost_is_drawn_anew(community: Community) -> None:
    message = await written(community)
    await reported(community, community.helper, message)
    deciding: Any = community.app.reports.deciding
    working, deciding.posted = deciding.posted, _lost
    await community.run_due()
    deciding.posted = working
    await reported(community, community.bystander, message)

    await community.later(minutes=2)

    assert "**2 members**" in card_text(community)


async def _lost(*_: object, **__: object) -> None:
    raise TryLater("as if the answer had been lost")


async def test_the_queue_leads_to_the_report(community: Community) -> None:
    await reported(community, community.helper, await written(community), concern="threat")
    await community.run_due()

    listed = await community.moderator.slash(community.queue, "queue")
    assert "Somebody is threatened" in shown(listed)
    opened_item = await community.moderator.click(answer(listed), custom_id=button_of(answer(listed), "queue:open"))
    looked = await pressed(community.moderator, answer(opened_item), "reports:look")
    assert "Urgent" in shown(looked)


async def test_without_a_queue_the_report_waits_in_the_list(community: Community) -> None:
    await community.set(ServerSettings, queue_channel_id=None)
    await reported(community, community.helper, await written(community))
    await community.run_due()

    assert cards(community) == []
    listed = await community.moderator.slash(community.general, "queue")
    assert "Something else" in shown(listed)


async def test_closed_direct_messages_leave_the_outcome_in_the_inbox(community: Community) -> None:
    mod.close_dms(community.helper)
    await reported(community, community.helper, await written(community))
    await community.run_due()
    await closed(community.moderator, cards(community)[0])
    await community.run_due()

    listed = await community.helper.slash(community.general, "inbox")
    assert "Your report of" in shown(listed)


async def test_whoever_may_not_see_a_report_about_the_team_can_not_decide_it_by_a_forged_button(
    community: Community,
) -> None:
    message = await community.moderator2.send(community.general, "You fool.")
    await reported(community, community.helper, message)
    channel = community.bot.get_channel(community.queue.id)
    assert isinstance(channel, discord.TextChannel)
    button = discord.ui.Button[discord.ui.View](label="x", custom_id="moderation:judge:report:1")
    forged = await channel.send("x", view=view_of(button) or discord.utils.MISSING)

    refused = await community.moderator.click(forged, custom_id="moderation:judge:report:1")

    assert "isn't yours to see to" in private_text(refused), private_text(refused)
    assert "You fool." not in private_text(refused)


@pytest.mark.parametrize("custom_id", ["reports:look:999", "reports:take:999:0", "reports:close:1", "reports:add:1"])
async def test_forged_buttons_lead_nowhere(community: Community, custom_id: str) -> None:
    await reported(community, community.helper, await written(community))
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    button = discord.ui.Button[discord.ui.View](label="x", custom_id=custom_id)
    forged = await channel.send("x", view=view_of(button) or discord.utils.MISSING)

    result = await community.bystander.click(forged, custom_id=custom_id)

    if result.modal is not None:  # the form opens for anybody, and is refused when it is sent
        result = await community.bystander.submit_modal(result, {"outcome": ["dismissed"], "answer": "Nothing."})
    assert "can't find" in private_text(result) or "Only moderators" in private_text(result)
    assert (await sheet_of(community)).report.state is State.OPEN


def test_errors_are_sentences_of_their_own() -> None:
    found = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, UserError)]
    assert len({one.message for one in found}) == len(found)
    assert all(one.message.startswith("reports-error-") for one in found if one is not UserError)
