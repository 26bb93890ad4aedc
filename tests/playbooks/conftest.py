"""The desk at which the playbooks' own tests work."""

import pytest

from bot.app import App
from tests.playbooks.desk import Desk
from tests.support.clock import MovableClock


@pytest.fixture
def desk(app: App, clock: MovableClock) -> Desk:
    return Desk(app=app, clock=clock)
