"""Referrals: whom a member brought, and the reward for it, which comes late on purpose.

It is for people who stay. So the newcomer must have agreed to the guidelines (where there are any), stayed for some
days, and been active on some different ones; a joining alone, which can be bought, earns nothing. Who had been here
before brings nothing, nor does who was banned, left, or has activity switched off: of those last there are no active
days, which looks like any silent member, so that nobody learns of the choice.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from bot import due
from bot.activity.days import Calendar
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.inviting_model import (
    BAN_COUNTS_FOR,
    GIVE_UP_AFTER,
    Examined,
    Invite,
    Made,
    Missing,
    Progress,
    Reason,
    Referral,
    Terms,
)
from bot.onboarding.model import OnboardingSettings, ReferralState
from bot.onboarding.steps import Steps
from bot.onboarding.store import referrals
from bot.points.ledger import Ledger
from bot.points.model import Award, Kind
from bot.settings.model import ServerSettings
from bot.settings.service import Settings

DECIDE = "onboarding:referral"
"""Look whether a referral counts by now; the subject is the arrival."""

BAN_CHECK = "onboarding:referral-ban"
"""Look whether somebody was banned soon after another was rewarded for them; the subject is the arrival."""

AGREE = "agree"
"""The first step of agreeing to the guidelines."""

LOOK_EVERY = timedelta(days=1)
WAITING_SHOWN = 1_000


class Referring:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, ledger: Ledger, steps: Steps) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._ledger = ledger
        self._steps = steps

    # What tracing found ------------------------------------------------------------------------------------------

    async def follow(self, connection: AsyncConnection, arrival_ids: Collection[int], invite: Invite | None) -> None:
        """Let referrals be what tracing says now: those of `invite`'s owner, or none."""
        for arrival_id in await referrals.drop_undecided(connection, arrival_ids=arrival_ids):
            await due.cancel(connection, kind=DECIDE, subject_id=arrival_id)
        if invite is None or invite.inviter_id is None or invite.label is not None:
            return
        for referral, rejoined in await referrals.of_arrivals(connection, arrival_ids):
            if referral.member_id != invite.inviter_id:  # nobody brings themselves
                await self._open(connection, referral, inviter_id=invite.inviter_id, rejoined=rejoined)

    async def _open(self, connection: AsyncConnection, referral: Referral, *, inviter_id: int, rejoined: bool) -> None:
        await referrals.add(
            connection,
            guild_id=referral.guild_id,
            arrival_id=referral.arrival_id,
            inviter_id=inviter_id,
            refused=Reason.REJOINED if rejoined else None,
            at=self._clock(),
        )
        if not rejoined:
            settings = await self._settings.read(connection, referral.guild_id, OnboardingSettings)
            due_at = referral.joined_at + timedelta(days=settings.referral_stay_days)
            await self._look_again(connection, referral, at=max(due_at, self._clock()))

    async def _look_again(self, connection: AsyncConnection, referral: Referral, *, at: datetime) -> None:
        await due.plan(connection, guild_id=referral.guild_id, kind=DECIDE, subject_id=referral.arrival_id, due_at=at)

    # Deciding ----------------------------------------------------------------------------------------------------

    async def examine(self, *, guild_id: int, arrival_id: int) -> Examined | None:
        """Return how a referral stands, by what we know without Discord; None where it is decided or undone."""
        async with self._database.read() as connection:
            found = await referrals.waiting(connection, guild_id=guild_id, arrival_id=arrival_id)
            return None if found is None else (await self._examine(connection, guild_id, [found]))[0]

    async def _examine(self, connection: AsyncConnection, guild_id: int, found: Iterable[Referral]) -> list[Examined]:
        """Examine referrals of one server together."""
        listed = list(found)
        here = {one.member_id for one in listed if one.member_id is not None}
        agreed = await self._agreed(connection, guild_id, here)
        settings = await self._settings.read(connection, guild_id, OnboardingSettings)
        active = await self._active_days(connection, guild_id, listed)
        return [self._judge(one, agreed, active.get(one.member_id or 0, 0), settings) for one in listed]

    async def _agreed(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Collection[int] | None:
        """Return who has agreed to the guidelines; None where there is nothing to agree to."""
        for step in await self._steps.offered(connection, guild_id):
            if step.name == AGREE:
                ids = sorted(member_ids)
                parts = [ids[start : start + 200] for start in range(0, len(ids), 200)]
                return {one for part in parts for one in await step.done(connection, guild_id, part)}
        return None

    async def _active_days(
        self, connection: AsyncConnection, guild_id: int, found: Collection[Referral]
    ) -> Mapping[int, int]:
        calendar = Calendar((await self._settings.read(connection, guild_id, ServerSettings)).zone)
        since = {
            one.member_id: calendar.day_of(int(one.joined_at.timestamp() * 1000))
            for one in found
            if one.member_id is not None
        }
        return await referrals.active_days(connection, guild_id=guild_id, since=since)

    def _judge(
        self, referral: Referral, agreed: Collection[int] | None, active_days: int, settings: OnboardingSettings
    ) -> Examined:
        now = self._clock()
        missing = None
        if agreed is not None and referral.member_id not in agreed:
            missing = Missing.AGREEMENT
        elif now < referral.joined_at + timedelta(days=settings.referral_stay_days):
            missing = Missing.STAY
        elif active_days < settings.referral_active_days:
            missing = Missing.ACTIVITY
        refused = None
        if referral.member_id is None or referral.inviter_id is None:
            refused = Reason.ERASED
        elif referral.left_at is not None or not referral.latest:
            refused = Reason.LEFT
        elif missing is not None and now >= referral.joined_at + give_up_after(settings):
            refused = Reason.EXPIRED
        return Examined(referral=referral, refused=refused, missing=missing)

    async def postpone(self, referral: Referral) -> None:
        """Look again tomorrow."""
        async with self._database.write() as connection:
            await self._look_again(connection, referral, at=self._clock() + LOOK_EVERY)

    async def refuse(self, referral: Referral, reason: Reason) -> bool:
        """Decide that a referral brings nothing; returns whether it still was to be decided."""
        async with self._database.write() as connection:
            return await referrals.decide(
                connection,
                arrival_id=referral.arrival_id,
                before=ReferralState.WAITING,
                after=ReferralState.REFUSED,
                reason=reason,
                at=self._clock(),
            )

    async def reward(self, referral: Referral, *, inviter_role_ids: Collection[int]) -> Made:
        """Reward the inviter; where the day's limit leaves nothing for it, tomorrow."""
        assert referral.inviter_id is not None
        now = self._clock()
        async with self._database.write() as connection:
            done = await referrals.decide(
                connection,
                arrival_id=referral.arrival_id,
                before=ReferralState.WAITING,
                after=ReferralState.REWARDED,
                reason=None,
                at=now,
            )
            if not done:
                return Made.DECIDED
            award = Award(
                guild_id=referral.guild_id,
                member_id=referral.inviter_id,
                kind=Kind.REFERRAL,
                source_id=referral.arrival_id,
                happened_at=now,
                role_ids=inviter_role_ids,
            )
            worth = await self._ledger.appraise(connection, award)
            terms = await self._ledger.terms.get(connection, referral.guild_id)
            if not worth.points and worth.percent and terms.rules[Kind.REFERRAL].points:
                await referrals.decide(
                    connection,
                    arrival_id=referral.arrival_id,
                    before=ReferralState.REWARDED,
                    after=ReferralState.WAITING,
                    reason=None,
                    at=now,
                )
                await self._look_again(connection, referral, at=now + LOOK_EVERY)
                return Made.TOMORROW
            await self._ledger.award(connection, award)
            await due.plan(
                connection,
                guild_id=referral.guild_id,
                kind=BAN_CHECK,
                subject_id=referral.arrival_id,
                due_at=now + BAN_COUNTS_FOR,
            )
            return Made.REWARDED

    # Bans --------------------------------------------------------------------------------------------------------

    async def rewarded_for(self, *, guild_id: int, arrival_id: int) -> int | None:
        """Return who the arrival was of, if somebody was rewarded for it and both are still known."""
        async with self._database.read() as connection:
            found = await referrals.rewarded_arrival(connection, guild_id=guild_id, arrival_id=arrival_id)
        return None if found is None else found[0]

    async def banned(self, *, guild_id: int, member_id: int) -> int:
        """Take back what others were lately rewarded with for somebody who is banned now; returns the points."""
        now, taken = self._clock(), 0
        async with self._database.write() as connection:
            found = await referrals.rewarded_for(
                # a little more, for the look that is planned for that moment
                connection,
                guild_id=guild_id,
                member_id=member_id,
                since=now - BAN_COUNTS_FOR - timedelta(days=1),
            )
            for arrival_id, inviter_id in found:
                await referrals.decide(
                    connection,
                    arrival_id=arrival_id,
                    before=ReferralState.REWARDED,
                    after=ReferralState.REFUSED,
                    reason=Reason.BANNED,
                    at=now,
                )
                if inviter_id is not None:
                    taken += await self._ledger.take_back(
                        connection,
                        guild_id=guild_id,
                        kinds=[Kind.REFERRAL],
                        source_ids=[arrival_id],
                        member_id=inviter_id,
                    )
        return taken

    # What the inviter sees ---------------------------------------------------------------------------------------

    async def terms(self, *, guild_id: int) -> Terms:
        """Return what a server asks for and gives."""
        async with self._database.read() as connection:
            settings = await self._settings.read(connection, guild_id, OnboardingSettings)
            offered = await self._steps.offered(connection, guild_id)
            terms = await self._ledger.terms.get(connection, guild_id)
        return Terms(
            points=terms.rules[Kind.REFERRAL].points,
            must_agree=any(step.name == AGREE for step in offered),
            stay_days=settings.referral_stay_days,
            active_days=settings.referral_active_days,
        )

    async def progress(self, *, guild_id: int, inviter_id: int) -> Progress:
        """Return what came of somebody's invites."""
        async with self._database.read() as connection:
            counts = await referrals.decided_of(connection, guild_id=guild_id, inviter_id=inviter_id)
            waiting = await referrals.waiting_of(
                connection, guild_id=guild_id, inviter_id=inviter_id, limit=WAITING_SHOWN
            )
            examined = await self._examine(connection, guild_id, waiting) if waiting else []
            came = await referrals.came_by(connection, guild_id=guild_id, inviter_id=inviter_id)
        refused = Counter({reason: count for (_, reason), count in counts.items() if reason is not None})
        refused.update(one.refused for one in examined if one.refused is not None)
        return Progress(
            came=came,
            rewarded=sum(count for (state, _), count in counts.items() if state is ReferralState.REWARDED),
            waiting=Counter(one.missing for one in examined if one.refused is None),
            refused=refused,
        )


def give_up_after(settings: OnboardingSettings) -> timedelta:
    """Return how long after the joining everything must be there; a server that asks for more gives more time."""
    return max(GIVE_UP_AFTER, timedelta(days=settings.referral_stay_days + settings.referral_active_days + 7))
