"""What people do with Discord's own menus: ban, kick, time out, remove, prune, make AutoMod rules; and what they see.

Each act needs the person's permission and rank, as in Discord's client (BackendError 403 50013 otherwise), leaves an
entry in the audit log in the person's name, and tells the bot what Discord tells it. None of it goes through the bot:
after `env.hang_up()` it happens while the bot is down. Readers for tests are at the end.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import AuditLogEntry, AutoModRule
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.enums import AppCommandType, AuditLogAction, ChannelType, InteractionType
from simcord.results import InteractionResult

from bot.sandbox import automod, moderating, simulated
from bot.sandbox.backend import SimulatedBackend

Person = MemberActor | UserHandle

MESSAGES_OF_BAN_MAX = timedelta(days=7)
ALERT_MESSAGE = discord.MessageType.auto_moderation_action
MEMBER_KICK, MEMBER_PRUNE, BAN, UNBAN, MEMBER_UPDATE, ROLES, MESSAGE, MESSAGES = 20, 21, 22, 23, 24, 25, 72, 73


# Members ------------------------------------------------------------------------------------------------------------


async def native_timeout(
    actor: MemberActor, member: MemberActor, span: timedelta, *, reason: str | None = None
) -> datetime:
    """Time somebody out for a span (Discord's own menu goes to a week, others to 28 days). Returns when it ends."""
    backend = _permitted(actor, "moderate_members", over=member)
    until = backend.clock.now() + span
    moderating.require_timeout_possible(backend, actor.guild.id, member.id, until.isoformat())
    await _set_timeout(actor, member, until.isoformat(), reason)
    return until


async def native_end_timeout(actor: MemberActor, member: MemberActor, *, reason: str | None = None) -> None:
    """End somebody's timeout."""
    _permitted(actor, "moderate_members", over=member)
    await _set_timeout(actor, member, None, reason)


async def _set_timeout(actor: MemberActor, member: MemberActor, until: str | None, reason: str | None) -> None:
    backend = _backend(actor)
    before = backend.get_member(actor.guild.id, member.id).timed_out_until
    backend.edit_member(actor.guild.id, member.id, {"timed_out_until": until})
    change = {"key": "communication_disabled_until", "old_value": before, "new_value": until}
    _log(actor, MEMBER_UPDATE, member.id, reason=reason, changes=[change])
    await _done(actor)


async def native_kick(actor: MemberActor, member: MemberActor, *, reason: str | None = None) -> None:
    """Throw somebody out."""
    backend = _permitted(actor, "kick_members", over=member)
    backend.remove_member(actor.guild.id, member.id)
    _log(actor, MEMBER_KICK, member.id, reason=reason)
    await _done(actor)


async def native_ban(
    actor: MemberActor, person: Person, *, reason: str | None = None, deleting: timedelta = timedelta(0)
) -> None:
    """Ban somebody, member or not, and delete what they wrote in a span of up to 7 days before."""
    backend = _permitted(actor, "ban_members", over=person)
    assert deleting <= MESSAGES_OF_BAN_MAX, "Discord deletes 7 days at most"
    backend.apply_ban(actor.guild.id, person.id, reason)
    _log(actor, BAN, person.id, reason=reason)
    moderating.delete_recent(backend, actor.guild.id, person.id, int(deleting.total_seconds()))
    await _done(actor)


async def native_unban(actor: MemberActor, person: Person, *, reason: str | None = None) -> None:
    """Lift a ban. Discord's own menu asks for no reason; other bots give one."""
    backend = _permitted(actor, "ban_members")
    backend.remove_ban(actor.guild.id, person.id)
    _log(actor, UNBAN, person.id, reason=reason)
    await _done(actor)


async def native_prune(actor: MemberActor, members: Iterable[MemberActor], *, days: int = 7) -> None:
    """Throw out those who weren't there for some days: one entry for all of them, without their names."""
    backend = _permitted(actor, "kick_members", "manage_guild")
    pruned = [member.id for member in members]
    for member_id in pruned:
        backend.remove_member(actor.guild.id, member_id)
    options = {"delete_member_days": str(days), "members_removed": str(len(pruned))}
    _log(actor, MEMBER_PRUNE, None, options=options)
    await _done(actor)


async def native_give_role(actor: MemberActor, member: MemberActor, role: RoleHandle) -> None:
    """Give somebody a role."""
    backend = _permitted(actor, "manage_roles")
    backend.require_role_assignable(actor.guild.id, actor.id, role.id)
    backend.add_member_role(actor.guild.id, member.id, role.id)
    _log(actor, ROLES, member.id, changes=[_role_change("$add", role)])
    await _done(actor)


async def native_take_role(actor: MemberActor, member: MemberActor, role: RoleHandle) -> None:
    """Take a role away, also a moderator's in the middle of a dialogue."""
    backend = _permitted(actor, "manage_roles")
    backend.require_role_assignable(actor.guild.id, actor.id, role.id)
    backend.remove_member_role(actor.guild.id, member.id, role.id)
    _log(actor, ROLES, member.id, changes=[_role_change("$remove", role)])
    await _done(actor)


def _role_change(key: str, role: RoleHandle) -> dict[str, Any]:
    return {"key": key, "new_value": [{"id": str(role.id), "name": role.name}]}


async def leave(member: MemberActor) -> None:
    """Leave the server by oneself: no entry, and Discord tells the bot no more than of a kick."""
    _backend(member).remove_member(member.guild.id, member.id)
    await _done(member)


# Messages -----------------------------------------------------------------------------------------------------------


async def native_remove(actor: MemberActor, message: discord.Message) -> None:
    """Delete somebody's message. One's own leaves no entry; several of one person share one, announced only once."""
    backend = _backend(actor)
    stored = backend.get_message(message.channel.id, message.id)
    if stored.author_id != actor.id:
        backend.require_permissions(actor.guild.id, actor.id, stored.channel_id, "manage_messages")
    backend.delete_message(stored.channel_id, stored.id)
    if stored.author_id != actor.id:
        options = {"channel_id": str(stored.channel_id), "count": "1"}
        _log(actor, MESSAGE, stored.author_id, options=options)
    await _done(actor)


async def other_bot_purges(
    actor: MemberActor, channel: ChannelHandle, messages: Sequence[discord.Message], *, reason: str | None = None
) -> None:
    """Delete messages together as another bot does; people can't. `actor` is that bot."""
    backend = _backend(actor)
    backend.require_permissions(actor.guild.id, actor.id, channel.id, "manage_messages")
    deleted = backend.bulk_delete_messages(channel.id, [message.id for message in messages])
    _log(actor, MESSAGES, channel.id, options={"count": str(len(deleted))}, reason=reason)
    await _done(actor)


async def native_slow_mode(actor: MemberActor, channel: ChannelHandle, seconds: int) -> None:
    """Set a channel's slow mode; 0 ends it."""
    backend = _backend(actor)
    backend.require_permissions(actor.guild.id, actor.id, channel.id, "manage_channels")
    before = backend.get_channel(channel.id).rate_limit_per_user
    backend.edit_channel(channel.id, {"rate_limit_per_user": seconds})
    change = {"key": "rate_limit_per_user", "old_value": before, "new_value": seconds}
    _log(actor, AuditLogAction.CHANNEL_UPDATE, channel.id, changes=[change])
    await _done(actor)


async def open_private_thread(
    member: MemberActor, channel: ChannelHandle, name: str, *, invited: Iterable[MemberActor] = ()
) -> ChannelHandle:
    """Open a thread by hand that only those see who were invited, and who manages threads."""
    backend = _backend(member)
    backend.require_permissions(member.guild.id, member.id, channel.id, "create_private_threads")
    thread = backend.create_thread(channel.id, name, member.id, type=ChannelType.PRIVATE_THREAD)
    for person in invited:
        backend.add_thread_member(thread.id, person.id)
    await _done(member)
    return ChannelHandle(member._env, member.guild, thread)


async def user_menu(actor: MemberActor, channel: ChannelHandle, name: str, person: Person) -> InteractionResult:
    """Choose an entry of somebody's menu, also of somebody who left (their messages still have it).

    The bot then gets a discord.User instead of a discord.Member: a callback has to be annotated with both.
    """
    backend = _backend(actor)
    guild = backend.get_guild(actor.guild.id)
    resolved: dict[str, Any] = {"users": {str(person.id): dict(serializers.user_payload(backend.get_user(person.id)))}}
    if person.id in guild.members:
        member = serializers.member_payload(backend, guild, guild.members[person.id], with_user=False)
        resolved["members"] = {str(person.id): dict(member)}
    root = actor._resolve_root(name, AppCommandType.USER, channel.id)
    data = {"id": root["id"], "name": root["name"], "type": AppCommandType.USER}
    data |= {"target_id": str(person.id), "resolved": resolved}
    return await actor._dispatch_interaction(InteractionType.APPLICATION_COMMAND, channel, data)


# Raids --------------------------------------------------------------------------------------------------------------


async def join_many(
    guild: GuildHandle,
    count: int,
    *,
    name: Callable[[int], str] = "raider{}".format,
    account_age: timedelta | Callable[[int], timedelta] = timedelta(hours=2),
    within: timedelta = timedelta(minutes=1),
    by: str | None = None,
    picture: str | None = None,
) -> list[MemberActor]:
    """Let many join, spread evenly over a span of the simulation's time; `by` is an invite's code.

    Ids are made from the moment each account was made, as Discord's are (`discord.utils.snowflake_time`). The clock
    stands at the end of the span afterwards. Stops at the first who isn't let in (paused invites): fewer come back.
    """
    env, joined = guild._env, []
    for number in range(count):
        age = account_age(number) if callable(account_age) else account_age
        user = simulated.create_user(env, name(number), made_at=env.now() - age, avatar=picture)
        try:
            joined.append(await simulated.join(guild, user, by=by))
        except BackendError:
            break
        await env.advance_time(within.total_seconds() / count)
    return joined


async def native_pause_invites(actor: MemberActor, until: datetime | None) -> None:
    """Pause a server's invites until a moment, at most 24 hours away, or end it (None)."""
    backend = _permitted(actor, "manage_guild")
    value = None if until is None else until.isoformat()
    moderating.pause(backend, actor.guild.id, {"invites_disabled_until": value})
    await _done(actor)


# AutoMod ------------------------------------------------------------------------------------------------------------


async def native_rule(
    actor: MemberActor,
    name: str,
    *,
    trigger_type: int = automod.KEYWORD,
    metadata: Mapping[str, Any] | None = None,
    actions: Sequence[Mapping[str, Any]] = ({"type": automod.BLOCK},),
    enabled: bool = True,
    **fields: Any,
) -> AutoModRule:
    """Make an AutoMod rule of an admin's own. `metadata` such as {"keyword_filter": ["*spam*"]}."""
    backend = _permitted(actor, "manage_guild")
    body = {
        "name": name,
        "event_type": 2 if trigger_type == automod.PROFILE else 1,
        "trigger_type": trigger_type,
        "trigger_metadata": dict(metadata or {}),
        "actions": [dict(action) for action in actions],
        "enabled": enabled,
        **fields,
    }
    automod.check_rule(backend, actor.guild.id, actor.id, body)
    automod.require_room(backend, actor.guild.id, trigger_type)
    rule = backend.create_auto_mod_rule(actor.guild.id, actor.id, body)
    automod.log_rule(backend, automod.MADE, rule, actor_id=actor.id)
    await _done(actor)
    return rule


async def native_edit_rule(actor: MemberActor, rule_id: int, **changes: Any) -> None:
    """Change any AutoMod rule, the bot's included: `name`, `enabled`, `trigger_metadata`, `actions` …."""
    backend = _permitted(actor, "manage_guild")
    rule = backend.edit_auto_mod_rule(actor.guild.id, rule_id, changes)
    automod.log_rule(backend, automod.CHANGED, rule, actor_id=actor.id)
    await _done(actor)


async def native_delete_rule(actor: MemberActor, rule_id: int) -> None:
    """Delete any AutoMod rule, the bot's included."""
    backend = _permitted(actor, "manage_guild")
    rule = backend.get_auto_mod_rule(actor.guild.id, rule_id)
    backend.delete_auto_mod_rule(actor.guild.id, rule_id)
    automod.log_rule(backend, automod.DELETED, rule, actor_id=actor.id)
    await _done(actor)


# What is there ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the audit log in plain words."""

    action: discord.AuditLogAction
    by: int
    target: int | None
    reason: str | None
    changes: dict[str, Any]
    """New values by key."""
    options: dict[str, Any]


def audit_log(guild: GuildHandle, action: discord.AuditLogAction | None = None) -> list[Logged]:
    """Return a server's audit log, oldest first; of one kind if one is given."""
    entries = guild._env.backend.get_guild(guild.id).audit_log_entries
    return [_logged(entry) for entry in entries if action is None or entry.action_type == action.value]


def _logged(entry: AuditLogEntry) -> Logged:
    return Logged(
        action=discord.enums.try_enum(discord.AuditLogAction, entry.action_type),
        by=entry.user_id,
        target=entry.target_id,
        reason=entry.reason,
        changes={change["key"]: change.get("new_value") for change in entry.changes},
        options=dict(entry.options),
    )


def automod_rules(guild: GuildHandle) -> list[AutoModRule]:
    """Return a server's AutoMod rules in the order they were made."""
    return list(guild._env.backend.get_guild(guild.id).auto_mod_rules.values())


def bans(guild: GuildHandle) -> dict[int, str | None]:
    """Return who is banned from a server, with the reason."""
    return dict(guild._env.backend.get_guild(guild.id).bans)


def is_member(member: MemberActor) -> bool:
    """Whether somebody is in the server."""
    return member.id in _backend(member).get_guild(member.guild.id).members


def timed_out_until(member: MemberActor) -> datetime | None:
    """Return when somebody's timeout ends; None for those who have none now."""
    backend = _backend(member)
    value = backend.get_member(member.guild.id, member.id).timed_out_until
    until = None if value is None else datetime.fromisoformat(value)
    return until if until is not None and until > backend.clock.now() else None


def slow_mode(channel: ChannelHandle) -> int:
    """Return the seconds of a channel's slow mode."""
    return channel._env.backend.get_channel(channel.id).rate_limit_per_user


def invites_paused_until(guild: GuildHandle) -> datetime | None:
    """Return until when a server's invites are paused."""
    backend = guild._env.backend
    assert isinstance(backend, SimulatedBackend), "run the bot with bot.sandbox.simulated.run"
    data = moderating.guild_settings(backend, backend.get_guild(guild.id))["incidents_data"] or {}
    value = data.get("invites_disabled_until")
    return None if value is None else datetime.fromisoformat(value)


def may(member: MemberActor, permission: str, channel: ChannelHandle | None = None) -> bool:
    """Whether somebody has a permission in the server or a channel now (timeouts and overwrites counted)."""
    backend = _backend(member)
    held = backend.compute_permissions(member.guild.id, member.id, None if channel is None else channel.id)
    return bool(getattr(discord.Permissions(held), permission))


def direct_messages(person: Person) -> list[discord.Message]:
    """Return the conversation of somebody and the bot, oldest first."""
    user = person.user if isinstance(person, MemberActor) else person
    return user.dm_channel.history()


close_dms = simulated.close_direct_messages
open_dms = simulated.open_direct_messages


# Plumbing -----------------------------------------------------------------------------------------------------------


def _permitted(actor: MemberActor, *permissions: str, over: Person | None = None) -> SimulatedBackend:
    """Return the backend if somebody may do that, and to that person; raises BackendError otherwise."""
    backend = _backend(actor)
    backend.require_permissions(actor.guild.id, actor.id, None, *permissions)
    if over is not None:
        backend.require_hierarchy(actor.guild.id, actor.id, over.id)
    return backend


def _log(
    actor: MemberActor,
    action: int,
    target_id: int | None,
    *,
    reason: str | None = None,
    changes: list[dict[str, Any]] | None = None,
    options: dict[str, Any] | None = None,
) -> None:
    _backend(actor).record_audit_log(
        actor.guild.id,
        action,
        target_id=target_id,
        reason=reason,
        changes=changes,
        options=options,
        user_id=actor.id,
    )


async def _done(actor: MemberActor) -> None:
    await actor._env.settle()


def _backend(actor: MemberActor) -> SimulatedBackend:
    backend = actor._env.backend
    assert isinstance(backend, SimulatedBackend), "run the bot with bot.sandbox.simulated.run"
    return backend
