"""The same facts as `entry` makes, from discord.py's objects: messages as it dispatches them, the rest from listeners.

It costs what discord.py costs, but for the task that a listener would be for every message. Listeners for the rest run
in tasks, so nobody can say up to which event everything is taken: the session is not resumed by the next process,
which reads what it missed from the channels' history.
"""

import logging
from collections import defaultdict
from itertools import chain
from typing import Any

import discord

from bot.activity.model import DeletionFact, GuildSeen, MessageFact, ReactionFact, VoiceFact
from bot.activity.service import Activity
from bot.clock import Clock
from bot.gateway.entry import REPLY, WRITTEN_BY_PEOPLE
from bot.gateway.messages import Handler, Messages, handle

log = logging.getLogger(__name__)

Early = tuple[discord.Message, MessageFact | None]


class ObjectEntry:
    """The entry behind discord.py's parsers."""

    def __init__(
        self, client: discord.Client, *, activity: Activity, messages: Messages, clock: Clock, content: bool
    ) -> None:
        self._client = client
        self._activity = activity
        self._messages = messages
        self._clock = clock
        self._content = content
        self._seen: set[int] = set()
        self._early: defaultdict[int, list[Early]] = defaultdict(list)
        """Messages of servers that discord.py has not introduced yet: it does so in a task of its own."""
        self._wanted: dict[int, list[Handler]] = {}
        self.listeners = (
            self.on_raw_reaction_add,
            self.on_raw_reaction_remove,
            self.on_raw_message_delete,
            self.on_raw_bulk_message_delete,
            self.on_voice_state_update,
            self.on_guild_available,
            self.on_guild_join,
            self.on_ready,
        )

    # Messages

    def take(self, event: str, args: tuple[Any, ...]) -> bool:
        """Take what has to be in order; returns whether discord.py is to call listeners for it."""
        if event == "message":
            try:
                return self._take_message(args[0])
            except (AttributeError, TypeError, ValueError):  # discord.py makes half a message of a malformed event
                log.exception("a message was not understood")
                return False
        if event == "shard_connect":  # a new session, which introduces its servers again
            self._seen -= {guild.id for guild in self._client.guilds if guild.shard_id == args[0]}
        elif event == "guild_unavailable":
            self._seen.discard(args[0].id)
        return True

    def _take_message(self, message: discord.Message) -> bool:
        guild = message.guild
        if guild is None:
            return False
        fact = self._fact(message, guild)
        if guild.id in self._seen:
            self._count(message, fact)
        else:
            self._early[guild.id].append((message, fact))
        if fact is None:
            return False
        handlers = self._messages.wanted_by(fact)
        if self._content and self._messages.screeners:
            screened = self._messages.screened([(fact, _text_of(message))])
            handlers = [*screened.get(0, ()), *handlers]
        if not handlers:
            return False
        self._wanted[message.id] = handlers
        return True

    async def on_message(self, message: discord.Message) -> None:
        await handle(message, self._wanted.pop(message.id, []))

    def _count(self, message: discord.Message, fact: MessageFact | None) -> None:
        if fact is not None:
            self._activity.message(fact)
        elif message.guild is not None:
            self._activity.unseen(message.guild.id, message.channel.id, message.id)

    def _fact(self, message: discord.Message, guild: discord.Guild) -> MessageFact | None:
        """Return the message as a fact; None where no person wrote it."""
        author, kind = message.author, message.type.value
        if author.bot or kind not in WRITTEN_BY_PEOPLE or message.webhook_id is not None:
            return None
        member = author if isinstance(author, discord.Member) else None
        text = message.content if self._content else ""
        return MessageFact(
            guild.id,
            message.channel.id,
            _parent_of(message.channel),
            message.id,
            author.id,
            None if member is None else list(member._roles),
            member.joined_at.isoformat() if member is not None and member.joined_at is not None else None,
            _replied_to(message) if kind == REPLY else None,
            len(text) if self._content else None,
            hash(text) if text else 0,
            len(message.attachments) + len(message.stickers),
            message.reference.message_id if kind == REPLY and message.reference is not None else None,
        )

    # The others

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        if payload.member is None or not payload.member.bot:
            self._reaction(payload, author_id=payload.message_author_id, added=True)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        if self._client.user is None or payload.user_id != self._client.user.id:
            self._reaction(payload, author_id=None, added=False)

    def _reaction(self, payload: discord.RawReactionActionEvent, *, author_id: int | None, added: bool) -> None:
        if payload.guild_id is None:
            return
        guild = self._client.get_guild(payload.guild_id)
        member = payload.member
        self._activity.reaction(
            ReactionFact(
                payload.guild_id,
                payload.channel_id,
                _parent_of(guild.get_thread(payload.channel_id) if guild is not None else None),
                payload.message_id,
                payload.user_id,
                author_id,
                None if member is None else list(member._roles),
                member.joined_at.isoformat() if member is not None and member.joined_at is not None else None,
                added,
                int(self._clock().timestamp() * 1000),
            )
        )

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is not None:
            self._activity.deletion(DeletionFact(payload.guild_id, payload.channel_id, (payload.message_id,)))

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        if payload.guild_id is not None:
            deleted = tuple(sorted(payload.message_ids))
            self._activity.deletion(DeletionFact(payload.guild_id, payload.channel_id, deleted))

    async def on_voice_state_update(
        self, member: discord.Member, _before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        if not member.bot:
            self._activity.voice(self._voice(member.guild, member.id, after, member=member))

    def _voice(
        self, guild: discord.Guild, member_id: int, state: discord.VoiceState, *, member: discord.Member | None
    ) -> VoiceFact:
        channel = state.channel
        return VoiceFact(
            guild.id,
            member_id,
            None if channel is None else channel.id,
            state.session_id or "",
            state.deaf or state.self_deaf,
            state.mute or state.self_mute or state.suppress,
            channel is not None and channel == guild.afk_channel,
            None if member is None else list(member._roles),
            member.joined_at.isoformat() if member is not None and member.joined_at is not None else None,
            self._clock(),
        )

    # Servers

    async def on_guild_available(self, guild: discord.Guild) -> None:
        early = self._early.pop(guild.id, [])
        self._activity.guild_seen(GuildSeen(guild.id, _tops(guild, early), self._clock()), self._voices(guild))
        self._seen.add(guild.id)
        for message, fact in early:
            self._count(message, fact)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.on_guild_available(guild)

    async def on_ready(self) -> None:
        """Take servers that came too late for discord.py to announce each."""
        for guild in self._client.guilds:
            if guild.id not in self._seen and not guild.unavailable:
                await self.on_guild_available(guild)

    def _voices(self, guild: discord.Guild) -> list[VoiceFact]:
        # Who is a bot is not known here: members are not kept, and the states don't say.
        own = guild.me.id if guild.me is not None else None
        return [
            self._voice(guild, member_id, state, member=None)
            for channel in chain(guild.voice_channels, guild.stage_channels)
            for member_id, state in channel.voice_states.items()
            if member_id != own
        ]


def _tops(guild: discord.Guild, early: list[Early]) -> dict[int, int]:
    """Return each channel's latest message of before the session, without those that came as events since."""
    channels: tuple[discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread, ...]
    channels = (*guild.text_channels, *guild.voice_channels, *guild.stage_channels, *guild.threads)
    tops = {channel.id: channel.last_message_id for channel in channels if channel.last_message_id is not None}
    for message, _ in sorted(early, key=lambda each: each[0].id, reverse=True):
        tops[message.channel.id] = message.id - 1
    return tops


def _parent_of(channel: object) -> int | None:
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def _text_of(message: discord.Message) -> str:
    return "\n".join((message.content, *(forwarded.content for forwarded in message.message_snapshots)))


def _replied_to(message: discord.Message) -> int:
    reference = message.reference
    answered = reference.resolved if reference is not None else None
    return answered.author.id if isinstance(answered, discord.Message) else 0
