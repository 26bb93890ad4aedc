"""Discord's AutoMod as far as it can be simulated: rules with their limits, and what they do to messages.

Keyword rules (with wildcards, patterns and exceptions) and mention rules are applied to messages and their edits; spam,
Discord's own word lists and profiles are not, for nobody knows what is in them. Words are matched as Discord documents
it: without wildcards only as whole words, so inside Japanese text, which has no spaces, only `*word*` is ever found.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simcord.backend.errors import BackendError
from simcord.backend.models import AutoModRule, Channel, Message, SystemMessageMetadata
from simcord.enums import MessageType
from simcord.http.router import Handler, RequestContext

from bot.sandbox.moderating import invalid, permissions

if TYPE_CHECKING:
    from bot.sandbox.backend import SimulatedBackend

KEYWORD, SPAM, PRESET, MENTIONS, PROFILE = 1, 3, 4, 5, 6
RULES_MAX = {KEYWORD: 6, SPAM: 1, PRESET: 1, MENTIONS: 1, PROFILE: 1}
BLOCK, ALERT, TIMEOUT, QUARANTINE = 1, 2, 3, 4
ACTIONS_OF = {
    KEYWORD: (BLOCK, ALERT, TIMEOUT),
    SPAM: (BLOCK, ALERT),
    PRESET: (BLOCK, ALERT),
    MENTIONS: (BLOCK, ALERT, TIMEOUT),
    PROFILE: (ALERT, QUARANTINE),
}
MADE, CHANGED, DELETED = 140, 141, 142
LOGGED_AS = {BLOCK: 143, ALERT: 144, TIMEOUT: 145}
TIMEOUT_MAX_SECONDS = 2_419_200
NOT_IN_RUST = re.compile(r"\(\?<?[=!]|\\[1-9]|\(\?P=|\(\?>|[*+?}]\+")
"""What Rust's regular expressions lack: looking around, referring back, never giving back."""
MENTION = re.compile(r"<@[!&]?(\d+)>")


# Rules --------------------------------------------------------------------------------------------------------------


def create(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild")
    body = {"enabled": False, **ctx.body()}
    check_rule(backend, guild_id, backend.bot_user.id, body)
    require_room(backend, guild_id, int(body["trigger_type"]))
    ctx.json = body
    payload = original(ctx)
    rule = backend.get_auto_mod_rule(guild_id, int(payload["id"]))
    log_rule(backend, MADE, rule, actor_id=backend.bot_user.id, reason=ctx.reason)
    return payload


def edit(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild")
    rule = backend.get_auto_mod_rule(guild_id, ctx.int_arg("rule_id"))
    check_rule(backend, guild_id, backend.bot_user.id, {**_as_body(rule), **ctx.body()})
    payload = original(ctx)
    log_rule(backend, CHANGED, rule, actor_id=backend.bot_user.id, reason=ctx.reason)
    return payload


def delete(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild")
    rule = backend.get_auto_mod_rule(guild_id, ctx.int_arg("rule_id"))
    result = original(ctx)
    log_rule(backend, DELETED, rule, actor_id=backend.bot_user.id, reason=ctx.reason)
    return result


def require_room(backend: "SimulatedBackend", guild_id: int, trigger_type: int) -> None:
    """Raise what Discord answers when there are as many rules of a kind as a server can have."""
    rules = backend.get_guild(guild_id).auto_mod_rules.values()
    most = RULES_MAX[trigger_type]
    if sum(rule.trigger_type == trigger_type for rule in rules) >= most:
        why = f"Maximum number of rules with trigger type {trigger_type} is {most}"
        raise BackendError(
            400,
            50035,
            "Invalid Form Body",
            errors={"_errors": [{"code": "AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED", "message": why}]},
        )


def log_rule(
    backend: "SimulatedBackend", action: int, rule: AutoModRule, *, actor_id: int, reason: str | None = None
) -> None:
    side = "old_value" if action == DELETED else "new_value"
    backend.record_audit_log(
        rule.guild_id,
        action,
        target_id=rule.id,
        changes=[{"key": "name", side: rule.name}, {"key": "enabled", side: rule.enabled}],
        reason=reason,
        user_id=actor_id,
    )


def _as_body(rule: AutoModRule) -> dict[str, Any]:
    names = ("name", "event_type", "trigger_type", "trigger_metadata", "actions", "exempt_roles", "exempt_channels")
    return {name: getattr(rule, name) for name in names}


def check_rule(backend: "SimulatedBackend", guild_id: int, actor_id: int, body: Mapping[str, Any]) -> None:
    """Raise what Discord answers to a rule it doesn't take, or that the one who makes it may not make."""
    trigger, metadata = int(body["trigger_type"]), body.get("trigger_metadata") or {}
    if not 1 <= len(body["name"]) <= 100:
        raise invalid("name", "Must be between 1 and 100 in length.")
    _check_list(metadata, "keyword_filter", most=1000, longest=60)
    _check_list(metadata, "regex_patterns", most=10, longest=260)
    _check_list(metadata, "allow_list", most=1000 if trigger == PRESET else 100, longest=60)
    _check_list(body, "exempt_roles", most=20)
    _check_list(body, "exempt_channels", most=50)
    for pattern in metadata.get("regex_patterns") or []:
        _check_pattern(pattern)
    if int(metadata.get("mention_total_limit") or 0) > 50:
        raise invalid("mention_total_limit", "int value should be less than or equal to 50.")
    actions = body.get("actions") or []
    if not 1 <= len(actions) <= 5:
        raise invalid("actions", "Must be between 1 and 5 in length.")
    for action in actions:
        _check_action(backend, guild_id, actor_id, trigger, action)


def _check_list(holder: Mapping[str, Any], name: str, *, most: int, longest: int | None = None) -> None:
    items = holder.get(name) or []
    if len(items) > most:
        raise invalid(name, f"Must be {most} or fewer in length.")
    if longest is not None and not all(1 <= len(item) <= longest for item in items):
        raise invalid(name, f"Must be between 1 and {longest} in length.")


def _check_pattern(pattern: str) -> None:
    if NOT_IN_RUST.search(pattern):
        raise invalid("regex_patterns", "Invalid regular expression")
    try:
        re.compile(pattern)
    except re.error as error:
        raise invalid("regex_patterns", "Invalid regular expression") from error


def _check_action(
    backend: "SimulatedBackend", guild_id: int, actor_id: int, trigger: int, action: Mapping[str, Any]
) -> None:
    kind, metadata = int(action["type"]), action.get("metadata") or {}
    if kind not in ACTIONS_OF[trigger]:
        raise invalid("actions", "Invalid action type for this trigger type")
    if kind == TIMEOUT:
        backend.require_permissions(guild_id, actor_id, None, "moderate_members")
        if not 1 <= int(metadata.get("duration_seconds") or 0) <= TIMEOUT_MAX_SECONDS:
            raise invalid("duration_seconds", f"int value should be between 1 and {TIMEOUT_MAX_SECONDS}.")
    if kind == ALERT and int(metadata["channel_id"]) not in backend.get_guild(guild_id).channel_ids:
        raise invalid("channel_id", "Unknown channel")
    if len(metadata.get("custom_message") or "") > 150:
        raise invalid("custom_message", "Must be 150 or fewer in length.")


# Messages -----------------------------------------------------------------------------------------------------------


def judge(backend: "SimulatedBackend", channel: Channel, message: Message, content: str) -> bool:
    """Do to a message what the server's rules say; whether it is blocked."""
    if channel.guild_id is None or not content or _is_exempt(backend, channel.guild_id, message):
        return False
    roles = set(backend.get_member(channel.guild_id, message.author_id).role_ids)
    broken = [
        (rule, found)
        for rule in backend.get_guild(channel.guild_id).auto_mod_rules.values()
        if rule.enabled
        and not {channel.id, channel.parent_id}.intersection(rule.exempt_channels)
        and not roles.intersection(rule.exempt_roles)
        and (found := _found(rule, content)) is not None
    ]
    blocked = any(int(action["type"]) == BLOCK for rule, _ in broken for action in rule.actions)
    for rule, (keyword, part) in broken:
        event = {
            "guild_id": str(channel.guild_id),
            "rule_id": str(rule.id),
            "rule_trigger_type": rule.trigger_type,
            "user_id": str(message.author_id),
            "channel_id": str(channel.id),
            "content": content,
            "matched_keyword": keyword,
            "matched_content": part,
        }
        if not blocked:
            event["message_id"] = str(message.id)
        for action in rule.actions:
            backend.emit(
                "AUTO_MODERATION_ACTION_EXECUTION", event | {"action": action} | _do(backend, rule, action, event)
            )
            _log(backend, rule, action, event)
    return blocked


def _is_exempt(backend: "SimulatedBackend", guild_id: int, message: Message) -> bool:
    author = backend.users.get(message.author_id)
    if author is None or author.bot or message.webhook_id is not None:
        return True
    if message.author_id not in backend.get_guild(guild_id).members:
        return True
    return permissions(backend, guild_id, message.author_id).manage_guild


def _do(
    backend: "SimulatedBackend", rule: AutoModRule, action: Mapping[str, Any], event: Mapping[str, Any]
) -> dict[str, Any]:
    """Do one action of a rule; returns what its event says beside."""
    kind, metadata = int(action["type"]), action.get("metadata") or {}
    user_id = int(event["user_id"])
    if kind == TIMEOUT:
        until = backend.iso_after(int(metadata["duration_seconds"]))
        backend.edit_member(rule.guild_id, user_id, {"timed_out_until": until})
    if kind == ALERT and int(metadata["channel_id"]) in backend.channels:
        return {"alert_system_message_id": str(_alert(backend, rule, int(metadata["channel_id"]), event).id)}
    return {}


def _alert(backend: "SimulatedBackend", rule: AutoModRule, channel_id: int, event: Mapping[str, Any]) -> Message:
    """Post Discord's own alert: a system message in the name of the one who wrote."""
    fields = {
        "rule_name": rule.name,
        "channel_id": event["channel_id"],
        "keyword": event["matched_keyword"] or "",
        "keyword_matched_content": event["matched_content"] or "",
        "flagged_message_id": event.get("message_id", ""),
        "timeout_duration": next(
            (str(action["metadata"]["duration_seconds"]) for action in rule.actions if action["type"] == TIMEOUT), ""
        ),
    }
    said = [{"name": name, "value": value, "inline": False} for name, value in fields.items() if value]
    return backend.create_message(
        channel_id,
        int(event["user_id"]),
        embeds=[{"type": "auto_moderation_message", "description": event["content"], "fields": said}],
        message_type=MessageType.AUTO_MODERATION_ACTION,
        system_metadata=SystemMessageMetadata(),
    )


def _log(backend: "SimulatedBackend", rule: AutoModRule, action: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    backend.record_audit_log(
        rule.guild_id,
        LOGGED_AS[int(action["type"])],
        target_id=int(event["user_id"]),
        options={
            "auto_moderation_rule_name": rule.name,
            "auto_moderation_rule_trigger_type": str(rule.trigger_type),
            "channel_id": event["channel_id"],
        },
        user_id=rule.creator_id,
    )


def _found(rule: AutoModRule, content: str) -> tuple[str | None, str | None] | None:
    """Return what of a rule matches a text, and the part of the text that does; None if nothing."""
    metadata = rule.trigger_metadata
    if rule.trigger_type == MENTIONS:
        limit = metadata.get("mention_total_limit")
        return (None, None) if limit is not None and len(set(MENTION.findall(content))) > int(limit) else None
    if rule.trigger_type != KEYWORD:
        return None
    allowed = [_word(word) for word in metadata.get("allow_list") or []]
    patterns = [(word, _word(word)) for word in metadata.get("keyword_filter") or []]
    patterns += [(text, re.compile(text, re.IGNORECASE)) for text in metadata.get("regex_patterns") or []]
    for keyword, pattern in patterns:
        match = pattern.search(content)
        if match is not None and not any(allow.search(content) for allow in allowed):
            return keyword, match.group()
    return None


def _word(keyword: str) -> re.Pattern[str]:
    left = "" if keyword.startswith("*") else r"(?<!\w)"
    right = "" if keyword.endswith("*") else r"(?!\w)"
    return re.compile(left + re.escape(keyword.strip("*")) + right, re.IGNORECASE)


WRAPPED = {
    ("POST", "/guilds/{guild_id}/auto-moderation/rules"): create,
    ("PATCH", "/guilds/{guild_id}/auto-moderation/rules/{rule_id}"): edit,
    ("DELETE", "/guilds/{guild_id}/auto-moderation/rules/{rule_id}"): delete,
}
"""SimCord's routes that are done here otherwise."""


def without_content(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return an execution as an application without the message content intent hears of it."""
    return {**payload, "content": "", "matched_content": ""}


def refuse_edit(backend: "SimulatedBackend", message: Message, content: str) -> None:
    """Raise what Discord answers to an edit that a rule blocks."""
    author = backend.users.get(message.author_id)
    if (
        author is not None
        and not author.bot
        and judge(backend, backend.get_channel(message.channel_id), message, content)
    ):
        raise BackendError(400, 200000, "Message was blocked by automatic moderation")
