"""What helping with questions earns, in the transaction in which it happened: both stand, or neither.

An accepted answer is the asker's gift to who wrote it, whoever clicked: staff and trusted members who tidy up after
askers would otherwise wear out what the best helpers get from them, and two friends, one of them trusted, gain nothing
by it, since each question still has an asker of its own.

An anonymous asker must not be readable from what others earn. So they are never the giver by name, only by the
question's fingerprint (by which gifts of the same unnamed person are worth less each time, too), and whether they are
old enough to give is not asked: points that fail to come would point at who joined lately. What they write under their
own name earns like anybody's answer when staff accept it, though nobody earns by answering their own question
otherwise: whose points stay the same while all can see the accepted answer would be who asked. They can't accept it
themselves, so nothing is to be gained alone.
"""

from collections.abc import Collection
from datetime import datetime

from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.points.ledger import Ledger
from bot.points.model import Award, Kind
from bot.questions.model import Answer, Question, Side, Solution


class Rewards:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    async def accepted(
        self, connection: AsyncConnection, question: Question, solution: Solution, *, role_ids: frozenset[int]
    ) -> None:
        """Reward who wrote the solution instead of whoever had that before. What askers solve themselves earns none."""
        await self.unaccepted(connection, question)
        if solution.answerer_id is not None and solution.side is not Side.ASKER:
            await self._ledger.award(connection, self._by_asker(question, solution.answerer_id, Kind.ANSWER, role_ids))

    async def unaccepted(self, connection: AsyncConnection, question: Question) -> None:
        await self._ledger.take_back(
            connection, guild_id=question.guild_id, kinds=[Kind.ANSWER], source_ids=[question.id]
        )

    async def thanked(self, connection: AsyncConnection, question: Question, member_id: int) -> None:
        await self._ledger.award(connection, self._by_asker(question, member_id, Kind.THANKS, None))

    def _by_asker(self, question: Question, member_id: int, kind: Kind, role_ids: frozenset[int] | None) -> Award:
        return Award(
            guild_id=question.guild_id,
            member_id=member_id,
            kind=kind,
            source_id=question.id,
            happened_at=self._clock(),
            giver_id=None if question.anonymous else question.asker_id,
            giver_fingerprint=question.fingerprint,
            channel_id=question.thread_id,
            parent_id=question.channel_id,
            role_ids=role_ids,
        )

    async def forget_giver(self, connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> None:
        """Forget that an unnamed asker's gifts came from one person. The points stay: the help was given."""
        await self._ledger.forget_fingerprint(connection, guild_id=guild_id, fingerprint=fingerprint)

    async def upvoted(
        self,
        connection: AsyncConnection,
        question: Question,
        answer: Answer,
        *,
        voter_id: int,
        voter_joined_at: datetime | None,
    ) -> None:
        if answer.author_id is None or answer.deleted_at is not None:
            return
        await self._ledger.award(
            connection,
            Award(
                guild_id=question.guild_id,
                member_id=answer.author_id,
                kind=Kind.UPVOTE,
                source_id=answer.message_id,
                happened_at=self._clock(),
                giver_id=voter_id,
                giver_joined_at=voter_joined_at,
                channel_id=question.thread_id,
                parent_id=question.channel_id,
            ),
        )

    async def upvotes_lost(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        message_ids: Collection[int],
        voter_id: int | None = None,
    ) -> None:
        """Take back what upvotes of these answers earned; `voter_id`: only one member's."""
        await self._ledger.take_back(
            connection, guild_id=guild_id, kinds=[Kind.UPVOTE], source_ids=message_ids, giver_id=voter_id
        )
