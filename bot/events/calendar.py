"""Calendar files (.ics, RFC 5545): of one date, of a series, of everything that is coming.

A series is one VEVENT with its rule; dates that were cancelled are its EXDATEs, dates that were moved, or are elsewhere
once, VEVENTs with a RECURRENCE-ID. A single date of a series has a UID of its own: an override without its series is
taken by few calendars. UIDs never change and SEQUENCE only rises, so that a newer file replaces what an older one made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.events.desk import placed
from bot.events.model import Event, EventState, Occurrence, OccurrenceState, PlaceKind
from bot.events.recurring import Planned, calendar_rule, occurrences
from bot.text import clean

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//Engawa//Events//EN"
ZONE_YEARS = 10
"""So far ahead of now a file knows when the clocks change."""
OF_A_SERIES = 2_000
"""Dates of a rule that are looked through for those that were moved or cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A series, or one event that happens once, with those of its dates that are rows."""

    event: Event
    dates: Sequence[Occurrence]
    changes: int = 0
    """Of all dates of the event there have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What only Discord knows of what stands in a calendar."""

    calendar: str
    channels: Mapping[int, str] = field(default_factory=dict)
    """Names of voice and stage channels."""
    links: Mapping[int, str] = field(default_factory=dict)
    """The announcements, by occurrence."""


def series_file(entries: Sequence[Entry], names: Names, *, now: datetime) -> bytes:
    """Return a calendar of whole series, and of events that happen once."""
    return _file([part for entry in entries for part in _series(entry, names, now)], names, now)


def dates_file(dates: Sequence[tuple[Event, Occurrence]], names: Names, *, now: datetime) -> bytes:
    """Return a calendar of single dates, each with its event."""
    return _file([_date(event, occurrence, names, now) for event, occurrence in dates], names, now)


def _file(parts: Sequence["icalendar.Event"], names: Names, now: datetime) -> bytes:
    # 0.2 s of everybody's start otherwise, for the few who take a file.
    import icalendar  # noqa: PLC0415

    file = icalendar.Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", clean(names.calendar))
    for part in parts:
        file.add_component(part)
    first = min((part.DTSTART for part in parts), default=now).year
    file.add_missing_timezones(
        first_date=datetime(first, 1, 1, tzinfo=UTC).date(),
        last_date=datetime(now.year + ZONE_YEARS, 1, 1, tzinfo=UTC).date(),
    )
    written: bytes = file.to_ical()
    return written


def _series(entry: Entry, names: Names, now: datetime) -> list["icalendar.Event"]:
    event = entry.event
    if event.rule is None:
        return [_date(event, date, names, now) for date in entry.dates]
    by_rule = {planned.original_at: planned for planned in _by_rule(entry)}
    of_rule = [date for date in entry.dates if date.original_at in by_rule]
    link = next((names.links[date.id] for date in of_rule if date.id in names.links), None)
    first = occurrences(event, limit=1)[0]
    master = _begun(event, names, now, uid=_uid(event), sequence=event.revision + entry.changes, link=link)
    master.add("dtstart", _in_zone(first.local, event))
    master.add("dtend", _shown_at(first.ends_at, event))
    master.add("rrule", _recurrence(event))
    out = [by_rule[date.original_at].local for date in of_rule if date.state is OccurrenceState.CANCELLED]
    if out:
        master.add("exdate", [_in_zone(local, event) for local in sorted(out)])
    overrides = [
        _override(event, date, by_rule[date.original_at], names, now, sequence=event.revision + entry.changes)
        for date in of_rule
        if date.state is not OccurrenceState.CANCELLED and _differs(event, date, by_rule[date.original_at])
    ]
    # The rule was changed since, and the date was kept: it stands by itself.
    apart = [_date(event, date, names, now) for date in entry.dates if date.original_at not in by_rule]
    return [master, *overrides, *apart]


def _by_rule(entry: Entry) -> list[Planned]:
    if not entry.dates:
        return []
    first, last = (choose(date.original_at for date in entry.dates) for choose in (min, max))
    return occurrences(entry.event, after=first, before=last + timedelta(minutes=1), limit=OF_A_SERIES)


def _differs(event: Event, date: Occurrence, planned: Planned) -> bool:
    """Whether calendars can't know a date from the rule: it was moved, or the clocks skip its wall time."""
    moved = date.starts_at != planned.starts_at or date.ends_at != planned.ends_at
    return moved or date.place_kind is not None or _local(planned.starts_at, event) != planned.local


def _override(
    event: Event, date: Occurrence, planned: Planned, names: Names, now: datetime, *, sequence: int
) -> "icalendar.Event":
    at_it = placed(event, date)
    part = _begun(at_it, names, now, uid=_uid(event), sequence=sequence, link=names.links.get(date.id))
    part.add("recurrence-id", _in_zone(planned.local, event))
    part.add("dtstart", _shown_at(date.starts_at, event))
    part.add("dtend", _shown_at(date.ends_at, event))
    return part


def _date(event: Event, date: Occurrence, names: Names, now: datetime) -> "icalendar.Event":
    """Return a date that stands by itself."""
    sequence = event.revision + date.sequence
    uid = _uid(event) if event.rule is None else _uid(event, date)
    cancelled = date.state is OccurrenceState.CANCELLED
    link = names.links.get(date.id)
    part = _begun(placed(event, date), names, now, uid=uid, sequence=sequence, link=link, cancelled=cancelled)
    part.add("dtstart", _shown_at(date.starts_at, event))
    part.add("dtend", _shown_at(date.ends_at, event))
    return part


def _begun(
    event: Event, names: Names, now: datetime, *, uid: str, sequence: int, link: str | None, cancelled: bool = False
) -> "icalendar.Event":
    """Return what every part of an event has."""
    import icalendar  # noqa: PLC0415 - see _file

    part = icalendar.Event()
    part.add("uid", uid)
    part.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    part.add("sequence", sequence)
    part.add("status", "CANCELLED" if cancelled or event.state is EventState.CANCELLED else "CONFIRMED")
    part.add("summary", clean(event.title))
    if place := _place(event, names):
        part.add("location", clean(place))
    if description := _description(event, link):
        part.add("description", description)
    if link is not None:
        part.add("url", link)
    return part


def _place(event: Event, names: Names) -> str | None:
    if event.place_kind is PlaceKind.EXTERNAL:
        return event.place
    return None if event.place_channel_id is None else names.channels.get(event.place_channel_id)


def _description(event: Event, link: str | None) -> str:
    """Return what the organiser wrote, with the link: many calendars don't show URL."""
    return "\n\n".join(text for text in (clean(event.description), link) if text)


def _in_zone(local: datetime, event: Event) -> datetime:
    return local.replace(tzinfo=UTC if event.time_zone == "UTC" else event.zone)


def _shown_at(at: datetime, event: Event) -> datetime:
    """Return a moment by the clocks of the event's zone; in UTC where they show it a second time."""
    local = at.astimezone(UTC if event.time_zone == "UTC" else event.zone)
    return at.astimezone(UTC) if local.fold else local


def _local(at: datetime, event: Event) -> datetime:
    return at.astimezone(ZoneInfo(event.time_zone)).replace(tzinfo=None, fold=0)


def _recurrence(event: Event) -> Any:
    import icalendar  # noqa: PLC0415 - see _file

    return icalendar.vRecur.from_ical(calendar_rule(event) or "")


def _uid(event: Event, date: Occurrence | None = None) -> str:
    of_date = "" if date is None else f"-{date.original_at:%Y%m%dT%H%M%SZ}"
    return f"event-{event.guild_id}-{event.id}{of_date}@engawa"
