"""Where questions are: the channel they are asked in, their threads (archived ones too), links, and who sees what."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.client import Bot
from bot.questions.errors import NoQuestionChannel
from bot.questions.model import Question, QuestionSettings, Written

log = logging.getLogger(__name__)

Place = discord.ForumChannel | discord.TextChannel

THREAD_ARCHIVES_AFTER: Final = 10_080
"""Minutes without a message until a question leaves the channel's list: a week, the most Discord takes."""

READABLE: Final = discord.Permissions(view_channel=True, read_message_history=True)

THREAD_ARCHIVED = 50083
UNKNOWN_CHANNEL = 10003


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A thread that was just made, and the message it starts with."""

    thread: discord.Thread
    starter: discord.Message


async def place_to_ask(bot: Bot, guild: discord.Guild) -> Place:
    """Return the channel questions are asked in. Raises NoQuestionChannel where none is set, or it was deleted."""
    settings = await bot.app.settings.get(guild.id, QuestionSettings)
    place = guild.get_channel(settings.forum_channel_id or 0)
    if not isinstance(place, discord.ForumChannel | discord.TextChannel):
        raise NoQuestionChannel
    return place


def visible_to(member: discord.Member) -> frozenset[int]:
    """Return the channels whose threads a member can read, for every search and list."""
    # Computing permissions takes longer than the query they are for, and few of a server's channels differ in them.
    seen: dict[tuple[Any, ...], bool] = {}
    visible = []
    channels: list[Place] = [*member.guild.text_channels, *member.guild.forums]
    for channel in channels:
        kind = _permission_kind(channel)
        if kind not in seen:
            seen[kind] = channel.permissions_for(member) >= READABLE
        if seen[kind]:
            visible.append(channel.id)
    return frozenset(visible)


def _permission_kind(channel: Place) -> tuple[Any, ...]:
    """Return what is equal for channels in which everybody may do the same."""
    # Private; `overwrites` builds an object for each member and role.
    return tuple((one.id, one.allow, one.deny) for one in channel._overwrites)


async def find_thread(bot: Bot, question: Question) -> discord.Thread | None:
    """Return the question's thread, archived or not; None where it was deleted, which is noted.

    Raises discord.HTTPException where Discord is busy, or doesn't let the bot see it: it may again later.
    """
    if question.deleted_at is not None:
        return None
    guild = bot.get_guild(question.guild_id)
    if guild is None:
        return None
    cached = guild.get_thread(question.thread_id)
    if cached is not None:
        return cached
    try:
        # discord.py drops archived threads from its cache.
        channel = await guild.fetch_channel(question.thread_id)
    except discord.NotFound:
        # Deleted while nobody watched.
        await bot.app.questions.answers.thread_deleted(guild_id=guild.id, thread_id=question.thread_id)
        return None
    return channel if isinstance(channel, discord.Thread) else None


@asynccontextmanager
async def awake(thread: discord.Thread) -> AsyncIterator[discord.Thread]:
    """Let messages in an archived thread be edited: it is taken out of the archive, and put back afterwards.

    No message is sent, so nobody is told. Where Discord refuses either step, its error is raised.
    """
    if not thread.archived:
        yield thread
        return
    woken = await thread.edit(archived=False)
    try:
        yield woken
    finally:
        await woken.edit(archived=True)


async def open_in(
    place: Place,
    *,
    title: str,
    content: str,
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    files: Sequence[discord.File] = (),
    tags: Sequence[discord.ForumTag] = (),
) -> Opened:
    """Make a question's thread: a post in a forum, a message with a thread on it in a text channel.

    Nobody is mentioned. Raises discord.HTTPException where Discord refuses; nothing is left behind then.
    """
    nobody = discord.AllowedMentions.none()
    embeds = [embed] if embed is not None else []
    shown: Any = view if view is not None else discord.utils.MISSING
    if isinstance(place, discord.ForumChannel):
        made = await place.create_thread(
            name=title,
            content=content,
            embeds=embeds,
            view=shown,
            files=list(files),
            applied_tags=list(tags),
            allowed_mentions=nobody,
            auto_archive_duration=THREAD_ARCHIVES_AFTER,
        )
        return Opened(thread=made.thread, starter=made.message)
    starter = await place.send(content, embeds=embeds, view=shown, files=list(files), allowed_mentions=nobody)
    try:
        thread = await starter.create_thread(name=title, auto_archive_duration=THREAD_ARCHIVES_AFTER)
    except discord.HTTPException:
        half_made = place.get_thread(starter.id)
        if half_made is not None:  # Discord made it and failed afterwards
            await discard(half_made)
        await discard(starter)
        raise
    return Opened(thread=thread, starter=starter)


async def discard(made: discord.Message | discord.Thread) -> None:
    """Take back what was made on Discord for something that failed afterwards; a remainder is only logged."""
    try:
        await made.delete()
    except discord.HTTPException as refused:
        log.warning("could not take back %s %s: HTTP %s", type(made).__name__, made.id, refused.status)


async def close_again(opened: Opened) -> None:
    """Take back a whole question: the thread, and the message it was made on where that is outside of it."""
    await discard(opened.thread)
    if opened.starter.channel.id != opened.thread.id:
        await discard(opened.starter)


def thread_link(question: Question) -> str:
    return f"https://discord.com/channels/{question.guild_id}/{question.thread_id}"


def message_link(question: Question, message_id: int) -> str:
    """Return a link to a message in the question's thread."""
    return f"{thread_link(question)}/{message_id}"


async def wake(thread: discord.Thread) -> discord.Thread:
    """Take a thread out of the archive, for a question that is open again."""
    return await thread.edit(archived=False) if thread.archived else thread


def written_of(message: discord.Message) -> Written:
    """Return a message as the rules see it."""
    roles = frozenset(message.author._roles) if isinstance(message.author, discord.Member) else frozenset()
    return Written(
        message_id=message.id,
        channel_id=message.channel.id,
        author_id=message.author.id,
        author_role_ids=roles,
        author_is_bot=message.author.bot,
        text=message.content,
        written_at=message.created_at,
    )
