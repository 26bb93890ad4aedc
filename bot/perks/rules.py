"""Who gets a perk, what a perk may be, and which days are meant: pure functions."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.actor import Actor
from bot.errors import UserError
from bot.perks import errors
from bot.perks.model import (
    DESCRIPTION_MAX,
    LOW_STOCK,
    NAME_MAX,
    PER_MEMBER_MAX,
    REASON_MAX,
    STOCK_MAX,
    Gives,
    Perk,
    Terms,
)
from bot.points.model import POINTS_MAX
from bot.text import clean, letters, one_line

QUEUE = "perks:queue"
"""A claim that staff have to see to, by its id."""
CARD = "perks:card"
"""A claim whose card in the queue has to show what was decided, by its id."""
LOW = "perks:low"
"""A perk of which few are left, by its id."""
FORGET_IMPORT = "perks:forget-import"
"""Codes of a file that nobody said yes to, by the import's id."""

ENDING = 4
"""Of a code's last characters, so many are shown to staff, and never more than a quarter of it."""

_MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:時](\d{2})?分?)?")


def obstacle(  # noqa: PLR0911 - a table of cases reads best as one
    perk: Perk, *, mine: int, points: int, balance: int, now: datetime
) -> UserError | None:
    """Return why somebody can't claim a perk now, the lasting reasons first; None if they can.

    `mine`: how often they have within the perk's period; `points`: all they ever earned, `balance`: what they can
    spend of it.
    """
    if perk.archived_at is not None:
        return errors.PerkArchived()
    if perk.closes_at is not None and now >= perk.closes_at:
        return errors.OpenNoMore(at=_seconds(perk.closes_at))
    if perk.needs_rank and perk.rank is None:
        return errors.RankGone()
    if perk.per_member is not None and mine >= perk.per_member:
        return errors.ClaimedEnough(limit=perk.per_member, period=perk.period.value)
    if perk.left is not None and perk.left <= 0:
        return errors.NoneLeft()
    if perk.opens_at is not None and now < perk.opens_at:
        return errors.NotOpenYet(at=_seconds(perk.opens_at))
    if perk.rank is not None and points < perk.rank.threshold:
        return errors.RankNeeded(rank=perk.rank.name, missing=perk.rank.threshold - points)
    if balance < perk.price:
        return errors.TooFewPoints(price=perk.price, balance=balance)
    return None


def _seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def is_low(perk: Perk) -> bool:
    """Whether staff should know that few are left."""
    if perk.left is None:
        return False
    return perk.left <= min(LOW_STOCK, (perk.left + perk.claimed) // 5)


def is_staff(actor: Actor, *, staff_role_ids: frozenset[int]) -> bool:
    """Whether somebody decides on what members have claimed."""
    return actor.manages_server or actor.moderates or actor.has_any(staff_role_ids)


# What a perk may be


def checked(terms: Terms, *, gives: Gives) -> Terms:
    """Return what an admin decided, tidied. Raises the error of the first thing that can't be."""
    name = one_line(terms.name)
    if not letters(name) or len(name) > NAME_MAX:
        raise errors.NameInvalid(limit=NAME_MAX)
    description = clean(terms.description)
    if len(description) > DESCRIPTION_MAX:
        raise errors.DescriptionTooLong(limit=DESCRIPTION_MAX)
    if not 0 <= terms.price <= POINTS_MAX:
        raise errors.PriceOutOfRange(limit=POINTS_MAX)
    if terms.stock is not None and gives is Gives.CODE:
        raise errors.StockIsCodes
    if terms.stock is not None and not 0 <= terms.stock <= STOCK_MAX:
        raise errors.StockOutOfRange(limit=STOCK_MAX)
    if terms.per_member is not None and not 1 <= terms.per_member <= PER_MEMBER_MAX:
        raise errors.LimitOutOfRange(limit=PER_MEMBER_MAX)
    if terms.opens_at is not None and terms.closes_at is not None and terms.closes_at <= terms.opens_at:
        raise errors.ClosesBeforeOpening
    return replace(terms, name=name, description=description)


def checked_reason(reason: str) -> str:
    said = one_line(reason)
    if not letters(said) or len(said) > REASON_MAX:
        raise errors.ReasonNeeded(limit=REASON_MAX)
    return said


def name_key(name: str) -> str:
    """Return a name as it is compared: however it is typed."""
    return unicodedata.normalize("NFKC", one_line(name)).casefold()


def ending_of(code: str) -> str:
    """Return what staff are shown of a code: too little to use it."""
    length = min(ENDING, len(code) // 4)
    return code[-length:] if length else ""


# Days


def read_moment(typed: str, *, zone: ZoneInfo, end: bool = False) -> datetime:
    """Return the moment meant by `2026-12-24`, `2026/12/24 18:30` or 「2026年12月24日18時」 in the server's zone.

    A day alone is its beginning, or with `end` its last second, which is how people say it. Raises NotAMoment.
    """
    plain = unicodedata.normalize("NFKC", one_line(typed))
    found = _MOMENT.fullmatch(re.sub(r"日(?=\d)", "日 ", plain))
    if found is None:
        raise errors.NotAMoment(typed=plain[:40])
    year, month, day = (int(part) for part in found.groups()[:3])
    hour, minute = found[4], found[5]
    try:
        last = hour is None and end
        at = time(23, 59, 59) if last else time(int(hour or 0), int(minute or 0))
        return datetime.combine(date(year, month, day), at, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise errors.NotAMoment(typed=plain[:40]) from None
