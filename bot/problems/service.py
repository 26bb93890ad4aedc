"""Problems with the bot itself, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database


class Problems:
    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
