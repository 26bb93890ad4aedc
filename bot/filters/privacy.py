"""What erasing a member needs beside their columns: nothing that waits for moderators may lose whom it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.engine import AsyncConnection
from bot.filters import errors
from bot.filters.desk import Desk
from bot.filters.store import hits


class FilterPrivacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def guard(self, connection: AsyncConnection, guild_id: int, member_id: int) -> None:
        """Raises StillWaits: what was found waits for a moderator, and would be about nobody."""
        if await hits.waits_about(connection, guild_id=guild_id, member_id=member_id):
            raise errors.StillWaits

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Let nothing about somebody wait who has left long ago."""
        await hits.give_up_waiting(connection, guild_id=guild_id, member_id=member_id)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {}
