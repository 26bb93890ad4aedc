"""The audit: what it finds in the ledger, what it leaves out, and what moderators read."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest_asyncio
from sqlalchemy import event

from bot.app import App
from bot.points.audit import LIMITS_OFTEN, RISE_POINTS
from bot.points.model import Award, Entry, Kind
from bot.sandbox import simulated
from tests.support.cards import shown
from tests.support.clock import MovableClock
from tests.support.community import Community

GUILD = 1
ANA, BEN, CHI = 101, 102, 103


def source(giver_id: int, member_id: int, nth: int) -> int:
    return (giver_id * 7_919 + member_id) % 10**12 * 100 + nth


async def give(
    app: App,
    giver_id: int,
    member_id: int,
    *,
    times: int = 1,
    kind: Kind = Kind.THANKS,
    guild_id: int = GUILD,
    at: datetime | None = None,
) -> None:
    async with app.database.write() as connection:
        for nth in range(times):
            award = Award(
                guild_id=guild_id,
                member_id=member_id,
                kind=kind,
                source_id=source(giver_id, member_id, nth),
                happened_at=at or app.clock(),
                giver_id=giver_id,
            )
            await app.points.ledger.award(connection, award)


async def others(app: App, *, guild_id: int = GUILD) -> None:
    """Let nine others give something to one of them, so that there is a community around."""
    for nth in range(9):
        await give(app, 500 + nth, 499, guild_id=guild_id)


@pytest_asyncio.fixture
async def town(app: App) -> App:
    await others(app)
    return app


# What is found ----------------------------------------------------------------------------------------------------


async def test_a_pair_is_named_with_its_numbers(town: App, clock: MovableClock) -> None:
    began = clock()
    await give(town, ANA, BEN, times=7)
    clock.advance(days=2)
    await give(town, BEN, ANA, times=6)
    await give(town, 500, ANA)
    [ring] = (await town.points.audit.report(guild_id=GUILD)).rings
    assert set(ring.member_ids) == {ANA, BEN}
    assert (ring.gifts, ring.points, ring.since) == (13, 5 + 2 + 1, began)
    assert {(flow.giver_id, flow.member_id): flow.gifts for flow in ring.flows} == {(ANA, BEN): 7, (BEN, ANA): 6}
    assert (ring.shares[BEN], round(ring.share, 2)) == (1.0, 0.86)


async def test_what_was_taken_back_counts_no_more(town: App) -> None:
    await give(town, ANA, BEN, times=7)
    await give(town, BEN, ANA, times=7)
    async with town.database.write() as connection:
        for nth in range(7):
            await town.points.ledger.take_back(
                connection, guild_id=GUILD, kinds=[Kind.THANKS], source_ids=[source(ANA, BEN, nth)]
            )
    assert (await town.points.audit.report(guild_id=GUILD)).rings == ()


async def test_what_is_older_than_a_month_and_of_other_servers_is_left_out(town: App, clock: MovableClock) -> None:
    await give(town, ANA, BEN, times=7)
    await give(town, BEN, ANA, times=7)
    assert (await town.points.audit.report(guild_id=2)).is_empty
    clock.advance(days=31)
    assert (await town.points.audit.report(guild_id=GUILD)).is_empty


async def test_a_giver_who_must_not_be_named_is_in_no_ring(town: App) -> None:
    async with town.database.write() as connection:
        for nth in range(20):
            award = Award(
                guild_id=GUILD,
                member_id=ANA,
                kind=Kind.ANSWER,
                source_id=nth,
                happened_at=town.clock(),
                giver_fingerprint="f" * 64,
            )
            await town.points.ledger.award(connection, award)
    assert (await town.points.audit.report(guild_id=GUILD)).rings == ()


async def test_who_reaches_limits_day_after_day_is_named(town: App, clock: MovableClock) -> None:
    start = clock()
    for day in range(LIMITS_OFTEN):
        for giver in range(10):
            await give(town, 1_000 + 100 * day + giver, ANA, kind=Kind.UPVOTE, at=start + timedelta(days=day))
    clock.advance(days=LIMITS_OFTEN)
    [limits] = (await town.points.audit.report(guild_id=GUILD)).limits
    assert (limits.member_id, limits.reached, limits.kind) == (ANA, LIMITS_OFTEN, Kind.UPVOTE)


async def test_who_suddenly_earns_much_more_is_named(town: App, clock: MovableClock) -> None:
    await give(town, 600, ANA, kind=Kind.ANSWER)
    clock.advance(days=20)
    for nth in range(5):
        await give(town, 700 + nth, ANA, kind=Kind.ANSWER)
    [rise] = (await town.points.audit.report(guild_id=GUILD)).rises
    assert (rise.member_id, rise.recent) == (ANA, RISE_POINTS)
    assert 0 < rise.usual < 10


async def test_the_flows_are_read_by_an_index(town: App) -> None:
    statements: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        statements.append((statement, parameters))

    event.listen(town.database.engine.sync_engine, "before_cursor_execute", note)
    await town.points.audit.report(guild_id=GUILD)
    event.remove(town.database.engine.sync_engine, "before_cursor_execute", note)
    read = [(statement, values) for statement, values in statements if "FROM point_" in statement]
    assert len(read) >= 3
    async with town.database.read() as connection:
        for statement, values in read:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            assert not [step for *_, step in plan if step.startswith("SCAN")], statement


# What moderators read ---------------------------------------------------------------------------------------------


async def test_a_moderator_reads_why_somebody_is_named_and_opens_their_history(community: Community) -> None:
    await community.later(days=8)
    asker, helper, guild_id = community.asker.id, community.helper.id, community.server.id
    await others(community.app, guild_id=guild_id)
    for giver, member in ((asker, helper), (helper, asker)):
        await give(community.app, giver, member, guild_id=guild_id, times=6)
    result = await community.moderator.slash(community.general, "points audit")
    said = shown(result)
    assert result.ephemeral
    assert "Two members" in said and "hints, not verdicts" in said and "Why it's here" in said
    assert "asker" in said and "helper" in said and "All they received" in said
    message = simulated.answer_to(result)
    assert message is not None
    history = await community.moderator.select(message, [str(helper)], custom_id="points:audit-history")
    assert "helper" in shown(history)


async def test_nothing_to_see_is_said_and_members_may_not_look(community: Community) -> None:
    assert "Nothing stands out" in shown(await community.moderator.slash(community.general, "points audit"))
    refused = await community.bystander.slash(community.general, "points audit")
    assert "Only moderators" in simulated.said(refused)


async def test_a_card_holds_however_much_is_found(community: Community) -> None:
    """Discord refuses cards beyond 4,000 characters and 40 components."""
    guild_id = community.server.id
    await others(community.app, guild_id=guild_id)
    rings = [[10_000 + 10 * ring + nth for nth in range(8)] for ring in range(7)]
    entries = [
        Entry(
            guild_id=guild_id,
            member_id=member,
            kind=Kind.THANKS,
            source_id=100 * giver + nth,
            giver_id=giver,
            points=5,
            happened_at=community.app.clock(),
        )
        for ring in rings
        for giver in ring
        for member in ring
        if giver != member
        for nth in range(3)
    ]
    # Honest people, lest the rings be all there is.
    entries += [replace(entries[0], member_id=90_000, giver_id=91_000 + nth) for nth in range(40)]
    async with community.app.database.write() as connection:
        await community.app.points.ledger.post(connection, entries)
    said = shown(await community.moderator.slash(community.general, "points audit"))
    assert "A ring of 8" in said and "aren't shown" in said
