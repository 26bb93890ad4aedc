"""Discord's audit log becomes cases: each entry once, as it is heard or read later."""

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.app import App
from bot.i18n import Language
from bot.moderation import rules
from bot.moderation.model import Act, Case, ModerationSettings, Origin, Progress, State, Subject
from bot.moderation.native import Entry, What, id_at
from bot.moderation.opening import Decision
from bot.moderation.store import cases
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as native
from cogs.moderation import native as reading
from tests.support.clock import MovableClock
from tests.support.community import Community

GUILD, OTHER_GUILD, MEMBER, MODERATOR = 1, 2, 101, 8


def entry(clock: MovableClock, what: What = What.TIMEOUT, *, number: int = 1, **values: Any) -> Entry:
    values = {"member_id": MEMBER, "by_id": MODERATOR, "at": clock(), **values}
    if what is What.TIMEOUT:
        values.setdefault("until", values["at"] + timedelta(hours=2))
    return Entry(id=id_at(clock()) + number, what=what, **values)


async def numbered(app: App, number: int, guild_id: int = GUILD) -> Case:
    async with app.database.read() as connection:
        found = await cases.numbered(connection, guild_id=guild_id, number=number)
    assert found is not None
    return found


# What an entry becomes --------------------------------------------------------------------------------------------


async def test_a_timeout_made_by_hand_is_a_case_that_counts_like_ours(app: App, clock: MovableClock) -> None:
    case = await app.moderation.native.heard(guild_id=GUILD, entry=entry(clock, reason="shouting"))

    assert case is not None
    assert (case.act, case.minutes, case.state, case.acted) == (Act.TIMEOUT, 120, State.DONE, Progress.DONE)
    assert (case.origin, case.moderator_id, case.reason) == (Origin.NATIVE, MODERATOR, "shouting")
    assert case.strikes == 2 and case.rule_number is None and case.told is Progress.NONE


@pytest.mark.parametrize(
    ("what", "act", "values", "details"),
    [
        (What.KICK, Act.KICK, {}, {}),
        (What.BAN, Act.BAN, {}, {}),
        (What.UNBAN, Act.UNBAN, {}, {}),
        (What.PRUNE, Act.KICK, {"member_id": None, "count": 12, "days": 30}, {"members": 12, "days": 30}),
        (What.REMOVE, Act.REMOVE, {"channel_id": 7, "count": 3}, {"messages": 3}),
        (What.PURGE, Act.PURGE, {"member_id": None, "channel_id": 7, "count": 50}, {"messages": 50}),
    ],
)
async def test_every_kind_becomes_its_act(
    app: App, clock: MovableClock, what: What, act: Act, values: dict[str, Any], details: dict[str, int]
) -> None:
    case = await app.moderation.native.heard(guild_id=GUILD, entry=entry(clock, what, **values))

    assert case is not None and (case.act, dict(case.details), case.state) == (act, details, State.DONE)
    assert case.strikes == (3 if what in (What.KICK, What.BAN) else 0)
    assert case.member_id == values.get("member_id", MEMBER)


async def test_an_entry_is_one_case_however_often_it_comes(app: App, clock: MovableClock) -> None:
    one = entry(clock)

    await asyncio.gather(
        *(app.moderation.native.heard(guild_id=GUILD, entry=one) for _ in range(3)),
        app.moderation.native.read(guild_id=GUILD, entries=[one], read_until=one.id, is_all=True),
    )

    async with app.database.read() as connection:
        assert len(await cases.of_member(connection, guild_id=GUILD, member_id=MEMBER)) == 1
    assert (await app.moderation.native.heard(guild_id=OTHER_GUILD, entry=one)) is not None, "another server's"


async def test_where_it_is_turned_off_nothing_becomes_a_case_later_either(app: App, clock: MovableClock) -> None:
    native_log = app.moderation.native
    await native_log.begin(guild_id=GUILD)
    await app.settings.change(GUILD, ModerationSettings, {"adopt_native": False}, by=MODERATOR)
    clock.advance(hours=1)

    assert await native_log.heard(guild_id=GUILD, entry=entry(clock)) is None
    native_log.was_away(GUILD)
    clock.advance(hours=1)
    assert await native_log.begin(guild_id=GUILD) is None
    await app.settings.change(GUILD, ModerationSettings, {"adopt_native": True}, by=MODERATOR)
    assert await native_log.begin(guild_id=GUILD) == id_at(clock()) - 1, "only what comes from now on"


async def test_a_server_begins_today_and_goes_on_where_it_was(app: App, clock: MovableClock) -> None:
    native_log = app.moderation.native
    assert await native_log.begin(guild_id=GUILD) is None
    clock.advance(hours=1)
    await native_log.heard(guild_id=GUILD, entry=entry(clock, number=5))
    read_until = id_at(clock()) + 5
    assert await native_log.begin(guild_id=GUILD) == read_until

    native_log.was_away(GUILD)
    clock.advance(hours=1)
    await native_log.heard(guild_id=GUILD, entry=entry(clock, What.KICK, number=6))

    assert await native_log.begin(guild_id=GUILD) == read_until, "what came before it is still to be read"


# What it does to cases there are ----------------------------------------------------------------------------------


async def ours(app: App, act: Act, minutes: int | None) -> Case:
    return await app.moderation.opening.open(
        Decision(
            guild_id=GUILD,
            act=act,
            origin=Origin.COMMAND,
            subject=Subject(member_id=MEMBER),
            moderator_id=MODERATOR,
            minutes=minutes,
            done_already=True,
        )
    )


@pytest.mark.parametrize(("act", "what"), [(Act.BAN, What.UNBAN), (Act.TIMEOUT, What.END_TIMEOUT)])
async def test_what_is_ended_by_hand_is_over_and_not_ended_again(
    app: App, clock: MovableClock, act: Act, what: What
) -> None:
    case = await ours(app, act, 60)
    clock.advance(minutes=10)

    ending = await app.moderation.native.heard(guild_id=GUILD, entry=entry(clock, what))

    over = await numbered(app, case.number)
    assert ending is not None and (ending.moderator_id, ending.number) == (MODERATOR, 2)
    assert over.state is State.ENDED and over.finished_at == clock()
    assert await app.moderation.ending.get(guild_id=GUILD, case_id=case.id) is None


async def test_an_unban_read_late_leaves_the_ban_that_came_after_it(app: App, clock: MovableClock) -> None:
    unban = entry(clock, What.UNBAN)
    clock.advance(minutes=5)
    again = await ours(app, Act.BAN, None)

    await app.moderation.native.read(guild_id=GUILD, entries=[unban], read_until=unban.id, is_all=True)

    assert (await numbered(app, again.number)).state is State.DONE


async def test_a_timeout_set_anew_replaces_the_one_before_and_counts_no_second_time(
    app: App, clock: MovableClock
) -> None:
    first = await ours(app, Act.TIMEOUT, 40 * 24 * 60)
    clock.advance(minutes=5)

    second = await app.moderation.native.heard(guild_id=GUILD, entry=entry(clock, changed=True))

    assert second is not None and second.strikes == 0
    over = await numbered(app, first.number)
    assert (over.state, over.strikes) == (State.ENDED, 2)
    assert (await app.moderation.ending.binding(second)).until == second.ends_at


async def test_a_temporary_ban_does_not_end_a_ban_made_by_hand(app: App, clock: MovableClock) -> None:
    temporary = await ours(app, Act.BAN, 60)
    await app.moderation.native.heard(guild_id=GUILD, entry=entry(clock, What.BAN))
    clock.advance(hours=2)

    bound = await app.moderation.ending.binding(temporary)

    assert bound.any and bound.until is None


# On Discord -------------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def known(community: Community) -> Community:
    """A server whose log is read up to now, and an admin who may do everything."""
    everything = discord.Permissions(
        kick_members=True, ban_members=True, moderate_members=True, manage_messages=True, manage_guild=True
    )
    community.roles["admins"]._role.permissions = everything.value
    await community.run_due()
    return community


async def all_cases(community: Community) -> list[Case]:
    found: list[Case] = []
    async with community.app.database.read() as connection:
        while (
            case := await cases.numbered(connection, guild_id=community.server.id, number=len(found) + 1)
        ) is not None:
            found.append(case)
    return found


async def test_everything_done_by_hand_becomes_a_case(known: Community) -> None:
    admin, target, other = known.admin, known.bystander, known.helper
    written = await target.send(known.general, "hello")
    await native.native_timeout(admin, target, timedelta(hours=1), reason="calm down")
    await native.native_end_timeout(admin, target)
    await native.native_remove(admin, written)
    await native.native_ban(admin, target, reason="enough")
    await native.native_unban(admin, target.user)
    await native.native_kick(admin, other)
    await native.native_prune(admin, [known.helper2, known.asker])

    found = await all_cases(known)

    assert [case.act for case in found] == [
        Act.TIMEOUT,
        Act.END_TIMEOUT,
        Act.REMOVE,
        Act.BAN,
        Act.UNBAN,
        Act.KICK,
        Act.KICK,
    ]
    assert {case.moderator_id for case in found} == {admin.id} and {case.origin for case in found} == {Origin.NATIVE}
    assert [case.member_id for case in found] == [*[target.id] * 5, other.id, None]
    assert (found[0].reason, found[0].minutes, found[0].state) == ("calm down", 60, State.ENDED)
    assert found[2].channel_id == known.general.id and found[6].details["members"] == 2


async def test_what_other_bots_do_becomes_cases_too(known: Community) -> None:
    bot_user = known.env.create_user("sweeper", bot=True)
    sweeper = known.server.add_member(bot_user, roles=[known.roles["admins"]])
    written = [await known.bystander.send(known.general, f"buy {n}") for n in range(3)]
    await native.other_bot_purges(sweeper, known.general, written, reason="spam")

    (case,) = await all_cases(known)

    assert (case.act, case.moderator_id, case.details["messages"]) == (Act.PURGE, sweeper.id, 3)
    assert case.channel_id == known.general.id


async def test_what_was_done_while_the_bot_was_down_is_read_once(known: Community) -> None:
    known.env.hang_up()
    for _ in range(2):
        await native.native_timeout(known.admin, known.bystander, timedelta(hours=1))
        await native.native_end_timeout(known.admin, known.bystander)

    await known.restart()
    await known.run_due()
    await known.restart()
    await known.run_due()

    acts = [case.act for case in await all_cases(known)]
    assert acts == [Act.TIMEOUT, Act.END_TIMEOUT, Act.TIMEOUT, Act.END_TIMEOUT]


async def test_more_than_a_page_is_read_to_the_end(known: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    known.env.hang_up()
    for _ in range(3):
        await native.native_timeout(known.admin, known.bystander, timedelta(hours=1))
        await native.native_end_timeout(known.admin, known.bystander)
    await known.restart()
    known.fails("GET", f"/guilds/{known.server.id}/audit-logs", 500)
    await known.run_due()
    assert await all_cases(known) == []

    await known.later(minutes=2)

    assert len(await all_cases(known)) == 6


async def test_what_the_bot_does_itself_is_no_second_case(known: Community) -> None:
    guild = known.bot.get_guild(known.server.id)
    assert guild is not None
    await guild.ban(discord.Object(known.bystander.id), reason="#1")
    await known.env.settle()
    known.app.moderation.native.was_away(guild.id)
    await known.app.due.plan(guild_id=guild.id, kind=rules.NATIVE, subject_id=guild.id, due_at=known.env.now())
    await known.run_due()

    assert await all_cases(known) == []


async def test_without_the_permission_the_check_up_says_so_and_nothing_breaks(known: Community) -> None:
    await simulated.take_from_bot(known.server, "view_audit_log")
    await native.native_timeout(known.admin, known.bystander, timedelta(hours=1))
    await known.restart()
    await known.run_due()

    guild = known.bot.get_guild(known.server.id)
    assert guild is not None
    reader = await guild.fetch_member(known.admin.id)
    said = [finding.message for check in known.bot.checks for finding in await check(reader, Language.EN)]

    assert "moderation-check-audit-log" in said
    assert await all_cases(known) == []
