"""Reading a typed moment, whatever language it is in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.when.errors import InThePast, NotUnderstood, shortened
from bot.when.model import Reading
from bot.when.walls import place


def read(typed: str, *, now: datetime, zone: ZoneInfo, language: str | None = None) -> Reading:
    """Return the moment somebody means, or up to four it could be, all of them after `now`.

    `language` is the reader's (a `bot.i18n.Language`), for what is written alike in both: 12/11 is a choice in English,
    and December in Japanese. Raises one of `bot.when.errors`.
    """
    try:
        local = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise NotUnderstood(typed=shortened(typed)) from None
    moments = place(local.replace(tzinfo=None), zone)
    if moments[-1].at <= now:
        raise InThePast(at=int(moments[-1].at.timestamp()))
    return Reading(moments=moments)
