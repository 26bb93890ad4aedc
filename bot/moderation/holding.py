"""Channels that are locked or slowed down for a while, and are then as they were before.

What a channel was like, and what is made of it, is written before anything happens on Discord; a due row goes on where
whoever began it dies. A lock lasts until its time or until it is opened; slow mode without a time is simply set.
Another slow mode on top of a temporary one takes over what the first would have given back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.actor import Actor
from bot.due import Due, cancel, plan
from bot.engine import AsyncConnection
from bot.moderation import channel_errors, errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.ending import OVER, Ending
from bot.moderation.model import Act, Case, Hold, Origin, Progress, State, Subject
from bot.moderation.opening import PICKED_UP_AFTER, Decision, Opening
from bot.moderation.store import cases, holds

HOLD = "moderation:hold"
"""Goes on with a lock, a slow mode or their end that was cut off; its subject is the hold."""
UNLOCKED_BY = "unlocked_by"
"""In the payload of such a row: the case that opens the channel again."""

LONGEST = timedelta(days=365)
SLOWEST_SECONDS = 21_600  # Discord's

SECONDS, SECONDS_SET, PIECES, THREAD_LOCKED = "seconds", "set", "pieces", "locked"
"""What is kept of a channel: its slow mode before and now, pieces of overwrites, whether a thread was locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A hold with the case it belongs to."""

    case: Case
    hold: Hold


class Holds:
    def __init__(self, desk: Desk, opening: Opening, ending: Ending) -> None:
        self._desk = desk
        self._opening = opening
        self._ending = ending

    # Beginning

    async def begin(
        self,
        *,
        by: Actor,
        act: Act,
        channel_id: int,
        before: Mapping[str, Any],
        minutes: int | None,
        reason: str,
        request_id: int,
        details: Mapping[str, Any] | None = None,
    ) -> Holding:
        """Note what is about to be done to a channel; the same request gives the first again.

        Raises ModeratorsOnly, HoldTooLong or AlreadyLocked.
        """
        safety.check_moderator(by)
        _check_length(minutes)
        async with self._desk.database.write() as connection:
            again = await cases.of_request(connection, guild_id=by.guild_id, request_id=request_id)
            if again is not None:
                found = await holds.open_of_channel(connection, guild_id=by.guild_id, channel_id=channel_id, act=act)
                if found is None or found.case_id != again.id:
                    raise errors.AlreadyOver
                return Holding(case=again, hold=found)
            before = await self._take_over(connection, by.guild_id, channel_id, act, before)
            case = await self._opening.open_pending_in(
                connection,
                Decision(
                    guild_id=by.guild_id,
                    act=act,
                    origin=Origin.COMMAND,
                    subject=Subject(member_id=None, channel_id=channel_id),
                    moderator_id=by.id,
                    reason=reason,
                    minutes=minutes,
                    request_id=request_id,
                    details=details or {},
                ),
            )
            hold = await self.hold_in(
                connection, guild_id=by.guild_id, channel_id=channel_id, act=act, before=before, case=case
            )
            due_at = self._desk.clock() + PICKED_UP_AFTER
            await plan(connection, guild_id=by.guild_id, kind=HOLD, subject_id=hold.id, due_at=due_at)
            return Holding(case=case, hold=hold)

    async def hold_in(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        channel_id: int,
        act: Act,
        before: Mapping[str, Any],
        case: Case,
    ) -> Hold:
        """Note what a channel was like and what is made of it (`cogs.moderation.holding_back` does that then)."""
        return await holds.add(
            connection,
            guild_id=guild_id,
            channel_id=channel_id,
            act=act,
            before=before,
            at=self._desk.clock(),
            ends_at=case.ends_at,
            case_id=case.id,
        )

    async def _take_over(
        self, connection: AsyncConnection, guild_id: int, channel_id: int, act: Act, before: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Return what is given back in the end: another slow mode gives back what the one there is would have."""
        there = await holds.open_of_channel(connection, guild_id=guild_id, channel_id=channel_id, act=act)
        if there is None:
            return before
        if act is Act.LOCK:
            until = "none" if there.ends_at is None else str(int(there.ends_at.timestamp()))
            raise channel_errors.AlreadyLocked(until=until)
        await self._end(connection, there)
        return {**before, SECONDS: there.before[SECONDS]}

    # How it went

    async def done(self, holding: Holding) -> Case:
        """Note that a channel is locked or slowed down."""
        async with self._desk.database.write() as connection:
            await cancel(connection, kind=HOLD, subject_id=holding.hold.id)
            if holding.case.act is Act.SLOW_MODE and holding.case.ends_at is None:
                await holds.end(
                    connection, guild_id=holding.hold.guild_id, hold_id=holding.hold.id, at=self._desk.clock()
                )
            return await self._note(connection, holding.case, State.DONE)

    async def failed(self, holding: Holding, *, failure: str) -> Case:
        """Note that Discord has refused it."""
        async with self._desk.database.write() as connection:
            await cancel(connection, kind=HOLD, subject_id=holding.hold.id)
            await cancel(connection, kind=rules.END, subject_id=holding.case.id)
            await holds.end(connection, guild_id=holding.hold.guild_id, hold_id=holding.hold.id, at=self._desk.clock())
            return await self._note(connection, holding.case, State.FAILED, failure=failure)

    # Opening again

    async def unlock(self, *, by: Actor, channel_id: int, reason: str, request_id: int) -> tuple[Case, Hold]:
        """Note that a channel is about to be opened again; returns the case of that, and what is given back.

        Raises ModeratorsOnly or NotLocked.
        """
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            hold = await holds.open_of_channel(connection, guild_id=by.guild_id, channel_id=channel_id, act=Act.LOCK)
            if hold is None:
                raise channel_errors.NotLocked
            case = await cases.of_request(connection, guild_id=by.guild_id, request_id=request_id)
            if case is None:
                case = await self._opening.open_pending_in(
                    connection,
                    Decision(
                        guild_id=by.guild_id,
                        act=Act.UNLOCK,
                        origin=Origin.COMMAND,
                        origin_id=hold.case_id,
                        subject=Subject(member_id=None, channel_id=channel_id),
                        moderator_id=by.id,
                        reason=reason,
                        request_id=request_id,
                    ),
                )
            await plan(
                connection,
                guild_id=by.guild_id,
                kind=HOLD,
                subject_id=hold.id,
                due_at=self._desk.clock() + PICKED_UP_AFTER,
                payload={UNLOCKED_BY: case.id},
            )
            return case, hold

    async def unlocked(self, case: Case, hold: Hold, *, left: int) -> Case:
        """Note that a channel is open again; `left`: how many overwrites somebody had changed, which stay so."""
        async with self._desk.database.write() as connection:
            await cancel(connection, kind=HOLD, subject_id=hold.id)
            await self._end(connection, hold)
            return await self._note(connection, case, State.DONE, details={"left": left} if left else {})

    async def not_unlocked(self, case: Case, hold: Hold, *, failure: str) -> Case:
        """Note that Discord has refused to open a channel: the lock stays, and so does what it gives back."""
        async with self._desk.database.write() as connection:
            await cancel(connection, kind=HOLD, subject_id=hold.id)
            return await self._note(connection, case, State.FAILED, failure=failure)

    async def over(self, case: Case, hold: Hold, *, left: int = 0) -> None:
        """Note that a channel is as it was before because the time of its case is over."""
        async with self._desk.database.write() as connection:
            await cancel(connection, kind=HOLD, subject_id=hold.id)
            if await self._end(connection, hold) and left:
                now = self._desk.clock()
                await cases.note(connection, case=case, at=now, details={**case.details, "left": left})

    async def give_back_instead_in(
        self, connection: AsyncConnection, *, guild_id: int, channel_id: int, seconds: int, instead: int
    ) -> None:
        """Have a slow mode that was set on top of `seconds` give back something else in the end. For raids."""
        there = await holds.open_of_channel(connection, guild_id=guild_id, channel_id=channel_id, act=Act.SLOW_MODE)
        if there is not None and there.before.get(SECONDS) == seconds:
            await holds.change(connection, hold_id=there.id, before={**there.before, SECONDS: instead})

    async def _end(self, connection: AsyncConnection, hold: Hold) -> bool:
        """End a hold, and its case if that is in force."""
        ended = await holds.end(connection, guild_id=hold.guild_id, hold_id=hold.id, at=self._desk.clock())
        if hold.case_id is None:
            return ended
        if await holds.open_of_case(connection, guild_id=hold.guild_id, case_id=hold.case_id, limit=1):
            return ended  # other channels of the same case
        await cancel(connection, kind=rules.END, subject_id=hold.case_id)
        case = await cases.get(connection, guild_id=hold.guild_id, case_id=hold.case_id)
        if case is not None and case.state not in OVER:
            await self._ending.ended_in(connection, case)
        return ended

    async def _note(self, connection: AsyncConnection, case: Case, state: State, **values: Any) -> Case:
        now = self._desk.clock()
        acted = Progress.FAILED if state is State.FAILED else Progress.DONE
        noted = await cases.note(connection, case=case, at=now, state=state, acted=acted, **values)
        await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        return noted

    # Looking

    async def of_case(self, case: Case) -> list[Hold]:
        """Return what a case still holds."""
        async with self._desk.database.read() as connection:
            return await holds.open_of_case(connection, guild_id=case.guild_id, case_id=case.id)

    async def cut_off(self, due: Due) -> tuple[Holding | None, Case | None]:
        """Return what is to be gone on with: a hold with its case, and the case that opens it if it is that.

        Nothing where it is over by now.
        """
        async with self._desk.database.read() as connection:
            hold = await holds.get(connection, guild_id=due.guild_id, hold_id=due.subject_id)
            if hold is None or hold.ended_at is not None or hold.case_id is None:
                return None, None
            case = await cases.get(connection, guild_id=due.guild_id, case_id=hold.case_id)
            unlocking_id = due.payload.get(UNLOCKED_BY)
            if case is None:
                return None, None
            by = None
            if isinstance(unlocking_id, int):
                by = await cases.get(connection, guild_id=due.guild_id, case_id=unlocking_id)
            return Holding(case=case, hold=hold), by


def _check_length(minutes: int | None) -> None:
    if minutes is not None and not 0 < minutes <= LONGEST / timedelta(minutes=1):
        raise channel_errors.HoldTooLong(most_days=LONGEST.days)
