"""What the generic export and erasure can't see: sealed authors, texts that are somebody's, votes and cards."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import due
from bot.engine import AsyncConnection
from bot.questions import rules
from bot.questions.desk import Desk
from bot.questions.store import answers, personal, questions


class QuestionPrivacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def anonymous_ids(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
        """Return the ids of a member's anonymous questions. For that member's eyes only."""
        fingerprint = self._desk.seal.fingerprint(guild_id=guild_id, member_id=member_id)
        return await questions.with_fingerprint(connection, guild_id=guild_id, fingerprint=fingerprint)

    async def has_anonymous(self, *, guild_id: int, member_id: int) -> bool:
        """Whether a member asked anything anonymously. For that member's eyes only."""
        async with self._desk.database.read() as connection:
            return bool(await self.anonymous_ids(connection, guild_id=guild_id, member_id=member_id))

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return a member's anonymous questions. For that member's eyes only."""
        fingerprint = self._desk.seal.fingerprint(guild_id=guild_id, member_id=member_id)
        return {"question": await personal.anonymous(connection, guild_id=guild_id, fingerprint=fingerprint)}

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Destroy a member's seals and the kept text of their answers. Before their member columns are erased.

        Their votes stay votes, nothing they took upon themselves goes on, and cards that show them are made anew.
        """
        fingerprint = self._desk.seal.fingerprint(guild_id=guild_id, member_id=member_id)
        await questions.forget_authors(connection, guild_id=guild_id, fingerprint=fingerprint)
        await self._desk.rewards.forget_giver(connection, guild_id=guild_id, fingerprint=fingerprint)
        await answers.keep_upvotes_of(connection, guild_id=guild_id, member_id=member_id)
        await self._renew_cards(connection, guild_id=guild_id, member_id=member_id)
        await personal.release_claims(connection, guild_id=guild_id, member_id=member_id)
        changed = set(await questions.forget_answer_texts(connection, guild_id=guild_id, answerer_id=member_id))
        changed |= await personal.unname(connection, guild_id=guild_id, member_id=member_id)
        for question_id in sorted(changed):
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            await self._desk.reindex(connection, question)

    async def _renew_cards(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        now = self._desk.clock()
        for question_id in await personal.shown_on_cards(connection, guild_id=guild_id, member_id=member_id):
            await due.plan(connection, guild_id=guild_id, kind=rules.CARD, subject_id=question_id, due_at=now)
