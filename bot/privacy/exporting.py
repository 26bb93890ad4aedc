"""Everything there is of a member, as files: from one moment, without names of others, and without blocking anybody.

Rows are read a few thousand at a time and made readable in a thread, which lets the event loop in between. Ids are
strings: many programs can't hold Discord's as numbers. A row stands on a line of its own.
"""

import asyncio
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, literal, select, tuple_

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection, Rows
from bot.i18n import Language, exists, say
from bot.privacy.catalogue import MemberTable, member_tables
from bot.privacy.model import Part, TooSoon

READ_AT_ONCE = 20_000
"""Rows of one query: each sorts all there are."""
PAGE = 1_000
"""Rows made into objects in one go: some milliseconds."""
FILE_LIMIT = 9_500_000
"""Bytes; Discord takes files of 10 MiB."""
APART = timedelta(minutes=1)
"""Between two exports of one member."""
OTHER = "other"
"""What stands for every other member."""

OWN_KIND = frozenset({"row", "document", "moment"})
"""What columns name that is no id of Discord's."""

_MENTION = re.compile(r"<@!?(\d+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    name: str
    content: bytes


@dataclass(slots=True)
class _Section:
    """A table in the file: what is said of it, and its rows as lines."""

    about: Mapping[str, Any]
    lines: list[str] = field(default_factory=list)


class Exporting:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        activity: Activity,
        parts: Sequence[Part],
        file_limit: int = FILE_LIMIT,
    ) -> None:
        self._database = database
        self._clock = clock
        self._activity = activity
        self.parts = parts
        self._file_limit = file_limit
        self._made_at: dict[tuple[int, int], datetime] = {}
        """Who got theirs a moment ago."""
        self._one_at_a_time = asyncio.Lock()

    async def export(self, *, guild_id: int, member_id: int, language: Language) -> list[File]:
        """Return all of a member's data in a server: one JSON file, zipped where it is large, else several.

        Raises TooSoon for whoever asks again and again: it is work for the machine.
        """
        self._check(guild_id, member_id)
        async with self._one_at_a_time:
            files = await self._export(guild_id=guild_id, member_id=member_id, language=language)
        self._made_at[guild_id, member_id] = self._clock()
        return files

    def _check(self, guild_id: int, member_id: int) -> None:
        now = self._clock()
        self._made_at = {key: made_at for key, made_at in self._made_at.items() if now - made_at < APART}
        if (guild_id, member_id) in self._made_at:
            raise TooSoon(minutes=int(APART.total_seconds() // 60))

    async def _export(self, *, guild_id: int, member_id: int, language: Language) -> list[File]:
        await self._activity.flush()
        async with self._database.read() as connection:
            sections = [
                await self._section(connection, entry, guild_id=guild_id, member_id=member_id, language=language)
                for entry in member_tables()
            ]
            for part in self.parts:
                found = await part.export(connection, guild_id=guild_id, member_id=member_id)
                for table, rows in found.items():
                    if rows:
                        sections.append(_part_section(table, rows, member_id, language))
        about = {
            "about": say(language, "privacy-export-about"),
            "server_id": str(guild_id),
            "member_id": str(member_id),
            "made_at": self._clock().isoformat(),
        }
        return await asyncio.to_thread(_files, about, sections, self._file_limit)

    async def _section(
        self, connection: AsyncConnection, entry: MemberTable, *, guild_id: int, member_id: int, language: Language
    ) -> _Section:
        section = _Section(about=_about(entry.name, language))
        for condition in entry.naming(guild_id=guild_id, member_id=member_id):
            after: tuple[Any, ...] | None = None
            while True:
                found = await _read(connection, entry, condition, after)
                read = 0
                while rows := found.fetchmany(PAGE):
                    section.lines += await asyncio.to_thread(_lines, rows, entry, member_id)
                    after = tuple(rows[-1]._mapping[column] for column in entry.table.primary_key.columns)
                    read += len(rows)
                if read < READ_AT_ONCE:
                    break
        return section


async def _read(
    connection: AsyncConnection, entry: MemberTable, condition: ColumnElement[bool], after: tuple[Any, ...] | None
) -> Rows:
    key = list(entry.table.primary_key.columns)
    # The key is read to go on from, also where the member isn't given it.
    query = select(*dict.fromkeys([*entry.exported, *key])).where(condition).order_by(*key).limit(READ_AT_ONCE)
    if after is not None:
        # Bound as the columns are: a day is a text in SQLite.
        bound = [literal(value, column.type) for column, value in zip(key, after, strict=True)]
        query = query.where(tuple_(*key) > tuple_(*bound))
    return await connection.execute(query)


def _lines(rows: Iterable[Row[Any]], entry: MemberTable, member_id: int) -> list[str]:
    return [_line(_readable(row, entry, member_id)) for row in rows]


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _readable(row: Row[Any], entry: MemberTable, member_id: int) -> dict[str, Any]:
    """Return a row for the member: which columns name them, and every value in a form that people can read."""
    values = row._mapping
    readable: dict[str, Any] = {"you_are": [column.name for column in entry.columns if values[column] == member_id]}
    for column in entry.exported:
        value, names = values[column], column.info.get("names")
        if value is None:
            readable[column.name] = None
        elif names == "member":
            readable[column.name] = str(value) if value == member_id else OTHER
        elif names is not None and names not in OWN_KIND and isinstance(value, int):
            readable[column.name] = str(value)
        else:
            readable[column.name] = plain(value, member_id)
    return readable


def plain(value: Any, member_id: int) -> Any:
    """Return a value as JSON has it: moments in ISO 8601, and no mentions of others."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return _MENTION.sub(lambda found: found[0] if found[1] == str(member_id) else f"<@{OTHER}>", value)
    if isinstance(value, list | tuple):
        return [plain(each, member_id) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each, member_id) for key, each in value.items()}
    return value


def _about(table: str, language: Language) -> dict[str, str]:
    message_id = f"privacy-table-{table.replace('_', '-')}"
    said = {"table": table}
    if exists(message_id):
        said["what_this_is"] = say(language, message_id)
        said["why"] = say(language, f"{message_id}.why")
        said["how_long"] = say(language, f"{message_id}.how-long")
    return said


def _part_section(table: str, rows: Sequence[Mapping[str, Any]], member_id: int, language: Language) -> _Section:
    """Return what a part adds: rows of a table in which no column names the member."""
    about = _about(table, language) | {"more": say(language, "privacy-export-more")}
    lines = [_line({key: _of_part(key, value, member_id) for key, value in row.items()}) for row in rows]
    return _Section(about=about, lines=lines)


def _of_part(key: str, value: Any, member_id: int) -> Any:
    if key.endswith("_id") and isinstance(value, int):
        return str(value)
    return plain(value, member_id)


# Files


def _files(about: Mapping[str, Any], sections: Sequence[_Section], limit: int) -> list[File]:
    filled = [section for section in sections if section.lines]
    whole = _document(about, filled)
    if len(whole) <= limit:
        return [File(name="engawa-data.json", content=whole)]
    zipped = _zipped("engawa-data.json", whole)
    if len(zipped) <= limit:
        return [File(name="engawa-data.zip", content=zipped)]
    return _in_parts(about, filled, count=-(-len(zipped) // limit) + 1, limit=limit)


def _in_parts(about: Mapping[str, Any], sections: Sequence[_Section], *, count: int, limit: int) -> list[File]:
    """Return the rows over several files, each whole in itself; more of them until each is small enough."""
    total = sum(len(line) + 2 for section in sections for line in section.lines)
    parts = _parted(sections, size=-(-total // count))
    files = []
    for number, part in enumerate(parts, start=1):
        name = f"engawa-data-{number}-of-{len(parts)}"
        document = _document({**about, "part": number, "parts": len(parts)}, part)
        files.append(File(name=f"{name}.zip", content=_zipped(f"{name}.json", document)))
    if any(len(file.content) > limit for file in files) and total // count > 1:
        return _in_parts(about, sections, count=count * 2, limit=limit)
    return files


def _parted(sections: Sequence[_Section], *, size: int) -> list[list[_Section]]:
    parts: list[list[_Section]] = [[]]
    room = size
    for section in sections:
        parts[-1].append(_Section(about=section.about))
        for line in section.lines:
            if room <= 0:
                parts.append([_Section(about=section.about)])
                room = size
            parts[-1][-1].lines.append(line)
            room -= len(line) + 2
    return [[section for section in part if section.lines] for part in parts]


def _document(about: Mapping[str, Any], sections: Iterable[_Section]) -> bytes:
    head = json.dumps(about, ensure_ascii=False)[:-1]
    tables = ",\n".join(
        f'{json.dumps(section.about, ensure_ascii=False)[:-1]}, "rows": [\n' + ",\n".join(section.lines) + "\n]}"
        for section in sections
    )
    return f'{head},\n"tables": [\n{tables}\n]}}\n'.encode()


def _zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()
