"""An evening on a simulated Discord: a published event in a voice channel, hosted by a member, with all that is due."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.events.model import Attended, Event, EventSettings, Occurrence, PlaceKind
from bot.events.rsvp_model import Wish
from bot.events.store import attendance, occurrences
from tests.events.happenings import publish
from tests.support.cards import answer, id_of, walk
from tests.support.community import Community

STARTS_IN = timedelta(hours=1)
LASTS = timedelta(hours=1)


@dataclass
class Evening:
    community: Community
    event: Event
    occurrence: Occurrence
    channel: simcord.ChannelHandle
    room: simcord.ChannelHandle

    @property
    def id(self) -> int:
        return self.occurrence.id

    @property
    def host(self) -> simcord.MemberActor:
        return self.community.helper

    async def until_start(self, *, minutes: int = 0) -> None:
        """Let time pass until so many minutes after the start."""
        at = self.occurrence.starts_at + timedelta(minutes=minutes)
        await self.community.later(seconds=(at - self.community.env.now()).total_seconds())

    async def until_end(self, *, minutes: int = 0) -> None:
        at = self.occurrence.ends_at + timedelta(minutes=minutes)
        await self.community.later(seconds=(at - self.community.env.now()).total_seconds())

    async def settled(self) -> None:
        await self.until_end()
        await self.until_end(minutes=31)
        await self.community.later(seconds=30)

    async def come(self, *who: simcord.MemberActor) -> None:
        for one in who:
            by = Actor(id=one.id, guild_id=self.community.server.id)
            answering = self.community.app.events.answering
            await answering.answer(by=by, occurrence_id=self.id, wish=Wish.GOING)

    async def outcomes(self) -> dict[int, Attended | None]:
        async with self.community.app.database.read() as connection:
            known = await attendance.known(connection, occurrence_id=self.id)
        return {member_id: one.outcome for member_id, one in known.items()}

    async def there(self) -> set[int]:
        """Return who counts as having been there by what is known now."""
        by = Actor(id=self.host.id, guild_id=self.community.server.id)
        found = await self.community.app.events.attendance.whole(by=by, occurrence_id=self.id)
        return {line.member_id for line in found.lines if line.there}


async def evening(community: Community, **fields: Any) -> Evening:
    """Publish an event that starts in an hour, in a voice channel."""
    channel = community.extra.get("events") or community.server.create_text_channel("events")
    room = community.extra.get("room") or community.server.create_voice_channel("tasting")
    community.extra |= {"events": channel, "room": room}
    await community.env.settle()
    await community.set(EventSettings, channel_id=channel.id, native=False, survey=False)
    starts = (community.env.now() + STARTS_IN).replace(tzinfo=None)
    values: dict[str, Any] = {
        "guild_id": community.server.id,
        "title": "Tea tasting",
        "duration": LASTS,
        "place_kind": PlaceKind.VOICE,
        "place_channel_id": room.id,
        "place": None,
        "host_id": community.helper.id,
    }
    event = await publish(community.app, starts=starts, **(values | fields))
    await community.later(seconds=5)
    await community.later(seconds=5)
    async with community.app.database.read() as connection:
        [occurrence] = await occurrences.to_come(connection, event_id=event.id)
    assert occurrence.message_id is not None and occurrence.thread_id is not None
    return Evening(community=community, event=event, occurrence=occurrence, channel=channel, room=room)


def option_ids(result: InteractionResult, action: str) -> list[str]:
    """Return what a menu of the answer offers."""
    for part in walk(answer(result).components):
        if str(part.get("custom_id", "")).startswith(f"{action}:"):
            return [option["value"] for option in part.get("options") or []]
    return []


def menu_of(result: InteractionResult, action: str) -> str:
    """Return the custom id of a menu or button of the answer."""
    return id_of(answer(result), action)


async def pressed(who: simcord.MemberActor, result: InteractionResult, action: str) -> InteractionResult:
    return await who.click(answer(result), custom_id=menu_of(result, action))


async def chosen(
    who: simcord.MemberActor, result: InteractionResult, action: str, values: list[Any]
) -> InteractionResult:
    return await who.select(answer(result), values, custom_id=menu_of(result, action))
