"""From when on, as a moderator types it: “2 hours”, “18:30”, “yesterday 18:00”, 「3日前」, 「昨日の18時」.

`bot.when` reads what is to come; here it is always what was.
"""

import re
import unicodedata
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import when
from bot.moderation.dates import day_meant
from bot.moderation.errors import DateNotUnderstood
from bot.when.errors import DurationNotUnderstood, shortened

_AGO = re.compile(r"\s*(?:ago|前(?:から)?|から)$", re.IGNORECASE)
_CLOCK = re.compile(r"(?:^|[\s,のat]+)(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)$")


def since_meant(typed: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment. Slow the first time. Raises DateNotUnderstood."""
    text = _AGO.sub("", " ".join(unicodedata.normalize("NFKC", typed).split()))
    local = now.astimezone(zone)
    clock = _CLOCK.search(text)
    if clock is None:
        try:
            return now - when.read_duration(text)
        except DurationNotUnderstood:
            return when.earliest(datetime.combine(day_meant(typed, today=local.date()), time()), zone)
    day = text[: clock.start()].strip()
    moment = _at(clock, typed)
    if day:
        return _past(datetime.combine(day_meant(day, today=local.date()), moment), typed, now, zone)
    today = when.earliest(datetime.combine(local.date(), moment), zone)
    if today <= now:
        return today
    return when.earliest(datetime.combine(local.date() - timedelta(days=1), moment), zone)


def _past(wall: datetime, typed: str, now: datetime, zone: ZoneInfo) -> datetime:
    found = when.earliest(wall, zone)
    if found > now:
        raise DateNotUnderstood(typed=shortened(typed))
    return found


def _at(clock: re.Match[str], typed: str) -> time:
    hour, minute = int(clock[1]), 30 if clock[4] else int(clock[2] or clock[3] or 0)
    if hour > 23 or minute > 59:
        raise DateNotUnderstood(typed=shortened(typed))
    return time(hour, minute)
