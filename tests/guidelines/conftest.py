"""The house whose rules the guidelines' own tests write."""

import pytest

from bot.app import App
from tests.guidelines.house import House
from tests.support.clock import MovableClock


@pytest.fixture
def house(app: App, clock: MovableClock) -> House:
    return House(app=app, clock=clock)
