"""Every table of the bot, for whoever needs them all: migrations, privacy, copying, tests.

Importing a module that defines tables is what puts them into `bot.db.metadata`; here all of them are found by their
place (`bot/<feature>/tables.py`), so that no list has to be kept.
"""

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData

from bot import due, state
from bot.db import metadata

_PACKAGE = Path(__file__).parent


def all_tables() -> MetaData:
    """Return the metadata with every table of the bot in it."""
    assert due.due_row.metadata is metadata and state.process_state.metadata is metadata
    for path in sorted(_PACKAGE.rglob("tables.py")):
        if path.parent != _PACKAGE:
            import_module(".".join(("bot", *path.relative_to(_PACKAGE).with_suffix("").parts)))
    return metadata
