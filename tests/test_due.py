"""Due rows: claimed, done, tried again, given up."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot import due
from bot.app import App
from bot.due import BACK_OFF, CLAIM_FOR, MAX_ATTEMPTS, CannotBeDone, Due, TryLater
from tests.support.clock import MovableClock

SERVER, OTHER_SERVER = 10, 20


async def _plan(app: App, *, subject_id: int = 1, guild_id: int = SERVER, minutes: float = 0) -> None:
    async with app.database.write() as connection:
        await due.plan(
            connection,
            guild_id=guild_id,
            kind="trial.ring",
            subject_id=subject_id,
            due_at=app.clock() + timedelta(minutes=minutes),
            payload={"channel_id": "5"},
        )


async def test_what_is_due_is_done_once_and_in_order(app: App, clock: MovableClock) -> None:
    done: list[int] = []

    async def ring(row: Due) -> None:
        assert row.payload == {"channel_id": "5"}
        done.append(row.subject_id)

    app.due.handle("trial.ring", ring)
    await _plan(app, subject_id=2, minutes=10)
    await _plan(app, subject_id=1, minutes=5)
    await _plan(app, subject_id=3, minutes=60)

    assert await app.due.sweep() == 0
    clock.advance(minutes=10)
    assert await app.due.sweep() == 2
    assert await app.due.sweep() == 0
    assert done == [1, 2]


async def test_a_failure_is_tried_again_with_growing_pauses_then_given_up_and_shown(
    app: App, clock: MovableClock
) -> None:
    tries = []

    async def ring(row: Due) -> None:
        tries.append(clock.now)
        raise TryLater("Discord is busy")

    app.due.handle("trial.ring", ring)
    await _plan(app)
    for _ in range(100):
        await app.due.sweep()
        clock.advance(hours=1)

    assert len(tries) == MAX_ATTEMPTS
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert all(pause >= planned for pause, planned in zip(pauses, BACK_OFF, strict=True))
    async with app.database.read() as connection:
        [shown] = await due.given_up(connection, guild_id=SERVER)
        assert shown.failure == "Discord is busy"
        assert await due.given_up(connection, guild_id=OTHER_SERVER) == []


@pytest.mark.expects_errors
async def test_a_bug_in_a_handler_is_logged_with_a_reference_and_tried_again(
    app: App, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    async def ring(row: Due) -> None:
        if row.attempts == 1:
            raise ZeroDivisionError

    app.due.handle("trial.ring", ring)
    await _plan(app)
    await app.due.sweep()
    assert "trial.ring" in caplog.text
    clock.advance(minutes=2)
    assert await app.due.sweep() == 1
    assert await app.due.sweep() == 0


async def test_what_can_never_be_done_is_given_up_at_once_and_can_be_tried_again_by_hand(app: App) -> None:
    broken = True

    async def ring(row: Due) -> None:
        if broken:
            raise CannotBeDone("the channel was deleted")

    app.due.handle("trial.ring", ring)
    await _plan(app)
    await app.due.sweep()
    async with app.database.write() as connection:
        [row] = await due.given_up(connection, guild_id=SERVER)
        assert not await due.reopen(connection, guild_id=OTHER_SERVER, due_id=row.id, now=app.clock())
        assert await due.reopen(connection, guild_id=SERVER, due_id=row.id, now=app.clock())
    broken = False
    assert await app.due.sweep() == 1
    async with app.database.read() as connection:
        assert await due.given_up(connection, guild_id=SERVER) == []


async def test_a_process_that_dies_leaves_its_rows_to_the_next(app: App, clock: MovableClock) -> None:
    done: list[int] = []

    async def die(row: Due) -> None:
        raise KeyboardInterrupt

    async def ring(row: Due) -> None:
        done.append(row.attempts)

    app.due.handle("trial.ring", die)
    await _plan(app)
    with pytest.raises(KeyboardInterrupt):
        await app.due.sweep()
    app.due.handle("trial.ring", ring)

    assert await app.due.sweep() == 0  # claimed, as far as anyone knows
    clock.advance(seconds=CLAIM_FOR.total_seconds() + 1)
    assert await app.due.sweep() == 1
    assert done == [2]


async def test_a_start_takes_over_the_claims_of_the_process_before(app: App) -> None:
    async def die(row: Due) -> None:
        raise KeyboardInterrupt

    async def ring(row: Due) -> None:
        pass

    app.due.handle("trial.ring", die)
    await _plan(app)
    with pytest.raises(KeyboardInterrupt):
        await app.due.sweep()
    await app.due.release_claims()
    app.due.handle("trial.ring", ring)
    assert await app.due.sweep() == 1


async def test_planning_again_moves_a_row_also_while_it_is_being_handled(app: App, clock: MovableClock) -> None:
    rung: list[int] = []

    async def ring(row: Due) -> None:
        rung.append(row.id)
        if len(rung) == 1:
            await _plan(app, minutes=30)

    app.due.handle("trial.ring", ring)
    await _plan(app)
    assert await app.due.sweep() == 1
    assert await app.due.sweep() == 0
    clock.advance(minutes=31)
    assert await app.due.sweep() == 1
    assert len(set(rung)) == 1


async def test_what_was_cancelled_does_not_happen(app: App) -> None:
    async def ring(row: Due) -> None:
        raise AssertionError

    app.due.handle("trial.ring", ring)
    await _plan(app)
    async with app.database.write() as connection:
        await due.cancel(connection, kind="trial.ring", subject_id=1)
    assert await app.due.sweep() == 0


async def test_rows_of_a_kind_nobody_handles_wait(app: App) -> None:
    await _plan(app)
    assert await app.due.sweep() == 0
    async with app.database.read() as connection:
        assert await due.count_overdue(connection, before=app.clock() + timedelta(hours=1)) == 1


def test_a_nonce_fits_discord_and_changes_with_the_plan() -> None:
    clock = MovableClock()
    row = Due(id=2**40, guild_id=1, kind="k", subject_id=1, payload={}, due_at=clock.now, attempts=1)
    clock.advance(hours=1)
    later = Due(id=2**40, guild_id=1, kind="k", subject_id=1, payload={}, due_at=clock.now, attempts=1)
    assert len(row.nonce) <= 25
    assert row.nonce != later.nonce
