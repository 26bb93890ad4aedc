"""Reading and changing settings."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from pydantic import ValidationError

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.settings import store
from bot.settings.model import Change, InvalidSetting, NotASettingsFile, OtherVersion, Section, UnknownSetting

S = TypeVar("S", bound=Section)

EXPORT_VERSION = 1

Follower = Callable[[AsyncConnection, int, Sequence[Change]], Awaitable[None]]
"""Is given the server and what is changed there, in the same transaction; `settings.get` still says what was before."""


class Settings:
    """The settings of all servers. What was read stays in memory: only this process changes it."""

    def __init__(self, database: Database, clock: Clock, sections: Sequence[type[Section]]) -> None:
        self._database = database
        self._clock = clock
        self.sections = {section.section: section for section in sections}
        self._cache: dict[tuple[int, str], Section] = {}
        self._reading: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()
        self._changes_made = 0
        self.followers: list[Follower] = []

    async def get(self, guild_id: int, section: type[S]) -> S:
        """Return a server's settings of one feature; a stored value that is valid no longer counts as not set."""
        cached = self._cache.get((guild_id, section.section))
        if isinstance(cached, section):
            return cached
        # Many can ask at the same moment (three hundred join at once): one of them reads.
        async with self._reading.setdefault((guild_id, section.section), asyncio.Lock()):
            cached = self._cache.get((guild_id, section.section))
            if isinstance(cached, section):
                return cached
            async with self._database.read() as connection:
                return await self.read(connection, guild_id, section)

    async def read(self, connection: AsyncConnection, guild_id: int, section: type[S]) -> S:
        """The same inside a transaction that is open already."""
        cached = self._cache.get((guild_id, section.section))
        if isinstance(cached, section):
            return cached
        changes_before = self._changes_made
        stored = await store.values(connection, guild_id=guild_id, section=section.section)
        found = _tolerant(section, stored)
        if self._changes_made == changes_before:  # else it was read before a change that is committed by now
            self._cache[guild_id, section.section] = found
        return found

    async def change(
        self, guild_id: int, section: type[Section], values: Mapping[str, Any], *, by: int | None
    ) -> list[Change]:
        """Check all values, then store those that differ and log who changed them.

        A value of None takes the setting back to its default. Raises InvalidSetting or UnknownSetting; nothing is
        stored then.
        """
        return await self._change_all(guild_id, {section.section: dict(values)}, by=by)

    def forget_server(self, guild_id: int) -> None:
        """Drop what is remembered of a server."""
        for key in [key for key in self._cache if key[0] == guild_id]:
            del self._cache[key]

    async def export(self, guild_id: int) -> str:
        """Return everything that differs from the defaults, as JSON."""
        async with self._database.read() as connection:
            sections = {
                name: await store.values(connection, guild_id=guild_id, section=name) for name in sorted(self.sections)
            }
        content = {"engawa": EXPORT_VERSION, "settings": {name: values for name, values in sections.items() if values}}
        return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)

    async def import_(self, guild_id: int, content: str, *, by: int) -> list[Change]:
        """Take over a file made by `export`: what it doesn't name goes back to its default.

        Raises NotASettingsFile, OtherVersion, InvalidSetting or UnknownSetting; nothing is stored then.
        """
        return await self._change_all(guild_id, await self._wanted_by(guild_id, content), by=by)

    async def preview(self, guild_id: int, content: str, *, by: int) -> list[Change]:
        """Return what `import_` would change, and change nothing. Raises what it raises."""
        wanted = await self._wanted_by(guild_id, content)
        async with self._database.read() as connection:
            return await self._differing(connection, guild_id, wanted, by=by)

    async def _wanted_by(self, guild_id: int, content: str) -> dict[str, dict[str, Any]]:
        wanted = _parse(content)
        for name in wanted:
            if name not in self.sections:
                raise UnknownSetting(name=name)
        async with self._database.read() as connection:
            values: dict[str, dict[str, Any]] = {}
            for name, section in self.sections.items():
                stored = await store.values(connection, guild_id=guild_id, section=name)
                values[name] = dict.fromkeys(stored.keys() & section.model_fields) | wanted.get(name, {})
        return values

    async def changes(self, guild_id: int, *, limit: int = 10, offset: int = 0) -> list[Change]:
        async with self._database.read() as connection:
            return await store.changes(connection, guild_id=guild_id, limit=limit, offset=offset)

    async def _change_all(
        self, guild_id: int, values: Mapping[str, Mapping[str, Any]], *, by: int | None
    ) -> list[Change]:
        async with self._database.write() as connection:
            done = await self._differing(connection, guild_id, values, by=by)
            for change in done:
                await store.apply(connection, change, guild_id=guild_id)
            for follow in self.followers:
                await follow(connection, guild_id, done)
        self._changes_made += 1
        for name in values:
            self._cache.pop((guild_id, name), None)
        return done

    async def _differing(
        self, connection: AsyncConnection, guild_id: int, values: Mapping[str, Mapping[str, Any]], *, by: int | None
    ) -> list[Change]:
        """Check all values and return those that differ from what is stored."""
        now = self._clock()
        differing: list[Change] = []
        for name, wanted in values.items():
            section = self.sections.get(name)
            if section is None:
                raise UnknownSetting(name=name)
            stored = await store.values(connection, guild_id=guild_id, section=name)
            differing += [
                Change(section=name, key=key, old=stored.get(key), new=new, changed_by=by, changed_at=now)
                for key, new in _checked(section, stored, wanted).items()
                if new != stored.get(key)
            ]
        return differing


def _checked(section: type[Section], stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON values to store for `wanted`, None where it is the default. Raises for what is refused."""
    for key in wanted:
        if key not in section.model_fields:
            raise UnknownSetting(name=f"{section.section}.{key}")
    kept = {key: value for key, value in stored.items() if key in section.model_fields and key not in wanted}
    given = {key: value for key, value in wanted.items() if value is not None}
    try:
        model = section.model_validate(kept | given)
    except ValidationError as error:
        raise _invalid(section, error) from None
    dumped = model.model_dump(mode="json")
    defaults = section().model_dump(mode="json")
    result: dict[str, Any] = {}
    for key in wanted:
        value = sorted(dumped[key]) if isinstance(dumped[key], list) else dumped[key]
        result[key] = None if value == defaults[key] else value
    return result


def _invalid(section: type[Section], error: ValidationError) -> InvalidSetting:
    fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
    key = str(fault["loc"][0]) if fault["loc"] else ""
    return InvalidSetting(
        section=section.section, key=key, reason=fault["msg"].removeprefix("Value error, "), rule=fault["type"]
    )


def _tolerant(section: type[S], stored: Mapping[str, Any]) -> S:
    """Return the section with every stored value that is still valid."""
    known = {key: value for key, value in stored.items() if key in section.model_fields}
    while True:
        try:
            return section.model_validate(known)
        except ValidationError as error:
            faulty = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]} or set(known)
            known = {key: value for key, value in known.items() if key not in faulty}


def _parse(content: str) -> dict[str, dict[str, Any]]:
    try:
        parsed = json.loads(content)
        json.dumps(parsed, ensure_ascii=False).encode()  # half characters ("\\ud800") can be neither stored nor said
    except (ValueError, RecursionError):  # the latter for a hundred thousand opening brackets
        raise NotASettingsFile from None
    if not isinstance(parsed, dict) or "engawa" not in parsed:
        raise NotASettingsFile
    if parsed["engawa"] != EXPORT_VERSION:
        raise OtherVersion(supported=str(EXPORT_VERSION))
    settings = parsed.get("settings")
    if not isinstance(settings, dict) or not all(isinstance(values, dict) for values in settings.values()):
        raise NotASettingsFile
    return settings
