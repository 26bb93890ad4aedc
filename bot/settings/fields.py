"""What the panel has to know of a setting: read from its field, so that no feature describes it twice."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, get_args

from annotated_types import Ge, Gt, Le, Lt, MaxLen
from pydantic.fields import FieldInfo

from bot.settings.model import ChannelType, Kind, Section, UnknownSetting, kind_of

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
    longest: int | None = None
    """Of a text: its characters."""

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
    defaults = section().model_dump(mode="json")
    return [_setting(section.section, key, field, defaults[key]) for key, field in section.model_fields.items()]


def setting_of(section: type[Section], key: str) -> Setting:
    """Return one setting. Raises UnknownSetting."""
    for setting in settings_of(section):
        if setting.key == key:
            return setting
    raise UnknownSetting(name=f"{section.section}.{key}")


def _setting(section: str, key: str, field: FieldInfo, default: Any) -> Setting:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    python_type = _plain_type(field)
    return Setting(
        section=section,
        key=key,
        kind=kind_of(field),
        default=default,
        minimum=next(_bounds(field, Ge, Gt), None),
        maximum=next(_bounds(field, Le, Lt), None),
        whole=python_type is int,
        choices=tuple(str(choice) for choice in python_type) if issubclass(python_type, StrEnum) else (),
        longest=next((part.max_length for part in field.metadata if isinstance(part, MaxLen)), None),
        channel_types=tuple(ChannelType(str(name)) for name in _listed(extra.get("types"))),
    )


def _plain_type(field: FieldInfo) -> type:
    candidates = [part for part in get_args(field.annotation) if part is not NoneType] or [field.annotation]
    return candidates[0] if isinstance(candidates[0], type) else object


def _bounds(field: FieldInfo, *kinds: type) -> Iterator[float]:
    for part in field.metadata:
        if isinstance(part, kinds):
            yield float(next(getattr(part, name) for name in ("ge", "gt", "le", "lt") if hasattr(part, name)))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


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
