"""What Discord enforces of moderation, where SimCord 3.2.1 is laxer or silent.

Who may be timed out, kicked and banned, and for how long; messages that go with a ban; which messages can be deleted
together, or at all; slow mode; pauses of invites; who hears of bans, of the audit log and of AutoMod; the order and
the pages of lists. The audit log itself is in `audit_log.py`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import discord
from simcord.backend import errors, serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Guild, Message, Overwrite
from simcord.enums import AuditLogAction, ChannelType
from simcord.http.router import Handler, RequestContext, route

if TYPE_CHECKING:
    from bot.sandbox.backend import SimulatedBackend

TIMEOUT_MAX = timedelta(days=28)
PAUSE_MAX = timedelta(hours=24)
CLOCKS_MAY_DIFFER = timedelta(minutes=1)
BULK_DELETE_MAX_AGE = timedelta(days=14)
BAN_DELETES_MAX_SECONDS = 604_800
BULK_BAN_MAX = 200
SLOW_MODE_MAX_SECONDS = 21_600
REASON_MAX = 512
KEPT_OF_GUILDS = ("features", "safety_alerts_channel_id")
INVITES_DISABLED = "INVITES_DISABLED"

OVERWRITE_MADE, OVERWRITE_CHANGED, OVERWRITE_DELETED = 13, 14, 15
NOT_DELETABLE = (1, 2, 3, 4, 5, 21)
"""Types of messages that nobody can delete (documented in the message resource)."""
HEARD_WITH = {
    "GUILD_AUDIT_LOG_ENTRY_CREATE": ("view_audit_log",),
    "GUILD_BAN_ADD": ("ban_members", "view_audit_log"),
    "GUILD_BAN_REMOVE": ("ban_members", "view_audit_log"),
    "AUTO_MODERATION_RULE_CREATE": ("manage_guild",),
    "AUTO_MODERATION_RULE_UPDATE": ("manage_guild",),
    "AUTO_MODERATION_RULE_DELETE": ("manage_guild",),
    "AUTO_MODERATION_ACTION_EXECUTION": ("manage_guild",),
}
"""Any one of these permissions lets a bot hear of it."""


def may_hear(backend: "SimulatedBackend", event: str, payload: Mapping[str, Any]) -> bool:
    """Whether Discord tells the bot of an event at all."""
    wanted = HEARD_WITH.get(event)
    if wanted is None:
        return True
    held = permissions(backend, int(payload["guild_id"]), backend.bot_user.id)
    return any(getattr(held, name) for name in wanted)


def permissions(backend: "SimulatedBackend", guild_id: int, user_id: int) -> discord.Permissions:
    return discord.Permissions(backend.compute_permissions(guild_id, user_id))


def invalid(field: str, why: str) -> BackendError:
    return BackendError(400, 50035, f"Invalid Form Body: {field}: {why}")


def check_reason(ctx: RequestContext) -> None:
    """Raise what Discord answers to a reason that is too long, before anything is done."""
    if ctx.reason and len(ctx.reason) > REASON_MAX:  # discord.py leaves out some with a mark that is false
        raise invalid("X-Audit-Log-Reason", "Must be 512 or fewer in length.")


def as_ever(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    """Do what SimCord does; the reason has been checked by then."""
    return original(ctx)


# Servers ------------------------------------------------------------------------------------------------------------


def guild_settings(backend: "SimulatedBackend", guild: Guild) -> dict[str, Any]:
    """Return what Discord says of a server beyond what SimCord knows of it."""
    return {"features": [], "incidents_data": None, **backend.guild_extras.get(guild.id, {})}


def edit_guild(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild = backend.get_guild(ctx.int_arg("guild_id"))
    body = dict(ctx.body())
    extras: dict[str, Any] = {name: body.pop(name) for name in KEPT_OF_GUILDS if name in body}
    ctx.json = body
    ctx.require_guild_permissions(guild.id, "manage_guild")
    before = guild_settings(backend, guild)
    backend.guild_extras.setdefault(guild.id, {}).update(extras)
    changed = [
        {"key": name, "old_value": before.get(name), "new_value": value}
        for name, value in extras.items()
        if before.get(name) != value
    ]
    if changed:
        backend.edit_guild(guild.id, {})
        backend.record_audit_log(
            guild.id, AuditLogAction.GUILD_UPDATE, target_id=guild.id, changes=changed, reason=ctx.reason
        )
    return original(ctx)


@route("PUT", "/guilds/{guild_id}/incident-actions")
def set_incident_actions(ctx: RequestContext) -> Any:
    """Pause invites or direct messages between members, for 24 hours at most; null ends it."""
    backend = cast("SimulatedBackend", ctx.backend)
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild")
    wanted = ctx.fields("invites_disabled_until", "dms_disabled_until")
    for name, value in wanted.items():
        if value is not None and datetime.fromisoformat(value) > backend.clock.now() + PAUSE_MAX + CLOCKS_MAY_DIFFER:
            raise invalid(name, "Must be at most 24 hours from now")
    pause(backend, guild_id, wanted)
    data = guild_settings(backend, backend.get_guild(guild_id))["incidents_data"]
    return {name: data[name] for name in ("invites_disabled_until", "dms_disabled_until")}


def pause(backend: "SimulatedBackend", guild_id: int, wanted: Mapping[str, str | None]) -> None:
    """Change what is paused in a server, and tell of it."""
    blank = dict.fromkeys(
        ("invites_disabled_until", "dms_disabled_until", "dm_spam_detected_at", "raid_detected_at"), None
    )
    extras = backend.guild_extras.setdefault(guild_id, {})
    extras["incidents_data"] = {**blank, **(extras.get("incidents_data") or {}), **wanted}
    backend.edit_guild(guild_id, {})


def require_open(backend: "SimulatedBackend", guild_id: int, user_id: int) -> None:
    """Raise what Discord answers to somebody who is banned, or comes while invites are paused."""
    guild = backend.get_guild(guild_id)
    if user_id in guild.bans:
        raise BackendError(403, 40007, "The user is banned from this guild")
    settings = guild_settings(backend, guild)
    until = (settings["incidents_data"] or {}).get("invites_disabled_until")
    if INVITES_DISABLED in settings["features"] or (until and datetime.fromisoformat(until) > backend.clock.now()):
        raise BackendError(403, 0, "Invites are currently paused for this server")


# Members ------------------------------------------------------------------------------------------------------------


def edit_member(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    if ctx.body().get("communication_disabled_until") is not None:
        guild_id, user_id = ctx.int_arg("guild_id"), ctx.int_arg("user_id")
        backend.get_member(guild_id, user_id)
        ctx.require_guild_permissions(guild_id, "moderate_members")
        require_timeout_possible(backend, guild_id, user_id, ctx.body()["communication_disabled_until"])
    return original(ctx)


def require_timeout_possible(backend: "SimulatedBackend", guild_id: int, user_id: int, until: str) -> None:
    """Raise what Discord answers to a timeout of somebody who can't have one, or that is too long."""
    guild = backend.get_guild(guild_id)
    if user_id == guild.owner_id or permissions(backend, guild_id, user_id).administrator:
        raise errors.missing_permissions()
    if datetime.fromisoformat(until) > backend.clock.now() + TIMEOUT_MAX + CLOCKS_MAY_DIFFER:
        raise invalid("communication_disabled_until", "Must be at most 28 days from now")


@route("GET", "/guilds/{guild_id}/members/search")
def search_members(ctx: RequestContext) -> Any:
    """Find members whose user name or nickname begins with something; no privileged intent is needed."""
    guild = ctx.backend.get_guild(ctx.int_arg("guild_id"))
    start, limit = str(ctx.params["query"]).casefold(), int(ctx.params.get("limit", 1))
    found = [
        member
        for member in guild.members.values()
        for names in [(ctx.backend.get_user(member.user_id).name, member.nick or "")]
        if any(name.casefold().startswith(start) for name in names)
    ]
    return [dict(serializers.member_payload(ctx.backend, guild, member)) for member in found[:limit]]


def add_thread_member(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    thread = backend.get_thread(ctx.int_arg("channel_id"))
    backend.require_awake(thread.id)
    assert thread.guild_id is not None
    backend.get_member(thread.guild_id, ctx.int_arg("user_id"))
    return original(ctx)


# Bans ---------------------------------------------------------------------------------------------------------------


def ban(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild_id, user_id = ctx.int_arg("guild_id"), ctx.int_arg("user_id")
    seconds = _seconds(ctx, {**ctx.params, **ctx.body()})
    ctx.require_guild_permissions(guild_id, "ban_members")
    backend.get_user(user_id)
    if user_id in backend.get_guild(guild_id).bans:
        return None
    result = original(ctx)
    delete_recent(backend, guild_id, user_id, seconds)
    return result


def _seconds(ctx: RequestContext, given: Mapping[str, Any]) -> int:
    seconds = int(given.get("delete_message_seconds") or 0) or int(given.get("delete_message_days") or 0) * 86_400
    if not 0 <= seconds <= BAN_DELETES_MAX_SECONDS:
        raise invalid("delete_message_seconds", "int value should be between 0 and 604800")
    return seconds


def delete_recent(backend: "SimulatedBackend", guild_id: int, user_id: int, seconds: int) -> None:
    """Delete what somebody wrote in the last seconds in all channels and threads of a server."""
    since = backend.clock.now() - timedelta(seconds=seconds)
    for channel in [channel for channel in backend.channels.values() if channel.guild_id == guild_id]:
        written = [message for message in backend.messages[channel.id].values() if message.author_id == user_id]
        recent = [message.id for message in written if datetime.fromisoformat(message.timestamp) > since]
        if seconds and recent:
            backend.bulk_delete_messages(channel.id, recent)


def bulk_ban(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "ban_members", "manage_guild")
    body = ctx.fields("user_ids", "delete_message_seconds")
    seconds = _seconds(ctx, body)
    wanted = [int(user_id) for user_id in body.get("user_ids") or []]
    if not 1 <= len(wanted) <= BULK_BAN_MAX:
        raise invalid("user_ids", "Must be between 1 and 200 in length.")
    bannable = [user_id for user_id in wanted if _bannable(backend, guild_id, user_id)]
    if not bannable:
        raise BackendError(400, 500000, "Failed to ban users")
    for user_id in bannable:
        backend.apply_ban(guild_id, user_id, ctx.reason)
        backend.record_audit_log(guild_id, AuditLogAction.MEMBER_BAN, target_id=user_id, reason=ctx.reason)
        delete_recent(backend, guild_id, user_id, seconds)
    return {
        "banned_users": [str(user_id) for user_id in bannable],
        "failed_users": [str(user_id) for user_id in wanted if user_id not in bannable],
    }


def _bannable(backend: "SimulatedBackend", guild_id: int, user_id: int) -> bool:
    if user_id not in backend.users or user_id in backend.get_guild(guild_id).bans:
        return False
    try:
        backend.require_hierarchy(guild_id, backend.bot_user.id, user_id)
    except BackendError:
        return False
    return True


def list_bans(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    ctx.require_guild_permissions(ctx.int_arg("guild_id"), "ban_members")
    limit, before, after = int(ctx.params.get("limit", 1000)), ctx.params.get("before"), ctx.params.get("after")
    bans = sorted(original(ctx), key=lambda ban: int(ban["user"]["id"]))
    if before is not None:
        return [ban for ban in bans if int(ban["user"]["id"]) < int(before)][-limit:]
    return [ban for ban in bans if int(ban["user"]["id"]) > int(after or 0)][:limit]


def get_ban(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    ctx.require_guild_permissions(ctx.int_arg("guild_id"), "ban_members")
    return original(ctx)


# Messages -----------------------------------------------------------------------------------------------------------


def bulk_delete(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    ctx.require_channel_permissions(ctx.int_arg("channel_id"), "manage_messages")
    ids = [int(message_id) for message_id in ctx.body().get("messages") or []]
    oldest = backend.clock.now() - BULK_DELETE_MAX_AGE
    if any(discord.utils.snowflake_time(message_id) < oldest for message_id in ids):
        raise BackendError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    if len(set(ids)) != len(ids):
        raise invalid("messages", "Duplicate message ids")
    return original(ctx)


def delete(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    channel_id, message_id = ctx.int_arg("channel_id"), ctx.int_arg("message_id")
    message = ctx.require_message(channel_id, message_id)
    if message.type in NOT_DELETABLE:
        raise BackendError(403, 50021, "Cannot execute action on a system message")
    return original(ctx)


def heed_slow_mode(backend: "SimulatedBackend", channel: Channel, message: Message) -> None:
    """Refuse a message that comes too early, and remember when the others came. Bots needn't wait."""
    person = backend.users.get(message.author_id)
    exempt = person is None or person.bot or message.webhook_id is not None or message.system_metadata is not None
    if exempt or not channel.rate_limit_per_user or channel.guild_id is None:
        return
    held = discord.Permissions(backend.compute_permissions(channel.guild_id, message.author_id, channel.id))
    if held.bypass_slowmode:
        return
    now, last = backend.clock.now(), backend.last_written.get((channel.id, message.author_id))
    if last is not None and now < last + timedelta(seconds=channel.rate_limit_per_user):
        raise BackendError(429, 20016, "This action cannot be performed due to slowmode rate limit")
    backend.last_written[channel.id, message.author_id] = now


def require_reachable(backend: "SimulatedBackend", channel_id: int) -> None:
    """Raise what Discord answers to a direct message to somebody who takes none, or shares no server with the bot."""
    channel = backend.get_channel(channel_id)
    if channel.type != ChannelType.DM:
        return
    if backend.closed_dms.intersection(channel.recipient_ids):
        raise BackendError(403, 50007, "Cannot send messages to this user")
    known = {user_id for guild in backend.guilds.values() for user_id in guild.members}
    if not known.intersection(channel.recipient_ids):
        raise BackendError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


# Channels -----------------------------------------------------------------------------------------------------------


def check_channel_edit(ctx: RequestContext, channel: Channel) -> None:
    body = ctx.body()
    if not 0 <= int(body.get("rate_limit_per_user") or 0) <= SLOW_MODE_MAX_SECONDS:
        raise invalid("rate_limit_per_user", "int value should be between 0 and 21600.")
    if "permission_overwrites" in body:
        ctx.require_channel_permissions(channel.id, "manage_roles")


def put_overwrite(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    """Only what the bot may in the server or the category can be allowed or denied."""
    channel = ctx.require_channel_permissions(ctx.int_arg("channel_id"), "manage_roles")
    assert channel.guild_id is not None
    target_id, before = ctx.int_arg("target_id"), _overwrite(channel, ctx.int_arg("target_id"))
    body = ctx.body()
    wanted = Overwrite(target_id, body["type"], int(body.get("allow") or 0), int(body.get("deny") or 0))
    had = before or Overwrite(target_id, body["type"])
    held = backend.compute_permissions(channel.guild_id, backend.bot_user.id)
    if channel.parent_id is not None:
        held |= backend.compute_permissions(channel.guild_id, backend.bot_user.id, channel.parent_id)
    if ((had.allow ^ wanted.allow) | (had.deny ^ wanted.deny)) & ~held:
        raise errors.missing_permissions()
    ctx.json = {**body, "allow": wanted.allow, "deny": wanted.deny}
    result = original(ctx)
    changes = [
        {"key": name, "old_value": str(getattr(had, name)), "new_value": str(getattr(wanted, name))}
        for name in ("allow", "deny")
        if getattr(had, name) != getattr(wanted, name)
    ]
    if changes:
        action = OVERWRITE_CHANGED if before else OVERWRITE_MADE
        _log_overwrite(backend, ctx, channel, wanted, action, changes)
    return result


def delete_overwrite(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    channel = ctx.require_channel_permissions(ctx.int_arg("channel_id"), "manage_roles")
    before = _overwrite(channel, ctx.int_arg("target_id"))
    if before is None:
        raise BackendError(404, 10009, "Unknown Overwrite")
    result = original(ctx)
    changes = [{"key": name, "old_value": str(getattr(before, name))} for name in ("allow", "deny")]
    _log_overwrite(backend, ctx, channel, before, OVERWRITE_DELETED, changes)
    return result


def _overwrite(channel: Channel, target_id: int) -> Overwrite | None:
    return next((overwrite for overwrite in channel.overwrites if overwrite.target_id == target_id), None)


def _log_overwrite(
    backend: "SimulatedBackend",
    ctx: RequestContext,
    channel: Channel,
    overwrite: Overwrite,
    action: int,
    changes: list[dict[str, Any]],
) -> None:
    assert channel.guild_id is not None
    options = {"id": str(overwrite.target_id), "type": str(int(overwrite.type))}
    role = backend.get_guild(channel.guild_id).roles.get(overwrite.target_id)
    if role is not None:
        options["role_name"] = role.name
    backend.record_audit_log(
        channel.guild_id, action, target_id=channel.id, changes=changes, options=options, reason=ctx.reason
    )


WRAPPED = {
    ("PATCH", "/guilds/{guild_id}"): edit_guild,
    ("PATCH", "/guilds/{guild_id}/members/{user_id}"): edit_member,
    ("DELETE", "/guilds/{guild_id}/members/{user_id}"): as_ever,
    ("PUT", "/guilds/{guild_id}/bans/{user_id}"): ban,
    ("DELETE", "/guilds/{guild_id}/bans/{user_id}"): as_ever,
    ("GET", "/guilds/{guild_id}/bans/{user_id}"): get_ban,
    ("GET", "/guilds/{guild_id}/bans"): list_bans,
    ("POST", "/guilds/{guild_id}/bulk-ban"): bulk_ban,
    ("POST", "/channels/{channel_id}/messages/bulk-delete"): bulk_delete,
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): delete,
    ("PUT", "/channels/{channel_id}/permissions/{target_id}"): put_overwrite,
    ("DELETE", "/channels/{channel_id}/permissions/{target_id}"): delete_overwrite,
    ("PUT", "/channels/{channel_id}/thread-members/{user_id}"): add_thread_member,
}
"""SimCord's routes that are done here otherwise."""
