"""Making an event: a draft that survives everything, then published in one transaction with its first dates.

What is typed is never lost: a start that can't be read, or that can be read in several ways, is kept as it was typed
(`Event.pending`), and keeps the draft from being published until it is settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.events import errors, reading, recurring, rules
from bot.events.desk import Desk, may_manage
from bot.events.lifecycle import Lifecycle
from bot.events.model import DESCRIPTION_MAX, PLACE_MAX, TITLE_MAX, Event, EventSettings, EventState, Picture, PlaceKind
from bot.events.recurring import Planned
from bot.events.store import series
from bot.events.typed import (
    CAPACITY,
    DURATION,
    REMINDERS,
    RULE,
    START,
    ZONE,
    read_start,
    refusal,
    settled_duration,
    settled_start,
)
from bot.i18n import Language
from bot.settings.model import ServerSettings
from bot.text import clean, cut, one_line
from bot.when import Moment, place

DRAFTS_MAX = 3
"""Of one person; more are forgotten ones."""
DATES_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody typed into the form of a new event."""

    title: str
    description: str = ""
    start: str = ""
    duration: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """An event as its editor shows it."""

    event: Event
    picture: str | None
    """The format of its picture."""
    choices: tuple[Moment, ...]
    """What a typed start can mean, where that isn't clear."""
    troubles: tuple[UserError, ...]
    """What has to be settled before it can be published."""
    dates: tuple[Planned, ...]
    """The next few."""
    may_publish: bool
    """Whether who looks at it may publish events; others propose theirs."""


class Organising:
    def __init__(self, desk: Desk, lifecycle: Lifecycle) -> None:
        self.desk = desk
        self._lifecycle = lifecycle

    async def begin(self, words: Words, *, by: Actor, language: Language) -> Event:
        """Keep a new event as a draft. Raises TitleNeeded or TooManyDrafts; whatever else is unclear is kept."""
        title = cut(reading.title(words.title), TITLE_MAX)
        zone = await self.zone_of(by)
        now = self.desk.clock()
        start, pending = await settled_start(words.start, now=now, zone=zone, language=language)
        duration, unread = settled_duration(words.duration)
        where = cut(one_line(words.place), PLACE_MAX)
        async with self.desk.database.write() as connection:
            if len(await self._drafts(connection, by)) >= DRAFTS_MAX:
                raise errors.TooManyDrafts
            settings = await self.desk.settings.read(connection, by.guild_id, EventSettings)
            event_id = await series.add(
                connection,
                {
                    "guild_id": by.guild_id,
                    "state": EventState.DRAFT,
                    "title": title,
                    "description": cut(clean(words.description), DESCRIPTION_MAX),
                    "starts_local": start or _tomorrow(now, zone),
                    "time_zone": zone.key,
                    "duration": duration,
                    "place_kind": PlaceKind.EXTERNAL,
                    "place": where or None,
                    "needs_rank": False,
                    "host_id": by.id,
                    "reminders": series.reminders_of(settings.reminder_minutes),
                    "created_by_id": by.id,
                    "created_at": now,
                    "revision": 1,
                    "pending": pending | unread,
                },
            )
            return await self.desk.event(connection, guild_id=by.guild_id, event_id=event_id)

    async def zone_of(self, by: Actor) -> ZoneInfo:
        """Return the zone somebody's times are taken in: their own, else the server's."""
        async with self.desk.database.read() as connection:
            server = await self.desk.settings.read(connection, by.guild_id, ServerSettings)
            own = await self.desk.profiles.preferences(connection, guild_id=by.guild_id, member_id=by.id)
        return own.zone(server.zone)

    async def may_publish(self, by: Actor) -> bool:
        server = await self.desk.settings.get(by.guild_id, ServerSettings)
        return is_publisher(by, server)

    async def unfinished(self, *, by: Actor) -> list[Event]:
        """Return somebody's drafts of new events, the latest first."""
        async with self.desk.database.read() as connection:
            return await self._drafts(connection, by)

    async def _drafts(self, connection: AsyncConnection, by: Actor) -> list[Event]:
        return await series.drafts(connection, guild_id=by.guild_id, created_by_id=by.id)

    async def editing(self, *, by: Actor, event_id: int, language: Language) -> Editing:
        """Return an event as its editor shows it. Raises EventNotFound or NotADraft."""
        async with self.desk.database.read() as connection:
            found = await self.editable(connection, by=by, event_id=event_id)
            picture = await series.picture_format(connection, event_id=event_id)
            server = await self.desk.settings.read(connection, by.guild_id, ServerSettings)
        choices, unread = await self._reading(found, language)
        troubles = [*unread, *self.troubles(found, started=found.edits_id is not None)]
        return Editing(
            event=found,
            picture=picture,
            choices=choices,
            troubles=tuple(troubles),
            dates=tuple(next_dates(found, now=self.desk.clock(), limit=DATES_SHOWN)),
            may_publish=is_publisher(by, server) or found.edits_id is not None,
        )

    async def _reading(self, event: Event, language: Language) -> tuple[tuple[Moment, ...], list[UserError]]:
        """Return what a start that isn't settled can mean, or why it means nothing."""
        typed = event.pending.get(START)
        if typed is None:
            return (), []
        moments, refused = await read_start(typed, now=self.desk.clock(), zone=event.zone, language=language)
        return moments, [refused or errors.StartUnclear()]

    def troubles(self, event: Event, *, started: bool = False) -> list[UserError]:
        """Return what else keeps an event from being published; `started`: it is a series that has begun already."""
        found = [refusal(event, name) for name in (DURATION, ZONE, CAPACITY, RULE, REMINDERS) if name in event.pending]
        if START not in event.pending:
            found += self._troubles_of_dates(event, started=started)
        if event.place is None if event.place_kind is PlaceKind.EXTERNAL else event.place_channel_id is None:
            found.append(errors.PlaceNeeded())
        if event.host_id is None:
            found.append(errors.HostNeeded())
        if event.needs_rank and event.audience_rank_id is None and event.audience_role_id is None:
            found.append(errors.AudienceGone())
        return found

    def _troubles_of_dates(self, event: Event, *, started: bool) -> list[UserError]:
        if event.rule is not None:
            try:
                recurring.check_rule(event.rule, starts_local=event.starts_local, time_zone=event.time_zone)
            except UserError as refused:
                return [refused]
        now = self.desk.clock()
        if not next_dates(event, now=now, limit=1):
            return [errors.NoDates() if event.rule else errors.StartPassed()]
        if event.rule is not None and not started and first_date(event) <= now:
            return [errors.StartPassed()]
        return []

    async def editable(self, connection: AsyncConnection, *, by: Actor, event_id: int) -> Event:
        """Return an event that somebody may still edit: their own draft, or a proposal, by who may publish.

        Raises EventNotFound, also for somebody else's draft, or NotADraft.
        """
        found = await self.desk.event(connection, guild_id=by.guild_id, event_id=event_id)
        if found.state is EventState.DRAFT:
            if found.created_by_id == by.id:
                return found
            raise errors.EventNotFound
        server = await self.desk.settings.read(connection, by.guild_id, ServerSettings)
        if found.state is EventState.PROPOSED and is_publisher(by, server):
            return found
        raise errors.NotADraft

    async def discard(self, *, by: Actor, event_id: int) -> Event:
        """Delete one's own draft, or take back what one has proposed. Raises EventNotFound or NotADraft."""
        async with self.desk.database.write() as connection:
            found = await self._deletable(connection, by=by, event_id=event_id)
            await series.delete_(connection, event_id=event_id)
            if found.queue_channel_id is not None and found.queue_message_id is not None:
                await due.plan(
                    connection,
                    guild_id=by.guild_id,
                    kind=rules.PROPOSAL_CARD,
                    subject_id=event_id,
                    due_at=self.desk.clock(),
                    payload={"channel": found.queue_channel_id, "message": found.queue_message_id},
                )
        return found

    async def deletable(self, *, by: Actor, event_id: int) -> Event:
        """Return what `discard` would delete. Raises what it raises."""
        async with self.desk.database.read() as connection:
            return await self._deletable(connection, by=by, event_id=event_id)

    async def _deletable(self, connection: AsyncConnection, *, by: Actor, event_id: int) -> Event:
        found = await self.desk.event(connection, guild_id=by.guild_id, event_id=event_id)
        if found.created_by_id != by.id:
            raise errors.EventNotFound
        if found.state not in (EventState.DRAFT, EventState.PROPOSED):
            raise errors.NotADraft
        return found

    async def publish(self, *, by: Actor, event_id: int) -> Event:
        """Publish a draft with its first dates. Raises PublishersOnly, NotADraft, or what is still to be settled."""
        async with self.desk.database.write() as connection:
            found = await self.editable(connection, by=by, event_id=event_id)
            if found.state is not EventState.DRAFT or found.edits_id is not None:
                raise errors.NotADraft
            server = await self.desk.settings.read(connection, by.guild_id, ServerSettings)
            if not is_publisher(by, server):
                raise errors.PublishersOnly
            await self.check_ready(connection, found)
            changes = {"state": EventState.PUBLISHED}
            if not await series.change(connection, changes, event_id=event_id, revision=found.revision):
                raise errors.ChangedMeanwhile
            return await self.put_out(connection, event_id=event_id, guild_id=by.guild_id)

    async def check_ready(self, connection: AsyncConnection, event: Event) -> None:
        """Raises what still keeps an event from being published."""
        if START in event.pending:
            raise errors.StartUnclear
        for trouble in self.troubles(event):
            raise trouble
        settings = await self.desk.settings.read(connection, event.guild_id, EventSettings)
        if settings.channel_id is None:
            raise errors.ChannelNotSet

    async def put_out(self, connection: AsyncConnection, *, guild_id: int, event_id: int) -> Event:
        """Make the first dates of what has just been published, with everything that is due for them."""
        published = await self.desk.event(connection, guild_id=guild_id, event_id=event_id)
        await self._lifecycle.materialise(connection, published, now=self.desk.clock())
        return published

    async def find(self, *, by: Actor, event_id: int) -> Event:
        """Return any event but somebody else's draft. Raises EventNotFound."""
        async with self.desk.database.read() as connection:
            found = await self.desk.event(connection, guild_id=by.guild_id, event_id=event_id)
        if found.state is EventState.DRAFT and found.created_by_id != by.id:
            raise errors.EventNotFound
        return found

    async def managed(self, *, by: Actor, typed: str, states: Sequence[EventState]) -> list[Event]:
        """Return the events somebody may change, whose title has what was typed."""
        async with self.desk.database.read() as connection:
            everything = by.manages_server or by.moderates
            found = await series.named(
                connection,
                guild_id=by.guild_id,
                typed=one_line(typed),
                states=states,
                host_id=None if everything else by.id,
            )
        return [event for event in found if may_manage(event, by=by)]

    async def own_drafts(self, *, by: Actor, typed: str) -> list[Event]:
        """Return what somebody has begun or proposed, and can still delete."""
        async with self.desk.database.read() as connection:
            return await series.named(
                connection,
                guild_id=by.guild_id,
                typed=one_line(typed),
                states=(EventState.DRAFT, EventState.PROPOSED),
                created_by_id=by.id,
            )

    async def picture(self, *, guild_id: int, event_id: int) -> Picture | None:
        """Raises EventNotFound."""
        async with self.desk.database.read() as connection:
            await self.desk.event(connection, guild_id=guild_id, event_id=event_id)
            return await series.picture(connection, event_id=event_id)


def is_publisher(by: Actor, server: ServerSettings) -> bool:
    """Whether somebody makes events without asking, and decides on those that members propose."""
    return by.manages_server or by.moderates or by.has_any(server.staff_role_ids | server.moderator_role_ids)


def next_dates(event: Event, *, now: datetime, limit: int) -> list[Planned]:
    """Return the next dates of an event, by its rule; none where the rule can't be read."""
    try:
        return recurring.occurrences(event, after=now + timedelta(seconds=1), limit=limit)
    except ValueError:
        return []


def first_date(event: Event) -> datetime:
    """Return when the first date of an event is, by its wall time."""
    moments = place(event.starts_local.replace(fold=0), event.zone)
    return moments[min(event.starts_local.fold, len(moments) - 1)].at


def _tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Return some wall time to come, for a draft that has none yet."""
    local = now.astimezone(zone).replace(tzinfo=None)
    return local.replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
