"""Saying something in an event's thread: where it is, and what is done where it is gone.

The thread is made below the announcement. Where it was deleted, another one is made, if Discord lets us; else, and
where moderators have locked it and we may not talk there, it is said in the announcement's own channel, so that those
concerned learn of it all the same.
"""

import logging
from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from bot.client import Bot
from bot.due import CannotBeDone, TryLater
from bot.events.model import Event, Occurrence
from bot.text import cut

log = logging.getLogger(__name__)

THREAD_NAME_LIMIT = 100
ARCHIVED_AFTER_MINUTES: Final = 10_080
ALREADY_HAS_A_THREAD = 160004
LOCKED = 160005
LOOKED_AT = 100
OUR_CLOCKS_ERROR = timedelta(minutes=1)
MENTIONS_AT_ONCE = 80
CONTENT_LIMIT = 2_000
MENTION_LENGTH = len("<@1234567890123456789> ")


async def speak(bot: Bot, event: Event, occurrence: Occurrence, *, nonce: str, **message: Any) -> discord.Message:
    """Say something in an occurrence's thread, or where that is gone. Raises CannotBeDone or TryLater."""
    guild = bot.get_guild(occurrence.guild_id)
    if guild is None or guild.unavailable:
        raise TryLater(f"server {occurrence.guild_id} isn't there")
    async for place in _places(bot, guild, event, occurrence):
        try:
            return await place.send(nonce=nonce, **message)
        except discord.NotFound:
            if place.id == occurrence.thread_id:
                await bot.app.events.announcing.threaded(
                    occurrence_id=occurrence.id, thread_id=None, instead_of=occurrence.thread_id
                )
        except discord.Forbidden as refused:
            if refused.code == LOCKED and place.id == occurrence.thread_id:
                log.info("occurrence %s: its thread is locked", occurrence.id)
                continue
            raise CannotBeDone(f"nothing can be said in {place.id}: HTTP 403, code {refused.code}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {place.id}: HTTP {refused.status}") from None
    raise CannotBeDone(f"the channel in which event {event.id} was announced is gone")


async def _places(
    bot: Bot, guild: discord.Guild, event: Event, occurrence: Occurrence
) -> AsyncIterator[discord.PartialMessageable]:
    """Yield where something can be said of an occurrence, one after the other as each turns out to be gone."""
    if occurrence.thread_id is not None:
        yield bot.get_partial_messageable(occurrence.thread_id, guild_id=guild.id)
    made = await _thread_again(bot, event, occurrence)
    if made is not None and made != occurrence.thread_id:
        yield bot.get_partial_messageable(made, guild_id=guild.id)
    if occurrence.channel_id is not None:
        yield bot.get_partial_messageable(occurrence.channel_id, guild_id=guild.id)


async def said_before(
    bot: Bot, event: Event, occurrence: Occurrence, *, since: datetime
) -> AsyncIterator[discord.Message]:
    """Yield our own messages there since a moment: an earlier try may have been cut off. Raises TryLater."""
    for place_id in (occurrence.thread_id, occurrence.channel_id):
        if place_id is None or bot.user is None:
            continue
        place = bot.get_partial_messageable(place_id, guild_id=occurrence.guild_id)
        try:
            async for sent in place.history(limit=LOOKED_AT, after=since - OUR_CLOCKS_ERROR):
                if sent.author.id == bot.user.id:
                    yield sent
        except (discord.Forbidden, discord.NotFound):
            continue  # without Read Message History: twice is better than never
        except discord.HTTPException as refused:
            raise TryLater(f"channel {place_id}: HTTP {refused.status}") from None


async def make_thread(bot: Bot, event: Event, occurrence: Occurrence) -> int:
    """Make the thread below an announcement and return its id. Raises discord.py's errors."""
    assert occurrence.channel_id is not None and occurrence.message_id is not None
    channel = bot.get_partial_messageable(occurrence.channel_id, guild_id=occurrence.guild_id)
    day = f"{occurrence.starts_at.astimezone(event.zone):%Y-%m-%d}"
    name = f"{cut(event.title, THREAD_NAME_LIMIT - len(day) - 3)} · {day}"
    try:
        thread = await channel.get_partial_message(occurrence.message_id).create_thread(
            name=name, auto_archive_duration=ARCHIVED_AFTER_MINUTES
        )
    except discord.HTTPException as refused:
        if refused.code != ALREADY_HAS_A_THREAD:
            raise
        return occurrence.message_id  # made before that could be noted; it has the message's id
    return thread.id


async def _thread_again(bot: Bot, event: Event, occurrence: Occurrence) -> int | None:
    """Make a thread in place of one that is missing; None where that can't be done."""
    if occurrence.message_id is None or occurrence.channel_id is None:
        return None
    try:
        thread_id = await make_thread(bot, event, occurrence)
    except discord.HTTPException as refused:
        log.info("occurrence %s gets no thread: HTTP %s, code %s", occurrence.id, refused.status, refused.code)
        return None
    if thread_id != occurrence.thread_id:
        await bot.app.events.announcing.threaded(occurrence_id=occurrence.id, thread_id=thread_id)
    return thread_id


def mentioning(member_ids: Collection[int]) -> discord.AllowedMentions:
    """Let a message notify these people and nobody else."""
    return discord.AllowedMentions(
        everyone=False, roles=False, users=[discord.Object(member_id) for member_id in member_ids]
    )


def in_messages(said: str, more: str, member_ids: list[int]) -> list[tuple[str, list[int]]]:
    """Return the texts that say something and mention everybody, with whom each mentions.

    The first begins with `said`, the others with `more`; each mentions as many as Discord takes.
    """
    found: list[tuple[str, list[int]]] = []
    left, head = list(member_ids), said
    while left or not found:
        room = min(MENTIONS_AT_ONCE, max(0, (CONTENT_LIMIT - len(head) - 1) // MENTION_LENGTH))
        now, left = left[:room], left[room:]
        found.append(("\n".join([head, " ".join(f"<@{member_id}>" for member_id in now)]).strip(), now))
        head = more
    return found
