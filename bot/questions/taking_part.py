"""Whether somebody has asked or answered: a first step of newcomers.

Anonymous questions are left out. Only their askers can recognise them, and what they do as askers must show nowhere.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.engine import AsyncConnection
from bot.questions.model import QuestionSettings
from bot.questions.store import taking_part as store
from bot.settings.service import Settings


class TakingPart:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def took_part(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has asked or answered a question that is still there, with when they first did."""
        asked = await store.first_asked(connection, guild_id=guild_id, member_ids=member_ids)
        answered = await store.first_answered(connection, guild_id=guild_id, member_ids=member_ids)
        both = {member_id: min(at, asked[member_id]) for member_id, at in answered.items() if member_id in asked}
        return {**asked, **answered, **both}

    async def has_forum(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether questions can be asked."""
        return (await self._settings.read(connection, guild_id, QuestionSettings)).forum_channel_id is not None
