"""The playbooks of a server: those that are built in, as admins have changed them, and their own.

Every change is a version with who made it and when; going back is one, too. A playbook of the server's own may be
written in one language only, and is then shown in that to everybody.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.playbooks import builtin, errors, rules
from bot.playbooks.desk import Desk
from bot.playbooks.model import OWN_MAX, Edition, Entry, Playbook, Step
from bot.playbooks.store import versions

Editions = Mapping[tuple[str, Language], Edition]


class Library:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def all(self, *, guild_id: int, language: Language) -> list[Entry]:
        """Return every playbook of a server, the built-in ones first."""
        async with self._desk.database.read() as connection:
            return await self.all_in(connection, guild_id=guild_id, language=language)

    async def all_in(self, connection: AsyncConnection, *, guild_id: int, language: Language) -> list[Entry]:
        editions = await versions.latest(connection, guild_id=guild_id)
        own = [key for key, _ in editions if key.startswith(versions.OWN)]
        found = [_entry(editions, key, language) for key in (*builtin.KEYS, *dict.fromkeys(own))]
        return [entry for entry in found if entry is not None]

    async def get(self, *, guild_id: int, key: str, language: Language) -> Entry:
        """Raises PlaybookNotFound."""
        async with self._desk.database.read() as connection:
            return await self.get_in(connection, guild_id=guild_id, key=key, language=language)

    async def get_in(self, connection: AsyncConnection, *, guild_id: int, key: str, language: Language) -> Entry:
        """Raises PlaybookNotFound."""
        found = _entry(await versions.latest(connection, guild_id=guild_id), key, language)
        if found is None:
            raise errors.PlaybookNotFound
        return found

    async def named(self, typed: str, *, guild_id: int, language: Language) -> Entry:
        """Return the playbook with a key or a title, in any language. Raises PlaybookNotFound."""
        wanted = typed.strip().casefold()
        for one in (language, *(other for other in Language if other is not language)):
            for entry in await self.all(guild_id=guild_id, language=one):
                if wanted in (entry.key, entry.playbook.title.casefold()):
                    return await self.get(guild_id=guild_id, key=entry.key, language=language)
        raise errors.PlaybookNotFound

    async def base(self, *, guild_id: int, key: str, language: Language) -> tuple[int, Entry]:
        """Return what a change of a playbook in a language begins from: the version's number, and its text.

        Where there is none in that language yet, it is the text of the other one. Raises PlaybookNotFound.
        """
        async with self._desk.database.read() as connection:
            return await self._base(connection, guild_id=guild_id, key=key, language=language)

    async def _base(
        self, connection: AsyncConnection, *, guild_id: int, key: str, language: Language
    ) -> tuple[int, Entry]:
        editions = await versions.latest(connection, guild_id=guild_id)
        entry = _entry(editions, key, language)
        if entry is None:
            raise errors.PlaybookNotFound
        edition = editions.get((key, language))
        return (0 if edition is None else edition.number), entry

    async def history(self, *, by: Actor, key: str, language: Language) -> list[Edition]:
        """Return the versions of a playbook in a language, latest first. Raises AdminsOnly."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            return await versions.history(connection, guild_id=by.guild_id, key=key, language=language)

    # For admins

    async def change(self, *, by: Actor, key: str, language: Language, base: int, **fields: Any) -> Entry:
        """Change fields of a playbook; `base`: the version that was looked at (0: none yet).

        Raises AdminsOnly, PlaybookNotFound, PlaybookChanged, TitleMissing or StepsMissing.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            number, entry = await self._base(connection, guild_id=by.guild_id, key=key, language=language)
            changed = rules.checked(replace(entry.playbook, **fields))
            return await self._follow(connection, changed, by=by, key=key, language=language, base=base, is_at=number)

    async def add(self, *, by: Actor, language: Language, title: str, when: str, steps: tuple[Step, ...]) -> Entry:
        """Add a playbook of the server's own. Raises AdminsOnly, TooManyOwn, TitleMissing or StepsMissing."""
        check_admin(by)
        playbook = rules.checked(Playbook(title=title, when=when, steps=steps))
        async with self._desk.database.write() as connection:
            entries = await self.all_in(connection, guild_id=by.guild_id, language=language)
            if sum(1 for entry in entries if not entry.built_in) >= OWN_MAX:
                raise errors.TooManyOwn(limit=OWN_MAX)
            key = await versions.next_own_key(connection, guild_id=by.guild_id)
            return await self._follow(connection, playbook, by=by, key=key, language=language, base=0, is_at=0)

    async def bring_back(self, *, by: Actor, key: str, language: Language, number: int) -> Entry:
        """Make an older version the present one, as a new version. Raises AdminsOnly or PlaybookNotFound."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            editions = await versions.history(connection, guild_id=by.guild_id, key=key, language=language, limit=1000)
            wanted = next((one for one in editions if one.number == number), None)
            if wanted is None or wanted.playbook is None:
                raise errors.PlaybookNotFound
            latest = editions[0].number
            return await self._follow(
                connection, wanted.playbook, by=by, key=key, language=language, base=latest, is_at=latest
            )

    async def reset(self, *, by: Actor, key: str, language: Language) -> Entry | None:
        """Go back to the built-in text in a language; one of the server's own is taken away in all of them.

        Its versions are kept. Raises AdminsOnly, PlaybookNotFound or NothingToReset.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            editions = await versions.latest(connection, guild_id=by.guild_id)
            if _entry(editions, key, language) is None:
                raise errors.PlaybookNotFound
            languages = (language,) if key in builtin.KEYS else tuple(Language)
            changed = [
                (one, edition)
                for one in languages
                if (edition := editions.get((key, one))) is not None and edition.playbook is not None
            ]
            if not changed:
                raise errors.NothingToReset
            for one, edition in changed:
                await versions.add(
                    connection,
                    guild_id=by.guild_id,
                    key=key,
                    language=one,
                    number=edition.number + 1,
                    content=None,
                    by_id=by.id,
                    at=self._desk.clock(),
                )
            return _entry(await versions.latest(connection, guild_id=by.guild_id), key, language)

    async def _follow(
        self,
        connection: AsyncConnection,
        playbook: Playbook,
        *,
        by: Actor,
        key: str,
        language: Language,
        base: int,
        is_at: int,
    ) -> Entry:
        """Write the next version, where the one before is still the one that was looked at."""
        if base != is_at:
            raise errors.PlaybookChanged
        await versions.add(
            connection,
            guild_id=by.guild_id,
            key=key,
            language=language,
            number=is_at + 1,
            content=builtin.content_of(playbook),
            by_id=by.id,
            at=self._desk.clock(),
        )
        return await self.get_in(connection, guild_id=by.guild_id, key=key, language=language)


def _entry(editions: Editions, key: str, language: Language) -> Entry | None:
    """Return a playbook in a language, or else in the other one; None where there is none (any more)."""
    is_built_in = key in builtin.KEYS
    for one in (language, *(other for other in Language if other is not language)):
        edition = editions.get((key, one))
        if edition is not None and edition.playbook is not None:
            return Entry(
                key=key,
                language=one,
                playbook=edition.playbook,
                version=edition.number,
                changed_by_id=edition.changed_by_id,
                changed_at=edition.changed_at,
                built_in=is_built_in,
            )
        if is_built_in:
            return Entry(key=key, language=one, playbook=builtin.playbooks(one)[key], version=0)
    return None


def check_admin(by: Actor) -> None:
    """Raises AdminsOnly."""
    if not by.manages_server:
        raise errors.AdminsOnly
