"""Who wants which messages: asked with the ids of each, so that Discord's objects are made for those alone.

Filters are asked with the text, too, and first: what hits is not to wait behind anything else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord

from bot.activity.model import MessageFact

log = logging.getLogger(__name__)

Wants = Callable[[MessageFact], bool]
"""Decides in a microsecond, without any I/O, whether a message of a person may concern a feature."""

Screens = Callable[[MessageFact, str], bool]
"""Decides in a few microseconds, without any I/O, whether a filter of the server hits a text. It keeps no text."""

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
        """Call `handler` with each message of a person whose text `screens` says yes to.

        Texts are there with the message content intent alone. As with `watch`, a message can come twice.
        """
        self.screeners.append((screens, handler))

    def unscreen(self, handler: Handler) -> None:
        self.screeners = [screener for screener in self.screeners if screener[1] != handler]

    def screened_by(self, fact: MessageFact, text: str) -> list[Handler]:
        hit: list[Handler] = []
        for screens, handler in self.screeners:
            try:
                if screens(fact, text):
                    hit.append(handler)
            except Exception as error:  # noqa: BLE001 - what fails over one text is not to end the line to Discord
                log.error("message %s was not screened: %s", fact.message_id, type(error).__name__)
        return hit

    def wanted_by(self, fact: MessageFact) -> list[Handler]:
        return [handler for wants, handler in self.watchers if wants(fact)]


async def handle(message: discord.Message, handlers: list[Handler]) -> None:
    """Call the handlers at once; none of them suffers from another's failure."""
    results = await asyncio.gather(*(handler(message) for handler in handlers), return_exceptions=True)
    for failure in results:
        if isinstance(failure, Exception):
            log.error("a message was not handled", exc_info=failure)
