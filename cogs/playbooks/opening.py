"""What is done on Discord about an escalated case: the thread, its board, the call, the reminder, and its end.

All of it is a due row's work, done at once by whoever presses; each part is noted as soon as it is there, so that a
process that dies in between is followed by one that goes on with what is missing. Where no private thread can be
opened the board is a card in the queue's channel, and says why; where that can't be either, the queue leads to it.
"""

import logging
from dataclasses import dataclass, replace
from typing import Final

import discord

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.playbooks.escalating import Place as Noted
from bot.playbooks.model import Board, Escalation
from bot.text import cut
from bot.ui.posting import Room, holds, post, redraw, says, sent_before
from bot.ui.replies import NOBODY
from bot.ui.texts import moment, plain
from cogs.playbooks.board import person, severity_text
from cogs.playbooks.placing import Call, Place, call_for, place_in
from cogs.playbooks.working import NoteButton, whole_view

log = logging.getLogger(__name__)

THREAD_NAME_MAX = 100
ARCHIVES_AFTER_MINUTES: Final = 10_080
"""A week without a word, Discord's longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What became of an escalation on Discord."""

    room: Room | None
    in_thread: bool
    failure: str


async def perform(bot: Bot, guild_id: int, escalation_id: int, *, again: bool) -> Opened | None:
    """Make what there is not yet of an escalation's thread, board and call; None where it is closed or gone.

    `again`: an earlier try may have sent what is not noted. Raises TryLater.
    """
    board = await bot.app.playbooks.escalating.find(guild_id=guild_id, escalation_id=escalation_id)
    if board is None or not board.escalation.is_open:
        return None
    guild = bot.get_guild(guild_id)
    if guild is None or guild.unavailable:
        raise TryLater(f"server {guild_id} isn't there")
    escalation = board.escalation
    place = await place_in(bot, guild, escalation.language)
    room, failure = await _room(bot, guild, board, place, again=again)
    if room is None:
        await bot.app.playbooks.escalating.nowhere(escalation, failure=failure)
        return Opened(room=None, in_thread=False, failure=failure)
    is_new = room.id != (escalation.thread_id or escalation.channel_id)  # it is the first, or the other was deleted
    if is_new or escalation.message_id is None:
        known = replace(board, escalation=replace(escalation, failure=failure or None))
        sent = await _show(bot, room, known, again=again)
        await bot.app.playbooks.escalating.placed(escalation, _noted(room, sent.id), failure=failure or None)
    if is_new or escalation.called_at is None:
        await _let_in(room, escalation)
        await call(bot, guild, board, room, again=again)
        await bot.app.playbooks.escalating.called(escalation)
    return Opened(room=room, in_thread=isinstance(room, discord.Thread), failure=failure)


def _noted(room: Room, message_id: int | None) -> Noted:
    if isinstance(room, discord.Thread):
        return Noted(channel_id=room.parent_id, thread_id=room.id, message_id=message_id)
    return Noted(channel_id=room.id, thread_id=None, message_id=message_id)


# The room ---------------------------------------------------------------------------------------------------------


async def _room(bot: Bot, guild: discord.Guild, board: Board, place: Place, *, again: bool) -> tuple[Room | None, str]:
    """Return where it is worked on, made where there is nothing yet; and why it is no thread."""
    escalation = board.escalation
    known = await room_of(bot, escalation)
    if known is not None:
        return known, escalation.failure or ""
    failure = place.failure
    if place.threads is not None:
        try:
            thread = await _thread(place.threads, board, again=again)
        except (discord.Forbidden, discord.NotFound) as refused:
            failure = f"HTTP {refused.status}, {refused.code}"
        except discord.HTTPException as refused:
            raise TryLater(f"channel {place.threads.id}: HTTP {refused.status}") from None
        else:
            await bot.app.playbooks.escalating.begun(escalation, _noted(thread, None))
            return thread, ""
    # Every moderator reads the queue's channel, also the one it is about.
    return (None if board.about_team else place.cards), failure


async def room_of(bot: Bot, escalation: Escalation) -> Room | None:
    """Return the thread or channel an escalation is shown in; None where it is nowhere, or was deleted."""
    guild = bot.get_guild(escalation.guild_id)
    room_id = escalation.thread_id or escalation.channel_id
    if guild is None or room_id is None:
        return None
    found = guild.get_channel_or_thread(room_id)
    if found is None:
        try:
            found = await guild.fetch_channel(room_id)  # archived threads are in no cache
        except (discord.NotFound, discord.Forbidden):
            return None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {room_id}: HTTP {refused.status}") from None
    return found if isinstance(found, (discord.Thread, discord.TextChannel)) else None


async def _thread(channel: discord.TextChannel, board: Board, *, again: bool) -> discord.Thread:
    name = _thread_name(board)
    if again:
        for thread in channel.threads:
            is_ours = thread.owner_id == channel.guild.me.id and thread.name == name
            if is_ours and thread.created_at is not None and thread.created_at >= board.escalation.opened_at:
                return thread
    return await channel.create_thread(
        name=name,
        type=discord.ChannelType.private_thread,
        invitable=False,
        auto_archive_duration=ARCHIVES_AFTER_MINUTES,
        reason=f"#{board.case_number}",
    )


def _thread_name(board: Board) -> str:
    return cut(f"#{board.case_number} {board.escalation.playbook_title}", THREAD_NAME_MAX)


async def _show(bot: Bot, room: Room, board: Board, *, again: bool) -> discord.Message:
    escalation = board.escalation
    return await post(
        room,
        nonce=f"escalation-{escalation.id}",
        again=again,
        is_it=holds(NoteButton.make_custom_id(escalation.id)),
        view=whole_view(bot, board, escalation.language),
        allowed_mentions=NOBODY,
    )


async def _say(room: Room, text: str, *, nonce: str, again: bool, mentions: discord.AllowedMentions = NOBODY) -> None:
    """Say something once. Raises TryLater or CannotBeDone."""
    await post(room, nonce=nonce, again=again, is_it=says(text), content=text, allowed_mentions=mentions)


async def _let_in(room: Room, escalation: Escalation) -> None:
    """Let whoever escalated it into the thread; it is no reason to fail where they have left meanwhile."""
    if not isinstance(room, discord.Thread) or escalation.opened_by_id is None:
        return
    try:
        await room.add_user(discord.Object(escalation.opened_by_id))
    except (discord.Forbidden, discord.NotFound) as refused:
        log.info("escalation %s: who opened it can't be let in: HTTP %s", escalation.id, refused.status)
    except discord.HTTPException as refused:
        raise TryLater(f"thread {room.id}: HTTP {refused.status}") from None


# Calling ----------------------------------------------------------------------------------------------------------


async def call(bot: Bot, guild: discord.Guild, board: Board, room: Room, *, again: bool) -> None:
    """Mention the roles of the severity, and nobody else; in a private thread that also lets their members in."""
    escalation = board.escalation
    found = await call_for(bot, guild, escalation.severity, _channel_of(room))
    if not found.roles:
        return
    nonce = f"call-{escalation.id}-{escalation.severity.value}"[:25]
    await _say(room, _call_text(board, found), nonce=nonce, again=again, mentions=found.mentions)


def _call_text(board: Board, found: Call) -> str:
    language = board.escalation.language
    return say(
        language,
        "playbooks-call-text",
        roles=" ".join(role.mention for role in found.roles),
        number=str(board.case_number),
        severity=severity_text(board.escalation.severity, language),
        playbook=plain(board.escalation.playbook_title, 160),
        deadline=moment(board.escalation.deadline_at),
    )


def _channel_of(room: Room) -> discord.TextChannel | None:
    if isinstance(room, discord.TextChannel):
        return room
    return room.parent if isinstance(room.parent, discord.TextChannel) else None


# Following --------------------------------------------------------------------------------------------------------


async def refresh(bot: Bot, board: Board) -> None:
    """Bring the public board up to date; a closed one's thread is told of it, and archived.

    Where the thread or the board was deleted while it is open, it is made anew. Raises TryLater or CannotBeDone.
    """
    escalation = board.escalation
    if escalation.message_id is None:
        return  # nothing is shown yet: what makes it, shows the newest
    room = await room_of(bot, escalation)
    if room is None:
        await _lost(bot, board)
        return
    if isinstance(room, discord.Thread) and room.archived:
        if not escalation.is_open and await _was_told(room, board):
            return
        await _edit_thread(room, archived=False)
    if not await redraw(room, escalation.message_id, whole_view(bot, board, escalation.language)):
        await _lost(bot, board, room=room)
        return
    if not escalation.is_open and isinstance(room, discord.Thread):
        await _end(room, board)


async def _lost(bot: Bot, board: Board, *, room: Room | None = None) -> None:
    """Have it shown anew: in the same room where that is still there. What is closed stays away."""
    escalation, escalating = board.escalation, bot.app.playbooks.escalating
    if not escalation.is_open:
        return
    if room is None:
        await escalating.nowhere(escalation, failure=escalation.failure or "")
    else:
        await escalating.placed(escalation, _noted(room, None), failure=escalation.failure)
    await escalating.plan_open(escalation)


async def _end(thread: discord.Thread, board: Board) -> None:
    await _say(thread, _closed_text(board), nonce=f"closed-{board.escalation.id}", again=True)
    await _edit_thread(thread, archived=True)


async def _was_told(thread: discord.Thread, board: Board) -> bool:
    return await sent_before(thread, says(_closed_text(board))) is not None


def _closed_text(board: Board) -> str:
    language = board.escalation.language
    member = person(board.escalation.closed_by_id, language)
    return say(language, "playbooks-closed-text", number=str(board.case_number), member=member)


async def _edit_thread(thread: discord.Thread, *, archived: bool) -> None:
    try:
        await thread.edit(archived=archived)
    except (discord.Forbidden, discord.NotFound) as refused:
        raise CannotBeDone(f"thread {thread.id}: HTTP {refused.status}, code {refused.code}") from None
    except discord.HTTPException as refused:
        raise TryLater(f"thread {thread.id}: HTTP {refused.status}") from None


# The due rows -----------------------------------------------------------------------------------------------------


class DueWork:
    """Handles the due rows of escalations."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def open(self, due: Due) -> None:
        opened = await perform(self._bot, due.guild_id, due.subject_id, again=True)
        if opened is not None and opened.room is None:
            raise CannotBeDone(f"escalation {due.subject_id} can be shown nowhere: {plain(opened.failure, 200)}")

    async def refresh(self, due: Due) -> None:
        board = await self._board(due)
        if board is not None:
            await refresh(self._bot, board)

    async def call(self, due: Due) -> None:
        board = await self._board(due)
        if board is None or not board.escalation.is_open:
            return
        guild, room = self._guild(due), await room_of(self._bot, board.escalation)
        if room is None:
            return  # it is called when there is a room
        await call(self._bot, guild, board, room, again=due.attempts > 1)

    async def deadline(self, due: Due) -> None:
        """Say once that the deadline is over: to who leads, or to everybody who was called."""
        board = await self._board(due)
        if board is None or not board.escalation.is_open or board.escalation.reminded_at is not None:
            return
        guild, escalation = self._guild(due), board.escalation
        room = await room_of(self._bot, escalation)
        if room is None:
            await _lost(self._bot, board)
            raise TryLater(f"escalation {escalation.id} is shown nowhere")
        if isinstance(room, discord.Thread) and room.archived:
            await _edit_thread(room, archived=False)
        text, mentions = await self._reminder(guild, board, room)
        await _say(room, text, nonce=due.nonce, again=due.attempts > 1, mentions=mentions)
        await self._bot.app.playbooks.escalating.reminded(escalation)
        await refresh(self._bot, board)

    async def _reminder(self, guild: discord.Guild, board: Board, room: Room) -> tuple[str, discord.AllowedMentions]:
        escalation, number = board.escalation, str(board.case_number)
        language: Language = escalation.language
        if escalation.lead_id is not None:
            lead = discord.Object(escalation.lead_id)
            said = say(language, "playbooks-reminder-lead", who=f"<@{lead.id}>", number=number)
            return said, discord.AllowedMentions(everyone=False, users=[lead], roles=False)
        found = await call_for(self._bot, guild, escalation.severity, _channel_of(room))
        who = " ".join(role.mention for role in found.roles)
        return say(language, "playbooks-reminder-nobody", who=who, number=number).rstrip(), found.mentions

    async def _board(self, due: Due) -> Board | None:
        return await self._bot.app.playbooks.escalating.find(guild_id=due.guild_id, escalation_id=due.subject_id)

    def _guild(self, due: Due) -> discord.Guild:
        guild = self._bot.get_guild(due.guild_id)
        if guild is None or guild.unavailable:
            raise TryLater(f"server {due.guild_id} isn't there")
        return guild
