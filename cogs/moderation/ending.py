"""The end of what was temporary, and ending it before its time: `/mod unban` and `/mod end-timeout`."""

import logging

import discord
from discord import app_commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import say
from bot.moderation import errors
from bot.moderation.model import Act, Case, Origin, State, Subject
from bot.moderation.opening import Decision
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import reply, think
from bot.ui.roles import available_guild
from bot.ui.texts import language_of, text
from cogs.moderation import people
from cogs.moderation.acting import Refused, audit_reason, perform_now, time_out, unban
from cogs.moderation.group import mod
from cogs.moderation.results import result_view

log = logging.getLogger(__name__)

REASON_SHORT = 1_000


class EndingTime:
    """Ends what was temporary, and continues timeouts that last longer than Discord's longest."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def end(self, due: Due) -> None:
        ending, now = self.bot.app.moderation.ending, self.bot.app.clock()
        case = await ending.get(guild_id=due.guild_id, case_id=due.subject_id)
        if case is None:
            return
        guild = available_guild(self.bot, due.guild_id)
        if guild is None:
            raise CannotBeDone("the bot isn't on the server any more")
        if case.state is State.WAITING and case.ends_at is not None and case.ends_at > now:
            raise TryLater(f"case {case.number} isn't done yet")
        if case.act in (Act.LOCK, Act.SLOW_MODE):
            await self._end_hold(case)
            return
        try:
            await self._end(guild, case)
        except discord.HTTPException as refused:
            said = f"case {case.number}: HTTP {refused.status}, code {refused.code}"
            if refused.status in (403, 404):
                raise CannotBeDone(said) from None
            raise TryLater(said) from None

    async def _end(self, guild: discord.Guild, case: Case) -> None:
        ending = self.bot.app.moderation.ending
        is_over = case.ends_at is not None and case.ends_at <= self.bot.app.clock()
        bound = await ending.binding(case)
        reason = audit_reason(case, by=say(await self.bot.public_language(guild), "moderation-audit-ends"))
        if case.member_id is not None and case.act is Act.BAN and is_over and not bound.any:
            await unban(guild, case.member_id, reason=reason)
        if case.member_id is not None and case.act is Act.TIMEOUT:
            await self._time_out(guild, case, bound.any, reason)
        if is_over:
            await ending.ended(case)
        else:
            await ending.continued(case)

    async def _time_out(self, guild: discord.Guild, case: Case, is_bound: bool, reason: str) -> None:
        """Have Discord's timeout last as long as ours, as far as it goes."""
        assert case.member_id is not None
        try:
            if is_bound:
                bound = await self.bot.app.moderation.ending.binding(case)
                await time_out(self.bot, guild, case.member_id, until=bound.until, reason=reason)
                return
            member = await people.member_on(guild, case.member_id)
            # Made shorter: Discord's own goes on. One that ran out by itself needs nothing.
            if member is not None and member.is_timed_out():
                await member.timeout(None, reason=reason)
        except Refused:
            log.info("server %s: case %s: they aren't here, looked at again later", case.guild_id, case.number)

    async def _end_hold(self, case: Case) -> None:
        from cogs.moderation.holding_back import end  # noqa: PLC0415 - it imports what this module needs, too

        await end(self.bot, case)


# Before its time ----------------------------------------------------------------------------------------------------


@mod.command(name=text("moderation-command-unban.name"), description=text("moderation-command-unban"))
@app_commands.rename(user=text("moderation-option-user.name"), reason=text("moderation-option-reason.name"))
@app_commands.describe(user=text("moderation-option-unbanned"), reason=text("moderation-option-reason"))
async def mod_unban(
    interaction: discord.Interaction[Bot],
    user: discord.User,
    reason: app_commands.Range[str, 1, REASON_SHORT] = "",
) -> None:
    await think(interaction)
    await people.check(interaction, Act.UNBAN, user.id)
    if not await _is_banned(guild_of(interaction), user.id) and not await _binds(interaction, Act.BAN, user.id):
        raise errors.NotBanned
    await _end_early(interaction, Act.UNBAN, user.id, reason)


@mod.command(name=text("moderation-command-end-timeout.name"), description=text("moderation-command-end-timeout"))
@app_commands.rename(member=text("moderation-decide-option-member.name"), reason=text("moderation-option-reason.name"))
@app_commands.describe(member=text("moderation-option-timed-out"), reason=text("moderation-option-reason"))
async def mod_end_timeout(
    interaction: discord.Interaction[Bot],
    member: discord.User,
    reason: app_commands.Range[str, 1, REASON_SHORT] = "",
) -> None:
    await think(interaction)
    await people.check(interaction, Act.END_TIMEOUT, member.id)
    found = await people.member_on(guild_of(interaction), member.id)
    is_timed_out = found is not None and found.is_timed_out()
    if not is_timed_out and not await _binds(interaction, Act.TIMEOUT, member.id):
        raise errors.NotTimedOut
    await _end_early(interaction, Act.END_TIMEOUT, member.id, reason)


async def _is_banned(guild: discord.Guild, user_id: int) -> bool:
    try:
        await guild.fetch_ban(discord.Object(user_id))
    except discord.NotFound:
        return False
    return True


async def _binds(interaction: discord.Interaction[Bot], act: Act, user_id: int) -> bool:
    return await interaction.client.app.moderation.ending.binds(
        guild_id=guild_of(interaction).id, member_id=user_id, act=act
    )


async def _end_early(interaction: discord.Interaction[Bot], act: Act, user_id: int, reason: str) -> None:
    bot, actor = interaction.client, await actor_of(interaction)
    case = await bot.app.moderation.opening.open(
        Decision(
            guild_id=actor.guild_id,
            act=act,
            origin=Origin.COMMAND,
            subject=Subject(member_id=user_id),
            moderator_id=actor.id,
            reason=reason,
            request_id=interaction.id,
        )
    )
    case = await perform_now(bot, case)
    await reply(interaction, view=await result_view(bot, case, language_of(interaction)))
