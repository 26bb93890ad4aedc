"""The measures on Discord: doing them and giving them back, each noted as soon as it is known how it went.

Slow mode is given back only where it still is what we made it: what somebody changed meanwhile stays as they made it.
"""

import logging
from datetime import timedelta
from typing import Any

import discord

from bot.client import Bot
from bot.due import TryLater
from bot.i18n import say
from bot.raids.acting import Slow
from bot.raids.model import CHANNELS_MAX, PAUSE_MAX_HOURS, Measure, Progress, Raid, Step
from bot.ui.roles import available_guild

log = logging.getLogger(__name__)

BUSY = 429
SERVERS_FAULT = 500


def slowable(guild: discord.Guild) -> list[Slow]:
    """Return the text channels in which everybody can write, those that are read most first: in their order."""
    found = []
    for channel in guild.text_channels:
        everybody = channel.permissions_for(guild.default_role)
        if everybody.view_channel and everybody.send_messages:
            found.append(Slow(channel_id=channel.id, seconds=channel.slowmode_delay))
    return found[:CHANNELS_MAX]


async def carry_out(bot: Bot, raid: Raid) -> None:
    """Do, or give back, what is still to be. Raises TryLater where Discord is too busy for some of it."""
    guild = available_guild(bot, raid.guild_id)
    if guild is None:
        return
    reason = say(await bot.public_language(guild), "raids-audit")
    now, steps = await bot.app.raids.acting.steps(guild_id=raid.guild_id, raid_id=raid.id)
    assert now is not None
    busy = 0
    for step in steps:
        try:
            state = await _do(bot, guild, now, step, reason)
        except discord.NotFound:
            state = Progress.ENDED  # the channel is gone
        except discord.HTTPException as refused:
            if refused.status == BUSY or refused.status >= SERVERS_FAULT:
                busy += 1
                continue
            failure = f"HTTP {refused.status}, code {refused.code}"
            log.info("server %s: a measure against a raid: %s", guild.id, failure)
            await bot.app.raids.acting.noted(now, step, Progress.FAILED, failure)
            continue
        await bot.app.raids.acting.noted(now, step, state)
    while await bot.app.raids.acting.lift_some(now, why=say(await bot.public_language(guild), "raids-lifted-why")):
        pass
    if busy:
        raise TryLater(f"raid {raid.id}: Discord is too busy for {busy} measures")


async def _do(bot: Bot, guild: discord.Guild, raid: Raid, step: Step, reason: str) -> Progress:
    if step.kind is Measure.INVITES:
        return await _invites(bot, guild, raid, step, reason)
    return await _slow_mode(guild, step, reason)


async def _invites(bot: Bot, guild: discord.Guild, raid: Raid, step: Step, reason: str) -> Progress:
    if step.state is Progress.ENDING:
        until: Any = None  # discord.py takes it for “no more”, and does not say so in its types
        await guild.edit(invites_disabled_until=until, reason=reason)
        return Progress.ENDED
    most = bot.app.clock() + timedelta(hours=PAUSE_MAX_HOURS) - timedelta(minutes=1)
    if raid.ends_at is None or raid.ends_at <= bot.app.clock():
        return Progress.ENDED
    await guild.edit(invites_disabled_until=min(raid.ends_at, most), reason=reason)
    return Progress.DONE


async def _slow_mode(guild: discord.Guild, step: Step, reason: str) -> Progress:
    channel = guild.get_channel(step.channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        return Progress.ENDED
    if step.state is Progress.WAITING:
        if channel.slowmode_delay < (step.after or 0):
            await channel.edit(slowmode_delay=step.after or 0, reason=reason)
        return Progress.DONE
    if channel.slowmode_delay != step.after:
        return Progress.LEFT
    await channel.edit(slowmode_delay=step.before or 0, reason=reason)
    return Progress.ENDED
