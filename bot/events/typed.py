"""What organisers type into a draft, and what becomes of it: it is understood, or it is kept as it was typed."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UserError
from bot.events import errors, reading, recurring
from bot.events.model import Event
from bot.i18n import Language
from bot.text import one_line
from bot.when import Moment, Why, read

START, DURATION, ZONE, CAPACITY, RULE, REMINDERS = "start", "duration", "zone", "capacity", "rule", "reminders"
"""What of a draft may be typed and not understood."""


def refusal(event: Event, name: str) -> UserError:
    """Return why something that was typed isn't understood; the start's reason depends on the reader (`editing`)."""
    typed = event.pending[name]
    try:
        match name:
            case "duration":
                reading.duration(typed)
            case "capacity":
                reading.capacity(typed)
            case "reminders":
                reading.reminders(typed)
            case "rule":
                recurring.check_rule(typed, starts_local=event.starts_local, time_zone=event.time_zone)
            case _:
                return errors.ZoneUnclear(typed=typed)
    except UserError as refused:
        return refused
    return errors.StillOpen()


async def read_start(
    typed: str, *, now: datetime, zone: ZoneInfo, language: Language
) -> tuple[tuple[Moment, ...], UserError | None]:
    """Return what a typed start can mean, or why it means nothing."""
    try:
        # The parser looks at many words in two languages: not on the loop that everybody waits for.
        found = await asyncio.to_thread(read, typed, now=now, zone=zone, language=language)
    except UserError as refused:
        return (), refused
    return found.moments, None


async def settled_start(
    typed: str, *, now: datetime, zone: ZoneInfo, language: Language
) -> tuple[datetime | None, dict[str, str]]:
    """Return the wall time somebody means; None, with what they typed, where it isn't clear."""
    said = one_line(typed)[:200]
    moments, _ = await read_start(said, now=now, zone=zone, language=language)
    if len(moments) == 1:
        return wall_time(moments[0]), {}
    return None, {START: said}


def wall_time(moment: Moment) -> datetime:
    """Return a moment as an event keeps it: the second of a repeated wall time is told by `fold`."""
    return moment.local.replace(fold=int(Why.REPEATED_SECOND in moment.whys))


def settled_duration(typed: str) -> tuple[timedelta, dict[str, str]]:
    """Return how long it takes, an hour where nothing is typed; with what was typed where it isn't clear."""
    said = one_line(typed)[:100]
    if not said:
        return reading.DURATION_USUAL, {}
    try:
        return reading.duration(said), {}
    except UserError:
        return reading.DURATION_USUAL, {DURATION: said}
