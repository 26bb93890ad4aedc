"""The wire server and the processes that talk to it, for the tests of this folder."""

from collections.abc import AsyncIterator

import pytest

from tests.support.discord_spec import check_call
from tests.wire.server import Wire


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """A Discord of one's own, empty; whatever it could not play fails the test."""
    async with Wire(observe=check_call) as wire:
        yield wire
    assert not wire.complaints()
