"""Discord's scheduled events as Discord has them, where SimCord 3.2.1 is laxer or stricter; and people's acts on them.

A bot may make events with CREATE_EVENTS and change its own without MANAGE_EVENTS; a start has to be in the future, 100
events may be open, one that is over can't be changed, the list has only those that aren't over; and events have
pictures. In voice and stage channels they don't begin by themselves.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from simcord.backend.errors import BackendError
from simcord.backend.models import ScheduledEvent
from simcord.builders import GuildHandle
from simcord.http.router import Handler, RequestContext

if TYPE_CHECKING:
    from bot.sandbox.backend import SimulatedBackend

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
OPEN = (SCHEDULED, ACTIVE)
OPEN_MAX = 100
EXTERNAL = 3
GOES_TO = {SCHEDULED: (ACTIVE, CANCELLED), ACTIVE: (COMPLETED,)}


def create(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    guild = backend.get_guild(ctx.int_arg("guild_id"))
    _permit(ctx, "create_events")
    if sum(event.status in OPEN for event in guild.scheduled_events.values()) >= OPEN_MAX:
        raise BackendError(400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
    _check_future(backend, ctx)
    picture = ctx.body().get("image")
    payload = original(ctx)
    backend.event_pictures[int(payload["id"])] = picture
    return payload


def edit(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    event = backend.get_scheduled_event(ctx.int_arg("guild_id"), ctx.int_arg("event_id"))
    _permit(ctx, "create_events" if event.creator_id == backend.bot_user.id else "manage_events")
    body = dict(ctx.body())
    if event.status not in OPEN:
        raise BackendError(400, 180000, "Cannot update a finished event")
    if body.get("status", event.status) not in (event.status, *GOES_TO[event.status]):
        raise BackendError(400, 50035, "Invalid Form Body: status: Invalid guild scheduled event status transition")
    _check_future(backend, ctx)
    if "image" in body:
        backend.event_pictures[event.id] = body.pop("image")
    ctx.json = body
    return original(ctx)


def delete(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    event = backend.get_scheduled_event(ctx.int_arg("guild_id"), ctx.int_arg("event_id"))
    _permit(ctx, "create_events" if event.creator_id == backend.bot_user.id else "manage_events")
    return original(ctx)


def listed(backend: "SimulatedBackend", ctx: RequestContext, original: Handler) -> Any:
    return [payload for payload in original(ctx) if payload["status"] in OPEN]


def next_deadline(backend: "SimulatedBackend") -> datetime | None:
    """Return when Discord begins or ends an event by itself next: only what is elsewhere, by its times."""
    return min((at for _, _, at in _by_themselves(backend)), default=None)


def advance(backend: "SimulatedBackend") -> None:
    """Begin and end those whose time has come."""
    while due := [one for one in _by_themselves(backend) if one[2] <= backend.clock.now()]:
        for event, status, _ in due:
            backend.edit_scheduled_event(event.guild_id, event.id, {"status": status})


def _by_themselves(backend: "SimulatedBackend") -> list[tuple[ScheduledEvent, int, datetime]]:
    """Return what changes by itself, into which status, and when."""
    found = []
    for guild in backend.guilds.values():
        for event in guild.scheduled_events.values():
            if event.entity_type == EXTERNAL and event.status == SCHEDULED:
                found.append((event, ACTIVE, datetime.fromisoformat(event.scheduled_start_time)))
            elif event.entity_type == EXTERNAL and event.status == ACTIVE and event.scheduled_end_time:
                found.append((event, COMPLETED, datetime.fromisoformat(event.scheduled_end_time)))
    return found


def _permit(ctx: RequestContext, permission: str) -> None:
    """Ask for what Discord asks for, in place of SimCord's MANAGE_EVENTS."""
    require = ctx.require_guild_permissions
    require(ctx.int_arg("guild_id"), permission)

    def instead(guild_id: int, *names: str) -> Any:
        return require(guild_id, *(name for name in names if name != "manage_events"))

    vars(ctx)["require_guild_permissions"] = instead


def _check_future(backend: "SimulatedBackend", ctx: RequestContext) -> None:
    start = ctx.body().get("scheduled_start_time")
    if start is not None and datetime.fromisoformat(start) <= backend.clock.now():
        raise BackendError(400, 50035, "Invalid Form Body: scheduled_start_time: Cannot schedule event in the past.")


# By hand --------------------------------------------------------------------------------------------------------------


def events_of(guild: GuildHandle) -> list[ScheduledEvent]:
    """Return the events of a server that aren't over, in the order they were made."""
    events = guild._env.backend.get_guild(guild.id).scheduled_events.values()
    return [event for event in events if event.status in OPEN]


async def edit_by_hand(guild: GuildHandle, event: ScheduledEvent, **changes: Any) -> None:
    """Change an event as somebody does who may: `name`, `scheduled_start_time` (ISO), `status`, `channel_id` …."""
    guild._env.backend.edit_scheduled_event(guild.id, event.id, changes)
    await guild._env.settle()


async def delete_by_hand(guild: GuildHandle, event: ScheduledEvent) -> None:
    guild._env.backend.delete_scheduled_event(guild.id, event.id)
    await guild._env.settle()
