"""Who may act on whom. Asked before Discord would refuse, and again when it is done: roles change meanwhile."""

from dataclasses import dataclass

from bot.actor import Actor
from bot.moderation import errors
from bot.moderation.model import Act

REACHES_DISCORD = frozenset({Act.TIMEOUT, Act.KICK, Act.BAN, Act.END_TIMEOUT})
"""What Discord lets the bot do only to those whose highest role is below its own."""
HARD = frozenset({Act.KICK, Act.BAN, Act.UNBAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """How high somebody stands on a server; higher numbers are higher."""

    top_position: int
    """Of their highest role; 0: only @everyone."""
    owns_server: bool = False
    is_admin: bool = False
    """Has Administrator: Discord lets nobody time them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    id: int
    rank: Rank | None
    """None: they are not on the server."""


def check_moderator(by: Actor) -> None:
    """Raises ModeratorsOnly."""
    if not (by.moderates or by.manages_server):
        raise errors.ModeratorsOnly


def check_may(act: Act, *, by: Actor, may_ban: bool) -> None:
    """Raises ModeratorsOnly, or MayNotBan; `may_ban`: by Discord's permission or by the server's settings."""
    check_moderator(by)
    if act in HARD and not may_ban:
        raise errors.MayNotBan


def check_target(act: Act, *, by: Actor, by_rank: Rank, target: Target, bot_id: int, bot_rank: Rank) -> None:
    """Raises NotYourself, NotTheBot, NotTheOwner, NotAnEqual or AboveTheBot."""
    if target.id == by.id:
        raise errors.NotYourself
    if target.id == bot_id:
        raise errors.NotTheBot
    if target.rank is None:
        return
    if target.rank.owns_server:
        raise errors.NotTheOwner
    if not by_rank.owns_server and target.rank.top_position >= by_rank.top_position:
        raise errors.NotAnEqual
    if act in REACHES_DISCORD and (
        target.rank.top_position >= bot_rank.top_position or (act is Act.TIMEOUT and target.rank.is_admin)
    ):
        raise errors.AboveTheBot
