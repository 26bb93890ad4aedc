"""Where an escalation is worked on, and who can be called to it: looked up before it is promised, and again later."""

from dataclasses import dataclass

import discord

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation.model import Severity
from bot.playbooks import rules
from bot.playbooks.model import PlaybookSettings
from bot.settings.model import ServerSettings
from bot.ui.texts import permission_names

FOR_THREAD = ("view_channel", "create_private_threads", "send_messages_in_threads")
FOR_CARD = ("view_channel", "send_messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it can be worked on."""

    threads: discord.TextChannel | None
    """Where a private thread can be opened; None: nowhere."""
    cards: discord.TextChannel | None
    """Where a card can be put instead: the queue's channel."""
    failure: str
    """Why there can be no thread, in a language of people; empty where there can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who is called."""

    roles: tuple[discord.Role, ...]
    silent: tuple[discord.Role, ...]
    """Those among them whom Discord won't notify when the bot mentions them."""

    @property
    def mentions(self) -> discord.AllowedMentions:
        return discord.AllowedMentions(everyone=False, users=False, roles=list(self.roles), replied_user=False)


async def place_in(bot: Bot, guild: discord.Guild, language: Language) -> Place:
    """Return where an escalation of a server can be worked on."""
    settings = await bot.app.settings.get(guild.id, PlaybookSettings)
    server = await bot.app.settings.get(guild.id, ServerSettings)
    queue = _text_channel(guild, server.queue_channel_id)
    cards = queue if queue is not None and not _missing(queue, FOR_CARD) else None
    failure = ""
    for channel in (_text_channel(guild, settings.channel_id), queue):
        if channel is None:
            continue
        missing = _missing(channel, FOR_THREAD)
        if not missing:
            return Place(threads=channel, cards=cards, failure="")
        failure = failure or missing_text(missing, language)
    return Place(threads=None, cards=cards, failure=failure or say(language, "playbooks-missing-channel"))


def missing_text(missing: list[str], language: Language) -> str:
    return say(language, "playbooks-missing-permissions", permissions=permission_names(missing, language))


async def call_for(bot: Bot, guild: discord.Guild, severity: Severity, channel: discord.TextChannel | None) -> Call:
    """Return the roles of a severity that are still there."""
    settings = await bot.app.settings.get(guild.id, PlaybookSettings)
    found = (guild.get_role(role_id) for role_id in sorted(rules.called_roles(severity, settings)))
    roles = tuple(role for role in found if role is not None)
    may = channel is not None and channel.permissions_for(guild.me).mention_everyone
    return Call(roles=roles, silent=() if may else tuple(role for role in roles if not role.mentionable))


def _text_channel(guild: discord.Guild, channel_id: int | None) -> discord.TextChannel | None:
    found = guild.get_channel(channel_id or 0)
    return found if isinstance(found, discord.TextChannel) else None


def _missing(channel: discord.TextChannel, names: tuple[str, ...]) -> list[str]:
    held = channel.permissions_for(channel.guild.me)
    return [name for name in names if not getattr(held, name)]
