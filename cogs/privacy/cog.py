"""The command `/privacy` as a whole, what is done by itself, and servers that come and go."""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.onboarding.newcomers import FORGET_ROLE
from bot.operations.doctor import Finding, fine, warning
from bot.points.rules import FORGET_ROLES
from bot.privacy.model import FORGET_SERVER, PrivacySettings
from cogs.privacy import erasing, exporting, optout, retention, showing
from cogs.privacy.group import privacy

LOOK_EVERY = timedelta(hours=1)
AUDIT_REASONS = {FORGET_ROLES: "ranks-audit-reason", FORGET_ROLE: "newcomers-audit-taken"}
"""Why roles are taken from somebody who was erased, by the kind of due row."""

ACTIONS = (*showing.ACTIONS, *exporting.ACTIONS, *erasing.ACTIONS, *optout.ACTIONS, *retention.ACTIONS)


class PrivacyCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        app = self.bot.app
        self.bot.router.add(*ACTIONS)
        self.bot.tree.add_command(privacy)
        self.bot.checks.append(self.check)
        app.due.handle(FORGET_SERVER, self.forget_server)
        for kind in AUDIT_REASONS:
            app.due.handle(kind, self.take_roles)
        app.jobs.declare("privacy-erasing", app.privacy.erasing.resume, every=LOOK_EVERY, at_start=True)
        app.jobs.declare("privacy-servers", self.compare_servers, every=LOOK_EVERY)
        app.jobs.declare("privacy-retention", app.privacy.retention.nightly, every=LOOK_EVERY)

    async def cog_unload(self) -> None:
        for name in ("privacy-erasing", "privacy-servers", "privacy-retention"):
            self.bot.app.jobs.withdraw(name)
        self.bot.checks.remove(self.check)
        self.bot.tree.remove_command(privacy.name)
        self.bot.router.remove(*ACTIONS)

    async def check(self, reader: discord.Member, _: Language) -> Sequence[Finding]:
        """Look whether members are told who runs the bot."""
        settings = await self.bot.app.settings.get(reader.guild.id, PrivacySettings)
        return [
            fine("doctor-privacy-operator") if settings.operator_text else warning("doctor-privacy-operator-missing")
        ]

    # Servers ------------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.bot.app.privacy.servers.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        # An outage is another event of discord.py's (on_guild_unavailable).
        await self.bot.app.privacy.servers.left(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        await self.compare_servers()

    async def compare_servers(self) -> None:
        """Find the servers that came or went while nobody was listening. Those in an outage are among `guilds`."""
        if self.bot.is_ready():
            await self.bot.app.privacy.servers.compare({guild.id for guild in self.bot.guilds})

    async def forget_server(self, due: Due) -> None:
        """Forget a server, unless the bot is there after all. Raises TryLater where Discord doesn't say."""
        servers, guild_id = self.bot.app.privacy.servers, due.guild_id
        if not self.bot.is_ready():
            raise TryLater("the servers aren't known yet", after=timedelta(minutes=5))
        if self.bot.get_guild(guild_id) is not None or await self._is_there(guild_id):
            await servers.joined(guild_id)
        elif await servers.may_be_forgotten(guild_id):
            await servers.forget(guild_id)

    async def _is_there(self, guild_id: int) -> bool:
        try:
            await self.bot.fetch_guild(guild_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return False
        except discord.HTTPException as refused:
            raise TryLater(f"server {guild_id}: HTTP {refused.status}") from None
        return True

    # Those who were erased ----------------------------------------------------------------------------------------

    async def take_roles(self, due: Due) -> None:
        """Take the roles from somebody that came with what was erased, and delete the row that says who it was."""
        guild, member_id = self.bot.get_guild(due.guild_id), int(due.payload["member_id"])
        if guild is not None:
            if guild.unavailable:
                raise TryLater(f"server {guild.id} is not available")
            reason = say(await self.bot.public_language(guild), AUDIT_REASONS[due.kind])
            role_ids = {int(role_id) for role_id in due.payload["role_ids"]}
            await self._take_roles(guild, member_id, role_ids, reason=reason)
        await self.bot.app.due.drop(due.id)

    async def _take_roles(self, guild: discord.Guild, member_id: int, role_ids: set[int], *, reason: str) -> None:
        # They may have come by new points meanwhile.
        earned = await self.bot.app.points.rank_roles.wanted(guild_id=guild.id, member_id=member_id)
        try:
            member = await guild.fetch_member(member_id)
            held = role_ids.intersection(member._roles)  # private, but `roles` builds Role objects from the cache
            for role_id in sorted(held - earned):
                await member.remove_roles(discord.Object(role_id), reason=reason)
        except discord.NotFound:
            return  # they have left, or the role is gone
        except discord.Forbidden as refused:
            raise CannotBeDone(f"roles of an erased member: HTTP 403, code {refused.code}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"roles of an erased member: HTTP {refused.status}") from None
