"""Texts for Discord: the reader's language, command texts, and making what people wrote safe to show."""

import re
from datetime import datetime

import discord
from discord import app_commands

from bot.errors import Param
from bot.i18n import Language, exists, say
from bot.text import cut, one_line

CONTENT_LIMIT = 2000  # a message's content, for bots
EMBED_TITLE_LIMIT = 256
EMBED_DESCRIPTION_LIMIT = 4096
EMBED_FIELD_LIMIT = 1024
CHOICE_LIMIT = 100  # the name of a choice, an option's or autocomplete's
BUTTON_LABEL_LIMIT = 80
LABEL_LIMIT = 45  # a modal's title and the label of an input
OPTION_LABEL_LIMIT = 100  # an option of a select
TAG_NAME_LIMIT = 20


def text(message_id: str) -> app_commands.locale_str:
    """Return a command's name or description: English by default, the other languages by way of `Translator`."""
    return app_commands.locale_str(say(Language.EN, message_id), id=message_id)


class Translator(app_commands.Translator):
    """Fills in the Japanese of every text made with `text`."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        message_id = string.extras.get("id")
        if message_id is None or locale is not discord.Locale.japanese:
            return None
        return say(Language.JA, message_id)


def language_of(interaction: discord.Interaction) -> Language:
    """Return the language of the person in front of it: private answers are in theirs.

    It is the one they chose for this server, else their Discord's. Asked many times with every interaction: no I/O.
    """
    app = getattr(interaction.client, "app", None)
    chosen = app.profiles.languages.get((interaction.guild_id, interaction.user.id)) if app is not None else None
    return Language.of_locale(interaction.locale) if chosen is None else chosen


_REPLACED = re.compile(r"<(?=[#:/a-z])")
"""The beginning of what Discord shows as something else: a channel, a command, an emoji, a moment."""


_BRACKET = "\x01"
"""In place of a bracket for a moment; `one_line` leaves none of it in a text."""


def plain(written: str, limit: int = EMBED_FIELD_LIMIT) -> str:
    """Return what somebody wrote, in one line, so that it shows as it is: no markup, no mention, no hidden link."""
    # discord.py escapes the first of several links only, and everything after it in no way.
    unlinked = one_line(cut(written, limit)).replace("[", _BRACKET)
    escaped = discord.utils.escape_mentions(discord.utils.escape_markdown(unlinked)).replace(_BRACKET, "\\[")
    return cut(_REPLACED.sub(r"\\<", escaped), limit)


def channel_text(channel: discord.abc.GuildChannel | discord.Thread, reader: discord.Member) -> str:
    """Return a channel's mention, or its name where the reader can't see it: Discord shows “No Access” then."""
    if channel.permissions_for(reader).view_channel:
        return channel.mention
    return f"**#{plain(channel.name, 100)}**"


def excerpt(written: str, limit: int) -> str:
    """Return the beginning of what somebody wrote as plain words: its own markup is left out, not shown as signs."""
    return plain(discord.utils.remove_markdown(cut(written, 2 * limit)), limit)


def moment(when: datetime, style: discord.utils.TimestampStyle = "R") -> str:
    """Return a moment as Discord shows it to each reader in their own zone and language."""
    return discord.utils.format_dt(when, style)


def permission_names(names: list[str], language: Language) -> str:
    """Return Discord's own words for permissions, joined."""
    said = [say(language, key) if exists(key := f"permission-{name.replace('_', '-')}") else name for name in names]
    return ("、" if language is Language.JA else ", ").join(said)


def label(language: Language, message_id: str, limit: int = BUTTON_LABEL_LIMIT, /, **params: Param) -> str:
    """Return a message cut to what Discord takes in that place."""
    return cut(say(language, message_id, **params), limit)
