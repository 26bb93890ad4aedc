"""What a community on the wire server is made of: servers, channels, threads, messages, people, each as Discord shows it.

They are mutable on purpose: they are the simulated server's memory.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

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
