"""The community the wire server plays: guilds, channels, threads, messages and people.

Permissions are not its business (SimCord knows them); what it promises is consistency: every change goes through World,
which answers with Discord's payload and tells the gateway, whether the bot asked for it over REST or a person did it.
The entities are mutable on purpose: they are the simulated server's memory.
"""

import copy
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.wire.interactions import Interactions

JSON = dict[str, Any]

DISCORD_EPOCH_MS = 1420070400000
ADMINISTRATOR = 1 << 3
# What a new server's @everyone may do: look, read, write, react, thread, attach, use commands.
EVERYONE = (1 << 6) | (1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 31) | (1 << 35) | (1 << 38)
EPHEMERAL, LOADING, COMPONENTS_V2, REQUIRE_TAG = 1 << 6, 1 << 7, 1 << 15, 1 << 4
TEXT, DM, VOICE, CATEGORY, NEWS, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 2, 4, 5, 11, 12, 15
MESSAGE_DEFAULT, MESSAGE_REPLY, MESSAGE_SLASH_REPLY = 0, 19, 20
# How far a scheduled event is.
SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4


class Refused(Exception):
    """Discord says no: the status and the body of the answer."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: JSON = {"code": code, "message": message}


def unknown(code: int, what: str) -> Refused:
    return Refused(404, code, f"Unknown {what}")


class Ids:
    """Snowflakes of the present moment, each greater than the last (discord.py reads creation times from them)."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> int:
        now = (int(time.time() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last = max(self._last + 1, now)
        return self._last


def iso(moment: datetime | None = None) -> str:
    return (moment or datetime.now(UTC)).isoformat()


@dataclass(eq=False, slots=True, kw_only=True)
class User:
    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def json(self) -> JSON:
        return {
            "id": str(self.id),
            "username": self.name.lower(),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": None,
            "bot": self.bot,
        }


@dataclass(eq=False, slots=True, kw_only=True)
class Role:
    id: int
    name: str
    permissions: int = 0
    position: int = 1
    managed: bool = False
    mentionable: bool = False
    hoist: bool = False
    colour: int = 0
    bot_id: int | None = None

    def json(self) -> JSON:
        data: JSON = {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "managed": self.managed,
            "mentionable": self.mentionable,
            "hoist": self.hoist,
            "color": self.colour,
            "colors": {"primary_color": self.colour, "secondary_color": None, "tertiary_color": None},
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }
        if self.bot_id is not None:
            data["tags"] = {"bot_id": str(self.bot_id)}
        return data


@dataclass(eq=False, slots=True, kw_only=True)
class Member:
    guild: "Guild"
    user: User
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None
    joined_at: str = field(default_factory=iso)
    pending: bool = False
    timeout_until: str | None = None

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def mention(self) -> str:
        return self.user.mention

    @property
    def permissions(self) -> int:
        granted = self.guild.roles[self.guild.id].permissions
        for role_id in self.role_ids:
            granted |= self.guild.roles[role_id].permissions
        everything = (1 << 53) - 1
        return everything if granted & ADMINISTRATOR or self.id == self.guild.owner_id else granted

    def json(self, *, with_user: bool = True) -> JSON:
        data: JSON = {
            "roles": [str(role_id) for role_id in self.role_ids],
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "joined_at": self.joined_at,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": self.pending,
            "communication_disabled_until": self.timeout_until,
            "flags": 0,
        }
        return data | {"user": self.user.json()} if with_user else data


@dataclass(eq=False, slots=True, kw_only=True)
class Message:
    id: int
    channel: "Channel"
    author: User
    data: JSON
    reactions: dict[str, list[int]] = field(default_factory=dict)
    # Ephemeral messages live only behind their interaction's token.
    ephemeral: bool = False

    @property
    def content(self) -> str:
        return str(self.data["content"])

    @property
    def components(self) -> list[JSON]:
        """Every component of the message, nested ones included."""
        return list(walk(self.data["components"]))

    @property
    def text(self) -> str:
        """Everything a reader of the message sees as words: content, embeds, text displays, labels."""
        parts = [self.content]
        for embed in self.data["embeds"]:
            parts += [embed.get("title") or "", embed.get("description") or ""]
            parts += [f"{item['name']}\n{item['value']}" for item in embed.get("fields") or ()]
        parts += [str(item["content"]) for item in self.components if item["type"] == 10]
        parts += [str(item["label"]) for item in self.components if item.get("label")]
        return "\n".join(part for part in parts if part)

    def component(self, wanted: str) -> JSON:
        """Return the component with this custom id, label, or beginning of the custom id."""
        named = [item for item in self.components if wanted in (item.get("custom_id"), item.get("label"))]
        begun = [item for item in self.components if str(item.get("custom_id") or "").startswith(wanted)]
        if found := named or begun:
            return found[0]
        offered = [item.get("custom_id") for item in self.components if item.get("custom_id")]
        raise LookupError(f"no component {wanted!r} on the message, only {offered}")

    def json(self, *, viewer_id: int) -> JSON:
        data = dict(self.data)
        if self.reactions:
            data["reactions"] = [
                {
                    "emoji": emoji_json(key),
                    "count": len(users),
                    "count_details": {"normal": len(users), "burst": 0},
                    "me": viewer_id in users,
                    "me_burst": False,
                    "burst_colors": [],
                }
                for key, users in self.reactions.items()
            ]
        return data


def emoji_json(key: str) -> JSON:
    name, _, emoji_id = key.partition(":")
    return {"id": emoji_id or None, "name": name}


@dataclass(eq=False, slots=True, kw_only=True, repr=False)  # everything is in everything: it would never end
class Channel:
    """A channel; settings holds what Discord only keeps and gives back (topic, overwrites, tags, …)."""

    id: int
    type: int
    name: str
    guild: "Guild | None" = None
    parent_id: int | None = None
    position: int = 0
    flags: int = 0
    settings: JSON = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    recipient: User | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"

    @property
    def is_thread(self) -> bool:
        return self.type in (PUBLIC_THREAD, PRIVATE_THREAD)

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def tags(self) -> list[JSON]:
        return list(self.settings.get("available_tags", []))

    def tag(self, name: str) -> int:
        return next(int(tag["id"]) for tag in self.tags if tag["name"] == name)

    @property
    def last_message(self) -> Message:
        return self.messages[max(self.messages)]

    def json(self) -> JSON:
        if self.recipient is not None:
            return {"id": str(self.id), "type": DM, "recipients": [self.recipient.json()], "flags": 0}
        return {
            "id": str(self.id),
            "type": self.type,
            "guild_id": str(self.guild.id) if self.guild else None,
            "name": self.name,
            "position": self.position,
            "parent_id": str(self.parent_id) if self.parent_id else None,
            "flags": self.flags,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "permission_overwrites": [],
            "last_message_id": str(max(self.messages)) if self.messages else None,
            **self.settings,
        }


@dataclass(eq=False, slots=True, kw_only=True, repr=False)
class Thread(Channel):
    owner_id: int
    applied_tags: list[int] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    auto_archive_minutes: int = 1440
    archive_timestamp: str = field(default_factory=iso)
    created_at: str = field(default_factory=iso)
    member_ids: list[int] = field(default_factory=list)

    @property
    def starter(self) -> Message:
        return self.messages[self.id]

    @property
    def tag_names(self) -> set[str]:
        assert self.guild and self.parent_id
        names = {int(tag["id"]): str(tag["name"]) for tag in self.guild.channels[self.parent_id].tags}
        return {names[tag_id] for tag_id in self.applied_tags}

    def json(self) -> JSON:
        assert self.guild
        replies = sum(message_id != self.id for message_id in self.messages)
        return {
            "id": str(self.id),
            "type": self.type,
            "guild_id": str(self.guild.id),
            "parent_id": str(self.parent_id),
            "owner_id": str(self.owner_id),
            "name": self.name,
            "last_message_id": str(max(self.messages)) if self.messages else None,
            "message_count": replies,
            "total_message_sent": replies,
            "member_count": len(self.member_ids),
            "rate_limit_per_user": 0,
            "flags": self.flags,
            "applied_tags": [str(tag_id) for tag_id in self.applied_tags],
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": self.auto_archive_minutes,
                "archive_timestamp": self.archive_timestamp,
                "create_timestamp": self.created_at,
                "invitable": True,
            },
            **self.settings,
        }

    def member_json(self, user_id: int) -> JSON:
        return {"id": str(self.id), "user_id": str(user_id), "join_timestamp": self.created_at, "flags": 0}


@dataclass(eq=False, slots=True, kw_only=True)
class VoiceState:
    member: Member
    channel_id: int | None
    session_id: str
    self_mute: bool = False
    self_deaf: bool = False

    def json(self) -> JSON:
        return {
            "channel_id": str(self.channel_id) if self.channel_id else None,
            "user_id": str(self.member.id),
            "member": self.member.json(),
            "session_id": self.session_id,
            "deaf": False,
            "mute": False,
            "self_deaf": self.self_deaf,
            "self_mute": self.self_mute,
            "self_video": False,
            "suppress": False,
            "request_to_speak_timestamp": None,
        }


@dataclass(eq=False, slots=True, kw_only=True, repr=False)
class Guild:
    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    joined_at: str = field(default_factory=iso)
    members: dict[int, Member] = field(default_factory=dict)
    # Counted beside `members`: nobody here needs to know anything about them.
    silent_members: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Thread] = field(default_factory=dict)
    # Who is in voice, by member.
    voice: dict[int, VoiceState] = field(default_factory=dict)
    # Discord's own events, as they are on the wire.
    scheduled_events: dict[int, JSON] = field(default_factory=dict)
    # Reasons by person, and what Discord keeps of moderation as it is on the wire.
    bans: dict[int, str | None] = field(default_factory=dict)
    audit_log: list[JSON] = field(default_factory=list)
    automod_rules: dict[int, JSON] = field(default_factory=dict)
    settings: JSON = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Guild {self.name!r}>"

    @property
    def active_threads(self) -> list[Thread]:
        return [thread for thread in self.threads.values() if not thread.archived]

    def channel(self, name: str) -> Channel:
        return next(channel for channel in self.channels.values() if channel.name == name)

    def json(self) -> JSON:
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "preferred_locale": self.locale,
            "features": ["COMMUNITY"],
            "roles": [role.json() for role in self.roles.values()],
            "emojis": [],
            "stickers": [],
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "description": None,
            "vanity_url_code": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 2,
            "mfa_level": 0,
            "nsfw": False,
            "nsfw_level": 0,
            "home_header": None,
            "max_members": 500_000,
            "max_presences": None,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "widget_channel_id": None,
            "widget_enabled": False,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "region": "deprecated",
            **self.settings,
        }

    def create_json(self, *, members: Iterable[Member]) -> JSON:
        return self.json() | {
            "joined_at": self.joined_at,
            "large": False,
            "unavailable": False,
            "member_count": len(self.members) + self.silent_members,
            "members": [member.json() for member in members],
            "channels": [channel.json() for channel in self.channels.values()],
            "threads": [thread.json() for thread in self.active_threads],
            "voice_states": [state.json() for state in self.voice.values()],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": list(self.scheduled_events.values()),
            "soundboard_sounds": [],
        }


def walk(components: Iterable[JSON]) -> Iterable[JSON]:
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        yield from walk([component[key] for key in ("accessory", "component") if component.get(key)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


class World:
    """Everything there is, and every way to change it. emit(event, data) tells the gateway."""

    def __init__(self, *, emit: Callable[[str, JSON], None]) -> None:
        self.ids = Ids()
        self.emit = emit
        # Where the server listens, and the switches in Discord's portal; the server sets them.
        self.base_url = ""
        self.gateway_url = ""
        self.enabled_intents = 0
        # How many connections Discord wants the bot to have.
        self.shards = 1
        self.bot = User(id=self.ids(), name="Engawa", bot=True)
        self.owner = User(id=self.ids(), name="Operator")
        self.users: dict[int, User] = {user.id: user for user in (self.bot, self.owner)}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        # Commands as the bot put them, by guild (None: everywhere); the ids stay with the names.
        self.commands: dict[int | None, list[JSON]] = {}
        self.files: dict[int, Upload] = {}
        self.interactions: Interactions
        self._nonces: dict[tuple[int, str], int] = {}

    @property
    def application_id(self) -> int:
        return self.bot.id

    # People and places

    def add_guild(self, name: str = "Kohi Works", *, locale: str = "en-US", announce: bool = True) -> Guild:
        """Found a server that the bot is a member of, with @everyone, the bot's own role and nothing else."""
        guild = Guild(id=self.ids(), name=name, owner_id=self.owner.id, locale=locale)
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=EVERYONE, position=0)
        own = Role(
            id=self.ids(), name="Engawa", permissions=ADMINISTRATOR, position=100, managed=True, bot_id=self.bot.id
        )
        guild.roles[own.id] = own
        guild.members[self.bot.id] = Member(guild=guild, user=self.bot, role_ids=[own.id])
        guild.members[self.owner.id] = Member(guild=guild, user=self.owner)
        self.guilds[guild.id] = guild
        if announce:
            self.emit("GUILD_CREATE", self.introduction(guild))
        return guild

    def introduction(self, guild: Guild) -> JSON:
        """Return a server as its GUILD_CREATE shows it: of the members only the bot and those in voice."""
        return guild.create_json(
            members=[guild.members[self.bot.id], *(state.member for state in guild.voice.values())]
        )

    def add_role(self, guild: Guild, name: str, *, permissions: int = 0, **fields: Any) -> Role:
        role = Role(id=self.ids(), name=name, permissions=permissions, **fields)
        guild.roles[role.id] = role
        self.emit("GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": role.json()})
        return role

    def add_member(self, guild: Guild, name: str, *, roles: Sequence[Role] = (), locale: str = "en-US") -> Member:
        user = User(id=self.ids(), name=name, locale=locale)
        self.users[user.id] = user
        return self.join(guild, user, roles=roles)

    def join(self, guild: Guild, user: User, *, roles: Sequence[Role] = (), pending: bool = False) -> Member:
        member = Member(guild=guild, user=user, role_ids=[role.id for role in roles], pending=pending)
        guild.members[user.id] = member
        self.emit("GUILD_MEMBER_ADD", member.json() | {"guild_id": str(guild.id)})
        return member

    def leave(self, member: Member) -> None:
        del member.guild.members[member.id]
        self.emit("GUILD_MEMBER_REMOVE", {"guild_id": str(member.guild.id), "user": member.user.json()})

    def member_updated(self, member: Member) -> None:
        self.emit("GUILD_MEMBER_UPDATE", member.json() | {"guild_id": str(member.guild.id)})

    def add_channel(self, guild: Guild, name: str, *, type: int = TEXT, **fields: Any) -> Channel:
        """Create a channel; tags may be given as plain names in `tags`."""
        tags = fields.pop("tags", ())
        channel = Channel(id=self.ids(), type=type, name=name, guild=guild, position=len(guild.channels), **fields)
        if type == FORUM:
            channel.settings.setdefault("available_tags", self.new_tags([{"name": tag} for tag in tags]))
            channel.settings.setdefault("default_sort_order", None)
            channel.settings.setdefault("default_reaction_emoji", None)
            channel.settings.setdefault("default_forum_layout", 0)
        if type == VOICE:
            channel.settings |= {"bitrate": 64_000, "user_limit": 0}
        guild.channels[channel.id] = self.channels[channel.id] = channel
        self.emit("CHANNEL_CREATE", channel.json())
        return channel

    def new_tags(self, tags: Iterable[JSON]) -> list[JSON]:
        """Return the tags as Discord stores them: those without an id get one."""
        blank = {"moderated": False, "emoji_id": None, "emoji_name": None}
        return [blank | tag | {"id": str(tag.get("id") or self.ids())} for tag in tags]

    def dm(self, user: User) -> Channel:
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(id=self.ids(), type=DM, name="", recipient=user)
        self.channels[channel.id] = channel
        return channel

    def edit_channel(self, channel: Channel, changes: JSON) -> None:
        changes = dict(changes)
        channel.name = changes.pop("name", channel.name)
        channel.flags = changes.pop("flags", channel.flags)
        if "parent_id" in changes:
            parent = changes.pop("parent_id")
            channel.parent_id = int(parent) if parent else None
        if isinstance(channel, Thread):
            self._edit_thread(channel, changes)
            return
        if "available_tags" in changes:
            changes["available_tags"] = self.new_tags(changes["available_tags"])
        channel.position = changes.pop("position", channel.position)
        channel.settings.update(changes)
        self.emit("CHANNEL_UPDATE", channel.json())

    def delete_channel(self, channel: Channel) -> None:
        assert channel.guild
        self.channels.pop(channel.id)
        if isinstance(channel, Thread):
            channel.guild.threads.pop(channel.id)
            gone = {key: channel.json()[key] for key in ("id", "guild_id", "parent_id", "type")}
            self.emit("THREAD_DELETE", gone)
            return
        for thread in [thread for thread in channel.guild.threads.values() if thread.parent_id == channel.id]:
            self.delete_channel(thread)
        channel.guild.channels.pop(channel.id)
        self.emit("CHANNEL_DELETE", channel.json())

    # Threads

    def start_thread(
        self,
        parent: Channel,
        owner: User,
        *,
        name: str,
        id: int | None = None,
        type: int = PUBLIC_THREAD,
        applied_tags: Iterable[int] = (),
        auto_archive_minutes: int = 1440,
    ) -> Thread:
        assert parent.guild
        thread = Thread(
            id=id or self.ids(),
            type=type,
            name=name,
            guild=parent.guild,
            parent_id=parent.id,
            owner_id=owner.id,
            applied_tags=self._checked_tags(parent, [int(tag) for tag in applied_tags]),
            auto_archive_minutes=auto_archive_minutes,
            member_ids=[owner.id],
        )
        parent.guild.threads[thread.id] = self.channels[thread.id] = thread
        self.emit("THREAD_CREATE", thread.json() | {"newly_created": True})
        return thread

    def create_post(self, forum: Channel, author: User, body: JSON, files: Sequence[Upload] = ()) -> Thread:
        """Create a forum post: the starter message has the thread's id."""
        thread = self.start_thread(
            forum,
            author,
            name=body["name"],
            applied_tags=body.get("applied_tags") or (),
            auto_archive_minutes=body.get("auto_archive_duration") or 1440,
        )
        self.create_message(thread, author, body["message"], files=files, id=thread.id)
        return thread

    def _checked_tags(self, parent: Channel, tags: list[int]) -> list[int]:
        known = {int(tag["id"]) for tag in parent.tags}
        if parent.type == FORUM and parent.flags & REQUIRE_TAG and not tags:
            raise Refused(400, 40067, "A tag is required to create a forum post in this channel")
        if len(tags) > 5 or not set(tags) <= known:
            raise Refused(400, 50035, "Invalid Form Body")
        return tags

    def _edit_thread(self, thread: Thread, changes: JSON) -> None:
        assert thread.guild and thread.parent_id
        opens = changes.get("archived") is False
        if thread.archived and not opens and set(changes) - {"archived", "locked"}:
            raise Refused(400, 50083, "Thread is archived")
        if "applied_tags" in changes:
            parent = thread.guild.channels[thread.parent_id]
            thread.applied_tags = self._checked_tags(parent, [int(tag) for tag in changes.pop("applied_tags")])
        if "archived" in changes and changes["archived"] != thread.archived:
            thread.archive_timestamp = iso()
        thread.archived = changes.pop("archived", thread.archived)
        thread.locked = changes.pop("locked", thread.locked)
        thread.auto_archive_minutes = changes.pop("auto_archive_duration", thread.auto_archive_minutes)
        changes.pop("invitable", None)
        thread.settings.update(changes)
        self.emit("THREAD_UPDATE", thread.json())

    # Messages

    def create_message(
        self,
        channel: Channel,
        author: User,
        body: JSON,
        *,
        files: Sequence[Upload] = (),
        id: int | None = None,
        extra: JSON | None = None,
        ephemeral: bool = False,
        only_users_by_default: bool = False,
    ) -> Message:
        """Store a message as Discord would show it; `extra` adds fields of its own (webhook, interaction)."""
        if known := self._by_nonce(channel, body):
            return known
        if isinstance(channel, Thread):
            self._open_for_sending(channel)
        message_id = id or self.ids()
        data: JSON = {
            "id": str(message_id),
            "channel_id": str(channel.id),
            "author": author.json(),
            "timestamp": iso(),
            "edited_timestamp": None,
            "content": "",
            "tts": False,
            "pinned": False,
            "type": MESSAGE_DEFAULT,
            "attachments": [],
        }
        message = Message(id=message_id, channel=channel, author=author, data=data, ephemeral=ephemeral)
        self._write(message, body, files, only_users_by_default=only_users_by_default)
        if reference := body.get("message_reference"):
            self._refer(message, reference)
        data.update(extra or {})
        if body.get("nonce") is not None:
            data["nonce"] = body["nonce"]
            self._nonces[(channel.id, str(body["nonce"]))] = message_id
        if not ephemeral:
            channel.messages[message_id] = message
            self.emit("MESSAGE_CREATE", self.event_json(message))
        return message

    def edit_message(self, message: Message, body: JSON, *, files: Sequence[Upload] = (), edited: bool = True) -> None:
        if isinstance(message.channel, Thread) and message.channel.archived:
            raise Refused(400, 50083, "Thread is archived")
        whole = {key: message.data[key] for key in ("content", "embeds", "components", "flags")}
        kept = {key: value for key, value in body.items() if value is not None or key == "content"}
        self._write(message, whole | kept, files)
        if message.ephemeral:
            message.data["flags"] |= EPHEMERAL  # an edit can't make it public
        if edited:
            message.data["edited_timestamp"] = iso()
        if not message.ephemeral:
            self.emit("MESSAGE_UPDATE", self.event_json(message))

    def delete_message(self, message: Message) -> None:
        message.channel.messages.pop(message.id, None)
        if not message.ephemeral:
            self.emit("MESSAGE_DELETE", {"id": str(message.id)} | self._place(message.channel))

    def delete_messages(self, messages: Sequence[Message]) -> None:
        """Delete several messages of a channel at once."""
        for message in messages:
            message.channel.messages.pop(message.id, None)
        ids = [str(message.id) for message in messages]
        self.emit("MESSAGE_DELETE_BULK", {"ids": ids} | self._place(messages[0].channel))

    def event_json(self, message: Message) -> JSON:
        """Return the message as the gateway carries it: with the guild and its author's membership."""
        data = message.json(viewer_id=self.bot.id) | self._place(message.channel)
        guild = message.channel.guild
        if guild and message.author.id in guild.members and "webhook_id" not in data:
            data["member"] = guild.members[message.author.id].json(with_user=False)
        return data

    def _place(self, channel: Channel) -> JSON:
        place = {"channel_id": str(channel.id)}
        return place | {"guild_id": str(channel.guild.id)} if channel.guild else place

    def _by_nonce(self, channel: Channel, body: JSON) -> Message | None:
        if not body.get("enforce_nonce") or body.get("nonce") is None:
            return None
        message_id = self._nonces.get((channel.id, str(body["nonce"])))
        return channel.messages.get(message_id) if message_id else None

    def _open_for_sending(self, thread: Thread) -> None:
        if thread.locked and thread.archived:
            raise Refused(403, 160005, "Thread is locked")
        if thread.archived:
            self._edit_thread(thread, {"archived": False})

    def _write(
        self, message: Message, body: JSON, files: Sequence[Upload], *, only_users_by_default: bool = False
    ) -> None:
        data = message.data
        data["content"] = body.get("content") or ""
        data["embeds"] = [{"type": "rich"} | embed for embed in body.get("embeds") or []]
        data["components"] = number_components(body.get("components") or [])
        data["flags"] = body.get("flags") or 0
        self._attach(message, body, files)
        self._mention(message, body.get("allowed_mentions"), only_users_by_default=only_users_by_default)

    def _attach(self, message: Message, body: JSON, files: Sequence[Upload]) -> None:
        described = body.get("attachments")
        attached = message.data["attachments"]
        if described is not None:
            wanted = {int(item["id"]) for item in described}
            attached = [item for item in attached if int(item["id"]) in wanted]
        message.data["attachments"] = attached + [self.store(message.channel, file) for file in files]

    def store(self, channel: Channel, file: Upload) -> JSON:
        attachment_id = self.ids()
        self.files[attachment_id] = file
        url = f"{self.base_url}/attachments/{channel.id}/{attachment_id}/{file.filename}"
        return {
            "id": str(attachment_id),
            "filename": file.filename,
            "size": len(file.content),
            "url": url,
            "proxy_url": url,
            "content_type": file.content_type,
        }

    def _mention(self, message: Message, allowed: JSON | None, *, only_users_by_default: bool) -> None:
        """Record who is really pinged: the ids in the text that the sender's allowed_mentions lets through."""
        if allowed is None:
            allowed = {"parse": ["users"] if only_users_by_default else ["users", "roles", "everyone"]}
        parse = allowed.get("parse") or []
        users = pinged(message.content, r"<@!?(\d+)>", "users", allowed)
        roles = pinged(message.content, r"<@&(\d+)>", "roles", allowed)
        message.data["mentions"] = [self.users[user_id].json() for user_id in users if user_id in self.users]
        message.data["mention_roles"] = [str(role_id) for role_id in roles]
        message.data["mention_everyone"] = "everyone" in parse and bool(re.search("@everyone|@here", message.content))

    def _refer(self, message: Message, reference: JSON) -> None:
        channel_id = int(reference.get("channel_id") or message.channel.id)
        target_id = int(reference["message_id"])
        message.data["message_reference"] = {
            "type": reference.get("type", 0),
            "channel_id": str(channel_id),
            "message_id": str(target_id),
        }
        if message.channel.guild:
            message.data["message_reference"]["guild_id"] = str(message.channel.guild.id)
        target = self.channels[channel_id].messages.get(target_id)
        if target is None and reference.get("fail_if_not_exists", True):
            raise Refused(400, 50035, "Invalid Form Body")
        message.data["type"] = MESSAGE_REPLY
        message.data["referenced_message"] = target.json(viewer_id=self.bot.id) if target else None

    # Reactions

    def react(self, message: Message, user: User, key: str) -> None:
        if isinstance(message.channel, Thread) and message.channel.archived:
            raise Refused(400, 50083, "Thread is archived")
        users = message.reactions.setdefault(key, [])
        if user.id in users:
            return
        users.append(user.id)
        data = self._reaction_event(message, user, key) | {"message_author_id": str(message.author.id)}
        guild = message.channel.guild
        if guild and user.id in guild.members:
            data["member"] = guild.members[user.id].json()
        self.emit("MESSAGE_REACTION_ADD", data)

    def unreact(self, message: Message, user: User, key: str) -> None:
        users = message.reactions.get(key, [])
        if user.id not in users:
            raise unknown(10014, "Emoji")
        users.remove(user.id)
        if not users:
            del message.reactions[key]
        self.emit("MESSAGE_REACTION_REMOVE", self._reaction_event(message, user, key))

    def _reaction_event(self, message: Message, user: User, key: str) -> JSON:
        return {
            "user_id": str(user.id),
            "message_id": str(message.id),
            "emoji": emoji_json(key),
            "type": 0,
            "burst": False,
        } | self._place(message.channel)

    # Voice

    def be_in_voice(
        self, member: Member, channel: Channel | None, *, self_mute: bool = False, self_deaf: bool = False
    ) -> None:
        """Join a voice channel, change or mute oneself there, or leave (None)."""
        before = member.guild.voice.pop(member.id, None)
        state = VoiceState(
            member=member,
            channel_id=channel.id if channel else None,
            session_id=before.session_id if before else f"voice-{self.ids()}",
            self_mute=self_mute,
            self_deaf=self_deaf,
        )
        if channel is not None:
            member.guild.voice[member.id] = state
        self.emit("VOICE_STATE_UPDATE", state.json() | {"guild_id": str(member.guild.id)})

    # Scheduled events

    def add_scheduled_event(self, guild: Guild, creator: User, body: JSON) -> JSON:
        blank = {"channel_id": None, "entity_metadata": None, "description": None, "scheduled_end_time": None}
        event_id = self.ids()
        made: JSON = {"id": str(event_id), "guild_id": str(guild.id), "status": SCHEDULED, "entity_id": None}
        made |= {"creator_id": str(creator.id), "creator": creator.json(), "image": None, "recurrence_rule": None}
        event = blank | body | made
        guild.scheduled_events[event_id] = event
        self.emit("GUILD_SCHEDULED_EVENT_CREATE", event)
        return event

    def edit_scheduled_event(self, guild: Guild, event_id: int, changes: JSON) -> JSON:
        """Change an event; whoever calls it may."""
        event = guild.scheduled_events[event_id]
        if event["status"] not in (SCHEDULED, ACTIVE):
            raise Refused(400, 180000, "Cannot update a finished event")
        event.update({key: value for key, value in changes.items() if key != "image"})
        self.emit("GUILD_SCHEDULED_EVENT_UPDATE", event)
        return event

    def delete_scheduled_event(self, guild: Guild, event_id: int) -> None:
        self.emit("GUILD_SCHEDULED_EVENT_DELETE", guild.scheduled_events.pop(event_id))

    # Commands

    def put_commands(self, guild_id: int | None, commands: Iterable[JSON]) -> list[JSON]:
        known = {(item["type"], item["name"]): item["id"] for item in self.commands.get(guild_id, [])}
        self.commands[guild_id] = [self._command(command, guild_id, known) for command in commands]
        return self.commands[guild_id]

    def _command(self, command: JSON, guild_id: int | None, known: dict[tuple[int, str], str]) -> JSON:
        stored = {key: value for key, value in copy.deepcopy(command).items() if value is not None}
        kind = stored.setdefault("type", 1)
        stored["id"] = known.get((kind, stored["name"])) or str(self.ids())
        stored["application_id"] = str(self.application_id)
        stored["version"] = str(self.ids())
        stored.setdefault("description", "")
        stored.setdefault("default_member_permissions", None)
        if guild_id:
            stored["guild_id"] = str(guild_id)
        return stored

    def find_command(self, name: str, *, type: int = 1) -> JSON:
        for commands in self.commands.values():
            for command in commands:
                if command["name"] == name and command["type"] == type:
                    return command
        offered = sorted(command["name"] for commands in self.commands.values() for command in commands)
        raise LookupError(f"the bot has no command {name!r} of type {type}, only {offered}")


def pinged(content: str, pattern: str, kind: str, allowed: JSON) -> list[int]:
    ids = list(dict.fromkeys(int(found) for found in re.findall(pattern, content)))
    if kind in (allowed.get("parse") or []):
        return ids
    chosen = {int(item) for item in allowed.get(kind) or []}
    return [found for found in ids if found in chosen]


def number_components(components: list[JSON]) -> list[JSON]:
    """Return the components with the integer ids that Discord gives to those that have none."""
    numbered = copy.deepcopy(components)
    for number, component in enumerate(walk(numbered), start=1):
        component.setdefault("id", number)
    return numbered
