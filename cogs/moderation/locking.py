"""`/mod lock|unlock|slow-mode`: in the channel or thread where it is typed, or another one."""

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation import safety
from bot.moderation.holding import SECONDS_SET, SLOWEST_SECONDS, Holding
from bot.moderation.model import REASON_MAX, Act, Case, State
from bot.settings.model import ServerSettings
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import BAD, CAREFUL, GOOD, card, layout_of, row
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, text
from cogs.moderation import holding_back
from cogs.moderation.group import mod
from cogs.moderation.holding_back import Back
from cogs.moderation.typed import minutes_of

Length = app_commands.Range[str, 1, 60]
Reason = app_commands.Range[str, 1, REASON_MAX]
Channel = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
Seconds = app_commands.Range[int, 0, SLOWEST_SECONDS]


@mod.command(name=text("moderation-command-lock.name"), description=text("moderation-command-lock"))
@app_commands.rename(
    duration=text("moderation-option-duration.name"),
    reason=text("moderation-option-why.name"),
    channel=text("moderation-option-where.name"),
)
@app_commands.describe(
    duration=text("moderation-option-duration"),
    reason=text("moderation-option-why"),
    channel=text("moderation-option-where"),
)
async def lock(
    interaction: discord.Interaction[Bot],
    duration: Length | None = None,
    reason: Reason = "",
    channel: Channel | None = None,
) -> None:
    await think(interaction)
    actor, bot = await actor_of(interaction), interaction.client
    safety.check_moderator(actor)
    where = holding_back.channel_to_hold(channel or interaction.channel, by=member_of(interaction))
    holding_back.check_bot(where, Act.LOCK)
    settings = await bot.app.settings.get(actor.guild_id, ServerSettings)
    holding = await bot.app.moderation.holds.begin(
        by=actor,
        act=Act.LOCK,
        channel_id=where.id,
        before=holding_back.lock_of(where, settings),
        minutes=None if duration is None else minutes_of(duration),
        reason=reason,
        request_id=interaction.id,
    )
    case = await holding_back.carry_out(bot, holding, by=member_of(interaction).name)
    language = language_of(interaction)
    said = _said(case, language, "moderation-locked", until=holding_back.until_param(case))
    others = holding_back.still_writing(where, settings)
    told = say(language, "moderation-locked-but", roles=holding_back.roles_text(others, language)) if others else None
    colour = BAD if case.state is State.FAILED else CAREFUL if others else GOOD
    button = row(OpenButton(where.id, language=language)) if case.state is State.DONE else None
    await reply(interaction, view=layout_of(card(said, told, button, colour=colour)))


@mod.command(name=text("moderation-command-unlock.name"), description=text("moderation-command-unlock"))
@app_commands.rename(reason=text("moderation-option-why.name"), channel=text("moderation-option-where.name"))
@app_commands.describe(reason=text("moderation-option-why"), channel=text("moderation-option-where"))
async def unlock(interaction: discord.Interaction[Bot], reason: Reason = "", channel: Channel | None = None) -> None:
    await think(interaction)
    where = holding_back.channel_to_hold(channel or interaction.channel, by=member_of(interaction))
    await _unlock(interaction, where.id, reason)


class OpenButton(Button):
    """*Open again* below the answer to whoever locked a channel; for any moderator."""

    action = "moderation:unlock"
    label_id = "moderation-button-unlock"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], channel_id: int) -> None:
        await think(interaction)
        await _unlock(interaction, channel_id, "")


async def _unlock(interaction: discord.Interaction[Bot], channel_id: int, reason: str) -> None:
    actor, bot = await actor_of(interaction), interaction.client
    safety.check_moderator(actor)
    channel = guild_of(interaction).get_channel_or_thread(channel_id)
    if channel is not None:
        where = holding_back.channel_to_hold(channel, by=member_of(interaction))
        holding_back.check_bot(where, Act.LOCK)
    case, hold = await bot.app.moderation.holds.unlock(
        by=actor, channel_id=channel_id, reason=reason, request_id=interaction.id
    )
    case, back = await holding_back.open_again(bot, case, hold, by=member_of(interaction).name)
    await reply(
        interaction, view=layout_of(card(_unlocked(case, back, language_of(interaction)), colour=_colour(case)))
    )


def _unlocked(case: Case, back: Back, language: Language) -> str:
    if back.gone:
        return say(language, "moderation-unlocked-gone", number=case.number)
    said = _said(case, language, "moderation-unlocked")
    return f"{said}\n{say(language, 'moderation-unlocked-left', count=back.left)}" if back.left else said


@mod.command(name=text("moderation-command-slow-mode.name"), description=text("moderation-command-slow-mode"))
@app_commands.rename(
    seconds=text("moderation-option-seconds.name"),
    duration=text("moderation-option-duration.name"),
    reason=text("moderation-option-why.name"),
    channel=text("moderation-option-where.name"),
)
@app_commands.describe(
    seconds=text("moderation-option-seconds"),
    duration=text("moderation-option-duration"),
    reason=text("moderation-option-why"),
    channel=text("moderation-option-where"),
)
async def slow_mode(
    interaction: discord.Interaction[Bot],
    seconds: Seconds,
    duration: Length | None = None,
    reason: Reason = "",
    channel: Channel | None = None,
) -> None:
    await think(interaction)
    actor, bot = await actor_of(interaction), interaction.client
    safety.check_moderator(actor)
    where = holding_back.channel_to_hold(channel or interaction.channel, by=member_of(interaction))
    holding_back.check_bot(where, Act.SLOW_MODE)
    holding = await bot.app.moderation.holds.begin(
        by=actor,
        act=Act.SLOW_MODE,
        channel_id=where.id,
        before=holding_back.slow_mode_of(where, seconds),
        minutes=None if duration is None else minutes_of(duration),
        reason=reason,
        request_id=interaction.id,
        details={"seconds": seconds},
    )
    case = await holding_back.carry_out(bot, holding, by=member_of(interaction).name)
    await reply(
        interaction, view=layout_of(card(_slowed(case, holding, language_of(interaction)), colour=_colour(case)))
    )


def _slowed(case: Case, holding: Holding, language: Language) -> str:
    until, hold = holding_back.until_param(case), holding.hold
    if not hold.before[SECONDS_SET]:
        return _said(case, language, "moderation-slow-off", until=until)
    count, unit = holding_back.amount(hold.before[SECONDS_SET])
    return _said(case, language, "moderation-slowed", until=until, amount=count, unit=unit)


def _said(case: Case, language: Language, message_id: str, **params: str | int) -> str:
    if case.state is State.FAILED:
        return say(language, "moderation-hold-failed", number=case.number, failure=case.failure or "")
    if case.state is State.WAITING:
        return say(language, "moderation-hold-waiting", number=case.number)
    return say(language, message_id, number=case.number, **params)


def _colour(case: Case) -> discord.Colour:
    return {State.FAILED: BAD, State.WAITING: CAREFUL}.get(case.state, GOOD)


ACTIONS = (OpenButton,)
