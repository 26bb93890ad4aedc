"""When people may be spoken to without having asked: pure functions of a moment and somebody's clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.profiles.model import Preferences
from bot.profiles.rules import in_quiet_hours

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
    if preferences.has_quiet_hours:
        return not in_quiet_hours(preferences, servers, moment)
    return NUDGED_FROM <= moment.astimezone(preferences.zone(servers)).time() < NUDGED_UNTIL
