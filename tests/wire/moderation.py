"""Moderation on the wire: timeouts, kicks, bans, the audit log, AutoMod rules and pauses, by the bot and by people.

What kill -9 in the middle of it needs, and no more: limits and permissions are SimCord's business (bot/sandbox).
The functions are what people do with Discord's own menus; the routes are the bot's ways to the same.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from tests.wire.calls import Call
from tests.wire.rest import channel_of, guild_of, member_of, role_of, route, user_of
from tests.wire.state import World
from tests.wire.things import JSON, Guild, Member, Message, Refused, User, unknown

GUILD_UPDATE, KICK, BAN, UNBAN, MEMBER_UPDATE, DELETED, BULK_DELETED = 1, 20, 22, 23, 24, 72, 73
RULE_MADE, RULE_CHANGED, RULE_DELETED = 140, 141, 142


def log(
    world: World, guild: Guild, action: int, *, by: User, target_id: int | None, reason: str | None = None, **extra: Any
) -> None:
    """Add an entry to a server's audit log and tell of it; `extra` is its `changes` or `options`."""
    entry: JSON = {
        "id": str(world.ids()),
        "action_type": action,
        "user_id": str(by.id),
        "target_id": None if target_id is None else str(target_id),
    }
    entry |= extra
    if reason:
        entry["reason"] = reason
    guild.audit_log.append(entry)
    world.emit("GUILD_AUDIT_LOG_ENTRY_CREATE", entry | {"guild_id": str(guild.id)})


def time_out(world: World, member: Member, until: str | None, *, by: User, reason: str | None = None) -> None:
    change = {"key": "communication_disabled_until", "old_value": member.timeout_until, "new_value": until}
    member.timeout_until = until
    world.member_updated(member)
    given = {name: value for name, value in change.items() if value is not None}
    log(world, member.guild, MEMBER_UPDATE, by=by, target_id=member.id, reason=reason, changes=[given])


def kick(world: World, member: Member, *, by: User, reason: str | None = None) -> None:
    world.leave(member)
    log(world, member.guild, KICK, by=by, target_id=member.id, reason=reason)


def ban(world: World, guild: Guild, user: User, *, by: User, reason: str | None = None) -> None:
    """Ban somebody, member or not; a second time nothing happens."""
    if user.id in guild.bans:
        return
    guild.bans[user.id] = reason
    if user.id in guild.members:
        world.leave(guild.members[user.id])
    world.emit("GUILD_BAN_ADD", {"guild_id": str(guild.id), "user": user.json()})
    log(world, guild, BAN, by=by, target_id=user.id, reason=reason)


def unban(world: World, guild: Guild, user: User, *, by: User, reason: str | None = None) -> None:
    if user.id not in guild.bans:
        raise unknown(10026, "Ban")
    del guild.bans[user.id]
    world.emit("GUILD_BAN_REMOVE", {"guild_id": str(guild.id), "user": user.json()})
    log(world, guild, UNBAN, by=by, target_id=user.id, reason=reason)


def remove(world: World, message: Message, *, by: User) -> None:
    """Delete somebody's message as a moderator does (a bot's single deletions have no entry)."""
    world.delete_message(message)
    assert message.channel.guild
    options = {"channel_id": str(message.channel.id), "count": "1"}
    log(world, message.channel.guild, DELETED, by=by, target_id=message.author.id, options=options)


def reason_of(call: Call) -> str | None:
    given = call.headers.get("X-Audit-Log-Reason")
    return None if given is None else unquote(given)


# Members


@route("PATCH", "/guilds/{guild_id}/members/{user_id}")
def edit_member(world: World, call: Call, guild_id: int, user_id: int) -> JSON:
    member = member_of(world, guild_id, user_id)
    if "roles" in call.body:
        member.role_ids = [role_of(world, guild_id, int(role_id)).id for role_id in call.body["roles"] or []]
    member.nick = call.body.get("nick", member.nick)
    if "communication_disabled_until" in call.body:
        until = call.body["communication_disabled_until"]
        time_out(world, member, until, by=world.bot, reason=reason_of(call))
    else:
        world.member_updated(member)
    return member.json()


@route("DELETE", "/guilds/{guild_id}/members/{user_id}")
def kick_member(world: World, call: Call, guild_id: int, user_id: int) -> None:
    kick(world, member_of(world, guild_id, user_id), by=world.bot, reason=reason_of(call))


@route("GET", "/guilds/{guild_id}/bans")
def get_bans(world: World, call: Call, guild_id: int) -> list[JSON]:
    after, limit = int(call.argument("after") or 0), int(call.argument("limit") or 1000)
    bans = guild_of(world, guild_id).bans
    return [ban_json(world, bans, user_id) for user_id in sorted(bans) if user_id > after][:limit]


@route("GET", "/guilds/{guild_id}/bans/{user_id}")
def get_ban(world: World, call: Call, guild_id: int, user_id: int) -> JSON:
    bans = guild_of(world, guild_id).bans
    if user_id not in bans:
        raise unknown(10026, "Ban")
    return ban_json(world, bans, user_id)


def ban_json(world: World, bans: dict[int, str | None], user_id: int) -> JSON:
    return {"user": world.users[user_id].json(), "reason": bans[user_id]}


@route("PUT", "/guilds/{guild_id}/bans/{user_id}")
def put_ban(world: World, call: Call, guild_id: int, user_id: int) -> None:
    ban(world, guild_of(world, guild_id), user_of(world, user_id), by=world.bot, reason=reason_of(call))


@route("DELETE", "/guilds/{guild_id}/bans/{user_id}")
def delete_ban(world: World, call: Call, guild_id: int, user_id: int) -> None:
    unban(world, guild_of(world, guild_id), user_of(world, user_id), by=world.bot, reason=reason_of(call))


@route("POST", "/guilds/{guild_id}/bulk-ban")
def bulk_ban(world: World, call: Call, guild_id: int) -> JSON:
    guild, wanted = guild_of(world, guild_id), [int(user_id) for user_id in call.body["user_ids"]]
    banned = [user_id for user_id in wanted if user_id in world.users and user_id not in guild.bans]
    if not banned:
        raise Refused(400, 500000, "Failed to ban users")
    for user_id in banned:
        ban(world, guild, world.users[user_id], by=world.bot, reason=reason_of(call))
    failed = [user_id for user_id in wanted if user_id not in banned]
    return {"banned_users": [str(user_id) for user_id in banned], "failed_users": [str(user_id) for user_id in failed]}


# Messages


@route("POST", "/channels/{channel_id}/messages/bulk-delete")
def delete_messages(world: World, call: Call, channel_id: int) -> None:
    """What is gone already is passed over, as Discord does."""
    channel = channel_of(world, channel_id)
    known = [channel.messages[int(found)] for found in call.body["messages"] if int(found) in channel.messages]
    if not known:
        return
    world.delete_messages(known)
    assert channel.guild
    options = {"count": str(len(known))}
    log(world, channel.guild, BULK_DELETED, by=world.bot, target_id=channel.id, reason=reason_of(call), options=options)


# The server


@route("PATCH", "/guilds/{guild_id}")
def edit_guild(world: World, call: Call, guild_id: int) -> JSON:
    guild = guild_of(world, guild_id)
    if call.body:
        guild.settings |= call.body
        changes = [{"key": name, "new_value": value} for name, value in call.body.items()]
        world.emit("GUILD_UPDATE", guild.json())
        log(world, guild, GUILD_UPDATE, by=world.bot, target_id=guild.id, reason=reason_of(call), changes=changes)
    return guild.json()


@route("PUT", "/guilds/{guild_id}/incident-actions")
def set_incident_actions(world: World, call: Call, guild_id: int) -> JSON:
    guild = guild_of(world, guild_id)
    blank: JSON = {"invites_disabled_until": None, "dms_disabled_until": None}
    guild.settings["incidents_data"] = blank | (guild.settings.get("incidents_data") or {}) | call.body
    world.emit("GUILD_UPDATE", guild.json())
    data: JSON = guild.settings["incidents_data"]
    return data


@route("GET", "/guilds/{guild_id}/audit-logs")
def get_audit_log(world: World, call: Call, guild_id: int) -> JSON:
    """Newest first; with `after` oldest first, beginning with the next."""
    guild = guild_of(world, guild_id)
    limit, after, before = int(call.argument("limit") or 50), call.argument("after"), call.argument("before")
    found = [entry for entry in guild.audit_log if matches(call, entry)]
    if after is not None:
        found = [entry for entry in found if int(entry["id"]) > int(after)]
    else:
        found = [entry for entry in reversed(found) if before is None or int(entry["id"]) < int(before)]
    return audit_page(world, guild, found[:limit])


def matches(call: Call, entry: JSON) -> bool:
    asked = {name: call.argument(name) for name in ("user_id", "target_id", "action_type")}
    return all(value is None or str(entry[name]) == value for name, value in asked.items())


def audit_page(world: World, guild: Guild, entries: Sequence[JSON]) -> JSON:
    mentioned = {entry[name] for entry in entries for name in ("user_id", "target_id")}
    empty = ("integrations", "webhooks", "threads", "application_commands", "guild_scheduled_events")
    nothing: JSON = {name: [] for name in empty}
    return nothing | {
        "audit_log_entries": list(entries),
        "users": [user.json() for user in world.users.values() if str(user.id) in mentioned],
        "auto_moderation_rules": [rule for rule in guild.automod_rules.values() if rule["id"] in mentioned],
    }


# AutoMod rules: kept and given back; nothing is judged here


def rule_of(world: World, guild_id: int, rule_id: int) -> JSON:
    rules = guild_of(world, guild_id).automod_rules
    if rule_id not in rules:
        raise unknown(10000, "Auto Moderation Rule")
    return rules[rule_id]


@route("GET", "/guilds/{guild_id}/auto-moderation/rules")
def get_rules(world: World, call: Call, guild_id: int) -> list[JSON]:
    return list(guild_of(world, guild_id).automod_rules.values())


@route("GET", "/guilds/{guild_id}/auto-moderation/rules/{rule_id}")
def get_rule(world: World, call: Call, guild_id: int, rule_id: int) -> JSON:
    return rule_of(world, guild_id, rule_id)


@route("POST", "/guilds/{guild_id}/auto-moderation/rules")
def create_rule(world: World, call: Call, guild_id: int) -> JSON:
    guild, rule_id = guild_of(world, guild_id), world.ids()
    blank: JSON = {"enabled": False, "trigger_metadata": {}, "exempt_roles": [], "exempt_channels": []}
    made = {"id": str(rule_id), "guild_id": str(guild_id), "creator_id": str(world.bot.id)}
    rule = guild.automod_rules[rule_id] = blank | call.body | made
    world.emit("AUTO_MODERATION_RULE_CREATE", rule)
    log(world, guild, RULE_MADE, by=world.bot, target_id=rule_id, reason=reason_of(call))
    return rule


@route("PATCH", "/guilds/{guild_id}/auto-moderation/rules/{rule_id}")
def edit_rule(world: World, call: Call, guild_id: int, rule_id: int) -> JSON:
    rule = rule_of(world, guild_id, rule_id)
    rule.update(call.body)
    world.emit("AUTO_MODERATION_RULE_UPDATE", rule)
    log(world, guild_of(world, guild_id), RULE_CHANGED, by=world.bot, target_id=rule_id, reason=reason_of(call))
    return rule


@route("DELETE", "/guilds/{guild_id}/auto-moderation/rules/{rule_id}")
def delete_rule(world: World, call: Call, guild_id: int, rule_id: int) -> None:
    rule = rule_of(world, guild_id, rule_id)
    del guild_of(world, guild_id).automod_rules[rule_id]
    world.emit("AUTO_MODERATION_RULE_DELETE", rule)
    log(world, guild_of(world, guild_id), RULE_DELETED, by=world.bot, target_id=rule_id, reason=reason_of(call))
