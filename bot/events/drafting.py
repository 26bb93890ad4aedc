"""Changing what isn't public: drafts, working copies, and proposals that moderators put right.

Every change names the revision it was begun at: of two at once the later one is refused, and its text given back.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events import errors, reading, recurring
from bot.events.desk import Desk
from bot.events.model import DESCRIPTION_MAX, LINE_MAX, PLACE_MAX, TITLE_MAX, Event, Picture, PlaceKind
from bot.events.organising import DURATION, START, Organising, read_start, settled_duration, settled_start, wall_time
from bot.events.recurring import Preset
from bot.events.store import series
from bot.i18n import Language
from bot.profiles import zones
from bot.text import clean, cut, one_line

LINES = ("sponsor", "price")


class Drafting:
    def __init__(self, desk: Desk, organising: Organising) -> None:
        self._desk = desk
        self._organising = organising

    async def get(self, *, by: Actor, event_id: int, revision: int | None = None) -> Event:
        """Return an event for its editor's forms. Raises EventNotFound, NotADraft or ChangedMeanwhile."""
        async with self._desk.database.read() as connection:
            found = await self._organising.editable(connection, by=by, event_id=event_id)
        if revision is not None and found.revision != revision:
            raise errors.ChangedMeanwhile
        return found

    async def describe(self, title: str, description: str, *, by: Actor, event_id: int, revision: int) -> Event:
        """Raises TitleNeeded."""
        said = cut(reading.title(title), TITLE_MAX)
        text = cut(clean(description), DESCRIPTION_MAX)
        return await self._change({"title": said, "description": text}, by=by, event_id=event_id, revision=revision)

    async def set_time(
        self, start: str, duration: str, *, by: Actor, event_id: int, revision: int, language: Language
    ) -> Event:
        """Take a typed start and duration; what isn't clear is kept as it was typed."""
        before = await self.get(by=by, event_id=event_id, revision=revision)
        changes: dict[str, Any] = {}
        span, pending = settled_duration(duration)
        changes["duration"] = before.duration if pending else span
        if one_line(start) != typed_start(before):
            meant, unread = await settled_start(start, now=self._desk.clock(), zone=before.zone, language=language)
            pending |= unread
            if meant is not None:
                changes |= started(before, meant)
        elif START in before.pending:
            pending[START] = before.pending[START]
        return await self._change(changes | {"pending": pending}, by=by, event_id=event_id, revision=revision)

    async def choose_start(self, at: datetime, *, by: Actor, event_id: int, language: Language) -> Event:
        """Take one of the moments a typed start can mean; once it is settled, another press changes nothing."""
        before = await self.get(by=by, event_id=event_id)
        typed = before.pending.get(START)
        if typed is None:
            return before
        moments, refused = await read_start(typed, now=self._desk.clock(), zone=before.zone, language=language)
        meant = next((moment for moment in moments if moment.at == at), None)
        if meant is None:
            raise refused or errors.ChangedMeanwhile()
        pending = {name: words for name, words in before.pending.items() if name != START}
        changes = started(before, wall_time(meant)) | {"pending": pending}
        return await self._change(changes, by=by, event_id=event_id, revision=before.revision)

    async def set_zone(self, zone: str, *, by: Actor, event_id: int, revision: int) -> Event:
        """Mean the same wall time in another zone: an IANA name that exists, or what people call it.

        Raises UnknownZone where none or several could be meant.
        """
        named = await asyncio.to_thread(zones.read, zone)
        before = await self.get(by=by, event_id=event_id, revision=revision)
        changes = {"time_zone": named, "starts_local": before.starts_local.replace(fold=0)}
        return await self._change(changes, by=by, event_id=event_id, revision=revision)

    async def set_place(self, channel: tuple[PlaceKind, int] | None, words: str, **where: Any) -> Event:
        """Put it into a voice or stage channel, else where the words say. Raises PlaceNeeded for neither."""
        said = cut(one_line(words), PLACE_MAX)
        if channel is not None:
            kind, channel_id = channel
            return await self._change({"place_kind": kind, "place_channel_id": channel_id, "place": None}, **where)
        if not said:
            raise errors.PlaceNeeded
        changes = {"place_kind": PlaceKind.EXTERNAL, "place_channel_id": None, "place": said}
        return await self._change(changes, **where)

    async def set_capacity(self, typed: str, **where: Any) -> Event:
        """Raises CapacityUnclear."""
        return await self._change({"capacity": reading.capacity(typed)}, **where)

    async def set_recurrence(
        self, preset: Preset | None, typed: str, *, by: Actor, event_id: int, revision: int
    ) -> Event:
        """Let it happen again by a preset, or by a rule of RFC 5545 where one is typed.

        Raises what `recurring.check_rule` raises.
        """
        before = await self.get(by=by, event_id=event_id, revision=revision)
        rule = before.rule
        if one_line(typed):
            rule = await asyncio.to_thread(
                recurring.check_rule,
                one_line(typed),
                starts_local=before.starts_local,
                time_zone=before.time_zone,
            )
        elif preset is not None:
            rule = recurring.preset_rule(preset, before.starts_local)
        return await self._change({"rule": rule}, by=by, event_id=event_id, revision=revision)

    async def set_hosts(self, host_id: int, cohost_id: int | None, **where: Any) -> Event:
        cohost = None if cohost_id == host_id else cohost_id
        return await self._change({"host_id": host_id, "cohost_id": cohost}, **where)

    async def set_lines(self, lines: Mapping[str, str], **where: Any) -> Event:
        """Say who sponsors it, and what it costs; nothing typed: nothing said."""
        changes = {name: cut(one_line(lines.get(name, "")), LINE_MAX) or None for name in LINES}
        return await self._change(changes, **where)

    async def set_audience(self, role_id: int | None, rank_id: int | None, **where: Any) -> Event:
        """Let only those with a role or a rank come; of both any is enough. None of both: everybody."""
        changes = {"audience_role_id": role_id, "audience_rank_id": rank_id, "needs_rank": rank_id is not None}
        return await self._change(changes, **where)

    async def set_reminders(self, typed: str, **where: Any) -> Event:
        """Raises RemindersUnclear."""
        return await self._change({"reminders": reading.reminders(typed)}, **where)

    async def set_picture(self, picture: Picture | None, *, by: Actor, event_id: int, revision: int) -> Event:
        async with self._desk.database.write() as connection:
            changed = await self._change_in(connection, {}, by=by, event_id=event_id, revision=revision)
            await series.set_picture(connection, guild_id=by.guild_id, event_id=event_id, picture=picture)
        return changed

    async def _change(self, changes: Mapping[str, Any], *, by: Actor, event_id: int, revision: int) -> Event:
        """Raises EventNotFound, NotADraft or ChangedMeanwhile."""
        async with self._desk.database.write() as connection:
            return await self._change_in(connection, changes, by=by, event_id=event_id, revision=revision)

    async def _change_in(
        self, connection: AsyncConnection, changes: Mapping[str, Any], *, by: Actor, event_id: int, revision: int
    ) -> Event:
        await self._organising.editable(connection, by=by, event_id=event_id)
        if not await series.change(connection, changes, event_id=event_id, revision=revision):
            raise errors.ChangedMeanwhile
        return await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)


def started(before: Event, start: datetime) -> dict[str, Any]:
    """Return the changes that a new start brings: a preset's recurrence follows it."""
    return {
        "starts_local": start,
        "rule": recurring.follow(before.rule, before=before.starts_local.replace(fold=0), after=start.replace(fold=0)),
    }


def typed_start(event: Event) -> str:
    """Return the start as its form shows it: as it was typed, where that isn't settled."""
    return event.pending.get(START) or event.starts_local.replace(fold=0).isoformat(sep=" ", timespec="minutes")


def typed_duration(event: Event) -> str:
    return event.pending.get(DURATION) or reading.typed_span(event.duration)
