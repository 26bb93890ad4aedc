"""The same facts as `entry` makes, from discord.py's objects: one listener for messages, and the raw ones for the rest.

It costs what discord.py costs. Handlers run in tasks, so nobody can say up to which event everything is taken: the
session is not resumed by the next process, which reads what it missed from the channels' history.
"""

from collections import defaultdict
from itertools import chain

import discord

from bot.activity.model import DeletionFact, GuildSeen, MessageFact, ReactionFact, VoiceFact
from bot.activity.service import Activity
from bot.clock import Clock
from bot.gateway.entry import REPLY, WRITTEN_BY_PEOPLE
from bot.gateway.messages import Messages, handle


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
        self._early: defaultdict[int, list[discord.Message]] = defaultdict(list)
        """Messages of servers that discord.py has not introduced yet: it does so in a task of its own."""
        self.listeners = (
            self.on_raw_reaction_add,
            self.on_raw_reaction_remove,
            self.on_raw_message_delete,
            self.on_raw_bulk_message_delete,
            self.on_voice_state_update,
            self.on_shard_connect,
            self.on_guild_available,
            self.on_guild_join,
            self.on_guild_unavailable,
            self.on_ready,
        )

    # Messages

    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None:
            return
        if message.guild.id in self._seen:
            self._count(message)
        else:
            self._early[message.guild.id].append(message)
        if self._is_of_a_person(message):
            await handle(message, self._messages.wanted_by(self._fact(message, message.guild)))

    def _count(self, message: discord.Message) -> None:
        assert message.guild is not None
        if self._is_of_a_person(message):
            self._activity.message(self._fact(message, message.guild))
        else:
            self._activity.unseen(message.guild.id, message.channel.id, message.id)

    @staticmethod
    def _is_of_a_person(message: discord.Message) -> bool:
        return not message.author.bot and message.type.value in WRITTEN_BY_PEOPLE and message.webhook_id is None

    def _fact(self, message: discord.Message, guild: discord.Guild) -> MessageFact:
        author = message.author
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
            _replied_to(message) if message.type.value == REPLY else None,
            len(text) if self._content else None,
            hash(text) if text else 0,
            len(message.attachments) + len(message.stickers),
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

    async def on_shard_connect(self, shard_id: int) -> None:
        """Forget which servers were introduced: a new session introduces them again."""
        self._seen -= {guild.id for guild in self._client.guilds if guild.shard_id == shard_id}

    async def on_guild_available(self, guild: discord.Guild) -> None:
        early = self._early.pop(guild.id, [])
        self._activity.guild_seen(GuildSeen(guild.id, _tops(guild, early), self._clock()), self._voices(guild))
        self._seen.add(guild.id)
        for message in early:
            self._count(message)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.on_guild_available(guild)

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self._seen.discard(guild.id)

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


def _tops(guild: discord.Guild, early: list[discord.Message]) -> dict[int, int]:
    """Return each channel's latest message of before the session, without those that came as events since."""
    channels: tuple[discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread, ...]
    channels = (*guild.text_channels, *guild.voice_channels, *guild.stage_channels, *guild.threads)
    tops = {channel.id: channel.last_message_id for channel in channels if channel.last_message_id is not None}
    for message in sorted(early, key=lambda message: message.id, reverse=True):
        tops[message.channel.id] = message.id - 1
    return tops


def _parent_of(channel: object) -> int | None:
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def _replied_to(message: discord.Message) -> int:
    reference = message.reference
    answered = reference.resolved if reference is not None else None
    return answered.author.id if isinstance(answered, discord.Message) else 0
