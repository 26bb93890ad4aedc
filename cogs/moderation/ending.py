"""The end of what was temporary, and ending it before its time: `/mod unban`, `/mod end-timeout`, *Lift*."""

import logging
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.errors import UserError
from bot.i18n import Language, say
from bot.moderation import errors
from bot.moderation.ending import ENDED_BY
from bot.moderation.lifting import check_liftable
from bot.moderation.model import REASON_MAX, Act, Case, Origin, State, Subject
from bot.moderation.opening import Decision
from bot.ui import giving_back
from bot.ui.actions import Button, Form, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CAREFUL, card, layout_of, row, show
from bot.ui.replies import reply, reply_error, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, text
from cogs.moderation import people
from cogs.moderation.acting import Refused, audit_reason, perform, time_out, unban
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
@app_commands.rename(member=text("moderation-option-member.name"), reason=text("moderation-option-reason.name"))
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
    case = await perform(bot, case)
    await reply(interaction, view=await result_view(bot, case, language_of(interaction)))


# Taking a case back -------------------------------------------------------------------------------------------------


class LiftButton(Button):
    """*Lift* on a case's card: asks why."""

    action = "moderation:lift"
    label_id = "moderation-button-lift"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        # One read of our own database before the form, which has to come at once.
        actor = await actor_of(interaction)
        case = await interaction.client.app.moderation.cases.get(case_id, by=actor)
        check_liftable_by(case, actor.id)
        await _check_may_undo(interaction, case)
        await open_form(interaction, LiftForm(case_id, language=language_of(interaction)))


def check_liftable_by(case: Case, moderator_id: int) -> None:
    """Raises NotLiftable, AlreadyOver or NotYourself."""
    check_liftable(case)
    if case.member_id == moderator_id:
        raise errors.NotYourself


async def _check_may_undo(interaction: discord.Interaction[Bot], case: Case) -> None:
    await people.moderator_for(interaction, ENDED_BY.get(case.act, Act.NOTE))


class LiftForm(Form):
    """Why a case is taken back; the case's history keeps it."""

    action = "moderation:lift-form"
    title_id = "moderation-lift-title"

    def __init__(self, case_id: int, *, language: Language) -> None:
        super().__init__(case_id, language=language)
        self.why: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="why", max_length=REASON_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "moderation-lift-why", LABEL_LIMIT),
                description=label(language, "moderation-lift-why.help", OPTION_LABEL_LIMIT),
                component=self.why,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], case_id: int) -> None:
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await (think_in_place(interaction) if private else think(interaction))
        try:
            await self._lift(interaction, case_id)
        except UserError as error:
            await reply_error(interaction, error)
            said = say(self.language, "moderation-form-back")
            await giving_back.give_back(interaction, self.why.value, said=said)

    async def _lift(self, interaction: discord.Interaction[Bot], case_id: int) -> None:
        bot, actor = interaction.client, await actor_of(interaction)
        case = await bot.app.moderation.cases.get(case_id, by=actor)
        await _check_may_undo(interaction, case)
        lifted = await bot.app.moderation.lifting.lift(by=actor, case_id=case_id, why=self.why.value)
        undone = None if lifted.undoing is None else await perform(bot, lifted.undoing)
        said = say(self.language, "moderation-lifted", number=str(case.number))
        if undone is not None:
            key = "moderation-lifted-undone" if undone.state is State.DONE else "moderation-lifted-not-undone"
            said += "\n" + say(self.language, key, number=str(undone.number))
        entrance = bot.entrances.get("case")
        door = row(entrance(case_id, self.language)) if entrance is not None else None
        colour = {} if undone is None or undone.state is State.DONE else {"colour": CAREFUL}
        await show(interaction, layout_of(card(said, door, **colour)))


ACTIONS = (LiftButton, LiftForm)
