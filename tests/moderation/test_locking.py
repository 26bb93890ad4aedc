"""Locks and slow mode on Discord: everybody but moderators waits, and then everything is as it was before."""

import discord
import pytest
import simcord
from simcord.backend.errors import BackendError
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.actor import Actor
from bot.moderation.errors import ModeratorsOnly
from bot.moderation.model import Act, Case, Progress, State
from bot.moderation.store import cases, holds
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as native
from bot.settings.model import ServerSettings
from cogs.moderation import holding_back
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community

SEND, READ = discord.Permissions(send_messages=True).value, discord.Permissions(view_channel=True).value


async def case_of(community: Community, number: int) -> Case:
    async with community.app.database.read() as connection:
        found = await cases.numbered(connection, guild_id=community.server.id, number=number)
    assert found is not None
    return found


def overwrites(community: Community) -> dict[int, tuple[int, int]]:
    channel = community.env.backend.get_channel(community.general.id)
    return {one.target_id: (one.allow, one.deny) for one in channel.overwrites}


def is_locked(thread: simcord.ChannelHandle) -> bool:
    metadata = thread._channel.thread_metadata
    return metadata is not None and metadata.locked


def set_overwrite(community: Community, target_id: int, *, allow: int = 0, deny: int = 0) -> None:
    overwrite = Overwrite(target_id=target_id, type=OverwriteType.ROLE, allow=allow, deny=deny)
    community.env.backend.set_overwrite(community.general.id, overwrite)


async def ended(community: Community, number: int) -> None:
    """Have the time of a case be over, as its due row does."""
    await holding_back.end(community.bot, await case_of(community, number))
    await community.env.settle()


def last_words(community: Community) -> str:
    message = community.general.last_message
    assert message is not None
    return message.content


async def test_a_locked_channel_is_the_moderators_until_it_is_opened(community: Community) -> None:
    everyone = community.server.default_role.id
    set_overwrite(community, everyone, allow=SEND, deny=0)
    await community.env.settle()
    before = overwrites(community)

    locked = await community.moderator.slash(community.general, "mod lock", reason="wait for <@&1> *news*")

    assert "case #1" in shown(locked)
    assert last_words(community).startswith("🔒 This channel takes a break for now")
    assert "\\*news\\*" in last_words(community) and community.moderator.user.name not in last_words(community)
    with pytest.raises(BackendError):
        await community.bystander.send(community.general, "hello?")
    await community.moderator.send(community.general, "we are looking into it")

    opened = await community.moderator.click(answer(locked), label="Open again")

    assert "as it was before" in shown(opened)
    assert overwrites(community) == before
    await community.bystander.send(community.general, "thanks")
    lock, unlock = await case_of(community, 1), await case_of(community, 2)
    assert (lock.act, lock.state, lock.acted) == (Act.LOCK, State.ENDED, Progress.DONE)
    assert (unlock.act, unlock.state, unlock.origin_id) == (Act.UNLOCK, State.DONE, lock.id)
    assert unlock.moderator_id == community.moderator.id


async def test_its_time_opens_it_after_a_restart_and_says_so_in_the_servers_language(community: Community) -> None:
    await community.set(ServerSettings, language="ja")
    before = overwrites(community)
    locked = await community.moderator.slash(community.general, "mod lock", duration="2時間")
    assert "until <t:" in shown(locked)
    assert "お休みします" in last_words(community)

    await community.restart()
    await ended(community, 1)

    assert overwrites(community) == before
    assert "再開しました" in last_words(community)
    await ended(community, 1)
    assert [message.content for message in community.general.history()].count(last_words(community)) == 1


async def test_what_an_admin_changed_meanwhile_stays_and_is_told(community: Community) -> None:
    await community.moderator.slash(community.general, "mod lock")
    set_overwrite(community, community.server.default_role.id, allow=SEND)
    await community.env.settle()

    opened = await community.moderator.slash(community.general, "mod unlock")

    assert "One permission was changed by somebody else" in shown(opened)
    assert overwrites(community) == {community.server.default_role.id: (SEND, 0)}
    assert (await case_of(community, 2)).details == {"left": 1}


async def test_locking_twice_is_refused_and_opening_what_is_open_too(community: Community) -> None:
    await community.moderator.slash(community.general, "mod lock", duration="1 hour")
    again = await community.moderator2.slash(community.general, "mod lock")
    assert "locked already until <t:" in shown(again)

    await community.moderator.slash(community.general, "mod unlock")
    nothing = await community.moderator.slash(community.general, "mod unlock")
    assert "haven't locked" in shown(nothing)


async def test_two_moderators_at_once_lock_once(community: Community) -> None:
    results = await simulated.at_once(
        community.env,
        community.moderator.slash(community.general, "mod lock"),
        community.moderator2.slash(community.general, "mod lock"),
    )
    assert sorted("locked already" in shown(result) for result in results) == [False, True]


async def test_roles_that_may_write_all_the_same_are_told(community: Community) -> None:
    set_overwrite(community, community.roles["staff"].id, allow=SEND)
    await community.env.settle()

    locked = await community.moderator.slash(community.general, "mod lock")

    assert f"can still write, as the channel allows it to them by name: <@&{community.roles['staff'].id}>" in (
        shown(locked)
    )
    await community.staff.send(community.general, "still here")


async def test_a_thread_is_locked_and_opened(community: Community) -> None:
    thread = await simulated.open_thread(community.bystander, community.general, "heated")
    await community.moderator.slash(thread, "mod lock")
    assert is_locked(thread)
    await community.moderator.slash(thread, "mod unlock")
    assert not is_locked(thread)


async def test_a_forum_is_locked_from_elsewhere(community: Community) -> None:
    await community.moderator.slash(community.general, "mod lock", channel=community.forum)
    assert not native.may(community.bystander, "send_messages", community.forum)
    assert native.may(community.moderator, "send_messages", community.forum)
    await community.moderator.slash(community.general, "mod unlock", channel=community.forum)
    assert native.may(community.bystander, "send_messages", community.forum)


async def test_members_have_no_such_command_and_may_not_do_it_either(community: Community) -> None:
    actor = Actor(id=community.bystander.id, guild_id=community.server.id)
    with pytest.raises(ModeratorsOnly):
        await community.app.moderation.holds.unlock(by=actor, channel_id=1, reason="", request_id=1)
    with pytest.raises(ModeratorsOnly):
        await community.app.moderation.holds.begin(
            by=actor, act=Act.LOCK, channel_id=1, before={}, minutes=None, reason="", request_id=1
        )


@pytest.mark.parametrize(("status", "state"), [(403, State.FAILED), (500, State.WAITING)])
async def test_what_discord_refuses_is_what_the_case_says(community: Community, status: int, state: State) -> None:
    before = overwrites(community)
    community.fails("PUT", f"/channels/{community.general.id}/permissions/*", status, code=50013)

    said = shown(await community.moderator.slash(community.general, "mod lock"))

    assert (await case_of(community, 1)).state is state
    assert ("nothing was changed" in said) is (state is State.FAILED)
    community.works_again()
    await community.later(minutes=2)
    assert (await case_of(community, 1)).state is (State.FAILED if status == 403 else State.DONE)
    assert (overwrites(community) == before) is (status == 403)


async def test_a_lock_that_was_refused_is_seen_to_and_not_tried_again_from_its_case(community: Community) -> None:
    community.fails("PUT", f"/channels/{community.general.id}/permissions/*", 403, code=50013)
    await community.moderator.slash(community.general, "mod lock")

    page = await community.moderator.slash(community.general, "mod case", number=1)

    named = [one.rpartition(":")[0] for one in buttons(answer(page))]
    assert "moderation:settle" in named and "moderation:again" not in named
    assert "use the command once more" in shown(page) and "above theirs" not in shown(page)


async def test_a_bot_without_the_permission_says_which(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_roles")
    refused = await community.moderator.slash(community.general, "mod lock")
    assert "“Manage Roles”" in shown(refused)


async def test_a_deleted_channel_is_no_trouble_when_its_time_is_over(community: Community) -> None:
    await community.moderator.slash(community.general, "mod lock", duration="1 hour")
    community.env.backend.delete_channel(community.general.id)
    await community.env.settle()
    await ended(community, 1)
    assert (await case_of(community, 1)).state is State.ENDED


async def test_discords_log_names_who_decided_and_what_ended(community: Community) -> None:
    await community.moderator.slash(
        community.general, "mod slow-mode", seconds=30, duration="1 hour", reason="Calm down"
    )
    await ended(community, 1)

    reasons = [one.reason for one in native.audit_log(community.server, discord.AuditLogAction.channel_update)]
    assert reasons == ["#1 · moderator · Calm down", "#1 · its time is over · Calm down"]


# Slow mode --------------------------------------------------------------------------------------------------------


async def test_slow_mode_is_set_and_given_back(community: Community) -> None:
    await native.native_slow_mode(community.admin, community.general, 5)
    slowed = await community.moderator.slash(community.general, "mod slow-mode", seconds=120, duration="30 min")
    assert "one message each 2 minutes until <t:" in shown(slowed)
    assert native.slow_mode(community.general) == 120
    assert "every 2 minutes" in last_words(community)

    await ended(community, 1)

    assert native.slow_mode(community.general) == 5
    assert "as it was before" in last_words(community)


async def test_another_slow_mode_gives_back_what_was_there_first(community: Community) -> None:
    await native.native_slow_mode(community.admin, community.general, 5)
    await community.moderator.slash(community.general, "mod slow-mode", seconds=60, duration="1 hour")
    await community.moderator.slash(community.general, "mod slow-mode", seconds=300, duration="1 hour")
    assert (await case_of(community, 1)).state is State.ENDED

    await ended(community, 1)
    assert native.slow_mode(community.general) == 300
    await ended(community, 2)

    assert native.slow_mode(community.general) == 5


async def test_slow_mode_an_admin_has_changed_stays(community: Community) -> None:
    await community.moderator.slash(community.general, "mod slow-mode", seconds=60, duration="1 hour")
    await native.native_slow_mode(community.admin, community.general, 10)
    await ended(community, 1)
    assert native.slow_mode(community.general) == 10
    assert (await case_of(community, 1)).details["left"] == 1


async def test_slow_mode_without_a_time_is_simply_set(community: Community) -> None:
    await community.moderator.slash(community.general, "mod slow-mode", seconds=60)
    off = await community.moderator.slash(community.general, "mod slow-mode", seconds=0)

    assert "Slow mode is off." in shown(off) and native.slow_mode(community.general) == 0
    async with community.app.database.read() as connection:
        held = await holds.open_of_channel(
            connection, guild_id=community.server.id, channel_id=community.general.id, act=Act.SLOW_MODE
        )
    assert held is None


async def test_too_long_is_refused(community: Community) -> None:
    refused = await community.moderator.slash(community.general, "mod slow-mode", seconds=60, duration="500 days")
    assert "365 days" in shown(refused)
    assert native.slow_mode(community.general) == 0


async def test_the_due_row_ends_both_across_a_restart(community: Community) -> None:
    before = overwrites(community)
    await community.moderator.slash(community.general, "mod lock", duration="1 hour")
    await community.moderator.slash(community.general, "mod slow-mode", seconds=60, duration="2 hours")
    await community.restart()

    await community.later(hours=1, minutes=1)
    assert (overwrites(community), native.slow_mode(community.general)) == (before, 60)
    await community.later(hours=1)

    assert native.slow_mode(community.general) == 0
    assert [(await case_of(community, number)).state for number in (1, 2)] == [State.ENDED, State.ENDED]
