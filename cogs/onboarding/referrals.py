"""Rewards for inviting: whether somebody counts by now, asked once a day, and bans that undo it."""

import logging

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.onboarding.inviting_model import Reason, Referral
from bot.onboarding.referring import BAN_CHECK, DECIDE

log = logging.getLogger(__name__)


class ReferralsCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(DECIDE, self.decide)
        self.bot.app.due.handle(BAN_CHECK, self.check_ban)

    async def decide(self, due: Due) -> None:
        """Decide on a referral, or look again tomorrow."""
        referring = self.bot.app.onboarding.referring
        examined = await referring.examine(guild_id=due.guild_id, arrival_id=due.subject_id)
        guild = self._guild(due.guild_id)
        if examined is None or guild is None:
            return
        referral = examined.referral
        if examined.refused is not None:
            await referring.refuse(referral, examined.refused)
        elif examined.missing is not None:
            await referring.postpone(referral)
        else:
            await self._ask_discord(guild, referral)

    async def _ask_discord(self, guild: discord.Guild, referral: Referral) -> None:
        """Reward the inviter if both are still here. Raises TryLater where Discord doesn't say."""
        referring = self.bot.app.onboarding.referring
        assert referral.member_id is not None
        assert referral.inviter_id is not None
        if await _fetch(guild, referral.member_id) is None:
            banned = await _is_banned(guild, referral.member_id)
            await referring.refuse(referral, Reason.BANNED if banned else Reason.LEFT)
            return
        inviter = await _fetch(guild, referral.inviter_id)
        if inviter is None:
            await referring.refuse(referral, Reason.INVITER_LEFT)
            return
        role_ids = inviter._roles  # private, but `roles` builds Role objects from the cache
        made = await referring.reward(referral, inviter_role_ids=list(role_ids))
        log.info("referral of arrival %s in server %s: %s", referral.arrival_id, guild.id, made)

    # Bans --------------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_member_ban(self, guild: discord.Guild, user: discord.User | discord.Member) -> None:
        await self.bot.app.onboarding.referring.banned(guild_id=guild.id, member_id=user.id)

    async def check_ban(self, due: Due) -> None:
        """Look once more for a ban that no event told of, a month after the reward."""
        referring = self.bot.app.onboarding.referring
        member_id = await referring.rewarded_for(guild_id=due.guild_id, arrival_id=due.subject_id)
        guild = self._guild(due.guild_id)
        if member_id is not None and guild is not None and await _is_banned(guild, member_id):
            await referring.banned(guild_id=due.guild_id, member_id=member_id)

    def _guild(self, guild_id: int) -> discord.Guild | None:
        """Return the server; None where the bot is there no more. Raises TryLater during an outage."""
        guild = self.bot.get_guild(guild_id)
        if guild is not None and guild.unavailable:
            raise TryLater(f"server {guild_id} is not available")
        return guild


async def _fetch(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """Return a member; None where they aren't one. Raises TryLater."""
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound:
        return None
    except discord.HTTPException as failure:
        raise TryLater(f"GET member: HTTP {failure.status}, code {failure.code}") from failure


async def _is_banned(guild: discord.Guild, member_id: int) -> bool:
    """Whether somebody is banned; where we may not know, no. Raises TryLater."""
    try:
        await guild.fetch_ban(discord.Object(member_id))
    except (discord.NotFound, discord.Forbidden):
        return False
    except discord.HTTPException as failure:
        raise TryLater(f"GET ban: HTTP {failure.status}, code {failure.code}") from failure
    return True
