"""What profiles are made of: fields, who sees them, preferences, and the settings of the feature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.i18n import Language
from bot.settings.model import Section, roles


class Field(StrEnum):
    """What members may say about themselves. Messages: `profiles-field-<field>`, its attribute `.purpose`."""

    CALLED = "called"
    ABOUT = "about"
    PRODUCTS = "products"
    PLACE = "place"
    SKILLS = "skills"


LENGTHS: Mapping[Field, int] = {
    Field.CALLED: 60,
    Field.ABOUT: 600,
    Field.PRODUCTS: 300,
    Field.PLACE: 80,
    Field.SKILLS: 300,
}
"""The characters each may have: all of them, with what makes them harmless, have to fit one card."""

OF_SEVERAL_LINES = frozenset({Field.ABOUT, Field.PRODUCTS, Field.SKILLS})


class Visibility(StrEnum):
    EVERYONE = "everyone"
    STAFF = "staff"
    NOBODY = "nobody"
    """Only they themselves. So it begins: a field is shown to others once its owner has said to whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A field somebody filled in."""

    field: Field
    value: str
    visibility: Visibility
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one reader may see of what somebody said about themselves; `told` in the order of the fields."""

    member_id: int
    told: tuple[Told, ...]
    own: bool
    """Whether the reader is its owner: then nothing is left out."""

    def value(self, field: Field) -> str | None:
        return next((entry.value for entry in self.told if entry.field is field), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How somebody likes to be spoken to; None: not chosen."""

    language: Language | None = None
    time_zone: str | None = None
    quiet_from: int | None = None
    """Minutes after midnight in their zone."""
    quiet_until: int | None = None

    @property
    def has_quiet_hours(self) -> bool:
        return self.quiet_from is not None and self.quiet_until is not None

    def zone(self, servers: ZoneInfo) -> ZoneInfo:
        if self.time_zone is None:
            return servers
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):  # a database that was brought to a machine with fewer zones
            return servers


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """What somebody says they are interested in; roles of the server."""

    role_ids: frozenset[int]
    first_chosen_at: datetime | None
    """None: they never have. Who chose none of them has chosen, too."""


class Trouble(StrEnum):
    """Why an interest could not be given or taken. Messages `profiles-trouble-<trouble>`."""

    PERMISSION = "permission"
    GONE = "gone"
    MANAGED = "managed"
    ABOVE = "above"
    REFUSED = "refused"
    NOT_OFFERED = "not-offered"
    """No interest (any more), or one that must not be everybody's."""
    BUSY = "busy"
    """Discord didn't answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A change of an interest that didn't come about."""

    role_id: int
    trouble: Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What became of a choice of interests: what they have now, and what didn't work."""

    role_ids: frozenset[int]
    missed: Sequence[Missed] = ()


class ProfileSettings(Section):
    section = "profiles"

    interest_role_ids: frozenset[int] = roles()
