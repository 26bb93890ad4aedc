"""What guidelines are made of: rules, versions of them, agreement, and the settings of the feature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.i18n import Language
from bot.settings.model import ChannelType, Section, channel, role

RULES_MAX = 20
TITLE_MAX = 80
TEXT_MAX = 900


class Action(StrEnum):
    """What a moderator does about a broken rule unless there is a reason to do otherwise. Moderation carries it out."""

    NOTE = "note"
    WARN = "warn"
    REMOVE = "remove"
    """The message, and a warning."""
    TIMEOUT = "timeout"
    KICK = "kick"
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of one version."""

    id: int
    key: int
    """The same from version to version, whatever its number."""
    number: int
    action: Action
    action_minutes: int | None
    """How long a timeout or ban lasts; None: for good, or it has no length."""
    wordings: Mapping[Language, Wording] = field(default_factory=dict)
    """In one language at least."""

    def wording(self, language: Language) -> Wording:
        """Return it in `language`, or else in the one there is."""
        return self.wordings.get(language) or next(iter(self.wordings.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The rules as they are, were, or are drafted; `rules` by number."""

    id: int
    guild_id: int
    number: int
    material: bool
    """Whether everybody is asked to agree again."""
    created_by_id: int | None
    created_at: datetime
    changed_at: datetime
    published_by_id: int | None
    published_at: datetime | None
    """None: a draft."""
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    version_number: int
    agreed_at: datetime


class GuidelineSettings(Section):
    section = "guidelines"

    channel_id: int | None = channel(ChannelType.TEXT)
    member_role_id: int | None = role()
