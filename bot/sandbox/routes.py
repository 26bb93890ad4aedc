"""SimCord's routes, as Discord answers them: each is wrapped once, for all simulations, and left as it is otherwise.

What a route of moderation, of AutoMod or of scheduled events does is in the module of these.
"""

import copy
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from simcord import intents as simcord_intents
from simcord.backend import serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Guild
from simcord.http.router import _ROUTES, Handler, RequestContext

from bot.sandbox import audit_log, automod, moderating, scheduled
from bot.sandbox.backend import Always, SimulatedBackend

FORUM_DEFAULTS = (
    "default_auto_archive_duration",
    "default_forum_layout",
    "default_reaction_emoji",
    "default_sort_order",
    "default_thread_rate_limit_per_user",
)
REQUIRE_TAG = 1 << 4
NONCE_REMEMBERED = timedelta(minutes=5)

_extended: list[bool] = []


def extend() -> None:
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
    for (method, template), wrapper in {**moderating.WRAPPED, **audit_log.WRAPPED, **automod.WRAPPED}.items():
        _wrap(method, template, wrapper)
    required_intent = simcord_intents.required_intent
    introduced = serializers.guild_create_payload

    def required(event: str, payload: Mapping[str, Any]) -> str | None:
        return None if isinstance(payload, Always) else required_intent(event, payload)

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
