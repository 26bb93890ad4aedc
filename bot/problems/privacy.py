"""What the generic erasure can't see: the message in the operator's channel that names who reported a problem."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.clock import Clock
from bot.due import plan
from bot.engine import AsyncConnection
from bot.problems import store
from bot.problems.model import UNNAME


class ProblemPrivacy:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Have their name taken out of what was posted. The problem stays, as nobody's."""
        for problem_id in await store.posted_of(connection, guild_id=guild_id, member_id=member_id):
            await plan(connection, guild_id=guild_id, kind=UNNAME, subject_id=problem_id, due_at=self._clock())

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return nothing: the column that names the reporter says it all. What came without a name is nobody's."""
        return {}
