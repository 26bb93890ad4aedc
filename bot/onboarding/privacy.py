"""What the generic erasure can't see: introductions stand on Discord, too, on cards of the bot."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.onboarding.introductions import plan_removal
from bot.onboarding.memory import Memory
from bot.onboarding.store import introductions as store


class OnboardingPrivacy:
    def __init__(self, *, clock: Clock, memory: Memory) -> None:
        self._clock = clock
        self._memory = memory

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Have the card with a member's introduction deleted. Before their member columns are erased.

        A nudge that is planned names arrivals, which are nobody's any more by then, and is said to nobody.
        """
        row = await store.get(connection, guild_id=guild_id, member_id=member_id)
        if row is not None and row.message_id is not None:
            card = row.channel_id, row.message_id
            await plan_removal(connection, guild_id=guild_id, card=card, at=self._clock())
        self._memory.forget(guild_id, member_id)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return what happened in a member's arrivals: the rows name the arrival, not the member."""
        return await store.facts_to_export(connection, guild_id=guild_id, member_id=member_id)
