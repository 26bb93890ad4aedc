"""What ends, and when: temporary bans and timeouts, and those that moderators end before their time.

What ends by itself has a due row (`bot.moderation.rules.END`). Discord's own timeouts last 28 days at most: a longer
one is given in pieces, each continued long before it runs out. Several may bind one member at once: Discord is told
the latest end of all, and nobody is unbanned whom another case still bans.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.moderation import rules
from bot.moderation.desk import Desk
from bot.moderation.model import TIMEOUT_MAX_DAYS, Act, Case, Progress, State
from bot.moderation.store import cases, in_force

CONTINUED_BEFORE = timedelta(days=14)
"""How long before Discord's timeout runs out a longer one is continued: an outage of that length frees nobody."""
LOOKED_FOR_EVERY = timedelta(days=1)
"""How often it is tried for who has left, and may come back."""
LONGEST = timedelta(days=TIMEOUT_MAX_DAYS)

CHANGED = "changed"
"""In the payload of a due row: the length was changed, so that Discord's own end is another one by now."""

ENDS_WHAT = {Act.UNBAN: Act.BAN, Act.END_TIMEOUT: Act.TIMEOUT}
"""What ends which act."""
ENDED_BY = {ended: act for act, ended in ENDS_WHAT.items()}
OVER = frozenset({State.ENDED, State.LIFTED, State.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What binds a member now by all cases of one act together."""

    any: bool
    until: datetime | None
    """None: for good, or nothing does."""


def next_look(ends_at: datetime, *, now: datetime) -> datetime:
    """Return when a timeout is looked at next: at its end, or before Discord's longest runs out."""
    return ends_at if ends_at - now <= LONGEST else now + LONGEST - CONTINUED_BEFORE


async def plan_end(connection: AsyncConnection, case: Case, *, now: datetime) -> None:
    """Plan the end of a case that has one, or its continuation; anything planned for it before is replaced."""
    if case.ends_at is None:
        await cancel(connection, kind=rules.END, subject_id=case.id)
        return
    due_at = next_look(case.ends_at, now=now) if case.act is Act.TIMEOUT else case.ends_at
    await plan(connection, guild_id=case.guild_id, kind=rules.END, subject_id=case.id, due_at=due_at)


class Ending:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def get(self, *, guild_id: int, case_id: int) -> Case | None:
        """Return a case whose end is due; None where it is over already, or gone."""
        async with self._desk.database.read() as connection:
            case = await cases.get(connection, guild_id=guild_id, case_id=case_id)
        return None if case is None or case.state in OVER else case

    async def binds(self, *, guild_id: int, member_id: int, act: Act) -> bool:
        """Whether a case of this act binds somebody now."""
        async with self._desk.database.read() as connection:
            found = await in_force.of_member(
                connection, guild_id=guild_id, member_id=member_id, act=act, now=self._desk.clock()
            )
        return bool(found)

    async def binding(self, case: Case) -> Bound:
        """Return what binds the member of a case now, by this and other cases of the same act."""
        async with self._desk.database.read() as connection:
            return await self.binding_in(connection, case)

    async def binding_in(self, connection: AsyncConnection, case: Case) -> Bound:
        if case.member_id is None:
            return Bound(any=False, until=None)
        found = await in_force.of_member(
            connection, guild_id=case.guild_id, member_id=case.member_id, act=case.act, now=self._desk.clock()
        )
        ends = [one.ends_at for one in found if one.ends_at is not None]
        until = max(ends) if ends and len(ends) == len(found) else None
        return Bound(any=bool(found), until=until)

    async def ended(self, case: Case) -> None:
        """Note that a case has lasted its time."""
        async with self._desk.database.write() as connection:
            await self.ended_in(connection, case)

    async def ended_in(self, connection: AsyncConnection, case: Case) -> Case:
        now = self._desk.clock()
        over = await cases.note(connection, case=case, at=now, state=State.ENDED, finished_at=now)
        await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        return over

    async def continued(self, case: Case, *, is_here: bool = True) -> None:
        """Plan when a case that isn't over is looked at next: soon, where they aren't here and may come back."""
        assert case.ends_at is not None
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            if is_here:
                await plan_end(connection, case, now=now)
            else:
                due_at = min(case.ends_at, now + LOOKED_FOR_EVERY)
                await plan(connection, guild_id=case.guild_id, kind=rules.END, subject_id=case.id, due_at=due_at)

    async def ended_before_in(self, connection: AsyncConnection, case: Case) -> None:
        """Note what an unban or the end of a timeout has ended before its time; strikes go on counting."""
        ended = ENDS_WHAT.get(case.act)
        if ended is None or case.member_id is None:
            return
        before = await in_force.unended(connection, guild_id=case.guild_id, member_id=case.member_id, act=ended)
        for one in before:
            # one that came later than what the audit log tells of after an outage stays
            if one.id < case.id and one.created_at <= case.created_at:
                await cancel(connection, kind=rules.END, subject_id=one.id)
                await self.ended_in(connection, one)

    async def follow_in(self, connection: AsyncConnection, case: Case) -> None:
        """Bring Discord in step with a length that was changed, at once: to be called in the change's transaction."""
        if case.state in OVER or case.acted is Progress.FAILED or case.act not in ENDED_BY:
            return
        await plan(
            connection,
            guild_id=case.guild_id,
            kind=rules.END,
            subject_id=case.id,
            due_at=self._desk.clock(),
            payload={CHANGED: True},
        )
