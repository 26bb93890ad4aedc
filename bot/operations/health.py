"""Whether the running bot is well, for whoever watches the process from outside (a container's health check).

While the connection to Discord is up, the bot touches a file beside the database every `BEAT_EVERY`; a file that is
older than `FRESH_FOR` means that the process hangs or has been without Discord for minutes. A file, because the check
must neither need a port nor wait for the database.

    python -m bot.operations.health        exits 0 where the bot is well, 1 where it isn't
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import utc_now
from bot.config import Config, read_config
from bot.operations import dbfile

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=30)
LOOK_EVERY = timedelta(seconds=2)
"""How often is looked whether all is well again."""

FRESH_FOR = timedelta(minutes=3)
"""Long enough for discord.py to notice a dead connection (60 s) and to connect again."""


def beat_path(config: Config) -> Path:
    database = dbfile.path_of(config)
    return database.with_name(f"{database.name}.alive")


def beat(config: Config) -> None:
    """Say that all is well at this moment."""
    path = beat_path(config)
    path.touch(mode=0o600)
    os.utime(path)


def is_healthy(config: Config, *, now: datetime | None = None) -> bool:
    """Whether the bot has said so lately."""
    try:
        last = beat_path(config).stat().st_mtime
    except OSError:
        return False
    return (now or utc_now()).timestamp() - last <= FRESH_FOR.total_seconds()


async def keep_beating(config: Config, is_well: Callable[[], bool]) -> None:
    """Beat for as long as `is_well()` says so; runs until cancelled, and then leaves no beat behind."""
    try:
        while True:
            well = is_well()
            if well:
                _beat_or_log(config)
            await asyncio.sleep((BEAT_EVERY if well else LOOK_EVERY).total_seconds())
    finally:
        beat_path(config).unlink(missing_ok=True)


def _beat_or_log(config: Config) -> None:
    try:
        beat(config)
    except OSError as error:
        log.warning("the health file can't be written: %s", error)


if __name__ == "__main__":
    sys.exit(0 if is_healthy(read_config()) else 1)
