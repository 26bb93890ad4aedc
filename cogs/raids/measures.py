"""The measures on Discord: doing them and giving them back, each noted as soon as it is known how it went.

What somebody changed meanwhile stays as they made it: a slow mode that isn't ours any more, a longer pause of invites.
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

import discord

from bot.client import Bot
from bot.due import TryLater
from bot.i18n import say
from bot.raids.model import Doors, Measure, Progress, Raid, Slow, Step
from bot.ui.roles import available_guild

log = logging.getLogger(__name__)

BUSY = 429
SERVERS_FAULT = 500
SAME = timedelta(minutes=1)
"""So much apart two ends of a pause are one: Discord's clock isn't ours."""

_under_way: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
"""By raid: whoever gives back waits for a measure that is being done."""


def doors_of(guild: discord.Guild) -> Doors:
    """Return what there is to close: invites, and the channels in which everybody can write, in their order."""
    channels = []
    for channel in guild.text_channels:
        everybody = channel.permissions_for(guild.default_role)
        if everybody.view_channel and everybody.send_messages:
            channels.append(Slow(channel_id=channel.id, seconds=channel.slowmode_delay))
    return Doors(invites_paused_until=guild.invites_paused_until, channels=channels)


async def carry_out(bot: Bot, raid: Raid) -> None:
    """Do, or give back, what is still to be. Raises TryLater where Discord is too busy for some of it."""
    guild = available_guild(bot, raid.guild_id)
    if guild is None:
        return
    language = await bot.public_language(guild)
    lock = _under_way.setdefault(raid.id, asyncio.Lock())
    tried: set[tuple[int, Progress]] = set()
    busy = 0
    while True:
        async with lock:  # one step at a time: what is wanted of the next may have changed meanwhile
            now, steps = await bot.app.raids.acting.steps(guild_id=raid.guild_id, raid_id=raid.id)
            step = next((one for one in steps if (one.id, one.state) not in tried), None)
            if now is None or step is None:
                break
            tried.add((step.id, step.state))
            busy += not await _carry_out(bot, guild, now, step, say(language, "raids-audit"))
    await bot.app.raids.keeping_out.lift_all(now or raid, why=say(language, "raids-lifted-why"))
    if busy:
        raise TryLater(f"raid {raid.id}: Discord is too busy for {busy} measures")


async def _carry_out(bot: Bot, guild: discord.Guild, raid: Raid, step: Step, reason: str) -> bool:
    """Do one measure and note it; returns whether Discord had the time for it."""
    noted = bot.app.raids.acting.noted
    try:
        await noted(raid, step, await _do(bot, guild, raid, step, reason))
    except discord.HTTPException as refused:
        if isinstance(refused, discord.NotFound) and step.kind is Measure.SLOW_MODE:
            await noted(raid, step, Progress.ENDED)  # the channel is gone
            return True
        failure = f"HTTP {refused.status}, code {refused.code}"
        log.info("server %s: a measure against a raid: %s", guild.id, failure)
        if refused.status == BUSY or refused.status >= SERVERS_FAULT:
            return False
        await noted(raid, step, Progress.FAILED if step.state is Progress.WAITING else Progress.STUCK, failure)
    return True


async def _do(bot: Bot, guild: discord.Guild, raid: Raid, step: Step, reason: str) -> Progress:
    now = bot.app.clock()
    if step.kind is Measure.INVITES:
        if step.state is Progress.WAITING:
            return await _pause_invites(bot, guild, raid, now)
        return await _open_invites(bot, guild, step, now)
    return await (_slow_down if step.state is Progress.WAITING else _speed_up)(guild, step, reason)


async def _pause_invites(bot: Bot, guild: discord.Guild, raid: Raid, now: datetime) -> Progress:
    if raid.ends_at is None or raid.ends_at <= now:
        return Progress.ENDED
    paused = guild.invites_paused_until
    if paused is None or paused < raid.ends_at:
        await _set_pause(bot, guild, raid.ends_at)
    return Progress.DONE


async def _open_invites(bot: Bot, guild: discord.Guild, step: Step, now: datetime) -> Progress:
    paused, ours = guild.invites_paused_until, _moment(step.after)
    if paused is not None and ours is not None and paused > max(now, ours + SAME):
        return Progress.LEFT
    before = _moment(step.before)
    await _set_pause(bot, guild, before if before is not None and before > now else None)
    return Progress.ENDED


async def _set_pause(bot: Bot, guild: discord.Guild, until: datetime | None) -> None:
    # discord.py's Guild.edit sends an empty PATCH afterwards: where only that fails nobody knows what is in force.
    payload: Any = {"invites_disabled_until": None if until is None else until.isoformat()}
    await bot.http.edit_incident_actions(guild.id, payload)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


async def _slow_down(guild: discord.Guild, step: Step, reason: str) -> Progress:
    channel = guild.get_channel(step.channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        return Progress.ENDED
    if channel.slowmode_delay < (step.after or 0):
        await channel.edit(slowmode_delay=step.after or 0, reason=reason)
    return Progress.DONE


async def _speed_up(guild: discord.Guild, step: Step, reason: str) -> Progress:
    # Asked for anew: of what was just changed, by us or by somebody, the event may not be here yet.
    channel = await guild.fetch_channel(step.channel_id or 0)
    if not isinstance(channel, discord.TextChannel) or channel.slowmode_delay == step.before:
        return Progress.ENDED
    if channel.slowmode_delay != step.after:
        return Progress.LEFT
    await channel.edit(slowmode_delay=step.before or 0, reason=reason)
    return Progress.ENDED
