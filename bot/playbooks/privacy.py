"""What the generic erasure can't see: bundles somebody is in; and what erasing has to wait for."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.engine import AsyncConnection
from bot.playbooks import errors
from bot.playbooks.store import bundles, escalations


class PlaybookPrivacy:
    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Take away the bundles somebody is in, before cases and evidence forget who that was."""
        await bundles.empty_about(connection, guild_id=guild_id, member_id=member_id)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Everything of a member is in columns that name them; bundles hold what others wrote, too."""
        return {}

    async def guard(self, connection: AsyncConnection, guild_id: int, member_id: int) -> None:
        """Raises UnderEscalation while a serious case about a member is open."""
        if await escalations.is_about(connection, guild_id=guild_id, member_id=member_id):
            raise errors.UnderEscalation
