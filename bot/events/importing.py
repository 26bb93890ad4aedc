"""A list of who was there, from a file: read, matched with members, shown to the host, and counted when they say
yes.

A spreadsheet's names are matched by id, by user name, and by the names shown in the server. Who can't be told for
certain (two members of the same name) is named to the host and never guessed. Meanwhile the members wait in the
database: the file must not travel through Discord once more, and the button must work after a restart.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot import due, sheets
from bot.actor import Actor
from bot.events import errors, rules
from bot.events.attendance import AttendanceBook, AttendanceList
from bot.events.desk import Desk
from bot.events.model import Event
from bot.events.store import attendance as store
from bot.text import one_line

FILE_KB = 256
PEOPLE_MAX = 500
NAME_MAX = 100
STAGED_FOR = timedelta(hours=1)

ID_COLUMNS = frozenset({"id", "memberid", "userid", "discordid", "メンバーid", "ユーザーid", "会員id"})
NAME_COLUMNS = frozenset(
    {
        *("username", "user", "discord", "discordname", "discordusername", "name", "displayname", "nickname", "member"),
        *("ユーザー名", "ユーザーネーム", "ユーザ名", "名前", "氏名", "お名前", "表示名", "ニックネーム", "メンバー"),
    }
)
THERE_COLUMNS = frozenset({"there", "attended", "present", "参加", "出席", "出欠"})
"""Where there is such a column, as in our own export, only those count who are said to have been there."""
NOT_THERE = frozenset({"", "no", "n", "0", "false", "-", "absent", "いいえ", "欠席", "不参加", "×"})

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_MENTION = re.compile(r"<@!?(\d{15,20})>")
_ID = re.compile(r"\d{15,20}", re.ASCII)
_OLD_NUMBER = re.compile(r"#\d{4}$")
"""What followed names until 2023."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Somebody a file names."""

    member_id: int | None
    names: tuple[str, ...]
    shown: str
    """As it stands in the file; nobody but the host reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member who may be meant."""

    id: int
    names: tuple[str, ...]
    """The user name, then the names shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Who is meant, and who can't be told."""

    member_ids: tuple[int, ...] = ()
    ambiguous: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What a file would say, until the host says yes."""

    id: int
    event: Event
    matching: Matching
    new: int
    """Members who didn't count as having been there before."""
    repeated: int = field(default=0)


# Reading a file


def read_entries(content: bytes) -> list[Entry]:
    """Return whom a file names, each once: one column of names or ids, or several that are named in the first row.

    Raises ListTooLarge, ListUnreadable, ListEmpty, ListColumnMissing, ListIdsRounded or ListTooLong.
    """
    if len(content) > FILE_KB * 1024:
        raise errors.ListTooLarge(limit=FILE_KB)
    try:
        rows = sheets.read(content)
    except sheets.Unreadable:
        raise errors.ListUnreadable from None
    if not rows:
        raise errors.ListEmpty
    columns, there, start = _columns(rows[0][1])
    entries: dict[tuple[int | None, tuple[str, ...]], Entry] = {}
    for line, row in rows[start:]:
        if there is not None and _key(_cell(row, there)) in NOT_THERE:
            continue
        entry = _entry([_cell(row, column) for column in columns], line)
        if entry is not None:
            entries.setdefault((entry.member_id, entry.names), entry)
        if len(entries) > PEOPLE_MAX:
            raise errors.ListTooLong(limit=PEOPLE_MAX)
    if not entries:
        raise errors.ListEmpty
    return list(entries.values())


def _columns(first: Sequence[str]) -> tuple[list[int], int | None, int]:
    """Return which columns say who it is, ids first, which says whether they were there, and where the rows begin."""
    titles = [re.sub(r"[\s_-]", "", _key(cell)) for cell in first]
    there = next((index for index, title in enumerate(titles) if title in THERE_COLUMNS), None)
    ids = [index for index, title in enumerate(titles) if title in ID_COLUMNS]
    names = [index for index, title in enumerate(titles) if title in NAME_COLUMNS]
    if ids or names:
        return [*ids, *names], there, 1
    filled = [index for index, cell in enumerate(first) if cell.strip()]
    if len(filled) != 1:
        raise errors.ListColumnMissing
    return filled, None, 0


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip()[:1_000] if len(row) > column else ""


def _entry(cells: Sequence[str], line: int) -> Entry | None:
    member_id, names, shown = None, [], ""
    for written in cells:
        formula = _AS_FORMULA.fullmatch(written)  # how one keeps Excel from rounding ids
        cell = formula[1].strip() if formula else written
        mention = _MENTION.fullmatch(cell)
        if _ROUNDED.fullmatch(cell):
            raise errors.ListIdsRounded(line=line)
        if mention or _ID.fullmatch(cell):
            member_id = member_id or int(mention[1] if mention else cell)
        elif cell:
            names.append(_name(cell))
        shown = shown or one_line(cell)[:NAME_MAX]
    found = tuple(name for name in names if name)
    return Entry(member_id=member_id, names=found, shown=shown) if member_id or found else None


def _name(cell: str) -> str:
    """Return a name as it is compared, of a formula nothing more than its text."""
    return _key(_OLD_NUMBER.sub("", cell).removeprefix("'").removeprefix("@"))[:NAME_MAX]


def _key(text: str) -> str:
    return one_line(unicodedata.normalize("NFKC", text)).casefold().strip()


# Matching


def match(entries: Iterable[Entry], people: Iterable[Person]) -> Matching:
    """Return who is meant: by id first, then by user name, then by a name that only one member has."""
    by_id: dict[int, Person] = {}
    by_user_name: dict[str, set[int]] = {}
    by_name: dict[str, set[int]] = {}
    for person in people:
        by_id[person.id] = person
        by_user_name.setdefault(_key(person.names[0]), set()).add(person.id)
        for name in person.names[1:]:
            by_name.setdefault(_key(name), set()).add(person.id)
    matched: dict[int, None] = {}
    ambiguous: list[str] = []
    unmatched: list[str] = []
    for entry in entries:
        found = {entry.member_id} if entry.member_id in by_id else set()
        for names in (by_user_name, by_name):
            for name in entry.names:
                found = found or names.get(name, set())
        if len(found) == 1:
            matched[next(iter(found))] = None
        else:
            (ambiguous if found else unmatched).append(entry.shown)
    return Matching(member_ids=tuple(matched), ambiguous=tuple(ambiguous), unmatched=tuple(unmatched))


def names_to_search(entries: Iterable[Entry], people: Iterable[Person]) -> list[str]:
    """Return the names none of these people has."""
    known = {_key(name) for person in people for name in person.names}
    ids = {person.id for person in people}
    missing = [entry for entry in entries if entry.member_id not in ids and not known.intersection(entry.names)]
    return list(dict.fromkeys(name for entry in missing for name in entry.names))


class ListImport:
    """`app.events.importing`."""

    def __init__(self, desk: Desk, attendance: AttendanceBook) -> None:
        self._desk = desk
        self._attendance = attendance

    async def check(self, *, by: Actor, occurrence_id: int) -> AttendanceList:
        """Return the list a file is for. Raises OccurrenceNotFound, NotTheHost, or why nothing can be ticked now."""
        async with self._desk.database.write() as connection:
            await self._attendance.to_tick(connection, by=by, occurrence_id=occurrence_id)
        return await self._attendance.whole(by=by, occurrence_id=occurrence_id)

    async def stage(self, matching: Matching, *, by: Actor, occurrence_id: int) -> Staged:
        """Have those who were matched wait for `add` until STAGED_FOR is over. Raises as `check` does."""
        before = await self.check(by=by, occurrence_id=occurrence_id)
        there = {line.member_id for line in before.lines if line.there}
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            import_id = await store.stage(
                connection,
                guild_id=by.guild_id,
                occurrence_id=occurrence_id,
                by_id=by.id,
                member_ids=matching.member_ids,
                at=now,
            )
            await due.plan(
                connection,
                guild_id=by.guild_id,
                kind=rules.FORGET_LIST,
                subject_id=import_id,
                due_at=now + STAGED_FOR,
            )
        new = sum(member_id not in there for member_id in matching.member_ids)
        return Staged(id=import_id, event=before.event, matching=matching, new=new)

    async def add(self, *, by: Actor, import_id: int) -> tuple[int, Collection[int]]:
        """Note that those on a list were there; returns the occurrence and the members.

        Raises ListOutdated, NotTheHost, or why nothing can be ticked now.
        """
        async with self._desk.database.write() as connection:
            found = await store.staged(connection, guild_id=by.guild_id, import_id=import_id)
            if found is None:
                raise errors.ListOutdated
            _, occurrence = await self._attendance.to_tick(connection, by=by, occurrence_id=found.occurrence_id)
            if not await store.unstage(connection, guild_id=by.guild_id, import_id=import_id):
                raise errors.ListOutdated
            await self._attendance.note(connection, occurrence, found.member_ids, by_file=True, denied=False)
            await due.cancel(connection, kind=rules.FORGET_LIST, subject_id=import_id)
        return found.occurrence_id, found.member_ids

    async def drop(self, *, by: Actor, import_id: int) -> None:
        """Forget a list because the host said no. Raises NotTheHost."""
        async with self._desk.database.write() as connection:
            found = await store.staged(connection, guild_id=by.guild_id, import_id=import_id)
            if found is None:
                return
            await self._attendance.managed(connection, by=by, occurrence_id=found.occurrence_id)
            await store.unstage(connection, guild_id=by.guild_id, import_id=import_id)

    async def forget(self, *, guild_id: int, import_id: int) -> None:
        """Forget a list nobody said yes to."""
        async with self._desk.database.write() as connection:
            await store.unstage(connection, guild_id=guild_id, import_id=import_id)
