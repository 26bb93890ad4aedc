"""What a setting is. A feature describes its settings as a `Section` in its own `model.py`; the panel, the checks,
export and import are generated from the fields.

The kind of a field is read from its type: `bool` a toggle, `int` and `float` a number, a `StrEnum` a choice, `str` a
text; bounds, checks, channels and roles are given with the functions below. Its name and meaning are the messages
`settings-<section>-<field>` (underscores as hyphens) and their attribute `.help`.

Values are checked here and not by a library: pydantic, for the three dozen fields there are, was 9 MB of the bot's
memory and a quarter of a second of every start.
"""

import math
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from types import NoneType
from typing import Any, ClassVar, get_args
from zoneinfo import ZoneInfo, available_timezones

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a field takes, where its type doesn't say so."""

    kind: Kind | None = None
    channel_types: tuple[ChannelType, ...] = ()
    minimum: float = -math.inf
    maximum: float = math.inf
    check: Callable[[str], str] = str
    """Returns a text as it is to be stored. Raises ValueError."""


def number(default: float, *, minimum: float, maximum: float) -> Any:
    """A field `int` or `float` with bounds."""
    return field(default=default, metadata={"taken": Taken(minimum=float(minimum), maximum=float(maximum))})


def checked_text(default: str, check: Callable[[str], str]) -> Any:
    """A field `str`; `check` returns a text as it is to be stored, or raises ValueError."""
    return field(default=default, metadata={"taken": Taken(check=check)})


def channel(*types: ChannelType) -> Any:
    """A field `int | None` that takes one channel of these types."""
    return field(default=None, metadata={"taken": Taken(kind=Kind.CHANNEL, channel_types=types)})


def channels(*types: ChannelType) -> Any:
    """A field `frozenset[int]` that takes channels of these types."""
    return field(default=frozenset(), metadata={"taken": Taken(kind=Kind.CHANNELS, channel_types=types)})


def role() -> Any:
    """A field `int | None` that takes one role."""
    return field(default=None, metadata={"taken": Taken(kind=Kind.ROLE)})


def roles() -> Any:
    """A field `frozenset[int]` that takes roles."""
    return field(default=frozenset(), metadata={"taken": Taken(kind=Kind.ROLES)})


class ValuesRefused(ValueError):
    """Some values are none the fields take; `keys` are the fields' names."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The settings of one feature: a dataclass like this one, in which every field has a default.

    Made of Python's values or of those JSON has for them. Raises ValuesRefused.
    """

    section: ClassVar[str]

    def __post_init__(self) -> None:
        refused: list[str] = []
        for name, described in fields_of(type(self)).items():
            value = getattr(self, name)
            if value is described.default:
                continue
            try:
                object.__setattr__(self, name, _accepted(described, value))
            except (ValueError, OverflowError):
                refused.append(name)
        if refused:
            raise ValuesRefused(refused)

    def as_json(self) -> dict[str, Any]:
        """Return the values as JSON has them."""
        return {name: _plain(getattr(self, name)) for name in fields_of(type(self))}


def fields_of(section: type[Section]) -> dict[str, Field[Any]]:
    return {described.name: described for described in fields(section)}


def taken_by(described: Field[Any]) -> Taken:
    taken = described.metadata.get("taken")
    return taken if isinstance(taken, Taken) else Taken()


def kind_of(described: Field[Any]) -> Kind:
    kind = taken_by(described).kind
    if kind is not None:
        return kind
    python_type = type_of(described)
    if issubclass(python_type, bool):
        return Kind.TOGGLE
    if issubclass(python_type, StrEnum):
        return Kind.CHOICE
    return Kind.NUMBER if issubclass(python_type, int | float) else Kind.TEXT


def type_of(described: Field[Any]) -> type:
    """Return the field's type, without None; `object` for a set."""
    candidates = [part for part in get_args(described.type) if part is not NoneType] or [described.type]
    return candidates[0] if isinstance(candidates[0], type) else object


def _accepted(described: Field[Any], value: Any) -> Any:
    """Return a value as the field holds it. Raises ValueError."""
    taken = taken_by(described)
    match kind_of(described):
        case Kind.TOGGLE:
            return _instance(value, bool)
        case Kind.CHOICE:
            return type_of(described)(value)
        case Kind.TEXT:
            return taken.check(_instance(value, str))
        case Kind.NUMBER:
            return _number(value, taken, whole=type_of(described) is int)
        case Kind.CHANNEL | Kind.ROLE:
            return None if value is None else _id(value)
        case Kind.CHANNELS | Kind.ROLES:
            return _ids(value)


def _instance(value: Any, wanted: type) -> Any:
    if not isinstance(value, wanted):
        raise ValueError(f"no {wanted.__name__}")
    return value


def _number(value: Any, taken: Taken, *, whole: bool) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("no number")
    number = _whole(value) if whole else float(value)
    if not taken.minimum <= number <= taken.maximum:  # what is not a number is neither
        raise ValueError("out of bounds")
    return number


def _whole(value: float | str) -> int:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("no whole number")
    return int(value)


def _id(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("no id")
    id_ = int(value)
    if not 0 < id_ < 2**63:
        raise ValueError("no id of Discord's")
    return id_


def _ids(value: Any) -> frozenset[int]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError("no list of ids")
    ids = frozenset(_id(part) for part in value)
    if len(ids) > MENU_LIMIT:
        raise ValueError("more than a menu holds")
    return ids


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, StrEnum) else value


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError("unknown time zone")
    return text


class LanguageChoice(StrEnum):
    AUTO = "auto"
    EN = "en"
    JA = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings(Section):
    """What several features share."""

    section: ClassVar[str] = "server"

    language: LanguageChoice = LanguageChoice.AUTO
    time_zone: str = checked_text("Asia/Tokyo", _time_zone)
    staff_role_ids: frozenset[int] = roles()
    moderator_role_ids: frozenset[int] = roles()
    queue_channel_id: int | None = channel(ChannelType.TEXT)

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
    """A value that the field refuses."""

    message = "settings-error-invalid"


class UnknownSetting(UserError):
    message = "settings-error-unknown"


class NotASettingsFile(UserError):
    message = "settings-error-file"


class OtherVersion(UserError):
    """A settings file of a version that can't be read here."""

    message = "settings-error-version"
