"""Making and removing invites on Discord: where they lead, and what is done when there are too many."""

import logging
from collections.abc import Iterator
from typing import Any

import discord
from discord.http import Route

from bot.client import Bot
from bot.guidelines.model import GuidelineSettings
from bot.i18n import say
from bot.onboarding.invite_errors import MayNotInvite, NoPlace, TooManyInvites
from bot.onboarding.model import OnboardingSettings
from cogs.onboarding.tracing import TracingCog

log = logging.getLogger(__name__)

TOO_MANY_INVITES = 30016
ROOM_FOR = 3
"""How many unused invites make room at once, for there will be others who want one."""

Place = discord.TextChannel
"""A channel an invite can lead to: what everybody sees."""


async def places(bot: Bot, guild: discord.Guild) -> list[Place]:
    """Return the channels an invite may lead to, the best first: all see them."""
    welcome = (await bot.app.settings.get(guild.id, OnboardingSettings)).welcome_channel_id
    rules = (await bot.app.settings.get(guild.id, GuidelineSettings)).channel_id
    named = [guild.get_channel(channel_id or 0) for channel_id in (welcome, rules)]
    return list(dict.fromkeys(_seen_by_all(guild, [*named, guild.rules_channel, guild.system_channel])))


def _seen_by_all(guild: discord.Guild, first: list[Any]) -> Iterator[Place]:
    for channel in (*first, *guild.text_channels):
        if isinstance(channel, discord.TextChannel) and channel.permissions_for(guild.default_role).view_channel:
            yield channel


async def place_for(bot: Bot, guild: discord.Guild) -> Place:
    """Return where an invite leads: the first channel the bot can invite to. Raises NoPlace or MayNotInvite."""
    found = await places(bot, guild)
    if not found:
        raise NoPlace
    for channel in found:
        if channel.permissions_for(guild.me).create_instant_invite:
            return channel
    raise MayNotInvite(channel=found[0].mention)


async def make(bot: Bot, channel: Place, *, reason: str, role_id: int | None = None) -> str:
    """Make an invite that never ends and return its code.

    Raises MayNotInvite, TooManyInvites, or what else Discord says.
    """
    try:
        return await _make(bot, channel, reason=reason, role_id=role_id)
    except discord.HTTPException as refused:
        if refused.code != TOO_MANY_INVITES:
            raise
    if not await _make_room(bot, channel.guild):
        raise TooManyInvites
    try:
        return await _make(bot, channel, reason=reason, role_id=role_id)
    except discord.HTTPException as refused:
        if refused.code != TOO_MANY_INVITES:
            raise
        raise TooManyInvites from refused


async def _make(bot: Bot, channel: Place, *, reason: str, role_id: int | None) -> str:
    # By raw request: discord.py 2.7.1 knows no `role_ids`.
    body: dict[str, Any] = {"max_age": 0, "max_uses": 0, "temporary": False, "unique": True}
    if role_id is not None:
        body["role_ids"] = [str(role_id)]
    route = Route("POST", "/channels/{channel_id}/invites", channel_id=channel.id)
    try:
        made = await bot.http.request(route, json=body, reason=reason)
    except discord.Forbidden as refused:
        log.warning("invite to channel %s: HTTP 403, code %s", channel.id, refused.code)
        raise MayNotInvite(channel=channel.mention) from refused
    return str(made["code"])


async def _make_room(bot: Bot, guild: discord.Guild) -> int:
    """Delete our oldest invites that nobody used; returns how many are gone."""
    tracing = bot.get_cog(TracingCog.__name__)
    # Somebody may have come by one a moment ago: only what Discord calls unused now may go.
    if not isinstance(tracing, TracingCog) or not await tracing.read(guild.id):
        return 0
    inviting = bot.app.onboarding.inviting
    reason = say(await bot.public_language(guild), "onboarding-invite-room-reason")
    gone: list[str] = []
    for invite in await inviting.unused(guild_id=guild.id, limit=ROOM_FOR):
        if await delete(bot, invite.code, reason=reason):
            gone.append(invite.code)
    if gone:
        await inviting.note_gone(guild_id=guild.id, codes=gone)
    return len(gone)


async def delete(bot: Bot, code: str, *, reason: str) -> bool:
    """Delete an invite; returns whether it is gone, also by somebody else's hand, False where we may not."""
    try:
        await bot.http.delete_invite(code, reason=reason)
    except discord.NotFound:
        return True
    except discord.Forbidden as refused:
        log.warning("deleting an invite: HTTP 403, code %s", refused.code)
        return False
    return True


async def exists(bot: Bot, code: str) -> bool:
    """Whether Discord knows an invite."""
    try:
        await bot.http.get_invite(code, with_counts=False)
    except discord.NotFound:
        return False
    return True
