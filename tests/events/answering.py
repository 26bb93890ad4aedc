"""An announced event on the simulated Discord, and what people do with it."""

from dataclasses import dataclass
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot import due
from bot.events import rules
from bot.events.model import Answer, EventSettings, Occurrence
from bot.events.rsvp_model import Shown
from bot.events.store import occurrences, rsvps
from tests.events.gathering import published
from tests.support.cards import buttons, walk
from tests.support.community import Community


@dataclass
class Announced:
    """One event of the community, announced in its channel for events."""

    community: Community
    channel: simcord.ChannelHandle
    id: int

    async def shown(self) -> Shown:
        found = await self.community.app.events.announcing.shown(
            guild_id=self.community.server.id, occurrence_id=self.id
        )
        assert found is not None
        return found

    async def occurrence(self) -> Occurrence:
        return (await self.shown()).occurrence

    def cards(self) -> list[discord.Message]:
        """Return every announcement of it that stands in the channel."""
        wanted = f"rsvp:going:{self.id}"
        return [message for message in self.channel.history() if wanted in custom_ids(message)]

    @property
    def card(self) -> discord.Message:
        [found] = self.cards()
        return found

    async def thread(self) -> simcord.ChannelHandle:
        thread_id = (await self.occurrence()).thread_id
        [found] = [thread for thread in self.channel.threads if thread.id == thread_id]
        return found

    async def below(self) -> list[discord.Message]:
        """Return what the bot has said in the thread, the oldest first."""
        me = self.community.server.me
        assert me is not None
        messages = [message for message in (await self.thread()).history() if message.author.id == me.id]
        return [message for message in messages if message.type is discord.MessageType.default]

    async def press(self, who: simcord.MemberActor, wish: str) -> InteractionResult:
        return await who.click(self.card, custom_id=f"rsvp:{wish}:{self.id}")

    async def answer_of(self, who: simcord.MemberActor) -> Answer | None:
        async with self.community.app.database.read() as connection:
            found = await rsvps.get(connection, occurrence_id=self.id, member_id=who.id)
        return None if found is None else found.answer

    async def plan(self, kind: str, **payload: Any) -> None:
        async with self.community.app.database.write() as connection:
            await due.plan(
                connection,
                guild_id=self.community.server.id,
                kind=kind,
                subject_id=self.id,
                due_at=self.community.env.now(),
                payload=payload,
            )

    async def change(self, **values: Any) -> None:
        async with self.community.app.database.write() as connection:
            await occurrences.change(connection, occurrence_id=self.id, **values)


async def announced(community: Community, **fields: Any) -> Announced:
    """Publish an event and have it announced."""
    found = await to_announce(community, **fields)
    await community.run_due()
    return found


async def to_announce(community: Community, **fields: Any) -> Announced:
    channel = community.extra.get("events")
    if channel is None:
        channel = community.extra["events"] = community.server.create_text_channel("events")
        await community.env.settle()
        await community.set(EventSettings, channel_id=channel.id)
    values: dict[str, Any] = {"host_id": community.staff.id, "created_by_id": community.staff.id}
    _, occurrence = await published(community.app, community.env.now, guild_id=community.server.id, **(values | fields))
    found = Announced(community=community, channel=channel, id=occurrence.id)
    await found.plan(rules.ANNOUNCE)
    return found


def custom_ids(message: Any) -> set[str]:
    return {str(part["custom_id"]) for part in walk(raw(message)) if part.get("custom_id")}


def raw(message: Any) -> list[Any]:
    return [part if isinstance(part, dict) else part.to_dict() for part in message.components]


def text_of(message: Any) -> str:
    """Return every text of a card or a message."""
    parts = [message.content or ""]
    parts += [str(part["content"]) for part in walk(raw(message)) if part.get("content")]
    return "\n".join(part for part in parts if part)


def labels(message: Any) -> dict[str, bool]:
    """Return the labels of a message's buttons, and whether they can be pressed."""
    return {
        str(part.get("label")): not part.get("disabled", False)
        for part in walk(raw(message))
        if part.get("type") == discord.ComponentType.button.value
    }


def button(message: Any, action: str) -> str:
    """Return the custom id of the one button that does `action`."""
    [found] = [custom_id for custom_id in buttons(message) if custom_id.startswith(f"{action}:")]
    return found
