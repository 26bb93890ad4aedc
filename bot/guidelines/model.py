"""What guidelines are made of: rules, versions of them, agreement, and the settings of the feature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.i18n import Language
from bot.settings.model import ChannelType, Section, channel, role

RULES_MAX = 20
TITLE_MAX = 80
TEXT_MAX = 900

VERSIONS_A_PAGE = 5

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
class Penalty:
    """A default action with its length."""

    action: Action
    minutes: int | None = None
    """Only of a timeout or a ban; None: for good, or it has no length."""

    @property
    def name(self) -> str:
        """Its name where it is chosen: `timeout-60`, `ban`."""
        return self.action.value if self.minutes is None else f"{self.action.value}-{self.minutes}"


HOUR, DAY = 60, 24 * 60

PENALTIES: tuple[Penalty, ...] = (
    Penalty(action=Action.NOTE),
    Penalty(action=Action.WARN),
    Penalty(action=Action.REMOVE),
    Penalty(action=Action.TIMEOUT, minutes=10),
    Penalty(action=Action.TIMEOUT, minutes=HOUR),
    Penalty(action=Action.TIMEOUT, minutes=12 * HOUR),
    Penalty(action=Action.TIMEOUT, minutes=DAY),
    Penalty(action=Action.TIMEOUT, minutes=3 * DAY),
    Penalty(action=Action.TIMEOUT, minutes=7 * DAY),
    Penalty(action=Action.TIMEOUT, minutes=28 * DAY),  # Discord's longest
    Penalty(action=Action.KICK),
    Penalty(action=Action.BAN, minutes=DAY),
    Penalty(action=Action.BAN, minutes=7 * DAY),
    Penalty(action=Action.BAN, minutes=30 * DAY),
    Penalty(action=Action.BAN),
)
"""What an admin chooses from: a menu of Discord holds 25."""


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

    @property
    def penalty(self) -> Penalty:
        return Penalty(action=self.action, minutes=self.action_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an admin decides of a rule."""

    penalty: Penalty
    wordings: Mapping[Language, Wording]


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

    @property
    def stamp(self) -> int:
        """A number that is another one after every change: buttons of a draft carry it."""
        return stamp_of(self.changed_at)

    def rule(self, number: int) -> Rule | None:
        return next((rule for rule in self.rules if rule.number == number), None)

    def with_key(self, key: int) -> Rule | None:
        return next((rule for rule in self.rules if rule.key == key), None)


def stamp_of(moment: datetime) -> int:
    """Return a moment in microseconds since 1970, exactly."""
    return (moment - EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A rule that differs between two versions in more than its number."""

    old: Rule
    new: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a version changes of the one before; rules are known by their key."""

    added: Sequence[Rule] = ()
    removed: Sequence[Rule] = ()
    changed: Sequence[Changed] = ()
    renumbered: Sequence[tuple[Rule, Rule]] = ()
    """Old and new, of every rule that has another number, also where it was changed."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.renumbered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The draft with what it changes of the published version, if there is one."""

    version: Version
    published: Version | None
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    version_number: int
    agreed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The published rules as one member finds them."""

    version: Version
    agreement: Agreement | None
    """The latest version they agreed to."""
    material_number: int
    """The latest version that everybody has to agree to: whoever agreed to it or a later one is up to date."""

    @property
    def up_to_date(self) -> bool:
        return self.agreement is not None and self.agreement.version_number >= self.material_number

    @property
    def agreed_to_this(self) -> bool:
        return self.agreement is not None and self.agreement.version_number == self.version.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What came of pressing *I agree*."""

    reading: Reading
    outdated: bool
    """The page was of an older version: nothing was stored, the new one has to be read first."""
    anew: bool
    """Whether it was stored now; else it was before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A line of the history."""

    number: int
    material: bool
    published_at: datetime
    published_by_id: int | None
    rules: int
    agreed: int
    """How many agreed to this very version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    versions: Sequence[Published]
    """Latest first."""
    total: int
    page: int
    pages: int
    up_to_date: int
    """How many have agreed to what is in force now: the latest material version or a later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where the rules are posted; messages in reading order."""

    channel_id: int
    message_ids: tuple[int, ...]
    version_id: int | None
    """What all of them show; None while they are being written."""
    posted_at: datetime


class GuidelineSettings(Section):
    section = "guidelines"

    channel_id: int | None = channel(ChannelType.TEXT)
    member_role_id: int | None = role()
