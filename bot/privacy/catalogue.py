"""Which tables hold what about members: read from the tables themselves, so that nothing can be left out.

Each table with a member column has the message `privacy-table-<name>` (underscores as hyphens): what it is, with the
attributes `.why` and `.how-long`, and `.kept` where erasing leaves a name in it. A test misses those that aren't there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, or_

from bot.tables import all_tables

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTable:
    """A table that names members."""

    table: Table
    feature: str
    columns: tuple[Column[Any], ...]
    """Those that name a member."""

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def message_id(self) -> str:
        return f"privacy-table-{self.name.replace('_', '-')}"

    def erased_by(self, what: str) -> list[Column[Any]]:
        """Return the columns that erasing treats so: delete, forget or keep."""
        return [column for column in self.columns if column.info["erase"] == what]

    def naming(self, *, guild_id: int, member_id: int) -> list[ColumnElement[bool]]:
        """Return conditions for the rows of a server that name a member: each row meets one of them only.

        There are two where one column always names somebody: each of them then has its own index, and an index
        over pairs (`giver_id <> member_id`) is found by the very same words.
        """
        here = self.table.c.guild_id == guild_id
        required = next((column for column in self.columns if not column.nullable), None)
        if required is None:
            return [and_(here, or_(*(column == member_id for column in self.columns)))]
        others = [and_(column == member_id, column != required) for column in self.columns if column is not required]
        first = and_(here, required == member_id)
        return [first, and_(here, or_(*others))] if others else [first]

    @property
    def exported(self) -> list[Column[Any]]:
        """The columns whose content may be given to the member."""
        return [column for column in self.table.c if column.info.get("export", True)]


@cache
def member_tables() -> Sequence[MemberTable]:
    """Return every table that names members, parents before their children."""
    features = features_by_table()
    return [
        MemberTable(table=table, feature=features[table.name], columns=columns)
        for table in all_tables().sorted_tables
        if (columns := tuple(column for column in table.c if column.info.get("names") == "member"))
    ]


@cache
def features_by_table() -> dict[str, str]:
    """Return the feature each table belongs to: the folder its `tables.py` is in, "bot" for those of no feature."""
    found = {table.name: "bot" for table in all_tables().sorted_tables}
    for path in sorted(_PACKAGE.rglob("tables.py")):
        if path.parent == _PACKAGE:
            continue
        parts = path.relative_to(_PACKAGE).with_suffix("").parts
        module = import_module(".".join(("bot", *parts)))
        found.update({table.name: parts[0] for table in vars(module).values() if isinstance(table, Table)})
    return found


def guild_column(table: Table) -> Column[Any] | None:
    """Return the column that says to which server a row belongs."""
    return table.c.get("guild_id")
