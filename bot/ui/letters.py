"""Bringing letters to their members: by direct message, else by a mention that says nothing of the matter.

Everything here can be done twice: a direct message is looked for before it is sent again, a mention by its button.
"""

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import discord
from discord import ui

from bot.due import TryLater
from bot.i18n import Language, say
from bot.inbox.model import Delivery, InboxSettings, Letter, Text
from bot.ui.actions import Button, view_of
from bot.ui.layout import card, layout_of, row
from bot.ui.posting import NEEDED, holds, sent_before
from bot.ui.replies import NOBODY
from bot.ui.roles import available_guild, fetch_member
from bot.ui.texts import plain

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

LOOKED_AT = 15
NONCE_KNOWN = timedelta(seconds=45)
OPENED_TOO_FAST = 40003
"""Discord's code where too many direct messages are opened at once: it is to be tried later."""
READ = "inbox-letter"
"""The entrance to one letter (cogs.inbox)."""

_under_way: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


async def language_for(bot: "Bot", guild: discord.Guild, member_id: int) -> Language:
    """Return the language somebody chose for the server, else the server's: Discord doesn't tell us theirs."""
    chosen = bot.app.profiles.languages.get((guild.id, member_id))
    return await bot.public_language(guild) if chosen is None else chosen


async def deliver(bot: "Bot", letter: Letter) -> Delivery:
    """Bring a letter to its member and note how; returns how. Raises TryLater where Discord doesn't answer."""
    lock = _under_way.setdefault(letter.id, asyncio.Lock())
    async with lock:
        now = await bot.app.inbox.get(letter.id)
        if now is None or now.delivery is not Delivery.WAITING:
            return Delivery.UNREACHABLE if now is None else now.delivery
        # Shortly after, Discord knows the nonce: it posts nothing twice.
        again = bot.app.clock() - now.created_at > NONCE_KNOWN
        return await _deliver(bot, now, again=again)


async def _deliver(bot: "Bot", letter: Letter, *, again: bool) -> Delivery:
    guild = available_guild(bot, letter.guild_id)
    if guild is None:
        return await _noted(bot, letter, Delivery.UNREACHABLE)
    language = await language_for(bot, guild, letter.member_id)
    text = await bot.app.inbox.text(letter, language)
    if text is None:
        await bot.app.inbox.drop(letter)
        return Delivery.UNREACHABLE
    sent = await _by_direct_message(bot, guild, letter, text, language=language, again=again)
    if sent is not None:
        return await _noted(bot, letter, Delivery.DIRECT, message=sent)
    member = await fetch_member(guild, letter.member_id)
    if member is None:
        return await _noted(bot, letter, Delivery.UNREACHABLE)
    sent = await _by_mention(bot, guild, letter, member, language=language, again=again) if text.mention else None
    return await _noted(bot, letter, Delivery.INBOX if sent is None else Delivery.MENTION, message=sent)


async def _noted(bot: "Bot", letter: Letter, delivery: Delivery, *, message: discord.Message | None = None) -> Delivery:
    by_mention = delivery is Delivery.MENTION and message is not None
    await bot.app.inbox.delivered(
        letter,
        delivery=delivery,
        channel_id=message.channel.id if by_mention and message else None,
        message_id=None if message is None else message.id,
    )
    return delivery


# By direct message --------------------------------------------------------------------------------------------------


async def _by_direct_message(
    bot: "Bot", guild: discord.Guild, letter: Letter, text: Text, *, language: Language, again: bool
) -> discord.Message | None:
    """Send it; returns None where direct messages are closed. Raises TryLater."""
    view = letter_view(bot, text, language, server=guild.name)
    try:
        channel = await bot.create_dm(discord.Object(letter.member_id))
        if again:
            async for before in channel.history(limit=LOOKED_AT):
                if text.body in _texts(before.components):
                    return before
        return await channel.send(view=view, allowed_mentions=NOBODY, nonce=f"letter-{letter.id}")
    except (discord.Forbidden, discord.NotFound) as refused:
        if refused.code == OPENED_TOO_FAST:
            raise TryLater(f"direct messages: HTTP {refused.status}, code {refused.code}") from None
        log.info("server %s: letter %s: HTTP %s, code %s", guild.id, letter.id, refused.status, refused.code)
        return None
    except discord.HTTPException as refused:
        # To bots, and to accounts that are gone, Discord answers 400.
        if refused.status == 400 and refused.code != OPENED_TOO_FAST:
            return None
        raise TryLater(f"a direct message: HTTP {refused.status}, code {refused.code}") from None


def letter_view(
    bot: "Bot", text: Text, language: Language, *, server: str | None = None, buttons: tuple[ui.Item[Any], ...] = ()
) -> ui.LayoutView:
    """Return a letter as it is read; `server`: said where it isn't read on the server itself."""
    doors = [bot.entrances[name](row_id, language) for name, row_id in text.entrances if name in bot.entrances]
    head = None if server is None else f"-# {say(language, 'inbox-letter-from', server=plain(server, 100))}"
    return layout_of(card(head, text.body, row(*doors, *buttons)))


def _texts(components: Any) -> set[str]:
    found = {part.content for part in components if isinstance(part, discord.TextDisplay)}
    for part in components:
        found |= _texts(getattr(part, "children", ()))
    return found


# By mention ---------------------------------------------------------------------------------------------------------


async def _by_mention(
    bot: "Bot", guild: discord.Guild, letter: Letter, member: discord.Member, *, language: Language, again: bool
) -> discord.Message | None:
    """Mention somebody where they can read it; None where there is no such place. Raises TryLater."""
    channel = await _place_for(bot, guild, letter, member)
    if channel is None:
        return None
    button = bot.entrances.get(READ)
    items: list[Button] = [] if button is None else [button(letter.id, language)]
    if again and items:
        before = await sent_before(channel, holds(str(items[0].custom_id)))
        if before is not None:
            return before
    view = view_of(*items)
    extra: dict[str, Any] = {} if view is None else {"view": view}
    try:
        return await channel.send(
            say(language, "inbox-mention", member=member.mention),
            allowed_mentions=discord.AllowedMentions(users=[member]),
            nonce=f"mention-{letter.id}",
            **extra,
        )
    except (discord.Forbidden, discord.NotFound) as refused:
        log.info("server %s: letter %s: no mention, HTTP %s", guild.id, letter.id, refused.status)
        return None
    except discord.HTTPException as refused:
        raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None


async def _place_for(
    bot: "Bot", guild: discord.Guild, letter: Letter, member: discord.Member
) -> discord.TextChannel | None:
    """Return the letter's own channel, else the one for mentions: where they can read, and I may write."""
    settings = await bot.app.settings.get(guild.id, InboxSettings)
    for channel_id in (letter.channel_id, settings.channel_id):
        channel = guild.get_channel(channel_id or 0)
        if (
            isinstance(channel, discord.TextChannel)
            and channel.permissions_for(member).read_messages
            and channel.permissions_for(guild.me) >= NEEDED
        ):
            return channel
    return None
