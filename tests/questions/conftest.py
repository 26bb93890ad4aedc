"""The room in which the questions' own tests ask and answer."""

import pytest_asyncio

from bot.app import App
from tests.questions.room import Room
from tests.support.clock import MovableClock


@pytest_asyncio.fixture
async def room(app: App, clock: MovableClock) -> Room:
    room = Room(app=app, clock=clock)
    await room.furnish()
    return room
