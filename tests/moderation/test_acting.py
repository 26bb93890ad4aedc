"""Carrying cases out: in which order, what Discord refuses, what is done after a crash, and what the case says of it."""

import re
from typing import Any

import discord
import pytest
import simcord

from bot.actor import Actor
from bot.inbox.model import Delivery
from bot.moderation import rules
from bot.moderation.doing import ACTED, REMOVED, STAFF, TOLD, order_of, outcome
from bot.moderation.model import Act, Case, Origin, Progress, State, Subject
from bot.moderation.opening import Decision
from bot.moderation.store import evidence
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from cogs.moderation.acting import REASON_LIMIT, audit_reason, perform
from tests.moderation.desk import (
    begun,
    case_of,
    decided,
    letters_of,
    mention_channel,
    pressed,
    with_rules,
)
from tests.moderation.office import MODERATOR, Office
from tests.support.cards import answer, id_of, shown
from tests.support.community import Community

NONE, WAITING, DONE, FAILED = Progress.NONE, Progress.WAITING, Progress.DONE, Progress.FAILED


def actor(community: Community, who: simcord.MemberActor) -> Actor:
    return Actor(id=who.id, guild_id=community.server.id, moderates=True)


async def opened(
    community: Community,
    act: Act,
    member: simcord.MemberActor,
    *,
    by_itself: bool = False,
    origin: Origin = Origin.COMMAND,
    message: discord.Message | None = None,
    **values: object,
) -> Case:
    """Open a case as the dialogue does, and let the process die before anything is done."""
    decision = Decision(
        guild_id=community.server.id,
        act=act,
        origin=origin,
        subject=Subject(
            member_id=member.id,
            channel_id=None if message is None else message.channel.id,
            message_id=None if message is None else message.id,
        ),
        moderator_id=None if by_itself else community.moderator.id,
        **values,  # type: ignore[arg-type]
    )
    return await community.app.moderation.opening.open(decision, by_itself=by_itself)


async def now(community: Community, case: Case) -> Case:
    return await case_of(community, case.number)


def calls(community: Community, pattern: str) -> list[str]:
    """Return the bot's requests, in order, that match."""
    made = [f"{one.method} {one.path}" for one in community.env.http_requests]
    return [one for one in made if re.search(pattern, one)]


# The order, and what the parts make --------------------------------------------------------------------------------


@pytest.mark.parametrize("act", list(Act))
def test_telling_comes_before_what_nobody_can_be_told_after(act: Act) -> None:
    parts = order_of(act)

    assert parts[0] == REMOVED
    assert (parts.index(TOLD) < parts.index(ACTED)) is (act in (Act.KICK, Act.BAN))


@pytest.mark.parametrize(
    ("told", "acted", "removed", "state"),
    [
        (DONE, DONE, DONE, State.DONE),
        (NONE, DONE, NONE, State.DONE),
        (DONE, WAITING, NONE, State.WAITING),
        (FAILED, DONE, NONE, State.PARTLY),
        (DONE, FAILED, NONE, State.PARTLY),
        (FAILED, FAILED, DONE, State.PARTLY),
        (FAILED, FAILED, NONE, State.FAILED),
        (NONE, FAILED, NONE, State.FAILED),
        (FAILED, NONE, NONE, State.PARTLY),
    ],
)
async def test_the_parts_make_the_state(
    office: Office, told: Progress, acted: Progress, removed: Progress, state: State
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    case = replace(await office.open(Act.TIMEOUT, minutes=60), told=told, acted=acted, removed=removed)

    assert outcome(case) is state


@pytest.mark.parametrize("act", [Act.KICK, Act.BAN])
async def test_the_member_is_told_before_they_go(community: Community, act: Act) -> None:
    await decided(community, community.asker, act.value, reason="Spam")

    made = calls(community, r"POST /channels/\d+/messages$|/bans/|DELETE /guilds/\d+/members/")
    assert made[-2].startswith("POST /channels/") and made[-1].startswith(("PUT", "DELETE"))
    assert letters_of(community.asker) and not mod.is_member(community.asker)


async def test_a_timeout_is_told_once_it_is_there(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="1 hour", reason="Spam")

    made = calls(community, r"POST /channels/\d+/messages$|PATCH /guilds/\d+/members/\d+$")
    assert made[-2].startswith("PATCH") and made[-1].startswith("POST")


def test_discords_log_takes_512_characters(office: Office) -> None:
    from types import SimpleNamespace  # noqa: PLC0415

    case = SimpleNamespace(number=12, reason="第一に\n" + "あ" * 4000)

    said = audit_reason(case, by="moderator (1)")  # type: ignore[arg-type]

    assert said.startswith("#12 · moderator (1) · 第一に あ") and len(said) == REASON_LIMIT and "\n" not in said


# After a crash -----------------------------------------------------------------------------------------------------

CRASHES = ("before anything", "after removing", "told, not noted", "told", "acted, not noted", "acted")


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("act", [Act.TIMEOUT, Act.KICK, Act.BAN])
async def test_the_next_process_goes_on_wherever_the_last_one_died(community: Community, act: Act, crash: str) -> None:
    message = await community.asker.send(community.general, "Buy now")
    case = await opened(
        community,
        act,
        community.asker,
        minutes=60 if act is Act.TIMEOUT else None,
        message=message,
        remove_message=True,
    )
    await _die(community, case, crash)
    await community.restart()

    await community.later(minutes=3)
    await community.later(minutes=3)

    after = await now(community, case)
    assert (after.told, after.acted, after.removed, after.state) == (DONE, DONE, DONE, State.DONE), crash
    assert len(letters_of(community.asker)) == 1
    assert message.id not in [one.id for one in community.general.history()]
    if act is Act.TIMEOUT:
        assert mod.timed_out_until(community.asker) == after.ends_at
    else:
        assert not mod.is_member(community.asker)
    assert await planned(community, rules.ACT) == []


async def _die(community: Community, case: Case, crash: str) -> None:
    """Do of a case what was done when the process died."""
    doing, guild = community.app.moderation.doing, community.bot.get_guild(case.guild_id)
    assert guild is not None and case.member_id is not None and case.channel_id is not None
    reached = CRASHES.index(crash)
    if reached >= 1:
        await community.bot.http.delete_message(case.channel_id, case.message_id or 0)
        if reached > 1:
            await doing.note(case, REMOVED, DONE)
    tells_first = case.act in (Act.KICK, Act.BAN)
    if crash in ("told, not noted", "told") or (reached >= 4 and tells_first):
        if not tells_first and reached < 4:
            await _act(guild, case)
            await doing.note(case, ACTED, DONE)
        letter = await doing.letter(case)
        assert letter is not None
        await send_letter(community, case)
        if crash != "told, not noted":
            await community.app.inbox.delivered(letter, delivery=Delivery.DIRECT)
    if reached >= 4:
        await _act(guild, case)
        if crash == "acted":
            await doing.note(case, ACTED, DONE)


async def send_letter(community: Community, case: Case) -> None:
    """Send the letter as the bot does, and note nothing."""
    from bot.i18n import Language  # noqa: PLC0415
    from bot.ui.letters import letter_view  # noqa: PLC0415

    letter = await community.app.moderation.doing.how_told(case)
    assert letter is not None
    text = await community.app.inbox.text(letter, Language.EN)
    assert text is not None
    channel = await community.bot.create_dm(discord.Object(letter.member_id))
    await channel.send(
        view=letter_view(community.bot, text, Language.EN, server="Veranda"), nonce=f"letter-{letter.id}"
    )


async def _act(guild: discord.Guild, case: Case) -> None:
    member = discord.Object(case.member_id or 0)
    if case.act is Act.TIMEOUT:
        await (await guild.fetch_member(member.id)).timeout(case.ends_at)
    elif case.act is Act.KICK:
        await guild.kick(member)
    else:
        await guild.ban(member, delete_message_seconds=0)


async def planned(community: Community, kind: str) -> list[int]:
    office = Office(app=community.app, clock=community.env.now)  # type: ignore[arg-type]
    return await office.planned(kind)


async def test_done_at_once_and_by_the_due_row_it_is_done_once(community: Community) -> None:
    case = await opened(community, Act.KICK, community.asker)

    await simulated.at_once(community.env, _performed(community, case), _performed(community, case))
    await community.later(minutes=2)

    assert len(letters_of(community.asker)) == 1
    assert len(mod.audit_log(community.server, action=discord.AuditLogAction.kick)) == 1


async def _performed(community: Community, case: Case) -> None:
    await perform(community.bot, case)


# What Discord refuses ----------------------------------------------------------------------------------------------

ROUTES = {
    Act.TIMEOUT: ("PATCH", "/guilds/*/members/*"),
    Act.KICK: ("DELETE", "/guilds/*/members/*"),
    Act.BAN: ("PUT", "/guilds/*/bans/*"),
}


@pytest.mark.parametrize("act", list(ROUTES))
@pytest.mark.parametrize("status", [403, 500, 429])
async def test_acting_is_refused(community: Community, act: Act, status: int) -> None:
    method, path = ROUTES[act]
    code = 50013 if status == 403 else 0
    community.fails(method, path, status, code=code)
    options: dict[str, Any] = {"duration": "1 hour"} if act is Act.TIMEOUT else {}

    done = await decided(community, community.asker, act.value, reason="Spam", **options)

    case = await case_of(community)
    if status == 403:
        assert case.acted is FAILED and "HTTP 403, code 50013" in (case.failure or "")
        assert case.state is (State.FAILED if act is Act.TIMEOUT else State.PARTLY)
        assert "Discord did not allow it" in shown(done) and "not done." in shown(done)
        assert bool(letters_of(community.asker)) is (act is not Act.TIMEOUT)
        assert await waiting_in_queue(community) == [case.id]
        return
    assert (case.acted, case.state) == (WAITING, State.WAITING)
    assert "I go on by myself" in shown(done)
    await community.later(minutes=2)
    assert (await case_of(community)).state is State.DONE and len(letters_of(community.asker)) == 1


async def waiting_in_queue(community: Community) -> list[int]:
    items = await community.app.queue.waiting(by=actor(community, community.moderator))
    return [one.waiting.subject_id for one in items if one.waiting.kind == "case"]


async def test_refused_first_and_tried_again_from_the_case(community: Community) -> None:
    community.fails("PUT", "/guilds/*/bans/*", 403, code=50013)
    done = await decided(community, community.asker, "ban", reason="Spam")
    case = await community.moderator.click(answer(done), custom_id=id_of(answer(done), "moderation:case"))

    again = await community.moderator.click(answer(case), custom_id=id_of(answer(case), "moderation:again"))

    after = await case_of(community)
    assert (after.state, after.failure) == (State.DONE, None), shown(again)
    assert community.asker.id in mod.bans(community.server) and len(letters_of(community.asker)) == 1
    assert await waiting_in_queue(community) == []


async def test_discord_is_busy_for_days(community: Community) -> None:
    community.fails("PATCH", "/guilds/*/members/*", 500, times=None)
    await decided(community, community.asker, "timeout", duration="60 days", reason="Spam")

    for _ in range(9):
        await community.later(days=1)

    case = await case_of(community)
    assert (case.acted, case.state) == (FAILED, State.FAILED) and "5xx" in (case.failure or "")
    assert not letters_of(community.asker)
    assert await waiting_in_queue(community) == [case.id]


async def test_a_timeout_that_was_over_before_it_could_be_done(community: Community) -> None:
    community.fails("PATCH", "/guilds/*/members/*", 500, times=None)
    await decided(community, community.asker, "timeout", duration="10 minutes", reason="Spam")

    for _ in range(4):
        await community.later(minutes=10)

    assert (await case_of(community)).state is State.FAILED
    assert not letters_of(community.asker)


@pytest.mark.parametrize("status", [500, 429])
async def test_a_ban_doesnt_wait_long_for_the_letter(community: Community, status: int) -> None:
    community.asker.user.dm_channel or await community.asker.user.send_dm("hello")
    community.fails("POST", "/users/@me/channels", status, times=None)

    done = await decided(community, community.asker, "ban", reason="Spam")

    assert "They aren't told yet." in shown(done) and mod.is_member(community.asker)
    await community.later(minutes=2)
    case = await case_of(community)
    assert not mod.is_member(community.asker)
    assert (case.told, case.acted, case.state) == (FAILED, DONE, State.PARTLY)


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_removing_the_message_is_refused(community: Community, status: int) -> None:
    await with_rules(community)
    message = await community.asker.send(community.general, "Buy now")
    sheet = await community.moderator.context_menu(community.general, "Moderate", message)
    sheet = await community.moderator.select(
        answer(sheet), ["2"], custom_id=id_of(answer(sheet), "moderation:decide-rule")
    )
    preview = await pressed(community.moderator, sheet, "preview")
    community.fails("DELETE", "/channels/*/messages/*", status, code=10008 if status == 404 else 0)

    await pressed(community.moderator, preview, "do")

    case = await case_of(community)
    expected = {403: (FAILED, State.PARTLY), 404: (DONE, State.DONE), 500: (WAITING, State.WAITING)}[status]
    assert (case.removed, case.state) == expected
    assert case.told is DONE
    if status == 500:
        await community.later(minutes=2)
        assert (await case_of(community)).state is State.DONE


async def test_the_message_is_gone_when_it_is_decided(community: Community) -> None:
    await with_rules(community)
    message = await community.asker.send(community.general, "Buy now")
    sheet = await community.moderator.context_menu(community.general, "Moderate", message)
    sheet = await community.moderator.select(
        answer(sheet), ["2"], custom_id=id_of(answer(sheet), "moderation:decide-rule")
    )
    await community.asker.delete(message)

    done = await pressed(community.moderator, await pressed(community.moderator, sheet, "preview"), "do")

    assert "The message is removed." in shown(done)
    case = await case_of(community)
    async with community.app.database.read() as connection:
        (kept,) = await evidence.of_case(connection, guild_id=case.guild_id, case_id=case.id)
    assert (case.state, kept.text) == (State.DONE, "Buy now")


# People who are hard to reach --------------------------------------------------------------------------------------


async def test_banned_by_id_is_somebody_who_left(community: Community) -> None:
    mod.close_dms(community.asker)
    await mod.leave(community.asker)

    done = await decided(community, community.asker.user, "ban", reason="Came back with other accounts")

    assert community.asker.id in mod.bans(community.server)
    case = await case_of(community)
    assert (case.told, case.acted, case.state) == (FAILED, DONE, State.PARTLY)
    assert "they aren't on the server" in shown(done)


async def test_banned_already_is_banned(community: Community) -> None:
    await decided(community, community.asker, "ban", reason="Spam")
    await decided(community, community.asker.user, "ban", by=community.moderator2, reason="Spam, too")

    assert (await case_of(community, 2)).acted is DONE


async def test_whoever_leaves_while_it_is_decided(community: Community) -> None:
    preview = await pressed(
        community.moderator, await begun(community, community.asker, "kick", reason="Spam"), "preview"
    )
    await mod.leave(community.asker)

    refused = await pressed(community.moderator, preview, "do")

    assert "They aren't on the server" in shown(refused)
    with pytest.raises(AssertionError, match="no case"):
        await case_of(community)


async def test_who_could_not_be_told_is_told_below_an_answer_and_the_case_says_so(community: Community) -> None:
    mod.close_dms(community.asker)
    done = await decided(community, community.asker, "warn", reason="Spam")
    case = await case_of(community)
    assert "They could not be told" in shown(done)
    assert (case.told, case.state, case.strikes) == (FAILED, State.PARTLY, 1)
    assert await waiting_in_queue(community) == [case.id]

    await community.asker.slash(community.general, "questions open")

    after = await case_of(community)
    assert (after.told, after.state) == (DONE, State.DONE)
    assert await waiting_in_queue(community) == []


@pytest.mark.parametrize("act", [Act.KICK, Act.BAN])
async def test_no_mention_for_those_who_go(community: Community, act: Act) -> None:
    await mention_channel(community, community.general)
    mod.close_dms(community.asker)

    done = await decided(community, community.asker, act.value, reason="Spam")

    assert not community.general.history()
    assert (await case_of(community)).told is FAILED
    assert "could not be told" in shown(done)


async def test_roles_above_the_bots_and_admins_are_refused_before_discord_does(community: Community) -> None:
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)
    high = community.server.add_member(
        community.env.create_user("high"), roles=[community.server.create_role("High", position=99)]
    )
    boss = community.server.add_member(
        community.env.create_user("boss"),
        roles=[community.server.create_role("Boss", position=1, permissions=discord.Permissions(administrator=True))],
    )
    await community.env.settle()

    for who in (high, boss):
        refused = await begun(community, who, "timeout", by=owner, duration="1 hour", reason="Spam")
        assert "Discord wouldn't let me" in shown(refused)
    assert "What is to be done" in shown(await begun(community, high, "warn", by=owner, reason="Spam"))


async def test_by_itself_the_bot_does_nothing_to_moderators(community: Community) -> None:
    case = await opened(community, Act.TIMEOUT, community.moderator2, by_itself=True, origin=Origin.LADDER, minutes=60)

    await community.later(seconds=1)

    after = await now(community, case)
    assert (after.state, after.failure) == (State.FAILED, STAFF)
    assert not mod.timed_out_until(community.moderator2) and not letters_of(community.moderator2)


async def test_what_comes_by_itself_is_done_with_the_next_sweep(community: Community) -> None:
    case = await opened(community, Act.TIMEOUT, community.asker, by_itself=True, origin=Origin.LADDER, minutes=60)

    await community.later(seconds=1)

    assert (await now(community, case)).state is State.DONE
    assert mod.timed_out_until(community.asker) == case.ends_at and len(letters_of(community.asker)) == 1


async def test_somebody_who_was_erased_meanwhile(community: Community) -> None:
    case = await opened(community, Act.WARN, community.asker)
    async with community.app.database.write() as connection:
        await connection.exec_driver_sql("UPDATE moderation_case SET member_id = NULL")

    await community.later(minutes=2)

    after = await now(community, case)
    assert after.told is FAILED and after.failure == "erased"
    assert not letters_of(community.asker)


async def test_another_servers_moderators_get_nothing(office: Office) -> None:
    case = await office.open(Act.BAN)

    assert await office.app.moderation.cases.find(guild_id=2, case_id=case.id) is None
    assert MODERATOR.guild_id == case.guild_id
