"""Facts of what somebody did, as they come from the gateway or from a channel's history.

They are named tuples, not dataclasses: one is made for every message, and a frozen dataclass takes four times as long.
Ids and times are taken from Discord's own ids (snowflakes): our clock may be set back, Discord's isn't.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple, Protocol

from bot.engine import AsyncConnection

DISCORD_EPOCH_MS = 1_420_070_400_000

FLUSH_EVERY = timedelta(milliseconds=100)
FLUSH_AT = 2_000
"""Facts in the buffer that make a flush start at once."""

BUFFER_MAX = 200_000
"""Facts kept while nothing can be written. Messages beyond it are read from their channels' history later."""


def snowflake_ms(snowflake: int) -> int:
    """Return when Discord made an id: milliseconds since 1970."""
    return (snowflake >> 22) + DISCORD_EPOCH_MS


def made_at(snowflake: int) -> datetime:
    return datetime.fromtimestamp(snowflake_ms(snowflake) / 1000, UTC)


def first_id_at(moment: datetime) -> int:
    """Return the smallest id of Discord's that can be made at a moment."""
    return max(0, int(moment.timestamp() * 1000) - DISCORD_EPOCH_MS) << 22


class MessageFact(NamedTuple):
    """A message of a person (not of a bot or a webhook) in a server."""

    guild_id: int
    channel_id: int
    parent_id: int | None
    """The channel of a thread."""
    message_id: int
    author_id: int
    roles: Sequence[str | int] | None
    """The author's roles, without @everyone; None where Discord doesn't say (a channel's history)."""
    joined_at: str | None
    """When the author joined, in ISO 8601; None where Discord doesn't say."""
    replied_to_id: int | None
    """Whose message it answers; 0 where that is not known any more."""
    letters: int | None
    """How long the text is; None without the message content intent."""
    text_hash: int
    """Equal for equal texts within this process; 0 for none. Never stored."""
    attachments: int
    """Files and stickers."""
    replied_message_id: int | None = None
    """Which message it answers; None where it answers none, or Discord doesn't say."""


class ReactionFact(NamedTuple):
    """A reaction that a person put under a message, or took away."""

    guild_id: int
    channel_id: int
    parent_id: int | None
    message_id: int
    member_id: int
    author_id: int | None
    """Who wrote the message; None where Discord doesn't say."""
    roles: Sequence[str | int] | None
    joined_at: str | None
    added: bool
    at_ms: int
    """When it came; Discord gives reactions no time of their own. Milliseconds since 1970."""


class DeletionFact(NamedTuple):
    guild_id: int
    channel_id: int
    message_ids: tuple[int, ...]


class VoiceFact(NamedTuple):
    """Somebody's voice state, as Discord says it now; `channel_id` None: they left."""

    guild_id: int
    member_id: int
    channel_id: int | None
    session_id: str
    """The same as long as somebody stays connected."""
    deaf: bool
    mute: bool
    """By themselves, by a moderator, or as a listener on a stage."""
    afk: bool
    """Whether the channel is the server's AFK channel."""
    roles: Sequence[str | int] | None
    joined_at: str | None
    at: datetime


class VoiceTime(NamedTuple):
    """A stretch of time somebody was in voice, within one day of the server."""

    guild_id: int
    member_id: int
    channel_id: int
    started_at: datetime
    seconds: int
    alone: bool
    """Whether no other person there could hear."""
    deaf: bool
    mute: bool
    afk: bool
    roles: Sequence[str | int] | None


class GuildSeen(NamedTuple):
    """A server at the start of a gateway session: what was written before isn't coming as events any more."""

    guild_id: int
    tops: dict[int, int]
    """Each channel's and thread's latest message at that moment."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Messages of a channel that were missed: after `after_id`, which moves as they are read, up to `until_id`."""

    id: int
    guild_id: int
    channel_id: int
    after_id: int
    until_id: int
    opened_at: datetime
    attempts: int = 0
    """How often reading it failed since it last worked."""
    retry_at: datetime | None = None
    closed: bool = False
    """Whether Discord didn't let us read the channel when we last tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far what was missed in a server is read; for `/doctor`."""

    channels: int
    """Channels in which something is still to be read; closed ones aren't among them."""
    messages: int
    """Messages read so far by this process."""
    since: datetime | None
    """When the first of it was found to be missing."""
    closed_channel_ids: tuple[int, ...]
    """Channels Discord doesn't let us read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a shard's gateway session has come."""

    shard_id: int
    shard_count: int
    session_id: str
    resume_url: str
    sequence: int
    """Resume from here: every event up to it is done with."""
    counted: int
    """Facts up to here are written: when events after `sequence` come again, these don't count again."""
    stored_at: datetime


_guild_id: Callable[[tuple[object, ...]], int] = itemgetter(0)


@dataclass(slots=True, kw_only=True)
class Batch:
    """What is written in one transaction, in the order it happened within each kind."""

    messages: list[MessageFact] = field(default_factory=list)
    reactions: list[ReactionFact] = field(default_factory=list)
    deletions: list[DeletionFact] = field(default_factory=list)
    voice: list[VoiceTime] = field(default_factory=list)
    history: bool = False
    """Read from a channel's history: older than what is known already, without roles and joining times."""

    def __len__(self) -> int:
        return len(self.messages) + len(self.reactions) + len(self.deletions) + len(self.voice)

    @property
    def guild_ids(self) -> set[int]:
        found = set(map(_guild_id, self.messages))
        for facts in (self.reactions, self.deletions, self.voice):
            found.update(map(_guild_id, facts))
        return found


AfterCommit = Callable[[], None]


class Recorder(Protocol):
    """A feature's part in a flush."""

    async def record(self, connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        """Write what follows from the batch. What it returns is called when it is committed: nothing else may be
        remembered in memory, since the batch comes again where the commit fails."""
        ...


Snapshot = Callable[[], Sequence[Position]]
"""Returns how far each shard has come right now; called together with the buffer's swap."""
