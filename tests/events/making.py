"""What organisers do on Discord, for tests: making, changing and proposing events."""

from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.events.model import Event, EventSettings, EventState
from bot.events.store import series
from tests.support.cards import answer, id_of, walk
from tests.support.community import Community

WORDS = {
    "title": "Tea tasting",
    "description": "Bring a cup.",
    "start": "2026-01-09 20:00",
    "duration": "90 min",
    "place-words": "Café Engawa",
}


async def furnish(community: Community) -> simcord.ChannelHandle:
    """Give the server a channel for events, and Berlin's time."""
    channel = community.server.create_text_channel("events")
    await community.env.settle()
    await community.set(EventSettings, channel_id=channel.id)
    return channel


def announcements(channel: simcord.ChannelHandle) -> list[discord.Message]:
    """Return the bot's own messages in a channel, without what Discord says of threads."""
    return [message for message in channel.history() if message.type is discord.MessageType.default]


def deny_bot(community: Community, channel: simcord.ChannelHandle, *permissions: str) -> None:
    """Take permissions from the bot in one channel."""
    me = community.server.me
    assert me is not None
    denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
    overwrite = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=denied)
    community.env.backend.set_overwrite(channel.id, overwrite)


async def begun(
    community: Community, who: simcord.MemberActor, command: str = "event create", **words: str
) -> InteractionResult:
    """Have somebody fill in the form of a new event; returns the editor."""
    form = await who.slash(community.general, command)
    if form.modal is None:
        form = await pressed(who, form, "events:new")
    return await who.submit_modal(form, WORDS | {key.replace("_", "-"): value for key, value in words.items()})


async def pressed(
    who: simcord.MemberActor, result: InteractionResult, action: str, last: str = ""
) -> InteractionResult:
    """Press the button of an action on the bot's answer; `last`: how its custom id ends."""
    return await who.click(answer(result), custom_id=button_of(answer(result), action, last))


def button_of(message: Any, action: str, last: str = "") -> str:
    return id_of(message, action, ending=last)


async def opened(who: simcord.MemberActor, result: InteractionResult, part: str) -> InteractionResult:
    """Open one of the editor's forms."""
    return await pressed(who, result, "events:edit-open", f":{part}")


async def filled(who: simcord.MemberActor, result: InteractionResult, part: str, **values: Any) -> InteractionResult:
    """Fill in one of the editor's forms; what isn't given stays as it is shown."""
    form = await opened(who, result, part)
    return await who.submit_modal(form, shown_values(form) | values)


def shown_values(form: InteractionResult) -> dict[str, Any]:
    """Return the texts that stand in a form, as somebody would send them unchanged."""
    assert form.modal is not None
    return {
        component["custom_id"]: component["value"]
        for component in walk(form.modal["components"])
        if component.get("type") == 4 and component.get("value")
    }


def disabled(message: Any, custom_id: str) -> bool:
    return any(part.get("custom_id") == custom_id and part.get("disabled") for part in walk(message.components))


async def ended(who: simcord.MemberActor, result: InteractionResult, what: str) -> InteractionResult:
    """Press *Publish*, *Propose*, *Save* and the like on the editor."""
    return await pressed(who, result, "events:editor-end", f":{what}")


async def events_of(community: Community, *states: EventState) -> list[Event]:
    async with community.app.database.read() as connection:
        return await series.named(
            connection, guild_id=community.server.id, typed="", states=states or tuple(EventState)
        )


async def event_called(community: Community, title: str = WORDS["title"]) -> Event:
    [found] = [event for event in await events_of(community) if event.title == title]
    return found


async def published_by(community: Community, who: simcord.MemberActor, **words: str) -> Event:
    await ended(who, await begun(community, who, **words), "publish")
    return await event_called(community, words.get("title", WORDS["title"]))
