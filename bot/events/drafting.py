"""Changing what isn't public: drafts, working copies, and proposals that moderators put right.

Every change names the revision it was begun at: of two at once the later one is refused, and its text given back.
What is typed and isn't understood is kept in `Event.pending`, and stands in the form when that is opened again.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.events import errors, reading, recurring
from bot.events.desk import Desk
from bot.events.model import DESCRIPTION_MAX, LINE_MAX, PLACE_MAX, TITLE_MAX, Event, Picture, PlaceKind
from bot.events.organising import Organising
from bot.events.recurring import Preset
from bot.events.store import series
from bot.events.typed import (
    CAPACITY,
    DURATION,
    REMINDERS,
    RULE,
    START,
    ZONE,
    read_start,
    settled_duration,
    settled_start,
    wall_time,
)
from bot.i18n import Language
from bot.profiles import zones
from bot.profiles.errors import UnknownZone
from bot.text import clean, cut, one_line

TYPED_MAX = 100
RULE_TYPED_MAX = 200


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
        self, start: str, duration: str, zone: str, *, by: Actor, event_id: int, revision: int, language: Language
    ) -> Event:
        """Take a typed start, duration and zone; the same wall time is meant in another zone."""
        before = await self.get(by=by, event_id=event_id, revision=revision)
        pending = without(before.pending, START, DURATION, ZONE)
        changes: dict[str, Any] = {}
        named, unknown = await asyncio.to_thread(_settled_zone, zone, before.time_zone)
        if named != before.time_zone:
            changes = {"time_zone": named, "starts_local": before.starts_local.replace(fold=0)}
        span, unread = settled_duration(duration)
        changes["duration"] = before.duration if unread else span
        pending |= unknown | unread
        if one_line(start) != typed_start(before):
            now, meant_zone = self._desk.clock(), ZoneInfo(named)
            meant, unsettled = await settled_start(start, now=now, zone=meant_zone, language=language)
            pending |= unsettled
            changes |= started(before, meant) if meant is not None else {}
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
        changes = started(before, wall_time(meant)) | {"pending": without(before.pending, START)}
        return await self._change(changes, by=by, event_id=event_id, revision=before.revision)

    async def choose_zone(self, zone: str, *, by: Actor, event_id: int) -> Event:
        """Take one of the zones a typed one can mean. Raises UnknownZone."""
        named = await asyncio.to_thread(zones.read, zone)
        before = await self.get(by=by, event_id=event_id)
        changes = {
            "time_zone": named,
            "starts_local": before.starts_local.replace(fold=0),
            "pending": without(before.pending, ZONE),
        }
        return await self._change(changes, by=by, event_id=event_id, revision=before.revision)

    async def set_place(
        self,
        channel: tuple[PlaceKind, int] | None,
        words: str,
        capacity: str,
        *,
        by: Actor,
        event_id: int,
        revision: int,
    ) -> Event:
        """Put it into a voice or stage channel, else where the words say, with room for so many."""
        before = await self.get(by=by, event_id=event_id, revision=revision)
        kind, channel_id = channel or (PlaceKind.EXTERNAL, None)
        said = cut(one_line(words), PLACE_MAX) or None
        changes: dict[str, Any] = {
            "place_kind": kind,
            "place_channel_id": channel_id,
            "place": said if channel is None else None,
            "pending": without(before.pending, CAPACITY),
        }
        try:
            changes["capacity"] = reading.capacity(capacity)
        except errors.CapacityUnclear:
            changes["pending"][CAPACITY] = one_line(capacity)[:TYPED_MAX]
        return await self._change(changes, by=by, event_id=event_id, revision=revision)

    async def set_recurrence(
        self, preset: Preset | None, typed: str, *, by: Actor, event_id: int, revision: int
    ) -> Event:
        """Let it happen again by a preset, or by a rule of RFC 5545 where one is typed."""
        before = await self.get(by=by, event_id=event_id, revision=revision)
        said = one_line(typed)[:RULE_TYPED_MAX]
        changes: dict[str, Any] = {"pending": without(before.pending, RULE)}
        if said:
            try:
                changes["rule"] = await asyncio.to_thread(
                    recurring.check_rule, said, starts_local=before.starts_local, time_zone=before.time_zone
                )
            except UserError:
                changes["pending"][RULE] = said
        elif preset is not None:
            changes["rule"] = recurring.preset_rule(preset, before.starts_local)
        return await self._change(changes, by=by, event_id=event_id, revision=revision)

    async def set_people(
        self,
        *,
        host_id: int | None,
        cohost_id: int | None,
        role_id: int | None,
        rank_id: int | None,
        by: Actor,
        event_id: int,
        revision: int,
    ) -> Event:
        """Say who hosts it, and who may come: with a role or a rank, of both any is enough; none: everybody."""
        changes = {
            "host_id": host_id,
            "cohost_id": None if cohost_id == host_id else cohost_id,
            "audience_role_id": role_id,
            "audience_rank_id": rank_id,
            "needs_rank": rank_id is not None,
        }
        return await self._change(changes, by=by, event_id=event_id, revision=revision)

    async def set_more(
        self,
        *,
        price: str,
        sponsor: str,
        reminders: str,
        picture: Picture | None,
        by: Actor,
        event_id: int,
        revision: int,
    ) -> Event:
        """Say what it costs and who sponsors it, when to remind, and show a picture; None: the one it has."""
        before = await self.get(by=by, event_id=event_id, revision=revision)
        changes: dict[str, Any] = {
            "price": cut(one_line(price), LINE_MAX) or None,
            "sponsor": cut(one_line(sponsor), LINE_MAX) or None,
            "pending": without(before.pending, REMINDERS),
        }
        try:
            changes["reminders"] = reading.reminders(reminders)
        except errors.RemindersUnclear:
            changes["pending"][REMINDERS] = one_line(reminders)[:TYPED_MAX]
        async with self._desk.database.write() as connection:
            changed = await self._change_in(connection, changes, by=by, event_id=event_id, revision=revision)
            if picture is not None:
                await series.set_picture(connection, guild_id=by.guild_id, event_id=event_id, picture=picture)
        return changed

    async def remove_picture(self, *, by: Actor, event_id: int) -> None:
        """Take the picture away, if there is one."""
        async with self._desk.database.write() as connection:
            await self._organising.editable(connection, by=by, event_id=event_id)
            await series.set_picture(connection, guild_id=by.guild_id, event_id=event_id, picture=None)

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


def typed_capacity(event: Event) -> str:
    return event.pending.get(CAPACITY) or ("" if event.capacity is None else str(event.capacity))


def typed_reminders(event: Event) -> str:
    return event.pending.get(REMINDERS) or reading.typed_spans(event.reminders)


def without(pending: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: words for name, words in pending.items() if name not in names}


def _settled_zone(typed: str, before: str) -> tuple[str, dict[str, str]]:
    """Return the zone somebody means; the one before, with what they typed, where that isn't clear."""
    said = one_line(typed)[:TYPED_MAX]
    if not said:
        return before, {}
    try:
        return zones.read(said), {}
    except UnknownZone:
        return before, {ZONE: said}
