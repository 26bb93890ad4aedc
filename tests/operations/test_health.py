"""Whoever watches the process from outside learns whether it is well."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from bot.clock import utc_now
from bot.config import Config
from bot.operations import health


async def beating(config: Config, *, well: bool) -> asyncio.Task[None]:
    task = asyncio.create_task(health.keep_beating(config, lambda: well))
    await asyncio.sleep(0)
    return task


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_bot_that_is_connected_is_healthy_until_it_ends(installed: Config) -> None:
    assert not health.is_healthy(installed)

    task = await beating(installed, well=True)
    while_running = health.is_healthy(installed)
    await end(task)

    assert while_running
    assert not health.is_healthy(installed)


async def test_a_bot_without_discord_is_not_healthy(installed: Config) -> None:
    task = await beating(installed, well=False)

    assert not health.is_healthy(installed)
    await end(task)


def test_a_bot_that_hangs_is_not_healthy_after_three_minutes(fresh: Config) -> None:
    health.beat_path(fresh).parent.mkdir()
    health.beat(fresh)

    assert health.is_healthy(fresh, now=utc_now() + timedelta(minutes=2))
    assert not health.is_healthy(fresh, now=utc_now() + timedelta(minutes=4))
