"""“I'll take this”: somebody takes a question on for some hours, and nobody is called to it meanwhile."""

from datetime import timedelta

from bot.actor import Actor
from bot.questions import errors, rules
from bot.questions.desk import Desk
from bot.questions.model import FactKind, Question, QuestionSettings, Role
from bot.questions.store import questions


class Claims:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def claim(self, *, by: Actor, question_id: int) -> Question:
        """Take a question on, or one's own claim for longer.

        Raises QuestionNotFound, QuestionGone, AlreadySolved, AlreadyClosed, OwnQuestion or AlreadyClaimed.
        """
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            rules.check_open(question)
            if self._desk.is_asker(question, by.id):
                raise errors.OwnQuestion
            settings = await self._desk.settings.read(connection, by.guild_id, QuestionSettings)
            now = self._desk.clock()
            until = now + timedelta(hours=settings.claim_hours)
            if not await questions.claim(connection, question.id, member_id=by.id, now=now, until=until):
                raise _claimed_by_another(question)
            await self._desk.log(connection, question, FactKind.CLAIMED, member_id=by.id, role=Role.HELPER)
            return await self._desk.follow_up(connection, question)

    async def release(self, *, by: Actor, question_id: int) -> Question:
        """Give a claim up; staff can take anybody's off.

        Raises QuestionNotFound or NotClaimed.
        """
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            standing = await self._desk.standing(connection, question, by)
            claim = question.claim
            if claim is None or (claim.member_id != by.id and not standing.staff):
                raise errors.NotClaimed
            if not await questions.release(connection, question.id, member_id=claim.member_id):
                raise errors.NotClaimed
            own = claim.member_id == by.id
            role = Role.HELPER if own else Role.STAFF
            await self._desk.log(connection, question, FactKind.RELEASED, member_id=by.id, role=role)
            return await self._desk.follow_up(connection, question)


def _claimed_by_another(question: Question) -> errors.AlreadyClaimed:
    assert question.claim is not None, "only another's claim keeps an open question from being claimed"
    return errors.AlreadyClaimed(
        member=f"<@{question.claim.member_id}>", until=str(int(question.claim.until.timestamp()))
    )
