"""What the panel has to know of a setting: read from its field, so that no feature describes it twice."""

import math
import re
import unicodedata
from dataclasses import Field, dataclass
from enum import StrEnum
from typing import Any

from bot.settings.model import (
    ChannelType,
    Kind,
    Section,
    UnknownSetting,
    fields_of,
    kind_of,
    taken_by,
    type_of,
)

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


class Unit(StrEnum):
    """What a number counts, as the end of its field's name says."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting; values are as JSON has them, ids of channels and roles as numbers."""

    section: str
    key: str
    kind: Kind
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    choices: tuple[str, ...] = ()
    channel_types: tuple[ChannelType, ...] = ()

    @property
    def message_id(self) -> str:
        return f"settings-{self.section}-{self.key}".replace("_", "-")

    @property
    def unit(self) -> Unit | None:
        ending = self.key.rsplit("_", 1)[-1]
        return next((unit for unit in Unit if unit == ending), None)

    @property
    def names_channels(self) -> bool:
        return self.kind in (Kind.CHANNEL, Kind.CHANNELS)

    @property
    def names_roles(self) -> bool:
        return self.kind in (Kind.ROLE, Kind.ROLES)


def settings_of(section: type[Section]) -> list[Setting]:
    """Return a section's settings in the order they are written."""
    defaults = section().as_json()
    return [_setting(section.section, field, defaults[key]) for key, field in fields_of(section).items()]


def setting_of(section: type[Section], key: str) -> Setting:
    """Return one setting. Raises UnknownSetting."""
    for setting in settings_of(section):
        if setting.key == key:
            return setting
    raise UnknownSetting(name=f"{section.section}.{key}")


def _setting(section: str, field: Field[Any], default: Any) -> Setting:
    taken, python_type = taken_by(field), type_of(field)
    return Setting(
        section=section,
        key=field.name,
        kind=kind_of(field),
        default=default,
        minimum=taken.minimum if math.isfinite(taken.minimum) else None,
        maximum=taken.maximum if math.isfinite(taken.maximum) else None,
        whole=python_type is int,
        choices=tuple(str(choice) for choice in python_type) if issubclass(python_type, StrEnum) else (),
        channel_types=taken.channel_types,
    )


def read_number(typed: str, *, whole: bool) -> int | float | None:
    """Return the number somebody typed, also in full-width digits or with commas between thousands; None for none."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    try:
        return int(text) if whole else float(text)
    except ValueError:
        return None


def ids_in(setting: Setting, value: Any) -> list[int]:
    """Return the channel or role ids in a value, none for other kinds of settings."""
    if not (setting.names_channels or setting.names_roles) or value is None:
        return []
    return [int(part) for part in (value if isinstance(value, list) else [value])]
