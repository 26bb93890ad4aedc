"""Those who look made by one hand: the list that moderators look through, keeping them out, and letting them in again.

Hundreds of cases are carried out one after the other by their due rows, PACE apart, so that everything else that is
due goes on meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation import rules, safety
from bot.moderation.model import Act, Case, Origin, Subject
from bot.moderation.opening import Decision
from bot.raids import store
from bot.raids.acting import Acting
from bot.raids.desk import Desk
from bot.raids.model import NobodyLeft, NoRaid, Raid, State, Suspect, Whole

QUARANTINE_MINUTES = 24 * 60
AT_ONCE = 20
"""Cases in one transaction: everybody else who writes waits for it."""
PACE = timedelta(seconds=0.5)
LOGGED_AFTER = timedelta(minutes=1)
"""A case is logged once it is done; where that takes longer, it is logged as it stands then."""


class KeepingOut:
    def __init__(self, desk: Desk, acting: Acting) -> None:
        self._desk = desk
        self._acting = acting

    async def suspects(self, *, by: Actor, raid_id: int, page: int, size: int) -> tuple[Whole, list[Suspect]]:
        """Return a page of those who are neither kept out nor cleared. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            raid = await self._acting.raid_in(connection, guild_id=by.guild_id, raid_id=raid_id)
            found = await store.suspects(connection, raid_id=raid.id, limit=size, offset=(page - 1) * size, left=True)
            return await self._acting.whole_in(connection, raid), found

    async def clear(self, *, by: Actor, raid_id: int, member_ids: Sequence[int]) -> None:
        """Take people off the list: they are welcomed as anybody else. Raises ModeratorsOnly or NoRaid."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            raid = await self._acting.raid_in(connection, guild_id=by.guild_id, raid_id=raid_id)
            cleared = await store.clear(connection, raid_id=raid.id, member_ids=member_ids)
            await self._desk.let_in(connection, guild_id=raid.guild_id, member_ids=cleared)
            await self._acting.plan_card(connection, raid)

    async def keep_out(self, *, by: Actor, raid_id: int, act: Act, may_ban: bool, reason: str) -> int:
        """Open a case for every suspect that is left: a day's timeout, or a ban. Returns how many.

        Raises ModeratorsOnly, MayNotBan, NoRaid or NobodyLeft.
        """
        safety.check_may(act, by=by, may_ban=may_ban)
        first_at, opened = self._desk.clock(), 0
        while more := await self._keep_some_out(by, raid_id, act, reason, due_at=first_at + opened * PACE):
            opened += more
        if not opened:
            raise NobodyLeft
        return opened

    async def _keep_some_out(self, by: Actor, raid_id: int, act: Act, reason: str, *, due_at: datetime) -> int:
        """Open the next cases, in a transaction that keeps nobody waiting; returns how many."""
        async with self._desk.database.write() as connection:
            raid = await self._acting.raid_in(connection, guild_id=by.guild_id, raid_id=raid_id)
            if raid.state is State.UNDONE:
                raise NoRaid
            found = await store.suspects(connection, raid_id=raid.id, limit=AT_ONCE, left=True)
            for number, suspect in enumerate(found):
                case = await self._open(connection, raid, suspect, by, act, reason)
                await store.set_case(connection, raid_id=raid.id, member_id=suspect.member_id, case_id=case.id)
                await self._pace(connection, case, due_at + number * PACE)
            await self._acting.plan_card(connection, raid)
        return len(found)

    async def _open(
        self, connection: AsyncConnection, raid: Raid, suspect: Suspect, by: Actor, act: Act, reason: str
    ) -> Case:
        return await self._desk.moderation.opening.open_in(
            connection,
            Decision(
                guild_id=raid.guild_id,
                act=act,
                origin=Origin.RAID,
                origin_id=raid.id,
                subject=Subject(member_id=suspect.member_id),
                moderator_id=by.id,
                reason=reason,
                minutes=QUARANTINE_MINUTES if act is Act.TIMEOUT else None,
                strikes=0,
                quiet=True,  # Discord takes hundreds of direct messages at once for a raid of ours
            ),
            by_itself=True,
        )

    async def _pace(self, connection: AsyncConnection, case: Case, due_at: datetime) -> None:
        """Have a case carried out in its turn, and logged once, when it is done."""
        for kind, at in ((rules.ACT, due_at), (rules.LOG, due_at + LOGGED_AFTER)):
            await plan(connection, guild_id=case.guild_id, kind=kind, subject_id=case.id, due_at=at)

    async def lift_all(self, raid: Raid, *, why: str) -> None:
        """Lift the cases that kept people out of a raid, where that was undone. What a crash leaves is done again."""
        if raid.state is not State.UNDONE:
            return
        first_at, lifted = self._desk.clock(), 0
        while more := await self._lift_some(raid, why, due_at=first_at + lifted * PACE):
            lifted += more

    async def _lift_some(self, raid: Raid, why: str, *, due_at: datetime) -> int:
        moderation = self._desk.moderation
        async with self._desk.database.write() as connection:
            found = await store.standing_cases(connection, raid_id=raid.id, guild_id=raid.guild_id, limit=AT_ONCE)
            for number, case_id in enumerate(found):
                case = await moderation.desk.case(connection, guild_id=raid.guild_id, case_id=case_id)
                lifted = await moderation.lifting.lift_in(
                    connection, case, by_id=raid.ended_by_id, why=why, origin=Origin.RAID
                )
                if lifted.undoing is not None:
                    await self._pace(connection, lifted.undoing, due_at + number * PACE)
        return len(found)
