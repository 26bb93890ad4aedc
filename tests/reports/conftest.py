"""The office in which reports' own tests report and decide."""

import pytest

from bot.app import App
from tests.reports.office import Office
from tests.support.clock import MovableClock


@pytest.fixture
def office(app: App, clock: MovableClock) -> Office:
    return Office(app=app, clock=clock)
