"""What the generic erasure can't see: cases that still count, and what moderators wrote in the others.

Nobody gets rid of a ban or of strikes by having their data erased: at their own wish they are told until when that has
to wait. Where somebody is erased all the same (they left long ago), a case that counts keeps them until it doesn't, so
that a temporary ban ends on time; the retention kind "cases" takes them out then.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.engine import AsyncConnection
from bot.moderation import errors
from bot.moderation.desk import Desk
from bot.moderation.evidence import Keeping
from bot.moderation.model import Case, Criteria, Progress, State
from bot.moderation.rules import LASTING, has_strikes
from bot.moderation.store import lists

AT_ONCE = 500
MOST = 100_000

_STILL = frozenset({State.DONE, State.PARTLY, State.WAITING})


def counts(case: Case, *, now: datetime) -> bool:
    """Whether a case has to know its member: it is under way, binds them, or its strikes count."""
    return case.state is State.WAITING or _binds(case) or has_strikes(case, now=now)


def _binds(case: Case) -> bool:
    # One whose time is over counts until that is noted: whoever ends it on Discord needs to know whom.
    return case.act in LASTING and case.state in _STILL and case.acted is not Progress.FAILED


class ModerationPrivacy:
    def __init__(self, desk: Desk, keeping: Keeping) -> None:
        self._desk = desk
        self._keeping = keeping

    async def guard(self, connection: AsyncConnection, guild_id: int, member_id: int) -> None:
        """Raise CaseUnderWay, CountsForGood or CountsUntil while a case about them counts."""
        now = self._desk.clock()
        found = [case for case in await self._cases(connection, guild_id, member_id) if counts(case, now=now)]
        if not found:
            return
        if any(case.state is State.WAITING for case in found):
            raise errors.CaseUnderWay
        if any(_binds(case) and case.ends_at is None for case in found):
            raise errors.CountsForGood
        ends = [case.ends_at for case in found if _binds(case) and case.ends_at is not None]
        lapses = [case.strikes_until for case in found if has_strikes(case, now=now) and case.strikes_until is not None]
        raise errors.CountsUntil(at=str(int(max(*ends, *lapses, now).timestamp())))

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return what was changed of a member's own cases, and noted about them."""
        found = await lists.changes_about(connection, guild_id=guild_id, member_id=member_id)
        return {
            "moderation_change": [
                {
                    "case_number": number,
                    "changed_at": change.changed_at,
                    "field": change.field,
                    "before": change.before,
                    "after": change.after,
                    "why": change.why,
                }
                for number, change in found
            ]
        }

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Take a member out of the cases that don't count; those that do are marked, and lose them in their time."""
        now = self._desk.clock()
        found = await self._cases(connection, guild_id, member_id)
        kept = [case.id for case in found if counts(case, now=now)]
        await self._empty(connection, guild_id, [case.id for case in found if not counts(case, now=now)])
        for start in range(0, len(kept), AT_ONCE):
            await lists.mark_erased(connection, guild_id=guild_id, ids=kept[start : start + AT_ONCE], at=now)
        await self._keeping.forget_in(connection, guild_id=guild_id, member_id=member_id)

    async def _cases(self, connection: AsyncConnection, guild_id: int, member_id: int) -> list[Case]:
        criteria = Criteria(member_id=member_id)
        return await lists.page(connection, guild_id=guild_id, criteria=criteria, limit=MOST, offset=0)

    async def _empty(self, connection: AsyncConnection, guild_id: int, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), AT_ONCE):
            await lists.empty(connection, guild_id=guild_id, ids=ids[start : start + AT_ONCE])

    # What counted when its member was erased

    async def count_over(self, connection: AsyncConnection, guild_id: int, _before: datetime) -> int:
        return len(await self._over(connection, guild_id))

    async def forget_over(self, guild_id: int, _before: datetime) -> int:
        """Take those who were erased out of the cases that count no more; returns how many these were."""
        async with self._desk.database.write() as connection:
            over = await self._over(connection, guild_id)
            await self._empty(connection, guild_id, over)
        return len(over)

    async def _over(self, connection: AsyncConnection, guild_id: int) -> list[int]:
        now = self._desk.clock()
        erased = await lists.of_erased(connection, guild_id=guild_id, limit=MOST)
        return [case.id for case in erased if not counts(case, now=now)]
