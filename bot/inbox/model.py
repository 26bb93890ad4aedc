"""What a message to one member is, who renders it, and how it reached them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.settings.model import ChannelType, Section, channel

DELIVER = "inbox:deliver"
"""The due row that delivers a message; its subject is the message."""


class Delivery(StrEnum):
    """How a message reached its member, so far."""

    WAITING = "waiting"
    DIRECT = "direct"
    """By direct message."""
    MENTION = "mention"
    """Direct messages are closed: it is in the inbox, and a mention in a channel says so."""
    INBOX = "inbox"
    """It is in the inbox, and nobody could say so: told below the next answer."""
    BELOW = "below"
    """They were told below an answer that it is in the inbox."""
    UNREACHABLE = "unreachable"
    """They are not on the server any more, and direct messages are closed: told below an answer should they return."""


REACHED = frozenset({Delivery.DIRECT, Delivery.MENTION, Delivery.BELOW})
"""They know of it."""
UNTOLD = frozenset({Delivery.INBOX, Delivery.UNREACHABLE})
"""They are told below their next answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to one member. It holds no text: its topic's renderer says what is true now."""

    id: int
    guild_id: int
    member_id: int
    topic: str
    """“case”, “report”, “appeal” …"""
    subject_id: int
    created_at: datetime
    delivery: Delivery
    channel_id: int | None
    """Where it is about, if that is a channel: the place for a mention."""
    delivered_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A letter as it is read: Discord's markdown, and the buttons below it."""

    body: str
    entrances: tuple[tuple[str, int], ...] = ()
    """Buttons by name and row (`Bot.entrances`), in order."""
    mention: bool = True
    """Whether a mention is of use where direct messages are closed: not to somebody who is about to be banned."""

    @property
    def title(self) -> str:
        """The first line, without the marks of a heading."""
        return self.body.split("\n", maxsplit=1)[0].lstrip("#").strip()


class Renderer(Protocol):
    """Says a letter of one topic in a language; None where there is nothing to say any more."""

    async def __call__(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of a member's letters, latest first."""

    letters: tuple[Letter, ...]
    page: int
    pages: int
    unread: int
    """Of all of them."""


Follower = Callable[[AsyncConnection, Letter], Awaitable[None]]
"""Is told of a letter in the transaction that notes how it reached its member, or that it was read."""


class InboxSettings(Section):
    section = "inbox"

    channel_id: int | None = channel(ChannelType.TEXT)
    """Where those are mentioned who can't be reached otherwise, unless a letter has a channel of its own."""
