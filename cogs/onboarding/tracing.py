"""Reading how often invites were used, right after somebody joined: few requests, however many join."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.onboarding.tracing import READ_AT_MOST_EVERY

log = logging.getLogger(__name__)

PENDING_EVERY = timedelta(seconds=10)
"""How long a joining in a burst waits at most until the counters are read."""

ALL_EVERY = timedelta(hours=1)
"""What no event told of: deleted invites, uses by people who left at once."""


class TracingCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._pending: set[int] = set()
        """Servers in which somebody joined since the counters were read."""
        self._reading: set[int] = set()
        self._read_at: dict[int, datetime] = {}

    async def cog_load(self) -> None:
        self.bot.app.jobs.declare("invites-pending", self.read_pending, every=PENDING_EVERY)
        self.bot.app.jobs.declare("invites", self.read_all, every=ALL_EVERY)

    async def cog_unload(self) -> None:
        for name in ("invites-pending", "invites"):
            self.bot.app.jobs.withdraw(name)

    async def joined(self, guild_id: int) -> None:
        """Find out how somebody came whose arrival was just written down."""
        self._pending.add(guild_id)
        last = self._read_at.get(guild_id)
        if last is None or self.bot.app.clock() - last >= READ_AT_MOST_EVERY:
            await self.read(guild_id)

    async def read_pending(self) -> None:
        for guild_id in sorted(self._pending):
            await self.read(guild_id)

    async def read_all(self) -> None:
        for guild_id in await self.bot.app.onboarding.inviting.servers():
            await self.read(guild_id)

    async def read(self, guild_id: int) -> bool:
        """Read the counters of a server and decide by them; returns whether they could be read."""
        guild = self.bot.get_guild(guild_id)
        if guild is None or guild.unavailable or guild_id in self._reading:
            return False  # whoever joined stays pending
        self._reading.add(guild_id)
        try:
            self._pending.discard(guild_id)
            return await self._read(guild)
        except discord.HTTPException as failure:
            log.info("invites of server %s: HTTP %s, code %s", guild_id, failure.status, failure.code)
            self._pending.add(guild_id)
            return False
        finally:
            self._reading.discard(guild_id)

    async def _read(self, guild: discord.Guild) -> bool:
        tracing, read_at = self.bot.app.onboarding.tracing, self.bot.app.clock()
        if not await tracing.is_waited_for(guild_id=guild.id):
            return True
        self._read_at[guild.id] = read_at
        uses, unread = await self._uses(guild)
        traced = await tracing.settle(guild_id=guild.id, uses=uses, unread=unread, read_at=read_at)
        if traced.again:
            self._pending.add(guild.id)
        return True

    async def _uses(self, guild: discord.Guild) -> tuple[Mapping[str, int], set[int]]:
        """Return how often each invite was used, and the channels whose invites we aren't shown."""
        http = self.bot.http
        if guild.me.guild_permissions.manage_guild:
            return _counted(await http.invites_from(guild.id)), set()
        uses: dict[str, int] = {}
        unread: set[int] = set()
        alive = await self.bot.app.onboarding.inviting.alive(guild_id=guild.id)
        for channel_id in sorted({invite.channel_id for invite in alive}):
            channel = guild.get_channel(channel_id)
            if channel is None:
                continue  # its invites are gone with it
            if not channel.permissions_for(guild.me).manage_channels:
                unread.add(channel_id)
                continue
            try:
                uses |= _counted(await http.invites_from_channel(channel_id))
            except discord.Forbidden:
                unread.add(channel_id)
            except discord.NotFound:
                continue
        return uses, unread

    # What Discord tells ------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_invite_delete(self, invite: discord.Invite) -> None:
        if invite.guild is not None:
            await self.bot.app.onboarding.inviting.note_gone(guild_id=invite.guild.id, codes=[invite.code])

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Begin anew with a new session: what happened since the last one, nobody told us."""
        here = {guild.id for guild in self.bot.guilds if guild.shard_id == shard_id}
        self.bot.app.onboarding.tracing.was_away(here)
        for guild_id in here.intersection(await self.bot.app.onboarding.inviting.servers()):
            await self.read(guild_id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        self.bot.app.onboarding.tracing.was_away([guild.id])


def _counted(payload: Any) -> dict[str, int]:
    return {str(invite["code"]): int(invite.get("uses") or 0) for invite in payload}
