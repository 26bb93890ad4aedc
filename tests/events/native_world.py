"""A server with a channel for events, where Discord's own are made."""

from datetime import UTC, datetime, timedelta
from typing import Any

import simcord
from simcord.backend.models import ScheduledEvent

from bot.events.model import Event, EventSettings, Occurrence, PlaceKind
from bot.sandbox import scheduled
from tests.events import happenings
from tests.support.community import Community

START = datetime(2026, 1, 9, 20, 0)  # noqa: DTZ001 - wall time
"""Simulations begin on 1 January 2026, at midnight."""


async def furnish(community: Community, **settings: Any) -> simcord.ChannelHandle:
    """Make the channel for events; its writers are the bot alone."""
    channel = community.server.create_text_channel("events")
    await community.env.settle()
    await community.set(EventSettings, channel_id=channel.id, **settings)
    community.extra["events"] = channel
    return channel


async def publish(community: Community, **fields: Any) -> Event:
    """Publish an event as its organiser did, and do what is due at once."""
    fields.setdefault("starts", START)
    fields.setdefault("host_id", community.moderator.id)
    event = await happenings.publish(community.app, guild_id=community.server.id, **fields)
    await community.run_due()
    return event


async def in_voice(community: Community, **fields: Any) -> Event:
    channel = community.server.create_voice_channel("Tea room")
    await community.env.settle()
    return await publish(community, place_kind=PlaceKind.VOICE, place_channel_id=channel.id, place=None, **fields)


async def occurrence(community: Community, event: Event, number: int = 0) -> Occurrence:
    return (await happenings.dates(community.app, event))[number]


def on_discord(community: Community) -> list[ScheduledEvent]:
    """Return Discord's own events that aren't over."""
    return scheduled.events_of(community.server)


async def come(community: Community, event: Event, *people: simcord.MemberActor, number: int = 0) -> None:
    await happenings.come(community.app, await occurrence(community, event, number), *(one.id for one in people))


async def until(community: Community, moment: datetime, *, away: bool = False) -> None:
    """Let time pass until then and do what is due, at once, as after an outage: `away` does nothing at the end."""
    span = moment.replace(tzinfo=UTC) - community.env.now()
    await community.env.pass_time(max(span, timedelta()))
    if not away:
        await community.run_due()


def thread_of(community: Community, one: Occurrence) -> simcord.ChannelHandle:
    """Return an occurrence's thread."""
    channel: simcord.ChannelHandle = community.extra["events"]
    return next(thread for thread in channel.threads if thread.id == one.thread_id)


def said_in(community: Community, one: Occurrence) -> list[str]:
    """Return what the bot has said in the thread, oldest first."""
    me = community.bot.user
    assert me is not None
    return [message.content for message in thread_of(community, one).history() if message.author.id == me.id]
