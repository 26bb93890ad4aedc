"""What the simulated Discord promises of moderation: each line here is one that the bot's tests lean on."""

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.backend.errors import BackendError
from simcord.builders import ChannelHandle

from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from tests.sandbox.moderated import HOST, MODERATOR, Place, Watcher
from tests.support.discord_spec import CHECKS

# Timeouts -----------------------------------------------------------------------------------------------------------


async def test_a_timeout_keeps_somebody_from_writing_until_it_lapses(place: Place) -> None:
    await (await place.member(place.ann)).timeout(timedelta(hours=1), reason="rule 1")

    with pytest.raises(BackendError, match="50013"):
        await place.ann.send(place.room, "hello")
    assert mod.timed_out_until(place.ann) == place.env.now() + timedelta(hours=1)
    await place.env.pass_time(timedelta(hours=1, seconds=1))

    await place.ann.send(place.room, "hello again")
    assert mod.timed_out_until(place.ann) is None


async def test_a_timeout_can_be_28_days_and_no_more(place: Place) -> None:
    ann = await place.member(place.ann)
    await ann.timeout(timedelta(days=28))

    with CHECKS.expecting_problems(), pytest.raises(discord.HTTPException, match="50035"):
        await ann.timeout(timedelta(days=28, hours=1))


async def test_administrators_the_owner_and_equals_are_not_timed_out(place: Place) -> None:
    admin = place.person(
        "admin", place.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    )

    for who in (admin.id, place.guild.owner.id):
        with pytest.raises(discord.Forbidden, match="50013"):
            await (await place.server.fetch_member(who)).timeout(timedelta(hours=1))
    with pytest.raises(BackendError, match="50013"):
        await mod.native_timeout(place.mod, place.mod2, timedelta(hours=1))


async def test_a_timeout_by_hand_is_an_entry_with_its_end(place: Place) -> None:
    until = await mod.native_timeout(place.mod, place.ann, timedelta(hours=2), reason="caps")
    await mod.native_end_timeout(place.mod, place.ann)

    begun, ended = place.bot.entries
    assert begun.action is ended.action is discord.AuditLogAction.member_update
    assert (begun.user_id, begun.reason, begun.changes.after.timed_out_until) == (place.mod.id, "caps", until)
    assert ended.changes.after.timed_out_until is None


# Kicks and bans -----------------------------------------------------------------------------------------------------


async def test_a_kick_by_the_bot_is_in_the_log_with_its_reason(place: Place) -> None:
    await place.server.kick(discord.Object(place.ann.id), reason="rule 2: 騒ぎ")
    await place.env.settle()

    assert not mod.is_member(place.ann)
    assert place.bot.heard == ["gone ann"]
    (entry,) = mod.audit_log(place.guild, discord.AuditLogAction.kick)
    assert (entry.by, entry.target, entry.reason) == (place.env.backend.bot_user.id, place.ann.id, "rule 2: 騒ぎ")
    with pytest.raises(discord.NotFound, match="10007"):
        await place.member(place.ann)


async def test_a_ban_deletes_what_was_written_in_its_span(place: Place) -> None:
    await place.ann.send(place.room, "old")
    await place.env.pass_time(timedelta(hours=2))
    for text in ("new", "newer"):
        await place.ann.send(place.room, text)
    await place.bob.send(place.room, "mine")

    await place.server.ban(discord.Object(place.ann.id), reason="spam", delete_message_seconds=3600)
    await place.env.settle()

    assert place.texts() == ["old", "mine"]
    assert place.bot.heard == ["gone ann", "ban ann", "2 deleted"]
    assert mod.bans(place.guild) == {place.ann.id: "spam"}


async def test_somebody_banned_can_not_come_back_before_the_ban_is_lifted(place: Place) -> None:
    await mod.native_ban(place.mod, place.ann)
    with pytest.raises(BackendError, match="40007"):
        await simulated.join(place.guild, place.ann.user)

    await mod.native_unban(place.mod, place.ann)
    await simulated.join(place.guild, place.ann.user)

    assert [entry.action.name for entry in place.bot.entries] == ["ban", "unban"]
    with pytest.raises(discord.NotFound, match="10026"):
        await place.server.unban(discord.Object(place.ann.id))


async def test_banning_twice_changes_nothing(place: Place) -> None:
    await place.server.ban(discord.Object(place.ann.id), reason="first")
    await place.server.ban(discord.Object(place.ann.id), reason="second")

    assert mod.bans(place.guild) == {place.ann.id: "first"}
    assert len(mod.audit_log(place.guild, discord.AuditLogAction.ban)) == 1


async def test_bans_are_listed_by_id_and_in_pages(place: Place) -> None:
    banned = [place.env.create_user(f"u{number}") for number in range(5)]
    for user in reversed(banned):
        await place.server.ban(discord.Object(user.id))
    middle = discord.Object(banned[2].id)

    assert [ban.user.id async for ban in place.server.bans(limit=None)] == [user.id for user in banned]
    assert [ban.user.id async for ban in place.server.bans(after=middle)] == [user.id for user in banned[3:]]
    assert {ban.user.id async for ban in place.server.bans(before=middle)} == {user.id for user in banned[:2]}


async def test_a_bulk_ban_says_who_was_not_banned(place: Place) -> None:
    top = place.guild.create_role("Top", position=50)
    senior = place.person("senior", top)
    people = [discord.Object(actor.id) for actor in (place.ann, place.bob, senior)]

    result = await place.server.bulk_ban(people, reason="raid", delete_message_seconds=0)

    assert {user.id for user in result.banned} == {place.ann.id, place.bob.id}
    assert [user.id for user in result.failed] == [senior.id]
    assert [entry.reason for entry in mod.audit_log(place.guild, discord.AuditLogAction.ban)] == ["raid", "raid"]
    with pytest.raises(discord.HTTPException, match="500000"):
        await place.server.bulk_ban(people)


async def test_nobody_throws_out_their_seniors_by_hand(place: Place) -> None:
    for act in (mod.native_kick(place.mod, place.mod2), mod.native_ban(place.mod, place.guild.owner)):
        with pytest.raises(BackendError, match="50013"):
            await act
    with pytest.raises(BackendError, match="50013"):
        await mod.native_kick(place.ann, place.bob)


async def test_the_bot_moderates_nobody_above_its_own_role(place: Place) -> None:
    senior = place.person("senior", place.guild.create_role("Top", position=50))
    member = await place.member(senior)

    for act in (member.kick(), member.ban(), member.timeout(timedelta(hours=1))):
        with pytest.raises(discord.Forbidden, match="50013"):
            await act
    assert mod.is_member(senior) and not mod.audit_log(place.guild)


async def test_a_reason_of_more_than_512_characters_keeps_the_act_from_happening(place: Place) -> None:
    member = await place.member(place.ann)
    with CHECKS.expecting_problems():
        for act in (member.kick(reason="長" * 513), member.ban(reason="長" * 513)):
            with pytest.raises(discord.HTTPException, match="50035"):
                await act
    assert mod.is_member(place.ann)

    await member.kick(reason="長" * 512)

    assert not mod.is_member(place.ann)


async def test_a_prune_is_one_entry_without_names(place: Place) -> None:
    await mod.native_prune(place.mod, [place.ann, place.bob], days=30)

    (entry,) = place.bot.entries
    assert (entry.action, entry.target) == (discord.AuditLogAction.member_prune, None)
    assert entry.extra.members_removed == 2  # type: ignore[union-attr]
    assert place.bot.heard == ["gone ann", "gone bob"]


async def test_leaving_by_oneself_is_no_entry(place: Place) -> None:
    await mod.leave(place.ann)

    assert place.bot.heard == ["gone ann"]
    assert not place.bot.entries


# Messages -----------------------------------------------------------------------------------------------------------


async def test_deletions_by_one_moderator_share_an_entry_that_is_told_once(place: Place) -> None:
    messages = [await place.ann.send(place.room, f"{number}") for number in range(3)]
    for message in messages:
        await mod.native_remove(place.mod, message)

    (entry,) = place.bot.entries
    assert entry.target is not None
    assert (entry.user_id, entry.target.id) == (place.mod.id, place.ann.id)
    (logged,) = mod.audit_log(place.guild)
    assert logged.options == {"channel_id": str(place.room.id), "count": "3"}


async def test_ones_own_deletions_and_single_ones_by_the_bot_are_no_entries(place: Place) -> None:
    own, other = await place.ann.send(place.room, "own"), await place.ann.send(place.room, "other")

    await mod.native_remove(place.ann, own)
    await place.channel.get_partial_message(other.id).delete(delay=None)

    assert place.texts() == []
    assert not mod.audit_log(place.guild)


async def test_messages_older_than_14_days_are_only_deleted_one_by_one(place: Place) -> None:
    old = await place.ann.send(place.room, "old")
    await place.env.pass_time(timedelta(days=14, seconds=1))
    new = await place.ann.send(place.room, "new")

    with CHECKS.expecting_problems(), pytest.raises(discord.HTTPException, match="50034"):
        await place.channel.delete_messages([old, new])
    assert place.texts() == ["old", "new"]
    await place.channel.get_partial_message(old.id).delete()

    assert place.texts() == ["new"]


async def test_deleting_together_is_an_entry_with_its_count(place: Place) -> None:
    messages = [await place.ann.send(place.room, f"{number}") for number in range(3)]
    await place.channel.delete_messages(messages, reason="purge")

    (entry,) = mod.audit_log(place.guild)
    assert (entry.action, entry.target) == (discord.AuditLogAction.message_bulk_delete, place.room.id)
    assert (entry.reason, entry.options) == ("purge", {"count": "3"})


async def test_other_bots_delete_messages_together(place: Place) -> None:
    messages = [await place.ann.send(place.room, f"{number}") for number in range(3)]
    await mod.other_bot_purges(place.mod, place.room, messages)

    assert place.bot.heard == ["3 deleted"]
    (entry,) = place.bot.entries
    assert (entry.action, entry.user_id) == (discord.AuditLogAction.message_bulk_delete, place.mod.id)


async def test_slow_mode_holds_people_back_but_no_bots(place: Place) -> None:
    await mod.native_slow_mode(place.mod, place.room, 30)
    await place.ann.send(place.room, "one")

    with pytest.raises(BackendError, match="20016"):
        await place.ann.send(place.room, "two")
    await place.bob.send(place.room, "mine")
    for text in ("I", "needn't wait"):
        await place.channel.send(text)
    await place.env.pass_time(timedelta(seconds=30))
    await place.ann.send(place.room, "two")

    assert place.texts() == ["one", "mine", "I", "needn't wait", "two"]


async def test_a_channel_is_locked_and_opened_by_overwrites(place: Place) -> None:
    everyone = place.server.default_role
    await place.channel.set_permissions(everyone, send_messages=False, reason="lock")
    assert not mod.may(place.ann, "send_messages", place.room)

    await place.channel.set_permissions(everyone, overwrite=None, reason="over")

    assert mod.may(place.ann, "send_messages", place.room)
    assert [(entry.action.name, entry.reason) for entry in mod.audit_log(place.guild)] == [
        ("overwrite_create", "lock"),
        ("overwrite_delete", "over"),
    ]


async def test_only_what_the_bot_may_can_be_denied_to_others(place: Place) -> None:
    await simulated.take_from_bot(place.guild, "manage_messages")

    with pytest.raises(discord.Forbidden, match="50013"):
        await place.channel.set_permissions(place.server.default_role, manage_messages=False)


async def test_a_private_thread_is_for_those_who_were_added(place: Place) -> None:
    thread = await place.channel.create_thread(name="legal", type=discord.ChannelType.private_thread, invitable=False)
    await thread.add_user(discord.Object(place.mod.id))
    handle = ChannelHandle(place.env, place.guild, place.env.backend.get_channel(thread.id))

    assert not thread.invitable
    await place.mod.send(handle, "seen")
    with pytest.raises(BackendError, match="50001"):
        await place.ann.send(handle, "hello")
    await mod.leave(place.bob)
    with pytest.raises(discord.NotFound, match="10007"):
        await thread.add_user(discord.Object(place.bob.id))


async def test_private_threads_of_members_are_seen_by_who_was_invited(place: Place) -> None:
    await mod.native_give_role(place.mod, place.ann, place.guild.create_role("Hosts", permissions=HOST))
    thread = await mod.open_private_thread(place.ann, place.room, "surprise", invited=[place.bob])

    await place.bob.send(thread, "hello")
    with pytest.raises(BackendError, match="50001"):
        await place.person("eve").send(thread, "hello")


# Roles --------------------------------------------------------------------------------------------------------------


async def test_a_moderator_can_lose_their_role_and_get_it_again(place: Place) -> None:
    admins = place.guild.create_role("Admins", permissions=MODERATOR, position=10)
    admin = place.person("admin", admins)

    await mod.native_take_role(admin, place.mod, place.moderators)
    assert not mod.may(place.mod, "ban_members")
    await mod.native_give_role(admin, place.mod, place.moderators)

    assert mod.may(place.mod, "ban_members")
    assert [entry.action.name for entry in place.bot.entries] == ["member_role_update", "member_role_update"]
    assert place.bot.entries[0].changes.before.roles[0].id == place.moderators.id


# Direct messages ----------------------------------------------------------------------------------------------------


async def test_direct_messages_can_be_closed_and_opened(place: Place) -> None:
    user = await place.bot.fetch_user(place.ann.id)
    mod.close_dms(place.ann)
    with pytest.raises(discord.Forbidden, match="50007"):
        await user.send("hello")

    mod.open_dms(place.ann)
    await user.send("hello")

    assert [message.content for message in mod.direct_messages(place.ann)] == ["hello"]


async def test_nobody_without_a_common_server_is_reached(place: Place) -> None:
    await place.server.kick(discord.Object(place.ann.id))

    with pytest.raises(discord.Forbidden, match="50278"):
        await (await place.bot.fetch_user(place.ann.id)).send("you were thrown out")


# The audit log ------------------------------------------------------------------------------------------------------


async def test_the_log_is_newest_first_or_oldest_first_after_an_entry(place: Place) -> None:
    for number in range(5):
        await mod.native_ban(place.mod, place.env.create_user(f"u{number}"), reason=f"{number}")
    second = place.bot.entries[1]

    assert [entry.reason async for entry in place.server.audit_logs(limit=2)] == ["4", "3"]
    after = place.server.audit_logs(limit=None, after=discord.Object(second.id), oldest_first=True)
    assert [entry.reason async for entry in after] == ["2", "3", "4"]


async def test_long_logs_are_read_in_pages(place: Place) -> None:
    for number in range(230):
        await mod.native_ban(place.mod, place.env.create_user(f"u{number}"), reason=f"{number}")

    read = [entry.reason async for entry in place.server.audit_logs(limit=None, oldest_first=True)]

    assert read == [f"{number}" for number in range(230)]
    assert [entry.reason async for entry in place.server.audit_logs(limit=None)] == read[::-1]


async def test_the_log_is_filtered_by_act_and_person(place: Place) -> None:
    await mod.native_ban(place.mod, place.ann)
    await mod.native_unban(place.mod2, place.ann)
    await place.server.ban(discord.Object(place.bob.id))

    bans = place.server.audit_logs(action=discord.AuditLogAction.ban)
    assert [entry.target.id async for entry in bans if entry.target] == [place.bob.id, place.ann.id]
    by_mod2 = place.server.audit_logs(user=discord.Object(place.mod2.id))
    assert [entry.action.name async for entry in by_mod2] == ["unban"]


async def test_the_log_forgets_after_45_days(place: Place) -> None:
    await mod.native_ban(place.mod, place.ann)
    await place.env.pass_time(timedelta(days=46))

    assert [entry async for entry in place.server.audit_logs(limit=None)] == []


async def test_without_view_audit_log_nothing_of_it_is_heard_or_read(place: Place) -> None:
    await simulated.take_from_bot(place.guild, "view_audit_log")
    await mod.native_ban(place.mod, place.ann)

    assert not place.bot.entries
    assert place.bot.heard == ["gone ann", "ban ann"]
    with pytest.raises(discord.Forbidden, match="50013"):
        [entry async for entry in place.server.audit_logs()]


async def test_what_happens_while_the_bot_is_down_is_only_in_the_log(place: Place) -> None:
    place.env.hang_up()
    await mod.native_ban(place.mod, place.ann, reason="at night")
    successor = Watcher()
    await place.env.restart_bot(successor)

    assert not successor.entries
    (entry,) = [entry async for entry in place.server.audit_logs(limit=None)]
    assert (entry.user_id, entry.reason) == (place.mod.id, "at night")


async def test_the_answers_have_the_shape_that_discord_describes(place: Place) -> None:
    rule = await place.rule()
    await mod.native_timeout(place.mod, place.ann, timedelta(hours=1))
    log: Any = await place.bot.http.get_audit_logs(place.guild.id)
    until = (place.env.now() + timedelta(hours=1)).isoformat()
    paused = await place.bot.http.edit_incident_actions(place.guild.id, {"invites_disabled_until": until})
    path = f"/guilds/{place.guild.id}"

    # People are as SimCord shows them, which isn't the point here.
    entries = {**log, "users": []}
    assert CHECKS.check_answer("GET", f"{path}/audit-logs", status=200, answer=entries) == []
    assert CHECKS.check_answer("PUT", f"{path}/incident-actions", status=200, answer=paused) == []
    assert [found["id"] for found in log["auto_moderation_rules"]] == [str(rule.id)]


# Raids --------------------------------------------------------------------------------------------------------------


async def test_hundreds_join_in_a_minute_with_young_accounts(place: Place) -> None:
    start = place.env.now()
    raiders = await mod.join_many(place.guild, 300, name="raider-{:03}".format, account_age=timedelta(hours=3))

    first, last = raiders[0].member, raiders[-1].member
    assert first is not None and last is not None
    assert len(raiders) == 300
    assert first.name == "raider-000" and first.avatar is None
    assert first.created_at == start - timedelta(hours=3)
    assert last.joined_at is not None and timedelta(seconds=59) < last.joined_at - start <= timedelta(minutes=1)


async def test_paused_invites_let_nobody_in_until_they_open_by_themselves(place: Place) -> None:
    until = place.env.now() + timedelta(hours=2)
    await place.server.edit(invites_disabled_until=until, reason="raid")
    await place.env.settle()

    assert place.server.invites_paused()
    assert mod.invites_paused_until(place.guild) == until
    assert await mod.join_many(place.guild, 3) == []
    await place.env.pass_time(timedelta(hours=2))
    assert len(await mod.join_many(place.guild, 3)) == 3
    assert not place.server.invites_paused()


async def test_invites_are_paused_for_a_day_at_most(place: Place) -> None:
    with CHECKS.expecting_problems(), pytest.raises(discord.HTTPException, match="50035"):
        await place.server.edit(invites_disabled_until=place.env.now() + timedelta(hours=25))


async def test_a_restarted_bot_knows_that_invites_are_paused(place: Place) -> None:
    await mod.native_pause_invites(place.mod, place.env.now() + timedelta(hours=2))
    await place.env.restart_bot(Watcher())

    assert place.server.invites_paused()


async def test_invites_are_paused_without_end_by_a_feature(place: Place) -> None:
    await place.server.edit(invites_disabled=True)
    await place.env.settle()

    assert "INVITES_DISABLED" in place.server.features
    assert place.bot.heard[-1] == "paused"
    with pytest.raises(BackendError, match="paused"):
        await simulated.join(place.guild, place.env.create_user("late"))


async def test_members_are_found_by_the_beginning_of_their_names(place: Place) -> None:
    place.guild.add_member(place.env.create_user("zoe"), nick="Annette")
    route = discord.http.Route("GET", "/guilds/{guild_id}/members/search", guild_id=place.guild.id)

    found = await place.bot.http.request(route, params={"query": "ANN", "limit": 10})

    assert {member["user"]["username"] for member in found} == {"ann", "zoe"}


# Menus --------------------------------------------------------------------------------------------------------------


async def test_somebodys_menu_can_be_used_after_they_left(place: Place) -> None:
    here = await mod.user_menu(place.mod, place.room, "Moderate", place.ann)
    await mod.leave(place.ann)
    gone = await mod.user_menu(place.mod, place.room, "Moderate", place.ann)

    assert simulated.said(here) == "Member ann"
    assert simulated.said(gone) == "User ann"
