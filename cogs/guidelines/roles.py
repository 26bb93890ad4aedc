"""The members' role for those who agreed: given one by one, and to all who agreed before when another role is set.

Where it can't be given, that is one trouble for all (the row of the walk is given up, and `/doctor` says why), not one
for each member. Once it is seen to be mended, everybody who agreed is looked at.
"""

import logging
from datetime import timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.gateway.members import SEEN
from bot.guidelines.roles import Row
from bot.guidelines.rules import ROLE, ROLES
from bot.i18n import say
from bot.ui.roles import is_powerful, trouble_with

log = logging.getLogger(__name__)

UNKNOWN_ROLE = 10011

LOOK_EVERY = timedelta(minutes=10)
"""At whether what was in the way of the role is gone."""

SCREENING = timedelta(minutes=5)
"""How soon somebody is looked at again who is still being screened by Discord: a role would end the screening."""
SCREENING_LATER = timedelta(hours=1)
"""The same an hour after they joined."""
SCREENING_ENDS = timedelta(days=7)
"""Who takes longer gets the role when they come back, or with the next walk."""


class MemberRoles(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._screened_soon: set[tuple[int, int]] = set()
        """Who has agreed and waits for the end of Discord's screening, by server and member."""

    async def cog_load(self) -> None:
        self.bot.members.watchers.append(self.wants)
        self.bot.add_listener(self.on_member_seen, f"on_{SEEN}")
        self.bot.app.due.handle(ROLE, self.give)
        self.bot.app.due.handle(ROLES, self.walk)
        self.bot.app.jobs.declare("member-role", self.look_after, every=LOOK_EVERY)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("member-role")
        self.bot.members.watchers.remove(self.wants)
        self.bot.remove_listener(self.on_member_seen, f"on_{SEEN}")

    # One member

    async def give(self, due: Due) -> None:
        """Give the role to somebody who agreed, unless they have it, left, or are still being screened."""
        member_role = self.bot.app.guidelines.member_role
        role_id, guild = await member_role.role_id(guild_id=due.guild_id), self._guild(due.guild_id)
        member_id = await member_role.member_of(guild_id=due.guild_id, agreement_id=due.subject_id)
        if role_id is None or guild is None or member_id is None:
            return
        if obstacle(guild, role_id) is not None:
            await member_role.walk(guild_id=guild.id)  # which says so, once for all
            return
        member = await _fetch(guild, member_id)
        if member is None or member.get_role(role_id) is not None:
            return
        if member.pending:
            await self._after_screening(member, due)
            return
        await self._add(member, role_id)

    async def _after_screening(self, member: discord.Member, due: Due) -> None:
        since = self.bot.app.clock() - (member.joined_at or self.bot.app.clock())
        if since < SCREENING_ENDS:
            self._screened_soon.add((member.guild.id, member.id))
            pause = SCREENING if since < SCREENING_LATER else SCREENING_LATER
            await self.bot.app.guidelines.member_role.plan([due.subject_id], guild_id=due.guild_id, after=pause)

    async def _add(self, member: discord.Member, role_id: int) -> None:
        guild = member.guild
        reason = say(await self.bot.public_language(guild), "guidelines-audit-reason")
        try:
            await member.add_roles(discord.Object(role_id), reason=reason)
        except discord.NotFound as refused:
            if refused.code == UNKNOWN_ROLE:
                raise CannotBeDone(f"the members' role {role_id} was deleted") from None
            # else the member has left meanwhile
        except discord.Forbidden as refused:
            log.warning("members' role %s in server %s: HTTP 403, code %s", role_id, guild.id, refused.code)
            raise CannotBeDone(f"Discord doesn't let the members' role {role_id} be given: {refused.text}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"members' role {role_id}: HTTP {refused.status}") from None

    def _guild(self, guild_id: int) -> discord.Guild | None:
        """Return the server; None where the bot is there no more. Raises TryLater during an outage."""
        guild = self.bot.get_guild(guild_id)
        if guild is not None and guild.unavailable:
            raise TryLater(f"server {guild_id} is not available")
        return guild

    # All who agreed

    async def walk(self, due: Due) -> None:
        """Look at the next hundred who agreed, and give the role to those who lack it."""
        member_role = self.bot.app.guidelines.member_role
        role_id, guild = await member_role.role_id(guild_id=due.guild_id), self._guild(due.guild_id)
        if role_id is None or guild is None:
            return
        trouble = obstacle(guild, role_id)
        if trouble is not None:
            raise CannotBeDone(f"the members' role {role_id} can't be given: {trouble}")
        page = await member_role.page(guild_id=guild.id, after_id=int(due.payload.get("after_id", 0)))
        if page:
            lacking = await self._lacking(guild, role_id, page)
            await member_role.plan(lacking, guild_id=guild.id, then=page[-1][1])

    async def _lacking(self, guild: discord.Guild, role_id: int, page: list[Row]) -> list[int]:
        """Return the agreements of those who are here without the role. Raises TryLater."""
        try:
            found = await guild.query_members(
                user_ids=[member_id for _, member_id in page], limit=len(page), cache=False
            )
        except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
            raise TryLater(f"Discord doesn't say who the members are: {type(error).__name__}") from None
        lacking = {member.id for member in found if member.get_role(role_id) is None and not member.bot}
        return [agreement_id for agreement_id, member_id in page if member_id in lacking]

    # When things change

    def wants(self, guild_id: int, member_id: int, _joined_at: str | None, pending: bool) -> bool:
        """Whether a change to a member may be the end of a screening that somebody waits for."""
        return not pending and (guild_id, member_id) in self._screened_soon

    async def on_member_seen(self, member: discord.Member) -> None:
        """Give the role at once. After a restart, or without such events, the planned row does it minutes later."""
        if not member.pending and (member.guild.id, member.id) in self._screened_soon:
            self._screened_soon.discard((member.guild.id, member.id))
            await self.bot.app.guidelines.member_role.plan_for(guild_id=member.guild.id, member_id=member.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        await self._look(after.guild)

    async def look_after(self) -> None:
        for guild in self.bot.guilds:
            if not guild.unavailable:
                await self._look(guild)

    async def _look(self, guild: discord.Guild) -> None:
        """Begin anew where what was in the way is seen to be gone."""
        member_role = self.bot.app.guidelines.member_role
        role_id = await member_role.role_id(guild_id=guild.id)
        if role_id is not None and obstacle(guild, role_id) is None and await member_role.failed(guild_id=guild.id):
            await member_role.walk(guild_id=guild.id)


def obstacle(guild: discord.Guild, role_id: int) -> str | None:
    """Return why the role can't, or must not, be given to everybody who agrees, as far as Discord shows."""
    trouble = trouble_with(guild, role_id)
    if trouble is not None:
        return trouble.value
    role = guild.get_role(role_id)
    return "powerful" if role is not None and is_powerful(role) else None


async def _fetch(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """Return a member; None for one who left. Raises TryLater."""
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound:
        return None
    except discord.HTTPException as refused:
        raise TryLater(f"member {member_id}: HTTP {refused.status}") from None
