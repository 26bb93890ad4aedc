from collections.abc import AsyncIterator

import pytest_asyncio

from bot.i18n import Language
from bot.sandbox.house import House, open_house


@pytest_asyncio.fixture
async def house() -> AsyncIterator[House]:
    """The sandbox before anything happened in it."""
    async with open_house(language=Language.EN) as house:
        yield house
