"""The newcomer role on Discord."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.newcomers import GIVE, ROLE_TROUBLE, TAKE, TRIED_AGAIN_AFTER, Target
from bot.operations.doctor import Finding, problem
from bot.points.roles import Trouble
from bot.ui.roles import available_guild, change_role, fetch_member, obstacle, trouble_with
from bot.ui.texts import plain

LOOK_EVERY = timedelta(minutes=1)
SCREENED_AFTER = timedelta(hours=1)
"""When somebody is looked at again who is being screened after all. A role would end the screening."""


class NewcomersCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._retried_at: dict[int, datetime] = {}

    async def cog_load(self) -> None:
        self.bot.app.due.handle(GIVE, self.give)
        self.bot.app.due.handle(TAKE, self.take)
        self.bot.app.due.handle(ROLE_TROUBLE, self.try_role)
        self.bot.app.jobs.declare("newcomer-roles", self.look, every=LOOK_EVERY)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("newcomer-roles")
        self.bot.checks.remove(self.check)

    # Giving -------------------------------------------------------------------------------------------------------

    async def give(self, due: Due) -> None:
        roles = self.bot.app.onboarding.newcomer_roles
        target = await roles.target(arrival_id=due.subject_id)
        guild = available_guild(self.bot, due.guild_id)
        if target is None or guild is None or not await self._is_able(guild, target.role_id):
            return
        member = await fetch_member(guild, target.member_id)
        if member is None:
            return
        if member.pending:
            raise TryLater(f"arrival {target.arrival_id} is being screened", after=SCREENED_AFTER)
        await roles.giving(target)
        await self._give(guild, member, target)

    async def _give(self, guild: discord.Guild, member: discord.Member, target: Target) -> None:
        roles = self.bot.app.onboarding.newcomer_roles
        reason = say(await self.bot.public_language(guild), "newcomers-audit-given")
        request = member.add_roles(discord.Object(target.role_id), reason=reason)
        trouble = await change_role(guild, target.role_id, request)
        if trouble is not None:
            await roles.not_given(target)
            await roles.note_trouble(trouble, guild_id=guild.id, role_id=target.role_id)

    async def _is_able(self, guild: discord.Guild, role_id: int) -> bool:
        """Whether the role can, and may, be given now; if not, why is noted."""
        roles = self.bot.app.onboarding.newcomer_roles
        trouble = obstacle(guild, role_id)
        if trouble is not None:
            await roles.note_trouble(trouble, guild_id=guild.id, role_id=role_id)
        return trouble is None and await roles.trouble(guild_id=guild.id) is not Trouble.REFUSED

    # Taking -------------------------------------------------------------------------------------------------------

    async def take(self, due: Due) -> None:
        """Take the role that was given, whatever the setting says by now; where it can't be taken, once a day anew."""
        roles, role_id = self.bot.app.onboarding.newcomer_roles, int(due.payload["role_id"])
        again = await roles.may_stay_until(arrival_id=due.subject_id, role_id=role_id)
        if again is None and not await self._taken(due, role_id):
            again = self.bot.app.clock() + TRIED_AGAIN_AFTER
        if again is not None:
            await roles.take_at(guild_id=due.guild_id, arrival_id=due.subject_id, role_id=role_id, at=again)

    async def _taken(self, due: Due, role_id: int) -> bool:
        """Take the role; returns whether nothing is left to be taken."""
        roles = self.bot.app.onboarding.newcomer_roles
        guild = available_guild(self.bot, due.guild_id)
        member_id = await roles.member_of(arrival_id=due.subject_id)
        if guild is None or member_id is None or guild.get_role(role_id) is None:
            return True
        trouble = trouble_with(guild, role_id)
        if trouble is None:
            member = await fetch_member(guild, member_id)
            if member is None or role_id not in member._roles:  # private, but `roles` builds Role objects
                return True
            reason = say(await self.bot.public_language(guild), "newcomers-audit-taken")
            trouble = await change_role(guild, role_id, member.remove_roles(discord.Object(role_id), reason=reason))
        if trouble in (None, Trouble.GONE):
            return True
        await roles.note_trouble(trouble, guild_id=guild.id, role_id=role_id)
        return False

    # Roles that can't be given ------------------------------------------------------------------------------------

    async def try_role(self, due: Due) -> None:
        """See whether the trouble with the role is over; if so, whoever lacks it gets it."""
        guild = available_guild(self.bot, due.guild_id)
        if guild is None or "trouble" not in due.payload:
            return
        settings = await self.bot.app.settings.get(guild.id, OnboardingSettings)
        role_id = int(due.payload["role_id"])
        trouble = obstacle(guild, role_id)
        if due.failure is None:
            trouble = trouble or Trouble(due.payload["trouble"])
        if trouble is not None and settings.newcomer_role_id == role_id:
            raise CannotBeDone(f"newcomer role {role_id}: {trouble}")
        await self.bot.app.onboarding.newcomer_roles.mended(guild_id=guild.id)

    async def look(self) -> None:
        """Have what was noted looked at again where the reason is seen to be gone."""
        roles = self.bot.app.onboarding.newcomer_roles
        for guild_id in await roles.troubled_guilds():
            guild = self.bot.get_guild(guild_id)
            noted = await roles.trouble(guild_id=guild_id)
            if guild is None or guild.unavailable or noted is None:
                continue
            if noted is Trouble.REFUSED and self._retried_lately(guild_id):
                continue
            settings = await self.bot.app.settings.get(guild_id, OnboardingSettings)
            role_id = settings.newcomer_role_id
            if role_id is None or obstacle(guild, role_id) is None:
                await roles.mended(guild_id=guild_id)

    def _retried_lately(self, guild_id: int) -> bool:
        """Whether what Discord refuses for no reason that can be seen was tried within a day; if not, it is now."""
        now = self.bot.app.clock()
        retried_at = self._retried_at.setdefault(guild_id, now)
        if now - retried_at < TRIED_AGAIN_AFTER:
            return True
        self._retried_at[guild_id] = now
        return False

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Say what is wrong with the role: what can be seen, and what Discord refused."""
        guild = reader.guild
        role_id = (await self.bot.app.settings.get(guild.id, OnboardingSettings)).newcomer_role_id
        if role_id is None:
            return []
        noted = await self.bot.app.onboarding.newcomer_roles.trouble(guild_id=guild.id)
        trouble = obstacle(guild, role_id) or (noted if noted is Trouble.REFUSED else None)
        if trouble is None:
            return []
        own = plain(guild.self_role.name if guild.self_role else guild.me.display_name, 60)
        return [problem(f"newcomers-doctor-{trouble}", role=f"<@&{role_id}>", own=own)]
