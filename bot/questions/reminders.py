"""What happens to a question by itself. For each kind of due row: may it happen now, and note that it has.

A handler asks, acts on Discord, and notes. It may be run twice: as long as nothing was noted it gets the same answer,
and afterwards None. Where settings or the question have changed since the row was planned, it is planned anew.
"""

from dataclasses import dataclass

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.questions import rules
from bot.questions.desk import Desk
from bot.questions.errors import NotTheAsker
from bot.questions.model import (
    LIMIT_PERIOD,
    CloseReason,
    FactKind,
    Question,
    QuestionSettings,
    QueueEntry,
    Role,
    State,
)
from bot.questions.rules import CLOSE, EXPERTS, QUEUE, QUIET, STAFF, TELL_UNSEALED, UNCLAIM
from bot.questions.store import experts, questions

__all__ = ["CLOSE", "EXPERTS", "QUEUE", "QUIET", "STAFF", "TELL_UNSEALED", "UNCLAIM", "ExpertCall", "Reminders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertCall:
    question: Question
    member_ids: tuple[int, ...]


class Reminders:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def call_experts(self, *, guild_id: int, question_id: int) -> ExpertCall | None:
        """Return whom to call to a question that waits: those called longest ago, within their daily limit.

        Picked are at most `experts_per_question`, once and for all; not the asker, nor who answered already. An
        anonymous asker is called like any expert: everybody sees the call, and whom it leaves out.
        """
        async with self._desk.database.write() as connection:
            question = await self._if_due(connection, guild_id, question_id, EXPERTS)
            if question is None:
                return None
            picked = await experts.picked(connection, question_id=question.id)
            if not picked:
                picked = await self._pick(connection, question)
            if picked:
                return ExpertCall(question=question, member_ids=tuple(picked))
            await self._note(connection, question, experts_told_at=self._desk.clock())
            return None

    async def _pick(self, connection: AsyncConnection, question: Question) -> list[int]:
        settings = await self._desk.settings.read(connection, question.guild_id, QuestionSettings)
        now = self._desk.clock()
        candidates = await experts.candidates(
            connection,
            guild_id=question.guild_id,
            question_id=question.id,
            tag_ids=[tag.id for tag in question.tags],
            since=now - LIMIT_PERIOD,
            notices_per_day=settings.expert_notices_per_day,
            limit=settings.experts_per_question + 1,  # the asker may be among them
        )
        others = [member_id for member_id in candidates if member_id != question.asker_id]
        picked = others[: settings.experts_per_question]
        await experts.pick(connection, guild_id=question.guild_id, question_id=question.id, member_ids=picked, at=now)
        return picked

    async def experts_told(self, *, guild_id: int, question_id: int) -> Question:
        """Note that the experts were called."""
        return await self._told(guild_id, question_id, "experts_told_at")

    async def for_staff(self, *, guild_id: int, question_id: int) -> Question | None:
        """Return the question if staff are to be told now: nobody has answered in the members' own time."""
        return await self._due_now(guild_id, question_id, STAFF)

    async def staff_told(self, *, guild_id: int, question_id: int) -> Question:
        return await self._told(guild_id, question_id, "staff_told_at")

    async def for_queue(self, *, guild_id: int, question_id: int) -> Question | None:
        """Return the question if it is to be put into the moderation queue now."""
        return await self._due_now(guild_id, question_id, QUEUE)

    async def queued(self, *, guild_id: int, question_id: int, entry: QueueEntry | None = None) -> Question:
        """Note that it was put there, with the message that says so, which follows the question from now on."""
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            return await self._note(connection, question, queued_at=self._desk.clock(), **_where(entry))

    async def queue_entry_gone(self, *, guild_id: int, question_id: int) -> Question:
        """Note that somebody deleted the message in the queue: it is not made again."""
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            return await self._note(connection, question, **_where(None))

    async def to_ask_if_solved(self, *, guild_id: int, question_id: int) -> Question | None:
        """Return the question if its asker is to be asked now whether it is solved.

        Of an anonymous question nobody is mentioned (`asker_id` is None).
        """
        return await self._due_now(guild_id, question_id, QUIET)

    async def asked_if_solved(self, *, guild_id: int, question_id: int) -> Question:
        """Note that the asker was asked; from now on it will be closed unless somebody writes."""
        return await self._told(guild_id, question_id, "quiet_asked_at")

    async def not_yet(self, *, by: Actor, question_id: int) -> Question:
        """The asker says that it isn't solved: it is left alone until it becomes quiet again.

        Raises QuestionNotFound, QuestionGone, NotTheAsker, AlreadySolved or AlreadyClosed.
        """
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            if not self._desk.is_asker(question, by.id):
                raise NotTheAsker
            rules.check_open(question)
            await questions.change(connection, question.id, last_activity_at=self._desk.clock(), quiet_asked_at=None)
            return await self._desk.follow_up(connection, question)

    async def close_quiet(self, *, guild_id: int, question_id: int) -> Question | None:
        """Close a question nobody has written in since its asker was asked; None where it isn't to be closed.

        Returns it again while it stays closed, so that a handler that failed on Discord can go on.
        """
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            if question.state is State.CLOSED and question.close_reason is CloseReason.QUIET:
                return question if question.deleted_at is None else None
            if await self._if_due(connection, guild_id, question_id, CLOSE) is None:
                return None
            if not await questions.close_quiet(connection, question, at=self._desk.clock()):
                return None
            await self._desk.log(connection, question, FactKind.CLOSED, role=Role.BOT, detail=CloseReason.QUIET)
            return await self._desk.follow_up(connection, question)

    async def release_expired(self, *, guild_id: int, question_id: int) -> Question | None:
        """Take off a claim that has run out; returns the question if nobody has claimed it now."""
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            if await questions.release_expired(connection, question.id, now=self._desk.clock()):
                await self._desk.log(connection, question, FactKind.RELEASED, role=Role.BOT)
            after = await self._desk.follow_up(connection, question)
        return after if after.claim is None and after.deleted_at is None else None

    async def _due_now(self, guild_id: int, question_id: int, kind: str) -> Question | None:
        async with self._desk.database.write() as connection:
            return await self._if_due(connection, guild_id, question_id, kind)

    async def _if_due(self, connection: AsyncConnection, guild_id: int, question_id: int, kind: str) -> Question | None:
        """Return the question if `kind` should happen by now; where it should later, plan it for then."""
        question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
        settings = await self._desk.settings.read(connection, guild_id, QuestionSettings)
        moment = rules.due_times(question, settings).get(kind)
        if moment is None:
            return None
        if moment > self._desk.clock():
            await due.plan(connection, guild_id=guild_id, kind=kind, subject_id=question_id, due_at=moment)
            return None
        return question

    async def _told(self, guild_id: int, question_id: int, column: str) -> Question:
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            return await self._note(connection, question, **{column: self._desk.clock()})

    async def _note(self, connection: AsyncConnection, question: Question, **moments: object) -> Question:
        await questions.change(connection, question.id, **moments)
        return await self._desk.follow_up(connection, question)


def _where(entry: QueueEntry | None) -> dict[str, int | None]:
    return {
        "queue_channel_id": entry.channel_id if entry else None,
        "queue_message_id": entry.message_id if entry else None,
    }
