"""Reading calendar files back, as a calendar does."""

from datetime import UTC, datetime
from typing import Any

import icalendar
from dateutil.rrule import rruleset, rrulestr


def parsed(content: bytes) -> Any:
    """Return a file as the library reads it; its types are unions of everything a property can be."""
    return icalendar.Calendar.from_ical(content)


def expanded(content: bytes, *, until: datetime) -> list[datetime]:
    """Return when a calendar would show something, as it reads the file: by its rule, exceptions and own time zones."""
    shown: list[datetime] = []
    overridden: dict[str, set[datetime]] = {}
    for part in parsed(content).events:
        if part.get("recurrence-id") is not None:
            overridden.setdefault(str(part["uid"]), set()).add(part["recurrence-id"].dt)
    for part in parsed(content).events:
        start: datetime = part["dtstart"].dt
        if part.get("rrule") is None:
            shown.append(start)
            continue
        dates = rruleset()
        dates.rrule(rrulestr(part["rrule"].to_ical().decode(), dtstart=start))
        out = part.get("exdate", [])
        for each in out if isinstance(out, list) else [out]:
            for gone in each.dts:
                dates.exdate(gone.dt)
        for moved in overridden.get(str(part["uid"]), set()):
            dates.exdate(moved)
        shown += list(dates.between(start, until.astimezone(start.tzinfo), inc=True))
    return sorted(each.astimezone(UTC) for each in shown)
