"""What `/doctor` looks at about the rules."""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.guidelines.model import GuidelineSettings
from bot.i18n import Language
from bot.operations.doctor import Finding, fine, hint, problem, warning
from bot.ui.texts import channel_text, moment
from cogs.guidelines.posting import state_of_posts
from cogs.guidelines.roles import obstacle

DRAFT_MAY_WAIT = timedelta(days=14)


class RulesCheck(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.checks.remove(self.check)

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Return how the rules stand: published, posted, their draft, and the members' role."""
        version = await self.bot.app.guidelines.current(guild_id=reader.guild.id)
        draft = await self._draft(reader.guild, published=version is not None)
        if version is None:
            return draft or [hint("guidelines-doctor-unpublished")]
        posted = await self._posted(reader)
        return [*posted, *draft, *await self._role(reader.guild)]

    async def _draft(self, guild: discord.Guild, *, published: bool) -> list[Finding]:
        draft = await self.bot.app.guidelines.drafting.waiting(guild_id=guild.id)
        if draft is None or not draft.difference:
            return []
        if not published:
            return [warning("guidelines-doctor-draft-first")]
        changed_at = draft.version.changed_at
        if self.bot.app.clock() - changed_at < DRAFT_MAY_WAIT:
            return []
        return [warning("guidelines-doctor-draft", at=moment(changed_at))]

    async def _posted(self, reader: discord.Member) -> list[Finding]:
        guild = reader.guild
        channel_id = (await self.bot.app.settings.get(guild.id, GuidelineSettings)).channel_id
        channel = guild.get_channel(channel_id or 0)
        if channel is None:
            return []  # not set, or deleted: said of every channel that a feature needs
        named = channel_text(channel, reader)
        if await self.bot.app.guidelines.posting.failed(guild_id=guild.id):
            return [problem("guidelines-doctor-not-posted", channel=named)]
        state = await state_of_posts(self.bot, guild)
        if state:
            return [warning(f"guidelines-doctor-posts-{state}", channel=named)]
        return [fine("guidelines-doctor-posted", channel=named)]

    async def _role(self, guild: discord.Guild) -> list[Finding]:
        """Return what is wrong with the role itself; whether I may give it is looked at for all roles that I give."""
        role_id = await self.bot.app.guidelines.member_role.role_id(guild_id=guild.id)
        trouble = obstacle(guild, role_id) if role_id is not None else None
        if trouble in ("managed", "powerful"):
            return [problem(f"guidelines-doctor-role-{trouble}", role=f"<@&{role_id}>")]
        return []
