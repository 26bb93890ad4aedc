"""Where a member's points came from: the ledger as they may read it."""

from dataclasses import dataclass

from bot.db import Database
from bot.points.boards import pages_for
from bot.points.model import PAGE_SIZE, LedgerRow, Standing
from bot.points.store import derived, ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    row: LedgerRow
    undoes: LedgerRow | None
    """What a reversal takes back."""

    @property
    def giver_id(self) -> int | None:
        """Whose gift it was; None for what members did themselves, and where the giver must not be named."""
        return None if self.row.giver_id == self.row.member_id else self.row.giver_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A page of a member's history, latest first."""

    standing: Standing | None
    items: tuple[Line, ...]
    total: int
    number: int
    pages: int


class History:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, *, guild_id: int, member_id: int, page: int) -> Lines:
        """Return a page of a member's history; the last one where there are fewer."""
        async with self._database.read() as connection:
            total = await ledger.count(connection, guild_id=guild_id, member_id=member_id)
            pages = pages_for(total)
            number = min(max(1, page), pages)
            rows = await ledger.history(
                connection,
                guild_id=guild_id,
                member_id=member_id,
                limit=PAGE_SIZE,
                offset=(number - 1) * PAGE_SIZE,
            )
            undone = await ledger.by_ids(connection, [row.reverses_id for row in rows if row.reverses_id])
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        return Lines(
            standing=standing,
            items=tuple(Line(row=row, undoes=undone.get(row.reverses_id or 0)) for row in rows),
            total=total,
            number=number,
            pages=pages,
        )
