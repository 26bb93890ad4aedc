"""Events as Discord sends them become facts, before discord.py makes anything of them.

discord.py keeps its parsers in a dictionary, by the event's name; ours stand in front of them there. For a message its
own parser is called only where a feature wants the message; for every other kind always, after the fact is taken.
Where discord.py is not the one this was written for, and where the operator wants it so, `fallback` does the same from
discord.py's objects.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol

import discord

from bot.activity.model import DeletionFact, GuildSeen, MessageFact, ReactionFact, VoiceFact, made_at
from bot.activity.service import Activity
from bot.clock import Clock
from bot.gateway.messages import Handler, Messages, handle

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
Parser = Callable[[Any], None]

WRITTEN_BY_PEOPLE = frozenset((discord.MessageType.default.value, discord.MessageType.reply.value))
"""The types that count. The others (a join, a pin, a thread's copy of the message it began with) nobody typed."""
REPLY = discord.MessageType.reply.value
WITH_MESSAGES = frozenset(
    kind.value
    for kind in (
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.voice,
        discord.ChannelType.stage_voice,
    )
)
"""Channels whose `last_message_id` is a message's; a forum's is its latest post's."""

ANSWERABLE = timedelta(seconds=3)
"""How long Discord waits for the first answer to a command or a press."""

BOTS_MAX = 10_000

AT_ONCE = 100
"""Messages that are screened together at most: more save nothing, and would hold up what comes behind them."""

EVENTS = (
    "MESSAGE_CREATE",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "VOICE_STATE_UPDATE",
    "GUILD_CREATE",
    "INTERACTION_CREATE",
    "READY",
    "RESUMED",
)


class Replay(Protocol):
    """Tells events that come again from new ones."""

    catching_up: bool
    """Whether any shard is still being sent what the process before may have counted."""

    def is_again(self, guild_id: int) -> bool:
        """Whether the event that is being taken was counted before."""
        ...

    def resumed(self, shard_id: int) -> None: ...

    def began(self, shard_id: int) -> None: ...


def is_as_expected(client: discord.Client) -> bool:
    """Whether discord.py still has what is relied on here: a minor version may change it without saying so."""
    state = client._connection
    parsers = getattr(state, "parsers", None)
    return (
        discord.version_info[:2] == (2, 7)
        and isinstance(parsers, dict)
        and all(callable(parsers.get(event)) for event in EVENTS)
        and isinstance(getattr(state, "_guilds", None), dict)
        and {"_channels", "_threads"} <= set(discord.Guild.__slots__)
    )


class RawEntry:
    """The entry in front of discord.py's parsers."""

    def __init__(
        self,
        client: discord.Client,
        *,
        activity: Activity,
        messages: Messages,
        replay: Replay,
        clock: Clock,
        content: bool,
    ) -> None:
        """`content`: whether Discord sends what people write (the message content intent)."""
        self._state = client._connection
        self._activity = activity
        self._messages = messages
        self._replay = replay
        self._clock = clock
        self._content = content
        self._bots: set[int] = set()
        """Bots that were met: a reaction that is taken away says only who did it."""
        self._wanted: dict[int, list[Handler]] = {}
        self._unscreened: list[tuple[MessageFact, str]] = []
        self._payloads: list[Payload] = []
        """Of what is not screened yet: what comes in one turn of the event loop is looked at together."""
        parsers = self._state.parsers
        self._parse_message: Parser = parsers["MESSAGE_CREATE"]
        parsers["MESSAGE_CREATE"] = self.message_create
        for event, take in {
            "MESSAGE_REACTION_ADD": self._reaction_added,
            "MESSAGE_REACTION_REMOVE": self._reaction_removed,
            "MESSAGE_DELETE": self._deleted,
            "MESSAGE_DELETE_BULK": self._purged,
            "VOICE_STATE_UPDATE": self._voice_state,
        }.items():
            parsers[event] = self._before(event, take, parsers[event])
        parsers["GUILD_CREATE"] = self._guild_create(parsers["GUILD_CREATE"])
        parsers["INTERACTION_CREATE"] = self._interaction(parsers["INTERACTION_CREATE"])
        parsers["READY"] = self._ready(parsers["READY"])
        parsers["RESUMED"] = self._resumed(parsers["RESUMED"])

    # Messages

    def message_create(self, data: Payload) -> None:
        """Take a message. A few microseconds: no logging, no times, no objects but the fact."""
        try:
            fact = self._message(data)
        except (KeyError, TypeError, ValueError):
            # discord.py would end the whole process over one malformed event.
            log.exception("a message was not understood")
            return
        if fact is None:
            return
        messages = self._messages
        is_wanted = False
        for wants, _ in messages.watchers:
            if wants(fact):
                is_wanted = True
                break
        if messages.screeners and self._content:
            self._unscreened.append((fact, text_of(data)))
            self._payloads.append(data)
            if is_wanted or len(self._payloads) >= AT_ONCE:
                self._screen(wanted=messages.wanted_by(fact) if is_wanted else [])
            elif len(self._payloads) == 1:
                asyncio.get_running_loop().call_soon(self._screen)
        elif is_wanted:
            self._hand_over(fact, data, messages.wanted_by(fact))

    def _screen(self, wanted: Sequence[Handler] = ()) -> None:
        """Let filters look at what has come since they last did; `wanted`: who wants the last of it in any case."""
        written, payloads = self._unscreened, self._payloads
        self._unscreened, self._payloads = [], []
        handlers = self._messages.screened(written) if written else {}
        if wanted:
            handlers.setdefault(len(written) - 1, []).extend(wanted)
        for place in sorted(handlers):
            self._hand_over(written[place][0], payloads[place], handlers[place])

    def _hand_over(self, fact: MessageFact, data: Payload, handlers: list[Handler]) -> None:
        self._wanted[fact.message_id] = handlers
        try:
            self._parse_message(data)
        except (AttributeError, KeyError, TypeError, ValueError):
            # Those that came with it are to be handed over, too.
            self._wanted.pop(fact.message_id, None)
            log.exception("a message was not understood")

    def _message(self, data: Payload) -> MessageFact | None:
        """Count a message; return it where a person wrote it in a server."""
        if "guild_id" not in data:
            return None
        guild_id = int(data["guild_id"])
        channel_id = int(data["channel_id"])
        message_id = int(data["id"])
        parent_id = None
        guild = self._state._guilds.get(guild_id)
        if guild is not None:
            channel: Any = guild._channels.get(channel_id)
            if channel is None:
                channel = guild._threads.get(channel_id)
                if channel is not None:
                    parent_id = channel.parent_id
            if channel is not None:  # as discord.py's own parser does
                channel.last_message_id = message_id
        fact = fact_of(data, guild_id, channel_id, parent_id, content=self._content)
        if fact is None:
            self._not_written_by_a_person(guild_id, channel_id, message_id, data)
            return None
        if not (self._replay.catching_up and self._replay.is_again(guild_id)):
            self._activity.message(fact)
        return fact

    def _not_written_by_a_person(self, guild_id: int, channel_id: int, message_id: int, data: Payload) -> None:
        self._activity.unseen(guild_id, channel_id, message_id)
        if data["author"].get("bot") and data.get("webhook_id") is None:
            self._met_bot(int(data["author"]["id"]))

    async def on_message(self, message: discord.Message) -> None:
        """What discord.py's parser leads to, for the messages that are wanted."""
        await handle(message, self._wanted.pop(message.id, []))

    # Sessions

    def _ready(self, parse: Parser) -> Parser:
        def parser(data: Payload) -> None:
            self._replay.began(data["shard"][0])
            parse(data)

        return parser

    def _resumed(self, parse: Parser) -> Parser:
        def parser(data: Payload) -> None:
            self._replay.resumed(data["__shard_id__"])  # discord.py's own key
            parse(data)

        return parser

    def _interaction(self, parse: Parser) -> Parser:
        def parser(data: Payload) -> None:
            # Its person was told that nobody answered; another answer can't be given.
            if self._replay.catching_up and self._clock() - made_at(int(data["id"])) > ANSWERABLE:
                return
            parse(data)

        return parser

    # The others

    def _before(self, event: str, take: Callable[[Payload, int], None], parse: Parser) -> Parser:
        def parser(data: Payload) -> None:
            try:
                guild_id = data.get("guild_id")
                if guild_id is not None and not self._replay.is_again(int(guild_id)):
                    take(data, int(guild_id))
            except (KeyError, TypeError, ValueError):
                log.exception("an event was not understood: %s", event)
            parse(data)

        return parser

    def _reaction_added(self, data: Payload, guild_id: int) -> None:
        member = data.get("member")
        user_id = int(data["user_id"])
        if member is not None and member["user"].get("bot"):
            self._met_bot(user_id)
            return
        author_id = data.get("message_author_id")
        self._reaction(data, guild_id, author_id=None if author_id is None else int(author_id), added=True)

    def _reaction_removed(self, data: Payload, guild_id: int) -> None:
        own = self._state.self_id
        if int(data["user_id"]) not in self._bots and int(data["user_id"]) != own:
            self._reaction(data, guild_id, author_id=None, added=False)

    def _reaction(self, data: Payload, guild_id: int, *, author_id: int | None, added: bool) -> None:
        channel_id = int(data["channel_id"])
        member = data.get("member") or {}
        self._activity.reaction(
            ReactionFact(
                guild_id,
                channel_id,
                self._parent_of(guild_id, channel_id),
                int(data["message_id"]),
                int(data["user_id"]),
                author_id,
                member.get("roles"),
                member.get("joined_at"),
                added,
                int(self._clock().timestamp() * 1000),
            )
        )

    def _deleted(self, data: Payload, guild_id: int) -> None:
        self._activity.deletion(DeletionFact(guild_id, int(data["channel_id"]), (int(data["id"]),)))

    def _purged(self, data: Payload, guild_id: int) -> None:
        deleted = tuple(int(message_id) for message_id in data["ids"])
        self._activity.deletion(DeletionFact(guild_id, int(data["channel_id"]), deleted))

    def _voice_state(self, data: Payload, guild_id: int) -> None:
        guild = self._state._guilds.get(guild_id)
        afk = guild.afk_channel if guild is not None else None
        fact = self._voice(data, guild_id, member=data.get("member"), afk_channel_id=afk.id if afk else None)
        if fact is not None:
            self._activity.voice(fact)

    def _voice(
        self, data: Payload, guild_id: int, *, member: Payload | None, afk_channel_id: int | None
    ) -> VoiceFact | None:
        if int(data["user_id"]) == self._state.self_id or (member is not None and member["user"].get("bot")):
            return None
        channel_id = None if data.get("channel_id") is None else int(data["channel_id"])
        return VoiceFact(
            guild_id,
            int(data["user_id"]),
            channel_id,
            str(data.get("session_id") or ""),
            bool(data.get("deaf") or data.get("self_deaf")),
            bool(data.get("mute") or data.get("self_mute") or data.get("suppress")),
            channel_id is not None and channel_id == afk_channel_id,
            None if member is None else member["roles"],
            None if member is None else member.get("joined_at"),
            self._clock(),
        )

    def _guild_create(self, parse: Parser) -> Parser:
        def parser(data: Payload) -> None:
            try:
                if not data.get("unavailable") and not self._replay.is_again(int(data["id"])):
                    self._guild_seen(data)
            except (KeyError, TypeError, ValueError):
                log.exception("a server was not understood")
            parse(data)

        return parser

    def _guild_seen(self, data: Payload) -> None:
        guild_id = int(data["id"])
        tops = tops_of([*data.get("channels", ()), *data.get("threads", ())])
        # The members of a server that is large are its bot and whoever is in voice.
        members = {member["user"]["id"]: member for member in data.get("members", ())}
        afk_channel_id = data.get("afk_channel_id")
        states = [
            self._voice(
                state,
                guild_id,
                member=state.get("member") or members.get(state["user_id"]),
                afk_channel_id=None if afk_channel_id is None else int(afk_channel_id),
            )
            for state in data.get("voice_states", ())
        ]
        seen = GuildSeen(guild_id, tops, self._clock())
        self._activity.guild_seen(seen, [state for state in states if state is not None])

    def _parent_of(self, guild_id: int, channel_id: int) -> int | None:
        guild = self._state._guilds.get(guild_id)
        thread = guild.get_thread(channel_id) if guild is not None else None
        return thread.parent_id if thread is not None else None

    def _met_bot(self, bot_id: int) -> None:
        if len(self._bots) < BOTS_MAX:
            self._bots.add(bot_id)


def fact_of(
    data: Payload, guild_id: int, channel_id: int, parent_id: int | None, *, content: bool
) -> MessageFact | None:
    """Return the fact of a message, from an event or from a channel's history; None where no person wrote it."""
    author = data["author"]
    if author.get("bot") or data["type"] not in WRITTEN_BY_PEOPLE or data.get("webhook_id") is not None:
        return None
    text = data["content"] if content else ""
    member = data.get("member")
    return MessageFact(
        guild_id,
        channel_id,
        parent_id,
        int(data["id"]),
        int(author["id"]),
        None if member is None else member["roles"],
        None if member is None else member.get("joined_at"),
        _replied_to(data) if data["type"] == REPLY else None,
        len(text) if content else None,
        hash(text) if text else 0,
        len(data["attachments"]) + len(data.get("sticker_items", ())),
        _replied_message(data) if data["type"] == REPLY else None,
    )


def text_of(data: Payload) -> str:
    """Return what a reader sees of a message's words: those that were forwarded with it, too."""
    content, forwarded = data.get("content") or "", data.get("message_snapshots")
    if not forwarded:
        return str(content)
    return "\n".join((content, *((part.get("message") or {}).get("content") or "" for part in forwarded)))


def tops_of(channels: Sequence[Payload]) -> dict[int, int]:
    """Return the latest message of each channel and thread that had any."""
    return {
        int(channel["id"]): int(channel["last_message_id"])
        for channel in channels
        if channel.get("last_message_id") is not None
        and (channel["type"] in WITH_MESSAGES or "thread_metadata" in channel)
    }


def _replied_to(data: Payload) -> int:
    answered = data.get("referenced_message")
    return 0 if answered is None else int(answered["author"]["id"])


def _replied_message(data: Payload) -> int | None:
    reference = data.get("message_reference")
    if reference is None or reference.get("message_id") is None:
        return None
    return int(reference["message_id"])
