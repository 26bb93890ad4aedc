"""Saying something in an event's thread that mentions many people, each once, also where a try was cut off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord

from bot.client import Bot
from bot.due import Due
from bot.events.model import Event, Occurrence
from bot.ui.actions import Button, view_of
from cogs.events.below import in_messages, mentioning, said_before, speak


async def call(
    bot: Bot,
    due: Due,
    event: Event,
    occurrence: Occurrence,
    *,
    said: str,
    more: str,
    member_ids: Sequence[int],
    since: datetime,
    variants: Sequence[str] = (),
    buttons: Sequence[Button] = (),
) -> discord.abc.Messageable | None:
    """Say `said` with mentions, and `more` where there are too many for one message; returns where that was.

    A row that is tried again finds what earlier tries have said `since`: by `said`, `more`, or one of the `variants` it
    could have had by then. None: all of it has been said. Raises CannotBeDone or TryLater.
    """
    left, head = list(member_ids), said
    if due.attempts > 1 or due.failure is not None:
        known, begun = await _known(bot, event, occurrence, heads=(said, more, *variants), since=since)
        left = [one for one in left if one not in known]
        if begun and not left:
            return None
        head = more if begun else said
    place: discord.abc.Messageable | None = None
    for number, (text, mentioned) in enumerate(in_messages(head, more, left)):
        view: dict[str, Any] = {"view": view_of(*buttons)} if buttons and head == said and number == 0 else {}
        sent = await speak(
            bot,
            event,
            occurrence,
            nonce=f"{due.nonce[:21]}-{number}",
            content=text,
            allowed_mentions=mentioning(mentioned),
            **view,
        )
        place = sent.channel
    return place


async def _known(
    bot: Bot, event: Event, occurrence: Occurrence, *, heads: tuple[str, ...], since: datetime
) -> tuple[set[int], bool]:
    """Return whom earlier tries have mentioned, and whether they have said anything."""
    known: set[int] = set()
    begun = False
    async for sent in said_before(bot, event, occurrence, since=since):
        if sent.content.startswith(heads):
            known.update(sent.raw_mentions)
            begun = True
    return known, begun
