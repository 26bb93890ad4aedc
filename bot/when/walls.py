"""Wall times in a zone: what clocks show there, also on the days when they are put forward or back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.model import Moment, Why

MINUTE = timedelta(minutes=1)
LONGEST_SKIP = timedelta(days=2)
"""Some islands crossed the date line, and skipped a day."""


def place(local: datetime, zone: ZoneInfo) -> tuple[Moment, ...]:
    """Return the moment at which the clocks of `zone` show a naive wall time.

    Two where the clocks go back and show it twice; where they skip it, the next minute they show, saying so.
    """
    candidates = [_utc(local, zone, fold) for fold in (0, 1)]
    shown = [at for at in dict.fromkeys(candidates) if _shows(at, local, zone)]
    match shown:
        case []:
            at = _next_shown(local, zone)
            return (Moment(at=at, local=_local(at, zone), zone=zone.key, whys=(Why.SKIPPED,)),)
        case [at]:
            return (Moment(at=at, local=local, zone=zone.key),)
    return tuple(
        Moment(at=at, local=local, zone=zone.key, whys=(why,))
        for at, why in zip(sorted(shown), (Why.REPEATED_FIRST, Why.REPEATED_SECOND), strict=True)
    )


def earliest(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC moment at which clocks show `local` for the first time; where they skip it, the next minute."""
    return place(local, zone)[0].at


def local_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks of a zone show at a moment; naive."""
    return _local(moment, zone)


def _utc(local: datetime, zone: ZoneInfo, fold: int) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _shows(at: datetime, local: datetime, zone: ZoneInfo) -> bool:
    return _local(at, zone) == local


def _next_shown(local: datetime, zone: ZoneInfo) -> datetime:
    later = local
    while later - local < LONGEST_SKIP:
        later += MINUTE
        at = _utc(later, zone, 0)
        if _shows(at, later, zone):
            return at
    raise ValueError(f"the clocks of {zone.key} show nothing after {local}")
