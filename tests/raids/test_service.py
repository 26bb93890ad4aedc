"""Raids without Discord: what is noticed, what is planned of it, and what no crash, click or erasing loses."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.actor import Actor
from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.moderation import errors, rules
from bot.moderation.doing import ACTED
from bot.moderation.model import Act, Origin
from bot.moderation.model import Progress as CaseProgress
from bot.moderation.model import State as CaseState
from bot.moderation.store import cases
from bot.moderation.tables import moderation_case
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency
from bot.raids.detecting import Join
from bot.raids.model import (
    CALL,
    CARD,
    CARRY_OUT,
    END,
    AlreadyRunning,
    Cause,
    Doors,
    Measure,
    NobodyLeft,
    NoRaid,
    Progress,
    Raid,
    RaidSettings,
    Reaction,
    Slow,
    State,
    Whole,
)
from bot.raids.tables import raid_join
from bot.raids.watching import QUIET_FOR, WINDOW_MAX
from tests.raids.crowds import guests, numbered, raiders
from tests.support.clock import MovableClock

GUILD, OTHER = 1, 2
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
ELSEWHERE = Actor(id=8, guild_id=OTHER, moderates=True)
MEMBER = Actor(id=101, guild_id=GUILD)
DOORS = Doors(
    channels=[Slow(channel_id=11, seconds=0), Slow(channel_id=12, seconds=5), Slow(channel_id=13, seconds=60)]
)


async def join(app: App, joins: list[Join], *, guild_id: int = GUILD) -> None:
    """Let all of them join within one second, and look at them."""
    for one in joins:
        await app.raids.watching.joined(guild_id, one)
    await app.raids.watching.look(guild_id)


async def noticed(app: App, count: int = 30) -> Raid:
    await join(app, raiders(count, numbered))
    return (await app.raids.acting.whole(guild_id=GUILD)).raid


async def protected(app: App) -> Raid:
    raid = await noticed(app)
    await app.raids.acting.protect(raid, doors=DOORS, noted="begun")
    return (await app.raids.acting.whole(guild_id=GUILD)).raid


async def whole(app: App, raid: Raid) -> Whole:
    return await app.raids.acting.whole(guild_id=GUILD, raid_id=raid.id)


async def done(app: App, raid: Raid) -> None:
    """Have Discord do, or give back, everything."""
    now, steps = await app.raids.acting.steps(guild_id=GUILD, raid_id=raid.id)
    assert now is not None
    for step in steps:
        state = Progress.DONE if step.state is Progress.WAITING else Progress.ENDED
        await app.raids.acting.noted(now, step, state)


async def keep_out(app: App, raid: Raid, act: Act = Act.TIMEOUT) -> int:
    return await app.raids.keeping_out.keep_out(by=MODERATOR, raid_id=raid.id, act=act, may_ban=True, reason="raid")


async def undo(app: App, raid: Raid) -> Raid:
    undone = await app.raids.acting.undo(by=MODERATOR, raid_id=raid.id, noted="undone")
    await app.raids.keeping_out.lift_all(undone, why="undone")
    return undone


async def planned(app: App, kind: str) -> list[datetime]:
    async with app.database.read() as connection:
        rows = await connection.scalars(
            select(due_row.c.due_at)
            .where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN)
            .order_by(due_row.c.due_at)
        )
        return list(rows)


async def count_cases(app: App, act: Act) -> int:
    async with app.database.read() as connection:
        return int(
            await connection.scalar(
                select(func.count()).select_from(moderation_case).where(moderation_case.c.act == act)
            )
            or 0
        )


# Noticing -----------------------------------------------------------------------------------------------------------


async def test_a_crowd_is_looked_at_once_a_second_and_nobody_is_forgotten(app: App, clock: MovableClock) -> None:
    seen = [await app.raids.watching.joined(GUILD, one) for one in raiders(300, numbered)]

    assert sum(raid is not None for raid in seen) <= 1, "the others are for the next look"
    assert app.raids.watching.unlooked() == [GUILD]
    clock.advance(seconds=1)
    found = await app.raids.watching.look(GUILD)
    assert found is not None and found.suspects == 300 and found.joined == 300
    assert app.raids.watching.unlooked() == []


async def test_who_joins_again_is_one_person_and_memory_has_a_bound(app: App) -> None:
    one = raiders(1, numbered)[0]
    for _ in range(100):
        await app.raids.watching.joined(GUILD, one)
    assert app.raids.watching.lately(GUILD, timedelta(hours=1)) == 1

    await app.settings.change(GUILD, RaidSettings, {"reaction": Reaction.OFF}, by=9)
    for number in range(WINDOW_MAX + 200):
        await app.raids.watching.joined(GUILD, replace(one, member_id=number))
    assert app.raids.watching.lately(GUILD, timedelta(hours=1)) <= WINDOW_MAX


async def test_a_crowd_on_one_server_says_nothing_of_another(app: App) -> None:
    await join(app, raiders(15, numbered))
    await join(app, [replace(one, member_id=one.member_id + 1000) for one in raiders(15, numbered)], guild_id=OTHER)

    for guild_id in (GUILD, OTHER):
        with pytest.raises(NoRaid):
            await app.raids.acting.whole(guild_id=guild_id)


async def test_among_many_guests_nobody_is_suspected_until_raiders_come(app: App, clock: MovableClock) -> None:
    await join(app, guests(100))
    rush = await app.raids.acting.whole(guild_id=GUILD)
    assert rush.raid.cause is Cause.RUSH and rush.left == 0 and not await planned(app, CALL)
    assert not await app.raids.acting.wants_measures(rush.raid)

    clock.advance(seconds=2)
    await join(app, raiders(60, numbered))

    raid = await whole(app, rush.raid)
    assert raid.raid.cause is Cause.JOINS and raid.left >= 55
    assert await app.raids.acting.wants_measures(raid.raid)
    assert await planned(app, CALL) == [clock.now] and await planned(app, END) == [clock.now + QUIET_FOR]


async def test_a_rush_that_goes_on_stays_one_note(app: App, clock: MovableClock) -> None:
    await join(app, guests(100))
    rush = (await app.raids.acting.whole(guild_id=GUILD)).raid
    clock.advance(minutes=30)
    later = [replace(one, joined_at=clock.now, member_id=one.member_id + 5000) for one in guests(100, 3)]
    await join(app, later)

    assert await app.raids.acting.time_is_over(guild_id=GUILD, raid_id=rush.id, noted="") is None
    assert (await whole(app, rush)).raid.state is State.RUNNING
    clock.advance(minutes=30)
    assert await app.raids.acting.time_is_over(guild_id=GUILD, raid_id=rush.id, noted="") is not None
    assert await count_cases(app, Act.NOTE) == 0, "nothing was done"


async def test_whoever_notices_a_raid_may_die_before_anything_is_done(app: App, clock: MovableClock) -> None:
    raid = await noticed(app)

    assert await planned(app, CARD) == [clock.now], "the card's row takes the measures then"
    next_process = App(app.config, clock=clock)
    try:
        await next_process.raids.load()
        assert await next_process.raids.acting.wants_measures(raid)
        await join(next_process, raiders(40, numbered))
        assert (await whole(next_process, raid)).raid.suspects == 40, "and who was known is there once"
    finally:
        await next_process.close()


async def test_discords_own_alert_counts_once(app: App) -> None:
    await join(app, raiders(12, numbered))

    found = await app.raids.watching.alerted(GUILD)

    assert found is not None and found.cause is Cause.DISCORD and found.suspects == 12
    assert await app.raids.watching.alerted(GUILD) is None


# Measures -----------------------------------------------------------------------------------------------------------


async def test_only_channels_that_are_quicker_are_slowed_down(app: App, clock: MovableClock) -> None:
    raid = await protected(app)

    steps = (await whole(app, raid)).steps
    assert [(one.kind, one.channel_id, one.before, one.after) for one in steps] == [
        (Measure.INVITES, None, None, int((clock.now + timedelta(hours=1)).timestamp())),
        (Measure.SLOW_MODE, 11, 0, 30),
        (Measure.SLOW_MODE, 12, 5, 30),
    ]
    assert await planned(app, CARRY_OUT) == [clock.now + timedelta(minutes=1)]
    assert await planned(app, END) == [clock.now + timedelta(hours=1)]
    assert await count_cases(app, Act.NOTE) == 1
    await app.raids.acting.protect(raid, doors=DOORS, noted="again")
    assert len((await whole(app, raid)).steps) == 3 and await count_cases(app, Act.NOTE) == 1


async def test_what_may_have_been_done_is_given_back(app: App) -> None:
    """kill -9 between Discord's answer and the note of it: nobody knows, so it is looked at."""
    raid = await protected(app)

    await undo(app, raid)

    assert {step.state for step in (await whole(app, raid)).steps} == {Progress.ENDING}


async def test_a_note_that_comes_late_does_not_hide_what_is_wanted_now(app: App) -> None:
    raid = await protected(app)
    _, steps = await app.raids.acting.steps(guild_id=GUILD, raid_id=raid.id)
    await undo(app, raid)

    await app.raids.acting.noted(raid, steps[1], Progress.DONE)

    assert (await whole(app, raid)).steps[1].state is Progress.ENDING


async def test_what_discord_refuses_to_give_back_can_be_tried_again(app: App) -> None:
    raid = await protected(app)
    await done(app, raid)
    await app.raids.acting.end(by=MODERATOR, raid_id=raid.id, noted="over")
    _, steps = await app.raids.acting.steps(guild_id=GUILD, raid_id=raid.id)
    for step in steps:
        await app.raids.acting.noted(raid, step, Progress.STUCK, "HTTP 403, code 50013")

    await undo(app, raid)
    assert len((await app.raids.acting.steps(guild_id=GUILD, raid_id=raid.id))[1]) == 3
    now, steps = await app.raids.acting.steps(guild_id=GUILD, raid_id=raid.id)
    assert now is not None
    await app.raids.acting.noted(now, steps[0], Progress.STUCK, "HTTP 403, code 50013")
    await undo(app, raid)
    await done(app, raid)
    assert await count_cases(app, Act.NOTE) == 3, "begun, over, undone: once each"
    with pytest.raises(NoRaid):
        await undo(app, raid)


async def test_longer_is_a_day_from_now_at_the_most(app: App, clock: MovableClock) -> None:
    raid = await protected(app)
    await done(app, raid)

    for _ in range(40):
        raid = await app.raids.acting.longer(by=MODERATOR, raid_id=raid.id)

    assert raid.ends_at == clock.now + timedelta(hours=24) - timedelta(minutes=1)
    _, steps = await app.raids.acting.steps(guild_id=GUILD, raid_id=raid.id)
    assert [step.kind for step in steps] == [Measure.INVITES] and steps[0].after == int(raid.ends_at.timestamp())


# Keeping out --------------------------------------------------------------------------------------------------------


async def test_hundreds_of_cases_are_carried_out_one_after_the_other(app: App, clock: MovableClock) -> None:
    raid = await noticed(app, 100)

    assert await keep_out(app, raid) == 100

    due = await planned(app, rules.ACT)
    assert len(set(due)) == 100 and due[0] == clock.now and due[-1] == clock.now + timedelta(seconds=49.5)
    assert min(await planned(app, rules.LOG)) > clock.now, "each is logged when it is done"


async def test_two_moderators_keep_nobody_out_twice(app: App) -> None:
    raid = await noticed(app, 60)

    opened = await asyncio.gather(keep_out(app, raid), keep_out(app, raid, Act.BAN), return_exceptions=True)

    assert sum(one for one in opened if isinstance(one, int)) == 60
    assert await count_cases(app, Act.TIMEOUT) + await count_cases(app, Act.BAN) == 60
    with pytest.raises(NobodyLeft):
        await keep_out(app, raid)


async def test_undoing_lifts_cases_that_are_done_and_those_that_wait(app: App) -> None:
    raid = await noticed(app)
    await keep_out(app, raid, Act.BAN)
    async with app.database.read() as connection:
        found = (await connection.scalars(select(moderation_case.c.id).order_by("id").limit(10))).all()
    for case_id in found:
        case = await app.moderation.cases.find(guild_id=GUILD, case_id=case_id)
        assert case is not None
        await app.moderation.doing.note(case, ACTED, CaseProgress.DONE)

    await undo(app, raid)

    assert await count_cases(app, Act.UNBAN) == 10, "who was not banned yet never is"
    async with app.database.read() as connection:
        states = await connection.scalars(
            select(moderation_case.c.state).where(moderation_case.c.act == Act.BAN).distinct()
        )
        assert list(states) == [CaseState.LIFTED]


async def test_undoing_lifts_also_who_is_forgotten_by_now(app: App, clock: MovableClock) -> None:
    raid = await noticed(app)
    await keep_out(app, raid, Act.BAN)
    clock.advance(days=31)
    await app.privacy.retention.run(guild_id=GUILD, names=["raids"])
    assert await suspects_kept(app) == 0

    await undo(app, raid)

    async with app.database.read() as connection:
        case = await cases.get(connection, guild_id=GUILD, case_id=2)
    assert case is not None and case.state is CaseState.LIFTED


# The end ------------------------------------------------------------------------------------------------------------


async def test_its_time_is_over_after_an_outage_of_a_day(app: App, clock: MovableClock) -> None:
    raid = await protected(app)
    await done(app, raid)
    clock.advance(days=1)
    assert (await planned(app, END))[0] < clock.now

    ended = await app.raids.acting.time_is_over(guild_id=GUILD, raid_id=raid.id, noted="time")

    assert ended is not None and ended.state is State.OVER and ended.ended_by_id is None
    assert {step.state for step in (await whole(app, raid)).steps} == {Progress.ENDING}
    assert await app.raids.acting.time_is_over(guild_id=GUILD, raid_id=raid.id, noted="time") is None
    assert await planned(app, END) == []


async def test_who_was_in_a_raid_that_is_over_makes_no_other(app: App) -> None:
    raid = await noticed(app)
    await app.raids.acting.end(by=MODERATOR, raid_id=raid.id, noted="over")

    await join(app, [replace(one, member_id=one.member_id + 1000) for one in raiders(10, numbered)])

    with pytest.raises(NoRaid):
        await app.raids.acting.whole(guild_id=GUILD)


# Who may ------------------------------------------------------------------------------------------------------------

ACTS: dict[str, Callable[[App, Actor, int], Awaitable[object]]] = {
    "longer": lambda app, by, raid_id: app.raids.acting.longer(by=by, raid_id=raid_id),
    "end": lambda app, by, raid_id: app.raids.acting.end(by=by, raid_id=raid_id, noted=""),
    "undo": lambda app, by, raid_id: app.raids.acting.undo(by=by, raid_id=raid_id, noted=""),
    "clear": lambda app, by, raid_id: app.raids.keeping_out.clear(by=by, raid_id=raid_id, member_ids=[500_000]),
    "suspects": lambda app, by, raid_id: app.raids.keeping_out.suspects(by=by, raid_id=raid_id, page=1, size=5),
    "keep out": lambda app, by, raid_id: app.raids.keeping_out.keep_out(
        by=by, raid_id=raid_id, act=Act.BAN, may_ban=True, reason=""
    ),
}


@pytest.mark.parametrize("name", ACTS)
async def test_raids_are_for_moderators_of_their_own_server(app: App, name: str) -> None:
    raid = await protected(app)
    before = await whole(app, raid)

    with pytest.raises(NoRaid):
        await ACTS[name](app, ELSEWHERE, raid.id)
    with pytest.raises(errors.ModeratorsOnly):
        await ACTS[name](app, MEMBER, raid.id)

    assert await whole(app, raid) == before


async def test_beginning_by_hand_is_for_moderators_and_once(app: App) -> None:
    with pytest.raises(errors.ModeratorsOnly):
        await app.raids.acting.begin(by=MEMBER, doors=DOORS, noted="")
    await app.raids.acting.begin(by=MODERATOR, doors=DOORS, noted="")
    with pytest.raises(AlreadyRunning):
        await app.raids.acting.begin(by=MODERATOR, doors=DOORS, noted="")


async def test_bans_need_the_right_to_ban(app: App) -> None:
    raid = await noticed(app)
    with pytest.raises(errors.MayNotBan):
        await app.raids.keeping_out.keep_out(by=MODERATOR, raid_id=raid.id, act=Act.BAN, may_ban=False, reason="")


# The queue, and what is forgotten -----------------------------------------------------------------------------------


async def test_a_raid_waits_in_the_queue_while_it_runs(app: App, clock: MovableClock) -> None:
    raid = await noticed(app)
    async with app.database.read() as connection:
        [item] = await app.raids.in_queue.waiting(connection, guild_id=GUILD, now=clock.now, limit=5)
        assert await app.raids.in_queue.waiting(connection, guild_id=OTHER, now=clock.now, limit=5) == []
    assert (item.subject_id, item.urgency, item.entrance) == (raid.id, Urgency.HIGH, "raid")
    async with app.database.write() as connection:
        with pytest.raises(NotDismissible):
            await app.raids.in_queue.dismiss(connection, guild_id=GUILD, subject_id=raid.id, by=MODERATOR)

    await app.raids.acting.end(by=MODERATOR, raid_id=raid.id, noted="")

    async with app.database.read() as connection:
        assert await app.raids.in_queue.waiting(connection, guild_id=GUILD, now=clock.now, limit=5) == []


async def suspects_kept(app: App) -> int:
    async with app.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(raid_join)) or 0)


async def test_erasing_a_suspect_leaves_the_others_and_the_number(app: App, clock: MovableClock) -> None:
    raid = await noticed(app)
    gone = raiders(1, numbered)[0].member_id

    await app.privacy.erasing.erase(guild_id=GUILD, member_id=gone)

    found = await whole(app, raid)
    assert found.left == 29 and found.raid.suspects == 30
    clock.advance(seconds=2)
    await app.raids.watching.look(GUILD)
    assert await suspects_kept(app) == 29, "they are not in memory any more either"


async def test_erasing_a_moderator_leaves_the_raid_without_them(app: App) -> None:
    raid = await app.raids.acting.begin(by=MODERATOR, doors=DOORS, noted="")
    await app.raids.acting.end(by=MODERATOR, raid_id=raid.id, noted="")

    await app.privacy.erasing.erase(guild_id=GUILD, member_id=MODERATOR.id)

    found = (await whole(app, raid)).raid
    assert (found.started_by_id, found.ended_by_id, found.state) == (None, None, State.OVER)


async def test_a_server_that_is_forgotten_leaves_nothing(app: App) -> None:
    raid = await protected(app)
    await keep_out(app, raid)

    await app.privacy.servers.forget(GUILD)

    assert await suspects_kept(app) == 0 and app.raids.watching.lately(GUILD, timedelta(hours=1)) == 0
    with pytest.raises(NoRaid):
        await app.raids.acting.whole(guild_id=GUILD)
    assert await noticed(app), "and another one is noticed there"


async def test_the_cases_of_a_raid_name_it_as_their_origin(app: App) -> None:
    raid = await protected(app)
    await keep_out(app, raid)

    async with app.database.read() as connection:
        rows = (
            await connection.execute(select(moderation_case.c.origin, moderation_case.c.origin_id).distinct())
        ).all()
    assert [(row.origin, row.origin_id) for row in rows] == [(Origin.RAID, raid.id)]
