"""What profiles are made of: fields, who sees them, preferences, and the settings of the feature."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.i18n import Language
from bot.settings.model import Section, roles


class Field(StrEnum):
    """What members may say about themselves. Messages: `profiles-field-<field>`, its attribute `.purpose`."""

    CALLED = "called"
    ABOUT = "about"
    PRODUCTS = "products"
    PLACE = "place"
    SKILLS = "skills"


class Visibility(StrEnum):
    EVERYONE = "everyone"
    STAFF = "staff"
    NOBODY = "nobody"
    """Only they themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A field somebody filled in."""

    field: Field
    value: str
    visibility: Visibility
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How somebody likes to be spoken to; None: not chosen."""

    language: Language | None = None
    time_zone: str | None = None
    quiet_from: int | None = None
    """Minutes after midnight in their zone."""
    quiet_until: int | None = None

    def zone(self, servers: ZoneInfo) -> ZoneInfo:
        return servers if self.time_zone is None else ZoneInfo(self.time_zone)


class ProfileSettings(Section):
    section = "profiles"

    interest_role_ids: frozenset[int] = roles()
