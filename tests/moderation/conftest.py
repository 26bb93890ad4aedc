"""The office in which moderation's own tests decide."""

import pytest

from bot.app import App
from tests.moderation.office import Office
from tests.support.clock import MovableClock


@pytest.fixture
def office(app: App, clock: MovableClock) -> Office:
    return Office(app=app, clock=clock)
