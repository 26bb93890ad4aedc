"""Thanking somebody in words that earn: once for the same thing, so many times a day, and less each time between two.

It is written before anybody is told, and stays where Discord doesn't let us show it: whoever thanked was told so.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.errors import AlreadyThanked, ThankBot, ThankedEnough, ThankTooNew, ThankYourself
from bot.points.ledger import Appraisal, Ledger
from bot.points.model import THANKS_A_DAY, Award, Kind, Rule
from bot.points.store import ledger as store

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Somebody to be thanked, and what for."""

    member_id: int
    is_bot: bool
    source_id: int
    """The message, or the interaction where it is for none."""
    channel_id: int | None = None
    parent_id: int | None = None
    role_ids: frozenset[int] | None = None
    """What the thanked member's roles are; None where nobody said."""


class Why(StrEnum):
    """Why thanks are worth what they are."""

    USUAL = "usual"
    AGAIN = "again"
    """The two have thanked each other within PAIR_WINDOW before."""
    LIMIT = "limit"
    """Thanks have earned the member what they can in a day."""
    PLACE = "place"
    """Points count differently in this channel, or for the member's roles."""
    OFF = "off"
    """Thanks earn nothing in this server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanked:
    points: int
    full: int
    """What thanks are usually worth."""
    why: Why
    earlier: int
    """How often the two have thanked each other before."""
    left: int
    """How many more people they can thank now."""


class Thanking:
    def __init__(self, *, database: Database, clock: Clock, ledger: Ledger) -> None:
        self._database = database
        self._clock = clock
        self._ledger = ledger

    async def thank(self, thanks: Thanks, *, by: Actor, joined_at: datetime | None) -> Thanked:
        """Thank a member; `joined_at` is when who thanks joined.

        Raises ThankYourself, ThankBot, ThankTooNew, AlreadyThanked or ThankedEnough.
        """
        if thanks.member_id == by.id:
            raise ThankYourself
        if thanks.is_bot:
            raise ThankBot
        now = self._clock()
        async with self._database.write() as connection:
            await store.one_at_a_time(connection, guild_id=by.guild_id, giver_id=by.id)
            await self._check_old_enough(connection, by, joined_at, now)
            award = _award(thanks, by=by, joined_at=joined_at, at=now)
            await self._check_new(connection, award)
            given = await store.count_given(
                connection, guild_id=by.guild_id, giver_id=by.id, kind=Kind.THANKS, since=now - DAY
            )
            if given >= THANKS_A_DAY:
                raise ThankedEnough(limit=THANKS_A_DAY)
            appraisal = await self._ledger.appraise(connection, award)
            await self._ledger.award(connection, award)
            rule = (await self._ledger.terms.get(connection, by.guild_id)).rules[Kind.THANKS]
        return Thanked(
            points=appraisal.points,
            full=rule.points,
            why=_why(appraisal, rule),
            earlier=appraisal.earlier_gifts,
            left=THANKS_A_DAY - given - 1,
        )

    async def _check_old_enough(
        self, connection: AsyncConnection, by: Actor, joined_at: datetime | None, now: datetime
    ) -> None:
        settings = (await self._ledger.terms.get(connection, by.guild_id)).settings
        if not rules.is_old_enough(
            by.id,
            joined_at=joined_at,
            at=now,
            account_days=settings.minimum_account_days,
            member_days=settings.minimum_member_days,
        ):
            raise ThankTooNew

    async def _check_new(self, connection: AsyncConnection, award: Award) -> None:
        before = await store.of_cause(
            connection,
            guild_id=award.guild_id,
            kinds=[Kind.THANKS],
            source_ids=[award.source_id],
            member_id=award.member_id,
            giver_id=award.giver_id,
        )
        if before:
            raise AlreadyThanked


def _award(thanks: Thanks, *, by: Actor, joined_at: datetime | None, at: datetime) -> Award:
    return Award(
        guild_id=by.guild_id,
        member_id=thanks.member_id,
        kind=Kind.THANKS,
        source_id=thanks.source_id,
        happened_at=at,
        giver_id=by.id,
        giver_joined_at=joined_at,
        channel_id=thanks.channel_id,
        parent_id=thanks.parent_id,
        role_ids=thanks.role_ids,
    )


def _why(appraisal: Appraisal, rule: Rule) -> Why:
    """Return the first reason that holds; what makes most of a difference comes first."""
    if not rule.points:
        return Why.OFF
    if rule.daily_cap and _was_cut(appraisal, rule):
        return Why.LIMIT
    if appraisal.earlier_gifts >= rule.pair_free:
        return Why.AGAIN
    return Why.USUAL if appraisal.percent == 100 else Why.PLACE


def _was_cut(appraisal: Appraisal, rule: Rule) -> bool:
    """Whether the day's limit made it less."""
    unlimited = replace(rule, daily_cap=0)
    without = rules.worth(unlimited, percent=appraisal.percent, earned_today=0, earlier_gifts=appraisal.earlier_gifts)
    return appraisal.points < without
