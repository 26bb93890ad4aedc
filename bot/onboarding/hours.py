"""When people may be spoken to without having asked: pure functions of a moment and somebody's clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.profiles.model import Preferences

GREETERS_FROM, GREETERS_UNTIL = time(8), time(22)
NUDGED_FROM, NUDGED_UNTIL = time(9), time(20)


def greeters_told_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return `moment`, or the next morning where it is night in the server's zone."""
    local = moment.astimezone(zone)
    if GREETERS_FROM <= local.time() < GREETERS_UNTIL:
        return moment
    day = local.date() if local.time() < GREETERS_FROM else local.date() + timedelta(days=1)
    return datetime.combine(day, GREETERS_FROM, tzinfo=zone).astimezone(UTC)


def may_nudge(moment: datetime, *, preferences: Preferences, servers: ZoneInfo) -> bool:
    """Whether somebody may be reminded now: outside the quiet hours they chose, or else by day in their zone."""
    local = moment.astimezone(preferences.zone(servers))
    if preferences.quiet_from is None or preferences.quiet_until is None:
        return NUDGED_FROM <= local.time() < NUDGED_UNTIL
    minute = local.hour * 60 + local.minute
    begin, end = preferences.quiet_from, preferences.quiet_until
    quiet = begin <= minute < end if begin <= end else minute >= begin or minute < end
    return not quiet
