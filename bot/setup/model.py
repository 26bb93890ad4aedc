"""What a feature can need on a server, what the server has, and what is proposed for it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import UserError


class NeedKind(StrEnum):
    ROLE = "role"
    FORUM = "forum"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagNeed:
    """A tag a forum should have; `name` is a message id, and its name in any language counts as being there."""

    name: str
    symbol: str
    moderated: bool
    """Only those who manage threads can put it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A channel or role that a feature needs; which one it is becomes the setting `section`.`key`.

    The messages `setup-need-<name>` (its title), `.why` and `.made` (the name of one that is made) speak of it.
    """

    name: str
    kind: NeedKind
    section: str
    key: str
    known_as: tuple[str, ...]
    """What servers commonly call it: lower case, letters and digits only."""
    tags: tuple[TagNeed, ...] = ()
    optional: bool = False
    """Whether a server does well without: then nothing is made for it unless an admin says so."""
    shown_to: tuple[str, ...] = ()
    """The needs whose roles see the channel; where it is made, nobody else does."""
    moderators_only: bool = False
    """Whether everybody else must not see it."""
    denied: tuple[str, ...] = ()
    """What members may not do in a channel that is made for it: the bot posts there."""
    is_rules_channel: bool = False
    """Whether it is what Discord itself calls the rules channel of a server."""
    given: bool = False
    """Whether the bot gives the role to members."""
    mentionable: bool = False
    """Whether a role that is made for it can be mentioned by everybody: else a mention of the bot's notifies nobody."""

    @property
    def message_id(self) -> str:
        return f"setup-need-{self.name}"

    @property
    def takes_several(self) -> bool:
        """Whether the setting names several, so that one more is added to them."""
        return self.key.endswith("_ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The needs an admin looks at together: a card can't hold all. `setup-part-<name>` is its title."""

    name: str
    needs: tuple[Need, ...]

    @property
    def message_id(self) -> str:
        return f"setup-part-{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What the bot must be allowed to for a feature; permissions by Discord's API names."""

    feature: str
    """A message `setup-feature-<feature>` names it."""
    permissions: tuple[str, ...]
    section: str | None = None
    key: str | None = None
    """The setting that names the channel; None: the whole server."""
    optional: bool = False
    """Whether no channel need be set for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel of the server, as far as proposals look at it."""

    id: int
    name: str
    kind: NeedKind
    tag_names: tuple[str, ...] = ()
    everyone_sees: bool = True
    seen_by: frozenset[int] = frozenset()
    """Those of the roles one asked for that can see it."""
    denied: frozenset[str] = frozenset()
    """What the bot asks for in its invite link, but may not do there."""
    bot_sees: bool = True
    is_rules_channel: bool = False
    """Whether Discord itself calls it the server's rules channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    id: int
    name: str
    assignable: bool
    """Neither @everyone nor a bot's own."""
    above_bot: bool = False
    """Whether the bot can't give it, as it stands above the bot's own."""
    powerful: bool = False
    """Whether those who have it may do what not everybody should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What the server has, channels and roles in the order in which its people see them."""

    channels: tuple[Channel, ...]
    roles: tuple[Role, ...]
    has_community: bool
    """Whether Discord's community features are on, which forums may ask for."""

    def channel(self, channel_id: int) -> Channel | None:
        return next((channel for channel in self.channels if channel.id == channel_id), None)

    def role(self, role_id: int) -> Role | None:
        return next((role for role in self.roles if role.id == role_id), None)


class Way(StrEnum):
    """How a need is to be met."""

    KEEP = "keep"
    """With what is set already."""
    USE = "use"
    MAKE = "make"
    """By making one, unless one of that name is there by then."""
    ANEW = "anew"
    """By making one in any case: an admin said so."""
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How one need is to be met; `id` is the channel or role of KEEP and USE."""

    way: Way
    id: int = 0


class StepKind(StrEnum):
    ALREADY = "already"
    USE = "use"
    MAKE_ROLE = "make-role"
    MAKE_FORUM = "make-forum"
    MAKE_TEXT = "make-text"
    MAKE_PRIVATE = "make-private"
    MAKE_READ_ONLY = "make-read-only"
    ADD_TAGS = "add-tags"
    NO_ROOM_FOR_TAGS = "no-room-for-tags"
    PLAIN_CHANNEL = "plain-channel"
    LET_SEE = "let-see"
    SEEN_BY_EVERYONE = "seen-by-everyone"
    MAYBE_NO_FORUM = "maybe-no-forum"
    HIDDEN_FROM_BOT = "hidden-from-bot"
    NOT_ALLOWED = "not-allowed"
    ABOVE_BOT = "above-bot"
    POWERFUL = "powerful"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that would happen, or that is worth saying, about a need."""

    kind: StepKind
    id: int = 0
    """The channel or role it is about, where it exists."""
    name: str = ""
    tags: tuple[TagNeed, ...] = ()
    lacking: tuple[str, ...] = ()
    """The permissions the bot will need there and doesn't have."""

    @property
    def permission(self) -> str | None:
        """What the bot must be allowed to for it."""
        return _PERMISSIONS.get(self.kind)


_PERMISSIONS = {
    StepKind.MAKE_ROLE: "manage_roles",
    StepKind.MAKE_FORUM: "manage_channels",
    StepKind.MAKE_TEXT: "manage_channels",
    StepKind.MAKE_PRIVATE: "manage_channels",
    StepKind.MAKE_READ_ONLY: "manage_channels",
    StepKind.ADD_TAGS: "manage_channels",
    StepKind.LET_SEE: "manage_roles",
}


class NothingChosen(UserError):
    """“Use this one” without saying which."""

    message = "setup-error-nothing-chosen"


class NotSuitable(UserError):
    """A channel or role that isn't on this server, or not of the right kind."""

    message = "setup-error-not-suitable"
