"""Filters without Discord, and the words that their tests share."""

import pytest

from bot.app import App
from tests.filters.sieve import Sieve
from tests.support.clock import MovableClock


@pytest.fixture
def sieve(app: App, clock: MovableClock) -> Sieve:
    return Sieve(app=app, clock=clock)
