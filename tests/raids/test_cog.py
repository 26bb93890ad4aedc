"""Raids as moderators and guests live through them, on Discord."""

from datetime import timedelta
from typing import Any

import pytest

from bot.actor import Actor
from bot.due import TryLater
from bot.moderation.model import Act, ModerationSettings
from bot.moderation.model import State as CaseState
from bot.queue.model import QueueSettings
from bot.raids.model import NoRaid, RaidSettings, Reaction, State
from bot.sandbox import moderating, simulated
from bot.sandbox import simulated_moderation as mod
from bot.settings.model import ServerSettings
from tests.raids.doors import (
    card,
    cards,
    cases,
    guests,
    keep_out,
    only_alert,
    press,
    raid,
    raw,
    settled,
    timed_out,
    welcomed,
    welcoming,
    whole,
    words,
)
from tests.support.cards import answer, buttons, id_of, shown, walk
from tests.support.community import Community

joins = pytest.mark.needs("members", "raids")


# The simulation ---------------------------------------------------------------------------------------------


@joins
async def test_three_hundred_raiders_do_not_hurt_five_guests_among_them(community: Community) -> None:
    await welcoming(community)
    await only_alert(community)
    await mod.join_many(community.server, 100, name="free nitro {}".format, within=timedelta(seconds=20))
    real = await guests(community)
    await mod.join_many(community.server, 200, name="free nitro {}".format, within=timedelta(seconds=40))
    await settled(community)

    found = await whole(community)
    assert found.raid.suspects >= 295 and found.left == found.raid.suspects
    community.env.settle_timeout = 60  # three hundred cases are opened while the button is pressed
    await keep_out(community, "timeout")
    await settled(community, minutes=3)

    assert len(await cases(community, Act.TIMEOUT)) == found.left
    for guest in real:
        assert mod.timed_out_until(guest) is None and mod.may(guest, "send_messages", community.general)
        assert not [case for case in await cases(community) if case.member_id == guest.id]
        assert (await guest.send(community.general, "hello")).content == "hello"
    assert welcomed(community, real) == [guest.id for guest in real]


@joins
async def test_the_doors_close_by_themselves_and_one_button_opens_them(community: Community) -> None:
    other = community.server.create_text_channel("other")
    await community.admin.send(other, "hi")
    await mod.native_slow_mode(community.admin, other, 7)
    await raid(community, 300)

    assert mod.invites_paused_until(community.server) is not None
    assert (mod.slow_mode(community.general), mod.slow_mode(other)) == (30, 30)
    assert mod.slow_mode(community.queue) == 0, "nobody but moderators writes there"
    text = words(card(community))
    assert (
        "This looks like a raid" in text and "Slow mode (30 s): 2 channels" in text and "Nobody was thrown out" in text
    )

    await press(community, "undo")
    await settled(community)

    assert mod.invites_paused_until(community.server) is None
    assert (mod.slow_mode(community.general), mod.slow_mode(other)) == (0, 7)
    text = words(card(community))
    assert "Invites are open again" in text and "2 as before" in text and "Everything was undone" in text
    assert not buttons(raw(card(community)))


@joins
async def test_suspects_are_not_welcomed_until_a_moderator_knows_them(community: Community) -> None:
    await welcoming(community)
    await only_alert(community)
    raiders = await raid(community)
    held_back = [one for one in raiders if one.id not in welcomed(community, raiders)]
    assert len(held_back) == len(raiders)
    listed = answer(await press(community, "suspects"))
    known = [held_back[0], held_back[3]]

    await community.moderator.select(listed, [str(one.id) for one in known], custom_id=id_of(listed, "raids:clear"))
    await settled(community)

    assert welcomed(community, raiders) == [one.id for one in known]
    assert "known to you 2 · still on the list 28" in words(card(community))


@joins
async def test_names_in_the_menu_are_as_they_are(community: Community) -> None:
    await only_alert(community)
    await mod.join_many(community.server, 30, name="free_nitro_{}".format)
    await settled(community)

    listed = answer(await press(community, "suspects"))

    [menu] = [one for one in walk(listed.components) if one.get("options")]
    assert menu["options"][0]["label"] == "free_nitro_0"


@joins
async def test_undoing_a_false_alarm_welcomes_everybody(community: Community) -> None:
    await welcoming(community)
    raiders = await raid(community)

    await press(community, "undo")
    await settled(community)

    assert len(welcomed(community, raiders)) == len(raiders)


@joins
async def test_a_rush_of_different_guests_is_noted_once_and_nothing_is_done(community: Community) -> None:
    await welcoming(community)
    first, last = ("yuki", "haruto", "claire", "jonas", "emeka", "lena", "priya", "tomas", "mio", "wen"), "abcdefghij"
    names = [
        f"{one}{''.join(chr(97 + (k * 7 + n) % 26) for k in range(4))}{x}" for n, one in enumerate(first) for x in last
    ]
    joined = await mod.join_many(
        community.server,
        100,
        name=names.__getitem__,
        account_age=lambda number: timedelta(days=30 + number * 11),
        within=timedelta(minutes=1),
        picture="a" * 32,
    )
    for _ in range(3):
        await settled(community, minutes=1)

    text = words(card(community))
    assert "Many are joining" in text and "Nothing was done" in text
    assert mod.invites_paused_until(community.server) is None and mod.slow_mode(community.general) == 0
    assert len(welcomed(community, joined)) == 100
    assert await cases(community) == []


@joins
async def test_nothing_is_noticed_where_the_server_does_not_want_it(community: Community) -> None:
    await community.set(RaidSettings, reaction=Reaction.OFF)

    await raid(community, 60)

    assert cards(community) == [] and mod.invites_paused_until(community.server) is None
    with pytest.raises(NoRaid):
        await whole(community)


# Keeping out --------------------------------------------------------------------------------------------------------


@joins
async def test_bans_need_the_right_to_ban_and_are_given_back(community: Community) -> None:
    await only_alert(community)
    await community.set(ModerationSettings, moderators_may_ban=False)
    raiders = await raid(community)
    refused = await keep_out(community, "ban")
    assert "ban" in shown(refused).lower() and not mod.bans(community.server)

    await community.set(ModerationSettings, moderators_may_ban=True)
    await keep_out(community, "ban")
    await settled(community, minutes=1)
    assert len(mod.bans(community.server)) == len(raiders)
    assert "Kept out 30" in words(card(community)) and "Nobody was thrown out" not in words(card(community))

    await press(community, "undo")
    await settled(community, minutes=1)
    assert mod.bans(community.server) == {}
    assert {case.state for case in await cases(community, Act.BAN)} == {CaseState.LIFTED}
    assert "Let in again 30" in words(card(community))


@joins
async def test_everything_is_given_back_after_a_restart_and_after_it_was_over(community: Community) -> None:
    raiders = await raid(community)
    await keep_out(community, "timeout")
    await settled(community, minutes=1)
    kept = timed_out(raiders)
    assert kept >= 20
    await press(community, "over")
    await settled(community)
    assert timed_out(raiders) == kept, "it is over, and who was kept out stays out"
    assert mod.invites_paused_until(community.server) is None and mod.slow_mode(community.general) == 0

    await community.restart()
    await press(community, "undo")
    await settled(community, minutes=1)

    assert timed_out(raiders) == 0
    assert {case.state for case in await cases(community, Act.TIMEOUT)} == {CaseState.LIFTED}


@joins
async def test_two_moderators_undo_at_once(community: Community) -> None:
    await raid(community)
    custom_id = id_of(raw(card(community)), "raids:undo")

    results = await simulated.at_once(
        community.env,
        community.moderator.click(card(community), custom_id=custom_id),
        community.moderator2.click(card(community), custom_id=custom_id),
    )
    await settled(community)

    assert sum("no raid going on" in shown(one) for one in results) == 1
    assert mod.slow_mode(community.general) == 0 and mod.invites_paused_until(community.server) is None
    assert len(await cases(community, Act.NOTE)) == 2, "it began once, and was undone once"


@joins
async def test_staff_and_seniors_among_the_suspects_are_spared(community: Community) -> None:
    await only_alert(community)
    raiders = await raid(community)
    lower = community.server.create_role("Reader")  # Discord puts a new role below the others
    held = (community.roles["moderators"], community.roles["staff"], lower)
    for one, role in zip(raiders, held, strict=False):
        community.env.backend.add_member_role(community.server.id, one.id, role.id)
    await community.env.settle()

    await keep_out(community, "timeout")
    await settled(community, minutes=1)

    spared = [one.id for one in raiders if mod.timed_out_until(one) is None]
    assert spared == [raiders[0].id, raiders[1].id]
    failed = [case for case in await cases(community, Act.TIMEOUT) if case.state is CaseState.FAILED]
    assert [case.failure for case in failed] == ["staff", "staff"]


@joins
async def test_bots_that_join_are_no_suspects(community: Community) -> None:
    for number in range(30):
        community.server.add_member(community.env.create_user(f"raid bot {number}", bot=True))
    await settled(community)

    assert cards(community) == []


@joins
async def test_joining_again_and_again_makes_no_crowd(community: Community) -> None:
    user = simulated.create_user(community.env, "free nitro", made_at=community.env.now() - timedelta(hours=1))
    for _ in range(70):
        await mod.leave(await simulated.join(community.server, user))
    await settled(community)

    assert cards(community) == []


# Giving back exactly ------------------------------------------------------------------------------------------------


@joins
async def test_what_an_admin_changed_meanwhile_stays(community: Community) -> None:
    await raid(community)
    await mod.native_slow_mode(community.admin, community.general, 60)
    until = community.env.now() + timedelta(hours=20)
    await mod.native_pause_invites(community.admin, until)

    await press(community, "over")
    await settled(community)

    assert mod.slow_mode(community.general) == 60
    assert mod.invites_paused_until(community.server) == until
    text = words(card(community))
    assert "changed by somebody and left so" in text and "Somebody has changed the pause of invites" in text


@joins
async def test_a_pause_that_an_admin_had_begun_before_is_gone_back_to(community: Community) -> None:
    until = community.env.now() + timedelta(minutes=50)
    await raid(community)  # invites are open yet for most of them
    await press(community, "undo")
    await settled(community)
    await mod.native_pause_invites(community.admin, until)

    await community.moderator.slash(community.general, "raid start")
    await settled(community)
    during = mod.invites_paused_until(community.server)
    await community.moderator.slash(community.general, "raid end")
    await settled(community)

    assert during is not None and during > until
    assert mod.invites_paused_until(community.server) == until


async def test_a_slow_mode_set_by_a_moderator_during_a_raid_gives_back_what_was_before(community: Community) -> None:
    await community.moderator.slash(community.general, "raid start")
    assert mod.slow_mode(community.general) == 30
    await community.moderator.slash(community.general, "mod slow-mode", seconds=120, duration="2 hours")
    assert mod.slow_mode(community.general) == 120

    await community.moderator.slash(community.general, "raid end")
    assert mod.slow_mode(community.general) == 120, "it is not ours any more"
    await settled(community, hours=2, minutes=5)

    assert mod.slow_mode(community.general) == 0


# Its own end --------------------------------------------------------------------------------------------------------


@joins
async def test_it_ends_by_itself_also_after_an_outage_of_a_day(community: Community) -> None:
    await raid(community)
    community.env.hang_up()
    await community.env.pass_time(timedelta(days=1))

    await community.restart()
    await settled(community)

    assert mod.slow_mode(community.general) == 0
    assert "Over since" in words(card(community))
    assert (await cases(community, Act.NOTE))[-1].reason.startswith("Raid over, as its time is")


@joins
async def test_it_lasts_longer_while_many_still_join(community: Community) -> None:
    await raid(community)
    ends_at = (await whole(community)).raid.ends_at
    assert ends_at is not None
    await community.env.pass_time(ends_at - community.env.now() - timedelta(seconds=70))
    await mod.native_pause_invites(community.admin, None)
    await raid(community, 40)

    assert mod.slow_mode(community.general) == 30
    found = await whole(community)
    assert found.raid.state is State.RUNNING and found.raid.ends_at is not None
    assert timedelta(0) <= found.raid.ends_at - ends_at - timedelta(minutes=15) < timedelta(minutes=1)
    paused = mod.invites_paused_until(community.server)
    assert paused is not None and abs(paused - found.raid.ends_at) < timedelta(seconds=2)
    await settled(community, hours=1)
    assert mod.slow_mode(community.general) == 0 and mod.invites_paused_until(community.server) is None


async def test_one_hour_longer(community: Community) -> None:
    await community.moderator.slash(community.general, "raid start")
    await settled(community)
    before = (await whole(community)).raid.ends_at
    assert before is not None

    await press(community, "longer")

    assert mod.invites_paused_until(community.server) == before + timedelta(hours=1)


# Discord's own alert ------------------------------------------------------------------------------------------------


async def test_an_alert_of_discords_is_taken_for_a_raid(community: Community) -> None:
    moderating.pause(community.env.backend, community.server.id, {"raid_detected_at": community.env.now().isoformat()})
    await settled(community)

    assert "Discord reports a raid" in words(card(community))
    assert mod.invites_paused_until(community.server) is not None
    await press(community, "undo")
    await settled(community)
    assert mod.invites_paused_until(community.server) is None, "and it is not taken for another one"
    assert len(cards(community)) == 1


# What Discord refuses -----------------------------------------------------------------------------------------------


async def test_without_permissions_the_card_and_the_check_up_say_which(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_guild")
    await simulated.take_from_bot(community.server, "manage_channels")

    await community.moderator.slash(community.general, "raid start")
    await settled(community)

    text = words(card(community))
    assert "Invites could not be paused" in text and "1 refused" in text
    assert "permission Manage Server (HTTP 403" in text and "permission Manage Channels (HTTP 403" in text
    checked = shown(await community.admin.slash(community.general, "doctor"))
    assert "A raid would find your doors open" in checked and "I couldn’t slow channels down" in checked
    await press(community, "over")
    assert "Over since" in words(card(community)), "what was refused needs nothing"


async def test_what_could_not_be_given_back_is_told_and_tried_again(community: Community) -> None:
    await community.moderator.slash(community.general, "raid start")
    await settled(community)
    community.fails("PATCH", f"/channels/{community.general.id}", 403, code=50013)
    await press(community, "over")
    await settled(community)
    assert "could not be given back" in words(card(community)) and mod.slow_mode(community.general) == 30

    await press(community, "undo")
    await settled(community)

    assert mod.slow_mode(community.general) == 0 and "as before" in words(card(community))


async def test_where_discord_is_busy_the_due_row_tries_again(community: Community) -> None:
    community.fails("PATCH", f"/channels/{community.general.id}", 500)
    community.fails("PUT", f"/guilds/{community.server.id}/incident-actions", 429)
    await community.moderator.slash(community.general, "raid start")
    assert mod.slow_mode(community.general) == 0 and mod.invites_paused_until(community.server) is None

    await settled(community, minutes=2)

    assert mod.slow_mode(community.general) == 30 and mod.invites_paused_until(community.server) is not None
    text = words(card(community))
    assert "Invites are paused until" in text and "one channel" in text and "to come" not in text


async def test_a_channel_that_is_deleted_meanwhile_stops_nothing(community: Community) -> None:
    gone = community.server.create_text_channel("gone")
    await community.env.settle()
    await community.moderator.slash(community.general, "raid start")
    community.env.backend.delete_channel(gone.id)
    await community.env.settle()

    await press_after_card(community, "undo")

    assert mod.slow_mode(community.general) == 0 and "Everything was undone" in words(card(community))


async def press_after_card(community: Community, action: str) -> None:
    await settled(community)
    await press(community, action)
    await settled(community)


async def test_a_card_that_somebody_deletes_comes_again(community: Community) -> None:
    await community.moderator.slash(community.general, "raid start")
    await settled(community)
    await community.moderator.delete(card(community))
    assert cards(community) == []

    await community.moderator.slash(community.general, "raid end")
    await settled(community)
    assert cards(community) == [], "it is over: nobody has to see it"
    await community.moderator.slash(community.general, "raid start")
    await settled(community)
    await community.moderator.delete(card(community))
    await community.app.raids.acting.longer(
        by=Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True),
        raid_id=(await whole(community)).raid.id,
    )
    await settled(community)
    assert len(cards(community)) == 1


async def test_a_card_whose_answer_was_lost_is_the_only_one_though_the_raid_goes_on(community: Community) -> None:
    acting: Any = community.app.raids.acting
    working, acting.carded = acting.carded, _lost
    await community.moderator.slash(community.general, "raid start")
    await community.run_due()
    acting.carded = working

    await community.moderator.slash(community.general, "raid end")
    await settled(community, minutes=2)

    assert "Over since" in words(card(community))


async def _lost(*_: object, **__: object) -> None:
    raise TryLater("as if the answer had been lost")


@pytest.mark.parametrize("how", ["none", "deleted"])
async def test_without_a_channel_for_the_queue_the_doors_close_all_the_same(community: Community, how: str) -> None:
    if how == "none":
        await community.set(ServerSettings, queue_channel_id=None)
    else:
        community.env.backend.delete_channel(community.queue.id)
        await community.env.settle()

    shown_now = await community.moderator.slash(community.general, "raid start")
    await settled(community)

    assert mod.slow_mode(community.general) == 30
    await community.moderator.click(answer(shown_now), custom_id=id_of(answer(shown_now), "raids:undo"))
    assert mod.slow_mode(community.general) == 0


@joins
async def test_those_on_duty_are_called_once(community: Community) -> None:
    await community.set(QueueSettings, remind_role_id=community.roles["moderators"].id)
    await raid(community, 30)
    await raid(community, 10)

    called = [words(one) for one in community.queue.history() if "A raid may be going on" in words(one)]
    assert len(called) == 1 and f"<@&{community.roles['moderators'].id}>" in called[0]


@joins
async def test_those_on_duty_are_called_once_though_the_answer_was_lost(community: Community) -> None:
    await community.set(QueueSettings, remind_role_id=community.roles["moderators"].id)
    acting: Any = community.app.raids.acting
    working, acting.called = acting.called, _lost
    await raid(community)
    acting.called = working
    await community.later(minutes=10)

    [called] = [one for one in community.queue.history() if "A raid may be going on" in words(one)]
    seen = await community.moderator.click(called, custom_id=f"raids:see:{(await whole(community)).raid.id}")
    assert "free nitro" in shown(seen)


# Who may, and in which language -------------------------------------------------------------------------------------


async def test_members_neither_see_the_command_nor_can_press(community: Community) -> None:
    names = [str(one) for one in community.asker.available_commands(community.general)]
    assert not [name for name in names if name.startswith("raid")]
    shown_now = await community.moderator.slash(community.general, "raid start")
    assert shown_now.ephemeral


@joins
async def test_a_moderator_whose_role_was_taken_can_do_nothing_with_an_open_list(community: Community) -> None:
    await only_alert(community)
    raiders = await raid(community)
    status = answer(await community.moderator.slash(community.general, "raid status"))
    listed = answer(await community.moderator.click(status, custom_id=id_of(status, "raids:suspects")))
    asked = answer(await community.moderator.click(listed, custom_id=id_of(listed, "raids:keep-out", ending="timeout")))
    community.env.backend.remove_member_role(
        community.server.id, community.moderator.id, community.roles["moderators"].id
    )
    await community.env.settle()

    refused = await community.moderator.click(asked, custom_id=id_of(asked, "raids:keep-out-yes"))
    await settled(community)

    assert "moderator" in shown(refused).lower() and timed_out(raiders) == 0 and not await cases(community, Act.TIMEOUT)


@joins
async def test_moderators_read_it_in_japanese(community: Community) -> None:
    await community.set(ServerSettings, language="ja")
    await raid(community, 300)

    text = words(card(community))
    assert "荒らしの疑いがあります" in text and "追い出した方はいません。" in text and "招待を止めています" in text
    assert "低速モード（30秒）：1チャンネル" in text and "名前が似ている" in text
    simulated.set_locale(community.env, community.moderator, "ja")
    assert "同じ人が作ったように見えるアカウント" in shown(await press(community, "suspects"))
    assert (await cases(community, Act.NOTE))[0].reason.startswith("荒らし対策：")


@joins
async def test_the_search_of_cases_shows_what_happened(community: Community) -> None:
    await raid(community)
    await press(community, "over")

    listed = shown(await community.moderator.slash(community.general, "mod cases"))
    opened = shown(await community.moderator.slash(community.general, "mod case", number=1))

    assert "a raid" in opened and "invites are to be paused" in opened
    assert "#1" in listed and "#2" in listed
