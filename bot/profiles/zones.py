"""Time zones as people name them: by IANA name, or by a city's name in English or Japanese.

The names of cities are Unicode's (CLDR), by way of Babel, which speaks our numbers, too. They are read when somebody
first looks for a zone.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.i18n import Language
from bot.profiles.errors import UnknownZone
from bot.text import one_line

_LEGACY = ("Etc/", "SystemV/", "US/", "posix/", "right/")
_USUAL = (
    *("Asia/Tokyo", "UTC", "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Berlin"),
    *("Asia/Seoul", "Asia/Shanghai", "Asia/Taipei", "Asia/Singapore", "Australia/Sydney", "Pacific/Honolulu"),
)
"""Suggested before anything is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A zone with what people call it."""

    zone: str
    cities: dict[Language, str]
    searched: tuple[str, ...]
    """Its names folded: the zone's own, the cities', the countries'."""


def find(typed: str, *, limit: int = 25) -> list[Place]:
    """Return the zones somebody may mean, the likeliest first."""
    wanted = _folded(typed)
    known = _places()
    if not wanted:
        return [known[zone] for zone in _USUAL if zone in known][:limit]
    ranked = [(rank, place) for place in known.values() if (rank := _rank(place, wanted)) is not None]
    ranked.sort(key=lambda entry: (entry[0], entry[1].zone not in _USUAL, entry[1].zone))
    return [place for _, place in ranked][:limit]


def _rank(place: Place, wanted: str) -> int | None:
    if wanted in place.searched:
        return 0
    if any(name.startswith(wanted) for name in place.searched):
        return 1
    return 2 if any(wanted in name for name in place.searched) else None


def read(typed: str) -> str:
    """Return the IANA name of the zone somebody means. Raises UnknownZone where none or several could be meant."""
    wanted = _folded(typed)
    found = find(typed) if wanted else []
    exact = [place for place in found if wanted in place.searched]
    own = [place for place in exact if wanted == _folded(place.zone)]
    for meant in (own, exact, found):
        if len(meant) == 1:
            return meant[0].zone
        if meant:
            break
    raise UnknownZone(value=one_line(typed))


def city(zone: str, language: Language) -> str:
    """Return what a zone is called after."""
    place = _places().get(zone)
    return place.cities[language] if place else _last(zone).replace("_", " ")


def offset(zone: str, moment: datetime) -> str:
    """Return how far a zone is from UTC at a moment, as in UTC+09:00."""
    name = moment.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{name[:3]}:{name[3:5]}"


def _folded(name: str) -> str:
    """Return a name without case, accents, blanks and signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN"))


@cache
def _places() -> dict[str, Place]:
    return {place.zone: place for place in _all_places()}


def _all_places() -> Iterator[Place]:
    # Half a second of everybody's start otherwise, for the few who look for a zone.
    from babel.core import get_global  # noqa: PLC0415
    from babel.dates import get_timezone_location  # noqa: PLC0415

    aliases: Mapping[str, str] = get_global("zone_aliases")
    same: dict[str, list[str]] = {}
    for zone in sorted(available_timezones()):
        if zone == "UTC" or ("/" in zone and not zone.startswith(_LEGACY)):
            same.setdefault(aliases.get(zone, zone), []).append(zone)
    for canonical, zones in same.items():
        cities = {
            language: get_timezone_location(canonical, locale=language.value, return_city=True) for language in Language
        }
        countries = [get_timezone_location(canonical, locale=language.value) for language in Language]
        names = [*zones, *map(_last, zones), *cities.values(), *countries]
        yield Place(
            zone=_usual_name(zones, canonical, cities[Language.EN]),
            cities=cities,
            searched=tuple(dict.fromkeys(map(_folded, names))),
        )


def _usual_name(zones: Sequence[str], canonical: str, city: str) -> str:
    """Return the zone that is named as its city is: Unicode keeps to names like Asia/Calcutta for ever."""
    named = [zone for zone in zones if _folded(_last(zone)) == _folded(city)]
    return next(iter(named), canonical if canonical in zones else zones[0])


def _last(zone: str) -> str:
    return zone.rsplit("/", 1)[-1]
