"""Durations as people type them: “90 min”, “1.5h”, 「1時間半」."""

from datetime import timedelta

from bot.when.errors import DurationNotUnderstood, shortened


def read_duration(typed: str) -> timedelta:
    """Return a duration in whole minutes, at least one. Raises DurationNotUnderstood."""
    raise DurationNotUnderstood(typed=shortened(typed))
