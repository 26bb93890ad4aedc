"""The community the wire server plays: guilds, channels, threads, messages and people.

Permissions are not its business (SimCord knows them); what it promises is consistency: every change goes through World,
which answers with Discord's payload and tells the gateway, whether the bot asked for it over REST or a person did it.
What it is made of is in `things.py`.
"""

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tests.wire.things import (
    ACTIVE,
    ADMINISTRATOR,
    DM,
    EPHEMERAL,
    EVERYONE,
    FORUM,
    JSON,
    MESSAGE_DEFAULT,
    MESSAGE_REPLY,
    PUBLIC_THREAD,
    REQUIRE_TAG,
    SCHEDULED,
    TEXT,
    VOICE,
    Channel,
    Guild,
    Ids,
    Member,
    Message,
    Refused,
    Role,
    Thread,
    Upload,
    User,
    VoiceState,
    emoji_json,
    iso,
    unknown,
    walk,
)

if TYPE_CHECKING:
    from tests.wire.interactions import Interactions


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
