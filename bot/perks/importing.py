"""Codes from a file: read, counted, shown to an admin, and added when they say yes.

Meanwhile they wait in the database as one sealed text: the file must not travel through Discord once more, and the
button must work after a restart. Sealing thousands of codes takes long enough to be done beside the event loop.

Codes are sealed at rest (see `bot.seal`): they are money, and backups are copied to places a database never goes. A
server's codes are recognised by their fingerprints, which need the key as well: who has only the database can't try
all eight-digit codes against it. Without its key a database still knows who claimed what, and can't show one code.
"""

import asyncio
import logging
from collections.abc import Sequence

from bot import due
from bot.actor import Actor
from bot.perks import errors, rules
from bot.perks.desk import PURPOSE, Desk, check_admin
from bot.perks.files import CodesFile, read_codes
from bot.perks.model import STAGED_FOR, Added, Codes, Gives, Perk, Staged
from bot.perks.offering import Offering
from bot.perks.store import catalogue, codes
from bot.perks.store.codes import SealedCode
from bot.seal import SealKeyInvalid

log = logging.getLogger(__name__)


class Importing:
    def __init__(self, desk: Desk, offering: Offering) -> None:
        self._desk = desk
        self._offering = offering

    async def status(self, *, by: Actor, perk_id: int) -> Codes:
        """Return how a perk's codes stand. Raises AdminsOnly, PerkNotFound or NoCodes."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            perk = with_codes(await catalogue.get(connection, guild_id=by.guild_id, perk_id=perk_id))
            free, claimed, erased = await codes.counts(connection, perk_id=perk_id)
        return Codes(perk=perk, free=free, claimed=claimed, erased=erased)

    async def stage(self, content: bytes, *, by: Actor, perk_id: int) -> Staged:
        """Read a file and say what it would add. Its codes wait for `add` until STAGED_FOR is over.

        Raises AdminsOnly, PerkNotFound, NoCodes, CodeUnreadable, or what `read_codes` finds.
        """
        check_admin(by)
        await self._check_key(by=by, perk_id=perk_id)
        file, fingerprints, sealed = await asyncio.to_thread(self._read, content, by.guild_id)
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            perk = await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)
            known = await codes.known(connection, guild_id=by.guild_id, fingerprints=fingerprints)
            import_id = await codes.stage(
                connection,
                guild_id=by.guild_id,
                perk_id=perk_id,
                by_id=by.id,
                sealed=sealed,
                repeated=file.repeated,
                at=now,
            )
            await due.plan(
                connection,
                guild_id=by.guild_id,
                kind=rules.FORGET_IMPORT,
                subject_id=import_id,
                due_at=now + STAGED_FOR,
            )
        return Staged(
            id=import_id,
            perk=perk,
            new=len(file.codes) - known,
            known=known,
            repeated=file.repeated,
            first_length=len(file.codes[0]),
            first_ending=rules.ending_of(file.codes[0]),
        )

    async def _check_key(self, *, by: Actor, perk_id: int) -> None:
        """Raise CodeUnreadable where the key isn't the one of the codes there are: none would be known again."""
        async with self._desk.database.read() as connection:
            with_codes(await catalogue.get(connection, guild_id=by.guild_id, perk_id=perk_id))
            sealed = await codes.any_sealed(connection, guild_id=by.guild_id)
        if sealed is not None:
            await asyncio.to_thread(self._desk.open, sealed, guild_id=by.guild_id)

    async def add(self, *, by: Actor, import_id: int) -> Added:
        """Add the codes an admin was shown the number of.

        Raises AdminsOnly, ImportOutdated or CodeUnreadable.
        """
        check_admin(by)
        async with self._desk.database.read() as connection:
            waiting = await codes.staged(connection, guild_id=by.guild_id, import_id=import_id)
        if waiting is None:
            raise errors.ImportOutdated
        sealed = await asyncio.to_thread(self._seal_each, waiting, by.guild_id)
        async with self._desk.database.write() as connection:
            perk_id = await codes.unstage(connection, guild_id=by.guild_id, import_id=import_id)
            if perk_id is None:
                raise errors.ImportOutdated
            perk = await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)
            added = await codes.add(connection, sealed, guild_id=by.guild_id, perk_id=perk_id)
            await due.cancel(connection, kind=rules.FORGET_IMPORT, subject_id=import_id)
            perk = await self._offering.restocked(connection, perk)
        return Added(perk=perk, added=added, known=len(sealed) - added)

    async def forget(self, *, guild_id: int, import_id: int) -> None:
        """Forget the codes of a file that nobody said yes to."""
        async with self._desk.database.write() as connection:
            await codes.unstage(connection, guild_id=guild_id, import_id=import_id)

    async def take_back(self, *, by: Actor, import_id: int) -> None:
        """Forget them because an admin said no. Raises AdminsOnly."""
        check_admin(by)
        await self.forget(guild_id=by.guild_id, import_id=import_id)

    async def remove_free(self, *, by: Actor, perk_id: int) -> int:
        """Delete the codes nobody has claimed; returns how many. Raises AdminsOnly, PerkNotFound or NoCodes."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            with_codes(await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id))
            return await codes.delete_free(connection, perk_id=perk_id)

    # Beside the event loop

    def _read(self, content: bytes, guild_id: int) -> tuple[CodesFile, list[str], str]:
        file = read_codes(content)
        try:
            fingerprints = [self._fingerprint(code, guild_id) for code in file.codes]
            sealed = self._desk.seal.close_text("\n".join(file.codes), guild_id=guild_id, purpose=PURPOSE)
        except SealKeyInvalid as error:
            log.error("codes can't be sealed: %s", error)
            raise errors.CodeUnreadable from None
        return file, fingerprints, sealed

    def _seal_each(self, waiting: str, guild_id: int) -> Sequence[SealedCode]:
        return [
            SealedCode(
                sealed=self._desk.seal.close_text(code, guild_id=guild_id, purpose=PURPOSE),
                ending=rules.ending_of(code),
                fingerprint=self._fingerprint(code, guild_id),
            )
            for code in self._desk.open(waiting, guild_id=guild_id).split("\n")
        ]

    def _fingerprint(self, code: str, guild_id: int) -> str:
        return self._desk.seal.fingerprint_text(code, guild_id=guild_id, purpose=PURPOSE)


def with_codes(perk: Perk | None) -> Perk:
    """Raises PerkNotFound or NoCodes."""
    if perk is None:
        raise errors.PerkNotFound
    if perk.gives is not Gives.CODE:
        raise errors.NoCodes
    return perk
