"""Rank roles: given and taken in step with points, and mended where they differ.

What a member should have is read anew each time; only roles that belong to ranks are ever touched.
"""

import logging
from collections.abc import Awaitable, Iterable
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due
from bot.i18n import say
from bot.points.roles import Page, Target, Trouble
from bot.points.rules import ROLE_TROUBLE, ROLES
from bot.ui.roles import available_guild, change_role, fetch_member, obstacle

log = logging.getLogger(__name__)

STEP_EVERY = timedelta(seconds=2)
"""Between two questions to Discord about a hundred members."""

LOOK_EVERY = timedelta(minutes=1)
"""How often ranks and roles are compared with what the last walk was based on."""

SCREENED_AFTER = timedelta(hours=1)
"""When a newcomer who is still being screened is looked at again. A role would end the screening."""
SCREENED_WITHIN = timedelta(days=1)


class RankRolesCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._next_look: datetime | None = None
        self._walking: list[int] = []
        """Servers with members to be looked at, in turn."""

    async def cog_load(self) -> None:
        self.bot.app.due.handle(ROLES, self.follow)
        self.bot.app.due.handle(ROLE_TROUBLE, self.try_role)
        self.bot.app.jobs.declare("rank-roles", self.step, every=STEP_EVERY)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("rank-roles")

    # One member --------------------------------------------------------------------------------------------------

    async def follow(self, due: Due) -> None:
        """Give and take roles until a member has those of their rank, as far as it can be done."""
        target = await self.bot.app.points.rank_roles.target(guild_id=due.guild_id, standing_id=due.subject_id)
        guild = available_guild(self.bot, due.guild_id)
        if target is None or guild is None:
            return
        able = await self._able(guild, target.of_ranks)
        if not able:
            await self._note(guild, target.wanted - able)
            return
        member = await fetch_member(guild, target.member_id)
        if member is None:
            return
        if member.pending:
            await self._after_screening(member, due)
            return
        await self._mend(guild, member, target, able)

    async def _able(self, guild: discord.Guild, role_ids: Iterable[int]) -> frozenset[int]:
        """Return those of the roles that can be given and taken now."""
        fine = frozenset(role_id for role_id in role_ids if obstacle(guild, role_id) is None)
        met = await self.bot.app.points.rank_roles.troubles(guild_id=guild.id, role_ids=fine)
        return fine - {role_id for role_id, trouble in met.items() if trouble is Trouble.REFUSED}

    async def _note(self, guild: discord.Guild, role_ids: Iterable[int]) -> None:
        """Note why these can't be given; what was refused without a visible reason is noted already."""
        for role_id in sorted(role_ids):
            trouble = obstacle(guild, role_id)
            if trouble is not None:
                await self.bot.app.points.rank_roles.note_trouble(trouble, guild_id=guild.id, role_id=role_id)

    async def _after_screening(self, member: discord.Member, due: Due) -> None:
        """Look again later; the daily walk finds whoever takes longer."""
        joined = member.joined_at
        if joined is not None and self.bot.app.clock() - joined < SCREENED_WITHIN:
            await self.bot.app.due.plan(
                guild_id=due.guild_id,
                kind=ROLES,
                subject_id=due.subject_id,
                due_at=self.bot.app.clock() + SCREENED_AFTER,
            )

    async def _mend(self, guild: discord.Guild, member: discord.Member, target: Target, able: frozenset[int]) -> None:
        held = target.of_ranks & frozenset(member._roles)  # private, but `roles` builds Role objects from the cache
        await self._note(guild, (target.wanted ^ held) - able)
        reason = say(await self.bot.public_language(guild), "ranks-audit-reason")
        for role_id in sorted((target.wanted - held) & able):
            await self._change(guild, role_id, member.add_roles(discord.Object(role_id), reason=reason))
        for role_id in sorted((held - target.wanted) & able):
            await self._change(guild, role_id, member.remove_roles(discord.Object(role_id), reason=reason))

    async def _change(self, guild: discord.Guild, role_id: int, request: Awaitable[None]) -> None:
        """Send a change. What Discord refuses for the role is noted; other refusals raise TryLater."""
        trouble = await change_role(guild, role_id, request)
        if trouble is not None:
            await self.bot.app.points.rank_roles.note_trouble(trouble, guild_id=guild.id, role_id=role_id)

    async def try_role(self, due: Due) -> None:
        """See whether the trouble with a role is over; if so, the next walk gives it to whoever lacks it."""
        guild = available_guild(self.bot, due.guild_id)
        if guild is None:
            return
        role_ids = await self.bot.app.points.rank_roles.roles(guild_id=guild.id)
        if due.subject_id != guild.id and due.subject_id not in role_ids:
            return  # no rank has it any more
        trouble = obstacle(guild, due.subject_id if due.subject_id != guild.id else next(iter(role_ids), guild.id))
        if due.subject_id == guild.id and trouble is not Trouble.PERMISSION:
            trouble = None
        if due.failure is None:
            trouble = trouble or Trouble(due.payload["trouble"])
        if trouble is not None:
            raise CannotBeDone(f"rank role {due.subject_id}: {trouble}")
        self.look_soon()

    # Members who come back ----------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        if not member.bot:
            await self.bot.app.points.rank_roles.plan_for(guild_id=member.guild.id, member_id=member.id)

    # All members --------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, _after: discord.Role) -> None:
        self.look_soon()

    @commands.Cog.listener()
    async def on_guild_role_delete(self, _role: discord.Role) -> None:
        self.look_soon()

    def look_soon(self) -> None:
        """Compare with the next step what the walks are based on."""
        self._next_look = None

    async def step(self) -> None:
        """Ask Discord about the next hundred members, if there are any to be looked at."""
        now = self.bot.app.clock()
        if self.bot.is_ready() and (self._next_look is None or self._next_look <= now):
            await self._look()
            self._next_look = now + LOOK_EVERY
        while self._walking:
            guild_id = self._walking.pop(0)
            guild = self.bot.get_guild(guild_id)
            if guild is None or guild.unavailable:
                continue
            page = await self.bot.app.points.rank_roles.page(guild_id=guild_id)
            if page is not None:
                self._walking.append(guild_id)
                await self._compare(guild, page)
                return

    async def _look(self) -> None:
        rank_roles = self.bot.app.points.rank_roles
        for guild_id in await rank_roles.guilds([guild.id for guild in self.bot.guilds]):
            guild = self.bot.get_guild(guild_id)
            if guild is None or guild.unavailable:
                continue
            role_ids = await rank_roles.roles(guild_id=guild_id)
            await self._close_mended(guild, role_ids)
            await rank_roles.look(guild_id=guild_id, able=await self._able(guild, role_ids))
            if guild_id not in self._walking:
                self._walking.append(guild_id)

    async def _close_mended(self, guild: discord.Guild, role_ids: Iterable[int]) -> None:
        """Have what was noted about roles looked at again where the reason is seen to be gone."""
        fine = {role_id for role_id in role_ids if obstacle(guild, role_id) is None}
        met = await self.bot.app.points.rank_roles.troubles(guild_id=guild.id, role_ids=fine)
        if fine and any(trouble is not Trouble.REFUSED for trouble in met.values()):
            await self.bot.app.points.rank_roles.retry_troubles(guild_id=guild.id)

    async def _compare(self, guild: discord.Guild, page: Page) -> None:
        able = await self._able(guild, page.of_ranks)
        try:
            found = await guild.query_members(
                user_ids=[member_id for _, member_id, _ in page.members], limit=len(page.members), cache=False
            )
        except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
            log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
            self._walking.remove(guild.id)  # until the next look; the page stays the next one
            return
        held = {member.id: frozenset(member._roles) & page.of_ranks for member in found if not member.pending}
        await self._note(guild, _missed(page, held) - able)
        differing = [
            row_id
            for row_id, member_id, wanted in page.members
            if member_id in held and (wanted ^ held[member_id]) & able
        ]
        await self.bot.app.points.rank_roles.looked_at(page, differing, guild_id=guild.id)


def _missed(page: Page, held: dict[int, frozenset[int]]) -> frozenset[int]:
    """Return every role that somebody on the page lacks or holds wrongly."""
    differing = [wanted ^ held[member_id] for _, member_id, wanted in page.members if member_id in held]
    return frozenset().union(*differing)
