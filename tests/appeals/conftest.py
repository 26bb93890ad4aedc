"""The court in which appeals' own tests appeal and decide."""

import pytest

from bot.app import App
from tests.appeals.court import Court
from tests.support.clock import MovableClock


@pytest.fixture
def court(app: App, clock: MovableClock) -> Court:
    return Court(app=app, clock=clock)
