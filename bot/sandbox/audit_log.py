"""Discord's own audit log, as far as SimCord 3.2.1 has none.

Entries are kept for 45 days; deletions of one person's messages by one moderator share an entry that is announced only
once, and what a bot deletes one by one has none at all.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from simcord.backend import serializers
from simcord.backend.models import AuditLogEntry, Guild
from simcord.http.router import Handler, RequestContext

from bot.sandbox.moderating import invalid

if TYPE_CHECKING:
    from bot.sandbox.backend import SimulatedBackend

KEPT = timedelta(days=45)
ONE_ENTRY_WITHIN = timedelta(minutes=5)
"""Deletions of one person's messages in one channel by one moderator, or other such acts, share an entry this long."""
DELETED = 72


def record(backend: "SimulatedBackend", guild_id: int, entry: AuditLogEntry) -> AuditLogEntry:
    """Keep an entry, or count it to one there is, and tell of a new one."""
    entries = backend.get_guild(guild_id).audit_log_entries
    if entry.action_type == DELETED and (known := _shared(entries, entry)) is not None:
        known.options["count"] = str(int(known.options["count"]) + int(entry.options["count"]))
        return known
    entries.append(entry)
    backend.emit("GUILD_AUDIT_LOG_ENTRY_CREATE", {**_entry_payload(entry), "guild_id": str(guild_id)})
    return entry


def _shared(entries: list[AuditLogEntry], entry: AuditLogEntry) -> AuditLogEntry | None:
    now = discord.utils.snowflake_time(entry.id)
    for known in reversed(entries):
        if now - discord.utils.snowflake_time(known.id) > ONE_ENTRY_WITHIN:
            return None
        same = (known.action_type, known.user_id, known.target_id, known.options.get("channel_id"))
        if same == (entry.action_type, entry.user_id, entry.target_id, entry.options.get("channel_id")):
            return known
    return None


def _entry_payload(entry: AuditLogEntry) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "id": str(entry.id),
        "action_type": entry.action_type,
        "user_id": str(entry.user_id),
        "target_id": None if entry.target_id is None else str(entry.target_id),
    }
    if entry.changes:
        payload["changes"] = [
            {name: value for name, value in change.items() if value is not None} for change in entry.changes
        ]
    if entry.options:
        payload["options"] = dict(entry.options)
    if entry.reason is not None:
        payload["reason"] = entry.reason
    return payload


def list_entries(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    """Newest first; with `after` the oldest first, beginning with the next."""
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "view_audit_log")
    guild, params = backend.get_guild(guild_id), ctx.params
    kept_since = discord.utils.time_snowflake(backend.clock.now() - KEPT)
    entries = [entry for entry in guild.audit_log_entries if entry.id >= kept_since]
    for name in ("user_id", "target_id", "action_type"):
        if name in params:
            entries = [entry for entry in entries if getattr(entry, name) == int(params[name])]
    limit = int(params.get("limit", 50))
    if not 1 <= limit <= 100:
        raise invalid("limit", "int value should be between 1 and 100.")
    entries.sort(key=lambda entry: entry.id)
    if "before" in params:
        entries = [entry for entry in entries if entry.id < int(params["before"])]
    if "after" in params:
        page = [entry for entry in entries if entry.id > int(params["after"])][:limit]
    else:
        page = entries[::-1][:limit]
    return _page(backend, guild, page)


def _page(backend: "SimulatedBackend", guild: Guild, entries: list[AuditLogEntry]) -> dict[str, Any]:
    mentioned = {entry.user_id for entry in entries} | {entry.target_id for entry in entries}
    return {
        "audit_log_entries": [_entry_payload(entry) for entry in entries],
        "users": [serializers.user_payload(user) for user_id, user in backend.users.items() if user_id in mentioned],
        "auto_moderation_rules": [
            serializers.auto_mod_rule_payload(backend, rule)
            for rule in guild.auto_mod_rules.values()
            if rule.id in mentioned
        ],
        "integrations": [],
        "webhooks": [],
        "threads": [],
        "application_commands": [],
        "guild_scheduled_events": [],
    }


WRAPPED = {("GET", "/guilds/{guild_id}/audit-logs"): list_entries}
"""SimCord's routes that are done here otherwise."""
