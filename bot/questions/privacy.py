"""What the generic export and erasure can't see: authors that are sealed, and texts that are somebody's."""

from bot.engine import AsyncConnection
from bot.questions.desk import Desk
from bot.questions.store import questions


class QuestionPrivacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def anonymous_ids(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
        """Return the ids of a member's anonymous questions. For that member's eyes only."""
        fingerprint = self._desk.seal.fingerprint(guild_id=guild_id, member_id=member_id)
        return await questions.with_fingerprint(connection, guild_id=guild_id, fingerprint=fingerprint)

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Destroy a member's seals and the kept text of their answers. Before their member columns are erased."""
        fingerprint = self._desk.seal.fingerprint(guild_id=guild_id, member_id=member_id)
        await questions.forget_authors(connection, guild_id=guild_id, fingerprint=fingerprint)
        await self._desk.rewards.forget_giver(connection, guild_id=guild_id, fingerprint=fingerprint)
        for question_id in await questions.forget_answer_texts(connection, guild_id=guild_id, answerer_id=member_id):
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            await self._desk.reindex(connection, question)
