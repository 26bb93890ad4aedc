"""Where the rules are posted, as it is kept: what to do about it on Discord is the cog's."""

from collections.abc import Sequence

from bot import due
from bot.engine import AsyncConnection
from bot.guidelines import rules
from bot.guidelines.desk import Desk
from bot.guidelines.model import GuidelineSettings, Post
from bot.guidelines.store import posts, versions
from bot.settings.model import Change, ServerSettings


class Posting:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shown: dict[int, frozenset[int]] = {}
        """The messages that are the posted rules, by server: every deletion of a message is compared with them."""

    async def load(self) -> None:
        """Read which messages are the posted rules. Before the first event comes."""
        async with self._desk.database.read() as connection:
            self.shown = await posts.shown(connection)

    async def post_of(self, *, guild_id: int) -> Post | None:
        async with self._desk.database.read() as connection:
            return await posts.get(connection, guild_id=guild_id)

    async def keep(self, *, guild_id: int, channel_id: int, message_ids: Sequence[int], version_id: int | None) -> None:
        """Note which messages are the posted rules now, in reading order; those that are no more are taken down.

        `version_id`: what all of them show; None while they are being written.
        """
        self.shown[guild_id] = frozenset(message_ids)
        async with self._desk.database.write() as connection:
            before = await posts.get(connection, guild_id=guild_id)
            if before is not None:
                left = [one for one in before.message_ids if one not in message_ids]
                await self._take_down(connection, left, guild_id=guild_id, channel_id=before.channel_id)
            await posts.put(
                connection,
                guild_id=guild_id,
                channel_id=channel_id,
                message_ids=message_ids,
                version_id=version_id,
                at=self._desk.clock(),
            )

    async def forget(self, *, guild_id: int) -> None:
        """Have the posted rules taken down: no channel is set any more."""
        self.shown.pop(guild_id, None)
        async with self._desk.database.write() as connection:
            before = await posts.get(connection, guild_id=guild_id)
            if before is not None:
                await self._take_down(connection, before.message_ids, guild_id=guild_id, channel_id=before.channel_id)
                await posts.forget(connection, guild_id=guild_id)

    async def _take_down(
        self, connection: AsyncConnection, message_ids: Sequence[int], *, guild_id: int, channel_id: int
    ) -> None:
        for message_id in message_ids:
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=rules.TAKE_DOWN,
                subject_id=message_id,
                due_at=self._desk.clock(),
                payload={"channel_id": channel_id},
            )

    async def plan(self, *, guild_id: int) -> None:
        """Have the posted rules looked at and put right, unless that is planned already."""
        async with self._desk.database.write() as connection:
            planned = await due.unfinished(connection, kind=rules.POST, subject_ids=[guild_id])
            if any(not row.given_up for row in planned):
                return
            await self._plan(connection, guild_id, rules.POST)

    async def failed(self, *, guild_id: int) -> bool:
        """Whether posting was given up."""
        async with self._desk.database.read() as connection:
            planned = await due.unfinished(connection, kind=rules.POST, subject_ids=[guild_id])
        return any(row.given_up for row in planned)

    async def guilds(self) -> set[int]:
        """Return the servers that have published rules."""
        async with self._desk.database.read() as connection:
            return await versions.guilds(connection)

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Post elsewhere, or in another language, once that is set; and look at who gets another role."""
        changed = {(change.section, change.key) for change in changes}
        moved = {(GuidelineSettings.section, "channel_id"), (ServerSettings.section, "language")}
        if changed & moved:
            await self._plan(connection, guild_id, rules.POST)
        if (GuidelineSettings.section, "member_role_id") in changed:
            await self._plan(connection, guild_id, rules.ROLES)

    async def _plan(self, connection: AsyncConnection, guild_id: int, kind: str) -> None:
        await due.plan(connection, guild_id=guild_id, kind=kind, subject_id=guild_id, due_at=self._desk.clock())
