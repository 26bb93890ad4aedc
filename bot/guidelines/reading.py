"""What members read: the rules in force, older versions, what changed, and what they agreed to; and agreeing."""

from collections.abc import Sequence

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.guidelines import errors, rules
from bot.guidelines.asking import Asking
from bot.guidelines.desk import Desk
from bot.guidelines.model import (
    VERSIONS_A_PAGE,
    Agreed,
    Difference,
    GuidelineSettings,
    History,
    Reading,
    Rule,
    Version,
)
from bot.guidelines.store import agreements, versions


class Reader:
    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk = desk
        self._asking = asking

    async def current(self, *, guild_id: int) -> Version | None:
        """Return the rules in force: the latest published version, material or not."""
        async with self._desk.database.read() as connection:
            return await self.current_in(connection, guild_id=guild_id)

    async def current_in(self, connection: AsyncConnection, *, guild_id: int) -> Version | None:
        """Return the same for who is reading or writing already: a second connection would have to be waited for."""
        return await versions.current(connection, guild_id=guild_id)

    async def rule(self, *, guild_id: int, number: int, version: int | None = None) -> Rule | None:
        """Return a rule by its number in a published version, by default the one in force."""
        async with self._desk.database.read() as connection:
            return await self.rule_in(connection, guild_id=guild_id, number=number, version=version)

    async def rule_in(
        self, connection: AsyncConnection, *, guild_id: int, number: int | None, version: int | None = None
    ) -> Rule | None:
        """Return the same for who is reading or writing already; None also for no number."""
        [found] = await self.rules_in(connection, guild_id=guild_id, named=[(number, version)])
        return found

    async def rules_in(
        self, connection: AsyncConnection, *, guild_id: int, named: Sequence[tuple[int | None, int | None]]
    ) -> list[Rule | None]:
        """Return rules by number and version, in the order asked for; each version is read once."""
        read: dict[int | None, Version | None] = {}
        for version in {version for number, version in named if number is not None}:
            if version is None:
                read[None] = await versions.current(connection, guild_id=guild_id)
            else:
                read[version] = await versions.published(connection, guild_id=guild_id, number=version)
        return [
            None if number is None or (found := read[version]) is None else found.rule(number)
            for number, version in named
        ]

    async def read(self, *, by: Actor) -> Reading:
        """Return the rules in force as a member finds them. Raises NoRules."""
        async with self._desk.database.read() as connection:
            return await self._desk.reading(connection, guild_id=by.guild_id, member_id=by.id)

    async def history(self, *, guild_id: int, page: int = 1) -> History:
        """Return published versions, latest first. Raises NoRules."""
        async with self._desk.database.read() as connection:
            total = await versions.count(connection, guild_id=guild_id)
            if not total:
                raise errors.NoRules
            pages = -(-total // VERSIONS_A_PAGE)
            number = min(max(1, page), pages)
            found = await versions.history(
                connection, guild_id=guild_id, limit=VERSIONS_A_PAGE, offset=(number - 1) * VERSIONS_A_PAGE
            )
            material = await versions.latest_material(connection, guild_id=guild_id)
            agreed = await agreements.count_since(
                connection, guild_id=guild_id, number=material.number if material else 1
            )
        return History(versions=found, total=total, page=number, pages=pages, up_to_date=agreed)

    async def changes(self, *, guild_id: int, before: int, after: int) -> tuple[Version, Difference]:
        """Return a published version with what it changed of an earlier one; 0: of nothing. Raises VersionNotFound."""
        async with self._desk.database.read() as connection:
            old = await versions.published(connection, guild_id=guild_id, number=before) if before else None
            new = await versions.published(connection, guild_id=guild_id, number=after)
        if new is None or (before and old is None):
            raise errors.VersionNotFound
        return new, rules.difference(old, new)

    async def agree(self, *, by: Actor, number: int) -> Agreed:
        """Note that a member agrees to version `number`, which they have just read; once, however often they press.

        Of a version that isn't in force any more nothing is stored: they are to read the new one. Raises NoRules.
        """
        settings = await self._desk.settings.get(by.guild_id, GuidelineSettings)
        async with self._desk.database.write() as connection:
            reading = await self._desk.reading(connection, guild_id=by.guild_id, member_id=by.id)
            if reading.version.number != number:
                return Agreed(reading=reading, outdated=True, anew=False)
            now = self._desk.clock()
            agreement_id = await agreements.add(
                connection, guild_id=by.guild_id, member_id=by.id, version_id=reading.version.id, at=now
            )
            if agreement_id is not None and settings.member_role_id is not None:
                await plan(connection, guild_id=by.guild_id, kind=rules.ROLE, subject_id=agreement_id, due_at=now)
            reading = await self._desk.reading(connection, guild_id=by.guild_id, member_id=by.id)
        self._asking.agreed(guild_id=by.guild_id, member_id=by.id)
        return Agreed(reading=reading, outdated=False, anew=agreement_id is not None)
