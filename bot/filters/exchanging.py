"""Filters as a file: to look through them, to keep them, to take them to another server.

Roles, channels and rules of a server mean nothing on another one and are left out; what comes in is tried first.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.actor import Actor
from bot.filters import errors, rules
from bot.filters.desk import Desk, check_admin
from bot.filters.making import Making
from bot.filters.model import FIELDS, FILE_KB, FILTERS_MAX, NAME_MAX, Consequence, Filter, Looks, Mode, Terms
from bot.filters.store import definitions

VERSION = 1


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=NAME_MAX)]
    looks_for: Looks
    consequence: Consequence
    contents: dict[str, Any]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    engawa: Annotated[str, Field(pattern="^filters$")]
    version: Annotated[int, Field(ge=1, le=VERSION)]
    filters: Annotated[list[_Line], Field(max_length=FILTERS_MAX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    added: tuple[Filter, ...]
    known: tuple[str, ...]
    """Names that were there already: theirs were left as they are."""


class Exchanging:
    def __init__(self, desk: Desk, making: Making) -> None:
        self._desk = desk
        self._making = making

    async def export(self, *, by: Actor) -> bytes:
        """Return all filters as a file. Raises AdminsOnly."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            filters = await definitions.all_of(connection, guild_id=by.guild_id)
        lines = [
            {
                "name": one.name,
                "looks_for": one.looks_for.value,
                "consequence": one.consequence.value,
                "contents": rules.stored(one.contents, one.looks_for),
            }
            for one in filters
        ]
        written = {"engawa": "filters", "version": VERSION, "filters": lines}
        return json.dumps(written, ensure_ascii=False, indent=2).encode()

    def list_of(self, one: Filter) -> bytes:
        """Return a filter's list as a file, an entry a line. Raises NotOfThisKind."""
        return rules.as_text(one.contents, one.looks_for).encode()

    async def take(self, file: bytes, *, by: Actor) -> Imported:
        """Add the filters of a file, for trying. Raises AdminsOnly, FileUnreadable, or what `Making.add` does.

        Those before the one that was refused are there then.
        """
        check_admin(by)
        if len(file) > FILE_KB * 1024:
            raise errors.FileTooLarge(limit=FILE_KB)
        try:
            read = _File.model_validate_json(file.decode("utf-8-sig"))
            terms = [(line.looks_for, _terms(line)) for line in read.filters]
        except (UnicodeDecodeError, ValidationError, TypeError):
            raise errors.FileUnreadable from None
        added: list[Filter] = []
        known: list[str] = []
        for looks_for, wanted in terms:
            try:
                added.append(await self._making.add(wanted, by=by, looks_for=looks_for))
            except errors.NameTaken:
                known.append(wanted.name)
        return Imported(added=tuple(added), known=tuple(known))


def _terms(line: _Line) -> Terms:
    contents = rules.contents_of(line.contents, line.looks_for)
    for name in FIELDS[line.looks_for]:
        value, default = getattr(contents, name), getattr(rules.contents_of({}, line.looks_for), name)
        if type(value) is not type(default) or (
            isinstance(value, tuple) and not all(isinstance(entry, str) for entry in value)
        ):
            raise TypeError(name)
    return Terms(name=line.name, consequence=line.consequence, mode=Mode.DRY, contents=contents)


def text_in(file: bytes) -> str:
    """Return the text of a file with a list. Raises FileTooLarge or FileUnreadable."""
    if len(file) > FILE_KB * 1024:
        raise errors.FileTooLarge(limit=FILE_KB)
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.FileUnreadable from None
