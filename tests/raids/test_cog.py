"""Raids as moderators and guests live through them, on Discord."""

from datetime import timedelta

import pytest

from bot.moderation.model import Act, ModerationSettings
from bot.moderation.model import State as CaseState
from bot.raids.model import NoRaid, RaidSettings, Reaction, State
from bot.sandbox import moderating, simulated
from bot.sandbox import simulated_moderation as mod
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
from tests.support.cards import answer, buttons, id_of, shown
from tests.support.community import Community, private_text

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
    assert "This looks like a raid" in text and "Slow mode (30 s): 2 channels" in text and "Nobody was thrown out" in text

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
    names = [f"{one}{''.join(chr(97 + (k * 7 + n) % 26) for k in range(4))}{x}" for n, one in enumerate(first) for x in last]
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
    senior = community.server.create_role("Senior")
    await community.env.settle()
    await mod.native_give_role(community.admin, raiders[0], community.roles["moderators"])
    community.env.backend.add_member_role(community.server.id, raiders[1].id, senior.id)
    community.env.backend.add_member_role(community.server.id, raiders[2].id, community.roles["staff"].id)

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
    await community.set(ModerationSettings)
    await community.moderator.slash(community.general, "raid start")
    assert mod.slow_mode(community.general) == 30
    await community.moderator.slash(
        community.general, "mod slow-mode", seconds=120, channel=community.general, **{"for": "2 hours"}
    )
    if mod.slow_mode(community.general) != 120:
        pytest.fail("the slow mode was not set")

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
    assert found.raid.state is State.RUNNING and found.raid.ends_at == ends_at + timedelta(minutes=15)
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
    moderating.pause(
        community.env.backend, community.server.id, {"raid_detected_at": community.env.now().isoformat()}
    )
    await settled(community)

    assert "Discord reports a raid" in words(card(community))
    assert mod.invites_paused_until(community.server) is not None
    await press(community, "undo")
    await settled(community)
    assert mod.invites_paused_until(community.server) is None, "and it is not taken for another one"
    assert len(cards(community)) == 1
