"""Who wants which messages: asked with the ids of each, so that Discord's objects are made for those alone.

Filters are asked with the text, too, and first: what hits is not to wait behind anything else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence

import discord

from bot.activity.model import MessageFact

log = logging.getLogger(__name__)

Wants = Callable[[MessageFact], bool]
"""Decides in a microsecond, without any I/O, whether a message of a person may concern a feature."""

Screens = Callable[[Sequence[tuple[MessageFact, str]]], Collection[int]]
"""Returns the places of those messages whose texts a filter hits, without any I/O. It keeps no text.

Those that come together are looked at together, which costs less than each by itself."""

Handler = Callable[[discord.Message], Awaitable[None]]


class Messages:
    """Features watch people's messages here, not with listeners: each of those costs every message a task."""

    def __init__(self) -> None:
        self.watchers: list[tuple[Wants, Handler]] = []
        self.screeners: list[tuple[Screens, Handler]] = []

    def watch(self, wants: Wants, handler: Handler) -> None:
        """Call `handler` with each message that `wants` says yes to.

        After a break of the line a message can come twice; a handler does nothing the second time.
        """
        self.watchers.append((wants, handler))

    def unwatch(self, handler: Handler) -> None:
        self.watchers = [watcher for watcher in self.watchers if watcher[1] != handler]

    def screen(self, screens: Screens, handler: Handler) -> None:
        """Call `handler` with each message of a person whose text `screens` names.

        Texts are there with the message content intent alone. As with `watch`, a message can come twice.
        """
        self.screeners.append((screens, handler))

    def unscreen(self, handler: Handler) -> None:
        self.screeners = [screener for screener in self.screeners if screener[1] != handler]

    def screened(self, written: Sequence[tuple[MessageFact, str]]) -> dict[int, list[Handler]]:
        """Return who wants which of these messages, by its place."""
        found: dict[int, list[Handler]] = {}
        for screens, handler in self.screeners:
            for place in _places(screens, written):
                found.setdefault(place, []).append(handler)
        return found

    def wanted_by(self, fact: MessageFact) -> list[Handler]:
        return [handler for wants, handler in self.watchers if wants(fact)]


def _places(screens: Screens, written: Sequence[tuple[MessageFact, str]]) -> Collection[int]:
    try:
        return screens(written)
    except Exception as error:  # noqa: BLE001 - what fails over one text is not to end the line to Discord
        if len(written) == 1:
            log.error("message %s was not screened: %s", written[0][0].message_id, type(error).__name__)
            return ()
    return [place for place, one in enumerate(written) if _places(screens, [one])]


async def handle(message: discord.Message, handlers: list[Handler]) -> None:
    """Call the handlers at once; none of them suffers from another's failure."""
    results = await asyncio.gather(*(handler(message) for handler in handlers), return_exceptions=True)
    for failure in results:
        if isinstance(failure, Exception):
            log.error("a message was not handled", exc_info=failure)
