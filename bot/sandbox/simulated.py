"""SimCord's Discord, with what this product needs of Discord and SimCord 3.2.1 leaves out.

The sandbox and the tests run the bot on `Simulation`. Its state is in `backend.py`, its answers to requests are in
`routes.py`; what people do in Discord's own windows is here. What it adds to SimCord, each as Discord does it:
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
- moderation has them, too, with slow mode (bot/sandbox/moderating.py), an audit log (bot/sandbox/audit_log.py) and
  AutoMod, which does what its rules say (bot/sandbox/automod.py); people's own acts of moderation are in
  bot/sandbox/simulated_moderation.py;
- nobody can be written to directly who closed that, or shares no server with the bot;
- people can join before they have accepted the rules, post in a forum, open a thread, close their direct messages, and
  do two things at once.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence, Sized
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.models import User
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.sandbox import moderating, routes
from bot.sandbox.backend import SimulatedBackend

# SimCord naps for 50 ms in each action before it looks again whether the bot is done; this is 15 times as fast.
NAP_SECONDS = 0.001
TURNS_WITHOUT_LOOKING = 1_000
"""After as many SimCord looks all the same: it says what never ends."""


class Simulation(Env):
    """A bot on the simulated Discord. `async with simulated.run(bot) as env`, or start() and shutdown()."""

    backend: SimulatedBackend

    def __init__(self, bot: discord.Client, *, start: datetime | None = None, **options: Any) -> None:
        """`start` is the moment it is at first; SimCord's own is the beginning of 2026."""
        routes.extend()
        super().__init__(bot, **{"approved_intents": bot.intents, **options})
        self.backend = SimulatedBackend(start=start)
        self.backend.approve(self.approved_intents or discord.Intents.all())

    async def _settle_internal(self, *, idle: float = NAP_SECONDS, **options: Any) -> None:
        await self._let_work()
        await super()._settle_internal(idle=idle, **options)

    async def _let_work(self) -> None:
        """Let the bot do what it can do without waiting for anything.

        SimCord looks after each turn of the event loop what every task waits for; while there is something to do,
        that is known without looking.
        """
        ready: Sized = getattr(asyncio.get_running_loop(), "_ready", ())
        for _ in range(TURNS_WITHOUT_LOOKING):
            await asyncio.sleep(0)
            if not ready:
                return

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
