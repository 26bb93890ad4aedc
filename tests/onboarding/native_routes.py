"""Discord's onboarding and welcome screen on SimCord, which has neither: as the OpenAPI description and the documentation say.

Importing this adds the routes. What a test puts there, as an admin does in Discord's own window, goes through `Native`.
"""

from dataclasses import dataclass, field
from typing import Any

import discord
from simcord.backend.errors import BackendError
from simcord.http.router import RequestContext, route

JSON = dict[str, Any]

DEFAULT_CHANNELS_LEAST = 7
SCREEN_ON = "WELCOME_SCREEN_ENABLED"


@dataclass
class Native:
    """What stands in one server."""

    prompts: list[JSON] = field(default_factory=list)
    default_channel_ids: list[str] = field(default_factory=list)
    enabled: bool = False
    mode: int = 0
    screen: JSON | None = None
    """None: there never was one."""
    features: list[str] = field(default_factory=list)
    """SimCord knows none of a server's."""


_servers: dict[tuple[int, int], Native] = {}


def native_of(backend: Any, guild_id: int) -> Native:
    return _servers.setdefault((id(backend), guild_id), Native())


def make_community(backend: Any, guild: discord.Guild) -> Native:
    """Make a server a community server, as its owner does, and forget what stood there."""
    native = _servers[id(backend), guild.id] = Native(features=["COMMUNITY"])
    guild.features = native.features  # type: ignore[assignment]
    return native


def prompt(prompt_id: int, title: str, *options: JSON, **fields: Any) -> JSON:
    """Return a question as Discord sends it."""
    return {
        "id": str(prompt_id),
        "title": title,
        "options": list(options),
        "single_select": False,
        "required": False,
        "in_onboarding": True,
        "type": 0,
        **fields,
    }


def option(option_id: int, title: str, *role_ids: int, **fields: Any) -> JSON:
    return {
        "id": str(option_id),
        "title": title,
        "description": "",
        "emoji": {"id": None, "name": None, "animated": False},
        "role_ids": [str(role_id) for role_id in role_ids],
        "channel_ids": [],
        **fields,
    }


# Onboarding -------------------------------------------------------------------------------------------------------


@route("GET", "/guilds/{guild_id}/onboarding")
def get_onboarding(ctx: RequestContext) -> Any:
    return _onboarding(ctx.int_arg("guild_id"), native_of(ctx.backend, ctx.int_arg("guild_id")))


def _onboarding(guild_id: int, native: Native) -> JSON:
    return {
        "guild_id": str(guild_id),
        "prompts": native.prompts,
        "default_channel_ids": native.default_channel_ids,
        "enabled": native.enabled,
        "mode": native.mode,
    }


@route("PUT", "/guilds/{guild_id}/onboarding")
def put_onboarding(ctx: RequestContext) -> Any:
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild", "manage_roles")
    native = native_of(ctx.backend, guild_id)
    body = ctx.fields("prompts", "default_channel_ids", "enabled", "mode")
    enabled = bool(body.get("enabled", native.enabled))
    defaults = [str(one) for one in body.get("default_channel_ids", native.default_channel_ids)]
    prompts = body.get("prompts", None)
    _check_channels(ctx, guild_id, defaults, enabled=enabled)
    if prompts is not None:
        _check_roles(ctx, guild_id, prompts)
        native.prompts = [_kept(ctx, native, one) for one in prompts]
    native.default_channel_ids, native.enabled = defaults, enabled
    native.mode = int(body.get("mode", native.mode))
    return _onboarding(guild_id, native)


def _check_channels(ctx: RequestContext, guild_id: int, defaults: list[str], *, enabled: bool) -> None:
    guild = ctx.backend.get_guild(guild_id)
    if len(set(defaults)) != len(defaults) or any(int(one) not in guild.channel_ids for one in defaults):
        raise BackendError(400, 50035, "Invalid Form Body")
    if enabled and len(defaults) < DEFAULT_CHANNELS_LEAST:
        raise BackendError(400, 350000, "Cannot enable onboarding, requirements are not met")


def _check_roles(ctx: RequestContext, guild_id: int, prompts: list[JSON]) -> None:
    roles = ctx.backend.get_guild(guild_id).roles
    for one in prompts:
        for choice in one["options"]:
            if not choice.get("role_ids") and not choice.get("channel_ids"):
                raise BackendError(400, 50035, "Invalid Form Body: an option needs a role or a channel")
            if any(int(role_id) not in roles for role_id in choice.get("role_ids") or []):
                raise BackendError(400, 50035, "Invalid Form Body: unknown role")


def _kept(ctx: RequestContext, native: Native, sent: JSON) -> JSON:
    """Return a prompt as it is kept: an id that isn't known yet is a new prompt's, and Discord gives its own."""
    known = {one["id"]: one for one in native.prompts}
    old = known.get(str(sent["id"]))
    options = {choice["id"]: choice for choice in (old or {}).get("options", [])}
    return {
        "id": str(sent["id"]) if old else str(ctx.backend.snowflake()),
        "title": sent["title"],
        "options": [_kept_option(ctx, options, choice) for choice in sent["options"]],
        "single_select": bool(sent.get("single_select")),
        "required": bool(sent.get("required")),
        "in_onboarding": bool(sent.get("in_onboarding")),
        "type": int(sent.get("type") or 0),
    }


def _kept_option(ctx: RequestContext, known: dict[str, JSON], sent: JSON) -> JSON:
    emoji = {"id": sent.get("emoji_id"), "name": sent.get("emoji_name"), "animated": bool(sent.get("emoji_animated"))}
    return {
        "id": str(sent["id"]) if str(sent.get("id")) in known else str(ctx.backend.snowflake()),
        "title": sent["title"],
        "description": sent.get("description") or "",
        "emoji": emoji,
        "role_ids": [str(one) for one in sent.get("role_ids") or []],
        "channel_ids": [str(one) for one in sent.get("channel_ids") or []],
    }


# Welcome screen ---------------------------------------------------------------------------------------------------


@route("GET", "/guilds/{guild_id}/welcome-screen")
def get_welcome_screen(ctx: RequestContext) -> Any:
    guild_id = ctx.int_arg("guild_id")
    native = native_of(ctx.backend, guild_id)
    if SCREEN_ON not in native.features:
        ctx.require_guild_permissions(guild_id, "manage_guild")
    if native.screen is None:
        raise BackendError(404, 10069, "Unknown Guild Welcome Screen")
    return native.screen


@route("PATCH", "/guilds/{guild_id}/welcome-screen")
def patch_welcome_screen(ctx: RequestContext) -> Any:
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild")
    native, body = native_of(ctx.backend, guild_id), ctx.fields("description", "welcome_channels", "enabled")
    screen = native.screen or {"description": None, "welcome_channels": []}
    if "enabled" in body:
        native.features[:] = [one for one in native.features if one != SCREEN_ON]
        if body["enabled"]:
            native.features.append(SCREEN_ON)
    channels = body.get("welcome_channels")
    if channels is not None:
        kept = ("channel_id", "description", "emoji_id", "emoji_name")
        screen = {**screen, "welcome_channels": [{name: one.get(name) for name in kept} for one in channels]}
    native.screen = {**screen, "description": body.get("description", screen["description"])}
    return native.screen
