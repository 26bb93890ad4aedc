"""Points for taking part: all at one moment, in no order, once."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.points.store import derived
from bot.points.tables import point_ledger
from bot.surveys import rewards, rules
from tests.support.clock import MovableClock
from tests.surveys.forms import SERVER, closed, filled, opened, survey_of


async def entries(app: App) -> list[Any]:
    async with app.database.read() as connection:
        found = await connection.execute(select(point_ledger).order_by(point_ledger.c.id))
        return list(found.all())


async def answered_by(app: App, people: Sequence[int], **options: Any) -> int:
    survey_id = await opened(app, **options)
    for member_id in people:
        await filled(app, survey_id, member_id)
    return survey_id


async def give(app: App, survey_id: int) -> int:
    return await app.surveys.rewards.give(guild_id=SERVER, survey_id=survey_id)


@pytest.mark.parametrize("anonymous", [True, False])
async def test_everybody_who_sent_it_gets_its_points_at_the_moment_of_closing(
    app: App, clock: MovableClock, anonymous: bool
) -> None:
    survey_id = await answered_by(app, range(1, 8), anonymous=anonymous, points=7)
    await filled(app, survey_id, 8, send=False)
    clock.advance(days=2)
    moment = clock()
    await closed(app, survey_id, reward=False)
    clock.advance(hours=5)

    assert await give(app, survey_id) == 7

    given = await entries(app)
    assert {row.member_id for row in given} == set(range(1, 8))
    assert {(row.kind, row.points, row.source_id, row.happened_at) for row in given} == {
        ("survey", 7, survey_id, moment)
    }
    async with app.database.read() as connection:
        standing = await derived.standing(connection, guild_id=SERVER, member_id=3)
    assert standing is not None and standing.points == 7
    assert (await survey_of(app, survey_id)).rewarded_at == clock()


async def test_nobody_gets_points_while_it_is_open(app: App) -> None:
    survey_id = await answered_by(app, range(1, 8))

    assert await give(app, survey_id) == 0
    assert await entries(app) == []


async def test_closing_plans_the_points(app: App) -> None:
    survey_id = await answered_by(app, range(1, 8))
    handled: list[int] = []

    async def handle(due: Any) -> None:
        handled.append(due.subject_id)

    app.due.handle(rules.REWARD, handle)
    await closed(app, survey_id, reward=False)
    await app.due.sweep()

    assert handled == [survey_id]


async def test_a_survey_without_points_gives_none(app: App) -> None:
    survey_id = await answered_by(app, range(1, 8), points=0)

    await closed(app, survey_id)

    assert await entries(app) == []
    assert (await survey_of(app, survey_id)).rewarded_at is not None


async def test_points_are_given_once_however_often_it_is_tried(
    app: App, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies between two batches, and the due row comes again; then once more."""
    monkeypatch.setattr(rewards, "AT_ONCE", 3)
    survey_id = await answered_by(app, range(1, 9))
    await closed(app, survey_id, reward=False)
    post, posted = app.points.ledger.post, 0

    async def dies(*arguments: Any, **options: Any) -> Any:
        nonlocal posted
        posted += 1
        if posted == 2:
            raise ConnectionAbortedError
        return await post(*arguments, **options)

    monkeypatch.setattr(app.points.ledger, "post", dies)
    with pytest.raises(ConnectionAbortedError):
        await give(app, survey_id)
    assert len(await entries(app)) == 3

    clock.advance(hours=1)
    await give(app, survey_id)
    await give(app, survey_id)

    given = await entries(app)
    assert sorted(row.member_id for row in given) == list(range(1, 9))
    assert len({row.happened_at for row in given}) == 1


async def test_the_ledger_has_them_in_another_order_each_time(app: App) -> None:
    orders = []
    for _ in range(3):
        survey_id = await answered_by(app, range(1, 13))
        await closed(app, survey_id)
        orders.append([row.member_id for row in await entries(app) if row.source_id == survey_id])

    assert len({tuple(order) for order in orders}) == 3
    assert [sorted(order) for order in orders] == [list(range(1, 13))] * 3


async def test_who_was_erased_before_gets_none(app: App) -> None:
    survey_id = await answered_by(app, range(1, 8))
    await closed(app, survey_id, reward=False)
    await app.privacy.erasing.erase(guild_id=SERVER, member_id=4)

    await give(app, survey_id)

    assert {row.member_id for row in await entries(app)} == {1, 2, 3, 5, 6, 7}


async def test_each_survey_has_its_own_points(app: App) -> None:
    for _ in range(2):
        await closed(app, await answered_by(app, range(1, 6)))

    assert len(await entries(app)) == 10
