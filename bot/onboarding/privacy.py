"""What the generic erasure can't see: introductions stand on Discord, too, on cards of the bot."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import due
from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.onboarding.introductions import plan_removal
from bot.onboarding.memory import Memory
from bot.onboarding.newcomers import FORGET_ROLE, TAKE
from bot.onboarding.store import arrivals
from bot.onboarding.store import introductions as store


class OnboardingPrivacy:
    def __init__(self, *, clock: Clock, memory: Memory) -> None:
        self._clock = clock
        self._memory = memory

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Have the card with a member's introduction deleted, and the newcomer role taken. Before their columns go.

        A nudge that is planned names arrivals, which are nobody's any more by then, and is said to nobody.
        """
        row = await store.get(connection, guild_id=guild_id, member_id=member_id)
        if row is not None and row.message_id is not None:
            card = row.channel_id, row.message_id
            await plan_removal(connection, guild_id=guild_id, card=card, at=self._clock())
        await self._plan_role(connection, guild_id=guild_id, member_id=member_id)
        self._memory.forget(guild_id, member_id)

    async def _plan_role(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Have the role taken now: later nobody could know any more from whom."""
        known = await arrivals.of_members(connection, guild_id=guild_id, member_ids=[member_id])
        planned = await due.unfinished(connection, kind=TAKE, subject_ids=[arrival.id for arrival in known])
        if not planned:
            return
        await due.plan(
            connection,
            guild_id=guild_id,
            kind=FORGET_ROLE,
            # One for each server and member, and not a number by which a member is found.
            subject_id=(guild_id * 31 + member_id) % 2**62,
            due_at=self._clock(),
            payload={"member_id": member_id, "role_ids": sorted({int(row.payload["role_id"]) for row in planned})},
        )

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return what happened in a member's arrivals: the rows name the arrival, not the member."""
        return await store.facts_to_export(connection, guild_id=guild_id, member_id=member_id)
