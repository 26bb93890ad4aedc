"""The end of what was temporary, and ending it before its time: `/mod unban` and `/mod end-timeout`."""

import logging

import discord
from discord import app_commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.moderation import errors
from bot.moderation.doing import TOO_LATE
from bot.moderation.ending import CHANGED, Bound
from bot.moderation.model import Act, Case, Origin, Progress, Subject
from bot.moderation.opening import Decision
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import reply, think
from bot.ui.roles import available_guild
from bot.ui.texts import language_of, text
from cogs.moderation import holding_back, people
from cogs.moderation.acting import longest_until, perform_now, reason_of_end, unban
from cogs.moderation.group import mod
from cogs.moderation.native import NativeActs
from cogs.moderation.refusals import failure_of, is_final
from cogs.moderation.results import result_view

log = logging.getLogger(__name__)

REASON_SHORT = 1_000


class EndingTime:
    """Ends what was temporary, and continues timeouts that last longer than Discord's longest."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def end(self, due: Due) -> None:
        case = await self.bot.app.moderation.ending.get(guild_id=due.guild_id, case_id=due.subject_id)
        if case is None:
            return
        guild = available_guild(self.bot, due.guild_id)
        if guild is None:
            raise CannotBeDone("the bot isn't on the server any more")
        if case.act in (Act.LOCK, Act.SLOW_MODE):
            await holding_back.end(self.bot, case)
            return
        if case.acted is Progress.WAITING:
            await self._end_undone(case)
            return
        await self._catch_up(guild)
        # As it is now: it may have been ended by hand, and somebody banned anew, while we were away.
        case = await self.bot.app.moderation.ending.get(guild_id=due.guild_id, case_id=due.subject_id)
        if case is None:
            return
        try:
            await self._end(guild, case, was_changed=bool(due.payload.get(CHANGED)))
        except discord.HTTPException as refused:
            said = f"case {case.number}: {failure_of(refused)}"
            if is_final(refused):
                raise CannotBeDone(said) from None
            raise TryLater(said) from None

    async def _catch_up(self, guild: discord.Guild) -> None:
        """Learn what was done with Discord's own menus before anything of it is undone. Raises TryLater."""
        native = self.bot.get_cog(NativeActs.__name__)
        if isinstance(native, NativeActs):
            await native.catch_up(guild)

    async def _end_undone(self, case: Case) -> None:
        """Let go of what Discord was too busy for until its time was over."""
        if not self._is_over(case):
            raise TryLater(f"case {case.number} isn't done yet")
        await self.bot.app.moderation.doing.give_up(case, failure=TOO_LATE)

    def _is_over(self, case: Case) -> bool:
        return case.ends_at is not None and case.ends_at <= self.bot.app.clock()

    async def _end(self, guild: discord.Guild, case: Case, *, was_changed: bool) -> None:
        ending, is_over = self.bot.app.moderation.ending, self._is_over(case)
        bound = await ending.binding(case)
        reason = await reason_of_end(self.bot, case)
        if case.member_id is not None and case.act is Act.BAN and is_over and not bound.any:
            await unban(guild, case.member_id, reason=reason)
        member = None
        if case.member_id is not None and case.act is Act.TIMEOUT:
            member = await people.member_on(guild, case.member_id)
            if member is not None:
                await self._time_out(member, bound, was_changed=was_changed, reason=reason)
        if is_over:
            await ending.ended(case)
        else:
            await ending.continued(case, is_here=case.act is not Act.TIMEOUT or member is not None)

    async def _time_out(self, member: discord.Member, bound: Bound, *, was_changed: bool, reason: str) -> None:
        """Have Discord's timeout last as long as ours, as far as it goes; what others made longer stays."""
        now = self.bot.app.clock()
        theirs = member.timed_out_until if member.is_timed_out() else None
        ours = None
        if bound.any:
            ours = longest_until(now) if bound.until is None else min(bound.until, longest_until(now))
        if theirs == ours or (not was_changed and (ours is None or (theirs is not None and theirs >= ours))):
            return
        await member.timeout(ours, reason=reason)


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
