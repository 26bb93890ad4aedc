"""The wire server and the processes that talk to it, for the tests of this folder."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest_asyncio

from tests.support.discord_spec import check_call
from tests.wire.process import BotProcess
from tests.wire.server import Wire

StartBot = Callable[..., Awaitable[BotProcess]]


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[Wire]:
    """A Discord of one's own, empty; whatever it could not play fails the test."""
    async with Wire(observe=check_call) as wire:
        yield wire
    assert not wire.complaints()


@pytest_asyncio.fixture
async def start_bot(wire: Wire, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Start `python -m bot run` in the test's folder, as often as one likes: `await start_bot(DISCORD_TOKEN="wrong")`."""
    async with AsyncExitStack() as running:

        async def start(**environment: str | None) -> BotProcess:
            return await running.enter_async_context(await BotProcess.start(wire, tmp_path, environment=environment))

        yield start
