"""Invites: one for each member who wants one, and one for each source an admin names.

Discord goes first: an invite is made there and noted here afterwards. One that was made and couldn't be noted is
harmless; whoever comes by it came by an unknown way.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.onboarding import invite_errors as errors
from bot.onboarding.inviting_model import LABEL_MAX, SOURCES_MAX, UNUSED_FOR, Invite, Source
from bot.onboarding.store import invites
from bot.onboarding.tracing import Tracing
from bot.text import letters, one_line

LISTED_MAX = 200


class Inviting:
    def __init__(self, *, database: Database, clock: Clock, tracing: Tracing) -> None:
        self._database = database
        self._clock = clock
        self._tracing = tracing

    async def personal(self, *, guild_id: int, member_id: int) -> Invite | None:
        """Return a member's own invite, unless it is known to be gone."""
        async with self._database.read() as connection:
            return await invites.personal(connection, guild_id=guild_id, member_id=member_id)

    async def note_personal(self, *, guild_id: int, member_id: int, channel_id: int, code: str) -> Invite:
        """Note the invite made for a member; where there is one already, it is returned and `code` is too many."""
        async with self._database.write() as connection:
            known = await invites.personal(connection, guild_id=guild_id, member_id=member_id)
            if known is None:
                await self._tracing.expect(connection, guild_id=guild_id)
                known = await invites.add(
                    connection,
                    guild_id=guild_id,
                    channel_id=channel_id,
                    code=code,
                    inviter_id=member_id,
                    label=None,
                    role_id=None,
                    by_id=member_id,
                    at=self._clock(),
                )
            return known

    async def note_gone(self, *, guild_id: int, codes: Collection[str]) -> int:
        """Note that invites don't exist on Discord any more; returns how many of them were ours."""
        async with self._database.write() as connection:
            return await invites.set_gone(connection, guild_id=guild_id, codes=codes, at=self._clock())

    async def alive(self, *, guild_id: int) -> Sequence[Invite]:
        """Return the invites of ours that exist on Discord, as far as we know."""
        async with self._database.read() as connection:
            return await invites.alive(connection, guild_id=guild_id)

    async def count_alive(self, *, guild_id: int) -> int:
        async with self._database.read() as connection:
            return await invites.count_alive(connection, guild_id=guild_id)

    async def servers(self) -> Sequence[int]:
        """Return the servers that have invites of ours."""
        async with self._database.read() as connection:
            return await invites.servers(connection)

    async def unused(self, *, guild_id: int, limit: int) -> Sequence[Invite]:
        """Return members' invites that may make room for others, oldest first."""
        before: datetime = self._clock() - UNUSED_FOR
        async with self._database.read() as connection:
            return await invites.unused(connection, guild_id=guild_id, before=before, limit=limit)

    # Sources -----------------------------------------------------------------------------------------------------

    async def check_label(self, *, guild_id: int, label: str) -> str:
        """Return the label as it will be kept. Raises LabelEmpty, LabelTaken or TooManySources."""
        tidied = one_line(label)
        if not letters(tidied) or len(tidied) > LABEL_MAX:
            raise errors.LabelEmpty(limit=LABEL_MAX)
        working = [one.invite for one in await self.sources(guild_id=guild_id) if one.invite.gone_at is None]
        if any(_key(invite.label or "") == _key(tidied) for invite in working):
            raise errors.LabelTaken(label=tidied)
        if len(working) >= SOURCES_MAX:
            raise errors.TooManySources(limit=SOURCES_MAX)
        return tidied

    async def note_source(
        self, *, guild_id: int, channel_id: int, code: str, label: str, role_id: int | None, by_id: int
    ) -> Invite:
        """Note the invite made for a source whose label was checked."""
        async with self._database.write() as connection:
            await self._tracing.expect(connection, guild_id=guild_id)
            return await invites.add(
                connection,
                guild_id=guild_id,
                channel_id=channel_id,
                code=code,
                inviter_id=None,
                label=label,
                role_id=role_id,
                by_id=by_id,
                at=self._clock(),
            )

    async def sources(self, *, guild_id: int) -> Sequence[Source]:
        """Return the admins' sources, latest first; those whose link is gone come last."""
        async with self._database.read() as connection:
            return await invites.sources(connection, guild_id=guild_id, limit=LISTED_MAX)

    async def source(self, *, guild_id: int, invite_id: int) -> Source:
        """Raises SourceNotFound."""
        async with self._database.read() as connection:
            found = await invites.source(connection, guild_id=guild_id, invite_id=invite_id)
        if found is None:
            raise errors.SourceNotFound
        return found

    async def source_named(self, *, guild_id: int, label: str) -> Source:
        """Return a source by what its label says, one that works first. Raises SourceNotFound."""
        for one in await self.sources(guild_id=guild_id):
            if _key(one.invite.label or "") == _key(label):
                return one
        raise errors.SourceNotFound


def _key(label: str) -> str:
    return one_line(label).casefold()
