"""How a setting's name, meaning, value and bounds are written."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import discord

from bot.errors import UserError
from bot.i18n import Language, exists, say
from bot.settings.fields import Setting, ids_in, setting_of, settings_of
from bot.settings.model import MENU_LIMIT, Change, InvalidSetting, Kind, Section, UnknownSetting
from bot.ui.texts import channel_text, plain

_CUSTOM_EMOJI = re.compile(r"<a?:\w{2,32}:\d{15,20}>")
_VALUE_LIMIT = 100
_MENTIONS_SHOWN = 6

Sections = Mapping[str, type[Section]]


class ValueRefused(UserError):
    """A value that the field doesn't take; `reason` says in the reader's language what it takes."""

    message = "settings-error-value"


def name_of(setting: Setting, language: Language) -> str:
    return say(language, setting.message_id) if exists(setting.message_id) else setting.key


def help_of(setting: Setting, language: Language) -> str:
    message_id = f"{setting.message_id}.help"
    return say(language, message_id) if exists(message_id) else ""


def section_name(section: str, language: Language) -> str:
    message_id = f"settings-{section}"
    return say(language, message_id) if exists(message_id) else section


def section_help(section: str, language: Language) -> str:
    message_id = f"settings-{section}.help"
    return say(language, message_id) if exists(message_id) else ""


def value_text(setting: Setting, value: Any, language: Language, reader: discord.Member) -> str:
    """Return a value as people read it; a channel or role that was deleted is shown as gone."""
    if value is None or value in ([], ""):
        return say(language, "settings-value-none")
    match setting.kind:
        case Kind.TOGGLE:
            return say(language, "settings-value-on" if value else "settings-value-off")
        case Kind.CHOICE:
            return _choice(setting, value, language)
        case Kind.NUMBER:
            return _number(setting, value, language)
        case Kind.TEXT:
            return str(value) if _CUSTOM_EMOJI.fullmatch(str(value)) else plain(str(value), _VALUE_LIMIT)
    return _mentions(setting, ids_in(setting, value), language, reader)


def plain_value(setting: Setting, value: Any, language: Language) -> str:
    """Return a value that names no channel and no role, for places where no mention shows."""
    match setting.kind:
        case Kind.CHOICE:
            return _choice(setting, value, language)
        case Kind.NUMBER:
            return _number(setting, value, language)
    return str(value) or say(language, "settings-value-none")


def _choice(setting: Setting, value: Any, language: Language) -> str:
    message_id = f"{setting.message_id}.{value}"
    return say(language, message_id) if exists(message_id) else str(value)


def _number(setting: Setting, value: Any, language: Language) -> str:
    number = int(value) if float(value).is_integer() else float(value)
    for message_id in (f"{setting.message_id}.value", f"settings-value-{setting.unit}"):
        if exists(message_id):
            return say(language, message_id, value=number)
    return f"{number:,}"


def _mentions(setting: Setting, ids: list[int], language: Language, reader: discord.Member) -> str:
    shown: list[str] = []
    for id_ in ids:
        if setting.names_channels:
            channel = reader.guild.get_channel(id_)
            gone = say(language, "settings-value-channel-gone")
            shown.append(gone if channel is None else channel_text(channel, reader))
        else:
            shown.append(f"<@&{id_}>" if reader.guild.get_role(id_) else say(language, "settings-value-role-gone"))
    more = [f"+{len(shown) - _MENTIONS_SHOWN}"] if len(shown) > _MENTIONS_SHOWN else []
    return joined(shown[:_MENTIONS_SHOWN] + more, language)


def joined(parts: Iterable[str], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(parts)


def gone_in(setting: Setting, value: Any, guild: discord.Guild) -> int:
    """Return how many channels or roles of a value are not on the server."""
    find = guild.get_channel if setting.names_channels else guild.get_role
    return sum(1 for id_ in ids_in(setting, value) if find(id_) is None)


def shown_value(setting: Setting, value: Any, language: Language, reader: discord.Member) -> str:
    """Return a value together with the default where that is worth saying."""
    said = value_text(setting, value, language, reader)
    if setting.names_channels or setting.names_roles:
        return said
    if value == setting.default:
        return say(language, "settings-shown-default", value=said)
    default = value_text(setting, setting.default, language, reader)
    return say(language, "settings-shown-changed", value=said, default=default)


def bounds_text(setting: Setting, language: Language) -> str:
    """Return the bounds of a number, or nothing."""
    if setting.minimum is None or setting.maximum is None:
        return ""
    return say(language, "settings-bounds", minimum=_tidy(setting.minimum), maximum=_tidy(setting.maximum))


def refused(setting: Setting, language: Language, reason: str | None = None) -> ValueRefused:
    """Return the refusal of a value: what the field takes, in the reader's language."""
    why = reason or _what_it_takes(setting, language)
    return ValueRefused(field=name_of(setting, language), reason=why)


_TAKES = {
    Kind.CHOICE: "settings-refused-choice",
    Kind.CHANNEL: "settings-refused-channel",
    Kind.CHANNELS: "settings-refused-many",
    Kind.ROLE: "settings-refused-role",
    Kind.ROLES: "settings-refused-many",
}


def _what_it_takes(setting: Setting, language: Language) -> str:
    if exists(f"{setting.message_id}.error"):
        return say(language, f"{setting.message_id}.error")
    if setting.kind is not Kind.NUMBER:
        return say(language, _TAKES.get(setting.kind, "settings-refused-other"), limit=MENU_LIMIT)
    if setting.minimum is None or setting.maximum is None:
        return say(language, "settings-refused-any-number")
    message_id = "settings-refused-whole" if setting.whole else "settings-refused-number"
    return say(language, message_id, minimum=_tidy(setting.minimum), maximum=_tidy(setting.maximum))


def _tidy(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def explained(error: UserError, sections: Sections, language: Language) -> UserError:
    """Return a refusal of the settings' service in the reader's words: which setting, and what it takes."""
    if isinstance(error, InvalidSetting):
        section = sections.get(str(error.params["section"]))
        key = str(error.params["key"])
        if section is not None and key in section.model_fields:
            return refused(setting_of(section, key), language)
    if isinstance(error, UnknownSetting):
        return UnknownSetting(name=plain(str(error.params["name"]), _VALUE_LIMIT))
    return error


def change_text(change: Change, sections: Sections, language: Language, reader: discord.Member) -> dict[str, str]:
    """Return a change's field, section, old and new value as people read them."""
    section = sections.get(change.section)
    setting = next((found for found in settings_of(section) if found.key == change.key), None) if section else None
    if setting is None:  # of a setting that this version no longer has
        old, new = (plain(str(value), _VALUE_LIMIT) for value in (change.old, change.new))
        return {"field": change.key, "section": section_name(change.section, language), "old": old, "new": new}
    old, new = (
        value_text(setting, setting.default if value is None else value, language, reader)
        for value in (change.old, change.new)
    )
    return {
        "field": name_of(setting, language),
        "section": section_name(change.section, language),
        "old": old,
        "new": new,
    }
