"""Appeals as people use them on Discord: from a letter, from `/appeal`, after a ban, and in the moderators' queue."""

from typing import Any

import discord
import pytest
import simcord

from bot.actor import Actor
from bot.appeals import errors
from bot.appeals.model import State
from bot.due import TryLater
from bot.errors import UserError
from bot.moderation.model import Act, ModerationSettings
from bot.moderation.model import State as CaseState
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from bot.settings.model import ServerSettings
from bot.ui.actions import view_of
from tests.appeals.acting import ANSWER, answered, appealed, case_now, decided, decision_of, sheet_of
from tests.reports.acting import button_of, cards, pressed, raw
from tests.support.cards import answer, buttons, shown, text_of
from tests.support.community import Community, private_text


def card_of(community: Community) -> discord.Message:
    """Return the appeal's card in the queue's channel."""
    [found] = [
        one for one in cards(community) if any(custom.startswith("appeals:take") for custom in buttons(raw(one)))
    ]
    return found


def letters(who: simcord.MemberActor) -> list[str]:
    return [text_of(raw(message)) for message in mod.direct_messages(who)]


# Appealing ----------------------------------------------------------------------------------------------------------


async def test_a_member_appeals_from_the_letter_and_is_told_the_answer(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    [letter] = mod.direct_messages(community.asker)

    form = await community.asker.user.click(letter, custom_id=button_of(letter, "appeals:appeal"))
    assert form.modal is not None and form.modal["title"] == "Appeal case #1"
    thanks = await community.asker.user.submit_modal(form, {"text": "It was a **quotation** <@1>."})
    assert "Another moderator than the one who decided" in shown(thanks)
    await community.run_due()

    said = text_of(raw(card_of(community)))
    assert "It was a \\*\\*quotation" in said and f"<@{community.asker.id}>" in said and "Insulting words." in said
    await answered(community.moderator2, card_of(community), "lifted")
    await community.run_due()
    assert (await case_now(community, case)).state is CaseState.LIFTED
    assert "lifted it" in letters(community.asker)[-1] and ANSWER in letters(community.asker)[-1]


async def test_in_japanese(community: Community) -> None:
    await community.set(ServerSettings, language="ja")
    case = await decided(community, community.asker_ja, community.moderator, act=Act.TIMEOUT, minutes=3 * 1440)

    thanks = await appealed(community, community.asker_ja, case, text="引用でした。")
    assert "異議申し立てを受け付けました" in shown(thanks)

    said = text_of(raw(card_of(community)))
    assert "異議申し立て（ケース #1）" in said and "引用でした。" in said and "軽減する" in said
    await answered(community.moderator2, card_of(community), "reduced", length="1日", strikes="１")
    await community.run_due()
    assert "軽減することになりました" in letters(community.asker_ja)[-1]
    assert (await case_now(community, case)).minutes == 1440
    await community.later(days=1, hours=1)
    listed = await community.asker_ja.slash(community.general, "appeal")
    assert "ケース #1：タイムアウト（1日間）" in shown(listed) and "軽減されました" in shown(listed)


async def test_somebody_who_was_banned_appeals_from_the_letter_and_comes_back(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator, act=Act.BAN)
    assert community.asker.id in mod.bans(community.server)
    [letter] = mod.direct_messages(community.asker)

    form = await community.asker.user.click(letter, custom_id=button_of(letter, "appeals:appeal"))
    await community.asker.user.submit_modal(form, {"text": "I was hacked."})
    await community.run_due()
    await answered(community.moderator2, card_of(community), "lifted")
    await community.run_due()

    assert community.asker.id not in mod.bans(community.server)
    assert (await case_now(community, case)).state is CaseState.LIFTED


async def test_a_case_is_appealed_once_and_only_by_the_one_it_is_about(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    [letter] = mod.direct_messages(community.asker)
    first = await community.asker.user.click(letter, custom_id=button_of(letter, "appeals:appeal"))
    second = await community.asker.user.click(letter, custom_id=button_of(letter, "appeals:appeal"))
    await community.asker.user.submit_modal(first, {"text": "Once."})

    refused = await community.asker.user.submit_modal(second, {"text": "Twice."})

    assert "appealed already" in private_text(refused) and "Twice." in private_text(refused)
    assert (await sheet_of(community)).appeal.text == "Once."
    forged = await _forged(community, f"appeals:appeal:{case.id}")
    assert "can't find this case" in shown(
        await community.bystander.click(forged, custom_id=f"appeals:appeal:{case.id}")
    )


async def _forged(community: Community, custom_id: str) -> discord.Message:
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    button = discord.ui.Button[discord.ui.View](label="x", custom_id=custom_id)
    return await channel.send("x", view=view_of(button) or discord.utils.MISSING)


async def test_a_member_sees_their_cases_and_withdraws(community: Community) -> None:
    assert "nothing you could appeal" in shown(await community.asker.slash(community.general, "appeal"))
    case = await decided(community, community.asker, community.moderator)
    await appealed(community, community.asker, case)

    listed = await community.asker.slash(community.general, "appeal")
    assert "You have appealed" in shown(listed)
    asked = await pressed(community.asker, answer(listed), "appeals:withdraw")
    done = await pressed(community.asker, answer(asked), "appeals:really-withdraw")
    await community.run_due()

    assert "is withdrawn" in shown(done)
    assert (await sheet_of(community)).appeal.state is State.WITHDRAWN
    assert any("Withdrawn" in text_of(raw(one)) for one in cards(community))


async def test_many_cases_are_turned(community: Community) -> None:
    for _ in range(6):
        await decided(community, community.asker, community.moderator, act=Act.WARN)

    first = await community.asker.slash(community.general, "appeal")
    assert "Page 1 of 2" in shown(first)
    assert "Page 2 of 2" in shown(await community.asker.click(answer(first), label="Next"))


async def test_the_longest_appeal_fits_its_card(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator, reason="*" * 4000)
    await appealed(community, community.asker, case, text="a*" * 1000)

    assert "They write" in text_of(raw(card_of(community)))
    await answered(community.moderator2, card_of(community), "upheld", answer="a_" * 500)
    await community.run_due()
    assert "stays as it is" in letters(community.asker)[-1]


# Deciding -----------------------------------------------------------------------------------------------------------


async def test_whoever_acted_is_refused_and_told_who_can(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    await appealed(community, community.asker, case)
    card = card_of(community)

    for press in ("appeals:take", "decide"):
        custom_id = decision_of(card, "upheld") if press == "decide" else button_of(card, press)
        refused = await community.moderator.click(card, custom_id=custom_id)
        assert "another moderator, or an admin" in private_text(refused)
    assert (await sheet_of(community)).appeal.taken_by_id is None


async def test_an_admin_who_acted_is_asked_why(community: Community) -> None:
    chief = community.server.add_member(
        community.env.create_user("chief"), roles=[community.roles["admins"], community.roles["moderators"]]
    )
    case = await decided(community, community.asker, chief)
    await appealed(community, community.asker, case)

    form = await chief.click(card_of(community), custom_id=decision_of(card_of(community), "upheld"))
    assert form.modal is not None and "nobody else" in str(form.modal)
    done = await chief.submit_modal(form, {"answer": "No.", "note": "There is nobody else."})

    assert "There is nobody else." in shown(done)
    assert "There is nobody else." not in "\n".join(letters(community.asker))


async def test_two_moderators_decide_at_once(community: Community) -> None:
    third = community.server.add_member(community.env.create_user("third"), roles=[community.roles["moderators"]])
    case = await decided(community, community.asker, community.moderator)
    await appealed(community, community.asker, case)
    card = card_of(community)
    forms = [
        await who.click(card, custom_id=decision_of(card, outcome))
        for who, outcome in ((community.moderator2, "upheld"), (third, "lifted"))
    ]

    await simulated.at_once(
        community.env,
        community.moderator2.submit_modal(forms[0], {"answer": "It stays."}),
        third.submit_modal(forms[1], {"answer": "It goes."}),
    )
    await community.run_due()

    sheet = await sheet_of(community)
    assert sheet.appeal.state in (State.UPHELD, State.LIFTED)
    assert (sheet.case.state is CaseState.LIFTED) == (sheet.appeal.state is State.LIFTED)
    assert len([said for said in letters(community.asker) if "Your appeal" in said]) == 1


async def test_what_is_typed_wrong_is_refused_and_given_back(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator, act=Act.TIMEOUT, minutes=60)
    await appealed(community, community.asker, case)

    for typed in ({"length": "soonish"}, {"strikes": "many"}, {"length": "2 hours"}, {}):
        refused = await answered(community.moderator2, card_of(community), "reduced", answer="My long answer", **typed)
        assert "My long answer" in private_text(refused)
    assert (await sheet_of(community)).appeal.state is State.OPEN
    assert (await case_now(community, case)).minutes == 60


async def test_a_warning_has_no_length_to_ask_for(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    await appealed(community, community.asker, case)
    card = card_of(community)

    form = await community.moderator2.click(card, custom_id=decision_of(card, "reduced"))
    assert form.modal is not None and "'length'" not in str(form.modal)
    await community.moderator2.submit_modal(form, {"answer": "Milder.", "strikes": "0"})
    await community.run_due()
    assert (await case_now(community, case)).strikes == 0
    assert "No strikes come with it" in letters(community.asker)[-1]


async def test_a_case_lifted_meanwhile_leaves_one_button(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    await appealed(community, community.asker, case)
    card = card_of(community)
    form = await community.moderator2.click(card, custom_id=decision_of(card, "upheld"))
    await community.app.moderation.lifting.lift(by=_actor(community), case_id=case.id, why="A mistake.")

    refused = await community.moderator2.submit_modal(form, {"answer": "It stays."})
    assert "lifted in the meantime" in private_text(refused)
    listed = await community.moderator2.slash(community.queue, "queue")
    opened = await pressed(community.moderator2, answer(listed), "queue:open")
    looked = await pressed(community.moderator2, answer(opened), "appeals:look")
    assert [one for one in buttons(answer(looked)) if one.startswith("appeals:decide")] == ["appeals:decide:1:lifted"]


def _actor(community: Community) -> Actor:
    return Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)


async def test_who_may_not_ban_does_not_lift_a_ban(community: Community) -> None:
    await community.set(ModerationSettings, moderators_may_ban=False)
    case = await decided(community, community.asker, community.moderator, act=Act.BAN)
    [letter] = mod.direct_messages(community.asker)
    form = await community.asker.user.click(letter, custom_id=button_of(letter, "appeals:appeal"))
    await community.asker.user.submit_modal(form, {"text": "Please."})
    await community.run_due()

    refused = await answered(community.moderator2, card_of(community), "lifted")

    assert "You may not ban here" in private_text(refused)
    assert (await case_now(community, case)).state is not CaseState.LIFTED


async def test_everything_works_after_a_restart(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    listed = await community.asker.slash(community.general, "appeal")
    form = await community.asker.click(answer(listed), custom_id=f"appeals:appeal:{case.id}")
    await community.restart()
    await community.asker.submit_modal(form, {"text": "Still me."})
    await community.run_due()
    card = card_of(community)
    form = await community.moderator2.click(card, custom_id=decision_of(card, "upheld"))
    await community.restart()

    done = await community.moderator2.submit_modal(form, {"answer": "It stays."})

    assert "Upheld by" in shown(done)


async def test_a_card_that_was_deleted_comes_back(community: Community) -> None:
    case = await decided(community, community.asker, community.moderator)
    await appealed(community, community.asker, case)
    await card_of(community).delete()
    await community.later(minutes=1)

    await community.app.appeals.deciding.take(by=_actor(community), appeal_id=1)
    await community.run_due()
    await community.run_due()

    assert "taken by" in text_of(raw(card_of(community)))


async def test_a_card_whose_answer_was_lost_is_known_again_though_somebody_took_the_appeal(
    community: Community,
) -> None:
    case = await decided(community, community.asker, community.moderator)
    deciding: Any = community.app.appeals.deciding
    working, deciding.posted = deciding.posted, _lost
    await appealed(community, community.asker, case)
    deciding.posted = working
    await deciding.take(by=_actor(community), appeal_id=1)

    await community.later(minutes=2)

    assert "taken by" in text_of(raw(card_of(community)))


async def _lost(*_: object, **__: object) -> None:
    raise TryLater("as if the answer had been lost")


@pytest.mark.parametrize("status", [500, 403])
async def test_discord_refusing_the_card_leaves_the_appeal_in_the_list(community: Community, status: int) -> None:
    case = await decided(community, community.asker, community.moderator)
    community.fails("POST", f"/channels/{community.queue.id}/messages", status, code=50013, times=None)
    await appealed(community, community.asker, case)

    assert "An appeal against case #1" in shown(await community.moderator2.slash(community.general, "queue"))
    community.works_again()
    await community.later(minutes=2)
    assert bool(cards(community)) == (status == 500)


def test_errors_are_sentences_of_their_own() -> None:
    found = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, UserError)]
    assert len({one.message for one in found}) == len(found)
    assert all(one.message.startswith("appeals-error-") for one in found if one is not UserError)
