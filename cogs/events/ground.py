"""What has to be there on Discord before an event is made public: each refusal says what to do about it."""

import discord

from bot.client import Bot
from bot.events import errors
from bot.events.model import Event, EventSettings, PlaceKind
from bot.i18n import Language
from bot.ui.texts import permission_names

NEEDED = ("view_channel", "send_messages", "create_public_threads", "send_messages_in_threads")
NEEDED_FOR_PICTURES = ("attach_files",)


async def check_ground(bot: Bot, event: Event, *, picture: bool, language: Language) -> discord.TextChannel:
    """Return the channel it will be announced in.

    Raises ChannelNotSet, ChannelGone, ChannelClosed, PlaceGone, AudienceGone or HostGone.
    """
    guild = bot.get_guild(event.guild_id)
    settings = await bot.app.settings.get(event.guild_id, EventSettings)
    if settings.channel_id is None or guild is None:
        raise errors.ChannelNotSet
    channel = guild.get_channel(settings.channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise errors.ChannelGone
    _check_permissions(channel, picture=picture, language=language)
    if event.place_kind is not PlaceKind.EXTERNAL and guild.get_channel(event.place_channel_id or 0) is None:
        raise errors.PlaceGone
    if event.audience_role_id is not None and guild.get_role(event.audience_role_id) is None:
        raise errors.AudienceGone
    for host_id in (event.host_id, event.cohost_id):
        if host_id is not None:
            await check_host(guild, host_id)
    return channel


def _check_permissions(channel: discord.TextChannel, *, picture: bool, language: Language) -> None:
    held = channel.permissions_for(channel.guild.me)
    wanted = (*NEEDED, *NEEDED_FOR_PICTURES) if picture else NEEDED
    lacking = [name for name in wanted if not getattr(held, name)]
    if lacking:
        raise errors.ChannelClosed(channel=f"<#{channel.id}>", permissions=permission_names(lacking, language))


async def check_host(guild: discord.Guild, member_id: int) -> None:
    """Raises HostGone for who isn't on the server (any more), and for bots."""
    try:
        member = guild.get_member(member_id) or await guild.fetch_member(member_id)
    except discord.NotFound:
        raise errors.HostGone from None
    if member.bot:
        raise errors.HostGone
