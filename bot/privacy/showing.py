"""How much there is of a member, table by table."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.db import Database
from bot.engine import AsyncConnection
from bot.privacy.catalogue import MemberTable, member_tables
from bot.privacy.model import Holding, Outlook


class Showing:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def holdings(self, *, guild_id: int, member_id: int) -> Sequence[Holding]:
        """Return every table that names members, with how many of its rows name this one."""
        async with self._database.read() as connection:
            return [
                Holding(
                    table=entry.name,
                    feature=entry.feature,
                    rows=sum(
                        [
                            await _count(connection, entry, condition)
                            for condition in entry.naming(guild_id=guild_id, member_id=member_id)
                        ]
                    ),
                )
                for entry in member_tables()
            ]

    async def outlook(self, *, guild_id: int, member_id: int) -> Outlook:
        """Return what erasing would do. A row that is deleted is not counted among those that forget."""
        found: dict[str, dict[str, int]] = {"delete": {}, "forget": {}, "keep": {}}
        async with self._database.read() as connection:
            for entry in member_tables():
                for what, by_table in found.items():
                    rows = await _outlook_of(connection, entry, what, guild_id=guild_id, member_id=member_id)
                    if rows:
                        by_table[entry.name] = rows
        return Outlook(deleted=found["delete"], forgotten=found["forget"], kept=found["keep"])


async def _outlook_of(
    connection: AsyncConnection, entry: MemberTable, what: str, *, guild_id: int, member_id: int
) -> int:
    """Return how many rows of a table erasing deletes, forgets the member in, or keeps."""
    columns = entry.erased_by(what)
    if not columns:
        return 0
    such = or_(*(column == member_id for column in columns))
    gone = [] if what == "delete" else entry.erased_by("delete")
    stays = [or_(column != member_id, column.is_(None)) for column in gone]
    conditions = entry.naming(guild_id=guild_id, member_id=member_id)
    return sum([await _count(connection, entry, and_(condition, such, *stays)) for condition in conditions])


async def _count(connection: AsyncConnection, entry: MemberTable, condition: ColumnElement[bool]) -> int:
    return int(await connection.scalar(select(func.count()).select_from(entry.table).where(condition)) or 0)
