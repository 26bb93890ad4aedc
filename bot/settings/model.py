"""What a setting is. A feature describes its settings as a `Section` in its own `model.py`; the panel, the checks,
export and import are generated from the fields.

The kind of a field is read from its type: `bool` a toggle, `int` and `float` a number with bounds, a `StrEnum` a
choice, `str` a text; channels and roles are made with the functions below. Its name and meaning are the messages
`settings-<section>-<field>` (underscores as hyphens) and their attribute `.help`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import NoneType
from typing import Any, ClassVar, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from bot.errors import UserError
from bot.i18n import Language

MENU_LIMIT = 25
"""The channels or roles one setting can name: what a menu of Discord can hold."""


class Kind(StrEnum):
    CHANNEL = "channel"
    CHANNELS = "channels"
    ROLE = "role"
    ROLES = "roles"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    TOGGLE = "toggle"


class ChannelType(StrEnum):
    """Discord's words for the channels a setting can take."""

    TEXT = "text"
    FORUM = "forum"
    VOICE = "voice"
    CATEGORY = "category"


def channel(*types: ChannelType) -> Any:
    """A field `int | None` that takes one channel of these types."""
    return Field(default=None, json_schema_extra={"kind": Kind.CHANNEL, "types": list(types)})


def channels(*types: ChannelType) -> Any:
    """A field `frozenset[int]` that takes channels of these types."""
    return Field(
        default=frozenset(), max_length=MENU_LIMIT, json_schema_extra={"kind": Kind.CHANNELS, "types": list(types)}
    )


def role() -> Any:
    """A field `int | None` that takes one role."""
    return Field(default=None, json_schema_extra={"kind": Kind.ROLE})


def roles() -> Any:
    """A field `frozenset[int]` that takes roles."""
    return Field(default=frozenset(), max_length=MENU_LIMIT, json_schema_extra={"kind": Kind.ROLES})


class Section(BaseModel):
    """The settings of one feature. Every field has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    section: ClassVar[str]

    @field_validator("*")
    @classmethod
    def _possible_ids(cls, value: Any, info: ValidationInfo) -> Any:
        if kind_of(cls.model_fields[info.field_name or ""]) in (Kind.CHANNEL, Kind.CHANNELS, Kind.ROLE, Kind.ROLES):
            ids = [] if value is None else [value] if isinstance(value, int) else value
            if not all(0 < id_ < 2**63 for id_ in ids):
                raise ValueError("no id of Discord's")
        return value


def kind_of(field: FieldInfo) -> Kind:
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "kind" in extra:
        return Kind(str(extra["kind"]))
    types = [part for part in get_args(field.annotation) if part is not NoneType] or [field.annotation]
    python_type = types[0]
    assert isinstance(python_type, type), f"{field} has no plain type"
    if issubclass(python_type, bool):
        return Kind.TOGGLE
    if issubclass(python_type, StrEnum):
        return Kind.CHOICE
    return Kind.NUMBER if issubclass(python_type, int | float) else Kind.TEXT


class LanguageChoice(StrEnum):
    AUTO = "auto"
    EN = "en"
    JA = "ja"


class ServerSettings(Section):
    """What several features share."""

    section = "server"

    language: LanguageChoice = LanguageChoice.AUTO
    time_zone: str = "Asia/Tokyo"
    staff_role_ids: frozenset[int] = roles()
    moderator_role_ids: frozenset[int] = roles()
    queue_channel_id: int | None = channel(ChannelType.TEXT)

    @field_validator("time_zone")
    @classmethod
    def _exists(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("unknown time zone")
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def public_language(self, *, preferred_locale: object) -> Language:
        """Return the language of public posts, given the server's own locale in Discord."""
        if self.language is LanguageChoice.AUTO:
            return Language.of_locale(preferred_locale)
        return Language(self.language.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One setting that was changed: by whom, when, from what to what (JSON values; None: the default)."""

    section: str
    key: str
    old: Any
    new: Any
    changed_by: int | None
    changed_at: datetime


class InvalidSetting(UserError):
    """A value that the field refuses; `reason` is in plain words."""

    message = "settings-error-invalid"


class UnknownSetting(UserError):
    message = "settings-error-unknown"


class NotASettingsFile(UserError):
    message = "settings-error-file"


class OtherVersion(UserError):
    """A settings file of a version that can't be read here."""

    message = "settings-error-version"
