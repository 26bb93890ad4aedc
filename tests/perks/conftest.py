"""The shop in which the perks' own tests claim."""

import pytest

from bot.app import App
from tests.perks.shop import Shop
from tests.support.clock import MovableClock


@pytest.fixture
def shop(app: App, clock: MovableClock) -> Shop:
    return Shop(app=app, clock=clock)
