"""Questions that end without a solution of their own, each with its reason, and their way back."""

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.questions import errors, rules
from bot.questions.desk import Desk
from bot.questions.model import CloseReason, FactKind, Question, ReopenCause, Role, State
from bot.questions.rules import Standing
from bot.questions.solving import Solving
from bot.questions.store import questions

CHAIN_MAX = 50
"""Duplicates of duplicates are pointed at the original when they are made; a longer chain is damage."""


class Closing:
    def __init__(self, desk: Desk, solving: Solving) -> None:
        self._desk = desk
        self._solving = solving

    async def close(self, *, by: Actor, question_id: int, note: str | None = None) -> Question:
        """Close a question: its asker withdraws it, staff give a written reason.

        Raises QuestionNotFound, QuestionGone, NotYoursToClose, AlreadySolved, AlreadyClosed or ReasonNeeded.
        """
        async with self._desk.database.write() as connection:
            question, standing = await self._open(connection, by, question_id)
            if not rules.may_close(standing):
                raise errors.NotYoursToClose
            if standing.asker:
                written = rules.checked_note(note) if note else None
                return await self._close(connection, question, standing, by, CloseReason.WITHDRAWN, note=written)
            written = rules.checked_note(note or "")
            return await self._close(connection, question, standing, by, CloseReason.STAFF, note=written)

    async def mark_duplicate(self, *, by: Actor, question_id: int, of_id: int) -> Question:
        """Close a question that was asked before. Where the other one is a duplicate too, the original is named.

        Raises QuestionNotFound (of either), QuestionGone, NotYoursToClose, AlreadySolved, AlreadyClosed,
        DuplicateOfItself or DuplicateCycle.
        """
        async with self._desk.database.write() as connection:
            question, standing = await self._open(connection, by, question_id)
            if not rules.may_mark_duplicate(standing):
                raise errors.NotYoursToClose
            original = await self._original(connection, question, of_id)
            closed = await self._close(
                connection, question, standing, by, CloseReason.DUPLICATE, duplicate_of_id=original.id
            )
            await questions.repoint_duplicates(
                connection, guild_id=question.guild_id, from_id=question.id, to_id=original.id
            )
            return closed

    async def _original(self, connection: AsyncConnection, question: Question, of_id: int) -> Question:
        if of_id == question.id:
            raise errors.DuplicateOfItself
        original = await self._desk.question(connection, guild_id=question.guild_id, question_id=of_id)
        for _ in range(CHAIN_MAX):
            if original.close_reason is not CloseReason.DUPLICATE or original.duplicate_of_id is None:
                break
            if original.duplicate_of_id == question.id:
                raise errors.DuplicateCycle
            original = await self._desk.question(
                connection, guild_id=question.guild_id, question_id=original.duplicate_of_id
            )
        rules.check_there(original)
        return original

    async def deflect(self, *, by: Actor, question_id: int, to_id: int) -> Question:
        """Close a question that was just asked, because a solved one answers it: “This solved it”.

        Raises QuestionNotFound (of either), QuestionGone, NotTheAsker, AlreadySolved, AlreadyClosed, NotSolved,
        DuplicateOfItself or TooLateToDeflect.
        """
        async with self._desk.database.write() as connection:
            question, standing = await self._found(connection, by, question_id)
            if not standing.asker:
                raise errors.NotTheAsker
            target = await self._desk.question(connection, guild_id=by.guild_id, question_id=to_id)
            rules.check_deflect(question, target=target, now=self._desk.clock())
            return await self._close(
                connection, question, standing, by, CloseReason.DEFLECTED, duplicate_of_id=target.id
            )

    async def reopen(self, *, by: Actor, question_id: int) -> Question:
        """Open a question again: a closed one by anybody who was part of it, a solved one by who may accept.

        Opening a solved one takes the acceptance back.
        Raises QuestionNotFound, QuestionGone, NotYoursToReopen or AlreadyOpen.
        """
        async with self._desk.database.write() as connection:
            question, standing = await self._found(connection, by, question_id)
            rules.check_there(question)
            if question.state is State.OPEN:
                raise errors.AlreadyOpen
            if not rules.may_reopen(question, standing):
                raise errors.NotYoursToReopen
            if question.state is State.SOLVED:
                undone = await self._solving.unsolve(connection, question, by=by, cause=ReopenCause.ASKED_AGAIN)
                return undone.question
            if not await questions.reopen(connection, question, at=self._desk.clock()):
                raise errors.AlreadyOpen
            await self._log(connection, question, standing, by, FactKind.REOPENED, ReopenCause.ASKED_AGAIN)
            return await self._desk.follow_up(connection, question)

    async def _found(self, connection: AsyncConnection, by: Actor, question_id: int) -> tuple[Question, Standing]:
        question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
        return question, await self._desk.standing(connection, question, by)

    async def _open(self, connection: AsyncConnection, by: Actor, question_id: int) -> tuple[Question, Standing]:
        question, standing = await self._found(connection, by, question_id)
        rules.check_open(question)
        return question, standing

    async def _close(
        self,
        connection: AsyncConnection,
        question: Question,
        standing: Standing,
        by: Actor,
        reason: CloseReason,
        *,
        note: str | None = None,
        duplicate_of_id: int | None = None,
    ) -> Question:
        closed = await questions.close(
            connection,
            question.id,
            reason=reason,
            note=note,
            by_id=self._desk.named(question, by, _role(standing)),
            at=self._desk.clock(),
            duplicate_of_id=duplicate_of_id,
        )
        if not closed:
            raise errors.AlreadyClosed
        await self._log(connection, question, standing, by, FactKind.CLOSED, reason)
        return await self._desk.follow_up(connection, question)

    async def _log(
        self,
        connection: AsyncConnection,
        question: Question,
        standing: Standing,
        by: Actor,
        kind: FactKind,
        detail: str,
    ) -> None:
        role = _role(standing)
        await self._desk.log(
            connection,
            question,
            kind,
            member_id=self._desk.named(question, by, role),
            role=role,
            detail=detail,
        )


def _role(standing: Standing) -> Role:
    role = rules.acting_as(standing)
    assert role is not None, "the rules let nobody through who is nothing to the question"
    return role
