"""What is read from channels' history earns as if it had come in time: the same cool-down, the same limits."""

from collections.abc import Iterable

import pytest
from sqlalchemy import select

from bot.activity.model import Batch, MessageFact
from bot.app import App
from bot.points.model import Kind, Rule
from bot.points.store import terms
from bot.points.tables import point_ledger
from tests.activity.facts import ANNA, BEN, GUILD, id_at, message

DAY = 86_400.0
TWICE_A_DAY = 2


def written(second: float, *, author_id: int = ANNA, roles: tuple[int, ...] = ()) -> MessageFact:
    fact = message(id_at(second), author_id=author_id)
    return fact._replace(text_hash=fact.message_id, roles=roles)


async def came(app: App, *facts: MessageFact) -> None:
    """Have messages come as events."""
    for fact in facts:
        app.activity.message(fact)
    await app.activity.flush()


async def read(app: App, facts: Iterable[MessageFact]) -> None:
    """Have messages read from history, which doesn't say who their authors are."""
    batch = Batch(messages=[fact._replace(roles=None, joined_at=None) for fact in facts], history=True)
    async with app.database.write() as connection:
        after = await app.points.earning.record(connection, batch)
    assert after is not None
    after()


async def earned(app: App, member_id: int = ANNA) -> list[float]:
    """Return at which seconds messages have earned."""
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(point_ledger.c.source_id)
            .where(point_ledger.c.kind == Kind.MESSAGE.value, point_ledger.c.member_id == member_id)
            .order_by(point_ledger.c.source_id)
        )
        return [((row.source_id - id_at(0)) >> 22) / 1000 for row in rows]


async def test_between_what_has_earned_the_cool_down_holds_on_both_sides(app: App) -> None:
    await came(app, written(0), written(300))

    await read(app, [written(second) for second in (30, 61, 100, 250, 299, 330, 361)])

    assert await earned(app) == [0, 61, 300, 361]


async def test_the_days_limit_counts_what_came_before_and_after(app: App) -> None:
    async with app.database.write() as connection:
        rule = Rule(kind=Kind.MESSAGE, points=1, cooldown_seconds=60, daily_cap=TWICE_A_DAY)
        await terms.set_rule(connection, rule, guild_id=GUILD)
    await came(app, written(5_000))

    await read(app, [written(second) for second in (1_000, 2_000, 3_000, DAY, DAY + 1_000, DAY + 2_000)])
    await read(app, [written(4_000), written(4_000, author_id=BEN)])

    assert await earned(app) == [1_000, 5_000, DAY, DAY + 1_000]
    assert await earned(app, BEN) == [4_000]


@pytest.mark.parametrize(("percent", "points"), [(0, []), (200, [0.0, 100.0])])
async def test_what_roles_make_of_points_holds_as_it_was_seen_last(app: App, percent: int, points: list[float]) -> None:
    async with app.database.write() as connection:
        await terms.set_weight(connection, guild_id=GUILD, target_id=7, is_role=True, percent=percent)
    await came(app, written(0, roles=(7,)))

    await read(app, [written(100)])

    assert await earned(app) == points
    async with app.database.read() as connection:
        rows = await connection.execute(select(point_ledger.c.points))
        assert [row.points for row in rows] == [percent // 100] * len(points)


async def test_without_a_cool_down_messages_that_arrive_out_of_order_earn(app: App) -> None:
    """Discord makes ids on many machines: of two messages, the later id can arrive first."""
    async with app.database.write() as connection:
        rule = Rule(kind=Kind.MESSAGE, points=1, cooldown_seconds=0, daily_cap=3)
        await terms.set_rule(connection, rule, guild_id=GUILD)
    midnight = DAY / 2

    await came(app, written(midnight + 1), written(midnight - 1), written(midnight + 2), written(midnight + 3))

    assert await earned(app) == [midnight - 1, midnight + 1, midnight + 2]
