"""What may be said and who sees it, the times people type, and when they want their peace: pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actor import Actor
from bot.profiles.errors import FieldTooLong, NotATime, QuietAllDay, QuietHoursIncomplete
from bot.profiles.model import LENGTHS, OF_SEVERAL_LINES, Field, Preferences, Told, Visibility
from bot.settings.model import ServerSettings
from bot.text import clean, letters, one_line

DAY_MINUTES = 24 * 60

# What is said, and who sees it ------------------------------------------------------------------------------------


_FAR_APART = re.compile(r"\s*\n\s*\n\s*")
"""More than one empty line."""


def checked(field: Field, typed: str) -> str | None:
    """Return what is to be kept of what somebody typed; None where it says nothing. Raises FieldTooLong."""
    said = _FAR_APART.sub("\n\n", clean(typed)) if field in OF_SEVERAL_LINES else one_line(typed)
    if len(said) > LENGTHS[field]:
        raise FieldTooLong(field=field.value, limit=LENGTHS[field])
    return said if _says_something(said) else None


def _says_something(said: str) -> bool:
    # An emoji says something, a joiner or a blank of some script doesn't.
    return bool(letters(said)) or any(unicodedata.category(character)[0] in "PS" for character in said)


def is_staff(viewer: Actor, server: ServerSettings) -> bool:
    """Whether somebody sees what is meant for staff: the company's own people, moderators and admins."""
    return (
        viewer.manages_server or viewer.moderates or viewer.has_any(server.staff_role_ids | server.moderator_role_ids)
    )


def may_see(told: Told, *, owner_id: int, viewer: Actor, server: ServerSettings) -> bool:
    if viewer.id == owner_id or told.visibility is Visibility.EVERYONE:
        return True
    return told.visibility is Visibility.STAFF and is_staff(viewer, server)


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    places = list(Field)
    return tuple(sorted(told, key=lambda entry: places.index(entry.field)))


# Interests --------------------------------------------------------------------------------------------------------


def wanted_changes(
    chosen: Collection[int], held: Collection[int], offered: Collection[int]
) -> tuple[list[int], list[int]]:
    """Return the roles to give and those to take, so that of those offered somebody has what they chose."""
    wanted = set(chosen) & set(offered)
    return sorted(wanted - set(held)), sorted((set(held) & set(offered)) - wanted)


# Times of day -----------------------------------------------------------------------------------------------------

_CLOCK = re.compile(
    r"(?P<half>am|pm|午前|午後|朝|夜)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:(?:[:.]|時|h)\s*(?:(?P<minute>\d{1,2})\s*分?|(?P<half_hour>半))?)?\s*"
    r"(?P<after>a\.?m\.?|p\.?m\.?)?"
)
_DIGITS = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})")
_WORDS = {"midnight": 0, "noon": 12 * 60, "正午": 12 * 60, "真夜中": 0, "深夜0時": 0}
_MORNING, _AFTERNOON = ("am", "午前", "朝"), ("pm", "午後", "夜")


def read_time(typed: str) -> int:
    """Return the minutes after midnight that are meant by “22:00”, “10 pm”, 「22時半」 or 「午後10時」.

    Raises NotATime.
    """
    said = unicodedata.normalize("NFKC", typed).strip().casefold()
    if said in _WORDS:
        return _WORDS[said]
    found = _DIGITS.fullmatch(said) or _CLOCK.fullmatch(said)
    if found is None:
        raise NotATime(value=one_line(typed))
    parts = found.groupdict()
    minute = 30 if parts.get("half_hour") else int(parts["minute"] or 0)
    hour = _hour(int(parts["hour"]), (parts.get("half") or parts.get("after") or "").replace(".", ""))
    if hour is None or minute > 59 or (hour == 24 and minute):
        raise NotATime(value=one_line(typed))
    return (hour * 60 + minute) % DAY_MINUTES


def _hour(said: int, half: str) -> int | None:
    """Return the hour of the day, None for one there isn't; 24 is the midnight at a day's end."""
    if half in _MORNING and said <= 12:
        return said % 12
    if half in _AFTERNOON and said <= 12:
        return said % 12 + 12
    return said if not half and said <= 24 else None


def written_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def checked_quiet_hours(quiet_from: int | None, quiet_until: int | None) -> None:
    """Raise QuietHoursIncomplete or QuietAllDay for what are no quiet hours."""
    if quiet_from is None or quiet_until is None:
        raise QuietHoursIncomplete
    if quiet_from == quiet_until:
        raise QuietAllDay


# Quiet hours ------------------------------------------------------------------------------------------------------


def in_quiet_hours(preferences: Preferences, zone: ZoneInfo, moment: datetime) -> bool:
    """Whether somebody wants their peace at a moment; `zone` is the server's, for who chose none of their own.

    False for who chose no quiet hours: what holds then is the caller's to say.
    """
    if preferences.quiet_from is None or preferences.quiet_until is None:
        return False
    local = moment.astimezone(preferences.zone(zone))
    minutes = local.hour * 60 + local.minute
    if preferences.quiet_from <= preferences.quiet_until:
        return preferences.quiet_from <= minutes < preferences.quiet_until
    return minutes >= preferences.quiet_from or minutes < preferences.quiet_until


def next_waking(preferences: Preferences, zone: ZoneInfo, moment: datetime) -> datetime:
    """Return the first moment from `moment` on that is outside the quiet hours, in UTC."""
    if not in_quiet_hours(preferences, zone, moment) or preferences.quiet_until is None:
        return moment.astimezone(UTC)
    theirs = preferences.zone(zone)
    today = moment.astimezone(theirs).date()
    until = time(preferences.quiet_until // 60, preferences.quiet_until % 60, tzinfo=theirs)
    # Where a clock is put back there are two such moments in a day, and quiet hours in between.
    ends = sorted(
        datetime.combine(today + timedelta(days=days), until.replace(fold=fold)).astimezone(UTC)
        for days in (0, 1, 2)
        for fold in (0, 1)
    )
    return next(end for end in ends if end > moment and not in_quiet_hours(preferences, zone, end))
