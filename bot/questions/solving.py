"""What solved a question: accepting an answer, moving that to another, taking it back, and thanking who helped."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.questions import errors, rules
from bot.questions.answering import Answering
from bot.questions.desk import Desk
from bot.questions.model import (
    TEXT_KEPT,
    FactKind,
    Question,
    ReopenCause,
    Role,
    Side,
    Solution,
    State,
    Written,
)
from bot.questions.store import answers, questions
from bot.settings.model import ServerSettings
from bot.text import clean, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    question: Question
    previous: Solution | None
    """The solution it was moved from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    question: Question
    previous: Solution


class Solving:
    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    async def accept(self, *, by: Actor, question_id: int, answer: Written, move: bool = False) -> Accepted:
        """Accept an answer: the question is solved. With `move`, also where another answer was accepted before.

        Of two who accept at the same moment one wins. A closed question can be solved too.
        Staff may accept what the asker wrote: the question is solved, though not by a member's help.

        Raises QuestionNotFound, QuestionGone, NotYours, NotAnAnswer, BotAnswer, OwnAnswer, AnswerGone, AlreadySolved.
        """
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            standing = await self._desk.standing(connection, question, by)
            known = await answers.by_message(connection, guild_id=by.guild_id, message_id=answer.message_id)
            rules.check_accept(question, by=by, standing=standing, answer=answer, known=known, move=move)
            role = rules.acting_as(standing)
            assert role is not None, "check_accept lets nobody through who is nothing to the question"
            solution = Solution(
                message_id=answer.message_id,
                answerer_id=answer.author_id,
                side=known.side if known else await self._side(connection, question, answer),
                text=cut(clean(answer.text), TEXT_KEPT),
                accepted_at=self._desk.clock(),
                accepted_as=role,
                accepted_by_id=self._desk.named(question, by, role),
            )
            await self._solve(connection, question, answer, solution)
            await self._desk.rewards.accepted(connection, question, solution, role_ids=answer.author_role_ids)
            after = await self._desk.follow_up(connection, question)
        return Accepted(question=after, previous=question.solution)

    async def _side(self, connection: AsyncConnection, question: Question, answer: Written) -> Side:
        # An anonymous asker counts as whoever they are in the server: `ASKER` in the row would name them.
        if question.asker_id == answer.author_id:
            return Side.ASKER
        server = await self._desk.settings.read(connection, question.guild_id, ServerSettings)
        return rules.side_of(answer.author_role_ids, server)

    async def _solve(
        self, connection: AsyncConnection, question: Question, answer: Written, solution: Solution
    ) -> None:
        if solution.side is not Side.ASKER:
            await answers.add(
                connection,
                guild_id=question.guild_id,
                question_id=question.id,
                message_id=answer.message_id,
                author_id=answer.author_id,
                side=solution.side,
                posted_at=answer.written_at,
            )
            await self._answering.note_first(connection, question)
        before = question.solution
        solved = await questions.solve(
            connection, question, solution=solution, instead_of_message_id=before.message_id if before else None
        )
        if not solved:
            raise errors.AlreadySolved
        await self._desk.log(
            connection,
            question,
            FactKind.MOVED if before else FactKind.SOLVED,
            member_id=solution.accepted_by_id,
            role=solution.accepted_as,
        )

    async def undo(self, *, by: Actor, question_id: int) -> Undone:
        """Take the acceptance back: the question is open again and the text of its answer is no longer kept.

        Raises QuestionNotFound, QuestionGone, NotYours or NotSolved.
        """
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            return await self.unsolve(connection, question, by=by, cause=ReopenCause.UNDONE)

    async def unsolve(
        self, connection: AsyncConnection, question: Question, *, by: Actor, cause: ReopenCause
    ) -> Undone:
        """The same inside a transaction that is open already."""
        rules.check_there(question)
        standing = await self._desk.standing(connection, question, by)
        role = rules.acting_as(standing)
        if role is None or not rules.may_accept(question, standing):
            raise errors.NotYours
        if question.state is not State.SOLVED or question.solution is None:
            raise errors.NotSolved
        if not await questions.reopen(connection, question, at=self._desk.clock()):
            raise errors.NotSolved
        await self._desk.rewards.unaccepted(connection, question)
        await self._desk.log(
            connection,
            question,
            FactKind.REOPENED,
            member_id=self._desk.named(question, by, role),
            role=role,
            detail=cause,
        )
        return Undone(question=await self._desk.follow_up(connection, question), previous=question.solution)

    async def helpers(self, *, by: Actor, question_id: int) -> tuple[int, ...]:
        """Return the members the asker can thank: who answered and wasn't thanked yet.

        Raises QuestionNotFound or NotTheAsker.
        """
        async with self._desk.database.read() as connection:
            question = await self._asked_by(connection, by, question_id)
            return tuple(await self._thankable(connection, question))

    async def thank(self, *, by: Actor, question_id: int, helper_ids: Collection[int]) -> tuple[int, ...]:
        """Thank several helpers; returns those who hadn't been thanked for this question before.

        Raises QuestionNotFound, QuestionGone, NotTheAsker, NoHelpers or HelperNotFound.
        """
        async with self._desk.database.write() as connection:
            question = await self._asked_by(connection, by, question_id)
            rules.check_there(question)
            if not helper_ids:
                raise errors.NoHelpers
            possible = await self._thankable(connection, question)
            done = await answers.thanked(connection, question_id=question.id)
            if not set(helper_ids) <= set(possible) | done:
                raise errors.HelperNotFound
            thanked = tuple(member_id for member_id in possible if member_id in helper_ids)
            for member_id in thanked:
                await answers.thank(
                    connection,
                    guild_id=question.guild_id,
                    question_id=question.id,
                    member_id=member_id,
                    given_at=self._desk.clock(),
                )
                await self._desk.rewards.thanked(connection, question, member_id)
            if thanked:
                asker_id = self._desk.named(question, by, Role.ASKER)
                await self._desk.log(connection, question, FactKind.THANKED, member_id=asker_id, role=Role.ASKER)
        return thanked

    async def _asked_by(self, connection: AsyncConnection, by: Actor, question_id: int) -> Question:
        question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
        if not self._desk.is_asker(question, by.id):
            raise errors.NotTheAsker
        return question

    async def _thankable(self, connection: AsyncConnection, question: Question) -> list[int]:
        """Return who answered, best answer first, without those thanked already."""
        authors = [answer.author_id for answer in await answers.of_question(connection, question_id=question.id)]
        done = await answers.thanked(connection, question_id=question.id)
        return [
            author
            for author in dict.fromkeys(authors)
            if author is not None and author not in done and not self._desk.is_asker(question, author)
        ]
