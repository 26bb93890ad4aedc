"""SimCord's Discord, with what this product needs of Discord and SimCord 3.2.1 leaves out.

The sandbox and the tests run the bot on `Simulation`. What it adds to SimCord, each as Discord does it:
- interactions carry the person's language and the server's (SimCord always says en-US), and so do the descriptions
  of commands;
- the first message of a forum post has the post's own id;
- archived posts wake when somebody writes, refuse edits (50083), and locked ones refuse messages (160005);
- threads need MANAGE_THREADS to be edited, where SimCord asks for MANAGE_CHANNELS;
- forums can be made with tags and defaults, and can require a tag (40067);
- a nonce that was sent already gives back the first message;
- a page of messages after one begins with the next (SimCord gives the latest);
- the application has those privileged intents switched on that the bot asks for, and without the members intent nobody
  but the bot itself is heard of joining, changing or leaving, and no list of members is given out;
- a new reaction comes with the author of its message, and pictures of people can be read from Discord's files;
- accounts can be older than the simulation, and membership, too;
- invites can give roles, and count who comes by them;
- scheduled events have Discord's limits and permissions (bot/sandbox/scheduled.py);
- moderation has them, too, with the audit log and slow mode (bot/sandbox/moderating.py), and AutoMod does what its
  rules say (bot/sandbox/automod.py); people's own acts of moderation are in bot/sandbox/simulated_moderation.py;
- nobody can be written to directly who closed that, or shares no server with the bot;
- people can join before they have accepted the rules, post in a forum, open a thread, close their direct messages, and
  do two things at once.
"""

import copy
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import discord
from simcord import intents as simcord_intents
from simcord._clock import Clock
from simcord.actors import MemberActor
from simcord.backend import Backend, serializers
from simcord.backend.cdn import CdnStore
from simcord.backend.errors import BackendError
from simcord.backend.models import AuditLogEntry, Channel, Guild, Message, User
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.enums import AppCommandType, ChannelType
from simcord.env import Env
from simcord.http.router import _ROUTES, Handler, RequestContext
from simcord.results import InteractionResult, ResponseMessage
from yarl import URL

from bot.sandbox import automod, moderating, scheduled

FORUM_DEFAULTS = (
    "default_auto_archive_duration",
    "default_forum_layout",
    "default_reaction_emoji",
    "default_sort_order",
    "default_thread_rate_limit_per_user",
)
REQUIRE_TAG = 1 << 4
NONCE_REMEMBERED = timedelta(minutes=5)

# SimCord naps for 50 ms in each action before it looks again whether the bot is done; this is 15 times as fast.
NAP_SECONDS = 0.001


class _ClockFrom(Clock):
    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._epoch = start


class _Always(dict[str, Any]):
    """What an event says that Discord sends whatever the intents."""


class _Files(CdnStore):
    """Discord's files, with people's pictures in whichever size is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.avatars: dict[str, bytes] = {}
        """By what is after the host in their address."""

    def get(self, url: str) -> bytes | None:
        found = super().get(url)
        return self.avatars.get(URL(url).path) if found is None else found


class SimulatedBackend(Backend):
    """The state of the simulated Discord."""

    cdn: _Files

    def __init__(self, *, start: datetime | None = None, bot_name: str = "Engawa") -> None:
        super().__init__(clock=_ClockFrom(start) if start is not None else None)
        self.bot_user.name = bot_name
        self.cdn = _Files()
        self.locales: dict[int, str] = {}
        """Interaction locales by person; en-US for the others."""
        self.extras: dict[int, dict[str, Any]] = {}
        """Fields of channels that SimCord does not know, as on the wire."""
        self.nonces: dict[tuple[int, str], tuple[int, datetime]] = {}
        self.approved = discord.Intents.all()
        """What is switched on in the developer portal."""
        self.invite_roles: dict[str, list[int]] = {}
        """The roles that invites give, by code."""
        self.event_pictures: dict[int, str | None] = {}
        """Pictures of scheduled events, as they were sent."""
        self.guild_extras: dict[int, dict[str, Any]] = {}
        """Fields of servers that SimCord does not know, as on the wire."""
        self.closed_dms: set[int] = set()
        """Who takes no direct messages."""
        self.last_written: dict[tuple[int, int], datetime] = {}
        """When somebody last wrote in a channel that had slow mode, by channel and person."""
        self._arriving: Message | None = None
        self.application_flags = 0
        """The same as Discord says it; tests may say something else."""

    def next_scheduled_event_deadline(self) -> datetime | None:
        return scheduled.next_deadline(self)

    def activate_due_scheduled_events(self) -> None:
        scheduled.advance(self)

    def approve(self, intents: discord.Intents) -> None:
        """Switch the privileged intents on and off in the developer portal."""
        self.approved = intents
        self.application_flags = discord.ApplicationFlags(
            gateway_guild_members_limited=intents.members, gateway_message_content_limited=intents.message_content
        ).value

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        if not moderating.may_hear(self, event, payload):
            return
        if event == "INTERACTION_CREATE":
            payload = self._in_language(payload)
        elif event == "MESSAGE_REACTION_ADD":
            payload = self._with_author(payload)
        elif event == "GUILD_MEMBER_UPDATE" and int(payload["user"]["id"]) == self.bot_user.id:
            payload = _Always(payload)
        elif event.startswith(("CHANNEL_", "THREAD_")) and payload.get("id"):
            payload = self.with_extras(payload)
        elif event == "AUTO_MODERATION_ACTION_EXECUTION" and not self.approved.message_content:
            payload = automod.without_content(payload)
        super().emit(event, payload)

    def _with_author(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        message = self.get_message(int(payload["channel_id"]), int(payload["message_id"]))
        return {**payload, "message_author_id": str(message.author_id)}

    def _in_language(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        user = (payload.get("member") or payload)["user"]
        spoken = {**payload, "locale": self.locales.get(int(user["id"]), "en-US")}
        if "guild_id" in payload:
            spoken["guild_locale"] = self.get_guild(int(payload["guild_id"])).preferred_locale
        return spoken

    def visible_commands(
        self, *, user_id: int, channel_id: int, type: int = AppCommandType.CHAT_INPUT
    ) -> list[dict[str, Any]]:
        found = super().visible_commands(user_id=user_id, channel_id=channel_id, type=type)
        return [_described_in(command, self.locales.get(user_id, "en-US")) for command in found]

    def with_extras(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        return {**payload, **self.extras.get(int(payload["id"]), {})}

    def introduction(self, guild: Guild, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return a server as Discord shows it."""
        channels = [self.with_extras(channel) for channel in payload["channels"]]
        return {**payload, **moderating.guild_settings(self, guild), "channels": channels}

    def record_audit_log(
        self,
        guild_id: int,
        action_type: int,
        *,
        target_id: int | None = None,
        changes: list[dict[str, Any]] | None = None,
        options: dict[str, Any] | None = None,
        reason: str | None = None,
        user_id: int | None = None,
    ) -> AuditLogEntry:
        entry = AuditLogEntry(
            id=self.snowflake(),
            action_type=int(action_type),
            user_id=self.bot_user.id if user_id is None else user_id,
            target_id=target_id,
            reason=reason or None,
            changes=list(changes or []),
            options=dict(options or {}),
        )
        return moderating.record(self, guild_id, entry)

    def edit_message(self, channel_id: int, message_id: int, fields: dict[str, Any]) -> Message:
        if fields.get("content"):
            automod.refuse_edit(self, self.get_message(channel_id, message_id), fields["content"])
        return super().edit_message(channel_id, message_id, fields)

    def _auto_mod_blocks(self, channel: Channel, author_id: int, content: str) -> bool:
        assert self._arriving is not None
        return automod.judge(self, channel, self._arriving, self._arriving.content)

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        channel = self.get_channel(message.channel_id)
        moderating.heed_slow_mode(self, channel, message)
        if channel.is_thread:
            if self._starts_a_post(channel):
                message.id = channel.id
            elif not message.is_ephemeral:
                self._wake(channel, message.author_id)
        # An alert of AutoMod's is a message that comes while another does.
        before, self._arriving = self._arriving, message
        try:
            return super().commit_message(message, broadcast=broadcast)
        finally:
            self._arriving = before

    def _starts_a_post(self, thread: Channel) -> bool:
        parent = self.channels.get(thread.parent_id or 0)
        return parent is not None and parent.type == ChannelType.FORUM and not thread.message_count

    def _wake(self, thread: Channel, author_id: int) -> None:
        assert thread.thread_metadata is not None
        assert thread.guild_id is not None
        if thread.thread_metadata.locked:
            allowed = discord.Permissions(self.compute_permissions(thread.guild_id, author_id, thread.id))
            if not allowed.manage_threads:
                raise BackendError(403, 160005, "This thread is locked")
        if thread.thread_metadata.archived:
            self.edit_channel(thread.id, {}, thread_metadata={"archived": False, "archive_timestamp": self.now_iso()})

    def require_awake(self, channel_id: int) -> None:
        """Raise what Discord answers to a change inside an archived thread."""
        metadata = self.get_channel(channel_id).thread_metadata
        if metadata is not None and metadata.archived:
            raise BackendError(400, 50083, "Thread is archived")

    def archive_idle_threads(self) -> None:
        """Archive the threads nobody wrote in for as long as they ask, as Discord does some time after it."""
        for thread in [channel for channel in self.channels.values() if channel.is_thread]:
            metadata = thread.thread_metadata
            assert metadata is not None
            last = discord.utils.snowflake_time(max(thread.id, thread.last_message_id or 0))
            last = max(last, datetime.fromisoformat(metadata.archive_timestamp))
            idle = self.clock.now() - last
            if not metadata.archived and idle >= timedelta(minutes=metadata.auto_archive_duration):
                changed = {"archived": True, "archive_timestamp": self.now_iso()}
                self.edit_channel(thread.id, {}, thread_metadata=changed)


def _described_in(command: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """Return a command or option with what it says of itself in the reader's language; names stay as bots get them."""
    said = (command.get("description_localizations") or {}).get(locale) or command.get("description", "")
    options = [_described_in(option, locale) for option in command.get("options") or []]
    return {**command, "description": said, "options": options}


class Simulation(Env):
    """A bot on the simulated Discord. `async with simulated.run(bot) as env`, or start() and shutdown()."""

    backend: SimulatedBackend

    def __init__(self, bot: discord.Client, *, start: datetime | None = None, **options: Any) -> None:
        """`start` is the moment it is at first; SimCord's own is the beginning of 2026."""
        _extend_routes()
        super().__init__(bot, **{"approved_intents": bot.intents, **options})
        self.backend = SimulatedBackend(start=start)
        self.backend.approve(self.approved_intents or discord.Intents.all())

    async def _settle_internal(self, *, idle: float = NAP_SECONDS, **options: Any) -> None:
        await super()._settle_internal(idle=idle, **options)

    async def settle(self, timeout: float | None = None, idle: float = NAP_SECONDS) -> None:  # noqa: ASYNC109
        await super().settle(timeout, idle)

    def hang_up(self) -> None:
        """Cut the bot off from Discord's events, as while it is down; `restart_bot` connects the next one."""
        self.backend.subscribers.remove(self._gateway_feed)

    def forget_private_answers(self) -> None:
        """Take away what only one person could see, as Discord does when their client starts anew."""
        for messages in self.backend.messages.values():
            for message in [message for message in messages.values() if message.is_ephemeral]:
                del messages[message.id]

    async def pass_time(self, span: timedelta) -> None:
        """Move the clock, and archive what Discord would have archived by then. Due sweeps are the caller's."""
        await self.advance_time(span.total_seconds())
        self.backend.archive_idle_threads()
        await self.settle()


@asynccontextmanager
async def run(bot: discord.Client, **options: Any) -> AsyncIterator[Simulation]:
    """Like `simcord.run`, for a `Simulation`: logs the bot in, and raises at the end what it raised meanwhile."""
    env = Simulation(bot, **options)
    await env.start()
    try:
        with drivers_clock(env):
            yield env
    finally:
        await env.shutdown()
    if env.check_errors:
        env._raise_errors_since(env._errors_acknowledged)


@contextmanager
def drivers_clock(env: Env) -> Iterator[None]:
    """Let code outside of the bot, too, read the simulation's time by `discord.utils.utcnow()`."""
    clock = env.time_context()
    clock.__enter__()
    try:
        yield
    finally:
        # A pytest fixture is torn down in another context than it was set up in; the setting ends with the first.
        with suppress(ValueError):
            clock.__exit__(None, None, None)


def set_locale(env: Env, person: MemberActor | UserHandle, locale: str) -> None:
    """Set the language of a person's Discord client, such as `ja` or `en-GB`."""
    assert isinstance(env, Simulation), "run the bot with bot.sandbox.simulated.run"
    env.backend.locales[person.id] = locale


def create_user(env: Env, name: str, *, made_at: datetime, picture: bytes | None = None, **fields: Any) -> UserHandle:
    """Make a person whose account was made at a moment before now. A `picture` (PNG) needs `avatar` as its name."""
    backend = env.backend
    assert isinstance(backend, SimulatedBackend), "run the bot with bot.sandbox.simulated.run"
    user = User(id=backend._allocate_at(discord.utils.time_snowflake(made_at) >> 22), name=name, **fields)
    backend.users[user.id] = user
    if picture is not None:
        backend.cdn.avatars[f"/avatars/{user.id}/{user.avatar}.png"] = picture
    return UserHandle(env, user)


async def join(guild: GuildHandle, user: UserHandle, *, by: str | None = None) -> MemberActor:
    """Let somebody join, by an invite's code if one is given: its uses are counted, and it gives its roles.

    Raises BackendError for those who are banned, and while invites are paused.
    """
    backend = guild._env.backend
    assert isinstance(backend, SimulatedBackend), "run the bot with bot.sandbox.simulated.run"
    moderating.require_open(backend, guild.id, user.id)
    backend.add_member(guild.id, user.id, roles=_use(backend, by), announce=True)
    await guild._env.settle()
    return MemberActor(guild._env, guild, user)


def set_joined_at(member: MemberActor, moment: datetime) -> None:
    """Let somebody be a member since a moment before now."""
    _backend(member).get_member(member.guild.id, member.id).joined_at = moment.isoformat()


def _use(backend: SimulatedBackend, code: str | None) -> list[int]:
    """Count the use of an invite, and return the roles it gives."""
    if code is None:
        return []
    backend.get_invite(code).uses += 1
    return backend.invite_roles.get(code, [])


def join_pending(guild: GuildHandle, user: UserHandle, *, by: str | None = None) -> MemberActor:
    """Let somebody join a server whose rules they have yet to accept in Discord's own window; `by`: as in `join`."""
    backend = _backend(user)
    moderating.require_open(backend, guild.id, user.id)
    member = backend.add_member(guild.id, user.id, roles=_use(backend, by))
    member.pending = True
    payload = {**serializers.member_payload(backend, guild._guild, member), "guild_id": str(guild.id)}
    backend.emit("GUILD_MEMBER_ADD", payload)
    return MemberActor(guild._env, guild, user)


def accept_rules(member: MemberActor) -> None:
    """Let somebody accept the rules in Discord's own window: they can write from now on."""
    backend = _backend(member)
    backend.get_member(member.guild.id, member.id).pending = False
    backend.announce_member_update(member.guild.id, member.id)


async def post(
    member: MemberActor,
    forum: ChannelHandle,
    title: str,
    content: str,
    *,
    tags: Sequence[str] = (),
    attachments: Sequence[tuple[str, bytes]] = (),
) -> ChannelHandle:
    """Post in a forum by hand, as in Discord's own window. Returns the post."""
    backend, env = _backend(member), member._env
    backend.require_permissions(member.guild.id, member.id, forum.id, "send_messages")
    ids = {tag["name"]: int(tag["id"]) for tag in forum._channel.available_tags}
    thread = backend.create_thread(
        forum.id, title, member.id, applied_tags=[ids[name] for name in tags], broadcast=False
    )
    message = backend.create_message(
        thread.id, member.id, content, attachments=backend.store_attachments(thread.id, attachments), broadcast=False
    )
    forum._channel.last_message_id = thread.id
    backend.announce_thread_create(thread)
    backend.announce_message_create(message)
    await env.settle()
    return ChannelHandle(env, member.guild, thread)


async def open_thread(
    member: MemberActor, channel: ChannelHandle, name: str, *, on: discord.Message | None = None
) -> ChannelHandle:
    """Open a thread in a text channel by hand, on a message or alone."""
    backend, env = _backend(member), member._env
    backend.require_permissions(member.guild.id, member.id, channel.id, "create_public_threads")
    thread = backend.create_thread(channel.id, name, member.id, message_id=on.id if on else None)
    await env.settle()
    return ChannelHandle(env, member.guild, thread)


async def delete_thread(env: Env, thread: ChannelHandle) -> None:
    """Delete a thread as a moderator does in Discord's own window."""
    env.backend.delete_channel(thread.id)
    await env.settle()


async def set_thread(
    env: Env, thread: ChannelHandle, *, archived: bool | None = None, locked: bool | None = None
) -> None:
    """Archive or lock a thread (or the reverse) as a moderator does in Discord's own window."""
    wanted = {"archived": archived, "locked": locked}
    changed: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    env.backend.edit_channel(thread.id, {}, thread_metadata={**changed, "archive_timestamp": env.backend.now_iso()})
    await env.settle()


async def set_tags(forum: ChannelHandle, *names: str, moderated: Sequence[str] = ()) -> None:
    """Give a forum its tags, as an admin does in Discord's own window."""
    backend = forum._env.backend
    known = {tag["name"]: tag for tag in forum._channel.available_tags}
    tags = [
        known.get(name)
        or {
            "id": str(backend.snowflake()),
            "name": name,
            "moderated": name in moderated,
            "emoji_id": None,
            "emoji_name": None,
        }
        for name in names
    ]
    backend.edit_channel(forum.id, {"available_tags": tags})
    await forum._env.settle()


def tags_of(post: ChannelHandle) -> list[str]:
    """Return the names of the tags a forum post carries."""
    backend = post._env.backend
    forum = backend.get_channel(post._channel.parent_id or 0)
    names = {int(tag["id"]): tag["name"] for tag in forum.available_tags}
    return [names[tag_id] for tag_id in post._channel.applied_tags]


def close_direct_messages(person: MemberActor | UserHandle) -> None:
    """Refuse direct messages from the bot, as a privacy setting or a block does."""
    _backend(person).closed_dms.add(person.id)


def open_direct_messages(person: MemberActor | UserHandle) -> None:
    """Take direct messages from the bot again."""
    _backend(person).closed_dms.discard(person.id)


async def take_from_bot(guild: GuildHandle, *permissions: str) -> None:
    """Take permissions from the bot's own role in the whole server."""
    backend = guild._env.backend
    model = backend.get_guild(guild.id)
    missing = discord.Permissions(**dict.fromkeys(permissions, True)).value
    for role_id in model.members[backend.bot_user.id].role_ids:
        role = model.roles[role_id]
        backend.edit_role(guild.id, role_id, {"permissions": role.permissions & ~missing})
    await guild._env.settle()


def said(result: InteractionResult) -> str:
    """Return what the bot said in answer to a command, press or form: its last message, buttons' own message aside."""
    answer = answer_to(result)
    return answer.content if answer is not None else ""


def answer_to(result: InteractionResult) -> ResponseMessage | None:
    """Return the bot's last message in answer to a command, press or form, where it made one or edited one in place."""
    if result.followups:
        return result.followups[-1]
    return result.response


async def at_once(env: Env, *acts: Coroutine[Any, Any, Any]) -> list[Any]:
    """Let several people act in the same moment: the bot gets all of it before it has answered any of it."""

    async def not_yet(**_: Any) -> None:
        """Leave the bot's work for the end."""

    vars(env)["_settle_internal"] = not_yet
    try:
        results = [await act for act in acts]
    finally:
        del vars(env)["_settle_internal"]
    await env.settle()
    return results


def _backend(handle: MemberActor | UserHandle) -> SimulatedBackend:
    backend = handle._env.backend
    assert isinstance(backend, SimulatedBackend), "run the bot with bot.sandbox.simulated.run"
    return backend


# Routes -----------------------------------------------------------------------------------------------------------

_extended: list[bool] = []


def _extend_routes() -> None:
    """Wrap SimCord's routes, once for all simulations: its table is global."""
    if _extended:
        return
    _extended.append(True)
    _wrap("GET", "/oauth2/applications/@me", _application)
    _wrap("POST", "/guilds/{guild_id}/channels", _create_channel)
    _wrap("PATCH", "/channels/{channel_id}", _edit_channel)
    _wrap("GET", "/channels/{channel_id}", _with_extras)
    _wrap("GET", "/guilds/{guild_id}/channels", _with_extras)
    _wrap("GET", "/guilds/{guild_id}/members", _members_only_with_intent)
    _wrap("GET", "/channels/{channel_id}/thread-members", _members_only_with_intent)
    _wrap("POST", "/channels/{channel_id}/threads", _create_thread)
    _wrap("POST", "/channels/{channel_id}/messages", _create_message)
    _wrap("GET", "/channels/{channel_id}/messages", _history)
    _wrap("PATCH", "/channels/{channel_id}/messages/{message_id}", _awake_only)
    _wrap("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me", _awake_only)
    _wrap("POST", "/channels/{channel_id}/invites", _create_invite)
    _wrap("PUT", "/channels/{channel_id}/messages/pins/{message_id}", _awake_only)
    _wrap("POST", "/guilds/{guild_id}/scheduled-events", scheduled.create)
    _wrap("GET", "/guilds/{guild_id}/scheduled-events", scheduled.listed)
    _wrap("PATCH", "/guilds/{guild_id}/scheduled-events/{event_id}", scheduled.edit)
    _wrap("DELETE", "/guilds/{guild_id}/scheduled-events/{event_id}", scheduled.delete)
    for (method, template), wrapper in {**moderating.WRAPPED, **automod.WRAPPED}.items():
        _wrap(method, template, wrapper)
    required_intent = simcord_intents.required_intent
    introduced = serializers.guild_create_payload

    def required(event: str, payload: Mapping[str, Any]) -> str | None:
        return None if isinstance(payload, _Always) else required_intent(event, payload)

    def introduction(backend: Any, guild: Guild) -> Any:
        payload = introduced(backend, guild)
        return backend.introduction(guild, payload) if isinstance(backend, SimulatedBackend) else payload

    simcord_intents.required_intent = required
    serializers.guild_create_payload = introduction


def _wrap(method: str, template: str, wrapper: Callable[[SimulatedBackend, RequestContext, Handler], Any]) -> None:
    segments = template.strip("/").split("/")
    routes = _ROUTES[method]
    index, original = next((i, handler) for i, (parts, handler) in enumerate(routes) if parts == segments)

    def handle(ctx: RequestContext) -> Any:
        if isinstance(ctx.backend, SimulatedBackend):
            moderating.check_reason(ctx)
            return wrapper(ctx.backend, ctx, original)
        return original(ctx)

    routes[index] = (segments, handle)


def _take(ctx: RequestContext, *names: str) -> dict[str, Any]:
    """Take fields out of the request, which SimCord would refuse."""
    body = copy.copy(ctx.body())
    taken = {name: body.pop(name) for name in names if name in body}
    ctx.json = body
    return taken


def _application(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    return {**original(ctx), "flags": backend.application_flags}


def _history(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    if "after" not in ctx.params:
        return original(ctx)
    limit = int(ctx.params.get("limit", 50))
    ctx.params = {**ctx.params, "limit": "1000000"}
    return original(ctx)[-limit:]


def _members_only_with_intent(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    if not backend.approved.members:
        raise BackendError(403, 50001, "Missing Access")
    return original(ctx)


def _create_channel(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    extras = _take(ctx, *FORUM_DEFAULTS, "flags", "nsfw")
    tags = _take(ctx, "available_tags").get("available_tags")
    payload = original(ctx)
    backend.extras[int(payload["id"])] = extras
    changes: dict[str, Any] = {}
    if tags:
        changes["available_tags"] = [{**tag, "id": str(tag.get("id") or backend.snowflake())} for tag in tags]
    if changes or extras:
        backend.edit_channel(int(payload["id"]), changes)
    return backend.with_extras({**payload, **changes})


def _edit_channel(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    channel = backend.get_channel(ctx.int_arg("channel_id"))
    extras = _take(ctx, *FORUM_DEFAULTS, "flags")
    moderating.check_channel_edit(ctx, channel)
    if "available_tags" in ctx.body() and len(ctx.body()["available_tags"]) > 20:
        raise BackendError(400, 50035, "Invalid Form Body: available_tags: Must be 20 or fewer in length.")
    if channel.is_thread:
        _check_thread_edit(backend, ctx, channel)
        _ask_for_manage_threads(ctx, channel, backend.bot_user.id)
    backend.extras.setdefault(channel.id, {}).update(extras)
    payload = original(ctx)
    if channel.thread_metadata is not None and "archived" in ctx.body():
        channel.thread_metadata.archive_timestamp = backend.now_iso()
    return backend.with_extras(payload)


def _check_thread_edit(backend: SimulatedBackend, ctx: RequestContext, thread: Channel) -> None:
    body = ctx.body()
    tags = body.get("applied_tags")
    if body.get("archived") is not False and set(body) - {"archived", "locked"}:
        backend.require_awake(thread.id)
    if tags is not None and len(tags) > 5:
        raise BackendError(400, 50035, "Invalid Form Body: applied_tags: Must be 5 or fewer in length.")
    if tags is not None and not tags and _requires_tag(backend, thread.parent_id):
        raise BackendError(400, 40067, "A tag is required to create a forum post in this channel")


def _ask_for_manage_threads(ctx: RequestContext, thread: Channel, bot_id: int) -> None:
    require = ctx.require_channel_permissions
    own = thread.owner_id == bot_id and "locked" not in ctx.body()

    def instead(channel_id: int, *names: str) -> Channel:
        wanted = ["manage_threads" if name == "manage_channels" else name for name in names]
        return require(channel_id, *(name for name in wanted if not (own and name == "manage_threads")))

    vars(ctx)["require_channel_permissions"] = instead


def _requires_tag(backend: SimulatedBackend, forum_id: int | None) -> bool:
    return bool(int(backend.extras.get(forum_id or 0, {}).get("flags") or 0) & REQUIRE_TAG)


def _create_thread(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    if _requires_tag(backend, ctx.int_arg("channel_id")) and not ctx.body().get("applied_tags"):
        raise BackendError(400, 40067, "A tag is required to create a forum post in this channel")
    payload = original(ctx)
    thread = backend.get_thread(int(payload["id"]))
    assert thread.thread_metadata is not None
    thread.thread_metadata.invitable = bool(ctx.body().get("invitable", True))
    thread.rate_limit_per_user = int(ctx.body().get("rate_limit_per_user") or 0)
    metadata = {**payload["thread_metadata"], "invitable": thread.thread_metadata.invitable}
    return {**payload, "rate_limit_per_user": thread.rate_limit_per_user, "thread_metadata": metadata}


def _create_message(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    channel_id, nonce = ctx.int_arg("channel_id"), ctx.body().get("nonce")
    moderating.require_reachable(backend, channel_id)
    if nonce is None or not ctx.body().get("enforce_nonce"):
        return original(ctx)
    known = backend.nonces.get((channel_id, str(nonce)))
    if known is not None and backend.clock.now() - known[1] < NONCE_REMEMBERED:
        return dict(serializers.message_payload(backend, backend.get_message(channel_id, known[0])))
    payload = original(ctx)
    backend.nonces[channel_id, str(nonce)] = (int(payload["id"]), backend.clock.now())
    return payload


def _awake_only(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    backend.require_awake(ctx.int_arg("channel_id"))
    return original(ctx)


def _create_invite(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    role_ids = [int(role_id) for role_id in _take(ctx, "role_ids").get("role_ids") or []]
    if role_ids:
        ctx.require_channel_permissions(ctx.int_arg("channel_id"), "manage_roles")
    payload = original(ctx)
    backend.invite_roles[str(payload["code"])] = role_ids
    return payload


def _with_extras(backend: SimulatedBackend, ctx: RequestContext, original: Handler) -> Any:
    payload = original(ctx)
    if isinstance(payload, list):
        return [backend.with_extras(channel) for channel in payload]
    return backend.with_extras(payload)
