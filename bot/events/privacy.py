"""What the generic erasure of events can't see: places that become free, counts of votes, lists that name a member.

A member's upcoming answers are withdrawn first, so that the next in line is offered the place; after that the
columns are erased as the tables say. Drafts are deleted; of what they proposed the words are emptied, on its card
in the queue as well. What was published stays, without their name, since others come to it: the co-host holds it,
or moderators find a host. Check-in codes are nobody's data, and never exported.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.due import plan
from bot.engine import AsyncConnection
from bot.events import rules
from bot.events.announcing import Announcing
from bot.events.answering import Answering
from bot.events.desk import Desk
from bot.events.live import Live
from bot.events.proposing import Proposing
from bot.events.store import attendance
from bot.events.store import privacy as store


class EventPrivacy:
    def __init__(
        self, desk: Desk, *, announcing: Announcing, answering: Answering, proposing: Proposing, live: Live
    ) -> None:
        self._desk = desk
        self._announcing = announcing
        self._answering = answering
        self._proposing = proposing
        self._live = live

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Do what erasing a member needs, before their member columns are erased."""
        named = await store.announcements_naming(connection, guild_id=guild_id, member_id=member_id)
        await self._answering.withdraw(connection, guild_id=guild_id, member_id=member_id)
        for occurrence_id in named:
            await self._announcing.plan_show(connection, guild_id=guild_id, occurrence_id=occurrence_id)
        await self._proposing.host_gone(connection, guild_id=guild_id, member_id=member_id)
        await self._forget_unpublished(connection, guild_id=guild_id, member_id=member_id)
        await self._live.forget(connection, guild_id=guild_id, member_id=member_id)
        await attendance.unstage_naming(connection, guild_id=guild_id, member_id=member_id)

    async def _forget_unpublished(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        now = self._desk.clock()
        await store.delete_drafts(connection, guild_id=guild_id, member_id=member_id)
        for event_id in await store.blank_proposals(connection, guild_id=guild_id, member_id=member_id):
            await plan(connection, guild_id=guild_id, kind=rules.PROPOSAL_CARD, subject_id=event_id, due_at=now)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Everything of a member is in columns that name them."""
        return {}
