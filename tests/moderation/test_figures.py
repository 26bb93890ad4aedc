"""What the figures of moderation count, against a period whose cases are known one by one."""

from datetime import timedelta
from typing import Any

from bot.app import App
from bot.moderation.figures import REPEAT_DAYS, CaseFigures
from bot.moderation.model import Act, Case, Origin, State, Subject
from bot.moderation.opening import Decision
from bot.moderation.store import cases as store
from tests.support.clock import MovableClock

HERE, ELSEWHERE = 100, 200
MODERATOR = 1


async def decided(app: App, member_id: int, act: Act = Act.WARN, **values: Any) -> Case:
    decision = Decision(
        guild_id=values.pop("guild_id", HERE),
        act=act,
        origin=values.pop("origin", Origin.COMMAND),
        subject=Subject(member_id=member_id),
        moderator_id=values.pop("moderator_id", MODERATOR),
        **values,
    )
    return await app.moderation.opening.open(decision)


async def figures(app: App, clock: MovableClock, days: int = 30) -> CaseFigures:
    end = clock() + timedelta(seconds=1)
    return await app.moderation.figures.read(guild_id=HERE, start=end - timedelta(days=days), end=end)


async def set_state(app: App, case: Case, state: State) -> None:
    async with app.database.write() as connection:
        await store.note(connection, case=case, at=app.clock(), state=state)


async def test_sanctions_are_counted_by_what_was_done_and_who_noticed(app: App, clock: MovableClock) -> None:
    await decided(app, 11, Act.WARN, origin=Origin.REPORT)
    await decided(app, 12, Act.TIMEOUT, minutes=60, origin=Origin.FILTER)
    await decided(app, 13, Act.BAN, origin=Origin.NATIVE)
    await decided(app, 14, Act.NOTE)
    await decided(app, 15, Act.WARN, guild_id=ELSEWHERE)
    await decided(app, 11, Act.TIMEOUT, minutes=60, origin=Origin.LADDER, moderator_id=None)

    found = await figures(app, clock)

    assert found.sanctions == 4
    assert found.acts == {Act.WARN: 1, Act.TIMEOUT: 2, Act.BAN: 1}
    assert found.found_by == {"members": 1, "filters": 1, "moderators": 1}
    assert found.found == 3


async def test_what_discord_refused_counts_for_nothing_and_what_was_lifted_does(app: App, clock: MovableClock) -> None:
    refused, lifted = await decided(app, 11, Act.KICK), await decided(app, 12, Act.BAN)
    await set_state(app, refused, State.FAILED)
    await set_state(app, lifted, State.LIFTED)

    found = await figures(app, clock)

    assert (found.sanctions, found.members, found.lifted) == (1, 1, 1)


async def test_whoever_had_one_before_is_counted_once_as_repeating(app: App, clock: MovableClock) -> None:
    await decided(app, 11)  # long before
    clock.advance(days=REPEAT_DAYS + 31)
    await decided(app, 12)  # before the period, not too long
    clock.advance(days=40)
    for member_id in (11, 12, 13, 13, 13):
        await decided(app, member_id)

    found = await figures(app, clock)

    assert found.members == 3
    assert found.repeaters == 2  # 12 and 13


async def test_a_sanction_that_was_lifted_makes_nobody_a_repeater(app: App, clock: MovableClock) -> None:
    await set_state(app, await decided(app, 11), State.LIFTED)
    await decided(app, 11)

    assert (await figures(app, clock)).repeaters == 0


async def test_decisions_that_differ_from_what_is_proposed_are_told_apart(app: App, clock: MovableClock) -> None:
    await decided(app, 11, proposed="warn")
    await decided(app, 12, proposed="warn", deviation="It was the tenth time in an hour.", act=Act.TIMEOUT, minutes=60)
    await decided(app, 13)  # nothing was proposed
    await decided(app, 14, proposed="ban", origin=Origin.LADDER, moderator_id=None)  # nobody decided it

    found = await figures(app, clock)

    assert (found.proposed, found.deviated) == (2, 1)


async def test_a_period_ends_before_its_end(app: App, clock: MovableClock) -> None:
    await decided(app, 11)
    moment = clock()
    read = app.moderation.figures.read

    assert (await read(guild_id=HERE, start=moment, end=moment + timedelta(seconds=1))).sanctions == 1
    assert (await read(guild_id=HERE, start=moment - timedelta(days=1), end=moment)).sanctions == 0
