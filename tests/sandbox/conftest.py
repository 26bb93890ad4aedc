from collections.abc import AsyncIterator

import pytest_asyncio

from bot.i18n import Language
from bot.sandbox import simulated
from bot.sandbox.house import House, open_house
from tests.sandbox.moderated import Place, Watcher


@pytest_asyncio.fixture
async def house() -> AsyncIterator[House]:
    """The sandbox before anything happened in it."""
    async with open_house(language=Language.EN) as house:
        yield house


@pytest_asyncio.fixture
async def place() -> AsyncIterator[Place]:
    """A server with moderators, on the simulated Discord alone."""
    bot = Watcher()
    async with simulated.run(bot, check_errors=False) as env:
        made = Place(env, bot)
        await env.settle()
        yield made
