"""Discord's REST routes, as far as a community bot of discord.py uses them.

A handler gets the World and the Call, returns the JSON of a 200 or None for a 204, and raises Refused for anything else. Lists keep
Discord's order and paging: messages newest first, members by id, archived threads by the time of archiving.
A route that is not here answers 404 and fails the test: what is not simulated must not look like success.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from tests.wire.calls import Call
from tests.wire.gateway import MEMBERS, MESSAGE_CONTENT, PRESENCES, without_content
from tests.wire.state import World
from tests.wire.things import (
    ACTIVE,
    FORUM,
    JSON,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    SCHEDULED,
    TEXT,
    Channel,
    Guild,
    Member,
    Message,
    Refused,
    Role,
    Thread,
    User,
    unknown,
)

Handler = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Route:
    template: list[str]
    handler: Handler

    def match(self, segments: Sequence[str]) -> dict[str, str] | None:
        if len(segments) != len(self.template):
            return None
        values = {}
        for expected, segment in zip(self.template, segments, strict=True):
            if expected.startswith("{"):
                values[expected[1:-1]] = unquote(segment)
            elif expected != segment:
                return None
        return values

    @property
    def literals(self) -> int:
        return sum(not part.startswith("{") for part in self.template)


_ROUTES: dict[str, list[_Route]] = {}


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Register a handler; path values named *_id arrive as ints. The most literal template wins."""

    def register(handler: Handler) -> Handler:
        routes = _ROUTES.setdefault(method, [])
        routes.append(_Route(template.strip("/").split("/"), handler))
        routes.sort(key=lambda known: -known.literals)
        return handler

    return register


class NoSuchRoute(Refused):
    """Not simulated: an HTTP 404 for the bot, a failure for the test."""


def find_handler(call: Call) -> tuple[Handler, dict[str, Any]]:
    segments = call.path.strip("/").split("/")
    for known in _ROUTES.get(call.method, ()):
        values = known.match(segments)
        if values is not None and all(is_well_formed(name, value) for name, value in values.items()):
            return known.handler, {
                name: int(value) if name.endswith("_id") else value for name, value in values.items()
            }
    raise NoSuchRoute(404, 0, f"the wire server does not know {call.method} {call.path}")


def is_well_formed(name: str, value: str) -> bool:
    return not name.endswith("_id") or value.isdecimal()


# Looking things up


def guild_of(world: World, guild_id: int) -> Guild:
    if guild_id not in world.guilds:
        raise unknown(10004, "Guild")
    return world.guilds[guild_id]


def channel_of(world: World, channel_id: int) -> Channel:
    if channel_id not in world.channels:
        raise unknown(10003, "Channel")
    return world.channels[channel_id]


def message_of(world: World, channel_id: int, message_id: int) -> Message:
    messages = channel_of(world, channel_id).messages
    if message_id not in messages:
        raise unknown(10008, "Message")
    return messages[message_id]


def member_of(world: World, guild_id: int, user_id: int) -> Member:
    members = guild_of(world, guild_id).members
    if user_id not in members:
        raise unknown(10007, "Member")
    return members[user_id]


def user_of(world: World, user_id: int) -> User:
    if user_id not in world.users:
        raise unknown(10013, "User")
    return world.users[user_id]


def thread_of(world: World, channel_id: int) -> Thread:
    channel = channel_of(world, channel_id)
    if not isinstance(channel, Thread):
        raise unknown(10003, "Channel")
    return channel


def role_of(world: World, guild_id: int, role_id: int) -> Role:
    roles = guild_of(world, guild_id).roles
    if role_id not in roles:
        raise unknown(10011, "Role")
    return roles[role_id]


def shown(world: World, message: Message) -> JSON:
    data = message.json(viewer_id=world.bot.id)
    if message.channel.guild and not world.enabled_intents & MESSAGE_CONTENT:
        data = without_content(data, bot_id=world.bot.id)
    thread = world.channels.get(message.id)
    return data | {"thread": thread.json()} if isinstance(thread, Thread) and thread is not message.channel else data


# Logging in


@route("GET", "/users/@me")
def get_me(world: World, call: Call) -> JSON:
    return world.bot.json() | {"locale": "en-US", "mfa_enabled": True}


@route("GET", "/oauth2/applications/@me")
def get_application(world: World, call: Call) -> JSON:
    enabled = world.enabled_intents
    # The "limited" flags: what an app in fewer than a hundred servers has when the switch in the portal is on.
    flags = (PRESENCES & enabled and 1 << 13) | (MEMBERS & enabled and 1 << 15)
    flags |= MESSAGE_CONTENT & enabled and 1 << 19
    return {
        "id": str(world.application_id),
        "type": None,
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": world.owner.json(),
        "team": None,
        "flags": flags,
        "flags_new": str(flags),
        "explicit_content_filter": 0,
        "redirect_uris": [],
        "role_connections_verification_url": None,
        "eligible_oauth2_scopes": [],
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "approximate_guild_count": len(world.guilds),
        "interactions_endpoint_url": None,
    }


@route("GET", "/gateway/bot")
def get_gateway(world: World, call: Call) -> JSON:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
    return {"url": world.gateway_url, "shards": world.shards, "session_start_limit": limit}


@route("GET", "/gateway")
def get_plain_gateway(world: World, call: Call) -> JSON:
    return {"url": world.gateway_url}


@route("GET", "/users/@me/guilds")
def get_my_guilds(world: World, call: Call) -> list[JSON]:
    return [{"id": str(guild.id), "name": guild.name, "icon": None, "owner": False} for guild in world.guilds.values()]


@route("GET", "/users/{user_id}")
def get_user(world: World, call: Call, user_id: int) -> JSON:
    return user_of(world, user_id).json()


@route("POST", "/users/@me/channels")
def open_dm(world: World, call: Call) -> JSON:
    return world.dm(user_of(world, int(call.body["recipient_id"]))).json()


# Commands


@route("GET", "/applications/{application_id}/commands")
def get_commands(world: World, call: Call, application_id: int) -> list[JSON]:
    return world.commands.get(None, [])


@route("PUT", "/applications/{application_id}/commands")
def put_commands(world: World, call: Call, application_id: int) -> list[JSON]:
    return world.put_commands(None, call.json)


@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
def get_guild_commands(world: World, call: Call, application_id: int, guild_id: int) -> list[JSON]:
    return world.commands.get(guild_id, [])


@route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
def put_guild_commands(world: World, call: Call, application_id: int, guild_id: int) -> list[JSON]:
    return world.put_commands(guild_id, call.json)


@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/permissions")
def get_command_permissions(world: World, call: Call, application_id: int, guild_id: int) -> list[JSON]:
    return []


# Guilds


@route("GET", "/guilds/{guild_id}")
def get_guild(world: World, call: Call, guild_id: int) -> JSON:
    guild = guild_of(world, guild_id)
    if call.argument("with_counts") not in ("1", "true"):
        return guild.json()
    return guild.json() | {
        "approximate_member_count": len(guild.members) + guild.silent_members,
        "approximate_presence_count": 0,
    }


@route("GET", "/guilds/{guild_id}/channels")
def get_channels(world: World, call: Call, guild_id: int) -> list[JSON]:
    return [channel.json() for channel in guild_of(world, guild_id).channels.values()]


@route("POST", "/guilds/{guild_id}/channels")
def create_channel(world: World, call: Call, guild_id: int) -> JSON:
    body = dict(call.body)
    name, kind, parent = body.pop("name"), body.pop("type", TEXT), body.pop("parent_id", None)
    tags = body.pop("available_tags", None)
    settings = {key: value for key, value in body.items() if value is not None}
    if kind == FORUM:
        settings["available_tags"] = world.new_tags(tags or [])
    channel = world.add_channel(
        guild_of(world, guild_id), name, type=kind, parent_id=int(parent) if parent else None, settings=settings
    )
    return channel.json()


@route("GET", "/guilds/{guild_id}/roles")
def get_roles(world: World, call: Call, guild_id: int) -> list[JSON]:
    return [role.json() for role in guild_of(world, guild_id).roles.values()]


@route("POST", "/guilds/{guild_id}/roles")
def create_role(world: World, call: Call, guild_id: int) -> JSON:
    body = call.body
    role = world.add_role(
        guild_of(world, guild_id),
        body.get("name") or "new role",
        permissions=int(body.get("permissions") or 0),
        mentionable=bool(body.get("mentionable")),
        hoist=bool(body.get("hoist")),
    )
    return role.json()


@route("PATCH", "/guilds/{guild_id}/roles/{role_id}")
def edit_role(world: World, call: Call, guild_id: int, role_id: int) -> JSON:
    role = role_of(world, guild_id, role_id)
    role.name = call.body.get("name", role.name)
    role.permissions = int(call.body.get("permissions", role.permissions))
    role.mentionable = call.body.get("mentionable", role.mentionable)
    world.emit("GUILD_ROLE_UPDATE", {"guild_id": str(guild_id), "role": role.json()})
    return role.json()


@route("DELETE", "/guilds/{guild_id}/roles/{role_id}")
def delete_role(world: World, call: Call, guild_id: int, role_id: int) -> None:
    role_of(world, guild_id, role_id)
    guild = guild_of(world, guild_id)
    del guild.roles[role_id]
    for member in guild.members.values():
        member.role_ids = [known for known in member.role_ids if known != role_id]
    world.emit("GUILD_ROLE_DELETE", {"guild_id": str(guild_id), "role_id": str(role_id)})


# Members


@route("GET", "/guilds/{guild_id}/members")
def get_members(world: World, call: Call, guild_id: int) -> list[JSON]:
    after, limit = int(call.argument("after") or 0), int(call.argument("limit") or 1)
    members = guild_of(world, guild_id).members
    found = [members[member_id] for member_id in sorted(members) if member_id > after]
    return [member.json() for member in found[:limit]]


@route("GET", "/guilds/{guild_id}/members/search")
def search_members(world: World, call: Call, guild_id: int) -> list[JSON]:
    start = (call.argument("query") or "").lower()
    members = guild_of(world, guild_id).members.values()
    found = [member for member in members if member.user.name.lower().startswith(start)]
    return [member.json() for member in found[: int(call.argument("limit") or 1)]]


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def get_member(world: World, call: Call, guild_id: int, user_id: int) -> JSON:
    return member_of(world, guild_id, user_id).json()


@route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def give_role(world: World, call: Call, guild_id: int, user_id: int, role_id: int) -> None:
    member = member_of(world, guild_id, user_id)
    role_of(world, guild_id, role_id)
    if role_id not in member.role_ids:
        member.role_ids.append(role_id)
        world.member_updated(member)


@route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def take_role(world: World, call: Call, guild_id: int, user_id: int, role_id: int) -> None:
    member = member_of(world, guild_id, user_id)
    if role_id in member.role_ids:
        member.role_ids.remove(role_id)
        world.member_updated(member)


# Channels and threads


@route("GET", "/channels/{channel_id}")
def get_channel(world: World, call: Call, channel_id: int) -> JSON:
    return channel_of(world, channel_id).json()


@route("PATCH", "/channels/{channel_id}")
def edit_channel(world: World, call: Call, channel_id: int) -> JSON:
    channel = channel_of(world, channel_id)
    world.edit_channel(channel, call.body)
    return channel.json()


@route("DELETE", "/channels/{channel_id}")
def delete_channel(world: World, call: Call, channel_id: int) -> JSON:
    channel = channel_of(world, channel_id)
    world.delete_channel(channel)
    return channel.json()


@route("PUT", "/channels/{channel_id}/permissions/{target_id}")
def put_overwrite(world: World, call: Call, channel_id: int, target_id: int) -> None:
    channel = channel_of(world, channel_id)
    kept = [item for item in channel.settings.get("permission_overwrites", []) if item["id"] != str(target_id)]
    blank = {"allow": "0", "deny": "0", "type": 0}
    overwrite = blank | {key: value for key, value in call.body.items() if value is not None} | {"id": str(target_id)}
    world.edit_channel(channel, {"permission_overwrites": [*kept, overwrite]})


@route("DELETE", "/channels/{channel_id}/permissions/{target_id}")
def delete_overwrite(world: World, call: Call, channel_id: int, target_id: int) -> None:
    channel = channel_of(world, channel_id)
    kept = [item for item in channel.settings.get("permission_overwrites", []) if item["id"] != str(target_id)]
    world.edit_channel(channel, {"permission_overwrites": kept})


@route("POST", "/channels/{channel_id}/threads")
def create_thread(world: World, call: Call, channel_id: int) -> JSON:
    channel = channel_of(world, channel_id)
    if channel.type == FORUM:
        thread = world.create_post(channel, world.bot, call.body, call.files)
        return thread.json() | {"message": shown(world, thread.starter)}
    return world.start_thread(
        channel, world.bot, name=call.body["name"], type=call.body.get("type") or PRIVATE_THREAD
    ).json()


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def create_thread_on_message(world: World, call: Call, channel_id: int, message_id: int) -> JSON:
    message = message_of(world, channel_id, message_id)
    if message_id in world.channels:
        raise Refused(400, 160004, "A thread has already been created for this message")
    return world.start_thread(
        message.channel, world.bot, name=call.body["name"], id=message_id, type=PUBLIC_THREAD
    ).json()


@route("GET", "/guilds/{guild_id}/threads/active")
def get_active_threads(world: World, call: Call, guild_id: int) -> JSON:
    threads = guild_of(world, guild_id).active_threads
    return thread_list(world, sorted(threads, key=lambda thread: -thread.id))


@route("GET", "/channels/{channel_id}/threads/archived/public")
def get_archived_threads(world: World, call: Call, channel_id: int) -> JSON:
    return archived_page(world, call, channel_of(world, channel_id), kind=PUBLIC_THREAD)


@route("GET", "/channels/{channel_id}/threads/archived/private")
def get_archived_private_threads(world: World, call: Call, channel_id: int) -> JSON:
    return archived_page(world, call, channel_of(world, channel_id), kind=PRIVATE_THREAD)


def archived_page(world: World, call: Call, parent: Channel, *, kind: int) -> JSON:
    assert parent.guild
    before, limit = call.argument("before"), int(call.argument("limit") or 50)
    found = [thread for thread in parent.guild.threads.values() if thread.archived and thread.type == kind]
    found = [thread for thread in found if thread.parent_id == parent.id]
    found = [thread for thread in found if before is None or thread.archive_timestamp < before]
    found.sort(key=lambda thread: thread.archive_timestamp, reverse=True)
    return thread_list(world, found[:limit]) | {"has_more": len(found) > limit}


def thread_list(world: World, threads: Iterable[Thread]) -> JSON:
    threads = list(threads)
    joined = [thread for thread in threads if world.bot.id in thread.member_ids]
    return {
        "threads": [thread.json() for thread in threads],
        "members": [thread.member_json(world.bot.id) for thread in joined],
    }


@route("PUT", "/channels/{channel_id}/thread-members/{who}")
def join_thread(world: World, call: Call, channel_id: int, who: str) -> None:
    thread = thread_of(world, channel_id)
    user_id = world.bot.id if who == "@me" else int(who)
    if user_id not in thread.member_ids:
        thread.member_ids.append(user_id)


@route("DELETE", "/channels/{channel_id}/thread-members/{who}")
def leave_thread(world: World, call: Call, channel_id: int, who: str) -> None:
    thread = thread_of(world, channel_id)
    user_id = world.bot.id if who == "@me" else int(who)
    thread.member_ids = [known for known in thread.member_ids if known != user_id]


@route("GET", "/channels/{channel_id}/thread-members")
def get_thread_members(world: World, call: Call, channel_id: int) -> list[JSON]:
    thread = thread_of(world, channel_id)
    return [thread.member_json(user_id) for user_id in thread.member_ids]


# Messages


@route("GET", "/channels/{channel_id}/messages")
def get_messages(world: World, call: Call, channel_id: int) -> list[JSON]:
    """Newest first, also with `after`, where the page is the one nearest to it."""
    messages = channel_of(world, channel_id).messages
    ids = sorted(messages, reverse=True)
    limit = int(call.argument("limit") or 50)
    if around := call.argument("around"):
        nearest = sorted(ids, key=lambda message_id: abs(message_id - int(around)))[:limit]
        return [shown(world, messages[message_id]) for message_id in sorted(nearest, reverse=True)]
    if before := call.argument("before"):
        ids = [message_id for message_id in ids if message_id < int(before)]
    if (after := call.argument("after")) is not None:
        ids = [message_id for message_id in ids if message_id > int(after)][-limit:]
    return [shown(world, messages[message_id]) for message_id in ids[:limit]]


@route("POST", "/channels/{channel_id}/messages")
def create_message(world: World, call: Call, channel_id: int) -> JSON:
    channel = channel_of(world, channel_id)
    if channel.recipient and not channel.recipient.accepts_dms:
        raise Refused(403, 50007, "Cannot send messages to this user")
    if channel.recipient and not any(channel.recipient.id in guild.members for guild in world.guilds.values()):
        raise Refused(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
    return shown(world, world.create_message(channel, world.bot, call.body, files=call.files))


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def get_message(world: World, call: Call, channel_id: int, message_id: int) -> JSON:
    return shown(world, message_of(world, channel_id, message_id))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit_message(world: World, call: Call, channel_id: int, message_id: int) -> JSON:
    message = message_of(world, channel_id, message_id)
    if message.author is not world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    world.edit_message(message, call.body, files=call.files)
    return shown(world, message)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete_message(world: World, call: Call, channel_id: int, message_id: int) -> None:
    world.delete_message(message_of(world, channel_id, message_id))


@route("POST", "/channels/{channel_id}/typing")
def type_on(world: World, call: Call, channel_id: int) -> None:
    channel_of(world, channel_id)


@route("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
def pin_message(world: World, call: Call, channel_id: int, message_id: int) -> None:
    message_of(world, channel_id, message_id).data["pinned"] = True


@route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}")
def unpin_message(world: World, call: Call, channel_id: int, message_id: int) -> None:
    message_of(world, channel_id, message_id).data["pinned"] = False


@route("GET", "/channels/{channel_id}/messages/pins")
def get_pins(world: World, call: Call, channel_id: int) -> JSON:
    messages = channel_of(world, channel_id).messages.values()
    pinned = [message for message in messages if message.data["pinned"]]
    items = [{"pinned_at": message.data["timestamp"], "message": shown(world, message)} for message in pinned]
    return {"items": items, "has_more": False}


# Reactions


@route("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me")
def add_reaction(world: World, call: Call, channel_id: int, message_id: int, emoji: str) -> None:
    world.react(message_of(world, channel_id, message_id), world.bot, emoji)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/{who}")
def remove_reaction(world: World, call: Call, channel_id: int, message_id: int, emoji: str, who: str) -> None:
    user = world.bot if who == "@me" else user_of(world, int(who))
    world.unreact(message_of(world, channel_id, message_id), user, emoji)


@route("GET", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}")
def get_reactions(world: World, call: Call, channel_id: int, message_id: int, emoji: str) -> list[JSON]:
    after, limit = int(call.argument("after") or 0), int(call.argument("limit") or 25)
    users = message_of(world, channel_id, message_id).reactions.get(emoji, [])
    return [world.users[user_id].json() for user_id in sorted(users) if user_id > after][:limit]


# Scheduled events


def scheduled_event_of(world: World, guild_id: int, event_id: int) -> JSON:
    events = guild_of(world, guild_id).scheduled_events
    if event_id not in events:
        raise unknown(10070, "Guild Scheduled Event")
    return events[event_id]


@route("GET", "/guilds/{guild_id}/scheduled-events")
def get_scheduled_events(world: World, call: Call, guild_id: int) -> list[JSON]:
    events = guild_of(world, guild_id).scheduled_events.values()
    return [event for event in events if event["status"] in (SCHEDULED, ACTIVE)]


@route("GET", "/guilds/{guild_id}/scheduled-events/{event_id}")
def get_scheduled_event(world: World, call: Call, guild_id: int, event_id: int) -> JSON:
    return scheduled_event_of(world, guild_id, event_id)


@route("POST", "/guilds/{guild_id}/scheduled-events")
def create_scheduled_event(world: World, call: Call, guild_id: int) -> JSON:
    return world.add_scheduled_event(guild_of(world, guild_id), world.bot, call.body)


@route("PATCH", "/guilds/{guild_id}/scheduled-events/{event_id}")
def edit_scheduled_event(world: World, call: Call, guild_id: int, event_id: int) -> JSON:
    scheduled_event_of(world, guild_id, event_id)
    return world.edit_scheduled_event(guild_of(world, guild_id), event_id, call.body)


@route("DELETE", "/guilds/{guild_id}/scheduled-events/{event_id}")
def delete_scheduled_event(world: World, call: Call, guild_id: int, event_id: int) -> None:
    scheduled_event_of(world, guild_id, event_id)
    world.delete_scheduled_event(guild_of(world, guild_id), event_id)
