"""How members like to be spoken to: language, time zone, quiet hours."""

from collections.abc import Mapping
from typing import Any

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Language
from bot.profiles import rules, store
from bot.profiles.model import Preferences


class Preferring:
    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.languages: dict[tuple[int, int], Language] = {}
        """The language of those who chose one, by server and member: asked with every interaction."""

    async def load(self) -> None:
        async with self._database.read() as connection:
            self.languages.clear()  # in place: who asks for them holds the same one
            self.languages.update(await store.languages(connection))

    async def of(self, *, guild_id: int, member_id: int) -> Preferences:
        async with self._database.read() as connection:
            return await store.preferences(connection, guild_id=guild_id, member_id=member_id)

    async def choose_language(self, language: Language | None, *, by: Actor) -> None:
        """Speak a language to somebody from now on; None: the one of their Discord."""
        await self._prefer({"language": language.value if language else None}, by=by)
        if language is None:
            self.languages.pop((by.guild_id, by.id), None)
        else:
            self.languages[by.guild_id, by.id] = language

    async def choose_zone(self, zone: str | None, *, by: Actor) -> None:
        """Take somebody's times in a zone (an IANA name that exists); None: the server's."""
        await self._prefer({"time_zone": zone}, by=by)

    async def choose_quiet_hours(self, quiet_from: int | None, quiet_until: int | None, *, by: Actor) -> None:
        """Leave somebody in peace between two times of day, in minutes after midnight; None for one: as it was.

        Raises QuietHoursIncomplete where the other one never was chosen, and QuietAllDay where they are the same.
        """
        async with self._database.write() as connection:
            now = await store.preferences(connection, guild_id=by.guild_id, member_id=by.id)
            begin = now.quiet_from if quiet_from is None else quiet_from
            end = now.quiet_until if quiet_until is None else quiet_until
            rules.checked_quiet_hours(begin, end)
            changes = {"quiet_from": begin, "quiet_until": end}
            await store.prefer(connection, guild_id=by.guild_id, member_id=by.id, changes=changes, at=self._clock())

    async def no_quiet_hours(self, *, by: Actor) -> None:
        await self._prefer({"quiet_from": None, "quiet_until": None}, by=by)

    async def _prefer(self, changes: Mapping[str, Any], *, by: Actor) -> None:
        async with self._database.write() as connection:
            await store.prefer(connection, guild_id=by.guild_id, member_id=by.id, changes=changes, at=self._clock())
