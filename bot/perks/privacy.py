"""What the generic erasure can't see: codes that were somebody's, what staff wrote about them, what waits for staff."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.due import plan
from bot.engine import AsyncConnection
from bot.perks import rules
from bot.perks.desk import PURPOSE, Desk
from bot.perks.model import State
from bot.perks.store import catalogue, claims, codes
from bot.seal import SealBroken


class PerkPrivacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return a member's codes, opened; without its text one that is erased, or whose key is missing."""
        found = await codes.of_member(connection, guild_id=guild_id, member_id=member_id)
        return {
            "perk_code": [
                {"claim_id": claim_id, "ending": ending, "code": self._opened(sealed, guild_id)}
                for claim_id, ending, sealed in found
            ]
        }

    def _opened(self, sealed: str | None, guild_id: int) -> str | None:
        if sealed is None:
            return None
        try:
            return self._desk.seal.open_text(sealed, guild_id=guild_id, purpose=PURPOSE)
        except SealBroken:
            return None

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Erase a member's codes and what staff wrote to them, and end what waits. Before their columns are erased."""
        await codes.erase_of_member(connection, guild_id=guild_id, member_id=member_id)
        for claim_id in await claims.waiting_of(connection, guild_id=guild_id, member_id=member_id):
            claim = await self._desk.claim(connection, guild_id=guild_id, claim_id=claim_id)
            await claims.decide(
                connection, claim_id=claim_id, state=State.REFUSED, by_id=None, reason=None, at=self._desk.clock()
            )
            await catalogue.count_claim(connection, perk_id=claim.perk_id, change=-1)
        now = self._desk.clock()
        for claim_id in await claims.with_card(connection, guild_id=guild_id, member_id=member_id):
            await plan(connection, guild_id=guild_id, kind=rules.CARD, subject_id=claim_id, due_at=now)
        await claims.forget_reasons(connection, guild_id=guild_id, member_id=member_id)
