"""Points taken over from another bot: a CSV file of user ids and points.

A file is known by what is in it: the same one can be taken over once, and goes on where it was cut off. Imported points
count for totals and ranks, not for seasons: they were earned elsewhere. Nobody is congratulated for ranks they bring.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import sheets
from bot.clock import Clock
from bot.db import Database
from bot.points.errors import ImportEmpty, ImportTooLong, NoImport, NotAnImport, RoundedIds
from bot.points.ledger import Ledger, reversal_of
from bot.points.model import POINTS_MAX, Entry, Kind
from bot.points.store import ledger as store

ROWS_MAX = 100_000
AT_ONCE = 500
"""Rows a transaction: nobody else's write waits longer than for these."""

SHOWN = 10
SMALLEST_ID = 10**15
"""Discord's ids have at least 16 digits."""

ID_NAMES = (
    *("user_id", "userid", "user", "member_id", "memberid", "member", "discord_id", "id"),
    *("ユーザーid", "メンバーid"),
)
POINT_NAMES = ("points", "point", "xp", "exp", "total_xp", "experience", "score", "ポイント", "経験値")

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,15}(?:\.0+)?")
_ID = re.compile(r"\d{16,19}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """A line that can't be taken over."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What a file says; somebody who is in it twice has the sum."""

    source_id: int
    points: dict[int, int]
    faulty: tuple[Faulty, ...]

    @property
    def total(self) -> int:
        return sum(self.points.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    file: File
    new: int
    """Members whose points of this file aren't taken over yet."""
    with_others: int
    """Of those, who have points from another file already."""


def read(content: bytes) -> File:
    """Read a file. Columns are found by their names, or else the first two are taken; `,` `;` and tabs part them.

    Raises NotAnImport, ImportEmpty, ImportTooLong, or RoundedIds where a spreadsheet has rounded the ids.
    """
    rows = _rows(content)
    if not rows:
        raise ImportEmpty
    if len(rows) > ROWS_MAX:
        raise ImportTooLong(limit=ROWS_MAX)
    id_column, points_column, start = _columns(rows[0])
    points: dict[int, int] = {}
    faulty: list[Faulty] = []
    for number, row in enumerate(rows[start:], start=start + 1):
        if len(row) > id_column and _ROUNDED.fullmatch(row[id_column].strip()):
            raise RoundedIds
        found = _read_row(row, id_column, points_column)
        if found is None:
            faulty.append(Faulty(line=number, text=",".join(row)))
            continue
        member_id, value = found
        points[member_id] = min(points.get(member_id, 0) + value, POINTS_MAX)
    if not points:
        raise NotAnImport
    return File(source_id=_source_id(points), points=points, faulty=tuple(faulty))


def _rows(content: bytes) -> list[list[str]]:
    """Return the rows that aren't empty. Raises NotAnImport."""
    try:
        return [row for _, row in sheets.read(content)]
    except sheets.Unreadable:
        raise NotAnImport from None


def _columns(header: Sequence[str]) -> tuple[int, int, int]:
    """Return the columns of ids and points, and on which row the data begin."""
    names = [cell.strip().lower().replace(" ", "_") for cell in header]
    id_column = next((names.index(name) for name in ID_NAMES if name in names), None)
    points_column = next((names.index(name) for name in POINT_NAMES if name in names), None)
    if id_column is not None and points_column is not None:
        return id_column, points_column, 1
    if len(header) < 2:
        raise NotAnImport
    return 0, 1, 0 if _read_row(header, 0, 1) else 1


def _read_row(row: Sequence[str], id_column: int, points_column: int) -> tuple[int, int] | None:
    if len(row) <= max(id_column, points_column):
        return None
    id_text = row[id_column].strip().strip("'\"=<@!>")
    points_text = row[points_column].strip().replace(",", "").replace("_", "")
    if not _ID.fullmatch(id_text) or not _NUMBER.fullmatch(points_text):
        return None
    member_id, points = int(id_text), int(points_text.partition(".")[0])
    if not SMALLEST_ID <= member_id < 2**63 or not 0 < points <= POINTS_MAX:
        return None
    return member_id, points


def _source_id(points: dict[int, int]) -> int:
    """Return a number for what a file says, the same whatever its order and its form."""
    lines = "\n".join(f"{member_id} {value}" for member_id, value in sorted(points.items()))
    return int.from_bytes(hashlib.sha256(lines.encode()).digest()[:8]) >> 1


class Importing:
    def __init__(self, database: Database, clock: Clock, ledger: Ledger) -> None:
        self._database = database
        self._clock = clock
        self._ledger = ledger

    async def preview(self, *, guild_id: int, file: File) -> Preview:
        async with self._database.read() as connection:
            there = await store.imported(connection, guild_id=guild_id)
        new = [member_id for member_id in file.points if file.source_id not in there.get(member_id, ())]
        return Preview(file=file, new=len(new), with_others=sum(bool(there.get(member_id)) for member_id in new))

    async def take_over(self, *, guild_id: int, file: File) -> int:
        """Add the points of a file that aren't added yet; returns to how many members."""
        done = 0
        for members in _in_parts(list(file.points)):
            async with self._database.write() as connection:
                times = await store.times_imported(
                    connection, guild_id=guild_id, source_id=file.source_id, member_ids=members
                )
                standing = await store.of_import(
                    connection, guild_id=guild_id, source_id=file.source_id, member_ids=members
                )
                have = {row.member_id for row in standing}
                entries = [
                    replace(self._entry(guild_id, member_id, file), nth=times.get(member_id, 0))
                    for member_id in members
                    if member_id not in have
                ]
                done += len(await self._ledger.post(connection, entries, announce=False))
        return done

    async def undo(self, *, guild_id: int, source_id: int) -> int:
        """Take back what a file brought; returns from how many members. Raises NoImport."""
        async with self._database.read() as connection:
            rows = await store.of_cause(connection, guild_id=guild_id, kinds=[Kind.IMPORT], source_ids=[source_id])
        if not rows:
            raise NoImport
        for members in _in_parts([row.member_id for row in rows]):
            async with self._database.write() as connection:
                standing = await store.of_import(connection, guild_id=guild_id, source_id=source_id, member_ids=members)
                await self._ledger.post(connection, [reversal_of(row) for row in standing], announce=False)
        return len(rows)

    def _entry(self, guild_id: int, member_id: int, file: File) -> Entry:
        return Entry(
            guild_id=guild_id,
            member_id=member_id,
            kind=Kind.IMPORT,
            source_id=file.source_id,
            giver_id=member_id,
            points=file.points[member_id],
            happened_at=self._clock(),
        )


def _in_parts(members: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(members), AT_ONCE):
        yield members[start : start + AT_ONCE]
