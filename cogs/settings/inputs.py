"""The input that suits a setting, and reading what was given in it."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.settings.fields import Setting, ids_in, read_number
from bot.settings.model import MENU_LIMIT, ChannelType, Kind
from bot.text import clean, cut
from bot.ui.actors import guild_of
from bot.ui.texts import OPTION_LABEL_LIMIT, language_of
from cogs.settings.values import bounds_text, plain_value, refused

TYPED_LIMIT = 100
"""Characters of a value; a text that may be longer has several lines."""

_CHANNEL_TYPES = {
    ChannelType.TEXT: (discord.ChannelType.text, discord.ChannelType.news),
    ChannelType.FORUM: (discord.ChannelType.forum,),
    ChannelType.VOICE: (discord.ChannelType.voice, discord.ChannelType.stage_voice),
    ChannelType.CATEGORY: (discord.ChannelType.category,),
}


def hint_for(setting: Setting, language: Language) -> str:
    if setting.names_channels or setting.names_roles:
        return say(language, "settings-form-none")
    default = plain_value(setting, setting.default, language)
    if setting.kind is Kind.CHOICE:
        return say(language, "settings-form-choice", default=default)
    # Japanese sets no space between sentences.
    between = "" if language is Language.JA else " "
    return between.join(
        filter(None, (bounds_text(setting, language), say(language, "settings-form-empty", default=default)))
    )


def input_for(setting: Setting, value: Any, language: Language, guild: discord.Guild | None) -> ui.Item[Any]:
    """Return the input that suits a setting, holding its value; gone channels and roles are left out."""
    ids = [id_ for id_ in ids_in(setting, value) if guild and (guild.get_channel(id_) or guild.get_role(id_))]
    most = MENU_LIMIT if setting.kind in (Kind.CHANNELS, Kind.ROLES) else 1
    match setting.kind:
        case Kind.CHANNEL | Kind.CHANNELS:
            return ui.ChannelSelect(
                custom_id="value",
                channel_types=list(discord_types(setting)),
                default_values=[discord.SelectDefaultValue.from_channel(discord.Object(id_)) for id_ in ids],
                min_values=0,
                max_values=most,
                required=False,
            )
        case Kind.ROLE | Kind.ROLES:
            return ui.RoleSelect(
                custom_id="value",
                default_values=[discord.SelectDefaultValue.from_role(discord.Object(id_)) for id_ in ids],
                min_values=0,
                max_values=most,
                required=False,
            )
        case Kind.CHOICE:
            return ui.Select(custom_id="value", options=_options(setting, value, language), required=True)
    typed = "" if value is None or value == setting.default else str(_written(value))
    longest = max(setting.longest or 0, TYPED_LIMIT)
    return ui.TextInput(
        custom_id="value",
        style=discord.TextStyle.short if longest == TYPED_LIMIT else discord.TextStyle.paragraph,
        default=typed or None,
        placeholder=str(_written(setting.default)) or None,
        required=False,
        max_length=longest,
    )


def _written(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _options(setting: Setting, value: Any, language: Language) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=cut(plain_value(setting, choice, language), OPTION_LABEL_LIMIT), value=choice, default=choice == value
        )
        for choice in setting.choices
    ]


def discord_types(setting: Setting) -> tuple[discord.ChannelType, ...]:
    return tuple(kind for wanted in setting.channel_types for kind in _CHANNEL_TYPES[wanted])


def read_input(setting: Setting, item: ui.Item[Any], interaction: discord.Interaction[Bot]) -> Any:
    """Return what was given, None for the default. Raises ValueRefused for what the setting can't take."""
    language, guild = language_of(interaction), guild_of(interaction)
    if isinstance(item, ui.TextInput):
        typed = clean(item.value)
        if not typed or setting.kind is not Kind.NUMBER:
            return typed or None
        number = read_number(typed, whole=setting.whole)
        if number is None:
            raise refused(setting, language)
        return number
    assert isinstance(item, ui.Select | ui.ChannelSelect | ui.RoleSelect)
    chosen = list(item.values)
    if isinstance(item, ui.Select):
        return chosen[0] if chosen else None
    ids = [value.id for value in chosen if not isinstance(value, str)]
    if isinstance(item, ui.ChannelSelect):
        _check_channels(setting, ids, guild, language)
    else:
        _check_roles(setting, ids, guild, language)
    if setting.kind in (Kind.CHANNELS, Kind.ROLES):
        return ids or None
    return ids[0] if ids else None


def check_present(setting: Setting, value: Any, guild: discord.Guild, language: Language) -> None:
    """Raise ValueRefused where a value names something of this server that the setting can't take.

    What isn't on the server is no matter here: it is shown as gone.
    """
    ids = ids_in(setting, value)
    if setting.names_channels:
        _check_channels(setting, [id_ for id_ in ids if guild.get_channel(id_)], guild, language)
    else:
        _check_roles(setting, [id_ for id_ in ids if guild.get_role(id_)], guild, language)


def _check_channels(setting: Setting, ids: list[int], guild: discord.Guild, language: Language) -> None:
    for id_ in ids:
        channel = guild.get_channel(id_)
        if channel is None or channel.type not in discord_types(setting):
            raise refused(setting, language, say(language, "settings-refused-channel"))


def _check_roles(setting: Setting, ids: list[int], guild: discord.Guild, language: Language) -> None:
    for id_ in ids:
        if id_ == guild.default_role.id or guild.get_role(id_) is None:
            raise refused(setting, language, say(language, "settings-refused-role"))
