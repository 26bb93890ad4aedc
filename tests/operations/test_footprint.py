"""What every start loads is what the bot's memory and its time to ready are made of."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.client import EXTENSIONS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules of a process that imported what `python -m bot run` imports before anybody did anything."""
    script = f"import sys, bot.__main__, {', '.join(EXTENSIONS)}; print(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split()
    )


@pytest.mark.parametrize(
    "module",
    [
        "sqlalchemy.orm",  # by way of sqlalchemy.ext.asyncio, for instance: 6 MB; see bot/engine.py
        "sqlalchemy.dialects.postgresql",  # by an index's postgresql_where, for instance: 2 MB
        "alembic",  # only to migrate: 12 MB
        "cryptography",  # only to seal: 7 MB
        "snowballstemmer",  # only to search: 3 MB
        "PIL",  # only to draw
        "dateparser",  # only to read a span of time: 14 MB
        "dateutil.rrule",  # only for events that happen again
        "icalendar",  # only to write a calendar file
        "pyrage",  # only to encrypt backups
        "prometheus_client",  # only where a port is set: 3 MB with what serves it
        "re2",  # only where a server has patterns
        "ahocorasick_rs",  # only where a server has words
        "aiohttp.web",
        "numpy",
        "simcord",
        "bot.sandbox.house",
    ],
)
def test_a_start_does_not_load(loaded: set[str], module: str) -> None:
    assert module not in loaded
