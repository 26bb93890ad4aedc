"""Moments and durations as people type them, in English and Japanese.

    read            “next Friday 20:00”, 「来週金曜 20時」 → a Reading: one moment, or a choice of up to four
    read_duration   “90 min”, 「1時間半」 → a timedelta
    place           a wall time in a zone → the moments it can be, with what a change of the clocks does to it

What isn't understood as a whole is refused with an example: never is a part of it taken for the rest.
"""

from bot.when.durations import read_duration
from bot.when.model import Moment, Reading, Why
from bot.when.reading import read
from bot.when.walls import earliest, place

__all__ = ["Moment", "Reading", "Why", "earliest", "place", "read", "read_duration"]
